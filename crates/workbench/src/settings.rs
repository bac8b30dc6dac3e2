//! What the program remembers outside any engagement: preferences and recent files. Losing it loses no work.

use crate::view::{Preferences, RecentFileView};
use shuheng_store::is_encrypted;
use std::fs;
use std::path::{Path, PathBuf};

/// How many recent files are remembered.
const RECENT: usize = 20;
const PREFERENCES: &str = "preferences.json";
const RECENT_FILES: &str = "recent.json";
const POOL: &str = "pool.json";

/// Where things are kept on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Preferences, the list of recent files and the user's models (`models/`); without it nothing is remembered.
    pub settings: Option<PathBuf>,
    /// Where new files are proposed.
    pub documents: PathBuf,
    /// The user's models, when they are not kept with the settings.
    pub models: Option<PathBuf>,
}

impl Folders {
    /// For programs that name every file themselves: nothing is read from or left in the user's folders.
    #[must_use]
    pub fn without_settings() -> Self {
        Self { settings: None, documents: PathBuf::from("."), models: None }
    }

    /// As [`Self::without_settings`], with a folder of own models.
    #[must_use]
    pub fn with_models(models: Option<&Path>) -> Self {
        Self { models: models.map(Path::to_owned), ..Self::without_settings() }
    }

    /// Folder of the user's own models.
    #[must_use]
    pub fn models(&self) -> Option<PathBuf> {
        self.models.clone().or_else(|| self.setting("models"))
    }

    fn setting(&self, name: &str) -> Option<PathBuf> {
        self.settings.as_ref().map(|folder| folder.join(name))
    }

    pub(crate) fn preferences(&self) -> Preferences {
        read(self.setting(PREFERENCES))
    }

    pub(crate) fn set_preferences(&self, preferences: &Preferences) {
        write(self.setting(PREFERENCES), preferences);
    }

    /// Recent files, newest first; a file that is gone has no size. Whether it is encrypted is seen from the file: another program
    /// may have set or removed its passphrase.
    pub(crate) fn recent(&self) -> Vec<RecentFileView> {
        let mut recent: Vec<RecentFileView> = read(self.setting(RECENT_FILES));
        for file in &mut recent {
            let found = fs::metadata(&file.path).ok().filter(fs::Metadata::is_file);
            file.size = found.map(|metadata| metadata.len() as f64);
            if file.size.is_some() && is_encrypted(&file.path).unwrap_or(file.encrypted) {
                *file = RecentFileView { encrypted: true, ..file.clone().without_content() };
            }
        }
        recent
    }

    pub(crate) fn remember(&self, file: RecentFileView) {
        let mut recent: Vec<RecentFileView> = read(self.setting(RECENT_FILES));
        recent.retain(|known| known.path != file.path);
        recent.insert(0, file);
        recent.truncate(RECENT);
        write(self.setting(RECENT_FILES), &recent);
    }

    pub(crate) fn forget(&self, path: &str) {
        let mut recent: Vec<RecentFileView> = read(self.setting(RECENT_FILES));
        recent.retain(|known| known.path != path);
        write(self.setting(RECENT_FILES), &recent);
    }

    /// The pool that was open last.
    pub(crate) fn last_pool(&self) -> Option<PathBuf> {
        read(self.setting(POOL))
    }

    pub(crate) fn remember_pool(&self, path: &Path) {
        write(self.setting(POOL), &Some(path));
    }
}

/// What is missing or unreadable is taken as never set: settings may be lost, a start may not fail for them.
fn read<T: serde::de::DeserializeOwned + Default>(path: Option<PathBuf>) -> T {
    path.and_then(|path| fs::read(path).ok()).and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Written beside and renamed, so that a crash leaves the old settings. A failure is not worth a person's attention.
fn write<T: serde::Serialize>(path: Option<PathBuf>, value: &T) {
    let Some(path) = path else { return };
    let beside = path.with_extension("json.new");
    let written = serde_json::to_vec_pretty(value).map_err(std::io::Error::from).and_then(|bytes| {
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(&beside, bytes)?;
        fs::rename(&beside, &path)
    });
    if let Err(error) = written {
        eprintln!("{}: {error}", path.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Language, Theme};

    #[test]
    fn damaged_settings_are_taken_as_none() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let folders = Folders { settings: Some(folder.path().to_owned()), documents: folder.path().to_owned(), models: None };
        fs::write(folder.path().join("preferences.json"), "{ not json")?;
        assert_eq!(folders.preferences(), Preferences::default());
        let dark = Preferences { language: Language::En, theme: Theme::Dark };
        folders.set_preferences(&dark);
        assert_eq!(folders.preferences(), dark);
        Ok(())
    }
}
