//! Responses: what one respondent said of one indicator. What counts is the answer.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{
    Action, AnswerChange, Change, Confidence, Engagement, Field, Stamp, State, StoreError, Subject, Value, answer, audit, limits,
    respondent,
};

/// Since version 5.
pub(crate) const TABLE: &str = "
CREATE TABLE response (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    respondent_id INTEGER NOT NULL REFERENCES respondent (id),
    indicator_id  TEXT NOT NULL,
    value         TEXT,
    confidence    TEXT CHECK (confidence IN ('low', 'medium', 'high')),
    rationale     TEXT NOT NULL,
    evidence      TEXT NOT NULL,
    origin        TEXT NOT NULL,
    received_at   TEXT NOT NULL,
    PRIMARY KEY (assessment_id, respondent_id, indicator_id)
) STRICT;
";

/// Where a response came from. As JSON: `"typed"` or `{"questionnaire":{"file_name":"…","digest":"…"}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseOrigin {
    /// It was typed in.
    Typed,
    /// It was read from a questionnaire.
    Questionnaire {
        /// The name of the file.
        file_name: String,
        /// The SHA-256 of its bytes, in hexadecimal digits.
        digest: String,
    },
}

impl ResponseOrigin {
    /// A questionnaire, by the name of its file and its bytes.
    pub fn questionnaire(file_name: String, bytes: &[u8]) -> Self {
        Self::Questionnaire { file_name, digest: audit::hex(&Sha256::digest(bytes)) }
    }
}

/// What one respondent said of one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The value; none where only words were given. The rationale of 不适用 says why.
    pub value: Option<Value>,
    /// How sure the respondent is.
    pub confidence: Option<Confidence>,
    /// Why.
    pub rationale: String,
    /// What the respondent names as evidence, one text for each piece.
    pub evidence: Vec<String>,
    /// Where it came from.
    pub origin: ResponseOrigin,
    /// When it was received, or last received differently.
    pub received_at: Stamp,
}

/// A response to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewResponse {
    /// Whose it is.
    pub respondent: i64,
    /// What it is about.
    pub indicator: String,
    /// What is said; none takes an earlier response away.
    pub said: Option<Said>,
}

/// What is said in a response.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The value, if any.
    pub value: Option<Value>,
    /// How sure the respondent is.
    pub confidence: Option<Confidence>,
    /// Why.
    pub rationale: String,
    /// What the respondent names as evidence.
    pub evidence: Vec<String>,
    /// Where it came from.
    pub origin: ResponseOrigin,
}

impl NewResponse {
    fn check(&self) -> Result<(), StoreError> {
        limits::name(Field::Indicator, &self.indicator)?;
        let Some(said) = &self.said else { return Ok(()) };
        said.value.as_ref().map_or(Ok(()), Value::check)?;
        limits::text(Field::Rationale, &said.rationale, limits::RATIONALE)?;
        said.evidence.iter().try_for_each(|note| limits::text(Field::EvidenceNote, note, limits::NOTE))?;
        match &said.origin {
            ResponseOrigin::Typed => Ok(()),
            ResponseOrigin::Questionnaire { file_name, digest } => {
                limits::name(Field::FileName, file_name).and_then(|()| limits::name(Field::FileDigest, digest))
            }
        }
    }

    fn subject(&self) -> Subject {
        Subject::Response { respondent: self.respondent, indicator: self.indicator.clone() }
    }

    /// The response after it was received; one that says the same from the same place keeps its moment.
    fn apply(&self, before: Option<&Response>, now: Stamp) -> Option<Response> {
        let Said { value, confidence, rationale, evidence, origin } = self.said.clone()?;
        let value = value.map(Value::stored);
        let mut after = Response { value, confidence, rationale, evidence, origin, received_at: now };
        if let Some(before) = before {
            let unmoved = Response { received_at: before.received_at, ..after.clone() };
            if unmoved == *before {
                after = unmoved;
            }
        }
        Some(after)
    }
}

const COLUMNS: &str = "SELECT respondent_id, indicator_id, value, confidence, rationale, evidence, origin, received_at FROM response WHERE assessment_id = ?1";

fn parse(row: &Row<'_>) -> Result<((i64, String), Response), Problem> {
    let value: Option<String> = row.get(2)?;
    let confidence: Option<String> = row.get(3)?;
    let response = Response {
        value: value.map(|text| serde_json::from_str(&text)).transpose()?,
        confidence: confidence.map(|text| Confidence::parse(&text)).transpose()?,
        rationale: row.get(4)?,
        evidence: serde_json::from_str(&row.get::<_, String>(5)?)?,
        origin: serde_json::from_str(&row.get::<_, String>(6)?)?,
        received_at: stamp(&row.get::<_, String>(7)?)?,
    };
    Ok(((row.get(0)?, row.get(1)?), response))
}

pub(crate) fn read(conn: &Connection, ids: Ids, respondent: i64, indicator: &str) -> Result<Option<Response>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} AND respondent_id = ?2 AND indicator_id = ?3"))?;
    let mut rows = statement.query(params![ids.assessment, respondent, indicator])?;
    Ok(rows.next()?.map(parse).transpose()?.map(|(_, response)| response))
}

/// Everything that one respondent said, by indicator.
pub(crate) fn of(conn: &Connection, ids: Ids, respondent: i64) -> Result<BTreeMap<String, Response>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} AND respondent_id = ?2"))?;
    let mut rows = statement.query([ids.assessment, respondent])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let ((_, indicator), response) = parse(row)?;
        found.insert(indicator, response);
    }
    Ok(found)
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<BTreeMap<(i64, String), Response>, Problem> {
    let mut statement = conn.prepare_cached(COLUMNS)?;
    let mut rows = statement.query([ids.assessment])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (key, response) = parse(row)?;
        found.insert(key, response);
    }
    Ok(found)
}

pub(crate) fn write(conn: &Connection, ids: Ids, (respondent, indicator): (i64, &str), response: Option<&Response>) -> Result<(), Problem> {
    let Some(response) = response else {
        conn.prepare_cached("DELETE FROM response WHERE assessment_id = ?1 AND respondent_id = ?2 AND indicator_id = ?3")?
            .execute(params![ids.assessment, respondent, indicator])?;
        return Ok(());
    };
    conn.prepare_cached(
        "INSERT INTO response (assessment_id, respondent_id, indicator_id, value, confidence, rationale, evidence, origin, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (assessment_id, respondent_id, indicator_id) DO UPDATE SET value = excluded.value,
             confidence = excluded.confidence, rationale = excluded.rationale, evidence = excluded.evidence,
             origin = excluded.origin, received_at = excluded.received_at",
    )?
    .execute(params![
        ids.assessment,
        respondent,
        indicator,
        response.value.as_ref().map(serde_json::to_string).transpose()?,
        response.confidence.map(Confidence::as_str),
        response.rationale,
        serde_json::to_string(&response.evidence)?,
        serde_json::to_string(&response.origin)?,
        to_text(response.received_at),
    ])?;
    Ok(())
}

impl Engagement {
    /// Every response of this assessment, by respondent and indicator.
    pub fn responses(&self) -> Result<BTreeMap<(i64, String), Response>, StoreError> {
        self.look(all)
    }

    /// How many respondents gave a value, by indicator; those of whom none did are left out.
    pub fn response_counts(&self) -> Result<BTreeMap<String, u32>, StoreError> {
        self.look(|conn, ids| {
            let mut statement = conn.prepare_cached(
                "SELECT indicator_id, count(*) FROM response WHERE assessment_id = ?1 AND value IS NOT NULL GROUP BY indicator_id",
            )?;
            let counts = statement.query_map([ids.assessment], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(counts.collect::<Result<_, _>>()?)
        })
    }

    /// Records responses and the answers that follow from them: all or none, and undone in one step. A response that says what
    /// the one before said, from the same place, leaves no trace.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] for a respondent of another assessment or of none; and as with every change.
    pub fn record_responses(
        &mut self,
        responses: &[NewResponse],
        answers: &BTreeMap<String, AnswerChange>,
        actor: &str,
    ) -> Result<Vec<Change>, StoreError> {
        responses.iter().try_for_each(NewResponse::check)?;
        for (indicator, change) in answers {
            limits::name(Field::Indicator, indicator)?;
            change.check()?;
        }
        self.edit(Action::RecordResponses, actor, |conn, ids, now| {
            let mut proposals = Vec::with_capacity(responses.len() + answers.len());
            for new in responses {
                respondent::known(conn, ids, new.respondent)?;
                let before = read(conn, ids, new.respondent, &new.indicator)?;
                proposals.push((new.subject(), new.apply(before.as_ref(), now).map(State::Response)));
            }
            for (indicator, change) in answers {
                let after = change.apply(answer::read(conn, ids, indicator)?, now);
                proposals.push((Subject::answer(indicator), after.map(State::Answer)));
            }
            Ok(proposals)
        })
    }
}
