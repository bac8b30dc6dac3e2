//! A table of a package as text cells.

use crate::fault::DataFault;
use crate::package::descriptor::Resource;
use std::collections::BTreeMap;

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub(crate) file: String,
    pub(crate) rows: Vec<Row>,
    columns: BTreeMap<String, usize>,
}

/// A row with its line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub line: u64,
    cells: Vec<String>,
}

impl Table {
    /// Reads a table; missing values become empty cells.
    pub(crate) fn read(resource: &Resource, text: &str, faults: &mut Vec<DataFault>) -> Self {
        let file = resource.path.as_str();
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let fault = |line, error: &csv::Error| {
            DataFault::error(file, line, format!("表格无法读取：{error}"), format!("the table cannot be read: {error}"))
        };
        let mut table = Self { file: file.to_owned(), ..Self::default() };
        let head = match reader.headers() {
            Ok(head) => head.clone(),
            Err(error) => {
                faults.push(fault(1, &error));
                return table;
            }
        };
        for field in resource.schema.fields.iter().filter(|field| !head.iter().any(|name| name == field.name)) {
            let name = &field.name;
            faults.push(DataFault::error(file, 1, format!("缺少列“{name}”"), format!("the column `{name}` is missing")));
        }
        for (index, name) in head.iter().enumerate() {
            if !resource.schema.fields.iter().any(|field| field.name == name) {
                faults.push(DataFault::error(
                    file,
                    1,
                    format!("列“{name}”未在描述文件中说明"),
                    format!("the descriptor does not know the column `{name}`"),
                ));
            } else if table.columns.insert(name.to_owned(), index).is_some() {
                faults.push(DataFault::error(file, 1, format!("列“{name}”出现两次"), format!("the column `{name}` stands twice")));
            }
        }
        for record in reader.records() {
            match record {
                Ok(record) => table.rows.push(Row {
                    line: record.position().map_or(0, csv::Position::line),
                    cells: record
                        .iter()
                        .map(|cell| if resource.schema.missing_values.iter().any(|none| none == cell) { "" } else { cell })
                        .map(str::to_owned)
                        .collect(),
                }),
                Err(error) => faults.push(fault(error.position().map_or(0, csv::Position::line), &error)),
            }
        }
        table
    }

    /// A cell; empty when it or its column is missing.
    pub(crate) fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        self.columns.get(column).and_then(|index| row.cells.get(*index)).map_or("", String::as_str)
    }

    /// Cells of several columns.
    pub(crate) fn key<'a>(&self, row: &'a Row, columns: &[String]) -> Vec<&'a str> {
        columns.iter().map(|column| self.cell(row, column)).collect()
    }
}
