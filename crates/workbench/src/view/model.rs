//! The evaluation model as the window shows it.

use super::common::Text;
use serde::Serialize;
use specta::Type;

/// An evaluation model as the window shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    /// Model id.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// SHA-256 of the model's files, hexadecimal.
    pub digest: String,
    /// Name.
    pub name: Text,
    /// Summary.
    pub summary: Text,
    /// What the model is not.
    pub disclaimer: Text,
    /// The line that must stand where the source's figures appear.
    pub attribution: Text,
    /// Share of weight (0–1) that must be answered before a node has a level.
    pub minimum_coverage: f64,
    /// The five levels.
    pub levels: Vec<LevelView>,
    /// Root first, then each dimension with its domains and indicators, in display order.
    pub nodes: Vec<NodeView>,
}

/// One level of the scale.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelView {
    /// 1–5.
    pub level: u8,
    /// Name.
    pub name: Text,
    /// What it means.
    pub meaning: Text,
    /// Points of a rubric answer on this level.
    pub points: f64,
    /// Score from which a node has this level.
    pub from: f64,
}

/// Which layer of the tree a node belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NodeKind {
    /// The whole.
    Root,
    /// A dimension.
    Dimension,
    /// A domain.
    Domain,
    /// An indicator.
    Indicator,
}

/// A node of the model.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NodeView {
    /// Id; `root` for the whole.
    pub id: String,
    /// Parent id.
    pub parent: Option<String>,
    /// Layer.
    pub kind: NodeKind,
    /// Code such as `B4.1`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Name for narrow places.
    pub short: Text,
    /// Which dimension's hue, 0 = A, 1 = B, 2 = C; `None` for the root.
    pub hue: Option<u8>,
    /// What a dimension is for.
    pub purpose: Option<Text>,
    /// The question and its scale, for an indicator.
    pub indicator: Option<IndicatorView>,
}

/// The kinds of indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum IndicatorKind {
    /// Five levels of evidence.
    Rubric,
    /// A figure between goalposts.
    Metric,
    /// Facts that hold or do not.
    Checklist,
}

/// What an assessor sees of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorView {
    /// Kind.
    pub kind: IndicatorKind,
    /// Whether it applies to this kind of institution at all.
    pub applies: bool,
    /// The question.
    pub question: Text,
    /// Why it matters.
    pub why: Text,
    /// Five levels, for a rubric.
    pub levels: Vec<RubricLevelView>,
    /// Unit and goalposts, for a metric.
    pub metric: Option<MetricView>,
    /// Items, for a checklist.
    pub items: Vec<ItemView>,
    /// Where it comes from.
    pub sources: Vec<SourceView>,
    /// Which clauses it speaks to.
    pub clauses: Vec<ClauseView>,
    /// What assessors get wrong.
    pub pitfalls: Vec<Text>,
}

/// One level of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RubricLevelView {
    /// 1–5.
    pub level: u8,
    /// Where its thresholds come from.
    pub basis: Option<Text>,
    /// Observable evidence, one fact each.
    pub evidence: Vec<Text>,
    /// How the level reads for this kind of institution.
    pub note: Option<Text>,
}

/// A metric's scale.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MetricView {
    /// Unit of the figure.
    pub unit: String,
    /// Whether more is better.
    pub higher_is_better: bool,
    /// Lower goalpost, in the unit.
    pub low: f64,
    /// Upper goalpost, in the unit.
    pub high: f64,
    /// Whether the scale is logarithmic.
    pub logarithmic: bool,
    /// Why the goalposts stand there.
    pub reason: Text,
    /// How the figure is computed, for people.
    pub formula: Option<String>,
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// Id.
    pub id: String,
    /// The fact.
    pub text: Text,
    /// Heading it stands under.
    pub group: Option<Text>,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceView {
    /// Short name of the document.
    pub document: Text,
    /// Full title.
    pub title: Text,
    /// Section or table.
    pub locator: Text,
}

/// A clause that an indicator speaks to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClauseView {
    /// Short name of the document.
    pub document: Text,
    /// Full title.
    pub title: Text,
    /// Clause id: `nfra-2025-95/13`.
    pub id: String,
    /// The clause as it is cited: `第13项`.
    pub clause: Text,
    /// `covers`, `partly` or `relates`.
    pub strength: String,
    /// One sentence why.
    pub reason: Text,
}
