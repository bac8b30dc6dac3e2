//! What changed between two models: each kind of change once, told in both languages, and laws over any mixture of them.
#![expect(clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod small;

use proptest::prelude::*;
use shuheng_model::{Model, NodeChange, NodeLines, difference};
use small::{INDICATORS, MODEL, model};

/// A change of the small model's files and how it is told.
#[derive(Debug)]
struct Edit {
    part: &'static str,
    by: &'static str,
    told: &'static [&'static str],
}

/// Changes that touch different parts, so that any of them can be made together.
const EDITS: &[Edit] = &[
    Edit { part: "id = \"small\"", by: "id = \"fork\"", told: &["Model id: small → fork"] },
    Edit { part: "version = \"1.0.0\"", by: "version = \"1.1.0\"", told: &["Version: 1.0.0 → 1.1.0"] },
    Edit {
        part: "summary = { zh = \"概要\", en = \"Summary\" }",
        by: "summary = { zh = \"概要\", en = \"Abstract\" }",
        told: &["Summary: “Summary” → “Abstract”"],
    },
    Edit { part: "disclaimer = { zh = \"非官方\"", by: "disclaimer = { zh = \"并非官方\"", told: &["Disclaimer: only the Chinese"] },
    Edit { part: "minimum_coverage = 0.3", by: "minimum_coverage = 0.5", told: &["Minimum coverage: 0.3 → 0.5"] },
    Edit {
        part: "en = \"Press\" }, date = \"2025\"",
        by: "en = \"Press\" }, date = \"2026\"",
        told: &["Document `d` is described differently"],
    },
    Edit {
        part: "points = 50, from = 40",
        by: "points = 55, from = 45",
        told: &["Points of level L3: 50 → 55", "Cut-off of level L3: 40 → 45", "Line of a partly ready clause: 40 → 45"],
    },
    Edit { part: "en = \"Four\" }, points", by: "en = \"Fourth\" }, points", told: &["Name of level L4: “Four” → “Fourth”"] },
    Edit {
        part: "cap = 3\nwatch = \"a.b\"\nbelow = 40",
        by: "cap = 2\nwatch = \"a.x\"\nbelow = 45",
        told: &["Watched node of gate `floor`: “Data” → “Systems”", "Cap of gate `floor`: L3 → L2", "Threshold of gate `floor`: 40 → 45"],
    },
    Edit {
        part: "target = 60\ntargets = { \"a.b\" = 50 }",
        by: "target = 62\ntargets = { \"a.x\" = 50 }\nweights = { \"a.b.quality\" = 2 }\nweights_reason = { zh = \"更重\", en = \"Weighs more\" }",
        told: &[
            "Overall target of Bank: 60 → 62",
            "Target of “Data” of Bank: 50 → none",
            "Target of “Systems” of Bank: none → 50",
            "Weight of “Data quality” of Bank: none → 2",
            "Reason for the weights of Bank: added “Weighs more”",
        ],
    },
    Edit {
        part: "purpose = { zh = \"目的\", en = \"Purpose\" }",
        by: "purpose = { zh = \"目标\", en = \"Aim\" }",
        told: &["A Dimension A: purpose: “Purpose” → “Aim”"],
    },
    Edit {
        part: "[root]\nmean = \"arithmetic\"",
        by: "[root]\nmean = \"geometric\"",
        told: &["Small model: mean: arithmetic → geometric"],
    },
    Edit {
        part: "name = { zh = \"系统域\", en = \"Systems\" }\nweight = 1",
        by: "name = { zh = \"系统域\", en = \"Systems\" }\nweight = 1.5\nweight_reason = { zh = \"更要紧\", en = \"Matters more\" }",
        told: &["A2 Systems: weight: 1 → 1.5", "A2 Systems: reason for the weight: added “Matters more”"],
    },
    Edit {
        part: "question = { zh = \"数据错了谁来改？\", en = \"Who mends wrong data?\" }",
        by: "question = { zh = \"数据错了由谁改？\", en = \"Who mends wrong data?\" }",
        told: &["A1.1 Data quality: question: only the Chinese"],
    },
    Edit {
        part: "en = \"Wrong data make wrong books\"",
        by: "en = \"Wrong data, wrong books\"",
        told: &["A1.1 Data quality: why it matters: “Wrong data make wrong books” → “Wrong data, wrong books”"],
    },
    Edit {
        part: "strength = \"partly\"",
        by: "strength = \"covers\"",
        told: &["A1.1 Data quality: link to clause rule/3: covers in part → covers"],
    },
    Edit {
        part: "locator = \"1\" }]",
        by: "locator = \"表3\" }]",
        told: &["A1.1 Data quality: source gone: d 1", "A1.1 Data quality: new source: d Table 3"],
    },
    Edit {
        part: "zh = [\"抽样要随机\"], en = [\"Sample at random\"]",
        by: "zh = [\"抽样要随机\", \"不看演示\"], en = [\"Sample at random\", \"Trust no demo\"]",
        told: &["A1.1 Data quality: pitfall 2: added “Trust no demo”"],
    },
    Edit {
        part: "zh = [\"项目交付附数据字典\", \"牵头部门有书面任命\"], en = [\"Projects hand over a data dictionary\", \"A lead department is appointed in writing\"]",
        by: "zh = [\"牵头部门有书面任命\", \"字段变更留有审批单\"], en = [\"A lead department is appointed in writing\", \"Field changes are approved on file\"]",
        told: &[
            "A1.1 Data quality: L2 evidence, line 1: dropped “Projects hand over a data dictionary”",
            "A1.1 Data quality: L2 evidence, line 2: added “Field changes are approved on file”",
        ],
    },
    Edit {
        part: "en = \"Agents included\"",
        by: "en = \"Agents and brokers included\"",
        told: &["A1.1 Data quality: L3 as it reads for Insurer: “Agents included” → “Agents and brokers included”"],
    },
    Edit {
        part: "en = \"Our judgement\"",
        by: "en = \"Judged by us\"",
        told: &["A1.1 Data quality: basis of L4: “Our judgement” → “Judged by us”"],
    },
    Edit {
        part: "\"Partners adopt its checks in writing\"",
        by: "\"Partners took over its checks\"",
        told: &["A1.1 Data quality: L5 evidence, line 2: “Partners adopt its checks in writing” → “Partners took over its checks”"],
    },
    Edit {
        part: "id = \"a.b.sharing\"",
        by: "id = \"a.b.exchange\"\nwas = [\"a.b.sharing\"]",
        told: &["A1.2 Data sharing: id: a.b.sharing → a.b.exchange"],
    },
    Edit {
        part: "applies_to = [\"bank\"]\nsources",
        by: "applies_to = [\"insurer\"]\nsources",
        told: &["A1.2 Data sharing: now applies to Insurer; no longer applies to Bank"],
    },
    Edit {
        part: "{ id = \"approval\", text = { zh = \"授权单留存双方签字\", en = \"Grants are signed by both sides\" } }",
        by: "{ id = \"purpose\", text = { zh = \"授权单写明用途\", en = \"Grants state their purpose\" } }",
        told: &[
            "A1.2 Data sharing: item purpose: added “Grants state their purpose”",
            "A1.2 Data sharing: item approval: dropped “Grants are signed by both sides”",
        ],
    },
    Edit { part: "weight = 2 },", by: "weight = 3 },", told: &["A1.2 Data sharing: item expiry, weight: 2 → 3"] },
    Edit {
        part: "group = { zh = \"查找\", en = \"Finding\" }",
        by: "group = { zh = \"查找\", en = \"Search\" }",
        told: &["A1.2 Data sharing: item catalogue, heading: “Finding” → “Search”"],
    },
    Edit {
        part: "name = { zh = \"科技人员占比\", en = \"Technology staff\" }",
        by: "name = { zh = \"科技人员比重\", en = \"Technical staff\" }",
        told: &["A2.1 Technical staff: name: “Technology staff” → “Technical staff”"],
    },
    Edit { part: "unit = \"%\"", by: "unit = \"‰\"", told: &["A2.1 Technology staff: unit: % → ‰"] },
    Edit {
        part: "goalposts = { low = 1, high = 10 }",
        by: "goalposts = { low = -2.5, high = 10, cap = false }",
        told: &[
            "A2.1 Technology staff: goalposts: 1 to 10 (higher is better, linear, capped) → −2.5 to 10 (higher is better, linear, not capped)",
            "A2.1 Technology staff: goalposts of Insurer: 1 to 8 (higher is better, linear, capped) → 1 to 8 (higher is better, linear, not capped)",
        ],
    },
    Edit {
        part: "formula = \"staff / all\"",
        by: "formula = \"staff / all\"\nbenchmark = \"staff_share\"",
        told: &["A2.1 Technology staff: benchmark metric: none → staff_share"],
    },
];

/// The small model with some of the edits.
fn edited(edits: &[&Edit]) -> Model {
    let (mut of_model, mut of_indicators) = (MODEL.to_owned(), INDICATORS.to_owned());
    for edit in edits {
        let file = if of_model.contains(edit.part) { &mut of_model } else { &mut of_indicators };
        assert_eq!(file.matches(edit.part).count(), 1, "{}", edit.part);
        *file = file.replacen(edit.part, edit.by, 1);
    }
    model(&of_model, &of_indicators)
}

fn told(old: &Model, new: &Model) -> Vec<String> {
    difference(old, new).sentences().into_iter().map(|text| text.en).collect()
}

#[test]
fn each_change_is_told() {
    let base = model(MODEL, INDICATORS);
    for edit in EDITS {
        let changed = edited(&[edit]);
        assert_eq!(told(&base, &changed), edit.told, "{}", edit.by);
        assert!(!difference(&changed, &base).is_empty(), "and back");
        for text in difference(&base, &changed).sentences() {
            assert!(text.zh.chars().any(|c| c > '\u{4E00}') && !text.zh.contains([',', ';']), "{}", text.zh);
        }
    }
}

#[test]
fn chinese_sentences() {
    let base = model(MODEL, INDICATORS);
    let zh = |old: &str, new: &str| -> Vec<String> {
        let new = model(&MODEL.replace(old, new), &INDICATORS.replace(old, new));
        difference(&base, &new).sentences().into_iter().map(|text| text.zh).collect()
    };
    assert_eq!(zh("points = 50", "points = 55"), ["等级L3的分值由50改为55"]);
    assert_eq!(
        zh("停机赔付金额经审计为零", "停机赔付金额为零"),
        ["A2.2灾备恢复：L5证据第1行：“停机赔付金额经审计为零”改为“停机赔付金额为零”"]
    );
    assert_eq!(zh("Audited compensation", "Compensation"), ["A2.2灾备恢复：L5证据第1行：只改英文"]);
    assert_eq!(
        zh("low = 1, high = 8", "low = 2, high = 8"),
        ["A2.1科技人员占比：保险公司的门柱由1至8（越高越好，线性，封顶）改为2至8（越高越好，线性，封顶）"]
    );
    assert_eq!(zh("strength = \"partly\"", "strength = \"relates\""), ["A1.1数据质量：与条款rule/3的关联由部分覆盖改为相关"]);
    assert_eq!(zh("applies_to = [\"bank\"]", "applies_to = [\"insurer\"]"), ["A1.2数据共享：改为适用于保险公司，不再适用于银行"]);
}

#[test]
fn new_retired_moved_and_of_another_kind() {
    let base = model(MODEL, INDICATORS);
    let recovery = "id = \"a.x.recovery\"";
    let without = INDICATORS[..INDICATORS.rfind("[[indicator]]").unwrap_or(0)].to_owned();
    assert!(INDICATORS[without.len()..].contains(recovery));
    assert_eq!(told(&base, &model(MODEL, &without)), ["A2.2 Recovery: retired"]);
    assert_eq!(told(&model(MODEL, &without), &base), ["A2.2 Recovery: new"]);
    let moved = model(MODEL, &INDICATORS.replace(recovery, "id = \"a.x.recovery\"\nparent = \"a.b\""));
    assert_eq!(told(&base, &moved), ["A1.3 Recovery: moved: parent: “Systems” → “Data”"]);
    let metric = "kind = \"metric\"\nunit = \"小时\"\ndirection = \"lower\"\ngoalposts = { low = 1, high = 24 }\ngoalposts_reason = { zh = \"惯例\", en = \"Custom\" }\n";
    let as_metric = INDICATORS[without.len()..].replace("kind = \"rubric\"\n", metric);
    let as_metric = as_metric[..as_metric.find("level = [").unwrap_or(0)].to_owned();
    assert_eq!(told(&base, &model(MODEL, &format!("{without}{as_metric}"))), ["A2.2 Recovery: kind: rubric → metric"]);
    let shifted = model(MODEL, &format!("{}{}", &INDICATORS[without.len()..], without));
    assert_eq!(told(&base, &shifted), ["A2 Systems: its parts stand in another order"]);
    let merged = without.replace("id = \"a.x.staff\"", "id = \"a.x.staff\"\nwas = [\"a.x.recovery\"]");
    assert_eq!(told(&base, &model(MODEL, &merged)), ["A2.2 Recovery: merged into `a.x.staff`"]);
}

#[test]
fn long_texts_are_named_and_not_quoted() {
    let long = "数据错了要有人认、有人改、有人查，逐笔留痕，还要在下一次报送之前让下游都知道并改正过来";
    let base = model(MODEL, INDICATORS);
    let why = model(MODEL, &INDICATORS.replace("错数会算错账", long));
    assert_eq!(
        difference(&base, &why).sentences(),
        [shuheng_model::Text::new("A1.1数据质量：意义：改写", "A1.1 Data quality: why it matters: only the Chinese")]
    );
    let reason = format!("name = {{ zh = \"系统域\", en = \"Systems\" }}\nweight_reason = {{ zh = \"{long}\", en = \"Why\" }}");
    let added = model(&MODEL.replace("name = { zh = \"系统域\", en = \"Systems\" }", &reason), INDICATORS);
    let told = &difference(&base, &added).sentences()[0].zh;
    assert_eq!(told, &format!("A2系统域：权重理由：新增“{}…”", long.chars().take(40).collect::<String>()));
}

#[test]
fn what_was_retired_stands_where_it_stood() {
    let start = INDICATORS.find("[[indicator]]\nid = \"a.b.sharing\"").unwrap_or(0);
    let end = INDICATORS.find("[[indicator]]\nid = \"a.x.staff\"").unwrap_or(0);
    let without = format!("{}{}", &INDICATORS[..start], &INDICATORS[end..]);
    let changed = without.replace("错数会算错账", "错数算错账").replace("没人就做不成", "没人做不成");
    let found = difference(&model(MODEL, INDICATORS), &model(MODEL, &changed));
    let nodes: Vec<&str> = found.nodes.iter().filter_map(|node| node.new.as_deref().or(node.old.as_deref())).collect();
    assert_eq!(nodes, ["a.b.quality", "a.b.sharing", "a.x.staff"]);
}

#[test]
fn indicators_with_a_common_past_are_one() {
    let named = |id: &str| model(MODEL, &INDICATORS.replace("id = \"a.x.staff\"", &format!("id = \"{id}\"\nwas = [\"a.x.people\"]")));
    assert_eq!(told(&named("a.x.staff"), &named("a.x.team")), ["A2.1 Technology staff: id: a.x.staff → a.x.team"]);
}

#[test]
fn a_domain_is_never_taken_for_an_indicator() {
    let one_domain =
        MODEL.replace("[[domain]]\nid = \"a.x\"\ncode = \"A2\"\nname = { zh = \"系统域\", en = \"Systems\" }\nweight = 1\n", "");
    let staff = INDICATORS.find("[[indicator]]\nid = \"a.x.staff\"").unwrap_or(0);
    let flat = INDICATORS[..staff].to_owned()
        + &INDICATORS[INDICATORS.rfind("[[indicator]]").unwrap_or(0)..]
            .replace("id = \"a.x.recovery\"", "id = \"a.x\"\nwas = [\"a.x.recovery\"]");
    let found = told(&model(MODEL, INDICATORS), &model(&one_domain, &flat));
    assert_eq!(
        found,
        [
            "A2 Systems: retired",
            "A2.1 Technology staff: retired",
            "A.2 Recovery: id: a.x.recovery → a.x",
            "A.2 Recovery: moved: parent: “Systems” → “Dimension A”",
        ]
    );
}

#[test]
fn a_renamed_domain_takes_its_indicators_along() {
    let base = model(MODEL, INDICATORS);
    let of_model = MODEL.replace("\"a.x\"", "\"a.systems\"");
    let of_indicators = INDICATORS
        .replace("id = \"a.x.staff\"", "id = \"a.systems.staff\"\nwas = [\"a.x.staff\"]")
        .replace("id = \"a.x.recovery\"", "id = \"a.systems.recovery\"\nwas = [\"a.x.recovery\"]");
    assert_eq!(
        told(&base, &model(&of_model, &of_indicators)),
        [
            "A2 Systems: retired",
            "A2 Systems: new",
            "A2.1 Technology staff: id: a.x.staff → a.systems.staff",
            "A2.1 Technology staff: moved: parent: “Systems” → “Systems”",
            "A2.2 Recovery: id: a.x.recovery → a.systems.recovery",
            "A2.2 Recovery: moved: parent: “Systems” → “Systems”",
        ]
    );
}

#[test]
fn what_follows_a_renamed_node_is_no_change() {
    let gated = MODEL
        .replace("watch = \"a.b\"", "watch = \"a.b.sharing\"")
        .replace("targets = { \"a.b\" = 50 }", "targets = { \"a.b.sharing\" = 50 }");
    let renamed = INDICATORS.replace("id = \"a.b.sharing\"", "id = \"a.b.exchange\"\nwas = [\"a.b.sharing\"]");
    let (old, new) = (model(&gated, INDICATORS), model(&gated.replace("a.b.sharing", "a.b.exchange"), &renamed));
    assert_eq!(told(&old, &new), ["A1.2 Data sharing: id: a.b.sharing → a.b.exchange"]);
    assert_eq!(told(&new, &old), ["A1.2 Data sharing: id: a.b.exchange → a.b.sharing"], "and back");
}

#[test]
fn layout_is_no_difference() {
    let base = model(MODEL, INDICATORS);
    let other = model(
        &format!("# a comment\n{MODEL}"),
        &INDICATORS.replace("applies_to = [\"bank\", \"insurer\"]", "applies_to = [\"insurer\", \"bank\"]"),
    );
    assert_ne!(base.digest, other.digest);
    assert_eq!(told(&base, &other), Vec::<String>::new());
}

fn some_edits() -> impl Strategy<Value = Vec<&'static Edit>> {
    proptest::sample::subsequence(EDITS.iter().collect::<Vec<_>>(), 0..=EDITS.len())
}

/// Evidence lines of L2, so that the line-by-line comparison can be run over any two lists.
fn evidence(lines: &[String]) -> Model {
    let list = |mark: &str| lines.iter().map(|line| format!("\"{mark}{line}\"")).collect::<Vec<_>>().join(", ");
    let part = "zh = [\"项目交付附数据字典\", \"牵头部门有书面任命\"], en = [\"Projects hand over a data dictionary\", \"A lead department is appointed in writing\"]";
    model(MODEL, &INDICATORS.replace(part, &format!("zh = [{}], en = [{}]", list("字"), list("x"))))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_add_up(edits in some_edits()) {
        let base = model(MODEL, INDICATORS);
        let changed = edited(&edits);
        prop_assert!(difference(&changed, &changed).is_empty());
        prop_assert_eq!(difference(&base, &changed).is_empty(), edits.is_empty());
        prop_assert_eq!(difference(&changed, &base).is_empty(), edits.is_empty());
        let count = |model: &[&Edit]| model.iter().map(|edit| edit.told.len()).sum::<usize>();
        prop_assert_eq!(told(&base, &changed).len(), count(&edits));
        prop_assert_eq!(told(&changed, &base).len(), count(&edits));
    }

    #[test]
    fn lines_that_are_not_told_are_kept_in_order(old in proptest::collection::vec("[a-d]", 1..6), new in proptest::collection::vec("[a-d]", 1..6)) {
        let found = difference(&evidence(&old), &evidence(&new));
        let mut kept: Vec<Option<String>> = new.iter().cloned().map(Some).collect();
        let mut dropped = Vec::new();
        for change in found.nodes.iter().flat_map(|node| &node.changes) {
            let NodeChange::Line { part: NodeLines::Evidence(2), line, text } = change else { panic!("{change:?}") };
            if let Some(added) = &text.new {
                prop_assert_eq!(&added.en, &format!("x{}", new[line - 1]));
                kept[line - 1] = None;
            }
            dropped.extend(text.old.clone());
        }
        let kept: Vec<String> = kept.into_iter().flatten().collect();
        prop_assert_eq!(kept.len() + dropped.len(), old.len(), "every old line is kept or dropped");
        let mut rest = old.iter();
        prop_assert!(kept.iter().all(|line| rest.any(|old| old == line)), "{kept:?} in this order among {old:?}");
    }
}
