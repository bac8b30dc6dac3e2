//! For tests: the models and policies in the repository, and files that use every key there is.

use crate::index::is_index;
use crate::source::ModelSource;
use std::path::{Path, PathBuf};

/// A model that uses every key of every file.
pub(crate) const MODEL: &str = include_str!("fixture/model.toml");
pub(crate) const DIMENSION: &str = include_str!("fixture/a.toml");
pub(crate) const CROSSWALK: &str = include_str!("fixture/crosswalk.toml");
/// An index that uses every key.
pub(crate) const INDEX: &str = include_str!("fixture/index.toml");
pub(crate) const POLICY: &str = include_str!("fixture/policy.toml");
pub(crate) const GUIDE: &str = include_str!("fixture/guide.toml");
pub(crate) const CALENDAR: &str = include_str!("fixture/calendar.toml");

fn source(files: &[(&str, &str)]) -> ModelSource {
    ModelSource::new(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
}

/// The model that uses every key.
pub(crate) fn model() -> ModelSource {
    source(&[("model.toml", MODEL), ("a.toml", DIMENSION), ("crosswalk.toml", CROSSWALK)])
}

/// The models of the repository and the one that uses every key, by name.
pub(crate) fn models() -> Vec<(String, ModelSource)> {
    let shipped = folders().into_iter().filter(|(name, source)| name != "policies" && !is_index(source));
    shipped.chain([("fixture".to_owned(), model())]).collect()
}

/// The policy folder of the repository, when there is one, and one that uses every key.
pub(crate) fn policies() -> Vec<(String, ModelSource)> {
    let own = source(&[("policy.toml", POLICY), ("guide.toml", GUIDE), ("calendar.toml", CALENDAR)]);
    folders().into_iter().filter(|(name, _)| name == "policies").chain([("fixture".to_owned(), own)]).collect()
}

fn folders() -> Vec<(String, ModelSource)> {
    let listed = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path()).collect()
    };
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models");
    let mut folders: Vec<(String, ModelSource)> = listed(&root)
        .into_iter()
        .filter(|path| path.is_dir())
        .map(|folder| {
            let files = listed(&folder).into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "toml"));
            let texts = files.map(|file| (name(&file), std::fs::read_to_string(&file).expect("a text")));
            (name(&folder), ModelSource::new(texts))
        })
        .collect();
    folders.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(folders.iter().any(|(name, _)| name != "policies"), "a model in the repository");
    folders
}
