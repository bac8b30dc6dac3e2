//! Two copies of one engagement brought together, and redacted copies for sharing.

use super::access::{PassphraseQuestionView, TypedPassphrase};
use super::common::Text;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which files are to be merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeRequest {
    /// One copy.
    pub a: String,
    /// The other copy.
    pub b: String,
    /// The new file.
    pub out: String,
    /// What was compared, as [`MergeView::compared`] names it: if the copies are others by now, they are not merged. None merges them
    /// as they are.
    pub compared: Option<String>,
}

/// One of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MergeSide {
    /// The one named first.
    A,
    /// The one named second.
    B,
}

/// The passphrases of two copies, where somebody typed them. A copy that is open needs none.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergePassphrases {
    /// That of A.
    pub a: Option<TypedPassphrase>,
    /// That of B.
    pub b: Option<TypedPassphrase>,
}

/// What a merge would do, or what has to be known first.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum MergePreviewView {
    /// The copies were compared.
    Compared {
        /// What a merge would do.
        plan: Box<MergeView>,
    },
    /// A copy is encrypted: ask for its passphrase and compare again with it.
    PassphraseNeeded {
        /// Which of the two.
        side: MergeSide,
        /// What to ask.
        question: PassphraseQuestionView,
    },
}

/// What a copy is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CopyPurpose {
    /// Two copies become one.
    Merged,
    /// It is shared.
    Redacted,
}

/// How the copies stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MergeRelation {
    /// They are the same.
    Same,
    /// A has all of B and goes on.
    AExtendsB,
    /// B has all of A and goes on.
    BExtendsA,
    /// Both went on by themselves.
    Parted,
}

/// Why people have to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MergeConflictKind {
    /// Both changed it, and differently.
    Changed,
    /// One took it away while the other changed something in it.
    Removed,
    /// One made it final while the other changed something in it.
    Final,
}

/// What a merge would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// The last hashes of both audit trails: what was compared.
    pub compared: String,
    /// How the copies stand to each other.
    pub relation: MergeRelation,
    /// The same as a sentence.
    pub told: Text,
    /// Rows of the audit trail that they share.
    pub common_rows: u32,
    /// What only A has.
    pub a: MergeCopyView,
    /// What only B has.
    pub b: MergeCopyView,
    /// Things that both changed alike.
    pub alike: u32,
    /// Things of the copy that goes second that get new numbers.
    pub renumbered: u32,
    /// What has to be decided.
    pub conflicts: Vec<MergeConflictView>,
}

/// What only one copy has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeCopyView {
    /// Whether it is encrypted. The new file is what A is.
    pub encrypted: bool,
    /// Rows of its audit trail.
    pub rows: u32,
    /// Things that it alone changed.
    pub changed: u32,
    /// The same by kind.
    pub things: Vec<ThingCountView>,
    /// Who made the last of the rows.
    pub last_by: Option<String>,
    /// When, `2026-03-18 14:32`.
    pub last_at: Option<String>,
}

/// How many things there are of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ThingCountView {
    /// The kind.
    pub name: Text,
    /// How many.
    pub count: u32,
}

/// Something on which people have to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeConflictView {
    /// What it is about, as the audit trail calls it; a decision names it so.
    pub subject: String,
    /// The same for people.
    pub name: Text,
    /// Why it has to be decided.
    pub kind: MergeConflictKind,
    /// What it was when the copies parted.
    pub base: MergeStateView,
    /// What A says.
    pub a: MergeConflictSideView,
    /// What B says.
    pub b: MergeConflictSideView,
    /// What differs, as the audit trail calls it; several where it is decided as a whole.
    pub parts: Vec<String>,
    /// The same for people, without the whole itself; empty where nothing is decided as a whole.
    pub contents: Vec<Text>,
    /// The only copy that can be taken.
    pub only: Option<MergeSide>,
}

/// A state in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeStateView {
    /// In short: `L3`, a name, a number; a dash when there is nothing.
    pub value: Text,
    /// What else is known of it, such as the confidence, a phrase each.
    pub details: Vec<Text>,
    /// Its rationale or text, where it has one.
    pub rationale: String,
    /// All of it, as the JSON of the audit trail; none when there is nothing.
    pub json: Option<String>,
}

/// What one copy says of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeConflictSideView {
    /// What it is there.
    pub state: MergeStateView,
    /// Who changed it last; none when that copy left it as it was.
    pub by: Option<String>,
    /// When, `2026-03-18 14:32`.
    pub at: Option<String>,
    /// Why, where somebody said it.
    pub reason: Option<String>,
}

/// What somebody decided of one conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeDecision {
    /// The conflict, as [`MergeConflictView::subject`] calls it.
    pub subject: String,
    /// The copy that counts.
    pub take: MergeSide,
    /// Why; goes into the audit trail.
    pub reason: String,
}

/// What a merge did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergedView {
    /// The new file.
    pub path: String,
    /// Rows of its audit trail.
    pub rows: u32,
    /// What was done, in the past tense.
    pub message: Text,
    /// What was to be done.
    pub plan: MergeView,
}

/// Something that a redacted copy can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RedactionPart {
    /// Names of the institution, of assessments, respondents, authors and files; documents and settings, which may hold names.
    Names,
    /// Evidence with attached files.
    Evidence,
    /// Rationales.
    Rationale,
    /// Comments.
    Comments,
    /// Respondents with all that they said.
    Respondents,
    /// The institution's own figures.
    Figures,
    /// The audit trail and snapshots: never in such a copy.
    History,
}

/// How much of one kind a copy leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RemovedView {
    /// The kind, such as `evidence`.
    pub what: String,
    /// The same for people.
    pub name: Text,
    /// How many.
    pub count: u32,
}

/// One choice for a redacted copy, and what it would leave out by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RedactionOptionView {
    /// The choice.
    pub part: RedactionPart,
    /// Its name.
    pub name: Text,
    /// What would go, beside the history, which goes always.
    pub removed: Vec<RemovedView>,
}

/// What is to be copied, and without what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RedactRequest {
    /// The engagement.
    pub file: String,
    /// The new file.
    pub out: String,
    /// What the copy does without.
    pub without: Vec<RedactionPart>,
}

/// What a redacted copy left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RedactedView {
    /// The new file.
    pub path: String,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// What is not in it.
    pub removed: Vec<RemovedView>,
}
