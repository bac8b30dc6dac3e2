//! The files of a model as the rows of the sheets: what stands inside a table of a file becomes rows of its own with a reference.

use super::columns::{
    CLAUSES, CROSSWALK, DIMENSIONS, DOCUMENTS, DOMAINS, Empty, GATES, INDICATORS, ITEMS, LEVELS, METRICS, MODEL, POSTS_BY_TYPE,
    PROFILE_NODES, PROFILES, RUBRICS, SOURCES, Sheet,
};
use super::fault::SheetFault;
use shuheng_model::Text;
use shuheng_model::file::ModelFiles;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The rows of each sheet by its name, each row a table with the keys of the columns.
pub(super) type Rows = BTreeMap<&'static str, Vec<Table>>;

/// The column in which a row tells which keys are there and hold nothing.
pub(super) const EMPTY: &str = "empty";

/// The rows of a model.
///
/// # Errors
/// What rows cannot tell apart: two nodes or two kinds of institution of one id, a dimension without its file, files that no dimension
/// names.
pub(super) fn rows(files: &ModelFiles) -> Result<Rows, Vec<SheetFault>> {
    let mut split = Split { rows: Rows::new(), faults: Vec::new() };
    let mut model = table(&files.model);
    let lists = ["document", "level", "dimension", "domain", "gate", "profile"].map(|key| (key, take_list(&mut model, key)));
    let crosswalk = files.crosswalk.as_ref().map(table);
    if let Some(mut crosswalk) = crosswalk {
        match take_list(&mut crosswalk, "clause") {
            Some(clauses) if clauses.is_empty() => note_empty(&mut model, "crosswalk.clause"),
            Some(clauses) => split.extend(&CROSSWALK, clauses),
            None => note_empty(&mut model, "crosswalk"),
        }
    }
    for (key, list) in lists {
        match list {
            Some(list) if list.is_empty() => note_empty(&mut model, key),
            Some(list) => split.list(key, list, files),
            None => {}
        }
    }
    split.extend(&MODEL, vec![model]);
    split.unique(files);
    if split.faults.is_empty() { Ok(split.rows) } else { Err(split.faults) }
}

struct Split {
    rows: Rows,
    faults: Vec<SheetFault>,
}

impl Split {
    /// Adds rows to a sheet; keys that hold nothing go to its column of them.
    fn extend(&mut self, sheet: &Sheet, rows: Vec<Table>) {
        let told = rows.into_iter().map(|mut row| {
            for (key, empty) in sheet.empty {
                if row.get(*key).is_some_and(|value| *value == empty_value(*empty)) {
                    row.remove(*key);
                    note_empty(&mut row, key);
                }
            }
            row
        });
        self.rows.entry(sheet.name).or_default().extend(told);
    }

    fn list(&mut self, key: &str, list: Vec<Table>, files: &ModelFiles) {
        match key {
            "document" => self.extend(&DOCUMENTS, list),
            "level" => self.extend(&LEVELS, list),
            "domain" => self.extend(&DOMAINS, list),
            "gate" => self.extend(&GATES, list),
            "dimension" => self.dimensions(list, files),
            _ => list.into_iter().for_each(|profile| self.profile(profile)),
        }
    }

    fn dimensions(&mut self, list: Vec<Table>, files: &ModelFiles) {
        let mut seen = BTreeSet::new();
        for mut dimension in list {
            let file = text(&dimension, "file");
            self.below(&mut dimension, "sources", "node", &SOURCES);
            let mut indicators = None;
            if seen.insert(file.clone()) {
                match files.dimensions.get(&file) {
                    Some(content) => indicators = take_list(&mut table(content), "indicator"),
                    None => self.faults.push(missing_file(&file)),
                }
            }
            if indicators.as_ref().is_some_and(Vec::is_empty) {
                note_empty(&mut dimension, "indicator");
            }
            self.extend(&DIMENSIONS, vec![dimension]);
            for indicator in indicators.into_iter().flatten() {
                self.indicator(indicator, &file);
            }
        }
        for name in files.dimensions.keys().chain(files.other.keys()).filter(|name| !seen.contains(*name)) {
            self.faults.push(foreign_file(name));
        }
    }

    fn indicator(&mut self, mut indicator: Table, file: &str) {
        let id = indicator.get("id").cloned().unwrap_or(Value::String(String::new()));
        self.below(&mut indicator, "sources", "node", &SOURCES);
        self.below(&mut indicator, "clauses", "indicator", &CLAUSES);
        self.below(&mut indicator, "level", "indicator", &RUBRICS);
        self.below(&mut indicator, "item", "indicator", &ITEMS);
        let mut metric: Table = METRIC_KEYS.iter().filter_map(|key| Some(((*key).to_owned(), indicator.remove(*key)?))).collect();
        if !metric.is_empty() {
            metric.insert("indicator".to_owned(), id.clone());
            self.keyed(&mut metric, "goalposts_by_type", |kind, posts| {
                let Value::Table(mut row) = posts else { return Table::new() };
                row.insert("indicator".to_owned(), id.clone());
                row.insert("type".to_owned(), kind.into());
                row
            });
            self.extend(&METRICS, vec![metric]);
        }
        indicator.insert("file".to_owned(), file.into());
        self.extend(&INDICATORS, vec![indicator]);
    }

    fn profile(&mut self, mut profile: Table) {
        let kind = text(&profile, "type");
        let mut nodes: BTreeMap<String, Table> = BTreeMap::new();
        for (key, column) in [("targets", "target"), ("weights", "weight")] {
            let Some(Value::Table(numbers)) = profile.get(key).filter(|value| !is_empty(value)).cloned() else { continue };
            profile.remove(key);
            for (node, number) in numbers {
                let row = nodes.entry(node.clone()).or_default();
                row.insert("type".to_owned(), kind.clone().into());
                row.insert("node".to_owned(), node.into());
                row.insert(column.to_owned(), number);
            }
        }
        self.extend(&PROFILES, vec![profile]);
        self.extend(&PROFILE_NODES, nodes.into_values().collect());
    }

    /// Turns the list of tables in `key` into rows of `sheet` that refer to their owner.
    fn below(&mut self, owner: &mut Table, key: &str, reference: &str, sheet: &Sheet) {
        let Some(list) = owner.get(key).filter(|list| !is_empty(list)).and_then(Value::as_array).cloned() else { return };
        owner.remove(key);
        let id = owner.get("id").cloned().unwrap_or(Value::String(String::new()));
        let rows = list.into_iter().filter_map(|entry| match entry {
            Value::Table(mut entry) => {
                entry.insert(reference.to_owned(), id.clone());
                Some(entry)
            }
            _ => None,
        });
        self.extend(sheet, rows.collect());
    }

    /// Turns the table with free keys in `key` into rows.
    fn keyed(&mut self, owner: &mut Table, key: &str, row: impl Fn(String, Value) -> Table) {
        let Some(Value::Table(entries)) = owner.get(key).filter(|value| !is_empty(value)).cloned() else { return };
        owner.remove(key);
        self.extend(&POSTS_BY_TYPE, entries.into_iter().map(|(name, value)| row(name, value)).collect());
    }

    /// Rows refer to their owner by its id.
    fn unique(&mut self, files: &ModelFiles) {
        let (mut nodes, mut kinds) = (BTreeSet::new(), BTreeSet::new());
        let dimensions = files.model.dimension.iter().flatten().map(|dimension| &dimension.id);
        let indicators = files.dimensions.values().flat_map(|file| file.indicator.iter().flatten()).map(|indicator| &indicator.id);
        let twice: Vec<String> = dimensions.chain(indicators).filter(|id| !nodes.insert(*id)).cloned().collect();
        let profiles = files.model.profile.iter().flatten().map(|profile| &profile.kind);
        self.faults.extend(twice.iter().chain(profiles.filter(|kind| !kinds.insert(*kind))).map(|id| {
            SheetFault::of_workbook(
                Text::new(format!("编号“{id}”出现两次，表格无从区分"), format!("`{id}` stands twice, and rows could not tell them apart")),
                Text::new("给其中一个另取编号，再导出", "give one of them another id, then export again"),
            )
        }));
    }
}

/// The keys of an indicator that stand on the sheet of metrics.
pub(super) const METRIC_KEYS: [&str; 8] =
    ["unit", "direction", "goalposts", "goalposts_by_type", "goalposts_reason", "formula", "inputs", "benchmark"];

/// A typed value as the table that its file would have.
fn table(value: &impl serde::Serialize) -> Table {
    // These types are tables of texts, numbers, truth values, lists and tables, and TOML has them all.
    Table::try_from(value).unwrap_or_default()
}

fn text(table: &Table, key: &str) -> String {
    table.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn take_list(table: &mut Table, key: &str) -> Option<Vec<Table>> {
    match table.remove(key)? {
        Value::Array(entries) => {
            Some(entries.into_iter().filter_map(|entry| if let Value::Table(entry) = entry { Some(entry) } else { None }).collect())
        }
        _ => None,
    }
}

/// Whether a value is there and holds nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    [Empty::List, Empty::Table, Empty::Lines].into_iter().any(|empty| *value == empty_value(empty))
}

/// What stands in a file for a key that holds nothing.
pub(super) fn empty_value(empty: Empty) -> Value {
    match empty {
        Empty::List => Value::Array(Vec::new()),
        Empty::Table => Value::Table(Table::new()),
        Empty::Lines => Value::Table(["zh", "en"].into_iter().map(|language| (language.to_owned(), empty_value(Empty::List))).collect()),
    }
}

fn note_empty(row: &mut Table, key: &str) {
    if let Value::Array(noted) = row.entry(EMPTY).or_insert(empty_value(Empty::List)) {
        noted.push(key.into());
    }
}

fn missing_file(file: &str) -> SheetFault {
    SheetFault::of_workbook(
        Text::new(format!("没有维度的文件“{file}”"), format!("the file `{file}` of a dimension is missing")),
        Text::new("先补上该文件，再导出", "add the file, then export again"),
    )
}

fn foreign_file(file: &str) -> SheetFault {
    SheetFault::of_workbook(
        Text::new(
            format!("没有维度指向文件“{file}”，表格装不下它"),
            format!("no dimension names the file `{file}`, and no sheet can hold it"),
        ),
        Text::new("删去该文件，或让一个维度的file指向它，再导出", "delete it, or name it as the `file` of a dimension, then export again"),
    )
}
