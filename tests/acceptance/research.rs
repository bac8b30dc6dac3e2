//! The researcher's commands against published examples: `shuheng ahp`, `weights`, `stats`.

use serde_json::{Value, json};
use shuheng_acceptance::{program, shuheng};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Saaty, "How to make a decision: the analytic hierarchy process", *European Journal of Operational Research* 48 (1990): buying a house.
const HOUSE: &str = "\
,size,transport,neighbourhood,age,yard,facilities,condition,financing
size,1,5,3,7,6,6,1/3,1/4
transport,1/5,1,1/3,5,3,3,1/5,1/7
neighbourhood,1/3,3,1,6,3,4,6,1/5
age,1/7,1/5,1/6,1,1/3,1/4,1/7,1/8
yard,1/6,1/3,1/3,3,1,1/2,1/5,1/6
facilities,1/6,1/3,1/4,4,2,1,1/5,1/6
condition,3,5,1/6,7,5,5,1,1/2
financing,4,7,5,8,6,6,2,1
";

/// Hwang & Yoon, *Multiple Attribute Decision Making* (1981): fighter aircraft.
const AIRCRAFT: &str = "\
aircraft,speed,range,payload,cost,reliability,manoeuvrability
A1,2.0,1500,\"20,000\",5.5,5,9
A2,2.5,2700,\"18,000\",6.5,3,5
A3,1.8,2000,\"21,000\",4.5,7,7
A4,2.2,1800,\"20,000\",5.0,5,5
";

/// Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011): twelve units, four observers, missing values.
const CODERS: &str = "\
unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,3,,
";

/// Shrout & Fleiss, "Intraclass correlations: uses in assessing rater reliability", *Psychological Bulletin* 86 (1979), table 2.
const JUDGES: &str = "9,2,5,8\n6,1,3,2\n8,4,6,8\n7,1,2,6\n10,5,6,9\n6,2,4,7\n";

fn answer(folder: &Path, arguments: &[&str]) -> Value {
    let run = shuheng(folder, arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.json
}

fn near(value: &Value, expected: f64, tolerance: f64) {
    let found = value.as_f64().unwrap_or(f64::NAN);
    assert!((found - expected).abs() <= tolerance, "{value} is printed as {expected}");
}

#[test]
fn the_house_of_saaty() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("house.csv"), HOUSE).expect("a matrix");
    let house = answer(folder, &["ahp", "house.csv"]);
    assert_eq!(house["labels"][7], "financing");
    for (weight, printed) in
        house["weights"].as_array().expect("weights").iter().zip([0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333])
    {
        near(weight, printed, 0.0005);
    }
    near(&house["lambda_max"], 9.669, 0.0005);
    near(&house["ci"], 0.238, 0.0005);
    near(&house["cr"], 0.169, 0.0005);
    assert_eq!((&house["method"], &house["ri"], &house["ri_table"]), (&json!("eigenvector"), &json!(1.41), &json!("Saaty 1980")));
    assert_eq!(house["acceptable"], false);
    let pair = &house["most_inconsistent"];
    assert_eq!((&pair["row"], &pair["column"], &pair["given"]), (&json!("neighbourhood"), &json!("condition"), &json!(6.0)));
    assert!(pair["suggested"].as_f64() < Some(6.0) && pair["cr_after"].as_f64() < house["cr"].as_f64(), "{pair}");
    assert_eq!(house.get("judges"), None, "one judge is no group");
    let means = answer(folder, &["ahp", "house.csv", "--method", "geometric-mean"]);
    assert_eq!((&means["method"], &means["lambda_max"]), (&json!("geometric-mean"), &house["lambda_max"]));
    assert_ne!(means["weights"], house["weights"]);
}

#[test]
fn several_judges_make_one_matrix() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("a.csv"), "x,y\n1,2\n,1\n").expect("a matrix");
    fs::write(folder.join("b.csv"), "1,8\n0.125,1\n").expect("a matrix");
    let group = answer(folder, &["ahp", "a.csv", "b.csv"]);
    // √(2·8) = 4.
    near(&group["weights"][0], 0.8, 1e-12);
    assert_eq!(group["labels"], json!(["x", "y"]));
    assert_eq!((&group["judges"][1]["file"], &group["judges"][1]["cr"]), (&json!("b.csv"), &json!(0.0)));
    near(&group["judges"][0]["weights"][0], 2.0 / 3.0, 1e-12);
}

#[test]
fn the_fighter_aircraft_of_hwang_and_yoon() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("aircraft.csv"), AIRCRAFT).expect("a panel");
    let entropy = answer(folder, &["weights", "aircraft.csv", "--method", "entropy", "--cost", "cost"]);
    let names = ["speed", "range", "payload", "cost", "reliability", "manoeuvrability"];
    for (name, printed) in names.into_iter().zip([0.0649, 0.2055, 0.0133, 0.0829, 0.3570, 0.2764]) {
        // The book takes them of entropies with four places.
        near(&entropy["weights"][name], printed, 2e-3);
    }
    assert_eq!((&entropy["units_used"], &entropy["units_left_out"]), (&json!(4), &json!([])));
    // Units with gaps are left out and told; the others weigh as before.
    fs::write(folder.join("gaps.csv"), format!("{AIRCRAFT}A5,,1,2,3,4,5\nA6,1,n/a,2,3,4,—\n")).expect("a panel");
    let gaps = answer(folder, &["weights", "gaps.csv", "--method", "entropy"]);
    assert_eq!((&gaps["weights"], &gaps["units_left_out"]), (&entropy["weights"], &json!(["A5", "A6"])));
    assert_eq!(gaps["missing"], json!({ "speed": 1, "range": 1, "manoeuvrability": 1 }));
    assert!(gaps["notes"].to_string().contains("2 units lack a figure"), "{}", gaps["notes"]);
}

/// Diakoulaki, Mavrotas & Papayannakis, *Computers & Operations Research* 22 (1995): Greek pharmaceutical firms, in two years.
#[test]
fn critic_over_pooled_years() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let rows = "A,2023,61,1.08,4.33\nB,2023,20.7,0.26,4.34\nC,2023,16.3,1.98,2.53\nD,2023,9,3.29,1.65\n\
                A,2024,5.4,2.77,2.33\nB,2024,4,4.12,1.21\nC,2024,-6.1,3.52,2.1\nD,2024,-34.6,3.31,0.98\n";
    fs::write(folder.join("firms.csv"), format!("firm,year,profitability,share,productivity\n{rows}")).expect("a panel");
    let critic = answer(folder, &["weights", "firms.csv", "--method", "critic"]);
    for (name, printed) in [("profitability", 0.202_225_54), ("share", 0.480_901_73), ("productivity", 0.316_872_73)] {
        near(&critic["weights"][name], printed, 1e-8);
    }
    assert_eq!((&critic["units_used"], &critic["years"]), (&json!(8), &json!([2023, 2024])));
    assert!(critic["notes"].to_string().contains("2 years from 2023 to 2024 are pooled"));
}

#[test]
fn the_coders_of_krippendorff() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("coders.csv"), CODERS).expect("ratings");
    for (level, printed) in [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)] {
        let found = answer(folder, &["stats", "agreement", "coders.csv", "--level", level]);
        near(&found["krippendorff_alpha"], printed, 0.0005);
        assert_eq!(
            (&found["items"], &found["raters"], &found["missing"], &found["level"]),
            (&json!(12), &json!(4), &json!(7), &json!(level))
        );
        assert_eq!((&found["label_column"], &found["rater_columns"]), (&json!("unit"), &json!(["A", "B", "C", "D"])));
        assert_eq!((&found["icc"], &found["cronbach_alpha"], &found["kendall_w"]), (&Value::Null, &Value::Null, &Value::Null));
    }
    let found = answer(folder, &["stats", "agreement", "coders.csv", "--level", "interval"]);
    assert!(found["notes"].to_string().contains("4 items lack a rating"), "{}", found["notes"]);
}

#[test]
fn the_judges_of_shrout_and_fleiss() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("judges.csv"), JUDGES).expect("ratings");
    let found = answer(folder, &["stats", "agreement", "judges.csv", "--level", "interval"]);
    for (form, printed) in
        [("icc_1_1", 0.17), ("icc_2_1", 0.29), ("icc_3_1", 0.71), ("icc_1_k", 0.44), ("icc_2_k", 0.62), ("icc_3_k", 0.91)]
    {
        near(&found["icc"][form], printed, 0.005);
    }
    near(&found["cronbach_alpha"], 0.91, 0.005);
    assert!(found["kendall_w"].is_f64());
    assert_eq!(
        (&found["label_column"], &found["header_row"], &found["rater_columns"]),
        (&Value::Null, &json!(false), &json!(["1", "2", "3", "4"]))
    );
    let names = answer(folder, &["stats", "agreement", "judges.csv", "--level", "nominal"]);
    assert_eq!(names["icc"], Value::Null);
    assert!(names["notes"].to_string().contains("names have no order"));
    fs::write(folder.join("same.csv"), "2,2\n2,2\n").expect("ratings");
    let same = answer(folder, &["stats", "agreement", "same.csv", "--level", "ratio"]);
    assert_eq!((&same["krippendorff_alpha"], &same["icc"], &same["kendall_w"]), (&Value::Null, &Value::Null, &Value::Null));
    assert!(same["notes"].to_string().contains("krippendorff_alpha does not exist"), "{}", same["notes"]);
}

/// Skewness and kurtosis as in Microsoft's documentation of SKEW and KURT.
#[test]
fn a_panel_in_figures() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let sample = [3, 4, 5, 2, 3, 4, 5, 6, 4, 7];
    let rows: String = sample.iter().enumerate().map(|(unit, x)| format!("u{unit},{x},{},7,\n", 10 - x)).collect();
    fs::write(folder.join("panel.csv"), format!("unit,x,turned,same,none\n{rows}u10,,1,7,\n")).expect("a panel");
    let found = answer(folder, &["stats", "describe", "panel.csv"]);
    let x = &found["columns"][0];
    assert_eq!((&x["column"], &x["n"], &x["missing"], &x["mean"]), (&json!("x"), &json!(10), &json!(1), &json!(4.3)));
    assert_eq!(
        (&x["min"], &x["q1"], &x["median"], &x["q3"], &x["max"], &x["mad"]),
        (&json!(2.0), &json!(3.25), &json!(4.0), &json!(5.0), &json!(7.0), &json!(1.0))
    );
    near(&x["sd"], 1.494_434_118, 1e-9);
    near(&x["skewness"], 0.359_543_071, 5e-10);
    near(&x["excess_kurtosis"], -0.151_799_637, 5e-10);
    let correlations = &found["correlations"];
    assert_eq!(correlations["columns"], json!(["x", "turned", "same", "none"]));
    for kind in ["pearson", "spearman", "kendall_tau_b"] {
        near(&correlations[kind][0][1], -1.0, 1e-12);
        assert_eq!(
            (&correlations[kind][0][0], &correlations[kind][0][2], &correlations[kind][3][3]),
            (&json!(1.0), &Value::Null, &Value::Null)
        );
    }
    assert_eq!(correlations["n"], json!([[10, 10, 10, 0], [10, 11, 11, 0], [10, 11, 11, 0], [0, 0, 0, 0]]));
    assert_eq!(found["cronbach_alpha"], Value::Null);
    let notes = found["notes"].to_string();
    for words in ["column `same` is the same for every unit", "column `none` has no figure at all", "cronbach_alpha does not exist"] {
        assert!(notes.contains(words), "{notes}");
    }
}

#[test]
fn results_for_people_and_into_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    fs::write(folder.join("house.csv"), HOUSE).expect("a matrix");
    let plain = |arguments: &[&str]| {
        let run = Command::new(program("shuheng")).current_dir(folder).args(arguments).output().expect("shuheng starts");
        assert!(run.status.success());
        String::from_utf8(run.stdout).expect("text")
    };
    let json: Value = serde_json::from_str(&plain(&["ahp", "house.csv"])).expect("JSON unless text is asked for");
    assert_eq!(json["acceptable"], false);
    assert!(plain(&["ahp", "house.csv", "--format", "text"]).contains("CR 0.169"));
    fs::write(folder.join("judges.csv"), JUDGES).expect("ratings");
    assert!(plain(&["stats", "agreement", "judges.csv", "--level", "ratio", "--format", "text"]).contains("icc_3_k"));
    fs::write(folder.join("aircraft.csv"), AIRCRAFT).expect("a panel");
    assert!(plain(&["stats", "describe", "aircraft.csv", "--format", "text"]).contains("kendall_tau_b"));
    assert!(plain(&["weights", "aircraft.csv", "--method", "critic", "--format", "text"]).contains("manoeuvrability"));
    let told = answer(folder, &["weights", "aircraft.csv", "--method", "entropy", "--out", "weights.json"]);
    assert!(told["file"].as_str().is_some_and(|file| file.ends_with("weights.json")), "{told}");
    let written: Value = serde_json::from_slice(&fs::read(folder.join("weights.json")).expect("the file")).expect("JSON");
    assert_eq!(written, answer(folder, &["weights", "aircraft.csv", "--method", "entropy"]));
}
