//! Named snapshots.

use super::number;
use crate::error::WorkbenchError;
use crate::view::{ReviewUpdateView, SnapshotView};
use crate::words;
use crate::workbench::{ACTOR, Workbench};
use shuheng_store::Snapshot;

impl Workbench {
    /// Names the present moment of the assessment in front.
    ///
    /// # Errors
    /// When the name is empty or too long, or the assessment is final.
    pub fn take_snapshot(&mut self, name: &str) -> Result<ReviewUpdateView, WorkbenchError> {
        let change = self.opened_mut()?.store.take_snapshot(name.trim(), ACTOR)?;
        self.review_update(change)
    }

    /// Gives a snapshot of the assessment in front another name; what it stands for cannot be changed.
    ///
    /// # Errors
    /// As [`Self::take_snapshot`], and when there is no such snapshot.
    pub fn rename_snapshot(&mut self, id: i32, name: &str) -> Result<ReviewUpdateView, WorkbenchError> {
        let change = self.opened_mut()?.store.rename_snapshot(i64::from(id), name.trim(), ACTOR)?;
        self.review_update(change)
    }

    /// Takes the name of a moment away; the past stays.
    ///
    /// # Errors
    /// When there is no such snapshot, or the assessment is final.
    pub fn remove_snapshot(&mut self, id: i32) -> Result<ReviewUpdateView, WorkbenchError> {
        let change = self.opened_mut()?.store.remove_snapshot(i64::from(id), ACTOR)?;
        self.review_update(change)
    }
}

/// A snapshot of an assessment as the window shows it.
pub(super) fn view((assessment, snapshot): (i64, Snapshot)) -> SnapshotView {
    SnapshotView {
        id: number(snapshot.id),
        assessment: number(assessment),
        name: snapshot.name,
        by: snapshot.by,
        at: words::stamp(snapshot.at),
    }
}
