//! `shuheng pool`: who may come in, what a pool file says of them, and what can be worked out of what it shows.

use serde_json::Value;
use shuheng_acceptance::{Run, program, shuheng};
use std::fs;
use std::path::Path;
use std::process::Command;

const ANSWERS: &str = include_str!("../../assets/sample/answers.csv");
const RATIONALE: &str = "机密理由甲";

/// Engagements of as many city banks, all finished, each with a score of its own.
fn banks(folder: &Path, numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(|number| bank(folder, number, "city_bank")).collect()
}

fn bank(folder: &Path, number: usize, kind: &str) -> String {
    let file = format!("{kind}{number}.shuheng");
    let name = format!("秘名银行{number}");
    let run = shuheng(folder, &["new", &file, "--institution", &name, "--type", kind, "--year", "2025"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let changed = format!("technology_application.ai.enterprise_platform,{},high,{RATIONALE}", number % 5 + 1);
    let lines =
        ANSWERS.lines().map(|line| if line.starts_with("technology_application.ai.enterprise_platform,") { &changed } else { line });
    let table = lines.collect::<Vec<_>>().join("\n");
    fs::write(folder.join("answers.csv"), table).expect("a table");
    let run = shuheng(folder, &["answer", &file, "answers.csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    file
}

fn sound(folder: &Path, arguments: &[&str]) -> Value {
    let run = shuheng(folder, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    run.json
}

fn refused(run: &Run, code: &str) {
    assert_eq!((run.code, run.error_code().as_str()), (1, code), "{}", run.stderr);
}

fn add(folder: &Path, pool: &str, files: &[String], tier: &str) -> Value {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    sound(folder, &[&["pool", "add", pool, "--tier", tier][..], &files].concat())
}

/// What anyone is shown, down to the last group.
fn shown(folder: &Path, pool: &str) -> Value {
    sound(folder, &["pool", "show", pool, "--by", "tier"])["tables"][0]["rows"].clone()
}

fn members_of<'a>(rows: &'a Value, kind: &str) -> &'a Value {
    rows.as_array().and_then(|rows| rows.iter().find(|row| row["group"]["kind"] == kind)).map_or(&Value::Null, |row| &row["members"])
}

#[test]
fn a_pool_names_nobody_and_shows_nothing_of_fewer_than_five() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    sound(folder, &["pool", "new", "p.shuheng-pool"]);
    let files = banks(folder, 0..5);
    assert_eq!(add(folder, "p.shuheng-pool", &files[..4], "T3")["waiting"], 4);
    assert_eq!(sound(folder, &["pool", "release", "p.shuheng-pool"])["changed"], false);
    assert_eq!(shown(folder, "p.shuheng-pool")[0]["members"], Value::Null, "four are too few");
    add(folder, "p.shuheng-pool", &files, "T3");
    assert_eq!(sound(folder, &["pool", "release", "p.shuheng-pool"])["counted"], 5);
    let rows = shown(folder, "p.shuheng-pool");
    assert_eq!(
        (&rows[0]["members"], members_of(&rows, "city_bank"), members_of(&rows, "securities")),
        (&5.into(), &5.into(), &Value::Null)
    );
    assert!(rows[0]["cells"].as_array().is_some_and(|cells| cells.iter().all(|cell| cell["quartiles"].is_null())), "quartiles need eight");
    let bytes = fs::read_to_string(folder.join("p.shuheng-pool")).expect("the pool");
    for secret in ["秘名", "银行", RATIONALE, "rationale", "evidence", ".shuheng\"", "enterprise_platform", &folder.display().to_string()]
    {
        assert!(!bytes.contains(secret), "{secret}");
    }
    let key = fs::read_to_string(folder.join("p.shuheng-pool-key")).expect("the key");
    assert!(!bytes.contains(key.split_whitespace().last().expect("digits")));
    let csv = Command::new(program("shuheng"))
        .current_dir(folder)
        .args(["pool", "show", "p.shuheng-pool", "--by", "kind", "--node", "economic_value", "--format", "csv"])
        .output()
        .expect("shuheng");
    let csv = String::from_utf8(csv.stdout).expect("UTF-8");
    assert!(csv.contains(",city_bank,all,economic_value,5,false,") && csv.contains(",securities,all,,,,,,,suppressed"), "{csv}");
}

#[test]
fn one_more_or_one_less_changes_nothing_that_could_be_subtracted() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    sound(folder, &["pool", "new", "p.shuheng-pool"]);
    let files = banks(folder, 0..11);
    add(folder, "p.shuheng-pool", &files[..5], "T3");
    add(folder, "p.shuheng-pool", &files[5..10], "T2");
    let other = bank(folder, 11, "private_bank");
    add(folder, "p.shuheng-pool", &[other], "T3");
    sound(folder, &["pool", "release", "p.shuheng-pool"]);
    let before = shown(folder, "p.shuheng-pool");
    assert_eq!(
        (&before[0]["members"], members_of(&before, "private_bank")),
        (&10.into(), &Value::Null),
        "all less city banks leaves nobody"
    );
    // The same pool with one more member, published again, shows the same.
    fs::copy(folder.join("p.shuheng-pool"), folder.join("q.shuheng-pool")).expect("a copy");
    fs::copy(folder.join("p.shuheng-pool-key"), folder.join("q.shuheng-pool-key")).expect("a copy");
    add(folder, "q.shuheng-pool", &files[10..], "T3");
    sound(folder, &["pool", "release", "q.shuheng-pool"]);
    assert_eq!(shown(folder, "q.shuheng-pool"), before);
    // One that leaves takes its block along; the four left are never shown alone, and a merge with the copy brings nobody back.
    let list = sound(folder, &["pool", "list", "p.shuheng-pool"]);
    let gone = list["members"].as_array().and_then(|members| members.iter().find(|member| member["tier"] == "T3")).expect("a member");
    let gone = gone["number"].as_str().expect("a number").to_owned();
    sound(folder, &["pool", "withdraw", "p.shuheng-pool", &gone]);
    sound(folder, &["pool", "release", "p.shuheng-pool"]);
    assert_eq!(shown(folder, "p.shuheng-pool")[0]["members"], 5);
    let merged = sound(folder, &["pool", "merge", "p.shuheng-pool", "q.shuheng-pool"]);
    assert_eq!((&merged["changed"], &merged["counted"]), (&true.into(), &5.into()));
    let list = sound(folder, &["pool", "list", "p.shuheng-pool"]);
    let numbers: Vec<&str> = list["members"].as_array().into_iter().flatten().filter_map(|member| member["number"].as_str()).collect();
    assert!(numbers.len() == 11 && !numbers.contains(&gone.as_str()));
    assert_eq!(sound(folder, &["pool", "merge", "p.shuheng-pool", "q.shuheng-pool"])["changed"], false, "merging twice is merging once");
    // Withdrawn is withdrawn until somebody means it.
    let again = shuheng(folder, &["pool", "add", "p.shuheng-pool", "--tier", "T3", &files[0], &files[1], &files[2], &files[3], &files[4]]);
    refused(&again, "SH-2208");
    assert_eq!(again.json["waiting"], 6);
}

#[test]
fn what_is_not_taken_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    sound(folder, &["pool", "new", "p.shuheng-pool"]);
    sound(folder, &["sample", "s.shuheng"]);
    let sample = shuheng(folder, &["pool", "add", "p.shuheng-pool", "s.shuheng"]);
    refused(&sample, "SH-2208");
    assert!(sample.sentence().contains("fictional"), "{}", sample.sentence());
    sound(folder, &["new", "empty.shuheng", "--institution", "某行", "--type", "city_bank", "--year", "2025"]);
    let unfinished = shuheng(folder, &["pool", "add", "p.shuheng-pool", "empty.shuheng"]);
    refused(&unfinished, "SH-2208");
    assert!(unfinished.sentence().contains("coverage is 0%"), "{}", unfinished.sentence());
    let file = bank(folder, 1, "city_bank");
    refused(&shuheng(folder, &["pool", "add", "p.shuheng-pool", &file, "--tier", "head"]), "SH-2208");
    refused(&shuheng(folder, &["pool", "add", "p.shuheng-pool", "missing.shuheng"]), "SH-2101");
    refused(&shuheng(folder, &["pool", "withdraw", "p.shuheng-pool", "0000-0000-0000-0000"]), "SH-2206");
    assert_eq!(shown(folder, "p.shuheng-pool")[0]["members"], Value::Null, "an empty pool has a table, too");
    add(folder, "p.shuheng-pool", std::slice::from_ref(&file), "T3");
    refused(&shuheng(folder, &["pool", "show", "p.shuheng-pool", "--node", "nonsense", "--year", "2025"]), "SH-3004");
    fs::rename(folder.join("p.shuheng-pool-key"), folder.join("away")).expect("moved");
    let keyless = shuheng(folder, &["pool", "add", "p.shuheng-pool", &file]);
    assert!(keyless.code == 1 && keyless.sentence().contains("key"), "{}", keyless.stderr);
    sound(folder, &["pool", "list", "p.shuheng-pool"]);
}

#[test]
fn files_that_are_no_pools() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    sound(folder, &["pool", "new", "p.shuheng-pool"]);
    let run = shuheng(folder, &["pool", "new", "p.shuheng-pool"]);
    assert!(run.code == 1 && run.sentence().contains("there already"), "{}", run.stderr);
    assert_eq!(shuheng(folder, &["pool", "new", "p.txt"]).code, 1);
    let text = fs::read_to_string(folder.join("p.shuheng-pool")).expect("the pool");
    let edited = text.replace("\"withdrawn\": []", "\"withdrawn\": [\"0000-0000-0000-0000\"]");
    assert_ne!(edited, text);
    let cases: [(&str, &[u8], &str); 5] = [
        ("foreign", b"SQLite format 3\0\xff\xfe", "SH-2201"),
        ("empty", b"", "SH-2201"),
        ("newer", b"{\"format\": \"shuheng-pool\", \"version\": 9}", "SH-2202"),
        ("cut", &text.as_bytes()[..text.len() - 20], "SH-2203"),
        ("edited", edited.as_bytes(), "SH-2203"),
    ];
    for (name, bytes, code) in cases {
        let file = format!("{name}.shuheng-pool");
        fs::write(folder.join(&file), bytes).expect("a file");
        refused(&shuheng(folder, &["pool", "list", &file]), code);
        assert_eq!(fs::read(folder.join(&file)).expect("the file"), bytes, "left as it is");
    }
    refused(&shuheng(folder, &["pool", "list", "missing.shuheng-pool"]), "SH-4002");
    sound(folder, &["pool", "new", "other.shuheng-pool"]);
    refused(&shuheng(folder, &["pool", "merge", "p.shuheng-pool", "other.shuheng-pool"]), "SH-2205");
    sound(folder, &["pool", "new", "common.shuheng-pool", "--key", "p.shuheng-pool-key"]);
    sound(folder, &["pool", "merge", "p.shuheng-pool", "common.shuheng-pool"]);
}
