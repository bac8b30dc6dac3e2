//! What the workbook of policy coverage is made from.

use super::{Evidence, Language};

/// Everything that the workbook of policy coverage (政策对照表) shows. Names and sentences are in [`CoverageInput::language`] already.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageInput {
    /// Language of the fixed texts.
    pub language: Language,
    /// Name of the institution that was assessed.
    pub institution: String,
    /// What kind of institution it is, as people read it (城市商业银行).
    pub institution_type: String,
    /// Year of the assessment.
    pub year: i32,
    /// When the workbook was made: `YYYY-MM-DD HH:MM`. Also the creation date of the document.
    pub generated_at: String,
    /// Version of the product, as people read it (`0.1.0`).
    pub product_version: String,
    /// A sentence on confidentiality for the cover and the page footers; may be empty.
    pub confidential_note: String,
    /// What readiness is not (就绪度由关联指标推断，不代表监管结论); at the foot of every page.
    pub caution: String,
    /// The evaluation model whose indicators are linked.
    pub model: ModelIdentity,
    /// Where readiness begins.
    pub lines: ReadinessLines,
    /// The policy documents, in order. At least one; a document may be without clauses.
    pub documents: Vec<CoverageDocument>,
}

/// Which evaluation model it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelIdentity {
    /// Name.
    pub name: String,
    /// Semantic version.
    pub version: String,
    /// Content digest.
    pub digest: String,
}

/// Scores from which a clause counts as answered: 0 ≤ `partly` ≤ `ready` ≤ 100.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadinessLines {
    /// From here it is ready.
    pub ready: f64,
    /// From here it is partly ready.
    pub partly: f64,
    /// Why the lines stand there.
    pub reason: String,
}

/// A policy document.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageDocument {
    /// Title.
    pub title: String,
    /// Name for narrow places and for the tab of its sheet (2022指导意见).
    pub short: String,
    /// Number as issued (金办发〔2025〕95号); may be empty.
    pub number: String,
    /// Who issued it.
    pub publisher: String,
    /// Day or month of issue.
    pub date: String,
    /// How the institution stands to it, in a sentence.
    pub finding: String,
    /// How many clauses stand how.
    pub counts: CoverageCounts,
    /// Chapters, in order; one without clauses is not shown.
    pub chapters: Vec<Chapter>,
}

/// How many clauses of a document stand how. `ready + partly + gap + pending + undetermined + excluded` make `binding`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CoverageCounts {
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
    /// Nothing can be inferred.
    pub undetermined: u32,
    /// Judged 不适用.
    pub excluded: u32,
    /// Not for institutions.
    pub not_binding: u32,
    /// Binding ones without any evidence.
    pub without_evidence: u32,
    /// Judged directly.
    pub judged: u32,
}

/// A chapter of a policy document.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Ordinal and name: （一）建立健全数字金融治理机制.
    pub name: String,
    /// Clauses, in order.
    pub clauses: Vec<Clause>,
}

/// A numbered clause with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Number within the document (`13`).
    pub number: String,
    /// As it is cited (第13项).
    pub cited: String,
    /// Official heading.
    pub heading: String,
    /// Official heading in traditional script.
    pub heading_hant: Option<String>,
    /// Who has to act.
    pub binds: Binds,
    /// Why it is read so, where it is not plain.
    pub binds_reason: Option<String>,
    /// What it asks for, in our words.
    pub summary: String,
    /// How it stands: the judgement where there is one, else the inference.
    pub status: ClauseStatus,
    /// What the linked indicators allow to infer; not shown where the clause does not bind institutions.
    pub inference: Inference,
    /// What somebody decided about the clause itself.
    pub judgement: Option<Judgement>,
    /// Evidence that belongs to the clause itself.
    pub evidence: Vec<Evidence>,
    /// Pieces of evidence of the clause and of its necessary indicators.
    pub evidence_count: u32,
    /// Linked indicators.
    pub links: Vec<ClauseLink>,
}

/// Who has to act on a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binds {
    /// Institutions.
    Institution,
    /// Supervisors.
    Supervisor,
    /// Institutions and supervisors.
    Both,
    /// Nobody to a single act: aims and principles.
    General,
}

/// How a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseStatus {
    /// 已就绪.
    Ready,
    /// 基本就绪.
    Partly,
    /// 存在缺口.
    Gap,
    /// 待补评: a necessary indicator is unanswered.
    Pending,
    /// 待判断: no indicator carries a result.
    Undetermined,
    /// 不适用: judged so.
    Excluded,
    /// Not for institutions.
    NotBinding,
}

/// What the linked indicators allow to infer.
#[derive(Debug, Clone, PartialEq)]
pub struct Inference {
    /// The status before any judgement.
    pub status: ClauseStatus,
    /// Lowest score among the necessary links that are answered, 0–100; an upper bound while one of them is unanswered.
    pub score: Option<f64>,
    /// How it came about, in a sentence.
    pub sentence: String,
    /// Whether the model states that all linked indicators together answer the whole clause.
    pub stated: bool,
    /// Whether those that apply answer it: one covers it by itself, or all were stated to and none of the necessary ones is 不适用.
    pub complete: bool,
    /// What they leave open, or why they are complete.
    pub coverage_reason: Option<String>,
}

/// A direct judgement of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict; `None` while only a rationale was written.
    pub verdict: Option<Verdict>,
    /// Why.
    pub rationale: String,
    /// Last change, as people read it.
    pub updated: String,
}

/// The verdict on a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// 已落实.
    Met,
    /// 部分落实.
    PartlyMet,
    /// 未落实.
    NotMet,
    /// 不适用.
    NotApplicable,
}

/// A link from a clause to an indicator of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct ClauseLink {
    /// Identifier of the indicator. Links with the same one agree in code, name and result.
    pub indicator: String,
    /// Its code (`B4.1`).
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its result, the same in every link.
    pub result: IndicatorResult,
    /// How much it says about the clause.
    pub strength: LinkStrength,
    /// Why.
    pub reason: String,
    /// Whether it decides the inference.
    pub weakest: bool,
}

/// What is known of a linked indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum IndicatorResult {
    /// It is answered.
    Scored {
        /// 0–100.
        score: f64,
        /// 1–5.
        level: Option<u8>,
    },
    /// Not answered yet.
    Unanswered,
    /// 不适用 for this institution.
    NotApplicable,
}

/// How much an indicator says about a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkStrength {
    /// Answers the clause.
    Covers,
    /// Answers a part of it.
    Partly,
    /// Has to do with it; never carries a result.
    Relates,
}

impl LinkStrength {
    /// Whether the inference rests on the link.
    pub(crate) fn is_necessary(self) -> bool {
        self != Self::Relates
    }
}
