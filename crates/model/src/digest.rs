//! Digests of a model.

use crate::source::ModelSource;
use sha2::{Digest, Sha256};
use toml::Value;

/// The content digest, SHA-256, hexadecimal: two models with the same digest ask and weigh the same, however their files are laid out.
///
/// Counts the name of every file and every key and value in it; comments, blank lines, the order of keys and the spelling of
/// numbers (`1`, `1.0`) do not count. A file that is no TOML counts with its text.
#[must_use]
pub fn digest(source: &ModelSource) -> String {
    let mut hash = Sha256::new();
    for (name, text) in source.files() {
        string(&mut hash, name);
        match toml::from_str::<toml::Table>(text) {
            Ok(table) => value(&mut hash, &Value::Table(table)),
            Err(_) => string(&mut hash, text),
        }
    }
    hex(hash)
}

/// SHA-256 over every file's name, length and text, hexadecimal: the digest that engagements of program version 0.1 keep.
#[must_use]
pub fn text_digest(source: &ModelSource) -> String {
    let mut hash = Sha256::new();
    source.files().for_each(|(name, text)| {
        string(&mut hash, name);
        string(&mut hash, text);
    });
    hex(hash)
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn string(hash: &mut Sha256, text: &str) {
    count(hash, text.len());
    hash.update(text.as_bytes());
}

fn count(hash: &mut Sha256, count: usize) {
    hash.update((count as u64).to_be_bytes());
}

/// Each value with the kind it has and, where it is composed, how many parts: no two values leave the same bytes.
fn value(hash: &mut Sha256, content: &Value) {
    match content {
        Value::String(text) => {
            hash.update(b"s");
            string(hash, text);
        }
        Value::Integer(integer) => number(hash, *integer as f64),
        Value::Float(float) => number(hash, *float),
        Value::Boolean(boolean) => hash.update(if *boolean { b"t" } else { b"f" }),
        Value::Datetime(datetime) => {
            hash.update(b"d");
            string(hash, &datetime.to_string());
        }
        Value::Array(items) => {
            hash.update(b"a");
            count(hash, items.len());
            items.iter().for_each(|item| value(hash, item));
        }
        Value::Table(table) => {
            hash.update(b"m");
            count(hash, table.len());
            let mut entries: Vec<_> = table.iter().collect();
            entries.sort_by_key(|(key, _)| key.as_str());
            for (key, entry) in entries {
                string(hash, key);
                value(hash, entry);
            }
        }
    }
}

fn number(hash: &mut Sha256, number: f64) {
    hash.update(b"n");
    // -0.0 and 0.0 weigh the same.
    hash.update((number + 0.0).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> String {
        digest(&ModelSource::new(files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned()))))
    }

    #[test]
    fn counts_content_and_not_layout() {
        let base = of(&[("a", "x = 1\ny = { zh = \"甲\", en = \"A\" }")]);
        assert_eq!(base.len(), 64);
        assert_eq!(base, of(&[("a", "# reason\r\ny = { en = 'A', zh = \"甲\" }\r\nx = 1.0")]));
        assert_eq!(base, of(&[("a", "x = 1\n[y]\nzh = \"甲\"\nen = \"A\"")]));
        for other in ["x = 2\ny = { zh = \"甲\", en = \"A\" }", "x = \"1\"\ny = { zh = \"甲\", en = \"A\" }", "x = 1\ny = { zh = \"甲\" }"]
        {
            assert_ne!(base, of(&[("a", other)]), "{other}");
        }
        assert_ne!(base, of(&[("b", "x = 1\ny = { zh = \"甲\", en = \"A\" }")]));
        assert_ne!(of(&[("a", "x = [1, 2]")]), of(&[("a", "x = [2, 1]")]), "lists have an order");
        assert_ne!(of(&[("a", "x = [[1], 2]")]), of(&[("a", "x = [[1, 2]]")]));
    }

    #[test]
    fn text_digest_counts_names_and_texts() {
        let of = |files: &[(&str, &str)]| text_digest(&ModelSource::new(files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned()))));
        assert_eq!(of(&[("a", "x\ny")]), of(&[("a", "x\r\ny")]));
        assert_ne!(of(&[("a", "bc")]), of(&[("ab", "c")]));
    }
}
