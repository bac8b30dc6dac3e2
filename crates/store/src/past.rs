//! The past: what the tables said after any row of the audit trail, rebuilt by taking the later rows back one by one.

use std::collections::BTreeMap;

use crate::audit::{self, AuditRow};
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Address, Engagement, State, StoreError, Subject, state};
use rusqlite::Connection;

impl Engagement {
    /// What the tables said right after audit row `seq` of the assessment that is worked on and of the whole file: nothing before
    /// row 1, the present from the last row on.
    ///
    /// # Errors
    /// When a row after `seq` was altered or is missing, or the tables were changed behind the trail's back
    /// ([`StoreError::TrailBroken`]): a forged past is not shown. Rows up to `seq` play no part.
    pub fn states_at(&self, seq: i64) -> Result<BTreeMap<Subject, State>, StoreError> {
        self.look(|conn, ids| {
            let states = of_assessment(conn, ids)?;
            let within = |address: &Address| address.assessment.is_none_or(|assessment| assessment == ids.assessment);
            Ok(rewind(conn, states, seq, within)?.into_iter().map(|(address, state)| (address.subject, state)).collect())
        })
    }

    /// What the tables said right after audit row `seq` of all assessments.
    ///
    /// # Errors
    /// As with [`Self::states_at`].
    pub fn all_states_at(&self, seq: i64) -> Result<BTreeMap<Address, State>, StoreError> {
        self.look(|conn, ids| rewind(conn, state::all(conn, ids)?, seq, |_| true))
    }
}

/// What the tables say of one assessment and of the whole file.
fn of_assessment(conn: &Connection, ids: Ids) -> Result<BTreeMap<Address, State>, Problem> {
    let mut states = state::of_file(conn, ids)?;
    states.extend(state::of_assessment(conn, ids)?);
    Ok(states.into_iter().map(|(subject, state)| (Address::new(ids.assessment, subject), state)).collect())
}

/// Takes the rows after `seq` back, the last one first. Rows outside of what is asked for must be whole as well.
fn rewind(
    conn: &Connection,
    mut states: BTreeMap<Address, State>,
    seq: i64,
    within: impl Fn(&Address) -> bool,
) -> Result<BTreeMap<Address, State>, Problem> {
    let mut later: Option<AuditRow> = None;
    audit::walk_back(conn, seq, |row| {
        take_back(&mut states, &row, later.as_ref(), &within)?;
        later = Some(row);
        Ok(())
    })?;
    match later {
        Some(first) if first.seq != seq.max(0) + 1 => Err(StoreError::TrailBroken { seq: first.seq }.into()),
        _ => Ok(states),
    }
}

/// Takes one row back. It must be whole, carry on to the row after it, and have left its subject as it now is.
fn take_back(
    states: &mut BTreeMap<Address, State>,
    row: &AuditRow,
    later: Option<&AuditRow>,
    within: impl Fn(&Address) -> bool,
) -> Result<(), Problem> {
    let broken = || StoreError::TrailBroken { seq: row.seq };
    let carries_on = later.is_none_or(|later| later.seq == row.seq + 1 && later.prev_hash == row.hash);
    if !carries_on || row.hash != row.computed_hash() {
        return Err(broken().into());
    }
    match row.subject.parse::<Address>() {
        Ok(address) if !within(&address) => return Ok(()),
        _ => {}
    }
    let Ok((_, address, before, after)) = row.parse() else { return Err(broken().into()) };
    if states.get(&address) != after.as_ref() {
        return Err(broken().into());
    }
    match before {
        Some(state) => states.insert(address, state),
        None => states.remove(&address),
    };
    Ok(())
}
