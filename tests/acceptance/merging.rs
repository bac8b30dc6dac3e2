//! Two laptops: copies of one engagement that were edited apart are merged, and a redacted copy is shared.

use serde_json::Value;
use shuheng_acceptance::{Run, shuheng};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const BOTH: &str = "technology_application.ai.enterprise_platform";
const ONLY_A: &str = "technology_application.data.data_quality";
const ONLY_B: &str = "technology_application.ai.agents_rpa";

fn done(run: Run) -> Value {
    assert_eq!(run.code, 0, "{}{}", run.stderr, run.json);
    run.json
}

fn answer(folder: &Path, file: &str, lines: &str) {
    fs::write(folder.join("answers.csv"), format!("indicator,value,confidence,rationale\n{lines}")).expect("a table");
    done(shuheng(folder, &["answer", file, "answers.csv"]));
}

/// An engagement, copied to two laptops and edited on both.
fn apart(folder: &Path) {
    done(shuheng(folder, &["new", "a.shuheng", "--institution", "标记银行", "--type", "city_bank", "--year", "2025"]));
    answer(folder, "a.shuheng", &format!("{BOTH},1,low,初评\n"));
    fs::copy(folder.join("a.shuheng"), folder.join("b.shuheng")).expect("a copy");
    answer(folder, "a.shuheng", &format!("{BOTH},2,high,平台台账\n{ONLY_A},3,high,质量报告\n"));
    answer(folder, "b.shuheng", &format!("{BOTH},4,high,现场访谈\n{ONLY_B},5,high,上线清单\n"));
}

fn levels(folder: &Path, file: &str) -> BTreeMap<String, u64> {
    let printed = done(shuheng(folder, &["answers", file]));
    let answers = printed["answers"].as_array().cloned().unwrap_or_default();
    answers.iter().filter_map(|answer| Some((answer["indicator"].as_str()?.to_owned(), answer["value"]["level"].as_u64()?))).collect()
}

fn expected(level: u64) -> BTreeMap<String, u64> {
    [(BOTH, level), (ONLY_A, 3), (ONLY_B, 5)].map(|(id, level)| (id.to_owned(), level)).into()
}

#[test]
fn conflicts_are_shown_decided_in_a_file_merged_and_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    apart(folder);
    let before = ["a.shuheng", "b.shuheng"].map(|name| fs::read(folder.join(name)).expect("a copy"));

    let open = shuheng(folder, &["merge", "a.shuheng", "b.shuheng", "--out", "c.shuheng", "--decisions-out", "d.json"]);
    assert_eq!((open.code, &open.json["merged"]), (1, &Value::Bool(false)), "{}", open.stderr);
    assert!(!folder.join("c.shuheng").exists(), "nothing is decided silently");
    let conflicts = open.json["plan"]["conflicts"].as_array().cloned().unwrap_or_default();
    let [conflict] = conflicts.as_slice() else { panic!("{conflicts:#?}") };
    assert_eq!(conflict["subject"], format!("answer:{BOTH}"));
    assert_eq!((&conflict["base"]["value"]["en"], &conflict["a"]["state"]["value"]["en"]), (&"L1".into(), &"L2".into()));
    assert_eq!((&conflict["a"]["state"]["rationale"], &conflict["b"]["state"]["rationale"]), (&"平台台账".into(), &"现场访谈".into()));
    assert!(conflict["b"]["by"].is_string() && conflict["b"]["at"].is_string());

    // As it was written, the file decides nothing.
    let merge = ["merge", "a.shuheng", "b.shuheng", "--out", "c.shuheng", "--decisions", "d.json"];
    assert_eq!(shuheng(folder, &merge).code, 1);
    let mut file: Value = serde_json::from_str(&fs::read_to_string(folder.join("d.json")).expect("decisions")).expect("JSON");
    file["decisions"][0]["take"] = "b".into();
    file["decisions"][0]["reason"] = "以现场访谈为准".into();
    fs::write(folder.join("d.json"), file.to_string()).expect("written");
    done(shuheng(folder, &merge));
    assert_eq!(levels(folder, "c.shuheng"), expected(4));
    assert_eq!(done(shuheng(folder, &["verify", "c.shuheng"]))["sound"], true);
    assert_eq!(["a.shuheng", "b.shuheng"].map(|name| fs::read(folder.join(name)).expect("a copy")), before);

    // The other way round the same comes out.
    file["decisions"][0]["take"] = "a".into();
    fs::write(folder.join("d.json"), file.to_string()).expect("written");
    done(shuheng(folder, &["merge", "b.shuheng", "a.shuheng", "--out", "other.shuheng", "--decisions", "d.json"]));
    assert_eq!(levels(folder, "other.shuheng"), expected(4));

    // One undo takes the merge back: what is left is the copy whose changes came first.
    done(shuheng(folder, &["undo", "c.shuheng"]));
    assert_eq!(levels(folder, "c.shuheng"), levels(folder, "a.shuheng"));
    assert_eq!(done(shuheng(folder, &["verify", "c.shuheng"]))["sound"], true);
}

#[test]
fn a_side_can_be_preferred_and_what_cannot_be_merged_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    apart(folder);
    done(shuheng(folder, &["merge", "a.shuheng", "b.shuheng", "--out", "c.shuheng", "--prefer", "a"]));
    assert_eq!(levels(folder, "c.shuheng"), expected(2));
    let code = |arguments: &[&str]| {
        let run = shuheng(folder, arguments);
        assert_eq!(run.code, 1);
        run.error_code()
    };
    assert_eq!(code(&["merge", "a.shuheng", "b.shuheng", "--out", "c.shuheng", "--prefer", "a"]), "SH-2102");

    // C has all of A: a merge of the two is C once more.
    let again = done(shuheng(folder, &["merge", "a.shuheng", "c.shuheng", "--out", "e.shuheng"]));
    assert_eq!(again["result"]["plan"]["relation"], "bExtendsA");
    assert_eq!(levels(folder, "e.shuheng"), expected(2));

    done(shuheng(folder, &["new", "x.shuheng", "--institution", "乙行", "--type", "city_bank", "--year", "2025"]));
    assert_eq!(code(&["merge", "a.shuheng", "x.shuheng", "--out", "y.shuheng"]), "SH-2140");
    assert_eq!(code(&["merge", "a.shuheng", "missing.shuheng", "--out", "y.shuheng"]), "SH-2101");
    for (text, error) in [
        ("[]", "SH-2145"),
        (r#"{"decisions":[{"subject":"answer:x","take":"c"}]}"#, "SH-2145"),
        (r#"{"decisions":[{"subject":"answer:x","take":"a"}]}"#, "SH-2143"),
    ] {
        fs::write(folder.join("d.json"), text).expect("written");
        assert_eq!(code(&["merge", "a.shuheng", "b.shuheng", "--out", "y.shuheng", "--decisions", "d.json", "--prefer", "a"]), error);
    }
    assert!(!folder.join("y.shuheng").exists());
}

#[test]
fn a_redacted_copy_lists_what_is_gone_and_holds_none_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    apart(folder);
    let told = done(shuheng(folder, &["redact", "a.shuheng", "--out", "shared.shuheng", "--without", "names,rationale"]));
    let counts: BTreeMap<String, u64> = told["removed"]
        .as_array()
        .cloned()
        .unwrap_or_default()
        .iter()
        .filter_map(|removed| Some((removed["what"].as_str()?.to_owned(), removed["count"].as_u64()?)))
        .collect();
    assert_eq!((counts["institution_name"], counts["rationale"]), (1, 2));
    let bytes = fs::read(folder.join("shared.shuheng")).expect("the copy");
    for gone in ["标记银行", "平台台账", "质量报告", "初评"] {
        assert!(!bytes.windows(gone.len()).any(|window| window == gone.as_bytes()), "{gone} is left");
    }
    let score = |file| done(shuheng(folder, &["score", file]))["score"].clone();
    assert_eq!(score("shared.shuheng"), score("a.shuheng"));
    assert_eq!(done(shuheng(folder, &["verify", "shared.shuheng"]))["sound"], true);
    assert_eq!(shuheng(folder, &["redact", "a.shuheng", "--out", "b.shuheng", "--without", "names"]).error_code(), "SH-2102");
}

#[test]
fn copies_with_passphrases_of_their_own_are_merged_and_shared() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    apart(folder);
    for (name, passphrase) in [("a.txt", "甲的口令 one two"), ("b.txt", "乙的口令 three four"), ("c.txt", "丙的口令 five six")]
    {
        fs::write(folder.join(name), passphrase).expect("a passphrase");
    }
    for copy in ["a", "b"] {
        let (file, passphrase) = (format!("{copy}.shuheng"), format!("{copy}.txt"));
        done(shuheng(folder, &["passphrase", "set", &file, "--passphrase-file", &passphrase]));
    }
    let merge = |arguments: &[&str]| {
        let common = ["merge", "a.shuheng", "b.shuheng", "--out", "m.shuheng", "--prefer", "a", "--passphrase-file", "a.txt"];
        shuheng(folder, &[&common[..], arguments].concat())
    };
    assert_eq!(merge(&[]).error_code(), "SH-2115", "the passphrase of A does not open B");
    done(merge(&["--b-passphrase-file", "b.txt"]));
    assert_eq!(done(shuheng(folder, &["verify", "m.shuheng", "--passphrase-file", "a.txt"]))["sound"], true);

    let redact = |out: &str, arguments: &[&str]| {
        let common = ["redact", "m.shuheng", "--out", out, "--without", "names", "--passphrase-file", "a.txt"];
        shuheng(folder, &[&common[..], arguments].concat())
    };
    assert_eq!(redact("x.shuheng", &["--new-passphrase-file", "c.txt"]).code, 2, "a passphrase for nothing");
    assert_eq!(done(redact("shared.shuheng", &["--encrypt", "--new-passphrase-file", "c.txt"]))["encrypted"], true);
    assert_eq!(done(shuheng(folder, &["verify", "shared.shuheng", "--passphrase-file", "c.txt"]))["sound"], true);
    assert_eq!(shuheng(folder, &["score", "shared.shuheng", "--passphrase-file", "a.txt"]).error_code(), "SH-2115");
    assert_eq!(done(redact("open.shuheng", &[]))["encrypted"], false);
    assert_eq!(done(shuheng(folder, &["verify", "open.shuheng"]))["sound"], true);
}
