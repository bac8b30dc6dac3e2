//! Addresses of cells, as formulas write them.

use rust_xlsxwriter::{ColNum, RowNum, column_number_to_name};

/// A cell that formulas name absolutely: `$C$7`.
pub(crate) fn fixed(row: RowNum, col: ColNum) -> String {
    format!("${}${}", column_number_to_name(col), row + 1)
}

/// A cell that moves with its row: `C7`.
pub(crate) fn cell(row: RowNum, col: ColNum) -> String {
    format!("{}{}", column_number_to_name(col), row + 1)
}

/// A part of one column: `$C$7:$C$20`.
pub(crate) fn column(first: RowNum, last: RowNum, col: ColNum) -> String {
    format!("{}:{}", fixed(first, col), fixed(last, col))
}

/// The same on another sheet: `'方法'!$C$7`.
pub(crate) fn on(sheet: &str, address: &str) -> String {
    format!("'{sheet}'!{address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_as_in_excel() {
        assert_eq!(fixed(6, 2), "$C$7");
        assert_eq!(cell(0, 27), "AB1");
        assert_eq!(on("方法", &column(4, 8, 1)), "'方法'!$B$5:$B$9");
    }
}
