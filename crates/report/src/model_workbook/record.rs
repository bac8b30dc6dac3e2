//! The rows of a sheet as tables, by the keys above them; every cell that does not fit its column is told.

use super::cells::{Cell, Cells};
use super::columns::{Holds, MEANS, Need, POWER, Sheet};
use super::fault::{At, SheetFault};
use super::field::{FIRST, Field, KEYS, UPRIGHT_KEY, UPRIGHT_VALUE, is_upright};
use super::rows::{EMPTY, empty_value, is_empty};
use shuheng_model::Text;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// A row as a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    pub(super) table: Table,
    pub(super) spot: Spot,
    /// Keys that the row says are there and hold nothing, with the fault if rows of other sheets fill them all the same.
    noted: Vec<(&'static str, SheetFault)>,
}

/// Where a row stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Spot {
    pub(super) sheet: &'static str,
    row: u32,
    /// Row and column of each key.
    cells: BTreeMap<String, (u32, u32)>,
}

impl Record {
    /// The text of a key; empty when there is none.
    pub(super) fn text(&self, key: &str) -> String {
        self.table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// Takes the text of a key out of the table; empty when there is none.
    pub(super) fn take(&mut self, key: &str) -> String {
        let text = self.text(key);
        self.table.remove(key);
        text
    }

    /// Takes over what another row says of the same table.
    pub(super) fn extend(&mut self, other: Record) {
        self.table.extend(other.table);
        self.noted.extend(other.noted);
    }

    /// Faults of keys that were said to hold nothing and do not.
    pub(super) fn filled(&self) -> impl Iterator<Item = SheetFault> {
        let holds_something = |key: &str| self.table.get(key).is_some_and(|value| !is_empty(value));
        self.noted.iter().filter(move |(key, _)| holds_something(key)).map(|(_, fault)| fault.clone())
    }

    /// A fault at the cell of a key.
    pub(super) fn fault(&self, key: &str, message: Text, hint: Text) -> SheetFault {
        SheetFault::at(self.spot.cell(key), message, hint)
    }
}

impl Spot {
    /// The cell of a key, or of the first part of it (`name.zh` for `name`); the first cell of the row when it has no such key.
    pub(super) fn cell(&self, key: &str) -> At {
        let first = || self.cells.values().copied().min().unwrap_or((self.row, 0));
        let (row, col) = self.find(key).unwrap_or_else(first);
        At { sheet: self.sheet, row, col }
    }

    /// Whether the row has a cell for a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(&self, key: &str) -> Option<(u32, u32)> {
        let below = format!("{key}.");
        let parts = self.cells.iter().filter(|(name, _)| *name == key || name.starts_with(&below));
        parts.map(|(_, place)| *place).min()
    }
}

/// Keys of a sheet that are read back.
fn keys(sheet: &Sheet) -> impl Iterator<Item = &'static str> {
    sheet.columns.iter().map(|column| column.key).filter(|key| !key.starts_with('#'))
}

fn list(words: impl Iterator<Item = &'static str>) -> (String, String) {
    let words: Vec<&str> = words.collect();
    (words.join("、"), words.join(", "))
}

/// The rows of a sheet, in their order.
pub(super) fn records(sheet: &'static Sheet, cells: &Cells, faults: &mut Vec<SheetFault>) -> Vec<Record> {
    let Some(found) = cells.get(sheet.name) else {
        faults.push(SheetFault::of_sheet(
            sheet.name,
            Text::new(format!("缺少工作表“{}”", sheet.name), format!("the sheet `{}` is missing", sheet.name)),
            Text::new("从本程序导出的工作簿中补回这张表", "put it back from a workbook exported by this program"),
        ));
        return Vec::new();
    };
    let mut reader = Reader { sheet, found, faults };
    let fields = reader.fields();
    let rows: BTreeSet<u32> = if is_upright(sheet) {
        [FIRST].into()
    } else {
        let read: BTreeSet<u32> = fields.iter().map(|(_, col)| *col).collect();
        found.keys().filter(|(row, col)| *row >= FIRST && read.contains(col)).map(|(row, _)| *row).collect()
    };
    rows.into_iter().map(|row| reader.record(&fields, row)).collect()
}

struct Reader<'a> {
    sheet: &'static Sheet,
    found: &'a BTreeMap<(u32, u32), Cell>,
    faults: &'a mut Vec<SheetFault>,
}

impl Reader<'_> {
    /// The fields and the column of each; on the sheet of the model, the row of each.
    fn fields(&mut self) -> Vec<(Field, u32)> {
        let upright = is_upright(self.sheet);
        let counts = |(row, col): &&(u32, u32)| if upright { *row >= FIRST && *col >= UPRIGHT_KEY } else { *row >= KEYS };
        let places: BTreeSet<u32> = self.found.keys().filter(counts).map(|(row, col)| if upright { *row } else { *col }).collect();
        let mut fields: Vec<(Field, u32)> = Vec::new();
        for place in places {
            let (row, col) = if upright { (place, UPRIGHT_KEY) } else { (KEYS, place) };
            let key = match self.found.get(&(row, col)) {
                Some(Cell::Text(key)) => key.trim(),
                _ => "",
            };
            if key.starts_with('#') {
                continue;
            }
            match self.field(key, &fields) {
                Ok(field) => fields.push((field, place)),
                Err((message, hint)) => self.faults.push(SheetFault::at(At { sheet: self.sheet.name, row, col }, message, hint)),
            }
        }
        for key in keys(self.sheet).filter(|key| !fields.iter().any(|(field, _)| field.key == *key)) {
            let (zh, en) = if upright { ("行", "row") } else { ("列", "column") };
            self.faults.push(SheetFault::of_sheet(
                self.sheet.name,
                Text::new(format!("缺少键“{key}”"), format!("the key `{key}` is missing")),
                Text::new(format!("补回键为{key}的{zh}"), format!("put back the {en} with the key `{key}`")),
            ));
        }
        fields
    }

    fn field(&self, key: &str, known: &[(Field, u32)]) -> Result<Field, (Text, Text)> {
        if key.is_empty() {
            return Err((
                Text::new("这里有内容却没有键", "there is content here but no key"),
                Text::new("补上键；只作备注的，写一个以#开头的键", "add the key; for remarks, one that begins with #"),
            ));
        }
        let Some(field) = Field::from_key(self.sheet, key) else {
            let (zh, en) = list(keys(self.sheet));
            return Err((
                Text::new(format!("不认识的键“{key}”"), format!("unknown key `{key}`")),
                Text::new(format!("改为原来的键：{zh}"), format!("put back the key it had: {en}")),
            ));
        };
        if known.iter().any(|(known, _)| known.key == field.key) {
            return Err((
                Text::new(format!("键“{key}”出现两次"), format!("the key `{key}` stands twice")),
                Text::new("删去其中一个", "delete one of them"),
            ));
        }
        Ok(field)
    }

    fn record(&mut self, fields: &[(Field, u32)], row: u32) -> Record {
        let position = |place: u32| if is_upright(self.sheet) { (place, UPRIGHT_VALUE) } else { (row, place) };
        let filled: BTreeSet<&[String]> =
            fields.iter().filter(|(_, place)| self.found.contains_key(&position(*place))).map(|(field, _)| field.group()).collect();
        let cells = fields.iter().map(|(field, place)| (field.key.clone(), position(*place))).collect();
        let spot = Spot { sheet: self.sheet.name, row, cells };
        let mut record = Record { table: Table::new(), spot, noted: Vec::new() };
        for (field, place) in fields {
            let needed = match field.need {
                Need::Must => true,
                Need::With => filled.contains(field.group()),
                Need::May => false,
            };
            match self.found.get(&position(*place)).map(|cell| value(cell, field.holds)) {
                Some(Ok(value)) => insert(&mut record.table, &field.path, value),
                Some(Err((message, hint))) => self.faults.push(record.fault(&field.key, message, hint)),
                None if needed => {
                    let hint = match field.need {
                        Need::Must => Text::new("填上内容；整行不要的，删去这一行", "fill it in, or delete the whole row"),
                        _ => Text::new("与同组的格一起填，或一起留空", "fill in all cells of its group, or none"),
                    };
                    let message = Text::new(format!("“{}”没有填", field.zh), format!("`{}` is not filled in", field.key));
                    self.faults.push(record.fault(&field.key, message, hint));
                }
                None => {}
            }
        }
        self.pairs(&record);
        self.empties(&mut record);
        self.faults.extend(record.filled());
        record
    }

    /// Bilingual lists have as many lines in one language as in the other.
    fn pairs(&mut self, record: &Record) {
        for column in self.sheet.columns.iter().filter(|column| column.holds == Holds::Lines) {
            let Some(key) = column.key.strip_suffix(".zh") else { continue };
            let count = |language: &str| record.table.get(key)?.get(language)?.as_array().map(Vec::len);
            if let (Some(zh), Some(en)) = (count("zh"), count("en"))
                && zh != en
            {
                self.faults.push(record.fault(
                    &format!("{key}.en"),
                    Text::new(format!("“{}”中文{zh}行，英文{en}行", column.zh), format!("`{key}` has {zh} Chinese and {en} English lines")),
                    Text::new("两种语言逐行对应", "give one English line for each Chinese line"),
                ));
            }
        }
    }

    /// Puts back the keys that are there and hold nothing.
    fn empties(&mut self, record: &mut Record) {
        let Some(Value::Array(names)) = record.table.remove(EMPTY) else { return };
        for name in names.iter().filter_map(Value::as_str).map(str::trim) {
            match self.sheet.empty.iter().find(|(key, _)| *key == name) {
                Some((key, empty)) => {
                    let fault = said_empty(record, key);
                    record.noted.push((*key, fault));
                    record.table.entry(*key).or_insert_with(|| empty_value(*empty));
                }
                None => {
                    let (zh, en) = list(self.sheet.empty.iter().map(|(key, _)| *key));
                    self.faults.push(record.fault(
                        EMPTY,
                        Text::new(format!("“{name}”不能留空"), format!("`{name}` is no key that can be left empty")),
                        Text::new(format!("用：{zh}"), format!("use: {en}")),
                    ));
                }
            }
        }
    }
}

/// A key is noted as empty, and there are rows or cells for it.
pub(super) fn said_empty(record: &Record, key: &str) -> SheetFault {
    record.fault(
        EMPTY,
        Text::new(format!("“{key}”写作留空，却有内容"), format!("`{key}` is said to be empty, and is not")),
        Text::new("从这一格删去它，或清空它的内容", "take it out of this cell, or clear what it holds"),
    )
}

/// Puts a value at the end of a path.
fn insert(table: &mut Table, path: &[String], value: Value) {
    let Some((key, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        table.insert(key.clone(), value);
    } else if let Value::Table(inner) = table.entry(key).or_insert_with(|| Value::Table(Table::new())) {
        insert(inner, rest, value);
    }
}

/// The value of a cell, or what is wrong with it and how to mend it.
fn value(cell: &Cell, holds: Holds) -> Result<Value, (Text, Text)> {
    match (holds, cell) {
        (_, Cell::Error(error)) => Err((
            Text::new(format!("单元格中是错误值{error}"), format!("the cell holds the error {error}")),
            Text::new("删去错误值，填上内容", "replace the error by what belongs here"),
        )),
        (_, Cell::Date) => Err((
            Text::new("单元格中是日期或时间", "the cell holds a date or a time"),
            Text::new("把单元格设为文本或常规格式，再重新输入", "set the cell to text or general format, then type it again"),
        )),
        (Holds::Text | Holds::Name(..) | Holds::Remark, Cell::Text(text)) => Ok(Value::String(text.clone())),
        (Holds::Lines, Cell::Text(text)) => lines(text),
        (Holds::Word(words), Cell::Text(text)) => word(text.trim(), words),
        (Holds::Mean, Cell::Text(text)) => mean(text.trim()),
        (Holds::Number, cell) => number(cell).map(Value::Float).ok_or_else(|| kind(cell, "数字", "a number")),
        (Holds::Whole, cell) => number(cell)
            .filter(|number| number.fract() == 0.0 && (0.0..=255.0).contains(number))
            .map(Value::Float)
            .ok_or_else(|| kind(cell, "1至5之间的整数", "a whole number from 1 to 5")),
        (Holds::Truth, Cell::Truth(truth)) => Ok(Value::Boolean(*truth)),
        (Holds::Truth, Cell::Text(text)) if text.trim().eq_ignore_ascii_case("true") => Ok(Value::Boolean(true)),
        (Holds::Truth, Cell::Text(text)) if text.trim().eq_ignore_ascii_case("false") => Ok(Value::Boolean(false)),
        (Holds::Truth, cell) => Err(kind(cell, "TRUE或FALSE", "TRUE or FALSE")),
        (Holds::Text | Holds::Name(..) | Holds::Remark | Holds::Lines | Holds::Word(_) | Holds::Mean, cell) => {
            let (message, _) = kind(cell, "文字", "text");
            Err((message, Text::new("先把单元格设为文本格式，再重新输入", "set the cell to text format first, then type it again")))
        }
    }
}

/// Lines of a cell; empty ones before and after do not count.
fn lines(text: &str) -> Result<Value, (Text, Text)> {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.trim_matches('\n').split('\n').collect();
    if lines.iter().any(|line| line.trim().is_empty()) {
        return Err((
            Text::new("条目之间有空行", "there is an empty line between entries"),
            Text::new("删去空行，一行一条", "delete the empty line: one entry a line"),
        ));
    }
    Ok(Value::Array(lines.into_iter().map(Value::from).collect()))
}

fn word(text: &str, words: &'static [&'static str]) -> Result<Value, (Text, Text)> {
    if words.contains(&text) {
        return Ok(text.into());
    }
    let (zh, en) = list(words.iter().copied());
    Err((
        Text::new(format!("不认识的词“{text}”"), format!("unknown word `{text}`")),
        Text::new(format!("用：{zh}"), format!("use one of: {en}")),
    ))
}

/// A word, or a power mean with its exponent.
fn mean(text: &str) -> Result<Value, (Text, Text)> {
    let exponent = text.strip_prefix(POWER).and_then(|exponent| number(&Cell::Text(exponent.to_owned())));
    match exponent {
        Some(exponent) => Ok(Value::Table([(POWER.to_owned(), Value::Float(exponent))].into_iter().collect())),
        None if MEANS.contains(&text) => Ok(text.into()),
        None => Err((
            Text::new(format!("不认识的聚合方法“{text}”"), format!("unknown mean `{text}`")),
            Text::new(
                format!("用：{}，或{POWER} 0.5这样的幂平均", MEANS.join("、")),
                format!("use one of: {}, or a power mean such as {POWER} 0.5", MEANS.join(", ")),
            ),
        )),
    }
}

/// A finite number; long ones are kept as text.
fn number(cell: &Cell) -> Option<f64> {
    let number = match cell {
        Cell::Number(number) => *number,
        // Rust would also read words such as `inf`.
        Cell::Text(text) if text.trim().chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c)) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

fn kind(cell: &Cell, zh: &str, en: &str) -> (Text, Text) {
    let found = match cell {
        Cell::Text(text) => {
            let short: String = text.chars().take(20).collect();
            Text::new(format!("“{short}”"), format!("`{short}`"))
        }
        Cell::Number(number) => Text::new(format!("数字{number}"), format!("the number {number}")),
        Cell::Truth(_) => Text::new("TRUE或FALSE", "TRUE or FALSE"),
        Cell::Date | Cell::Error(_) => Text::new("别的内容", "something else"),
    };
    (
        Text::new(format!("应为{zh}，现为{}", found.zh), format!("there should be {en}, found {}", found.en)),
        Text::new(format!("改为{zh}"), format!("make it {en}")),
    )
}
