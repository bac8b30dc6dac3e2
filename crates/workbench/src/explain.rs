//! Where a number comes from, and what another answer would do to the whole.

use crate::score::{gates, state};
use crate::view::{ExplanationPartView, ExplanationView, Text, WhatIfView};
use crate::words;
use shuheng_engine::normalise::{Direction, Goalposts, Transform};
use shuheng_engine::{Assessment, Mean};
use shuheng_model::{Indicator, IndicatorScale, Instrument, Response};
use std::collections::BTreeMap;

/// Explains the score of a node.
pub(crate) fn explanation(
    instrument: &Instrument,
    scored: &Assessment,
    responses: &BTreeMap<String, Response>,
    index: usize,
) -> ExplanationView {
    let model = instrument.model();
    let node = &model.nodes[index];
    let result = &scored.nodes[index];
    let children = instrument.tree().children(index);
    let declared: f64 = children.iter().filter_map(|child| instrument.tree().node(*child)).map(|spec| spec.weight).sum();
    let parts: Vec<ExplanationPartView> = children
        .iter()
        .map(|child| {
            let part = &scored.nodes[*child];
            ExplanationPartView {
                id: model.nodes[*child].id.clone(),
                state: state(part.state),
                declared_weight: instrument.tree().node(*child).map_or(0.0, |spec| spec.weight / declared),
                effective_weight: part.scored_weight,
                score: part.score,
                contribution: part.part,
            }
        })
        .collect();
    let left = parts.iter().filter(|part| part.state == crate::view::NodeState::NotApplicable).count();
    let waiting = parts.iter().filter(|part| part.state == crate::view::NodeState::Unanswered).count();
    let (method, mut sentence) = match node.indicator() {
        Some(indicator) => of_indicator(instrument, indicator, responses.get(&node.id), result.score),
        None => of_mean(node.mean),
    };
    if left > 0 {
        sentence.zh += &format!("{left}项不适用，权重按比例分给其余各项。");
        sentence.en += &format!(" {left} not applicable; their weight goes to the others in proportion.");
    }
    if waiting > 0 {
        sentence.zh += &format!("{waiting}项未评，不计入得分，只降低覆盖率。");
        sentence.en += &format!(" {waiting} unanswered; they do not count towards the score and lower coverage.");
    }
    ExplanationView {
        node: node.id.clone(),
        score: result.score,
        method: method.to_owned(),
        sentence,
        parts,
        gates: gates(instrument, scored).into_iter().filter(|gate| gate.node == node.id).collect(),
    }
}

fn of_mean(mean: Mean) -> (&'static str, Text) {
    match mean {
        Mean::Arithmetic => (
            "arithmetic",
            Text::new("加权算术平均：各项得分乘以权重后相加。", "Weighted arithmetic mean: each score times its weight, added up."),
        ),
        Mean::Geometric => (
            "geometric",
            Text::new(
                "加权几何平均：短板的影响大于长板，贡献按权重分摊。",
                "Weighted geometric mean: a weak part weighs more than a strong one; contributions follow the weights.",
            ),
        ),
        Mean::Harmonic => (
            "harmonic",
            Text::new(
                "加权调和平均：短板的影响比几何平均更大，任一项为0则总分为0。",
                "Weighted harmonic mean: a weak part weighs more than in a geometric mean, and one part at 0 makes the whole 0.",
            ),
        ),
        Mean::Power(exponent) => (
            "power",
            Text::new(
                format!("加权幂平均，指数{}：指数越小，短板的影响越大。", exponent.get()),
                format!("Weighted power mean, exponent {}: the smaller it is, the more a weak part weighs.", exponent.get()),
            ),
        ),
        Mean::Minimum => ("minimum", Text::new("取最低项：其余各项再高也不能弥补。", "The lowest part counts: nothing makes good for it.")),
    }
}

fn of_indicator(instrument: &Instrument, indicator: &Indicator, response: Option<&Response>, score: Option<f64>) -> (&'static str, Text) {
    let shown = score.map_or_else(|| "—".to_owned(), words::score);
    match (&indicator.scale, response) {
        (_, None) => ("unanswered", Text::new("尚未作答。", "Not answered yet.")),
        (_, Some(Response::NotApplicable)) => ("notApplicable", Text::new("已评为不适用。", "Answered as not applicable.")),
        (IndicatorScale::Rubric(_), Some(Response::Level(level))) => {
            ("rubric", Text::new(format!("量规：L{level}对应{shown}分。"), format!("Rubric: L{level} stands for {shown} points.")))
        }
        (IndicatorScale::Metric(metric), Some(Response::Number(figure))) => {
            let posts = instrument.goalposts(indicator).unwrap_or(&metric.goalposts);
            ("goalposts", goalposts_sentence(posts, *figure, &metric.unit, &shown))
        }
        (IndicatorScale::Checklist(items), Some(Response::Items(held))) => (
            "checklist",
            Text::new(
                format!("清单：{}项中{}项成立，按条目权重折为{shown}分。", items.len(), held.len()),
                format!("Checklist: {} of {} items hold, {shown} points by their weights.", held.len(), items.len()),
            ),
        ),
        _ => ("unanswered", Text::new("作答与指标种类不符，视为未评。", "The answer does not fit the indicator and counts as unanswered.")),
    }
}

fn goalposts_sentence(posts: &Goalposts, figure: f64, unit: &str, shown: &str) -> Text {
    let (worst, best) = match posts.direction() {
        Direction::Higher => (posts.low(), posts.high()),
        Direction::Lower => (posts.high(), posts.low()),
    };
    let (worst, best, figure) = (words::figure(worst), words::figure(best), words::figure(figure));
    let (scale_zh, scale_en) = match posts.transform() {
        Transform::Linear => ("线性", "linear"),
        Transform::Log => ("对数", "logarithmic"),
    };
    Text::new(
        format!("{worst}{unit}为0分，{best}{unit}为100分，其间按{scale_zh}折算：{figure}{unit}得{shown}分。"),
        format!("{worst} {unit} is 0 and {best} {unit} is 100, {scale_en} in between: {figure} {unit} gives {shown}."),
    )
}

/// The overall score with each level of one rubric; empty for the other kinds and for indicators out of scope.
pub(crate) fn what_if(instrument: &Instrument, responses: &BTreeMap<String, Response>, id: &str) -> Vec<WhatIfView> {
    let model = instrument.model();
    let Some(IndicatorScale::Rubric(levels)) =
        model.index_of(id).and_then(|index| model.nodes[index].indicator()).map(|indicator| &indicator.scale)
    else {
        return Vec::new();
    };
    let now = instrument.assess(responses).nodes[0].score.unwrap_or(0.0);
    levels
        .iter()
        .filter_map(|level| {
            let mut tried = responses.clone();
            tried.insert(id.to_owned(), Response::Level(level.level));
            let root = instrument.assess(&tried).nodes[0];
            root.score.map(|score| WhatIfView {
                level: level.level,
                score,
                delta: words::tenth(words::tenth(score) - words::tenth(now)),
                overall_level: root.level,
            })
        })
        .collect()
}
