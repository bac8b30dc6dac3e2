//! The committed schemas are those of the types, they say what the task of an author is, and the shipped files hold against them.

use super::{fixture, json_schemas};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

fn schemas() -> BTreeMap<&'static str, Value> {
    json_schemas().into_iter().map(|(name, text)| (name, serde_json::from_str(&text).unwrap())).collect()
}

fn validators() -> BTreeMap<&'static str, Validator> {
    schemas().into_iter().map(|(name, schema)| (name, jsonschema::draft7::new(&schema).unwrap())).collect()
}

/// Run with `UPDATE_SCHEMA=1` to write them anew.
#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    for (name, schema) in json_schemas() {
        let path = folder.join(name);
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &schema).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(committed == schema, "docs/schema/{name} is out of date: run UPDATE_SCHEMA=1 cargo test -p shuheng-model schema");
    }
}

#[test]
fn they_are_schemas() {
    for (name, schema) in schemas() {
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{name}");
        assert_eq!(schema["additionalProperties"], false, "{name} refuses unknown keys");
        described(name, &schema);
    }
}

/// Every key says what it means.
fn described(place: &str, schema: &Value) {
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        assert!(inner.get("description").is_some_and(|text| !text.to_string().is_empty()), "{place}: `{key}` has no description");
    }
    for (name, inner) in schema["definitions"].as_object().into_iter().flatten() {
        described(&format!("{place}/{name}"), inner);
    }
}

fn hold(validators: &BTreeMap<&str, Validator>, schema: &str, place: &str, text: &str) {
    let file = serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
    let faults: Vec<String> =
        validators[schema].iter_errors(&file).map(|fault| format!("{place}: {fault} at {}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn shipped_files_hold_against_them() {
    let validators = validators();
    for (model, source) in fixture::models() {
        for (name, text) in source.files() {
            let schema = match name {
                "model.toml" => "model.schema.json",
                "crosswalk.toml" => "crosswalk.schema.json",
                _ => "dimension.schema.json",
            };
            hold(&validators, schema, &format!("{model}/{name}"), text);
        }
    }
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples/global-hunger-index/model.toml");
    hold(&validators, "index.schema.json", "example", &std::fs::read_to_string(example).unwrap());
    for (folder, source) in fixture::policies() {
        for (name, text) in source.files() {
            let table: toml::Table = toml::from_str(text).unwrap();
            let schema = match () {
                () if table.contains_key("direction") => "guide.schema.json",
                () if table.contains_key("entry") => "calendar.schema.json",
                () => "policy.schema.json",
            };
            hold(&validators, schema, &format!("{folder}/{name}"), text);
        }
    }
}

#[test]
fn enumerations_ranges_and_patterns() {
    let validators = validators();
    let good = |schema: &str, text: &str| {
        let file: toml::Table = toml::from_str(text).unwrap();
        let file = serde_json::to_value(file).unwrap();
        assert!(validators[schema].is_valid(&file));
        file
    };
    let bad = |schema: &str, file: &Value, path: &str, value: Value| {
        let mut file = file.clone();
        *file.pointer_mut(path).unwrap() = value.clone();
        assert!(!validators[schema].is_valid(&file), "{schema} takes {value} at {path}");
    };
    let model = good("model.schema.json", fixture::MODEL);
    for (path, value) in [
        ("/format", json!(2)),
        ("/id", json!("Every Key")),
        ("/id", json!("-x")),
        ("/version", json!("1.0")),
        ("/version", json!("01.0.0")),
        ("/based_on", json!("caict-value-2025")),
        ("/name/zh", json!("  ")),
        ("/minimum_coverage", json!(30)),
        ("/readiness/ready", json!(101)),
        ("/level/0/level", json!(0)),
        ("/level/0/level", json!(6)),
        ("/level/0/level", json!(1.5)),
        ("/level/4/points", json!(100.5)),
        ("/level/4/from", json!(-1)),
        ("/level", json!([])),
        ("/root/mean", json!("median")),
        ("/dimension/0/id", json!("A")),
        ("/dimension/0/weight", json!(-1)),
        ("/domain/0/weight", json!(-0.1)),
        ("/gate/0/cap", json!(9)),
        ("/gate/0/below", json!(101)),
        ("/profile/0/target", json!(600)),
        ("/profile/0/targets/a", json!(101)),
        ("/profile/0/weights/a.b.rubric", json!(-1)),
        ("/gate", Value::Null),
        ("/domain/0/short", Value::Null),
    ] {
        bad("model.schema.json", &model, path, value);
    }
    let dimension = good("dimension.schema.json", fixture::DIMENSION);
    for (path, value) in [
        ("/indicator/0/kind", json!("rubrik")),
        ("/indicator/0/kind", json!("metric")),
        ("/indicator/0/weight", json!(-1)),
        ("/indicator/0/applies_to", json!([])),
        ("/indicator/0/applies_to/0", json!("")),
        ("/indicator/0/clauses/0/strength", json!("fully")),
        ("/indicator/0/clauses/0/clause", json!("13")),
        ("/indicator/0/level/4/level", json!(6)),
        ("/indicator/1/direction", json!("up")),
        ("/indicator/1/goalposts/transform", json!("square")),
        ("/indicator/1/goalposts/cap", json!(1)),
        ("/indicator/2/item/0/weight", json!(-1)),
        ("/indicator/2/item/0/id", json!("First Item")),
    ] {
        bad("dimension.schema.json", &dimension, path, value);
    }
    let index = good("index.schema.json", fixture::INDEX);
    for (path, value) in [
        ("/kind", json!("model")),
        ("/name", json!(" ")),
        ("/mean", json!("median")),
        ("/mean/power", json!(101)),
        ("/scale/decimals", json!(11)),
        ("/scale/top", json!(-1)),
        ("/minimum_coverage", json!(30)),
        ("/over", json!("month")),
        ("/node/0/weight", json!(-1)),
        ("/indicator/0/id", json!(" x")),
        ("/indicator/0/normalise", json!("min-max")),
        ("/indicator/0/normalise", json!("zscore")),
        ("/indicator/1/bands/scores", json!([1])),
        ("/indicator/1/bands/edge", json!("on")),
        ("/indicator/2/points", json!([])),
        ("/indicator/5/reference", json!("best")),
        ("/indicator/6/reference", json!(-2)),
    ] {
        bad("index.schema.json", &index, path, value);
    }
    let policy = good("policy.schema.json", fixture::POLICY);
    bad("policy.schema.json", &policy, "/clause/0/binds", json!("everyone"));
    bad("policy.schema.json", &policy, "/clause/0/number", json!("1/2"));
    let crosswalk = good("crosswalk.schema.json", fixture::CROSSWALK);
    bad("crosswalk.schema.json", &crosswalk, "/clause/0/clause", json!("doc-1"));
    let calendar = good("calendar.schema.json", fixture::CALENDAR);
    bad("calendar.schema.json", &calendar, "/entry/2/month", json!(13));
    bad("calendar.schema.json", &calendar, "/entry/0/kind", json!("recurring"));
}
