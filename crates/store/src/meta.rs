//! Settings of the engagement: key → text. What is set here may change scores, so it is audited like everything else;
//! what the window remembers for itself (last page, column widths) does not belong here.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, State, StoreError, Subject, limits};

pub(crate) const TABLE: &str = "
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
";

pub(crate) fn read(conn: &Connection, key: &str) -> Result<Option<String>, Problem> {
    Ok(conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()?)
}

pub(crate) fn all(conn: &Connection) -> Result<BTreeMap<String, String>, Problem> {
    Ok(conn
        .prepare_cached("SELECT key, value FROM meta")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}

pub(crate) fn write(conn: &Connection, key: &str, value: Option<&str>) -> Result<(), Problem> {
    match value {
        Some(value) => conn
            .prepare_cached("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
            .execute(params![key, value])?,
        None => conn.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key])?,
    };
    Ok(())
}

impl Engagement {
    /// The value of a setting.
    pub fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.look(|conn, _| read(conn, key))
    }

    /// Sets a setting, or clears it.
    pub fn set_meta(&mut self, key: &str, value: Option<&str>, actor: &str) -> Result<Change, StoreError> {
        limits::name(Field::MetaKey, key)?;
        if let Some(value) = value {
            limits::text(Field::MetaValue, value, limits::SETTING)?;
        }
        self.edit_one(Action::SetMeta, actor, |_, _, _| {
            Ok((Subject::Meta(key.to_owned()), value.map(|value| State::Meta(value.to_owned()))))
        })
    }
}
