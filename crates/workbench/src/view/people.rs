//! Respondents, their questionnaires, and what their responses come to.

use super::answer::{ConfidenceView, ValueView};
use super::common::{Language, Text};
use super::report::ExportView;
use super::result::UpdateView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a respondent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RespondentKindView {
    /// 部门.
    Department,
    /// 个人.
    Person,
}

/// How an assessment comes from responses to answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConsensusRuleView {
    /// Responses stand beside the answers and change none of them.
    None,
    /// The lower median.
    Median,
    /// The mean; of a rubric rounded to the nearest level, half down.
    Mean,
    /// What a workshop agrees on.
    Moderated,
}

/// What an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum BasisView {
    /// Somebody answered directly.
    Single,
    /// The median of responses.
    Median {
        /// Of how many.
        responses: u32,
    },
    /// The mean of responses.
    Mean {
        /// Of how many.
        responses: u32,
    },
    /// What people agreed on.
    Moderated,
}

/// On what the answers of an assessment, or of a part of it, rest: how many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RestsOnView {
    /// Answered directly, where nobody was asked.
    pub direct: u32,
    /// The median of responses.
    pub median: u32,
    /// The mean of responses.
    pub mean: u32,
    /// A value that people agreed on.
    pub moderated: u32,
    /// Of all these, carried over and waiting for a new look.
    pub needs_new_look: u32,
}

/// A respondent to be added, or what one is to become.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RespondentRequest {
    /// A department or a role.
    pub name: String,
    /// What it is.
    pub kind: RespondentKindView,
    /// What it is asked about: ids or codes of dimensions, domains or indicators; `root` or `all` is everything.
    pub share: Vec<String>,
}

/// A respondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RespondentView {
    /// Number in the file.
    pub id: i32,
    /// A department or a role.
    pub name: String,
    /// What it is.
    pub kind: RespondentKindView,
    /// Indicators that it is asked about, in tree order.
    pub share: Vec<String>,
    /// How many of them it gave a value for.
    pub answered: u32,
    /// When a questionnaire was made for it last, `2026-03-18 14:30`.
    pub sent: Option<String>,
    /// When a response of it was received last, `2026-03-18 14:30`.
    pub received: Option<String>,
}

/// What one respondent said of one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResponseView {
    /// Number of the respondent.
    pub respondent: i32,
    /// Value; unanswered where only words were given.
    pub value: ValueView,
    /// The level on which it stands; none for 不适用 and without a value.
    pub level: Option<u8>,
    /// Confidence, when given.
    pub confidence: Option<ConfidenceView>,
    /// Why.
    pub rationale: String,
    /// What is named as evidence.
    pub evidence: Vec<String>,
    /// The file it was read from; empty when it was typed.
    pub file_name: String,
    /// When it was received, `2026-03-18 14:30`.
    pub received: String,
}

/// What the responses to one indicator come to.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorConsensusView {
    /// Indicator.
    pub indicator: String,
    /// How many respondents are asked.
    pub asked: u32,
    /// What they said, in the order of respondents.
    pub responses: Vec<ResponseView>,
    /// The lower median.
    pub median: ValueView,
    /// The mean, of a rubric rounded to a level.
    pub mean: ValueView,
    /// The mean before it is rounded: of levels, or of figures.
    pub mean_exact: Option<f64>,
    /// Points (0–100) of the unrounded mean of a rubric.
    pub mean_points: Option<f64>,
    /// Highest minus lowest level.
    pub spread: Option<u8>,
    /// Whether people have to talk: two levels apart or more, or exactly half say 不适用.
    pub disputed: bool,
    /// The answer that counts.
    pub value: ValueView,
    /// What it rests on.
    pub basis: BasisView,
    /// Why it counts.
    pub rationale: String,
}

/// How far respondents agree over the whole assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResponseAgreementView {
    /// Krippendorff's alpha of the levels, ordinal; none when nothing can be compared.
    pub alpha: Option<f64>,
    /// Indicators with at least two levels.
    pub indicators: u32,
    /// Levels that were compared.
    pub values: u32,
    /// What that means.
    pub meaning: Text,
}

/// The page 协作.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamView {
    /// Rule in force.
    pub rule: ConsensusRuleView,
    /// Respondents in their order.
    pub respondents: Vec<RespondentView>,
    /// Indicators that apply and nobody is asked about, in tree order.
    pub uncovered: Vec<String>,
    /// Indicators with at least one response, in tree order.
    pub indicators: Vec<IndicatorConsensusView>,
    /// How many of them are disputed.
    pub disputed: u32,
    /// How many disputed ones have a moderated value.
    pub settled: u32,
    /// Answers that no longer are what the rule makes of the responses.
    pub outdated: u32,
    /// Agreement.
    pub agreement: ResponseAgreementView,
}

/// What a change on the page 协作 gives back.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TeamUpdateView {
    /// The page.
    pub team: TeamView,
    /// Answers, result and saved state.
    pub update: UpdateView,
}

/// What the window sends to write questionnaires.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuestionnaireExportRequest {
    /// Folder, made when it is missing.
    pub folder: String,
    /// Numbers of respondents; empty for all that have a share.
    pub respondents: Vec<i32>,
    /// Language of the questionnaires.
    pub language: Language,
    /// Until when answers are wanted; may be empty.
    pub deadline: String,
    /// Where filled files go; may be empty.
    pub return_to: String,
    /// Whom to ask; may be empty.
    pub contact: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuestionnaireExportView {
    /// The files.
    pub export: ExportView,
    /// The page, with who was sent one.
    pub team: TeamUpdateView,
}

/// What becomes of a response in a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReturnedState {
    /// There is none in the file yet.
    New,
    /// It takes the place of an earlier one.
    Changed,
    /// It says what stands in the file.
    Unchanged,
    /// What stands in the file was received after the questionnaire was made, and differs: it stays unless somebody decides otherwise.
    Conflict,
}

/// A response in a questionnaire.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReturnedResponseView {
    /// Indicator.
    pub indicator: String,
    /// What becomes of it.
    pub state: ReturnedState,
    /// What it says.
    pub response: ResponseView,
    /// What stands in the file.
    pub before: Option<ResponseView>,
    /// The cell of the answer.
    pub cell: String,
    /// What is to be known since the model changed.
    pub note: Option<Text>,
}

/// Something in a questionnaire that was not taken, or ought to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReturnedRemarkView {
    /// Sheet and cell, `问卷!F12`.
    pub place: String,
    /// Indicator, where one is concerned.
    pub indicator: Option<String>,
    /// What, why, and what to do.
    pub message: Text,
}

/// A questionnaire that came back.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReturnedFileView {
    /// Full path.
    pub path: String,
    /// File name.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Number of the respondent; none when the file is refused as a whole.
    pub respondent: Option<i32>,
    /// Why the file is refused as a whole.
    pub refusal: Option<Text>,
    /// Since the questionnaire belongs to another version of the model: what carries over.
    pub carried: Option<Text>,
    /// When it was made.
    pub issued: String,
    /// Who filled it in.
    pub completed_by: String,
    /// What else they say.
    pub remarks: String,
    /// Its responses.
    pub responses: Vec<ReturnedResponseView>,
    /// What was not taken.
    pub refused: Vec<ReturnedRemarkView>,
    /// What ought to be known.
    pub notices: Vec<ReturnedRemarkView>,
}

/// What an import of questionnaires would do.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuestionnaireImportView {
    /// The files in the order they were given.
    pub files: Vec<ReturnedFileView>,
    /// New responses.
    pub new: u32,
    /// Changed ones.
    pub changed: u32,
    /// Unchanged ones.
    pub unchanged: u32,
    /// Conflicts.
    pub conflicts: u32,
    /// Files and cells that are not taken.
    pub refused: u32,
    /// Answers that change by the rule in force, while conflicts stay as they are.
    pub answers: u32,
}

/// A file as it was previewed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReturnedFileKey {
    /// Full path.
    pub path: String,
    /// SHA-256 of its bytes.
    pub digest: String,
}

/// A conflict that is decided for the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecidedConflict {
    /// Which file, from 0.
    pub file: u32,
    /// Indicator.
    pub indicator: String,
}

/// What the window sends to take questionnaires over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuestionnaireImportRequest {
    /// The files as they were previewed.
    pub files: Vec<ReturnedFileKey>,
    /// Conflicts in which the questionnaire counts; in the others what stands in the file stays.
    pub take: Vec<DecidedConflict>,
}
