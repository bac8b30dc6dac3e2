//! Bringing in peers' figures from a table of the user's own: a CSV text or a sheet of a workbook, in long form (a figure a row) or wide form
//! (a column for every metric and year).
//!
//! | module | concept |
//! |---|---|
//! | `mapping` | which column holds what, and what holds for the whole table |
//! | `vocabulary` | the metrics, institutions and kinds that are known already, and other names of them |
//! | `guess` | a mapping proposed from the headings |
//! | `decimal`, `unit`, `figure_text`, `year` | figures, units and years as people write them |
//! | `reading` | a table with its mapping → figures, and rows that are refused with reasons |
//! | `institution` | the institution of a row |
//! | `row` | one figure: its cell read, converted and checked |
//! | `problems`, `notices` | what stands against reading the table at all; what a reader should know |
//! | `content` | the form in which imported figures are kept in an engagement |
//!
//! Nothing is taken over silently: what is read differently from how it looks, left out or assumed is told in a notice.

mod content;
mod decimal;
mod figure_text;
mod guess;
mod institution;
mod mapping;
mod notices;
mod problems;
mod reading;
mod row;
mod unit;
mod vocabulary;
mod year;

pub use content::{ImportedFigure, ImportedInstitution, ImportedMetric, ImportedTable, Place};
pub use figure_text::FigureText;
pub use guess::guess;
pub use mapping::{FigureColumn, Fixed, ImportQuality, Mapping, Role};
pub use reading::{Import, MOST_FIGURES, Refused, read};
pub use unit::Unit;
pub use vocabulary::{KnownInstitution, KnownMetric, KnownName, Vocabulary};
