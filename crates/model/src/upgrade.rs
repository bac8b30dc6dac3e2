//! What becomes of the answers when an assessment moves to another version of its model.
//!
//! Shown before anything is moved, and loses nothing: every indicator of the old model is carried, to be reviewed, or retired, and
//! every one of the new model is carried, to be reviewed, or new, each exactly once.
//!
//! # Which models
//!
//! Two models are versions of one another when they have the same `id` ([`Kinship::Version`]); version and content may differ.
//! A fork has an id of its own ([`Kinship::Other`]) even while its content is the same: its authors answer for it. An upgrade is
//! offered between versions only; from a model to its fork, or back, when somebody asks for it.
//!
//! # Which answers
//!
//! An answer is carried as long as what was looked at means the same: the evidence of a rubric, the items of a checklist, the
//! figure of a metric, and the question. What only turns answers into scores leaves them alone: weights, means, gates, points and
//! cut-offs of levels, goalposts, weights of items, targets. Texts that explain leave them alone too: why it matters, pitfalls,
//! the basis of a threshold, links to clauses. A level stands for other evidence when it reads otherwise for one kind of
//! institution, so a change of `for_types` asks for review. Chinese and English both count as wording.
//!
//! A rubric that became a metric, or any other change of kind, carries no value: the old indicator is retired and the new one is
//! new, each with a note. An indicator is followed through its former ids (`was`); since `was` keeps every id that an indicator
//! ever had, any earlier version leads to the present one in one step.

use crate::difference::{Comparison, ItemChange, MetricPart, ModelChange, NodeChange, NodeLines, NodeText, ScaleKind};
use crate::model::{IndicatorScale, Model, Node};
use crate::text::Text;

/// What becomes of every answer, see [`upgrade_plan`].
#[derive(Debug, Clone, PartialEq)]
pub struct UpgradePlan {
    /// How the two models are related.
    pub kinship: Kinship,
    /// Changes of the levels: names, points, cut-offs, meaning. Answers are carried, scores may differ.
    pub scale: Vec<ModelChange>,
    /// Indicators of both models, in display order of the new one; what was retired stands where it stood.
    pub carries: Vec<Carry>,
}

/// How two models are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// The same id.
    Version,
    /// Different ids: a fork, or a stranger.
    Other,
}

/// What becomes of one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carry {
    /// Id in the old model; `None` when it is new.
    pub old: Option<String>,
    /// Id in the new model; `None` when it is retired.
    pub new: Option<String>,
    /// What becomes of the answer.
    pub fate: Fate,
    /// What should be known besides.
    pub note: Option<Text>,
    /// Ids of checklist items that an answer may name and the new model does not have: they leave the answer, and stay in the record.
    pub dropped_items: Vec<String>,
}

/// What becomes of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It means the same.
    Carried,
    /// It is kept and needs a new look, for these reasons; there is at least one.
    Review(Vec<Text>),
    /// There is no answer yet.
    New,
    /// It is kept as a record and no longer counts.
    Retired,
}

/// What becomes of the answers given to `old` when they move to `new`.
#[must_use]
pub fn upgrade_plan(old: &Model, new: &Model) -> UpgradePlan {
    let comparison = Comparison::new(old, new);
    let mut carries = Vec::new();
    for (before, after) in comparison.order() {
        let before = before.map(|index| (index, &old.nodes[index])).filter(|(_, node)| node.indicator().is_some());
        let after = after.map(|index| (index, &new.nodes[index])).filter(|(_, node)| node.indicator().is_some());
        match (before, after) {
            (Some((index, before)), Some((at, after))) => {
                carries.extend(both(before, after, &comparison.node(Some(index), Some(at))));
            }
            (None, Some((_, after))) => carries.push(Carry::arriving(after, None)),
            (Some((_, before)), None) => {
                let note = comparison.merged_into(&before.id).map(|into| {
                    Text::new(
                        format!("已并入“{into}”，那里沿用另一指标的作答"),
                        format!("merged into `{into}`, which keeps the answer of another indicator"),
                    )
                });
                carries.push(Carry::leaving(before, note));
            }
            (None, None) => {}
        }
    }
    UpgradePlan { kinship: if old.id == new.id { Kinship::Version } else { Kinship::Other }, scale: comparison.scale(), carries }
}

impl UpgradePlan {
    /// What becomes of an indicator of the old model.
    #[must_use]
    pub fn of_old(&self, id: &str) -> Option<&Carry> {
        self.carries.iter().find(|carry| carry.old.as_deref() == Some(id))
    }

    /// Where the answer of an indicator of the new model comes from.
    #[must_use]
    pub fn of_new(&self, id: &str) -> Option<&Carry> {
        self.carries.iter().find(|carry| carry.new.as_deref() == Some(id))
    }

    /// Whether every answer means the same and scores the same way.
    #[must_use]
    pub fn carries_everything(&self) -> bool {
        self.scale.is_empty() && self.carries.iter().all(|carry| carry.fate == Fate::Carried)
    }
}

impl Carry {
    fn arriving(node: &Node, note: Option<Text>) -> Self {
        Self { old: None, new: Some(node.id.clone()), fate: Fate::New, note, dropped_items: Vec::new() }
    }

    fn leaving(node: &Node, note: Option<Text>) -> Self {
        Self { old: Some(node.id.clone()), new: None, fate: Fate::Retired, note, dropped_items: Vec::new() }
    }
}

/// An indicator that is in both models.
fn both(old: &Node, new: &Node, changes: &[NodeChange]) -> Vec<Carry> {
    let kind = changes.iter().find_map(|change| match change {
        NodeChange::Kind(kind) => Some(kind),
        _ => None,
    });
    if let Some(kind) = kind {
        let note = kind_note(kind.old, kind.new);
        return vec![Carry::leaving(old, Some(note.clone())), Carry::arriving(new, Some(note))];
    }
    let reasons: Vec<Text> = changes.iter().filter_map(reason).collect();
    // A kind of institution that comes anew has no answer yet, one that leaves has one that no longer counts.
    let note = changes.iter().find(|change| matches!(change, NodeChange::Applicability { .. })).map(NodeChange::describe);
    let dropped_items = match (old.indicator().map(|indicator| &indicator.scale), new.indicator().map(|indicator| &indicator.scale)) {
        (Some(IndicatorScale::Checklist(before)), Some(IndicatorScale::Checklist(after))) => {
            before.iter().filter(|item| !after.iter().any(|other| other.id == item.id)).map(|item| item.id.clone()).collect()
        }
        _ => Vec::new(),
    };
    vec![Carry {
        old: Some(old.id.clone()),
        new: Some(new.id.clone()),
        fate: if reasons.is_empty() { Fate::Carried } else { Fate::Review(reasons) },
        note,
        dropped_items,
    }]
}

fn kind_note(old: ScaleKind, new: ScaleKind) -> Text {
    let (old, new) = (old.name(), new.name());
    Text::new(
        format!("由{}改为{}，原作答不能换算，留作记录，须重新作答", old.zh, new.zh),
        format!("was a {}, is a {}: the answer cannot be converted; it stays on record and a new one is needed", old.en, new.en),
    )
}

/// Why a change asks for a new look at the answer; `None` when the answer means the same.
fn reason(change: &NodeChange) -> Option<Text> {
    let asks = match change {
        NodeChange::Reworded { part, .. } => match part {
            NodeText::Question | NodeText::ForType(..) => true,
            NodeText::Short
            | NodeText::Purpose
            | NodeText::Why
            | NodeText::WeightReason
            | NodeText::Basis(_)
            | NodeText::GoalpostsReason => false,
        },
        NodeChange::Line { part, .. } => matches!(part, NodeLines::Evidence(_)),
        NodeChange::Unit(_) => true,
        // The formula defines the figure, and so does the benchmark metric it equals; to say for the first time which one it equals
        // does not change it. `inputs` only names what the formula uses.
        NodeChange::Definition { part, text } => match part {
            MetricPart::Formula => true,
            MetricPart::Benchmark => text.old.is_some() && text.new.is_some(),
            MetricPart::Inputs => false,
        },
        NodeChange::Item { change, .. } => match change {
            ItemChange::New(_) | ItemChange::Retired(_) | ItemChange::Reworded(_) => true,
            ItemChange::Weight(_) | ItemChange::Group(_) => false,
        },
        NodeChange::New
        | NodeChange::Retired { .. }
        | NodeChange::Id(_)
        | NodeChange::Code(_)
        | NodeChange::Renamed(_)
        | NodeChange::Moved(_)
        | NodeChange::Reordered
        | NodeChange::Weight(_)
        | NodeChange::Mean(_)
        | NodeChange::Kind(_)
        | NodeChange::Goalposts { .. }
        | NodeChange::Applicability { .. }
        | NodeChange::Source(..)
        | NodeChange::Clause { .. } => false,
    };
    asks.then(|| change.describe())
}
