//! What institutions spend against what it yields: IT intensity against growth for peers, and against the score of the economic
//! value for the assessed institution. How mature peers are nobody publishes; of them the view shows only what they spend.

use crate::benchmark::figure_view::figure_view;
use crate::benchmark::figure_view::quality;
use crate::benchmark::peers::{OWN, Peers};
use crate::benchmark::table::INTENSITY;
use crate::opened::Snapshot;
use crate::view::{BenchmarkRequest, EfficiencyPointView, EfficiencyView, PeerGroup, PointView, ScatterPointView, Text, ValueDomainView};
use crate::words::{figure, score};
use shuheng_engine::statistics::median;

/// Growth of IT investment.
const GROWTH: &str = "it_investment_growth";
/// What IT investment is set against.
const REVENUE: &str = "operating_revenue";
/// The dimension whose score stands for the yield.
const VALUE: &str = "economic_value";

/// Points of intensity against growth, and how many members have none.
pub(super) fn scatter(peers: &Peers, request: &BenchmarkRequest) -> (Vec<ScatterPointView>, u32) {
    let members = peers.members(&request.group);
    let mut points = Vec::new();
    let mut missing = 0_u32;
    for institution in peers.data().institution(OWN).into_iter().chain(members) {
        let own = institution.id == OWN;
        let intensity = peers.figure(&institution.id, request.year, INTENSITY);
        match intensity.zip(peers.figure(&institution.id, request.year, GROWTH)) {
            Some((intensity, growth)) => points.push(ScatterPointView {
                id: institution.id.clone(),
                name: (&institution.name).into(),
                intensity: figure_view(peers, &intensity),
                growth: figure_view(peers, &growth),
                own,
            }),
            None => missing += u32::from(!own),
        }
    }
    (points, missing)
}

/// The own institution in the field of intensity and yield, divided at the group's median intensity and the target score.
pub(super) fn efficiency(peers: &Peers, snapshot: &Snapshot<'_>, request: &BenchmarkRequest) -> EfficiencyView {
    let model = snapshot.instrument.model();
    let value = model.index_of(VALUE).map(|index| &snapshot.result.nodes[index]);
    let own_intensity = peers.figure(OWN, request.year, INTENSITY).map(|figure| figure.chosen().value());
    let own_score = value.and_then(|value| value.score);
    let target = value.map_or(snapshot.result.target, |value| value.target);
    let intensities = intensities(peers, &request.group, request.year);
    let line = typical_intensity(peers, request.year, &intensities).unwrap_or_default();
    let own = own_intensity.zip(own_score).map(|(intensity, value_score)| EfficiencyPointView {
        id: OWN.to_owned(),
        name: Text::new(&snapshot.institution, &snapshot.institution),
        intensity,
        value_score,
    });
    let mut missing = Vec::new();
    let year = request.year;
    if own_intensity.is_none() {
        missing.push(Text::new(
            format!("缺少{year}年的信息技术投入占营业收入比：请录入信息技术投入与营业收入"),
            format!("IT investment to operating revenue of {year} is missing: enter IT investment and operating revenue"),
        ));
    }
    if own_score.is_none() {
        let name = model.index_of(VALUE).map_or_else(|| Text::new("经济价值", "Economic value"), |index| (&model.nodes[index].name).into());
        missing.push(Text::new(
            format!("{}尚无得分：请在评分页作答", name.zh),
            format!("{} has no score yet: answer its indicators on the page 评分", name.en),
        ));
    }
    let heavy = own.as_ref().map(|own| own.intensity >= line && own.value_score < target);
    EfficiencyView {
        finding: own.as_ref().map(|own| finding(own, line, target)).unwrap_or_default(),
        difference: own_intensity.zip(peers.figure(OWN, year, REVENUE)).map(|(own, revenue)| {
            let revenue = revenue.chosen().value();
            difference((own - line) / 100.0 * revenue, revenue)
        }),
        own,
        peers: intensities,
        domains: domains(snapshot),
        reference: [line, target],
        heavy_spend_light_yield: heavy,
        missing,
    }
}

/// What the members of a group spend of their revenue in a year. Lower bounds are no points.
fn intensities(peers: &Peers, group: &PeerGroup, year: i32) -> Vec<PointView> {
    let members = peers.members(group).into_iter();
    let point = |institution: &shuheng_benchmark::Institution| {
        let figure = peers.figure(&institution.id, year, INTENSITY)?;
        let value = figure.chosen();
        (!value.is_lower_bound()).then(|| PointView {
            id: institution.id.clone(),
            name: (&institution.name).into(),
            value: value.value(),
            quality: quality(value.quality()),
        })
    };
    members.filter_map(point).collect()
}

/// Median intensity of the group in the year; else of all institutions, in the year or the one nearest to it that has any.
fn typical_intensity(peers: &Peers, year: i32, group: &[PointView]) -> Option<f64> {
    let middle = |points: &[PointView]| median(&points.iter().map(|point| point.value).collect::<Vec<_>>()).ok();
    middle(group).or_else(|| {
        let mut years: Vec<i32> = peers.data().stated_years(INTENSITY).collect();
        years.sort_by_key(|known| (known.abs_diff(year), *known));
        years.into_iter().find_map(|year| middle(&intensities(peers, &PeerGroup::default(), year)))
    })
}

/// 亿元 spent above or below what the median intensity would be.
fn difference(amount: f64, revenue: f64) -> Text {
    let (money, of) = (format!("{:.2}", amount.abs()), figure(revenue));
    let (bn, of_bn) = (format!("{:.3}", amount.abs() / 10.0), figure(revenue / 10.0));
    if amount >= 0.0 {
        Text::new(
            format!("比按同业中位强度投入多{money}亿元（营业收入{of}亿元×强度之差）"),
            format!("RMB {bn} bn more than at the peers' median intensity (revenue of RMB {of_bn} bn × difference of intensities)"),
        )
    } else {
        Text::new(
            format!("比按同业中位强度投入少{money}亿元（营业收入{of}亿元×强度之差）"),
            format!("RMB {bn} bn less than at the peers' median intensity (revenue of RMB {of_bn} bn × difference of intensities)"),
        )
    }
}

/// The domains of the economic value, the one that costs most against its target first.
fn domains(snapshot: &Snapshot<'_>) -> Vec<ValueDomainView> {
    let model = snapshot.instrument.model();
    let nodes = &snapshot.result.nodes;
    let Some(whole) = nodes.iter().find(|node| node.id == VALUE).map(|node| node.weight).filter(|weight| *weight > 0.0) else {
        return Vec::new();
    };
    let mut domains: Vec<ValueDomainView> = nodes
        .iter()
        .zip(&model.nodes)
        .filter(|(node, _)| node.parent.as_deref() == Some(VALUE) && node.weight > 0.0)
        .map(|(node, text)| ValueDomainView {
            id: node.id.clone(),
            name: (&text.name).into(),
            score: node.score,
            target: node.target,
            lost: node.score.map(|score| (node.target - score).max(0.0) * node.weight / whole),
        })
        .collect();
    domains.sort_by(|a, b| b.lost.unwrap_or(-1.0).total_cmp(&a.lost.unwrap_or(-1.0)));
    domains
}

fn finding(own: &EfficiencyPointView, line: f64, target: f64) -> Text {
    let (intensity, score_now) = (format!("{:.2}%", own.intensity), score(own.value_score));
    let (line_text, target_text) = (format!("{line:.2}%"), figure(target));
    // As the chart names its four fields.
    let (zh, en) = match (own.intensity >= line, own.value_score < target) {
        (true, true) => ("重投入、轻产出", "High spend, low yield"),
        (true, false) => ("投入见效", "Spending that pays off"),
        (false, true) => ("待培育", "To be developed"),
        (false, false) => ("轻投入、高产出", "Low spend, high yield"),
    };
    Text::new(
        format!("{zh}：科技投入占营业收入{intensity}（同业中位{line_text}），经济价值{score_now}分（目标{target_text}）"),
        format!(
            "{en}: IT investment is {intensity} of revenue (peers' median {line_text}), economic value scores {score_now} (target {target_text})"
        ),
    )
}
