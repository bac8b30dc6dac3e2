//! The past of an indicator in sentences: who, when, what, before and after, why.

use super::{content, number};
use crate::error::WorkbenchError;
use crate::opened::{Open, check};
use crate::view::{HistoryEntryView, HistoryKind, HistoryView, Text};
use crate::words;
use crate::workbench::Workbench;
use shuheng_model::{IndicatorScale, Node};
use shuheng_store::{Action, Answer, Confidence, Event, Evidence, Stage, State, Subject};
use std::collections::BTreeMap;

impl Workbench {
    /// What happened to an indicator of the assessment in front: to its answer, its evidence, responses to it and comments on it. It may be
    /// named by id or code.
    ///
    /// # Errors
    /// When the indicator is unknown, or a row of the audit trail was altered: a forged past is not told.
    pub fn indicator_history(&self, named: &str) -> Result<HistoryView, WorkbenchError> {
        let open = self.opened()?;
        let id = super::comments::node_id(open.instrument.model(), named)?;
        check(&open.instrument, &id, None)?;
        let teller = Teller::new(open, &id)?;
        let assessment = open.store.assessment()?;
        let (current, pieces) = (open.store.answers()?.remove(&id), open.store.evidence()?);
        let events = open.store.events_about(assessment.id, &id)?;
        let mut entries = teller.entries(&events);
        for (entry, event) in entries.iter_mut().zip(&events) {
            entry.restorable = assessment.stage != Stage::Final && restorable(open, &id, event, current.as_ref(), &pieces);
        }
        let node = teller.node;
        Ok(HistoryView { indicator: id, code: node.code.clone(), name: (&node.name).into(), entries })
    }
}

/// Whether the answer or the piece of evidence can be set back to what it was after an event, and would then differ from what it is.
fn restorable(open: &Open, indicator: &str, event: &Event, current: Option<&Answer>, pieces: &[Evidence]) -> bool {
    match (&event.address.subject, &event.after) {
        (Subject::Evidence(id), Some(State::Evidence(after))) => pieces.iter().find(|piece| piece.id == *id) != Some(after),
        (Subject::Answer(_), None) => current.is_some(),
        (Subject::Answer(_), Some(State::Answer(after))) => {
            content(current) != content(Some(after)) && check(&open.instrument, indicator, after.value.as_ref()).is_ok()
        }
        _ => false,
    }
}

/// Tells events of one indicator.
pub(super) struct Teller<'a> {
    node: &'a Node,
    unit: &'a str,
    respondents: BTreeMap<i64, String>,
}

impl<'a> Teller<'a> {
    /// For an indicator of the model in front.
    ///
    /// # Errors
    /// When it is unknown or the file cannot be read.
    pub(super) fn new(open: &'a Open, indicator: &str) -> Result<Self, WorkbenchError> {
        let model = open.instrument.model();
        let index = model.index_of(indicator).ok_or_else(|| WorkbenchError::UnknownNode(indicator.to_owned()))?;
        let respondents = open.store.respondents()?.into_iter().map(|respondent| (respondent.id, respondent.name)).collect();
        Ok(Self::of(&model.nodes[index], respondents))
    }

    /// For a node of any model.
    pub(super) fn of(node: &'a Node, respondents: BTreeMap<i64, String>) -> Self {
        Self { node, unit: unit(node), respondents }
    }

    /// The events as they are shown, in their order.
    pub(super) fn entries(&self, events: &[Event]) -> Vec<HistoryEntryView> {
        let mut before = None;
        events
            .iter()
            .map(|event| {
                let clock_set_back = before.is_some_and(|before| event.at < before);
                before = Some(event.at);
                self.entry(event, clock_set_back)
            })
            .collect()
    }

    fn entry(&self, event: &Event, clock_set_back: bool) -> HistoryEntryView {
        let (zh, en) = context(event.action);
        let done = self.done(event);
        HistoryEntryView {
            seq: u32::try_from(event.seq).unwrap_or(u32::MAX),
            at: words::stamp(event.at),
            by: event.actor.clone(),
            kind: match event.address.subject {
                Subject::Evidence(_) => HistoryKind::Evidence,
                Subject::Comment(_) => HistoryKind::Comment,
                Subject::Response { .. } => HistoryKind::Response,
                _ => HistoryKind::Answer,
            },
            told: Text::new(format!("{}{zh}{}", event.actor, done.zh), format!("{} {}{en}", event.actor, done.en)),
            before: event.before.as_ref().map(|state| self.state(state)),
            after: event.after.as_ref().map(|state| self.state(state)),
            reason: event.reason.clone(),
            rationale: rationale(event),
            restorable: false,
            clock_set_back,
        }
    }

    /// A state in a few words.
    fn state(&self, state: &State) -> Text {
        match state {
            State::Answer(answer) => words::value(answer.value.as_ref(), self.unit),
            State::Response(response) => words::value(response.value.as_ref(), self.unit),
            State::Evidence(piece) => Text::new(&piece.title, &piece.title),
            State::Comment(comment) => Text::new(&comment.text, &comment.text),
            _ => Text::default(),
        }
    }

    fn done(&self, event: &Event) -> Text {
        let code = &self.node.code;
        match (&event.address.subject, &event.before, &event.after) {
            (Subject::Answer(_), before, after) => self.answered(answer(before), answer(after)),
            (Subject::Response { respondent, .. }, before, after) => {
                let name = self.respondents.get(respondent).cloned().unwrap_or_else(|| number(*respondent).to_string());
                match (before, after) {
                    (_, None) => Text::new(format!("移除了“{name}”对{code}的作答"), format!("removed the response of “{name}” to {code}")),
                    (_, Some(after)) => {
                        let is = self.state(after);
                        Text::new(
                            format!("录入“{name}”对{code}的作答：{}", is.zh),
                            format!("recorded the response of “{name}” to {code}: {}", is.en),
                        )
                    }
                }
            }
            (_, before, after) => match (before, after) {
                (before, Some(State::Evidence(piece))) => evidence(&self.node.id, code, piece_of(before.as_ref()), Some(piece)),
                (Some(State::Evidence(piece)), None) => evidence(&self.node.id, code, Some(piece), None),
                (None, Some(State::Comment(comment))) => {
                    Text::new(format!("批注：{}", comment.text), format!("commented: {}", comment.text))
                }
                (Some(_), Some(State::Comment(comment))) => match &comment.resolution {
                    Some(resolution) => {
                        Text::new(format!("处理了批注：{}", resolution.how), format!("resolved a comment: {}", resolution.how))
                    }
                    None => Text::new("重新打开了批注", "opened a comment again"),
                },
                _ => Text::new("移除了批注", "removed a comment"),
            },
        }
    }

    fn answered(&self, before: Option<&Answer>, after: Option<&Answer>) -> Text {
        let code = &self.node.code;
        let value = |answer: Option<&'_ Answer>| answer.and_then(|answer| answer.value.clone());
        let (was, is) = (value(before), value(after));
        let [was_said, is_said] = [&was, &is].map(|value| words::value(value.as_ref(), self.unit));
        match (&was, &is) {
            (None, Some(_)) => Text::new(format!("把{code}评为{}", is_said.zh), format!("rated {code} {}", is_said.en)),
            (Some(_), None) => Text::new(
                format!("清除了{code}的作答（原为{}）", was_said.zh),
                format!("cleared the answer to {code}, which was {}", was_said.en),
            ),
            (was, is) if was != is => Text::new(
                format!("把{code}由{}改为{}", was_said.zh, is_said.zh),
                format!("changed {code} from {} to {}", was_said.en, is_said.en),
            ),
            _ => self.beside(before, after),
        }
    }

    /// What changed of an answer whose value did not.
    fn beside(&self, before: Option<&Answer>, after: Option<&Answer>) -> Text {
        let code = &self.node.code;
        let confidence = |answer: Option<&Answer>| answer.and_then(|answer| answer.confidence);
        let review = |answer: Option<&Answer>| answer.is_some_and(|answer| answer.review);
        let (was, is) = (confidence(before), confidence(after));
        if was != is {
            let (was, is) = (confidence_words(was), confidence_words(is));
            return Text::new(
                format!("把{code}的置信度由{}改为{}", was.zh, is.zh),
                format!("changed the confidence of {code} from {} to {}", was.en, is.en),
            );
        }
        match (review(before), review(after)) {
            (true, false) => Text::new(format!("确认了{code}的作答"), format!("confirmed the answer to {code}")),
            (false, true) => Text::new(format!("把{code}的作答标为待复核"), format!("marked the answer to {code} for a new look")),
            _ => Text::new(format!("修改了{code}的理由"), format!("changed the rationale of {code}")),
        }
    }
}

/// A confidence in words; 未填 where none was given.
pub(super) fn confidence_words(confidence: Option<Confidence>) -> Text {
    match confidence {
        Some(Confidence::Low) => Text::new("低", "low"),
        Some(Confidence::Medium) => Text::new("中", "medium"),
        Some(Confidence::High) => Text::new("高", "high"),
        None => Text::new("未填", "none"),
    }
}

/// The unit of an indicator's figure; empty where it is no metric.
pub(super) fn unit(node: &Node) -> &str {
    match node.indicator().map(|indicator| &indicator.scale) {
        Some(IndicatorScale::Metric(metric)) => &metric.unit,
        _ => "",
    }
}

fn answer(state: &Option<State>) -> Option<&Answer> {
    match state {
        Some(State::Answer(answer)) => Some(answer),
        _ => None,
    }
}

fn piece_of(state: Option<&State>) -> Option<&Evidence> {
    match state {
        Some(State::Evidence(piece)) => Some(piece),
        _ => None,
    }
}

fn evidence(indicator: &str, code: &str, before: Option<&Evidence>, after: Option<&Evidence>) -> Text {
    let title = after.or(before).map(|piece| piece.title.as_str()).unwrap_or_default();
    let speaks = |piece: Option<&Evidence>| piece.is_some_and(|piece| piece.speaks_for(indicator));
    match (before, after) {
        (None, _) => Text::new(format!("为{code}添加了证据“{title}”"), format!("added evidence “{title}” to {code}")),
        (_, None) => Text::new(format!("移除了{code}的证据“{title}”"), format!("removed evidence “{title}” from {code}")),
        _ if !speaks(before) => Text::new(format!("把证据“{title}”也用于{code}"), format!("used evidence “{title}” for {code} too")),
        _ if !speaks(after) => Text::new(format!("不再把证据“{title}”用于{code}"), format!("no longer used evidence “{title}” for {code}")),
        _ => Text::new(format!("修改了{code}的证据“{title}”"), format!("changed evidence “{title}” of {code}")),
    }
}

/// On what occasion, where it was no change of one's own; between the name and what was done.
fn context(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::Create => ("新建档案时", " when the file was made"),
        Action::UpgradeModel => ("更换评估模型时", " when the model was changed"),
        Action::BeginAssessment => ("新建评估时", " when the assessment was begun"),
        Action::Merge => ("合并副本时", " when copies were merged"),
        Action::RecordResponses => ("录入问卷时", " when responses came in"),
        Action::Restore => ("恢复时", " by restoring"),
        Action::Undo => ("撤销时", " by undo"),
        Action::Redo => ("重做时", " by redo"),
        _ => ("", ""),
    }
}

/// The rationale that a step left behind, where it changed it.
fn rationale(event: &Event) -> Option<String> {
    let said = |state: &Option<State>| match state {
        Some(State::Answer(answer)) => Some(answer.rationale.clone()),
        Some(State::Response(response)) => Some(response.rationale.clone()),
        _ => None,
    };
    let is = said(&event.after)?;
    (said(&event.before).unwrap_or_default() != is).then_some(is)
}
