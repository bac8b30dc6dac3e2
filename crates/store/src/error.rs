//! What can go wrong, with a stable code and a sentence for people in Chinese and in English.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use crate::{DocumentKind, Holder, Stage, Subject};

/// The same sentence in both languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// Why the engagement file could not be opened, read or changed. In every case what was saved before is still there.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such file or folder.
    NotFound {
        /// What was looked for.
        path: PathBuf,
    },
    /// A new engagement would have replaced a file.
    AlreadyExists {
        /// The file that is there.
        path: PathBuf,
    },
    /// The file is something else.
    NotAnEngagement {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer program.
    Newer {
        /// The file.
        path: PathBuf,
        /// The schema version in the file.
        found: i32,
        /// The newest version this program knows.
        known: i32,
    },
    /// The end of the file is missing.
    Truncated {
        /// The file.
        path: PathBuf,
        /// Bytes that the file says it has.
        expected: u64,
        /// Bytes that are there.
        actual: u64,
    },
    /// The inside of the file is damaged.
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What was found, for support.
        detail: String,
    },
    /// The file or its folder cannot be written.
    ReadOnly {
        /// The file or folder that refuses.
        path: PathBuf,
    },
    /// The operating system does not let this user read the file.
    NoAccess {
        /// The file.
        path: PathBuf,
    },
    /// The file is open elsewhere.
    InUse {
        /// The file.
        path: PathBuf,
        /// Who has it open, where that can be read.
        holder: Option<Holder>,
    },
    /// The file is encrypted, and no passphrase was given.
    PassphraseNeeded {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase does not fit the file, or the start of the file is damaged: the two cannot be told apart.
    WrongPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// After wrong passphrases the next try has to wait. Nothing was tried.
    TooSoon {
        /// The file.
        path: PathBuf,
        /// How much longer.
        wait: Duration,
    },
    /// A new passphrase is too short.
    PassphraseTooShort {
        /// The fewest characters.
        least: usize,
    },
    /// The file would have been brought to a newer format, and the backup that has to come before could not be made.
    NoBackup {
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: Box<StoreError>,
    },
    /// There is no room left.
    DiskFull {
        /// The file that could not grow.
        path: PathBuf,
    },
    /// The disk or the network drive failed.
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system said, for support.
        detail: String,
    },
    /// The write-ahead log beside the file was written for another state of it.
    ForeignLog {
        /// The log.
        path: PathBuf,
    },
    /// The path is longer than the file format can take.
    PathTooLong {
        /// The path.
        path: PathBuf,
    },
    /// A number is not a number, or infinite.
    NotFinite {
        /// Which one.
        field: Field,
    },
    /// A text is over its limit.
    TooLong {
        /// Which one.
        field: Field,
        /// Characters allowed.
        limit: usize,
        /// Characters given.
        actual: usize,
    },
    /// A text that must not be empty is.
    Blank {
        /// Which one.
        field: Field,
    },
    /// The thing to be changed is not in the file.
    Unknown {
        /// What was meant.
        subject: Subject,
    },
    /// A change cannot be taken back or made again, because the thing was changed by other hands since.
    UndoConflict {
        /// What it is about.
        subject: String,
    },
    /// An upgrade of the model would put one answer over another.
    UpgradeConflict {
        /// The indicator whose answer would move.
        from: String,
        /// The indicator that has an answer already, or would get a second one.
        onto: String,
    },
    /// The audit trail does not fit together or does not fit the data, so that the past cannot be told from it.
    TrailBroken {
        /// The row at which it was noticed.
        seq: i64,
    },
    /// The assessment is final.
    Final {
        /// What it is called.
        assessment: String,
    },
    /// The step leads from another stage than the assessment is in.
    WrongStage {
        /// What it is called.
        assessment: String,
        /// Where it is.
        stage: Stage,
        /// Where the step begins.
        needed: Stage,
    },
    /// An assessment cannot be made final while comments on it are open.
    OpenComments {
        /// What it is called.
        assessment: String,
        /// How many are open.
        count: u32,
    },
    /// There is no such assessment in the file.
    UnknownAssessment {
        /// The number that was meant.
        id: i64,
    },
    /// What was given as a link is none that may be offered as one.
    BadLink {
        /// The title of the piece of evidence.
        title: String,
    },
    /// A file is too large to be attached.
    TooLarge {
        /// Its name.
        name: String,
        /// Bytes allowed.
        limit: u64,
        /// Bytes given.
        actual: u64,
    },
    /// A file outside of the engagement could not be read or written.
    Transfer {
        /// What the system said, for support.
        detail: String,
    },
    /// Two files that are to be merged are not copies of one engagement: their audit trails do not begin alike.
    NotCopies {
        /// The one.
        a: PathBuf,
        /// The other.
        b: PathBuf,
    },
    /// A merge needs more decisions than there are.
    Undecided {
        /// How many conflicts nobody decided.
        count: usize,
    },
    /// A file that is to be merged or redacted does not pass the check.
    Unsound {
        /// The file.
        path: PathBuf,
    },
    /// A decision is about something on which the two copies do not differ.
    NoConflict {
        /// What was decided.
        subject: String,
    },
    /// A decision is against an assessment that is final in the copy that goes first.
    FinalStays {
        /// What it is called.
        assessment: String,
    },
    /// A fault of the program.
    Internal {
        /// What happened, for support.
        detail: String,
    },
}

/// The input that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is named for the input")]
pub enum Field {
    Actor,
    Indicator,
    Clause,
    AnswerNumber,
    AnswerItem,
    Rationale,
    InstitutionName,
    InstitutionKind,
    Target,
    EvidenceAbout,
    EvidenceTitle,
    EvidenceLocator,
    EvidenceNote,
    FileName,
    FileDigest,
    AssessmentName,
    Reason,
    RespondentName,
    CommentAbout,
    CommentText,
    CommentResolution,
    SnapshotName,
    Metric,
    FigureValue,
    FigureUnit,
    FigureNote,
    PeerLabel,
    PeerNode,
    PeerScore,
    DocumentName(DocumentKind),
    DocumentContent(DocumentKind),
    MetaKey,
    MetaValue,
    ModelId,
    ModelVersion,
    ModelDigest,
    ModelPath,
}

impl StoreError {
    /// The file or folder that it names.
    pub(crate) fn path_mut(&mut self) -> Option<&mut PathBuf> {
        match self {
            Self::NotFound { path }
            | Self::AlreadyExists { path }
            | Self::NotAnEngagement { path }
            | Self::Newer { path, .. }
            | Self::Truncated { path, .. }
            | Self::Corrupt { path, .. }
            | Self::ReadOnly { path }
            | Self::NoAccess { path }
            | Self::InUse { path, .. }
            | Self::PassphraseNeeded { path }
            | Self::WrongPassphrase { path }
            | Self::TooSoon { path, .. }
            | Self::NoBackup { path, .. }
            | Self::DiskFull { path }
            | Self::Disk { path, .. }
            | Self::ForeignLog { path }
            | Self::PathTooLong { path }
            | Self::Unsound { path } => Some(path),
            _ => None,
        }
    }
}

impl Field {
    /// The field's name as people read it.
    pub fn name(self) -> Message {
        let (zh, en) = match self {
            Self::Actor => ("操作人", "the name of the person"),
            Self::Indicator => ("指标编号", "the indicator's id"),
            Self::Clause => ("条款编号", "the clause's id"),
            Self::AnswerNumber => ("作答数值", "the number answered"),
            Self::AnswerItem => ("清单项", "the checklist item"),
            Self::Rationale => ("理由", "the rationale"),
            Self::InstitutionName => ("机构名称", "the institution's name"),
            Self::InstitutionKind => ("机构类型", "the institution's kind"),
            Self::Target => ("目标值", "the target"),
            Self::EvidenceAbout => ("证据所属的指标或条款编号", "the indicator or clause of the evidence"),
            Self::EvidenceTitle => ("证据标题", "the title of the evidence"),
            Self::EvidenceLocator => ("证据位置", "the locator of the evidence"),
            Self::EvidenceNote => ("问卷所列证据", "the evidence named in the questionnaire"),
            Self::FileName => ("文件名", "the name of the file"),
            Self::FileDigest => ("文件摘要", "the digest of the file"),
            Self::AssessmentName => ("评估名称", "the name of the assessment"),
            Self::Reason => ("修改原因", "the reason"),
            Self::RespondentName => ("答题人名称", "the name of the respondent"),
            Self::CommentAbout => ("批注所属的指标或节点编号", "the indicator or node of the comment"),
            Self::CommentText => ("批注内容", "the text of the comment"),
            Self::CommentResolution => ("批注处理说明", "how the comment was resolved"),
            Self::SnapshotName => ("快照名称", "the name of the snapshot"),
            Self::Metric => ("定量指标编号", "the metric's id"),
            Self::FigureValue => ("指标数值", "the value of the figure"),
            Self::FigureUnit => ("单位", "the unit"),
            Self::FigureNote => ("备注", "the note"),
            Self::PeerLabel => ("同业组名称", "the label of the peer group"),
            Self::PeerNode => ("同业得分的节点编号", "the node of a peer score"),
            Self::PeerScore => ("同业得分", "the peer score"),
            Self::DocumentName(DocumentKind::WeightScheme) => ("权重方案名称", "the name of the weight scheme"),
            Self::DocumentContent(DocumentKind::WeightScheme) => ("权重方案内容", "the content of the weight scheme"),
            Self::DocumentName(DocumentKind::PeerGroup) => ("同业组名称", "the name of the peer group"),
            Self::DocumentContent(DocumentKind::PeerGroup) => ("同业组内容", "the content of the peer group"),
            Self::DocumentName(DocumentKind::ImportedData) => ("导入数据的名称", "the name of the imported data"),
            Self::DocumentContent(DocumentKind::ImportedData) => ("导入的数据", "the imported data"),
            Self::MetaKey => ("设置项名称", "the key of the setting"),
            Self::MetaValue => ("设置项内容", "the value of the setting"),
            Self::ModelId => ("评估模型编号", "the model's id"),
            Self::ModelVersion => ("评估模型版本", "the model's version"),
            Self::ModelDigest => ("评估模型摘要", "the model's digest"),
            Self::ModelPath => ("评估模型文件路径", "the path of a model file"),
        };
        Message::new(zh, en)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code(), self.message().en)?;
        match self {
            Self::Corrupt { detail, .. } | Self::Disk { detail, .. } | Self::Transfer { detail } | Self::Internal { detail } => {
                write!(f, " [{detail}]")
            }
            Self::NoBackup { cause, .. } => write!(f, " [{cause}]"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for StoreError {}
