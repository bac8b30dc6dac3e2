//! The assessed institution.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, State, StoreError, Subject, limits};

pub(crate) const TABLE: &str = "
CREATE TABLE institution (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;
";

/// The assessed institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    /// Its number in this file.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it is, as evaluation models name profiles, such as `city_bank`.
    pub kind: String,
}

impl Institution {
    pub(crate) fn check(name: &str, kind: &str) -> Result<(), StoreError> {
        limits::name(Field::InstitutionName, name)?;
        limits::name(Field::InstitutionKind, kind)
    }
}

pub(crate) fn read(conn: &Connection, ids: Ids) -> Result<Option<Institution>, Problem> {
    Ok(conn
        .prepare_cached("SELECT id, name, kind FROM institution WHERE id = ?1")?
        .query_row([ids.institution], |row| Ok(Institution { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)? }))
        .optional()?)
}

pub(crate) fn write(conn: &Connection, institution: &Institution) -> Result<(), Problem> {
    conn.prepare_cached(
        "INSERT INTO institution (id, name, kind) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind",
    )?
    .execute(params![institution.id, institution.name, institution.kind])?;
    Ok(())
}

impl Engagement {
    /// The assessed institution.
    pub fn institution(&self) -> Result<Institution, StoreError> {
        self.look(|conn, ids| read(conn, ids)?.ok_or_else(|| Problem::Damaged("no institution".into())))
    }

    /// Changes the institution's name.
    pub fn rename_institution(&mut self, name: &str, actor: &str) -> Result<Change, StoreError> {
        let kind = self.institution()?.kind;
        self.describe_institution(name, &kind, actor)
    }

    /// Changes the institution's name and kind.
    pub fn describe_institution(&mut self, name: &str, kind: &str, actor: &str) -> Result<Change, StoreError> {
        Institution::check(name, kind)?;
        let next = Institution { id: self.ids().institution, name: name.to_owned(), kind: kind.to_owned() };
        self.edit_one(Action::DescribeInstitution, actor, |_, _, _| Ok((Subject::Institution, Some(State::Institution(next)))))
    }
}
