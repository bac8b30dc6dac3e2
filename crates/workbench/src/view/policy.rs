//! The page 政策对照.

use super::answer::EvidenceView;
use super::common::{Language, Text};
use super::engagement::StatusView;
use super::result::ChangeView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The page 政策对照: every policy document with what the assessment says of its clauses.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoliciesView {
    /// The documents.
    pub documents: Vec<PolicyView>,
    /// Score from which a clause is ready.
    pub ready_line: f64,
    /// Score from which a clause is partly ready.
    pub partly_line: f64,
    /// Why the lines stand there.
    pub lines_reason: Text,
    /// What an inference is not: 推断，不代表监管结论.
    pub caution: Text,
    /// Commentaries.
    pub guides: Vec<GuideView>,
    /// Dates that concern this kind of institution.
    pub calendar: CalendarView,
}

/// A policy document.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyView {
    /// Id such as `nfra-2025-95`.
    pub id: String,
    /// Document number as issued.
    pub number: Option<String>,
    /// Title.
    pub title: Text,
    /// Title in traditional script.
    pub title_hant: Option<String>,
    /// Name for narrow places.
    pub short: Text,
    /// Issuing body.
    pub publisher: Text,
    /// Day or month of issue.
    pub date: String,
    /// What it wants; our words.
    pub summary: Text,
    /// The finding: `28项机构任务，11项达到就绪线`.
    pub finding: Text,
    /// How many clauses stand how.
    pub counts: PolicyCountsView,
    /// Chapters, in order.
    pub groups: Vec<ClauseGroupView>,
    /// Clauses, in order.
    pub clauses: Vec<PolicyClauseView>,
}

/// How many clauses of a document stand how. `ready + partly + gap + pending + none + excluded` are the binding ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyCountsView {
    /// Clauses on which institutions have to act.
    pub binding: u32,
    /// Ready.
    pub ready: u32,
    /// Partly ready.
    pub partly: u32,
    /// With a gap.
    pub gap: u32,
    /// Waiting for answers.
    pub pending: u32,
    /// Nothing can be inferred; to be judged directly.
    pub none: u32,
    /// Judged 不适用.
    pub excluded: u32,
    /// For supervisors, or aims that bind nobody to a single act.
    pub not_binding: u32,
    /// Binding ones without any evidence.
    pub without_evidence: u32,
    /// Judged directly.
    pub judged: u32,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClauseGroupView {
    /// Id within the document.
    pub id: String,
    /// As the document numbers it.
    pub ordinal: String,
    /// Heading.
    pub name: Text,
    /// Heading in traditional script.
    pub name_hant: Option<String>,
    /// Name for narrow places.
    pub short: Text,
    /// Clauses in it.
    pub clauses: u32,
    /// Mean readiness score of its binding clauses that have one, 0–100.
    pub mean: Option<f64>,
}

/// How a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ClauseStatusView {
    /// 已就绪.
    Ready,
    /// 基本就绪.
    Partly,
    /// 存在缺口.
    Gap,
    /// 待补评: a necessary indicator is unanswered.
    Pending,
    /// 待判断: no indicator carries a result.
    None,
    /// 不适用: judged so.
    Excluded,
    /// Not for institutions.
    NotBinding,
}

/// A clause with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyClauseView {
    /// `nfra-2025-95/13`.
    pub id: String,
    /// Number within the document.
    pub number: String,
    /// As it is cited: `第13项`.
    pub cited: Text,
    /// Index of its chapter.
    pub group: u32,
    /// Official heading.
    pub heading: Text,
    /// Official heading in traditional script.
    pub heading_hant: Option<String>,
    /// `institution`, `supervisor`, `both` or `general`.
    pub binds: String,
    /// Why it is read so.
    pub binds_reason: Option<Text>,
    /// What it asks for; our words.
    pub summary: Text,
    /// How it stands: the judgement where there is one, else the inference.
    pub status: ClauseStatusView,
    /// Linked indicators, the ones that carry a result first.
    pub links: Vec<PolicyLinkView>,
    /// What can be inferred.
    pub inference: InferenceView,
    /// What somebody decided, overriding the inference.
    pub judgement: Option<JudgementView>,
    /// Evidence that belongs to the clause itself.
    pub evidence: Vec<EvidenceView>,
    /// Pieces of evidence of the clause and of its necessary indicators.
    pub evidence_count: u32,
}

/// A linked indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyLinkView {
    /// Indicator id.
    pub indicator: String,
    /// Code such as `B4.1`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Which dimension's hue, 0–2.
    pub hue: u8,
    /// `covers`, `partly` or `relates`.
    pub strength: String,
    /// Why.
    pub reason: Text,
    /// Its score, 0–100.
    pub score: Option<f64>,
    /// Its level.
    pub level: Option<u8>,
    /// 不适用 for this institution.
    pub not_applicable: bool,
    /// Whether it decides the inference.
    pub weakest: bool,
}

/// What the linked indicators allow to infer.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InferenceView {
    /// The status.
    pub status: ClauseStatusView,
    /// The lowest score among the necessary indicators; an upper bound while `at_most`.
    pub score: Option<f64>,
    /// Some necessary indicator is unanswered: the score can only fall.
    pub at_most: bool,
    /// Distance to the line of readiness, between displayed values; negative falls short.
    pub gap: Option<f64>,
    /// The scores are ready, but the indicators leave a part of the clause open.
    pub capped: bool,
    /// How it came about, in a sentence.
    pub sentence: Text,
    /// Whether the indicators together answer the clause, and what they leave open.
    pub complete: bool,
    /// What they leave open, or why they are complete.
    pub coverage_reason: Option<Text>,
}

/// The verdict on a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VerdictView {
    /// 已落实.
    Met,
    /// 部分落实.
    PartlyMet,
    /// 未落实.
    NotMet,
    /// 不适用.
    NotApplicable,
}

/// A direct judgement of a clause.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JudgementView {
    /// The verdict; `None` while only a rationale was written.
    pub verdict: Option<VerdictView>,
    /// Why.
    pub rationale: String,
    /// Last change, `2026-03-18 14:30`.
    pub updated: String,
}

/// What the window sends to judge a clause; `None` leaves a part as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JudgementPatch {
    /// New verdict.
    pub verdict: Option<VerdictChange>,
    /// New rationale.
    pub rationale: Option<String>,
}

/// A change of the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum VerdictChange {
    /// Back to the inference.
    Cleared,
    /// This verdict.
    Set {
        /// The verdict.
        verdict: VerdictView,
    },
}

/// What comes back after a change on this page.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PolicyUpdateView {
    /// The page.
    pub policies: PoliciesView,
    /// Saved state.
    pub status: StatusView,
    /// What was done, for the message with 撤销.
    pub change: Option<ChangeView>,
}

/// A commentary that helps to read a document.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GuideView {
    /// Document id.
    pub policy: String,
    /// Title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Day.
    pub date: String,
    /// What it is and is not.
    pub note: Text,
    /// Directions it finds.
    pub directions: Vec<DirectionView>,
    /// What it says to kinds of institution; `own` marks this institution's.
    pub paths: Vec<PathView>,
}

/// A direction that a commentary finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DirectionView {
    /// Id.
    pub id: String,
    /// As it is counted: `其一`.
    pub ordinal: String,
    /// Name.
    pub name: Text,
    /// What it says; our words.
    pub summary: Text,
    /// Ids of the clauses.
    pub clauses: Vec<String>,
}

/// What a commentary says to kinds of institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PathView {
    /// Name.
    pub name: Text,
    /// What it says; our words.
    pub summary: Text,
    /// Whether it speaks to this kind of institution.
    pub own: bool,
}

/// Dates that concern this kind of institution.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CalendarView {
    /// Title.
    pub title: Text,
    /// 来源：中国信息通信研究院.
    pub attribution: Text,
    /// Entries: what comes next first, then what was issued, newest first.
    pub entries: Vec<CalendarEntryView>,
}

/// One entry of the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CalendarEntryView {
    /// Id.
    pub id: String,
    /// `issued`, `effective` or `yearly`.
    pub kind: String,
    /// The date as people read it: `2025年4月`, `每年1月15日`.
    pub date: Text,
    /// Next time it falls, `2027-01-15`; for yearly duties only.
    pub next: Option<String>,
    /// Days until then.
    pub days: Option<i32>,
    /// The rule, or the duty.
    pub title: Text,
    /// Who issued it.
    pub publisher: Text,
    /// What an institution does because of it.
    pub duty: Text,
    /// Where it stands in the source.
    pub source: Text,
    /// Indicators it concerns.
    pub indicators: Vec<CalendarIndicatorView>,
    /// Ids of clauses it concerns.
    pub clauses: Vec<String>,
}

/// An indicator that an entry of the calendar concerns.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CalendarIndicatorView {
    /// Indicator id.
    pub id: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Its level now.
    pub level: Option<u8>,
}

/// What the page sends to write the coverage matrix.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CoverageExportRequest {
    /// Document id; `None` for all.
    pub policy: Option<String>,
    /// Folder to write into; created when missing.
    pub folder: String,
    /// Language of the files.
    pub language: Language,
    /// Excel workbook.
    pub xlsx: bool,
    /// Chart as SVG.
    pub svg: bool,
    /// Chart as PNG, 300 dpi.
    pub png: bool,
}
