//! The one way in which anything is changed: a transaction that holds the data rows, their audit rows, and the note
//! by which the edit can be taken back.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::Serialize;

use crate::audit::{self, Entry};
use crate::clock::stamp;
use crate::problem::Problem;
use crate::{Action, Address, Engagement, Field, Stamp, State, StoreError, Subject, limits, stage, state};

// An edit's audit rows stand next to each other. AUTOINCREMENT: the number of an edit that was taken back and dropped
// never comes to mean another one in the audit trail.
pub(crate) const TABLE: &str = "
CREATE TABLE edit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    first_seq INTEGER NOT NULL REFERENCES audit (seq),
    last_seq  INTEGER NOT NULL REFERENCES audit (seq),
    undone    INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
";

/// Whose rows in the tables: a file holds one institution, and the assessment is the one that is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ids {
    pub(crate) institution: i64,
    pub(crate) assessment: i64,
}

impl Ids {
    /// The rows of what an address speaks of.
    pub(crate) fn at(self, address: &Address) -> Self {
        Self { assessment: address.assessment.unwrap_or(self.assessment), ..self }
    }
}

/// What moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// By what kind of step.
    pub action: Action,
    /// The assessment that it belongs to; none for what belongs to the whole file. Undo and redo also move assessments that are
    /// not worked on.
    pub assessment: Option<i64>,
    /// What it is about.
    pub subject: Subject,
    /// What it was; none when there was nothing.
    pub before: Option<State>,
    /// What it is now; none when nothing is left.
    pub after: Option<State>,
}

impl Change {
    /// Whether anything is different now. If not, no audit row was written.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }

    /// Under which address the audit trail knows it.
    pub(crate) fn address(&self) -> Address {
        Address { assessment: self.assessment, subject: self.subject.clone() }
    }
}

/// A proposal: what a subject is to become.
pub(crate) type Proposal = (Subject, Option<State>);

impl Engagement {
    /// Makes the proposed changes of the assessment that is worked on in one transaction and returns after it is on disk.
    pub(crate) fn edit<F>(&mut self, action: Action, actor: &str, propose: F) -> Result<Vec<Change>, StoreError>
    where
        F: FnOnce(&Connection, Ids, Stamp) -> Result<Vec<Proposal>, Problem>,
    {
        self.edit_in(self.ids(), action, actor, propose)
    }

    /// Makes the proposed changes of one assessment, unless it is final.
    pub(crate) fn edit_in<F>(&mut self, ids: Ids, action: Action, actor: &str, propose: F) -> Result<Vec<Change>, StoreError>
    where
        F: FnOnce(&Connection, Ids, Stamp) -> Result<Vec<Proposal>, Problem>,
    {
        limits::name(Field::Actor, actor)?;
        let (now, reason) = (stamp(self.clock()), self.reason());
        let by = By { actor, at: now, reason: reason.as_deref() };
        self.transact(|tx| {
            stage::check_open(tx, ids)?;
            let proposals = propose(tx, ids, now)?;
            let mut changes = Vec::with_capacity(proposals.len());
            let mut edit: Option<(i64, i64)> = None;
            for (subject, after) in proposals {
                let before = state::read(tx, ids, &subject)?;
                let assessment = (!subject.is_file_wide()).then_some(ids.assessment);
                let change = Change { action, assessment, subject, before, after };
                if change.is_change() {
                    // What belongs to the making of the file is no edit that could be taken back.
                    if action == Action::Create {
                        make(tx, ids, &change, by, None)?;
                    } else {
                        let id = edit.map_or_else(|| next_id(tx), |(id, _)| Ok(id))?;
                        let seq = make(tx, ids, &change, by, Some(id))?;
                        let (_, first) = *edit.get_or_insert((id, seq));
                        note(tx, id, first, seq)?;
                    }
                }
                changes.push(change);
            }
            Ok(changes)
        })
    }

    /// Makes a single change.
    pub(crate) fn edit_one<F>(&mut self, action: Action, actor: &str, propose: F) -> Result<Change, StoreError>
    where
        F: FnOnce(&Connection, Ids, Stamp) -> Result<Proposal, Problem>,
    {
        let changes = self.edit(action, actor, |conn, ids, now| Ok(vec![propose(conn, ids, now)?]))?;
        changes.into_iter().next().ok_or_else(|| StoreError::Internal { detail: "an edit of one subject moved none".into() })
    }

    /// Runs `work` in one immediate transaction: everything in it is on disk afterwards, or nothing.
    pub(crate) fn transact<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Problem>) -> Result<T, StoreError> {
        let (conn, path) = self.parts();
        let attempt = || {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&tx)?;
            tx.commit()?;
            Ok(done)
        };
        attempt().map_err(|problem: Problem| problem.at(path))
    }
}

/// By whom, when and why something is changed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) actor: &'a str,
    pub(crate) at: Stamp,
    pub(crate) reason: Option<&'a str>,
}

/// Writes one change and its audit row; returns the row's number.
pub(crate) fn make(conn: &Connection, ids: Ids, change: &Change, by: By<'_>, edit: Option<i64>) -> Result<i64, Problem> {
    let address = change.address();
    state::write(conn, ids.at(&address), &change.subject, change.after.as_ref())?;
    audit::append(
        conn,
        &Entry {
            at: by.at,
            actor: by.actor,
            action: change.action,
            address: &address,
            before: change.before.as_ref(),
            after: change.after.as_ref(),
            edit,
            reason: by.reason,
        },
    )
}

/// The number of the edit that is being made; whatever could be made again is dropped.
pub(crate) fn next_id(conn: &Connection) -> Result<i64, Problem> {
    conn.prepare_cached("DELETE FROM edit WHERE undone = 1")?.execute([])?;
    Ok(conn.prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'edit'")?.query_row([], |row| row.get(0))?)
}

/// Notes the audit rows of an edit.
pub(crate) fn note(conn: &Connection, id: i64, first: i64, last: i64) -> Result<(), Problem> {
    conn.prepare_cached(
        "INSERT INTO edit (id, first_seq, last_seq, undone) VALUES (?1, ?2, ?3, 0)
         ON CONFLICT (id) DO UPDATE SET last_seq = excluded.last_seq",
    )?
    .execute(params![id, first, last])?;
    Ok(())
}
