//! The rows of the copy that goes second, made again on top of the first.
//!
//! 1. Models and attachments that it brought: rows that belong to no edit, since they stay when the merge is taken back.
//! 2. Its other rows, in their order. Each leads from what the file says now to what it led to there, and tells its old number,
//!    action and reason.
//! 3. What is to be otherwise than these rows left it, and one row for each decision, with its reason.
//! 4. The rows by which it made assessments final. They keep their action, since undo ends there.
//! 5. A last row by who merges, about the institution, which it leaves as it is: until which hash the other trail went.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::fork::is_final;
use super::numbers::Numbers;
use super::three_way::{Place, ThreeWay, differs};
use crate::assessment::stamp;
use crate::audit::{self, AuditRow, Entry};
use crate::clock::stamp as now;
use crate::edit::{self, By, Ids, make};
use crate::problem::Problem;
use crate::{
    Action, Address, Assessment, Change, Engagement, ModelDigest, Snapshot, State, StoreError, Subject, assessment, attachment, model_copy,
    state,
};

/// What was decided, and why, by address.
pub(super) type Decided = BTreeMap<Address, (Place, Option<String>)>;

/// What is to be replayed.
#[derive(Debug)]
pub(super) struct Replay<'a> {
    pub(super) three: &'a ThreeWay,
    pub(super) numbers: &'a Numbers,
    /// The rows of the second copy that the first does not have.
    pub(super) rows: &'a [AuditRow],
    /// The last row that both have.
    pub(super) common: i64,
    pub(super) decided: &'a Decided,
    /// Who merges.
    pub(super) actor: &'a str,
}

/// Makes the rows of `second` again in `first`: all of them, or none.
pub(super) fn replay(first: &mut Engagement, second: &Engagement, todo: &Replay<'_>) -> Result<(), StoreError> {
    let (ids, at) = (first.ids(), now(first.clock()));
    first.transact(|tx| {
        // A row may refer to what a later one brings back.
        tx.pragma_update(None, "defer_foreign_keys", true)?;
        for row in todo.rows {
            bring(tx, second, row)?;
        }
        let id = edit::next_id(tx)?;
        let mut work = Work { conn: tx, ids, id, todo, span: None, landed: Vec::new(), touched: BTreeSet::new() };
        let held_back = work.rows()?;
        let by = By { actor: todo.actor, at, reason: None };
        work.settle(by)?;
        for row in held_back {
            work.row(row, Action::Finalise)?;
        }
        let last = todo.rows.last().map(|row| format!("#{}–#{} {}", todo.common + 1, row.seq, row.hash));
        let institution = Address::new(ids.assessment, Subject::Institution);
        let unchanged = work.current(&institution)?;
        work.make(&institution, unchanged, Action::Merge, By { reason: last.as_deref(), ..by })?;
        Ok(())
    })
}

/// Puts a model or an attachment that a row speaks of into the file, and tells it.
fn bring(conn: &Connection, second: &Engagement, row: &AuditRow) -> Result<(), Problem> {
    let (_, address, _, after) = row.parse()?;
    let (address, before, after) = match (&address.subject, after) {
        (Subject::Model(_), Some(State::Model(digest))) => bring_model(conn, second, &digest)?,
        (Subject::Attachment(_), Some(State::Attachment(found))) => {
            let before = attachment::read(conn, &found.digest)?;
            second.look(|from, _| attachment::copy(from, conn, &found))?;
            (address, before.map(State::Attachment), State::Attachment(found))
        }
        _ => return Ok(()),
    };
    let reason = told(row, &address, None);
    let entry = Entry {
        at: stamp(&row.at)?,
        actor: &row.actor,
        action: Action::Merge,
        address: &address,
        before: before.as_ref(),
        after: Some(&after),
        edit: None,
        reason: Some(&reason),
    };
    audit::append(conn, &entry)?;
    Ok(())
}

/// Copies of models are told apart by their digests; their numbers are the file's own.
fn bring_model(conn: &Connection, second: &Engagement, digest: &ModelDigest) -> Result<(Address, Option<State>, State), Problem> {
    let here = model_copy::all(conn)?.into_iter().find(|(_, kept)| kept.digest == digest.digest);
    let (number, before, after) = match here {
        Some((number, kept)) => (number, Some(State::Model(kept.clone())), State::Model(kept)),
        None => {
            let copy = second.model_copy_of(&digest.digest)?;
            let copy = copy.ok_or_else(|| Problem::Damaged(format!("no copy of the model {}", digest.digest)))?;
            (model_copy::insert(conn, &copy)?, None, State::Model(copy.summary()))
        }
    };
    Ok((Address { assessment: None, subject: Subject::Model(number) }, before, after))
}

/// Which row of the other trail a replayed one was: `#12 answer`, with its old subject where that got a new number, what it led to
/// where it leads nowhere here, and the reason that it had.
fn told(row: &AuditRow, address: &Address, unmade: Option<&str>) -> String {
    let mut told = format!("#{} {}", row.seq, row.action);
    if row.subject != address.to_string() {
        told.push(' ');
        told.push_str(&row.subject);
    }
    if let Some(unmade) = unmade {
        told.push_str(" → ");
        told.push_str(unmade);
    }
    if let Some(reason) = &row.reason {
        told.push_str(": ");
        told.push_str(reason);
    }
    told
}

/// The edit in the making.
struct Work<'a> {
    conn: &'a Connection,
    ids: Ids,
    id: i64,
    todo: &'a Replay<'a>,
    /// Its first row.
    span: Option<i64>,
    /// Row of the second trail → row of this one, in order.
    landed: Vec<(i64, i64)>,
    /// What the replayed rows were about.
    touched: BTreeSet<Address>,
}

impl<'a> Work<'a> {
    fn current(&self, address: &Address) -> Result<Option<State>, Problem> {
        state::read(self.conn, self.ids.at(address), &address.subject)
    }

    fn make(&mut self, address: &Address, after: Option<State>, action: Action, by: By<'_>) -> Result<i64, Problem> {
        let before = self.current(address)?;
        let change = Change { action, assessment: address.assessment, subject: address.subject.clone(), before, after };
        let seq = make(self.conn, self.ids, &change, by, Some(self.id))?;
        let first = *self.span.get_or_insert(seq);
        edit::note(self.conn, self.id, first, seq)?;
        Ok(seq)
    }

    /// Makes all rows but those that make assessments final, and returns these.
    fn rows(&mut self) -> Result<Vec<&'a AuditRow>, Problem> {
        let mut held_back = Vec::new();
        for row in self.todo.rows {
            let (_, address, before, after) = row.parse()?;
            if matches!(address.subject, Subject::Model(_) | Subject::Attachment(_)) {
                continue;
            }
            let address = self.todo.numbers.address(&address);
            let ends = is_final(after.as_ref()) && !is_final(before.as_ref());
            if ends && self.winner(&address) == Place::Second {
                held_back.push(row);
                self.touched.insert(address);
            } else {
                self.row(row, Action::Merge)?;
            }
        }
        Ok(held_back)
    }

    fn row(&mut self, row: &AuditRow, action: Action) -> Result<(), Problem> {
        let (_, old, _, after) = row.parse()?;
        let address = self.todo.numbers.address(&old);
        let after = after.map(|state| self.at_its_row(self.todo.numbers.state(&old, state)));
        // What is final in the first copy stays as it is, and nothing becomes final that people decided against.
        let unmade = self.todo.three.locked(address.assessment) || is_final(after.as_ref()) && action != Action::Finalise;
        let (after, dropped) = if unmade {
            let dropped = after.as_ref().map(State::to_json).transpose()?.unwrap_or_else(|| "∅".to_owned());
            (self.current(&address)?, Some(dropped))
        } else {
            (after, None)
        };
        let reason = told(row, &address, dropped.as_deref());
        let by = By { actor: &row.actor, at: stamp(&row.at)?, reason: Some(&reason) };
        let seq = self.make(&address, after, action, by)?;
        self.landed.push((row.seq, seq));
        self.touched.insert(address);
        Ok(())
    }

    /// A snapshot of the second copy stands for the row that its row has become.
    fn at_its_row(&self, state: State) -> State {
        match state {
            State::Snapshot(found) if found.seq > self.todo.common => {
                let last = self.landed.iter().rev().find(|(old, _)| *old <= found.seq).map(|(_, new)| *new);
                let seq = last.or_else(|| self.span.map(|first| first - 1)).or_else(|| audit::last_seq(self.conn).ok());
                State::Snapshot(Snapshot { seq: seq.unwrap_or(self.todo.common), ..found })
            }
            other => other,
        }
    }

    fn winner(&self, address: &Address) -> Place {
        self.todo.three.winner(address, |decided| self.todo.decided.get(decided).map(|(place, _)| *place))
    }

    /// Makes what counts count, and tells every decision.
    fn settle(&mut self, by: By<'_>) -> Result<(), Problem> {
        let todo = self.todo;
        let addresses: BTreeSet<Address> = todo.three.changed().chain(&self.touched).cloned().collect();
        let mut told: BTreeSet<Address> = BTreeSet::new();
        for address in addresses {
            if todo.three.locked(address.assessment) {
                continue;
            }
            let touched = self.touched.contains(&address);
            let wanted = match self.winner(&address) {
                Place::First => todo.three.first.get(&address),
                // The rows have left it so, or will.
                Place::Second if touched => continue,
                Place::Second => todo.three.second.get(&address),
            };
            if differs(self.current(&address)?.as_ref(), wanted) {
                let decided = todo.three.decided_as(&address);
                let reason = todo.decided.get(&decided).and_then(|(_, reason)| reason.as_deref());
                self.make(&address, wanted.cloned(), Action::Merge, By { reason, ..by })?;
                told.insert(decided);
            }
        }
        for (address, (_, reason)) in todo.decided {
            if !told.contains(address) {
                let unchanged = self.current(address)?;
                self.make(address, unchanged, Action::Merge, By { reason: reason.as_deref(), ..by })?;
            }
        }
        self.mend_origins(by)
    }

    /// An assessment that was begun from one which is not in the file any more stands by itself.
    fn mend_origins(&mut self, by: By<'_>) -> Result<(), Problem> {
        let all = assessment::all(self.conn)?;
        let numbers: BTreeSet<i64> = all.iter().map(|found| found.id).collect();
        for found in all {
            if found.copied_from.is_some_and(|number| !numbers.contains(&number)) {
                let address = Address::new(found.id, Subject::Assessment);
                self.make(&address, Some(State::Assessment(Assessment { copied_from: None, ..found })), Action::Merge, by)?;
            }
        }
        Ok(())
    }
}
