//! One writer at a time.
//!
//! Three locks, each for a case that the others miss; all of them vanish with the process, also after `kill -9`:
//! - a list of open files in this process, looked at before anything is opened;
//! - on Unix, `flock` on the file. SQLite's own locks there belong to the process and are dropped when any handle of
//!   the file is closed anywhere in it; these are not;
//! - SQLite's exclusive locking mode (set in `opening`), which other programs respect.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::StoreError;
use crate::problem::from_reading;

static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The right to be the one that uses a file. Must outlive the connection.
#[derive(Debug)]
pub(crate) struct Claim {
    path: PathBuf,
    file: Option<File>,
}

impl Claim {
    /// Claims the file, or says that it is in use.
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let in_use = || StoreError::InUse { path: path.to_owned() };
        if !OPEN.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned()) {
            return Err(in_use());
        }
        let mut claim = Self { path: path.to_owned(), file: None };
        // Opening a pipe would wait for somebody to write to it.
        if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(StoreError::NotAnEngagement { path: path.to_owned() });
        }
        let file = claim.file.insert(File::open(path).map_err(|error| from_reading(&error, path))?);
        // On Windows this kind of lock would shut out SQLite's own handle; there the third lock does the work.
        #[cfg(unix)]
        if let Err(std::fs::TryLockError::WouldBlock) = file.try_lock() {
            return Err(in_use());
        }
        #[cfg(not(unix))]
        let _ = file;
        Ok(claim)
    }

    /// The claimed file, open for reading.
    pub(crate) fn file(&mut self) -> Option<&mut File> {
        self.file.as_mut()
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // Said aloud and not left to closing: a process that is just being started from another thread holds a copy
        // of the handle for a moment, and the lock with it. Before the list: another claim must find the lock free.
        #[cfg(unix)]
        if let Some(file) = &self.file {
            let _ = file.unlock();
        }
        self.file = None;
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.path);
    }
}
