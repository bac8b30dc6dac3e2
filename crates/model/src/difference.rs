//! What changed between two models: for `model diff`, for the window, and as the ground on which an upgrade stands.
//!
//! Plain data in display order, each change with a short sentence in both languages ([`ModelDifference::sentences`]). Nodes are
//! matched by id; an indicator also by the ids it had (`was`), whichever of the two models remembers them. What only lays things
//! out differently is no difference: comments, the order of documents, gates, profiles, sources and items, and the codes that
//! indicators get from their position.

use crate::model::{
    ClauseCoverage, ClauseLink, ClauseStrength, Document, GateRule, Indicator, IndicatorScale, Item, LevelSpec, Metric, Model, Node,
    NodeKind, Profile, Readiness, RubricLevel, SourceRef,
};
use crate::text::Text;
use shuheng_engine::Mean;
use shuheng_engine::normalise::{Direction, Goalposts, Transform};
use std::collections::{BTreeMap, BTreeSet};

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

/// What changed from `old` to `new`.
#[must_use]
pub fn difference(old: &Model, new: &Model) -> ModelDifference {
    let comparison = Comparison::new(old, new);
    ModelDifference { model: comparison.model(), nodes: comparison.nodes() }
}

impl ModelDifference {
    /// Whether the two models ask and weigh the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.model.is_empty() && self.nodes.is_empty()
    }

    /// One sentence for each change, in display order; those about a node begin with its code and name.
    #[must_use]
    pub fn sentences(&self) -> Vec<Text> {
        let of_nodes = self.nodes.iter().flat_map(|node| {
            let zh = format!("{}{}：", node.code, node.name.zh);
            let en = format!("{} {}: ", node.code, node.name.en);
            node.changes.iter().map(move |change| {
                let told = change.describe();
                Text::new(format!("{zh}{}", told.zh), format!("{}{}", en.trim_start(), told.en))
            })
        });
        self.model.iter().map(ModelChange::describe).chain(of_nodes).collect()
    }
}

/// Whether the ids that an old indicator (with its node) and a new one (with its own) had make them one.
type Remembers = fn(&Node, &Indicator, &Node, &Indicator) -> bool;

/// Which node of one model is which of the other.
pub(crate) struct Comparison<'m> {
    pub old: &'m Model,
    pub new: &'m Model,
    /// By index in the old model.
    new_of: Vec<Option<usize>>,
    /// By index in the new model.
    old_of: Vec<Option<usize>>,
}

impl<'m> Comparison<'m> {
    pub fn new(old: &'m Model, new: &'m Model) -> Self {
        let mut found = Self { old, new, new_of: vec![None; old.nodes.len()], old_of: vec![None; new.nodes.len()] };
        let by_id: BTreeMap<&str, usize> = old.nodes.iter().enumerate().map(|(index, node)| (node.id.as_str(), index)).collect();
        for (at, node) in new.nodes.iter().enumerate() {
            let same = by_id.get(node.id.as_str()).filter(|index| layer(&old.nodes[**index]) == layer(node));
            if let Some(index) = same {
                found.pair(*index, at);
            }
        }
        // Only then former ids: an indicator that kept its id is never taken for the new form of another.
        let remembers: [Remembers; 3] = [
            |before, _, _, after| after.was.contains(&before.id),
            |_, before, after, _| before.was.contains(&after.id),
            |_, before, _, after| before.was.iter().any(|id| after.was.contains(id)),
        ];
        for is_it in remembers {
            for (at, after, now) in new.indicators() {
                let candidates = || old.indicators().filter(|(_, before, then)| is_it(before, then, after, now));
                // Of several that became one, the one whose id it names first.
                let rank = |id: &str| now.was.iter().position(|former| former == id).unwrap_or(usize::MAX);
                let free = candidates().filter(|(index, _, _)| found.new_of[*index].is_none());
                if let Some((index, _, _)) = free.min_by_key(|(index, before, _)| (rank(&before.id), *index)) {
                    found.pair(index, at);
                }
            }
        }
        found
    }

    /// Pairs two nodes, unless one of them is taken.
    fn pair(&mut self, old: usize, new: usize) {
        if self.new_of[old].is_none() && self.old_of[new].is_none() {
            self.new_of[old] = Some(new);
            self.old_of[new] = Some(old);
        }
    }

    /// Every node of both models once, by index: display order of the new model, what was retired after what stood before it.
    pub fn order(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let mut retired: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut anchor = 0;
        for (index, new) in self.new_of.iter().enumerate() {
            match new {
                Some(new) => anchor = *new,
                None => retired.entry(anchor).or_default().push(index),
            }
        }
        let mut order = Vec::new();
        for (at, old) in self.old_of.iter().enumerate() {
            order.push((*old, Some(at)));
            order.extend(retired.remove(&at).unwrap_or_default().into_iter().map(|index| (Some(index), None)));
        }
        order
    }

    /// The indicator that names a retired one among its former ids.
    pub fn merged_into(&self, retired: &str) -> Option<&'m str> {
        let found = self.new.indicators().find(|(_, _, indicator)| indicator.was.iter().any(|id| id == retired));
        found.map(|(_, node, _)| node.id.as_str())
    }

    /// A node of the old model as the new one names it, or as it was named.
    fn old_named(&self, index: usize) -> Named {
        self.new_of[index].map_or_else(|| named(&self.old.nodes[index]), |new| named(&self.new.nodes[new]))
    }

    fn kind_named(&self, kind: &str) -> Named {
        let profile = self.new.profile(kind).or_else(|| self.old.profile(kind));
        Named { id: kind.to_owned(), name: profile.map_or_else(|| Text::new(kind, kind), |profile| profile.name.clone()) }
    }

    fn model(&self) -> Vec<ModelChange> {
        let (old, new) = (self.old, self.new);
        let mut changes = Vec::new();
        changes.extend(changed(&old.id, &new.id).map(ModelChange::Id));
        changes.extend(changed(&old.version, &new.version).map(ModelChange::Version));
        for (part, before, after) in [
            (ModelText::Name, &old.name, &new.name),
            (ModelText::Summary, &old.summary, &new.summary),
            (ModelText::Disclaimer, &old.disclaimer, &new.disclaimer),
            (ModelText::Attribution, &old.attribution, &new.attribution),
        ] {
            changes.extend(changed(before, after).map(|text| ModelChange::Reworded { part, text }));
        }
        changes.extend(changed(&old.minimum_coverage, &new.minimum_coverage).map(ModelChange::MinimumCoverage));
        let documents = both(&old.documents, &new.documents, |document| document.id.as_str());
        changes.extend(
            documents.into_iter().filter_map(|(id, before, after)| {
                Some(ModelChange::Document { id: id.to_owned(), change: document_change(before, after)? })
            }),
        );
        changes.extend(self.scale());
        for (id, before, after) in both(&old.gates, &new.gates, |gate| gate.id.as_str()) {
            let told = self.gate(before, after).into_iter();
            changes.extend(told.map(|change| ModelChange::Gate { id: id.to_owned(), change }));
        }
        for (kind, before, after) in both(&old.profiles, &new.profiles, |profile| profile.kind.as_str()) {
            let kind = self.kind_named(kind);
            let told = self.profile(before, after).into_iter();
            changes.extend(told.map(|change| ModelChange::Profile { kind: kind.clone(), change }));
        }
        changes.extend(readiness(&old.readiness, &new.readiness).into_iter().map(ModelChange::Readiness));
        for (clause, before, after) in both(&old.crosswalk, &new.crosswalk, |entry| entry.clause.as_str()) {
            let told = statement(before, after).into_iter();
            changes.extend(told.map(|change| ModelChange::Statement { clause: clause.to_owned(), change }));
        }
        changes
    }

    /// Changes of the levels.
    pub fn scale(&self) -> Vec<ModelChange> {
        let levels = self.old.levels.iter().zip(&self.new.levels);
        levels
            .flat_map(|(old, new)| {
                let level = new.level;
                level_changes(old, new).into_iter().map(move |change| ModelChange::Level { level, change })
            })
            .collect()
    }

    fn gate(&self, old: Option<&GateRule>, new: Option<&GateRule>) -> Vec<GateChange> {
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => return vec![GateChange::New],
            _ => return vec![GateChange::Retired],
        };
        let node = |old: usize, new: usize| {
            (self.new_of[old] != Some(new)).then(|| Changed { old: self.old_named(old), new: named(&self.new.nodes[new]) })
        };
        let mut changes = Vec::new();
        changes.extend(node(old.node, new.node).map(GateChange::Node));
        changes.extend(node(old.watch, new.watch).map(GateChange::Watch));
        changes.extend(changed(&old.cap, &new.cap).map(GateChange::Cap));
        changes.extend(changed(&old.below, &new.below).map(GateChange::Below));
        changes.extend(changed(&old.reason, &new.reason).map(GateChange::Reason));
        changes
    }

    fn profile(&self, old: Option<&Profile>, new: Option<&Profile>) -> Vec<ProfileChange> {
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => return vec![ProfileChange::New],
            _ => return vec![ProfileChange::Retired],
        };
        let mut changes = Vec::new();
        changes.extend(changed(&old.name, &new.name).map(ProfileChange::Name));
        changes.extend(changed(&old.target, &new.target).map(ProfileChange::Target));
        changes.extend(self.by_node(&old.targets, &new.targets).into_iter().map(|(node, own)| ProfileChange::NodeTarget(node, own)));
        changes.extend(changed(&old.reason, &new.reason).map(ProfileChange::Reason));
        changes.extend(self.by_node(&old.weights, &new.weights).into_iter().map(|(node, own)| ProfileChange::NodeWeight(node, own)));
        changes.extend(changed(&old.weights_reason, &new.weights_reason).map(ProfileChange::WeightsReason));
        changes
    }

    /// Numbers by node that changed, in display order.
    fn by_node(&self, old: &BTreeMap<usize, f64>, new: &BTreeMap<usize, f64>) -> Vec<(Named, Changed<Option<f64>>)> {
        let own = |index: Option<usize>, numbers: &BTreeMap<usize, f64>| index.and_then(|index| numbers.get(&index)).copied();
        let told = self.order().into_iter().filter_map(|(before, after)| {
            let change = changed(&own(before, old), &own(after, new))?;
            let node = match (before, after) {
                (_, Some(after)) => named(&self.new.nodes[after]),
                (Some(before), None) => named(&self.old.nodes[before]),
                (None, None) => return None,
            };
            Some((node, change))
        });
        told.collect()
    }

    fn nodes(&self) -> Vec<NodeDifference> {
        let nodes = self.order().into_iter().filter_map(|(old, new)| {
            let changes = self.node(old, new);
            let shown = new.map(|new| &self.new.nodes[new]).or_else(|| old.map(|old| &self.old.nodes[old]))?;
            (!changes.is_empty()).then(|| NodeDifference {
                old: old.map(|old| self.old.nodes[old].id.clone()),
                new: new.map(|new| self.new.nodes[new].id.clone()),
                code: shown.code.clone(),
                name: shown.name.clone(),
                changes,
            })
        });
        nodes.collect()
    }

    /// What changed about one node, by its index in both models.
    pub fn node(&self, old: Option<usize>, new: Option<usize>) -> Vec<NodeChange> {
        let (index, at) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => return vec![NodeChange::New],
            (Some(old), None) => {
                return vec![NodeChange::Retired { into: self.merged_into(&self.old.nodes[old].id).map(str::to_owned) }];
            }
            (None, None) => return Vec::new(),
        };
        let (old, new) = (&self.old.nodes[index], &self.new.nodes[at]);
        let mut changes = Vec::new();
        changes.extend(changed(&old.id, &new.id).map(NodeChange::Id));
        // The root's names are the model's.
        if new.parent.is_some() {
            if new.indicator().is_none() {
                changes.extend(changed(&old.code, &new.code).map(NodeChange::Code));
            }
            changes.extend(changed(&old.name, &new.name).map(NodeChange::Renamed));
            // Without a short name of its own a node has its name for one.
            if old.short != old.name || new.short != new.name {
                let text = changed(&Some(&old.short), &Some(&new.short)).map(|text| text.map(|text| text.cloned()));
                changes.extend(text.map(|text| NodeChange::Reworded { part: NodeText::Short, text }));
            }
        }
        changes.extend(self.moved(old, new).map(NodeChange::Moved));
        if self.reordered(index, at) {
            changes.push(NodeChange::Reordered);
        }
        changes.extend(changed(&old.weight, &new.weight).map(NodeChange::Weight));
        changes.extend(reworded(NodeText::WeightReason, &old.weight_reason, &new.weight_reason));
        changes.extend(changed(&old.mean, &new.mean).map(NodeChange::Mean));
        match (&old.kind, &new.kind) {
            (NodeKind::Dimension { purpose: before, sources: from }, NodeKind::Dimension { purpose: after, sources: to }) => {
                changes.extend(reworded(NodeText::Purpose, &Some(before.clone()), &Some(after.clone())));
                changes.extend(sources(from, to));
            }
            (NodeKind::Indicator(before), NodeKind::Indicator(after)) => changes.extend(self.indicator(before, after)),
            _ => {}
        }
        changes
    }

    fn moved(&self, old: &Node, new: &Node) -> Option<Changed<Named>> {
        let (before, after) = (old.parent?, new.parent?);
        (self.new_of[before] != Some(after)).then(|| Changed { old: self.old_named(before), new: named(&self.new.nodes[after]) })
    }

    /// Whether the nodes that stayed below a node stand in another order.
    fn reordered(&self, old: usize, new: usize) -> bool {
        let children = |model: &Model, parent: usize| -> Vec<usize> {
            (0..model.nodes.len()).filter(|index| model.nodes[*index].parent == Some(parent)).collect()
        };
        let now = children(self.new, new);
        let then: Vec<usize> =
            children(self.old, old).into_iter().filter_map(|index| self.new_of[index]).filter(|index| now.contains(index)).collect();
        !then.is_sorted()
    }

    fn indicator(&self, old: &Indicator, new: &Indicator) -> Vec<NodeChange> {
        let mut changes = Vec::new();
        changes.extend(reworded(NodeText::Question, &Some(old.question.clone()), &Some(new.question.clone())));
        changes.extend(reworded(NodeText::Why, &Some(old.why.clone()), &Some(new.why.clone())));
        changes.extend(self.applicability(&old.applies_to, &new.applies_to));
        changes.extend(sources(&old.sources, &new.sources));
        changes.extend(clauses(&old.clauses, &new.clauses));
        match (&old.scale, &new.scale) {
            (IndicatorScale::Rubric(before), IndicatorScale::Rubric(after)) => {
                before.iter().zip(after).for_each(|(before, after)| changes.extend(self.rubric_level(before, after)));
            }
            (IndicatorScale::Metric(before), IndicatorScale::Metric(after)) => changes.extend(self.metric(before, after)),
            (IndicatorScale::Checklist(before), IndicatorScale::Checklist(after)) => changes.extend(items(before, after)),
            (before, after) => changes.push(NodeChange::Kind(Changed { old: ScaleKind::of(before), new: ScaleKind::of(after) })),
        }
        changes.extend(lines(NodeLines::Pitfalls, &old.pitfalls, &new.pitfalls));
        changes
    }

    fn applicability(&self, old: &[String], new: &[String]) -> Option<NodeChange> {
        let missing = |from: &[String], among: &[String]| -> Vec<Named> {
            from.iter().filter(|kind| !among.contains(kind)).map(|kind| self.kind_named(kind)).collect()
        };
        let (added, removed) = (missing(new, old), missing(old, new));
        (!added.is_empty() || !removed.is_empty()).then_some(NodeChange::Applicability { added, removed })
    }

    fn rubric_level(&self, old: &RubricLevel, new: &RubricLevel) -> Vec<NodeChange> {
        let level = new.level;
        let mut changes = lines(NodeLines::Evidence(level), &old.evidence, &new.evidence);
        changes.extend(reworded(NodeText::Basis(level), &old.basis, &new.basis));
        let kinds: BTreeSet<&String> = old.for_types.keys().chain(new.for_types.keys()).collect();
        for kind in kinds {
            let part = NodeText::ForType(level, self.kind_named(kind));
            changes.extend(reworded(part, &old.for_types.get(kind).cloned(), &new.for_types.get(kind).cloned()));
        }
        changes
    }

    fn metric(&self, old: &Metric, new: &Metric) -> Vec<NodeChange> {
        let joined = |inputs: &[String]| (!inputs.is_empty()).then(|| inputs.join(", "));
        let mut changes = Vec::new();
        changes.extend(changed(&old.unit, &new.unit).map(NodeChange::Unit));
        for (part, before, after) in [
            (MetricPart::Formula, old.formula.clone(), new.formula.clone()),
            (MetricPart::Inputs, joined(&old.inputs), joined(&new.inputs)),
            (MetricPart::Benchmark, old.benchmark.clone(), new.benchmark.clone()),
        ] {
            changes.extend(changed(&before, &after).map(|text| NodeChange::Definition { part, text }));
        }
        let posts = changed(&Some(old.goalposts), &Some(new.goalposts));
        changes.extend(posts.map(|posts| NodeChange::Goalposts { kind: None, posts }));
        let kinds: BTreeSet<&String> = old.goalposts_by_type.keys().chain(new.goalposts_by_type.keys()).collect();
        for kind in kinds {
            let posts = changed(&old.goalposts_by_type.get(kind).copied(), &new.goalposts_by_type.get(kind).copied());
            changes.extend(posts.map(|posts| NodeChange::Goalposts { kind: Some(self.kind_named(kind)), posts }));
        }
        changes.extend(reworded(NodeText::GoalpostsReason, &Some(old.goalposts_reason.clone()), &Some(new.goalposts_reason.clone())));
        changes
    }
}

impl<T> Changed<T> {
    fn map<U>(self, f: impl Fn(T) -> U) -> Changed<U> {
        Changed { old: f(self.old), new: f(self.new) }
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

fn changed<T: PartialEq + Clone>(old: &T, new: &T) -> Option<Changed<T>> {
    (old != new).then(|| Changed { old: old.clone(), new: new.clone() })
}

fn reworded(part: NodeText, old: &Option<Text>, new: &Option<Text>) -> Option<NodeChange> {
    changed(old, new).map(|text| NodeChange::Reworded { part, text })
}

fn named(node: &Node) -> Named {
    Named { id: node.id.clone(), name: node.name.clone() }
}

/// Root, dimension, domain or indicator: a node is never taken for one of another layer.
fn layer(node: &Node) -> u8 {
    match node.kind {
        NodeKind::Root => 0,
        NodeKind::Dimension { .. } => 1,
        NodeKind::Domain => 2,
        NodeKind::Indicator(_) => 3,
    }
}

/// An entry of two lists by its id, as the old and as the new list has it.
type Both<'a, T> = (&'a str, Option<&'a T>, Option<&'a T>);

/// Every entry of two lists: in the order of the new one, then what only the old one has.
fn both<'a, T>(old: &'a [T], new: &'a [T], id: fn(&T) -> &str) -> Vec<Both<'a, T>> {
    let find = |list: &'a [T], wanted: &str| list.iter().find(|entry| id(entry) == wanted);
    let present = new.iter().map(|entry| (id(entry), find(old, id(entry)), Some(entry)));
    let gone = old.iter().filter(|entry| find(new, id(entry)).is_none()).map(|entry| (id(entry), Some(entry), None));
    present.chain(gone).collect()
}

fn document_change(old: Option<&Document>, new: Option<&Document>) -> Option<DocumentChange> {
    match (old, new) {
        (Some(old), Some(new)) => changed(old, new).map(|change| DocumentChange::Described(Box::new(change))),
        (None, Some(_)) => Some(DocumentChange::New),
        _ => Some(DocumentChange::Retired),
    }
}

fn level_changes(old: &LevelSpec, new: &LevelSpec) -> Vec<LevelChange> {
    let mut changes = Vec::new();
    changes.extend(changed(&old.name, &new.name).map(LevelChange::Name));
    changes.extend(changed(&old.points, &new.points).map(LevelChange::Points));
    changes.extend(changed(&old.from, &new.from).map(LevelChange::From));
    changes.extend(changed(&old.meaning, &new.meaning).map(LevelChange::Meaning));
    changes
}

fn readiness(old: &Readiness, new: &Readiness) -> Vec<ReadinessChange> {
    let mut changes = Vec::new();
    changes.extend(changed(&old.ready, &new.ready).map(ReadinessChange::Ready));
    changes.extend(changed(&old.partly, &new.partly).map(ReadinessChange::Partly));
    changes.extend(changed(&old.reason, &new.reason).map(ReadinessChange::Reason));
    changes
}

fn statement(old: Option<&ClauseCoverage>, new: Option<&ClauseCoverage>) -> Vec<StatementChange> {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(_)) => return vec![StatementChange::New],
        _ => return vec![StatementChange::Retired],
    };
    let mut changes = Vec::new();
    changes.extend(changed(&old.complete, &new.complete).map(StatementChange::Complete));
    changes.extend(changed(&old.reason, &new.reason).map(StatementChange::Reason));
    changes
}

fn sources(old: &[SourceRef], new: &[SourceRef]) -> Vec<NodeChange> {
    let gone = old.iter().filter(|source| !new.contains(source)).map(|source| NodeChange::Source(source.clone(), false));
    let added = new.iter().filter(|source| !old.contains(source)).map(|source| NodeChange::Source(source.clone(), true));
    gone.chain(added).collect()
}

fn clauses(old: &[ClauseLink], new: &[ClauseLink]) -> Vec<NodeChange> {
    let (old, new): (Vec<_>, Vec<_>) =
        (old.iter().map(|link| (link.clause(), link)).collect(), new.iter().map(|link| (link.clause(), link)).collect());
    let mut changes = Vec::new();
    for (clause, before, after) in both(&old, &new, |(clause, _)| clause.as_str()) {
        let told = match (before, after) {
            (Some((_, before)), Some((_, after))) => {
                let strength = changed(&before.strength, &after.strength).map(ClauseChange::Strength);
                strength.into_iter().chain(changed(&before.reason, &after.reason).map(ClauseChange::Reason)).collect()
            }
            (None, Some((_, after))) => vec![ClauseChange::New(after.strength)],
            (Some((_, before)), None) => vec![ClauseChange::Retired(before.strength)],
            (None, None) => Vec::new(),
        };
        changes.extend(told.into_iter().map(|change| NodeChange::Clause { clause: clause.to_owned(), change }));
    }
    changes
}

fn items(old: &[Item], new: &[Item]) -> Vec<NodeChange> {
    let mut changes = Vec::new();
    for (id, before, after) in both(old, new, |item| item.id.as_str()) {
        let told = match (before, after) {
            (Some(before), Some(after)) => {
                let text = changed(&before.text, &after.text).map(ItemChange::Reworded);
                let weight = changed(&before.weight, &after.weight).map(ItemChange::Weight);
                text.into_iter().chain(weight).chain(changed(&before.group, &after.group).map(ItemChange::Group)).collect()
            }
            (None, Some(after)) => vec![ItemChange::New(after.text.clone())],
            (Some(before), None) => vec![ItemChange::Retired(before.text.clone())],
            (None, None) => Vec::new(),
        };
        changes.extend(told.into_iter().map(|change| NodeChange::Item { id: id.to_owned(), change }));
    }
    changes
}

/// Two lists line by line: what both have in the same order stays (a longest common subsequence); between such lines, lines that
/// stand across from each other were reworded, and what is left over was dropped or added.
fn lines(part: NodeLines, old: &[Text], new: &[Text]) -> Vec<NodeChange> {
    // kept[i][j]: how many lines can be kept of old[i..] and new[j..].
    let mut kept = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, before) in old.iter().enumerate().rev() {
        for (j, after) in new.iter().enumerate().rev() {
            kept[i][j] = if before == after { kept[i + 1][j + 1] + 1 } else { kept[i + 1][j].max(kept[i][j + 1]) };
        }
    }
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut dropped, mut added) = (Vec::new(), Vec::new());
    let mut settle = |dropped: &mut Vec<usize>, added: &mut Vec<usize>| {
        for place in 0..dropped.len().max(added.len()) {
            let (before, after) = (dropped.get(place), added.get(place));
            let line = after.or(before).map_or(0, |index| index + 1);
            let text = Changed { old: before.map(|index| old[*index].clone()), new: after.map(|index| new[*index].clone()) };
            changes.push(NodeChange::Line { part, line, text });
        }
        dropped.clear();
        added.clear();
    };
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            settle(&mut dropped, &mut added);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && kept[i + 1][j] >= kept[i][j + 1]) {
            dropped.push(i);
            i += 1;
        } else {
            added.push(j);
            j += 1;
        }
    }
    settle(&mut dropped, &mut added);
    changes
}

impl ModelChange {
    /// The change in one short sentence.
    #[must_use]
    pub fn describe(&self) -> Text {
        match self {
            Self::Id(id) => turned(&Text::new("模型编号", "Model id"), &id.old, &id.new),
            Self::Version(version) => turned(&Text::new("版本", "Version"), &version.old, &version.new),
            Self::Reworded { part, text } => {
                let what = match part {
                    ModelText::Name => Text::new("模型名称", "Model name"),
                    ModelText::Summary => Text::new("概要", "Summary"),
                    ModelText::Disclaimer => Text::new("声明", "Disclaimer"),
                    ModelText::Attribution => Text::new("来源说明", "Attribution"),
                };
                wording(&what, text)
            }
            Self::MinimumCoverage(share) => numbers(&Text::new("最低覆盖率", "Minimum coverage"), share),
            Self::Document { id, change } => match change {
                DocumentChange::New => Text::new(format!("新增文件“{id}”"), format!("New document `{id}`")),
                DocumentChange::Retired => Text::new(format!("删去文件“{id}”"), format!("Document `{id}` is gone")),
                DocumentChange::Described(_) => {
                    Text::new(format!("文件“{id}”的著录改动"), format!("Document `{id}` is described differently"))
                }
            },
            Self::Level { level, change } => {
                let what = |zh: &str, en: &str| Text::new(format!("等级L{level}的{zh}"), format!("{en} of level L{level}"));
                match change {
                    LevelChange::Name(text) => wording(&what("名称", "Name"), text),
                    LevelChange::Points(points) => numbers(&what("分值", "Points"), points),
                    LevelChange::From(from) => numbers(&what("分数线", "Cut-off"), from),
                    LevelChange::Meaning(text) => wording(&what("含义", "Meaning"), text),
                }
            }
            Self::Gate { id, change } => {
                let what = |zh: &str, en: &str| Text::new(format!("否决门槛“{id}”的{zh}"), format!("{en} of gate `{id}`"));
                match change {
                    GateChange::New => Text::new(format!("新增否决门槛“{id}”"), format!("New gate `{id}`")),
                    GateChange::Retired => Text::new(format!("删去否决门槛“{id}”"), format!("Gate `{id}` is gone")),
                    GateChange::Node(node) => names(&what("封顶对象", "Capped node"), node),
                    GateChange::Watch(node) => names(&what("观察对象", "Watched node"), node),
                    GateChange::Cap(cap) => turned(&what("封顶等级", "Cap"), &format!("L{}", cap.old), &format!("L{}", cap.new)),
                    GateChange::Below(score) => numbers(&what("门槛分", "Threshold"), score),
                    GateChange::Reason(text) => wording(&what("理由", "Reason"), text),
                }
            }
            Self::Profile { kind, change } => profile_sentence(kind, change),
            Self::Readiness(change) => match change {
                ReadinessChange::Ready(score) => numbers(&Text::new("条款就绪线", "Line of a ready clause"), score),
                ReadinessChange::Partly(score) => numbers(&Text::new("条款部分就绪线", "Line of a partly ready clause"), score),
                ReadinessChange::Reason(text) => wording(&Text::new("就绪线的理由", "Reason of the readiness lines"), text),
            },
            Self::Statement { clause, change } => {
                let what = |zh: &str, en: &str| Text::new(format!("条款{clause}的{zh}"), format!("{en} on clause {clause}"));
                match change {
                    StatementChange::New => Text::new(format!("新增对条款{clause}的结论"), format!("New statement on clause {clause}")),
                    StatementChange::Retired => {
                        Text::new(format!("删去对条款{clause}的结论"), format!("The statement on clause {clause} is gone"))
                    }
                    StatementChange::Complete(complete) => {
                        let zh = if complete.new { "完整回答" } else { "未完整回答" };
                        let en = if complete.new { "answered in full" } else { "not answered in full" };
                        Text::new(format!("条款{clause}改为{zh}"), format!("Clause {clause} is now {en}"))
                    }
                    StatementChange::Reason(text) => wording(&what("结论说明", "Statement"), text),
                }
            }
        }
    }
}

fn profile_sentence(kind: &Named, change: &ProfileChange) -> Text {
    let what = |zh: &str, en: &str| Text::new(format!("{}的{zh}", kind.name.zh), format!("{en} of {}", kind.name.en));
    let own = |node: &Named, zh: &str, en: &str| what(&format!("“{}”{zh}", node.name.zh), &format!("{en} of “{}”", node.name.en));
    match change {
        ProfileChange::New => Text::new(format!("新增机构类型“{}”", kind.name.zh), format!("New kind of institution: {}", kind.name.en)),
        ProfileChange::Retired => {
            Text::new(format!("删去机构类型“{}”", kind.name.zh), format!("Kind of institution gone: {}", kind.name.en))
        }
        ProfileChange::Name(text) => {
            wording(&Text::new(format!("机构类型{}的名称", kind.id), format!("Name of the kind `{}`", kind.id)), text)
        }
        ProfileChange::Target(target) => numbers(&what("总目标", "Overall target"), target),
        ProfileChange::NodeTarget(node, target) => own_numbers(&own(node, "目标", "Target"), target),
        ProfileChange::NodeWeight(node, weight) => own_numbers(&own(node, "权重", "Weight"), weight),
        ProfileChange::Reason(text) => wording(&what("目标理由", "Reason for the target"), text),
        ProfileChange::WeightsReason(text) => optional_wording(&what("权重理由", "Reason for the weights"), text),
    }
}

impl NodeChange {
    /// The change in one short sentence, without the name of the node.
    #[must_use]
    pub fn describe(&self) -> Text {
        match self {
            Self::New => Text::new("新增", "new"),
            Self::Retired { into: None } => Text::new("删去", "retired"),
            Self::Retired { into: Some(into) } => Text::new(format!("并入“{into}”"), format!("merged into `{into}`")),
            Self::Id(id) => turned(&Text::new("编号", "id"), &id.old, &id.new),
            Self::Code(code) => turned(&Text::new("代码", "code"), &code.old, &code.new),
            Self::Renamed(text) => wording(&Text::new("名称", "name"), text),
            Self::Moved(parent) => names(&Text::new("上级", "moved: parent"), parent),
            Self::Reordered => Text::new("下级次序改动", "its parts stand in another order"),
            Self::Weight(weight) => numbers(&Text::new("权重", "weight"), weight),
            Self::Mean(mean) => {
                let (old, new) = (mean_name(mean.old), mean_name(mean.new));
                Text::new(turned(&Text::new("聚合方法", ""), &old.zh, &new.zh).zh, turned(&Text::new("", "mean"), &old.en, &new.en).en)
            }
            Self::Reworded { part, text } => node_text(part, text),
            Self::Line { part, line, text } => line_sentence(*part, *line, text),
            Self::Kind(kind) => {
                let (old, new) = (kind.old.name(), kind.new.name());
                Text::new(format!("种类由{}改为{}", old.zh, new.zh), format!("kind: {} → {}", old.en, new.en))
            }
            Self::Unit(unit) => turned(&Text::new("单位", "unit"), &unit.old, &unit.new),
            Self::Definition { part, text } => {
                let what = match part {
                    MetricPart::Formula => Text::new("公式", "formula"),
                    MetricPart::Inputs => Text::new("公式所用基准指标", "benchmark metrics of the formula"),
                    MetricPart::Benchmark => Text::new("对应基准指标", "benchmark metric"),
                };
                let none = Text::new("无", "none");
                let shown = |text: &Option<String>, none: &str| text.clone().unwrap_or_else(|| none.to_owned());
                Text::new(
                    turned(&what, &shown(&text.old, &none.zh), &shown(&text.new, &none.zh)).zh,
                    turned(&what, &shown(&text.old, &none.en), &shown(&text.new, &none.en)).en,
                )
            }
            Self::Goalposts { kind, posts: change } => {
                let what = kind.as_ref().map_or_else(
                    || Text::new("门柱", "goalposts"),
                    |kind| Text::new(format!("{}的门柱", kind.name.zh), format!("goalposts of {}", kind.name.en)),
                );
                let none = Text::new("通用门柱", "the common ones");
                let shown = |goalposts: &Option<Goalposts>| goalposts.as_ref().map_or_else(|| none.clone(), posts);
                let (old, new) = (shown(&change.old), shown(&change.new));
                Text::new(turned(&what, &old.zh, &new.zh).zh, turned(&what, &old.en, &new.en).en)
            }
            Self::Item { id, change } => item_sentence(id, change),
            Self::Applicability { added, removed } => applicability_sentence(added, removed),
            Self::Source(source, added) => {
                let (zh, en) = if *added { ("新增", "new source") } else { ("删去", "source gone") };
                Text::new(
                    format!("{zh}出处：{} {}", source.document, source.locator),
                    format!("{en}: {} {}", source.document, crate::locator::locator_text(&source.locator).en),
                )
            }
            Self::Clause { clause, change } => match change {
                ClauseChange::New(strength) => Text::new(
                    format!("新增条款关联{clause}（{}）", strength_name(*strength).zh),
                    format!("new link to clause {clause} ({})", strength_name(*strength).en),
                ),
                ClauseChange::Retired(strength) => Text::new(
                    format!("删去条款关联{clause}（{}）", strength_name(*strength).zh),
                    format!("link to clause {clause} gone ({})", strength_name(*strength).en),
                ),
                ClauseChange::Strength(strength) => {
                    let (old, new) = (strength_name(strength.old), strength_name(strength.new));
                    Text::new(
                        format!("与条款{clause}的关联由{}改为{}", old.zh, new.zh),
                        format!("link to clause {clause}: {} → {}", old.en, new.en),
                    )
                }
                ClauseChange::Reason(text) => {
                    wording(&Text::new(format!("关联条款{clause}的理由"), format!("reason of the link to clause {clause}")), text)
                }
            },
        }
    }
}

fn node_text(part: &NodeText, text: &Changed<Option<Text>>) -> Text {
    let what = match part {
        NodeText::Short => Text::new("简称", "short name"),
        NodeText::Purpose => Text::new("目的", "purpose"),
        NodeText::Question => Text::new("问题", "question"),
        NodeText::Why => Text::new("意义", "why it matters"),
        NodeText::WeightReason => Text::new("权重理由", "reason for the weight"),
        NodeText::Basis(level) => Text::new(format!("L{level}的依据"), format!("basis of L{level}")),
        NodeText::ForType(level, kind) => {
            Text::new(format!("L{level}对{}的读法", kind.name.zh), format!("L{level} as it reads for {}", kind.name.en))
        }
        NodeText::GoalpostsReason => Text::new("门柱的理由", "reason for the goalposts"),
    };
    optional_wording(&what, text)
}

fn line_sentence(part: NodeLines, line: usize, text: &Changed<Option<Text>>) -> Text {
    let what = match part {
        NodeLines::Evidence(level) => Text::new(format!("L{level}证据第{line}行"), format!("L{level} evidence, line {line}")),
        NodeLines::Pitfalls => Text::new(format!("常见误区第{line}行"), format!("pitfall {line}")),
    };
    optional_wording(&what, text)
}

fn item_sentence(id: &str, change: &ItemChange) -> Text {
    let what = |zh: &str, en: &str| Text::new(format!("条目{id}{zh}"), format!("item {id}{en}"));
    match change {
        ItemChange::New(text) => optional_wording(&what("", ""), &Changed { old: None, new: Some(text.clone()) }),
        ItemChange::Retired(text) => optional_wording(&what("", ""), &Changed { old: Some(text.clone()), new: None }),
        ItemChange::Reworded(text) => wording(&what("", ""), text),
        ItemChange::Weight(weight) => numbers(&what("的权重", ", weight"), weight),
        ItemChange::Group(group) => optional_wording(&what("的标题", ", heading"), group),
    }
}

fn applicability_sentence(added: &[Named], removed: &[Named]) -> Text {
    let list = |kinds: &[Named]| {
        let (zh, en): (Vec<&str>, Vec<&str>) = kinds.iter().map(|kind| (kind.name.zh.as_str(), kind.name.en.as_str())).unzip();
        Text::new(zh.join("、"), en.join(", "))
    };
    let parts = [(added, "改为适用于", "now applies to "), (removed, "不再适用于", "no longer applies to ")];
    let told: Vec<Text> = parts
        .into_iter()
        .filter(|(kinds, _, _)| !kinds.is_empty())
        .map(|(kinds, zh, en)| Text::new(format!("{zh}{}", list(kinds).zh), format!("{en}{}", list(kinds).en)))
        .collect();
    let joined = |pick: fn(&Text) -> &str, between: &str| told.iter().map(pick).collect::<Vec<_>>().join(between);
    Text::new(joined(|text| &text.zh, "，"), joined(|text| &text.en, "; "))
}

/// “what由old改为new”.
fn turned(what: &Text, old: &str, new: &str) -> Text {
    Text::new(format!("{}由{old}改为{new}", what.zh), format!("{}: {old} → {new}", what.en))
}

fn numbers(what: &Text, change: &Changed<f64>) -> Text {
    turned(what, &number(change.old), &number(change.new))
}

fn own_numbers(what: &Text, change: &Changed<Option<f64>>) -> Text {
    let shown = |own: Option<f64>, none: &str| own.map_or_else(|| none.to_owned(), number);
    Text::new(
        turned(what, &shown(change.old, "无"), &shown(change.new, "无")).zh,
        turned(what, &shown(change.old, "none"), &shown(change.new, "none")).en,
    )
}

fn names(what: &Text, change: &Changed<Named>) -> Text {
    let (old, new) = (&change.old.name, &change.new.name);
    Text::new(
        turned(what, &format!("“{}”", old.zh), &format!("“{}”", new.zh)).zh,
        turned(what, &format!("“{}”", old.en), &format!("“{}”", new.en)).en,
    )
}

/// What is quoted whole in a sentence, in characters: an evidence line is. A longer text is named only; the data hold it.
const QUOTED_ZH: usize = 40;
const QUOTED_EN: usize = 120;

fn wording(what: &Text, change: &Changed<Text>) -> Text {
    let told = |old: &str, new: &str, limit: usize, untouched: &str, quoted: String, named: &str| {
        if old == new {
            // Where only one language was touched, the other has nothing to show.
            untouched.to_owned()
        } else if old.chars().count().max(new.chars().count()) > limit {
            named.to_owned()
        } else {
            quoted
        }
    };
    let (old, new) = (&change.old, &change.new);
    let zh = told(&old.zh, &new.zh, QUOTED_ZH, "只改英文", format!("“{}”改为“{}”", old.zh, new.zh), "改写");
    let en = told(&old.en, &new.en, QUOTED_EN, "only the Chinese", format!("“{}” → “{}”", old.en, new.en), "reworded");
    Text::new(format!("{}：{zh}", what.zh), format!("{}: {en}", what.en))
}

fn optional_wording(what: &Text, change: &Changed<Option<Text>>) -> Text {
    let clipped = |text: &str, limit: usize| {
        let kept: String = text.chars().take(limit).collect();
        if kept.len() < text.len() { format!("{}…", kept.trim_end()) } else { kept }
    };
    let single = |zh: &str, en: &str, text: &Text| {
        let (in_zh, in_en) = (clipped(&text.zh, QUOTED_ZH), clipped(&text.en, QUOTED_EN));
        Text::new(format!("{}：{zh}“{in_zh}”", what.zh), format!("{}: {en} “{in_en}”", what.en))
    };
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => wording(what, &Changed { old: old.clone(), new: new.clone() }),
        (None, Some(new)) => single("新增", "added", new),
        (Some(old), None) => single("删去", "dropped", old),
        (None, None) => what.clone(),
    }
}

/// A number as the model declares it, with the minus sign of the house.
fn number(number: f64) -> String {
    number.to_string().replace('-', "−")
}

fn posts(goalposts: &Goalposts) -> Text {
    let (low, high) = (number(goalposts.low()), number(goalposts.high()));
    let direction = match goalposts.direction() {
        Direction::Higher => Text::new("越高越好", "higher is better"),
        Direction::Lower => Text::new("越低越好", "lower is better"),
    };
    let transform = match goalposts.transform() {
        Transform::Linear => Text::new("线性", "linear"),
        Transform::Log => Text::new("对数", "logarithmic"),
    };
    let cap = if goalposts.caps() { Text::new("封顶", "capped") } else { Text::new("不封顶", "not capped") };
    Text::new(
        format!("{low}至{high}（{}，{}，{}）", direction.zh, transform.zh, cap.zh),
        format!("{low} to {high} ({}, {}, {})", direction.en, transform.en, cap.en),
    )
}

fn mean_name(mean: Mean) -> Text {
    match mean {
        Mean::Arithmetic => Text::new("算术平均", "arithmetic"),
        Mean::Geometric => Text::new("几何平均", "geometric"),
        Mean::Harmonic => Text::new("调和平均", "harmonic"),
        Mean::Minimum => Text::new("取最小", "minimum"),
        Mean::Power(exponent) => Text::new(format!("幂平均（p＝{}）", exponent.get()), format!("power (p = {})", exponent.get())),
    }
}

fn strength_name(strength: ClauseStrength) -> Text {
    match strength {
        ClauseStrength::Covers => Text::new("覆盖", "covers"),
        ClauseStrength::Partly => Text::new("部分覆盖", "covers in part"),
        ClauseStrength::Relates => Text::new("相关", "relates to"),
    }
}
