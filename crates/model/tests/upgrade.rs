//! What becomes of answers under another version: each reason once, and the law that no answer is lost and none counted twice.
#![expect(clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod small;

use proptest::prelude::*;
use shuheng_model::{Carry, Fate, Kinship, Model, UpgradePlan, upgrade_plan};
use small::{INDICATORS, MODEL, model};
use std::collections::BTreeMap;

fn changed(part: &str, by: &str) -> Model {
    assert_eq!(MODEL.matches(part).count() + INDICATORS.matches(part).count(), 1, "{part}");
    model(&MODEL.replace(part, by), &INDICATORS.replace(part, by))
}

/// Reasons in English by old id, of what asks for review.
fn reviewed(plan: &UpgradePlan) -> Vec<(String, Vec<String>)> {
    plan.carries
        .iter()
        .filter_map(|carry| match &carry.fate {
            Fate::Review(reasons) => Some((carry.old.clone()?, reasons.iter().map(|reason| reason.en.clone()).collect())),
            _ => None,
        })
        .collect()
}

#[test]
fn what_changes_the_meaning_of_an_answer_asks_for_review() {
    let base = model(MODEL, INDICATORS);
    for (part, by, id, reasons) in [
        (
            "en = [\"Projects hand over a data dictionary\"",
            "en = [\"Projects deliver a data dictionary\"",
            "a.b.quality",
            &["L2 evidence, line 1: “Projects hand over a data dictionary” → “Projects deliver a data dictionary”"][..],
        ),
        (
            "zh = [\"查不到字段定义\", \"报错靠电话转告\"], en = [\"No field is defined\", \"Errors are passed on by phone\"]",
            "zh = [\"查不到字段定义\", \"报错靠电话转告\", \"无牵头部门\"], en = [\"No field is defined\", \"Errors are passed on by phone\", \"Nobody leads\"]",
            "a.b.quality",
            &["L1 evidence, line 3: added “Nobody leads”"],
        ),
        ("zh = \"数据错了谁来改？\"", "zh = \"数据错了由谁改？\"", "a.b.quality", &["question: only the Chinese"]),
        (
            "en = \"Agents included\"",
            "en = \"Agents and brokers\"",
            "a.b.quality",
            &["L3 as it reads for Insurer: “Agents included” → “Agents and brokers”"],
        ),
        (
            "en = \"Grants are signed by both sides\"",
            "en = \"Grants are signed\"",
            "a.b.sharing",
            &["item approval: “Grants are signed by both sides” → “Grants are signed”"],
        ),
        ("unit = \"%\"", "unit = \"‰\"", "a.x.staff", &["unit: % → ‰"]),
        ("formula = \"staff / all\"", "formula = \"staff / permanent\"", "a.x.staff", &["formula: staff / all → staff / permanent"]),
    ] {
        let plan = upgrade_plan(&base, &changed(part, by));
        assert_eq!(reviewed(&plan), [(id.to_owned(), reasons.iter().map(|reason| (*reason).to_owned()).collect())], "{by}");
        assert!(plan.carries.iter().filter(|carry| carry.fate != Fate::Carried).count() == 1, "the others are carried");
    }
}

#[test]
fn what_only_scores_or_explains_leaves_answers_alone() {
    let base = model(MODEL, INDICATORS);
    for (part, by) in [
        ("goalposts = { low = 1, high = 10 }", "goalposts = { low = 2, high = 20, transform = \"log\" }"),
        ("direction = \"higher\"", "direction = \"lower\""),
        ("goalposts_by_type = { insurer = { low = 1, high = 8 } }\n", ""),
        ("formula = \"staff / all\"", "formula = \"staff / all\"\nbenchmark = \"staff_share\"\ninputs = [\"staff\"]"),
        ("weight = 2 },", "weight = 5 },"),
        ("group = { zh = \"查找\"", "group = { zh = \"检索\""),
        ("basis = { zh = \"本工具判断\", en = \"Our judgement\" }, ", ""),
        ("why = { zh = \"错数会算错账\"", "why = { zh = \"错数算错账\""),
        ("en = [\"Sample at random\"]", "en = [\"Sample by chance\"]"),
        ("name = { zh = \"数据质量\"", "name = { zh = \"数据的质量\""),
        ("strength = \"partly\"", "strength = \"relates\""),
        ("[root]\nmean = \"arithmetic\"", "[root]\nmean = \"minimum\""),
        ("below = 40", "below = 60"),
        ("id = \"a.x.recovery\"", "id = \"a.x.recovery\"\nparent = \"a.b\""),
        ("target = 60", "target = 70"),
    ] {
        let plan = upgrade_plan(&base, &changed(part, by));
        assert!(plan.carries_everything(), "{by}: {:?}", reviewed(&plan));
    }
}

#[test]
fn another_scale_carries_answers_and_is_told() {
    let plan = upgrade_plan(&model(MODEL, INDICATORS), &changed("points = 50, from = 40", "points = 55, from = 45"));
    assert!(plan.carries.iter().all(|carry| carry.fate == Fate::Carried));
    let told: Vec<String> = plan.scale.iter().map(|change| change.describe().zh).collect();
    assert_eq!(told, ["等级L3的分值由50改为55", "等级L3的分数线由40改为45"]);
    assert!(!plan.carries_everything());
}

#[test]
fn items_that_are_gone_leave_the_answer() {
    let part = "{ id = \"approval\", text = { zh = \"授权单留存双方签字\", en = \"Grants are signed by both sides\" } }";
    let plan = upgrade_plan(
        &model(MODEL, INDICATORS),
        &changed(part, "{ id = \"purpose\", text = { zh = \"授权单写明用途\", en = \"Grants state their purpose\" } }"),
    );
    let carry = plan.of_old("a.b.sharing").expect("the checklist");
    assert_eq!(carry.dropped_items, ["approval"]);
    assert_eq!(
        reviewed(&plan)[0].1,
        ["item purpose: added “Grants state their purpose”", "item approval: dropped “Grants are signed by both sides”"]
    );
}

#[test]
fn another_kind_of_indicator_takes_no_answer() {
    let at = INDICATORS.rfind("[[indicator]]").expect("the last indicator");
    let last = INDICATORS[at..].split("level = [").next().expect("its head").replace("kind = \"rubric\"", "kind = \"metric\"");
    let posts = "unit = \"小时\"\ndirection = \"lower\"\ngoalposts = { low = 1, high = 24 }\ngoalposts_reason = { zh = \"惯例\", en = \"Custom\" }\n";
    let plan = upgrade_plan(&model(MODEL, INDICATORS), &model(MODEL, &format!("{}{last}{posts}", &INDICATORS[..at])));
    let tail: Vec<(Option<&str>, Option<&str>, &Fate)> =
        plan.carries[3..].iter().map(|carry| (carry.old.as_deref(), carry.new.as_deref(), &carry.fate)).collect();
    assert_eq!(tail, [(Some("a.x.recovery"), None, &Fate::Retired), (None, Some("a.x.recovery"), &Fate::New)]);
    for carry in &plan.carries[3..] {
        let note = carry.note.as_ref().expect("a note");
        assert_eq!(note.zh, "由量规改为定量指标，原作答不能换算，留作记录，须重新作答");
    }
}

#[test]
fn merged_indicators_keep_one_answer() {
    let at = INDICATORS.rfind("[[indicator]]").expect("the last indicator");
    let merged = INDICATORS[..at].replace("id = \"a.b.quality\"", "id = \"a.b.data\"\nwas = [\"a.b.quality\", \"a.x.recovery\"]");
    let plan = upgrade_plan(&model(MODEL, INDICATORS), &model(MODEL, &merged));
    assert_eq!(plan.of_old("a.b.quality").and_then(|carry| carry.new.as_deref()), Some("a.b.data"));
    let gone = plan.of_old("a.x.recovery").expect("the other");
    assert_eq!((&gone.new, &gone.fate), (&None, &Fate::Retired));
    assert!(gone.note.as_ref().is_some_and(|note| note.en.contains("merged into `a.b.data`")));
}

#[test]
fn kinds_of_institution_that_come_and_go_are_noted() {
    let plan = upgrade_plan(&model(MODEL, INDICATORS), &changed("applies_to = [\"bank\"]\nsources", "applies_to = [\"insurer\"]\nsources"));
    let carry = plan.of_new("a.b.sharing").expect("the checklist");
    assert_eq!(carry.fate, Fate::Carried);
    assert_eq!(carry.note.as_ref().map(|note| note.en.as_str()), Some("now applies to Insurer; no longer applies to Bank"));
}

#[test]
fn a_fork_is_another_model() {
    let base = model(MODEL, INDICATORS);
    let fork = upgrade_plan(&base, &changed("id = \"small\"", "id = \"mine\""));
    assert_eq!(fork.kinship, Kinship::Other);
    assert!(fork.carries_everything(), "content that is the same carries all the same");
    assert_eq!(upgrade_plan(&base, &base).kinship, Kinship::Version);
}

/// One indicator in one version of a model: how often it was renamed, its wording, its kind.
type Form = (u8, u8, u8);

fn id(slot: usize, renamed: u8) -> String {
    format!("a.b.s{slot}_{renamed}")
}

/// A model of the slots that are there, each with every id it had.
fn of(slots: &[Option<Form>]) -> Model {
    let mut indicators = INDICATORS.to_owned();
    for (slot, (renamed, wording, kind)) in slots.iter().enumerate().filter_map(|(slot, form)| Some((slot, (*form)?))) {
        let was: Vec<String> = (0..renamed).map(|earlier| format!("\"{}\"", id(slot, earlier))).collect();
        let level = |level: u8| {
            let worded = if level == 3 { wording } else { 0 };
            format!(
                "{{ level = {level}, evidence = {{ zh = [\"第{slot}项{level}级材料{worded}\", \"另一材料{slot}{level}\"], en = [\"paper {slot} {level} {worded}\", \"other {slot} {level}\"] }} }}"
            )
        };
        let (name, scale) = match kind {
            0 => ("rubric", format!("level = [{}]", (1..=5).map(level).collect::<Vec<_>>().join(", "))),
            1 => (
                "metric",
                format!(
                    "unit = \"%\"\ndirection = \"higher\"\ngoalposts = {{ low = 0, high = 1 }}\ngoalposts_reason = {{ zh = \"因\", en = \"Why\" }}\nformula = \"x{wording}\""
                ),
            ),
            _ => (
                "checklist",
                format!(
                    "item = [{{ id = \"one\", text = {{ zh = \"一件{wording}\", en = \"one {wording}\" }} }}, {{ id = \"two\", text = {{ zh = \"二件\", en = \"two\" }} }}]"
                ),
            ),
        };
        indicators += &format!(
            "[[indicator]]\nid = \"{}\"\nwas = [{}]\nkind = \"{name}\"\nname = {{ zh = \"项\", en = \"Slot\" }}\nquestion = {{ zh = \"问？\", en = \"Ask?\" }}\nwhy = {{ zh = \"因\", en = \"Why\" }}\napplies_to = [\"bank\"]\nsources = [{{ doc = \"d\", locator = \"1\" }}]\n{scale}\n",
            id(slot, renamed),
            was.join(", "),
        );
    }
    model(MODEL, &indicators)
}

fn slots() -> impl Strategy<Value = Vec<Option<Form>>> {
    proptest::collection::vec(proptest::option::weighted(0.8, (0_u8..3, 0_u8..2, 0_u8..3)), 5)
}

/// How often each indicator of a model stands in the plan, by id.
fn counted(plan: &UpgradePlan, pick: fn(&Carry) -> Option<&String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    plan.carries.iter().filter_map(pick).for_each(|id| *counts.entry(id.clone()).or_insert(0) += 1);
    counts
}

fn each_once(model: &Model) -> BTreeMap<String, usize> {
    model.indicators().map(|(_, node, _)| (node.id.clone(), 1)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_model_carries_everything_to_itself(slots in slots()) {
        let model = of(&slots);
        let plan = upgrade_plan(&model, &model);
        prop_assert!(plan.carries_everything());
        prop_assert!(plan.carries.iter().all(|carry| carry.old == carry.new && carry.note.is_none()));
    }

    #[test]
    fn no_answer_is_lost_and_none_counted_twice(old in slots(), new in slots()) {
        let (before, after) = (of(&old), of(&new));
        let plan = upgrade_plan(&before, &after);
        prop_assert_eq!(counted(&plan, |carry| carry.old.as_ref()), each_once(&before));
        prop_assert_eq!(counted(&plan, |carry| carry.new.as_ref()), each_once(&after));
        for carry in &plan.carries {
            let ends = (carry.old.is_some(), carry.new.is_some());
            let expected = match &carry.fate {
                Fate::Carried => (true, true),
                Fate::Review(reasons) => {
                    prop_assert!(!reasons.is_empty());
                    (true, true)
                }
                Fate::New => (false, true),
                Fate::Retired => (true, false),
            };
            prop_assert_eq!(ends, expected, "{:?}", carry);
        }
        for (slot, (old, new)) in old.iter().zip(&new).enumerate() {
            let from = old.map(|(renamed, _, _)| id(slot, renamed));
            let to = new.map(|(renamed, _, _)| id(slot, renamed));
            match (old, new) {
                (Some((_, wording, kind)), Some((_, reworded, other))) => {
                    let carry = plan.of_old(from.as_deref().unwrap_or_default()).expect("every old indicator");
                    if kind != other {
                        prop_assert_eq!((&carry.new, &carry.fate), (&None, &Fate::Retired));
                    } else {
                        prop_assert_eq!(&carry.new, &to, "the answer follows the new name");
                        prop_assert_eq!(matches!(carry.fate, Fate::Review(_)), wording != reworded);
                    }
                }
                (Some(_), None) => {
                    let carry = plan.of_old(from.as_deref().unwrap_or_default());
                    prop_assert_eq!(carry.map(|carry| &carry.fate), Some(&Fate::Retired));
                }
                (None, Some(_)) => {
                    let carry = plan.of_new(to.as_deref().unwrap_or_default());
                    prop_assert_eq!(carry.map(|carry| &carry.fate), Some(&Fate::New));
                }
                (None, None) => {}
            }
        }
    }

    #[test]
    fn two_steps_lead_where_one_does(first in slots(), second in slots(), third in slots()) {
        let (one, two, three) = (of(&first), of(&second), of(&third));
        let (to_two, to_three, direct) = (upgrade_plan(&one, &two), upgrade_plan(&two, &three), upgrade_plan(&one, &three));
        for (_, node, _) in one.indicators() {
            let by_way = to_two.of_old(&node.id).and_then(|carry| carry.new.as_deref()).and_then(|id| to_three.of_old(id)).and_then(|carry| carry.new.as_ref());
            let straight = direct.of_old(&node.id).and_then(|carry| carry.new.as_ref());
            if let Some(by_way) = by_way {
                prop_assert_eq!(Some(by_way), straight, "of {}", node.id);
            }
        }
    }
}
