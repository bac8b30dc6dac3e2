//! The models at hand, those inside the program and those in the user's model folder: maturity models, which a new assessment can use,
//! and indices, which rank a panel.

use crate::describe;
use crate::error::WorkbenchError;
use crate::text_file;
use crate::view::{ModelCardView, ModelView, Text};
use include_dir::{Dir, include_dir};
use shuheng_model::{Fault, Index, Instrument, Loaded, Model, ModelSource, Policies, is_index, load, load_index, load_policies};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../evaluation_models");

/// Largest file of a model that is read; a model is text written by hand.
const LARGEST_FILE: u64 = 5_000_000;

/// A model that was looked at.
#[derive(Debug, Clone)]
pub struct ModelEntry {
    /// Its id, or the folder's name when it failed.
    pub id: String,
    /// The model with its warnings, or its faults.
    pub outcome: Result<Loaded, Vec<Fault>>,
    /// Its folder on this computer; `None` for a model inside the program.
    pub folder: Option<PathBuf>,
}

impl ModelEntry {
    /// The card of the model in a list.
    #[must_use]
    pub fn card(&self) -> ModelCardView {
        describe::card(self)
    }

    /// The model, when it loads.
    ///
    /// # Errors
    /// [`WorkbenchError::FaultyModel`] when it does not.
    pub(crate) fn loaded(&self) -> Result<&Loaded, WorkbenchError> {
        self.outcome.as_ref().map_err(|faults| WorkbenchError::FaultyModel { id: self.id.clone(), faults: faults.clone() })
    }
}

/// An index that was looked at.
#[derive(Debug, Clone)]
pub struct IndexEntry {
    /// Its id, or the folder's name when it failed.
    pub id: String,
    /// The index, or its faults.
    pub outcome: Result<Index, Vec<Fault>>,
    /// Its folder on this computer; `None` for an index inside the program.
    pub folder: Option<PathBuf>,
}

/// What a folder with a `model.toml` holds.
#[derive(Debug, Clone)]
pub(crate) enum FolderEntry {
    Model(Box<ModelEntry>),
    Index(Box<IndexEntry>),
}

/// Every model and every index at hand.
#[derive(Debug, Clone)]
pub struct Library {
    entries: Vec<ModelEntry>,
    indices: Vec<IndexEntry>,
    policies: Policies,
}

/// Name of the folder with policy documents.
pub(crate) const POLICIES: &str = "policies";

impl Library {
    /// The built-in policy documents and models, then the models in `folder`, by id. A model that fails is listed with its faults.
    ///
    /// # Errors
    /// [`WorkbenchError::Policies`] when the documents inside the program are damaged.
    pub fn new(folder: Option<&Path>) -> Result<Self, WorkbenchError> {
        let mut library = Self { entries: Vec::new(), indices: Vec::new(), policies: built_in_policies()? };
        library.reload(folder);
        Ok(library)
    }

    /// Looks at the models anew.
    pub(crate) fn reload(&mut self, folder: Option<&Path>) {
        let built_in = BUILT_IN.dirs().filter(|dir| dir.get_file(dir.path().join("model.toml")).is_some());
        let built_in = built_in.map(|dir| entry_of(&dir.path().to_string_lossy(), source_of(dir), None));
        let own = folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let own = own.map(|entry| entry.path()).filter(|path| path.join("model.toml").is_file()).map(|path| look_into(&path));
        let (mut entries, mut indices) = (Vec::new(), Vec::new());
        for entry in built_in.chain(own) {
            match entry {
                FolderEntry::Model(entry) => entries.push(*entry),
                FolderEntry::Index(entry) => indices.push(*entry),
            }
        }
        entries.sort_by(|a, b| (a.folder.is_some(), &a.id).cmp(&(b.folder.is_some(), &b.id)));
        indices.sort_by(|a, b| (a.folder.is_some(), &a.id).cmp(&(b.folder.is_some(), &b.id)));
        (self.entries, self.indices) = (entries, indices);
    }

    /// Every model, failed ones too.
    #[must_use]
    pub fn entries(&self) -> &[ModelEntry] {
        &self.entries
    }

    /// Every index, failed ones too.
    #[must_use]
    pub fn indices(&self) -> &[IndexEntry] {
        &self.indices
    }

    /// The policy documents.
    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// A model by its id.
    ///
    /// # Errors
    /// [`WorkbenchError::UnknownModel`], [`WorkbenchError::FaultyModel`], or [`WorkbenchError::IndexIsNoModel`] when an index has this id.
    pub fn model(&self, id: &str) -> Result<&Model, WorkbenchError> {
        let unknown = || match self.indices.iter().any(|index| index.id == id) {
            true => WorkbenchError::IndexIsNoModel(id.to_owned()),
            false => WorkbenchError::UnknownModel(id.to_owned()),
        };
        self.newest(id).ok_or_else(unknown)?.loaded().map(|loaded| &loaded.model)
    }

    /// Of several versions of a model the newest; one that does not load only when there is no other.
    pub(crate) fn newest(&self, id: &str) -> Option<&ModelEntry> {
        let version = |entry: &&ModelEntry| entry.outcome.as_ref().ok().map(|loaded| version_of(&loaded.model.version));
        self.entries.iter().filter(|entry| entry.id == id).max_by_key(version)
    }

    /// An index by its id or by its folder. A maturity model is turned into one, with the weights and goalposts of a `kind` of
    /// institution when one is given; an index knows no kinds and takes none.
    ///
    /// # Errors
    /// As [`Self::model`]; [`WorkbenchError::UnknownKind`]; [`WorkbenchError::File`] when the folder cannot be read.
    pub fn index(&self, id_or_folder: &str, kind: Option<&str>) -> Result<Index, WorkbenchError> {
        let folder = Path::new(id_or_folder);
        if folder.join("model.toml").is_file() {
            let source = read_folder(folder)?;
            let faulty = |faults| WorkbenchError::FaultyModel { id: id_or_folder.to_owned(), faults };
            return if is_index(&source) {
                without_kind(load_index(&source).map_err(faulty)?, kind)
            } else {
                of_model(&load(source).map_err(faulty)?.model, kind)
            };
        }
        let version = |entry: &&IndexEntry| entry.outcome.as_ref().ok().map(|index| version_of(&index.version));
        match self.indices.iter().filter(|entry| entry.id == id_or_folder).max_by_key(version).map(|entry| &entry.outcome) {
            Some(Ok(index)) => without_kind(index.clone(), kind),
            Some(Err(faults)) => Err(WorkbenchError::FaultyModel { id: id_or_folder.to_owned(), faults: faults.clone() }),
            None => of_model(self.model(id_or_folder)?, kind),
        }
    }

    /// A model with its texts, as the first kind of institution it knows is measured with it.
    ///
    /// # Errors
    /// As [`Self::model`].
    pub fn describe(&self, id: &str) -> Result<ModelView, WorkbenchError> {
        let model = self.model(id)?;
        let kind = model.profiles.first().map(|profile| profile.kind.clone()).unwrap_or_default();
        let instrument = Instrument::new(model.clone(), &kind).ok_or(WorkbenchError::UnknownKind { kind, known: Vec::new() })?;
        Ok(describe::model(&instrument))
    }
}

/// A semantic version as it is ordered.
pub(crate) fn version_of(version: &str) -> Vec<u32> {
    version.split('.').filter_map(|part| part.parse().ok()).collect()
}

fn of_model(model: &Model, kind: Option<&str>) -> Result<Index, WorkbenchError> {
    Index::of_model(model, kind).ok_or_else(|| WorkbenchError::UnknownKind {
        kind: kind.unwrap_or_default().to_owned(),
        known: model.profiles.iter().map(|profile| profile.kind.clone()).collect(),
    })
}

fn without_kind(index: Index, kind: Option<&str>) -> Result<Index, WorkbenchError> {
    match kind {
        None => Ok(index),
        Some(_) => Err(WorkbenchError::Field {
            message: Text::new(
                format!("指数“{}”不分机构类型，去掉机构类型后重试", index.id),
                format!("The index `{}` knows no kinds of institution; leave the kind out and try again", index.id),
            ),
        }),
    }
}

fn source_of(dir: &Dir<'_>) -> ModelSource {
    ModelSource::new(dir.files().filter_map(|file| {
        let name = file.path().file_name()?.to_string_lossy().into_owned();
        Some((name, file.contents_utf8()?.to_owned()))
    }))
}

/// The policy documents inside the program.
///
/// # Errors
/// [`WorkbenchError::Policies`] when they are damaged.
pub(crate) fn built_in_policies() -> Result<Policies, WorkbenchError> {
    let source = BUILT_IN.get_dir(POLICIES).map(source_of).unwrap_or_default();
    load_policies(&source).map_err(|faults| WorkbenchError::Policies(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
}

/// What a folder on this computer holds; one that cannot be read is listed as a model, with why.
pub(crate) fn look_into(path: &Path) -> FolderEntry {
    match readable(path) {
        Ok(source) => entry_of(&folder_name(path), source, Some(path)),
        Err(faults) => FolderEntry::Model(Box::new(model_entry(&folder_name(path), Err(faults), Some(path)))),
    }
}

/// A folder on this computer as a maturity model; one that cannot be read is listed with why, and so is an index.
pub(crate) fn in_folder(path: &Path) -> ModelEntry {
    model_entry(&folder_name(path), readable(path).and_then(load), Some(path))
}

/// The files of a folder as what they say they are.
fn entry_of(name: &str, source: ModelSource, folder: Option<&Path>) -> FolderEntry {
    if is_index(&source) {
        let outcome = load_index(&source);
        let id = outcome.as_ref().map_or_else(|_| name.to_owned(), |index| index.id.clone());
        FolderEntry::Index(Box::new(IndexEntry { id, outcome, folder: folder.map(Path::to_owned) }))
    } else {
        FolderEntry::Model(Box::new(model_entry(name, load(source), folder)))
    }
}

fn model_entry(name: &str, outcome: Result<Loaded, Vec<Fault>>, folder: Option<&Path>) -> ModelEntry {
    let id = outcome.as_ref().map_or_else(|_| name.to_owned(), |loaded| loaded.model.id.clone());
    ModelEntry { id, outcome, folder: folder.map(Path::to_owned) }
}

/// The name of a folder; empty where its path ends in none.
pub(crate) fn folder_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The TOML files of a folder as a model's source.
pub(crate) fn read_folder(folder: &Path) -> Result<ModelSource, WorkbenchError> {
    let file_error = |path: &Path, error| WorkbenchError::File { path: path.to_owned(), writing: false, error };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| file_error(folder, error))? {
        let path = entry.map_err(|error| file_error(folder, error))?.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let bytes = text_file::read(&path, LARGEST_FILE)?;
        let text = String::from_utf8(bytes).map_err(|_| file_error(&path, std::io::Error::from(std::io::ErrorKind::InvalidData)))?;
        files.insert(path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()), text);
    }
    Ok(ModelSource::new(files))
}

/// The TOML files of a folder, or why it cannot be read as a fault like any other.
pub(crate) fn readable(folder: &Path) -> Result<ModelSource, Vec<Fault>> {
    read_folder(folder).map_err(|error| vec![unreadable(&error)])
}

fn unreadable(error: &WorkbenchError) -> Fault {
    let message = error.message();
    let file = match error {
        WorkbenchError::File { path, .. } => path.file_name(),
        _ => None,
    };
    Fault {
        file: file.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        line: 0,
        severity: shuheng_model::Severity::Error,
        message: shuheng_model::Text::new(message.zh, message.en),
        hint: shuheng_model::Text::new("检查文件夹的权限与编码（UTF-8）", "check the folder's permissions and the encoding (UTF-8)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_stand_apart_from_models() -> Result<(), WorkbenchError> {
        let home = tempfile::tempdir().expect("a folder");
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples/global-hunger-index/model.toml");
        let text = fs::read_to_string(example).expect("the example");
        for (folder, text) in
            [("hunger", text.clone()), ("newer", text.replace("1.0.0", "1.0.10")), ("broken", text.replace("parent", "part"))]
        {
            fs::create_dir(home.path().join(folder)).expect("a folder");
            fs::write(home.path().join(folder).join("model.toml"), text).expect("written");
        }
        let library = Library::new(Some(home.path()))?;
        assert!(library.entries().iter().all(|entry| entry.outcome.is_ok()), "no index is a faulty model");
        let listed: Vec<(&str, bool)> = library.indices().iter().map(|entry| (entry.id.as_str(), entry.outcome.is_ok())).collect();
        assert_eq!(listed, [("broken", false), ("global-hunger-index", true), ("global-hunger-index", true)]);
        assert_eq!(library.index("global-hunger-index", None)?.version, "1.0.10");
        let folder = home.path().join("hunger").display().to_string();
        assert_eq!(library.index(&folder, None)?.version, "1.0.0");
        assert_eq!(library.index("caict-value-2025", Some("city_bank"))?.indicators().count(), 62);
        let code = |result: Result<Index, WorkbenchError>| result.err().map(|error| error.code());
        assert_eq!(code(library.index("nothing", None)).as_deref(), Some("SH-3001"));
        assert_eq!(code(library.index("broken", None)).as_deref(), Some("SH-3002"));
        assert_eq!(code(library.index("caict-value-2025", Some("zoo"))).as_deref(), Some("SH-3003"));
        assert_eq!(code(library.index(&folder, Some("city_bank"))).as_deref(), Some("SH-1002"));
        assert_eq!(library.model("global-hunger-index").err().map(|error| error.code()).as_deref(), Some("SH-3008"));
        Ok(())
    }

    #[test]
    fn built_in_models_are_sound() -> Result<(), WorkbenchError> {
        let library = Library::new(None)?;
        for entry in library.entries() {
            assert_eq!(entry.outcome.as_ref().err(), None, "{}", entry.id);
        }
        assert_eq!(library.model("caict-value-2025").map(|model| model.indicators().count()).ok(), Some(62));
        assert!(matches!(library.model("nothing"), Err(WorkbenchError::UnknownModel(_))));
        Ok(())
    }
}
