//! The open engagement and what is known of it at one moment.

use crate::answer_view::{evidence_view, value_view};
use crate::error::WorkbenchError;
use crate::view::{AnswerView, ConfidenceView, ResultView, StatusView};
use crate::{score, words};
use shuheng_engine::Assessment;
use shuheng_model::{Instrument, ModelSource, Response, load};
use shuheng_store::{Answer, Confidence, Engagement, Evidence, Figure, PeerReference, StoreError, Value};
use std::collections::BTreeMap;

/// The open engagement. Everything that is not in the file can be computed from it.
#[derive(Debug)]
pub(crate) struct Open {
    pub store: Engagement,
    pub instrument: Instrument,
}

/// What is known of the open engagement at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot<'a> {
    pub instrument: &'a Instrument,
    pub institution: String,
    pub year: i32,
    pub answers: BTreeMap<String, Answer>,
    pub evidence: Vec<Evidence>,
    pub figures: Vec<Figure>,
    pub peers: Option<PeerReference>,
    pub responses: BTreeMap<String, Response>,
    pub scored: Assessment,
    pub result: ResultView,
}

impl Open {
    pub(crate) fn load(store: Engagement) -> Result<Self, WorkbenchError> {
        let copy = store.model_copy()?;
        let source = ModelSource::new(copy.files);
        // The text was sound when it was stored: what differs now was damaged since, and no author can mend it.
        if shuheng_model::digest(&source) != copy.digest && shuheng_model::text_digest(&source) != copy.digest {
            let detail = format!("the stored model {} does not have its digest", copy.id);
            return Err(StoreError::Corrupt { path: store.path().to_owned(), detail }.into());
        }
        let model = load(source).map_err(|faults| WorkbenchError::FaultyModel { id: copy.id, faults })?.model;
        let kind = store.institution()?.kind;
        let known = model.profiles.iter().map(|profile| profile.kind.clone()).collect();
        let instrument = Instrument::new(model, &kind).ok_or(WorkbenchError::UnknownKind { kind, known })?;
        Ok(Self { store, instrument })
    }

    pub(crate) fn snapshot(&self) -> Result<Snapshot<'_>, WorkbenchError> {
        let assessment = self.store.assessment()?;
        let answers = self.store.answers()?;
        let peers = self.store.peer_references()?.into_iter().next();
        let responses = score::responses(&answers);
        let scored = self.instrument.assess(&responses);
        let medians = peers.as_ref().map(|peers| peers.scores.clone()).unwrap_or_default();
        let result = score::result(&self.instrument, &scored, assessment.target, &medians);
        Ok(Snapshot {
            instrument: &self.instrument,
            institution: self.store.institution()?.name,
            year: assessment.year,
            answers,
            evidence: self.store.evidence()?,
            figures: self.store.figures()?,
            peers,
            responses,
            scored,
            result,
        })
    }

    pub(crate) fn status(&self) -> Result<StatusView, WorkbenchError> {
        let (saved, steps) = (self.store.saved_at()?, self.store.undo_steps()?);
        Ok(StatusView {
            saved_at: words::time(saved),
            saved_stamp: words::stamp(saved),
            can_undo: steps.undo > 0,
            can_redo: steps.redo > 0,
        })
    }
}

impl Snapshot<'_> {
    pub(crate) fn answer(&self, id: &str) -> AnswerView {
        let answer = self.answers.get(id);
        AnswerView {
            indicator: id.to_owned(),
            value: value_view(answer.and_then(|answer| answer.value.as_ref())),
            confidence: answer.and_then(|answer| answer.confidence).map(|confidence| match confidence {
                Confidence::Low => ConfidenceView::Low,
                Confidence::Medium => ConfidenceView::Medium,
                Confidence::High => ConfidenceView::High,
            }),
            rationale: answer.map(|answer| answer.rationale.clone()).unwrap_or_default(),
            updated: answer.map(|answer| words::stamp(answer.updated_at)).unwrap_or_default(),
            evidence: self.evidence.iter().filter(|evidence| evidence.indicator == id).map(evidence_view).collect(),
        }
    }
}

/// Whether an indicator exists and a value fits it.
pub(crate) fn check(instrument: &Instrument, id: &str, value: Option<&Value>) -> Result<(), WorkbenchError> {
    let model = instrument.model();
    let node = model.index_of(id).map(|index| &model.nodes[index]);
    let Some((node, indicator)) = node.and_then(|node| node.indicator().map(|indicator| (node, indicator))) else {
        return Err(WorkbenchError::UnknownNode(id.to_owned()));
    };
    value.map_or(Ok(()), |value| {
        instrument
            .leaf(indicator, &score::response(value))
            .map(|_| ())
            .map_err(|fault| WorkbenchError::WrongAnswer { code: format!("{} {}", node.code, node.name.zh), message: fault.message.into() })
    })
}
