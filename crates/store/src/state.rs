//! The state of one subject: read from its table, written to it, and kept as JSON in the audit trail.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{
    Address, Answer, Assessment, Attachment, ClauseJudgement, Comment, Document, DocumentKind, Evidence, Figure, Institution, ModelDigest,
    PeerReference, Respondent, Response, Snapshot, Subject, answer, assessment, attachment, clause_judgement, comment, document, evidence,
    figure, institution, meta, model_copy, peer_reference, respondent, response, snapshot,
};

/// What a subject was, or is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each is named for its subject")]
pub enum State {
    Institution(Institution),
    Assessment(Assessment),
    Model(ModelDigest),
    Answer(Answer),
    ClauseJudgement(ClauseJudgement),
    Evidence(Evidence),
    Figure(Figure),
    PeerReference(PeerReference),
    Document(Document),
    Respondent(Respondent),
    Response(Response),
    Comment(Comment),
    Snapshot(Snapshot),
    Attachment(Attachment),
    Meta(String),
}

impl State {
    /// Reads the JSON of an audit row.
    pub(crate) fn parse(subject: &Subject, json: &str) -> Result<Self, Problem> {
        Ok(match subject {
            Subject::Institution => Self::Institution(serde_json::from_str(json)?),
            Subject::Assessment => Self::Assessment(serde_json::from_str(json)?),
            Subject::Model(_) => Self::Model(serde_json::from_str(json)?),
            Subject::Answer(_) => Self::Answer(serde_json::from_str(json)?),
            Subject::ClauseJudgement(_) => Self::ClauseJudgement(serde_json::from_str(json)?),
            Subject::Evidence(_) => Self::Evidence(serde_json::from_str(json)?),
            Subject::Figure { .. } => Self::Figure(serde_json::from_str(json)?),
            Subject::PeerReference(_) => Self::PeerReference(serde_json::from_str(json)?),
            Subject::Document(..) => Self::Document(serde_json::from_str(json)?),
            Subject::Respondent(_) => Self::Respondent(serde_json::from_str(json)?),
            Subject::Response { .. } => Self::Response(serde_json::from_str(json)?),
            Subject::Comment(_) => Self::Comment(serde_json::from_str(json)?),
            Subject::Snapshot(_) => Self::Snapshot(serde_json::from_str(json)?),
            Subject::Attachment(_) => Self::Attachment(serde_json::from_str(json)?),
            Subject::Meta(_) => Self::Meta(serde_json::from_str(json)?),
        })
    }

    /// The JSON that an audit row keeps.
    pub(crate) fn to_json(&self) -> Result<String, Problem> {
        Ok(serde_json::to_string(self)?)
    }
}

/// Reads what the tables say of a subject.
pub(crate) fn read(conn: &Connection, ids: Ids, subject: &Subject) -> Result<Option<State>, Problem> {
    Ok(match subject {
        Subject::Institution => institution::read(conn, ids)?.map(State::Institution),
        Subject::Assessment => assessment::read(conn, ids)?.map(State::Assessment),
        Subject::Model(number) => model_copy::numbered(conn, *number)?.map(State::Model),
        Subject::Answer(indicator) => answer::read(conn, ids, indicator)?.map(State::Answer),
        Subject::ClauseJudgement(clause) => clause_judgement::read(conn, ids, clause)?.map(State::ClauseJudgement),
        Subject::Evidence(id) => evidence::read(conn, ids, *id)?.map(State::Evidence),
        Subject::Figure { year, metric } => figure::read(conn, ids, *year, metric)?.map(State::Figure),
        Subject::PeerReference(label) => peer_reference::read(conn, ids, label)?.map(State::PeerReference),
        Subject::Document(kind, id) => document::read(conn, ids, *kind, *id)?.map(State::Document),
        Subject::Respondent(id) => respondent::read(conn, ids, *id)?.map(State::Respondent),
        Subject::Response { respondent, indicator } => response::read(conn, ids, *respondent, indicator)?.map(State::Response),
        Subject::Comment(id) => comment::read(conn, ids, *id)?.map(State::Comment),
        Subject::Snapshot(id) => snapshot::read(conn, ids, *id)?.map(State::Snapshot),
        Subject::Attachment(digest) => attachment::read(conn, digest)?.map(State::Attachment),
        Subject::Meta(key) => meta::read(conn, key)?.map(State::Meta),
    })
}

/// Makes the tables say `state` of a subject.
pub(crate) fn write(conn: &Connection, ids: Ids, subject: &Subject, state: Option<&State>) -> Result<(), Problem> {
    match (subject, state) {
        (Subject::Institution, Some(State::Institution(state))) => institution::write(conn, state),
        (Subject::Assessment, None) => assessment::remove(conn, ids),
        (Subject::Assessment, Some(State::Assessment(state))) => assessment::write(conn, state),
        (Subject::Answer(indicator), None) => answer::write(conn, ids, indicator, None),
        (Subject::Answer(indicator), Some(State::Answer(state))) => answer::write(conn, ids, indicator, Some(state)),
        (Subject::ClauseJudgement(clause), None) => clause_judgement::write(conn, ids, clause, None),
        (Subject::ClauseJudgement(clause), Some(State::ClauseJudgement(state))) => clause_judgement::write(conn, ids, clause, Some(state)),
        (Subject::Evidence(id), None) => evidence::write(conn, ids, *id, None),
        (Subject::Evidence(id), Some(State::Evidence(state))) => evidence::write(conn, ids, *id, Some(state)),
        (Subject::Figure { year, metric }, None) => figure::write(conn, ids, (*year, metric), None),
        (Subject::Figure { year, metric }, Some(State::Figure(state))) => figure::write(conn, ids, (*year, metric), Some(state)),
        (Subject::PeerReference(label), None) => peer_reference::write(conn, ids, label, None),
        (Subject::PeerReference(label), Some(State::PeerReference(state))) => peer_reference::write(conn, ids, label, Some(state)),
        (Subject::Document(kind, id), None) => document::write(conn, ids, (*kind, *id), None),
        (Subject::Document(kind, id), Some(State::Document(state))) => document::write(conn, ids, (*kind, *id), Some(state)),
        (Subject::Respondent(id), None) => respondent::write(conn, ids, *id, None),
        (Subject::Respondent(id), Some(State::Respondent(state))) => respondent::write(conn, ids, *id, Some(state)),
        (Subject::Response { respondent, indicator }, None) => response::write(conn, ids, (*respondent, indicator), None),
        (Subject::Response { respondent, indicator }, Some(State::Response(state))) => {
            response::write(conn, ids, (*respondent, indicator), Some(state))
        }
        (Subject::Comment(id), None) => comment::write(conn, ids, *id, None),
        (Subject::Comment(id), Some(State::Comment(state))) => comment::write(conn, ids, *id, Some(state)),
        (Subject::Snapshot(id), None) => snapshot::write(conn, ids, *id, None),
        (Subject::Snapshot(id), Some(State::Snapshot(state))) => snapshot::write(conn, ids, *id, Some(state)),
        (Subject::Meta(key), None) => meta::write(conn, key, None),
        (Subject::Meta(key), Some(State::Meta(state))) => meta::write(conn, key, Some(state)),
        (subject, _) => Err(Problem::Damaged(format!("“{subject}” cannot become that"))),
    }
}

/// Everything that the tables hold.
pub(crate) fn all(conn: &Connection, ids: Ids) -> Result<BTreeMap<Address, State>, Problem> {
    let mut states: BTreeMap<Address, State> =
        of_file(conn, ids)?.into_iter().map(|(subject, state)| (Address { assessment: None, subject }, state)).collect();
    for assessment in assessment::numbers(conn)? {
        let found = of_assessment(conn, Ids { assessment, ..ids })?;
        states.extend(found.into_iter().map(|(subject, state)| (Address { assessment: Some(assessment), subject }, state)));
    }
    Ok(states)
}

/// What the tables hold of the whole file.
pub(crate) fn of_file(conn: &Connection, ids: Ids) -> Result<BTreeMap<Subject, State>, Problem> {
    let mut states = BTreeMap::new();
    if let Some(state) = institution::read(conn, ids)? {
        states.insert(Subject::Institution, State::Institution(state));
    }
    for (number, state) in model_copy::all(conn)? {
        states.insert(Subject::Model(number), State::Model(state));
    }
    for state in figure::all(conn, ids)? {
        states.insert(Subject::Figure { year: state.year, metric: state.metric.clone() }, State::Figure(state));
    }
    for state in attachment::all(conn)? {
        states.insert(Subject::Attachment(state.digest.clone()), State::Attachment(state));
    }
    for (key, state) in meta::all(conn)? {
        states.insert(Subject::Meta(key), State::Meta(state));
    }
    Ok(states)
}

/// What the tables hold of one assessment.
pub(crate) fn of_assessment(conn: &Connection, ids: Ids) -> Result<BTreeMap<Subject, State>, Problem> {
    let mut states = BTreeMap::new();
    if let Some(state) = assessment::read(conn, ids)? {
        states.insert(Subject::Assessment, State::Assessment(state));
    }
    for (indicator, state) in answer::all(conn, ids)? {
        states.insert(Subject::Answer(indicator), State::Answer(state));
    }
    for (clause, state) in clause_judgement::all(conn, ids)? {
        states.insert(Subject::ClauseJudgement(clause), State::ClauseJudgement(state));
    }
    for state in evidence::all(conn, ids)? {
        states.insert(Subject::Evidence(state.id), State::Evidence(state));
    }
    for state in peer_reference::all(conn, ids)? {
        states.insert(Subject::PeerReference(state.label.clone()), State::PeerReference(state));
    }
    for kind in DocumentKind::ALL {
        for state in document::all(conn, ids, kind)? {
            states.insert(Subject::Document(kind, state.id), State::Document(state));
        }
    }
    for state in respondent::all(conn, ids)? {
        states.insert(Subject::Respondent(state.id), State::Respondent(state));
    }
    for ((respondent, indicator), state) in response::all(conn, ids)? {
        states.insert(Subject::Response { respondent, indicator }, State::Response(state));
    }
    for state in comment::all(conn, ids)? {
        states.insert(Subject::Comment(state.id), State::Comment(state));
    }
    for state in snapshot::all(conn, ids)? {
        states.insert(Subject::Snapshot(state.id), State::Snapshot(state));
    }
    Ok(states)
}
