//! Tables that somebody made with a spreadsheet, as they are met: CSV in several encodings, Excel workbooks, figures as people write them.
//!
//! | module | concept |
//! |---|---|
//! | `text_encoding` | which encoding a text is in, and decoding it as it is read |
//! | `csv_table` | a CSV table, row by row |
//! | `package` | the ZIP package around a workbook, unpacked within limits |
//! | `sheet_marks` | what a sheet says of its rows and cells beside their values: hidden, computed |
//! | `workbook` | the sheets of a workbook and their cells |
//! | `grid` | a whole table in memory, whatever file it came from |
//! | `figure` | what one cell says: a figure, nothing, or something that is none |
//! | `watch` | how far a reading has come, and calling it off |
//! | `fault` | what is wrong, for people |

mod csv_table;
mod fault;
pub mod figure;
mod grid;
mod package;
mod sheet_marks;
mod text_encoding;
mod watch;
mod workbook;

pub use csv_table::{CsvRow, CsvTable, nothing_in_it, open_quote};
pub use fault::{Fault, Sentence, TableError};
pub use grid::{Grid, GridRow, Mark, Origin, SheetName, Table, column_letters};
pub use package::{Limits, Refusal, rewritten, unpacked};
pub use text_encoding::TextEncoding;
pub use watch::Watch;
pub use workbook::{NotOpened, Workbook};
