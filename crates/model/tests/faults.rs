//! Bad models: every fault is told at once, with file, line and a hint, in both languages.
#![expect(clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod small;

use shuheng_model::{Fault, ModelSource, load};
use small::{INDICATORS, MODEL, model};

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
    assert_eq!(model(MODEL, INDICATORS).id, "small");
}

#[test]
fn cycle() {
    let cyclic =
        MODEL.replace("id = \"a.b\"\n", "id = \"a.b\"\nparent = \"a.x\"\n").replace("id = \"a.x\"\n", "id = \"a.x\"\nparent = \"a.b\"\n");
    only(&cyclic, INDICATORS, "model.toml", 31, "hang below each other: a.b → a.x");
}

#[test]
fn duplicate_id() {
    only(MODEL, &INDICATORS.replace("a.b.sharing", "a.b.quality"), "a.toml", 19, "`a.b.quality` stands twice, first in a.toml line 2");
}

#[test]
fn weights_that_sum_to_zero() {
    only(MODEL, &INDICATORS.replacen("kind", "weight = 0\nkind", 2), "model.toml", 31, "weights below `a.b` sum to zero");
    only(MODEL, &INDICATORS.replacen("kind", "weight = -2\nkind", 1), "a.toml", 2, "weight of `a.b.quality` is not within");
}

#[test]
fn unknown_key_with_the_nearest_known_one() {
    let found = faults(MODEL, &INDICATORS.replacen("why =", "whi =", 1));
    let unknown = found.iter().find(|fault| fault.message.en.contains("unknown key `whi`")).expect("the misspelt key is told");
    assert_eq!((unknown.line, unknown.hint.en.as_str()), (6, "did you mean `why`?"));
    assert!(found.iter().any(|fault| fault.message.en.contains("`why` is missing")));
}

#[test]
fn values_of_the_wrong_kind() {
    only(&MODEL.replace("minimum_coverage = 0.3", "minimum_coverage = 30"), INDICATORS, "model.toml", 8, "not within 0–1");
    only(
        &MODEL.replace("weight = 1\nweight_reason", "weight = \"viel\"\nweight_reason"),
        INDICATORS,
        "model.toml",
        27,
        "should be a finite number",
    );
    only(MODEL, &INDICATORS.replacen("kind = \"rubric\"", "kind = \"rubrik\"", 1), "a.toml", 3, "unknown kind `rubrik`");
    only(&MODEL.replace("id = \"small\"", "id = \"../x\""), INDICATORS, "model.toml", 2, "not a valid model id");
    only(&MODEL.replace("version = \"1.0.0\"", "version = \"neu\""), INDICATORS, "model.toml", 3, "not a semantic version");
    let four = MODEL.lines().filter(|line| !line.contains("level = 3,")).collect::<Vec<_>>().join("\n");
    assert!(faults(&four, INDICATORS).iter().any(|fault| fault.message.en == "there are 4 levels, a model has 5"));
    only(&MODEL.replace("from = 20", "from = 0"), INDICATORS, "model.toml", 15, "does not begin above the level before");
}

#[test]
fn references_that_lead_nowhere() {
    only(MODEL, &INDICATORS.replacen("doc = \"d\"", "doc = \"e\"", 1), "a.toml", 8, "no document `e`");
    only(MODEL, &INDICATORS.replace("[\"bank\"]", "[\"broker\"]"), "a.toml", 18, "unknown kind of institution `broker`");
    only(&MODEL.replace("a.toml", "b.toml"), INDICATORS, "model.toml", 29, "no file `b.toml`");
    let gate = "[[gate]]\nid = \"g\"\nnode = \"nowhere\"\ncap = 9\nwatch = \"a\"\nbelow = 50\nreason = { zh = \"因\", en = \"Why\" }\n";
    let found = faults(&format!("{MODEL}{gate}"), INDICATORS);
    assert_eq!(
        found.iter().map(|fault| fault.message.en.as_str()).collect::<Vec<_>>(),
        ["there is no node `nowhere`", "there is no level 9"]
    );
}

#[test]
fn everything_wrong_comes_out_in_one_pass() {
    let broken = INDICATORS.replace("zh = [\"查不到字段定义\", ", "zh = [").replacen("{ level = 2", "{ level = 9", 1);
    let found = faults(&MODEL.replace("target = 60", "target = 600"), &broken);
    let told: Vec<(usize, &str)> = found.iter().map(|fault| (fault.line, fault.message.en.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "the rubric has levels [1, 9, 3, 4, 5], it needs [1, 2, 3, 4, 5]"),
            (12, "`evidence` has 1 Chinese and 2 English lines"),
            (50, "600 is not a score"),
        ]
    );
}

#[test]
fn text_that_is_no_toml_and_files_that_are_not_there() {
    assert!(faults("id = ", INDICATORS).iter().any(|fault| fault.message.en.starts_with("TOML syntax error") && fault.line == 1));
    assert!(faults("\u{0}\u{1}[[[", INDICATORS).iter().any(|fault| fault.message.en.starts_with("TOML syntax error")));
    let nothing = load(ModelSource::default()).expect_err("an empty model");
    assert_eq!(nothing[0].message.en, "there is no model.toml");
}

#[test]
fn goalposts_that_make_no_scale() {
    let posts = |posts: &str| INDICATORS.replace("low = 1, high = 10", posts);
    only(MODEL, &posts("low = 0, high = 10, transform = \"log\""), "a.toml", 41, "a logarithmic scale needs positive posts");
    only(MODEL, &posts("low = 10, high = 1"), "a.toml", 41, "is not below the high post");
    assert_eq!(faults(MODEL, &posts("low = 1, high = 10, transform = \"log\"")), []);
}
