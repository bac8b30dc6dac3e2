//! The file's own copies of evaluation models, so that an old report can always be made again.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::{Engagement, Field, StoreError, audit, limits};

pub(crate) const TABLE: &str = "
CREATE TABLE model (
    digest  TEXT PRIMARY KEY,
    id      TEXT NOT NULL,
    version TEXT NOT NULL
) STRICT;
CREATE TABLE model_file (
    digest  TEXT NOT NULL REFERENCES model (digest),
    path    TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (digest, path)
) STRICT;
";

/// Since version 2: more than one copy, numbered in the order in which they came. A file of version 1 holds one; whatever
/// else stands there was not put there by this program, and is numbered so that the check of the file can name it.
pub(crate) const NUMBER: &str = "
ALTER TABLE model ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE model SET number = (SELECT count(*) FROM model AS earlier WHERE earlier.rowid <= model.rowid);
CREATE UNIQUE INDEX model_number ON model (number);
";

/// An evaluation model with the text of all its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelCopy {
    /// The model's id.
    pub id: String,
    /// Its semantic version.
    pub version: String,
    /// Its content digest, as the model crate computes it.
    pub digest: String,
    /// Path inside the model's folder → text.
    pub files: BTreeMap<String, String>,
}

/// What the audit trail keeps of a model: enough to notice any change of its copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelDigest {
    /// The model's id.
    pub id: String,
    /// Its semantic version.
    pub version: String,
    /// Its content digest.
    pub digest: String,
    /// Path → SHA-256 of the text, in hexadecimal digits.
    pub files: BTreeMap<String, String>,
}

impl ModelCopy {
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        limits::name(Field::ModelId, &self.id)?;
        limits::name(Field::ModelVersion, &self.version)?;
        limits::name(Field::ModelDigest, &self.digest)?;
        self.files.keys().try_for_each(|path| limits::name(Field::ModelPath, path))
    }

    /// What the audit trail keeps.
    pub(crate) fn summary(&self) -> ModelDigest {
        ModelDigest {
            id: self.id.clone(),
            version: self.version.clone(),
            digest: self.digest.clone(),
            files: self.files.iter().map(|(path, content)| (path.clone(), audit::hex(&Sha256::digest(content.as_bytes())))).collect(),
        }
    }
}

/// The copy of that digest.
pub(crate) fn of(conn: &Connection, digest: &str) -> Result<Option<ModelCopy>, Problem> {
    let head = conn
        .prepare_cached("SELECT id, version FROM model WHERE digest = ?1")?
        .query_row([digest], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((id, version)) = head else { return Ok(None) };
    let files = conn
        .prepare_cached("SELECT path, content FROM model_file WHERE digest = ?1")?
        .query_map([digest], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(Some(ModelCopy { id, version, digest: digest.to_owned(), files }))
}

/// What the audit trail keeps of the copy of that number.
pub(crate) fn numbered(conn: &Connection, number: i64) -> Result<Option<ModelDigest>, Problem> {
    // A handful of copies: one way of reading them is enough.
    Ok(all(conn)?.remove(&number))
}

/// What the audit trail keeps of every copy, by number.
pub(crate) fn all(conn: &Connection) -> Result<BTreeMap<i64, ModelDigest>, Problem> {
    let numbers = conn
        .prepare_cached("SELECT number, digest FROM model")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(i64, String)>, _>>()?;
    numbers.into_iter().filter_map(|(number, digest)| of(conn, &digest).map(|copy| Some((number, copy?.summary()))).transpose()).collect()
}

/// Puts a copy into the file and returns its number: one more than that of the copy before. Copies are never taken out.
pub(crate) fn insert(conn: &Connection, model: &ModelCopy) -> Result<i64, Problem> {
    let number = conn.query_row(
        "INSERT INTO model (digest, id, version, number) SELECT ?1, ?2, ?3, coalesce(max(number), 0) + 1 FROM model RETURNING number",
        params![model.digest, model.id, model.version],
        |row| row.get(0),
    )?;
    let mut file = conn.prepare_cached("INSERT INTO model_file (digest, path, content) VALUES (?1, ?2, ?3)")?;
    for (path, content) in &model.files {
        file.execute(params![model.digest, path, content])?;
    }
    Ok(number)
}

impl Engagement {
    /// The copy of the model that this assessment is scored with.
    pub fn model_copy(&self) -> Result<ModelCopy, StoreError> {
        let digest = self.assessment()?.model_digest;
        self.model_copy_of(&digest)?.ok_or_else(|| Problem::Damaged("no model".into()).at(self.path()))
    }

    /// The copy of that digest, also of a model that counted once; none when the file does not hold it.
    pub fn model_copy_of(&self, digest: &str) -> Result<Option<ModelCopy>, StoreError> {
        self.look(|conn, _| of(conn, digest))
    }

    /// What is known of every copy in the file, in the order in which they came.
    pub fn models(&self) -> Result<Vec<ModelDigest>, StoreError> {
        self.look(|conn, _| Ok(all(conn)?.into_values().collect()))
    }
}
