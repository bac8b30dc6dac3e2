//! A figure as people write it in a cell: full-width digits, thousands set apart, brackets or − for what is below nought, a unit or a power
//! of ten behind it, a currency sign before it; or one of the many ways to say that there is none.

use super::decimal::Decimal;
use super::unit::Unit;
use shuheng_table::Sentence;
use shuheng_table::figure::{half_width, is_missing, shown, without_thousands};

/// What else stands for a figure that is not there, in lower case.
const NOT_STATED: [&str; 16] =
    ["不适用", "未披露", "未公布", "暂无", "无", "缺失", "无数据", "--", "---", "…", "……", "...", "/", "n.a.", "null", "none"];

/// A cell that can be used.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureText {
    /// No figure; never the same as nought.
    Missing,
    /// A figure, and the unit or power of ten that stands with it.
    Figure(Decimal, Option<Unit>),
}

/// Reads a trimmed cell. `commas`: a comma sets apart thousands; where it may as well stand for the decimal point, `1,234` is refused.
///
/// # Errors
/// What is wrong with it and what would be right.
pub fn read(cell: &str, commas: bool) -> Result<FigureText, Sentence> {
    let plain = half_width(cell);
    let plain = plain.trim();
    if is_missing(plain) || NOT_STATED.contains(&plain.to_lowercase().as_str()) {
        return Ok(FigureText::Missing);
    }
    let no_number = || {
        Sentence::new(
            format!("“{}”不是一个数字；写成数字，没有数值时留空", shown(cell)),
            format!("`{}` is no number; write a number, or leave the cell empty where there is none", shown(cell)),
        )
    };
    if ["nan", "inf", "infinity"].contains(&plain.trim_start_matches(['+', '-']).to_lowercase().as_str()) {
        return Err(no_number());
    }
    // Accountants put what is below nought in brackets.
    let (bracketed, inside) = match plain.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((inside, unit)) => (true, format!("{}{}", inside.trim(), unit.trim())),
        None => (false, plain.to_owned()),
    };
    let (money, unsigned) = without_currency(&inside);
    let length = number_length(unsigned);
    let (number, rest) = unsigned.split_at(length);
    let unit = if money { Some(unit_of_money(rest)) } else { Unit::parse(rest) };
    let digits = if number.contains(',') {
        without_thousands(number, commas)
            .map_err(|fault| if fault == shuheng_table::figure::CellFault::NoNumber { no_number() } else { either_comma(cell) })?
    } else {
        number.to_owned()
    };
    let decimal = Decimal::parse(&digits).ok_or_else(no_number)?;
    if unit.as_ref().is_some_and(|unit| unit.base.chars().any(|c| c.is_ascii_digit() || "+-".contains(c))) {
        return Err(no_number());
    }
    if bracketed && (decimal.is_negative() || number.starts_with(['+', '-'])) {
        return Err(no_number());
    }
    Ok(FigureText::Figure(if bracketed { decimal.negated() } else { decimal }, unit))
}

/// Whether a currency sign or name stands at the front, and the text without it.
fn without_currency(text: &str) -> (bool, &str) {
    for sign in ["¥", "￥", "rmb", "RMB", "cny", "CNY", "人民币"] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (true, rest.trim_start());
        }
    }
    (false, text)
}

/// The unit behind an amount with a currency before it.
fn unit_of_money(rest: &str) -> Unit {
    match Unit::parse(rest) {
        Some(unit) if unit.base.is_empty() => Unit { base: "元".to_owned(), ..unit },
        // `RMB 1.2 million`: the two halves are one unit.
        Some(unit) => Unit::parse(&format!("rmb {rest}")).filter(|whole| whole.base == "元").unwrap_or(unit),
        None => Unit { power: 0, base: "元".to_owned() },
    }
}

/// How much of a text is the number at its front.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let follows = bytes.get(length + 1).is_some_and(|next| next.is_ascii_digit() || b"+-".contains(next));
        let exponent = b"eE".contains(byte) && length > 0 && follows && !text[..length].contains(['e', 'E']);
        let sign = b"+-".contains(byte) && (length == 0 || b"eE".contains(&bytes[length - 1]));
        if !(byte.is_ascii_digit() || b".,".contains(byte) || exponent || sign) {
            break;
        }
        length += 1;
    }
    length
}

fn either_comma(cell: &str) -> Sentence {
    Sentence::new(
        format!("“{}”中的逗号可能是千分位也可能是小数点；去掉千分位，小数点写成“.”", shown(cell)),
        format!(
            "the comma of `{}` may set apart thousands or decimals; leave thousands together and write decimals with a point",
            shown(cell)
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Value, decimals, and the power and base of the unit.
    type Told = (f64, u32, Option<(i32, String)>);

    fn figure(cell: &str) -> Option<Told> {
        match read(cell, true) {
            Ok(FigureText::Figure(decimal, unit)) => {
                decimal.figure().map(|(value, decimals)| (value, decimals, unit.map(|unit| (unit.power, unit.base))))
            }
            _ => None,
        }
    }

    #[test]
    fn figures_as_people_write_them() {
        for (cell, value, decimals) in [
            ("122.96", 122.96, 2),
            ("１２２．９６", 122.96, 2),
            ("1,229,600", 1_229_600.0, 0),
            ("1，229，600.5", 1_229_600.5, 1),
            ("−3.5", -3.5, 1),
            ("－3.5", -3.5, 1),
            ("(1,234.5)", -1234.5, 1),
            ("（7）", -7.0, 0),
            ("\u{a0}8\u{a0}", 8.0, 0),
            ("1.2E+3", 1200.0, 0),
        ] {
            assert_eq!(figure(cell), Some((value, decimals, None)), "{cell}");
        }
    }

    #[test]
    fn units_behind_figures() {
        for (cell, value, power, base) in [
            ("12.5%", 12.5, 0, "%"),
            ("12.5 ％", 12.5, 0, "%"),
            ("122.96亿元", 122.96, 8, "元"),
            ("3.5万", 3.5, 4, ""),
            ("2千", 2.0, 3, ""),
            ("1.5万亿", 1.5, 12, ""),
            ("￥1.2亿", 1.2, 8, "元"),
            ("¥ 5", 5.0, 0, "元"),
            ("RMB 1.2 million", 1.2, 6, "元"),
            ("9,041人", 9041.0, 0, "人"),
            ("(3)亿元", -3.0, 8, "元"),
        ] {
            assert_eq!(figure(cell).map(|(value, _, unit)| (value, unit)), Some((value, Some((power, base.to_owned())))), "{cell}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_nought() {
        for cell in ["", " ", "—", "－", "-", "N/A", "n.a.", "不适用", "未披露", "\u{a0}", "\u{3000}", "……"] {
            assert_eq!(read(cell, true), Ok(FigureText::Missing), "{cell}");
        }
        assert_eq!(figure("0"), Some((0.0, 0, None)));
    }

    #[test]
    fn what_is_no_figure() {
        for cell in ["甲", "约100", "超过100亿元", "1.2.3", "1-2", "100~200", "1 2", "--1", "(-1)", "NaN", "inf", "%", "亿", "=A1", "12,34"]
        {
            assert!(read(cell, true).is_err(), "{cell} {:?}", read(cell, true));
        }
        assert!(read("1,234", false).is_err_and(|fault| fault.en.contains("may set apart")));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(cell in "\\PC{0,16}", commas: bool) {
            let _ = read(&cell, commas);
        }

        #[test]
        fn texts_near_figures_are_answered(cell in "[-+0-9.,，eE()（）%亿万千元 ¥−]{0,12}", commas: bool) {
            if let Ok(FigureText::Figure(decimal, _)) = read(&cell, commas) && let Some((value, _)) = decimal.figure() {
                prop_assert!(value.is_finite());
            }
        }

        #[test]
        fn what_was_written_is_read(value in -1e9..1e9_f64, decimals in 0..5_usize) {
            let text = format!("{value:.decimals$}");
            let stated: f64 = text.parse().unwrap();
            let wide: String = text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
            for written in [text.clone(), format!(" {text} "), wide] {
                prop_assert_eq!(figure(&written).map(|(value, ..)| value), Some(stated + 0.0), "{}", written);
            }
        }
    }
}
