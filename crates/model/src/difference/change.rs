//! What can differ between two models, as plain data.

use crate::model::{ClauseStrength, Document, IndicatorScale, SourceRef};
use crate::text::Text;
use shuheng_engine::Mean;
use shuheng_engine::normalise::Goalposts;

/// A value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed<T> {
    /// In the old model.
    pub old: T,
    /// In the new one.
    pub new: T,
}

/// Something with an id and a name for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// Everything that changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ModelDifference {
    /// Of the model as a whole: identity, texts, documents, scale, gates, kinds of institution, readiness, statements about clauses.
    pub model: Vec<ModelChange>,
    /// Nodes with a change, in display order of the new model; what was retired stands where it stood.
    pub nodes: Vec<NodeDifference>,
}

/// A change of the model as a whole.
#[derive(Debug, Clone, PartialEq)]
pub enum ModelChange {
    /// The id: the new model is another one, such as a fork.
    Id(Changed<String>),
    /// The version.
    Version(Changed<String>),
    /// A text about the model.
    Reworded {
        /// Which.
        part: ModelText,
        /// Its wording.
        text: Changed<Text>,
    },
    /// The share of weight (0–1) that must be answered before a node has a level.
    MinimumCoverage(Changed<f64>),
    /// A document.
    Document {
        /// Its id.
        id: String,
        /// What changed.
        change: DocumentChange,
    },
    /// A level of the scale.
    Level {
        /// From 1.
        level: u8,
        /// What changed.
        change: LevelChange,
    },
    /// A gate.
    Gate {
        /// Its id.
        id: String,
        /// What changed.
        change: GateChange,
    },
    /// A kind of institution.
    Profile {
        /// Its id and name.
        kind: Named,
        /// What changed.
        change: ProfileChange,
    },
    /// When a clause counts as answered.
    Readiness(ReadinessChange),
    /// What the links leave open of a clause.
    Statement {
        /// The clause, `nfra-2025-95/13`.
        clause: String,
        /// What changed.
        change: StatementChange,
    },
}

/// A text about a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelText {
    /// Its name.
    Name,
    /// What it measures.
    Summary,
    /// What it is not.
    Disclaimer,
    /// The line beside figures of its source.
    Attribution,
}

/// A change of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum DocumentChange {
    /// It is new.
    New,
    /// It is gone.
    Retired,
    /// Title, short name, publisher, date or way of citing.
    Described(Box<Changed<Document>>),
}

/// A change of a level of the scale.
#[derive(Debug, Clone, PartialEq)]
pub enum LevelChange {
    /// Its name.
    Name(Changed<Text>),
    /// The score (0–100) of a rubric answer on it.
    Points(Changed<f64>),
    /// The score (0–100) from which a node has it.
    From(Changed<f64>),
    /// What it means.
    Meaning(Changed<Text>),
}

/// A change of a gate. Nodes are named as the new model names them, so that a renamed node is no change of the gate.
#[derive(Debug, Clone, PartialEq)]
pub enum GateChange {
    /// It is new.
    New,
    /// It is gone.
    Retired,
    /// Which node it caps.
    Node(Changed<Named>),
    /// Which node it watches.
    Watch(Changed<Named>),
    /// The highest level meanwhile.
    Cap(Changed<u8>),
    /// The score (0–100) the watched node has to reach.
    Below(Changed<f64>),
    /// Why.
    Reason(Changed<Text>),
}

/// A change of a kind of institution.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfileChange {
    /// It is new.
    New,
    /// It is gone.
    Retired,
    /// Its name.
    Name(Changed<Text>),
    /// Target score (0–100) of the whole.
    Target(Changed<f64>),
    /// Target score (0–100) of one node; `None` where it has none of its own.
    NodeTarget(Named, Changed<Option<f64>>),
    /// Weight of one node; `None` where it has none of its own.
    NodeWeight(Named, Changed<Option<f64>>),
    /// Why this target.
    Reason(Changed<Text>),
    /// Why its weights differ.
    WeightsReason(Changed<Option<Text>>),
}

/// A change of when a clause counts as answered.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadinessChange {
    /// The score (0–100) from which a clause is ready.
    Ready(Changed<f64>),
    /// The score (0–100) from which it is partly ready.
    Partly(Changed<f64>),
    /// Why there.
    Reason(Changed<Text>),
}

/// A change of a statement about a clause.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementChange {
    /// It is new.
    New,
    /// It is gone.
    Retired,
    /// Whether the links answer the whole clause.
    Complete(Changed<bool>),
    /// What they leave open.
    Reason(Changed<Text>),
}

/// A node with what changed about it.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeDifference {
    /// Id in the old model; `None` when it is new.
    pub old: Option<String>,
    /// Id in the new model; `None` when it is retired.
    pub new: Option<String>,
    /// Code, such as `B4.1`, in the new model or, when it is retired, in the old one.
    pub code: String,
    /// Name, likewise.
    pub name: Text,
    /// The changes, never empty.
    pub changes: Vec<NodeChange>,
}

/// A change of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeChange {
    /// It is new.
    New,
    /// It is gone; `into` is the id of the indicator that names it among its former ids but follows another one.
    Retired {
        /// Where it went.
        into: Option<String>,
    },
    /// Its id.
    Id(Changed<String>),
    /// Its declared code. Codes of indicators follow from their position and are not compared.
    Code(Changed<String>),
    /// Its name.
    Renamed(Changed<Text>),
    /// The node it hangs below.
    Moved(Changed<Named>),
    /// The order of the nodes below it.
    Reordered,
    /// Its weight among its siblings.
    Weight(Changed<f64>),
    /// How its children are combined.
    Mean(Changed<Mean>),
    /// A text that is there once.
    Reworded {
        /// Which.
        part: NodeText,
        /// Its wording; `None` where there is none.
        text: Changed<Option<Text>>,
    },
    /// A line of a list of lines.
    Line {
        /// Which list.
        part: NodeLines,
        /// Number of the line, from 1: in the new list, or in the old one when it was dropped.
        line: usize,
        /// Its wording; `None` where there is none.
        text: Changed<Option<Text>>,
    },
    /// Rubric, metric or checklist.
    Kind(Changed<ScaleKind>),
    /// The unit of a metric.
    Unit(Changed<String>),
    /// How a metric's figure is defined.
    Definition {
        /// Which part.
        part: MetricPart,
        /// What it says; `None` where there is none.
        text: Changed<Option<String>>,
    },
    /// Goalposts of a metric.
    Goalposts {
        /// For which kind of institution; `None` for those that have none of their own.
        kind: Option<Named>,
        /// The posts; `None` where there are none.
        posts: Changed<Option<Goalposts>>,
    },
    /// An item of a checklist.
    Item {
        /// Its id.
        id: String,
        /// What changed.
        change: ItemChange,
    },
    /// Kinds of institution it applies to.
    Applicability {
        /// New ones.
        added: Vec<Named>,
        /// Those it no longer applies to.
        removed: Vec<Named>,
    },
    /// A source that is new (`true`) or gone.
    Source(SourceRef, bool),
    /// A link to a clause.
    Clause {
        /// The clause, `nfra-2025-95/13`.
        clause: String,
        /// What changed.
        change: ClauseChange,
    },
}

/// A text of a node that is there once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeText {
    /// Name for narrow places.
    Short,
    /// What a dimension is for.
    Purpose,
    /// What an assessor asks.
    Question,
    /// Why it matters.
    Why,
    /// Why it weighs what it weighs.
    WeightReason,
    /// Where the thresholds of a level come from.
    Basis(u8),
    /// How a level reads for a kind of institution.
    ForType(u8, Named),
    /// Why the goalposts stand there.
    GoalpostsReason,
}

/// A list of lines of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeLines {
    /// Evidence of a level.
    Evidence(u8),
    /// What assessors get wrong.
    Pitfalls,
}

/// The three kinds of indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleKind {
    /// A rubric.
    Rubric,
    /// A metric.
    Metric,
    /// A checklist.
    Checklist,
}

/// What defines a metric's figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricPart {
    /// The formula.
    Formula,
    /// The benchmark metrics it uses, joined by commas.
    Inputs,
    /// The benchmark metric it equals.
    Benchmark,
}

/// A change of an item of a checklist.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemChange {
    /// It is new.
    New(Text),
    /// It is gone.
    Retired(Text),
    /// The fact.
    Reworded(Changed<Text>),
    /// Its weight.
    Weight(Changed<f64>),
    /// The heading it stands under.
    Group(Changed<Option<Text>>),
}

/// A change of a link to a clause.
#[derive(Debug, Clone, PartialEq)]
pub enum ClauseChange {
    /// It is new.
    New(ClauseStrength),
    /// It is gone.
    Retired(ClauseStrength),
    /// How much the indicator says about it.
    Strength(Changed<ClauseStrength>),
    /// Why.
    Reason(Changed<Text>),
}

impl ModelDifference {
    /// Whether the two models ask and weigh the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.model.is_empty() && self.nodes.is_empty()
    }
}

impl ScaleKind {
    /// The kind of a scale.
    #[must_use]
    pub fn of(scale: &IndicatorScale) -> Self {
        match scale {
            IndicatorScale::Rubric(_) => Self::Rubric,
            IndicatorScale::Metric(_) => Self::Metric,
            IndicatorScale::Checklist(_) => Self::Checklist,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Rubric => Text::new("量规", "rubric"),
            Self::Metric => Text::new("定量指标", "metric"),
            Self::Checklist => Text::new("清单", "checklist"),
        }
    }
}
