//! What the workbook is made from: plain data, filled by the workbench, with nothing of the other crates in it.

mod benchmark;
mod coverage;

pub use benchmark::*;
pub use coverage::*;

/// The language of every fixed text of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 简体中文
    Zh,
    /// English
    En,
}

/// Everything that the workbook shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportInput {
    /// Language of the fixed texts; names and sentences in the other fields come in this language already.
    pub language: Language,
    /// Name of the institution that was assessed.
    pub institution: String,
    /// What kind of institution it is, as people read it (城市商业银行).
    pub institution_type: String,
    /// Year of the assessment.
    pub year: i32,
    /// Which assessment it is and how far it has come, as people read it (2025年度　草稿); may be empty.
    pub assessment: String,
    /// On what its answers rest, as people read it (41项直接评定，11项议定); may be empty.
    pub rests_on: String,
    /// When the workbook was made: `YYYY-MM-DD HH:MM`. Also the creation date of the document.
    pub generated_at: String,
    /// Version of the product, as people read it (`0.1.0`).
    pub product_version: String,
    /// A sentence on confidentiality for the cover and the page footers; may be empty.
    pub confidential_note: String,
    /// The evaluation model that was used.
    pub model: ModelFacts,
    /// The tree in reading order: the root first, every node after its parent.
    pub nodes: Vec<Node>,
    /// IT spending of institutions (Table 3 of the CAICT report and what joins it).
    pub benchmark: Vec<BenchmarkRow>,
    /// The sector around it (Table 1 and Figure 2 of the CAICT report).
    pub context: Vec<ContextRow>,
    /// Pictures for the summary, in order.
    pub pictures: Vec<Picture>,
}

/// What the workbook says about the evaluation model.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFacts {
    /// Identifier (`caict-value-2025`).
    pub id: String,
    /// Name.
    pub name: String,
    /// Semantic version.
    pub version: String,
    /// Content digest.
    pub digest: String,
    /// What the model is not.
    pub disclaimer: String,
    /// The line that goes wherever its figures are shown (来源：中国信息通信研究院).
    pub attribution: String,
    /// The levels, lowest first. At least one; cut-offs rise.
    pub levels: Vec<LevelBand>,
    /// 0–1: a node with less of its applicable weight answered has no level.
    pub minimum_coverage: f64,
    /// Rules that cap a level.
    pub gates: Vec<Gate>,
    /// Documents that sources may name.
    pub documents: Vec<Document>,
}

/// One level of the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelBand {
    /// 1–5.
    pub level: u8,
    /// Name (稳健级).
    pub name: String,
    /// Score of a rubric answer on this level.
    pub points: f64,
    /// A node at or above this score has the level.
    pub from: f64,
    /// What the level means, one line.
    pub meaning: String,
}

/// A rule that caps a node's level.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// The rule and its reason, as people read it.
    pub text: String,
    /// The rule as the workbook computes it; `None` when a node that it names is not in this tree.
    pub rule: Option<GateRule>,
}

/// While the watched node has a score below `below`, the level of `node` is at most `cap`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GateRule {
    /// Index in [`ReportInput::nodes`] of the node whose level is capped.
    pub node: usize,
    /// The highest level left to it.
    pub cap: u8,
    /// Index of the node that is watched.
    pub watch: usize,
    /// The score below which the gate closes.
    pub below: f64,
}

/// A document that the model draws on.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Identifier that sources use.
    pub id: String,
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Month or day of publication.
    pub date: String,
}

/// How a node combines its children.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mean {
    /// Weighted arithmetic mean.
    Arithmetic,
    /// Weighted geometric mean.
    Geometric,
    /// Weighted harmonic mean.
    Harmonic,
    /// The smallest child.
    Minimum,
    /// Weighted power mean with this exponent; with 0 it is the geometric mean.
    Power(f64),
}

impl Mean {
    /// The exponent with which a mean is computed as a power mean: −1 for the harmonic one. `None` for the means that have a
    /// formula of their own.
    pub(crate) fn exponent(self) -> Option<f64> {
        match self {
            Self::Harmonic => Some(-1.0),
            Self::Power(exponent) if exponent != 0.0 => Some(exponent),
            _ => None,
        }
    }
}

/// A node of the tree with the engine's numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Identifier in the model.
    pub id: String,
    /// Short code (`B4`, `B4.1`); may be empty for the root.
    pub code: String,
    /// Name.
    pub name: String,
    /// Short name for the axis of a chart; empty means the name.
    pub short_name: String,
    /// 0 root, 1 dimension, 2 domain, 3 indicator.
    pub depth: u8,
    /// Index of the parent in [`ReportInput::nodes`]; `None` for the root only.
    pub parent: Option<usize>,
    /// How it combines its children; without meaning for an indicator.
    pub mean: Mean,
    /// Weight relative to its siblings.
    pub local_weight: f64,
    /// Share of the whole after 不适用 has left (0–1).
    pub effective_weight: f64,
    /// Score 0–100, `None` when nothing below it is answered.
    pub score: Option<f64>,
    /// Level after gates.
    pub level: Option<u8>,
    /// Level before gates.
    pub level_before_gate: Option<u8>,
    /// Share of the applicable weight that has an answer (0–1).
    pub coverage: f64,
    /// Points of the total that come from it.
    pub contribution: Option<f64>,
    /// Score that the institution aims at.
    pub target: Option<f64>,
    /// What only an indicator has.
    pub indicator: Option<Indicator>,
}

/// The part of a node that only an indicator has.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// How an answer becomes a score.
    pub kind: Kind,
    /// The answer that counts.
    pub answer: Answer,
    /// What an assessor asks.
    pub question: String,
    /// Confidence in the answer, as people read it (高); may be empty.
    pub confidence: String,
    /// What the answer rests on, as people read it (5份作答的中位数); may be empty.
    pub basis: String,
    /// Why this answer.
    pub rationale: String,
    /// What was seen.
    pub evidence: Vec<Evidence>,
    /// Where the indicator comes from, as people read it.
    pub sources: String,
    /// The lines of the rubric that describe the chosen level.
    pub level_evidence: Vec<String>,
}

/// How an answer becomes a score.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A level 1–5, each worth points.
    Rubric {
        /// Points of levels 1–5.
        points: [f64; 5],
    },
    /// A figure between goalposts.
    Metric {
        /// Unit of the figure.
        unit: String,
        /// Which way is better.
        direction: Direction,
        /// Lower goalpost; always below `high`.
        low: f64,
        /// Upper goalpost.
        high: f64,
        /// How the figure moves between the posts.
        transform: Transform,
        /// Whether a figure beyond a post counts as the post; without it such a figure has no score.
        cap: bool,
    },
    /// Facts that hold or do not.
    Checklist {
        /// The facts.
        items: Vec<ChecklistItem>,
    },
}

/// Which way a metric is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better: 0 at the lower post, 100 at the upper.
    Higher,
    /// Less is better: 100 at the lower post, 0 at the upper.
    Lower,
}

/// How a metric moves between its goalposts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transform {
    /// In proportion to the figure.
    Linear,
    /// In proportion to its logarithm; both posts are above zero.
    Log,
}

/// One fact of a checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct ChecklistItem {
    /// The fact.
    pub text: String,
    /// Its weight among the items.
    pub weight: f64,
    /// Whether it holds.
    pub held: bool,
}

/// The answer that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// A level of a rubric, 1–5.
    Level(u8),
    /// The figure of a metric.
    Number(f64),
    /// A checklist was filled in; see its items.
    Items,
    /// 不适用: leaves the tree, its weight goes to its siblings.
    NotApplicable,
    /// No answer yet.
    None,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub title: String,
    /// Where in it.
    pub locator: String,
    /// How strong it is, as people read it; may be empty.
    pub strength: String,
}

/// A picture for the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The finding that it shows.
    pub title: String,
    /// PNG file.
    pub png: Vec<u8>,
    /// Width of the PNG in pixels.
    pub width: u32,
    /// Height of the PNG in pixels.
    pub height: u32,
}
