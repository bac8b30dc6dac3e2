//! Review of assessments: evidence with its files, comments, stages, several assessments, snapshots, and the past.
//!
//! | file | what it knows |
//! |---|---|
//! | `evidence` | pieces of evidence, attached files, what is missing |
//! | `attached_file`, `reading_copy` | what a file is; copies of files for reading, and where they go |
//! | `comments`, `stages`, `assessments`, `snapshots` | one use case each |
//! | `page` | all of these as a view |
//! | `history`, `restoring` | the past of an indicator in sentences, and setting an answer back to it |
//! | `moment` | which state of which assessment is meant, and that state scored |
//! | `comparison`, `comparison_file` | two states side by side, and the same as files |
//! | `score_trend` | scores over snapshots and years, and their chart |
//! | `fault`, `message` | what is refused; changes in the past tense |

mod assessments;
mod attached_file;
mod comments;
mod comparison;
mod comparison_file;
mod evidence;
mod fault;
mod history;
mod message;
mod moment;
mod page;
mod pairs;
mod reading_copy;
mod restoring;
mod score_trend;
mod snapshots;
mod stages;

pub(crate) use assessments::{status, status_words};
pub(crate) use attached_file::attached_file;
pub use fault::ReviewFault;
pub(crate) use message::message;
pub(crate) use reading_copy::{ReadingCopies, clear_leftovers};
pub(crate) use score_trend::scene as score_trend_scene;

use crate::workbench::ACTOR;
use shuheng_store::Answer;

/// In whose name a change is recorded: the role that was named, or the assessor.
fn actor(by: &str) -> &str {
    match by.trim() {
        "" => ACTOR,
        role => role,
    }
}

/// A number of the file as the window knows it.
fn number(id: i64) -> i32 {
    i32::try_from(id).unwrap_or(i32::MAX)
}

/// What of an answer can differ between two states: when it was last touched and what it rested on do not count.
fn content(answer: Option<&Answer>) -> Option<impl PartialEq + use<'_>> {
    answer.map(|answer| (&answer.value, answer.confidence, &answer.rationale))
}
