//! How far the result can be relied on.

use super::common::Text;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is drawn at random, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UncertaintyRequest {
    /// Draws, 100–100,000.
    pub draws: u32,
    /// Seed: the same one gives the same figures.
    pub seed: u32,
    /// How far weights may lie from those of the model.
    pub weights: WeightSpreadView,
    /// Whether to work out the sensitivity indices too, which takes longer.
    pub sobol: bool,
}

impl Default for UncertaintyRequest {
    fn default() -> Self {
        Self { draws: 2_000, seed: 1, weights: WeightSpreadView::Relative { share: 0.25 }, sobol: false }
    }
}

/// How far weights may lie from those of the model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum WeightSpreadView {
    /// They are those of the model.
    None,
    /// Each by up to this share of itself.
    Relative {
        /// 0–1.
        share: f64,
    },
    /// Anything that sums to 1.
    Ignorant,
}

/// How far the result can be relied on.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UncertaintyView {
    /// Score, interval and probability of the level in a sentence; `None` while nothing is answered.
    pub headline: Option<Text>,
    /// How the figures were worked out.
    pub method: Text,
    /// What a confidence is taken to mean.
    pub convention: Text,
    /// Draws.
    pub draws: u32,
    /// Seed.
    pub seed: u32,
    /// Spread of the weights.
    pub weights: WeightSpreadView,
    /// Every node that has a score, in the order of the model's nodes.
    pub nodes: Vec<NodeUncertaintyView>,
    /// What answers and weights alone do to the overall score, the widest first, at most 15.
    pub tornado: Vec<TornadoRowView>,
    /// Sensitivity indices of the overall score, where they were asked for.
    pub sobol: Option<SobolView>,
}

/// Where the score of a node lies over all draws.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NodeUncertaintyView {
    /// Node id.
    pub id: String,
    /// Score as answered, 0–100.
    pub score: f64,
    /// Mean of the draws.
    pub mean: f64,
    /// 5 % of the draws lie below.
    pub p05: f64,
    /// Median of the draws.
    pub p50: f64,
    /// 5 % of the draws lie above.
    pub p95: f64,
    /// Level as answered.
    pub level: Option<u8>,
    /// Probability (0–1) of each level from L1, after gates; `None` where too little is answered for a level.
    pub levels: Option<Vec<f64>>,
}

/// Whether an answer or weights are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FactorView {
    /// The answer of an indicator.
    Answer,
    /// The weight of a node among its siblings.
    Weight,
    /// The weights of all children of a node.
    Weights,
}

/// What one answer or weight alone does to the overall score.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TornadoRowView {
    /// What it is.
    pub factor: FactorView,
    /// Node id.
    pub id: String,
    /// Overall score with it at its low end.
    pub low: f64,
    /// Overall score with it at its high end.
    pub high: f64,
    /// Points between the two.
    pub swing: f64,
}

/// Sensitivity indices of the overall score.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SobolView {
    /// Rows of the sample.
    pub samples: u32,
    /// How they were worked out, or why there are none.
    pub note: Text,
    /// The largest total index first.
    pub rows: Vec<SobolRowView>,
}

/// The indices of one answer, or of one group of weights.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SobolRowView {
    /// What it is.
    pub factor: FactorView,
    /// Node id; of weights the node whose children they weigh.
    pub id: String,
    /// First-order index: share of the variance that would go if this were known.
    pub first: f64,
    /// Its standard error.
    pub first_error: f64,
    /// Total index: share of the variance that would stay if all else were known.
    pub total: f64,
    /// Its standard error.
    pub total_error: f64,
}
