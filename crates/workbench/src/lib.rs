//! The use cases of the product: the one door to every crate below it.
//!
//! The window, the command line and the tests all come through [`Workbench`]. What it returns are [`view`]s: plain values
//! in both languages. What it refuses is a [`WorkbenchError`] with a stable code and a sentence.
//!
//! | module | use case |
//! |---|---|
//! | `workbench`, `opened`, `change_message` | what is open, everything that changes it, and how a change is told |
//! | `library` | the models a new assessment can use |
//! | `answers_file` | answers from a CSV table |
//! | `describe`, `score`, `explain` | model, result and explanation as views |
//! | `diagnosis`, `comparison`, `scenes` | the pages 诊断 and 对标, and every chart |
//! | `export` | workbook and pictures |
//! | `sample`, `settings` | the sample engagement; recent files and preferences |
//! | `text_file` | reading a file that somebody named |

mod answer_view;
mod answers_file;
mod change_message;
mod comparison;
mod describe;
mod diagnosis;
mod error;
mod explain;
mod export;
mod library;
mod opened;
mod report_input;
mod sample;
mod scenes;
mod score;
mod settings;
mod text_file;
pub mod view;
mod words;
mod workbench;

pub use error::{RowFault, WorkbenchError, verify_fault};
pub use library::{Library, ModelEntry};
pub use settings::Folders;
pub use shuheng_store::{Clock, FixedClock, SystemClock, VerifyReport};
pub use workbench::{Workbench, verify};
