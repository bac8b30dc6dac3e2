//! Charts as the page shows them.

use super::benchmark::BenchmarkRequest;
use super::common::{Language, Theme};
use super::uncertainty::UncertaintyRequest;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which chart, in which shape.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SceneRequest {
    /// Kind of chart.
    pub kind: SceneKind,
    /// Theme.
    pub theme: Theme,
    /// Language.
    pub language: Language,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// For a narrow panel.
    pub compact: bool,
    /// Document id, for a coverage matrix.
    pub policy: Option<String>,
    /// What is to be drawn at random, for the charts of uncertainty; `None` as usual.
    pub uncertainty: Option<UncertaintyRequest>,
    /// What is compared, for the charts of peers; `None` as the page shows it first.
    pub benchmark: Option<BenchmarkRequest>,
}

/// The charts of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SceneKind {
    /// Domains: own, target, peers.
    Radar,
    /// Domain × level.
    HeatMap,
    /// Contributions to the score.
    Waterfall,
    /// A metric of peers with growth, IT investment as a rule.
    InvestmentBars,
    /// Where the own institution stands among its peers, metric by metric.
    PeerPositions,
    /// IT intensity against growth.
    IntensityGrowth,
    /// A metric of peers by year.
    InvestmentTrend,
    /// IT intensity against the score of the economic value.
    Efficiency,
    /// Clauses of a policy document: linked indicators and readiness.
    CoverageMatrix,
    /// Probability of each level and interval of the score, for the whole and its dimensions.
    LevelProbability,
    /// What each answer and each weight alone does to the score.
    Tornado,
    /// The overall score and those of dimensions over snapshots and years.
    ScoreTrend,
}

/// A chart as the page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SceneView {
    /// Kind of chart.
    pub kind: SceneKind,
    /// SVG text.
    pub svg: String,
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// The finding.
    pub title: String,
    /// Measure and unit.
    pub subtitle: String,
    /// Source line.
    pub source: String,
    /// The chart in a sentence, for screen readers.
    pub summary: String,
    /// Places that answer to hover and focus.
    pub hotspots: Vec<HotspotView>,
    /// The same data as a table: head.
    pub head: Vec<String>,
    /// The same data as a table: rows.
    pub rows: Vec<Vec<String>>,
}

/// A place on a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HotspotView {
    /// Node or institution id.
    pub id: String,
    /// Name.
    pub label: String,
    /// Figures.
    pub detail: String,
    /// Left, px.
    pub x: f64,
    /// Top, px.
    pub y: f64,
    /// Width, px.
    pub width: f64,
    /// Height, px.
    pub height: f64,
}
