//! How a table is read, as the command line takes it: a TOML file, or one `HEADING=WHAT` a column. What is not said is guessed.
//!
//! ```toml
//! sheet = "表1"
//! header = 3
//! source = "各行年报"
//! locator = "附表"
//! quality = "disclosed"   # disclosed, press, derived, self-reported
//! unit = "万元"
//! year = 2024
//! metric = "it_investment"
//! kind = "city_bank"
//! hidden_rows = false
//!
//! [columns]               # by heading or letter
//! "银行" = "institution"
//! "备注" = "ignored"
//! "2023年" = { metric = "it_investment", year = 2023, unit = "亿元" }
//! ```

use crate::error::{RowFault, WorkbenchError};
use crate::import_words::quality_view;
use crate::text_file;
use crate::view::{ImportColumn, ImportMapping, ImportOpenView, ImportRole, Text};
use serde::Deserialize;
use shuheng_benchmark::import::ImportQuality;
use std::collections::BTreeMap;
use std::path::Path;

/// Largest file of a mapping, in bytes.
const LARGEST: u64 = 1_000_000;

/// What is said of how a table is read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MappingOverrides {
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Line of the headings.
    pub header: Option<u32>,
    /// Source of the whole table.
    pub source: Option<String>,
    /// Place in the source.
    pub locator: Option<String>,
    /// How the figures came to be known.
    pub quality: Option<String>,
    /// Unit of the whole table.
    pub unit: Option<String>,
    /// Year of the whole table.
    pub year: Option<i32>,
    /// Metric of the whole table.
    pub metric: Option<String>,
    /// Kind of all institutions that are not known.
    pub kind: Option<String>,
    /// Whether rows are read that the spreadsheet does not show.
    pub hidden_rows: Option<bool>,
    /// What columns hold, by heading or letter.
    pub columns: BTreeMap<String, ColumnOverride>,
}

/// What a column holds: the word of a role, or figures of a metric.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum ColumnOverride {
    /// A role.
    Role(ImportRole),
    /// Figures.
    Figures(FiguresOverride),
}

/// Figures of one metric.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FiguresOverride {
    /// Metric by id or name; empty: that of the row or the table.
    pub metric: String,
    /// Year; `None`: that of the row or the table.
    pub year: Option<i32>,
    /// Unit; empty: that of the row or the table.
    pub unit: String,
}

impl MappingOverrides {
    /// Reads a file.
    ///
    /// # Errors
    /// [`WorkbenchError::File`], or [`WorkbenchError::Import`] with the line that is at fault.
    pub fn read(path: &Path) -> Result<Self, WorkbenchError> {
        let bytes = text_file::read(path, LARGEST)?;
        let fault = |line: u64, detail: &str| WorkbenchError::Import {
            path: path.to_owned(),
            faults: vec![RowFault {
                line,
                message: Text::new(
                    format!("列的指定无法读取（{detail}），改正后重试"),
                    format!("what the columns hold cannot be read ({detail}); mend it and try again"),
                ),
            }],
        };
        let text = std::str::from_utf8(&bytes).map_err(|_| fault(0, "UTF-8"))?;
        toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            let line = error.span().map_or(0, |span| text.get(..span.start).map_or(0, |before| before.matches('\n').count() as u64 + 1));
            fault(line, error.message())
        })
    }

    /// Adds a column as it is typed: `银行=institution`, `2023年=it_investment@2023:亿元`.
    ///
    /// # Errors
    /// [`WorkbenchError::Field`] for what is none.
    pub fn add_column(&mut self, typed: &str) -> Result<(), WorkbenchError> {
        let wrong = || WorkbenchError::Field {
            message: Text::new(
                format!("“{typed}”不是列的指定；写成 列名=institution 或 列名=it_investment@2023:亿元"),
                format!("`{typed}` does not say what a column holds; write HEADING=institution or HEADING=it_investment@2023:亿元"),
            ),
        };
        let (heading, said) = typed.rsplit_once('=').filter(|(heading, said)| !heading.is_empty() && !said.is_empty()).ok_or_else(wrong)?;
        let word = toml::Value::String(said.to_owned()).try_into::<ImportRole>();
        let column = match word {
            Ok(word) => ColumnOverride::Role(word),
            Err(_) => {
                let (rest, unit) = said.split_once(':').unwrap_or((said, ""));
                let (metric, year) = match rest.split_once('@') {
                    Some((metric, year)) => (metric, Some(year.parse().map_err(|_| wrong())?)),
                    None => (rest, None),
                };
                ColumnOverride::Figures(FiguresOverride { metric: metric.to_owned(), year, unit: unit.to_owned() })
            }
        };
        self.columns.insert(heading.to_owned(), column);
        Ok(())
    }

    /// The suggested way to read a table, with what was said instead. The headings are those of the suggestion.
    ///
    /// # Errors
    /// [`WorkbenchError::UnknownColumn`] for a heading that the table does not have, [`WorkbenchError::Field`] for an unknown quality.
    pub fn apply(&self, path: &Path, open: &ImportOpenView) -> Result<ImportMapping, WorkbenchError> {
        let mut mapping = open.mapping.clone();
        let fixed = &mut mapping.fixed;
        for (said, place) in [
            (&self.source, &mut fixed.source),
            (&self.locator, &mut fixed.locator),
            (&self.unit, &mut fixed.unit),
            (&self.metric, &mut fixed.metric),
            (&self.kind, &mut fixed.kind),
        ] {
            if let Some(said) = said {
                place.clone_from(said);
            }
        }
        fixed.year = self.year.or(fixed.year);
        if let Some(word) = &self.quality {
            fixed.quality = ImportQuality::from_word(word).map(quality_view).ok_or_else(|| WorkbenchError::Field {
                message: Text::new(
                    format!("不认识数据性质“{word}”，可用：disclosed、press、derived、self-reported"),
                    format!("Unknown quality `{word}`; use disclosed, press, derived or self-reported"),
                ),
            })?;
        }
        mapping.hidden_rows = self.hidden_rows.unwrap_or(mapping.hidden_rows);
        let header = mapping.header;
        let headings: Vec<String> = open.first.iter().find(|line| line.line == header).map(|line| line.cells.clone()).unwrap_or_default();
        for (name, said) in &self.columns {
            let place =
                headings.iter().position(|heading| heading == name).or_else(|| open.columns.iter().position(|letters| letters == name));
            let column = place.and_then(|place| mapping.columns.get_mut(place)).ok_or_else(|| WorkbenchError::UnknownColumn {
                path: path.to_owned(),
                name: name.clone(),
                known: headings.iter().filter(|heading| !heading.is_empty()).cloned().collect(),
            })?;
            *column = said.column();
        }
        Ok(mapping)
    }
}

impl ColumnOverride {
    fn column(&self) -> ImportColumn {
        match self {
            Self::Role(word) => ImportColumn { role: *word, ..ImportColumn::default() },
            Self::Figures(figures) => {
                ImportColumn { role: ImportRole::Figures, metric: figures.metric.clone(), year: figures.year, unit: figures.unit.clone() }
            }
        }
    }
}
