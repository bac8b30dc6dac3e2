//! A sheet of figures for a spreadsheet, with the line that names their sources.

use crate::error::ReportError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureCell {
    /// Text, never taken for a formula.
    Text(String),
    /// A number.
    Number(f64),
}

/// A sheet of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureSheet {
    /// Name of the sheet.
    pub name: String,
    /// Head of the columns.
    pub head: Vec<String>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<FigureCell>>,
    /// Who is to be named; written below the rows.
    pub note: String,
}

/// A workbook of sheets of figures, each filtered and with a fixed head.
///
/// # Errors
/// When a text is too long for a cell or the workbook cannot be made.
pub fn figures_workbook(sheets: &[FigureSheet]) -> Result<Vec<u8>, ReportError> {
    let mut book = Workbook::new();
    // A fixed date: the same figures make the same bytes.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    for sheet in sheets {
        fill(book.add_worksheet(), sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(page: &mut Worksheet, sheet: &FigureSheet) -> Result<(), ReportError> {
    page.set_name(&sheet.name)?;
    let bold = Format::new().set_bold();
    for (column, name) in (0_u16..).zip(&sheet.head) {
        page.write_string_with_format(0, column, name, &bold)?;
    }
    let mut row = 1;
    for cells in &sheet.rows {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                FigureCell::Text(text) if text.is_empty() => {}
                FigureCell::Text(text) => {
                    page.write_string(row, column, text)?;
                }
                FigureCell::Number(number) => {
                    page.write_number(row, column, *number)?;
                }
            }
        }
        row += 1;
    }
    let last = u16::try_from(sheet.head.len()).unwrap_or(1).saturating_sub(1);
    page.autofilter(0, 0, row - 1, last)?;
    page.set_freeze_panes(1, 0)?;
    page.write_string(row + 1, 0, &sheet.note)?;
    page.autofit();
    Ok(())
}
