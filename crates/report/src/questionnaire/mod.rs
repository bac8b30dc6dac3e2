//! A questionnaire as an Excel workbook for one respondent, and what comes back of it.
//!
//! Plain data on both ways: a [`Questionnaire`] becomes a workbook with a cover, a sheet of questions and a very hidden sheet that says
//! whose it is; a workbook that somebody filled in becomes [`Filled`]. In between it may be saved by Excel, WPS or LibreOffice, its rows
//! sorted, its columns moved, its sheets renamed: answers are found by hidden ids and never by their place.
//!
//! | module | concept |
//! |---|---|
//! | `form` | what is asked, of whom |
//! | `identity` | whose questionnaire a file is, kept in two places of it |
//! | `column` | the columns, by the keys in the hidden row |
//! | `layout` | which row and column holds what |
//! | `word` | the words of the drop-downs, and what else is understood for them |
//! | `cover`, `question_sheet`, `workbook` | writing |
//! | `received` | a workbook that came back: what it is, where its questions stand |
//! | `gathering` | its rows by id, each once |
//! | `reading` | what the cells of one indicator say |
//! | `filled` | what was found, and what was refused |
//! | `refusing` | why a file is refused as a whole |

mod column;
mod cover;
mod filled;
mod form;
mod gathering;
mod identity;
mod layout;
mod question_sheet;
mod reading;
mod received;
mod refusing;
mod word;
mod workbook;

pub use filled::{Filled, FilledAnswer, FilledCells, Notice, Refusal, SignOff, Value};
pub use form::{CoverTexts, Form, Heading, Item, Level, Question, Questionnaire, Scale};
pub use identity::{Identity, ModelStamp};
pub use reading::{MOST_EVIDENCE_LINES, MOST_EVIDENCE_TEXT, MOST_RATIONALE, MOST_REASON};
pub use received::Received;
pub use word::Confidence;
pub use workbook::write;

/// Reads a workbook that came back. `form` is what was asked of this respondent: what else stands in the file is refused.
///
/// # Errors
/// A [`Refusal`] of the file as a whole: it is no questionnaire, is locked, carries macros, is too large, or is damaged.
pub fn read(bytes: &[u8], form: &Form) -> Result<Filled, Box<Refusal>> {
    Ok(Received::open(bytes)?.filled(form))
}
