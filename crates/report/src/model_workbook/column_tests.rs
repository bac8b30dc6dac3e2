//! The columns are the keys of the schemas: each key has a column of its kind, with its words, and is asked for where the schema does.

use super::columns::{
    CLAUSES, CROSSWALK, Column, DIMENSIONS, DOCUMENTS, DOMAINS, Empty, GATES, Holds, INDICATORS, ITEMS, LEVELS, MEANS, METRICS, MODEL,
    Need, POSTS_BY_TYPE, POWER, PROFILES, RUBRICS, SHEETS, SOURCES, Sheet,
};
use super::rows::METRIC_KEYS;
use serde_json::Value;
use shuheng_model::file::json_schemas;
use std::collections::{BTreeMap, BTreeSet};

fn schema(name: &str) -> Value {
    let (_, text) = json_schemas().into_iter().find(|(file, _)| file.starts_with(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The schema that a value is of, behind references.
fn resolved<'s>(root: &'s Value, value: &'s Value) -> &'s Value {
    let reference = value.get("$ref").or_else(|| value["allOf"].as_array()?.iter().find_map(|part| part.get("$ref")));
    let reference = reference.or_else(|| value["allOf"].as_array()?.first()?["allOf"].as_array()?.first()?.get("$ref"));
    reference.map_or(value, |reference| root.pointer(reference.as_str().unwrap().trim_start_matches('#')).unwrap())
}

/// What a column of a value holds.
fn holds(value: &Value) -> String {
    if let Some(words) = value["oneOf"].as_array() {
        let (words, tables): (Vec<&Value>, Vec<&Value>) = words.iter().partition(|word| word.get("const").is_some());
        if let [power] = tables.as_slice() {
            let known: Vec<&str> = words.iter().map(|word| word["const"].as_str().unwrap()).collect();
            assert_eq!((known.as_slice(), &power["required"][0]), (MEANS.as_slice(), &Value::from(POWER)));
            return "mean".to_owned();
        }
        return format!("{:?}", words.iter().map(|word| word["const"].as_str().unwrap()).collect::<Vec<_>>());
    }
    match (value["type"].as_str().unwrap(), &value["items"]["type"]) {
        ("string", _) => "text".to_owned(),
        ("number", _) => "number".to_owned(),
        ("integer", _) if value.get("const").is_some() => "number".to_owned(),
        ("integer", _) => "whole".to_owned(),
        ("boolean", _) => "truth".to_owned(),
        ("array", items) if items == "string" => "lines".to_owned(),
        (kind, _) => panic!("no column holds {kind}"),
    }
}

fn holds_of(column: &Column) -> String {
    match column.holds {
        Holds::Text | Holds::Name(..) => "text".to_owned(),
        Holds::Lines => "lines".to_owned(),
        Holds::Number => "number".to_owned(),
        Holds::Whole => "whole".to_owned(),
        Holds::Truth => "truth".to_owned(),
        Holds::Mean => "mean".to_owned(),
        Holds::Word(words) => format!("{words:?}"),
        Holds::Remark => "remark".to_owned(),
    }
}

/// Every value below a table: key, what a column holds, and whether it must be filled.
fn leaves(root: &Value, table: &Value, prefix: &str, optional: bool, skip: &[&str]) -> BTreeMap<String, (String, Need)> {
    let mut found = BTreeMap::new();
    let required: Vec<&str> = table["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, value) in table["properties"].as_object().unwrap().iter().filter(|(key, _)| !skip.contains(&key.as_str())) {
        let absent = !required.contains(&key.as_str());
        let value = resolved(root, value);
        let path = format!("{prefix}{key}");
        if value["type"] == "object" {
            found.extend(leaves(root, value, &format!("{path}."), absent || optional, &[]));
        } else {
            let need = match (absent, optional) {
                (true, _) => Need::May,
                (false, true) => Need::With,
                (false, false) => Need::Must,
            };
            found.insert(path, (holds(value), need));
        }
    }
    found
}

fn columns(sheets: &[&Sheet], own: &[&str]) -> BTreeMap<String, (String, Need)> {
    let all = sheets.iter().flat_map(|sheet| sheet.columns);
    let read = all.filter(|column| !column.key.starts_with('#') && column.key != "empty" && !own.contains(&column.key));
    read.map(|column| (column.key.to_owned(), (holds_of(column), column.need))).collect()
}

#[test]
fn every_key_has_its_column() {
    let model = schema("model");
    let dimension = schema("dimension");
    let crosswalk = schema("crosswalk");
    let lists = ["document", "level", "dimension", "domain", "gate", "profile"];
    assert_eq!(columns(&[&MODEL], &[]), leaves(&model, &model, "", false, &lists));
    let of = |root: &Value, name: &str, skip: &[&str]| leaves(root, &root["definitions"][name], "", false, skip);
    assert_eq!(columns(&[&DOCUMENTS], &[]), of(&model, "Document", &[]));
    assert_eq!(columns(&[&LEVELS], &[]), of(&model, "Level", &[]));
    assert_eq!(columns(&[&DIMENSIONS], &[]), of(&model, "Dimension", &["sources"]));
    assert_eq!(columns(&[&DOMAINS], &[]), of(&model, "Domain", &[]));
    assert_eq!(columns(&[&GATES], &[]), of(&model, "Gate", &[]));
    assert_eq!(columns(&[&PROFILES], &[]), of(&model, "Profile", &["targets", "weights"]));
    assert_eq!(columns(&[&RUBRICS], &["indicator"]), of(&dimension, "RubricLevel", &["for_types"]));
    assert_eq!(columns(&[&ITEMS], &["indicator"]), of(&dimension, "Item", &[]));
    assert_eq!(columns(&[&POSTS_BY_TYPE], &["indicator", "type"]), of(&dimension, "Goalposts", &[]));
    assert_eq!(columns(&[&SOURCES], &["node"]), of(&dimension, "Source", &[]));
    assert_eq!(columns(&[&CLAUSES], &["indicator"]), of(&dimension, "ClauseLink", &[]));
    assert_eq!(columns(&[&CROSSWALK], &[]), of(&crosswalk, "ClauseCoverage", &[]));
    // What only some kinds of indicator have, a metric must have on its own sheet.
    let elsewhere = ["level", "item", "sources", "clauses"];
    let skip: Vec<&str> = elsewhere.into_iter().chain(METRIC_KEYS).collect();
    assert_eq!(columns(&[&INDICATORS], &["file"]), of(&dimension, "Indicator", &skip));
    let mut metric = dimension["definitions"]["Indicator"].clone();
    let rules = metric["allOf"].as_array().unwrap().clone();
    let rule = rules.into_iter().find(|rule| rule["if"]["properties"]["kind"]["const"] == "metric").unwrap();
    metric["required"] = rule["then"]["required"].clone();
    metric["properties"].as_object_mut().unwrap().retain(|key, _| METRIC_KEYS.contains(&key.as_str()) && key != "goalposts_by_type");
    assert_eq!(columns(&[&METRICS], &["indicator"]), leaves(&dimension, &metric, "", false, &[]));
}

#[test]
fn keys_stand_once_and_names_lead_somewhere() {
    let sheets: BTreeSet<&str> = SHEETS.iter().map(|sheet| sheet.name).collect();
    assert_eq!(sheets.len(), SHEETS.len());
    for sheet in SHEETS {
        let keys: BTreeSet<&str> = sheet.columns.iter().map(|column| column.key).collect();
        assert_eq!(keys.len(), sheet.columns.len(), "{}", sheet.name);
        assert_eq!(keys.contains("empty"), !sheet.empty.is_empty(), "{} has the column for keys left empty", sheet.name);
        for column in sheet.columns {
            assert!(!column.zh.is_empty() && !column.en.is_empty(), "{} {}", sheet.name, column.key);
            if let Holds::Name(other, key) = column.holds {
                let other = SHEETS.into_iter().find(|sheet| sheet.name == other).unwrap();
                assert!(other.columns.iter().any(|column| column.key == key));
            }
        }
        let lines = sheet.empty.iter().filter(|(_, empty)| *empty == Empty::Lines);
        lines.for_each(|(key, _)| assert!(keys.contains(format!("{key}.zh").as_str())));
    }
}
