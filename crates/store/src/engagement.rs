//! The handle of an open engagement file.

use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use crate::edit::Ids;
use crate::key::Key;
use crate::lock::Claim;
use crate::opening::{Interruption, JustMade, Opened};
use crate::passing::Passing;
use crate::problem::{Problem, from_reading, from_sqlite};
use crate::{Access, BackupOutcome, Clock, NewEngagement, StoreError, creating, opening};

/// An open engagement file. Only one at a time can have it open.
///
/// Dropping it closes the file as well, only without a word if that goes wrong.
#[derive(Debug)]
pub struct Engagement {
    // Fields are dropped in this order: the connection first, the claim on the file last.
    conn: Connection,
    key: Option<Key>,
    ids: Ids,
    path: PathBuf,
    clock: Arc<dyn Clock>,
    /// Why the edits are made that are made now.
    reason: Option<String>,
    backup: BackupOutcome,
    interruption: Option<Interruption>,
    claim: Claim,
}

impl Engagement {
    /// Makes a new plain file and opens it: [`Engagement::create_with`] without a passphrase.
    ///
    /// # Errors
    /// When the name is taken, the input is refused, or the file cannot be written.
    pub fn create(path: impl AsRef<Path>, new: &NewEngagement, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::create_with(path, new, &Access::new(), clock)
    }

    /// Makes a new file and opens it, encrypted if `access` has a passphrase. A file that is there already is refused; a
    /// half-made one never gets the name.
    ///
    /// # Errors
    /// As for [`Engagement::create`], and [`StoreError::PassphraseTooShort`].
    pub fn create_with(path: impl AsRef<Path>, new: &NewEngagement, access: &Access, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let key = creating::create(path.as_ref(), new, access, clock.as_ref())?;
        Self::from_opened(opening::open(path.as_ref(), access, Some(JustMade(key)), clock.as_ref())?, clock)
    }

    /// Opens a plain file for editing: [`Engagement::open_with`] without a passphrase.
    ///
    /// # Errors
    /// [`StoreError::PassphraseNeeded`] for an encrypted file; else as for [`Engagement::open_with`].
    pub fn open(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::open_with(path, &Access::new(), clock)
    }

    /// Opens a file for editing. Whatever is refused is left as it is, byte for byte.
    ///
    /// With an encrypted file this takes about 0.4 s, whether the passphrase fits or not.
    ///
    /// # Errors
    /// [`StoreError::InUse`] with the holder's name; [`StoreError::PassphraseNeeded`]; [`StoreError::WrongPassphrase`] for
    /// a passphrase that does not fit and for a damaged start of the file; [`StoreError::TooSoon`] before
    /// [`crate::wait_before_next_try`] is over; [`StoreError::NoBackup`] when a file of an earlier version could not be
    /// backed up; else what is wrong with the file.
    pub fn open_with(path: impl AsRef<Path>, access: &Access, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::from_opened(opening::open(path.as_ref(), access, None, clock.as_ref())?, clock)
    }

    /// Opens a copy under a passing name, whose key is known from what it is a copy of. No backups are made of it.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub(crate) fn open_copy(path: &Path, key: Option<Key>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        Self::from_opened(opening::open(path, &Access::new().passing(), Some(JustMade(key)), clock.as_ref())?, clock)
    }

    fn from_opened(opened: Opened, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let Opened { conn, key, path, backup, interruption, claim } = opened;
        let ids = opening::ids(&conn).map_err(|problem| problem.at(&path))?;
        Ok(Self { conn, key, ids, path, clock, reason: None, backup, interruption, claim })
    }

    /// Closes the file: everything is in the one file, nothing is left beside it.
    pub fn close(self) -> Result<(), StoreError> {
        let Self { conn, path, claim, .. } = self;
        let checkpoint = opening::checkpoint(&conn).map_err(|problem| problem.at(&path));
        let closed = close(conn, &path);
        drop(claim);
        checkpoint.and(closed)
    }

    /// What became of the backup that was due when the file was opened.
    pub fn backup_on_opening(&self) -> &BackupOutcome {
        &self.backup
    }

    /// That the file was not closed the last time, if it was not.
    pub fn interruption(&self) -> Option<&Interruption> {
        self.interruption.as_ref()
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Brings all of the log into the file.
    pub(crate) fn checkpoint(&self) -> Result<(), StoreError> {
        opening::checkpoint(&self.conn).map_err(|problem| problem.at(&self.path))
    }

    /// The bytes of the file with all of the log in them, from the first on. They stay what they are while nothing is edited.
    pub(crate) fn bytes(&self) -> Result<&File, StoreError> {
        self.checkpoint()?;
        let mut file = self.claim.opened().ok_or_else(|| StoreError::Internal { detail: "an open file without a handle".to_owned() })?;
        file.rewind().map_err(|error| from_reading(&error, &self.path))?;
        Ok(file)
    }

    /// Puts another file, whole and closed, in place of this one and goes on with it under its key. If that cannot be
    /// done, it goes on with this one.
    pub(crate) fn change_file(&mut self, passing: Passing, key: Option<Key>) -> Result<(), StoreError> {
        let none = Connection::open_in_memory().map_err(|error| from_sqlite(&error, &self.path))?;
        let closed = close(std::mem::replace(&mut self.conn, none), &self.path);
        // SQLite would apply a log of the old file to the new one.
        let log = opening::beside(&self.path, "-wal");
        let replaced = closed.and_then(|()| match log.symlink_metadata() {
            Ok(_) => Err(StoreError::AlreadyExists { path: log }),
            Err(_) => passing.replace(&self.path),
        });
        let done = replaced.map(|file| {
            self.claim.follow(file);
            self.key = key;
        });
        self.conn = opening::connect(&self.path, self.key.as_ref()).map_err(|problem| problem.at(&self.path))?;
        done
    }

    pub(crate) fn ids(&self) -> Ids {
        self.ids
    }

    pub(crate) fn set_ids(&mut self, ids: Ids) {
        self.ids = ids;
    }

    pub(crate) fn reason(&self) -> Option<String> {
        self.reason.clone()
    }

    pub(crate) fn set_reason(&mut self, reason: Option<String>) {
        self.reason = reason;
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    pub(crate) fn parts(&mut self) -> (&mut Connection, &Path) {
        (&mut self.conn, &self.path)
    }

    /// Reads, and puts the file's name to what goes wrong.
    pub(crate) fn look<T>(&self, read: impl FnOnce(&Connection, Ids) -> Result<T, Problem>) -> Result<T, StoreError> {
        read(&self.conn, self.ids).map_err(|problem| problem.at(&self.path))
    }
}

fn close(conn: Connection, path: &Path) -> Result<(), StoreError> {
    conn.close().map_err(|(conn, error)| {
        drop(conn);
        from_sqlite(&error, path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_can_be_kept_behind_a_mutex() {
        fn sendable<T: Send>() {}
        sendable::<Engagement>();
    }
}
