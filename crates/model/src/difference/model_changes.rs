//! What changed of a model as a whole.

use super::change::{
    Changed, DocumentChange, GateChange, LevelChange, ModelChange, ModelText, Named, ProfileChange, ReadinessChange, StatementChange,
};
use super::comparison::{Comparison, both, changed, named};
use crate::model::{ClauseCoverage, Document, GateRule, LevelSpec, Profile, Readiness};
use std::collections::BTreeMap;

impl Comparison<'_> {
    /// Every change of the model as a whole, in display order.
    pub(super) fn model(&self) -> Vec<ModelChange> {
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
    pub(crate) fn scale(&self) -> Vec<ModelChange> {
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
