//! Answers: the consensus value of each indicator, with confidence and rationale kept apart from it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

pub(crate) const TABLE: &str = "
CREATE TABLE answer (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    indicator_id  TEXT NOT NULL,
    value         TEXT,
    confidence    TEXT CHECK (confidence IN ('low', 'medium', 'high')),
    rationale     TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    PRIMARY KEY (assessment_id, indicator_id)
) STRICT;
";

/// Since version 2: answers that need a new look since the model was upgraded.
pub(crate) const REVIEW: &str = "
ALTER TABLE answer ADD COLUMN review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1));
";

/// What was answered. As JSON: `{"level":3}`, `{"number":4.2}`, `{"items":["a"]}` or `"na"`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A level of a rubric.
    Level(u8),
    /// A number of a metric.
    Number(f64),
    /// The ticked items of a checklist.
    Items(BTreeSet<String>),
    /// 不适用.
    #[serde(rename = "na")]
    NotApplicable,
}

/// How sure the assessors are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}

/// The answer to one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The consensus value; none while the indicator is unanswered, although a rationale may stand there already.
    pub value: Option<Value>,
    /// How sure the assessors are.
    pub confidence: Option<Confidence>,
    /// Why.
    pub rationale: String,
    /// Whether it was carried over from another version of the model and needs a new look. Recording a value clears it.
    // Audit rows of version 1 do not say.
    #[serde(default)]
    pub review: bool,
    /// When people last changed it. An upgrade of the model leaves it as it is.
    pub updated_at: Stamp,
}

/// A patch of an answer: `None` leaves a part as it is, `Some(None)` clears it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AnswerChange {
    /// The value.
    pub value: Option<Option<Value>>,
    /// The confidence.
    pub confidence: Option<Option<Confidence>>,
    /// The rationale; the empty text clears it.
    pub rationale: Option<String>,
    /// Whether the answer needs a new look; `Some(false)` confirms it as it stands. Said together with a value, this counts.
    pub review: Option<bool>,
}

impl AnswerChange {
    /// Sets the value and leaves the rest.
    pub fn value(value: Value) -> Self {
        Self { value: Some(Some(value)), ..Self::default() }
    }

    /// Clears value, confidence and rationale.
    pub fn clear() -> Self {
        Self { value: Some(None), confidence: Some(None), rationale: Some(String::new()), review: None }
    }

    /// Confirms the answer as it stands: it no longer needs a new look.
    pub fn confirm() -> Self {
        Self { review: Some(false), ..Self::default() }
    }

    /// Also sets the confidence, or clears it.
    #[must_use]
    pub fn with_confidence(self, confidence: Option<Confidence>) -> Self {
        Self { confidence: Some(confidence), ..self }
    }

    /// Also sets the rationale.
    #[must_use]
    pub fn with_rationale(self, rationale: impl Into<String>) -> Self {
        Self { rationale: Some(rationale.into()), ..self }
    }

    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if let Some(rationale) = &self.rationale {
            limits::text(Field::Rationale, rationale, limits::RATIONALE)?;
        }
        match &self.value {
            Some(Some(Value::Number(number))) => limits::number(Field::AnswerNumber, *number).map(|_| ()),
            Some(Some(Value::Items(items))) => items.iter().try_for_each(|item| limits::name(Field::AnswerItem, item)),
            _ => Ok(()),
        }
    }

    /// The answer after the patch; none when nothing is left of it.
    pub(crate) fn apply(&self, before: Option<Answer>, now: Stamp) -> Option<Answer> {
        let mut after =
            before.clone().unwrap_or(Answer { value: None, confidence: None, rationale: String::new(), review: false, updated_at: now });
        if let Some(value) = &self.value {
            after.value = match value {
                // A negative zero would come back as a plain one.
                Some(Value::Number(number)) => Some(Value::Number(number + 0.0)),
                value => value.clone(),
            };
            // Who records a value has looked, even if it is the same value.
            after.review = false;
        }
        if let Some(confidence) = self.confidence {
            after.confidence = confidence;
        }
        if let Some(rationale) = &self.rationale {
            after.rationale.clone_from(rationale);
        }
        if let Some(review) = self.review {
            after.review = review;
        }
        if before.as_ref() != Some(&after) {
            after.updated_at = now;
        }
        let empty = after.value.is_none() && after.confidence.is_none() && after.rationale.is_empty();
        (!empty).then_some(after)
    }
}

/// A row as it stands: indicator, value, confidence, rationale, review, updated_at.
type Raw = (String, Option<String>, Option<String>, String, bool, String);

const COLUMNS: &str = "SELECT indicator_id, value, confidence, rationale, review, updated_at FROM answer";

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

fn parse((indicator, value, confidence, rationale, review, updated_at): Raw) -> Result<(String, Answer), Problem> {
    let answer = Answer {
        value: value.map(|text| serde_json::from_str(&text)).transpose()?,
        confidence: confidence.map(|text| Confidence::parse(&text)).transpose()?,
        rationale,
        review,
        updated_at: stamp(&updated_at)?,
    };
    Ok((indicator, answer))
}

impl Confidence {
    /// The word that stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        [Self::Low, Self::Medium, Self::High]
            .into_iter()
            .find(|confidence| confidence.as_str() == text)
            .ok_or_else(|| Problem::Damaged(format!("unknown confidence {text:?}")))
    }
}

pub(crate) fn read(conn: &Connection, ids: Ids, indicator: &str) -> Result<Option<Answer>, Problem> {
    let row = conn
        .prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND indicator_id = ?2"))?
        .query_row(params![ids.assessment, indicator], raw)
        .optional()?;
    Ok(row.map(parse).transpose()?.map(|(_, answer)| answer))
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<BTreeMap<String, Answer>, Problem> {
    conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1"))?.query_map([ids.assessment], raw)?.map(|row| parse(row?)).collect()
}

pub(crate) fn write(conn: &Connection, ids: Ids, indicator: &str, answer: Option<&Answer>) -> Result<(), Problem> {
    let Some(answer) = answer else {
        conn.prepare_cached("DELETE FROM answer WHERE assessment_id = ?1 AND indicator_id = ?2")?
            .execute(params![ids.assessment, indicator])?;
        return Ok(());
    };
    let value = answer.value.as_ref().map(serde_json::to_string).transpose()?;
    conn.prepare_cached(
        "INSERT INTO answer (assessment_id, indicator_id, value, confidence, rationale, review, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (assessment_id, indicator_id) DO UPDATE SET value = excluded.value, confidence = excluded.confidence,
             rationale = excluded.rationale, review = excluded.review, updated_at = excluded.updated_at",
    )?
    .execute(params![
        ids.assessment,
        indicator,
        value,
        answer.confidence.map(Confidence::as_str),
        answer.rationale,
        answer.review,
        to_text(answer.updated_at),
    ])?;
    Ok(())
}

impl Engagement {
    /// Every answer, by indicator.
    pub fn answers(&self) -> Result<BTreeMap<String, Answer>, StoreError> {
        self.look(all)
    }

    /// Records one answer. A patch that alters nothing leaves no trace.
    pub fn record_answer(&mut self, indicator: &str, change: &AnswerChange, actor: &str) -> Result<Change, StoreError> {
        limits::name(Field::Indicator, indicator)?;
        change.check()?;
        self.edit_one(Action::Answer, actor, |conn, ids, now| {
            let after = change.apply(read(conn, ids, indicator)?, now);
            Ok((Subject::answer(indicator), after.map(State::Answer)))
        })
    }

    /// Records many answers at once: all or none, and undone in one step.
    pub fn record_answers(&mut self, batch: &BTreeMap<String, AnswerChange>, actor: &str) -> Result<Vec<Change>, StoreError> {
        for (indicator, change) in batch {
            limits::name(Field::Indicator, indicator)?;
            change.check()?;
        }
        self.edit(Action::Answer, actor, |conn, ids, now| {
            batch
                .iter()
                .map(|(indicator, change)| {
                    let after = change.apply(read(conn, ids, indicator)?, now);
                    Ok((Subject::answer(indicator), after.map(State::Answer)))
                })
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_a_value_is_the_agreed_one() {
        let items = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        for (value, json) in [
            (Value::Level(3), r#"{"level":3}"#),
            (Value::Number(4.2), r#"{"number":4.2}"#),
            (Value::Items(items), r#"{"items":["a","b"]}"#),
            (Value::NotApplicable, r#""na""#),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
        }
    }

    #[test]
    fn an_answer_of_version_1_needs_no_new_look() {
        let json = r#"{"value":{"level":3},"confidence":"high","rationale":"访谈","updated_at":"2026-01-15T09:01:00+08:00"}"#;
        let answer: Answer = serde_json::from_str(json).unwrap();
        assert!(!answer.review);
        assert_eq!(serde_json::from_str::<Answer>(&serde_json::to_string(&answer).unwrap()).unwrap(), answer);
    }

    #[test]
    fn recording_a_value_or_confirming_ends_the_review_and_nothing_else_does() {
        let now = stamp("2026-03-02T09:30:00+08:00").unwrap();
        let carried = Answer { value: Some(Value::Level(3)), confidence: None, rationale: "访谈".into(), review: true, updated_at: now };
        let review = |change: AnswerChange| change.apply(Some(carried.clone()), now).unwrap().review;
        assert!(!review(AnswerChange::value(Value::Level(4))));
        assert!(!review(AnswerChange::value(Value::Level(3))), "the same value, recorded anew");
        assert!(!review(AnswerChange { value: Some(None), ..AnswerChange::default() }));
        assert!(!review(AnswerChange::confirm()));
        assert!(review(AnswerChange::default()));
        assert!(review(AnswerChange::default().with_rationale("改").with_confidence(Some(Confidence::Low))));
        assert!(review(AnswerChange { review: Some(true), ..AnswerChange::value(Value::Level(4)) }));
        assert_eq!(AnswerChange { review: Some(true), ..AnswerChange::default() }.apply(None, now), None, "a mark alone is no answer");
    }
}
