//! Taking an edit back and making it again. Both are edits of their own in the audit trail, and both survive closing.
//!
//! There is one order of edits for the whole file, whichever assessment they belong to. It ends where an assessment was made final:
//! nothing before that is taken back any more.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::clock::stamp;
use crate::edit::{By, Ids, make};
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, StoreError, assessment, audit, limits, stage, state};

/// How many steps can be taken back, and how many made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct UndoSteps {
    /// Edits that can be taken back: those since an assessment was last made final.
    pub undo: u32,
    /// Edits that can be made again.
    pub redo: u32,
}

impl Engagement {
    /// Takes the latest edit back and says what moved; nothing moved when there is no edit left. If it was the beginning of the
    /// assessment that is worked on, the one that was begun last before it is worked on instead.
    ///
    /// # Errors
    /// [`StoreError::Final`] when the edit made an assessment final.
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
                .prepare_cached(
                    "SELECT count(*) FILTER (WHERE undone = 0 AND first_seq > final), count(*) FILTER (WHERE undone = 1)
                     FROM edit, (SELECT coalesce(max(seq), 0) AS final FROM audit WHERE action = 'finalise')",
                )?
                .query_row([], |row| Ok(UndoSteps { undo: row.get(0)?, redo: row.get(1)? }))?)
        })
    }

    fn step(&mut self, action: Action, actor: &str) -> Result<Vec<Change>, StoreError> {
        limits::name(Field::Actor, actor)?;
        let (ids, reason) = (self.ids(), self.reason());
        let by = By { actor, at: stamp(self.clock()), reason: reason.as_deref() };
        let (changes, worked_on) = self.transact(|tx| {
            let changes = move_edit(tx, ids, action, by)?;
            let worked_on = match assessment::read(tx, ids)? {
                Some(_) => ids,
                None => assessment::latest(tx)?.ok_or_else(|| Problem::Damaged("no assessment".into()))?,
            };
            Ok((changes, worked_on))
        })?;
        self.set_ids(worked_on);
        Ok(changes)
    }
}

fn move_edit(conn: &Connection, ids: Ids, action: Action, by: By<'_>) -> Result<Vec<Change>, Problem> {
    let back = action == Action::Undo;
    let choice = if back {
        "SELECT id, first_seq, last_seq FROM edit WHERE undone = 0 ORDER BY id DESC LIMIT 1"
    } else {
        "SELECT id, first_seq, last_seq FROM edit WHERE undone = 1 ORDER BY id LIMIT 1"
    };
    let edit = conn.prepare_cached(choice)?.query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((id, first, last)) = edit else { return Ok(Vec::new()) };

    // A merge replays what refers to things that its last rows take away again: only the end has to fit.
    conn.pragma_update(None, "defer_foreign_keys", true)?;
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
        let (_, address, earlier, later) = row.parse()?;
        if address.assessment.is_some() && earlier != later {
            stage::check_open(conn, ids.at(&address))?;
        }
        let (before, after) = if back { (later, earlier) } else { (earlier, later) };
        if state::read(conn, ids.at(&address), &address.subject)? != before {
            return Err(conflict().into());
        }
        let change = Change { action, assessment: address.assessment, subject: address.subject, before, after };
        make(conn, ids, &change, by, Some(id))?;
        changes.push(change);
    }
    conn.prepare_cached("UPDATE edit SET undone = ?1 WHERE id = ?2")?.execute(params![back, id])?;
    Ok(changes)
}
