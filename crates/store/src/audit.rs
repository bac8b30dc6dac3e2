//! The audit trail: one row for every change of every subject, each bound to the one before it.
//!
//! `hash = SHA-256(seq, at, actor, action, subject, before, after, edit, prev_hash)`, where every field is preceded by
//! one byte that tells whether it is there and eight bytes of its length, so that no two rows spell the same bytes.
//! The chain has no key: it finds damage and tampering with single rows, not a forger who computes the whole of it anew.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::problem::Problem;
use crate::{Action, Engagement, Stamp, State, StoreError, Subject};

pub(crate) const TABLE: &str = "
CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    before    TEXT,
    after     TEXT,
    edit      INTEGER,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_subject ON audit (subject);
";

/// What stands in front of the first row.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One row of the audit trail, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditRow {
    /// Its number: 1, 2, 3 …
    pub seq: i64,
    /// When, as RFC 3339 text.
    pub at: String,
    /// Who.
    pub actor: String,
    /// The [`Action`], as its word.
    pub action: String,
    /// The [`Subject`], as text.
    pub subject: String,
    /// The state before as JSON; none when there was nothing.
    pub before: Option<String>,
    /// The state after as JSON; none when nothing is left.
    pub after: Option<String>,
    /// The edit it belongs to, takes back or makes again; none for the rows of a new file.
    pub edit: Option<i64>,
    /// The hash of the row before.
    pub prev_hash: String,
    /// The hash of this row.
    pub hash: String,
}

impl AuditRow {
    /// The hash that belongs to the fields.
    pub(crate) fn computed_hash(&self) -> String {
        let (seq, edit) = (self.seq.to_string(), self.edit.map(|edit| edit.to_string()));
        let mut hasher = Sha256::new();
        for field in [
            Some(seq.as_str()),
            Some(&self.at),
            Some(&self.actor),
            Some(&self.action),
            Some(&self.subject),
            self.before.as_deref(),
            self.after.as_deref(),
            edit.as_deref(),
            Some(&self.prev_hash),
        ] {
            hasher.update([u8::from(field.is_some())]);
            let bytes = field.unwrap_or_default().as_bytes();
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
        hex(&hasher.finalize())
    }

    /// What the row says, typed.
    pub(crate) fn parse(&self) -> Result<(Action, Subject, Option<State>, Option<State>), Problem> {
        let action = self.action.parse().map_err(Problem::Damaged)?;
        let subject: Subject = self.subject.parse().map_err(Problem::Damaged)?;
        let state = |json: &Option<String>| json.as_deref().map(|json| State::parse(&subject, json)).transpose();
        let (before, after) = (state(&self.before)?, state(&self.after)?);
        Ok((action, subject, before, after))
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What an audit row is to say.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) at: Stamp,
    pub(crate) actor: &'a str,
    pub(crate) action: Action,
    pub(crate) subject: &'a Subject,
    pub(crate) before: Option<&'a State>,
    pub(crate) after: Option<&'a State>,
    pub(crate) edit: Option<i64>,
}

/// Appends a row and returns its number.
pub(crate) fn append(conn: &Connection, entry: &Entry<'_>) -> Result<i64, Problem> {
    let last = conn
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let (last_seq, prev_hash) = last.unwrap_or_else(|| (0, GENESIS.to_owned()));
    let mut row = AuditRow {
        seq: last_seq + 1,
        at: to_text(entry.at),
        actor: entry.actor.to_owned(),
        action: entry.action.to_string(),
        subject: entry.subject.to_string(),
        before: entry.before.map(State::to_json).transpose()?,
        after: entry.after.map(State::to_json).transpose()?,
        edit: entry.edit,
        prev_hash,
        hash: String::new(),
    };
    row.hash = row.computed_hash();
    conn.prepare_cached(
        "INSERT INTO audit (seq, at, actor, action, subject, before, after, edit, prev_hash, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        row.seq,
        row.at,
        row.actor,
        row.action,
        row.subject,
        row.before,
        row.after,
        row.edit,
        row.prev_hash,
        row.hash,
    ])?;
    Ok(row.seq)
}

const COLUMNS: &str = "SELECT seq, at, actor, action, subject, before, after, edit, prev_hash, hash FROM audit";

fn from_row(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow {
        seq: row.get(0)?,
        at: row.get(1)?,
        actor: row.get(2)?,
        action: row.get(3)?,
        subject: row.get(4)?,
        before: row.get(5)?,
        after: row.get(6)?,
        edit: row.get(7)?,
        prev_hash: row.get(8)?,
        hash: row.get(9)?,
    })
}

/// The rows from `first` to `last`.
pub(crate) fn between(conn: &Connection, first: i64, last: i64) -> Result<Vec<AuditRow>, Problem> {
    Ok(conn
        .prepare_cached(&format!("{COLUMNS} WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq"))?
        .query_map(params![first, last], from_row)?
        .collect::<Result<_, _>>()?)
}

/// Hands every row to `visit`, in order.
pub(crate) fn walk(conn: &Connection, mut visit: impl FnMut(AuditRow)) -> Result<(), Problem> {
    let mut statement = conn.prepare(&format!("{COLUMNS} ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(from_row(row)?);
    }
    Ok(())
}

/// Hands every row after row `seq` to `visit`, the last one first.
pub(crate) fn walk_back(conn: &Connection, seq: i64, mut visit: impl FnMut(AuditRow) -> Result<(), Problem>) -> Result<(), Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE seq > ?1 ORDER BY seq DESC"))?;
    let mut rows = statement.query([seq])?;
    while let Some(row) = rows.next()? {
        visit(from_row(row)?)?;
    }
    Ok(())
}

/// The last row's number and hash, if the whole chain holds.
pub(crate) fn tip(conn: &Connection) -> Result<Option<(i64, String)>, Problem> {
    let mut chain = Chain::new();
    walk(conn, |row| chain.link(&row))?;
    Ok(chain.first_broken.is_none().then_some((chain.seq, chain.hash)))
}

/// The first row of the chain that does not hold; fed with the rows in order.
#[derive(Debug)]
pub(crate) struct Chain {
    seq: i64,
    hash: String,
    pub(crate) first_broken: Option<i64>,
}

impl Chain {
    pub(crate) fn new() -> Self {
        Self { seq: 0, hash: GENESIS.to_owned(), first_broken: None }
    }

    pub(crate) fn link(&mut self, row: &AuditRow) {
        let holds = row.seq == self.seq + 1 && row.prev_hash == self.hash && row.hash == row.computed_hash();
        if !holds && self.first_broken.is_none() {
            self.first_broken = Some(row.seq);
        }
        self.seq = row.seq;
        self.hash.clone_from(&row.hash);
    }
}

impl Engagement {
    /// What happened to one subject, oldest first.
    pub fn history(&self, subject: &Subject) -> Result<Vec<AuditRow>, StoreError> {
        self.look(|conn, _| {
            Ok(conn
                .prepare_cached(&format!("{COLUMNS} WHERE subject = ?1 ORDER BY seq"))?
                .query_map([subject.to_string()], from_row)?
                .collect::<Result<_, _>>()?)
        })
    }

    /// Up to `limit` rows of the whole trail, from `first_seq` on.
    pub fn audit_trail(&self, first_seq: i64, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
        let Some(last) = limit.checked_sub(1) else { return Ok(Vec::new()) };
        self.look(|conn, _| between(conn, first_seq, first_seq.saturating_add(i64::from(last))))
    }

    /// When the file was last changed.
    pub fn saved_at(&self) -> Result<Stamp, StoreError> {
        self.look(|conn, _| {
            let at: String = conn.prepare_cached("SELECT at FROM audit ORDER BY seq DESC LIMIT 1")?.query_row([], |row| row.get(0))?;
            stamp(&at)
        })
    }
}
