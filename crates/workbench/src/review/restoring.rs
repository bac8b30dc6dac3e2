//! Setting an assessment back to what it was: as a new change with a reason, so that nothing of what came between is lost.

use super::content;
use super::fault::ReviewFault;
use super::moment::Moment;
use super::pairs::Pairs;
use crate::error::WorkbenchError;
use crate::opened::{Instruments, Open, Past, check};
use crate::people;
use crate::view::{MomentKey, RestoreRequest, UpdateView};
use crate::workbench::{ACTOR, Workbench};
use shuheng_store::{Answer, AnswerChange, ClauseJudgement, ClauseJudgementChange, Evidence, Restoration, State, Subject};
use std::collections::BTreeMap;

impl Workbench {
    /// Sets the answer to an indicator, or a piece of its evidence, back to what it was after a step of its history.
    ///
    /// # Errors
    /// [`ReviewFault::NotItsStep`]; when no reason is given, the value of then does not fit the model of now, or the assessment is final.
    pub fn restore_step(&mut self, request: &RestoreRequest) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let id = super::comments::node_id(open.instrument.model(), &request.indicator)?;
        let events = open.store.events_about(open.store.assessment()?.id, &id)?;
        let step = events.into_iter().find(|event| event.seq == i64::from(request.seq)).map(|event| (event.address.subject, event.after));
        let mut back = Restoration::default();
        match step {
            Some((Subject::Answer(_), after)) => {
                let after = match after {
                    Some(State::Answer(answer)) => Some(answer),
                    _ => None,
                };
                back.answers.insert(id.clone(), change_back(open, &id, after.as_ref())?);
            }
            Some((Subject::Evidence(number), Some(State::Evidence(piece)))) => {
                let then = Past::of(open, open.store.states_at(i64::from(request.seq))?, &mut Instruments::default())?;
                let pairs = Pairs::between(then.snapshot().instrument.model(), open.instrument.model());
                back.evidence.insert(number, Some(pairs.renaming().piece(&piece)));
            }
            _ => return Err(ReviewFault::NotItsStep { seq: request.seq, indicator: id }.into()),
        }
        let changes = open.store.with_reason(request.reason.trim())?.restore(&back, ACTOR)?;
        self.update(&changes)
    }

    /// Sets answers, evidence, judgements of clauses and the target of the assessment in front back to what they were in another state, as
    /// one change. What only the present has goes; what one of the two models does not ask for is left alone, what was renamed since goes by
    /// its new name. Evidence stays as it is where the state is one of another assessment, which has evidence of its own. Comments,
    /// respondents and what they said stay.
    ///
    /// # Errors
    /// When there is no such state, no reason is given, a value of then does not fit the model of now, or the assessment is final.
    pub fn restore_state(&mut self, key: MomentKey, reason: &str) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let moment = Moment::load(open, key, &mut Instruments::default())?;
        let (then, now) = (moment.past.snapshot(), open.snapshot()?);
        let (target, assessment) = (moment.past.target(), open.store.assessment()?);
        let mut back = Restoration { target: (target != assessment.target).then_some(target), ..Restoration::default() };
        let pairs = Pairs::between(then.instrument.model(), open.instrument.model());
        for (_, node, _) in open.instrument.model().indicators() {
            let Some(old) = pairs.first.get(&node.id) else { continue };
            let (was, is) = (then.answers.get(old), now.answers.get(&node.id));
            if content(was) != content(is) {
                back.answers.insert(node.id.clone(), change_back(open, &node.id, was)?);
            }
        }
        back.judgements = judgements_back(&then.judgements, &now.judgements);
        if moment.assessment == assessment.id {
            let renaming = pairs.renaming();
            let was: Vec<Evidence> = then.evidence.iter().map(|piece| renaming.piece(piece)).collect();
            back.evidence = evidence_back(&was, &now.evidence);
        }
        let changes = open.store.with_reason(reason.trim())?.restore(&back, ACTOR)?;
        self.update(&changes)
    }
}

/// The change to an answer as it was, where its value still fits. What it rested on then does not come back: somebody decides on it now.
fn change_back(open: &Open, indicator: &str, was: Option<&Answer>) -> Result<AnswerChange, WorkbenchError> {
    check(&open.instrument, indicator, was.and_then(|answer| answer.value.as_ref()))?;
    let change = was.map_or_else(AnswerChange::clear, |answer| AnswerChange {
        value: Some(answer.value.clone()),
        confidence: Some(answer.confidence),
        rationale: Some(answer.rationale.clone()),
        ..AnswerChange::default()
    });
    Ok(people::directly(&open.store, indicator, change)?)
}

fn judgements_back(
    then: &BTreeMap<String, ClauseJudgement>,
    now: &BTreeMap<String, ClauseJudgement>,
) -> BTreeMap<String, ClauseJudgementChange> {
    let said = |judgement: Option<&ClauseJudgement>| judgement.map(|found| (found.verdict, found.rationale.clone())).unwrap_or_default();
    let clauses = then.keys().chain(now.keys());
    let differing = clauses.filter(|clause| said(then.get(*clause)) != said(now.get(*clause)));
    differing
        .map(|clause| {
            let (verdict, rationale) = said(then.get(clause));
            (clause.clone(), ClauseJudgementChange { verdict: Some(verdict), rationale: Some(rationale) })
        })
        .collect()
}

fn evidence_back(then: &[Evidence], now: &[Evidence]) -> BTreeMap<i64, Option<Evidence>> {
    let mut back: BTreeMap<i64, Option<Evidence>> = now.iter().map(|piece| (piece.id, None)).collect();
    back.extend(then.iter().map(|piece| (piece.id, Some(piece.clone()))));
    back.retain(|id, piece| now.iter().find(|is| is.id == *id) != piece.as_ref());
    back
}
