//! A maturity model as an index: what its answers would be worth, asked of a panel instead of one institution.

use super::{Index, IndexIndicator, IndexNode, Over, RankOn, ScoreScale};
use crate::model::{Indicator, IndicatorScale, Model, Profile};
use shuheng_engine::normalise::{Direction, Method, RubricPoints};
use shuheng_engine::{NodeSpec, Tree};
use std::collections::BTreeMap;

impl Index {
    /// The index that scores units as the model scores the answers of an assessment. Columns of rubrics hold levels (1–5), columns
    /// of metrics figures in their unit, columns of checklists the share of items that hold in per cent (0–100), by weight.
    ///
    /// With a kind of institution the weights and goalposts of its profile count, and indicators that do not apply to it are left
    /// out. No node needs coverage: a model's minimum coverage withholds the level, never the score. Gates cap levels, of which an
    /// index has none.
    ///
    /// `None` when the model has no profile of that kind.
    #[must_use]
    pub fn of_model(model: &Model, kind: Option<&str>) -> Option<Self> {
        let profile = match kind {
            Some(kind) => Some(model.profile(kind)?),
            None => None,
        };
        let points = RubricPoints::new(model.levels.iter().map(|level| level.points).collect()).ok()?;
        let applies = |indicator: &Indicator| kind.is_none_or(|kind| indicator.applies_to.iter().any(|known| known == kind));
        let mut kept = vec![false; model.nodes.len()];
        for (index, _, _) in model.indicators().filter(|(_, _, indicator)| applies(indicator)) {
            let mut here = Some(index);
            while let Some(node) = here {
                kept[node] = true;
                here = model.nodes[node].parent;
            }
        }
        let order = (0..model.nodes.len()).filter(|node| kept[*node]);
        let place: BTreeMap<usize, usize> = order.enumerate().map(|(new, old)| (old, new)).collect();
        let nodes: Vec<IndexNode> = place
            .keys()
            .map(|index| {
                let node = &model.nodes[*index];
                IndexNode {
                    id: node.id.clone(),
                    name: node.name.clone(),
                    parent: node.parent.and_then(|parent| place.get(&parent)).copied(),
                    weight: profile.and_then(|profile| profile.weights.get(index)).copied().unwrap_or(node.weight),
                    mean: node.mean,
                    minimum_coverage: 0.0,
                    indicator: node.indicator().map(|indicator| of_indicator(indicator, profile, &points)),
                }
            })
            .collect();
        let specs = nodes.iter().map(|node| NodeSpec { parent: node.parent, weight: node.weight, mean: node.mean });
        Some(Self {
            id: model.id.clone(),
            version: model.version.clone(),
            name: model.name.clone(),
            source: None,
            attribution: Some(model.attribution.clone()),
            scale: ScoreScale { top: 100.0, decimals: 1 },
            direction: Direction::Higher,
            over: Over::Year,
            rank_on: RankOn::Raw,
            digest: model.digest.clone(),
            tree: Tree::new(specs.collect()).ok()?,
            nodes,
        })
    }
}

fn of_indicator(indicator: &Indicator, profile: Option<&Profile>, points: &RubricPoints) -> IndexIndicator {
    let (unit, method) = match &indicator.scale {
        IndicatorScale::Rubric(_) => (None, Method::Points(points.clone())),
        IndicatorScale::Metric(metric) => {
            let own = profile.and_then(|profile| metric.goalposts_by_type.get(&profile.kind));
            (Some(metric.unit.clone()), Method::Goalposts(*own.unwrap_or(&metric.goalposts)))
        }
        IndicatorScale::Checklist(_) => (Some("%".to_owned()), Method::Given { top: 100.0 }),
    };
    IndexIndicator { unit, method }
}
