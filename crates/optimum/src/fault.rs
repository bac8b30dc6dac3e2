//! What is wrong with a plan, where, and how to mend it.

use crate::text::Text;
use std::fmt;

/// One step from a table of a plan to a value in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// A place in a list, from 0.
    Index(usize),
}

/// Where a value stands in a plan, as its TOML file would have it; empty for the plan as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The value of a key below this place.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// An item of the list at this place.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    fn with(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// Whether this is `other` or stands below it.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl fmt::Display for Path {
    /// `initiative[2].cost[1]`, lists counted from 1 as people do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{}]", index + 1)?,
            }
        }
        Ok(())
    }
}

/// One fault of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The value at fault.
    pub path: Path,
    /// Line of its file from 1; 0 for a plan that was not read from a file.
    pub line: usize,
    /// What is wrong.
    pub message: Text,
    /// How to mend it.
    pub hint: Text,
}

impl Fault {
    pub(crate) fn new(path: Path, message: Text, hint: Text) -> Self {
        Self { path, line: 0, message, hint }
    }
}
