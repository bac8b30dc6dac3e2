//! What is wrong with a table, for people.

use std::io;

/// A sentence in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Sentence {
    /// A sentence from its two forms.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// What is wrong with a line of a table, or with all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line from 1; 0 for the table as a whole.
    pub line: u64,
    /// What is wrong and what would be right.
    pub message: Sentence,
}

impl Fault {
    /// A fault of the table as a whole.
    pub fn whole(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { line: 0, message: Sentence::new(zh, en) }
    }
}

/// Why a table could not be read.
#[derive(Debug)]
pub enum TableError {
    /// What the system said.
    File(io::Error),
    /// The reading was called off.
    Cancelled,
    /// The table is at fault.
    Fault(Fault),
}

impl From<io::Error> for TableError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<Fault> for TableError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
