//! What changed of a node.

use super::change::{Changed, ClauseChange, ItemChange, MetricPart, Named, NodeChange, NodeDifference, NodeLines, NodeText, ScaleKind};
use super::comparison::{Comparison, both, changed, named};
use super::line_changes::lines;
use crate::model::{ClauseLink, Indicator, IndicatorScale, Item, Metric, Model, Node, NodeKind, RubricLevel, SourceRef};
use crate::text::Text;
use std::collections::BTreeSet;

impl Comparison<'_> {
    /// Every node with a change, in display order.
    pub(super) fn nodes(&self) -> Vec<NodeDifference> {
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
    pub(crate) fn node(&self, old: Option<usize>, new: Option<usize>) -> Vec<NodeChange> {
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
                changes.extend(reworded(NodeText::Short, Some(&old.short), Some(&new.short)));
            }
        }
        changes.extend(self.moved(old, new).map(NodeChange::Moved));
        if self.reordered(index, at) {
            changes.push(NodeChange::Reordered);
        }
        changes.extend(changed(&old.weight, &new.weight).map(NodeChange::Weight));
        changes.extend(reworded(NodeText::WeightReason, old.weight_reason.as_ref(), new.weight_reason.as_ref()));
        changes.extend(changed(&old.mean, &new.mean).map(NodeChange::Mean));
        match (&old.kind, &new.kind) {
            (NodeKind::Dimension { purpose: before, sources: from }, NodeKind::Dimension { purpose: after, sources: to }) => {
                changes.extend(reworded(NodeText::Purpose, Some(before), Some(after)));
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
        changes.extend(reworded(NodeText::Question, Some(&old.question), Some(&new.question)));
        changes.extend(reworded(NodeText::Why, Some(&old.why), Some(&new.why)));
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
        changes.extend(reworded(NodeText::Basis(level), old.basis.as_ref(), new.basis.as_ref()));
        let kinds: BTreeSet<&String> = old.for_types.keys().chain(new.for_types.keys()).collect();
        for kind in kinds {
            let part = NodeText::ForType(level, self.kind_named(kind));
            changes.extend(reworded(part, old.for_types.get(kind), new.for_types.get(kind)));
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
        changes.extend(reworded(NodeText::GoalpostsReason, Some(&old.goalposts_reason), Some(&new.goalposts_reason)));
        changes
    }
}

/// A text that is there once, if it is not the same before and after.
fn reworded(part: NodeText, old: Option<&Text>, new: Option<&Text>) -> Option<NodeChange> {
    (old != new).then(|| NodeChange::Reworded { part, text: Changed { old: old.cloned(), new: new.cloned() } })
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
