//! Several assessments in one file: years, or a second round. The handle works on one of them at a time.
//!
//! What a new assessment takes over from another: its model, target and rule of consensus; answers, each marked as needing a new
//! look; judgements of clauses; evidence (attachments are stored once, so this copies no file); respondents with their shares;
//! scores of peer groups and every kind of document. What it does not: responses, which are what people said of another time;
//! comments and snapshots, which are about the other assessment. What belongs to the whole file (the institution, its figures,
//! settings, models) is the same in all of them.

use rusqlite::Connection;

use crate::edit::{Ids, Proposal};
use crate::problem::Problem;
use crate::{
    Action, Address, Answer, Assessment, Change, ConsensusRule, Document, DocumentKind, Engagement, Evidence, Field, Respondent, Stage,
    State, StoreError, Subject, answer, assessment, clause_judgement, document, evidence, limits, peer_reference, respondent,
};

impl Engagement {
    /// Every assessment, in the order in which they were begun.
    pub fn assessments(&self) -> Result<Vec<Assessment>, StoreError> {
        self.look(|conn, _| assessment::all(conn))
    }

    /// Works on another assessment from now on. A file is opened at the one that was begun last.
    ///
    /// # Errors
    /// [`StoreError::UnknownAssessment`] when the file holds none of that number.
    pub fn switch_assessment(&mut self, id: i64) -> Result<(), StoreError> {
        let ids = Ids { assessment: id, ..self.ids() };
        if self.look(|conn, _| assessment::read(conn, ids))?.is_none() {
            return Err(StoreError::UnknownAssessment { id });
        }
        self.set_ids(ids);
        Ok(())
    }

    /// Begins another assessment and works on it from now on: one edit, so that one undo takes all of it back. It is scored with
    /// the model of the one that it copies; an empty one with the model of the one that was worked on.
    ///
    /// # Errors
    /// [`StoreError::UnknownAssessment`] when there is none to copy.
    pub fn begin_assessment(&mut self, name: &str, year: i32, copy_from: Option<i64>, actor: &str) -> Result<Vec<Change>, StoreError> {
        limits::name(Field::AssessmentName, name)?;
        let source = Ids { assessment: copy_from.unwrap_or(self.ids().assessment), ..self.ids() };
        let Some(model) = self.look(|conn, _| assessment::read(conn, source))? else {
            return Err(StoreError::UnknownAssessment { id: source.assessment });
        };
        let ids = Ids { assessment: self.look(|conn, _| next_number(conn))?, ..source };
        let changes = self.edit_in(ids, Action::BeginAssessment, actor, |conn, _, now| {
            let begun = Assessment {
                id: ids.assessment,
                year,
                target: model.target.filter(|_| copy_from.is_some()),
                created_at: now,
                name: name.to_owned(),
                stage: Stage::Draft,
                consensus: if copy_from.is_some() { model.consensus } else { ConsensusRule::None },
                copied_from: copy_from,
                ..model
            };
            let mut proposals = vec![(Subject::Assessment, Some(State::Assessment(begun)))];
            if copy_from.is_some() {
                carry_over(conn, source, &mut proposals)?;
            }
            Ok(proposals)
        })?;
        self.set_ids(ids);
        Ok(changes)
    }
}

/// The first number that the audit trail has never known: an assessment whose beginning was taken back keeps its own.
fn next_number(conn: &Connection) -> Result<i64, Problem> {
    let mut number = assessment::latest(conn)?.map_or(0, |ids| ids.assessment) + 1;
    let mut known = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM audit WHERE subject = ?1)")?;
    while known.query_row([Address::new(number, Subject::Assessment).to_string()], |row| row.get(0))? {
        number += 1;
    }
    Ok(number)
}

fn carry_over(conn: &Connection, source: Ids, proposals: &mut Vec<Proposal>) -> Result<(), Problem> {
    for (indicator, answer) in answer::all(conn, source)? {
        let carried = Answer { review: true, ..answer };
        proposals.push((Subject::Answer(indicator), Some(State::Answer(carried))));
    }
    for (clause, judgement) in clause_judgement::all(conn, source)? {
        proposals.push((Subject::ClauseJudgement(clause), Some(State::ClauseJudgement(judgement))));
    }
    for (id, piece) in (evidence::next_id(conn)?..).zip(evidence::all(conn, source)?) {
        proposals.push((Subject::Evidence(id), Some(State::Evidence(Evidence { id, ..piece }))));
    }
    for group in peer_reference::all(conn, source)? {
        proposals.push((Subject::PeerReference(group.label.clone()), Some(State::PeerReference(group))));
    }
    for (id, respondent) in (respondent::next_id(conn)?..).zip(respondent::all(conn, source)?) {
        proposals.push((Subject::Respondent(id), Some(State::Respondent(Respondent { id, ..respondent }))));
    }
    for kind in DocumentKind::ALL {
        for (id, copied) in (document::next_id(conn, kind)?..).zip(document::all(conn, source, kind)?) {
            proposals.push((Subject::Document(kind, id), Some(State::Document(Document { id, ..copied }))));
        }
    }
    Ok(())
}
