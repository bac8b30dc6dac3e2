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

    /// What the tables said of one assessment and of the whole file right after each of some audit rows, in the order of `seqs`; all
    /// but named documents, which no score rests on and which may be large. The trail is walked once.
    ///
    /// # Errors
    /// As with [`Self::states_at`].
    pub fn assessment_states_at(&self, assessment: i64, seqs: &[i64]) -> Result<Vec<BTreeMap<Subject, State>>, StoreError> {
        let lean = |address: &Address| !matches!(address.subject, Subject::Document(..));
        let within = |address: &Address| lean(address) && address.assessment.is_none_or(|number| number == assessment);
        self.look(|conn, ids| {
            let mut states = of_assessment(conn, Ids { assessment, ..ids })?;
            states.retain(|address, _| lean(address));
            Ok(rewind_each(conn, states, seqs, within)?
                .into_iter()
                .map(|states| states.into_iter().map(|(address, state)| (address.subject, state)).collect())
                .collect())
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
    states: BTreeMap<Address, State>,
    seq: i64,
    within: impl Fn(&Address) -> bool,
) -> Result<BTreeMap<Address, State>, Problem> {
    Ok(rewind_each(conn, states, &[seq], within)?.pop().unwrap_or_default())
}

/// The states after each of `seqs`, by one walk back.
fn rewind_each(
    conn: &Connection,
    mut states: BTreeMap<Address, State>,
    seqs: &[i64],
    within: impl Fn(&Address) -> bool,
) -> Result<Vec<BTreeMap<Address, State>>, Problem> {
    let Some(least) = seqs.iter().min().copied() else { return Ok(Vec::new()) };
    // The places of `seqs`, by row: where the walk back arrives first stands at the end of what is left.
    let mut left: Vec<usize> = (0..seqs.len()).collect();
    left.sort_by_key(|place| seqs[*place]);
    let mut found = vec![BTreeMap::new(); seqs.len()];
    let mut later: Option<AuditRow> = None;
    audit::walk_back(conn, least, |row| {
        while let Some(place) = left.pop_if(|place| seqs[*place] >= row.seq) {
            found[place].clone_from(&states);
        }
        take_back(&mut states, &row, later.as_ref(), &within)?;
        later = Some(row);
        Ok(())
    })?;
    if let Some(first) = later.filter(|first| first.seq != least.max(0) + 1) {
        return Err(StoreError::TrailBroken { seq: first.seq }.into());
    }
    // The last one needs no copy.
    let last = left.pop();
    for place in left {
        found[place].clone_from(&states);
    }
    if let Some(place) = last {
        found[place] = states;
    }
    Ok(found)
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
