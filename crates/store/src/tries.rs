//! The growing delay between passphrases that do not fit, per file and for the life of the process.
//!
//! It keeps a person at the window from guessing on. Against a program of the attacker's own only the cost of each try
//! helps (`key`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::{Clock, Stamp, StoreError};

/// The longest delay.
const LONGEST: Duration = Duration::from_secs(30);

/// What did not fit: how often in a row, and when last.
static FAILED: Mutex<BTreeMap<PathBuf, (u32, Stamp)>> = Mutex::new(BTreeMap::new());

/// How long to wait before the next passphrase may be tried on the file at `path`: nothing after the first that did not
/// fit, then 1, 2, 4, 8, 16 and at most 30 seconds. Until then opening is refused with [`StoreError::TooSoon`].
///
/// `clock` is the one that the file is opened with.
pub fn wait_before_next_try(path: impl AsRef<Path>, clock: &dyn Clock) -> Duration {
    let path = path.as_ref();
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    wait(&real, clock)
}

fn wait(path: &Path, clock: &dyn Clock) -> Duration {
    let mut failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((times, last)) = failed.get_mut(path) else { return Duration::ZERO };
    let now = clock.now();
    // A clock that was set back must not lengthen the wait.
    *last = (*last).min(now);
    let passed = (now - *last).to_std().unwrap_or_default();
    delay(*times).saturating_sub(passed)
}

/// The delay after as many misses in a row.
fn delay(times: u32) -> Duration {
    match times {
        0 | 1 => Duration::ZERO,
        _ => Duration::from_secs(2u64.saturating_pow(times - 2)).min(LONGEST),
    }
}

/// Refuses a try that comes too soon.
pub(crate) fn check(path: &Path, clock: &dyn Clock) -> Result<(), StoreError> {
    match wait(path, clock) {
        Duration::ZERO => Ok(()),
        wait => Err(StoreError::TooSoon { path: path.to_owned(), wait }),
    }
}

/// Notes how a try ended.
pub(crate) fn note(path: &Path, fitted: bool, clock: &dyn Clock) {
    let mut failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    if fitted {
        failed.remove(path);
    } else {
        let now = clock.now();
        let entry = failed.entry(path.to_owned()).or_insert((0, now));
        *entry = (entry.0.saturating_add(1), now);
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::FixedClock;

    #[test]
    fn the_wait_doubles_passes_and_is_forgotten() {
        let clock = FixedClock::new(DateTime::parse_from_rfc3339("2026-03-02T09:30:00+08:00").unwrap());
        let path = Path::new("the_wait_doubles.shuheng");
        let mut waits = Vec::new();
        for _ in 0..9 {
            note(path, false, &clock);
            waits.push(wait(path, &clock).as_secs());
        }
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 30, 30, 30]);
        clock.advance(TimeDelta::seconds(12));
        assert_eq!(check(path, &clock), Err(StoreError::TooSoon { path: path.to_owned(), wait: Duration::from_secs(18) }));
        clock.advance(TimeDelta::days(-3));
        assert_eq!(wait(path, &clock), LONGEST, "a clock set back makes it no longer");
        clock.advance(TimeDelta::seconds(30));
        assert_eq!(check(path, &clock), Ok(()));
        note(path, true, &clock);
        note(path, false, &clock);
        assert_eq!(wait(path, &clock), Duration::ZERO, "counted anew after one that fitted");
    }
}
