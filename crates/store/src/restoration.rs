//! Setting the assessment that is worked on back to what it was: as one edit, so that nothing of what came between is lost.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{
    Action, Address, AnswerChange, Assessment, Change, ClauseJudgementChange, Engagement, Evidence, EvidenceKind, Field, State, StoreError,
    Subject, answer, assessment, attachment, clause_judgement, limits,
};

/// What is to be as it was. What is not named stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Restoration {
    /// Answers, by indicator.
    pub answers: BTreeMap<String, AnswerChange>,
    /// Judgements, by clause.
    pub judgements: BTreeMap<String, ClauseJudgementChange>,
    /// Pieces of evidence as they were, by number; none for one that was not there.
    pub evidence: BTreeMap<i64, Option<Evidence>>,
    /// The target; none within for no target.
    pub target: Option<Option<f64>>,
}

impl Engagement {
    /// Sets what is named back to what it was: all or none, and undone in one step.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] for evidence that was never one of this assessment, or whose file is not attached any more; and as
    /// with every change.
    pub fn restore(&mut self, back: &Restoration, actor: &str) -> Result<Vec<Change>, StoreError> {
        for (indicator, change) in &back.answers {
            limits::name(Field::Indicator, indicator)?;
            change.check()?;
        }
        for (clause, change) in &back.judgements {
            limits::name(Field::Clause, clause)?;
            change.check()?;
        }
        self.edit(Action::Restore, actor, |conn, ids, now| {
            let mut proposals = Vec::new();
            if let Some(target) = back.target {
                let is = assessment::present(conn, ids)?;
                proposals.push((Subject::Assessment, Some(State::Assessment(Assessment { target, ..is }))));
            }
            for (indicator, change) in &back.answers {
                let after = change.apply(answer::read(conn, ids, indicator)?, now);
                proposals.push((Subject::answer(indicator), after.map(State::Answer)));
            }
            for (clause, change) in &back.judgements {
                let after = change.apply(clause, clause_judgement::read(conn, ids, clause)?, now);
                proposals.push((Subject::ClauseJudgement(clause.clone()), after.map(State::ClauseJudgement)));
            }
            for (id, piece) in &back.evidence {
                check(conn, ids, *id, piece.as_ref())?;
                proposals.push((Subject::Evidence(*id), piece.clone().map(State::Evidence)));
            }
            Ok(proposals)
        })
    }
}

/// Refuses a piece of evidence that this assessment never had, or whose file is gone.
fn check(conn: &Connection, ids: Ids, id: i64, piece: Option<&Evidence>) -> Result<(), Problem> {
    let address = Address::new(ids.assessment, Subject::Evidence(id)).to_string();
    let had = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM audit WHERE subject = ?1)")?
        .query_row(params![address], |row| row.get::<_, bool>(0))?;
    if !had || piece.is_some_and(|piece| piece.id != id) {
        return Err(StoreError::Unknown { subject: Subject::Evidence(id) }.into());
    }
    match piece.map(|piece| &piece.kind) {
        Some(EvidenceKind::File { digest, .. }) => attachment::known(conn, digest).map(|_| ()),
        _ => Ok(()),
    }
}
