//! What institutions spend against what it yields: IT intensity against growth for peers, and against the score of the economic
//! value for the assessed institution.

use crate::benchmark::figure_view::figure_view;
use crate::benchmark::peers::{OWN, Peers};
use crate::benchmark::table::INTENSITY;
use crate::opened::Snapshot;
use crate::view::{BenchmarkRequest, EfficiencyPointView, EfficiencyView, ScatterPointView, Text};
use crate::words::{figure, score};
use shuheng_engine::statistics::median;

/// Growth of IT investment.
const GROWTH: &str = "it_investment_growth";
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
    let line = typical_intensity(peers, request).unwrap_or_default();
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
    let heavy = own.as_ref().map(|own| own.intensity > line && own.value_score < target);
    EfficiencyView {
        finding: own.as_ref().map(|own| finding(own, line, target)).unwrap_or_default(),
        own,
        peers: Vec::new(),
        medians: None,
        reference: [line, target],
        heavy_spend_light_yield: heavy,
        missing,
    }
}

/// Median intensity of the group in the year; else of all institutions, in the year or the newest before it that has any.
fn typical_intensity(peers: &Peers, request: &BenchmarkRequest) -> Option<f64> {
    let of = |group: &crate::view::PeerGroup, year: i32| {
        let members = peers.members(group);
        let values: Vec<f64> = members
            .iter()
            .filter_map(|institution| peers.figure(&institution.id, year, INTENSITY))
            .map(|figure| figure.chosen().value())
            .collect();
        median(&values).ok()
    };
    of(&request.group, request.year).or_else(|| {
        let mut years: Vec<i32> = peers.data().stated_years(INTENSITY).collect();
        years.sort_by_key(|year| (year.abs_diff(request.year), *year));
        years.into_iter().find_map(|year| of(&crate::view::PeerGroup::default(), year))
    })
}

fn finding(own: &EfficiencyPointView, line: f64, target: f64) -> Text {
    let (intensity, score_now) = (format!("{:.2}%", own.intensity), score(own.value_score));
    let (line_text, target_text) = (format!("{line:.2}%"), figure(target));
    let (zh, en) = match (own.intensity > line, own.value_score < target) {
        (true, true) => ("重投入、轻产出", "Heavy spend, light yield"),
        (true, false) => ("重投入、高产出", "Heavy spend, high yield"),
        (false, true) => ("轻投入、轻产出", "Light spend, light yield"),
        (false, false) => ("轻投入、高产出", "Light spend, high yield"),
    };
    Text::new(
        format!("{zh}：科技投入占营业收入{intensity}（参照{line_text}），经济价值{score_now}分（目标{target_text}）"),
        format!(
            "{en}: IT investment is {intensity} of revenue (reference {line_text}), economic value scores {score_now} (target {target_text})"
        ),
    )
}
