//! Where a number comes from and what would move it.

use super::answer::ConfidenceView;
use super::common::Text;
use super::model::SourceView;
use super::result::{GateView, NodeState};
use serde::Serialize;
use specta::Type;

/// What the overall score would be with another level of one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WhatIfView {
    /// The level tried.
    pub level: u8,
    /// Overall score then.
    pub score: f64,
    /// Difference to now, in points.
    pub delta: f64,
    /// Overall level then.
    pub overall_level: Option<u8>,
}

/// How the score and level of one node came about.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExplanationView {
    /// Node explained.
    pub node: String,
    /// Name of the weight scheme the score is worked out with; `None` for the weights in force.
    pub scheme: Option<Text>,
    /// Its score.
    pub score: Option<f64>,
    /// The score with all its decimals (it lies on a grid of 2⁻⁴⁰ points); empty without a score.
    pub exact_score: String,
    /// `arithmetic`, `geometric`, `harmonic`, `power` or `minimum`; for an indicator `rubric`, `goalposts` or `checklist`, and
    /// `unanswered` or `notApplicable` when there is nothing to work out.
    pub method: String,
    /// The sentence that tells how the number came about.
    pub sentence: Text,
    /// The method's formula with the numbers put in, rounded to four decimals; `≈` where that loses something. `None` where there
    /// is nothing to work out.
    pub formula: Option<String>,
    /// Children with weight, score and contribution to this node.
    pub parts: Vec<ExplanationPartView>,
    /// Weight that children gave up: first those that are 不适用, then, from what each has after that, the unanswered ones.
    pub transfers: Vec<WeightTransferView>,
    /// The place of this node among its siblings; `None` for the root.
    pub standing: Option<StandingView>,
    /// What was answered and how it is scored; `None` for nodes that are no indicators.
    pub answer: Option<AnswerExplanationView>,
    /// How the score became a level.
    pub level: LevelExplanationView,
    /// On what the answers at or below the node rest, in a sentence; empty where nothing is answered.
    pub rests_on: Text,
    /// Where the node comes from.
    pub sources: Vec<SourceView>,
}

/// One child in an explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExplanationPartView {
    /// Child id.
    pub id: String,
    /// State.
    pub state: NodeState,
    /// Declared weight as a share of all siblings, 0–1.
    pub declared_weight: f64,
    /// Share among the siblings that are not 不适用, 0–1.
    pub applicable_weight: f64,
    /// Share among the siblings that have a score, 0–1: what the score of the parent is worked out with.
    pub scored_weight: f64,
    /// Share of the whole after 不适用, 0–1.
    pub overall_weight: f64,
    /// Score.
    pub score: Option<f64>,
    /// Points of the parent that come from here; the parts sum to the parent's score exactly.
    pub contribution: Option<f64>,
    /// The same with one decimal, by largest remainder, so that the column adds up to the score that is shown.
    pub listed_contribution: Option<f64>,
    /// Points of the overall score that come from here.
    pub overall_contribution: Option<f64>,
    /// The same with one decimal, by largest remainder from the root down.
    pub listed_overall_contribution: Option<f64>,
}

/// The place of a node among its siblings.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StandingView {
    /// Parent id.
    pub parent: String,
    /// The node as a part of the parent.
    pub part: ExplanationPartView,
}

/// Weight that one node gave up to its siblings.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightTransferView {
    /// Who gave it up.
    pub from: String,
    /// Why: 不适用 or unanswered.
    pub cause: NodeState,
    /// How much, as a share of all siblings, 0–1.
    pub weight: f64,
    /// Who received it; the shares sum to `weight`.
    pub to: Vec<WeightReceiptView>,
}

/// Weight that a node received from a sibling.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightReceiptView {
    /// Who received it.
    pub id: String,
    /// How much, as a share of all siblings, 0–1.
    pub weight: f64,
}

/// What was answered for an indicator, and the scale that made it a score.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerExplanationView {
    /// The answer in a few characters: `L3`, `4.07%`, `不适用`.
    pub value: Text,
    /// Confidence, when given.
    pub confidence: Option<ConfidenceView>,
    /// The scale.
    pub scale: AnswerScaleView,
}

/// The scale of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum AnswerScaleView {
    /// Points a level.
    Rubric {
        /// From the lowest level.
        points: Vec<LevelPointsView>,
    },
    /// A figure between two ends.
    Goalposts {
        /// Unit of the figure.
        unit: String,
        /// The figure that scores 0.
        zero: f64,
        /// The figure that scores 100.
        hundred: f64,
        /// Whether distances are measured on the natural logarithm.
        logarithmic: bool,
        /// Whether figures beyond the ends count as the nearest end.
        caps: bool,
        /// Why the ends are where they are.
        reason: Text,
    },
    /// Facts that hold or do not.
    Checklist {
        /// In the order of the model.
        items: Vec<WeightedItemView>,
    },
}

/// What a level of a rubric is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelPointsView {
    /// From 1.
    pub level: u8,
    /// Points, 0–100.
    pub points: f64,
    /// Whether this is the answer.
    pub chosen: bool,
}

/// One item of a checklist with its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightedItemView {
    /// The fact.
    pub text: Text,
    /// Share of the weight of all items, 0–1.
    pub weight: f64,
    /// Whether it holds.
    pub holds: bool,
}

/// How a score became a level.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelExplanationView {
    /// Share of the applicable weight that is answered, 0–1.
    pub coverage: f64,
    /// Coverage from which a node has a level, 0–1.
    pub minimum_coverage: f64,
    /// Where each level begins. The score with all its decimals counts, not the one that is shown.
    pub cut_offs: Vec<CutOffView>,
    /// Level by score and coverage.
    pub before_gate: Option<u8>,
    /// Level after gates.
    pub after_gate: Option<u8>,
    /// Gates that lower it now.
    pub gates: Vec<GateView>,
    /// Gates on this node that lower nothing now.
    pub idle_gates: Vec<IdleGateView>,
}

/// Where a level begins.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CutOffView {
    /// From 1.
    pub level: u8,
    /// Score.
    pub from: f64,
}

/// A gate that lowers nothing: what it watches is high enough or not known, or the level is below the cap anyway.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IdleGateView {
    /// Gate id.
    pub id: String,
    /// Node that is watched.
    pub watch: String,
    /// Its score.
    pub watch_score: Option<f64>,
    /// Below this the gate holds.
    pub below: f64,
    /// Highest level while it holds.
    pub cap: u8,
}
