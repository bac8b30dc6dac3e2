//! `shuheng benchmark`: figures with their sources, recomputed here from the tables by arithmetic of the test's own.

use serde_json::Value;
use shuheng_acceptance::{program, shuheng};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The data package that is embedded in the program.
fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/benchmarks")
}

/// The rows of a table by column name.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(package().join(file)).expect("a table");
    let mut lines = text.lines().map(cells);
    let head = lines.next().expect("a head");
    lines.map(|cells| head.iter().cloned().zip(cells).collect()).collect()
}

/// The cells of a line, those between quotation marks with their commas.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("a cell").push(other),
        }
    }
    cells
}

/// What the CAICT report prints of 2024.
fn printed(institution: &str, metric: &str) -> f64 {
    let rows = rows("observations.csv");
    let row = rows.iter().find(|row| {
        row["source_id"] == "caict-2025" && row["year"] == "2024" && row["institution_id"] == institution && row["metric"] == metric
    });
    row.expect("a row of the report")["value"].parse().expect("a number")
}

/// Rows of `benchmark show`.
fn shown(arguments: &[&str]) -> Vec<Value> {
    let folder = TempDir::new().expect("a folder");
    let output = shuheng(folder.path(), &[&["benchmark", "show"], arguments].concat());
    assert_eq!(output.code, 0, "{arguments:?}");
    output.json["rows"].as_array().expect("rows").clone()
}

fn number(row: &Value, column: &str) -> f64 {
    row[column].as_f64().expect("a number")
}

/// A computed value of an institution, by its formula.
fn computed(rows: &[Value], institution: &str, formula: &str) -> Value {
    rows.iter().find(|row| row["institution_id"] == institution && row["source_id"] == formula).expect("computed").clone()
}

#[test]
fn the_remainder_and_the_levels_of_the_year_before() {
    let of_2024 = shown(&["it_investment", "--year", "2024", "--all"]);
    let psbc = computed(&of_2024, "psbc", "it_investment_remainder");
    let five: f64 = ["icbc", "abc", "boc", "ccb", "bocom"].iter().map(|bank| printed(bank, "it_investment")).sum();
    let rest = printed("six_state_banks", "it_investment") - five;
    assert!((number(&psbc, "value") - 122.96).abs() < 1e-9 && (rest - 122.96).abs() < 1e-9);
    // Six printed figures, each within half of 0.01.
    assert!((number(&psbc, "low") - (rest - 0.03)).abs() < 1e-6 && (number(&psbc, "low") - 122.93).abs() < 1e-6);
    assert!((number(&psbc, "high") - (rest + 0.03)).abs() < 1e-6 && (number(&psbc, "high") - 122.99).abs() < 1e-6);

    let of_2023 = shown(&["it_investment", "--year", "2023", "--all"]);
    let expected =
        [("icbc", 272.46), ("abc", 248.51), ("boc", 223.98), ("ccb", 250.24), ("bocom", 120.27), ("htsc", 25.78), ("cicc", 17.29)];
    for (institution, level) in expected {
        let row = computed(&of_2023, institution, "it_investment_prior_year");
        let (now, growth) = (printed(institution, "it_investment"), printed(institution, "it_investment_growth"));
        let (low, high) = ((now - 0.005) / (1.0 + (growth + 0.005) / 100.0), (now + 0.005) / (1.0 + (growth - 0.005) / 100.0));
        assert_eq!(number(&row, "value"), level, "{institution}");
        assert!((now / (1.0 + growth / 100.0) - level).abs() <= 0.005);
        assert!((number(&row, "low") - low).abs() < 1e-6 && (number(&row, "high") - high).abs() < 1e-6, "{institution}");
        assert_eq!((row["quality"].as_str(), row["chosen"].as_bool()), (Some("derived"), Some(false)), "a printed figure stands before it");
    }
}

#[test]
fn shares_concentration_and_ranks_of_the_six_banks() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "s.shuheng"]).code, 0);
    let arguments = ["benchmark", "compare", "s.shuheng", "--metric", "it_investment", "--peers", "state_bank", "--year", "2024"];
    let view = shuheng(folder.path(), &arguments).json;
    let five = ["icbc", "abc", "boc", "ccb", "bocom"].map(|bank| (bank, printed(bank, "it_investment")));
    let mut amounts: Vec<(&str, f64)> = five.into_iter().chain([("psbc", 122.96)]).collect();
    let total: f64 = amounts.iter().map(|(_, amount)| amount).sum();
    amounts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let own = view["rows"].as_array().expect("rows").iter().find(|row| row["own"] == true).expect("the own row").clone();
    let mut index = 0.0;
    for (place, (bank, amount)) in (1_u64..).zip(&amounts) {
        let row = view["rows"].as_array().expect("rows").iter().find(|row| row["id"] == *bank).expect("a row").clone();
        assert_eq!(row["figure"]["value"].as_f64(), Some(*amount), "{bank}");
        let share = amount / total * 100.0;
        assert!((row["share"]["value"].as_f64().expect("a share") - share).abs() <= 0.005 + 1e-9, "{bank}");
        let interval = &row["share"]["interval"];
        assert!(interval[0].as_f64().expect("low") <= share && share <= interval[1].as_f64().expect("high"), "{bank}");
        let ahead = u64::from(own["figure"]["value"].as_f64().is_some_and(|own| own > *amount));
        assert_eq!(row["rank"].as_u64(), Some(place + ahead), "{bank}");
        index += share * share;
    }
    let found = &view["concentration"];
    assert!((found["value"].as_f64().expect("an index") - index).abs() < 1e-6 && found["n"] == 6);
    assert!(found["interval"][0].as_f64().expect("low") <= index && index <= found["interval"][1].as_f64().expect("high"));
    assert!(view["source"]["zh"].as_str().expect("a line").starts_with("来源：中国信息通信研究院"));
    let unknown = shuheng(folder.path(), &["benchmark", "compare", "s.shuheng", "--peers", "nobody"]);
    assert_eq!((unknown.code, unknown.error_code().as_str()), (1, "SH-1002"));
}

/// A copy of the package with a text of one file replaced.
fn altered(file: &str, from: &str, to: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for entry in fs::read_dir(package()).expect("the package") {
        let path = entry.expect("a file").path();
        fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    let text = fs::read_to_string(folder.path().join(file)).expect("a file");
    assert!(text.contains(from), "{from}");
    fs::write(folder.path().join(file), text.replacen(from, to, 1)).expect("written");
    folder
}

#[test]
fn the_package_is_sound_and_its_conflicts_are_listed() {
    let folder = TempDir::new().expect("a folder");
    for place in ["builtin", package().to_str().expect("UTF-8")] {
        let checked = shuheng(folder.path(), &["benchmark", "check", place]);
        assert_eq!((checked.code, checked.json["figures"].as_u64(), checked.json["institutions"].as_u64()), (0, Some(693), Some(78)));
        let warnings = checked.json["warnings"].to_string();
        for known in ["5.41", "4.4 ", "3.60", "3.49", "45.07", "38.43", "12.34", "10.77", "131.91", "51.29", "22.19", "12706"] {
            assert!(warnings.contains(known), "{known}");
        }
    }
}

#[test]
fn a_broken_package_is_refused_with_a_sentence() {
    let cases = [
        ("observations.csv", "285.18,亿元,,caict-2025", "285.18,亿元,,", "`source_id` is empty"),
        ("observations.csv", "285.18,亿元,,caict-2025", "285.18,亿元,,hearsay", "sources.csv has no source_id `hearsay`"),
        ("observations.csv", "285.18,亿元", "285.18,万元", "the unit is `万元`"),
        ("observations.csv", "psbc,2023,employees,197146", "psbc,2023,employees,187146", "its members sum to between"),
        (
            "datapackage.json",
            "\"primaryKey\": [\n          \"derivation\"",
            "\"primaryKey\": [\n          \"rule\"",
            "uses the column `rule`",
        ),
        ("datapackage.json", "observations.csv", "../observations.csv", "not the name of a file in the same folder"),
        ("metrics.csv", "it_staff,科技人员数量,IT staff,人", "it_staff,科技人员数量,IT staff,名", "this metric has `名`"),
    ];
    for (file, from, to, expected) in cases {
        let folder = altered(file, from, to);
        let refused = shuheng(folder.path(), &["benchmark", "check", "."]);
        assert_eq!(refused.code, 1, "{to}");
        let told = refused.json.to_string().replace("\\\"", "\"");
        assert!(told.contains(expected), "{expected}: {told}");
    }
    let empty = TempDir::new().expect("a folder");
    assert_eq!(shuheng(empty.path(), &["benchmark", "check", "."]).code, 1);
}

#[test]
fn exports_name_every_source_and_read_back() {
    let folder = TempDir::new().expect("a folder");
    let run = |arguments: &[&str]| Command::new(program("shuheng")).current_dir(folder.path()).args(arguments).output().expect("shuheng");
    let csv = run(&["benchmark", "show", "it_investment", "--year", "2024", "--type", "state_bank", "--format", "csv"]);
    let text = String::from_utf8(csv.stdout).expect("UTF-8");
    let last = text.lines().last().expect("a line");
    assert!(last.contains("来源：中国信息通信研究院") && last.contains("搜狐财经"), "{last}");
    assert_eq!(text.lines().count(), 8, "head, six banks, sources");

    let show = ["benchmark", "show", "it_investment", "--type", "state_bank", "--tier", "T1", "--format", "parquet"];
    assert_eq!(run(&show).status.code(), Some(1), "binary needs a file");
    assert_eq!(run(&[&show[..], &["--out", "f.parquet"]].concat()).status.code(), Some(0));
    let bytes = fs::read(folder.path().join("f.parquet")).expect("a file");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let metadata = "来源：中国信息通信研究院".as_bytes();
    assert!(bytes.windows(metadata.len()).any(|window| window == metadata), "the attribution stands in the metadata");

    assert_eq!(run(&["benchmark", "list", "--format", "csv"]).status.code(), Some(2), "only figures come as CSV");
    let none = shuheng(folder.path(), &["benchmark", "show", "it_investment", "--year", "2024", "--type", "insurance"]);
    assert_eq!(none.code, 1);
    let unknown = shuheng(folder.path(), &["benchmark", "show", "spend"]);
    assert_eq!((unknown.code, unknown.error_code().as_str()), (1, "SH-3009"));
    let listed = shuheng(folder.path(), &["benchmark", "list"]).json;
    let metric =
        listed["metrics"].as_array().expect("metrics").iter().find(|metric| metric["id"] == "it_investment").expect("a metric").clone();
    let years: Vec<&str> = metric["years"].as_array().expect("years").iter().filter_map(|year| year["id"].as_str()).collect();
    assert_eq!(years, ["2025", "2024", "2023", "2022", "2021", "2020", "2019", "2018"], "2018 from 2019 and its change");
}

#[test]
fn the_rule_decides_between_sources() {
    let value = |rule: &str| {
        let rows = shown(&["it_investment_to_revenue", "--year", "2024", "--type", "state_bank", "--rule", rule]);
        number(rows.iter().find(|row| row["institution_id"] == "bocom").expect("a row"), "value")
    };
    assert_eq!([value("caict-first"), value("fewest-penalties"), value("lowest"), value("highest")], [5.41, 5.41, 4.4, 5.41]);
    assert_eq!(shown(&["it_staff", "--year", "2024", "--type", "aggregate"])[0]["lower_bound"], true, "the report says more than");
}
