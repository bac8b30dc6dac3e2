//! Evidence with its files: what stands behind answers and clauses, what is missing, and how files come in and out.

use super::answer::{ConfidenceView, EvidenceView, StrengthView, ValueView};
use super::common::Text;
use super::result::UpdateView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a piece of evidence is.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum EvidenceKindView {
    /// Something to be found outside: the locator says where.
    Note,
    /// A link: the locator is its address. This program never opens it.
    Link,
    /// An attached file.
    File {
        /// The file.
        file: AttachedFileView,
    },
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AttachedFileView {
    /// SHA-256 of its bytes, in hexadecimal digits: files are stored once, and this is what another piece of evidence names.
    pub digest: String,
    /// Its name, safe on every system.
    pub name: String,
    /// What it is, told from its content and not from its name: an IANA media type.
    pub media_type: String,
    /// The same in words: `PDF`, `Word文档`.
    pub type_name: Text,
    /// Bytes.
    pub size: f64,
    /// Whether the system would run it instead of showing it; such a file can be saved as a copy and not be opened.
    pub runs: bool,
}

/// Everything that stands behind the assessment in front, and what is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvidencePageView {
    /// Every piece of evidence, oldest first.
    pub pieces: Vec<EvidenceView>,
    /// Answered indicators without any evidence: those with high confidence first, then in tree order.
    pub missing: Vec<MissingEvidenceView>,
    /// Files that are in the engagement file, by name, each once; another piece of evidence can speak of them.
    pub files: Vec<AttachedFileView>,
    /// The largest file that can be attached, in bytes.
    pub largest: f64,
    /// What has to be said before a file is opened; `None` where nothing has to. Opening an attachment of an encrypted
    /// engagement leaves a readable copy outside until the engagement is closed.
    pub before_opening: Option<Text>,
}

/// An answered indicator without evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingEvidenceView {
    /// Indicator id.
    pub indicator: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What was answered.
    pub value: ValueView,
    /// How sure the assessor is: high confidence needs evidence most.
    pub confidence: Option<ConfidenceView>,
}

/// What a piece of evidence is to be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum EvidenceKindRequest {
    /// Something to be found outside.
    Note,
    /// A link that begins with `http://`, `https://` or `file://`; it stands in the locator.
    Link,
    /// A file that is attached already.
    File {
        /// SHA-256 of its bytes.
        digest: String,
        /// Its name.
        name: String,
    },
}

/// A piece of evidence to be added, or what one is to become.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceRequest {
    /// What it speaks for: ids of indicators, of levels (`<indicator>#<level>`) and of clauses; at least one.
    pub targets: Vec<String>,
    /// What it is.
    pub kind: EvidenceKindRequest,
    /// Title.
    pub title: String,
    /// Where to look; the address of a link.
    pub locator: String,
    /// Strength.
    pub strength: StrengthView,
}

/// A file to be attached as a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AttachRequest {
    /// Where the file is now; it is read and left as it is.
    pub path: String,
    /// The name it is kept under; `None` for the one it has. Either is made safe.
    pub name: Option<String>,
    /// What it speaks for, as in [`EvidenceRequest`].
    pub targets: Vec<String>,
    /// Title; empty for the name of the file.
    pub title: String,
    /// Where in the file to look.
    pub locator: String,
    /// Strength.
    pub strength: StrengthView,
}

/// What a change of evidence gives back.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceUpdateView {
    /// All evidence.
    pub evidence: EvidencePageView,
    /// Answers, result and saved state.
    pub update: UpdateView,
}

/// The answer to opening an attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum AttachmentOpeningView {
    /// A copy that can only be read was made and handed to the system; it is removed when the engagement is closed.
    Opened {
        /// Where the copy is.
        path: String,
    },
    /// The engagement is encrypted and nothing was written: say this, and ask again once it is accepted.
    MustBeSaid {
        /// What to say.
        message: Text,
    },
}
