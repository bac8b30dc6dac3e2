//! Setting answers back to what they were: as a new change with a reason, so that nothing of what came between is lost.

use super::content;
use super::fault::ReviewFault;
use super::moment::Moment;
use crate::error::WorkbenchError;
use crate::opened::{Instruments, check};
use crate::people;
use crate::view::{MomentKey, RestoreRequest, UpdateView};
use crate::workbench::{ACTOR, Workbench};
use shuheng_store::{Answer, AnswerChange, State, Subject};
use std::collections::BTreeMap;

impl Workbench {
    /// Sets the answer to an indicator back to what it was after a step of its history. Evidence stays as it is.
    ///
    /// # Errors
    /// [`ReviewFault::NotItsStep`]; when no reason is given, the value of then does not fit the model of now, or the assessment is final.
    pub fn restore_answer(&mut self, request: &RestoreRequest) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let id = super::comments::node_id(open.instrument.model(), &request.indicator)?;
        let events = open.store.events_about(open.store.assessment()?.id, &id)?;
        let step = events
            .into_iter()
            .find(|event| event.seq == i64::from(request.seq) && matches!(event.address.subject, Subject::Answer(_)))
            .ok_or_else(|| ReviewFault::NotItsStep { seq: request.seq, indicator: id.clone() })?;
        let after = match step.after {
            Some(State::Answer(answer)) => Some(answer),
            _ => None,
        };
        check(&open.instrument, &id, after.as_ref().and_then(|answer| answer.value.as_ref()))?;
        let change = people::directly(&open.store, &id, back_to(after.as_ref()))?;
        let change = open.store.with_reason(request.reason.trim())?.record_answer(&id, &change, ACTOR)?;
        self.update(&[change])
    }

    /// Sets every answer of the assessment in front back to what it was in another state, as one change. Answers that only the present
    /// has are cleared; what the present model does not ask for is left out. Evidence, comments and judgements stay as they are.
    ///
    /// # Errors
    /// When there is no such state, no reason is given, a value of then does not fit the model of now, or the assessment is final.
    pub fn restore_state(&mut self, key: MomentKey, reason: &str) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let moment = Moment::load(open, key, &mut Instruments::default())?;
        let then = moment.past.snapshot().answers;
        let now = open.store.answers()?;
        let mut changes = BTreeMap::new();
        for (_, node, _) in open.instrument.model().indicators() {
            let (was, is) = (then.get(&node.id), now.get(&node.id));
            if content(was) == content(is) {
                continue;
            }
            check(&open.instrument, &node.id, was.and_then(|answer| answer.value.as_ref()))?;
            changes.insert(node.id.clone(), people::directly(&open.store, &node.id, back_to(was))?);
        }
        let changes = open.store.with_reason(reason.trim())?.record_answers(&changes, ACTOR)?;
        self.update(&changes)
    }
}

/// The change to an answer as it was. What it rested on then does not come back: somebody decides on it now.
fn back_to(answer: Option<&Answer>) -> AnswerChange {
    answer.map_or_else(AnswerChange::clear, |answer| AnswerChange {
        value: Some(answer.value.clone()),
        confidence: Some(answer.confidence),
        rationale: Some(answer.rationale.clone()),
        ..AnswerChange::default()
    })
}
