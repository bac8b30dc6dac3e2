//! `shuheng optimize`: the answer, the exit code, and plans that cannot be used.

use shuheng_acceptance::{program, shuheng};
use std::fs;
use std::process::Command;

const PLAN: &str = r#"years = [2026, 2027]
unit = "万元"
budget = [100, 50]
frontier = [0, 1]

[[indicator]]
id = "k"
weight = 1
present = 40

[[initiative]]
id = "a"
cost = [60, 20]
uplift = { k = 10 }

[[initiative]]
id = "b"
cost = [50]
uplift = { k = 8 }
requires_earlier = ["a"]
"#;

#[test]
fn a_plan_is_answered_as_json_and_as_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("plan.toml"), PLAN).expect("a plan");
    let run = shuheng(folder, &["optimize", "plan.toml"]);
    assert_eq!((run.code, run.json["status"].as_str()), (0, Some("optimal")), "{}", run.stderr);
    assert_eq!(
        (run.json["score_before"].as_f64(), run.json["score_after"].as_f64(), run.json["gap"].as_f64()),
        (Some(40.0), Some(50.0), Some(0.0))
    );
    assert_eq!(run.json["chosen"][0]["id"], "a");
    assert_eq!(run.json["frontier"][1]["cost"].as_f64(), Some(80.0));
    let written = shuheng(folder, &["optimize", "plan.toml", "--out", "answer.json"]);
    assert_eq!((written.code, written.json["file"].is_string()), (0, true), "{}", written.stderr);
    let written: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("answer.json")).expect("the answer")).expect("JSON");
    assert_eq!(written, run.json);
    let plain = |arguments: &[&str]| {
        let output = Command::new(program("shuheng")).current_dir(folder).args(arguments).output().expect("shuheng");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(plain(&["optimize", "plan.toml"]).starts_with('{'), "JSON unless text is asked for");
    assert!(plain(&["optimize", "plan.toml", "--format", "text"]).contains("40.00 -> 50.00"));
}

#[test]
fn an_infeasible_plan_is_told_with_its_reason_and_exit_code_1() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("plan.toml"), PLAN.replace("id = \"b\"", "id = \"b\"\nmandatory = true")).expect("a plan");
    let run = shuheng(folder.path(), &["optimize", "plan.toml"]);
    assert_eq!((run.code, run.json["status"].as_str()), (1, Some("infeasible")));
    let reason = run.json["reason"]["en"].as_str().unwrap_or_default();
    assert!(reason.contains("in 2027, 20 万元 more than its budget of 50 万元"), "{reason}");
}

#[test]
fn plans_that_cannot_be_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("plan.toml"), PLAN.replace("[60, 20]", "[-60, nan]")).expect("a plan");
    let run = shuheng(folder, &["optimize", "plan.toml"]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-4007"));
    let told = run.sentence();
    assert!(
        told.contains("2 faults") && told.contains("line 13: initiative[1].cost[1] is -60") && told.contains("not a finite number"),
        "{told}"
    );
    assert_eq!(shuheng(folder, &["optimize", "missing.toml"]).error_code(), "SH-4002");
    fs::write(folder.join("plan.toml"), PLAN).expect("a plan");
    let run = shuheng(folder, &["optimize", "plan.toml", "--out", "plan.toml"]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-1002"));
    assert_eq!(fs::read_to_string(folder.join("plan.toml")).expect("the plan"), PLAN);
    fs::write(folder.join("plan.toml"), [0xff, 0xfe]).expect("bytes");
    assert!(shuheng(folder, &["optimize", "plan.toml"]).sentence().contains("not UTF-8"));
}
