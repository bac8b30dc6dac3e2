//! The start of the window: recent files, models, a new assessment.

use super::access::PassphraseQuestionView;
use super::common::{ErrorView, Preferences, Text};
use super::engagement::EngagementView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Everything the window needs at its start.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartView {
    /// Version of the program.
    pub version: String,
    /// Language and theme.
    pub preferences: Preferences,
    /// Files opened lately, newest first.
    pub recent: Vec<RecentFileView>,
    /// Models that a new assessment can use, and those that failed with their faults.
    pub models: Vec<ModelCardView>,
    /// Kinds of institution a new assessment can choose.
    pub institution_kinds: Vec<InstitutionKindView>,
    /// Folder in which new files are proposed.
    pub folder: String,
    /// Fewest characters of a new passphrase.
    pub shortest_passphrase: u32,
    /// The engagement that is open already, when the program was started with a file.
    pub engagement: Option<EngagementView>,
    /// What to ask before the file given at the start can be opened.
    pub question: Option<PassphraseQuestionView>,
    /// Why the file given at the start could not be opened.
    pub error: Option<ErrorView>,
}

/// One line of the list of recent files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecentFileView {
    /// Full path.
    pub path: String,
    /// File name without folder.
    pub file_name: String,
    /// Whether it is encrypted. Then the list keeps nothing of its content: what follows is empty, except the time.
    #[serde(default)]
    pub encrypted: bool,
    /// Institution, as it was when the file was last open.
    pub institution: String,
    /// Kind of the institution.
    pub institution_kind: Text,
    /// Assessed year.
    pub year: i32,
    /// Score 0–100 when last open.
    pub score: Option<f64>,
    /// Level when last open.
    pub level: Option<u8>,
    /// Target score.
    pub target: f64,
    /// Answered indicators when last open.
    pub answered: u32,
    /// Applicable indicators.
    pub applicable: u32,
    /// Last change, local time, `2026-03-18 14:32`.
    pub modified: String,
    /// Size in bytes; `None` when the file is gone.
    pub size: Option<f64>,
}

impl RecentFileView {
    /// The line without what only the content of the file says.
    #[must_use]
    pub fn without_content(self) -> Self {
        Self {
            institution: String::new(),
            institution_kind: Text::default(),
            year: 0,
            score: None,
            level: None,
            target: 0.0,
            answered: 0,
            applicable: 0,
            ..self
        }
    }
}

/// A model in the list of models.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelCardView {
    /// Model id, or the folder name when the model failed.
    pub id: String,
    /// Semantic version, empty when the model failed.
    pub version: String,
    /// Name.
    pub name: Text,
    /// Summary.
    pub summary: Text,
    /// Number of indicators.
    pub indicators: u32,
    /// Faults, when it could not be loaded.
    pub faults: Vec<FaultView>,
}

/// One fault of a model file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FaultView {
    /// File within the model folder.
    pub file: String,
    /// Line, from 1; 0 when it concerns the file as a whole.
    pub line: u32,
    /// What is wrong.
    pub message: Text,
    /// How to mend it.
    pub hint: Text,
    /// `true` for a fault that stops the model from loading, `false` for a warning.
    pub error: bool,
}

/// A kind of institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InstitutionKindView {
    /// Id such as `city_bank`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Default target score 0–100 and why.
    pub reason: Text,
}

/// What the new-assessment form sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewEngagementRequest {
    /// Where the file is created.
    pub path: String,
    /// Name of the institution.
    pub institution: String,
    /// Kind of the institution.
    pub kind: String,
    /// Assessed year.
    pub year: i32,
    /// Model id.
    pub model: String,
}
