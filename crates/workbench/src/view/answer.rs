//! Answers, evidence and what changes them.

use super::evidence::EvidenceKindView;
use super::people::BasisView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The value of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ValueView {
    /// Nobody has answered.
    Unanswered,
    /// Does not apply; its weight goes to its siblings.
    NotApplicable,
    /// A rubric level.
    Level {
        /// 1–5.
        level: u8,
    },
    /// A metric's figure, in its unit.
    Number {
        /// The figure.
        number: f64,
    },
    /// Items of a checklist that hold.
    Items {
        /// Their ids.
        items: Vec<String>,
    },
}

/// How sure the assessor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConfidenceView {
    /// Heard, not seen.
    Low,
    /// Seen in part.
    Medium,
    /// Seen.
    High,
}

/// How much a piece of evidence proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StrengthView {
    /// Proves the level by itself.
    Strong,
    /// Supports it.
    Medium,
    /// Hints at it.
    Weak,
}

/// An answer with what stands behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerView {
    /// Indicator id.
    pub indicator: String,
    /// Value.
    pub value: ValueView,
    /// Confidence, when given.
    pub confidence: Option<ConfidenceView>,
    /// Why this value.
    pub rationale: String,
    /// Carried over from another version of the model whose text differs: it needs a new look.
    pub review: bool,
    /// What the value rests on.
    pub basis: BasisView,
    /// How many respondents gave a value.
    pub responses: u32,
    /// Last change, `2026-03-18 14:30` local; empty when never answered.
    pub updated: String,
    /// Evidence.
    pub evidence: Vec<EvidenceView>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceView {
    /// Id within the file.
    pub id: i32,
    /// Title.
    pub title: String,
    /// Page, date, system: where to look.
    pub locator: String,
    /// Strength.
    pub strength: StrengthView,
    /// What it is.
    pub kind: EvidenceKindView,
    /// Everything it speaks for: ids of indicators, of levels (`<indicator>#<level>`) and of clauses. The first is what it was added for.
    pub targets: Vec<String>,
    /// When it was added, `2026-03-18 14:30` local.
    pub added: String,
}

/// What the window sends when something about an answer changes; `None` leaves a part as it is.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerPatch {
    /// New value.
    pub value: Option<ValueView>,
    /// New confidence.
    pub confidence: Option<ConfidenceView>,
    /// New rationale.
    pub rationale: Option<String>,
}
