//! What an engagement gives to a pool, and why it may not.

use crate::library::Library;
use crate::opened::Snapshot;
use crate::sample;
use crate::view::{NodeState, PoolTierView, Text};
use shuheng_benchmark::pool::{Contribution, Edition, Ratio, Tenths};
use shuheng_model::{IndicatorScale, NodeKind, Response};

/// Names named in a refusal at most.
const NAMED: usize = 6;

/// The assessment as a pool keeps it: nothing that names the institution, no answer, no text, no amount.
///
/// # Errors
/// Why it is not taken: fictional, of an own model, or not finished.
pub(crate) fn contribution(library: &Library, snapshot: &Snapshot<'_>, tier: &str) -> Result<Contribution, Text> {
    refusal(library, snapshot).map_or(Ok(()), Err)?;
    let model = snapshot.instrument.model();
    let kind = snapshot.instrument.kind();
    let tiers = tiers(kind);
    if !tier.is_empty() && tiers.iter().all(|known| known.id != tier) {
        let known: Vec<&str> = tiers.iter().map(|known| known.id.as_str()).collect();
        return Err(Text::new(
            format!("规模层级“{tier}”不适用于这类机构，可用：{}；不写则不分层", known.join("、")),
            format!("Size tier `{tier}` is not one of this kind of institution; use one of {}, or none", known.join(", ")),
        ));
    }
    let scores = own_scores(snapshot).map(|(node, score)| (node.to_owned(), Tenths::of(score))).collect();
    let ratios = Ratio::ALL.into_iter().filter_map(|ratio| Some((ratio, Ratio::rounded(own_ratio(snapshot, ratio)?)))).collect();
    let edition = Edition { model: model.id.clone(), version: model.version.clone(), year: snapshot.year };
    Ok(Contribution { edition, kind: kind.to_owned(), tier: tier.to_owned(), scores, ratios })
}

/// Why the open engagement is not taken; `None` when it is.
pub(crate) fn refusal(library: &Library, snapshot: &Snapshot<'_>) -> Option<Text> {
    let model = snapshot.instrument.model();
    if snapshot.institution == sample::INSTITUTION {
        return Some(Text::new(
            "示例机构是虚构的，不能加入对标池",
            "The institution of the sample is fictional and is not taken into a pool",
        ));
    }
    if !library.entries().iter().any(|entry| entry.folder.is_none() && entry.id == model.id) {
        return Some(Text::new(
            format!("评估模型“{}”不是程序自带的，它的编号会透露机构；只收用自带模型完成的评估", model.id),
            format!(
                "The model `{}` did not come with the program and its ids could give the institution away; only assessments by built-in models are taken",
                model.id
            ),
        ));
    }
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    if snapshot.result.level.is_none() {
        let (coverage, minimum) = (percent(snapshot.result.coverage), percent(model.minimum_coverage));
        return Some(Text::new(
            format!("评估未完成：覆盖率{coverage}，满{minimum}才能加入；先在评分页补齐作答"),
            format!("The assessment is not finished: coverage is {coverage} and {minimum} is needed; answer more on Score"),
        ));
    }
    let open: Vec<&shuheng_model::Node> = model
        .nodes
        .iter()
        .zip(&snapshot.result.nodes)
        .filter(|(node, result)| {
            !matches!(node.kind, NodeKind::Indicator(_)) && result.state != NodeState::NotApplicable && result.level.is_none()
        })
        .map(|(node, _)| node)
        .collect();
    if !open.is_empty() {
        let zh: Vec<&str> = open.iter().take(NAMED).map(|node| node.name.zh.as_str()).collect();
        let en: Vec<&str> = open.iter().take(NAMED).map(|node| node.name.en.as_str()).collect();
        return Some(Text::new(
            format!("评估未完成：{}处的覆盖率不足（{}），补齐作答后再加入", open.len(), zh.join("、")),
            format!(
                "The assessment is not finished: coverage is too low in {} places ({}); answer more there first",
                open.len(),
                en.join(", ")
            ),
        ));
    }
    let review = snapshot.answers.values().filter(|answer| answer.review).count();
    (review > 0).then(|| {
        Text::new(
            format!("评估未完成：{review}项作答换模型后待复核，先确认"),
            format!("The assessment is not finished: {review} answers wait for a new look after the change of model; confirm them first"),
        )
    })
}

/// Scores of the whole, the dimensions and the domains.
pub(crate) fn own_scores<'a>(snapshot: &'a Snapshot<'_>) -> impl Iterator<Item = (&'a str, f64)> {
    let nodes = snapshot.instrument.model().nodes.iter().zip(&snapshot.result.nodes);
    nodes
        .filter(|(node, _)| !matches!(node.kind, NodeKind::Indicator(_)))
        .filter_map(|(node, result)| Some((node.id.as_str(), result.score?)))
}

/// A ratio of the own figures, %: of the assessed year, or of the year before when that is the last one closed; else as answered.
pub(crate) fn own_ratio(snapshot: &Snapshot<'_>, ratio: Ratio) -> Option<f64> {
    let figure = |metric: &str, year: i32| {
        snapshot.figures.iter().find(|figure| figure.metric == metric && figure.year == year).map(|figure| figure.value)
    };
    let of_year = |year: i32| {
        let share = |part: &str, whole: &str| {
            figure(part, year).zip(figure(whole, year)).filter(|(_, whole)| *whole > 0.0).map(|(part, whole)| part / whole * 100.0)
        };
        let computed = match ratio {
            Ratio::Intensity => share("it_investment", "operating_revenue"),
            Ratio::StaffShare => share("it_staff", "employees"),
            Ratio::Growth => figure("it_investment", year)
                .zip(figure("it_investment", year - 1))
                .filter(|(_, before)| *before > 0.0)
                .map(|(now, before)| (now / before - 1.0) * 100.0),
        };
        computed.or_else(|| figure(ratio.metric(), year))
    };
    of_year(snapshot.year).or_else(|| answered(snapshot, ratio)).or_else(|| of_year(snapshot.year - 1)).filter(|value| value.is_finite())
}

/// The answer to the metric indicator that asks for this ratio.
fn answered(snapshot: &Snapshot<'_>, ratio: Ratio) -> Option<f64> {
    let asks =
        |scale: &IndicatorScale| matches!(scale, IndicatorScale::Metric(metric) if metric.benchmark.as_deref() == Some(ratio.metric()));
    let (_, node, _) = snapshot.instrument.model().indicators().find(|(_, _, indicator)| asks(&indicator.scale))?;
    match snapshot.responses.get(&node.id)? {
        Response::Number(number) => Some(*number),
        _ => None,
    }
}

/// The size tiers of a kind, largest first; none when the kind has none.
pub(crate) fn tiers(kind: &str) -> Vec<PoolTierView> {
    let ids: &[&str] = match kind {
        "securities" => &["head", "mid_small"],
        "insurance" => &["large", "small"],
        bank if bank.ends_with("bank") => &["T1", "T2", "T3"],
        _ => &[],
    };
    ids.iter().map(|id| PoolTierView { id: (*id).to_owned(), name: tier_name(id) }).collect()
}

/// Name of a size tier, with its bounds.
pub(crate) fn tier_name(tier: &str) -> Text {
    match tier {
        "T1" => Text::new("T1（总资产10万亿元及以上）", "T1 (assets of RMB 10 tn or more)"),
        "T2" => Text::new("T2（总资产1万亿至10万亿元）", "T2 (assets of RMB 1–10 tn)"),
        "T3" => Text::new("T3（总资产不足1万亿元）", "T3 (assets below RMB 1 tn)"),
        "head" => Text::new("头部券商", "Leading brokers"),
        "mid_small" => Text::new("中小券商", "Other brokers"),
        "large" => Text::new("大型保险机构", "Large insurers"),
        "small" => Text::new("中小保险机构", "Other insurers"),
        _ => Text::new("未分层", "No tier"),
    }
}
