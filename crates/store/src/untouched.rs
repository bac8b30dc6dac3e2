//! Reading an engagement without touching it: opening may migrate or recover, so that this is done with a copy.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::creating::full_at;
use crate::key::Key;
use crate::lock::Claim;
use crate::opening;
use crate::passing::Passing;
use crate::problem::{from_reading, from_writing};
use crate::{Access, Clock, Engagement, StoreError, is_encrypted, tries};

/// An engagement that is to be read without touching it.
#[derive(Debug, Clone)]
pub enum Source<'a> {
    /// A file that nobody has open.
    Closed {
        /// The file.
        path: &'a Path,
        /// How it is opened.
        access: Access,
    },
    /// One that is open here. It is read as it stands and stays open; its passphrase is not needed again.
    Open(&'a Engagement),
}

/// A copy of a file, open under a passing name that goes when this is dropped.
#[derive(Debug)]
pub(crate) struct Untouched {
    // Fields are dropped in this order: the file is closed before it goes.
    pub(crate) engagement: Engagement,
    passing: Passing,
    original: PathBuf,
}

impl Untouched {
    /// Copies an engagement to where `out` will be, and opens the copy.
    ///
    /// # Errors
    /// As with every opening, each told of the file that was named; [`StoreError::DiskFull`] of `out`;
    /// [`StoreError::Unsound`] when the file does not pass the check.
    pub(crate) fn open(source: Source<'_>, out: &Path, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let path = match &source {
            Source::Closed { path, .. } => *path,
            Source::Open(engagement) => engagement.path(),
        };
        let original = opening::real_path(path).map_err(|error| from_reading(&error, path))?;
        if original.is_dir() {
            return Err(StoreError::NotAnEngagement { path: original });
        }
        let mut passing = Passing::new(out.parent().unwrap_or(out))?;
        let copied = match source {
            Source::Closed { access, .. } => copy_closed(&original, &access, &mut passing, out, clock),
            Source::Open(engagement) => copy_open(engagement, &mut passing, out, clock),
        };
        let told = |error| told_of(error, passing.path(), &original, out);
        let engagement = copied.map_err(told)?;
        if !engagement.verify().map_err(told)?.is_clean() {
            return Err(StoreError::Unsound { path: original });
        }
        Ok(Self { engagement, passing, original })
    }

    /// Where the file is that was copied.
    pub(crate) fn original(&self) -> &Path {
        &self.original
    }

    /// Makes the copy, with all that was done to it, the new file `out`: under that key, or plain without one; `None` leaves it as the
    /// original has it.
    pub(crate) fn publish(self, out: &Path, key: Option<Option<Key>>) -> Result<(), StoreError> {
        let Self { mut engagement, passing, original } = self;
        let told = |error| told_of(error, passing.path(), &original, out);
        if let Some(key) = key {
            engagement.set_key(key).map_err(told)?;
        }
        engagement.close().map_err(told)?;
        passing.place(out)
    }
}

/// Copies a file with the log that a crash may have left beside it. A passphrase that does not fit counts among the tries of the file.
fn copy_closed(
    original: &Path,
    access: &Access,
    passing: &mut Passing,
    out: &Path,
    clock: Arc<dyn Clock>,
) -> Result<Engagement, StoreError> {
    let tried = {
        // Nobody may write to it meanwhile.
        let _claim = Claim::take(original)?;
        let tried = access.passphrase().is_some() && is_encrypted(original)?;
        if tried {
            tries::check(original, clock.as_ref())?;
        }
        let file = |path: &Path| File::open(path).map_err(|error| from_reading(&error, path));
        transfer(&file(original)?, passing.path(), out)?;
        let log = opening::beside(original, "-wal");
        if log.exists() {
            transfer(&file(&log)?, &opening::beside(passing.path(), "-wal"), out)?;
        }
        tried
    };
    passing.unlock();
    let opened = Engagement::open_with(passing.path(), &access.clone().passing(), Arc::clone(&clock));
    if tried {
        match &opened {
            Ok(_) => tries::note(original, true, clock.as_ref()),
            Err(StoreError::WrongPassphrase { .. }) => tries::note(original, false, clock.as_ref()),
            Err(_) => {}
        }
    }
    opened
}

/// Copies a file that is open here.
fn copy_open(engagement: &Engagement, passing: &mut Passing, out: &Path, clock: Arc<dyn Clock>) -> Result<Engagement, StoreError> {
    transfer(engagement.bytes()?, passing.path(), out)?;
    passing.unlock();
    Engagement::open_copy(passing.path(), engagement.key().map(Key::duplicate), clock)
}

/// Copies the bytes alone: a copy of a file that may not be written can be.
fn transfer(mut source: &File, to: &Path, out: &Path) -> Result<(), StoreError> {
    let mut copy =
        OpenOptions::new().write(true).create(true).truncate(true).open(to).map_err(|error| full_at(from_writing(&error, to), out))?;
    io::copy(&mut source, &mut copy).map_err(|error| full_at(from_writing(&error, to), out))?;
    Ok(())
}

/// Puts the name that people know in the place of the passing one.
fn told_of(error: StoreError, passing: &Path, original: &Path, out: &Path) -> StoreError {
    let mut error = full_at(error, out);
    if let Some(path) = error.path_mut() {
        for suffix in ["", "-wal"] {
            // Links in the folder's path may have been followed; the passing name is like no other.
            if path.file_name() == opening::beside(passing, suffix).file_name() {
                *path = opening::beside(original, suffix);
            }
        }
    }
    error
}
