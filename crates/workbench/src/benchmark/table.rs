//! The table of peers: figure, change, year before, share and intensity of each.

use crate::benchmark::attribution::Attribution;
use crate::benchmark::figure_view::{derived_view, figure_view};
use crate::benchmark::peers::{OWN, Peers};
use crate::opened::Snapshot;
use crate::view::{BenchmarkRequest, ConcentrationView, PeerRowView};
use shuheng_benchmark::{Derived, Direction, Figure, Institution, concentration, ranks, share};
use std::collections::BTreeMap;

/// IT investment to operating revenue.
pub(super) const INTENSITY: &str = "it_investment_to_revenue";

/// The table, and what is counted on it.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Members and the own institution by rank, then those without a figure.
    pub rows: Vec<PeerRowView>,
    /// Totals and sectors with a figure.
    pub totals: Vec<PeerRowView>,
    /// Members of the group.
    pub members: u32,
    /// Of these, with a figure.
    pub sample: u32,
    /// Concentration, for amounts.
    pub concentration: Option<ConcentrationView>,
    /// Shown figures whose sources disagree.
    pub conflicts: u32,
}

/// The table of a request; names every source in `attribution`.
pub(super) fn table(peers: &Peers, snapshot: Option<&Snapshot<'_>>, request: &BenchmarkRequest, attribution: &mut Attribution) -> Table {
    let metric = peers.data().metric(&request.metric);
    let direction = metric.map_or(Direction::Neutral, |metric| metric.direction);
    let group = peers.members(&request.group);
    let shown: Vec<&Institution> = group.iter().copied().chain(peers.data().institution(OWN)).collect();
    let figures: Vec<Option<Figure<'_>>> =
        shown.iter().map(|institution| peers.figure(&institution.id, request.year, &request.metric)).collect();
    let values: Vec<Option<f64>> = figures.iter().map(|figure| figure.as_ref().map(|figure| figure.chosen().value())).collect();
    let ranks = ranks(&values, direction);

    // Shares and concentration are the peers' alone, so that they are the same for every engagement.
    let amounts: Vec<_> = figures.iter().take(group.len()).flatten().filter_map(Figure::operand).collect();
    let money = metric.is_some_and(|metric| metric.additive);
    let shares = if money { share(peers.data(), &request.metric, &amounts) } else { Vec::new() };
    let shares: BTreeMap<&str, &Derived> =
        amounts.iter().zip(&shares).filter_map(|(amount, share)| Some((amount.institution.as_str(), share.as_ref()?))).collect();
    let share_of = |id: &str| shares.get(id).map(|derived| derived_view(peers, derived, "%".to_owned()));

    let mut conflicts = 0;
    let mut rows: Vec<PeerRowView> = Vec::new();
    for ((institution, figure), rank) in shown.iter().zip(&figures).zip(ranks) {
        if let Some(figure) = figure {
            attribution.add(figure);
            conflicts += u32::from(figure.conflicting);
        }
        rows.push(PeerRowView {
            rank,
            figure: figure.as_ref().map(|figure| figure_view(peers, figure)),
            share: share_of(&institution.id),
            ..row(peers, snapshot, institution, request, attribution)
        });
    }
    rows.sort_by_key(|row| row.rank.unwrap_or(u32::MAX));

    let totals = peers.totals().filter_map(|institution| {
        let figure = peers.figure(&institution.id, request.year, &request.metric)?;
        attribution.add(&figure);
        Some(PeerRowView { figure: Some(figure_view(peers, &figure)), ..row(peers, snapshot, institution, request, attribution) })
    });
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Table {
        totals: totals.collect(),
        members: count(group.len()),
        sample: count(figures.iter().take(group.len()).flatten().count()),
        concentration: concentration(&amounts).filter(|_| money).map(|found| ConcentrationView {
            value: found.value,
            interval: [found.interval.low, found.interval.high],
            n: count(found.n),
        }),
        rows,
        conflicts,
    }
}

/// A row without its figure, rank and share.
fn row(
    peers: &Peers,
    snapshot: Option<&Snapshot<'_>>,
    institution: &Institution,
    request: &BenchmarkRequest,
    attribution: &mut Attribution,
) -> PeerRowView {
    let mut view = |year: i32, metric: &str| {
        let figure = peers.figure(&institution.id, year, metric)?;
        attribution.add(&figure);
        Some(figure_view(peers, &figure))
    };
    let growth_metric = peers.data().metric(&request.metric).and_then(|metric| metric.growth_metric.clone());
    PeerRowView {
        id: institution.id.clone(),
        name: (&institution.name).into(),
        kind: institution.kind.clone(),
        kind_name: super::filters::kind_name(snapshot, &institution.kind),
        tier: institution.tier.clone(),
        own: institution.id == OWN,
        imported: institution.imported.clone(),
        rank: None,
        figure: None,
        growth: growth_metric.and_then(|metric| view(request.year, &metric)),
        prior: view(request.year.saturating_sub(1), &request.metric),
        share: None,
        intensity: view(request.year, INTENSITY),
    }
}
