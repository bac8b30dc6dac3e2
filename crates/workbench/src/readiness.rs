//! What the indicators that speak to a clause allow to infer of it, as the page 政策对照 tells it; see [`shuheng_engine::readiness`].

use crate::opened::Snapshot;
use crate::view::{ClauseStatusView, InferenceView, NodeState, Text};
use crate::words::{score, tenth};
use shuheng_engine::readiness::{Inference, Lines, Linked, Status, Strength, infer};
use shuheng_model::{ClauseCoverage, ClauseLink, ClauseStrength, Model, Node};
use std::collections::BTreeMap;

/// The links of a clause, each with the node of its indicator and the index of that node.
pub(crate) type Links<'a> = Vec<(usize, &'a Node, &'a ClauseLink)>;

/// The links of each clause; those that carry a result first, in display order.
pub(crate) fn links_by_clause(model: &Model) -> BTreeMap<String, Links<'_>> {
    let mut links: BTreeMap<String, Links<'_>> = BTreeMap::new();
    for (index, node, indicator) in model.indicators() {
        for link in &indicator.clauses {
            links.entry(link.clause()).or_default().push((index, node, link));
        }
    }
    links.values_mut().for_each(|links| links.sort_by_key(|(_, _, link)| std::cmp::Reverse(strength(link.strength))));
    links
}

/// What the model states of all links of a clause together.
pub(crate) fn statement<'a>(model: &'a Model, clause: &str) -> Option<&'a ClauseCoverage> {
    model.crosswalk.iter().find(|entry| entry.clause == clause)
}

/// The scores from which a clause counts as answered.
pub(crate) fn lines(model: &Model) -> Lines {
    Lines { ready: model.readiness.ready, partly: model.readiness.partly }
}

/// The inference for a clause, and the index of the link that decides it.
pub(crate) fn inference(clause: &str, links: &Links<'_>, snapshot: &Snapshot<'_>) -> (InferenceView, Option<usize>) {
    let model = snapshot.instrument.model();
    let (lines, statement) = (lines(model), statement(model, clause));
    let known: Vec<(Strength, Linked)> = links.iter().map(|(index, _, link)| (strength(link.strength), linked(snapshot, *index))).collect();
    let inferred = infer(&known, statement.is_some_and(|statement| statement.complete), lines);
    let necessary = || links.iter().zip(&known).filter(|(_, (strength, _))| *strength > Strength::Relates);
    let dropped: Vec<&str> =
        necessary().filter(|(_, (_, linked))| *linked == Linked::NotApplicable).map(|((_, node, _), _)| node.code.as_str()).collect();
    let view = InferenceView {
        status: status(inferred.status),
        score: inferred.score,
        at_most: inferred.unanswered > 0 && inferred.score.is_some(),
        gap: inferred.score.map(|own| tenth(tenth(own) - tenth(lines.ready))),
        capped: inferred.capped,
        sentence: sentence(&inferred, links, necessary().count() - dropped.len(), &dropped, lines),
        complete: inferred.complete,
        coverage_reason: coverage_reason(statement, &inferred, &dropped),
    };
    (view, inferred.weakest)
}

/// What the links leave open, or why they are complete. The model speaks of all links; those that do not apply leave their part open.
fn coverage_reason(statement: Option<&ClauseCoverage>, inferred: &Inference, dropped: &[&str]) -> Option<Text> {
    let stated = statement.map(|statement| Text::from(&statement.reason));
    if inferred.complete || dropped.is_empty() {
        return stated;
    }
    let mut reason = Text::new(
        format!("{}不适用，其所答部分没有指标可查。", dropped.join("、")),
        format!("Not applicable: {}; no indicator sees what it was to answer.", dropped.join(", ")),
    );
    if let (Some(statement), Some(stated)) = (statement, stated) {
        let (zh, en) = if statement.complete { ("各项均适用时：", "Where all apply: ") } else { ("", "") };
        reason.zh += &format!("{zh}{}", stated.zh);
        reason.en += &format!(" {en}{}", stated.en);
    }
    Some(reason)
}

fn strength(strength: ClauseStrength) -> Strength {
    match strength {
        ClauseStrength::Covers => Strength::Covers,
        ClauseStrength::Partly => Strength::Partly,
        ClauseStrength::Relates => Strength::Relates,
    }
}

fn linked(snapshot: &Snapshot<'_>, index: usize) -> Linked {
    match snapshot.result.nodes.get(index) {
        Some(result) if result.state == NodeState::NotApplicable => Linked::NotApplicable,
        Some(result) => result.score.map_or(Linked::Unanswered, Linked::Score),
        None => Linked::Unanswered,
    }
}

fn status(status: Status) -> ClauseStatusView {
    match status {
        Status::Ready => ClauseStatusView::Ready,
        Status::Partly => ClauseStatusView::Partly,
        Status::Gap => ClauseStatusView::Gap,
        Status::Pending => ClauseStatusView::Pending,
        Status::None => ClauseStatusView::None,
    }
}

/// The inference in a sentence: which of so many necessary links that apply decides, and why the result is not better.
fn sentence(inferred: &Inference, links: &Links<'_>, necessary: usize, dropped: &[&str], lines: Lines) -> Text {
    let Some((own, (_, weakest, _))) = inferred.score.zip(inferred.weakest.and_then(|index| links.get(index))) else {
        return match inferred.status {
            Status::Pending => Text::new(
                format!("{}项必要指标均未作答，无法推断", inferred.unanswered),
                format!("None of the {} necessary indicators is answered; nothing can be inferred", inferred.unanswered),
            ),
            _ if links.is_empty() => Text::new("没有关联指标，须直接判断", "No indicator is linked; judge the clause directly"),
            _ => Text::new(
                "关联指标只涉及而不回答该条款，或不适用，须直接判断",
                "The linked indicators only relate to the clause or do not apply; judge it directly",
            ),
        };
    };
    let (lowest_zh, lowest_en) = if necessary > 1 {
        (
            format!("{}项必要指标中最低为{}{}（{}）", necessary, weakest.code, weakest.name.zh, score(own)),
            format!("Of {necessary} necessary indicators {} {} is lowest ({})", weakest.code, weakest.name.en, score(own)),
        )
    } else {
        (
            format!("{}{}得{}", weakest.code, weakest.name.zh, score(own)),
            format!("{} {} scores {}", weakest.code, weakest.name.en, score(own)),
        )
    };
    let (ready, partly) = (score(lines.ready), score(lines.partly));
    let (end_zh, end_en) = match inferred.status {
        Status::Ready => (format!("，达到就绪线{ready}"), format!(", at or above the line of readiness {ready}")),
        Status::Partly if inferred.capped && !dropped.is_empty() => (
            format!("，达到就绪线{ready}；但{}不适用，其余指标未答全该条款，最多推断为基本就绪", dropped.join("、")),
            format!(
                ", above the line {ready}; but without {} (not applicable) part of the clause is left open, so at most partly ready is inferred",
                dropped.join(", ")
            ),
        ),
        Status::Partly if inferred.capped => (
            format!("，达到就绪线{ready}；但关联指标未答全该条款，最多推断为基本就绪"),
            format!(", above the line {ready}; but the indicators leave part of the clause open, so at most partly ready is inferred"),
        ),
        Status::Partly => (format!("，在{partly}与就绪线{ready}之间"), format!(", between {partly} and the line of readiness {ready}")),
        Status::Gap => (format!("，低于{partly}"), format!(", below {partly}")),
        Status::Pending | Status::None => (
            format!("；另有{}项未作答，结果不会更高", inferred.unanswered),
            format!("; {} more are unanswered, so the result can only be lower", inferred.unanswered),
        ),
    };
    Text::new(lowest_zh + &end_zh, lowest_en + &end_en)
}
