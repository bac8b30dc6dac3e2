//! Text that came from people, made safe for a cell.

use crate::input::Language;

/// The most UTF-16 units that Excel keeps in one cell.
const CELL_LIMIT: usize = 32_767;

/// The text as a cell can hold it: characters that XML forbids are gone, line ends are `\n`, what the writer would take for markup ends in
/// a space, and what is too long is cut with a note.
pub(crate) fn cell_text(text: &str, language: Language) -> String {
    let mut clean = without_illegal(text);
    if is_taken_for_markup(&clean) {
        clean.push(' ');
    }
    let units = utf16_len(&clean);
    if units <= CELL_LIMIT {
        return clean;
    }
    let note = match language {
        Language::Zh => format!("……（原文共{}字，超出Excel单元格上限，以下从略）", clean.chars().count()),
        Language::En => format!("… (cut here: the text has {} characters, more than an Excel cell can hold)", clean.chars().count()),
    };
    let mut cut = cut_utf16(&clean, CELL_LIMIT - utf16_len(&note));
    cut.push_str(&note);
    cut
}

/// The text of a page footer or header: one line, `&` doubled, at most `limit` UTF-16 units.
pub(crate) fn footer_text(text: &str, limit: usize) -> String {
    let line = without_illegal(text).replace(['\n', '\t'], " ");
    let mut used = 0;
    let mut safe = String::new();
    for c in line.chars() {
        used += c.len_utf16() * if c == '&' { 2 } else { 1 };
        if used > limit {
            break;
        }
        safe.extend(std::iter::repeat_n(c, if c == '&' { 2 } else { 1 }));
    }
    safe
}

/// One line for a place outside the cells (document properties, alternative text).
pub(crate) fn property_text(text: &str) -> String {
    cut_utf16(&without_illegal(text).replace(['\n', '\t'], " "), 250)
}

/// Whether the writer of workbooks takes the text for finished runs of formatted text, which it copies into the XML of the file as they
/// stand: anything could be put there, and a lone `&` leaves a file that does not open.
pub(crate) fn is_taken_for_markup(text: &str) -> bool {
    text.starts_with("<r>") && text.ends_with("</r>")
}

/// Whether a spreadsheet could take the text for a formula once somebody edits the cell.
pub(crate) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// A stored formula result must not be taken for a number, a truth value or an error when it is text.
pub(crate) fn result_text(text: &str) -> String {
    let text = cut_utf16(&without_illegal(text), CELL_LIMIT - 1);
    let special = matches!(text.as_str(), "TRUE" | "FALSE") || text.starts_with('#') || text.parse::<f64>().is_ok();
    if special { text + " " } else { text }
}

/// How many lines the text takes in a cell that holds so many Chinese characters in a line.
pub(crate) fn line_count(text: &str, characters: f64) -> usize {
    let width = characters.max(1.0);
    text.split('\n').map(|line| ((line.chars().map(char_width).sum::<f64>() / width).ceil() as usize).max(1)).sum()
}

/// Width of a character, measured in Chinese ones.
fn char_width(c: char) -> f64 {
    match c {
        ' ' | '.' | ',' | ';' | ':' | '(' | ')' | '-' | '/' => 0.33,
        'a'..='z' => 0.5,
        c if u32::from(c) < 0x2000 => 0.6,
        _ => 1.0,
    }
}

fn without_illegal(text: &str) -> String {
    let legal = |c: &char| matches!(c, '\t' | '\n') || (!c.is_control() && !matches!(u32::from(*c), 0xFFFE | 0xFFFF));
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(legal).collect()
}

fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

fn cut_utf16(text: &str, limit: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= limit
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::Reader;

    #[test]
    fn control_characters_leave_and_line_ends_agree() {
        assert_eq!(cell_text("a\u{0}b\u{1f}c\r\nd\re\tf\u{FFFF}", Language::Zh), "abc\nd\ne\tf");
    }

    #[test]
    fn long_text_is_cut_within_the_limit_and_says_so() {
        for (language, word) in [(Language::Zh, "从略"), (Language::En, "cut here")] {
            let cut = cell_text(&"😀".repeat(20_000), language);
            assert!(utf16_len(&cut) <= CELL_LIMIT);
            assert!(cut.contains(word));
            assert!(cut.starts_with('😀'));
        }
        let fits = "数".repeat(CELL_LIMIT);
        assert_eq!(cell_text(&fits, Language::Zh), fits);
    }

    #[test]
    fn markup_of_people_stays_text() {
        for text in [
            "<r>甲</r>",
            "<r></r>",
            "<r>R&D < 3</r>",
            "\u{0}<r>甲</r>\u{1}",
            "<r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r>",
            "<r><t>甲</t></r></si><si><t>乙</t></si><si><r><t>丙</t></r>",
        ] {
            let read = read_back(&cell_text(text, Language::Zh));
            assert_eq!(read.trim_end_matches(' '), without_illegal(text), "{text}");
        }
        for text in ["<r>甲", "甲</r>", "甲<r>乙</r>", "<R>甲</R>"] {
            assert_eq!(cell_text(text, Language::Zh), text, "nothing to guard against");
            assert_eq!(read_back(text), text);
        }
        let long = format!("<r>{}</r>", "甲".repeat(CELL_LIMIT - 7));
        assert_eq!(read_back(&cell_text(&long, Language::Zh)).encode_utf16().count(), CELL_LIMIT);
    }

    /// What stands in the first cell of a workbook with this text, next to another text.
    fn read_back(text: &str) -> String {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, text).unwrap().write_string(1, 0, "旁边").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut read: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let cells = read.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(cells.get_value((1, 0)).map(ToString::to_string).as_deref(), Some("旁边"), "{text}");
        cells.get_value((0, 0)).map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn a_footer_doubles_ampersands_and_stays_short() {
        assert_eq!(footer_text("R&D\nplan", 60), "R&&D plan");
        assert!(utf16_len(&footer_text(&"&".repeat(500), 60)) <= 60);
        assert!(utf16_len(&footer_text(&"密&".repeat(500), 60)) <= 60);
    }

    #[test]
    fn text_results_never_read_as_numbers() {
        for text in ["inf", "NaN", "12", "TRUE", "#N/A"] {
            let safe = result_text(text);
            assert!(safe.ends_with(' '), "{text} must keep its type");
            assert_eq!(safe.trim_end(), text);
        }
        assert_eq!(result_text("L3 稳健级"), "L3 稳健级");
    }

    #[test]
    fn chinese_takes_more_lines_than_latin() {
        assert_eq!(line_count("数衡数衡", 2.0), 2);
        assert_eq!(line_count("ab ab", 2.5), 1);
        assert_eq!(line_count("", 4.0), 1);
    }
}
