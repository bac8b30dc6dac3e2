//! Reading a file without touching it: opening may migrate or recover, so that this is done with a copy.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::creating::full_at;
use crate::lock::Claim;
use crate::opening;
use crate::passing::Passing;
use crate::problem::{from_reading, from_writing};
use crate::{Access, Clock, Engagement, Passphrase, StoreError};

/// A copy of a file, open under a passing name that goes when this is dropped.
#[derive(Debug)]
pub(crate) struct Untouched {
    // Fields are dropped in this order: the file is closed before it goes.
    pub(crate) engagement: Engagement,
    passing: Passing,
    original: PathBuf,
}

impl Untouched {
    /// Copies a file, with the log that a crash may have left beside it, to where `out` will be, and opens the copy.
    ///
    /// # Errors
    /// As with every opening, each told of the file that was named; [`StoreError::DiskFull`] of `out`;
    /// [`StoreError::Unsound`] when the file does not pass the check.
    pub(crate) fn open(path: &Path, access: &Access, out: &Path, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let original = opening::real_path(path).map_err(|error| from_reading(&error, path))?;
        if original.is_dir() {
            return Err(StoreError::NotAnEngagement { path: original });
        }
        let mut passing = Passing::new(out.parent().unwrap_or(out))?;
        {
            // Nobody may write to it meanwhile.
            let _claim = Claim::take(&original)?;
            transfer(&original, passing.path(), out)?;
            let log = opening::beside(&original, "-wal");
            if log.exists() {
                transfer(&log, &opening::beside(passing.path(), "-wal"), out)?;
            }
        }
        passing.unlock();
        let told = |error| told_of(error, passing.path(), &original, out);
        let engagement = Engagement::open_with(passing.path(), &access.clone().passing(), clock).map_err(told)?;
        if !engagement.verify().map_err(told)?.is_clean() {
            return Err(StoreError::Unsound { path: original });
        }
        Ok(Self { engagement, passing, original })
    }

    /// Where the file is that was copied.
    pub(crate) fn original(&self) -> &Path {
        &self.original
    }

    /// Makes the copy, with all that was done to it, the new file `out`: with that passphrase, or plain without one; `None` leaves it as
    /// the original has it.
    pub(crate) fn publish(self, out: &Path, passphrase: Option<Option<&Passphrase>>) -> Result<(), StoreError> {
        let Self { mut engagement, passing, original } = self;
        let told = |error| told_of(error, passing.path(), &original, out);
        if let Some(passphrase) = passphrase {
            engagement.set_passphrase(passphrase).map_err(told)?;
        }
        engagement.close().map_err(told)?;
        passing.place(out)
    }
}

/// Copies the bytes alone: a copy of a file that may not be written can be.
fn transfer(from: &Path, to: &Path, out: &Path) -> Result<(), StoreError> {
    let mut source = File::open(from).map_err(|error| from_reading(&error, from))?;
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
