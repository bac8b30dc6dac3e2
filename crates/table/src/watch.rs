//! How far a reading has come, asked for from another thread, and calling it off.

use crate::fault::TableError;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Steps of the whole.
const WHOLE: u32 = 1000;

/// Shared between who reads and who waits.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU32,
    cancelled: AtomicBool,
}

impl Watch {
    /// Share of the work that is done, 0–1.
    pub fn fraction(&self) -> f64 {
        f64::from(self.done.load(Ordering::Relaxed)) / f64::from(WHOLE)
    }

    /// Calls the work off; it ends at its next step and leaves nothing.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Tells that `done` of `all` of a phase are done, where the phase is the part `phase` of the whole (0–1).
    ///
    /// # Errors
    /// [`TableError::Cancelled`] once the work was called off.
    pub fn step(&self, phase: std::ops::Range<f64>, done: u64, all: u64) -> Result<(), TableError> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(TableError::Cancelled);
        }
        let part = (done as f64 / all.max(1) as f64).min(1.0);
        let share = phase.start + (phase.end - phase.start) * part;
        self.done.fetch_max((share.clamp(0.0, 1.0) * f64::from(WHOLE)) as u32, Ordering::Relaxed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_never_goes_back_and_ends_when_called_off() {
        let watch = Watch::default();
        watch.step(0.0..0.5, 1, 2).unwrap();
        assert_eq!(watch.fraction(), 0.25);
        watch.step(0.0..0.5, 0, 0).unwrap();
        assert_eq!(watch.fraction(), 0.25);
        watch.step(0.5..1.0, 9, 3).unwrap();
        assert_eq!(watch.fraction(), 1.0);
        watch.cancel();
        assert!(matches!(watch.step(0.0..1.0, 0, 1), Err(TableError::Cancelled)));
    }
}
