//! Comments of reviewers: on an indicator, on another node of the model, or on the whole assessment; resolved one by one.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

/// Since version 5.
// AUTOINCREMENT: the number of a comment that was taken back never comes to mean another one in the audit trail.
pub(crate) const TABLE: &str = "
CREATE TABLE comment (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    about         TEXT,
    text          TEXT NOT NULL,
    author        TEXT NOT NULL,
    at            TEXT NOT NULL,
    resolution    TEXT
) STRICT;
CREATE INDEX comment_of_assessment ON comment (assessment_id);
";

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its number in this file, never given twice.
    pub id: i64,
    /// The indicator or other node of the model; none for the whole assessment.
    pub about: Option<String>,
    /// What it says.
    pub text: String,
    /// Who made it.
    pub author: String,
    /// When it was made.
    pub at: Stamp,
    /// How it was resolved; none while it is open.
    pub resolution: Option<Resolution>,
}

/// How a comment was resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// By whom.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// How: what was changed, or why nothing was.
    pub how: String,
}

const COLUMNS: &str = "SELECT id, about, text, author, at, resolution FROM comment";

fn parse(row: &Row<'_>) -> Result<Comment, Problem> {
    let resolution: Option<String> = row.get(5)?;
    Ok(Comment {
        id: row.get(0)?,
        about: row.get(1)?,
        text: row.get(2)?,
        author: row.get(3)?,
        at: stamp(&row.get::<_, String>(4)?)?,
        resolution: resolution.map(|json| serde_json::from_str(&json)).transpose()?,
    })
}

pub(crate) fn read(conn: &Connection, ids: Ids, id: i64) -> Result<Option<Comment>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND id = ?2"))?;
    let mut rows = statement.query([ids.assessment, id])?;
    rows.next()?.map(parse).transpose()
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<Comment>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 ORDER BY id"))?;
    let mut rows = statement.query([ids.assessment])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(parse(row)?);
    }
    Ok(found)
}

/// How many comments of an assessment are open.
pub(crate) fn open_count(conn: &Connection, ids: Ids) -> Result<u32, Problem> {
    Ok(conn
        .prepare_cached("SELECT count(*) FROM comment WHERE assessment_id = ?1 AND resolution IS NULL")?
        .query_row([ids.assessment], |row| row.get(0))?)
}

pub(crate) fn write(conn: &Connection, ids: Ids, id: i64, comment: Option<&Comment>) -> Result<(), Problem> {
    let Some(comment) = comment else {
        conn.prepare_cached("DELETE FROM comment WHERE assessment_id = ?1 AND id = ?2")?.execute([ids.assessment, id])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO comment (id, assessment_id, about, text, author, at, resolution) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET about = excluded.about, text = excluded.text, author = excluded.author, at = excluded.at,
             resolution = excluded.resolution",
    )?
    .execute(params![
        id,
        ids.assessment,
        comment.about,
        comment.text,
        comment.author,
        to_text(comment.at),
        comment.resolution.as_ref().map(serde_json::to_string).transpose()?,
    ])?;
    Ok(())
}

fn next_id(conn: &Connection) -> Result<i64, Problem> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'comment'", [], |row| row.get(0))?)
}

impl Engagement {
    /// Every comment on this assessment, oldest first.
    pub fn comments(&self) -> Result<Vec<Comment>, StoreError> {
        self.look(all)
    }

    /// How many comments on this assessment are open.
    pub fn open_comments(&self) -> Result<u32, StoreError> {
        self.look(open_count)
    }

    /// Comments on an indicator or another node of the model, or with none on the whole assessment; the number stands in the
    /// change's subject and state.
    pub fn add_comment(&mut self, about: Option<&str>, text: &str, actor: &str) -> Result<Change, StoreError> {
        if let Some(about) = about {
            limits::name(Field::CommentAbout, about)?;
        }
        said(Field::CommentText, text)?;
        self.edit_one(Action::AddComment, actor, |conn, _, at| {
            let id = next_id(conn)?;
            let (about, text, author) = (about.map(str::to_owned), text.to_owned(), actor.to_owned());
            Ok((Subject::Comment(id), Some(State::Comment(Comment { id, about, text, author, at, resolution: None }))))
        })
    }

    /// Resolves a comment and says how. One that is resolved already keeps its resolution.
    pub fn resolve_comment(&mut self, id: i64, how: &str, actor: &str) -> Result<Change, StoreError> {
        said(Field::CommentResolution, how)?;
        self.edit_one(Action::ResolveComment, actor, |conn, ids, at| {
            let comment = known(conn, ids, id)?;
            let resolution = comment.resolution.or_else(|| Some(Resolution { by: actor.to_owned(), at, how: how.to_owned() }));
            Ok((Subject::Comment(id), Some(State::Comment(Comment { resolution, ..comment }))))
        })
    }

    /// Opens a resolved comment again.
    pub fn reopen_comment(&mut self, id: i64, actor: &str) -> Result<Change, StoreError> {
        self.edit_one(Action::ReopenComment, actor, |conn, ids, _| {
            let comment = known(conn, ids, id)?;
            Ok((Subject::Comment(id), Some(State::Comment(Comment { resolution: None, ..comment }))))
        })
    }
}

fn known(conn: &Connection, ids: Ids, id: i64) -> Result<Comment, Problem> {
    read(conn, ids, id)?.ok_or_else(|| StoreError::Unknown { subject: Subject::Comment(id) }.into())
}

fn said(field: Field, text: &str) -> Result<(), StoreError> {
    limits::text(field, text, limits::COMMENT)?;
    if text.trim().is_empty() { Err(StoreError::Blank { field }) } else { Ok(()) }
}
