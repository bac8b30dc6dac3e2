//! New engagement, answers from a table, score: the numbers are checked by hand.

use serde_json::Value;
use shuheng_acceptance::shuheng;
use std::path::Path;

pub(crate) const NEW: [&str; 8] = ["new", "a.shuheng", "--institution", "某行", "--type", "city_bank", "--year", "2025"];
const AI: &str = "technology_application.ai";

pub(crate) fn new(folder: &Path) {
    let run = shuheng(folder, &NEW);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

fn answer(folder: &Path, table: &str) -> Value {
    std::fs::write(folder.join("answers.csv"), table).expect("a table");
    let run = shuheng(folder, &["answer", "a.shuheng", "answers.csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    shuheng(folder, &["score", "a.shuheng"]).json
}

fn node<'a>(score: &'a Value, id: &str) -> &'a Value {
    score["nodes"].as_array().and_then(|nodes| nodes.iter().find(|node| node["id"] == id)).unwrap_or(&Value::Null)
}

#[test]
fn a_new_engagement_has_no_score_and_no_level() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let score = shuheng(folder.path(), &["score", "a.shuheng"]).json;
    assert_eq!((&score["score"], &score["level"], score["coverage"].as_f64()), (&Value::Null, &Value::Null, Some(0.0)));
    assert_eq!(score["nodes"].as_array().map(Vec::len), Some(1 + 3 + 14 + 62));
}

#[test]
fn a_domain_is_the_mean_of_what_is_answered_and_applies() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let score = answer(
        folder.path(),
        &format!(
            "indicator,value,confidence,rationale\n{AI}.enterprise_platform,4,high,台账已查\n{AI}.large_model_scenarios,3,,\n{AI}.agents_rpa,na,,未开展\n"
        ),
    );
    let domain = node(&score, AI);
    // Points 75 and 50, one not applicable, one unanswered of equal weight.
    assert_eq!(domain["score"].as_f64(), Some(62.5));
    assert_eq!(domain["level"].as_u64(), Some(4));
    let coverage = domain["coverage"].as_f64().unwrap_or_default();
    assert!((coverage - 2.0 / 3.0).abs() < 1e-9, "two of three applicable: {coverage}");
    assert_eq!(score["level"], Value::Null, "too little is answered for an overall level");
    assert_eq!(score["score"].as_f64(), Some(62.5), "the score rests on what is answered");
    let weights: f64 = score["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|node| node["id"].as_str().is_some_and(|id| id.split('.').count() == 3))
        .filter_map(|node| node["weight"].as_f64())
        .sum();
    assert!((weights - 1.0).abs() < 1e-9, "weights of the indicators that apply sum to 1: {weights}");
}

#[test]
fn a_metric_stands_between_its_goalposts() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let model = shuheng(folder.path(), &["model", "show", "caict-value-2025"]).json;
    let id = "economic_value.input_output.technology_staff_share";
    assert_eq!(node(&model, id), &Value::Null, "the staff share belongs to talent");
    let id = "economic_value.input_output.cost_income_ratio";
    let metric = &node(&model, id)["indicator"]["metric"];
    let (low, high) = (metric["low"].as_f64().expect("low"), metric["high"].as_f64().expect("high"));
    assert_eq!(metric["higherIsBetter"], Value::Bool(false));
    let figure = low + (high - low) / 4.0;
    let score = answer(folder.path(), &format!("indicator,value\n{id},{figure}\n"));
    let got = node(&score, id)["score"].as_f64().expect("a score");
    assert!((got - 75.0).abs() < 1e-9, "a quarter of the way from the better end: {got}");
}

#[test]
fn a_gate_caps_the_level_and_never_the_score() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let model = shuheng(folder.path(), &["model", "show", "caict-value-2025"]).json;
    let mut table = "indicator,value\n".to_owned();
    for node in model["nodes"].as_array().expect("nodes") {
        let id = node["id"].as_str().expect("an id");
        if node["indicator"]["kind"] == "rubric" {
            let level = if id.starts_with("economic_value") { 1 } else { 5 };
            table += &format!("{id},{level}\n");
        }
    }
    let score = answer(folder.path(), &table);
    assert!(score["score"].as_f64().is_some_and(|score| score > 59.0), "{}", score["score"]);
    assert_eq!(score["level"].as_u64(), Some(3), "value below L3 caps the whole at L3");
    assert_eq!(score["gates"][0]["id"], "value-first");
}

#[test]
fn verify_finds_the_file_sound_and_then_not() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    answer(folder.path(), &format!("indicator,value\n{AI}.enterprise_platform,4\n"));
    let sound = shuheng(folder.path(), &["verify", "a.shuheng"]);
    assert_eq!((sound.code, &sound.json["sound"]), (0, &Value::Bool(true)));
    let file = rusqlite::Connection::open(folder.path().join("a.shuheng")).expect("SQLite opens it");
    file.execute("UPDATE answer SET value = '{\"level\":5}'", []).expect("a stranger writes");
    drop(file);
    let altered = shuheng(folder.path(), &["verify", "a.shuheng"]);
    assert_eq!((altered.code, &altered.json["sound"]), (1, &Value::Bool(false)));
    assert!(altered.json["faults"].as_array().is_some_and(|faults| !faults.is_empty()));
}
