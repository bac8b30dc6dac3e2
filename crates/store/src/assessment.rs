//! The assessment: which year, with which model, towards which target.

use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

pub(crate) const TABLE: &str = "
CREATE TABLE assessment (
    id             INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    year           INTEGER NOT NULL,
    model_id       TEXT NOT NULL,
    model_digest   TEXT NOT NULL REFERENCES model (digest),
    target         REAL,
    created_at     TEXT NOT NULL
) STRICT;
";

/// One institution, one year, one model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its number in this file.
    pub id: i64,
    /// Whom it assesses.
    pub institution_id: i64,
    /// The year it speaks of.
    pub year: i32,
    /// The evaluation model's id.
    pub model_id: String,
    /// The digest of the model's copy in this file.
    pub model_digest: String,
    /// The level or score that is aimed at.
    pub target: Option<f64>,
    /// When it was begun.
    pub created_at: Stamp,
}

/// Reads a stamp from its column.
pub(crate) fn stamp(text: &str) -> Result<Stamp, Problem> {
    DateTime::parse_from_rfc3339(text).map_err(|error| Problem::Damaged(format!("no moment: {text:?}: {error}")))
}

pub(crate) fn read(conn: &Connection, ids: Ids) -> Result<Option<Assessment>, Problem> {
    let row = conn
        .prepare_cached("SELECT id, institution_id, year, model_id, model_digest, target, created_at FROM assessment WHERE id = ?1")?
        .query_row([ids.assessment], |row| {
            let created_at: String = row.get(6)?;
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, created_at))
        })
        .optional()?;
    row.map(|(id, institution_id, year, model_id, model_digest, target, created_at)| {
        Ok(Assessment { id, institution_id, year, model_id, model_digest, target, created_at: stamp(&created_at)? })
    })
    .transpose()
}

pub(crate) fn write(conn: &Connection, assessment: &Assessment) -> Result<(), Problem> {
    conn.prepare_cached(
        "INSERT INTO assessment (id, institution_id, year, model_id, model_digest, target, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET institution_id = excluded.institution_id, year = excluded.year,
             model_id = excluded.model_id, model_digest = excluded.model_digest, target = excluded.target,
             created_at = excluded.created_at",
    )?
    .execute(params![
        assessment.id,
        assessment.institution_id,
        assessment.year,
        assessment.model_id,
        assessment.model_digest,
        assessment.target,
        to_text(assessment.created_at),
    ])?;
    Ok(())
}

impl Engagement {
    /// The assessment.
    pub fn assessment(&self) -> Result<Assessment, StoreError> {
        self.look(|conn, ids| read(conn, ids)?.ok_or_else(|| Problem::Damaged("no assessment".into())))
    }

    /// Sets the target, or clears it.
    pub fn set_target(&mut self, target: Option<f64>, actor: &str) -> Result<Change, StoreError> {
        let target = target.map(|value| limits::number(Field::Target, value)).transpose()?;
        self.edit_one(Action::SetTarget, actor, |conn, ids, _| {
            let now = read(conn, ids)?.ok_or_else(|| Problem::Damaged("no assessment".into()))?;
            Ok((Subject::Assessment, Some(State::Assessment(Assessment { target, ..now }))))
        })
    }
}
