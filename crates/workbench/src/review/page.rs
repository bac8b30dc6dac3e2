//! Assessments, comments, stage and snapshots as one view.

use super::{assessments, comments, snapshots, stages};
use crate::error::WorkbenchError;
use crate::view::{ReviewUpdateView, ReviewView};
use crate::workbench::Workbench;
use shuheng_store::Change;

impl Workbench {
    /// Everything about review of the assessment in front, and what else the file holds.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn review(&self) -> Result<ReviewView, WorkbenchError> {
        let open = self.opened()?;
        let made = open.store.comments()?;
        Ok(ReviewView {
            assessments: assessments::all(&open.store)?,
            steps: stages::steps(open, &made)?,
            comments: made.into_iter().map(|comment| comments::view(open.instrument.model(), comment)).collect(),
            snapshots: open.store.all_snapshots()?.into_iter().map(snapshots::view).collect(),
        })
    }

    pub(super) fn review_update(&self, change: Change) -> Result<ReviewUpdateView, WorkbenchError> {
        Ok(ReviewUpdateView { review: self.review()?, update: self.update(&[change])? })
    }
}
