//! A model as the window shows it.

use crate::policies::strength_word;
use crate::view::{
    ClauseView, IndicatorKind, IndicatorView, InstitutionKindView, ItemView, LevelView, MetricView, ModelCardView, ModelView, NodeKind,
    NodeView, RubricLevelView, SourceView, Text,
};
use crate::{ModelEntry, error::fault_views};
use shuheng_engine::normalise::{Direction, Transform};
use shuheng_model::{Indicator, IndicatorScale, Instrument, Model, Node, Profile, locator_text};

/// The card of a model in a list.
pub(crate) fn card(entry: &ModelEntry) -> ModelCardView {
    match &entry.outcome {
        Ok(loaded) => ModelCardView {
            id: entry.id.clone(),
            version: loaded.model.version.clone(),
            name: (&loaded.model.name).into(),
            summary: (&loaded.model.summary).into(),
            indicators: u32::try_from(loaded.model.indicators().count()).unwrap_or(u32::MAX),
            faults: fault_views(&loaded.warnings),
        },
        Err(faults) => ModelCardView {
            id: entry.id.clone(),
            version: String::new(),
            name: Text::new(entry.id.clone(), entry.id.clone()),
            summary: Text::default(),
            indicators: 0,
            faults: fault_views(faults),
        },
    }
}

/// A kind of institution.
pub(crate) fn institution_kind(profile: &Profile) -> InstitutionKindView {
    InstitutionKindView { id: profile.kind.clone(), name: (&profile.name).into(), reason: (&profile.reason).into() }
}

/// The whole model for the kind of institution it is bound to.
pub(crate) fn model(instrument: &Instrument) -> ModelView {
    let model = instrument.model();
    let nodes = model
        .nodes
        .iter()
        .map(|node| NodeView {
            id: node.id.clone(),
            parent: node.parent.map(|parent| model.nodes[parent].id.clone()),
            kind: match node.kind {
                shuheng_model::NodeKind::Root => NodeKind::Root,
                shuheng_model::NodeKind::Dimension { .. } => NodeKind::Dimension,
                shuheng_model::NodeKind::Domain => NodeKind::Domain,
                shuheng_model::NodeKind::Indicator(_) => NodeKind::Indicator,
            },
            code: node.code.clone(),
            name: (&node.name).into(),
            short: (&node.short).into(),
            hue: node.dimension,
            purpose: match &node.kind {
                shuheng_model::NodeKind::Dimension { purpose, .. } => Some(purpose.into()),
                _ => None,
            },
            indicator: node.indicator().map(|described| indicator(instrument, described)),
        })
        .collect();
    ModelView {
        id: model.id.clone(),
        version: model.version.clone(),
        digest: model.digest.clone(),
        name: (&model.name).into(),
        summary: (&model.summary).into(),
        disclaimer: (&model.disclaimer).into(),
        attribution: (&model.attribution).into(),
        minimum_coverage: model.minimum_coverage,
        levels: model
            .levels
            .iter()
            .map(|level| LevelView {
                level: level.level,
                name: (&level.name).into(),
                meaning: (&level.meaning).into(),
                points: level.points,
                from: level.from,
            })
            .collect(),
        nodes,
    }
}

fn indicator(instrument: &Instrument, described: &Indicator) -> IndicatorView {
    let model = instrument.model();
    let kind = instrument.kind();
    let (indicator_kind, levels, metric, items) = match &described.scale {
        IndicatorScale::Rubric(levels) => {
            let levels = levels
                .iter()
                .map(|level| RubricLevelView {
                    level: level.level,
                    basis: level.basis.as_ref().map(Into::into),
                    evidence: level.evidence.iter().map(Into::into).collect(),
                    note: level.for_types.get(kind).map(Into::into),
                })
                .collect();
            (IndicatorKind::Rubric, levels, None, Vec::new())
        }
        IndicatorScale::Metric(metric) => {
            let posts = metric.goalposts_by_type.get(kind).unwrap_or(&metric.goalposts);
            let view = MetricView {
                unit: metric.unit.clone(),
                higher_is_better: posts.direction() == Direction::Higher,
                low: posts.low(),
                high: posts.high(),
                logarithmic: posts.transform() == Transform::Log,
                reason: (&metric.goalposts_reason).into(),
                formula: metric.formula.clone(),
            };
            (IndicatorKind::Metric, Vec::new(), Some(view), Vec::new())
        }
        IndicatorScale::Checklist(items) => {
            let items = items
                .iter()
                .map(|item| ItemView { id: item.id.clone(), text: (&item.text).into(), group: item.group.as_ref().map(Into::into) })
                .collect();
            (IndicatorKind::Checklist, Vec::new(), None, items)
        }
    };
    IndicatorView {
        kind: indicator_kind,
        applies: instrument.applies(described),
        question: (&described.question).into(),
        why: (&described.why).into(),
        levels,
        metric,
        items,
        sources: described.sources.iter().map(|source| source_view(model, &source.document, &source.locator)).collect(),
        clauses: described
            .clauses
            .iter()
            .map(|clause| {
                let SourceView { document, title, .. } = source_view(model, &clause.document, &clause.number);
                let plain = || Text::new(&clause.number, &clause.number);
                let cited = model.document(&clause.document).map_or_else(plain, |document| document.cite(&clause.number).into());
                let strength = strength_word(clause.strength);
                ClauseView {
                    id: clause.clause(),
                    document,
                    title,
                    clause: cited,
                    strength: strength.to_owned(),
                    reason: (&clause.reason).into(),
                }
            })
            .collect(),
        pitfalls: described.pitfalls.iter().map(Into::into).collect(),
    }
}

/// The places that an indicator or a dimension comes from; empty for other nodes.
pub(crate) fn sources(model: &Model, node: &Node) -> Vec<SourceView> {
    let sources = match &node.kind {
        shuheng_model::NodeKind::Dimension { sources, .. } => sources,
        shuheng_model::NodeKind::Indicator(indicator) => &indicator.sources,
        shuheng_model::NodeKind::Root | shuheng_model::NodeKind::Domain => return Vec::new(),
    };
    sources.iter().map(|source| source_view(model, &source.document, &source.locator)).collect()
}

fn source_view(model: &Model, document: &str, locator: &str) -> SourceView {
    let fallback = || Text::new(document, document);
    let found = model.document(document);
    SourceView {
        document: found.map_or_else(fallback, |document| (&document.short).into()),
        title: found.map_or_else(fallback, |document| (&document.title).into()),
        locator: locator_text(locator).into(),
    }
}
