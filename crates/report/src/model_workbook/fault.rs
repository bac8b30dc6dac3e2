//! What is wrong in a workbook, at which cell, and how to mend it.

use rust_xlsxwriter::{XlsxError, column_number_to_name};
use shuheng_model::Text;
use std::fmt;

/// One fault of a model's workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFault {
    /// Name of the sheet; empty when the fault concerns the workbook as a whole.
    pub sheet: String,
    /// The cell, such as `F12`; empty when the fault concerns the sheet as a whole.
    pub cell: String,
    /// What is wrong.
    pub message: Text,
    /// How to mend it.
    pub hint: Text,
}

/// A cell of a sheet, row and column from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) sheet: &'static str,
    pub(super) row: u32,
    pub(super) col: u32,
}

impl SheetFault {
    /// Where: `指标!F12`, or the sheet alone; empty for the workbook as a whole.
    #[must_use]
    pub fn place(&self) -> String {
        if self.cell.is_empty() { self.sheet.clone() } else { format!("{}!{}", self.sheet, self.cell) }
    }

    pub(super) fn at(at: At, message: Text, hint: Text) -> Self {
        Self { sheet: at.sheet.to_owned(), cell: cell_name(at.row, at.col), message, hint }
    }

    pub(super) fn of_sheet(sheet: &str, message: Text, hint: Text) -> Self {
        Self { sheet: sheet.to_owned(), cell: String::new(), message, hint }
    }

    pub(super) fn of_workbook(message: Text, hint: Text) -> Self {
        Self::of_sheet("", message, hint)
    }

    /// What the writer of workbooks refused.
    pub(super) fn unwritten(fault: &XlsxError) -> Self {
        Self::of_workbook(
            Text::new(format!("工作簿写不出来：{fault}"), format!("the workbook could not be written: {fault}")),
            Text::new("改从TOML文件编辑该模型", "edit the model in its TOML files instead"),
        )
    }
}

impl fmt::Display for SheetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        let colon = if place.is_empty() { "" } else { ": " };
        write!(f, "{place}{colon}{}（{}）", self.message.zh, self.hint.zh)
    }
}

/// `F12` for row 11 and column 5. Columns beyond those of a worksheet, which only a damaged file names, are counted.
pub(super) fn cell_name(row: u32, col: u32) -> String {
    match u16::try_from(col) {
        Ok(col) => format!("{}{}", column_number_to_name(col), u64::from(row) + 1),
        Err(_) => format!("R{}C{}", u64::from(row) + 1, u64::from(col) + 1),
    }
}

/// Row by row within a sheet, sheets in the order of the workbook, and each fault once.
pub(super) fn sorted(mut faults: Vec<SheetFault>) -> Vec<SheetFault> {
    let order = |fault: &SheetFault| {
        let sheet = super::columns::SHEETS.iter().position(|sheet| sheet.name == fault.sheet).unwrap_or(0);
        let digits = fault.cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let letters = fault.cell.len() - digits.len();
        (sheet, digits.parse::<u64>().unwrap_or(0), letters, fault.cell.clone())
    };
    faults.sort_by_key(order);
    faults.dedup();
    faults
}
