//! Answers: the consensus value of each indicator, with confidence and rationale kept apart from it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::assessment::stamp;
use crate::clock::to_text;
use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Basis, Change, Engagement, Field, Stamp, State, StoreError, Subject, limits};

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

/// Since version 5: what the value rests on; nothing where somebody answered directly.
pub(crate) const BASIS: &str = "
ALTER TABLE answer ADD COLUMN basis TEXT;
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

impl Value {
    /// Refuses numbers that are none and items without a name.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        match self {
            Self::Number(number) => limits::number(Field::AnswerNumber, *number).map(|_| ()),
            Self::Items(items) => items.iter().try_for_each(|item| limits::name(Field::AnswerItem, item)),
            Self::Level(_) | Self::NotApplicable => Ok(()),
        }
    }

    /// The value as it comes back: a negative zero as a plain one.
    pub(crate) fn stored(self) -> Self {
        match self {
            Self::Number(number) => Self::Number(number + 0.0),
            other => other,
        }
    }
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
    /// Whether it was carried over from another version of the model, or from another assessment, and needs a new look. Recording a
    /// value clears it.
    // Audit rows of version 1 do not say.
    #[serde(default)]
    pub review: bool,
    /// What the value rests on.
    // Left out where it says nothing: rows of earlier versions do not have it.
    #[serde(default, skip_serializing_if = "Basis::is_single")]
    pub basis: Basis,
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
    /// What the value rests on. A value that is said without it was answered directly: [`Basis::Single`].
    pub basis: Option<Basis>,
}

impl AnswerChange {
    /// Sets the value and leaves the rest.
    pub fn value(value: Value) -> Self {
        Self { value: Some(Some(value)), ..Self::default() }
    }

    /// Clears value, confidence and rationale.
    pub fn clear() -> Self {
        Self { value: Some(None), confidence: Some(None), rationale: Some(String::new()), ..Self::default() }
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

    /// Also says what the value rests on.
    #[must_use]
    pub fn with_basis(self, basis: Basis) -> Self {
        Self { basis: Some(basis), ..self }
    }

    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if let Some(rationale) = &self.rationale {
            limits::text(Field::Rationale, rationale, limits::RATIONALE)?;
        }
        self.value.iter().flatten().try_for_each(Value::check)
    }

    /// The answer after the patch; none when nothing is left of it.
    pub(crate) fn apply(&self, before: Option<Answer>, now: Stamp) -> Option<Answer> {
        let mut after = before.clone().unwrap_or(Answer {
            value: None,
            confidence: None,
            rationale: String::new(),
            review: false,
            basis: Basis::Single,
            updated_at: now,
        });
        if let Some(value) = &self.value {
            after.value = value.clone().map(Value::stored);
            after.basis = Basis::Single;
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
        if let Some(basis) = self.basis {
            after.basis = basis;
        }
        if before.as_ref() != Some(&after) {
            after.updated_at = now;
        }
        let empty = after.value.is_none() && after.confidence.is_none() && after.rationale.is_empty();
        (!empty).then_some(after)
    }
}

const COLUMNS: &str = "SELECT indicator_id, value, confidence, rationale, review, updated_at, basis FROM answer";

fn parse(row: &Row<'_>) -> Result<(String, Answer), Problem> {
    let (value, confidence): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
    let basis: Option<String> = row.get(6)?;
    let answer = Answer {
        value: value.map(|text| serde_json::from_str(&text)).transpose()?,
        confidence: confidence.map(|text| Confidence::parse(&text)).transpose()?,
        rationale: row.get(3)?,
        review: row.get(4)?,
        basis: basis.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default(),
        updated_at: stamp(&row.get::<_, String>(5)?)?,
    };
    Ok((row.get(0)?, answer))
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

    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        [Self::Low, Self::Medium, Self::High]
            .into_iter()
            .find(|confidence| confidence.as_str() == text)
            .ok_or_else(|| Problem::Damaged(format!("unknown confidence {text:?}")))
    }
}

pub(crate) fn read(conn: &Connection, ids: Ids, indicator: &str) -> Result<Option<Answer>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1 AND indicator_id = ?2"))?;
    let mut rows = statement.query(params![ids.assessment, indicator])?;
    Ok(rows.next()?.map(parse).transpose()?.map(|(_, answer)| answer))
}

pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<BTreeMap<String, Answer>, Problem> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE assessment_id = ?1"))?;
    let mut rows = statement.query([ids.assessment])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (indicator, answer) = parse(row)?;
        found.insert(indicator, answer);
    }
    Ok(found)
}

pub(crate) fn write(conn: &Connection, ids: Ids, indicator: &str, answer: Option<&Answer>) -> Result<(), Problem> {
    let Some(answer) = answer else {
        conn.prepare_cached("DELETE FROM answer WHERE assessment_id = ?1 AND indicator_id = ?2")?
            .execute(params![ids.assessment, indicator])?;
        return Ok(());
    };
    let value = answer.value.as_ref().map(serde_json::to_string).transpose()?;
    let basis = (!answer.basis.is_single()).then(|| serde_json::to_string(&answer.basis)).transpose()?;
    conn.prepare_cached(
        "INSERT INTO answer (assessment_id, indicator_id, value, confidence, rationale, review, updated_at, basis)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (assessment_id, indicator_id) DO UPDATE SET value = excluded.value, confidence = excluded.confidence,
             rationale = excluded.rationale, review = excluded.review, updated_at = excluded.updated_at,
             basis = excluded.basis",
    )?
    .execute(params![
        ids.assessment,
        indicator,
        value,
        answer.confidence.map(Confidence::as_str),
        answer.rationale,
        answer.review,
        to_text(answer.updated_at),
        basis,
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
        assert_eq!(answer.basis, Basis::Single);
        assert_eq!(serde_json::from_str::<Answer>(&serde_json::to_string(&answer).unwrap()).unwrap(), answer);
    }

    #[test]
    fn recording_a_value_or_confirming_ends_the_review_and_nothing_else_does() {
        let now = stamp("2026-03-02T09:30:00+08:00").unwrap();
        let carried = Answer {
            value: Some(Value::Level(3)),
            confidence: None,
            rationale: "访谈".into(),
            review: true,
            basis: Basis::Single,
            updated_at: now,
        };
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

    #[test]
    fn a_value_without_a_basis_was_answered_directly() {
        let now = stamp("2026-03-02T09:30:00+08:00").unwrap();
        let agreed = AnswerChange::value(Value::Level(3)).with_basis(Basis::Mean { responses: 5 }).apply(None, now).unwrap();
        assert_eq!(agreed.basis, Basis::Mean { responses: 5 });
        assert_eq!(serde_json::from_str::<Answer>(&serde_json::to_string(&agreed).unwrap()).unwrap(), agreed);
        let basis = |change: AnswerChange| change.apply(Some(agreed.clone()), now).unwrap().basis;
        assert_eq!(basis(AnswerChange::default().with_rationale("改")), agreed.basis);
        assert_eq!(basis(AnswerChange::value(Value::Level(3))), Basis::Single);
        assert_eq!(basis(AnswerChange::value(Value::Level(3)).with_basis(Basis::Moderated)), Basis::Moderated);
    }
}
