//! `shuheng uncertainty`: an interval around the score, the same for the same seed, and clear words where there is none.

use crate::answering::new;
use serde_json::Value;
use shuheng_acceptance::{program, shuheng};
use std::path::Path;
use std::process::Command;

/// Standard output as it comes without `--format`.
fn plain(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program("shuheng")).current_dir(folder).args(arguments).output().expect("shuheng starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_same_seed_gives_the_same_bytes_whatever_the_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "s.shuheng"]).code, 0);
    let of = |more: &[&str]| plain(folder.path(), &[&["uncertainty", "s.shuheng", "--draws", "500"], more].concat());
    let one = of(&["--threads", "1"]);
    assert_eq!(one, of(&["--threads", "7"]));
    assert_ne!(one, of(&["--seed", "2"]));
    let json: Value = serde_json::from_str(&one).expect("JSON without being asked for it");
    let score = shuheng(folder.path(), &["score", "s.shuheng"]).json["score"].as_f64().expect("a score");
    let root = &json["nodes"][0];
    let at = |name: &str| root[name].as_f64().expect("a figure");
    assert!(at("score") == score && at("p05") < score && score < at("p95"), "{root}");
    let width = |spread: &str| {
        let json: Value = serde_json::from_str(&of(&["--spread", spread])).expect("JSON");
        json["nodes"][0]["p95"].as_f64().zip(json["nodes"][0]["p05"].as_f64()).map(|(high, low)| high - low).expect("an interval")
    };
    assert!(width("none") < width("ignorant"), "weights that are not known widen the interval");
    assert!(of(&["--format", "text"]).starts_with("得分"), "a table for people");
}

#[test]
fn sensitivity_indices_only_when_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let empty = shuheng(folder.path(), &["uncertainty", "a.shuheng", "--sobol"]);
    assert_eq!((empty.code, &empty.json["headline"], &empty.json["sobol"]["rows"]), (0, &Value::Null, &Value::Array(Vec::new())));
    assert_eq!(shuheng(folder.path(), &["uncertainty", "a.shuheng"]).json["sobol"], Value::Null);
}

#[test]
fn questions_out_of_bounds() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    for (arguments, words) in [(["--draws", "0"], "100–100000"), (["--draws", "1000000000"], "100–100000"), (["--spread", "2"], "0–1")]
    {
        let run = shuheng(folder.path(), &[&["uncertainty", "a.shuheng"][..], &arguments].concat());
        assert_eq!((run.code, run.error_code().as_str()), (1, "SH-1002"), "{}", run.stderr);
        assert!(run.sentence().contains(words), "{}", run.sentence());
    }
    assert_eq!(shuheng(folder.path(), &["uncertainty", "a.shuheng", "--spread", "some"]).code, 2);
    assert_eq!(shuheng(folder.path(), &["uncertainty", "a.shuheng", "--threads", "0"]).code, 2);
}
