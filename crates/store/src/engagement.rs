//! The handle of an open engagement file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

use crate::edit::Ids;
use crate::lock::Claim;
use crate::problem::{Problem, from_sqlite};
use crate::{Clock, NewEngagement, StoreError, creating, opening};

/// An open engagement file. Only one at a time can have it open.
///
/// Dropping it closes the file as well, only without a word if that goes wrong.
#[derive(Debug)]
pub struct Engagement {
    // Fields are dropped in this order: the connection first, the claim on the file last.
    conn: Connection,
    ids: Ids,
    path: PathBuf,
    clock: Arc<dyn Clock>,
    /// Why the edits are made that are made now.
    reason: Option<String>,
    claim: Claim,
}

impl Engagement {
    /// Makes a new file and opens it. A file that is there already is refused; a half-made one never gets the name.
    pub fn create(path: impl AsRef<Path>, new: &NewEngagement, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        creating::create(path.as_ref(), new, clock.as_ref())?;
        Self::open(path, clock)
    }

    /// Opens a file for editing. Whatever is refused is left as it is, byte for byte.
    pub fn open(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let (conn, path, claim) = opening::open(path.as_ref())?;
        let ids = opening::ids(&conn).map_err(|problem| problem.at(&path))?;
        Ok(Self { conn, ids, path, clock, reason: None, claim })
    }

    /// Closes the file: everything is in the one file, nothing is left beside it.
    pub fn close(self) -> Result<(), StoreError> {
        let Self { conn, path, claim, .. } = self;
        let checkpoint = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        let closed = conn.close().map_err(|(conn, error)| {
            drop(conn);
            error
        });
        drop(claim);
        checkpoint.and(closed).map_err(|error| from_sqlite(&error, &path))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_can_be_kept_behind_a_mutex() {
        fn sendable<T: Send>() {}
        sendable::<Engagement>();
    }
}
