//! Bad models: every fault is told at once, with file, line and a hint, in both languages.

use shuheng_model::{Fault, ModelSource, load};

const MODEL: &str = r#"format = 1
id = "small"
version = "1.0.0"
name = { zh = "小", en = "Small" }
summary = { zh = "小", en = "Small" }
disclaimer = { zh = "小", en = "Small" }
attribution = { zh = "小", en = "Small" }
minimum_coverage = 0.3
document = [{ id = "d", title = { zh = "文", en = "D" }, short = { zh = "文", en = "D" }, publisher = { zh = "社", en = "P" }, date = "2025" }]
level = [
  { level = 1, name = { zh = "一", en = "One" }, points = 0, from = 0, meaning = { zh = "一", en = "One" } },
  { level = 2, name = { zh = "二", en = "Two" }, points = 25, from = 50, meaning = { zh = "二", en = "Two" } },
  { level = 3, name = { zh = "三", en = "Three" }, points = 50, from = 60, meaning = { zh = "三", en = "Three" } },
  { level = 4, name = { zh = "四", en = "Four" }, points = 75, from = 70, meaning = { zh = "四", en = "Four" } },
  { level = 5, name = { zh = "五", en = "Five" }, points = 100, from = 80, meaning = { zh = "五", en = "Five" } },
]
[[dimension]]
id = "a"
code = "A"
name = { zh = "甲", en = "A" }
purpose = { zh = "甲", en = "A" }
weight = 1
weight_reason = { zh = "甲", en = "A" }
file = "a.toml"
[[domain]]
id = "a.b"
code = "A1"
name = { zh = "乙", en = "B" }
weight = 1
[[profile]]
type = "bank"
name = { zh = "银行", en = "Bank" }
target = 60
reason = { zh = "无", en = "None" }
"#;

const INDICATOR: &str = r#"[[indicator]]
id = "a.b.c"
kind = "rubric"
name = { zh = "丙", en = "C" }
question = { zh = "问？", en = "Ask?" }
why = { zh = "因", en = "Why" }
applies_to = ["bank"]
sources = [{ doc = "d", locator = "1" }]
level = [
  { level = 1, evidence = { zh = ["无"], en = ["None"] } },
  { level = 2, evidence = { zh = ["有"], en = ["Some"] } }, { level = 3, evidence = { zh = ["三"], en = ["3"] } },
  { level = 4, evidence = { zh = ["四"], en = ["4"] } }, { level = 5, evidence = { zh = ["五"], en = ["5"] } },
]
"#;

fn faults(model: &str, indicators: &str) -> Vec<Fault> {
    let files = [("model.toml", model), ("a.toml", indicators)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    load(ModelSource::new(files)).err().unwrap_or_default()
}

/// Exactly one fault, at this file and line, whose English message has these words.
fn only(model: &str, indicators: &str, file: &str, line: usize, words: &str) {
    let found = faults(model, indicators);
    let told: Vec<String> = found.iter().map(|fault| format!("{}:{} {}", fault.file, fault.line, fault.message.en)).collect();
    assert_eq!(found.len(), 1, "{told:#?}");
    assert_eq!((found[0].file.as_str(), found[0].line), (file, line), "{told:?}");
    assert!(found[0].message.en.contains(words), "{told:?}");
    for text in [&found[0].message, &found[0].hint] {
        assert!(!text.zh.is_empty() && !text.en.is_empty(), "both languages");
    }
}

#[test]
fn the_small_model_is_sound() {
    assert_eq!(faults(MODEL, INDICATOR), []);
}

#[test]
fn cycle() {
    let cyclic = MODEL.replace("id = \"a.b\"\n", "id = \"a.b\"\nparent = \"a.x\"\n")
        + "[[domain]]\nid = \"a.x\"\nparent = \"a.b\"\ncode = \"A2\"\nname = { zh = \"丁\", en = \"X\" }\nweight = 1\n";
    only(&cyclic, INDICATOR, "model.toml", 26, "hang below each other: a.b → a.x");
}

#[test]
fn duplicate_id() {
    only(MODEL, &format!("{INDICATOR}{INDICATOR}"), "a.toml", 15, "`a.b.c` stands twice, first in a.toml line 2");
}

#[test]
fn weights_that_sum_to_zero() {
    only(MODEL, &INDICATOR.replace("kind", "weight = 0\nkind"), "model.toml", 26, "weights below `a.b` sum to zero");
    only(MODEL, &INDICATOR.replace("kind", "weight = -1\nkind"), "a.toml", 2, "weight of `a.b.c` is not within");
}

#[test]
fn unknown_key_with_the_nearest_known_one() {
    let found = faults(MODEL, &INDICATOR.replace("why =", "whi ="));
    let unknown = found.iter().find(|fault| fault.message.en.contains("unknown key `whi`")).expect("the misspelt key is told");
    assert_eq!((unknown.line, unknown.hint.en.as_str()), (6, "did you mean `why`?"));
    assert!(found.iter().any(|fault| fault.message.en.contains("`why` is missing")));
}

#[test]
fn values_of_the_wrong_kind() {
    only(&MODEL.replace("minimum_coverage = 0.3", "minimum_coverage = 30"), INDICATOR, "model.toml", 8, "not within 0–1");
    only(
        &MODEL.replace("weight = 1\nweight_reason", "weight = \"viel\"\nweight_reason"),
        INDICATOR,
        "model.toml",
        22,
        "should be a finite number",
    );
    only(MODEL, &INDICATOR.replace("kind = \"rubric\"", "kind = \"rubrik\""), "a.toml", 3, "unknown kind `rubrik`");
    only(&MODEL.replace("id = \"small\"", "id = \"../x\""), INDICATOR, "model.toml", 2, "not a valid model id");
    only(&MODEL.replace("version = \"1.0.0\"", "version = \"neu\""), INDICATOR, "model.toml", 3, "not a semantic version");
    let four = MODEL.lines().filter(|line| !line.contains("level = 3,")).collect::<Vec<_>>().join("\n");
    assert!(faults(&four, INDICATOR).iter().any(|fault| fault.message.en == "there are 4 levels, a model has 5"));
    only(&MODEL.replace("from = 50", "from = 0"), INDICATOR, "model.toml", 12, "does not begin above the level before");
}

#[test]
fn references_that_lead_nowhere() {
    only(MODEL, &INDICATOR.replace("doc = \"d\"", "doc = \"e\""), "a.toml", 8, "no document `e`");
    only(MODEL, &INDICATOR.replace("[\"bank\"]", "[\"insurer\"]"), "a.toml", 1, "unknown kind of institution `insurer`");
    only(&MODEL.replace("a.toml", "b.toml"), INDICATOR, "model.toml", 24, "no file `b.toml`");
    let gate = "[[gate]]\nid = \"g\"\nnode = \"nowhere\"\ncap = 9\nwatch = \"a\"\nbelow = 50\nreason = { zh = \"因\", en = \"Why\" }\n";
    let found = faults(&format!("{MODEL}{gate}"), INDICATOR);
    assert_eq!(
        found.iter().map(|fault| fault.message.en.as_str()).collect::<Vec<_>>(),
        ["there is no node `nowhere`", "there is no level 9"]
    );
}

#[test]
fn everything_wrong_comes_out_in_one_pass() {
    let broken =
        INDICATOR.replace("zh = [\"无\"], en = [\"None\"]", "zh = [\"无\", \"空\"], en = [\"None\"]").replace("{ level = 2", "{ level = 9");
    let found = faults(&MODEL.replace("target = 60", "target = 600"), &broken);
    let told: Vec<(usize, &str)> = found.iter().map(|fault| (fault.line, fault.message.en.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "the rubric has levels [1, 9, 3, 4, 5], it needs [1, 2, 3, 4, 5]"),
            (10, "`evidence` has 2 Chinese and 1 English lines"),
            (33, "600 is not a score"),
        ]
    );
}

#[test]
fn text_that_is_no_toml_and_files_that_are_not_there() {
    assert!(faults("id = ", INDICATOR).iter().any(|fault| fault.message.en.starts_with("TOML syntax error") && fault.line == 1));
    assert!(faults("\u{0}\u{1}[[[", INDICATOR).iter().any(|fault| fault.message.en.starts_with("TOML syntax error")));
    let nothing = load(ModelSource::default()).expect_err("an empty model");
    assert_eq!(nothing[0].message.en, "there is no model.toml");
}

#[test]
fn goalposts_that_make_no_scale() {
    let metric = r#"[[indicator]]
id = "a.b.m"
kind = "metric"
name = { zh = "丙", en = "C" }
question = { zh = "问？", en = "Ask?" }
why = { zh = "因", en = "Why" }
applies_to = ["bank"]
sources = [{ doc = "d", locator = "1" }]
unit = "%"
direction = "higher"
goalposts = { low = 0, high = 10, transform = "log" }
goalposts_reason = { zh = "因", en = "Why" }
"#;
    only(MODEL, metric, "a.toml", 11, "a logarithmic scale needs positive posts");
    only(MODEL, &metric.replace("low = 0, high = 10", "low = 10, high = 1"), "a.toml", 11, "is not below the high post");
    assert_eq!(faults(MODEL, &metric.replace("low = 0,", "low = 1,")), []);
}
