//! Copies of attached files for reading: in a folder of the system for passing files that only this user can enter, readable and not
//! writable, gone when the engagement is closed.
//!
//! A program that is killed cannot clear up: its folder holds a lock that vanishes with the process, and the next start of the window
//! takes away every folder of the same kind whose lock is free.

use crate::error::WorkbenchError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Beginning of the names of the folders.
const PREFIX: &str = "shuheng-reading-";
/// The file in each folder that is locked while the folder is in use. No attached file can have its name, since those never begin
/// with a dot.
const LOCK: &str = ".in-use";

/// The folder of one engagement's copies.
#[derive(Debug)]
pub(crate) struct ReadingCopies {
    // Closed before the folder is taken away: fields are dropped in this order.
    _lock: File,
    folder: TempDir,
    made: u32,
}

impl ReadingCopies {
    /// An empty folder within `parent`.
    ///
    /// # Errors
    /// [`WorkbenchError::File`] when it cannot be made.
    pub(crate) fn new(parent: &Path) -> Result<Self, WorkbenchError> {
        let make = || {
            let mut builder = tempfile::Builder::new();
            builder.prefix(PREFIX);
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
            let folder = builder.tempdir_in(parent)?;
            let lock = OpenOptions::new().write(true).create_new(true).open(folder.path().join(LOCK))?;
            lock.try_lock()?;
            Ok(Self { _lock: lock, folder, made: 0 })
        };
        make().map_err(|error: io::Error| file_error(parent, error))
    }

    /// Makes a copy by what `write` puts into it. Each stands in a folder of its own, so that it keeps its name.
    ///
    /// # Errors
    /// Those of `write`; [`WorkbenchError::File`] when it cannot be made.
    pub(crate) fn add(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut File) -> Result<(), WorkbenchError>,
    ) -> Result<PathBuf, WorkbenchError> {
        self.made += 1;
        let folder = self.folder.path().join(self.made.to_string());
        let path = folder.join(name);
        let made = fs::create_dir(&folder).and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path));
        let mut file = made.map_err(|error| file_error(&path, error))?;
        let written = write(&mut file).and_then(|()| finish(&mut file).map_err(|error| file_error(&path, error)));
        if written.is_err() {
            // What is half there goes with the folder at the latest.
            let _ = fs::remove_dir_all(&folder);
        }
        written.map(|()| path)
    }
}

fn finish(file: &mut File) -> io::Result<()> {
    file.flush()?;
    let mut rights = file.metadata()?.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o400);
    #[cfg(not(unix))]
    rights.set_readonly(true);
    file.set_permissions(rights)
}

fn file_error(path: &Path, error: io::Error) -> WorkbenchError {
    WorkbenchError::File { path: path.to_owned(), writing: true, error }
}

/// Takes away what programs that were killed have left in `parent`. What cannot be taken away, or belongs to a running program, stays.
pub(crate) fn clear_leftovers(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let own = entry.file_name().to_string_lossy().starts_with(PREFIX) && entry.file_type().is_ok_and(|kind| kind.is_dir());
        // Without its lock it is being made, or not of this kind.
        let free = own && File::open(entry.path().join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if free {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_keep_their_names_are_read_only_and_go_with_the_folder() -> Result<(), Box<dyn std::error::Error>> {
        let parent = tempfile::tempdir()?;
        let mut copies = ReadingCopies::new(parent.path())?;
        let put =
            |text: &'static str| move |file: &mut File| file.write_all(text.as_bytes()).map_err(|error| file_error(Path::new("x"), error));
        let (one, two) = (copies.add("台账.txt", put("一"))?, copies.add("台账.txt", put("二"))?);
        assert_eq!((fs::read_to_string(&one)?, fs::read_to_string(&two)?), ("一".to_owned(), "二".to_owned()));
        assert!(one.ends_with("台账.txt") && fs::metadata(&one)?.permissions().readonly());
        clear_leftovers(parent.path());
        assert!(one.exists(), "in use");
        drop(copies);
        assert_eq!(fs::read_dir(parent.path())?.count(), 0);
        Ok(())
    }

    #[test]
    fn what_a_killed_program_left_is_taken_away_and_nothing_else() -> Result<(), Box<dyn std::error::Error>> {
        let parent = tempfile::tempdir()?;
        let left = parent.path().join(format!("{PREFIX}killed"));
        fs::create_dir_all(left.join("1"))?;
        fs::write(left.join(LOCK), "")?;
        fs::write(left.join("1/台账.pdf"), "x")?;
        let (other, unlocked) = (parent.path().join("other"), parent.path().join(format!("{PREFIX}foreign")));
        fs::create_dir(&other)?;
        fs::create_dir(&unlocked)?;
        clear_leftovers(parent.path());
        assert_eq!((left.exists(), other.exists(), unlocked.exists()), (false, true, true));
        Ok(())
    }
}
