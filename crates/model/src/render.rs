//! TOML in the layout of the model files, so that a file that was edited as values reads like one written by hand.
//!
//! In a table first what stands on a line of its own (`key = …`, bilingual texts and small tables inline), then tables and lists of
//! tables as `[name]` and `[[name]]`; below an entry of such a list once more (`[[indicator.level]]`), and inline from there. Keys keep
//! their order within each part.

use std::fmt::Write as _;
use toml::{Table, Value};

/// Lists of tables that stay inside their entry, one line each: links read best together.
const LISTS_OF_LINKS: [&str; 2] = ["sources", "clauses"];

/// The text of a table: parsed again it gives an equal table.
#[must_use]
pub fn render(table: &Table) -> String {
    let mut text = String::new();
    body(&mut text, table, &[]);
    text
}

/// The content below a heading; `path` names the lists of tables it stands in.
fn body(text: &mut String, table: &Table, path: &[&str]) {
    let (sections, lines): (Vec<_>, Vec<_>) = table.iter().partition(|(name, value)| is_section(name, value, path.len()));
    for (name, value) in lines {
        line(text, name, value);
    }
    for (name, value) in sections {
        let path: Vec<&str> = path.iter().copied().chain([name.as_str()]).collect();
        let heading = path.iter().map(|name| key(name)).collect::<Vec<_>>().join(".");
        match value {
            Value::Array(entries) => {
                for entry in entries.iter().filter_map(Value::as_table) {
                    open(text, &format!("[[{heading}]]"));
                    body(text, entry, &path);
                }
            }
            Value::Table(inner) => {
                open(text, &format!("[{heading}]"));
                inner.iter().for_each(|(name, value)| line(text, name, value));
            }
            _ => {}
        }
    }
}

/// Whether a value gets headings of its own, `depth` lists of tables deep.
fn is_section(name: &str, value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(entries) => depth < 2 && !LISTS_OF_LINKS.contains(&name) && !entries.is_empty() && entries.iter().all(Value::is_table),
        Value::Table(table) => depth == 0 && !is_bilingual(table),
        _ => false,
    }
}

fn is_bilingual(table: &Table) -> bool {
    !table.is_empty() && table.keys().all(|name| name == "zh" || name == "en")
}

/// A heading, after an empty line.
fn open(text: &mut String, heading: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(heading);
    text.push('\n');
}

/// `key = value`; a list of tables with more than one entry takes a line for each.
fn line(text: &mut String, name: &str, value: &Value) {
    text.push_str(&key(name));
    text.push_str(" = ");
    match value {
        Value::Array(entries) if entries.len() > 1 && entries.iter().all(Value::is_table) => {
            text.push_str("[\n");
            for entry in entries {
                text.push_str("  ");
                inline(text, entry);
                text.push_str(",\n");
            }
            text.push(']');
        }
        value => inline(text, value),
    }
    text.push('\n');
}

fn inline(text: &mut String, value: &Value) {
    match value {
        Value::String(content) => quoted(text, content),
        Value::Integer(number) => text.push_str(&number.to_string()),
        Value::Float(number) => float(text, *number),
        Value::Boolean(content) => text.push_str(if *content { "true" } else { "false" }),
        Value::Datetime(moment) => text.push_str(&moment.to_string()),
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                inline(text, item);
            }
            text.push(']');
        }
        Value::Table(table) if table.is_empty() => text.push_str("{}"),
        Value::Table(table) => {
            text.push_str("{ ");
            for (index, (name, value)) in table.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                text.push_str(&key(name));
                text.push_str(" = ");
                inline(text, value);
            }
            text.push_str(" }");
        }
    }
}

/// The shortest digits that give the same number again; Rust's debug form always has a point or an exponent, as TOML asks.
fn float(text: &mut String, number: f64) {
    if number.is_nan() {
        text.push_str("nan");
    } else {
        text.push_str(&format!("{number:?}"));
    }
}

fn key(name: &str) -> String {
    if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        return name.to_owned();
    }
    let mut text = String::new();
    quoted(&mut text, name);
    text
}

/// A basic string. Everything that could break a line or hide in an editor is escaped.
fn quoted(text: &mut String, content: &str) {
    text.push('"');
    for c in content.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\u{:04X}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::digest;
    use crate::file::fixture;
    use crate::source::ModelSource;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Table {
        toml::from_str(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
    }

    #[test]
    fn looks_as_written_by_hand() {
        let text = concat!(
            "format = 1\n",
            "id = \"m\"\n",
            "name = { zh = \"甲\", en = \"A\" }\n",
            "minimum_coverage = 0.3\n",
            "empty = []\n",
            "\n[root]\nmean = \"arithmetic\"\n",
            "\n[[level]]\nlevel = 1\n",
            "\n[[level]]\nlevel = 2\n",
            "\n[[indicator]]\nid = \"a.b\"\n",
            "targets = { \"a.b\" = 30, c = 0.5 }\n",
            "sources = [{ doc = \"d\", locator = \"1\" }]\n",
            "clauses = [\n  { clause = \"d/1\" },\n  { clause = \"d/2\" },\n]\n",
            "\n[[indicator.level]]\nlevel = 1\nevidence = { zh = [\"一\", \"二\"], en = [\"1\", \"2\"] }\n",
            "\n[[indicator.level]]\nlevel = 2\n",
        );
        assert_eq!(render(&parsed(text)), text);
        assert_eq!(render(&Table::new()), "");
    }

    #[test]
    fn shipped_files_keep_their_digest() {
        for (name, source) in fixture::models().into_iter().chain(fixture::policies()) {
            let again = ModelSource::new(source.files().map(|(name, text)| (name.to_owned(), render(&parsed(text)))));
            assert_eq!(digest(&again), digest(&source), "{name}");
            for (file, text) in again.files() {
                assert_eq!(render(&parsed(text)), text, "{name}/{file} is stable");
            }
        }
    }

    fn text() -> impl Strategy<Value = String> {
        let awkward = prop::sample::select(vec![
            "\"",
            "\\",
            "\\n",
            "\n",
            "\r\n",
            "\t",
            "'''",
            "\"\"\"",
            "#",
            "=",
            "[x]",
            "{",
            "😀",
            "👩‍💻",
            "数衡",
            "\u{0}",
            "\u{7f}",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{1b}",
            " ",
            "\u{ffff}",
        ]);
        prop_oneof![".{0,8}", prop::collection::vec(awkward, 0..6).prop_map(|parts| parts.concat()), "[a-z_.-]{0,6}"]
    }

    fn scalar() -> impl Strategy<Value = Value> {
        let float = prop_oneof![
            any::<f64>().prop_filter("nan is not equal to itself", |number| !number.is_nan()),
            prop::sample::select(vec![0.1, -0.0, 1e300, 1e16, 5e-324, f64::MAX, f64::INFINITY, 1.0, 123_456_789.123_456_79]),
        ];
        let moment = prop::sample::select(vec!["1979-05-27T07:32:00Z", "2025-05-01", "07:32:00.5", "2025-05-01T00:32:00"]);
        prop_oneof![
            text().prop_map(Value::String),
            any::<i64>().prop_map(Value::Integer),
            float.prop_map(Value::Float),
            any::<bool>().prop_map(Value::Boolean),
            moment.prop_map(|moment| Value::Datetime(moment.parse().unwrap())),
        ]
    }

    fn name() -> impl Strategy<Value = String> {
        prop_oneof![text(), prop::sample::select(vec!["zh", "en", "sources", "clauses", "level"]).prop_map(str::to_owned)]
    }

    fn table() -> impl Strategy<Value = Table> {
        let value = scalar().prop_recursive(5, 40, 4, |inner| {
            let table =
                prop::collection::vec((name(), inner.clone()), 0..4).prop_map(|entries| entries.into_iter().collect::<Table>()).boxed();
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::Array),
                prop::collection::vec(table.clone().prop_map(Value::Table), 0..4).prop_map(Value::Array),
                table.prop_map(Value::Table),
            ]
        });
        prop::collection::vec((name(), value), 0..6).prop_map(|entries| entries.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn parsing_the_text_gives_the_table(table in table()) {
            let text = render(&table);
            prop_assert_eq!(&parsed(&text), &table, "{}", text);
            prop_assert_eq!(render(&parsed(&text)), text);
        }
    }
}
