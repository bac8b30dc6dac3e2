//! The page 对标.

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
    /// 推算: computed from disclosed figures, with its formula.
    Derived,
    /// 自报: entered for the assessed institution, checked by nobody else.
    SelfReported,
}

/// A figure with its provenance.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FigureView {
    /// The value in the unit of the metric.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// Quality.
    pub quality: QualityView,
    /// Publisher and title of the source.
    pub source: Text,
    /// Page, table or section.
    pub locator: Text,
    /// Formula, when derived.
    pub formula: Option<String>,
    /// Caveat; empty when there is none.
    pub note: Text,
}

/// One institution in the comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeerRowView {
    /// Institution id; `own` for the assessed one.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Kind id.
    pub kind: String,
    /// Kind name.
    pub kind_name: Text,
    /// Whether this is the assessed institution.
    pub own: bool,
    /// IT investment of the year, 亿元.
    pub investment: Option<FigureView>,
    /// Growth, %.
    pub growth: Option<FigureView>,
    /// IT investment of the year before, 亿元.
    pub prior: Option<FigureView>,
    /// IT investment as a share of revenue, %.
    pub intensity: Option<FigureView>,
}

/// A figure of the sector as context.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContextRowView {
    /// What is measured.
    pub name: Text,
    /// Year.
    pub year: i32,
    /// Balance or level.
    pub value: FigureView,
    /// Growth, %.
    pub growth: Option<FigureView>,
}

/// The page 对标.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BenchmarkView {
    /// Year of the comparison.
    pub year: i32,
    /// Institutions by investment, largest first; the assessed one stands last when it has no figure.
    pub rows: Vec<PeerRowView>,
    /// Six-bank total.
    pub total: PeerRowView,
    /// Operating revenue of the assessed institution in that year, 亿元, as entered.
    pub own_revenue: Option<f64>,
    /// Table 1: balances of the five priority areas.
    pub priority_loans: Vec<ContextRowView>,
    /// Figure 2: loans to technology SMEs.
    pub technology_sme_loans: Vec<ContextRowView>,
    /// The finding in a sentence.
    pub title: Text,
    /// Source line.
    pub source: Text,
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
