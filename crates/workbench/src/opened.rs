//! The open engagement and what is known of it at one moment.

use crate::answer_view::{confidence_view, evidence_view, value_view};
use crate::benchmark::{PeerSettings, SETTING};
use crate::error::WorkbenchError;
use crate::view::{AnswerView, BasisView, EvidenceView, ResultView, StatusView};
use crate::{people, review, score, words};
use shuheng_benchmark::import::ImportedTable;
use shuheng_engine::Assessment;
use shuheng_model::{Instrument, Model, ModelSource, Response, load};
use shuheng_store::{
    Answer, Attachment, ClauseJudgement, DocumentKind, Engagement, Evidence, Figure, ModelCopy, PeerReference, Stamp, State, StoreError,
    Subject, Upgrade, Value,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The open engagement. Everything that is not in the file can be computed from it.
#[derive(Debug)]
pub(crate) struct Open {
    pub store: Engagement,
    pub instrument: Instrument,
    /// Under which digest the file keeps the model of the instrument; older files count the text and not the content.
    pub digest: String,
    /// Peers' figures that were brought in, read once: there may be hundreds of thousands.
    imports: Vec<NamedImport>,
    /// Copies of attached files that were opened for reading; they go when the engagement is closed.
    pub copies: Option<review::ReadingCopies>,
}

/// A table of figures that was brought in.
#[derive(Debug)]
pub(crate) struct NamedImport {
    /// Its number in the file.
    pub id: i64,
    /// What people call it.
    pub name: String,
    updated_at: Stamp,
    /// Its figures.
    pub table: ImportedTable,
}

/// What is known of the open engagement at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot<'a> {
    pub instrument: &'a Instrument,
    pub institution: String,
    pub year: i32,
    pub answers: BTreeMap<String, Answer>,
    pub evidence: Vec<Evidence>,
    /// What is known of attached files, by digest.
    pub attachments: BTreeMap<String, Attachment>,
    pub figures: Vec<Figure>,
    pub peers: Option<PeerReference>,
    pub judgements: BTreeMap<String, ClauseJudgement>,
    /// Which of several sources counts for peers' figures.
    pub peer_settings: PeerSettings,
    /// Peers' figures that were brought in.
    pub imports: &'a [NamedImport],
    /// The answers as the model takes them.
    pub responses: BTreeMap<String, Response>,
    /// How many respondents gave a value, by indicator.
    pub response_counts: BTreeMap<String, u32>,
    pub scored: Assessment,
    pub result: ResultView,
}

/// An assessment at another moment, by the model that counted then.
#[derive(Debug)]
pub(crate) struct Past {
    instrument: Arc<Instrument>,
    facts: Facts,
}

/// The models of a file as they measure kinds of institution, by digest and kind, each read once.
#[derive(Debug, Default)]
pub(crate) struct Instruments(BTreeMap<(String, String), Arc<Instrument>>);

/// What an engagement says at one moment, without its model.
#[derive(Debug, Clone, Default)]
struct Facts {
    institution: String,
    kind: String,
    year: i32,
    target: Option<f64>,
    model_digest: String,
    answers: BTreeMap<String, Answer>,
    evidence: Vec<Evidence>,
    attachments: BTreeMap<String, Attachment>,
    figures: Vec<Figure>,
    peers: Option<PeerReference>,
    judgements: BTreeMap<String, ClauseJudgement>,
    peer_settings: PeerSettings,
    response_counts: BTreeMap<String, u32>,
}

impl Open {
    pub(crate) fn load(store: Engagement) -> Result<Self, WorkbenchError> {
        let copy = store.model_copy()?;
        let digest = copy.digest.clone();
        let instrument = bind(model(&store, copy)?, &store.institution()?.kind)?;
        let mut open = Self { store, instrument, digest, imports: Vec::new(), copies: None };
        open.reload_imports()?;
        Ok(open)
    }

    /// Reads the imported figures that were added or changed. A content that cannot be read counts for nothing in a comparison; the list of
    /// imported tables says so.
    pub(crate) fn reload_imports(&mut self) -> Result<(), WorkbenchError> {
        let mut before = std::mem::take(&mut self.imports);
        for kept in self.store.documents(DocumentKind::ImportedData)? {
            let known = before.iter().position(|import| (import.id, import.updated_at) == (kept.id, kept.updated_at));
            if let Some(place) = known {
                self.imports.push(before.swap_remove(place));
            } else if let Ok(table) = ImportedTable::from_content(&kept.content) {
                self.imports.push(NamedImport { id: kept.id, name: kept.name, updated_at: kept.updated_at, table });
            }
        }
        Ok(())
    }

    /// Takes the model and the imported figures that count now: undo and redo may have changed them.
    pub(crate) fn rebind(&mut self) -> Result<(), WorkbenchError> {
        self.reload_imports()?;
        if self.store.assessment()?.model_digest != self.digest {
            let copy = self.store.model_copy()?;
            self.digest = copy.digest.clone();
            self.instrument = bind(model(&self.store, copy)?, &self.store.institution()?.kind)?;
        }
        Ok(())
    }

    /// One of the models that the file keeps.
    pub(crate) fn model_of(&self, digest: &str) -> Result<Model, WorkbenchError> {
        let copy = self.store.model_copy_of(digest)?.ok_or_else(|| missing(&self.store, digest))?;
        model(&self.store, copy)
    }

    pub(crate) fn snapshot(&self) -> Result<Snapshot<'_>, WorkbenchError> {
        let assessment = self.store.assessment()?;
        let institution = self.store.institution()?;
        let facts = Facts {
            institution: institution.name,
            kind: institution.kind,
            year: assessment.year,
            target: assessment.target,
            model_digest: assessment.model_digest,
            answers: self.store.answers()?,
            evidence: self.store.evidence()?,
            attachments: by_digest(self.store.attachments()?),
            figures: self.store.figures()?,
            peers: self.store.peer_references()?.into_iter().next(),
            judgements: self.store.judgements()?,
            peer_settings: PeerSettings::read(self.store.meta(SETTING)?.as_deref()),
            response_counts: self.store.response_counts()?,
        };
        Ok(Snapshot::of(&self.instrument, facts, &self.imports))
    }

    pub(crate) fn status(&self) -> Result<StatusView, WorkbenchError> {
        let (saved, steps) = (self.store.saved_at()?, self.store.undo_steps()?);
        Ok(StatusView {
            saved_at: words::time(saved),
            saved_stamp: words::stamp(saved),
            can_undo: steps.undo > 0,
            can_redo: steps.redo > 0,
            assessment: review::status(&self.store)?,
        })
    }
}

impl Past {
    /// The engagement as it was before an upgrade.
    pub(crate) fn before(open: &Open, upgrade: &Upgrade) -> Result<Self, WorkbenchError> {
        Self::of(open, open.store.states_at(upgrade.seq_before)?, &mut Instruments::default())
    }

    /// An assessment from what the tables said of it and of the whole file.
    pub(crate) fn of(open: &Open, states: BTreeMap<Subject, State>, instruments: &mut Instruments) -> Result<Self, WorkbenchError> {
        let facts = Facts::of(states);
        Ok(Self { instrument: instruments.get(open, &facts.model_digest, &facts.kind)?, facts })
    }

    pub(crate) fn snapshot(&self) -> Snapshot<'_> {
        Snapshot::of(&self.instrument, self.facts.clone(), &[])
    }

    /// What was aimed at.
    pub(crate) fn target(&self) -> Option<f64> {
        self.facts.target
    }
}

impl Instruments {
    fn get(&mut self, open: &Open, digest: &str, kind: &str) -> Result<Arc<Instrument>, WorkbenchError> {
        let key = (digest.to_owned(), kind.to_owned());
        if let Some(known) = self.0.get(&key) {
            return Ok(Arc::clone(known));
        }
        let in_front = open.digest == digest && open.instrument.kind() == kind;
        let read = Arc::new(if in_front { open.instrument.clone() } else { bind(open.model_of(digest)?, kind)? });
        self.0.insert(key, Arc::clone(&read));
        Ok(read)
    }
}

impl Facts {
    fn of(states: BTreeMap<Subject, State>) -> Self {
        let mut facts = Self::default();
        for (subject, state) in states {
            match (subject, state) {
                (_, State::Institution(found)) => (facts.institution, facts.kind) = (found.name, found.kind),
                (_, State::Assessment(found)) => {
                    (facts.year, facts.target, facts.model_digest) = (found.year, found.target, found.model_digest);
                }
                (Subject::Answer(indicator), State::Answer(found)) => {
                    facts.answers.insert(indicator, found);
                }
                (_, State::Evidence(found)) => facts.evidence.push(found),
                (Subject::Attachment(digest), State::Attachment(found)) => {
                    facts.attachments.insert(digest, found);
                }
                (_, State::Figure(found)) => facts.figures.push(found),
                (Subject::Meta(key), State::Meta(found)) if key == SETTING => facts.peer_settings = PeerSettings::read(Some(&found)),
                (_, State::PeerReference(found)) if facts.peers.is_none() => facts.peers = Some(found),
                (Subject::Response { indicator, .. }, State::Response(found)) if found.value.is_some() => {
                    *facts.response_counts.entry(indicator).or_default() += 1;
                }
                (Subject::ClauseJudgement(clause), State::ClauseJudgement(found)) => {
                    facts.judgements.insert(clause, found);
                }
                _ => {}
            }
        }
        facts
    }
}

fn by_digest(attachments: Vec<Attachment>) -> BTreeMap<String, Attachment> {
    attachments.into_iter().map(|attachment| (attachment.digest.clone(), attachment)).collect()
}

fn model(store: &Engagement, copy: ModelCopy) -> Result<Model, WorkbenchError> {
    let source = ModelSource::new(copy.files);
    // The text was sound when it was stored: what differs now was damaged since, and no author can mend it.
    if shuheng_model::digest(&source) != copy.digest && shuheng_model::text_digest(&source) != copy.digest {
        return Err(missing(store, &copy.id));
    }
    Ok(load(source).map_err(|faults| WorkbenchError::FaultyModel { id: copy.id, faults })?.model)
}

fn missing(store: &Engagement, model: &str) -> WorkbenchError {
    let detail = format!("the stored model {model} does not have its digest");
    StoreError::Corrupt { path: store.path().to_owned(), detail }.into()
}

/// A model as it measures a kind of institution.
///
/// # Errors
/// [`WorkbenchError::UnknownKind`] when the model does not know the kind.
pub(crate) fn bind(model: Model, kind: &str) -> Result<Instrument, WorkbenchError> {
    let known = model.profiles.iter().map(|profile| profile.kind.clone()).collect();
    Instrument::new(model, kind).ok_or_else(|| WorkbenchError::UnknownKind { kind: kind.to_owned(), known })
}

impl<'a> Snapshot<'a> {
    fn of(instrument: &'a Instrument, facts: Facts, imports: &'a [NamedImport]) -> Self {
        let responses = score::responses(&facts.answers);
        let scored = instrument.assess(&responses);
        let medians = facts.peers.as_ref().map(|peers| peers.scores.clone()).unwrap_or_default();
        let result = score::result(instrument, &scored, &facts.answers, facts.target, &medians);
        let Facts { institution, year, answers, evidence, attachments, figures, peers, judgements, peer_settings, response_counts, .. } =
            facts;
        Self {
            instrument,
            institution,
            year,
            answers,
            evidence,
            attachments,
            figures,
            peers,
            judgements,
            peer_settings,
            imports,
            responses,
            response_counts,
            scored,
            result,
        }
    }

    pub(crate) fn answer(&self, id: &str) -> AnswerView {
        let answer = self.answers.get(id);
        AnswerView {
            indicator: id.to_owned(),
            value: value_view(answer.and_then(|answer| answer.value.as_ref())),
            confidence: answer.and_then(|answer| answer.confidence).map(confidence_view),
            rationale: answer.map(|answer| answer.rationale.clone()).unwrap_or_default(),
            review: answer.is_some_and(|answer| answer.review),
            basis: answer.map_or(BasisView::Single, |answer| people::basis_view(answer.basis)),
            responses: self.response_counts.get(id).copied().unwrap_or_default(),
            updated: answer.map(|answer| words::stamp(answer.updated_at)).unwrap_or_default(),
            evidence: self.evidence_for(id),
        }
    }

    /// The evidence that speaks for an indicator or a clause.
    pub(crate) fn evidence_for(&self, id: &str) -> Vec<EvidenceView> {
        self.evidence.iter().filter(|piece| piece.speaks_for(id)).map(|piece| evidence_view(piece, &self.attachments)).collect()
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
