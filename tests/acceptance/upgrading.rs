//! A scored engagement moves from version 1.0.0 of its model to 1.1.0: one indicator renamed, one reworded, one new, one retired.

use serde_json::Value;
use shuheng_acceptance::{Run, shuheng};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const RENAMED: (&str, &str) = ("technology_application.ai.agents_rpa", "technology_application.ai.intelligent_agents");
const REWORDED: &str = "technology_application.ai.enterprise_platform";
const NEW: &str = "technology_application.ai.evaluation";
const RETIRED: &str = "technology_application.data.data_quality";

fn done(run: Run) -> Value {
    assert_eq!(run.code, 0, "{}{}", run.stderr, run.json);
    run.json
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The tables of one file of a model: what stands before the first indicator, and each indicator.
fn tables(text: &str) -> Vec<String> {
    let mut parts = text.split("[[indicator]]\n").map(str::to_owned);
    let head = parts.next().unwrap_or_default();
    std::iter::once(head).chain(parts.map(|part| format!("[[indicator]]\n{part}"))).collect()
}

fn id_line(id: &str) -> String {
    format!("id = \"{id}\"\n")
}

/// A folder with version 1.0.0 of a model of one's own, one with 1.1.0, and an engagement that was scored with 1.0.0.
fn prepare(folder: &Path) {
    done(shuheng(folder, &["model", "new", "house", "--from", "caict-value-2025", "--into", "old"]));
    let (old, new) = (folder.join("old/house"), folder.join("new/house"));
    fs::create_dir_all(&new).expect("a folder");
    for entry in fs::read_dir(&old).expect("the model").flatten() {
        fs::copy(entry.path(), new.join(entry.file_name())).expect("a copy");
    }
    let path = new.join("model.toml");
    let head = fs::read_to_string(&path).expect("model.toml");
    fs::write(&path, head.replacen("version = \"1.0.0\"", "version = \"1.1.0\"", 1)).expect("written");
    let path = new.join("technology_application.toml");
    let mut changed = Vec::new();
    for table in tables(&fs::read_to_string(&path).expect("the dimension")) {
        if table.contains(&id_line(RETIRED)) {
            continue;
        }
        if table.contains(&id_line(RENAMED.0)) {
            let renamed = format!("{}was = [\"{}\"]\n", id_line(RENAMED.1), RENAMED.0);
            changed.push(table.replacen(&id_line(RENAMED.0), &renamed, 1));
        } else if table.contains(&id_line(REWORDED)) {
            let (before, after) = table.split_once("[\"").and_then(|_| table.split_once("level = 4\n")).expect("a fourth level");
            let (line, rest) = after.split_once("zh = [\"").expect("evidence");
            changed.push(format!("{before}level = 4\n{line}zh = [\"复测：{rest}"));
            let copy = table.replacen(&id_line(REWORDED), &id_line(NEW), 1);
            changed.push(copy);
        } else {
            changed.push(table);
        }
    }
    fs::write(&path, changed.concat()).expect("written");
    // What the crosswalk says of clauses may rest on links that went with the retired indicator.
    let _ = fs::remove_file(new.join("crosswalk.toml"));
    let check = shuheng(folder, &["model", "check", "new"]);
    let errors: Vec<&Value> = list(&check.json["models"][0]["faults"]).filter(|fault| fault["error"] == true).collect();
    assert!(errors.iter().all(|fault| fault["file"] == "technology_application.toml"), "{errors:#?}");
    done(shuheng(
        folder,
        &["new", "a.shuheng", "--models", "old", "--model", "house", "--institution", "某行", "--type", "city_bank", "--year", "2025"],
    ));
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/sample/answers.csv");
    done(shuheng(folder, &["answer", "a.shuheng", &sample.display().to_string()]));
    let mine = format!(
        "indicator,value,confidence,rationale\n{},4,high,智能体台账\n{REWORDED},4,high,平台月报\n{RETIRED},2,low,规则只在项目里\n",
        RENAMED.0
    );
    fs::write(folder.join("mine.csv"), mine).expect("a table");
    done(shuheng(folder, &["answer", "a.shuheng", "mine.csv"]));
}

fn answers(folder: &Path, models: &str) -> BTreeMap<String, Value> {
    let printed = done(shuheng(folder, &["answers", "a.shuheng", "--models", models]));
    list(&printed["answers"]).map(|answer| (answer["indicator"].as_str().unwrap_or_default().to_owned(), answer.clone())).collect()
}

/// The answer without the mark that it needs a new look and without its own id.
fn bare(answer: &Value) -> (Value, Value, Value, Value) {
    (answer["value"].clone(), answer["confidence"].clone(), answer["rationale"].clone(), answer["updated"].clone())
}

#[test]
fn every_answer_before_and_after() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    assert_eq!(done(shuheng(folder, &["upgrade", "a.shuheng", "--models", "old"]))["offer"], Value::Null, "there is nothing newer yet");
    let before = answers(folder, "old");
    let score_before = done(shuheng(folder, &["score", "a.shuheng"]));

    // The preview tells every fate and changes nothing.
    let preview = done(shuheng(folder, &["upgrade", "a.shuheng", "--models", "new", "--preview"]));
    let fate = |id: &str| {
        let found = list(&preview["offer"]["indicators"]).find(|found| found["new"] == id || found["old"] == id && found["new"].is_null());
        found.map(|found| (found["fate"].as_str().unwrap_or_default().to_owned(), found["old"].clone()))
    };
    assert_eq!(fate(RENAMED.1), Some(("carried".into(), RENAMED.0.into())));
    assert_eq!(fate(REWORDED), Some(("review".into(), REWORDED.into())));
    assert_eq!(fate(NEW), Some(("new".into(), Value::Null)));
    assert_eq!(fate(RETIRED), Some(("retired".into(), RETIRED.into())));
    let carried = list(&preview["offer"]["indicators"]).filter(|found| found["fate"] == "carried").count();
    assert_eq!(carried, before.len() - 2, "all but the reworded and the retired one");
    assert_eq!(answers(folder, "old"), before);

    done(shuheng(folder, &["upgrade", "a.shuheng", "--models", "new"]));
    let after = answers(folder, "new");
    assert_eq!(after.len(), before.len(), "one went, one came");
    for (id, answer) in &before {
        match id.as_str() {
            RETIRED => assert!(!after.contains_key(RETIRED)),
            id if id == RENAMED.0 => {
                assert_eq!(bare(&after[RENAMED.1]), bare(answer));
                assert_eq!(after[RENAMED.1]["review"], false);
            }
            id => {
                assert_eq!(bare(&after[id]), bare(answer), "{id}");
                assert_eq!(after[id]["review"].as_bool(), Some(id == REWORDED), "{id}");
            }
        }
    }
    assert_eq!(after[NEW]["value"]["type"], "unanswered");

    // The retired answer stays readable, the new score is the one that was announced, the file is sound.
    let history = done(shuheng(folder, &["history", "a.shuheng"]));
    assert_eq!(
        (list(&history["upgrades"]).count(), &history["upgrades"][0]["from"], &history["upgrades"][0]["to"]),
        (1, &"house 1.0.0".into(), &"house 1.1.0".into())
    );
    let retired: Vec<&Value> = list(&history["retired"]).collect();
    assert_eq!(retired.len(), 1);
    assert_eq!(
        (&retired[0]["indicator"], &retired[0]["answer"]["zh"], &retired[0]["rationale"]),
        (&RETIRED.into(), &"L2".into(), &"规则只在项目里".into())
    );
    let score_after = done(shuheng(folder, &["score", "a.shuheng"]));
    assert_eq!(score_after["score"], preview["offer"]["scoreAfter"]);
    assert_eq!(score_before["score"], preview["offer"]["scoreBefore"]);
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);

    // Both versions can be reported.
    for (out, past) in [("now", None), ("then", Some("1"))] {
        let mut arguments = vec!["report", "a.shuheng", "--out", out, "--only", "svg"];
        arguments.extend(past.iter().flat_map(|number| ["--before-upgrade", number]));
        done(shuheng(folder, &arguments));
    }
    let chart = |out: &str| fs::read_to_string(folder.join(out).join("radar.svg")).expect("a chart");
    assert!(chart("now").contains("v1.1.0") && chart("then").contains("v1.0.0"));
    assert_eq!(shuheng(folder, &["report", "a.shuheng", "--out", "never", "--before-upgrade", "2"]).code, 1);

    // One undo takes all of it back.
    done(shuheng(folder, &["undo", "a.shuheng"]));
    assert_eq!(answers(folder, "old"), before);
    assert_eq!(done(shuheng(folder, &["score", "a.shuheng"])), score_before);
    assert_eq!(done(shuheng(folder, &["history", "a.shuheng"]))["upgrades"], Value::Array(Vec::new()));
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);
}

#[test]
fn a_state_from_before_is_restored_under_the_names_of_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    let run = |models: &str, arguments: &[&str]| done(shuheng(folder, &[arguments, &["--models", models]].concat()));
    run("old", &["snapshot", "a.shuheng", "add", "补证前"]);
    run("old", &["evidence", "a.shuheng", "add", "--for", RENAMED.0, "--title", "上线清单"]);
    run("old", &["snapshot", "a.shuheng", "add", "升级前"]);
    let before = answers(folder, "old")[RENAMED.0].clone();
    run("new", &["upgrade", "a.shuheng"]);
    fs::write(folder.join("later.csv"), format!("indicator,value\n{},1\n{NEW},5\n", RENAMED.1)).expect("answers");
    run("new", &["answer", "a.shuheng", "later.csv"]);

    // The answer and how many pieces of that title speak for it.
    let now = || {
        let answers = answers(folder, "new");
        assert_eq!(answers[NEW]["value"]["level"], 5, "what was not asked then is left alone");
        let answer = &answers[RENAMED.1];
        let pieces = list(&answer["evidence"]).filter(|piece| piece["title"] == "上线清单").count();
        (answer["value"].clone(), answer["rationale"].clone(), pieces)
    };
    let was = |pieces: usize| (before["value"].clone(), before["rationale"].clone(), pieces);
    assert_eq!(now().2, 1);
    let restore = |state: &str| run("new", &["snapshot", "a.shuheng", "restore", state, "--reason", "误改"]);
    restore("补证前");
    assert_eq!(now(), was(0));
    restore("升级前");
    assert_eq!(now(), was(1), "answer and evidence go by the new name");

    // The same by a step of the history, which begins under the old name.
    restore("补证前");
    let history = run("new", &["history", "a.shuheng", RENAMED.1]);
    let added = list(&history["entries"]).find(|entry| entry["kind"] == "evidence").expect("its beginning");
    let seq = added["seq"].to_string();
    run("new", &["history", "a.shuheng", RENAMED.1, "--restore", &seq, "--reason", "误删"]);
    assert_eq!(now(), was(1));
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);
}

#[test]
fn a_new_rating_ends_the_review() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    done(shuheng(folder, &["upgrade", "a.shuheng", "--models", "new"]));
    fs::write(folder.join("again.csv"), format!("indicator,value\n{REWORDED},3\n")).expect("a table");
    done(shuheng(folder, &["answer", "a.shuheng", "again.csv"]));
    let after = answers(folder, "new");
    assert_eq!((after[REWORDED]["review"].as_bool(), after[REWORDED]["value"]["level"].as_u64()), (Some(false), Some(3)));
    assert_eq!(after[REWORDED]["rationale"], "平台月报");
}
