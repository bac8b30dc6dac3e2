//! The models a new assessment can use: those inside the program and those in the user's model folder.

use crate::describe;
use crate::error::WorkbenchError;
use crate::text_file;
use crate::view::{ModelCardView, ModelView};
use include_dir::{Dir, include_dir};
use shuheng_model::{Fault, Instrument, Loaded, Model, ModelSource, Policies, load, load_policies};
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

/// Every model at hand.
#[derive(Debug, Clone)]
pub struct Library {
    entries: Vec<ModelEntry>,
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
        let mut library = Self { entries: Vec::new(), policies: built_in_policies()? };
        library.reload(folder);
        Ok(library)
    }

    /// Looks at the models anew.
    pub(crate) fn reload(&mut self, folder: Option<&Path>) {
        self.entries = BUILT_IN.dirs().filter(|dir| dir.get_file(dir.path().join("model.toml")).is_some()).map(built_in).collect();
        let own = folder.and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let mut own: Vec<ModelEntry> =
            own.map(|entry| entry.path()).filter(|path| path.join("model.toml").is_file()).map(|path| in_folder(&path)).collect();
        own.sort_by(|a, b| (&a.id, &a.folder).cmp(&(&b.id, &b.folder)));
        self.entries.extend(own);
    }

    /// Every model, failed ones too.
    #[must_use]
    pub fn entries(&self) -> &[ModelEntry] {
        &self.entries
    }

    /// The policy documents.
    #[must_use]
    pub fn policies(&self) -> &Policies {
        &self.policies
    }

    /// A model by its id.
    ///
    /// # Errors
    /// [`WorkbenchError::UnknownModel`] or [`WorkbenchError::FaultyModel`].
    pub fn model(&self, id: &str) -> Result<&Model, WorkbenchError> {
        self.newest(id).ok_or_else(|| WorkbenchError::UnknownModel(id.to_owned()))?.loaded().map(|loaded| &loaded.model)
    }

    /// Of several versions of a model the newest; one that does not load only when there is no other.
    pub(crate) fn newest(&self, id: &str) -> Option<&ModelEntry> {
        let version = |entry: &&ModelEntry| entry.outcome.as_ref().ok().map(|loaded| version_of(&loaded.model));
        self.entries.iter().filter(|entry| entry.id == id).max_by_key(version)
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
pub(crate) fn version_of(model: &Model) -> Vec<u32> {
    model.version.split('.').filter_map(|part| part.parse().ok()).collect()
}

fn built_in(dir: &Dir<'_>) -> ModelEntry {
    entry_of(&dir.path().to_string_lossy(), load(source_of(dir)))
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

/// The entry of a folder on this computer; a folder that cannot be read is listed with why.
pub(crate) fn in_folder(path: &Path) -> ModelEntry {
    ModelEntry { folder: Some(path.to_owned()), ..entry_of(&folder_name(path), readable(path).and_then(load)) }
}

/// The name of a folder; empty where its path ends in none.
pub(crate) fn folder_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn entry_of(folder: &str, outcome: Result<Loaded, Vec<Fault>>) -> ModelEntry {
    let id = outcome.as_ref().map_or_else(|_| folder.to_owned(), |loaded| loaded.model.id.clone());
    ModelEntry { id, outcome, folder: None }
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
