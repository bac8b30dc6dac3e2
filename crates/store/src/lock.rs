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

use crate::holder::{self, Note};
use crate::problem::from_reading;
use crate::{Holder, StoreError, passing};

static OPEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The right to be the one that uses a file. Must outlive the connection.
#[derive(Debug)]
pub(crate) struct Claim {
    path: PathBuf,
    file: Option<File>,
    note: Option<Note>,
}

impl Claim {
    /// Claims the file, or says that it is in use.
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let in_use = || StoreError::InUse { path: path.to_owned(), holder: holder::read(path) };
        if !OPEN.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned()) {
            return Err(in_use());
        }
        let mut claim = Self { path: path.to_owned(), file: None, note: None };
        // Opening a pipe would wait for somebody to write to it.
        if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(StoreError::NotAnEngagement { path: path.to_owned() });
        }
        let file = claim.file.insert(File::open(path).map_err(|error| from_reading(&error, path))?);
        // On Windows the third lock does the work. A file that was replaced meanwhile belongs to whoever did that.
        if !passing::lock(file) || !is_at(file, path) {
            return Err(in_use());
        }
        Ok(claim)
    }

    /// Tells others who has the file, until the claim ends.
    pub(crate) fn sign(&mut self, holder: &Holder) {
        if self.note.is_none() {
            self.note = Some(Note::write(&self.path, holder));
        }
    }

    /// Names the holder in a refusal that came from SQLite's lock, unless the note is this claim's own.
    pub(crate) fn name_holder(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::InUse { path, holder: None } if self.note.is_none() => StoreError::InUse { holder: holder::read(&path), path },
            error => error,
        }
    }

    /// Goes over to the file that took the place of the claimed one; `file` holds its lock already.
    pub(crate) fn follow(&mut self, file: Option<File>) {
        self.release();
        self.file = file;
    }

    fn release(&mut self) {
        if let Some(file) = self.file.take() {
            passing::unlock(&file);
        }
    }

    /// The claimed file, where it is open for reading already. It must not be closed before the claim ends, not even as a duplicate: on
    /// Unix that would drop SQLite's own lock.
    pub(crate) fn opened(&self) -> Option<&File> {
        self.file.as_ref()
    }

    /// The claimed file at `path`, open for reading.
    pub(crate) fn file(&mut self, path: &Path) -> Result<&mut File, StoreError> {
        if self.file.is_none() {
            self.file = Some(File::open(path).map_err(|error| from_reading(&error, path))?);
        }
        self.file.as_mut().ok_or_else(|| StoreError::NotFound { path: path.to_owned() })
    }
}

/// Whether the open file is still the one that the path leads to.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.metadata()) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Claim {
    fn drop(&mut self) {
        // The note while it is still ours, the lock before the list: another claim must find both free.
        self.note = None;
        self.release();
        OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.path);
    }
}
