//! A model in full, for every kind of institution, as the page 模型 shows it.

use crate::error::fault_views;
use crate::library::ModelEntry;
use crate::policies::strength_word;
use crate::view::{
    ModelEntryView, ModelOrigin, ModelSheetView, NodeNumberView, ReachView, SheetClauseView, SheetFindingView, SheetIndicatorView,
    SheetItemView, SheetLevelView, SheetMetricView, SheetNodeView, SheetProfileView, SheetRubricLevelView, SheetTypeNoteView, Text,
};
use crate::words;
use shuheng_engine::normalise::{Direction, Goalposts, Transform};
use shuheng_model::{Fault, Indicator, IndicatorScale, Metric, Model, Node, NodeKind, Place, Policies, Profile, locator_text, reach};
use std::collections::BTreeMap;

/// A model's entry in the list. `key` and `origin` are the caller's; `in_use` is the digest of the open engagement's copy.
pub(crate) fn entry(entry: &ModelEntry, key: String, origin: ModelOrigin, policies: &Policies, in_use: Option<&str>) -> ModelEntryView {
    let folder = entry.folder.as_ref().map(|folder| folder.display().to_string());
    let unloaded = |faults: &[Fault]| ModelEntryView {
        key: key.clone(),
        id: entry.id.clone(),
        version: String::new(),
        name: Text::new(entry.id.clone(), entry.id.clone()),
        summary: Text::default(),
        origin,
        based_on: None,
        folder: folder.clone(),
        indicators: 0,
        levels: 0,
        digest: String::new(),
        reach: Vec::new(),
        in_use: false,
        faults: fault_views(faults),
    };
    match &entry.outcome {
        Err(faults) => unloaded(faults),
        Ok(loaded) => {
            let model = &loaded.model;
            ModelEntryView {
                version: model.version.clone(),
                name: (&model.name).into(),
                summary: (&model.summary).into(),
                based_on: model.based_on.clone(),
                indicators: count(model.indicators()),
                levels: count(model.indicators().flat_map(|(_, _, indicator)| rubric(indicator))),
                digest: model.digest.clone(),
                reach: reach(model, policies)
                    .into_iter()
                    .map(|found| ReachView {
                        document: policies.document(&found.document).map(|document| (&document.short).into()).unwrap_or_default(),
                        reached: u32::try_from(found.reached).unwrap_or(u32::MAX),
                        binding: u32::try_from(found.binding).unwrap_or(u32::MAX),
                    })
                    .collect(),
                in_use: in_use == Some(model.digest.as_str()),
                ..unloaded(&loaded.warnings)
            }
        }
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

fn rubric(indicator: &Indicator) -> &[shuheng_model::RubricLevel] {
    match &indicator.scale {
        IndicatorScale::Rubric(levels) => levels,
        _ => &[],
    }
}

/// Whether a change made here can be taken back, or made again.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Steps {
    pub undo: bool,
    pub redo: bool,
}

/// The whole model.
pub(crate) fn sheet(entry: ModelEntryView, model: &Model, policies: &Policies, findings: &[Fault], steps: Steps) -> ModelSheetView {
    let shares = shares(model);
    ModelSheetView {
        editable: entry.origin == ModelOrigin::Own,
        entry,
        can_undo: steps.undo,
        can_redo: steps.redo,
        disclaimer: (&model.disclaimer).into(),
        levels: model
            .levels
            .iter()
            .map(|level| SheetLevelView {
                level: level.level,
                name: (&level.name).into(),
                points: level.points,
                from: level.from,
                meaning: (&level.meaning).into(),
            })
            .collect(),
        nodes: model
            .nodes
            .iter()
            .zip(shares)
            .filter(|(found, _)| found.parent.is_some())
            .map(|(found, share)| node(model, policies, found, share))
            .collect(),
        profiles: model.profiles.iter().map(|found| profile(model, found)).collect(),
        gates: model.gates.iter().map(|gate| (&gate.reason).into()).collect(),
        findings: findings.iter().map(|fault| finding(model, fault)).collect(),
    }
}

/// Share of the whole (0–1) of each node while everything applies, by the weights for everybody.
fn shares(model: &Model) -> Vec<f64> {
    let mut shares: Vec<f64> = Vec::with_capacity(model.nodes.len());
    for found in &model.nodes {
        let share = found.parent.map_or(1.0, |parent| {
            let siblings: f64 = model.nodes.iter().filter(|other| other.parent == Some(parent)).map(|other| other.weight).sum();
            // Parents stand before their children.
            shares.get(parent).copied().unwrap_or(0.0) * if siblings > 0.0 { found.weight / siblings } else { 0.0 }
        });
        shares.push(share);
    }
    shares
}

fn node(model: &Model, policies: &Policies, node: &Node, share: f64) -> SheetNodeView {
    let (kind, purpose, described) = match &node.kind {
        NodeKind::Root => ("root", None, None),
        NodeKind::Dimension { purpose, .. } => ("dimension", Some(purpose.into()), None),
        NodeKind::Domain => ("domain", None, None),
        NodeKind::Indicator(described) => ("indicator", None, Some(described)),
    };
    SheetNodeView {
        id: node.id.clone(),
        parent: node
            .parent
            .and_then(|parent| model.nodes.get(parent))
            .filter(|parent| parent.parent.is_some())
            .map(|parent| parent.id.clone()),
        kind: kind.to_owned(),
        code: node.code.clone(),
        name: (&node.name).into(),
        short: matches!(node.kind, NodeKind::Domain).then(|| (&node.short).into()),
        hue: node.dimension.unwrap_or(0),
        weight: node.weight,
        weight_reason: node.weight_reason.as_ref().map(Into::into),
        share,
        purpose,
        indicator: described.map(|described| indicator(model, policies, described)),
    }
}

fn indicator(model: &Model, policies: &Policies, described: &Indicator) -> SheetIndicatorView {
    let (kind, metric, items) = match &described.scale {
        IndicatorScale::Rubric(_) => ("rubric", None, Vec::new()),
        IndicatorScale::Metric(found) => ("metric", Some(metric_view(model, found)), Vec::new()),
        IndicatorScale::Checklist(items) => {
            let items = items
                .iter()
                .map(|item| SheetItemView {
                    id: item.id.clone(),
                    text: (&item.text).into(),
                    group: item.group.as_ref().map(Into::into),
                    weight: item.weight,
                })
                .collect();
            ("checklist", None, items)
        }
    };
    SheetIndicatorView {
        kind: kind.to_owned(),
        question: (&described.question).into(),
        why: (&described.why).into(),
        applies_to: described.applies_to.clone(),
        levels: rubric(described)
            .iter()
            .map(|level| SheetRubricLevelView {
                level: level.level,
                evidence: level.evidence.iter().map(Into::into).collect(),
                basis: level.basis.as_ref().map(Into::into),
                for_types: level.for_types.iter().map(|(kind, note)| SheetTypeNoteView { kind: kind.clone(), note: note.into() }).collect(),
            })
            .collect(),
        metric,
        items,
        sources: described.sources.iter().map(|source| cited(model, &source.document, &locator_text(&source.locator).into())).collect(),
        clauses: described
            .clauses
            .iter()
            .map(|link| {
                let id = link.clause();
                let found = policies.document(&link.document).zip(policies.clause(&id));
                let number = found.map_or_else(|| Text::new(&link.number, &link.number), |(document, clause)| document.cite(clause).into());
                SheetClauseView {
                    cited: cited(model, &link.document, &number),
                    heading: found.map(|(_, clause)| (&clause.heading).into()).unwrap_or_default(),
                    strength: strength_word(link.strength).to_owned(),
                    reason: (&link.reason).into(),
                    id,
                }
            })
            .collect(),
        pitfalls: described.pitfalls.iter().map(Into::into).collect(),
    }
}

fn cited(model: &Model, document: &str, place: &Text) -> Text {
    let short = model.document(document).map_or_else(|| Text::new(document, document), |document| (&document.short).into());
    Text::new(format!("{} {}", short.zh, place.zh), format!("{} {}", short.en, place.en))
}

fn metric_view(model: &Model, metric: &Metric) -> SheetMetricView {
    let posts = &metric.goalposts;
    SheetMetricView {
        unit: metric.unit.clone(),
        higher_is_better: posts.direction() == Direction::Higher,
        low: posts.low(),
        high: posts.high(),
        logarithmic: posts.transform() == Transform::Log,
        capped: posts.caps(),
        reason: (&metric.goalposts_reason).into(),
        formula: metric.formula.clone(),
        by_type: metric.goalposts_by_type.iter().map(|(kind, posts)| posts_of(model, kind, posts, &metric.unit)).collect(),
    }
}

fn posts_of(model: &Model, kind: &str, posts: &Goalposts, unit: &str) -> Text {
    let name = model.profile(kind).map_or_else(|| Text::new(kind, kind), |profile| (&profile.name).into());
    let range = format!("{}–{}{unit}", words::figure(posts.low()), words::figure(posts.high()));
    Text::new(format!("{}：{range}", name.zh), format!("{}: {range}", name.en))
}

fn profile(model: &Model, profile: &Profile) -> SheetProfileView {
    let numbers = |numbers: &BTreeMap<usize, f64>| {
        numbers
            .iter()
            .filter_map(|(index, number)| Some(NodeNumberView { node: model.nodes.get(*index)?.id.clone(), number: *number }))
            .collect()
    };
    SheetProfileView {
        id: profile.kind.clone(),
        name: (&profile.name).into(),
        target: profile.target,
        reason: (&profile.reason).into(),
        targets: numbers(&profile.targets),
        weights: numbers(&profile.weights),
        weights_reason: profile.weights_reason.as_ref().map(Into::into),
    }
}

/// A finding with the node and level that are declared where it stands.
fn finding(model: &Model, fault: &Fault) -> SheetFindingView {
    let at = |place: &Place| place.file == fault.file && place.line == fault.line && fault.line > 0;
    let level = model.places.levels.iter().find(|(_, place)| at(place)).map(|(key, _)| key);
    let node = level.map(|(indicator, _)| indicator).or_else(|| {
        let link = model.places.links.iter().find(|(_, place)| at(place)).map(|((indicator, _), _)| indicator);
        link.or_else(|| model.places.nodes.iter().find(|(_, place)| at(place)).map(|(node, _)| node))
    });
    SheetFindingView {
        node: node.cloned(),
        level: level.map(|(_, level)| *level),
        fault: fault_views(std::slice::from_ref(fault)).remove(0),
    }
}
