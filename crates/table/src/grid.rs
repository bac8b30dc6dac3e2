//! A whole table in memory, whatever file it came from: one text, and where its cells and rows end.

use crate::csv_table::{CsvRow, CsvTable, nothing_in_it};
use crate::fault::{Fault, TableError};
use crate::text_encoding::TextEncoding;
use crate::watch::Watch;
use crate::workbook;
use std::fs::File;
use std::io::{Read, Seek};

/// The widest table that is read.
const MOST_COLUMNS: u32 = 1_000;
/// The most cells, empty ones before filled ones counted in.
const MOST_CELLS: usize = 8_000_000;
/// The most text, in bytes: in a workbook one text may stand in many cells, so that the size of the file says little.
const MOST_TEXT: usize = 256 << 20;

/// A cell that is not simply a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A formula with the result that was saved with it.
    Computed,
    /// A formula without one.
    WithoutResult,
    /// An error such as `#REF!`.
    Error,
}

/// A row in which something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridRow {
    /// Line or row of the file, from 1.
    pub line: u32,
    /// Whether the spreadsheet does not show it.
    pub hidden: bool,
    first: u32,
    end: u32,
}

/// Rows of cells. Cells are without surrounding space; rows without anything are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    text: String,
    ends: Vec<u32>,
    rows: Vec<GridRow>,
    marks: Vec<((u32, u32), Mark)>,
}

impl Grid {
    /// The rows in the order of the file.
    #[must_use]
    pub fn rows(&self) -> &[GridRow] {
        &self.rows
    }

    /// A cell of a row by its column from 0; empty beyond its end.
    #[must_use]
    pub fn cell(&self, row: &GridRow, column: usize) -> &str {
        let index = row.first as usize + column;
        if index >= row.end as usize {
            return "";
        }
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[index] as usize]
    }

    /// Number of cells of a row, up to the last filled one.
    #[must_use]
    pub fn width(&self, row: &GridRow) -> usize {
        (row.end - row.first) as usize
    }

    /// What else is to be known of a cell, by line from 1 and column from 0.
    #[must_use]
    pub fn mark(&self, line: u32, column: usize) -> Option<Mark> {
        let at = (line, u32::try_from(column).ok()?);
        self.marks.binary_search_by_key(&at, |(at, _)| *at).ok().map(|index| self.marks[index].1)
    }

    /// All marks in the order of the table, by line from 1 and column from 0.
    #[must_use]
    pub fn marks(&self) -> &[((u32, u32), Mark)] {
        &self.marks
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    /// Its name.
    pub name: String,
    /// Whether the spreadsheet does not show it.
    pub hidden: bool,
}

/// What a table was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A CSV text.
    Text {
        /// Its encoding.
        encoding: TextEncoding,
        /// Whether a comma stands between the cells, so that one inside a cell was quoted.
        commas: bool,
    },
    /// A sheet of a workbook.
    Workbook {
        /// All of its sheets.
        sheets: Vec<SheetName>,
        /// Which of them was read.
        sheet: usize,
    },
}

/// A table with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it was read from.
    pub origin: Origin,
    /// Its cells.
    pub grid: Grid,
    /// Merged cells: first and last, by row and column from 0.
    pub merged: Vec<((u32, u32), (u32, u32))>,
    /// Columns that the spreadsheet does not show, from 0.
    pub hidden_columns: Vec<u32>,
}

impl Table {
    /// Reads a CSV table or a sheet of an .xlsx workbook; which of them it is says the content and not the name.
    ///
    /// # Errors
    /// [`TableError::Fault`] for a file that is neither, is empty, or holds more than is read; [`TableError::Cancelled`].
    pub fn read(mut file: File, sheet: Option<&str>, watch: &Watch) -> Result<Self, TableError> {
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(4).read_to_end(&mut bytes)?;
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            file.read_to_end(&mut bytes)?;
            return workbook::read(bytes, sheet, watch);
        }
        let length = file.metadata()?.len();
        file.rewind()?;
        let mut csv = CsvTable::open(file)?;
        watch.step(0.0..0.2, 1, 1)?;
        let (mut row, mut builder) = (CsvRow::default(), Builder::default());
        while csv.next(&mut row)? {
            let line = u32::try_from(row.line.saturating_sub(1)).unwrap_or(u32::MAX - 1);
            for (column, cell) in (0..).zip(row.cells()) {
                builder.place(line, column, false, cell, None)?;
            }
            watch.step(0.2..1.0, csv.position(), length)?;
        }
        let origin = Origin::Text { encoding: csv.encoding(), commas: csv.is_comma_separated() };
        Ok(Self { origin, grid: builder.finish()?, merged: Vec::new(), hidden_columns: Vec::new() })
    }

    /// Number of sheets of the workbook; 0 for a text.
    #[must_use]
    pub fn sheets(&self) -> usize {
        match &self.origin {
            Origin::Text { .. } => 0,
            Origin::Workbook { sheets, .. } => sheets.len(),
        }
    }

    /// Whether a comma inside a cell sets apart thousands rather than decimals: it was quoted, or typed into a spreadsheet.
    #[must_use]
    pub fn commas_are_thousands(&self) -> bool {
        !matches!(self.origin, Origin::Text { commas: false, .. })
    }
}

/// A grid that is being filled, row by row and from left to right.
#[derive(Default)]
pub(crate) struct Builder {
    grid: Grid,
    /// The row that is being filled, from 0, and whether it is hidden.
    row: Option<(u32, bool)>,
    first: usize,
}

impl Builder {
    /// Puts a cell where it belongs. Cells without anything only count when something follows them.
    ///
    /// # Errors
    /// When the table is too large, or a cell comes after one that stands behind it.
    pub(crate) fn place(&mut self, row: u32, column: u32, hidden: bool, text: &str, mark: Option<Mark>) -> Result<(), TableError> {
        if text.is_empty() && mark.is_none() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(too_wide(row, column).into());
        }
        if self.row.map(|(current, _)| current) != Some(row) {
            self.end_row();
            if self.row.is_some_and(|(before, _)| before > row) {
                return Err(disordered().into());
            }
            self.row = Some((row, hidden));
            self.first = self.grid.ends.len();
        }
        let grid = &mut self.grid;
        let place = self.first + column as usize;
        if place < grid.ends.len() {
            return Err(disordered().into());
        }
        let end = u32::try_from(grid.text.len()).unwrap_or(u32::MAX);
        grid.ends.resize(place, end);
        grid.text.push_str(text);
        if grid.ends.len() >= MOST_CELLS || grid.text.len() > MOST_TEXT {
            return Err(too_much().into());
        }
        grid.ends.push(u32::try_from(grid.text.len()).unwrap_or(u32::MAX));
        if let Some(mark) = mark {
            grid.marks.push(((row + 1, column), mark));
        }
        Ok(())
    }

    fn end_row(&mut self) {
        if let Some((row, hidden)) = self.row {
            let ends = u32::try_from(self.grid.ends.len()).unwrap_or(u32::MAX);
            let first = u32::try_from(self.first).unwrap_or(u32::MAX);
            self.grid.rows.push(GridRow { line: row + 1, hidden, first, end: ends });
        }
    }

    /// The grid.
    ///
    /// # Errors
    /// When nothing stands in it.
    pub(crate) fn finish(mut self) -> Result<Grid, TableError> {
        self.end_row();
        if self.grid.rows.is_empty() {
            return Err(nothing_in_it().into());
        }
        Ok(self.grid)
    }
}

fn too_wide(row: u32, column: u32) -> Fault {
    let fault = Fault::whole(
        format!(
            "内容排到第{}列（{}），最多读取{MOST_COLUMNS}列；检查分隔符，或把各列改成“机构、年份、指标、数值”的长表",
            column + 1,
            column_letters(column)
        ),
        format!(
            "cells reach column {} ({}), and at most {MOST_COLUMNS} columns are read; check what separates the cells, or turn columns into rows of institution, year, metric, value",
            column + 1,
            column_letters(column)
        ),
    );
    Fault { line: u64::from(row) + 1, ..fault }
}

fn too_much() -> Fault {
    Fault::whole(
        format!("表格过大：最多{MOST_CELLS}格、{}MB文字；分成几份后重试", MOST_TEXT >> 20),
        format!("the table is too large: at most {MOST_CELLS} cells and {} MB of text; split it and try again", MOST_TEXT >> 20),
    )
}

fn disordered() -> Fault {
    Fault::whole(
        "工作簿中单元格的次序有误；在Excel或WPS表格中打开、重新保存后重试",
        "the cells of the workbook stand in a wrong order; open it in Excel or WPS, save it anew and try again",
    )
}

/// The letters of a column from 0: `A`, …, `Z`, `AA`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_again() {
        let mut builder = Builder::default();
        for (row, column, text) in [(0, 0, "a"), (0, 1, ""), (0, 2, "丙"), (3, 1, "b"), (3, 2, "")] {
            builder.place(row, column, row == 3, text, None).unwrap();
        }
        let grid = builder.finish().unwrap();
        let told: Vec<(u32, bool, Vec<&str>)> =
            grid.rows().iter().map(|row| (row.line, row.hidden, (0..4).map(|column| grid.cell(row, column)).collect())).collect();
        assert_eq!(told, [(1, false, vec!["a", "", "丙", ""]), (4, true, vec!["", "b", "", ""])]);
        assert_eq!(grid.width(&grid.rows()[1]), 2);
    }

    #[test]
    fn what_is_too_wide_or_in_disorder_is_refused() {
        assert!(Builder::default().place(0, MOST_COLUMNS, false, "a", None).is_err());
        assert!(Builder::default().place(0, MOST_COLUMNS, false, "", None).is_ok());
        for (row, column) in [(1, 1), (1, 0), (0, 5)] {
            let mut builder = Builder::default();
            builder.place(1, 1, false, "a", None).unwrap();
            assert!(builder.place(row, column, false, "b", None).is_err(), "{row} {column}");
        }
        assert!(Builder::default().finish().is_err());
    }

    #[test]
    fn a_reading_that_is_called_off_gives_nothing() {
        use std::io::Write;
        let watch = Watch::default();
        watch.cancel();
        for bytes in ["a,b\n1,2\n".as_bytes().to_vec(), rust_xlsxwriter::Workbook::new().save_to_buffer().unwrap()] {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            file.rewind().unwrap();
            assert!(matches!(Table::read(file, None, &watch), Err(TableError::Cancelled)));
        }
    }

    #[test]
    fn letters_of_columns() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
