//! The year that a figure is for, as tables state it. Figures of a part of a year and forecasts are told apart and refused.

use shuheng_table::Sentence;
use shuheng_table::figure::{half_width, shown};

/// No figures about information technology are older.
const FIRST: i32 = 1980;

/// Reads the year in `2024`, `2024年度`, `FY2024`, `2024-12-31`. `this_year` is the last one that can be over.
///
/// # Errors
/// What is wrong with it and what would be right.
pub fn read(cell: &str, this_year: i32) -> Result<i32, Sentence> {
    let plain: String = half_width(cell).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let shown = shown(cell);
    if plain.is_empty() {
        return Err(Sentence::new("年份为空；补上年份", "the year is empty; fill it in"));
    }
    let no_year = || {
        Sentence::new(format!("“{shown}”不是年份；写成2024这样的四位数"), format!("`{shown}` is no year; write four digits such as 2024"))
    };
    let bare = plain.strip_prefix("fy").unwrap_or(&plain);
    let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
    let rest = &bare[digits.len()..];
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 4).ok_or_else(no_year)?;
    let rest = rest.strip_prefix('年').unwrap_or(rest);
    match rest {
        "" | "度" | "a" | "末" | "年报" | "全年" | ".0" => {}
        "e" | "f" | "p" | "预测" | "预计" => {
            return Err(Sentence::new(
                format!("“{shown}”是预测值，不与已披露的数据混用"),
                format!("`{shown}` is a forecast and is not mixed with figures that were stated"),
            ));
        }
        rest if is_year_end(rest) => {}
        _ if rest.starts_with(['-', '/', '.', '年', 'h', 'q', '上', '下', '第', '一', '二', '三', '四', '中', '半']) || has_month(rest) =>
        {
            return Err(Sentence::new(
                format!("“{shown}”不是整年；只读取全年或年末的数据"),
                format!("`{shown}` is no full year; only figures of a full year or its end are read"),
            ));
        }
        _ => return Err(no_year()),
    }
    if number > this_year {
        return Err(Sentence::new(
            format!("{number}年还没有到；检查年份，预测值不读取"),
            format!("{number} is still to come; check the year, forecasts are not read"),
        ));
    }
    if number < FIRST {
        return Err(Sentence::new(format!("{number}年早于{FIRST}年；检查年份"), format!("{number} is before {FIRST}; check the year")));
    }
    Ok(number)
}

/// Whether a text behind a year is its last day or month.
fn is_year_end(rest: &str) -> bool {
    let numbers: Vec<u32> =
        rest.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).filter_map(|part| part.parse().ok()).collect();
    let separators = rest.chars().all(|c| c.is_ascii_digit() || "-/.月日".contains(c));
    separators && matches!(numbers.as_slice(), [12] | [12, 31])
}

fn has_month(rest: &str) -> bool {
    rest.contains('月') || rest.contains('季')
}

/// The year in a heading such as `2024年科技投入（亿元）`, and the heading without it.
#[must_use]
pub fn in_heading(heading: &str) -> Option<(i32, String)> {
    let plain = half_width(heading).into_owned();
    let bytes = plain.as_bytes();
    let is_digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    let start = (0..bytes.len()).find(|start| {
        (0..4).all(|step| is_digit(start + step))
            && !is_digit(start + 4)
            && (*start == 0 || !is_digit(start - 1))
            && (plain[*start..].starts_with("19") || plain[*start..].starts_with("20"))
    })?;
    let year: i32 = plain[start..start + 4].parse().ok()?;
    let behind = plain[start + 4..].trim_start();
    let behind = ["年度", "年末", "年", "a"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let before = plain[..start].trim_end();
    let before = before.strip_suffix("FY").or_else(|| before.strip_suffix("fy")).unwrap_or(before);
    let left = format!("{before} {behind}");
    Some((year, left.trim_matches(|c: char| c.is_whitespace() || "-_:".contains(c)).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn years_as_tables_state_them() {
        for cell in [
            "2024",
            "２０２４",
            "2024年",
            "2024年度",
            "2024 年末",
            "FY2024",
            "2024A",
            "2024-12-31",
            "2024/12/31",
            "2024年12月31日",
            "2024-12",
        ] {
            assert_eq!(read(cell, 2025), Ok(2024), "{cell}");
        }
    }

    #[test]
    fn what_is_no_full_year_that_is_over() {
        for (cell, why) in [
            ("", "is empty"),
            ("24", "no year"),
            ("abc", "no year"),
            ("20245", "no year"),
            ("2024E", "a forecast"),
            ("2024H1", "no full year"),
            ("2024Q3", "no full year"),
            ("2024年上半年", "no full year"),
            ("2024-06-30", "no full year"),
            ("2031", "still to come"),
            ("1905", "before 1980"),
        ] {
            assert!(read(cell, 2025).is_err_and(|fault| fault.en.contains(why)), "{cell}");
        }
    }

    #[test]
    fn years_in_headings() {
        for (heading, year, left) in [
            ("2024年科技投入（亿元）", 2024, "科技投入(亿元)"),
            ("科技投入2023", 2023, "科技投入"),
            ("FY2022", 2022, ""),
            ("2021", 2021, ""),
            ("it_investment_2020", 2020, "it_investment"),
        ] {
            assert_eq!(in_heading(heading), Some((year, left.to_owned())), "{heading}");
        }
        assert_eq!(in_heading("代码600036"), None);
        assert_eq!(in_heading("3024年"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_answered(cell in "\\PC{0,12}") {
            let _ = (read(&cell, 2025), in_heading(&cell));
        }
    }
}
