//! The policy documents: what the assessment says of their clauses, direct judgements, and the coverage matrix.

use crate::office;
use serde_json::Value;
use shuheng_acceptance::shuheng;
use std::collections::BTreeMap;
use std::path::Path;

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn clause<'a>(policies: &'a Value, id: &str) -> &'a Value {
    list(&policies["documents"]).flat_map(|document| list(&document["clauses"])).find(|clause| clause["id"] == id).unwrap_or(&Value::Null)
}

fn sample(folder: &Path) {
    assert_eq!(shuheng(folder, &["sample", "s.shuheng"]).code, 0);
}

#[test]
fn every_binding_clause_is_reached() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let check = shuheng(&root, &["model", "check", "evaluation_models"]);
    assert_eq!(check.code, 0, "{}", check.json);
    let model = &check.json["models"][0];
    let reached: BTreeMap<&str, (u64, u64)> = list(&model["clauses"])
        .map(|document| {
            let count = |key: &str| document[key].as_u64().unwrap_or_default();
            assert_eq!(document["unreached"], Value::Array(Vec::new()), "{}", document["document"]);
            (document["document"].as_str().unwrap_or_default(), (count("binding"), count("reached")))
        })
        .collect();
    // 28 tasks and the organisational one; articles 4–28 and 29; whatever of the action plan binds institutions.
    assert_eq!(reached.get("nfra-2025-95"), Some(&(29, 29)));
    assert_eq!(reached.get("cbirc-2022"), Some(&(26, 26)));
    assert!(reached.get("pboc-2024").is_some_and(|(binding, reached)| *binding >= 16 && binding == reached));
    let clauses: BTreeMap<&str, u64> = list(&check.json["policies"])
        .map(|found| (found["id"].as_str().unwrap_or_default(), found["clauses"].as_u64().unwrap_or_default()))
        .collect();
    assert_eq!(clauses.get("cbirc-2022"), Some(&30));
    assert_eq!(clauses.get("pboc-2024"), Some(&23));
    assert!(clauses.get("nfra-2025-95").is_some_and(|count| *count >= 33));
}

#[test]
fn an_inference_is_never_stronger_than_its_weakest_necessary_link() {
    let folder = tempfile::tempdir().expect("a folder");
    sample(folder.path());
    let policies = shuheng(folder.path(), &["policies", "s.shuheng"]).json;
    let score = shuheng(folder.path(), &["score", "s.shuheng"]).json;
    let scores: BTreeMap<&str, &Value> = list(&score["nodes"]).map(|node| (node["id"].as_str().unwrap_or_default(), node)).collect();
    let mut inferred = 0;
    for clause in list(&policies["documents"]).flat_map(|document| list(&document["clauses"])) {
        let necessary: Vec<&Value> = list(&clause["links"])
            .filter(|link| link["strength"] != "relates")
            .filter_map(|link| scores.get(link["indicator"].as_str().unwrap_or_default()).copied())
            .filter(|node| node["state"] != "notApplicable")
            .collect();
        let weakest = necessary.iter().filter_map(|node| node["score"].as_f64()).min_by(f64::total_cmp);
        let inference = &clause["inference"];
        assert_eq!(inference["score"].as_f64(), weakest, "{}", clause["id"]);
        let open = necessary.iter().any(|node| node["score"].is_null());
        assert_eq!(inference["atMost"].as_bool(), Some(open && weakest.is_some()), "{}", clause["id"]);
        if inference["status"] == "ready" {
            assert!(!open && weakest.is_some_and(|score| score >= 60.0) && inference["complete"] == true, "{}", clause["id"]);
            inferred += 1;
        }
        if inference["status"] == "partly" {
            assert!(!open && weakest.is_some_and(|score| score >= 40.0), "{}", clause["id"]);
            inferred += 1;
        }
    }
    assert!(inferred > 5, "the sample must say something: {inferred}");
    assert!(policies["caution"]["zh"].as_str().is_some_and(|caution| caution.contains("推断") && caution.contains("不代表监管结论")));
}

#[test]
fn a_judgement_overrides_the_inference_and_both_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    sample(folder.path());
    let id = "nfra-2025-95/15";
    let before = shuheng(folder.path(), &["policies", "s.shuheng"]).json;
    let inferred = clause(&before, id)["inference"].clone();
    let judged = shuheng(folder.path(), &["judge", "s.shuheng", id, "not-met", "--rationale", "=现场检查未见企业级平台"]);
    assert_eq!(judged.code, 0, "{}", judged.stderr);
    let after = shuheng(folder.path(), &["policies", "s.shuheng", "--document", "nfra-2025-95"]).json;
    let found = clause(&after, id);
    assert_eq!((&found["status"], &found["judgement"]["verdict"]), (&"gap".into(), &"notMet".into()));
    assert_eq!(found["judgement"]["rationale"], "=现场检查未见企业级平台");
    assert_eq!(found["inference"], inferred, "the inference stands beside it");
    let back = shuheng(folder.path(), &["judge", "s.shuheng", id, "inferred"]);
    assert_eq!((back.code, &back.json["status"]), (0, &inferred["status"]));
    assert_eq!(back.json["judgement"]["rationale"], "=现场检查未见企业级平台", "the rationale is not lost");
    assert_eq!(shuheng(folder.path(), &["verify", "s.shuheng"]).code, 0);
}

#[test]
fn clauses_that_do_not_exist_or_bind_nobody_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    sample(folder.path());
    for (id, words) in [("nfra-2025-95/99", "no clause"), ("nonsense", "no clause"), ("nfra-2025-95/29", "does not bind institutions")] {
        let run = shuheng(folder.path(), &["judge", "s.shuheng", id, "met"]);
        assert_eq!(run.code, 1, "{id}");
        assert!(run.sentence().contains(words), "{id}: {}", run.sentence());
    }
    assert_eq!(shuheng(folder.path(), &["judge", "s.shuheng", "nfra-2025-95/1", "perhaps"]).code, 2);
}

#[test]
fn a_document_that_does_not_exist_is_refused_with_those_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    sample(folder.path());
    let coverage: &[&str] = &["coverage", "s.shuheng", "--out", "out", "--document", "nothing"];
    for arguments in [&["policies", "s.shuheng", "--document", "nothing"], coverage] {
        let run = shuheng(folder.path(), arguments);
        assert_eq!((run.code, run.error_code().as_str()), (1, "SH-3007"), "{}", run.stderr);
        assert!(
            run.sentence().contains("`nothing`") && run.sentence().contains("nfra-2025-95, pboc-2024, cbirc-2022"),
            "{}",
            run.sentence()
        );
    }
    assert!(!folder.path().join("out").exists(), "nothing is made for it");
}

/// Three indicators answer task 1 together; without one of them the other two cannot, in the program and in the live workbook.
#[test]
fn what_does_not_apply_leaves_its_part_open() {
    let folder = tempfile::tempdir().expect("a folder");
    sample(folder.path());
    let strategy = "organizational_sustainability.strategy";
    for (appraisal, status, word) in [("5", "ready", "已就绪"), ("na", "partly", "基本就绪")] {
        let table = format!(
            "indicator,value\n{strategy}.strategic_integration,5\n{strategy}.leadership_coordination,5\n{strategy}.evaluation_appraisal,{appraisal}\n"
        );
        std::fs::write(folder.path().join("answers.csv"), table).expect("a table");
        assert_eq!(shuheng(folder.path(), &["answer", "s.shuheng", "answers.csv"]).code, 0);
        let policies = shuheng(folder.path(), &["policies", "s.shuheng", "--document", "nfra-2025-95"]).json;
        let inference = &clause(&policies, "nfra-2025-95/1")["inference"];
        assert_eq!((&inference["status"], &inference["complete"]), (&status.into(), &(status == "ready").into()), "{inference}");
        let run = shuheng(folder.path(), &["coverage", "s.shuheng", "--out", "out", "--document", "nfra-2025-95", "--only", "xlsx"]);
        let path = run.json["files"][0]["path"].as_str().unwrap_or_default().to_owned();
        let values = office::recalculated(&std::fs::read(path).expect("the workbook"));
        let sheet = values.keys().find(|name| name.contains("95号")).expect("the sheet of the document");
        let head = (0..20).find(|row| office::text(&values, sheet, (*row, 0)) == "序号").expect("the heads");
        let column = (0..20).find(|col| office::text(&values, sheet, (head, *col)) == "推断状态").expect("the column of statuses");
        let row = (head + 1..head + 20).find(|row| office::number(&values, sheet, (*row, 0)) == Some(1.0)).expect("task 1");
        assert_eq!(office::text(&values, sheet, (row, column)), word);
    }
}

#[test]
fn the_coverage_matrix_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    sample(folder.path());
    for language in ["zh", "en"] {
        let out = format!("out-{language}");
        let run = shuheng(folder.path(), &["coverage", "s.shuheng", "--out", &out, "--language", language]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let names: Vec<&str> = list(&run.json["files"]).filter_map(|file| file["fileName"].as_str()).collect();
        assert_eq!(names.iter().filter(|name| name.ends_with(".svg")).count(), 3, "{names:?}");
        assert_eq!(names.iter().filter(|name| name.ends_with(".png")).count(), 3, "{names:?}");
        assert_eq!(names.iter().filter(|name| name.ends_with(".xlsx")).count(), 1, "{names:?}");
        let svg = std::fs::read_to_string(folder.path().join(&out).join("coverage-cbirc-2022.svg")).expect("the chart");
        assert!(svg.contains(if language == "zh" { "健全数据治理体系" } else { "governance" }), "headings of the document");
    }
    let one = shuheng(folder.path(), &["coverage", "s.shuheng", "--out", "one", "--document", "pboc-2024", "--only", "svg"]);
    assert_eq!(list(&one.json["files"]).count(), 1);
}
