//! The reader, the types and the schemas judge every key alike: taken away, misspelt, empty, or holding a value of another kind.

use super::{CalendarFile, CrosswalkFile, DimensionFile, GuideFile, IndexFile, ModelFile, PolicyFile, fixture, json_schemas};
use crate::fault::Faults;
use crate::read::{load_policies, read_index, read_indicators, read_model};
use crate::render::render;
use crate::source::ModelSource;
use jsonschema::Validator;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// A kind of file with its three judges.
struct Judges {
    schema: Validator,
    reads: fn(&str) -> bool,
    types: fn(&str) -> bool,
}

fn judges(schema: &str, reads: fn(&str) -> bool, types: fn(&str) -> bool) -> Judges {
    let (_, text) = json_schemas().into_iter().find(|(name, _)| name.starts_with(schema)).unwrap();
    Judges { schema: jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap(), reads, types }
}

fn typed<T: DeserializeOwned>(text: &str) -> bool {
    toml::from_str::<T>(text).is_ok()
}

fn no_faults(read: impl FnOnce(&RefCell<Faults>)) -> bool {
    let faults = RefCell::new(Faults::default());
    read(&faults);
    !faults.borrow().has_errors()
}

fn source(files: &[(&str, &str)]) -> ModelSource {
    ModelSource::new(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
}

fn reads_model(text: &str) -> bool {
    no_faults(|faults| drop(read_model(&source(&[("model.toml", text)]), faults)))
}

fn reads_index(text: &str) -> bool {
    no_faults(|faults| drop(read_index(&source(&[("model.toml", text)]), faults)))
}

fn reads_dimension(text: &str) -> bool {
    no_faults(|faults| drop(read_indicators("a.toml", text, faults)))
}

fn reads_crosswalk(text: &str) -> bool {
    no_faults(|faults| drop(read_model(&source(&[("model.toml", fixture::MODEL), ("crosswalk.toml", text)]), faults)))
}

/// A file of the policy folder, beside documents that have the clauses it names: whether these exist is no question of shape.
fn reads_policy(text: &str) -> bool {
    let own: Table = toml::from_str(text).unwrap();
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let entries = |key: &str| own.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let lists = ["direction", "entry"].into_iter().flat_map(entries).filter_map(|entry| entry.get("clauses")?.as_array().cloned());
    for clause in lists.flatten().chain(own.get("policy").cloned()).filter_map(|clause| clause.as_str().map(str::to_owned)) {
        let (document, number) = clause.split_once('/').unwrap_or((&clause, "0"));
        named.entry(document.to_owned()).or_default().insert(number.to_owned());
    }
    let policy: Table = toml::from_str(fixture::POLICY).unwrap();
    let documents = named.into_iter().map(|(document, numbers)| {
        let clauses = numbers.into_iter().map(|number| {
            let mut clause = policy["clause"][0].clone();
            clause["number"] = number.into();
            clause
        });
        let mut file = policy.clone();
        file["clause"] = Value::Array(clauses.collect());
        file["id"] = document.clone().into();
        (format!("{document}.toml"), render(&file))
    });
    let read = load_policies(&ModelSource::new(documents.chain([("own.toml".to_owned(), text.to_owned())])));
    // An entry that the reader drops without a word counts as refused.
    read.is_ok_and(|read| read.calendars.iter().map(|calendar| calendar.entries.len()).sum::<usize>() == entries("entry").len())
}

/// One step into a file.
#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Index(usize),
}

fn at<'a>(value: &'a mut Value, path: &[Step]) -> &'a mut Value {
    match (path.split_first(), value) {
        (None, value) => value,
        (Some((Step::Key(key), rest)), Value::Table(table)) => at(table.get_mut(key).unwrap(), rest),
        (Some((Step::Index(index), rest)), Value::Array(items)) => at(&mut items[*index], rest),
        (step, _) => panic!("no step {step:?}"),
    }
}

/// Every key below a value: the way to its table, and its name.
fn keys(value: &Value, path: &[Step], found: &mut Vec<(Vec<Step>, String)>) {
    let below = |step: Step| path.iter().cloned().chain([step]).collect::<Vec<_>>();
    match value {
        Value::Table(table) => {
            for (key, inner) in table {
                found.push((path.to_vec(), key.clone()));
                keys(inner, &below(Step::Key(key.clone())), found);
            }
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| keys(item, &below(Step::Index(index)), found)),
        _ => {}
    }
}

/// Lists that entries of other lists rest on.
const WHOLE: [&str; 2] = ["level", "group"];

/// The file in pieces: for each entry of each list of tables a file that has this entry alone, so that a large file is judged in
/// small ones. The scale keeps its five levels, and a document its chapters.
fn pieces(file: &Table) -> Vec<(Value, Vec<Step>)> {
    let is_list = |value: &Value| value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_table));
    let shortened = |key: &str, value: &Value, entry: usize| match value {
        Value::Array(items) if is_list(value) && !WHOLE.contains(&key) => Value::Array(vec![items[entry.min(items.len() - 1)].clone()]),
        value => value.clone(),
    };
    let small = |list: &str, entry: usize| {
        let part = |(key, value): (&String, &Value)| (key.clone(), shortened(key, value, if key == list { entry } else { 0 }));
        Value::Table(file.iter().map(part).collect())
    };
    let mut pieces = vec![(small("", 0), Vec::new())];
    for (key, value) in file.iter().filter(|(_, value)| is_list(value)) {
        for entry in 0..value.as_array().map_or(0, Vec::len) {
            let index = if WHOLE.contains(&key.as_str()) { entry } else { 0 };
            pieces.push((small(key, entry), vec![Step::Key(key.clone()), Step::Index(index)]));
        }
    }
    pieces
}

/// What is done to a key.
#[derive(Debug, Clone, PartialEq)]
enum Change {
    Nothing,
    Taken,
    Misspelt,
    Empty,
    Other(Value),
}

/// The kind of a value; numbers are of one kind, and a list knows what it lists.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "text",
        Value::Integer(_) | Value::Float(_) => "number",
        Value::Boolean(_) => "truth",
        Value::Datetime(_) => "date",
        Value::Table(_) => "table",
        Value::Array(items) => match items.first() {
            Some(Value::Table(_)) => "tables",
            Some(_) => "texts",
            None => "list",
        },
    }
}

fn changes(value: &Value) -> Vec<Change> {
    let samples: Table = toml::from_str(
        "a = \"text\"\nb = 2\nc = 2.5\nd = true\ne = 2025-05-01\nf = [\"text\"]\ng = [{ x = 1 }]\nh = [2]\ni = { x = \"text\" }\nj = inf",
    )
    .unwrap();
    let others = samples.into_iter().map(|(_, sample)| sample);
    let others = others.filter(|sample| kind(sample) != kind(value) || sample.as_float().is_some_and(f64::is_infinite));
    let empty = match value {
        Value::Array(_) => Some(Change::Empty),
        _ => None,
    };
    [Change::Taken, Change::Misspelt].into_iter().chain(empty).chain(others.map(Change::Other)).collect()
}

fn changed(base: &Value, parent: &[Step], key: &str, change: &Change) -> Value {
    let mut file = base.clone();
    let Value::Table(table) = at(&mut file, parent) else { panic!("{key} is in no table") };
    match change {
        Change::Nothing => {}
        Change::Taken => drop(table.remove(key)),
        Change::Misspelt => {
            let value = table.remove(key).unwrap();
            table.insert(format!("{key}x"), value);
        }
        Change::Empty => drop(table.insert(key.to_owned(), Value::Array(Vec::new()))),
        Change::Other(value) => drop(table.insert(key.to_owned(), value.clone())),
    }
    file
}

/// What the reader lets pass because a check of the whole model refuses it right after: a scale, a rubric or a checklist that is
/// missing, and lists that are too short. The types ask for the first, the schemas for both.
fn refused_by_a_later_check(key: &str, change: &Change) -> (bool, bool) {
    let missing = *change == Change::Taken && ["level", "item"].contains(&key);
    let short = *change == Change::Empty && ["level", "item", "applies_to"].contains(&key);
    (missing, missing || short)
}

/// Judges every change of every key; returns how many changes were judged. A key that stands at the same place of the file, beside the
/// same keys and with a value of the same kind as one before, was judged with that.
fn judge(name: &str, text: &str, judges: &Judges, seen: &mut BTreeSet<String>) -> usize {
    let file: Table = toml::from_str(text).unwrap();
    let mut judged = 0;
    let mut wrong = BTreeSet::new();
    for (base, entry) in pieces(&file) {
        let mut found = Vec::new();
        keys(at(&mut base.clone(), &entry), &entry, &mut found);
        for (parent, key) in found {
            let mut whole = base.clone();
            let Value::Table(siblings) = at(&mut whole, &parent) else { panic!("{key} is in no table") };
            let value = siblings[&key].clone();
            let names: Vec<&String> = siblings.keys().collect();
            let place: Vec<&str> = parent.iter().map(|step| if let Step::Key(key) = step { key.as_str() } else { "" }).collect();
            if !seen.insert(format!("{place:?} {names:?} {key} {}", kind(&value))) {
                continue;
            }
            for change in [Change::Nothing].into_iter().chain(changes(&value)) {
                let file = changed(&base, &parent, &key, &change);
                let Value::Table(table) = &file else { panic!("a file is a table") };
                let text = render(table);
                let (reads, types) = ((judges.reads)(&text), (judges.types)(&text));
                let schema = judges.schema.is_valid(&serde_json::to_value(&file).unwrap());
                if key == "group" && parent.is_empty() && change == Change::Empty {
                    continue; // The clauses name a chapter: a reference, not a shape.
                }
                let (typed_too, schema_too) = refused_by_a_later_check(&key, &change);
                // That there are as many lines in one language as in the other, no schema can say.
                let uneven =
                    parent.last().is_some_and(|step| matches!(step, Step::Key(key) if key == "pitfalls")) && change == Change::Empty;
                let agree = types == (reads && !typed_too) && (uneven || schema == (reads && !schema_too));
                if !agree || (change == Change::Nothing && !reads) {
                    let path: Vec<String> = parent.iter().map(|step| format!("{step:?}")).collect();
                    wrong.insert(format!("{name}: {} {key} {change:?}: reader {reads}, types {types}, schema {schema}", path.join("/")));
                }
                judged += 1;
            }
        }
    }
    let first: Vec<String> = wrong.into_iter().take(20).collect();
    assert!(first.is_empty(), "{}", first.join("\n"));
    judged
}

fn judge_models(file: impl Fn(&str) -> bool, judges: &Judges) {
    let (mut judged, mut seen) = (0, BTreeSet::new());
    // The small file that has every key comes first, and large ones add what is new in them.
    for (name, source) in fixture::models().into_iter().rev() {
        for (file_name, text) in source.files().filter(|(name, _)| file(name)) {
            judged += judge(&format!("{name}/{file_name}"), text, judges, &mut seen);
        }
    }
    assert!(judged > 40, "only {judged} changes");
}

fn judge_policies(sign: &str, judges: &Judges) {
    let (mut judged, mut seen) = (0, BTreeSet::new());
    for (name, source) in fixture::policies().into_iter().rev() {
        for (file_name, text) in source.files() {
            if toml::from_str::<Table>(text).unwrap().contains_key(sign) {
                judged += judge(&format!("{name}/{file_name}"), text, judges, &mut seen);
            }
        }
    }
    assert!(judged > 100, "only {judged} changes");
}

#[test]
fn model_files() {
    judge_models(|name| name == "model.toml", &judges("model", reads_model, typed::<ModelFile>));
}

#[test]
fn dimension_files() {
    let dimension = |name: &str| !["model.toml", "crosswalk.toml"].contains(&name);
    judge_models(dimension, &judges("dimension", reads_dimension, typed::<DimensionFile>));
}

#[test]
fn index_files() {
    let judged = judge("index.toml", fixture::INDEX, &judges("index", reads_index, typed::<IndexFile>), &mut BTreeSet::new());
    assert!(judged > 300, "only {judged} changes");
}

#[test]
fn crosswalk_files() {
    judge_models(|name| name == "crosswalk.toml", &judges("crosswalk", reads_crosswalk, typed::<CrosswalkFile>));
}

#[test]
fn policy_files() {
    judge_policies("group", &judges("policy", reads_policy, typed::<PolicyFile>));
}

#[test]
fn guide_files() {
    judge_policies("direction", &judges("guide", reads_policy, typed::<GuideFile>));
}

#[test]
fn calendar_files() {
    judge_policies("entry", &judges("calendar", reads_policy, typed::<CalendarFile>));
}
