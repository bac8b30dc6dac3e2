//! The past: what the tables said after any row of the audit trail, rebuilt by taking the later rows back one by one.

use std::collections::BTreeMap;

use crate::audit::{self, AuditRow};
use crate::problem::Problem;
use crate::{Engagement, State, StoreError, Subject, state};

impl Engagement {
    /// Everything that the tables said right after audit row `seq`: nothing before row 1, the present from the last row on.
    ///
    /// # Errors
    /// When a row after `seq` was altered or is missing, or the tables were changed behind the trail's back
    /// ([`StoreError::TrailBroken`]): a forged past is not shown. Rows up to `seq` play no part.
    pub fn states_at(&self, seq: i64) -> Result<BTreeMap<Subject, State>, StoreError> {
        self.look(|conn, ids| {
            let mut states = state::all(conn, ids)?;
            let mut later: Option<AuditRow> = None;
            audit::walk_back(conn, seq, |row| {
                take_back(&mut states, &row, later.as_ref())?;
                later = Some(row);
                Ok(())
            })?;
            match later {
                Some(first) if first.seq != seq.max(0) + 1 => Err(StoreError::TrailBroken { seq: first.seq }.into()),
                _ => Ok(states),
            }
        })
    }
}

/// Takes one row back. It must be whole, carry on to the row after it, and have left its subject as it now is.
fn take_back(states: &mut BTreeMap<Subject, State>, row: &AuditRow, later: Option<&AuditRow>) -> Result<(), Problem> {
    let broken = || StoreError::TrailBroken { seq: row.seq };
    let carries_on = later.is_none_or(|later| later.seq == row.seq + 1 && later.prev_hash == row.hash);
    if !carries_on || row.hash != row.computed_hash() {
        return Err(broken().into());
    }
    let Ok((_, subject, before, after)) = row.parse() else { return Err(broken().into()) };
    if states.get(&subject) != after.as_ref() {
        return Err(broken().into());
    }
    match before {
        Some(state) => states.insert(subject, state),
        None => states.remove(&subject),
    };
    Ok(())
}
