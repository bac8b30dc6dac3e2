//! A CSV table that somebody named: opened within a bound, its faults with its path.

use crate::error::{RowFault, WorkbenchError};
use crate::text_file;
use crate::view::Text;
use shuheng_table::{TableError, TextEncoding};
use std::path::Path;

pub(crate) use shuheng_table::CsvRow as Row;

/// Largest table that is read, in bytes.
const LARGEST_TABLE: u64 = 1_000_000_000;
/// Faults that are told; more would only bury the first.
pub(crate) const TOLD: usize = 50;

/// An open table.
pub(crate) struct CsvTable {
    table: shuheng_table::CsvTable,
    /// How the table was read, where a reader of the results would want to know.
    pub(crate) notes: Vec<Text>,
}

impl CsvTable {
    /// Opens a table.
    ///
    /// # Errors
    /// [`WorkbenchError::File`] when it cannot be read or is larger than 1 GB, [`WorkbenchError::Table`] when it is empty, no text, in
    /// another encoding, or a quote is not closed.
    pub(crate) fn open(path: &Path) -> Result<Self, WorkbenchError> {
        let file_error = |error| WorkbenchError::File { path: path.to_owned(), writing: false, error };
        let table = shuheng_table::CsvTable::open(text_file::open(path, LARGEST_TABLE)?).map_err(|error| match error {
            TableError::File(error) => file_error(error),
            TableError::Cancelled => file_error(std::io::ErrorKind::Interrupted.into()),
            TableError::Fault(fault) => table_error(path, vec![fault.into()]),
        })?;
        let notes = match table.encoding() {
            TextEncoding::Utf8 | TextEncoding::Utf8WithMark => Vec::new(),
            TextEncoding::Gb18030 => vec![Text::new("文件不是UTF-8编码，按GB18030读取", "the file is no UTF-8 and was read as GB18030")],
            TextEncoding::Utf16Le | TextEncoding::Utf16Be => vec![Text::new("文件按UTF-16读取", "the file was read as UTF-16")],
        };
        Ok(Self { table, notes })
    }

    /// Whether a comma stands between the cells, so that one inside a cell was quoted.
    pub(crate) fn is_comma_separated(&self) -> bool {
        self.table.is_comma_separated()
    }

    /// The next row, or `false` after the last one. Lines without anything are passed over.
    ///
    /// # Errors
    /// A [`RowFault`] for a row that cannot be read; the table ends there.
    pub(crate) fn next(&mut self, row: &mut Row) -> Result<bool, RowFault> {
        self.table.next(row).map_err(RowFault::from)
    }
}

/// The error of a table with these faults, of which the first [`TOLD`] are told.
pub(crate) fn table_error(path: &Path, mut faults: Vec<RowFault>) -> WorkbenchError {
    faults.truncate(TOLD);
    WorkbenchError::Table { path: path.to_owned(), faults }
}

/// What is said of a table in which nothing stands.
pub(crate) fn nothing_in_it() -> Text {
    shuheng_table::nothing_in_it().message.into()
}
