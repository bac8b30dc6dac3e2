//! The audit trail: one row for every change of every subject, each bound to the one before it.
//!
//! `hash = SHA-256(seq, at, actor, action, subject, before, after, edit, prev_hash[, reason])`, where every field is preceded by
//! one byte that tells whether it is there and eight bytes of its length, so that no two rows spell the same bytes. The reason is
//! a tenth field where there is one, and no field where there is none: rows from before there were reasons keep their hash, and
//! nine fields never spell what ten do, since each tells its own length.
//! The chain has no key: it finds damage and tampering with single rows, not a forger who computes the whole of it anew.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::problem::Problem;
use crate::{Action, Address, Engagement, Stamp, State, StoreError, Subject};

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

/// Since version 5: why; and where assessments were made final, which undo must know at once.
pub(crate) const REASON: &str = "
ALTER TABLE audit ADD COLUMN reason TEXT;
CREATE INDEX audit_of_finals ON audit (seq) WHERE action = 'finalise';
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
    /// The [`Address`] of its subject, as text.
    pub subject: String,
    /// The state before as JSON; none when there was nothing.
    pub before: Option<String>,
    /// The state after as JSON; none when nothing is left.
    pub after: Option<String>,
    /// The edit it belongs to, takes back or makes again; none for the rows of a new file.
    pub edit: Option<i64>,
    /// Why, where somebody said it.
    pub reason: Option<String>,
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
        let fields = [
            Some(seq.as_str()),
            Some(&self.at),
            Some(&self.actor),
            Some(&self.action),
            Some(&self.subject),
            self.before.as_deref(),
            self.after.as_deref(),
            edit.as_deref(),
            Some(&self.prev_hash),
        ];
        for field in fields.into_iter().chain(self.reason.as_deref().map(Some)) {
            hasher.update([u8::from(field.is_some())]);
            let bytes = field.unwrap_or_default().as_bytes();
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
        hex(&hasher.finalize())
    }

    /// What the row says, typed.
    pub(crate) fn parse(&self) -> Result<(Action, Address, Option<State>, Option<State>), Problem> {
        let action = self.action.parse().map_err(Problem::Damaged)?;
        let address: Address = self.subject.parse().map_err(Problem::Damaged)?;
        let state = |json: &Option<String>| json.as_deref().map(|json| State::parse(&address.subject, json)).transpose();
        let (before, after) = (state(&self.before)?, state(&self.after)?);
        Ok((action, address, before, after))
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
    pub(crate) address: &'a Address,
    pub(crate) before: Option<&'a State>,
    pub(crate) after: Option<&'a State>,
    pub(crate) edit: Option<i64>,
    pub(crate) reason: Option<&'a str>,
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
        subject: entry.address.to_string(),
        before: entry.before.map(State::to_json).transpose()?,
        after: entry.after.map(State::to_json).transpose()?,
        edit: entry.edit,
        reason: entry.reason.map(str::to_owned),
        prev_hash,
        hash: String::new(),
    };
    row.hash = row.computed_hash();
    conn.prepare_cached(
        "INSERT INTO audit (seq, at, actor, action, subject, before, after, edit, prev_hash, hash, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
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
        row.reason,
    ])?;
    Ok(row.seq)
}

const COLUMNS: &str = "SELECT seq, at, actor, action, subject, before, after, edit, prev_hash, hash, reason FROM audit";
/// The same of a file that is yet to be brought to version 5: its trail is looked at before that, too.
const COLUMNS_BEFORE_REASONS: &str = "SELECT seq, at, actor, action, subject, before, after, edit, prev_hash, hash, NULL FROM audit";

fn columns(conn: &Connection) -> &'static str {
    if conn.prepare_cached("SELECT reason FROM audit LIMIT 0").is_ok() { COLUMNS } else { COLUMNS_BEFORE_REASONS }
}

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
        reason: row.get(10)?,
    })
}

/// The rows from `first` to `last`.
pub(crate) fn between(conn: &Connection, first: i64, last: i64) -> Result<Vec<AuditRow>, Problem> {
    Ok(conn
        .prepare_cached(&format!("{} WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq", columns(conn)))?
        .query_map(params![first, last], from_row)?
        .collect::<Result<_, _>>()?)
}

/// The rows of a condition, in order.
pub(crate) fn select(conn: &Connection, condition: &str, values: impl rusqlite::Params) -> Result<Vec<AuditRow>, Problem> {
    Ok(conn.prepare_cached(&format!("{COLUMNS} WHERE {condition} ORDER BY seq"))?.query_map(values, from_row)?.collect::<Result<_, _>>()?)
}

/// Hands every row to `visit`, in order.
pub(crate) fn walk(conn: &Connection, mut visit: impl FnMut(AuditRow)) -> Result<(), Problem> {
    let mut statement = conn.prepare(&format!("{} ORDER BY seq", columns(conn)))?;
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

/// The last row's number.
pub(crate) fn last_seq(conn: &Connection) -> Result<i64, Problem> {
    Ok(conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM audit")?.query_row([], |row| row.get(0))?)
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
    /// What happened to one subject of the assessment that is worked on, or of the whole file, oldest first.
    pub fn history(&self, subject: &Subject) -> Result<Vec<AuditRow>, StoreError> {
        self.look(|conn, ids| {
            Ok(conn
                .prepare_cached(&format!("{COLUMNS} WHERE subject = ?1 ORDER BY seq"))?
                .query_map([Address::new(ids.assessment, subject.clone()).to_string()], from_row)?
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_row_with_and_without_a_reason_is_the_published_one() {
        let row = AuditRow {
            seq: 1,
            at: "t".into(),
            actor: "a".into(),
            action: "x".into(),
            subject: "s".into(),
            before: None,
            after: Some("{}".into()),
            edit: None,
            reason: None,
            prev_hash: "p".into(),
            hash: String::new(),
        };
        let spell = |fields: &[Option<&str>]| {
            let mut bytes = Vec::new();
            for field in fields {
                bytes.push(u8::from(field.is_some()));
                bytes.extend((field.unwrap_or_default().len() as u64).to_be_bytes());
                bytes.extend(field.unwrap_or_default().as_bytes());
            }
            hex(&Sha256::digest(bytes))
        };
        let nine = [Some("1"), Some("t"), Some("a"), Some("x"), Some("s"), None, Some("{}"), None, Some("p")];
        assert_eq!(row.computed_hash(), spell(&nine));
        let reasoned = AuditRow { reason: Some("复核".into()), ..row.clone() };
        assert_eq!(reasoned.computed_hash(), spell(&[nine.as_slice(), &[Some("复核")]].concat()));
        let empty = AuditRow { reason: Some(String::new()), ..row.clone() };
        assert_ne!(empty.computed_hash(), row.computed_hash(), "an empty reason is not none");
    }
}
