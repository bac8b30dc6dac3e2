//! Whether tables hold what the descriptor says: types, constraints, primary and foreign keys.

use crate::fault::DataFault;
use crate::package::descriptor::{Descriptor, Field, FieldType, Resource};
use crate::package::table::Table;
use crate::package::{DESCRIPTOR, Package};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// Every fault of the tables against the descriptor.
pub(crate) fn faults(package: &Package) -> Vec<DataFault> {
    let mut faults = Vec::new();
    for resource in &package.descriptor.resources {
        let Some(table) = package.tables.get(&resource.name) else { continue };
        for field in &resource.schema.fields {
            cells(table, field, &mut faults);
        }
        primary_key(table, resource, &mut faults);
        foreign_keys(&package.descriptor, &package.tables, table, resource, &mut faults);
    }
    faults
}

fn cells(table: &Table, field: &Field, faults: &mut Vec<DataFault>) {
    let (name, limits) = (&field.name, &field.constraints);
    let pattern = limits.pattern.as_ref().map(|pattern| Regex::new(&format!("^(?:{pattern})$")));
    if let Some(Err(error)) = &pattern {
        faults.push(DataFault::error(
            DESCRIPTOR,
            0,
            format!("列“{name}”的pattern不是正则表达式：{error}"),
            format!("the pattern of `{name}` is no regular expression: {error}"),
        ));
    }
    let pattern = pattern.and_then(Result::ok);
    for row in &table.rows {
        let cell = table.cell(row, name);
        let mut fault = |zh: String, en: String| faults.push(DataFault::error(&table.file, row.line, zh, en));
        if cell.is_empty() {
            if limits.required {
                fault(format!("“{name}”是空的，请填写"), format!("`{name}` is empty; fill it in"));
            }
            continue;
        }
        let number = match field.kind {
            FieldType::String | FieldType::Boolean => None,
            FieldType::Integer => cell.parse::<i64>().ok().map(|number| number as f64),
            FieldType::Number => cell.parse::<f64>().ok().filter(|number| number.is_finite()),
        };
        let (kind_zh, kind_en) = match field.kind {
            FieldType::String => ("", ""),
            FieldType::Boolean => ("true或false", "true or false"),
            FieldType::Integer => ("整数", "a whole number"),
            FieldType::Number => ("数字", "a number"),
        };
        let fits = match field.kind {
            FieldType::String => true,
            FieldType::Boolean => matches!(cell, "true" | "false"),
            FieldType::Integer | FieldType::Number => number.is_some(),
        };
        if !fits {
            fault(format!("“{name}”中的“{cell}”不是{kind_zh}"), format!("`{cell}` in `{name}` is not {kind_en}"));
        }
        if let Some(known) = limits.one_of.as_ref().filter(|known| !known.iter().any(|known| known == cell)) {
            fault(
                format!("“{name}”中的“{cell}”不在可用值之中：{}", known.join("、")),
                format!("`{cell}` in `{name}` is none of {}", known.join(", ")),
            );
        }
        if pattern.as_ref().is_some_and(|pattern| !pattern.is_match(cell)) {
            let pattern = limits.pattern.as_deref().unwrap_or_default();
            fault(format!("“{name}”中的“{cell}”不符合格式{pattern}"), format!("`{cell}` in `{name}` does not match {pattern}"));
        }
        if let (Some(number), Some(least)) = (number, limits.minimum)
            && number < least
        {
            fault(format!("“{name}”中的{cell}小于{least}"), format!("{cell} in `{name}` is less than {least}"));
        }
        if let (Some(number), Some(most)) = (number, limits.maximum)
            && number > most
        {
            fault(format!("“{name}”中的{cell}大于{most}"), format!("{cell} in `{name}` is greater than {most}"));
        }
    }
}

fn primary_key(table: &Table, resource: &Resource, faults: &mut Vec<DataFault>) {
    let columns = resource.schema.primary_key.list();
    if columns.is_empty() {
        return;
    }
    let mut first = BTreeMap::new();
    for row in &table.rows {
        let key = table.key(row, columns);
        if let Some(before) = first.insert(key, row.line) {
            let (columns, key) = (columns.join("、"), table.key(row, columns).join("、"));
            faults.push(DataFault::error(
                &table.file,
                row.line,
                format!("键（{columns}）“{key}”与第{before}行重复，请删去一行"),
                format!("the key ({columns}) {key} is that of line {before}; remove one of them"),
            ));
        }
    }
}

fn foreign_keys(
    descriptor: &Descriptor,
    tables: &BTreeMap<String, Table>,
    table: &Table,
    resource: &Resource,
    faults: &mut Vec<DataFault>,
) {
    for key in &resource.schema.foreign_keys {
        let named = if key.reference.resource.is_empty() { &resource.name } else { &key.reference.resource };
        let (Some(other), Some(target)) = (tables.get(named), descriptor.resource(named)) else { continue };
        let known: BTreeSet<Vec<&str>> = other.rows.iter().map(|row| other.key(row, key.reference.fields.list())).collect();
        for row in &table.rows {
            let value = table.key(row, key.fields.list());
            if value.iter().all(|cell| cell.is_empty()) || known.contains(&value) {
                continue;
            }
            let (columns, value) = (key.fields.list().join("、"), value.join("、"));
            faults.push(DataFault::error(
                &table.file,
                row.line,
                format!("{}中没有{columns}“{value}”，请补上或改正", target.path),
                format!("{} has no {columns} `{value}`; add it or correct this row", target.path),
            ));
        }
    }
}
