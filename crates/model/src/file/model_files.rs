//! All files of a model together: from a source, back to one, and as the beginning of a model of one's own.

use super::{CrosswalkFile, DimensionFile, ModelFile};
use crate::build::read_files;
use crate::fault::{Fault, Faults, Place};
use crate::read::read_model;
use crate::render::render;
use crate::source::ModelSource;
use crate::text::Text;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;

const MODEL: &str = "model.toml";
const CROSSWALK: &str = "crosswalk.toml";

/// The files of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFiles {
    /// `model.toml`.
    pub model: ModelFile,
    /// The files of the dimensions, by file name.
    pub dimensions: BTreeMap<String, DimensionFile>,
    /// `crosswalk.toml`, when the model has one.
    pub crosswalk: Option<CrosswalkFile>,
    /// Files that no dimension names, by file name, with their text as it is.
    pub other: BTreeMap<String, String>,
}

impl ModelFiles {
    /// The files of a source. They have the shape of a model's files; whether the model makes sense only [`crate::load`] tells.
    ///
    /// # Errors
    /// Every [`Fault`] of shape, by file and line.
    pub fn from_source(source: &ModelSource) -> Result<Self, Vec<Fault>> {
        let faults = RefCell::new(Faults::default());
        let declared = read_model(source, &faults);
        let _ = declared.as_ref().map(|declared| read_files(declared, source, &faults));
        let Some(declared) = declared.filter(|_| !faults.borrow().has_errors()) else { return Err(faults.into_inner().into_sorted()) };
        let model = parse(MODEL, source, &faults);
        let crosswalk = source.get(CROSSWALK).map(|_| parse(CROSSWALK, source, &faults));
        let dimensions: BTreeMap<String, Option<DimensionFile>> = declared
            .dimensions
            .iter()
            .map(|dimension| (dimension.file.value.clone(), parse(&dimension.file.value, source, &faults)))
            .collect();
        let other = source
            .files()
            .filter(|(name, _)| ![MODEL, CROSSWALK].contains(name) && !dimensions.contains_key(*name))
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect();
        let complete = || {
            let crosswalk = match crosswalk {
                Some(crosswalk) => Some(crosswalk?),
                None => None,
            };
            let dimensions = dimensions.into_iter().map(|(name, file)| Some((name, file?))).collect::<Option<_>>()?;
            Some(Self { model: model?, dimensions, crosswalk, other })
        };
        complete().ok_or_else(|| faults.into_inner().into_sorted())
    }

    /// The files as texts in the house layout. The content digest is that of the source they came from.
    #[must_use]
    pub fn to_source(&self) -> ModelSource {
        let model = [(MODEL.to_owned(), written(&self.model))];
        let dimensions = self.dimensions.iter().map(|(name, file)| (name.clone(), written(file)));
        let crosswalk = self.crosswalk.iter().map(|file| (CROSSWALK.to_owned(), written(file)));
        let other = self.other.iter().map(|(name, text)| (name.clone(), text.clone()));
        ModelSource::new(model.into_iter().chain(dimensions).chain(crosswalk).chain(other))
    }

    /// A model of one's own that begins as this one: a new id, version 1.0.0, and the model it is based on. Ids of nodes stay, so that
    /// answers can follow. Without a `name` it has that of the original, marked as a copy.
    #[must_use]
    pub fn fork(&self, id: &str, name: Option<Text>) -> Self {
        let mut copy = self.clone();
        let original = &self.model;
        copy.model.name =
            name.unwrap_or_else(|| Text::new(format!("{}（副本）", original.name.zh), format!("{} (copy)", original.name.en)));
        copy.model.id = id.to_owned();
        copy.model.version = "1.0.0".to_owned();
        copy.model.based_on = Some(format!("{} {}", original.id, original.version));
        copy
    }
}

fn written(file: &impl Serialize) -> String {
    // A file is made of tables with text keys, lists, texts, numbers and truth values, and TOML can say each of them.
    render(&toml::Table::try_from(file).unwrap_or_default())
}

/// A file that the reader has passed, as a typed value.
fn parse<T: DeserializeOwned>(name: &str, source: &ModelSource, faults: &RefCell<Faults>) -> Option<T> {
    let text = source.get(name)?;
    toml::from_str(text)
        .map_err(|fault| {
            let offset = fault.span().map_or(0, |span| span.start);
            let line = text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
            faults.borrow_mut().error(
                &Place { file: name.to_owned(), line },
                Text::new(format!("读不成模型文件：{}", fault.message()), format!("this is no model file: {}", fault.message())),
                Text::new("对照docs/evaluation-model-format.md改正", "correct it by docs/evaluation-model-format.md"),
            );
        })
        .ok()
}

#[cfg(test)]
mod tests {

    use super::super::fixture;
    use super::*;
    use crate::{digest, load};

    #[test]
    fn the_files_of_every_model_survive_reading_and_writing() {
        for (name, source) in fixture::models() {
            let files = ModelFiles::from_source(&source).unwrap();
            let back = files.to_source();
            assert_eq!(digest(&back), digest(&source), "{name}");
            assert_eq!(ModelFiles::from_source(&back).unwrap(), files, "{name}");
            let (before, after) = (load(source).unwrap().model, load(back).unwrap().model);
            assert_eq!((before.nodes, before.profiles, before.crosswalk), (after.nodes, after.profiles, after.crosswalk), "{name}");
        }
    }

    #[test]
    fn a_fork_is_a_sound_model_of_its_own() {
        for (name, source) in fixture::models() {
            let files = ModelFiles::from_source(&source).unwrap();
            let fork = files.fork("my-model", None);
            let model = load(fork.to_source()).unwrap().model;
            assert_eq!((model.id.as_str(), model.version.as_str()), ("my-model", "1.0.0"));
            assert_eq!(model.based_on, Some(format!("{} {}", files.model.id, files.model.version)));
            assert_eq!(model.name, Text::new(format!("{}（副本）", files.model.name.zh), format!("{} (copy)", files.model.name.en)));
            assert_ne!(digest(&fork.to_source()), digest(&source), "{name}");
            assert_eq!((fork.dimensions, fork.crosswalk), (files.dimensions.clone(), files.crosswalk.clone()));
            assert_eq!(files.fork("x", Some(Text::new("甲", "A"))).model.name, Text::new("甲", "A"));
        }
    }

    #[test]
    fn faults_of_shape_come_out_together_and_files_nobody_names_stay() {
        let (_, source) = fixture::models().remove(0);
        let with = |name: &str, text: &str| {
            let kept = source.files().map(|(name, text)| (name.to_owned(), text.to_owned()));
            ModelSource::new(kept.chain([(name.to_owned(), text.to_owned())]))
        };
        let found = ModelFiles::from_source(&with("crosswalk.toml", "clauze = []\n[[clause]]\nclause = 7\n")).unwrap_err();
        let told: Vec<&str> = found.iter().map(|fault| fault.message.en.as_str()).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(found.iter().all(|fault| fault.file == "crosswalk.toml" && fault.line > 0));
        let noted = with("notes.toml", "# a remark\nx = [1]");
        let files = ModelFiles::from_source(&noted).unwrap();
        assert_eq!(files.other["notes.toml"], "# a remark\nx = [1]");
        assert_eq!(digest(&files.to_source()), digest(&noted));
        assert!(ModelFiles::from_source(&ModelSource::default()).is_err());
    }
}
