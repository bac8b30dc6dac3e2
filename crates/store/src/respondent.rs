//! Respondents: departments or people who are asked, each with a share of the indicators.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, State, StoreError, Subject, limits, response};

/// Since version 5.
// AUTOINCREMENT: the number of a removed respondent never comes to mean another one in the audit trail.
pub(crate) const TABLE: &str = "
CREATE TABLE respondent (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('department', 'person')),
    share         TEXT NOT NULL,
    position      INTEGER NOT NULL
) STRICT;
CREATE INDEX respondent_of_assessment ON respondent (assessment_id);
";

/// What a respondent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RespondentKind {
    /// 部门.
    Department,
    /// 个人.
    Person,
}

impl RespondentKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Department, Self::Person];

    /// The word that stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Person => "person",
        }
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| Problem::Damaged(format!("unknown kind of respondent {text:?}")))
    }
}

/// A respondent to be added, or what one is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRespondent {
    /// A department or a role, such as 信息科技部.
    pub name: String,
    /// What it is.
    pub kind: RespondentKind,
    /// The indicators that it is asked about.
    pub share: BTreeSet<String>,
}

impl NewRespondent {
    fn check(&self) -> Result<(), StoreError> {
        limits::name(Field::RespondentName, &self.name)?;
        self.share.iter().try_for_each(|indicator| limits::name(Field::Indicator, indicator))
    }

    fn placed(&self, id: i64, position: i64) -> Respondent {
        Respondent { id, name: self.name.clone(), kind: self.kind, share: self.share.clone(), position }
    }
}

/// A respondent in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Respondent {
    /// Its number in this file, never given twice.
    pub id: i64,
    /// A department or a role.
    pub name: String,
    /// What it is.
    pub kind: RespondentKind,
    /// The indicators that it is asked about.
    pub share: BTreeSet<String>,
    /// Its place in the list, from 1 on; of two at the same place the older one comes first.
    pub position: i64,
}

const COLUMNS: &str = "SELECT id, name, kind, share, position FROM respondent";

fn parse(row: &Row<'_>) -> Result<Respondent, Problem> {
    Ok(Respondent {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: RespondentKind::parse(&row.get::<_, String>(2)?)?,
        share: serde_json::from_str(&row.get::<_, String>(3)?)?,
        position: row.get(4)?,
    })
}

pub(crate) fn read(conn: &Connection, ids: Ids, id: i64) -> Result<Option<Respondent>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND id = ?2"))?;
    let mut rows = statement.query([ids.assessment, id])?;
    rows.next()?.map(parse).transpose()
}

/// The respondents of an assessment, in their order.
pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<Vec<Respondent>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 ORDER BY position, id"))?;
    let mut rows = statement.query([ids.assessment])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(parse(row)?);
    }
    Ok(found)
}

pub(crate) fn write(conn: &Connection, ids: Ids, id: i64, respondent: Option<&Respondent>) -> Result<(), Problem> {
    let Some(respondent) = respondent else {
        conn.prepare_cached("DELETE FROM respondent WHERE assessment_id = ?1 AND id = ?2")?.execute([ids.assessment, id])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO respondent (id, assessment_id, name, kind, share, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, share = excluded.share,
             position = excluded.position",
    )?
    .execute(params![
        id,
        ids.assessment,
        respondent.name,
        respondent.kind.as_str(),
        serde_json::to_string(&respondent.share)?,
        respondent.position,
    ])?;
    Ok(())
}

pub(crate) fn next_id(conn: &Connection) -> Result<i64, Problem> {
    Ok(conn.query_row("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'respondent'", [], |row| row.get(0))?)
}

/// The respondent, who must be there.
pub(crate) fn known(conn: &Connection, ids: Ids, id: i64) -> Result<Respondent, Problem> {
    read(conn, ids, id)?.ok_or_else(|| StoreError::Unknown { subject: Subject::Respondent(id) }.into())
}

impl Engagement {
    /// The respondents of this assessment, in their order.
    pub fn respondents(&self) -> Result<Vec<Respondent>, StoreError> {
        self.look(all)
    }

    /// Adds a respondent behind the others; the number stands in the change's subject and state.
    pub fn add_respondent(&mut self, new: &NewRespondent, actor: &str) -> Result<Change, StoreError> {
        new.check()?;
        self.edit_one(Action::SetRespondent, actor, |conn, ids, _| {
            let id = next_id(conn)?;
            let position = all(conn, ids)?.last().map_or(0, |last| last.position) + 1;
            Ok((Subject::Respondent(id), Some(State::Respondent(new.placed(id, position)))))
        })
    }

    /// Changes a respondent's name, kind or share; the place in the list stays.
    pub fn change_respondent(&mut self, id: i64, new: &NewRespondent, actor: &str) -> Result<Change, StoreError> {
        new.check()?;
        self.edit_one(Action::SetRespondent, actor, |conn, ids, _| {
            let before = known(conn, ids, id)?;
            Ok((Subject::Respondent(id), Some(State::Respondent(new.placed(id, before.position)))))
        })
    }

    /// Puts respondents into this order, from place 1 on. Those that are not named keep their order and stand behind.
    pub fn order_respondents(&mut self, order: &[i64], actor: &str) -> Result<Vec<Change>, StoreError> {
        self.edit(Action::SetRespondent, actor, |conn, ids, _| {
            for id in order {
                known(conn, ids, *id)?;
            }
            let mut found = all(conn, ids)?;
            found.sort_by_key(|respondent| order.iter().position(|id| *id == respondent.id).unwrap_or(usize::MAX));
            Ok((1..)
                .zip(found)
                .map(|(position, respondent)| {
                    (Subject::Respondent(respondent.id), Some(State::Respondent(Respondent { position, ..respondent })))
                })
                .collect())
        })
    }

    /// Takes a respondent away with all its responses, in one step; the audit trail keeps them. Answers that rest on them stay.
    pub fn remove_respondent(&mut self, id: i64, actor: &str) -> Result<Vec<Change>, StoreError> {
        self.edit(Action::RemoveRespondent, actor, |conn, ids, _| {
            known(conn, ids, id)?;
            let said = response::of(conn, ids, id)?.into_keys().map(|indicator| (Subject::Response { respondent: id, indicator }, None));
            // The respondent last: a response never stands without one.
            Ok(said.chain([(Subject::Respondent(id), None)]).collect())
        })
    }
}
