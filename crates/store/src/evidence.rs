//! Evidence: what an assessor can go and see for an answer, or for a clause of a policy document.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

// AUTOINCREMENT: the number of a removed piece never comes to mean another one in the audit trail.
pub(crate) const TABLE: &str = "
CREATE TABLE evidence (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    indicator_id  TEXT NOT NULL,
    title         TEXT NOT NULL,
    locator       TEXT NOT NULL,
    strength      TEXT NOT NULL CHECK (strength IN ('strong', 'medium', 'weak')),
    added_at      TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_indicator ON evidence (assessment_id, indicator_id);
";

/// Since version 2: evidence speaks for an indicator or for a clause.
pub(crate) const ABOUT: &str = "
DROP INDEX evidence_of_indicator;
ALTER TABLE evidence RENAME COLUMN indicator_id TO about;
CREATE INDEX evidence_about ON evidence (assessment_id, about);
";

/// How well a piece of evidence carries what it speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// 弱.
    Weak,
    /// 中.
    Medium,
    /// 强.
    Strong,
}

impl Strength {
    /// The word that stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Medium => "medium",
            Self::Strong => "strong",
        }
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        [Self::Weak, Self::Medium, Self::Strong]
            .into_iter()
            .find(|strength| strength.as_str() == text)
            .ok_or_else(|| Problem::Damaged(format!("unknown strength {text:?}")))
    }
}

/// A piece of evidence to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// The indicator or the clause it speaks for. Ids of clauses hold a `/` (`nfra-2025-95/13`), ids of indicators never do.
    pub about: String,
    /// What it is.
    pub title: String,
    /// Where it is to be found: document number, page, system, link.
    pub locator: String,
    /// How well it carries what it speaks for.
    pub strength: Strength,
}

impl NewEvidence {
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        limits::name(Field::EvidenceAbout, &self.about)?;
        limits::text(Field::EvidenceTitle, &self.title, limits::TITLE)?;
        if self.title.trim().is_empty() {
            return Err(StoreError::Blank { field: Field::EvidenceTitle });
        }
        limits::text(Field::EvidenceLocator, &self.locator, limits::NOTE).map(|_| ())
    }

    pub(crate) fn numbered(&self, id: i64, added_at: Stamp) -> Evidence {
        Evidence {
            id,
            about: self.about.clone(),
            title: self.title.clone(),
            locator: self.locator.clone(),
            strength: self.strength,
            added_at,
        }
    }
}

/// A piece of evidence in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its number in this file, never given twice.
    pub id: i64,
    /// The indicator or the clause it speaks for, as in [`NewEvidence`].
    // So called in audit rows of version 1, which knew indicators only.
    #[serde(alias = "indicator")]
    pub about: String,
    /// What it is.
    pub title: String,
    /// Where it is to be found.
    pub locator: String,
    /// How well it carries what it speaks for.
    pub strength: Strength,
    /// When it was added.
    pub added_at: Stamp,
}

const COLUMNS: &str = "SELECT id, about, title, locator, strength, added_at FROM evidence";

/// A row as it stands.
type Raw = (i64, String, String, String, String, String);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

fn parse((id, about, title, locator, strength, added_at): Raw) -> Result<Evidence, Problem> {
    Ok(Evidence { id, about, title, locator, strength: Strength::parse(&strength)?, added_at: stamp(&added_at)? })
}

pub(crate) fn read(conn: &Connection, ids: Ids, id: i64) -> Result<Option<Evidence>, Problem> {
    conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND id = ?2"))?
        .query_map(params![ids.assessment, id], raw)?
        .next()
        .map(|row| parse(row?))
        .transpose()
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<Evidence>, Problem> {
    conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 ORDER BY id"))?
        .query_map([ids.assessment], raw)?
        .map(|row| parse(row?))
        .collect()
}

pub(crate) fn write(conn: &Connection, ids: Ids, id: i64, evidence: Option<&Evidence>) -> Result<(), Problem> {
    let Some(evidence) = evidence else {
        conn.prepare_cached("DELETE FROM evidence WHERE assessment_id = ?1 AND id = ?2")?.execute(params![ids.assessment, id])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO evidence (id, assessment_id, about, title, locator, strength, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET about = excluded.about, title = excluded.title,
             locator = excluded.locator, strength = excluded.strength, added_at = excluded.added_at",
    )?
    .execute(params![
        id,
        ids.assessment,
        evidence.about,
        evidence.title,
        evidence.locator,
        evidence.strength.as_str(),
        to_text(evidence.added_at),
    ])?;
    Ok(())
}

pub(crate) fn next_id(conn: &Connection) -> Result<i64, Problem> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'evidence'", [], |row| row.get(0))?)
}

impl Engagement {
    /// Every piece of evidence, oldest first.
    pub fn evidence(&self) -> Result<Vec<Evidence>, StoreError> {
        self.look(all)
    }

    /// Adds a piece of evidence; its number stands in the change's subject and state.
    pub fn add_evidence(&mut self, new: &NewEvidence, actor: &str) -> Result<Change, StoreError> {
        new.check()?;
        self.edit_one(Action::AddEvidence, actor, |conn, _, now| {
            let id = next_id(conn)?;
            Ok((Subject::Evidence(id), Some(State::Evidence(new.numbered(id, now)))))
        })
    }

    /// Takes a piece of evidence away; the audit trail keeps it.
    pub fn remove_evidence(&mut self, id: i64, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::RemoveEvidence, actor, |conn, ids, _| {
            let subject = Subject::Evidence(id);
            match read(conn, ids, id)? {
                Some(_) => Ok((subject, None)),
                None => Err(StoreError::Unknown { subject }.into()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_of_version_1_is_about_its_indicator() {
        let json = |key: &str| {
            format!(r#"{{"id":2,"{key}":"a","title":"台账","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:03:00+08:00"}}"#)
        };
        let old: Evidence = serde_json::from_str(&json("indicator")).unwrap();
        assert_eq!(old.about, "a");
        assert_eq!(serde_json::to_string(&old).unwrap(), json("about"));
    }
}
