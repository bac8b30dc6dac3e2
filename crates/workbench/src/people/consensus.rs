//! What responses come to by the rule of the assessment, and the answers that follow.

use crate::error::WorkbenchError;
use crate::opened::check;
use crate::score;
use crate::view::{ConsensusRuleView, TeamUpdateView};
use crate::workbench::{ACTOR, Workbench};
use shuheng_model::{Consensus, ConsensusMethod, Indicator, Instrument};
use shuheng_store::{Answer, AnswerChange, Basis, ConsensusRule, Engagement, Response, StoreError, Value};
use std::collections::BTreeMap;

/// What everybody said, by indicator and in the order of respondents' numbers.
pub(crate) type ByIndicator<'a> = BTreeMap<&'a str, Vec<(i64, &'a Response)>>;

/// Responses by indicator.
pub(crate) fn by_indicator(responses: &BTreeMap<(i64, String), Response>) -> ByIndicator<'_> {
    let mut found = ByIndicator::new();
    for ((respondent, indicator), response) in responses {
        found.entry(indicator).or_default().push((*respondent, response));
    }
    found
}

/// What the responses to an indicator come to, and how many count.
pub(crate) fn consensus(
    instrument: &Instrument,
    indicator: &Indicator,
    responses: &[(i64, &Response)],
    method: ConsensusMethod,
) -> (Consensus, u32) {
    let said: Vec<shuheng_model::Response> =
        responses.iter().filter_map(|(_, response)| response.value.as_ref().map(score::response)).collect();
    let fitting = said.iter().filter(|response| instrument.leaf(indicator, response).is_ok()).count();
    (instrument.consensus(indicator, &said, method), u32::try_from(fitting).unwrap_or(u32::MAX))
}

/// The changes by which answers follow the rule. A moderated value stays, since people agreed on it; where a rule makes no value of the
/// responses, an answer that rested on a rule is taken away and a direct one stays.
pub(crate) fn following(
    instrument: &Instrument,
    rule: ConsensusRule,
    responses: &ByIndicator<'_>,
    answers: &BTreeMap<String, Answer>,
) -> BTreeMap<String, AnswerChange> {
    let method = match rule {
        ConsensusRule::None | ConsensusRule::Moderated => return BTreeMap::new(),
        ConsensusRule::Median => ConsensusMethod::Median,
        ConsensusRule::Mean => ConsensusMethod::Mean,
    };
    let mut changes = BTreeMap::new();
    for (_, node, indicator) in instrument.model().indicators() {
        let Some(said) = responses.get(node.id.as_str()) else { continue };
        let answer = answers.get(&node.id);
        let by_rule = answer.is_some_and(|answer| matches!(answer.basis, Basis::Median { .. } | Basis::Mean { .. }));
        if answer.is_some_and(|answer| answer.value.is_some() && answer.basis == Basis::Moderated) {
            continue;
        }
        let (consensus, count) = consensus(instrument, indicator, said, method);
        let (value, basis) = match consensus.value.as_ref().map(stored) {
            Some(value) if method == ConsensusMethod::Median => (Some(value), Basis::Median { responses: count }),
            Some(value) => (Some(value), Basis::Mean { responses: count }),
            None if by_rule => (None, Basis::Single),
            None => continue,
        };
        if answer.map(|answer| (&answer.value, answer.basis)) != Some((&value, basis)) {
            changes.insert(node.id.clone(), AnswerChange { value: Some(value), ..AnswerChange::default() }.with_basis(basis));
        }
    }
    changes
}

fn stored(response: &shuheng_model::Response) -> Value {
    match response {
        shuheng_model::Response::Level(level) => Value::Level(*level),
        shuheng_model::Response::Number(number) => Value::Number(*number),
        shuheng_model::Response::Items(items) => Value::Items(items.clone()),
        shuheng_model::Response::NotApplicable => Value::NotApplicable,
    }
}

/// A change by somebody who answers directly: where respondents were asked and have answered, that is a moderated value.
pub(crate) fn directly(store: &Engagement, indicator: &str, change: AnswerChange) -> Result<AnswerChange, StoreError> {
    let value = change.value.as_ref().is_some_and(Option::is_some);
    let moderated = value && store.response_counts()?.contains_key(indicator);
    Ok(if moderated { change.with_basis(Basis::Moderated) } else { change })
}

/// The rule as the window shows it.
pub(crate) fn rule_view(rule: ConsensusRule) -> ConsensusRuleView {
    match rule {
        ConsensusRule::None => ConsensusRuleView::None,
        ConsensusRule::Median => ConsensusRuleView::Median,
        ConsensusRule::Mean => ConsensusRuleView::Mean,
        ConsensusRule::Moderated => ConsensusRuleView::Moderated,
    }
}

fn stored_rule(rule: ConsensusRuleView) -> ConsensusRule {
    match rule {
        ConsensusRuleView::None => ConsensusRule::None,
        ConsensusRuleView::Median => ConsensusRule::Median,
        ConsensusRuleView::Mean => ConsensusRule::Mean,
        ConsensusRuleView::Moderated => ConsensusRule::Moderated,
    }
}

impl Workbench {
    /// Sets the rule and makes every answer follow it, as one edit. Said again, it takes in what changed since.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be written.
    pub fn apply_consensus_rule(&mut self, rule: ConsensusRuleView) -> Result<TeamUpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let (rule, responses, answers) = (stored_rule(rule), open.store.responses()?, open.store.answers()?);
        let changes = following(&open.instrument, rule, &by_indicator(&responses), &answers);
        let changes = open.store.apply_consensus_rule(rule, &changes, ACTOR)?;
        self.team_update(&changes)
    }

    /// Lets a moderated answer follow the rule again; without one that makes a value, the indicator is unanswered.
    ///
    /// # Errors
    /// When the indicator is unknown or the file cannot be written.
    pub fn follow_rule(&mut self, indicator: &str) -> Result<TeamUpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        check(&open.instrument, indicator, None)?;
        let (rule, responses) = (open.store.assessment()?.consensus, open.store.responses()?);
        let none = AnswerChange { value: Some(None), ..AnswerChange::default() };
        let change = following(&open.instrument, rule, &by_indicator(&responses), &BTreeMap::new()).remove(indicator).unwrap_or(none);
        let change = open.store.record_answer(indicator, &change, ACTOR)?;
        self.team_update(&[change])
    }
}
