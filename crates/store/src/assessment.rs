//! The assessment: which year, with which model, towards which target, by which rule, and how far it has come.

use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, ConsensusRule, Engagement, Field, Stage, Stamp, State, StoreError, Subject, limits};

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

/// Since version 5: more than one, with names, stages and rules of consensus.
pub(crate) const SEVERAL: &str = "
ALTER TABLE assessment ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE assessment ADD COLUMN stage TEXT NOT NULL DEFAULT 'draft' CHECK (stage IN ('draft', 'in_review', 'final'));
ALTER TABLE assessment ADD COLUMN consensus TEXT NOT NULL DEFAULT 'none' CHECK (consensus IN ('none', 'median', 'mean', 'moderated'));
ALTER TABLE assessment ADD COLUMN copied_from INTEGER REFERENCES assessment (id);
";

/// One institution, one year or round, one model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its number in this file, never given twice.
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
    /// What people call it; empty until somebody names it, and then its [title](Self::title) is made from the year.
    // What follows is left out where it says nothing: rows of earlier versions do not have it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "Stage::is_draft")]
    pub stage: Stage,
    /// How it comes from responses to answers.
    #[serde(default, skip_serializing_if = "ConsensusRule::is_none")]
    pub consensus: ConsensusRule,
    /// The assessment whose content it began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<i64>,
}

impl Assessment {
    /// Its name, or its year where it has none: 2025年度.
    pub fn title(&self) -> String {
        if self.name.is_empty() { format!("{}年度", self.year) } else { self.name.clone() }
    }
}

/// Reads a stamp from its column.
pub(crate) fn stamp(text: &str) -> Result<Stamp, Problem> {
    DateTime::parse_from_rfc3339(text).map_err(|error| Problem::Damaged(format!("no moment: {text:?}: {error}")))
}

const COLUMNS: &str =
    "SELECT id, institution_id, year, model_id, model_digest, target, created_at, name, stage, consensus, copied_from FROM assessment";

fn parse(row: &Row<'_>) -> Result<Assessment, Problem> {
    Ok(Assessment {
        id: row.get(0)?,
        institution_id: row.get(1)?,
        year: row.get(2)?,
        model_id: row.get(3)?,
        model_digest: row.get(4)?,
        target: row.get(5)?,
        created_at: stamp(&row.get::<_, String>(6)?)?,
        name: row.get(7)?,
        stage: Stage::parse(&row.get::<_, String>(8)?)?,
        consensus: ConsensusRule::parse(&row.get::<_, String>(9)?)?,
        copied_from: row.get(10)?,
    })
}

pub(crate) fn read(conn: &Connection, ids: Ids) -> Result<Option<Assessment>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
    let mut rows = statement.query([ids.assessment])?;
    rows.next()?.map(parse).transpose()
}

/// The assessment, which must be there.
pub(crate) fn present(conn: &Connection, ids: Ids) -> Result<Assessment, Problem> {
    read(conn, ids)?.ok_or_else(|| Problem::Damaged("no assessment".into()))
}

/// Every assessment, in the order in which they were begun.
pub(crate) fn all(conn: &Connection) -> Result<Vec<Assessment>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} ORDER BY id"))?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(parse(row)?);
    }
    Ok(found)
}

/// The numbers of all assessments, in the order in which they were begun.
pub(crate) fn numbers(conn: &Connection) -> Result<Vec<i64>, Problem> {
    Ok(conn.prepare_cached("SELECT id FROM assessment ORDER BY id")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The assessment that was begun last, with its institution.
pub(crate) fn latest(conn: &Connection) -> Result<Option<Ids>, Problem> {
    Ok(conn
        .prepare_cached("SELECT institution_id, id FROM assessment ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| Ok(Ids { institution: row.get(0)?, assessment: row.get(1)? }))
        .optional()?)
}

pub(crate) fn write(conn: &Connection, assessment: &Assessment) -> Result<(), Problem> {
    conn.prepare_cached(
        "INSERT INTO assessment (id, institution_id, year, model_id, model_digest, target, created_at, name, stage, consensus, copied_from)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET institution_id = excluded.institution_id, year = excluded.year,
             model_id = excluded.model_id, model_digest = excluded.model_digest, target = excluded.target,
             created_at = excluded.created_at, name = excluded.name, stage = excluded.stage, consensus = excluded.consensus,
             copied_from = excluded.copied_from",
    )?
    .execute(params![
        assessment.id,
        assessment.institution_id,
        assessment.year,
        assessment.model_id,
        assessment.model_digest,
        assessment.target,
        to_text(assessment.created_at),
        assessment.name,
        assessment.stage.as_str(),
        assessment.consensus.as_str(),
        assessment.copied_from,
    ])?;
    Ok(())
}

pub(crate) fn remove(conn: &Connection, ids: Ids) -> Result<(), Problem> {
    conn.prepare_cached("DELETE FROM assessment WHERE id = ?1")?.execute([ids.assessment])?;
    Ok(())
}

impl Engagement {
    /// The assessment that is worked on.
    pub fn assessment(&self) -> Result<Assessment, StoreError> {
        self.look(present)
    }

    /// Sets the target, or clears it.
    pub fn set_target(&mut self, target: Option<f64>, actor: &str) -> Result<Change, StoreError> {
        let target = target.map(|value| limits::number(Field::Target, value)).transpose()?;
        self.edit_one(Action::SetTarget, actor, |conn, ids, _| {
            let now = present(conn, ids)?;
            Ok((Subject::Assessment, Some(State::Assessment(Assessment { target, ..now }))))
        })
    }

    /// Names the assessment and says which year it speaks of.
    pub fn describe_assessment(&mut self, name: &str, year: i32, actor: &str) -> Result<Change, StoreError> {
        limits::name(Field::AssessmentName, name)?;
        self.edit_one(Action::DescribeAssessment, actor, |conn, ids, _| {
            let now = present(conn, ids)?;
            Ok((Subject::Assessment, Some(State::Assessment(Assessment { name: name.to_owned(), year, ..now }))))
        })
    }
}
