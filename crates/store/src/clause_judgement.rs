//! Judgements of clauses: what people say of a clause of a policy document, over what its indicators suggest.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

/// Since version 2.
pub(crate) const TABLE: &str = "
CREATE TABLE clause_judgement (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    clause        TEXT NOT NULL,
    verdict       TEXT CHECK (verdict IN ('met', 'partly_met', 'not_met', 'not_applicable')),
    rationale     TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    PRIMARY KEY (assessment_id, clause)
) STRICT;
";

/// How far the institution does what a clause asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 已落实.
    Met,
    /// 部分落实.
    PartlyMet,
    /// 未落实.
    NotMet,
    /// 不适用.
    NotApplicable,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Met, Self::PartlyMet, Self::NotMet, Self::NotApplicable];

    /// The word that stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::PartlyMet => "partly_met",
            Self::NotMet => "not_met",
            Self::NotApplicable => "not_applicable",
        }
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == text).ok_or_else(|| Problem::Damaged(format!("unknown verdict {text:?}")))
    }
}

/// What people say of one clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseJudgement {
    /// The clause's id: document, `/`, clause, such as `nfra-2025-95/13`.
    pub clause: String,
    /// The verdict; none while people leave it to the indicators, although a rationale may stand there already.
    pub verdict: Option<Verdict>,
    /// Why.
    pub rationale: String,
    /// When it was last changed.
    pub updated_at: Stamp,
}

/// A patch of a judgement: `None` leaves a part as it is, `Some(None)` clears it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClauseJudgementChange {
    /// The verdict.
    pub verdict: Option<Option<Verdict>>,
    /// The rationale; the empty text clears it.
    pub rationale: Option<String>,
}

impl ClauseJudgementChange {
    /// Sets the verdict and leaves the rest.
    pub fn verdict(verdict: Verdict) -> Self {
        Self { verdict: Some(Some(verdict)), rationale: None }
    }

    /// Clears verdict and rationale.
    pub fn clear() -> Self {
        Self { verdict: Some(None), rationale: Some(String::new()) }
    }

    /// Also sets the rationale.
    #[must_use]
    pub fn with_rationale(self, rationale: impl Into<String>) -> Self {
        Self { rationale: Some(rationale.into()), ..self }
    }

    pub(crate) fn check(&self) -> Result<(), StoreError> {
        self.rationale.as_ref().map_or(Ok(()), |rationale| limits::text(Field::Rationale, rationale, limits::RATIONALE))
    }

    /// The judgement after the patch; none when nothing is left of it.
    pub(crate) fn apply(&self, clause: &str, before: Option<ClauseJudgement>, now: Stamp) -> Option<ClauseJudgement> {
        let mut after = before.clone().unwrap_or_else(|| ClauseJudgement {
            clause: clause.to_owned(),
            verdict: None,
            rationale: String::new(),
            updated_at: now,
        });
        if let Some(verdict) = self.verdict {
            after.verdict = verdict;
        }
        if let Some(rationale) = &self.rationale {
            after.rationale.clone_from(rationale);
        }
        if before.as_ref() != Some(&after) {
            after.updated_at = now;
        }
        let empty = after.verdict.is_none() && after.rationale.is_empty();
        (!empty).then_some(after)
    }
}

const COLUMNS: &str = "SELECT clause, verdict, rationale, updated_at FROM clause_judgement";

/// A row as it stands.
type Raw = (String, Option<String>, String, String);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn parse((clause, verdict, rationale, updated_at): Raw) -> Result<ClauseJudgement, Problem> {
    let verdict = verdict.map(|text| Verdict::parse(&text)).transpose()?;
    Ok(ClauseJudgement { clause, verdict, rationale, updated_at: stamp(&updated_at)? })
}

pub(crate) fn read(conn: &Connection, ids: Ids, clause: &str) -> Result<Option<ClauseJudgement>, Problem> {
    conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND clause = ?2"))?
        .query_row(params![ids.assessment, clause], raw)
        .optional()?
        .map(parse)
        .transpose()
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<BTreeMap<String, ClauseJudgement>, Problem> {
    conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1"))?
        .query_map([ids.assessment], raw)?
        .map(|row| parse(row?).map(|judgement| (judgement.clause.clone(), judgement)))
        .collect()
}

pub(crate) fn write(conn: &Connection, ids: Ids, clause: &str, judgement: Option<&ClauseJudgement>) -> Result<(), Problem> {
    let Some(judgement) = judgement else {
        conn.prepare_cached("DELETE FROM clause_judgement WHERE assessment_id = ?1 AND clause = ?2")?
            .execute(params![ids.assessment, clause])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO clause_judgement (assessment_id, clause, verdict, rationale, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (assessment_id, clause) DO UPDATE SET verdict = excluded.verdict, rationale = excluded.rationale,
             updated_at = excluded.updated_at",
    )?
    .execute(params![
        ids.assessment,
        clause,
        judgement.verdict.map(Verdict::as_str),
        judgement.rationale,
        to_text(judgement.updated_at)
    ])?;
    Ok(())
}

impl Engagement {
    /// What people say of one clause; none when they said nothing.
    pub fn judgement(&self, clause: &str) -> Result<Option<ClauseJudgement>, StoreError> {
        self.look(|conn, ids| read(conn, ids, clause))
    }

    /// Every judgement, by clause.
    pub fn judgements(&self) -> Result<BTreeMap<String, ClauseJudgement>, StoreError> {
        self.look(all)
    }

    /// Records what people say of one clause. A patch that alters nothing leaves no trace.
    pub fn record_judgement(&mut self, clause: &str, change: &ClauseJudgementChange, actor: &str) -> Result<Change, StoreError> {
        limits::name(Field::Clause, clause)?;
        change.check()?;
        self.edit_one(Action::JudgeClause, actor, |conn, ids, now| {
            let after = change.apply(clause, read(conn, ids, clause)?, now);
            Ok((Subject::ClauseJudgement(clause.to_owned()), after.map(State::ClauseJudgement)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_equals_its_json() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()).unwrap(), verdict);
            assert_eq!(serde_json::to_string(&verdict).unwrap(), format!("\"{}\"", verdict.as_str()));
        }
        assert!(Verdict::parse("MET").is_err());
    }
}
