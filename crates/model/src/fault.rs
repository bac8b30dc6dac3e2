//! What is wrong with a model, where, and how to mend it.

use crate::text::Text;
use std::fmt;

/// Whether a fault stops the model from loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The model cannot be used.
    Error,
    /// The model can be used; an author should look.
    Warning,
}

/// One fault of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File within the model.
    pub file: String,
    /// Line from 1; 0 when it concerns the file as a whole.
    pub line: usize,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: Text,
    /// How to mend it.
    pub hint: Text,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}（{}）", self.file, self.line, self.message.zh, self.hint.zh)
    }
}

/// A place in a model's files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// File within the model.
    pub file: String,
    /// Line from 1; 0 for the file as a whole.
    pub line: usize,
}

impl Fault {
    /// An error at a place.
    #[must_use]
    pub fn error(place: &Place, message: Text, hint: Text) -> Self {
        Self { file: place.file.clone(), line: place.line, severity: Severity::Error, message, hint }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(place: &Place, message: Text, hint: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message, hint) }
    }
}

/// Collects faults while a model is read.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub fn error(&mut self, place: &Place, message: Text, hint: Text) {
        self.0.push(Fault::error(place, message, hint));
    }

    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// All faults by file and line.
    pub fn into_sorted(mut self) -> Vec<Fault> {
        self.0.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        self.0
    }
}
