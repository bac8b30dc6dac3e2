//! Why something is changed, in the words of who changes it.

use std::ops::{Deref, DerefMut};

use crate::{Engagement, Field, StoreError, limits};

/// An engagement whose edits carry a reason; see [`Engagement::with_reason`].
#[derive(Debug)]
pub struct WithReason<'a>(&'a mut Engagement);

impl Engagement {
    /// The same engagement, with a reason that goes into the audit row of every edit made through the returned value and of no
    /// other: `engagement.with_reason("复核意见")?.record_answer(…)`.
    ///
    /// # Errors
    /// When the reason is empty or too long.
    pub fn with_reason(&mut self, reason: &str) -> Result<WithReason<'_>, StoreError> {
        limits::text(Field::Reason, reason, limits::NOTE)?;
        if reason.trim().is_empty() {
            return Err(StoreError::Blank { field: Field::Reason });
        }
        self.set_reason(Some(reason.to_owned()));
        Ok(WithReason(self))
    }
}

impl Deref for WithReason<'_> {
    type Target = Engagement;

    fn deref(&self) -> &Engagement {
        self.0
    }
}

impl DerefMut for WithReason<'_> {
    fn deref_mut(&mut self) -> &mut Engagement {
        self.0
    }
}

impl Drop for WithReason<'_> {
    fn drop(&mut self) {
        self.0.set_reason(None);
    }
}
