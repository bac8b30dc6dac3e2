//! What a cell can hold without changing it.

use crate::text::is_taken_for_markup;
use shuheng_model::Text;

/// The most UTF-16 units, and the most line breaks, that Excel keeps in one cell.
const MAX_UNITS: usize = 32_767;
const MAX_BREAKS: usize = 253;
/// Numbers nearer to zero, and above, are no numbers to Excel.
const LEAST: f64 = 2.229e-308;
const MOST: f64 = 9.999_999_999_999_99e307;

/// A number in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Number {
    /// It has at most 15 digits, which every spreadsheet keeps.
    Short(f64),
    /// It has more: only as text do all its digits come back.
    Long(String),
}

/// How a finite number is kept.
pub(super) fn number(number: f64) -> Number {
    let fifteen = format!("{number:.14e}").parse::<f64>();
    let in_range = number == 0.0 || (LEAST..=MOST).contains(&number.abs());
    if in_range && fifteen.is_ok_and(|fifteen| fifteen.to_bits() == number.to_bits()) {
        Number::Short(number)
    } else {
        Number::Long(format!("{number:?}"))
    }
}

/// Why a cell cannot hold a text and how to mend it; `None` when it can.
pub(super) fn unfit(text: &str) -> Option<(Text, Text)> {
    let units = text.encode_utf16().count();
    let forbidden = |c: &char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(u32::from(*c), 0xFFFE | 0xFFFF);
    if text.trim().is_empty() {
        Some((Text::new("文字是空的", "the text is blank"), Text::new("写上内容，或删去这个键", "write something, or delete the key")))
    } else if units > MAX_UNITS {
        Some((
            Text::new(
                format!("文字有{units}字，单元格至多{MAX_UNITS}字"),
                format!("the text has {units} characters, a cell holds {MAX_UNITS}"),
            ),
            Text::new("缩短文字", "shorten it"),
        ))
    } else if text.matches('\n').count() > MAX_BREAKS {
        Some((
            Text::new(
                format!("换行多于{MAX_BREAKS}处，单元格放不下"),
                format!("the text has more than {MAX_BREAKS} line breaks, too many for a cell"),
            ),
            Text::new("减少换行", "use fewer lines"),
        ))
    } else if let Some(c) = text.chars().find(forbidden) {
        Some((
            Text::new(
                format!("文字中有单元格放不下的字符U+{:04X}", u32::from(c)),
                format!("the text has the character U+{:04X}, which a cell cannot hold", u32::from(c)),
            ),
            Text::new("删去这个字符", "delete the character"),
        ))
    } else if is_taken_for_markup(text) {
        Some((
            Text::new(
                "文字以<r>起、以</r>止，会被当作格式标记",
                "the text begins with <r> and ends with </r>, which stands for formatting in a workbook",
            ),
            Text::new("在前面加一个字", "put a character before it"),
        ))
    } else {
        None
    }
}

/// The same for an entry of a list, of which a cell has one a line.
pub(super) fn unfit_line(line: &str) -> Option<(Text, Text)> {
    if line.contains('\n') {
        return Some((
            Text::new(
                "列表的一条里有换行，而单元格中一行是一条",
                "an entry of a list has a line break, and in a cell every line is an entry",
            ),
            Text::new("去掉这一条里的换行", "take the line break out of the entry"),
        ));
    }
    unfit(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits() {
        assert_eq!(unfit("=1+1"), None);
        assert_eq!(unfit("一\n\t二"), None);
        assert_eq!(unfit(&"数".repeat(MAX_UNITS)), None);
        for text in ["", " \n", "\u{0}", "a\u{1b}b", "a\rb", "\u{85}", "\u{fffe}", "<r>x</r>", &"😀".repeat(16_384), &"a\n".repeat(254)] {
            assert!(unfit(text).is_some(), "{text:?}");
        }
        assert!(unfit_line("一\n二").is_some());
        assert_eq!(number(0.1), Number::Short(0.1));
        assert_eq!(number(0.1 + 0.2), Number::Long("0.30000000000000004".to_owned()));
        assert_eq!(number(5e-324), Number::Long("5e-324".to_owned()));
        assert_eq!(number(f64::MAX), Number::Long("1.7976931348623157e308".to_owned()));
    }

    proptest! {
        #[test]
        fn a_number_is_kept_to_the_bit(number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
            let back = match super::number(number) {
                Number::Short(short) => format!("{short:.14e}").parse::<f64>(),
                Number::Long(digits) => digits.parse::<f64>(),
            };
            prop_assert_eq!(back.map(f64::to_bits), Ok(number.to_bits()));
        }
    }
}
