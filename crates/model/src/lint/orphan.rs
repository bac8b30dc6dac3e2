//! What nothing leads to.

use super::places::DeclaredPlaces;
use super::{Findings, Rule, places};
use crate::fault::Place;
use crate::model::{Indicator, IndicatorScale, Model, Node, NodeKind};
use crate::text::Text;
use std::collections::BTreeSet;

pub(super) fn check(model: &Model, declared: &DeclaredPlaces, findings: &mut Findings) {
    let cited = cited(model);
    for document in &model.documents {
        if !cited.contains(document.id.as_str()) {
            let place = declared.document(&document.id);
            findings.warn(
                Rule::Orphan,
                &place,
                Text::new(format!("没有指标引用文件“{}”", document.id), format!("nothing cites the document `{}`", document.id)),
                Text::new("在sources或clauses中引用，或删去该文件", "cite it in `sources` or `clauses`, or delete it"),
            );
        }
    }
    let kinds: BTreeSet<&str> = model.profiles.iter().map(|profile| profile.kind.as_str()).collect();
    for (_, node, indicator) in model.indicators() {
        let place = places::of_node(model, node);
        if indicator.sources.is_empty() && indicator.clauses.is_empty() {
            findings.warn(
                Rule::Orphan,
                &place,
                Text::new(format!("“{}”既无出处也无条款", node.id), format!("`{}` has neither a source nor a clause", node.id)),
                Text::new("补上sources或clauses", "add `sources` or `clauses`"),
            );
        }
        if !indicator.applies_to.iter().any(|kind| kinds.contains(kind.as_str())) {
            findings.warn(
                Rule::Orphan,
                &place,
                Text::new(format!("“{}”不适用于任何机构类型", node.id), format!("`{}` applies to no kind of institution", node.id)),
                Text::new("补上applies_to，或删去该指标", "add to `applies_to`, or delete the indicator"),
            );
        }
        for (key, kind, place) in written_for(model, node, indicator) {
            if !indicator.applies_to.contains(&kind) {
                findings.warn(
                    Rule::Orphan,
                    &place,
                    Text::new(
                        format!("“{}”的{key}写给“{kind}”，该指标却不适用于它", node.id),
                        format!("{key} of `{}` speaks to `{kind}`, to which the indicator does not apply", node.id),
                    ),
                    Text::new("删去，或在applies_to中加上该类型", "delete it, or add the kind to `applies_to`"),
                );
            }
        }
    }
    for profile in &model.profiles {
        let place = declared.profile(&profile.kind);
        if !model.indicators().any(|(_, _, indicator)| indicator.applies_to.contains(&profile.kind)) {
            findings.warn(
                Rule::Orphan,
                &place,
                Text::new(format!("没有指标适用于“{}”", profile.kind), format!("no indicator applies to `{}`", profile.kind)),
                Text::new("在指标的applies_to中加上该类型，或删去", "add the kind to the `applies_to` of indicators, or delete it"),
            );
        }
        for index in profile.targets.keys().chain(profile.weights.keys()) {
            let Some((node, indicator)) = model.nodes.get(*index).and_then(|node| Some((node, node.indicator()?))) else { continue };
            if !indicator.applies_to.contains(&profile.kind) {
                findings.warn(
                    Rule::Orphan,
                    &place,
                    Text::new(
                        format!("“{}”为“{}”另定目标或权重，该指标却不适用于它", profile.kind, node.id),
                        format!("`{}` sets a target or weight for `{}`, which does not apply to it", profile.kind, node.id),
                    ),
                    Text::new("删去这一项，或在applies_to中加上该类型", "delete the entry, or add the kind to `applies_to`"),
                );
            }
        }
    }
}

/// What an indicator says to single kinds of institution: the key, the kind, the place.
fn written_for(model: &Model, node: &Node, indicator: &Indicator) -> Vec<(&'static str, String, Place)> {
    match &indicator.scale {
        IndicatorScale::Rubric(levels) => levels
            .iter()
            .flat_map(|level| {
                let place = places::of_rubric_level(model, node, level.level);
                level.for_types.keys().map(move |kind| ("for_types", kind.clone(), place.clone()))
            })
            .collect(),
        IndicatorScale::Metric(metric) => {
            let place = places::of_node(model, node);
            metric.goalposts_by_type.keys().map(|kind| ("goalposts_by_type", kind.clone(), place.clone())).collect()
        }
        IndicatorScale::Checklist(_) => Vec::new(),
    }
}

/// Documents that a source or a link to a clause names.
fn cited(model: &Model) -> BTreeSet<&str> {
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    for node in &model.nodes {
        match &node.kind {
            NodeKind::Dimension { sources, .. } => cited.extend(sources.iter().map(|source| source.document.as_str())),
            NodeKind::Indicator(indicator) => {
                cited.extend(indicator.sources.iter().map(|source| source.document.as_str()));
                cited.extend(indicator.clauses.iter().map(|link| link.document.as_str()));
            }
            NodeKind::Root | NodeKind::Domain => {}
        }
    }
    cited
}
