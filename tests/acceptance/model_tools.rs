//! `shuheng model new|diff|schema|export|import`, and what the lint refuses.

use serde_json::Value;
use shuheng_acceptance::{Run, shuheng};
use std::fs;
use std::path::Path;

const ID: &str = "caict-value-2025";

fn done(run: Run) -> Value {
    assert_eq!(run.code, 0, "{}{}", run.stderr, run.json);
    run.json
}

fn digest(folder: &Path, models: &str, id: &str) -> Value {
    let key = done(shuheng(folder, &["model", "show", id, "--models", models]));
    key["digest"].clone()
}

#[test]
fn a_workbook_brings_the_same_model_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    done(shuheng(folder, &["model", "export", ID, "model.xlsx"]));
    let read = done(shuheng(folder, &["model", "import", "model.xlsx", "--into", "models"]));
    assert_eq!(read["digest"], digest(folder, "nowhere", ID));
    assert_eq!(shuheng(folder, &["model", "check", "models"]).code, 0);
    // The folder is there now: nothing is written over it.
    let again = shuheng(folder, &["model", "import", "model.xlsx", "--into", "models"]);
    assert_eq!(again.code, 1);
    // Saved by an office program, the workbook still holds the same model.
    let saved = crate::office::saved_again(&[fs::read(folder.join("model.xlsx")).expect("the workbook")]);
    fs::write(folder.join("saved.xlsx"), saved.first().expect("one workbook")).expect("written");
    let read = done(shuheng(folder, &["model", "import", "saved.xlsx", "--into", "again"]));
    assert_eq!(read["digest"], digest(folder, "nowhere", ID));
}

#[test]
fn a_damaged_workbook_is_refused_with_sheet_and_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("not.xlsx"), "这不是工作簿").expect("a file");
    let run = shuheng(folder, &["model", "import", "not.xlsx"]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-4003"), "{}", run.sentence());
    assert_eq!(shuheng(folder, &["model", "import", "missing.xlsx"]).code, 1);
}

#[test]
fn a_fork_differs_in_what_was_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    done(shuheng(folder, &["model", "new", "house", "--from", ID, "--into", "models"]));
    assert_eq!(shuheng(folder, &["model", "new", "house", "--from", ID, "--into", "models"]).code, 1, "never over somebody's work");
    assert_eq!(shuheng(folder, &["model", "new", "House!", "--from", ID]).code, 1);
    let path = folder.join("models/house/model.toml");
    let text = fs::read_to_string(&path).expect("model.toml");
    assert!(text.contains("based_on = \"caict-value-2025 "), "{}", &text[..200]);
    fs::write(&path, text.replacen("weight = 40", "weight = 50", 1)).expect("written");
    let difference = done(shuheng(folder, &["model", "diff", ID, "models/house"]));
    let changes: Vec<&str> = difference["changes"].as_array().into_iter().flatten().filter_map(|change| change["en"].as_str()).collect();
    assert!(changes.iter().any(|change| change.contains("40") && change.contains("50")), "{changes:#?}");
    let same = done(shuheng(folder, &["model", "diff", ID, ID]));
    assert_eq!(same["changes"], Value::Array(Vec::new()));
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    done(shuheng(folder.path(), &["model", "schema", "--out", "schema"]));
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema");
    let names: Vec<_> = fs::read_dir(&committed).expect("docs/schema").flatten().map(|entry| entry.file_name()).collect();
    assert!(names.len() >= 3);
    for name in names {
        let (ours, theirs) = (fs::read(committed.join(&name)), fs::read(folder.path().join("schema").join(&name)));
        assert_eq!(ours.ok(), theirs.ok(), "{name:?}");
    }
}

#[test]
fn a_ladder_of_adverbs_fails_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    done(shuheng(folder, &["model", "new", "house", "--from", ID, "--into", "models"]));
    assert_eq!(shuheng(folder, &["model", "check", "models"]).code, 0);
    let path = folder.join("models/house/economic_value.toml");
    let text = fs::read_to_string(&path).expect("the dimension");
    let (mut ladder, mut rest) = (String::new(), text.as_str());
    // The first rubric becomes a ladder: the same lines with a larger adverb on every level.
    for adverb in ["没有", "部分", "较好", "全面", "持续"] {
        let (before, after) = rest.split_once("evidence = ").expect("five levels");
        let (_, after) = after.split_once('\n').expect("lines");
        let lines = format!("{adverb}建立线上渠道管理机制\", \"{adverb}落实线上业务各项要求");
        ladder +=
            &format!("{before}evidence = {{ zh = [\"{lines}\"], en = [\"{adverb} channel management\", \"{adverb} all demands met\"] }}\n");
        rest = after;
    }
    fs::write(&path, ladder + rest).expect("written");
    let check = shuheng(folder, &["model", "check", "models"]);
    assert_eq!(check.code, 1);
    let told: Vec<&Value> =
        check.json["models"][0]["faults"].as_array().into_iter().flatten().filter(|fault| fault["error"] == true).collect();
    assert!(
        told.len() >= 4
            && told.iter().all(|fault| fault["file"] == "economic_value.toml" && fault["line"].as_u64().is_some_and(|line| line > 0)),
        "{told:#?}"
    );
}

#[test]
fn links_to_clauses_that_do_not_exist_fail_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    done(shuheng(folder, &["model", "new", "house", "--from", ID, "--into", "models"]));
    let path = folder.join("models/house/technology_application.toml");
    let text = fs::read_to_string(&path).expect("the dimension");
    fs::write(&path, text.replacen("nfra-2025-95/15", "nfra-2025-95/150", 1)).expect("written");
    let check = shuheng(folder, &["model", "check", "models"]);
    assert_eq!(check.code, 1);
    let told = check.json["models"][0]["faults"].to_string();
    assert!(told.contains("nfra-2025-95/150"), "{told}");
}
