//! Where two copies of one engagement parted, and what each did since.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::Relation;
use super::numbers::Known;
use super::three_way::{States, changed, differs};
use crate::assessment::stamp;
use crate::audit::{self, AuditRow};
use crate::problem::Problem;
use crate::untouched::Untouched;
use crate::{Address, Engagement, Stage, State, StoreError, Subject, state};

/// The audit trails of two copies, laid beside each other.
#[derive(Debug)]
pub(super) struct Fork {
    /// How many rows they share: those whose hashes agree from the first on.
    pub(super) common: i64,
    /// The numbers that those rows know.
    pub(super) known: Known,
    /// The hashes of the last rows of A and B: they tell everything that was ever done to each.
    pub(super) heads: [String; 2],
    /// The rows that only the one has.
    pub(super) a: Vec<AuditRow>,
    /// The rows that only the other has.
    pub(super) b: Vec<AuditRow>,
}

impl Fork {
    /// # Errors
    /// [`StoreError::NotCopies`] when they do not even share the first row.
    pub(super) fn find(a: &Untouched, b: &Untouched) -> Result<Self, StoreError> {
        let of_b = b.engagement.look(|conn, _| hashes(conn))?;
        let of_a = a.engagement.look(|conn, _| hashes(conn))?;
        let shared = of_a.iter().zip(&of_b).take_while(|((hash, _), (other, _))| hash == other).count();
        if shared == 0 {
            return Err(StoreError::NotCopies { a: a.original().to_owned(), b: b.original().to_owned() });
        }
        let mut known = Known::default();
        of_a.iter().take(shared).for_each(|(_, subject)| known.take(subject));
        let common = i64::try_from(shared).map_err(|error| StoreError::Internal { detail: error.to_string() })?;
        let own = |engagement: &Engagement| engagement.look(|conn, _| audit::between(conn, common + 1, i64::MAX));
        let head = |hashes: &[(String, String)]| hashes.last().map(|(hash, _)| hash.clone()).unwrap_or_default();
        Ok(Self { common, known, heads: [head(&of_a), head(&of_b)], a: own(&a.engagement)?, b: own(&b.engagement)? })
    }

    pub(super) fn relation(&self) -> Relation {
        match (self.a.is_empty(), self.b.is_empty()) {
            (true, true) => Relation::Same,
            (false, true) => Relation::AExtendsB,
            (true, false) => Relation::BExtendsA,
            (false, false) => Relation::Parted,
        }
    }
}

/// Hash and subject of every row.
fn hashes(conn: &Connection) -> Result<Vec<(String, String)>, Problem> {
    let mut found = Vec::new();
    audit::walk(conn, |row| found.push((row.hash, row.subject)))?;
    Ok(found)
}

/// Everything that the tables of a copy hold.
pub(super) fn states(source: &Untouched) -> Result<States, StoreError> {
    source.engagement.look(state::all)
}

/// Whether the other copy goes first: the one whose first own row is earlier, of two at the same moment the one with the smaller
/// hash. A copy that made an assessment final in which the other changed something goes second all the same, so that people can
/// still decide against the final one: a row that changes a final assessment could not follow.
pub(super) fn b_goes_first(fork: &Fork, base: &States, of_a: &States, of_b: &States) -> Result<bool, Problem> {
    match fork.relation() {
        Relation::Same | Relation::AExtendsB => return Ok(false),
        Relation::BExtendsA => return Ok(true),
        Relation::Parted => {}
    }
    let (ended_by_a, ended_by_b) = (ends_what_other_changed(base, of_a, of_b), ends_what_other_changed(base, of_b, of_a));
    if ended_by_a != ended_by_b {
        return Ok(ended_by_a);
    }
    let key = |rows: &[AuditRow]| match rows.first() {
        Some(row) => stamp(&row.at).map(|at| Some((at, row.hash.clone()))),
        None => Ok(None),
    };
    Ok(key(&fork.b)? < key(&fork.a)?)
}

fn ends_what_other_changed(base: &States, own: &States, other: &States) -> bool {
    let touched: BTreeSet<i64> = changed(base, other).into_iter().filter_map(|address| address.assessment).collect();
    touched.into_iter().any(|number| {
        let address = Address::new(number, Subject::Assessment);
        is_final(own.get(&address)) && differs(base.get(&address), own.get(&address)) && base.contains_key(&address)
    })
}

/// Whether that is an assessment that is final.
pub(super) fn is_final(state: Option<&State>) -> bool {
    matches!(state, Some(State::Assessment(found)) if found.stage == Stage::Final)
}
