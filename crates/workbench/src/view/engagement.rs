//! The open file and its saved state.

use super::answer::AnswerView;
use super::common::Text;
use super::model::ModelView;
use super::result::ResultView;
use super::review::AssessmentStatusView;
use super::start::InstitutionKindView;
use serde::Serialize;
use specta::Type;

/// The open engagement: model, answers and result.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EngagementView {
    /// Full path.
    pub path: String,
    /// File name.
    pub file_name: String,
    /// Whether the file is encrypted.
    pub encrypted: bool,
    /// What the user should know since the file was opened.
    pub notices: Vec<OpeningNoticeView>,
    /// Institution.
    pub institution: String,
    /// Kind of the institution.
    pub kind: InstitutionKindView,
    /// Assessed year.
    pub year: i32,
    /// Whether this is the sample with its fictional institution.
    pub sample: bool,
    /// The model the engagement carries.
    pub model: ModelView,
    /// One answer for each indicator, in tree order.
    pub answers: Vec<AnswerView>,
    /// The result of these answers.
    pub result: ResultView,
    /// Saved state and undo.
    pub status: StatusView,
    /// Whose scores the peer line of the radar shows.
    pub peers: Option<PeerGroupView>,
}

/// What happened when the file was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpeningNoticeView {
    /// `true` for something that wants mending, `false` for something that was mended.
    pub warning: bool,
    /// What happened.
    pub message: Text,
}

/// The group behind the peer line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeerGroupView {
    /// Name of the group.
    pub label: String,
    /// Number of institutions.
    pub size: u32,
    /// Whether the figures are for demonstration only.
    pub illustrative: bool,
}

/// Saved state of the open file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusView {
    /// Time of the last committed change, `14:32` local.
    pub saved_at: String,
    /// Date and time of the last committed change, `2026-03-18 14:32` local.
    pub saved_stamp: String,
    /// Whether undo has something to undo.
    pub can_undo: bool,
    /// Whether redo has something to redo.
    pub can_redo: bool,
    /// The assessment that is worked on.
    pub assessment: AssessmentStatusView,
}
