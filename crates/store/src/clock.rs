//! The one source of "now", so that tests and reproductions can fix it.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, Local, SecondsFormat, SubsecRound, TimeDelta};

/// A moment with the offset of the place where it was taken.
pub type Stamp = DateTime<FixedOffset>;

/// Tells the time.
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// The present moment.
    fn now(&self) -> Stamp;
}

/// The clock of the computer, in local time.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Stamp {
        Local::now().fixed_offset()
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FixedClock(Mutex<Stamp>);

impl FixedClock {
    /// A clock that stands at `at`.
    pub fn new(at: Stamp) -> Self {
        Self(Mutex::new(at))
    }

    /// Moves the clock; a negative step moves it back.
    pub fn advance(&self, by: TimeDelta) {
        let mut at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *at += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Stamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Now, cut to the millisecond that the file keeps, so that what is in memory equals what is read back.
pub(crate) fn stamp(clock: &dyn Clock) -> Stamp {
    clock.now().trunc_subsecs(3)
}

/// The form in which a moment stands in the file.
pub(crate) fn to_text(at: Stamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, false)
}
