//! Figures of the sector as context: CAICT Table 1 and Figure 2.

use crate::benchmark::figure_view::figure_view;
use crate::benchmark::peers::Peers;
use crate::view::ContextRowView;

const SECTOR: &str = "china_financial_sector";

/// Table 1: balances of the five priority areas, end of November 2025.
pub(super) fn priority_loans(peers: &Peers) -> Vec<ContextRowView> {
    ["loan_tech", "loan_green", "loan_inclusive", "loan_elderly", "loan_digital_economy"]
        .into_iter()
        .filter_map(|metric| row(peers, metric, 2025))
        .collect()
}

/// Figure 2: loans to technology SMEs.
pub(super) fn technology_sme_loans(peers: &Peers) -> Vec<ContextRowView> {
    [2023, 2025].into_iter().filter_map(|year| row(peers, "loan_tech_sme", year)).collect()
}

fn row(peers: &Peers, metric: &str, year: i32) -> Option<ContextRowView> {
    let value = peers.figure(SECTOR, year, metric)?;
    let described = peers.data().metric(metric)?;
    let growth = described.growth_metric.as_ref().and_then(|growth| peers.figure(SECTOR, year, growth));
    Some(ContextRowView {
        name: (&described.name).into(),
        year,
        value: figure_view(peers, &value),
        growth: growth.map(|growth| figure_view(peers, &growth)),
    })
}
