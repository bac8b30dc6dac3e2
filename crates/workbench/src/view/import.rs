//! Importing peers' figures: the table, how it is read, what that gives, and what was imported.

use super::common::Text;
use super::engagement::StatusView;
use super::result::ChangeView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ImportRole {
    /// Nothing that is read.
    #[default]
    Ignored,
    /// Name of the institution.
    Institution,
    /// Id or code of the institution.
    InstitutionId,
    /// Kind of institution.
    Kind,
    /// Size tier.
    Tier,
    /// Year.
    Year,
    /// Metric, one a row.
    Metric,
    /// The figure of the row.
    Value,
    /// Unit.
    Unit,
    /// Source.
    Source,
    /// Place in the source.
    Locator,
    /// Remark.
    Note,
    /// How the figure came to be known.
    Quality,
    /// Figures of one metric, and of one year if the column says so.
    Figures,
}

/// How an imported figure came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ImportQualityView {
    /// 披露.
    Disclosed,
    /// 报道.
    #[default]
    Press,
    /// 推算.
    Derived,
    /// 自报.
    SelfReported,
}

/// How one column is read. Metric, year and unit only count for [`ImportRole::Figures`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    /// What it holds.
    pub role: ImportRole,
    /// Metric by id or name; empty: that of the row or the table.
    pub metric: String,
    /// Year; `None`: that of the row or the table.
    pub year: Option<i32>,
    /// Unit; empty: that of the row or the table.
    pub unit: String,
}

/// What holds for every row that does not say otherwise; empty where nothing does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportFixed {
    /// Kind of institution.
    pub kind: String,
    /// Year.
    pub year: Option<i32>,
    /// Metric by id or name.
    pub metric: String,
    /// Unit.
    pub unit: String,
    /// Source; a figure without one is not loaded.
    pub source: String,
    /// Place in the source; empty: the line of the table.
    pub locator: String,
    /// How the figures came to be known.
    pub quality: ImportQualityView,
}

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportMapping {
    /// Line of the headings, from 1.
    pub header: u32,
    /// What the columns hold, from the first.
    pub columns: Vec<ImportColumn>,
    /// What holds for the whole table.
    pub fixed: ImportFixed,
    /// Whether rows are read that the spreadsheet does not show.
    pub hidden_rows: bool,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportSheetView {
    /// Name.
    pub name: String,
    /// Whether the spreadsheet does not show it.
    pub hidden: bool,
}

/// A line of the table as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportLineView {
    /// Line, from 1.
    pub line: u32,
    /// Cells from the first column; short ones end early.
    pub cells: Vec<String>,
}

/// Something to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportChoiceView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Unit of a metric; empty for others.
    pub unit: String,
}

/// A table that was opened, with the way to read it that its headings suggest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportOpenView {
    /// File name.
    pub file: String,
    /// Encoding of a text, e.g. `GB18030`; `None` for a workbook.
    pub encoding: Option<String>,
    /// Sheets of a workbook; empty for a text.
    pub sheets: Vec<ImportSheetView>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// Lines in which something stands.
    pub lines: u32,
    /// How many of them the spreadsheet does not show.
    pub hidden_lines: u32,
    /// Letters of the columns: `A`, `B`, ….
    pub columns: Vec<String>,
    /// Columns that the spreadsheet does not show, by place from 0.
    pub hidden_columns: Vec<u32>,
    /// The first lines, among them headings and samples.
    pub first: Vec<ImportLineView>,
    /// The way to read it that is suggested.
    pub mapping: ImportMapping,
    /// The metrics that are known.
    pub metrics: Vec<ImportChoiceView>,
    /// The kinds of institution that are known.
    pub kinds: Vec<ImportChoiceView>,
}

/// A figure that would be taken over.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportRowView {
    /// Name of the institution as it stands in the table.
    pub institution: String,
    /// Whether the institution is known already.
    pub known: bool,
    /// Year.
    pub year: i32,
    /// Name of the metric.
    pub metric: Text,
    /// Value in `unit`.
    pub value: f64,
    /// Decimal places as stated.
    pub decimals: u32,
    /// Unit.
    pub unit: String,
    /// Source.
    pub source: String,
    /// Place in the source, or file and line.
    pub locator: String,
    /// How it came to be known.
    pub quality: ImportQualityView,
}

/// A row or cell that is not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportRefusalView {
    /// Line, from 1.
    pub line: u32,
    /// Cell such as `B7`, or the line in words when it is about the row.
    pub place: Text,
    /// What stands there.
    pub cell: String,
    /// Why, and what would help.
    pub message: Text,
}

/// What a table would give; nothing is written yet.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreviewView {
    /// What keeps the table as a whole from being read; nothing can be taken over while there is any.
    pub problems: Vec<Text>,
    /// Figures that would be taken over.
    pub accepted: u32,
    /// Rows and cells that are refused.
    pub refused: u32,
    /// Cells without a figure.
    pub missing: u32,
    /// Rows left out because the spreadsheet does not show them.
    pub hidden: u32,
    /// Institutions with a figure, and how many of them are known already.
    pub institutions: u32,
    /// Of these, how many are known already.
    pub known_institutions: u32,
    /// Metrics with a figure.
    pub metrics: Vec<Text>,
    /// First and last year.
    pub years: Option<[i32; 2]>,
    /// The first figures.
    pub rows: Vec<ImportRowView>,
    /// The first refusals, in the order of the table.
    pub refusals: Vec<ImportRefusalView>,
    /// What is read differently from how it looks, left out or assumed.
    pub notices: Vec<Text>,
    /// A name for the table in the engagement.
    pub name: String,
}

/// A table that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportedTableView {
    /// Its number.
    pub id: i32,
    /// What people call it.
    pub name: String,
    /// File and sheet it came from.
    pub file: String,
    /// When it was imported.
    pub updated: String,
    /// Number of figures.
    pub figures: u32,
    /// Number of institutions.
    pub institutions: u32,
    /// Metrics.
    pub metrics: Vec<Text>,
    /// First and last year.
    pub years: Option<[i32; 2]>,
    /// Sources.
    pub sources: Vec<String>,
    /// Why its content cannot be read; it can only be removed then.
    pub unreadable: Option<Text>,
}

/// What comes back after a table was imported or removed.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportUpdateView {
    /// Every imported table.
    pub tables: Vec<ImportedTableView>,
    /// Saved state.
    pub status: StatusView,
    /// What was done, for the message with 撤销.
    pub change: Option<ChangeView>,
}

/// How far the reading of a table has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportProgressView {
    /// Whether a table is being read.
    pub running: bool,
    /// Share that is done, 0–1.
    pub fraction: f64,
}
