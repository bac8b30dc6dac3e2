//! The page 报告.

use super::common::{Language, Text};
use super::diagnosis::FindingView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the report page sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// Folder to write into; created when missing.
    pub folder: String,
    /// Language of the files.
    pub language: Language,
    /// Excel workbook.
    pub xlsx: bool,
    /// Charts as SVG.
    pub svg: bool,
    /// Charts as PNG, 300 dpi.
    pub png: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportView {
    /// Folder.
    pub folder: String,
    /// Files, in the order written.
    pub files: Vec<ExportedFileView>,
    /// Warnings, e.g. a name with characters the bundled font lacks.
    pub warnings: Vec<Text>,
}

/// One written file.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedFileView {
    /// Full path.
    pub path: String,
    /// File name.
    pub file_name: String,
    /// Size in bytes.
    pub size: f64,
}

/// What the report page shows before anything is written.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportPlanView {
    /// Proposed folder.
    pub folder: String,
    /// What a reader should know before handing it over: unanswered indicators, missing evidence, no rationale.
    pub checks: Vec<FindingView>,
}
