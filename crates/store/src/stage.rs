//! How far an assessment has come: draft, in review, final. What is final is locked and can only be copied on.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::edit::Ids;
use crate::problem::Problem;
use crate::{Action, Address, Assessment, Change, Engagement, Event, Stamp, State, StoreError, Subject, assessment, audit, comment};

/// How far an assessment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 草稿.
    #[default]
    Draft,
    /// 复核中.
    InReview,
    /// 定稿.
    Final,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 3] = [Self::Draft, Self::InReview, Self::Final];

    /// The word that stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Final => "final",
        }
    }

    /// The stage as people read it, in Chinese and in English.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Draft => ("草稿", "a draft"),
            Self::InReview => ("复核中", "in review"),
            Self::Final => ("定稿", "final"),
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text).ok_or_else(|| Problem::Damaged(format!("unknown stage {text:?}")))
    }

    /// Only what is serialised otherwise than the default: rows of earlier versions know no stages.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(crate) fn is_draft(&self) -> bool {
        *self == Self::Draft
    }
}

/// The last step of an assessment from one stage to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageStep {
    /// When, by the clock of the computer.
    pub at: Stamp,
    /// Who took it there; for a step that was undone, who undid it.
    pub by: String,
}

/// Refuses to touch an assessment that is final.
pub(crate) fn check_open(conn: &Connection, ids: Ids) -> Result<(), Problem> {
    match assessment::read(conn, ids)? {
        Some(found) if found.stage == Stage::Final => Err(StoreError::Final { assessment: found.title() }.into()),
        _ => Ok(()),
    }
}

impl Engagement {
    /// How an assessment came to the stage at which it stands; none while it never left the one that it began with.
    ///
    /// # Errors
    /// [`StoreError::TrailBroken`] for a row that was altered: a forged past is not told.
    pub fn stage_step(&self, assessment: i64) -> Result<Option<StageStep>, StoreError> {
        self.look(|conn, _| {
            let address = Address::new(assessment, Subject::Assessment).to_string();
            for row in audit::select(conn, "subject = ?1", params![address])?.into_iter().rev() {
                let event = Event::of(row)?;
                match (event.before, event.after) {
                    (Some(State::Assessment(before)), Some(State::Assessment(after))) if before.stage == after.stage => {}
                    (Some(State::Assessment(_)), Some(_)) => return Ok(Some(StageStep { at: event.at, by: event.actor })),
                    _ => break,
                }
            }
            Ok(None)
        })
    }

    /// Hands a draft to its reviewers. Answers can still be mended, and comments made and resolved.
    ///
    /// # Errors
    /// [`StoreError::WrongStage`] when it is no draft.
    pub fn submit_for_review(&mut self, actor: &str) -> Result<Change, StoreError> {
        self.move_stage(Action::SubmitForReview, (Stage::Draft, Stage::InReview), actor)
    }

    /// Gives an assessment in review back as a draft, for a reason.
    ///
    /// # Errors
    /// [`StoreError::WrongStage`] when it is not in review, [`StoreError::Blank`] without a reason.
    pub fn return_to_draft(&mut self, reason: &str, actor: &str) -> Result<Change, StoreError> {
        self.with_reason(reason)?.move_stage(Action::ReturnToDraft, (Stage::InReview, Stage::Draft), actor)
    }

    /// Makes an assessment in review final: from then on neither an edit nor undo or redo changes it, and while it is worked on
    /// no edit changes what belongs to the whole file. Another assessment can be begun from it, and what is known of the institution
    /// changes with that one: what it was for the final one, the past tells.
    ///
    /// # Errors
    /// [`StoreError::WrongStage`] when it is not in review, [`StoreError::OpenComments`] while a comment is open.
    pub fn finalise(&mut self, actor: &str) -> Result<Change, StoreError> {
        self.move_stage(Action::Finalise, (Stage::InReview, Stage::Final), actor)
    }

    fn move_stage(&mut self, action: Action, (from, to): (Stage, Stage), actor: &str) -> Result<Change, StoreError> {
        self.edit_one(action, actor, |conn, ids, _| {
            let before = assessment::present(conn, ids)?;
            if before.stage != from {
                return Err(StoreError::WrongStage { assessment: before.title(), stage: before.stage, needed: from }.into());
            }
            if to == Stage::Final {
                let count = comment::open_count(conn, ids)?;
                if count > 0 {
                    return Err(StoreError::OpenComments { assessment: before.title(), count }.into());
                }
            }
            Ok((Subject::Assessment, Some(State::Assessment(Assessment { stage: to, ..before }))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_equals_its_json() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()).unwrap(), stage);
            assert_eq!(serde_json::to_string(&stage).unwrap(), format!("\"{}\"", stage.as_str()));
        }
        assert!(Stage::parse("FINAL").is_err());
    }
}
