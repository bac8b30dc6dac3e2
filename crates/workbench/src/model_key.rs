//! Which model a key names. The window and the command line pass keys back and forth; nobody else takes them apart.
//!
//! | key | model |
//! |---|---|
//! | `builtIn:<id>` | inside the program |
//! | `own:<folder>` | a folder in the user's model folder |
//! | `engagement:<id>` | the copy in the open engagement |
//! | `folder:<path>` | any other folder |

use crate::error::WorkbenchError;
use crate::library::{ModelEntry, folder_name, in_folder};
use crate::view::ModelOrigin;
use crate::workbench::Workbench;
use shuheng_model::{Loaded, Model};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

const BUILT_IN: &str = "builtIn:";
const OWN: &str = "own:";
const ENGAGEMENT: &str = "engagement:";
const FOLDER: &str = "folder:";

/// A model that a key names.
pub(crate) struct Found<'a> {
    /// It lies in the library, or was looked at for the moment.
    pub entry: Cow<'a, ModelEntry>,
    pub origin: ModelOrigin,
}

/// The key of a model of the library.
pub(crate) fn library_key(entry: &ModelEntry) -> String {
    match &entry.folder {
        None => format!("{BUILT_IN}{}", entry.id),
        Some(folder) => own_key(&folder_name(folder)),
    }
}

/// The key of a folder in the user's model folder.
pub(crate) fn own_key(folder: &str) -> String {
    format!("{OWN}{folder}")
}

fn in_library(entry: &ModelEntry) -> Found<'_> {
    let origin = if entry.folder.is_some() { ModelOrigin::Own } else { ModelOrigin::BuiltIn };
    Found { entry: Cow::Borrowed(entry), origin }
}

impl Workbench {
    /// The key of a model that somebody names by id or by folder.
    ///
    /// # Errors
    /// When there is no such model, or it does not load.
    pub fn model_key(&self, name: &str) -> Result<String, WorkbenchError> {
        if Path::new(name).join("model.toml").is_file() {
            return Ok(format!("{FOLDER}{name}"));
        }
        let entry = self.library().newest(name).ok_or_else(|| WorkbenchError::UnknownModel(name.to_owned()))?;
        entry.loaded().map(|_| library_key(entry))
    }

    /// Every model by key: built-in ones, the one in the open engagement, the user's own.
    pub(crate) fn models_by_key(&self) -> BTreeMap<String, Found<'_>> {
        let library = self.library().entries().iter().map(|entry| (library_key(entry), in_library(entry)));
        library.chain(self.in_engagement()).collect()
    }

    /// The model a key names.
    ///
    /// # Errors
    /// [`WorkbenchError::UnknownModel`] when it names none.
    pub(crate) fn find_model(&self, key: &str) -> Result<Found<'_>, WorkbenchError> {
        let found = if let Some(folder) = key.strip_prefix(FOLDER) {
            Some(Found { entry: Cow::Owned(in_folder(Path::new(folder))), origin: ModelOrigin::Own })
        } else if key.starts_with(ENGAGEMENT) {
            self.in_engagement().filter(|(own, _)| own == key).map(|(_, found)| found)
        } else {
            self.library().entries().iter().find(|entry| library_key(entry) == key).map(in_library)
        };
        found.ok_or_else(|| WorkbenchError::UnknownModel(key.to_owned()))
    }

    /// The model a key names, when it loads.
    ///
    /// # Errors
    /// As [`Self::find_model`], and [`WorkbenchError::FaultyModel`].
    pub(crate) fn model_of(&self, key: &str) -> Result<Model, WorkbenchError> {
        Ok(self.find_model(key)?.entry.loaded()?.model.clone())
    }

    fn in_engagement(&self) -> Option<(String, Found<'_>)> {
        let model = self.opened().ok()?.instrument.model();
        let loaded = Loaded { model: model.clone(), warnings: Vec::new() };
        let entry = ModelEntry { id: model.id.clone(), outcome: Ok(loaded), folder: None };
        Some((format!("{ENGAGEMENT}{}", model.id), Found { entry: Cow::Owned(entry), origin: ModelOrigin::Engagement }))
    }
}
