//! `datapackage.json`: which tables there are and what their columns hold.
//!
//! Source: Frictionless Standards, Data Package and Table Schema, version 1. What the standard allows beyond the types and
//! constraints here is refused rather than passed over.

use crate::fault::DataFault;
use crate::package::DESCRIPTOR;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A data package.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Descriptor {
    /// Id of the package.
    pub name: String,
    /// Name for people.
    #[serde(default)]
    pub title: String,
    /// Its tables.
    pub resources: Vec<Resource>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Resource {
    /// Id of the table.
    pub name: String,
    /// File beside the descriptor.
    pub path: String,
    /// Its columns and keys.
    pub schema: Schema,
}

/// Columns and keys of a table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// Columns.
    pub fields: Vec<Field>,
    /// Columns that together name a row.
    #[serde(default)]
    pub primary_key: Names,
    /// Columns that name a row of another table.
    #[serde(default)]
    pub foreign_keys: Vec<ForeignKey>,
    /// Cells that mean that nothing is known.
    #[serde(default = "empty_cell")]
    pub missing_values: Vec<String>,
}

fn empty_cell() -> Vec<String> {
    vec![String::new()]
}

/// A column.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Field {
    /// Name in the head of the table.
    pub name: String,
    /// What its cells hold.
    #[serde(rename = "type", default)]
    pub kind: FieldType,
    /// What its cells have to keep to.
    #[serde(default)]
    pub constraints: Constraints,
}

/// What cells hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Anything.
    #[default]
    String,
    /// A decimal number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
}

/// What cells have to keep to.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraints {
    /// No cell is missing.
    #[serde(default)]
    pub required: bool,
    /// The cells that there can be.
    #[serde(rename = "enum", default)]
    pub one_of: Option<Vec<String>>,
    /// Least number.
    #[serde(default)]
    pub minimum: Option<f64>,
    /// Greatest number.
    #[serde(default)]
    pub maximum: Option<f64>,
    /// Regular expression for the whole cell.
    #[serde(default)]
    pub pattern: Option<String>,
}

/// Columns that name a row of another table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ForeignKey {
    /// Columns of this table.
    pub fields: Names,
    /// The row they name.
    pub reference: Reference,
}

/// The other end of a foreign key.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Reference {
    /// Table; empty for the same one.
    pub resource: String,
    /// Its columns.
    pub fields: Names,
}

/// One name or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Default for Names {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Names {
    /// The names.
    #[must_use]
    pub fn list(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }
}

impl Descriptor {
    /// Reads `datapackage.json`.
    ///
    /// # Errors
    /// Text that is no descriptor, a table named twice, a path that leaves the folder, a key on columns that do not exist.
    pub fn parse(text: &str) -> Result<Self, Vec<DataFault>> {
        let descriptor: Self = serde_json::from_str(text).map_err(|error| {
            vec![DataFault::error(
                DESCRIPTOR,
                error.line() as u64,
                format!("描述文件无法读取，请按Table Schema改正：{error}"),
                format!("the descriptor cannot be read, correct it by the Table Schema standard: {error}"),
            )]
        })?;
        let faults = descriptor.faults();
        if faults.is_empty() { Ok(descriptor) } else { Err(faults) }
    }

    /// The table of a name.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.name == name)
    }

    fn faults(&self) -> Vec<DataFault> {
        let mut faults = Vec::new();
        let mut fault = |zh: String, en: String| faults.push(DataFault::error(DESCRIPTOR, 0, zh, en));
        let mut names = BTreeSet::new();
        for resource in &self.resources {
            let (name, path) = (&resource.name, &resource.path);
            if !names.insert(name) {
                fault(format!("表“{name}”写了两次，请改名"), format!("the table `{name}` stands twice; rename one"));
            }
            if path.is_empty() || path.contains(['/', '\\', ':']) || path.starts_with('.') {
                fault(
                    format!("表“{name}”的路径“{path}”不是同一文件夹中的文件名"),
                    format!("the path `{path}` of the table `{name}` is not the name of a file in the same folder"),
                );
            }
            let known = |columns: &Names, resource: &Resource| {
                columns.list().iter().find(|column| !resource.schema.fields.iter().any(|field| field.name == **column)).cloned()
            };
            let mut missing: Vec<(String, &str)> =
                known(&resource.schema.primary_key, resource).map(|column| (column, name.as_str())).into_iter().collect();
            for key in &resource.schema.foreign_keys {
                missing.extend(known(&key.fields, resource).map(|column| (column, name.as_str())));
                let target = if key.reference.resource.is_empty() { Some(resource) } else { self.resource(&key.reference.resource) };
                match target {
                    None => fault(
                        format!("表“{name}”的外键指向不存在的表“{}”", key.reference.resource),
                        format!("a foreign key of `{name}` points to the table `{}`, which does not exist", key.reference.resource),
                    ),
                    Some(target) => missing.extend(known(&key.reference.fields, target).map(|column| (column, target.name.as_str()))),
                }
            }
            for (column, table) in missing {
                fault(
                    format!("表“{name}”的键用到表“{table}”中不存在的列“{column}”"),
                    format!("a key of `{name}` uses the column `{column}`, which `{table}` does not have"),
                );
            }
        }
        faults
    }
}
