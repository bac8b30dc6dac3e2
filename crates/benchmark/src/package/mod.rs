//! A Frictionless Data Package: tables of text beside a descriptor that says what they hold. Knows nothing of what the figures
//! mean.

mod conformity;
mod descriptor;
mod table;

use crate::fault::DataFault;
use std::collections::BTreeMap;

pub use descriptor::Descriptor;
pub(crate) use table::{Row, Table};

/// Name of the descriptor's file.
pub const DESCRIPTOR: &str = "datapackage.json";

/// A package whose tables fit its descriptor.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    pub(crate) descriptor: Descriptor,
    pub(crate) tables: BTreeMap<String, Table>,
}

impl Package {
    /// Reads a package from its files by name: the descriptor and the tables it names.
    ///
    /// # Errors
    /// Every fault at once: no or a faulty descriptor, missing files, cells that do not fit, keys twice or without their row.
    pub fn read(files: &BTreeMap<String, String>) -> Result<Self, Vec<DataFault>> {
        let Some(text) = files.get(DESCRIPTOR) else {
            return Err(vec![DataFault::error(
                DESCRIPTOR,
                0,
                "文件夹中没有datapackage.json，请选择数据包所在的文件夹",
                "there is no datapackage.json in the folder; choose the folder of a data package",
            )]);
        };
        let descriptor = Descriptor::parse(text)?;
        let mut faults = Vec::new();
        let mut tables = BTreeMap::new();
        for resource in &descriptor.resources {
            match files.get(&resource.path) {
                Some(text) => {
                    tables.insert(resource.name.clone(), Table::read(resource, text, &mut faults));
                }
                None => faults.push(DataFault::error(
                    &resource.path,
                    0,
                    "描述文件提到此文件，但文件夹中没有",
                    "the descriptor names this file, and the folder does not have it",
                )),
            }
        }
        let package = Self { descriptor, tables };
        if faults.is_empty() {
            faults = conformity::faults(&package);
        }
        if faults.is_empty() { Ok(package) } else { Err(faults) }
    }

    /// The descriptor.
    #[must_use]
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r#"{ "name": "p", "resources": [
        { "name": "a", "path": "a.csv", "schema": { "primaryKey": "id", "fields": [
            { "name": "id", "constraints": { "required": true, "pattern": "[a-z]+" } },
            { "name": "n", "type": "number", "constraints": { "minimum": 0, "maximum": 9 } },
            { "name": "y", "type": "integer" }, { "name": "b", "type": "boolean" },
            { "name": "k", "constraints": { "enum": ["x", "z"] } } ] } },
        { "name": "c", "path": "c.csv", "schema": { "fields": [ { "name": "ref" } ], "missingValues": ["", "-"],
            "foreignKeys": [ { "fields": "ref", "reference": { "resource": "a", "fields": "id" } } ] } } ] }"#;

    fn package(descriptor: &str, a: &str, c: &str) -> Result<Package, Vec<DataFault>> {
        let files = [(DESCRIPTOR, descriptor), ("a.csv", a), ("c.csv", c)];
        Package::read(&files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect())
    }

    #[test]
    fn a_package_that_fits() {
        let read = package(SCHEMA, "\u{feff}id,n,y,b,k\nq,1.5,2024,true,x\nr,,,,\n", "ref\nq\n-\n").expect("sound");
        assert_eq!(read.tables["a"].rows.len(), 2);
    }

    #[test]
    fn every_kind_of_cell_is_checked() {
        let cases = [
            (",1,,,", "`id` is empty; fill it in"),
            ("Q,1,,,", "`Q` in `id` does not match [a-z]+"),
            ("q,much,,,", "`much` in `n` is not a number"),
            ("q,1e999,,,", "`1e999` in `n` is not a number"),
            ("q,-1,,,", "-1 in `n` is less than 0"),
            ("q,10,,,", "10 in `n` is greater than 9"),
            ("q,,2024.5,,", "`2024.5` in `y` is not a whole number"),
            ("q,,,yes,", "`yes` in `b` is not true or false"),
            ("q,,,,y", "`y` in `k` is none of x, z"),
            ("q,,,,\nq,,,,", "the key (id) q is that of line 2; remove one of them"),
        ];
        for (row, expected) in cases {
            let faults = package(SCHEMA, &format!("id,n,y,b,k\n{row}\n"), "ref\n").expect_err(row);
            assert_eq!(faults.iter().map(|fault| fault.message.en.as_str()).collect::<Vec<_>>(), [expected], "{row}");
        }
        let faults = package(SCHEMA, "id,n,y,b,k\nq,,,,\n", "ref\nq\nw\n").expect_err("no such row");
        assert_eq!((faults[0].line, faults[0].message.en.as_str()), (3, "a.csv has no ref `w`; add it or correct this row"));
    }

    #[test]
    fn tables_and_descriptor_have_the_same_columns() {
        let told = |a: &str| package(SCHEMA, a, "ref\n").expect_err(a)[0].message.en.clone();
        assert_eq!(told("id,n,y,b\n"), "the column `k` is missing");
        assert_eq!(told("id,n,y,b,k,extra\n"), "the descriptor does not know the column `extra`");
        assert!(told("id,n,y,b,k\nq\n").contains("cannot be read"), "ragged");
    }

    #[test]
    fn a_broken_descriptor_is_told() {
        let told = |from: &str, to: &str| package(&SCHEMA.replace(from, to), "id,n,y,b,k\n", "ref\n").expect_err(to)[0].message.en.clone();
        assert_eq!(
            told("\"primaryKey\": \"id\"", "\"primaryKey\": \"key\""),
            "a key of `a` uses the column `key`, which `a` does not have"
        );
        assert!(told("\"resource\": \"a\"", "\"resource\": \"z\"").contains("`z`, which does not exist"));
        assert!(told("\"path\": \"a.csv\"", "\"path\": \"../a.csv\"").contains("not the name of a file in the same folder"));
        assert!(told("\"type\": \"boolean\"", "\"type\": \"geopoint\"").contains("cannot be read"), "a type that is not checked");
        assert!(told("\"minimum\"", "\"minLength\"").contains("cannot be read"), "a constraint that is not checked");
        assert!(told("[a-z]+", "[a-z").contains("no regular expression"));
        assert!(Package::read(&BTreeMap::new()).expect_err("nothing")[0].message.en.contains("no datapackage.json"));
    }
}
