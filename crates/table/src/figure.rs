//! What one cell of a table says: a figure, nothing, or something that is no figure.
//!
//! Full-width digits and signs count like their plain forms, `−` like `-`; thousands may be set apart by commas.

use crate::fault::Sentence;
use shuheng_engine::statistics::GREATEST_FIGURE;
use std::borrow::Cow;

/// What stands for a figure that is not there, in lower case.
const MISSING: [&str; 7] = ["na", "n/a", "-", "–", "—", "——", "−"];

/// A cell that can be used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// No figure.
    Missing,
    /// A figure, with whether a per cent sign stood behind it; `12.5%` is 12.5.
    Figure(f64, bool),
}

/// Why a cell is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellFault {
    /// Text.
    NoNumber,
    /// A word for something that is not a number, or for infinity.
    NotFinite,
    /// Beyond ±[`GREATEST_FIGURE`].
    TooGreat,
    /// A comma that may set apart thousands or decimals.
    EitherComma,
}

/// The cell as plain ASCII where it has full-width forms.
#[must_use]
pub fn half_width(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() {
        return Cow::Borrowed(cell);
    }
    let plain = |c: char| match c {
        '！'..='～' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '−' => '-',
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    };
    Cow::Owned(cell.chars().map(plain).collect())
}

/// Whether a trimmed cell says that there is no figure.
#[must_use]
pub fn is_missing(cell: &str) -> bool {
    // The longest of the words has six bytes; most cells are figures.
    cell.is_empty() || cell.len() <= 6 && MISSING.contains(&cell.to_lowercase().as_str())
}

/// Reads a trimmed cell. `quoted_commas`: commas separate the cells of the table, so that one inside a cell was quoted on purpose;
/// elsewhere `1,234` may as well be 1.234.
///
/// # Errors
/// [`CellFault`].
pub fn read(cell: &str, quoted_commas: bool) -> Result<Cell, CellFault> {
    if is_missing(cell) {
        return Ok(Cell::Missing);
    }
    let plain = half_width(cell);
    if is_missing(&plain) {
        return Ok(Cell::Missing);
    }
    let (number, percent) = match plain.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (plain.as_ref(), false),
    };
    let digits = if number.contains(',') { Cow::Owned(without_thousands(number, quoted_commas)?) } else { Cow::Borrowed(number) };
    if ["nan", "inf", "infinity"].contains(&digits.trim_start_matches(['+', '-']).to_lowercase().as_str()) {
        return Err(CellFault::NotFinite);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
        return Err(CellFault::NoNumber);
    }
    let figure: f64 = digits.parse().map_err(|_| CellFault::NoNumber)?;
    if figure.abs() > GREATEST_FIGURE { Err(CellFault::TooGreat) } else { Ok(Cell::Figure(figure, percent)) }
}

/// A number without the commas between its thousands. `quoted_commas` as for [`read`].
///
/// # Errors
/// [`CellFault::EitherComma`], or [`CellFault::NoNumber`] where commas set apart no thousands.
pub fn without_thousands(number: &str, quoted_commas: bool) -> Result<String, CellFault> {
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, fraction)| (whole, Some(fraction)));
    let unsigned = whole.trim_start_matches(['+', '-']);
    let groups: Vec<&str> = unsigned.split(',').collect();
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = groups.iter().all(digits)
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() == 3)
        && fraction.is_none_or(|fraction| !fraction.contains(','));
    match (thousands, quoted_commas || groups.len() > 2 || fraction.is_some()) {
        (true, true) => Ok(number.replace(',', "")),
        (true, false) => Err(CellFault::EitherComma),
        (false, _) if groups.len() == 2 && groups.iter().all(digits) && fraction.is_none() => Err(CellFault::EitherComma),
        (false, _) => Err(CellFault::NoNumber),
    }
}

/// A cell as it is shown in a sentence: not longer than a line bears.
#[must_use]
pub fn shown(cell: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = cell.chars().take(40).map(clean).collect();
    if cell.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

impl CellFault {
    /// What is wrong with a cell of a column, and what would be right.
    #[must_use]
    pub fn message(self, column: &str, cell: &str) -> Sentence {
        let (column, cell) = (shown(column), shown(cell));
        match self {
            Self::NoNumber => Sentence::new(
                format!("“{column}”列的“{cell}”不是数字；写成数字，没有数值时留空"),
                format!("column `{column}`: `{cell}` is not a number; write a number, or leave the cell empty where there is none"),
            ),
            Self::NotFinite => Sentence::new(
                format!("“{column}”列的“{cell}”不是有限的数；没有数值时留空"),
                format!("column `{column}`: `{cell}` is no finite number; leave the cell empty where there is none"),
            ),
            Self::TooGreat => Sentence::new(
                format!("“{column}”列的“{cell}”超出±1e150；换一个更大的单位"),
                format!("column `{column}`: `{cell}` lies beyond ±1e150; use a larger unit"),
            ),
            Self::EitherComma => Sentence::new(
                format!("“{column}”列的“{cell}”中，逗号可能是千分位也可能是小数点；去掉千分位，小数点写成“.”"),
                format!(
                    "column `{column}`: the comma of `{cell}` may set apart thousands or decimals; leave thousands together and write decimals with a point"
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_as_people_write_them() {
        for (cell, figure) in [
            ("1", 1.0),
            ("-2.50", -2.5),
            ("+3e2", 300.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("１２．５", 12.5),
            ("－３", -3.0),
            ("−3", -3.0),
            ("1,234", 1234.0),
            ("-1,234,567.8", -1_234_567.8),
            ("１，２３４", 1234.0),
        ] {
            assert_eq!(read(cell, true), Ok(Cell::Figure(figure, false)), "{cell}");
        }
        assert_eq!(read("12.5%", true), Ok(Cell::Figure(12.5, true)));
        assert_eq!(read("12.5 ％", true), Ok(Cell::Figure(12.5, true)));
        for cell in ["", "NA", "n/a", "N/A", "-", "—", "——", "－", "Ｎ／Ａ"] {
            assert_eq!(read(cell, true), Ok(Cell::Missing), "{cell}");
        }
    }

    #[test]
    fn what_is_no_figure() {
        for cell in ["abc", "1 2", "1.2.3", "1e", "12.5%%", "0x1f", "1_000", "¥5", "1,2,3", "1,23.4", "甲", "--1", "%", "1.5,2"] {
            assert_eq!(read(cell, true), Err(CellFault::NoNumber), "{cell}");
        }
        for cell in ["NaN", "nan", "inf", "-Infinity", "ＮＡＮ"] {
            assert_eq!(read(cell, true), Err(CellFault::NotFinite), "{cell}");
        }
        for cell in ["1.1e150", "-1e151", "1e999"] {
            assert_eq!(read(cell, true), Err(CellFault::TooGreat), "{cell}");
        }
        assert_eq!(read("1e150", true), Ok(Cell::Figure(1e150, false)));
        assert_eq!(read("1,5", true), Err(CellFault::EitherComma));
        assert_eq!(read("1,234", false), Err(CellFault::EitherComma), "1.234 in half of Europe");
        assert_eq!(read("1,234,567", false), Ok(Cell::Figure(1_234_567.0, false)));
        assert_eq!(read("1,234.5", false), Ok(Cell::Figure(1234.5, false)));
    }

    #[test]
    fn long_cells_are_shown_short() {
        assert_eq!(shown(&"长".repeat(41)).chars().count(), 41);
        assert_eq!(shown("a\nb"), "a b");
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(figure in -1e150..1e150_f64) {
            prop_assert_eq!(read(&figure.to_string(), true), Ok(Cell::Figure(figure, false)));
            prop_assert_eq!(read(&format!("{figure:e}"), true), Ok(Cell::Figure(figure, false)));
        }

        #[test]
        fn any_text_is_answered(cell in "\\PC{0,12}", quoted: bool) {
            if let Ok(Cell::Figure(figure, _)) = read(&cell, quoted) {
                prop_assert!(figure.abs() <= GREATEST_FIGURE);
            }
        }
    }
}
