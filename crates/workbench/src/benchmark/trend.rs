//! A metric over the years. A year without a figure is a gap.

use crate::benchmark::attribution::Attribution;
use crate::benchmark::figure_view::figure_view;
use crate::benchmark::peers::{OWN, Peers};
use crate::view::{BenchmarkRequest, TrendPointView, TrendView};

/// Years of a trend.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 2019..=2025;

/// A line for each institution of the group that has a figure in any of the years, the own one first.
pub(super) fn trend(peers: &Peers, request: &BenchmarkRequest, attribution: &mut Attribution) -> Vec<TrendView> {
    let members = peers.members(&request.group);
    let lines = peers.data().institution(OWN).into_iter().chain(members);
    let mut trends = Vec::new();
    for institution in lines {
        let mut points = Vec::new();
        for year in YEARS {
            if let Some(figure) = peers.figure(&institution.id, year, &request.metric) {
                attribution.add(&figure);
                points.push(TrendPointView { year, figure: figure_view(peers, &figure) });
            }
        }
        if !points.is_empty() {
            let own = institution.id == OWN;
            trends.push(TrendView { id: institution.id.clone(), name: (&institution.name).into(), own, points });
        }
    }
    trends
}
