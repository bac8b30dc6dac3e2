//! The past of an indicator, and two states of the file side by side.

use super::common::Text;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a step in the past was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HistoryKind {
    /// The answer.
    Answer,
    /// A piece of evidence.
    Evidence,
    /// A comment.
    Comment,
    /// What a respondent said.
    Response,
}

/// One step in the past of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntryView {
    /// Row of the audit trail.
    pub seq: u32,
    /// When, `2026-03-18 14:30` local, as the clock of the computer said.
    pub at: String,
    /// Who.
    pub by: String,
    /// What it was about.
    pub kind: HistoryKind,
    /// What was done, in a sentence: `评估人把B4.1由L2改为L3`.
    pub told: Text,
    /// What it was before: level, figure or title; `None` when there was nothing.
    pub before: Option<Text>,
    /// What it was after; `None` when nothing was left.
    pub after: Option<Text>,
    /// Why, where somebody said it with the change.
    pub reason: Option<String>,
    /// The rationale after the step, where the step changed it.
    pub rationale: Option<String>,
    /// Whether the answer can be set back to what it was after this step.
    pub restorable: bool,
    /// The clock had been set back: this step came after the one before it although its time is earlier.
    pub clock_set_back: bool,
}

/// The past of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryView {
    /// Indicator id.
    pub indicator: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// Every step, oldest first, in the order in which they were made.
    pub entries: Vec<HistoryEntryView>,
}

/// An earlier state of an answer to be restored as a new change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestoreRequest {
    /// Indicator id.
    pub indicator: String,
    /// The step after which it was so.
    pub seq: u32,
    /// Why.
    pub reason: String,
}

/// A state of an assessment that can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum MomentKey {
    /// An assessment as it is now: this or another year or round.
    Assessment {
        /// Its number.
        id: i32,
    },
    /// An assessment as it was when a snapshot was taken.
    Snapshot {
        /// The snapshot's number.
        id: i32,
    },
}

/// A state of an assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MomentView {
    /// Which one.
    pub key: MomentKey,
    /// The assessment.
    pub assessment: i32,
    /// In words: name of the snapshot, or title of the assessment.
    pub name: Text,
    /// The year the assessment speaks of.
    pub year: i32,
    /// When it was so, `2026-03-18 14:30` local; for an assessment as it is now, when the file was last saved.
    pub at: String,
    /// Name and version of the evaluation model that counted.
    pub model: Text,
    /// Overall score; `None` where nothing was answered.
    pub score: Option<f64>,
    /// Overall level; `None` below the minimum coverage.
    pub level: Option<u8>,
    /// Share of applicable weight answered, 0–1.
    pub coverage: f64,
}

/// A node in two states.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NodeDifferenceView {
    /// Id, in the later model where it knows the node.
    pub id: String,
    /// Code; empty for the whole.
    pub code: String,
    /// Name.
    pub name: Text,
    /// How deep in the tree: 0 the whole, 1 dimensions, 2 domains, 3 indicators.
    pub depth: u8,
    /// Score in the first state.
    pub before: Option<f64>,
    /// Score in the second state.
    pub after: Option<f64>,
    /// Second minus first, between the scores as they are shown with one decimal; `None` unless there are both.
    pub change: Option<f64>,
    /// Level in the first state.
    pub level_before: Option<u8>,
    /// Level in the second state.
    pub level_after: Option<u8>,
}

/// An indicator whose answer or evidence differs between two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerDifferenceView {
    /// Id, in the later model where it knows the indicator.
    pub indicator: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: Text,
    /// The answer in the first state.
    pub before: Text,
    /// The answer in the second state.
    pub after: Text,
    /// Confidence in the first state, in words; empty when none was given.
    pub confidence_before: Text,
    /// Confidence in the second state.
    pub confidence_after: Text,
    /// Rationale in the first state.
    pub rationale_before: String,
    /// Rationale in the second state.
    pub rationale_after: String,
    /// Titles of evidence that only the second state has.
    pub evidence_added: Vec<String>,
    /// Titles of evidence that only the first state has.
    pub evidence_removed: Vec<String>,
    /// Why: the steps that lie between the two states; of two assessments those of the second one.
    pub steps: Vec<HistoryEntryView>,
}

/// Two states side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StateComparisonView {
    /// The first state.
    pub a: MomentView,
    /// The second state.
    pub b: MomentView,
    /// The finding in a sentence.
    pub message: Text,
    /// What else differs and matters to scores: model, kind of institution, target.
    pub notes: Vec<Text>,
    /// Every node of the second state, in tree order, then nodes that only the first has.
    pub nodes: Vec<NodeDifferenceView>,
    /// Indicators that differ, in tree order.
    pub answers: Vec<AnswerDifferenceView>,
}

/// As what a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ComparisonFormat {
    /// One CSV file: a line for each node and each indicator.
    Csv,
    /// An Excel workbook: scores, answers and steps on a sheet each.
    Xlsx,
}

/// Scores over snapshots and years.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoreTrendView {
    /// The whole, its dimensions and domains, by the model of the assessment in front.
    pub nodes: Vec<TrendNodeView>,
    /// Snapshots of all assessments and the assessments as they are now: by year, within a year in the order in which they came to be.
    pub moments: Vec<TrendMomentView>,
}

/// A node with a line in a trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrendNodeView {
    /// Node id.
    pub id: String,
    /// Code; empty for the whole.
    pub code: String,
    /// Name.
    pub name: Text,
    /// How deep in the tree: 0 the whole, 1 dimensions, 2 domains.
    pub depth: u8,
}

/// One state in a trend.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrendMomentView {
    /// The state.
    pub moment: MomentView,
    /// The score of each of the trend's nodes; `None` where there was none, or the model of then does not know the node.
    pub scores: Vec<Option<f64>>,
}
