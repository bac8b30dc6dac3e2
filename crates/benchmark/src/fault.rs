//! What is wrong with a data set, or what should be known about it.

use crate::text::Text;
use std::fmt;

/// Whether a data set can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot: a figure has no source, a key or a unit is wrong, parts do not sum to their total.
    Error,
    /// It can, and a reader should know: sources disagree, a growth does not fit the levels.
    Warning,
}

/// A finding about a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFault {
    /// Whether the data set can be used all the same.
    pub severity: Severity,
    /// File.
    pub file: String,
    /// Line from 1, 0 for the file as a whole.
    pub line: u64,
    /// What is wrong and what to do.
    pub message: Text,
}

impl DataFault {
    /// A fault that stops the data set.
    pub(crate) fn error(file: &str, line: u64, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Error, file: file.to_owned(), line, message: Text::new(zh, en) }
    }

    /// A remark.
    pub(crate) fn warning(file: &str, line: u64, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, line, zh, en) }
    }
}

impl fmt::Display for DataFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} {}", self.file, self.line, self.message.zh, self.message.en)
    }
}
