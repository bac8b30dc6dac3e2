//! The scored tree and what comes back after a change.

use super::answer::AnswerView;
use super::common::Text;
use super::engagement::StatusView;
use super::people::RestsOnView;
use serde::Serialize;
use specta::Type;

/// The scored tree.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResultView {
    /// Overall score 0–100; `None` while nothing is answered.
    pub score: Option<f64>,
    /// Overall level; `None` below the minimum coverage.
    pub level: Option<u8>,
    /// Share of applicable weight answered, 0–1.
    pub coverage: f64,
    /// Target score.
    pub target: f64,
    /// Answered indicators.
    pub answered: u32,
    /// Indicators that count (not 不适用).
    pub applicable: u32,
    /// Indicators answered 不适用 or not meant for this kind of institution.
    pub not_applicable: u32,
    /// Every node, in the order of the model's nodes.
    pub nodes: Vec<NodeResultView>,
    /// Gates that cap a level now.
    pub gates: Vec<GateView>,
    /// On what the answers rest.
    pub rests_on: RestsOnView,
}

/// Whether a node counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NodeState {
    /// Has a score.
    Scored,
    /// Waits for an answer.
    Unanswered,
    /// Leaves the tree; its weight goes to its siblings.
    NotApplicable,
}

/// The result of one node.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NodeResultView {
    /// Node id.
    pub id: String,
    /// Parent id; `None` for the root.
    pub parent: Option<String>,
    /// State.
    pub state: NodeState,
    /// Score 0–100.
    pub score: Option<f64>,
    /// Level after gates.
    pub level: Option<u8>,
    /// Level before gates.
    pub level_before_gate: Option<u8>,
    /// Share of the node's applicable weight that is answered, 0–1.
    pub coverage: f64,
    /// Share of the whole (0–1) after 不适用 is redistributed; 0 for a node that left.
    pub weight: f64,
    /// Points of the overall score that come from this node; all leaves sum to the score exactly.
    pub contribution: Option<f64>,
    /// Target score.
    pub target: f64,
    /// Answered indicators below (or 1 for an answered indicator).
    pub answered: u32,
    /// Applicable indicators below.
    pub applicable: u32,
    /// Median of the peer group.
    pub peer: Option<f64>,
}

/// A gate that caps a level.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GateView {
    /// Gate id.
    pub id: String,
    /// Node whose level is capped.
    pub node: String,
    /// Node that is too low.
    pub watch: String,
    /// Its score.
    pub watch_score: f64,
    /// The score it has to reach.
    pub below: f64,
    /// Highest level allowed meanwhile.
    pub cap: u8,
    /// Why.
    pub reason: Text,
}

/// What comes back after every change.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpdateView {
    /// The answers that changed.
    pub answers: Vec<AnswerView>,
    /// The new result.
    pub result: ResultView,
    /// Saved state.
    pub status: StatusView,
    /// What was done, for the message with 撤销.
    pub change: Option<ChangeView>,
}

/// One change, for the message that tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// Indicator id, or `assessment` or a metric for changes elsewhere.
    pub subject: String,
    /// What happened, past tense: `B4.1已由L3改为L4`.
    pub message: Text,
}
