//! The words of the drop-downs, and what else is understood for them.

use super::form::Level;
use crate::input::Language;
use shuheng_table::figure::half_width;

/// How sure a respondent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}

fn of(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// What stands for an indicator that does not apply.
pub(super) fn not_applicable(language: Language) -> &'static str {
    of(language, "不适用", "N/A")
}

/// What stands for a fact that holds, and for one that does not.
pub(super) fn holds_or_not(language: Language) -> [&'static str; 2] {
    [of(language, "有", "Yes"), of(language, "无", "No")]
}

/// The words for a confidence, highest first.
pub(super) fn confidences(language: Language) -> [&'static str; 3] {
    [of(language, "高", "High"), of(language, "中", "Medium"), of(language, "低", "Low")]
}

/// A cell as words are compared: full-width forms are plain, without space, in lower case.
fn plain(cell: &str) -> String {
    half_width(cell).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Whether a cell says that the indicator does not apply.
pub(super) fn is_not_applicable(cell: &str) -> bool {
    ["不适用", "n/a", "na", "n.a.", "notapplicable"].contains(&plain(cell).as_str())
}

/// Whether a fact holds; `None` when the cell says neither.
pub(super) fn holds(cell: &str) -> Option<bool> {
    match plain(cell).as_str() {
        "有" | "是" | "成立" | "yes" | "y" | "true" | "1" | "√" | "✓" | "✔" => Some(true),
        "无" | "無" | "否" | "没有" | "不成立" | "no" | "n" | "false" | "0" | "×" | "✗" => Some(false),
        _ => None,
    }
}

/// The confidence that a cell names.
pub(super) fn confidence(cell: &str) -> Option<Confidence> {
    match plain(cell).as_str() {
        "高" | "high" | "h" => Some(Confidence::High),
        "中" | "medium" | "mid" | "m" => Some(Confidence::Medium),
        "低" | "low" | "l" => Some(Confidence::Low),
        _ => None,
    }
}

/// What a cell says of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LevelWord {
    /// One of the levels.
    Level(u8),
    /// A number that no level has.
    OutOfRange,
    /// No level, or two that differ (`L3 优化级`).
    Unclear,
}

/// The level that a cell names: `3`, `L3`, `Ｌ３`, `三级`, `第三级`, `level 3`, `L3 稳健级`, `3 稳健级`, `稳健级`.
pub(super) fn level(cell: &str, levels: &[Level]) -> LevelWord {
    let cell = plain(cell);
    if let Some(level) = levels.iter().find(|level| !level.name.is_empty() && plain(&level.name) == cell) {
        return LevelWord::Level(level.level);
    }
    let rest = ["level", "l", "第", "等级"].iter().find_map(|prefix| cell.strip_prefix(prefix)).unwrap_or(&cell);
    let Some((number, rest)) = leading_number(rest) else { return LevelWord::Unclear };
    let Some(level) = levels.iter().find(|level| u32::from(level.level) == number) else {
        return if rest.is_empty() || rest == "级" { LevelWord::OutOfRange } else { LevelWord::Unclear };
    };
    let rest = rest.trim_start_matches(['-', '–', '—', ':', '·', '.', '、', '_']);
    let name = plain(&Level { name: level.name.replace(',', " "), ..level.clone() }.name);
    if ["", "级", &name, &plain(&level.name)].contains(&rest) { LevelWord::Level(level.level) } else { LevelWord::Unclear }
}

/// A whole number in digits or in one Chinese numeral, and what follows. A fraction is no whole number.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        let rest = &text[digits..];
        let fraction = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        // More digits than a number has are beyond every scale.
        return (!fraction).then(|| (text[..digits].parse().unwrap_or(u32::MAX), rest));
    }
    let first = text.chars().next()?;
    let number = match first {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        _ => return None,
    };
    Some((number, &text[first.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn levels() -> Vec<Level> {
        let names = ["初始级", "受管理级", "稳健级", "量化管理级", "优化级"];
        (1..).zip(names).map(|(level, name)| Level { level, name: name.to_owned(), meaning: String::new() }).collect()
    }

    #[test]
    fn a_level_as_people_write_it() {
        for cell in [
            "3",
            "３",
            " L3 ",
            "l3",
            "Ｌ３",
            "L3 稳健级",
            "L3稳健级",
            "3 稳健级",
            "3-稳健级",
            "三级",
            "第三级",
            "三",
            "3级",
            "level 3",
            "稳健级",
            "稳 健 级",
        ] {
            assert_eq!(level(cell, &levels()), LevelWord::Level(3), "{cell}");
        }
        for cell in ["0", "6", "L9", "六级", "十", "99999999999999999999"] {
            assert_eq!(level(cell, &levels()), LevelWord::OutOfRange, "{cell}");
        }
        for cell in ["3.5", "L3 优化级", "-3", "较好", "3或4", "L", "第级", "3%", "2026-03-01", ""] {
            assert_eq!(level(cell, &levels()), LevelWord::Unclear, "{cell}");
        }
    }

    #[test]
    fn every_word_of_a_drop_down_is_understood() {
        for language in [Language::Zh, Language::En] {
            assert!(is_not_applicable(not_applicable(language)));
            assert_eq!(holds_or_not(language).map(holds), [Some(true), Some(false)]);
            assert_eq!(confidences(language).map(confidence), [Some(Confidence::High), Some(Confidence::Medium), Some(Confidence::Low)]);
        }
        assert!(is_not_applicable("Ｎ／Ａ") && is_not_applicable("NA") && is_not_applicable(" 不 适用 "));
        assert!(!is_not_applicable("不清楚") && !is_not_applicable(""));
    }

    proptest! {
        #[test]
        fn no_text_names_a_level_that_is_not_there(cell in "\\PC{0,6}|[L第]?[0-9一二三四五六]{1,2}[级 稳健.]{0,3}") {
            if let LevelWord::Level(found) = level(&cell, &levels()) {
                prop_assert!((1..=5).contains(&found));
            }
        }
    }
}
