//! Files under a passing name: written beside, and given the real name only when they are whole and on disk.
//!
//! A killed program leaves its passing files behind. Each is locked while it is being written, so that the next opening
//! of any engagement in the folder can tell the left-over ones from those of a program at work, and removes them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::StoreError;
use crate::opening::beside;
use crate::problem::from_writing;

const PREFIX: &str = ".shuheng-new-";
/// What SQLite puts beside a file.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A file that is removed unless it was given another name.
#[derive(Debug)]
pub(crate) struct Passing {
    path: PathBuf,
    /// Held for its lock.
    file: Option<File>,
}

impl Passing {
    /// An empty file in `folder`.
    pub(crate) fn new(folder: &Path) -> Result<Self, StoreError> {
        loop {
            let path = folder.join(format!("{PREFIX}{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
            // The system's own word first: SQLite only says that it cannot open the file.
            let file = match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
                Ok(file) => file,
                // A name that a killed program of the same number left behind.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(from_writing(&error, folder)),
            };
            // Another program may have taken the file for a left-over before the lock was there.
            if lock(&file) && path.exists() {
                return Ok(Self { path, file: Some(file) });
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the lock up, so that the file can be opened as an engagement, whose own lock then protects it.
    pub(crate) fn unlock(&mut self) {
        self.release();
    }

    /// Puts what was written on disk and gives the file its name, which must be free.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] when the name is taken; else why the file system refused.
    pub(crate) fn place(mut self, name: &Path) -> Result<(), StoreError> {
        self.sync(name)?;
        self.take_name(name).map_err(|error| from_writing(&error, name))?;
        self.release();
        sync_folder(name.parent().unwrap_or(name))
    }

    /// Puts what was written on disk and gives the file its name, in place of what had it. Returns the file, still
    /// locked.
    pub(crate) fn replace(mut self, name: &Path) -> Result<Option<File>, StoreError> {
        self.sync(name)?;
        fs::rename(&self.path, name).map_err(|error| from_writing(&error, name))?;
        // It is done. Where the folder cannot be put on disk, a power cut leaves the one file or the other.
        let _ = sync_folder(name.parent().unwrap_or(name));
        Ok(self.file.take())
    }

    fn take_name(&self, name: &Path) -> io::Result<()> {
        match tempfile::TempPath::try_from_path(&self.path)?.persist_noclobber(name) {
            Ok(()) => return Ok(()),
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => return Err(refused.error),
            Err(mut refused) => refused.path.disable_cleanup(true),
        }
        // A file system that knows neither a rename which spares what is there nor a second name for a file: the name is
        // reserved, so that a file that came up meanwhile is not replaced.
        OpenOptions::new().write(true).create_new(true).open(name)?;
        fs::rename(&self.path, name).inspect_err(|_| {
            // It is the empty one of the line above.
            let _ = fs::remove_file(name);
        })
    }

    fn sync(&self, name: &Path) -> Result<(), StoreError> {
        self.file.as_ref().map_or(Ok(()), File::sync_all).map_err(|error| from_writing(&error, name))
    }

    fn release(&mut self) {
        if let Some(file) = self.file.take() {
            unlock(&file);
        }
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        self.release();
        let _ = fs::remove_file(&self.path);
        for companion in COMPANIONS {
            let _ = fs::remove_file(beside(&self.path, companion));
        }
    }
}

/// Removes what killed programs left in the folder. What cannot be removed stays: it is in nobody's way.
pub(crate) fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        // A passing file that was open as an engagement may have a note of its holder beside it.
        let name =
            name.strip_prefix('.').and_then(|name| name.strip_suffix(".lock")).filter(|name| name.starts_with(PREFIX)).unwrap_or(name);
        if !name.starts_with(PREFIX) {
            continue;
        }
        let owner = COMPANIONS.iter().find_map(|companion| name.strip_suffix(companion)).unwrap_or(name);
        if File::open(folder.join(owner)).map_or(true, |file| nobody_has(&file)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Puts the names in a folder on disk. Windows knows no such thing.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| from_writing(&error, folder))?;
    }
    Ok(())
}

/// Whether a passing file is certainly in nobody's use. Where the file system knows no locks, it may be.
fn nobody_has(file: &File) -> bool {
    cfg!(not(unix)) || file.try_lock().is_ok()
}

/// Locks a file; says whether nobody else had. A file system without locks refuses nobody. On Windows this kind of lock
/// would shut out SQLite's own handle; there an open file cannot be removed anyway.
pub(crate) fn lock(file: &File) -> bool {
    #[cfg(unix)]
    return !matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock));
    #[cfg(not(unix))]
    {
        let _ = file;
        true
    }
}

/// Said aloud and not left to closing: a process that is just being started from another thread holds a copy of the
/// handle for a moment, and the lock with it.
pub(crate) fn unlock(file: &File) {
    #[cfg(unix)]
    let _ = file.unlock();
    #[cfg(not(unix))]
    let _ = file;
}
