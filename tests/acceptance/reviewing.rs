//! Review: evidence with files that people really have, a final assessment that stays as it is, the past told, compared and restored.

use crate::questionnaires::filled_in;
use calamine::Reader;
use serde_json::Value;
use shuheng_acceptance::{Run, shuheng};
use shuheng_workbench::view::{AnswerPatch, ValueView};
use shuheng_workbench::{FixedClock, Folders, Workbench};
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

const ID: &str = "technology_application.ai.enterprise_platform";
const CLAUSE: &str = "nfra-2025-95/13";
const CODE: &str = "B4.1";
const OTHER: &str = "technology_application.data.data_quality";

fn done(run: Run) -> Value {
    assert_eq!(run.code, 0, "{}{}", run.stderr, run.json);
    run.json
}

fn refused(run: &Run) -> String {
    assert_eq!(run.code, 1, "{}{}", run.stderr, run.json);
    run.error_code()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn engagement(folder: &Path) {
    done(shuheng(folder, &["new", "a.shuheng", "--institution", "标记银行", "--type", "city_bank", "--year", "2025"]));
}

fn answer(folder: &Path, lines: &str) -> Run {
    fs::write(folder.join("answers.csv"), format!("indicator,value,confidence,rationale\n{lines}\n")).expect("a table");
    shuheng(folder, &["answer", "a.shuheng", "answers.csv"])
}

fn rows(folder: &Path) -> Value {
    done(shuheng(folder, &["verify", "a.shuheng"]))["auditRows"].clone()
}

#[test]
fn a_file_is_kept_once_under_a_safe_name_and_comes_out_as_it_was() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = &root.path().join("a/b");
    fs::create_dir_all(folder).expect("a folder");
    engagement(folder);
    done(answer(folder, &format!("{ID},4,high,平台台账\n{OTHER},2,low,访谈")));
    let missing = done(shuheng(folder, &["evidence", "a.shuheng", "missing"]));
    let bare: Vec<&Value> = list(&missing, "missing").iter().map(|entry| &entry["indicator"]).collect();
    assert_eq!(bare, [ID, OTHER], "high confidence first");

    let content: Vec<u8> = b"%PDF-1.7\n".iter().copied().chain((0..3_000_000_u32).map(|i| (i % 251) as u8)).collect();
    fs::write(folder.join("验收报告.pdf"), &content).expect("a file");
    let attach = |name: &str, target: &str| {
        shuheng(folder, &["evidence", "a.shuheng", "attach", "验收报告.pdf", "--name", name, "--for", target, "--strength", "strong"])
    };
    let pieces = done(attach("../../x", CODE));
    let file = &pieces["evidence"][0]["kind"]["file"];
    assert_eq!((&file["name"], &file["mediaType"]), (&"x".into(), &"application/pdf".into()));
    assert_eq!(pieces["evidence"][0]["targets"], serde_json::json!([ID]), "named by its code");

    let size = || fs::metadata(folder.join("a.shuheng")).expect("the engagement").len();
    let before = size();
    let again = done(attach("CON.pdf", &format!("{OTHER},nfra-2025-95/13,{ID}#4")));
    assert_eq!(again["evidence"][1]["kind"]["file"]["digest"], file["digest"]);
    assert_eq!(again["evidence"][1]["kind"]["file"]["name"], "_CON.pdf");
    assert!(size() - before < 100_000, "stored once");
    assert!(list(&done(shuheng(folder, &["evidence", "a.shuheng", "missing"])), "missing").is_empty());

    fs::create_dir(folder.join("out")).expect("a folder");
    let extract = || shuheng(folder, &["evidence", "a.shuheng", "extract", "1", "--out", "out"]);
    let written = done(extract());
    assert_eq!(written["fileName"], "x");
    assert!(fs::read(folder.join("out/x")).expect("the copy") == content);
    assert!(["x", "a/x", "a/b/x"].iter().all(|name| !root.path().join(name).exists()), "nothing left its folder");
    assert_eq!(refused(&extract()), "SH-2173", "nothing is replaced");
    for (target, code) in [("B9.9", "SH-3004"), ("nfra-2025-95/99", "SH-3006"), (&format!("{ID}#9"), "SH-3004")] {
        assert_eq!(refused(&attach("y.pdf", target)), code, "{target}");
    }
    assert_eq!(refused(&shuheng(folder, &["evidence", "a.shuheng", "attach", "a.shuheng", "--for", CODE])), "SH-2178");
    assert_eq!(refused(&shuheng(folder, &["evidence", "a.shuheng", "attach", "out", "--for", CODE])), "SH-4002");
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    engagement(folder);
    let before = rows(folder);
    // Without content: it takes no room on disk, and is as long as any film.
    File::create(folder.join("录像.mp4")).and_then(|file| file.set_len(300 << 20)).expect("a long file");
    let run = shuheng(folder, &["evidence", "a.shuheng", "attach", "录像.mp4", "--for", CODE]);
    assert_eq!(refused(&run), "SH-2127");
    assert!(run.sentence().contains("300.0 MiB") && run.sentence().contains("50 MiB"), "{}", run.sentence());
    assert_eq!(rows(folder), before);
    File::create(folder.join("刚好.bin")).and_then(|file| file.set_len(50 << 20)).expect("a file");
    done(shuheng(folder, &["evidence", "a.shuheng", "attach", "刚好.bin", "--for", CODE]));
}

#[test]
fn a_final_assessment_is_locked_and_copied_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    engagement(folder);
    done(answer(folder, &format!("{ID},3,high,平台台账")));
    done(shuheng(folder, &["respondents", "add", "a.shuheng", "--name", "信息科技部", "--share", "B4"]));
    let written = done(shuheng(folder, &["questionnaire", "export", "a.shuheng", "--out", "out"]));
    let form = written["files"][0]["path"].as_str().expect("a questionnaire").to_owned();
    fs::write(folder.join("it.xlsx"), filled_in(&form, 4)).expect("written");

    assert_eq!(refused(&shuheng(folder, &["stage", "a.shuheng", "final"])), "SH-2177", "not at once");
    let review = done(shuheng(folder, &["stage", "a.shuheng", "review", "--by", "复核人"]));
    assert_eq!(review["stage"], "inReview");
    let comments = done(shuheng(folder, &["comments", "a.shuheng", "add", "口径是否含外购模型", "--about", CODE, "--by", "复核人"]));
    assert_eq!((&comments["comments"][0]["about"], &comments["comments"][0]["author"]), (&ID.into(), &"复核人".into()));
    assert_eq!(refused(&shuheng(folder, &["stage", "a.shuheng", "final"])), "SH-2136");
    let told = done(shuheng(folder, &["stage", "a.shuheng"]));
    let obstacles = list(&told["steps"][1], "obstacles");
    let kinds: Vec<(&str, bool)> = obstacles.iter().filter_map(|one| Some((one["kind"].as_str()?, one["blocks"].as_bool()?))).collect();
    assert_eq!(kinds, [("openComments", true), ("unanswered", false), ("missingEvidence", false)]);
    done(shuheng(folder, &["comments", "a.shuheng", "resolve", "1", "已补台账说明"]));
    assert_eq!(refused(&shuheng(folder, &["stage", "a.shuheng", "draft"])), "SH-2123", "only with a reason");
    let closed = done(shuheng(folder, &["stage", "a.shuheng", "final", "--by", "复核人"]));
    assert_eq!((&closed["stage"], &closed["stageStep"]["by"]), (&"final".into(), &"复核人".into()));

    let before = rows(folder);
    fs::write(folder.join("x.txt"), "x").expect("a file");
    for arguments in [
        &["questionnaire", "import", "a.shuheng", "it.xlsx"][..],
        &["evidence", "a.shuheng", "attach", "x.txt", "--for", CODE],
        &["comments", "a.shuheng", "reopen", "1"],
        &["snapshot", "a.shuheng", "add", "定稿后"],
        &["consensus", "a.shuheng", "--rule", "median"],
        &["undo", "a.shuheng"],
    ] {
        assert_eq!(refused(&shuheng(folder, arguments)), "SH-2134", "{arguments:?}");
    }
    assert_eq!(refused(&answer(folder, &format!("{ID},5,high,改"))), "SH-2134");
    assert_eq!(refused(&shuheng(folder, &["stage", "a.shuheng", "draft", "--reason", "改"])), "SH-2177");
    assert_eq!(rows(folder), before, "nothing was written");

    let begun = done(shuheng(folder, &["assessments", "a.shuheng", "begin", "--name", "2026年初评", "--year", "2026", "--copy-from", "1"]));
    let stages: Vec<&Value> = list(&begun, "assessments").iter().map(|one| &one["stage"]).collect();
    assert_eq!(stages, ["final", "draft"]);
    let carried = done(shuheng(folder, &["answers", "a.shuheng"]));
    let of = |answers: &Value| list(answers, "answers").iter().find(|one| one["indicator"] == ID).cloned().expect("the answer");
    assert_eq!((&of(&carried)["value"]["level"], &of(&carried)["review"]), (&3.into(), &true.into()));
    done(answer(folder, &format!("{ID},5,high,二期上线")));
    let old = of(&done(shuheng(folder, &["answers", "a.shuheng", "--assessment", "1"])));
    assert_eq!((&old["value"]["level"], &old["review"]), (&3.into(), &false.into()), "the final one stays");
    assert_eq!(refused(&shuheng(folder, &["answers", "a.shuheng", "--assessment", "9"])), "SH-2125");

    let years = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "2025", "2026年初评"]));
    assert_eq!((&years["answers"][0]["before"]["en"], &years["answers"][0]["after"]["en"]), (&"L3".into(), &"L5".into()));
    let why: Vec<&str> = list(&years["answers"][0], "steps").iter().filter_map(|step| step["told"]["zh"].as_str()).collect();
    assert_eq!(why, ["评估人把B4.1由L3改为L5"], "what was taken over is no step");
    let trend = done(shuheng(folder, &["snapshot", "a.shuheng", "trend"]));
    let scores: Vec<f64> = list(&trend, "moments").iter().filter_map(|entry| entry["moment"]["score"].as_f64()).collect();
    assert!(scores.len() == 2 && scores[0] < scores[1], "{scores:?}");
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);
}

#[test]
fn the_past_is_told_compared_and_restored_with_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    engagement(folder);
    done(answer(folder, &format!("{ID},2,low,访谈")));
    done(shuheng(folder, &["snapshot", "a.shuheng", "add", "研讨会前"]));
    done(answer(folder, &format!("{ID},4,high,研讨会确定\n{OTHER},3,medium,质量报告")));
    done(shuheng(folder, &["evidence", "a.shuheng", "add", "--for", CODE, "--title", "平台台账", "--locator", "第3页"]));

    let diff = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "研讨会前", "now"]));
    let differing: Vec<&Value> = list(&diff, "answers").iter().map(|one| &one["indicator"]).collect();
    assert_eq!(differing.len(), 2, "{diff:#}");
    let answer_of = |diff: &Value| list(diff, "answers").iter().find(|one| one["indicator"] == ID).cloned().expect("the indicator");
    let one = answer_of(&diff);
    assert_eq!((&one["before"]["en"], &one["after"]["en"], &one["rationaleAfter"]), (&"L2".into(), &"L4".into(), &"研讨会确定".into()));
    assert_eq!(one["evidenceAdded"], serde_json::json!(["平台台账"]));
    let why: Vec<&str> = list(&one, "steps").iter().filter_map(|step| step["told"]["zh"].as_str()).collect();
    assert_eq!(why, ["评估人把B4.1由L2改为L4", "评估人为B4.1添加了证据“平台台账”"], "the steps between, and no others");
    let root = &diff["nodes"][0];
    assert!(root["change"].as_f64() > Some(0.0) && root["depth"] == 0, "{root}");
    // The other way round, everything is the opposite.
    let back = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "now", "snapshot:1"]));
    assert_eq!(back["nodes"][0]["change"].as_f64(), root["change"].as_f64().map(|change| -change));
    assert_eq!(answer_of(&back)["evidenceRemoved"], serde_json::json!(["平台台账"]));

    let history = done(shuheng(folder, &["history", "a.shuheng", CODE]));
    let entries = list(&history, "entries");
    assert_eq!(entries.len(), 3);
    assert_eq!((&entries[0]["restorable"], &entries[1]["restorable"]), (&true.into(), &false.into()), "the present one is no step back");
    let seq = entries[0]["seq"].to_string();
    let restore = |reason: &[&str]| shuheng(folder, &[&["history", "a.shuheng", CODE, "--restore", &seq][..], reason].concat());
    assert_eq!(restore(&[]).code, 2, "wrong usage without a reason");
    assert_eq!(refused(&restore(&["--reason", " "])), "SH-2123");
    let restored = done(restore(&["--reason", "研讨会结论无佐证"]));
    let last = list(&restored, "entries").last().cloned().expect("a step");
    assert_eq!((&last["after"]["en"], &last["reason"], &last["rationale"]), (&"L2".into(), &"研讨会结论无佐证".into(), &"访谈".into()));
    let of_other = shuheng(folder, &["history", "a.shuheng", OTHER, "--restore", &seq, "--reason", "错"]);
    assert_eq!(refused(&of_other), "SH-2176", "a row of another indicator");

    let judged = |run: Value| run["judgement"]["verdict"].clone();
    let judge = ["judge", "a.shuheng", CLAUSE, "partly-met", "--rationale", "平台在建"];
    assert_eq!(judged(done(shuheng(folder, &judge))), "partlyMet");
    let whole = done(shuheng(folder, &["snapshot", "a.shuheng", "restore", "研讨会前", "--reason", "重新研讨"]));
    assert_eq!(whole["change"]["message"]["en"], "Restored: 3 changes", "an answer, a judgement, a piece of evidence");
    let clauses = done(shuheng(folder, &["policies", "a.shuheng", "--document", "nfra-2025-95"]));
    assert!(clauses.to_string().contains(CLAUSE) && !clauses.to_string().contains("平台在建"), "the judgement is gone again");
    let same = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "研讨会前", "now"]));
    assert!(list(&same, "nodes").iter().all(|node| node["before"] == node["after"]), "the scores are those of then");
    assert!(list(&same, "answers").is_empty(), "answers and evidence are those of then: {same:#}");

    // The piece of evidence that went with it comes back by its own step, and by it alone.
    let history = done(shuheng(folder, &["history", "a.shuheng", CODE]));
    let steps: Vec<&Value> = list(&history, "entries").iter().filter(|entry| entry["kind"] == "evidence").collect();
    assert_eq!((steps.len(), &steps[0]["restorable"], &steps[1]["restorable"]), (2, &true.into(), &false.into()), "{history:#}");
    let seq = steps[0]["seq"].to_string();
    done(shuheng(folder, &["history", "a.shuheng", CODE, "--restore", &seq, "--reason", "误删"]));
    let more = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "研讨会前", "now"]));
    let left: Vec<(&Value, &Value)> = list(&more, "answers").iter().map(|one| (&one["indicator"], &one["evidenceAdded"])).collect();
    assert_eq!(left, [(&ID.into(), &serde_json::json!(["平台台账"]))]);
    done(shuheng(folder, &["undo", "a.shuheng"]));
    done(shuheng(folder, &["undo", "a.shuheng"]));
    let undone = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "研讨会前", "now"]));
    assert_eq!(list(&undone, "answers").len(), 2, "one undo takes a restoration of many back: {undone:#}");
    done(shuheng(folder, &["redo", "a.shuheng"]));
    done(shuheng(folder, &["redo", "a.shuheng"]));
    assert!(done(shuheng(folder, &["redo", "a.shuheng"]))["change"].is_null(), "nothing is left to be made again");

    for (kind, name) in [("csv", "对比-研讨会前-2025年度.csv"), ("xlsx", "对比-研讨会前-2025年度.xlsx")] {
        let written = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "研讨会前", "now", "--out", "out", "--as", kind]));
        assert_eq!(written["files"][0]["fileName"], name);
    }
    let csv = fs::read_to_string(folder.join("out/对比-研讨会前-2025年度.csv")).expect("the table");
    assert!(csv.starts_with("\u{feff}row,id,") && csv.contains("因为：研讨会结论无佐证") && csv.contains("增加：平台台账"), "{csv}");
    let book: calamine::Xlsx<_> = calamine::open_workbook(folder.join("out/对比-研讨会前-2025年度.xlsx")).expect("the workbook");
    assert_eq!(book.sheet_names(), ["得分", "作答", "经过"]);
    for (named, code) in [("研讨会后", "SH-2174"), ("snapshot:9", "SH-2174")] {
        assert_eq!(refused(&shuheng(folder, &["snapshot", "a.shuheng", "diff", named, "now"])), code);
    }
    done(shuheng(folder, &["snapshot", "a.shuheng", "add", "研讨会前"]));
    assert_eq!(refused(&shuheng(folder, &["snapshot", "a.shuheng", "diff", "研讨会前", "now"])), "SH-2175", "two of that name");
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);
}

/// A workbench whose clock stands at a moment.
fn at(moment: &str) -> Workbench {
    let clock = FixedClock::new(moment.parse().expect("a moment"));
    Workbench::new(Folders::without_settings(), Arc::new(clock)).expect("a workbench")
}

#[test]
fn a_clock_that_was_set_back_changes_no_order_and_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    engagement(folder);
    for (moment, level) in [("2031-05-01T09:00:00+08:00", 2), ("2024-01-01T09:00:00+08:00", 4), ("2031-05-01T10:00:00+08:00", 3)] {
        let mut workbench = at(moment);
        workbench.open(&folder.join("a.shuheng")).expect("open");
        let patch = AnswerPatch { value: Some(ValueView::Level { level }), confidence: None, rationale: None };
        workbench.record_answer(ID, &patch).expect("an answer");
        workbench.take_snapshot(&format!("L{level}")).expect("a snapshot");
        workbench.close().expect("closed");
    }
    let history = done(shuheng(folder, &["history", "a.shuheng", ID]));
    let told: Vec<(&str, bool)> =
        list(&history, "entries").iter().filter_map(|one| Some((one["after"]["en"].as_str()?, one["clockSetBack"].as_bool()?))).collect();
    assert_eq!(told, [("L2", false), ("L4", true), ("L3", false)], "in the order in which it was done");
    let diff = done(shuheng(folder, &["snapshot", "a.shuheng", "diff", "L2", "L4"]));
    assert_eq!(list(&diff["answers"][0], "steps").len(), 1, "between the snapshots by row and not by time");
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0, "the chain does not rest on the clock");
    done(shuheng(folder, &["undo", "a.shuheng"]));
}
