//! Typed access to a TOML table: what is missing, misspelt or of the wrong kind becomes a fault at its line.

use crate::fault::{Faults, Place};
use crate::text::Text;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Located<T> {
    pub value: T,
    pub place: Place,
}

/// A file being read.
pub(crate) struct File<'a> {
    name: &'a str,
    text: &'a str,
    faults: &'a RefCell<Faults>,
    line_starts: Vec<usize>,
}

impl<'a> File<'a> {
    pub fn new(name: &'a str, text: &'a str, faults: &'a RefCell<Faults>) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(offset, _)| offset + 1)).collect();
        Self { name, text, faults, line_starts }
    }

    /// Parses the file; syntax faults are recorded and what could be read is still returned.
    pub fn parse(&self) -> Spanned<DeTable<'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let place = self.place(error.span().map_or(0, |span| span.start));
            self.faults.borrow_mut().error(
                &place,
                Text::new(format!("TOML语法有误：{}", error.message()), format!("TOML syntax error: {}", error.message())),
                Text::new(
                    "对照docs/evaluation-model-format.md中的例子检查引号、括号与等号",
                    "check quotes, brackets and equals signs against docs/evaluation-model-format.md",
                ),
            );
        }
        table
    }

    fn place(&self, offset: usize) -> Place {
        Place { file: self.name.to_owned(), line: self.line_starts.partition_point(|start| *start <= offset) }
    }
}

/// A table of a file; remembers which keys were asked for, so that the others can be called unknown.
pub(crate) struct Table<'a, 'f> {
    file: &'f File<'a>,
    table: &'f DeTable<'a>,
    asked: RefCell<BTreeSet<&'static str>>,
    pub place: Place,
}

impl<'a, 'f> Table<'a, 'f> {
    pub fn new(file: &'f File<'a>, table: &'f DeTable<'a>, offset: usize) -> Self {
        Self { file, table, asked: RefCell::default(), place: file.place(offset) }
    }

    pub fn error(&self, place: &Place, message: Text, hint: Text) {
        self.file.faults.borrow_mut().error(place, message, hint);
    }

    /// Refuses a file whose `format` this program does not read.
    pub fn format(&self) {
        if let Some(format) = self.number("format").filter(|format| format.value != 1.0) {
            self.error(
                &format.place,
                Text::new(format!("格式版本{}不受支持", format.value), format!("format {} is not supported", format.value)),
                Text::new(
                    "本程序读format = 1；更新的模型需要更新的程序",
                    "this program reads format = 1; a newer model needs a newer program",
                ),
            );
        }
    }

    /// Whether a key is there, whatever it holds.
    pub fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }

    /// What TOML calls the kind of a key's value, for a value that may be written in two ways.
    pub fn type_of(&self, key: &str) -> Option<&'static str> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.get_ref().type_str())
    }

    fn get(&self, key: &'static str) -> Option<(&'f DeValue<'a>, Place)> {
        self.asked.borrow_mut().insert(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| (value.get_ref(), self.file.place(value.span().start)))
    }

    fn required<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && !self.has(key) {
            self.error(
                &self.place,
                Text::new(format!("缺少“{key}”"), format!("`{key}` is missing")),
                Text::new(format!("补上{key} = …"), format!("add {key} = …")),
            );
        }
        found
    }

    fn wrong(&self, key: &str, place: &Place, value: &DeValue<'_>, zh: &str, en: &str) {
        self.error(
            place,
            Text::new(format!("“{key}”应为{zh}，现为{}", value.type_str()), format!("`{key}` should be {en}, found {}", value.type_str())),
            Text::new(format!("改为{zh}"), format!("make it {en}")),
        );
    }

    /// A string, when the key is there.
    pub fn string_opt(&self, key: &'static str) -> Option<Located<String>> {
        let (value, place) = self.get(key)?;
        match value {
            DeValue::String(text) if !text.trim().is_empty() => Some(Located { value: text.to_string(), place }),
            DeValue::String(_) => {
                self.error(
                    &place,
                    Text::new(format!("“{key}”是空的"), format!("`{key}` is empty")),
                    Text::new("写上内容或删去这一行", "write something or delete the line"),
                );
                None
            }
            other => {
                self.wrong(key, &place, other, "文字", "a string");
                None
            }
        }
    }

    /// A string that must be there.
    pub fn string(&self, key: &'static str) -> Option<Located<String>> {
        let found = self.string_opt(key);
        self.required(key, found)
    }

    /// A number (integer or float), when the key is there.
    pub fn number_opt(&self, key: &'static str) -> Option<Located<f64>> {
        let (value, place) = self.get(key)?;
        match number(value) {
            Some(number) => Some(Located { value: number, place }),
            None => {
                self.wrong(key, &place, value, "有限的数字", "a finite number");
                None
            }
        }
    }

    /// A number that must be there.
    pub fn number(&self, key: &'static str) -> Option<Located<f64>> {
        let found = self.number_opt(key);
        self.required(key, found)
    }

    /// A whole number of 0–255, when the key is there.
    pub fn small(&self, key: &'static str) -> Option<Located<u8>> {
        let found = self.number(key)?;
        if found.value.fract() == 0.0 && (0.0..=255.0).contains(&found.value) {
            Some(Located { value: found.value as u8, place: found.place })
        } else {
            self.error(
                &found.place,
                Text::new(format!("“{key}”应为整数"), format!("`{key}` should be a whole number")),
                Text::new("改为1至5之间的整数", "use a whole number from 1 to 5"),
            );
            None
        }
    }

    /// A boolean, when the key is there.
    pub fn boolean_opt(&self, key: &'static str) -> Option<bool> {
        let (value, place) = self.get(key)?;
        value.as_bool().or_else(|| {
            self.wrong(key, &place, value, "true或false", "true or false");
            None
        })
    }

    /// True or false, which must be there.
    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        let found = self.boolean_opt(key);
        self.required(key, found)
    }

    /// A bilingual text, when the key is there.
    pub fn text_opt(&self, key: &'static str) -> Option<Text> {
        let inner = self.table_opt(key)?;
        let (zh, en) = (inner.string("zh"), inner.string("en"));
        inner.finish();
        Some(Text { zh: zh?.value, en: en?.value })
    }

    /// A bilingual text that must be there.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        let found = self.text_opt(key);
        self.required(key, found)
    }

    /// A text in one language or, as a table, in both, when the key is there.
    pub fn label_opt(&self, key: &'static str) -> Option<Text> {
        match self.type_of(key) {
            Some("table") => self.text_opt(key),
            _ => self.string_opt(key).map(|text| Text::new(text.value.clone(), text.value)),
        }
    }

    /// A text in one language or in both that must be there.
    pub fn label(&self, key: &'static str) -> Option<Text> {
        let found = self.label_opt(key);
        self.required(key, found)
    }

    /// A bilingual list `{ zh = […], en = […] }` with as many lines in both languages.
    pub fn lines_opt(&self, key: &'static str) -> Option<Located<Vec<Text>>> {
        let inner = self.table_opt(key)?;
        let (zh, en) = (inner.strings("zh"), inner.strings("en"));
        inner.finish();
        let (zh, en) = (zh?, en?);
        if zh.len() != en.len() {
            self.error(
                &inner.place,
                Text::new(
                    format!("“{key}”中文{}行，英文{}行", zh.len(), en.len()),
                    format!("`{key}` has {} Chinese and {} English lines", zh.len(), en.len()),
                ),
                Text::new("两种语言逐行对应", "give one English line for each Chinese line"),
            );
        }
        let value = zh.into_iter().zip(en).map(|(zh, en)| Text { zh, en }).collect();
        Some(Located { value, place: inner.place.clone() })
    }

    /// A list of strings that must be there.
    pub fn strings(&self, key: &'static str) -> Option<Vec<String>> {
        let found = self.get(key).and_then(|(value, place)| match value.as_array() {
            Some(array) => {
                let mut strings = Vec::new();
                for item in array.iter() {
                    match item.get_ref() {
                        DeValue::String(text) if !text.trim().is_empty() => strings.push(text.to_string()),
                        other => self.wrong(key, &self.file.place(item.span().start), other, "非空的文字", "a non-empty string"),
                    }
                }
                Some(strings)
            }
            None => {
                self.wrong(key, &place, value, "文字列表", "a list of strings");
                None
            }
        });
        self.required(key, found)
    }

    /// A list of numbers that must be there.
    pub fn numbers(&self, key: &'static str) -> Option<Vec<f64>> {
        let found = self.get(key).and_then(|(value, place)| match value.as_array() {
            Some(array) => {
                let mut numbers = Vec::new();
                for item in array.iter() {
                    match number(item.get_ref()) {
                        Some(number) => numbers.push(number),
                        None => self.wrong(key, &self.file.place(item.span().start), item.get_ref(), "有限的数字", "a finite number"),
                    }
                }
                Some(numbers)
            }
            None => {
                self.wrong(key, &place, value, "数字列表", "a list of numbers");
                None
            }
        });
        self.required(key, found)
    }

    /// A list of strings, empty when the key is absent.
    pub fn strings_opt(&self, key: &'static str) -> Vec<String> {
        if self.get(key).is_some() { self.strings(key).unwrap_or_default() } else { Vec::new() }
    }

    /// A table, when the key is there.
    pub fn table_opt(&self, key: &'static str) -> Option<Table<'a, 'f>> {
        let (value, place) = self.get(key)?;
        match value.as_table() {
            Some(table) => Some(Table { file: self.file, table, asked: RefCell::default(), place }),
            None => {
                self.wrong(key, &place, value, "一组键值", "a table");
                None
            }
        }
    }

    /// Every table of a list of tables; empty when the key is absent.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a, 'f>> {
        let Some((value, place)) = self.get(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.wrong(key, &place, value, "一列表格", "a list of tables");
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| match item.get_ref().as_table() {
                Some(table) => Some(Table::new(self.file, table, item.span().start)),
                None => {
                    self.wrong(key, &self.file.place(item.span().start), item.get_ref(), "一组键值", "a table");
                    None
                }
            })
            .collect()
    }

    /// A table whose keys are free: key → number.
    pub fn numbers_by_key(&self, key: &'static str) -> BTreeMap<String, Located<f64>> {
        let mut numbers = BTreeMap::new();
        for (name, value, place) in self.entries(key) {
            match number(value) {
                Some(value) => {
                    numbers.insert(name, Located { value, place });
                }
                None => self.wrong(&name, &place, value, "有限的数字", "a finite number"),
            }
        }
        numbers
    }

    /// A table whose keys are free: key → table.
    pub fn tables_by_key(&self, key: &'static str) -> BTreeMap<String, Table<'a, 'f>> {
        let mut tables = BTreeMap::new();
        for (name, value, place) in self.entries(key) {
            match value.as_table() {
                Some(table) => {
                    tables.insert(name, Table { file: self.file, table, asked: RefCell::default(), place });
                }
                None => self.wrong(&name, &place, value, "一组键值", "a table"),
            }
        }
        tables
    }

    fn entries(&self, key: &'static str) -> Vec<(String, &'f DeValue<'a>, Place)> {
        self.table_opt(key).map_or_else(Vec::new, |inner| {
            inner
                .table
                .iter()
                .map(|(name, value)| (name.get_ref().to_string(), value.get_ref(), self.file.place(value.span().start)))
                .collect()
        })
    }

    /// Calls every key that nobody asked for unknown, with the nearest known one.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.table.iter() {
            let key = name.get_ref();
            if asked.contains(key.as_ref()) {
                continue;
            }
            let near = asked.iter().map(|known| (distance(key, known), known)).min().filter(|(distance, _)| *distance <= 3);
            let hint = match near {
                Some((_, known)) => Text::new(format!("是否为“{known}”？"), format!("did you mean `{known}`?")),
                None => Text::new(
                    format!("删去，或用：{}", asked.iter().copied().collect::<Vec<_>>().join("、")),
                    format!("delete it, or use one of: {}", asked.iter().copied().collect::<Vec<_>>().join(", ")),
                ),
            };
            self.error(&self.file.place(name.span().start), Text::new(format!("不认识的键“{key}”"), format!("unknown key `{key}`")), hint);
        }
    }
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    let parsed = match value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|i| i as f64),
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    };
    parsed.filter(|number: &f64| number.is_finite())
}

/// Levenshtein distance, for “did you mean”.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn nearest_key() {
        assert_eq!(distance("wieght", "weight"), 2);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
