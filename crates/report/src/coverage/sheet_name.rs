//! Names of sheets that come from the names of documents.

/// The most UTF-16 units that Excel allows in the name of a sheet.
const LIMIT: usize = 31;

/// A legal name for a sheet that no sheet in `taken` has, as near to `text` as Excel allows; `otherwise` where nothing is left of it.
///
/// Excel forbids `[ ] : * ? / \` and control characters anywhere, an apostrophe at either end, and the name History; it does not tell
/// upper from lower case. Formulas would have to double an apostrophe, so none is kept.
pub(crate) fn sheet_name(text: &str, otherwise: &str, taken: &[String]) -> String {
    let legal: String = text
        .chars()
        .filter_map(|c| match c {
            '[' => Some('('),
            ']' => Some(')'),
            ':' | '/' | '\\' => Some('-'),
            '*' | '?' | '\'' | '\u{FFFE}' | '\u{FFFF}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    let legal = legal.trim();
    let base = if legal.is_empty() || legal.eq_ignore_ascii_case("history") { otherwise } else { legal };
    let is_taken = |name: &str| taken.iter().any(|own| own.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|number| format!(" ({number})"));
    std::iter::once(String::new())
        .chain(numbered)
        .map(|suffix| format!("{}{suffix}", cut(base, LIMIT - suffix.len()).trim_end()))
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}

fn cut(text: &str, limit: usize) -> String {
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
    use proptest::prelude::*;

    #[test]
    fn a_legal_name_stays() {
        assert_eq!(sheet_name("金办发〔2025〕95号", "文件", &[]), "金办发〔2025〕95号");
        assert_eq!(sheet_name("NFRA [2025] No. 95", "Document", &[]), "NFRA (2025) No. 95");
    }

    #[test]
    fn what_excel_forbids_leaves() {
        assert_eq!(sheet_name("'=a:b/c*?\u{1}'", "文件", &[]), "=a-b-c");
        assert_eq!(sheet_name(" '?* ", "文件", &[]), "文件");
        assert_eq!(sheet_name("History", "Document", &[]), "Document");
    }

    #[test]
    fn a_second_of_the_same_name_is_numbered() {
        let taken = ["Cover".to_owned(), "cover (2)".to_owned()];
        assert_eq!(sheet_name("COVER", "Document", &taken), "COVER (3)");
        assert_eq!(sheet_name(&"数".repeat(40), "文件", &["数".repeat(31)]), format!("{} (2)", "数".repeat(27)));
    }

    proptest! {
        #[test]
        fn every_name_is_legal_and_new(texts in prop::collection::vec("(?s).{0,40}|[aA'\\[😀 ]{0,33}", 1..20)) {
            let mut taken: Vec<String> = Vec::new();
            for text in texts {
                let name = sheet_name(&text, "文件", &taken);
                prop_assert!(!name.trim().is_empty());
                prop_assert!(name.encode_utf16().count() <= LIMIT);
                prop_assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']) && !name.contains(char::is_control));
                prop_assert!(taken.iter().all(|own| own.to_lowercase() != name.to_lowercase()));
                prop_assert!(rust_xlsxwriter::Worksheet::new().set_name(&name).is_ok());
                taken.push(name);
            }
        }
    }
}
