//! The file's own copy of the evaluation model, so that an old report can always be made again.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::edit::Ids;
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

pub(crate) fn read(conn: &Connection, ids: Ids) -> Result<Option<ModelCopy>, Problem> {
    let head = conn
        .prepare_cached(
            "SELECT model.id, version, digest FROM model JOIN assessment ON model_digest = digest
             WHERE assessment.id = ?1",
        )?
        .query_row([ids.assessment], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))
        .optional()?;
    let Some((id, version, digest)) = head else { return Ok(None) };
    let files = conn
        .prepare_cached("SELECT path, content FROM model_file WHERE digest = ?1 ORDER BY path")?
        .query_map([&digest], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(Some(ModelCopy { id, version, digest, files }))
}

pub(crate) fn insert(conn: &Connection, model: &ModelCopy) -> Result<(), Problem> {
    conn.execute("INSERT INTO model (digest, id, version) VALUES (?1, ?2, ?3)", params![model.digest, model.id, model.version])?;
    let mut file = conn.prepare_cached("INSERT INTO model_file (digest, path, content) VALUES (?1, ?2, ?3)")?;
    for (path, content) in &model.files {
        file.execute(params![model.digest, path, content])?;
    }
    Ok(())
}

impl Engagement {
    /// The copy of the model that this assessment is scored with.
    pub fn model_copy(&self) -> Result<ModelCopy, StoreError> {
        self.look(|conn, ids| read(conn, ids)?.ok_or_else(|| Problem::Damaged("no model".into())))
    }
}
