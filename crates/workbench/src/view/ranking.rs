//! What `shuheng rank` answers: snake_case, as `docs/research.md` describes it.

use super::common::Text;
use super::research::Named;
use super::uncertainty::WeightSpreadView;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::sync::Arc;

/// A ranked panel.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RankingView {
    /// Id of the index or model.
    pub model: String,
    /// Its version.
    pub version: String,
    /// Digest of its content.
    pub digest: String,
    /// Where its method is published; null when it does not say.
    pub source: Option<Text>,
    /// `model`, or the mean or method that was asked for instead.
    pub aggregate: String,
    /// Where weights come from: `model`, `equal`, `entropy`, `critic`, `file`.
    pub weights: &'static str,
    /// Whether relative methods compared the units of one `year` or of `all` years.
    pub normalised_over: &'static str,
    /// Whether ranks are on `raw` scores or on `rounded` ones.
    pub rank_on: &'static str,
    /// How equal scores are ranked: `competition`, they share a rank and the next ranks stay empty.
    pub ties: &'static str,
    /// How weights were drawn; null without draws.
    pub draws: Option<DrawsView>,
    /// The units, in the order of the panel.
    pub units: Vec<RankedUnitView>,
    /// What each node does to the score of the whole, year by year.
    pub influence: Vec<InfluenceView>,
    /// The ranking without each node in turn, year by year; empty unless it was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<WithoutView>,
    /// How the panel was read, and what a reader should know.
    pub notes: Vec<Text>,
}

/// How weights were drawn.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct DrawsView {
    /// How many times.
    pub count: usize,
    /// Seed.
    pub seed: u64,
    /// How far they could lie from those of the ranking.
    pub spread: WeightSpreadView,
    /// How.
    pub method: &'static str,
}

/// One unit, in one year.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RankedUnitView {
    /// Name.
    pub unit: String,
    /// Year; null when the panel has none.
    pub year: Option<i32>,
    /// Score on the scale of the index, rounded as it is shown; null without score.
    pub score: Option<f64>,
    /// The same with all its digits.
    pub score_raw: Option<f64>,
    /// Rank, 1 for the best; null without score.
    pub rank: Option<u32>,
    /// Units that have a rank that year.
    pub of: usize,
    /// Scores of the nodes and indicators by id, as they are shown; empty for a method that judges units together.
    pub nodes: NodeScores,
    /// 5 % quantile of the rank over the draws; null without draws.
    pub rank_p05: Option<f64>,
    /// Median rank.
    pub rank_p50: Option<f64>,
    /// 95 % quantile.
    pub rank_p95: Option<f64>,
    /// Share of the draws in which it had each rank; up to 1,000 units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_acceptability: Option<Named<f64>>,
}

/// Scores by the ids of nodes; an object in JSON. All units share one list of ids: a panel can have a million of them.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeScores {
    /// Ids.
    pub ids: Arc<[String]>,
    /// A score an id, or none at all; NaN, null in JSON, without score.
    pub scores: Vec<f64>,
}

impl Serialize for NodeScores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.scores.len()))?;
        for (id, score) in self.ids.iter().zip(&self.scores) {
            map.serialize_entry(id, &(!score.is_nan()).then_some(score))?;
        }
        map.end()
    }
}

/// What a node does to the score of the whole.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct InfluenceView {
    /// Node.
    pub id: String,
    /// Year; null when the panel has none.
    pub year: Option<i32>,
    /// Weight in the whole as declared, 0–1.
    pub weight: f64,
    /// Share of the variance of the whole that comes in here; the indicators sum to 1. Null unless the whole is a sum without gaps.
    pub effective_weight: Option<f64>,
    /// Correlation (Pearson) with the whole; null where nothing varies.
    pub correlation: Option<f64>,
}

/// The ranking without a node.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct WithoutView {
    /// Node left out.
    pub id: String,
    /// Year; null when the panel has none.
    pub year: Option<i32>,
    /// Mean shift of ranks, without sign; null where no unit has a rank with and without the node.
    pub mean_shift: Option<f64>,
    /// Largest shift, above 0 for a fall.
    pub largest_shift: Option<i64>,
    /// Unit that shifts most.
    pub unit: Option<String>,
    /// Ranks then, in the order of the units of that year; null without score.
    pub ranks: Vec<Option<u32>>,
}
