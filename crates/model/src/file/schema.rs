//! The JSON Schemas of the files, from the types that read them.
//!
//! They are committed under `docs/schema`, for editors. Draft 7: it is the one that TOML editors support most widely.

use super::{CalendarFile, CrosswalkFile, DimensionFile, GuideFile, IndexFile, ModelFile, PolicyFile};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// Every schema as file name and JSON text. What a schema refuses, [`crate::load`], [`crate::load_index`] or
/// [`crate::load_policies`] refuses for a file of usual form; what needs more than one value to judge (references, sums, order) only they can tell.
#[must_use]
pub fn json_schemas() -> Vec<(&'static str, String)> {
    vec![
        ("model.schema.json", schema::<ModelFile>()),
        ("dimension.schema.json", schema::<DimensionFile>()),
        ("crosswalk.schema.json", schema::<CrosswalkFile>()),
        ("index.schema.json", schema::<IndexFile>()),
        ("policy.schema.json", schema::<PolicyFile>()),
        ("guide.schema.json", schema::<GuideFile>()),
        ("calendar.schema.json", schema::<CalendarFile>()),
    ]
}

fn schema<T: JsonSchema>() -> String {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value();
    mend(&mut schema);
    // The order of keys must not depend on what other crates ask of serde_json.
    schema.sort_all_objects();
    format!("{schema:#}\n")
}

/// Makes a schema of Rust types one of TOML files: TOML has no null, no number formats, and the reader takes no blank text.
fn mend(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mend),
        Value::Object(object) => {
            without_null(object);
            object.remove("format");
            if object.get("default").is_some_and(Value::is_null) {
                object.remove("default");
            }
            let is_text = object.get("type").is_some_and(|kind| kind == "string");
            if is_text && ["pattern", "enum", "const"].iter().all(|key| !object.contains_key(*key)) {
                object.insert("pattern".to_owned(), r"\S".into());
            }
            object.iter_mut().filter(|(key, _)| *key != "properties").for_each(|(_, inner)| mend(inner));
            // Keys of `properties` are keys of the file; one of them is called `format`.
            if let Some(Value::Object(properties)) = object.get_mut("properties") {
                properties.values_mut().for_each(mend);
            }
        }
        _ => {}
    }
}

/// Takes back the null that an optional value may be in JSON.
fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(words)) = object.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
        if let [only] = choices.as_slice() {
            // A reference with siblings is only a reference in draft 7; `allOf` keeps the description beside it.
            let only = only.clone();
            object.remove("anyOf");
            match only {
                Value::Object(inner) if !inner.contains_key("$ref") => {
                    for (key, value) in inner {
                        object.entry(key).or_insert(value);
                    }
                }
                reference => {
                    object.insert("allOf".to_owned(), Value::Array(vec![reference]));
                }
            }
        }
    }
}
