//! Names of attached files, as they came from somebody else's disk: made safe for every system before they are kept.

/// Bytes of a name: file systems take 255, and some room is left for a suffix.
const LONGEST: usize = 200;
/// What a file is called when nothing is left of its name.
const NAMELESS: &str = "附件";
/// Names that Windows keeps for devices, with or without an extension:
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// A name without path, control characters, invisible marks of writing direction, characters that Windows refuses, dots and
/// spaces at its ends, or names of devices; never empty, at most 200 bytes, with its extension kept. `../../x` becomes `x`.
pub fn sanitised(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_direction_mark(*c))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let kept = kept.trim_matches(is_margin);
    if kept.is_empty() {
        return NAMELESS.to_owned();
    }
    let named = if is_device(kept) { format!("_{kept}") } else { kept.to_owned() };
    shortened(&named)
}

/// What Windows drops at the end of a name, and what hides a file elsewhere at its beginning.
fn is_margin(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// Marks that turn the writing direction: with one of them `exe.pdf` may stand for `fdp.exe`.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let mut chars = stem.chars();
    let numbered = matches!(chars.by_ref().take(3).collect::<String>().as_str(), "COM" | "LPT")
        && matches!(chars.next(), Some('0'..='9' | '¹' | '²' | '³'))
        && chars.next().is_none();
    numbered || DEVICES.contains(&stem.as_str())
}

fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() < 20 => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let end = (0..=LONGEST - extension.len()).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or_default();
    format!("{}{extension}", stem[..end].trim_end_matches(is_margin))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_harm_is_gone_and_the_rest_stays() {
        for (given, kept) in [
            ("年报 2024.pdf", "年报 2024.pdf"),
            ("../../x", "x"),
            (r"..\..\x.docx", "x.docx"),
            (r"C:\Users\a\台账.xlsx", "台账.xlsx"),
            ("/etc/passwd", "passwd"),
            ("a\0b\n\tc.txt", "abc.txt"),
            ("fdp\u{202e}exe.pdf", "fdpexe.pdf"),
            ("a<b>:\"|?*.txt", "a_b______.txt"),
            (" . a . ", "a"),
            (".bashrc", "bashrc"),
            ("..", "附件"),
            ("", "附件"),
            ("a/", "附件"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("nul .tar.gz", "_nul .tar.gz"),
            ("com1.pdf", "_com1.pdf"),
            ("LPT³", "_LPT³"),
            ("com10.pdf", "com10.pdf"),
            ("console.log", "console.log"),
        ] {
            assert_eq!(sanitised(given), kept, "{given:?}");
            assert_eq!(sanitised(kept), kept, "making safe twice changes nothing");
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_is_safe(name in any::<String>(), long in "[a./报 ]{60,400}") {
            for name in [name, long] {
                let safe = sanitised(&name);
                prop_assert!(!safe.is_empty() && safe.len() <= LONGEST, "{:?}", safe);
                prop_assert!(!safe.contains(['/', '\\', ':']) && !safe.chars().any(char::is_control), "{:?}", safe);
                prop_assert_eq!(sanitised(&safe), safe, "making safe twice changes nothing");
            }
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension_and_whole_characters() {
        let name = sanitised(&format!("{}.docx", "报".repeat(300)));
        assert!(name.len() <= LONGEST && name.ends_with("报.docx"), "{name}");
        assert_eq!(sanitised(&"a".repeat(300)).len(), LONGEST);
        assert_eq!(sanitised(&format!("a.{}", "b".repeat(300))).len(), LONGEST);
    }
}
