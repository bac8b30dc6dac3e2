//! The page as a whole.

use crate::benchmark::attribution::Attribution;
use crate::benchmark::peers::{Peers, YEAR};
use crate::benchmark::table::{Table, table};
use crate::benchmark::{context, efficiency, filters, own_figures, positions, trend};
use crate::error::WorkbenchError;
use crate::opened::Snapshot;
use crate::view::{
    BenchmarkRequest, BenchmarkView, ContextRowView, EfficiencyView, MetricChoiceView, PeerGroup, PeerRowView, PositionView,
    SavedGroupView, ScatterPointView, Text, TrendView,
};
use shuheng_benchmark::{DataSet, Metric};

/// What the page shows first, and what the report shows: IT investment in the year of CAICT Table 3, all institutions.
pub(crate) fn default_request() -> BenchmarkRequest {
    BenchmarkRequest { metric: "it_investment".to_owned(), year: YEAR, group: PeerGroup::default() }
}

/// What the charts and the report show of a request.
#[derive(Debug)]
pub(crate) struct ChartFigures {
    /// The metric.
    pub metric: MetricChoiceView,
    /// Members and the own institution.
    pub rows: Vec<PeerRowView>,
    /// Totals and sectors.
    pub totals: Vec<PeerRowView>,
    /// Where the own institution stands.
    pub positions: Vec<PositionView>,
    /// Intensity against growth.
    pub scatter: Vec<ScatterPointView>,
    /// Members without a point.
    pub scatter_missing: u32,
    /// The metric by year.
    pub trend: Vec<TrendView>,
    /// Intensity against the score of the economic value.
    pub efficiency: EfficiencyView,
    /// CAICT Table 1.
    pub priority_loans: Vec<ContextRowView>,
    /// CAICT Figure 2.
    pub technology_sme_loans: Vec<ContextRowView>,
    /// The finding.
    pub title: Text,
    /// Who is to be named.
    pub source: Text,
}

/// The figures of the charts and the report; an unknown metric has none.
pub(crate) fn chart_figures(peers: &Peers, snapshot: &Snapshot<'_>, request: &BenchmarkRequest) -> ChartFigures {
    let mut attribution = Attribution::default();
    let Table { rows, totals, .. } = table(peers, Some(snapshot), request, &mut attribution);
    let metric = peers.data().metric(&request.metric);
    let trend = trend::trend(peers, request, &mut attribution);
    let (scatter, scatter_missing) = efficiency::scatter(peers, request);
    ChartFigures {
        title: metric.map(|metric| title(metric, request, &rows)).unwrap_or_default(),
        metric: metric.map(|metric| filters::metric_view(peers, metric)).unwrap_or_default(),
        rows,
        totals,
        positions: positions::positions(peers, request),
        scatter,
        scatter_missing,
        trend,
        efficiency: efficiency::efficiency(peers, snapshot, request),
        priority_loans: context::priority_loans(peers),
        technology_sme_loans: context::technology_sme_loans(peers),
        source: attribution.line(peers),
    }
}

/// The page for a request.
///
/// # Errors
/// [`WorkbenchError::UnknownMetric`] when the data have no such metric.
pub(crate) fn page(
    peers: &Peers,
    snapshot: &Snapshot<'_>,
    groups: Vec<SavedGroupView>,
    request: BenchmarkRequest,
) -> Result<BenchmarkView, WorkbenchError> {
    let metric = known_metric(peers, &request.metric)?;
    let mut attribution = Attribution::default();
    let Table { rows, totals, members, sample, concentration, conflicts } = table(peers, Some(snapshot), &request, &mut attribution);
    let title = title(metric, &request, &rows);
    let trend = trend::trend(peers, &request, &mut attribution);
    let (scatter, scatter_missing) = efficiency::scatter(peers, &request);
    let metrics = filters::metrics(peers, &request.group);
    let chosen = metrics.iter().find(|choice| choice.id == metric.id).cloned();
    Ok(BenchmarkView {
        metric: chosen.unwrap_or_else(|| filters::metric_view(peers, metric)),
        metrics,
        kinds: filters::kinds(peers, snapshot, &request),
        tiers: filters::tiers(peers, &request),
        groups,
        institutions: filters::institution_views(peers, snapshot),
        members,
        sample,
        rows,
        totals,
        concentration,
        positions: positions::positions(peers, &request),
        trend,
        scatter,
        scatter_missing,
        efficiency: efficiency::efficiency(peers, snapshot, &request),
        own_figures: own_figures::own_figures(peers),
        rule: snapshot.peer_settings.rule,
        choices: snapshot.peer_settings.choices.clone(),
        conflicts,
        priority_loans: context::priority_loans(peers),
        technology_sme_loans: context::technology_sme_loans(peers),
        title,
        source: attribution.line(peers),
        sources: attribution.sources(peers),
        request,
    })
}

/// A metric of the data.
pub(super) fn known_metric<'a>(peers: &'a Peers, id: &str) -> Result<&'a Metric, WorkbenchError> {
    peers.data().metric(id).ok_or_else(|| unknown(peers.data(), id))
}

fn unknown(data: &DataSet, metric: &str) -> WorkbenchError {
    let known = data.metrics().iter().map(|metric| metric.id.clone()).collect();
    WorkbenchError::UnknownMetric { metric: metric.to_owned(), known }
}

/// Whether a request can be answered.
///
/// # Errors
/// [`WorkbenchError::UnknownMetric`] when the data have no such metric.
pub(crate) fn check_request(data: &DataSet, request: &BenchmarkRequest) -> Result<(), WorkbenchError> {
    data.metric(&request.metric).map(|_| ()).ok_or_else(|| unknown(data, &request.metric))
}

/// The finding: how many fell, else who is first.
pub(super) fn title(metric: &Metric, request: &BenchmarkRequest, rows: &[PeerRowView]) -> Text {
    let peers: Vec<&PeerRowView> = rows.iter().filter(|row| !row.own && row.figure.is_some()).collect();
    let changes: Vec<f64> = peers.iter().filter_map(|row| row.growth.as_ref()).map(|growth| growth.value).collect();
    let (year, zh, en) = (request.year, &metric.name.zh, &metric.name.en);
    if peers.is_empty() {
        return Text::new(format!("同业组内没有{year}年{zh}的数据"), format!("No institution of the group has a figure of {en} in {year}"));
    }
    if changes.is_empty() {
        let n = peers.len();
        return match peers.first().filter(|_| n > 1) {
            Some(first) => Text::new(
                format!("{n}家机构有{year}年{zh}数据，{}居首", first.name.zh),
                format!("{n} institutions have {en} of {year}; {} comes first", first.name.en),
            ),
            None => Text::new(format!("仅1家机构有{year}年{zh}数据"), format!("Only one institution has {en} of {year}")),
        };
    }
    let (known, falling) = (changes.len(), changes.iter().filter(|change| **change < 0.0).count());
    Text::new(
        format!("{known}家样本机构中，{falling}家{year}年{zh}较上年下降"),
        format!("Of {known} institutions, {falling} had less {en} in {year} than the year before"),
    )
}
