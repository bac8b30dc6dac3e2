//! Where a number comes from, and what another answer would do to the whole.

use crate::error::WorkbenchError;
use crate::opened::Snapshot;
use crate::redistribution::transfers;
use crate::score::{gates, state};
use crate::view::{
    AnswerExplanationView, AnswerScaleView, CutOffView, ExplanationPartView, ExplanationView, GateView, IdleGateView, LevelExplanationView,
    LevelPointsView, NodeState, StandingView, Text, WeightSchemeChoice, WeightedItemView, WhatIfView,
};
use crate::workbench::Workbench;
use crate::{describe, footing, formula, people, score, weighing, words};
use shuheng_engine::normalise::{Direction, Goalposts, Transform};
use shuheng_engine::{Assessment, Mean};
use shuheng_model::{Indicator, IndicatorScale, Instrument, Item, Response};
use shuheng_store::Value;
use std::collections::BTreeMap;

impl Workbench {
    /// What each level of a rubric would do to the whole.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn what_if(&self, indicator: &str) -> Result<Vec<WhatIfView>, WorkbenchError> {
        let open = self.opened()?;
        Ok(what_if(&open.instrument, &score::responses(&open.store.answers()?), indicator))
    }

    /// Where a number comes from: with the weights in force, or with those of a scheme that is looked at beside them.
    ///
    /// # Errors
    /// When the node or the scheme is unknown or the file cannot be read.
    pub fn explain(&self, node: &str, scheme: WeightSchemeChoice) -> Result<ExplanationView, WorkbenchError> {
        let open = self.opened()?;
        let snapshot = open.snapshot()?;
        let index = snapshot.instrument.model().index_of(node).ok_or_else(|| WorkbenchError::UnknownNode(node.to_owned()))?;
        let Some(weighing::ChosenWeights { name, weights }) = weighing::chosen(open, scheme)? else {
            return Ok(explanation(&snapshot, index));
        };
        // Every group's weights were checked, or come from a model that loaded.
        let instrument = snapshot.instrument.with_weights(&weights).unwrap_or_else(|_| snapshot.instrument.clone());
        let scored = instrument.assess(&snapshot.responses);
        let weighed = Snapshot { instrument: &instrument, scored, ..snapshot };
        Ok(ExplanationView { scheme: Some(name), ..explanation(&weighed, index) })
    }
}

/// Explains the score and the level of a node.
fn explanation(snapshot: &Snapshot<'_>, index: usize) -> ExplanationView {
    let Snapshot { instrument, scored, responses, .. } = snapshot;
    let model = instrument.model();
    let node = &model.nodes[index];
    let result = &scored.nodes[index];
    let parts = parts(instrument, scored, index);
    let left = parts.iter().filter(|part| part.state == NodeState::NotApplicable).count();
    let waiting = parts.iter().filter(|part| part.state == NodeState::Unanswered).count();
    let (method, mut sentence, formula) = match node.indicator() {
        Some(indicator) => of_indicator(instrument, indicator, responses.get(&node.id), result.score),
        None => {
            let (method, sentence) = of_mean(node.mean);
            let counted: Vec<(f64, f64)> = parts.iter().filter_map(|part| Some((part.scored_weight, part.score?))).collect();
            (method, sentence, result.score.and_then(|score| formula::of_mean(node.mean, &counted, score)))
        }
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
        scheme: None,
        score: result.score,
        exact_score: result.score.map(exact).unwrap_or_default(),
        method: method.to_owned(),
        sentence,
        formula,
        transfers: transfers(&parts),
        parts,
        standing: node.parent.and_then(|parent| {
            let place = instrument.tree().children(parent).iter().position(|child| *child == index)?;
            let part = self::parts(instrument, scored, parent).swap_remove(place);
            Some(StandingView { parent: model.nodes[parent].id.clone(), part })
        }),
        answer: node.indicator().map(|indicator| AnswerExplanationView {
            value: value_words(instrument, snapshot, indicator, &node.id),
            confidence: snapshot.answer(&node.id).confidence,
            scale: scale(instrument, indicator, responses.get(&node.id)),
        }),
        level: level(instrument, scored, index),
        rests_on: rests_on(snapshot, index),
        sources: describe::sources(model, node),
    }
}

/// On what a node's number rests: how the answer came about, or how many answers came about how.
fn rests_on(snapshot: &Snapshot<'_>, index: usize) -> Text {
    let (instrument, answers) = (snapshot.instrument, &snapshot.answers);
    let model = instrument.model();
    let node = &model.nodes[index];
    let counts = people::rests_on(instrument, answers, index);
    match answers.get(&node.id).filter(|answer| answer.value.is_some()) {
        Some(answer) if node.indicator().is_some_and(|indicator| instrument.applies(indicator)) => people::basis_words(answer.basis),
        _ => people::rests_on_words(&counts),
    }
}

/// The children of a node as parts of it.
fn parts(instrument: &Instrument, scored: &Assessment, index: usize) -> Vec<ExplanationPartView> {
    let children = instrument.tree().children(index);
    let weight = |child: usize| instrument.tree().node(child).map_or(0.0, |spec| spec.weight);
    let declared: f64 = children.iter().map(|child| weight(*child)).sum();
    let points: Vec<Option<f64>> = children.iter().map(|child| scored.nodes[*child].part).collect();
    let listed = footing::foot(scored.nodes[index].score.unwrap_or(0.0), &points).into_iter();
    let part = |(child, (listed, overall)): (&usize, (Option<f64>, Option<f64>))| {
        let result = &scored.nodes[*child];
        ExplanationPartView {
            id: instrument.model().nodes[*child].id.clone(),
            state: state(result.state),
            declared_weight: weight(*child) / declared,
            applicable_weight: result.local_weight,
            scored_weight: result.scored_weight,
            overall_weight: result.effective_weight,
            score: result.score,
            contribution: result.part,
            listed_contribution: listed,
            overall_contribution: result.contribution,
            listed_overall_contribution: overall,
        }
    };
    children.iter().zip(listed.zip(footing::overall(instrument, scored, index))).map(part).collect()
}

/// A score with all its decimals: twelve tell neighbours on the grid of 2⁻⁴⁰ points apart.
fn exact(score: f64) -> String {
    let text = format!("{score:.12}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn value_words(instrument: &Instrument, snapshot: &Snapshot<'_>, indicator: &Indicator, id: &str) -> Text {
    let unit = match &indicator.scale {
        IndicatorScale::Metric(metric) => metric.unit.as_str(),
        _ => "",
    };
    let answered = snapshot.answers.get(id).and_then(|answer| answer.value.as_ref());
    words::value(if instrument.applies(indicator) { answered } else { Some(&Value::NotApplicable) }, unit)
}

fn scale(instrument: &Instrument, indicator: &Indicator, response: Option<&Response>) -> AnswerScaleView {
    match &indicator.scale {
        IndicatorScale::Rubric(_) => AnswerScaleView::Rubric {
            points: instrument
                .model()
                .levels
                .iter()
                .map(|level| LevelPointsView {
                    level: level.level,
                    points: level.points,
                    chosen: response == Some(&Response::Level(level.level)),
                })
                .collect(),
        },
        IndicatorScale::Metric(metric) => {
            let posts = instrument.goalposts(indicator).unwrap_or(&metric.goalposts);
            let (zero, hundred) = ends(posts);
            AnswerScaleView::Goalposts {
                unit: metric.unit.clone(),
                zero,
                hundred,
                logarithmic: posts.transform() == Transform::Log,
                caps: posts.caps(),
                reason: (&metric.goalposts_reason).into(),
            }
        }
        IndicatorScale::Checklist(items) => {
            let total: f64 = items.iter().map(|item| item.weight).sum();
            let holds = |id: &str| matches!(response, Some(Response::Items(held)) if held.contains(id));
            let item = |item: &Item| WeightedItemView { text: (&item.text).into(), weight: item.weight / total, holds: holds(&item.id) };
            AnswerScaleView::Checklist { items: items.iter().map(item).collect() }
        }
    }
}

fn level(instrument: &Instrument, scored: &Assessment, index: usize) -> LevelExplanationView {
    let model = instrument.model();
    let result = &scored.nodes[index];
    let lowering: Vec<GateView> = gates(instrument, scored).into_iter().filter(|gate| gate.node == model.nodes[index].id).collect();
    let idle = model.gates.iter().filter(|rule| rule.node == index && !lowering.iter().any(|gate| gate.id == rule.id));
    LevelExplanationView {
        coverage: result.coverage,
        minimum_coverage: model.minimum_coverage,
        cut_offs: model.levels.iter().map(|level| CutOffView { level: level.level, from: level.from }).collect(),
        before_gate: result.level_before_gate,
        after_gate: result.level,
        idle_gates: idle
            .map(|rule| IdleGateView {
                id: rule.id.clone(),
                watch: model.nodes[rule.watch].id.clone(),
                watch_score: scored.nodes[rule.watch].score,
                below: rule.below,
                cap: rule.cap,
            })
            .collect(),
        gates: lowering,
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

fn of_indicator(
    instrument: &Instrument,
    indicator: &Indicator,
    response: Option<&Response>,
    score: Option<f64>,
) -> (&'static str, Text, Option<String>) {
    if !instrument.applies(indicator) {
        let sentence =
            Text::new("该指标不适用于此类机构，不计入得分。", "It does not apply to this kind of institution and does not count.");
        return ("notApplicable", sentence, None);
    }
    let shown = score.map_or_else(|| "—".to_owned(), words::score);
    match (&indicator.scale, response) {
        (_, None) => ("unanswered", Text::new("尚未作答。", "Not answered yet."), None),
        (_, Some(Response::NotApplicable)) => ("notApplicable", Text::new("已评为不适用。", "Answered as not applicable."), None),
        (IndicatorScale::Rubric(_), Some(Response::Level(level))) => {
            ("rubric", Text::new(format!("量规：L{level}对应{shown}分。"), format!("Rubric: L{level} stands for {shown} points.")), None)
        }
        (IndicatorScale::Metric(metric), Some(Response::Number(number))) => {
            let posts = instrument.goalposts(indicator).unwrap_or(&metric.goalposts);
            let formula = score.map(|score| formula::of_goalposts(posts, *number, score));
            ("goalposts", goalposts_sentence(posts, *number, &metric.unit, &shown), formula)
        }
        (IndicatorScale::Checklist(items), Some(Response::Items(held))) => {
            // Items that an earlier version of the model had do not count.
            let holding = items.iter().filter(|item| held.contains(&item.id)).count();
            let sentence = Text::new(
                format!("清单：{}项中{holding}项成立，按条目权重折为{shown}分。", items.len()),
                format!("Checklist: {holding} of {} items hold, {shown} points by their weights.", items.len()),
            );
            ("checklist", sentence, score.map(|score| formula::of_checklist(items, held, score)))
        }
        _ => {
            let sentence = Text::new("作答与指标种类不符，视为未评。", "The answer does not fit the indicator and counts as unanswered.");
            ("unanswered", sentence, None)
        }
    }
}

/// The figures that score 0 and 100.
fn ends(posts: &Goalposts) -> (f64, f64) {
    match posts.direction() {
        Direction::Higher => (posts.low(), posts.high()),
        Direction::Lower => (posts.high(), posts.low()),
    }
}

fn goalposts_sentence(posts: &Goalposts, number: f64, unit: &str, shown: &str) -> Text {
    let (zero, hundred) = ends(posts);
    let (zero, hundred, told) = (words::figure(zero), words::figure(hundred), words::figure(number));
    // A per cent sign follows its number at once.
    let spaced = if unit == "%" { unit.to_owned() } else { format!(" {unit}") };
    let (scale_zh, scale_en) = match posts.transform() {
        Transform::Linear => ("线性", "linear"),
        Transform::Log => ("对数", "logarithmic"),
    };
    let mut sentence = Text::new(
        format!("{zero}{unit}为0分，{hundred}{unit}为100分，其间按{scale_zh}折算：{told}{unit}得{shown}分。"),
        format!("{zero}{spaced} is 0 and {hundred}{spaced} is 100, {scale_en} in between: {told}{spaced} gives {shown}."),
    );
    if !(posts.low()..=posts.high()).contains(&number) {
        let nearest = words::figure(number.clamp(posts.low(), posts.high()));
        sentence.zh += &format!("数值在两端之外，按{nearest}{unit}计。");
        sentence.en += &format!(" The figure lies beyond the ends and counts as {nearest}{spaced}.");
    }
    sentence
}

/// The overall score with each level of one rubric; empty for the other kinds and for indicators out of scope.
fn what_if(instrument: &Instrument, responses: &BTreeMap<String, Response>, id: &str) -> Vec<WhatIfView> {
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
