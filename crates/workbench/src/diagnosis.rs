//! The page 诊断: what stands out, what is strong, what costs most.

use crate::benchmark::{OWN, Peers, YEAR};
use crate::opened::Snapshot;
use crate::view::{DiagnosisView, FindingView, NodeResultView, NodeState, RankedView, ResultView, Text};
use crate::words::{score, tenth};
use shuheng_benchmark::DataSet;
use shuheng_model::{Instrument, NodeKind};
use shuheng_store::{Strength, Value};

/// Points between technology and value from which one is said to be ahead of the other: half a level of a rubric.
const AHEAD: f64 = 5.0;
/// Lines in the lists of strengths and gaps.
pub(crate) const LISTED: usize = 5;
/// Level from which an answer should have evidence: below it the rubric asks for little that can be shown.
const EVIDENCE_FROM: u8 = 4;

/// Diagnoses an assessment.
pub(crate) fn diagnose(data: &DataSet, snapshot: &Snapshot<'_>) -> DiagnosisView {
    DiagnosisView {
        findings: [conversion(data, snapshot), gates(snapshot), concentration(snapshot), unanswered(snapshot), evidence(snapshot)]
            .into_iter()
            .flatten()
            .collect(),
        strengths: strengths(snapshot),
        gaps: gaps(snapshot.instrument, &snapshot.result).into_iter().take(LISTED).collect(),
    }
}

/// Indicators with a score.
fn scored_indicators<'a>(instrument: &Instrument, result: &'a ResultView) -> impl Iterator<Item = (&'a NodeResultView, f64)> {
    instrument.model().indicators().filter_map(|(index, _, _)| {
        let node = &result.nodes[index];
        node.score.map(|score| (node, score))
    })
}

fn strengths(snapshot: &Snapshot<'_>) -> Vec<RankedView> {
    let mut ranked: Vec<RankedView> = scored_indicators(snapshot.instrument, &snapshot.result)
        .map(|(node, own)| ranked(node, own, node.peer.unwrap_or(node.target)))
        .filter(|line| line.difference > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.difference.total_cmp(&a.difference).then(b.weighted.total_cmp(&a.weighted)));
    ranked.truncate(LISTED);
    ranked
}

/// Indicators below their target, first the one whose gap costs the whole most points.
pub(crate) fn gaps(instrument: &Instrument, result: &ResultView) -> Vec<RankedView> {
    let mut ranked: Vec<RankedView> = scored_indicators(instrument, result)
        .map(|(node, own)| ranked(node, own, node.target))
        .filter(|line| line.difference < 0.0)
        .collect();
    ranked.sort_by(|a, b| a.weighted.total_cmp(&b.weighted).then(a.difference.total_cmp(&b.difference)));
    ranked
}

fn ranked(node: &NodeResultView, own: f64, reference: f64) -> RankedView {
    let difference = tenth(tenth(own) - tenth(reference));
    RankedView { id: node.id.clone(), score: own, level: node.level, difference, weighted: (own - reference) * node.weight }
}

fn dimension<'a>(snapshot: &'a Snapshot<'_>, id: &str) -> Option<(&'a NodeResultView, Text)> {
    let model = snapshot.instrument.model();
    let index = model.index_of(id)?;
    Some((&snapshot.result.nodes[index], (&model.nodes[index].name).into()))
}

/// Technology against value: 重投入、轻产出 or its opposite. Only for models that have both dimensions.
fn conversion(data: &DataSet, snapshot: &Snapshot<'_>) -> Option<FindingView> {
    let (technology, technology_name) = dimension(snapshot, "technology_application")?;
    let (value, value_name) = dimension(snapshot, "economic_value")?;
    let (technology, value) = (tenth(technology.score?), tenth(value.score?));
    let lead = tenth(technology - value);
    let growth = Peers::new(data, snapshot).figure(OWN, YEAR, "it_investment_growth").map(|figure| figure.chosen().value());
    let spend = growth.filter(|growth| *growth > 0.0).map(|growth| {
        let (growth, year) = (crate::words::change(growth), YEAR);
        Text::new(
            format!("；{year}年信息技术投入{growth}，尚未同步变成成效"),
            format!("; IT investment grew {growth} in {year} without results to match"),
        )
    });
    let spend = spend.filter(|_| lead >= AHEAD).unwrap_or_default();
    let (points, far) = (score(lead.abs()), lead.abs() >= AHEAD);
    let (title, relation) = match (far, lead > 0.0) {
        (true, true) => (
            Text::new("能力先行，成效滞后", "Capability ahead of results"),
            Text::new(format!("前者高出{points}分"), format!("{points} points ahead")),
        ),
        (true, false) => (
            Text::new("成效先行，能力偏弱", "Results ahead of capability"),
            Text::new(format!("前者低{points}分"), format!("{points} points behind")),
        ),
        (false, _) => (
            Text::new("能力与成效大致相当", "Capability and results are level"),
            Text::new(format!("相差{points}分"), format!("{points} points apart")),
        ),
    };
    Some(FindingView {
        title,
        detail: Text::new(
            format!("{}{}，{}{}，{}{}。", technology_name.zh, score(technology), value_name.zh, score(value), relation.zh, spend.zh),
            format!(
                "{} {}, {} {}: {}{}.",
                technology_name.en,
                score(technology),
                value_name.en.to_lowercase(),
                score(value),
                relation.en,
                spend.en
            ),
        ),
        attention: lead >= AHEAD,
    })
}

fn gates(snapshot: &Snapshot<'_>) -> Option<FindingView> {
    let gate = snapshot.result.gates.first()?;
    let model = snapshot.instrument.model();
    let name = |id: &str| model.index_of(id).map(|index| model.nodes[index].name.clone()).unwrap_or_default();
    let (node, watch) = (name(&gate.node), name(&gate.watch));
    Some(FindingView {
        title: Text::new(format!("否决门槛压住等级：最高L{}", gate.cap), format!("A gate caps the level at L{}", gate.cap)),
        detail: Text::new(
            format!("{}得分{}，未到{}，{}的等级受限。{}", watch.zh, score(gate.watch_score), score(gate.below), node.zh, gate.reason.zh),
            format!(
                "{} scores {}, below {}, which caps {}. {}",
                watch.en,
                score(gate.watch_score),
                score(gate.below),
                node.en,
                gate.reason.en
            ),
        ),
        attention: true,
    })
}

/// The two domains whose gap to the target costs most points.
fn concentration(snapshot: &Snapshot<'_>) -> Option<FindingView> {
    let model = snapshot.instrument.model();
    let domains = || model.nodes.iter().zip(&snapshot.result.nodes).filter(|(node, _)| matches!(node.kind, NodeKind::Domain));
    let mut costs: Vec<(&shuheng_model::Node, f64)> = domains()
        .filter_map(|(node, result)| Some((node, (result.target - result.score?).max(0.0) * result.weight)))
        .filter(|(_, cost)| *cost > 0.0)
        .collect();
    let total: f64 = costs.iter().map(|(_, cost)| cost).sum();
    costs.sort_by(|a, b| b.1.total_cmp(&a.1));
    let [(first, a), (second, b), ..] = costs.as_slice() else { return None };
    let share = format!("{:.0}%", (a + b) / total * 100.0);
    Some(FindingView {
        title: Text::new(
            format!("差距集中在{}与{}", first.short.zh, second.short.zh),
            format!("The gap sits in {} and {}", first.short.en, second.short.en),
        ),
        detail: Text::new(
            format!("两个能力域占距目标加权差距的{share}，先补这两处见效最快。"),
            format!("These two domains make up {share} of the weighted gap to the target; closing them moves the score fastest."),
        ),
        attention: false,
    })
}

fn unanswered(snapshot: &Snapshot<'_>) -> Option<FindingView> {
    let model = snapshot.instrument.model();
    let waiting: Vec<&str> = model
        .indicators()
        .filter(|(index, _, _)| snapshot.result.nodes[*index].state == NodeState::Unanswered)
        .map(|(_, node, _)| node.code.as_str())
        .collect();
    let (count, minimum) = (waiting.len(), model.minimum_coverage);
    let coverage = format!("{:.2}%", snapshot.result.coverage * 100.0);
    let low = snapshot.result.coverage < minimum;
    let listed = waiting.iter().take(6).copied().collect::<Vec<_>>();
    let more = if count > listed.len() { ("等", " and others") } else { ("", "") };
    (count > 0).then(|| FindingView {
        title: if low {
            Text::new(format!("覆盖率{coverage}，暂不定级"), format!("Coverage {coverage}: no level yet"))
        } else {
            Text::new(format!("{count}项尚未评分"), format!("Not rated yet: {count}"))
        },
        detail: Text::new(
            format!("{}{}；覆盖率{coverage}，满{:.0}%可定级。", listed.join("、"), more.0, minimum * 100.0),
            format!("{}{}; coverage {coverage}, a level needs {:.0}%.", listed.join(", "), more.1, minimum * 100.0),
        ),
        attention: low,
    })
}

/// High answers that nothing stands behind.
fn evidence(snapshot: &Snapshot<'_>) -> Option<FindingView> {
    let model = snapshot.instrument.model();
    let bare: Vec<&str> = model
        .indicators()
        .filter(|(_, node, _)| {
            let high = matches!(snapshot.answers.get(&node.id).and_then(|answer| answer.value.as_ref()), Some(Value::Level(level)) if *level >= EVIDENCE_FROM);
            high && !snapshot.evidence.iter().any(|evidence| evidence.speaks_for(&node.id) && evidence.strength != Strength::Weak)
        })
        .map(|(_, node, _)| node.code.as_str())
        .collect();
    let listed = bare.iter().take(6).copied().collect::<Vec<_>>();
    (!bare.is_empty()).then(|| FindingView {
        title: Text::new(format!("{}项L4及以上缺少证据", bare.len()), format!("Answers of L4 or more without evidence: {}", bare.len())),
        detail: Text::new(
            format!("{}没有中等以上强度的证据，复核时可能站不住。", listed.join("、")),
            format!("{}: no evidence of medium strength or more; this may not survive a review.", listed.join(", ")),
        ),
        attention: true,
    })
}
