//! The own figures that can be entered, with what looks like a slip of the unit.

use crate::benchmark::peers::{OWN, Peers};
use crate::benchmark::trend::YEARS;
use crate::view::{OwnFigureView, PeerGroup, Text, UnitSlipView};
use crate::words;
use shuheng_benchmark::{Metric, UnitSlip, unit_slip};

/// Metrics that an institution enters, in this order.
pub(super) const ENTERED: [&str; 9] = [
    "it_investment",
    "operating_revenue",
    "it_staff",
    "employees",
    "total_assets",
    "net_profit",
    "cost_income_ratio",
    "it_investment_growth",
    "mobile_mau",
];

/// Metric by metric and year by year; figures of other years and metrics that were entered come after.
pub(super) fn own_figures(peers: &Peers) -> Vec<OwnFigureView> {
    let grid = ENTERED.into_iter().flat_map(|metric| YEARS.map(move |year| (metric.to_owned(), year)));
    let mut keys: Vec<(String, i32)> = grid.collect();
    for (institution, year, metric) in peers.data().stated_keys() {
        let key = (metric.to_owned(), year);
        if institution == OWN && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.into_iter().filter_map(|(metric, year)| Some(own_figure(peers, peers.data().metric(&metric)?, year))).collect()
}

/// A figure as it was entered.
pub(super) fn entered(peers: &Peers, year: i32, metric: &str) -> Option<f64> {
    peers.data().stated(OWN, year, metric).first().map(|row| row.value)
}

fn own_figure(peers: &Peers, metric: &Metric, year: i32) -> OwnFigureView {
    let value = entered(peers, year, &metric.id);
    OwnFigureView {
        metric: metric.id.clone(),
        name: (&metric.name).into(),
        unit: metric.unit.clone(),
        year,
        value,
        slip: value.and_then(|value| Some(slip_view(metric, value, slip(peers, metric, year, value)?))),
    }
}

/// A ratio has no unit that could slip.
fn slip(peers: &Peers, metric: &Metric, year: i32, value: f64) -> Option<UnitSlip> {
    if !metric.additive {
        return None;
    }
    let years: Vec<i32> = peers.data().stated_years(&metric.id).filter(|other| *other != year).collect();
    let others: Vec<f64> = years.iter().filter_map(|other| entered(peers, *other, &metric.id)).collect();
    let mut near: Vec<i32> = years.into_iter().chain([year]).collect();
    near.sort_by_key(|other| other.abs_diff(year));
    let members = peers.members(&PeerGroup::default());
    let in_year = |year: i32| {
        let values: Vec<f64> = members
            .iter()
            .filter_map(|institution| peers.figure(&institution.id, year, &metric.id))
            .map(|figure| figure.chosen().value())
            .collect();
        (!values.is_empty()).then_some(values)
    };
    let found = near.into_iter().find_map(in_year).unwrap_or_default();
    unit_slip(value, &others, &found)
}

fn slip_view(metric: &Metric, value: f64, slip: UnitSlip) -> UnitSlipView {
    let unit = &metric.unit;
    let (value, suggestion) = (words::figure(value), words::figure(slip.suggestion));
    let (beside_zh, beside_en) = if slip.by_own_years { ("本机构其他年份", "its own other years") } else { ("同业", "its peers") };
    let (size_zh, size_en) = if slip.factor > 1.0 { ("大", "larger") } else { ("小", "smaller") };
    let times = words::figure(if slip.factor > 1.0 { slip.factor } else { 1.0 / slip.factor });
    UnitSlipView {
        message: Text::new(
            format!("{value}{unit}？与{beside_zh}相比约{size_zh}{times}倍，看起来是单位混用，应为{suggestion}{unit}？"),
            format!(
                "{value} {unit}? About {times} times {size_en} than {beside_en}: it looks like another unit. Should it be {suggestion} {unit}?"
            ),
        ),
        suggestion: slip.suggestion,
    }
}
