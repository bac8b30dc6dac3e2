//! Assessments, their stages and snapshots, and the comments of reviewers.

use super::common::Text;
use super::result::UpdateView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// How far an assessment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StageView {
    /// 草稿.
    Draft,
    /// 复核中.
    InReview,
    /// 定稿: locked, can only be copied on.
    Final,
}

/// The assessment that is worked on, as it goes with every saved state. Undo and redo may change which one that is: then the page
/// asks for the engagement anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentStatusView {
    /// Its number in the file.
    pub id: i32,
    /// Its name, or its year where it has none.
    pub title: Text,
    /// How far it has come.
    pub stage: StageView,
    /// How it came to that stage; `None` for a draft.
    pub stage_step: Option<StageStepDoneView>,
    /// Comments on it that are open.
    pub open_comments: u32,
}

/// The step that led an assessment to its stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageStepDoneView {
    /// Who made it.
    pub by: String,
    /// When, `2026-03-18 14:30` local.
    pub at: String,
}

/// One assessment of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentView {
    /// Its number in the file.
    pub id: i32,
    /// Its name, or its year where it has none.
    pub title: Text,
    /// Its name; empty where it has none.
    pub name: String,
    /// The year it speaks of.
    pub year: i32,
    /// How far it has come.
    pub stage: StageView,
    /// How it came to that stage; `None` for a draft.
    pub stage_step: Option<StageStepDoneView>,
    /// When it was begun, `2026-03-18 14:30` local.
    pub begun: String,
    /// The assessment whose content it began with.
    pub copied_from: Option<i32>,
    /// Whether it is worked on.
    pub current: bool,
}

/// Another assessment to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BeginAssessmentRequest {
    /// What people call it.
    pub name: String,
    /// The year it speaks of.
    pub year: i32,
    /// The assessment whose content it takes over, each answer marked for a new look; `None` for an empty one.
    pub copy_from: Option<i32>,
}

/// A named moment of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotView {
    /// Its number in the file.
    pub id: i32,
    /// The assessment it belongs to.
    pub assessment: i32,
    /// What people call it.
    pub name: String,
    /// Who took it.
    pub by: String,
    /// When it was taken, `2026-03-18 14:30` local.
    pub at: String,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CommentView {
    /// Its number in the file.
    pub id: i32,
    /// The indicator or other node it is on; `None` for the whole assessment.
    pub about: Option<String>,
    /// The same in words: code and name, or 整个评估.
    pub name: Text,
    /// What it says.
    pub text: String,
    /// Who made it.
    pub author: String,
    /// When, `2026-03-18 14:30` local.
    pub at: String,
    /// How it was resolved; `None` while it is open.
    pub resolution: Option<ResolutionView>,
}

/// How a comment was resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResolutionView {
    /// By whom.
    pub by: String,
    /// When, `2026-03-18 14:30` local.
    pub at: String,
    /// What was changed, or why nothing was.
    pub how: String,
}

/// A comment to be made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CommentRequest {
    /// The indicator or other node; `None` for the whole assessment.
    pub about: Option<String>,
    /// What it says.
    pub text: String,
    /// The role that makes it, such as 复核人; empty for the assessor.
    pub by: String,
}

/// What an assessment lacks before its next stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ObstacleKind {
    /// Comments that are open.
    OpenComments,
    /// Indicators that nobody has answered.
    Unanswered,
    /// Answers that were carried over and need a new look.
    NeedsNewLook,
    /// Answered indicators without evidence.
    MissingEvidence,
}

/// Something that stands in the way of the next stage, or only ought to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ObstacleView {
    /// What it is.
    pub kind: ObstacleKind,
    /// Whether the step cannot be made; otherwise it is only told.
    pub blocks: bool,
    /// The same in a sentence.
    pub message: Text,
    /// The indicators or other nodes that it is about, in tree order.
    pub nodes: Vec<String>,
}

/// A step to another stage that begins where the assessment is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageStepView {
    /// Where it leads.
    pub to: StageView,
    /// Whether a reason has to be given.
    pub needs_reason: bool,
    /// What is in the way or ought to be known.
    pub obstacles: Vec<ObstacleView>,
    /// What has to be said before; such as that a final assessment is locked.
    pub warning: Option<Text>,
}

/// A step to another stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageRequest {
    /// Where it leads.
    pub to: StageView,
    /// Why; needed to give an assessment in review back as a draft.
    pub reason: String,
    /// The role that makes it, such as 复核人; empty for the assessor.
    pub by: String,
}

/// Everything about review of the assessment in front, and what else the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    /// Every assessment of the file, in the order in which they were begun.
    pub assessments: Vec<AssessmentView>,
    /// Comments on the one in front, oldest first.
    pub comments: Vec<CommentView>,
    /// The steps that can follow; none from a final one.
    pub steps: Vec<StageStepView>,
    /// The snapshots of all assessments, oldest first.
    pub snapshots: Vec<SnapshotView>,
}

/// What a change of comments, stage or snapshots gives back.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewUpdateView {
    /// Comments, stage, snapshots.
    pub review: ReviewView,
    /// Answers, result and saved state.
    pub update: UpdateView,
}
