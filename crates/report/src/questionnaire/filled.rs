//! What was found in a workbook that came back, and what was refused.

use super::identity::Identity;
use super::word::Confidence;
use shuheng_table::Sentence;
use std::collections::BTreeMap;
use std::fmt;

/// A workbook that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// Whose questionnaire it is. Whether it belongs here is for the caller to say.
    pub identity: Identity,
    /// Who filled it in.
    pub sign_off: SignOff,
    /// The indicators for which something was written, in the order of the form. What was refused is left out of them, the rest of the
    /// row is kept.
    pub answers: Vec<FilledAnswer>,
    /// What was not taken, in the order of the form.
    pub refusals: Vec<Refusal>,
    /// What was taken, but ought to be known.
    pub notices: Vec<Notice>,
}

/// What the respondent wrote on the cover; empty where nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignOff {
    /// Who filled it in, and how to reach them.
    pub completed_by: String,
    /// Who reviewed it.
    pub reviewed_by: String,
    /// When it was filled in, as written.
    pub completed_on: String,
    /// What else was to be said.
    pub remarks: String,
}

impl SignOff {
    /// The keys of its cells, in the order of its fields.
    pub(super) const KEYS: [&'static str; 4] = ["shuheng:completed_by", "shuheng:reviewed_by", "shuheng:completed_on", "shuheng:remarks"];

    /// The field of a key.
    pub(super) fn field(&mut self, key: &str) -> Option<&mut String> {
        let [by, reviewed, on, remarks] = Self::KEYS;
        match key {
            _ if key == by => Some(&mut self.completed_by),
            _ if key == reviewed => Some(&mut self.reviewed_by),
            _ if key == on => Some(&mut self.completed_on),
            _ if key == remarks => Some(&mut self.remarks),
            _ => None,
        }
    }
}

/// What was written for one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledAnswer {
    /// Id of the indicator.
    pub indicator: String,
    /// The answer; `None` when none was given, or it was refused.
    pub value: Option<Value>,
    /// Why it does not apply; empty when nothing was written.
    pub na_reason: String,
    /// How sure the respondent is.
    pub confidence: Option<Confidence>,
    /// Why this answer; empty when nothing was written.
    pub rationale: String,
    /// What can be shown, in the order written.
    pub evidence: Vec<String>,
    /// Where it stands.
    pub cells: FilledCells,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A level of the scale.
    Level(u8),
    /// A figure in the unit of the indicator.
    Number(f64),
    /// The facts that were answered, with whether they hold. It may lack some; a notice tells which.
    Items(BTreeMap<String, bool>),
    /// 不适用.
    NotApplicable,
}

/// The cells of one indicator, such as `F12`; empty for a column that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilledCells {
    /// Name of the sheet.
    pub sheet: String,
    /// The answer.
    pub answer: String,
    /// Why it does not apply.
    pub na_reason: String,
    /// The confidence.
    pub confidence: String,
    /// The rationale.
    pub rationale: String,
    /// The evidence.
    pub evidence: String,
    /// The facts of a checklist, by their ids.
    pub items: BTreeMap<String, String>,
}

/// Something that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Name of the sheet; empty when the file is refused as a whole.
    pub sheet: String,
    /// The cell, such as `F12`; empty when a sheet or the file is refused as a whole.
    pub cell: String,
    /// Id of the indicator, where one is concerned.
    pub indicator: Option<String>,
    /// What was found there, as short as a line; may be empty.
    pub found: String,
    /// Why it was not taken.
    pub why: Sentence,
    /// What to do.
    pub next: Sentence,
}

/// Something that was taken, but ought to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Name of the sheet; empty when the file as a whole is meant.
    pub sheet: String,
    /// The cell, such as `F12`; empty when no single one is meant.
    pub cell: String,
    /// Id of the indicator, where one is concerned.
    pub indicator: Option<String>,
    /// What is to be known.
    pub message: Sentence,
}

/// Where: `问卷!F12`, or the sheet alone; empty for the file as a whole.
fn place(sheet: &str, cell: &str) -> String {
    if cell.is_empty() { sheet.to_owned() } else { format!("{sheet}!{cell}") }
}

impl Refusal {
    /// Where: `问卷!F12`, or the sheet alone; empty for the file as a whole.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.sheet, &self.cell)
    }
}

impl Notice {
    /// Where: `问卷!F12`, or the sheet alone; empty for the file as a whole.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.sheet, &self.cell)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        let colon = if place.is_empty() { "" } else { "：" };
        write!(f, "{place}{colon}{}。{}。", self.why.zh, self.next.zh)
    }
}
