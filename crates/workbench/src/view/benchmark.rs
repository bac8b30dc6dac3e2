//! The page 对标: what is asked for and what is shown.

use super::common::Text;
use super::engagement::StatusView;
use super::figure::{ChoiceRule, ContextRowView, FigureView, OwnFigureView, QualityView, SourceChoice, SourceUseView};
use super::result::ChangeView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which institutions are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeerGroup {
    /// Kinds of institution (`state_bank`, …); empty: all kinds.
    pub kinds: Vec<String>,
    /// Size tiers (`T1`, `T2`, `T3`, `head`, …); empty: all. An institution without a tier belongs to tier ``.
    pub tiers: Vec<String>,
    /// Added by hand, whatever their kind and tier.
    pub picked: Vec<String>,
    /// Left out by hand.
    pub left_out: Vec<String>,
}

/// What the page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BenchmarkRequest {
    /// Metric id (`it_investment`, a derived one such as `it_investment_per_employee`, or a metric brought in by an import).
    pub metric: String,
    /// Year.
    pub year: i32,
    /// The group.
    pub group: PeerGroup,
}

/// One institution in the table.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeerRowView {
    /// Institution id; `own` for the assessed one.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Kind of institution.
    pub kind: String,
    /// Name of the kind.
    pub kind_name: Text,
    /// Size tier; empty when unknown.
    pub tier: String,
    /// Whether this is the assessed institution.
    pub own: bool,
    /// The name of the imported table it came with; `None` for the built-in figures.
    pub imported: Option<String>,
    /// Competition rank among those shown, by the printed value; `None` without a figure or for the own one when it has none.
    pub rank: Option<u32>,
    /// The metric in the year.
    pub figure: Option<FigureView>,
    /// Its change against the year before, %.
    pub growth: Option<FigureView>,
    /// The metric in the year before.
    pub prior: Option<FigureView>,
    /// Share in the peers' total, %, only for amounts.
    pub share: Option<FigureView>,
    /// IT investment as a share of operating revenue in the year, % (as published if there is one, else computed).
    pub intensity: Option<FigureView>,
}

/// A metric that can be chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MetricChoiceView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Unit.
    pub unit: String,
    /// What exactly is measured.
    pub definition: Text,
    /// What it is about: `investment`, `people`, `scale`, `result`, `reach`, `loans`, `context`.
    pub theme: String,
    /// `higher`, `lower`, `neutral`.
    pub direction: String,
    /// Formula in words when it is computed by the program.
    pub formula: Option<Text>,
    /// Years with at least one figure of an institution (not a total), newest first, with their number in the group.
    pub years: Vec<CountView>,
}

/// How many institutions a filter has.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CountView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// With a figure of the metric in the year, or figures shown from the source.
    pub count: u32,
    /// In the data.
    pub total: u32,
}

/// Where the own institution stands in the group in one metric.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PositionView {
    /// Metric id.
    pub metric: String,
    /// Name.
    pub name: Text,
    /// Unit.
    pub unit: String,
    /// `higher`, `lower` or `neutral`: what is better.
    pub direction: String,
    /// Decimals as printed.
    pub decimals: u32,
    /// Institutions with a figure, the own one not counted.
    pub n: u32,
    /// The points.
    pub points: Vec<PointView>,
    /// Figure of the assessed institution.
    pub own: Option<f64>,
    /// P25, median, P75 (type 7); only from 8 institutions.
    pub quartiles: Option<[f64; 3]>,
    /// P10 and P90; only from 20.
    pub tails: Option<[f64; 2]>,
    /// Percentile rank of the own figure (0–100, mid-rank); only from 20.
    pub percentile: Option<f64>,
}

/// An institution on a strip.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PointView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// The value in the unit of the metric.
    pub value: f64,
    /// How it came to be known.
    pub quality: QualityView,
}

/// A named group kept in the engagement.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedGroupView {
    /// Id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// The group.
    pub group: PeerGroup,
    /// Members.
    pub size: u32,
}

/// A line of a trend.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrendView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Whether this is the assessed institution.
    pub own: bool,
    /// The points.
    pub points: Vec<TrendPointView>,
}

/// A figure of a trend.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrendPointView {
    /// Year.
    pub year: i32,
    /// The figure.
    pub figure: FigureView,
}

/// The view 效能: IT intensity against the score of the economic value.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EfficiencyView {
    /// The own institution.
    pub own: Option<EfficiencyPointView>,
    /// IT intensities of the group, %. How mature peers are nobody publishes.
    pub peers: Vec<PointView>,
    /// Where the field is divided: the median intensity of the group, and the target score of the economic value.
    pub reference: [f64; 2],
    /// The finding: whether the own one lies in 重投入、轻产出, in words.
    pub finding: Text,
    /// The difference to the median intensity as money; `None` without own revenue.
    pub difference: Option<Text>,
    /// Domains of the economic value, the one that costs most points against its target first.
    pub domains: Vec<ValueDomainView>,
    /// Whether intensity is high and value low; `None` when either is unknown.
    pub heavy_spend_light_yield: Option<bool>,
    /// What is missing to draw it, in words (no revenue entered, …); empty when nothing is.
    pub missing: Vec<Text>,
}

/// A domain of the economic value beside its target.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueDomainView {
    /// Node id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Score, 0–100; `None` while nothing below it is answered.
    pub score: Option<f64>,
    /// Target score.
    pub target: f64,
    /// Points of the score of the economic value that the distance to the target costs: weight × (target − score), 0 when it is reached; `None`
    /// without a score.
    pub lost: Option<f64>,
}

/// An institution in the view of efficiency.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EfficiencyPointView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// IT investment to operating revenue, %.
    pub intensity: f64,
    /// Score of the economic value, 0–100.
    pub value_score: f64,
}

/// The page 对标.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BenchmarkView {
    /// What was asked for.
    pub request: BenchmarkRequest,
    /// The metric that is shown.
    pub metric: MetricChoiceView,
    /// Every metric that can be chosen.
    pub metrics: Vec<MetricChoiceView>,
    /// Kinds of institution.
    pub kinds: Vec<CountView>,
    /// Size tiers.
    pub tiers: Vec<CountView>,
    /// Saved groups.
    pub groups: Vec<SavedGroupView>,
    /// All institutions of the data that are no totals, for picking by hand.
    pub institutions: Vec<InstitutionView>,
    /// Members of the group, in the group with a figure: the sample size that is always on screen.
    pub members: u32,
    /// Of these, with a figure.
    pub sample: u32,
    /// Members of the group and the own institution by rank, then those without a figure.
    pub rows: Vec<PeerRowView>,
    /// Totals and sectors with a figure (six state banks, …), below the table.
    pub totals: Vec<PeerRowView>,
    /// Concentration of the group's amounts: Herfindahl–Hirschman index of shares in %, 0–10 000, with its interval; only for amounts.
    pub concentration: Option<ConcentrationView>,
    /// Where the own institution stands, for the metrics that have figures in the year.
    pub positions: Vec<PositionView>,
    /// Figures of the metric by year.
    pub trend: Vec<TrendView>,
    /// Points of intensity (x, %) against growth (y, %).
    pub scatter: Vec<ScatterPointView>,
    /// Members left out of the scatter for want of a figure.
    pub scatter_missing: u32,
    /// IT intensity against the score of the economic value.
    pub efficiency: EfficiencyView,
    /// The own figures that can be entered, metric by metric and year by year.
    pub own_figures: Vec<OwnFigureView>,
    /// The rule in force.
    pub rule: ChoiceRule,
    /// The user's own choices above the rule.
    pub choices: Vec<SourceChoice>,
    /// Conflicts among what is shown.
    pub conflicts: u32,
    /// CAICT Table 1: balances of the five priority areas.
    pub priority_loans: Vec<ContextRowView>,
    /// CAICT Figure 2: loans to technology SMEs.
    pub technology_sme_loans: Vec<ContextRowView>,
    /// The finding in a sentence.
    pub title: Text,
    /// Attribution of all that is shown.
    pub source: Text,
    /// Every source of what is shown.
    pub sources: Vec<SourceUseView>,
}

/// An institution that can be picked.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InstitutionView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Kind of institution.
    pub kind: String,
    /// Name of the kind.
    pub kind_name: Text,
    /// Size tier; empty when unknown.
    pub tier: String,
    /// The table it was brought in by.
    pub imported: Option<String>,
}

/// How far the amounts of a group are in few hands.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConcentrationView {
    /// The index.
    pub value: f64,
    /// Between which values rounding leaves it.
    pub interval: [f64; 2],
    /// Institutions.
    pub n: u32,
}

/// IT intensity against growth.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScatterPointView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// IT investment to operating revenue, %.
    pub intensity: FigureView,
    /// Growth, %.
    pub growth: FigureView,
    /// Whether this is the assessed institution.
    pub own: bool,
}

/// What comes back after a peer group or the choice among sources was changed.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BenchmarkChangeView {
    /// Saved state.
    pub status: StatusView,
    /// What was done, for the message with 撤销; `None` when nothing changed.
    pub change: Option<ChangeView>,
}

/// The form of exported figures, or their charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BenchmarkFormat {
    /// Text that every spreadsheet reads.
    Csv,
    /// For programs.
    Json,
    /// Excel workbook.
    Xlsx,
    /// Every chart of the page, as SVG and as PNG of 300 dpi.
    Charts,
}
