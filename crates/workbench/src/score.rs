//! The scored tree as a view.

use crate::people;
use crate::view::{GateView, NodeResultView, NodeState, ResultView};
use shuheng_engine::Assessment;
use shuheng_model::{Instrument, Response};
use shuheng_store::{Answer, Value};
use std::collections::BTreeMap;

/// The answers that count, as the model takes them.
pub(crate) fn responses(answers: &BTreeMap<String, Answer>) -> BTreeMap<String, Response> {
    answers.iter().filter_map(|(id, answer)| answer.value.as_ref().map(|value| (id.clone(), response(value)))).collect()
}

/// A stored value as the model takes it.
pub(crate) fn response(value: &Value) -> Response {
    match value {
        Value::Level(level) => Response::Level(*level),
        Value::Number(number) => Response::Number(*number),
        Value::Items(items) => Response::Items(items.clone()),
        Value::NotApplicable => Response::NotApplicable,
    }
}

/// The result of an assessment against the targets and beside the peers' medians.
pub(crate) fn result(
    instrument: &Instrument,
    scored: &Assessment,
    answers: &BTreeMap<String, Answer>,
    target: Option<f64>,
    peers: &BTreeMap<String, f64>,
) -> ResultView {
    let model = instrument.model();
    let targets = instrument.targets(target);
    let mut counts = vec![(0_u32, 0_u32, 0_u32); model.nodes.len()];
    for (index, _, _) in model.indicators() {
        let state = scored.nodes[index].state;
        let mut here = Some(index);
        while let Some(node) = here {
            match state {
                shuheng_engine::NodeState::Scored => counts[node].0 += 1,
                shuheng_engine::NodeState::Unanswered => counts[node].1 += 1,
                shuheng_engine::NodeState::NotApplicable => counts[node].2 += 1,
            }
            here = model.nodes[node].parent;
        }
    }
    let nodes: Vec<NodeResultView> = model
        .nodes
        .iter()
        .zip(&scored.nodes)
        .enumerate()
        .map(|(index, (node, result))| NodeResultView {
            id: node.id.clone(),
            parent: node.parent.map(|parent| model.nodes[parent].id.clone()),
            state: state(result.state),
            score: result.score,
            level: result.level,
            level_before_gate: result.level_before_gate,
            coverage: result.coverage,
            weight: result.effective_weight,
            contribution: result.contribution,
            target: targets[index],
            answered: counts[index].0,
            applicable: counts[index].0 + counts[index].1,
            peer: peers.get(&node.id).copied(),
        })
        .collect();
    let root = &scored.nodes[0];
    let (answered, unanswered, not_applicable) = counts[0];
    ResultView {
        score: root.score,
        level: root.level,
        coverage: root.coverage,
        target: targets[0],
        answered,
        applicable: answered + unanswered,
        not_applicable,
        nodes,
        gates: gates(instrument, scored),
        rests_on: people::rests_on(instrument, answers, 0),
    }
}

/// The gates that lower a level now.
pub(crate) fn gates(instrument: &Instrument, scored: &Assessment) -> Vec<GateView> {
    let model = instrument.model();
    scored
        .gates
        .iter()
        .filter_map(|holding| {
            let rule = model.gates.get(holding.gate)?;
            let capped = scored.nodes[rule.node];
            // A gate on a node that is below its cap anyway changes nothing and would only alarm.
            (capped.level_before_gate? > rule.cap).then(|| GateView {
                id: rule.id.clone(),
                node: model.nodes[rule.node].id.clone(),
                watch: model.nodes[rule.watch].id.clone(),
                watch_score: holding.watch_score,
                below: rule.below,
                cap: rule.cap,
                reason: (&rule.reason).into(),
            })
        })
        .collect()
}

/// The engine's state as the window knows it.
pub(crate) fn state(state: shuheng_engine::NodeState) -> NodeState {
    match state {
        shuheng_engine::NodeState::Scored => NodeState::Scored,
        shuheng_engine::NodeState::Unanswered => NodeState::Unanswered,
        shuheng_engine::NodeState::NotApplicable => NodeState::NotApplicable,
    }
}
