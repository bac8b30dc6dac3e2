//! `shuheng sample s.shuheng && shuheng report s.shuheng --out out`.

use crate::office;
use serde_json::Value;
use shuheng_acceptance::shuheng;
use std::path::Path;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_sample_gives_a_workbook_and_every_chart() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "s.shuheng"]).code, 0);
    assert_eq!(names(folder.path()), ["s.shuheng"], "a single file at rest");
    let run = shuheng(folder.path(), &["report", "s.shuheng", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let charts = ["heat-map", "it-investment", "level-probability", "radar", "tornado", "waterfall"];
    let mut expected: Vec<String> = charts.iter().flat_map(|chart| [format!("{chart}.png"), format!("{chart}.svg")]).collect();
    expected.push("海澄银行（示例）2025.xlsx".to_owned());
    assert_eq!(names(&folder.path().join("out")), expected);
    for chart in charts {
        let svg = std::fs::read_to_string(folder.path().join(format!("out/{chart}.svg"))).expect("an SVG");
        assert!(svg.contains("来源："), "{chart} names its source");
        let png = std::fs::read(folder.path().join(format!("out/{chart}.png"))).expect("a PNG");
        let width = png.get(16..20).map(|bytes| bytes.iter().fold(0_u32, |number, byte| number * 256 + u32::from(*byte)));
        assert_eq!(width, Some(2008), "{chart}: 170 mm at 300 dpi");
    }
    let bars = std::fs::read_to_string(folder.path().join("out/it-investment.svg")).expect("an SVG");
    for shown in ["285.18", "122.96", "272.46", "中国信息通信研究院"] {
        assert!(bars.contains(shown), "{shown} stands in the IT-investment chart");
    }
}

#[test]
fn libreoffice_finds_the_score_of_the_engine() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "s.shuheng"]).code, 0);
    assert_eq!(shuheng(folder.path(), &["report", "s.shuheng", "--out", "out", "--only", "xlsx"]).code, 0);
    let score = shuheng(folder.path(), &["score", "s.shuheng"]).json;
    let bytes = std::fs::read(folder.path().join("out/海澄银行（示例）2025.xlsx")).expect("the workbook");
    let values = office::recalculated(&bytes);
    // The tree starts below the head of the table, one row a node, in the order in which the score lists them.
    let sheet = "贡献";
    let head = (0..20).find(|row| office::text(&values, sheet, (*row, 1)) == "编码").expect("the head of the table");
    let column = |name: &str| (0..20).find(|column| office::text(&values, sheet, (head, *column)) == name).expect("a column");
    let (scores, contributions) = (column("得分"), column("贡献（分）"));
    let mut checked = 0;
    for (row, node) in (head + 1..).zip(score["nodes"].as_array().expect("nodes")) {
        for (name, at) in [("score", scores), ("contribution", contributions)] {
            let (engine, office) = (node[name].as_f64(), office::number(&values, sheet, (row, at)));
            match (engine, office) {
                (Some(engine), Some(office)) => assert!((engine - office).abs() < 1e-9, "{} {name}: {engine} and {office}", node["id"]),
                (engine, office) => {
                    assert_eq!(engine.filter(|value| *value != 0.0), office.filter(|value| *value != 0.0), "{} {name}", node["id"])
                }
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 2 * (1 + 3 + 14 + 62), "every node was compared");
    let formulas = office::formulas(&bytes);
    assert!(formulas.get(sheet).is_some_and(|cells| cells.contains_key(&(head + 1, scores))), "the total is a formula");
    let total = score["score"].as_f64();
    assert!(
        values.get("封面").is_some_and(|cells| cells
            .keys()
            .any(|at| office::number(&values, "封面", *at).zip(total).is_some_and(|(cell, total)| (cell - total).abs() < 1e-9))),
        "the cover shows the total"
    );
}

#[test]
fn contributions_of_the_indicators_sum_to_the_score_exactly() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "s.shuheng"]).code, 0);
    let score = shuheng(folder.path(), &["score", "s.shuheng"]).json;
    let nodes = score["nodes"].as_array().expect("nodes");
    let parents: Vec<&Value> = nodes.iter().map(|node| &node["parent"]).collect();
    let leaves = nodes.iter().filter(|node| !parents.contains(&&node["id"]));
    let sum: f64 = leaves.filter_map(|node| node["contribution"].as_f64()).sum();
    assert_eq!(Some(sum), score["score"].as_f64());
}

#[test]
fn only_what_was_asked_for_is_written_and_twice_is_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "s.shuheng"]).code, 0);
    for out in ["one", "two"] {
        assert_eq!(shuheng(folder.path(), &["report", "s.shuheng", "--out", out, "--only", "svg", "--language", "en"]).code, 0);
    }
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    assert_eq!(names(&one), ["heat-map.svg", "it-investment.svg", "level-probability.svg", "radar.svg", "tornado.svg", "waterfall.svg"]);
    for name in names(&one) {
        assert_eq!(std::fs::read(one.join(&name)).expect("one"), std::fs::read(two.join(&name)).expect("two"), "{name}");
    }
    let radar = std::fs::read_to_string(one.join("radar.svg")).expect("an SVG");
    assert!(radar.contains("Source:") && radar.contains("Peer median"));
}
