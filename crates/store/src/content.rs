//! What a new file starts with beyond its empty self: a sample, or what is carried over from elsewhere.
//!
//! It is recorded as part of the making of the file, so that 撤销 never takes back what nobody did.

use std::collections::BTreeMap;

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{
    Action, AnswerChange, ClauseJudgementChange, Engagement, Figure, NewEvidence, PeerReference, State, StoreError, Subject, answer,
    clause_judgement, evidence,
};
use rusqlite::Connection;

/// Answers, evidence, figures and peers of a new file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Content {
    /// Answers by indicator.
    pub answers: BTreeMap<String, AnswerChange>,
    /// Pieces of evidence.
    pub evidence: Vec<NewEvidence>,
    /// The institution's own figures.
    pub figures: Vec<Figure>,
    /// Scores of peer groups.
    pub peers: Vec<PeerReference>,
    /// Judgements by clause.
    pub judgements: BTreeMap<String, ClauseJudgementChange>,
}

impl Engagement {
    /// Fills a new file in one transaction; there is no undoing it.
    ///
    /// # Errors
    /// When a text or number is refused, or the file cannot be written. Then nothing of it was recorded.
    pub fn fill(&mut self, content: &Content, actor: &str) -> Result<(), StoreError> {
        content.answers.values().try_for_each(AnswerChange::check)?;
        content.evidence.iter().try_for_each(NewEvidence::check)?;
        content.judgements.values().try_for_each(ClauseJudgementChange::check)?;
        let figures: Vec<Figure> = content.figures.iter().map(Figure::check).collect::<Result<_, _>>()?;
        let peers: Vec<PeerReference> = content.peers.iter().map(PeerReference::check).collect::<Result<_, _>>()?;
        self.edit(Action::Create, actor, |conn, ids, now| {
            let mut proposals = answers(conn, ids, content, now)?;
            for (offset, new) in (0_i64..).zip(&content.evidence) {
                new.check_file(conn)?;
                let id = evidence::next_id(conn)? + offset;
                proposals.push((Subject::Evidence(id), Some(State::Evidence(new.numbered(id, now)))));
            }
            proposals.extend(figures.into_iter().map(|figure| (figure.subject(), Some(State::Figure(figure)))));
            proposals
                .extend(peers.into_iter().map(|group| (Subject::PeerReference(group.label.clone()), Some(State::PeerReference(group)))));
            for (clause, change) in &content.judgements {
                let after = change.apply(clause, clause_judgement::read(conn, ids, clause)?, now);
                proposals.push((Subject::ClauseJudgement(clause.clone()), after.map(State::ClauseJudgement)));
            }
            Ok(proposals)
        })?;
        Ok(())
    }
}

fn answers(conn: &Connection, ids: Ids, content: &Content, now: crate::Stamp) -> Result<Vec<(Subject, Option<State>)>, Problem> {
    content
        .answers
        .iter()
        .map(|(indicator, change)| {
            let after = change.apply(answer::read(conn, ids, indicator)?, now);
            Ok((Subject::answer(indicator), after.map(State::Answer)))
        })
        .collect()
}
