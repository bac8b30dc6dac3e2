//! `shuheng rank`: published indices, panels over several years, weights, draws, and what people will give it by mistake.

use serde_json::Value;
use shuheng_acceptance::shuheng;
use std::fs;
use std::path::Path;

/// Human Development Index since 2014 (UNDP, *Technical Notes*, 2020): caps at the posts, income in logarithms, an arithmetic mean
/// inside a geometric one, 0–1 with three decimals.
const HDI: &str = r#"
format = 1
kind = "index"
id = "human-development"
version = "1.0.0"
name = "Human development"
mean = "geometric"
scale = { top = 1, decimals = 3 }
node = [{ id = "education" }]
indicator = [
  { id = "life", normalise = "goalposts", direction = "higher", goalposts = { low = 20, high = 85 } },
  { id = "expected", parent = "education", normalise = "goalposts", direction = "higher", goalposts = { low = 0, high = 18 } },
  { id = "schooling", parent = "education", normalise = "goalposts", direction = "higher", goalposts = { low = 0, high = 15 } },
  { id = "income", normalise = "goalposts", direction = "higher", goalposts = { low = 100, high = 75000, transform = "log" } },
]
"#;

/// *Human Development Report 2020*, table 1: Norway 0.957, Niger 0.394.
const COUNTRIES: &str = "country,life,expected,schooling,income\nNiger,62.4,6.5,2.1,1201\nNorway,82.4,18.1,12.9,66494\n";

/// Two dimensions of min-max indicators with directions and weights at each level.
const MIN_MAX: &str = r#"
format = 1
kind = "index"
id = "services"
version = "1.0.0"
name = "Services"
rank_on = "rounded"
node = [{ id = "reach", weight = 3 }, { id = "cost", weight = 1 }]
indicator = [
  { id = "users", parent = "reach", weight = 2, normalise = "min-max", direction = "higher" },
  { id = "branches", parent = "reach", weight = 1, normalise = "min-max", direction = "higher" },
  { id = "price", parent = "cost", normalise = "min-max", direction = "lower" },
]
"#;

const BANKS: &str = "bank,year,users,branches,price\nA,2024,0,10,5\nB,2024,50,20,1\nC,2024,100,,3\nA,2025,10,1,2\nB,2025,20,3,4\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder.path())).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    folder
}

fn rank(folder: &Path, model: &str, panel: &str, more: &[&str]) -> Value {
    let run = shuheng(folder, &[&["rank", "--model", model, "--panel", panel][..], more].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.json
}

/// A figure of every unit.
fn all<'a>(ranking: &'a Value, key: &str) -> Vec<&'a Value> {
    ranking["units"].as_array().map(|units| units.iter().map(|unit| &unit[key]).collect()).unwrap_or_default()
}

fn numbers(ranking: &Value, key: &str) -> Vec<f64> {
    all(ranking, key).into_iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
}

#[test]
fn published_scores_and_the_example_of_the_documentation() {
    let folder = folder(&[("hdi/model.toml", HDI), ("countries.csv", COUNTRIES)]);
    let ranking = rank(folder.path(), "hdi", "countries.csv", &[]);
    assert_eq!((numbers(&ranking, "score"), numbers(&ranking, "rank")), (vec![0.394, 0.957], vec![2.0, 1.0]));
    assert_eq!(ranking["units"][1]["nodes"]["education"], 0.93);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples/global-hunger-index");
    let ranking = rank(&example, ".", "panel.csv", &[]);
    let published = fs::read_to_string(example.join("published.csv")).expect("the printed scores");
    let published: Vec<f64> = published.lines().skip(1).filter_map(|line| line.rsplit(',').next()?.parse().ok()).collect();
    assert_eq!(numbers(&ranking, "score"), published);
    // The lowest score ranks first, and every year is ranked by itself.
    assert_eq!(numbers(&ranking, "rank"), [1.0, 2.0, 1.0, 1.0]);
}

/// Where the lowest score is the best, it is so for every way of ranking: the unit with the least of everything is first.
#[test]
fn the_least_hunger_is_first_by_any_method() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples/global-hunger-index/model.toml");
    let model = fs::read_to_string(example).expect("the example");
    let panel = "unit,undernourishment,wasting,stunting,mortality\nbad,30,15,40,8\ngood,3,2,5,0.5\nmiddle,10,8,20,3\n";
    let folder = folder(&[("ghi/model.toml", &model), ("p.csv", panel)]);
    for aggregate in ["arithmetic", "geometric", "topsis", "weighted-product"] {
        let ranking = rank(folder.path(), "ghi", "p.csv", &["--aggregate", aggregate]);
        assert_eq!(numbers(&ranking, "rank"), [3.0, 1.0, 2.0], "{aggregate}");
    }
}

/// Worked by hand: 2024 users 0, 50, 100; branches 0, 100, –; price 0, 100, 50 of 100. Reach of C rests on users alone.
#[test]
fn min_max_within_a_year_with_weights_on_every_level() {
    let folder = folder(&[("m/model.toml", MIN_MAX), ("p.csv", BANKS)]);
    let ranking = rank(folder.path(), "m", "p.csv", &[]);
    assert_eq!(numbers(&ranking, "score"), [0.0, 75.0, 87.5, 25.0, 75.0], "B: (3·(2·50 + 100)/3 + 100)/4");
    assert_eq!(numbers(&ranking, "rank"), [3.0, 2.0, 1.0, 2.0, 1.0]);
    assert_eq!(numbers(&ranking, "of"), [3.0, 3.0, 3.0, 2.0, 2.0]);
    assert_eq!(ranking["units"][2]["nodes"]["branches"], Value::Null);
    let pooled = folder.path().join("all/model.toml");
    fs::create_dir_all(folder.path().join("all")).expect("a folder");
    fs::write(pooled, MIN_MAX.replace("rank_on = \"rounded\"", "over = \"all\"")).expect("a model");
    let ranking = rank(folder.path(), "all", "p.csv", &[]);
    assert_eq!((ranking["normalised_over"].as_str(), ranking["rank_on"].as_str()), (Some("all"), Some("raw")));
    // Over both years prices lie between 1 and 5, branches between 1 and 20.
    assert_eq!(ranking["units"][3]["nodes"]["price"], 75.0);
    assert_eq!(ranking["units"][3]["nodes"]["users"], 10.0);
}

#[test]
fn other_weights_and_other_means() {
    let folder = folder(&[("m/model.toml", MIN_MAX), ("p.csv", BANKS), ("w.csv", "id,weight\ncost,0\nusers,1\n")]);
    let of = |more: &[&str]| rank(folder.path(), "m", "p.csv", more);
    assert_eq!(numbers(&of(&["--weights", "equal"]), "score"), [0.0, 87.5, 75.0, 50.0, 50.0]);
    assert_eq!(numbers(&of(&["--weights", "w.csv"]), "score"), [0.0, 75.0, 100.0, 0.0, 100.0]);
    assert_eq!(numbers(&of(&["--aggregate", "minimum"]), "score"), [0.0, 50.0, 50.0, 0.0, 0.0]);
    // The weights of `shuheng weights` for the same figures, as a table, give the same scores.
    for method in ["entropy", "critic"] {
        let weights = shuheng(folder.path(), &["weights", "p.csv", "--method", method, "--cost", "price"]);
        let weight = |column: &str| weights.json["weights"][column].as_f64().unwrap_or(f64::NAN);
        let (users, branches, price) = (weight("users"), weight("branches"), weight("price"));
        let table = format!("users,{users}\nbranches,{branches}\nprice,1\nreach,{}\ncost,{price}\n", users + branches);
        fs::write(folder.path().join("same.csv"), table).expect("a table");
        let (by_method, by_table) = (of(&["--weights", method]), of(&["--weights", "same.csv"]));
        assert_eq!(by_method["weights"], method);
        for (a, b) in numbers(&by_method, "score_raw").iter().zip(numbers(&by_table, "score_raw")) {
            assert!((a - b).abs() < 1e-9, "{method}: {a} and {b}");
        }
    }
    // Methods that judge units together leave those with a gap out.
    let topsis = of(&["--aggregate", "topsis", "--draws", "50"]);
    assert_eq!(topsis["units"][2]["score"], Value::Null);
    assert_eq!((&topsis["draws"], topsis["units"][1]["rank"].as_u64()), (&Value::Null, Some(1)));
}

#[test]
fn draws_are_the_same_for_any_number_of_threads_and_differ_by_seed() {
    let rows: String = (0..40).map(|i| format!("u{i},{},{},{}\n", (i * 37) % 41, (i * 11) % 17, (i * 7) % 13)).collect();
    let folder = folder(&[("m/model.toml", MIN_MAX), ("p.csv", &format!("u,users,branches,price\n{rows}"))]);
    let of = |more: &[&str]| rank(folder.path(), "m", "p.csv", &[&["--draws", "300", "--spread", "ignorant"][..], more].concat());
    let one = of(&["--threads", "1", "--seed", "7"]);
    assert_eq!(one, of(&["--threads", "3", "--seed", "7"]));
    assert_ne!(one, of(&["--threads", "1", "--seed", "8"]));
    assert_eq!((one["draws"]["count"].as_u64(), one["draws"]["seed"].as_u64()), (Some(300), Some(7)));
    for unit in one["units"].as_array().into_iter().flatten() {
        let rank = |key: &str| unit[key].as_f64().unwrap_or(f64::NAN);
        assert!(
            1.0 <= rank("rank_p05")
                && rank("rank_p05") <= rank("rank_p50")
                && rank("rank_p50") <= rank("rank_p95")
                && rank("rank_p95") <= 40.0
        );
        let shares: f64 = unit["rank_acceptability"].as_object().into_iter().flatten().filter_map(|(_, share)| share.as_f64()).sum();
        assert!((shares - 1.0).abs() < 1e-9, "{shares}");
    }
    let what_if = of(&["--what-if"]);
    let left_out: Vec<&str> = what_if["without"].as_array().into_iter().flatten().filter_map(|without| without["id"].as_str()).collect();
    assert_eq!(left_out, ["reach", "users", "branches", "cost", "price"]);
    let effective: f64 = what_if["influence"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|node| ["users", "branches", "price"].contains(&node["id"].as_str().unwrap_or_default()))
        .filter_map(|node| node["effective_weight"].as_f64())
        .sum();
    assert!((effective - 1.0).abs() < 1e-9, "{effective}");
}

#[test]
fn a_maturity_model_ranks_a_panel_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let show = shuheng(folder.path(), &["model", "show", "caict-value-2025"]);
    let nodes = show.json["nodes"].as_array().cloned().unwrap_or_default();
    let ids: Vec<&str> = nodes.iter().filter(|node| !node["indicator"].is_null()).filter_map(|node| node["id"].as_str()).collect();
    assert_eq!(ids.len(), 62, "{}", show.json);
    let row = |unit: &str, level: usize| format!("{unit}{}\n", format!(",{level}").repeat(ids.len()));
    fs::write(folder.path().join("p.csv"), format!("unit,{}\n{}{}", ids.join(","), row("low", 2), row("high", 4))).expect("a panel");
    let ranking = rank(folder.path(), "caict-value-2025", "p.csv", &["--type", "city_bank"]);
    assert_eq!(numbers(&ranking, "rank"), [2.0, 1.0]);
    assert_eq!(ranking["units"][0]["nodes"]["technology_application.ai.enterprise_platform"], 25.0);
}

#[test]
fn what_people_give_it_by_mistake() {
    let folder = folder(&[("m/model.toml", MIN_MAX), ("hdi/model.toml", HDI), ("p.csv", BANKS)]);
    let z_scores = MIN_MAX.replace("\"min-max\"", "\"z-score\"").replace("rank_on = \"rounded\"", "");
    fs::create_dir_all(folder.path().join("z")).expect("a folder");
    fs::write(folder.path().join("z/model.toml"), z_scores).expect("a model");
    let told = |model: &str, panel: &str, more: &[&str], code: &str, words: &[&str]| {
        fs::write(folder.path().join("panel.csv"), panel).expect("a panel");
        let run = shuheng(folder.path(), &[&["rank", "--model", model, "--panel", "panel.csv"][..], more].concat());
        assert_eq!((run.code, run.error_code().as_str()), (1, code), "{panel}: {}", run.stderr);
        let sentence = run.sentence();
        assert!(words.iter().all(|word| sentence.contains(word)), "{sentence}");
    };
    told("m", "u,users,branches\nA,1,2\n", &[], "SH-4006", &["price"]);
    told("m", "u,users,branches,price\nA,1,2,3\n", &[], "SH-4005", &["users"]);
    told("m", "u,users,branches,price\nA,1,2,3\nB,1,4,5\n", &[], "SH-4005", &["users"]);
    told("m", "u,users,branches,price\nA,1,,3\nB,2,,5\n", &[], "SH-4005", &["branches"]);
    told("m", "u,users,branches,price\nA,1,2\n", &[], "SH-4004", &["line 2"]);
    told("m", "u,users,branches,price\nA,1,2,inf\n", &[], "SH-4004", &["price"]);
    told("m", BANKS, &["--weights", "none.csv"], "SH-4002", &["none.csv"]);
    for (table, word) in [("users,-1\n", "users"), ("nothing,1\n", "nothing"), ("users,0\nbranches,0\nreach,0\ncost,0\n", "0")] {
        fs::write(folder.path().join("w.csv"), table).expect("a table");
        told("m", BANKS, &["--weights", "w.csv"], "SH-4004", &[word]);
    }
    fs::write(folder.path().join("w.csv"), "users,0\nbranches,0\ncost,1\n").expect("a table");
    told("m", BANKS, &["--weights", "w.csv"], "SH-4005", &["sum to 0"]);
    told("m", BANKS, &["--spread", "2"], "SH-1002", &["within 0–1"]);
    told("m", BANKS, &["--draws", "18446744073709551615"], "SH-4005", &["--draws"]);
    told("z", BANKS, &["--aggregate", "geometric"], "SH-4005", &["arithmetic"]);
    told("m", "u,users,branches,price\nA,0,2,3\nB,2,3,4\n", &["--aggregate", "weighted-product"], "SH-4005", &["users", "A"]);
    told("nothing", BANKS, &[], "SH-3001", &["nothing"]);
    // One unit and one indicator are right answers where the method is fixed.
    let one = "country,life,expected,schooling,income\nNiger,62.4,6.5,2.1,1201\n";
    fs::write(folder.path().join("one.csv"), one).expect("a panel");
    let ranking = rank(folder.path(), "hdi", "one.csv", &["--draws", "20"]);
    assert_eq!((ranking["units"][0]["rank"].as_u64(), ranking["units"][0]["rank_p95"].as_f64()), (Some(1), Some(1.0)));
}
