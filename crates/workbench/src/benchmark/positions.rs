//! Where the own institution stands among the group, metric by metric.

use crate::benchmark::figure_view::quality;
use crate::benchmark::filters::direction_word;
use crate::benchmark::peers::{OWN, Peers};
use crate::view::{BenchmarkRequest, PointView, PositionView};
use shuheng_benchmark::distribution;

/// Metrics beside the one asked for, in this order.
const BESIDE: [&str; 6] = [
    "it_investment_to_revenue",
    "it_investment_growth",
    "it_investment_per_employee",
    "it_staff_share",
    "cost_income_ratio",
    "it_investment",
];

/// One strip for the metric asked for and for each other that has a figure in the year. Lower bounds are no points.
pub(super) fn positions(peers: &Peers, request: &BenchmarkRequest) -> Vec<PositionView> {
    let beside = BESIDE.into_iter().filter(|metric| *metric != request.metric);
    std::iter::once(request.metric.as_str()).chain(beside).filter_map(|metric| position(peers, request, metric)).collect()
}

fn position(peers: &Peers, request: &BenchmarkRequest, id: &str) -> Option<PositionView> {
    let metric = peers.data().metric(id)?;
    let figure = |institution: &str| peers.figure(institution, request.year, id).filter(|figure| !figure.chosen().is_lower_bound());
    let own = figure(OWN);
    let mut decimals = own.as_ref().map_or(0, |figure| figure.chosen().decimals());
    let mut points = Vec::new();
    for institution in peers.members(&request.group) {
        let Some(figure) = figure(&institution.id) else { continue };
        let value = figure.chosen();
        decimals = decimals.max(value.decimals());
        points.push(PointView {
            id: institution.id.clone(),
            name: (&institution.name).into(),
            value: value.value(),
            quality: quality(value.quality()),
        });
    }
    if points.is_empty() && own.is_none() {
        return None;
    }
    let own = own.map(|figure| figure.chosen().value());
    let found = distribution(&points.iter().map(|point| point.value).collect::<Vec<_>>(), own);
    Some(PositionView {
        metric: id.to_owned(),
        name: (&metric.name).into(),
        unit: metric.unit.clone(),
        direction: direction_word(metric.direction).to_owned(),
        decimals,
        n: u32::try_from(found.n).unwrap_or(u32::MAX),
        points,
        own,
        quartiles: found.quartiles,
        tails: found.tails,
        percentile: found.percentile,
    })
}
