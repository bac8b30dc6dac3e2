//! Indices from TOML: published scores come out to their last digit, and every fault is told with its line.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

use proptest::prelude::*;
use shuheng_engine::normalise::ScoreUnit;
use shuheng_engine::{Leaf, Scale, assess};
use shuheng_model::{Index, ModelSource, Over, load, load_index};
use std::path::Path;

fn source(text: &str) -> ModelSource {
    ModelSource::new([("model.toml".to_owned(), text.to_owned())])
}

fn index(text: &str) -> Index {
    load_index(&source(text)).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// The score of the whole as it is shown, of each row of figures in the order of the indicators.
fn scores(index: &Index, rows: &[&[f64]]) -> Vec<Option<f64>> {
    let nodes: Vec<usize> = index.indicators().map(|(node, _, _)| node).collect();
    let columns: Vec<Vec<Option<f64>>> = (0..nodes.len())
        .map(|place| {
            let column: Vec<Option<f64>> = rows.iter().map(|row| Some(row[place]).filter(|figure| !figure.is_nan())).collect();
            index.scores(nodes[place], &column, &|unit| unit.to_string()).unwrap_or_else(|fault| panic!("{fault}"))
        })
        .collect();
    let scale = Scale::new(vec![0.0], 0.0).expect("a scale");
    let whole = |row: usize| {
        let mut leaves = vec![Leaf::Unanswered; index.nodes().len()];
        for (node, column) in nodes.iter().zip(&columns) {
            leaves[*node] = column[row].map_or(Leaf::Unanswered, Leaf::Score);
        }
        assess(index.tree(), &leaves, &scale, &[]).nodes[0].score.map(|score| index.shown(score))
    };
    (0..rows.len()).map(whole).collect()
}

/// UNDP, *Human Development Report 2020*, technical note 1: fixed ends with caps (18 and 15 years of schooling, 75,000 dollars),
/// the logarithm of income, the arithmetic mean of schooling inside the geometric mean of the whole.
const HUMAN_DEVELOPMENT: &str = r#"
format = 1
kind = "index"
id = "human-development"
version = "1.0.0"
name = "Human Development Index"
mean = "geometric"
scale = { top = 1, decimals = 3 }

[[indicator]]
id = "life_expectancy"
normalise = "goalposts"
direction = "higher"
goalposts = { low = 20, high = 85 }

[[node]]
id = "education"
mean = "arithmetic"

[[indicator]]
id = "expected_schooling"
parent = "education"
normalise = "goalposts"
direction = "higher"
goalposts = { low = 0, high = 18 }

[[indicator]]
id = "mean_schooling"
parent = "education"
normalise = "goalposts"
direction = "higher"
goalposts = { low = 0, high = 15 }

[[indicator]]
id = "income"
unit = "2017 PPP $"
normalise = "goalposts"
direction = "higher"
goalposts = { low = 100, high = 75000, transform = "log" }
"#;

/// The same report, table 1: Norway and Australia have more than 18 expected years of schooling, Singapore more than 75,000 dollars.
#[test]
fn human_development_of_the_report_2020() {
    let index = index(HUMAN_DEVELOPMENT);
    let order: Vec<&str> = index.nodes().iter().map(|node| node.id.as_str()).collect();
    assert_eq!(order, ["root", "education", "expected_schooling", "mean_schooling", "life_expectancy", "income"]);
    let rows: [(&[f64], f64); 5] = [
        (&[18.1, 12.9, 82.4, 66_494.0], 0.957), // Norway
        (&[16.9, 12.3, 84.9, 62_985.0], 0.949), // Hong Kong, China (SAR)
        (&[22.0, 12.7, 83.4, 48_085.0], 0.944), // Australia
        (&[16.4, 11.6, 83.6, 88_155.0], 0.938), // Singapore
        (&[7.9, 3.8, 65.3, 3_829.0], 0.510),    // Sudan
    ];
    let figures: Vec<&[f64]> = rows.iter().map(|(row, _)| *row).collect();
    let published: Vec<Option<f64>> = rows.iter().map(|(_, score)| Some(*score)).collect();
    assert_eq!(scores(&index, &figures), published);
    // The technical note prints the income index of Sudan as 0.5506.
    let income = index.index_of("income").expect("an indicator");
    let income = index.scores(income, &[Some(3829.0)], &|_| String::new()).expect("a score");
    assert_eq!(income[0].map(|score| (score * 100.0).round() / 1e4), Some(0.5506));
}

/// The example in `docs/examples`, against the scores that its publishers print.
#[test]
fn global_hunger_index_as_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples/global-hunger-index");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file of the example");
    let rows = |text: &str| -> Vec<Vec<String>> { text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect() };
    let (panel, published) = (rows(&read("panel.csv")), rows(&read("published.csv")));
    let index = index(&read("model.toml"));
    let columns: Vec<usize> = index
        .indicators()
        .map(|(_, node, _)| panel[0].iter().position(|heading| *heading == node.id).expect("a column of the panel"))
        .collect();
    let number = |cell: &String| cell.parse::<f64>().expect("a number");
    let figures: Vec<Vec<f64>> = panel[1..].iter().map(|row| columns.iter().map(|column| number(&row[*column])).collect()).collect();
    let figures: Vec<&[f64]> = figures.iter().map(Vec::as_slice).collect();
    assert!(panel.len() == published.len() && panel.iter().zip(&published).all(|(row, score)| row[..2] == score[..2]), "the same rows");
    let printed: Vec<Option<f64>> = published[1..].iter().map(|row| Some(number(&row[2]))).collect();
    assert!(printed.len() > 3);
    assert_eq!(scores(&index, &figures), printed);
    assert_eq!(index.minimum_coverages(), [1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
}

/// The complete examples of the description of the format are what it says they are.
#[test]
fn the_examples_of_the_description_are_sound() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/index-format.md");
    let text = std::fs::read_to_string(path).expect("the description");
    let examples: Vec<&str> = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let whole: Vec<&str> = examples.into_iter().filter(|example| example.starts_with("format = 1")).collect();
    assert_eq!(whole.len(), 2);
    let (first, second) = (index(whole[0]), index(whole[1]));
    assert_eq!(second.over, Over::All);
    // Its panel: North and South, the latter without income.
    let rows: [&[f64]; 2] = [&[11.2, 93.5, 41_200.0], &[8.7, 88.1, f64::NAN]];
    assert_eq!(scores(&first, &rows), [Some(0.897), Some(0.29)]);
}

const HEAD: &str = "format = 1\nkind = \"index\"\nid = \"i\"\nversion = \"1.0.0\"\nname = \"I\"\n";

fn faults(body: &str) -> Vec<(usize, String)> {
    let found = load_index(&source(&format!("{HEAD}{body}"))).err().unwrap_or_default();
    for fault in &found {
        for text in [&fault.message, &fault.hint] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "both languages");
        }
    }
    found.into_iter().map(|fault| (fault.line, fault.message.en)).collect()
}

/// Exactly these faults: line, and words of the sentence.
fn told(body: &str, expected: &[(usize, &str)]) {
    let found = faults(body);
    let fits = found.len() == expected.len() && found.iter().zip(expected).all(|(f, (line, words))| f.0 == *line && f.1.contains(words));
    assert!(fits, "{body}\n{found:#?}");
}

/// An indicator with an id and what is given.
fn indicator(keys: &str) -> String {
    format!("[[indicator]]\nid = \"x\"\n{keys}\n")
}

#[test]
fn every_method_is_read() {
    let body = r#"
over = "all"
rank_on = "rounded"
attribution = { zh = "来源", en = "Source" }
[[indicator]]
id = "a"
normalise = "bands"
bands = { edges = [10, 20], scores = [0, 40, 100], edge = "below" }
[[indicator]]
id = "b"
normalise = "points"
points = [0, 50, 100]
[[indicator]]
id = "c"
normalise = "min-max"
direction = "lower"
[[indicator]]
id = "d"
normalise = "percentile-rank"
direction = "higher"
[[indicator]]
id = "e"
normalise = "distance-to-reference"
direction = "higher"
reference = 40
[[indicator]]
id = "f"
normalise = "rank"
direction = "higher"
[[indicator]]
id = "g"
normalise = "none"
"#;
    let index = index(&format!("{HEAD}{body}"));
    assert_eq!(index.unit(), ScoreUnit::PerCent);
    // 10 belongs below: 0; level 2: 50; least where less is better: 100; 25; 30/40: 75; first: 100; 12.5.
    let rows: [&[f64]; 2] = [&[10.0, 2.0, 1.0, 3.0, 30.0, 9.0, 12.5], &[10.0, 2.0, 2.0, 4.0, 30.0, 8.0, 12.5]];
    let mean = |parts: [f64; 7]| Some((parts.iter().sum::<f64>() / 7.0 * 10.0).round() / 10.0);
    let expected = [mean([0.0, 50.0, 100.0, 25.0, 75.0, 100.0, 12.5]), mean([0.0, 50.0, 0.0, 75.0, 75.0, 0.0, 12.5])];
    assert_eq!(scores(&index, &rows), expected);
}

#[test]
fn panel_min_max_with_weights_at_each_level() {
    let body = r#"
[[node]]
id = "n"
weight = 3
mean = { power = 2 }
[[indicator]]
id = "a"
parent = "n"
weight = 2
normalise = "min-max"
direction = "higher"
[[indicator]]
id = "b"
parent = "n"
normalise = "min-max"
direction = "lower"
[[indicator]]
id = "c"
normalise = "min-max"
direction = "higher"
"#;
    // By hand for the middle unit: a 50, b 75, c 20; √((2·50² + 75²)/3) = 59.512…; (3·59.512… + 20)/4 = 49.63….
    let rows: [&[f64]; 3] = [&[0.0, 5.0, 0.0], &[5.0, 2.0, 2.0], &[10.0, 1.0, 10.0]];
    assert_eq!(scores(&index(&format!("{HEAD}{body}")), &rows), [Some(0.0), Some(49.6), Some(100.0)]);
}

#[test]
fn all_faults_come_out_at_once() {
    told(
        "mean = \"median\"\nscale = { top = 0, decimals = 1.5 }\nminimum_coverage = 30\nover = \"month\"\nrank = \"raw\"\n[[indicator]]\nid = \"x\"\nnormalise = \"zscore\"\n",
        &[
            (6, "unknown mean"),
            (7, "the best score 0"),
            (7, "1.5 decimals"),
            (8, "not within 0–1"),
            (9, "unknown range"),
            (10, "unknown key `rank`"),
            (13, "unknown normalisation"),
        ],
    );
    told("mean = { power = 1e3 }\n[[indicator]]\nid = \"x\"\nnormalise = \"none\"\n", &[(6, "the exponent 1000")]);
}

#[test]
fn faults_of_methods() {
    for (keys, line, words) in [
        ("", 6, "`normalise` is missing"),
        ("normalise = \"min-max\"", 6, "`direction` is missing"),
        ("normalise = \"min-max\"\ndirection = \"up\"", 9, "unknown direction"),
        ("normalise = \"none\"\ndirection = \"higher\"", 9, "unknown key"),
        ("normalise = \"goalposts\"\ndirection = \"higher\"", 6, "`goalposts` is missing"),
        ("normalise = \"goalposts\"\ndirection = \"higher\"\ngoalposts = { low = 2, high = 1 }", 10, "not below the high post"),
        ("normalise = \"bands\"\nbands = { edges = [1, 2], scores = [0, 100] }", 9, "there are 2 scores, 3 are needed"),
        ("normalise = \"points\"\npoints = [0, 50, 40]", 6, "level 3 has fewer points"),
        ("normalise = \"points\"\npoints = \"0, 50\"", 9, "should be a list of numbers"),
        ("normalise = \"distance-to-reference\"\ndirection = \"higher\"\nreference = \"best\"", 10, "unknown reference"),
        ("normalise = \"distance-to-reference\"\ndirection = \"higher\"\nreference = -1", 10, "is not positive"),
        ("normalise = \"none\"\nweight = -1", 7, "not within 0 to 10¹²"),
        ("normalise = \"none\"\nparent = \"nowhere\"", 7, "does not exist"),
        ("normalise = \"none\"\nparent = \"x\"", 7, "does not exist"),
    ] {
        let found = faults(&indicator(keys));
        let first = found.first().cloned().unwrap_or_default();
        assert!(first.0 == line && first.1.contains(words), "{keys}\n{found:#?}");
    }
}

#[test]
fn faults_of_the_tree() {
    let one = indicator("normalise = \"none\"");
    told("", &[(1, "no indicator below `root`")]);
    told(&format!("[[node]]\nid = \"n\"\n{one}"), &[(7, "no indicator below `n`")]);
    told(&format!("{one}{one}"), &[(10, "stands twice")]);
    told("[[indicator]]\nid = \"year\"\nnormalise = \"none\"\n", &[(7, "cannot be an id")]);
    told("[[indicator]]\nid = \"x\"\nnormalise = \"none\"\nweight = 0\n", &[(1, "sum to zero")]);
    let round = "[[node]]\nid = \"n\"\nparent = \"m\"\n[[node]]\nid = \"m\"\nparent = \"n\"\n";
    told(&format!("{round}{one}"), &[(7, "hang below each other: n → m")]);
}

#[test]
fn standard_scores_go_with_arithmetic_means_and_with_each_other() {
    let standard = "normalise = \"z-score\"\ndirection = \"higher\"";
    let one = indicator(standard);
    let index = index(&format!("{HEAD}scale = {{ top = 1, decimals = 2 }}\n{one}"));
    assert_eq!((index.unit(), index.shown(-1.234)), (ScoreUnit::StandardDeviations, -1.23));
    told(&format!("mean = \"geometric\"\n{one}"), &[(1, "`root` is no arithmetic mean")]);
    let below = indicator(&format!("{standard}\nparent = \"n\""));
    told(&format!("[[node]]\nid = \"n\"\nmean = \"minimum\"\n{below}"), &[(7, "`n` is no arithmetic mean")]);
    told(&format!("{one}[[indicator]]\nid = \"y\"\nnormalise = \"none\"\n"), &[(7, "cannot be added up")]);
}

#[test]
fn a_figure_that_cannot_be_scored_names_unit_and_indicator() {
    let of = |keys: &str, column: &[Option<f64>]| {
        let index = index(&format!("{HEAD}{}", indicator(keys)));
        let fault = index.scores(1, column, &|unit| ["甲行", "乙行"][unit].to_owned()).expect_err("a fault");
        assert!(!fault.zh.contains("` "), "{fault}");
        fault
    };
    let uncapped = "normalise = \"goalposts\"\ndirection = \"higher\"\ngoalposts = { low = 0, high = 10, cap = false }";
    let fault = of(uncapped, &[Some(1.0), Some(12.0)]);
    assert_eq!(fault.en, "`x` of 乙行 is 12, outside the goalposts 0 to 10; check the figure, or write cap = true in `goalposts`");
    assert_eq!(fault.zh, "乙行的“x”为12，在门柱0至10之外；核对数据，或在goalposts中写cap = true");
    assert!(of("normalise = \"points\"\npoints = [0, 100]", &[Some(3.0), None]).en.starts_with("`x` of 甲行 is 3, no level"));
    assert!(of("normalise = \"min-max\"\ndirection = \"higher\"", &[Some(3.0), Some(3.0)]).en.contains("are equal"));
    assert!(of("normalise = \"rank\"\ndirection = \"higher\"", &[Some(3.0), None]).en.contains("has 1 figures and needs 2"));
    assert!(of("normalise = \"none\"", &[Some(101.0), None]).en.contains("not within 0 to 100"));
    let leader = "normalise = \"distance-to-reference\"\ndirection = \"lower\"\nreference = \"leader\"";
    assert!(of(leader, &[Some(1.0), Some(0.0)]).en.starts_with("`x` of 乙行 is 0"));
}

#[test]
fn an_index_is_no_maturity_model() {
    let faults = load(source(HUMAN_DEVELOPMENT)).err().unwrap_or_default();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].message.en.contains("an index, not a maturity model"));
    assert!(load_index(&source("format = 1\nkind = \"model\"\n")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever becomes of its lines, a file is an index or has faults.
    #[test]
    fn lines_that_are_lost_doubled_or_swapped_are_answered(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3_u8), 1..6),
    ) {
        let mut lines: Vec<&str> = HUMAN_DEVELOPMENT.lines().collect();
        for (at, other, change) in changes {
            let (at, other) = (at.index(lines.len()), other.index(lines.len()));
            match change {
                0 => drop(lines.remove(at)),
                1 => lines.insert(other, lines[at]),
                _ => lines.swap(at, other),
            }
        }
        match load_index(&source(&lines.join("\n"))) {
            Ok(index) => prop_assert_eq!(index.tree().len(), index.nodes().len()),
            Err(faults) => prop_assert!(!faults.is_empty() && faults.iter().all(|fault| fault.line > 0), "{:?}", faults),
        }
    }
}
