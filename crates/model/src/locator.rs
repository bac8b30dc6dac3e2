//! Places in a document: as the Chinese original counts them, and as a reader of English can follow.

use crate::text::Text;

/// A locator in both languages. The Chinese is the original; the English turns `三(一)4` into `3.1.4`, `表3` into `Table 3`,
/// `第13项` into `task 13` and `第5条` into `article 5`, and leaves everything else as it is.
#[must_use]
pub fn locator_text(locator: &str) -> Text {
    let english: Vec<String> = locator.split_whitespace().map(part).collect();
    Text::new(locator, english.join(", "))
}

fn part(part: &str) -> String {
    let numbered = |prefix: &str, suffix: &str| {
        part.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix)).filter(|rest| rest.parse::<u32>().is_ok())
    };
    if let Some(number) = numbered("表", "") {
        format!("Table {number}")
    } else if let Some(number) = numbered("图", "") {
        format!("Figure {number}")
    } else if let Some(number) = numbered("第", "项") {
        format!("task {number}")
    } else if let Some(number) = numbered("第", "条") {
        format!("article {number}")
    } else if let Some(number) = numbered("第", "页") {
        format!("p. {number}")
    } else {
        section(part).unwrap_or_else(|| part.to_owned())
    }
}

/// `三(一)4` → `3.1.4`; `None` when it is no section.
fn section(part: &str) -> Option<String> {
    let (chapter, rest) = part.split_once('(')?;
    let (section, item) = rest.split_once(')')?;
    let item = if item.is_empty() { String::new() } else { format!(".{}", item.parse::<u32>().ok()?) };
    Some(format!("{}.{}{item}", numeral(chapter)?, numeral(section)?))
}

fn numeral(text: &str) -> Option<usize> {
    const NUMERALS: &str = "一二三四五六七八九";
    let digit = |text: &str| match text {
        "" => Some(0),
        text => NUMERALS.chars().position(|c| text.chars().eq([c])).map(|index| index + 1),
    };
    match text.split_once('十') {
        None => digit(text).filter(|number| *number > 0),
        Some((tens, ones)) => Some(digit(tens)?.max(1) * 10 + digit(ones)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_for_readers_of_english() {
        let cases = [
            ("三(一)4", "3.1.4"),
            ("二(三)1 表3", "2.3.1, Table 3"),
            ("五(一)1 图6", "5.1.1, Figure 6"),
            ("四(三)", "4.3"),
            ("表3 第15页", "Table 3, p. 15"),
            ("第13项", "task 13"),
            ("第5条", "article 5"),
            ("十二(二十)", "12.20"),
            ("附件", "附件"),
            ("第一条", "第一条"),
            ("(一)", "(一)"),
        ];
        for (original, english) in cases {
            assert_eq!(locator_text(original), Text::new(original, english));
        }
    }
}
