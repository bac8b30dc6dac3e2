//! Taking an edit back and making it again. Both are edits of their own in the audit trail, and both survive closing.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::clock::stamp;
use crate::edit::{Ids, make};
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, StoreError, audit, limits, state};

/// How many steps can be taken back, and how many made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct UndoSteps {
    /// Edits that can be taken back.
    pub undo: u32,
    /// Edits that can be made again.
    pub redo: u32,
}

impl Engagement {
    /// Takes the latest edit back and says what moved; nothing moved when there is no edit left.
    pub fn undo(&mut self, actor: &str) -> Result<Vec<Change>, StoreError> {
        self.step(Action::Undo, actor)
    }

    /// Makes the edit that was taken back last again, and says what moved.
    pub fn redo(&mut self, actor: &str) -> Result<Vec<Change>, StoreError> {
        self.step(Action::Redo, actor)
    }

    /// How far one can go back and forth.
    pub fn undo_steps(&self) -> Result<UndoSteps, StoreError> {
        self.look(|conn, _| {
            Ok(conn
                .prepare_cached("SELECT count(*) FILTER (WHERE undone = 0), count(*) FILTER (WHERE undone = 1) FROM edit")?
                .query_row([], |row| Ok(UndoSteps { undo: row.get(0)?, redo: row.get(1)? }))?)
        })
    }

    fn step(&mut self, action: Action, actor: &str) -> Result<Vec<Change>, StoreError> {
        limits::name(Field::Actor, actor)?;
        let (ids, now) = (self.ids(), stamp(self.clock()));
        self.transact(|tx| move_edit(tx, ids, action, (actor, now)))
    }
}

fn move_edit(conn: &Connection, ids: Ids, action: Action, (actor, now): (&str, Stamp)) -> Result<Vec<Change>, Problem> {
    let back = action == Action::Undo;
    let choice = if back {
        "SELECT id, first_seq, last_seq FROM edit WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    } else {
        "SELECT id, first_seq, last_seq FROM edit WHERE undone = 1 ORDER BY id LIMIT 1"
    };
    let edit = conn.prepare_cached(choice)?.query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((id, first, last)) = edit else { return Ok(Vec::new()) };

    let mut rows = audit::between(conn, first, last)?;
    if back {
        rows.reverse();
    }
    let mut changes = Vec::with_capacity(rows.len());
    for row in rows {
        let conflict = || StoreError::UndoConflict { subject: row.subject.clone() };
        // An altered row must not find its way into the answers.
        if row.edit != Some(id) || row.hash != row.computed_hash() {
            return Err(conflict().into());
        }
        let (_, subject, earlier, later) = row.parse()?;
        let (before, after) = if back { (later, earlier) } else { (earlier, later) };
        if state::read(conn, ids, &subject)? != before {
            return Err(conflict().into());
        }
        let change = Change { action, subject, before, after };
        make(conn, ids, &change, (actor, now, Some(id)))?;
        changes.push(change);
    }
    conn.prepare_cached("UPDATE edit SET undone = ?1 WHERE id = ?2")?.execute(params![back, id])?;
    Ok(changes)
}
