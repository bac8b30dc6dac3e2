//! Named documents that only their reader understands: weight schemes, peer groups, imported data. Each kind has a table of its own, all of
//! one shape.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

/// Weight schemes; since version 3.
// AUTOINCREMENT: the number of a removed document never comes to mean another one in the audit trail.
pub(crate) const WEIGHT_SCHEME: &str = "
CREATE TABLE weight_scheme (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    content       TEXT NOT NULL,
    updated_at    TEXT NOT NULL
) STRICT;
";

/// Peer groups and imported data; since version 4.
pub(crate) const PEERS: &str = "
CREATE TABLE peer_group (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    content       TEXT NOT NULL,
    updated_at    TEXT NOT NULL
) STRICT;
CREATE TABLE imported_data (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    content       TEXT NOT NULL,
    updated_at    TEXT NOT NULL
) STRICT;
";

/// Since version 5: the documents of one among many assessments are found at once.
pub(crate) const BY_ASSESSMENT: &str = "
CREATE INDEX weight_scheme_of_assessment ON weight_scheme (assessment_id);
CREATE INDEX peer_group_of_assessment ON peer_group (assessment_id);
CREATE INDEX imported_data_of_assessment ON imported_data (assessment_id);
";

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// How somebody would weigh dimensions and domains, beside the weights that the model has.
    WeightScheme,
    /// Which institutions are compared.
    PeerGroup,
    /// Peers' figures that were brought in from a table.
    ImportedData,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::WeightScheme, Self::PeerGroup, Self::ImportedData];

    /// The word that stands in the audit trail, which is also the name of the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WeightScheme => "weight_scheme",
            Self::PeerGroup => "peer_group",
            Self::ImportedData => "imported_data",
        }
    }

    /// Adding or changing one.
    pub fn set(self) -> Action {
        match self {
            Self::WeightScheme => Action::SetWeightScheme,
            Self::PeerGroup => Action::SetPeerGroup,
            Self::ImportedData => Action::SetImportedData,
        }
    }

    /// Taking one away.
    pub fn remove(self) -> Action {
        match self {
            Self::WeightScheme => Action::RemoveWeightScheme,
            Self::PeerGroup => Action::RemovePeerGroup,
            Self::ImportedData => Action::RemoveImportedData,
        }
    }

    /// Characters of the content.
    fn limit(self) -> usize {
        match self {
            Self::WeightScheme | Self::PeerGroup => limits::SETTING,
            Self::ImportedData => limits::IMPORTED_DATA,
        }
    }

    fn columns(self) -> String {
        format!("SELECT id, name, content, updated_at FROM {}", self.as_str())
    }
}

/// A document to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// What people call it.
    pub name: String,
    /// What it says, in a form that only the reader of its kind understands.
    pub content: String,
}

impl NewDocument {
    fn check(&self, kind: DocumentKind) -> Result<(), StoreError> {
        limits::name(Field::DocumentName(kind), &self.name)?;
        limits::text(Field::DocumentContent(kind), &self.content, kind.limit())
    }
}

/// A document in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its number among those of its kind in this file, never given twice.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// What it says.
    pub content: String,
    /// When it was last changed.
    pub updated_at: Stamp,
}

/// A row as it stands.
type Raw = (i64, String, String, String);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn parse((id, name, content, updated_at): Raw) -> Result<Document, Problem> {
    Ok(Document { id, name, content, updated_at: stamp(&updated_at)? })
}

pub(crate) fn read(conn: &Connection, ids: Ids, kind: DocumentKind, id: i64) -> Result<Option<Document>, Problem> {
    conn.prepare_cached(&format!("{} WHERE assessment_id = ?1 AND id = ?2", kind.columns()))?
        .query_row(params![ids.assessment, id], raw)
        .optional()?
        .map(parse)
        .transpose()
}

pub(crate) fn all(conn: &Connection, ids: Ids, kind: DocumentKind) -> Result<Vec<Document>, Problem> {
    conn.prepare_cached(&format!("{} WHERE assessment_id = ?1 ORDER BY id", kind.columns()))?
        .query_map([ids.assessment], raw)?
        .map(|row| parse(row?))
        .collect()
}

pub(crate) fn write(conn: &Connection, ids: Ids, (kind, id): (DocumentKind, i64), document: Option<&Document>) -> Result<(), Problem> {
    let table = kind.as_str();
    let Some(document) = document else {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE assessment_id = ?1 AND id = ?2"))?.execute(params![ids.assessment, id])?;
        return Ok(());
    };
    conn.prepare_cached(&format!(
        "INSERT INTO {table} (id, assessment_id, name, content, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, content = excluded.content, updated_at = excluded.updated_at"
    ))?
    .execute(params![id, ids.assessment, document.name, document.content, to_text(document.updated_at)])?;
    Ok(())
}

pub(crate) fn next_id(conn: &Connection, kind: DocumentKind) -> Result<i64, Problem> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = ?1", [kind.as_str()], |row| row.get(0))?)
}

impl Engagement {
    /// Every document of a kind, oldest first.
    pub fn documents(&self, kind: DocumentKind) -> Result<Vec<Document>, StoreError> {
        self.look(|conn, ids| all(conn, ids, kind))
    }

    /// Adds a document; its number stands in the change's subject and state.
    pub fn add_document(&mut self, kind: DocumentKind, new: &NewDocument, actor: &str) -> Result<Change, StoreError> {
        new.check(kind)?;
        self.edit_one(kind.set(), actor, |conn, _, now| {
            let id = next_id(conn, kind)?;
            let NewDocument { name, content } = new.clone();
            Ok((Subject::Document(kind, id), Some(State::Document(Document { id, name, content, updated_at: now }))))
        })
    }

    /// Changes a document. A change that alters nothing leaves no trace.
    pub fn change_document(&mut self, kind: DocumentKind, id: i64, new: &NewDocument, actor: &str) -> Result<Change, StoreError> {
        new.check(kind)?;
        self.edit_one(kind.set(), actor, |conn, ids, now| {
            let subject = Subject::Document(kind, id);
            let Some(before) = read(conn, ids, kind, id)? else { return Err(StoreError::Unknown { subject }.into()) };
            let NewDocument { name, content } = new.clone();
            let updated_at = if (&name, &content) == (&before.name, &before.content) { before.updated_at } else { now };
            Ok((subject, Some(State::Document(Document { id, name, content, updated_at }))))
        })
    }

    /// Takes a document away; the audit trail keeps it.
    pub fn remove_document(&mut self, kind: DocumentKind, id: i64, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(kind.remove(), actor, |conn, ids, _| {
            let subject = Subject::Document(kind, id);
            match read(conn, ids, kind, id)? {
                Some(_) => Ok((subject, None)),
                None => Err(StoreError::Unknown { subject }.into()),
            }
        })
    }
}
