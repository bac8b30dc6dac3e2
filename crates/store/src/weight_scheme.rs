//! Weight schemes: how somebody would weigh dimensions and domains, beside the weights that the model has.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

/// Since version 3.
// AUTOINCREMENT: the number of a removed scheme never comes to mean another one in the audit trail.
pub(crate) const TABLE: &str = "
CREATE TABLE weight_scheme (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    content       TEXT NOT NULL,
    updated_at    TEXT NOT NULL
) STRICT;
";

/// A weight scheme to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWeightScheme {
    /// What people call it.
    pub name: String,
    /// What it says, as JSON that only the reader of it understands.
    pub content: String,
}

impl NewWeightScheme {
    fn check(&self) -> Result<(), StoreError> {
        limits::name(Field::WeightSchemeName, &self.name)?;
        limits::text(Field::WeightSchemeContent, &self.content, limits::SETTING)
    }
}

/// A weight scheme in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightScheme {
    /// Its number in this file, never given twice.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// What it says, as JSON.
    pub content: String,
    /// When it was last changed.
    pub updated_at: Stamp,
}

const COLUMNS: &str = "SELECT id, name, content, updated_at FROM weight_scheme";

/// A row as it stands.
type Raw = (i64, String, String, String);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn parse((id, name, content, updated_at): Raw) -> Result<WeightScheme, Problem> {
    Ok(WeightScheme { id, name, content, updated_at: stamp(&updated_at)? })
}

pub(crate) fn read(conn: &Connection, ids: Ids, id: i64) -> Result<Option<WeightScheme>, Problem> {
    conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND id = ?2"))?
        .query_row(params![ids.assessment, id], raw)
        .optional()?
        .map(parse)
        .transpose()
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<WeightScheme>, Problem> {
    conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 ORDER BY id"))?
        .query_map([ids.assessment], raw)?
        .map(|row| parse(row?))
        .collect()
}

pub(crate) fn write(conn: &Connection, ids: Ids, id: i64, scheme: Option<&WeightScheme>) -> Result<(), Problem> {
    let Some(scheme) = scheme else {
        conn.prepare_cached("DELETE FROM weight_scheme WHERE assessment_id = ?1 AND id = ?2")?.execute(params![ids.assessment, id])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO weight_scheme (id, assessment_id, name, content, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, content = excluded.content, updated_at = excluded.updated_at",
    )?
    .execute(params![id, ids.assessment, scheme.name, scheme.content, to_text(scheme.updated_at)])?;
    Ok(())
}

fn next_id(conn: &Connection) -> Result<i64, Problem> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'weight_scheme'", [], |row| row.get(0))?)
}

impl Engagement {
    /// Every weight scheme, oldest first.
    pub fn weight_schemes(&self) -> Result<Vec<WeightScheme>, StoreError> {
        self.look(all)
    }

    /// Adds a weight scheme; its number stands in the change's subject and state.
    pub fn add_weight_scheme(&mut self, new: &NewWeightScheme, actor: &str) -> Result<Change, StoreError> {
        new.check()?;
        self.edit_one(Action::SetWeightScheme, actor, |conn, _, now| {
            let id = next_id(conn)?;
            let NewWeightScheme { name, content } = new.clone();
            Ok((Subject::WeightScheme(id), Some(State::WeightScheme(WeightScheme { id, name, content, updated_at: now }))))
        })
    }

    /// Changes a weight scheme. A change that alters nothing leaves no trace.
    pub fn change_weight_scheme(&mut self, id: i64, new: &NewWeightScheme, actor: &str) -> Result<Change, StoreError> {
        new.check()?;
        self.edit_one(Action::SetWeightScheme, actor, |conn, ids, now| {
            let subject = Subject::WeightScheme(id);
            let Some(before) = read(conn, ids, id)? else { return Err(StoreError::Unknown { subject }.into()) };
            let NewWeightScheme { name, content } = new.clone();
            let updated_at = if (&name, &content) == (&before.name, &before.content) { before.updated_at } else { now };
            Ok((subject, Some(State::WeightScheme(WeightScheme { id, name, content, updated_at }))))
        })
    }

    /// Takes a weight scheme away; the audit trail keeps it.
    pub fn remove_weight_scheme(&mut self, id: i64, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::RemoveWeightScheme, actor, |conn, ids, _| {
            let subject = Subject::WeightScheme(id);
            match read(conn, ids, id)? {
                Some(_) => Ok((subject, None)),
                None => Err(StoreError::Unknown { subject }.into()),
            }
        })
    }
}
