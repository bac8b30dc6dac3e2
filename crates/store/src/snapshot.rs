//! Snapshots: names for moments of an assessment. A snapshot holds no content of its own: it says which row of the audit trail
//! it stands for, and the trail tells what was there then, so that nobody can change it.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, assessment, audit, limits};

/// Since version 5.
// AUTOINCREMENT: the number of a removed snapshot never comes to mean another one in the audit trail.
pub(crate) const TABLE: &str = "
CREATE TABLE snapshot (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    seq           INTEGER NOT NULL REFERENCES audit (seq),
    taken_by      TEXT NOT NULL,
    at            TEXT NOT NULL
) STRICT;
CREATE INDEX snapshot_of_assessment ON snapshot (assessment_id);
";

/// A named moment of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Its number in this file, never given twice.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// The last audit row that it knows.
    pub seq: i64,
    /// Who took it.
    pub by: String,
    /// When it was taken.
    pub at: Stamp,
}

const COLUMNS: &str = "SELECT id, name, seq, taken_by, at FROM snapshot";

fn parse(row: &Row<'_>) -> Result<Snapshot, Problem> {
    Ok(Snapshot { id: row.get(0)?, name: row.get(1)?, seq: row.get(2)?, by: row.get(3)?, at: stamp(&row.get::<_, String>(4)?)? })
}

pub(crate) fn read(conn: &Connection, ids: Ids, id: i64) -> Result<Option<Snapshot>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND id = ?2"))?;
    let mut rows = statement.query([ids.assessment, id])?;
    rows.next()?.map(parse).transpose()
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<Snapshot>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 ORDER BY id"))?;
    let mut rows = statement.query([ids.assessment])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(parse(row)?);
    }
    Ok(found)
}

pub(crate) fn write(conn: &Connection, ids: Ids, id: i64, snapshot: Option<&Snapshot>) -> Result<(), Problem> {
    let Some(snapshot) = snapshot else {
        conn.prepare_cached("DELETE FROM snapshot WHERE assessment_id = ?1 AND id = ?2")?.execute([ids.assessment, id])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO snapshot (id, assessment_id, name, seq, taken_by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, seq = excluded.seq, taken_by = excluded.taken_by, at = excluded.at",
    )?
    .execute(params![id, ids.assessment, snapshot.name, snapshot.seq, snapshot.by, to_text(snapshot.at)])?;
    Ok(())
}

fn next_id(conn: &Connection) -> Result<i64, Problem> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'snapshot'", [], |row| row.get(0))?)
}

impl Engagement {
    /// The snapshots of this assessment, oldest first.
    pub fn snapshots(&self) -> Result<Vec<Snapshot>, StoreError> {
        self.look(all)
    }

    /// The snapshots of all assessments with the assessment's number, oldest first.
    pub fn all_snapshots(&self) -> Result<Vec<(i64, Snapshot)>, StoreError> {
        self.look(|conn, ids| {
            let mut found = Vec::new();
            for assessment in assessment::numbers(conn)? {
                found.extend(all(conn, Ids { assessment, ..ids })?.into_iter().map(|snapshot| (assessment, snapshot)));
            }
            found.sort_by_key(|(_, snapshot)| snapshot.id);
            Ok(found)
        })
    }

    /// Names the present moment; the number stands in the change's subject and state.
    pub fn take_snapshot(&mut self, name: &str, actor: &str) -> Result<Change, StoreError> {
        limits::name(Field::SnapshotName, name)?;
        self.edit_one(Action::TakeSnapshot, actor, |conn, _, at| {
            let (id, seq) = (next_id(conn)?, audit::last_seq(conn)?);
            let (name, by) = (name.to_owned(), actor.to_owned());
            Ok((Subject::Snapshot(id), Some(State::Snapshot(Snapshot { id, name, seq, by, at }))))
        })
    }

    /// Gives a snapshot another name; what it stands for cannot be changed.
    pub fn rename_snapshot(&mut self, id: i64, name: &str, actor: &str) -> Result<Change, StoreError> {
        limits::name(Field::SnapshotName, name)?;
        self.edit_one(Action::RenameSnapshot, actor, |conn, ids, _| {
            let snapshot = known(conn, ids, id)?;
            Ok((Subject::Snapshot(id), Some(State::Snapshot(Snapshot { name: name.to_owned(), ..snapshot }))))
        })
    }

    /// Takes the name away; the past stays.
    pub fn remove_snapshot(&mut self, id: i64, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::RemoveSnapshot, actor, |conn, ids, _| {
            known(conn, ids, id)?;
            Ok((Subject::Snapshot(id), None))
        })
    }

    /// What this assessment and the file said when the snapshot was taken.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] when this assessment has no such snapshot; and as with [`Self::states_at`].
    pub fn states_of(&self, snapshot: i64) -> Result<BTreeMap<Subject, State>, StoreError> {
        let found = self.look(|conn, ids| known(conn, ids, snapshot))?;
        self.states_at(found.seq)
    }
}

fn known(conn: &Connection, ids: Ids, id: i64) -> Result<Snapshot, Problem> {
    read(conn, ids, id)?.ok_or_else(|| StoreError::Unknown { subject: Subject::Snapshot(id) }.into())
}
