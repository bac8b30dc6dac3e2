//! A figure with its provenance, the choice among sources, and own figures.

use super::common::Text;
use serde::{Deserialize, Serialize};
use specta::Type;

/// How a figure came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum QualityView {
    /// 披露: the institution's own filing or a report that quotes it.
    Disclosed,
    /// 报道: the press or a research house.
    Press,
    /// 推算: computed from other figures, with its formula.
    Derived,
    /// 自报: entered for the assessed institution, checked by nobody else.
    SelfReported,
}

/// How one figure is chosen among several for the same institution, year and metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChoiceRule {
    /// Default: CAICT's rows for 2024 first; then fewest penalties (lower bound, likely typo, rounded,
    /// machine summary, IFRS, conflicting, other scope);
    /// then reported before press before derived; then more decimals; then the order of the file.
    #[default]
    CaictFirst,
    /// As the default without CAICT's precedence.
    FewestPenalties,
    /// The newest source first.
    Newest,
    /// The lowest of the values.
    Lowest,
    /// The highest of the values.
    Highest,
}

/// The user's own choice for one figure; stands above the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceChoice {
    /// Institution id.
    pub institution: String,
    /// Year.
    pub year: i32,
    /// Metric id.
    pub metric: String,
    /// Source id, or the id of the formula of a computed value.
    pub source: String,
}

/// A figure with its provenance.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureView {
    /// The value in the unit of the metric.
    pub value: f64,
    /// Bounds from the rounding of what it was computed from; `None` for a printed figure.
    pub interval: Option<[f64; 2]>,
    /// The text says “more than”.
    pub lower_bound: bool,
    /// Decimal places as printed.
    pub decimals: u32,
    /// Unit.
    pub unit: String,
    /// How it came to be known.
    pub quality: QualityView,
    /// Publisher and title.
    pub source: Text,
    /// Source id, or the id of the formula.
    pub source_id: String,
    /// Page, table, section.
    pub locator: Text,
    /// Address the text was read from; empty when none is known.
    pub url: String,
    /// Formula with its numbers, when derived.
    pub formula: Option<String>,
    /// What the formula is, in words (“上年投入 = 本年投入 ÷ (1 + 变化比率)”), when derived.
    pub rule: Option<Text>,
    /// The figures that went into a derived one.
    pub operands: Vec<OperandView>,
    /// Caveat; empty when there is none.
    pub note: Text,
    /// Every stated value for the same institution, year and metric when there is more than one, the chosen one first.
    pub alternatives: Vec<AlternativeView>,
    /// The alternatives differ by more than rounding.
    pub conflicting: bool,
}

/// A figure that went into a computed one.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OperandView {
    /// Name.
    pub name: Text,
    /// The value in the unit of the metric.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// How it came to be known.
    pub quality: QualityView,
    /// Publisher and title.
    pub source: Text,
    /// Place in the source.
    pub locator: Text,
}

/// One of several values of the same figure.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlternativeView {
    /// Source id, or the id of the formula.
    pub source_id: String,
    /// The value in the unit of the metric.
    pub value: f64,
    /// Decimals as printed.
    pub decimals: u32,
    /// How it came to be known.
    pub quality: QualityView,
    /// Publisher and title.
    pub source: Text,
    /// Place in the source.
    pub locator: Text,
    /// Address; empty when none is known.
    pub url: String,
    /// Remark; empty when there is none.
    pub note: Text,
    /// Whether it is the one that counts.
    pub chosen: bool,
    /// Picked by the user and not by the rule.
    pub by_hand: bool,
}

/// A source used by what is shown, for the attribution line.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceUseView {
    /// Id.
    pub id: String,
    /// Publisher and title.
    pub text: Text,
    /// Address; empty when none is known.
    pub url: String,
    /// Date, month or year of the publication.
    pub date: String,
    /// With a figure of the metric in the year, or figures shown from the source.
    pub count: u32,
}

/// One of the institution's own figures; entered once, used on 评分 and here.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnFigureView {
    /// Metric id.
    pub metric: String,
    /// Name.
    pub name: Text,
    /// Unit.
    pub unit: String,
    /// Year.
    pub year: i32,
    /// The value in the unit of the metric.
    pub value: Option<f64>,
    /// Looks like a slip of the unit (亿元 / 万元): what was noticed and the value it probably should be.
    pub slip: Option<UnitSlipView>,
}

/// An own figure that looks as if it had been entered in another unit.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnitSlipView {
    /// What was noticed, and what it would be.
    pub message: Text,
    /// What it probably should be.
    pub suggestion: f64,
}

/// A figure of the sector as context.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContextRowView {
    /// Name.
    pub name: Text,
    /// Year.
    pub year: i32,
    /// The value in the unit of the metric.
    pub value: FigureView,
    /// Growth, %.
    pub growth: Option<FigureView>,
}

/// What the institution's own figures say of a metric indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnMetricView {
    /// The value in the unit of the indicator.
    pub value: f64,
    /// The financial year it is of.
    pub year: i32,
    /// How it was computed, when it was not entered as such.
    pub formula: Option<String>,
}

/// What the window sends to record one of the institution's own figures; `None` removes it.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnFigureRequest {
    /// Benchmark metric id, e.g. `it_investment`.
    pub metric: String,
    /// Year.
    pub year: i32,
    /// Value in the metric's unit.
    pub value: Option<f64>,
}
