//! A validated model. Every reference in it resolves, every weight can be shared out, every scale makes sense.

use crate::fault::Place;
use crate::source::ModelSource;
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use shuheng_engine::Mean;
use shuheng_engine::normalise::Goalposts;
use std::collections::BTreeMap;

/// An evaluation model: a versioned tree dimension → domain → indicator with scale, weights and rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Lower-case id.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// Id and version of the model it was made from, `caict-value-2025 1.1.0`.
    pub based_on: Option<String>,
    /// Name.
    pub name: Text,
    /// What it measures.
    pub summary: Text,
    /// What it is not.
    pub disclaimer: Text,
    /// The line that stands wherever figures of its source are shown.
    pub attribution: Text,
    /// Share (0–1) of applicable weight that must be answered before a node has a level.
    pub minimum_coverage: f64,
    /// Documents that sources and clauses name.
    pub documents: Vec<Document>,
    /// The levels, lowest first.
    pub levels: Vec<LevelSpec>,
    /// The tree in display order: the root first, every node before its children, siblings as declared.
    pub nodes: Vec<Node>,
    /// Gates.
    pub gates: Vec<GateRule>,
    /// Kinds of institution.
    pub profiles: Vec<Profile>,
    /// From which scores a clause counts as answered.
    pub readiness: Readiness,
    /// What the linked indicators leave open of a clause, or that together they answer it.
    pub crosswalk: Vec<ClauseCoverage>,
    /// SHA-256 of the content, see [`crate::digest()`].
    pub digest: String,
    /// The files it was read from.
    pub source: ModelSource,
    /// Where things are declared in those files.
    pub places: Places,
}

/// Where things are declared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// Of nodes, by id.
    pub nodes: BTreeMap<String, Place>,
    /// Of rubric levels, by indicator and level.
    pub levels: BTreeMap<(String, u8), Place>,
    /// Of clause links, by indicator and clause (`nfra-2025-95/13`).
    pub links: BTreeMap<(String, String), Place>,
    /// Of the statements in `crosswalk.toml`, by clause.
    pub crosswalk: BTreeMap<String, Place>,
}

/// Scores (0–100) that an indicator needs before a clause it speaks to is held to be answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Readiness {
    /// From here a clause is ready.
    pub ready: f64,
    /// From here it is partly ready; below there is a gap.
    pub partly: f64,
    /// Why there.
    pub reason: Text,
}

/// What all indicators linked to a clause say about it together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseCoverage {
    /// The clause, `nfra-2025-95/13`.
    pub clause: String,
    /// Whether together they answer every demand of it.
    pub complete: bool,
    /// What they leave open, or why they are complete.
    pub reason: Text,
}

/// A document that indicators refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Id such as `caict-2025`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Name for narrow places.
    pub short: Text,
    /// Issuing body.
    pub publisher: Text,
    /// Year or year-month.
    pub date: String,
    /// How a clause of it is cited, with `{}` for the number: `第{}项`.
    pub clause: Text,
}

/// One level of the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelSpec {
    /// From 1.
    pub level: u8,
    /// Name.
    pub name: Text,
    /// Score (0–100) of a rubric answer on this level.
    pub points: f64,
    /// Score from which a node has this level.
    pub from: f64,
    /// What it means.
    pub meaning: Text,
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Id; `root` for the whole.
    pub id: String,
    /// Code such as `B4.1`; empty for the root.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Name for narrow places.
    pub short: Text,
    /// Index of the parent.
    pub parent: Option<usize>,
    /// Weight among its siblings.
    pub weight: f64,
    /// Why it weighs what it weighs.
    pub weight_reason: Option<Text>,
    /// How its children are combined.
    pub mean: Mean,
    /// Index of the dimension it belongs to, counted from 0 in display order; `None` for the root.
    pub dimension: Option<u8>,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// The whole.
    Root,
    /// A dimension.
    Dimension {
        /// What it is for.
        purpose: Text,
        /// Where it comes from.
        sources: Vec<SourceRef>,
    },
    /// A domain.
    Domain,
    /// An indicator.
    Indicator(Box<Indicator>),
}

/// What is asked and how the answer counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Ids it had in earlier versions of the model, so that answers follow it.
    pub was: Vec<String>,
    /// The question an assessor asks.
    pub question: Text,
    /// Why it matters.
    pub why: Text,
    /// Kinds of institution it applies to.
    pub applies_to: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
    /// Which clauses it speaks to.
    pub clauses: Vec<ClauseLink>,
    /// What assessors get wrong.
    pub pitfalls: Vec<Text>,
    /// How the answer becomes a score.
    pub scale: IndicatorScale,
}

/// The three kinds of indicator.
#[derive(Debug, Clone, PartialEq)]
pub enum IndicatorScale {
    /// A level for each rung of evidence, lowest first, one for each level of the model.
    Rubric(Vec<RubricLevel>),
    /// A figure.
    Metric(Box<Metric>),
    /// Facts that hold or do not.
    Checklist(Vec<Item>),
}

/// One level of a rubric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RubricLevel {
    /// From 1.
    pub level: u8,
    /// Where its thresholds come from.
    pub basis: Option<Text>,
    /// What can be seen, one fact each.
    pub evidence: Vec<Text>,
    /// How it reads for a kind of institution.
    pub for_types: BTreeMap<String, Text>,
}

/// A figure between goalposts.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Unit, e.g. `%`.
    pub unit: String,
    /// Goalposts for every kind of institution that has none of its own.
    pub goalposts: Goalposts,
    /// Goalposts of single kinds.
    pub goalposts_by_type: BTreeMap<String, Goalposts>,
    /// Why the posts stand there.
    pub goalposts_reason: Text,
    /// How the figure is computed, for people.
    pub formula: Option<String>,
    /// Benchmark metrics the formula uses.
    pub inputs: Vec<String>,
    /// Benchmark metric it equals.
    pub benchmark: Option<String>,
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Id.
    pub id: String,
    /// The fact.
    pub text: Text,
    /// Weight among the items.
    pub weight: f64,
    /// Heading it stands under.
    pub group: Option<Text>,
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRef {
    /// Document id.
    pub document: String,
    /// Section or table.
    pub locator: String,
}

/// How much an indicator says about a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ClauseStrength {
    /// Answers the clause.
    Covers,
    /// Answers a part of it.
    Partly,
    /// Has to do with it.
    Relates,
}

/// A link from an indicator to a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseLink {
    /// Document id.
    pub document: String,
    /// Number within the document.
    pub number: String,
    /// Strength.
    pub strength: ClauseStrength,
    /// Why.
    pub reason: Text,
}

/// A rule that caps the level of a node.
#[derive(Debug, Clone, PartialEq)]
pub struct GateRule {
    /// Id.
    pub id: String,
    /// Index of the capped node.
    pub node: usize,
    /// Highest level meanwhile.
    pub cap: u8,
    /// Index of the watched node.
    pub watch: usize,
    /// Score the watched node has to reach.
    pub below: f64,
    /// Why.
    pub reason: Text,
}

/// What a kind of institution aims at.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Id such as `city_bank`.
    pub kind: String,
    /// Name.
    pub name: Text,
    /// Target score of the whole.
    pub target: f64,
    /// Targets of single nodes, by index.
    pub targets: BTreeMap<usize, f64>,
    /// Weights of single nodes, by index.
    pub weights: BTreeMap<usize, f64>,
    /// Why its weights differ.
    pub weights_reason: Option<Text>,
    /// Why this target.
    pub reason: Text,
}

impl Model {
    /// Index of a node by its id.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// The profile of a kind of institution.
    #[must_use]
    pub fn profile(&self, kind: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.kind == kind)
    }

    /// A document by its id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// Indicators in display order, with their index.
    pub fn indicators(&self) -> impl Iterator<Item = (usize, &Node, &Indicator)> {
        self.nodes.iter().enumerate().filter_map(|(index, node)| node.indicator().map(|indicator| (index, node, indicator)))
    }
}

impl ClauseLink {
    /// The clause, `nfra-2025-95/13`.
    #[must_use]
    pub fn clause(&self) -> String {
        format!("{}/{}", self.document, self.number)
    }
}

impl Document {
    /// A clause of the document as it is cited: `第13项`.
    #[must_use]
    pub fn cite(&self, number: &str) -> Text {
        Text::new(self.clause.zh.replace("{}", number), self.clause.en.replace("{}", number))
    }
}

impl Node {
    /// The indicator, when the node is one.
    #[must_use]
    pub fn indicator(&self) -> Option<&Indicator> {
        match &self.kind {
            NodeKind::Indicator(indicator) => Some(indicator),
            _ => None,
        }
    }
}
