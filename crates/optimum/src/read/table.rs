//! A TOML table being read: what is missing, misspelt or of the wrong kind becomes a fault at its place.

use crate::fault::{Fault, Path};
use crate::text::Text;
use std::cell::RefCell;
use toml::de::{DeTable, DeValue};

/// The table at a place of the plan; remembers which keys were asked for, so that the others can be called unknown.
pub(super) struct Table<'t, 'f> {
    table: &'t DeTable<'t>,
    path: Path,
    asked: RefCell<Vec<&'static str>>,
    faults: &'f RefCell<Vec<Fault>>,
}

impl<'t, 'f> Table<'t, 'f> {
    pub fn new(table: &'t DeTable<'t>, path: Path, faults: &'f RefCell<Vec<Fault>>) -> Self {
        Self { table, path, asked: RefCell::default(), faults }
    }

    fn fault(&self, path: Path, message: Text, hint: Text) {
        self.faults.borrow_mut().push(Fault::new(path, message, hint));
    }

    fn get(&self, key: &'static str) -> Option<&'t DeValue<'t>> {
        self.asked.borrow_mut().push(key);
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value.get_ref())
    }

    /// What a value is as `T`, or a fault that names what it should be.
    fn as_kind<T>(&self, path: &Path, value: &DeValue<'_>, kind: (&str, &str), read: impl FnOnce() -> Option<T>) -> Option<T> {
        let found = read();
        if found.is_none() {
            let (zh, en) = kind;
            let other = value.type_str();
            self.fault(
                path.clone(),
                Text::new(format!("{path}应为{zh}，现为{other}"), format!("{path} should be {en}, found {other}")),
                Text::new(format!("改为{zh}"), format!("make it {en}")),
            );
        }
        found
    }

    /// A value that must be there; its kind's empty value stands in for it.
    pub fn required<T: Default>(&self, key: &'static str, found: Option<T>) -> T {
        if found.is_none() && !self.table.iter().any(|(name, _)| name.get_ref() == key) {
            self.fault(
                self.path.key(key),
                Text::new(format!("缺少“{key}”"), format!("`{key}` is missing")),
                Text::new(format!("补上{key} = …"), format!("add {key} = …")),
            );
        }
        found.unwrap_or_default()
    }

    /// Refuses a plan whose `format` this program does not read; a plan without it is of format 1.
    pub fn format(&self) {
        if self.number("format").is_some_and(|format| format != 1.0) {
            self.fault(
                self.path.key("format"),
                Text::new("不支持这个格式版本", "this format is not supported"),
                Text::new("本程序读format = 1", "this program reads format = 1"),
            );
        }
    }

    pub fn text(&self, key: &'static str) -> Option<String> {
        let (value, path) = (self.get(key)?, self.path.key(key));
        self.as_kind(&path, value, ("文字", "a string"), || value.as_str().map(str::to_owned))
    }

    pub fn number(&self, key: &'static str) -> Option<f64> {
        let (value, path) = (self.get(key)?, self.path.key(key));
        self.as_kind(&path, value, NUMBER, || number(value))
    }

    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let (value, path) = (self.get(key)?, self.path.key(key));
        self.as_kind(&path, value, ("true或false", "true or false"), || value.as_bool())
    }

    /// A list of numbers.
    pub fn numbers(&self, key: &'static str) -> Option<Vec<f64>> {
        self.list(key, ("一列数字", "a list of numbers"), |path, item| {
            self.as_kind(path, item, NUMBER, || number(item)).unwrap_or_default()
        })
    }

    /// A list of strings or whole numbers, as ids and years are written.
    pub fn labels(&self, key: &'static str) -> Option<Vec<String>> {
        self.list(key, ("一列文字", "a list of strings"), |path, item| {
            self.as_kind(path, item, ("文字或整数", "a string or a whole number"), || match item {
                DeValue::String(text) => Some(text.to_string()),
                DeValue::Integer(integer) => Some(integer.to_string()),
                _ => None,
            })
            .unwrap_or_default()
        })
    }

    /// A list of tables; empty when the key is absent.
    pub fn tables(&self, key: &'static str) -> Vec<Self> {
        let items = self.list(key, ("一列表格", "a list of tables"), |path, item| {
            let table = self.as_kind(path, item, ("一组键值", "a table"), || item.as_table());
            table.map(|table| Self::new(table, path.clone(), self.faults))
        });
        items.unwrap_or_default().into_iter().flatten().collect()
    }

    fn list<T>(&self, key: &'static str, kind: (&str, &str), mut read: impl FnMut(&Path, &'t DeValue<'t>) -> T) -> Option<Vec<T>> {
        let (value, path) = (self.get(key)?, self.path.key(key));
        let list = self.as_kind(&path, value, kind, || value.as_array())?;
        Some(list.iter().enumerate().map(|(index, item)| read(&path.item(index), item.get_ref())).collect())
    }

    /// A table whose keys are free; empty when the key is absent.
    pub fn numbers_by_key(&self, key: &'static str) -> Vec<(String, f64)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let path = self.path.key(key);
        let Some(table) = self.as_kind(&path, value, ("一组键值", "a table"), || value.as_table()) else { return Vec::new() };
        let number = |name: &str, value: &DeValue<'_>| {
            // An id with a dot in it makes a table of tables unless it is quoted.
            let kind = ("数字（带点的编号要加引号）", "a number (quote an id that has dots)");
            self.as_kind(&path.key(name), value, kind, || number(value)).map(|number| (name.to_owned(), number))
        };
        table.iter().filter_map(|(name, value)| number(name.get_ref(), value.get_ref())).collect()
    }

    /// Calls every key that nobody asked for unknown.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.table.iter().filter(|(name, _)| !asked.iter().any(|known| name.get_ref() == known)) {
            let key = name.get_ref();
            self.fault(
                self.path.key(key),
                Text::new(format!("不认识的键“{key}”"), format!("unknown key `{key}`")),
                Text::new(format!("删去，或用：{}", asked.join("、")), format!("delete it, or use one of: {}", asked.join(", "))),
            );
        }
    }
}

const NUMBER: (&str, &str) = ("数字", "a number");

/// An integer or a float; NaN and infinity pass and are refused by their range.
fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|integer| integer as f64),
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    }
}
