//! What an author is told about a model that loads: each rule once broken, with its place, and a sound model with nothing to tell.
#![expect(clippy::panic, reason = "a test that cannot be set up must fail loudly")]

mod small;

use shuheng_model::{Finding, IndicatorScale, Model, ModelSource, Rule, Severity, Text, lint, load};
use small::{INDICATORS, MODEL, model};
use std::path::Path;

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}:{} {}", finding.fault.file, finding.fault.line, finding.fault.message.en)).collect()
}

/// Exactly one finding, of this rule, at this file and line, whose English message has these words.
fn only(model: &Model, rule: Rule, fails: bool, place: (&str, usize), words: &str) {
    let found = lint(model);
    assert_eq!(found.len(), 1, "{:#?}", told(&found));
    let Finding { fault, rule: broken, fails: failing } = &found[0];
    assert_eq!((*broken, *failing), (rule, fails), "{:?}", told(&found));
    assert_eq!((fault.file.as_str(), fault.line), place, "{:?}", told(&found));
    assert!(fault.message.en.contains(words), "{:?}", told(&found));
    assert_eq!(fault.severity, Severity::Warning, "a model with findings can be used");
    for text in [&fault.message, &fault.hint] {
        assert!(!text.zh.is_empty() && !text.en.is_empty() && text.zh != text.en, "both languages");
    }
}

/// The small model with a part of its indicators replaced; the part must be there.
fn with(part: &str, by: &str) -> Model {
    assert!(INDICATORS.contains(part), "{part}");
    model(MODEL, &INDICATORS.replacen(part, by, 1))
}

fn with_model(part: &str, by: &str) -> Model {
    assert!(MODEL.contains(part), "{part}");
    model(&MODEL.replacen(part, by, 1), INDICATORS)
}

#[test]
fn a_sound_model_has_nothing_to_tell() {
    assert_eq!(told(&lint(&model(MODEL, INDICATORS))), Vec::<String>::new());
}

#[test]
fn every_bad_ladder_fails() {
    let table: toml::Table = toml::from_str(include_str!("lint/bad_ladders.toml")).expect("a TOML file");
    let ladders = table["ladder"].as_array().expect("a list");
    assert!(ladders.len() >= 20);
    for ladder in ladders {
        let lines = |language: &str| -> Vec<Vec<String>> { ladder[language].clone().try_into().expect("levels of lines") };
        let mut bad = model(MODEL, INDICATORS);
        let rubric = bad.nodes.iter_mut().find_map(|node| match &mut node.kind {
            shuheng_model::NodeKind::Indicator(indicator) => match &mut indicator.scale {
                IndicatorScale::Rubric(levels) => Some(levels),
                _ => None,
            },
            _ => None,
        });
        for ((level, zh), en) in rubric.expect("a rubric").iter_mut().zip(lines("zh")).zip(lines("en")) {
            level.evidence = zh.iter().zip(en).map(|(zh, en)| Text::new(zh, en)).collect();
        }
        let found = lint(&bad);
        for upper in 3..=5 {
            let line = 11 + upper;
            let at_level = found.iter().any(|finding| {
                let ladders = matches!(finding.rule, Rule::LikeLevels | Rule::DegreeLadder | Rule::SameLine);
                ladders && finding.fails && finding.fault.file == "a.toml" && finding.fault.line == line
            });
            assert!(at_level, "{} L{upper}: {:#?}", ladder["name"], told(&found));
        }
    }
}

#[test]
fn neighbouring_levels_that_read_alike() {
    let alike = with(
        r#"zh = ["认责办法由董事会批准", "问题单在工单系统可调阅"], en = ["The board approved who owns which data", "Tickets can be opened in the service desk"]"#,
        r#"zh = ["项目交付都附数据字典", "牵头部门有董事会的书面任命"], en = ["Every project delivers its dictionary", "The board names who leads"]"#,
    );
    only(&alike, Rule::LikeLevels, true, ("a.toml", 14), "L2 and L3 of `a.b.quality` read too much alike: Chinese 0.");
    let english = with(
        r#"en = ["The board approved who owns which data", "Tickets can be opened in the service desk"]"#,
        r#"en = ["Projects hand over one data dictionary", "A lead department is named in writing"]"#,
    );
    only(&english, Rule::LikeLevels, true, ("a.toml", 14), "read too much alike: English 0.");
    let line = with(r#""认责办法由董事会批准""#, r#""每个项目的交付均附数据字典""#);
    only(&line, Rule::LikeLines, false, ("a.toml", 14), "“The board approved who owns which data” on L3 of `a.b.quality` reads like");
}

#[test]
fn a_threshold_that_only_rises_is_no_other_kind_of_evidence() {
    let part = r#"zh = ["监管报送因错退回的次数逐年下降", "合作方书面采用本机构的校验规则"], en = ["Returns sent back by the regulator fall yearly", "Partners adopt its checks in writing"]"#;
    let rules = |by: &str| -> Vec<Rule> { lint(&with(part, by)).iter().map(|finding| finding.rule).collect() };
    let half =
        r#"zh = ["关键字段合格率不低于99.9%", "校验规则获同业采用"], en = ["Key fields pass at 99.9 % or more", "Peers adopt its checks"]"#;
    assert_eq!(rules(half), [Rule::LikeLevels, Rule::MissingBasis], "half of the level");
    let third = r#"zh = ["关键字段合格率不低于99.9%", "监管报送因错退回的次数逐年下降", "合作方书面采用本机构的校验规则"], en = ["Key fields pass at 99.9 % or more", "Returns sent back by the regulator fall yearly", "Partners adopt its checks in writing"]"#;
    assert_eq!(rules(third), [Rule::LikeLines, Rule::MissingBasis], "one line of three");
}

#[test]
fn one_level_of_two_indicators_that_reads_alike() {
    let alike = with(
        r#"zh = ["预案经高管会签发", "同城中心的租约在有效期内"], en = ["Executives signed the contingency plan", "The lease of the second site is current"]"#,
        r#"zh = ["恢复认责办法由董事会批准", "问题单在工单系统里可调阅"], en = ["Recovery has owners", "Tickets are on file"]"#,
    );
    only(&alike, Rule::LikeIndicators, true, ("a.toml", 56), "L3 of `a.x.recovery` reads too much like that of `a.b.quality`: Chinese 0.");
}

#[test]
fn levels_that_differ_by_degree_only() {
    let ladder = with(r#""认责办法由董事会批准""#, r#""项目交付全面附数据字典""#);
    only(&ladder, Rule::DegreeLadder, true, ("a.toml", 14), "L3 of `a.b.quality` differs from L2 by degree only");
    let english = with(r#""The board approved who owns which data""#, r#""Projects fully hand over a data dictionary""#);
    only(&english, Rule::DegreeLadder, true, ("a.toml", 14), "by degree only: “Projects fully hand over a data dictionary” and");
}

#[test]
fn lines_that_claim_only_a_degree() {
    let vague = with(r#""认责办法由董事会批准""#, r#""数据质量管理体系较为完善""#);
    only(&vague, Rule::DegreeOnly, false, ("a.toml", 14), "a line that claims only a degree");
}

#[test]
fn one_line_in_two_places() {
    let levels = with(r#""认责办法由董事会批准""#, r#""项目交付附数据字典""#);
    only(&levels, Rule::SameLine, true, ("a.toml", 14), "on L3 of `a.b.quality` stands on L2 of `a.b.quality` too");
    let indicators = with(r#""停机赔付金额经审计为零""#, r#""牵头部门有书面任命""#);
    only(&indicators, Rule::SameLine, true, ("a.toml", 58), "on L5 of `a.x.recovery` stands on L2 of `a.b.quality` too");
    let english = with(r#""Peers who came to learn signed in""#, r#""a lead department is Appointed in writing""#);
    only(&english, Rule::SameLine, true, ("a.toml", 58), "stands in English on L2 of `a.b.quality` too");
    let item = with(r#"zh = "授权单留存双方签字""#, r#"zh = "项目交付附数据字典""#);
    only(&item, Rule::SameLine, true, ("a.toml", 19), "item approval of `a.b.sharing`");
}

#[test]
fn lines_by_number_and_length() {
    let one = with(
        r#"zh = ["查不到字段定义", "报错靠电话转告"], en = ["No field is defined", "Errors are passed on by phone"]"#,
        r#"zh = ["查不到字段定义"], en = ["No field is defined"]"#,
    );
    only(&one, Rule::LineCount, true, ("a.toml", 12), "has 1 lines of evidence");
    let five = with(
        r#"zh = ["查不到字段定义", "报错靠电话转告"], en = ["No field is defined", "Errors are passed on by phone"]"#,
        r#"zh = ["甲事", "乙物", "丙处", "丁人", "戊时"], en = ["One", "Two", "Three", "Four", "Five"]"#,
    );
    only(&five, Rule::LineCount, true, ("a.toml", 12), "has 5 lines of evidence");
    let limit = "数据认责办法经董事会批准并逐项写明责任人与复核时点且可在内网调";
    assert_eq!(limit.chars().count(), 31);
    only(&with("认责办法由董事会批准", limit), Rule::LongLine, false, ("a.toml", 14), "a line of 31 Chinese characters");
    let thirty: String = limit.chars().take(30).collect();
    assert_eq!(told(&lint(&with("认责办法由董事会批准", &thirty))), Vec::<String>::new());
}

#[test]
fn a_figure_without_a_basis() {
    let bare = with(r#"{ level = 4, basis = { zh = "监管指引", en = "The regulator's guideline" }, "#, "{ level = 4, ");
    only(
        &bare,
        Rule::MissingBasis,
        false,
        ("a.toml", 57),
        "L4 of `a.x.recovery` names a figure without a basis: “A drill switches over within 4 hours”",
    );
    let at_three = with(r#""问题单在工单系统可调阅""#, r#""八成问题单在工单系统可调阅""#);
    assert_eq!(told(&lint(&at_three)), Vec::<String>::new(), "L3 sets its own bar");
}

#[test]
fn what_nothing_leads_to() {
    let uncited = with(
        r#"clauses = [{ clause = "rule/3", strength = "partly", reason = { zh = "该条要求认责", en = "The article wants owners" } }]"#,
        "",
    );
    only(&uncited, Rule::Orphan, false, ("model.toml", 11), "nothing cites the document `rule`");
    let dead = with(
        r#"{ level = 3, evidence = { zh = ["预案经高管会签发""#,
        r#"{ level = 3, for_types = { insurer = { zh = "含代理", en = "With agents" } }, evidence = { zh = ["预案经高管会签发""#,
    );
    assert_eq!(told(&lint(&dead)), Vec::<String>::new());
    let mut dead = dead;
    let indicator = |model: &mut Model, id: &str, change: &dyn Fn(&mut shuheng_model::Indicator)| {
        let index = model.index_of(id).expect("the indicator");
        match &mut model.nodes[index].kind {
            shuheng_model::NodeKind::Indicator(indicator) => change(indicator),
            _ => panic!("{id} is no indicator"),
        }
    };
    indicator(&mut dead, "a.x.recovery", &|indicator| indicator.applies_to = vec!["bank".to_owned()]);
    only(&dead, Rule::Orphan, false, ("a.toml", 56), "for_types of `a.x.recovery` speaks to `insurer`");
    let mut posts = model(MODEL, INDICATORS);
    indicator(&mut posts, "a.x.staff", &|indicator| indicator.applies_to = vec!["bank".to_owned()]);
    only(&posts, Rule::Orphan, false, ("a.toml", 32), "goalposts_by_type of `a.x.staff` speaks to `insurer`");
    let mut rootless = model(MODEL, INDICATORS);
    indicator(&mut rootless, "a.x.staff", &|indicator| indicator.sources.clear());
    only(&rootless, Rule::Orphan, false, ("a.toml", 32), "`a.x.staff` has neither a source nor a clause");
    let mut nobody = model(MODEL, INDICATORS);
    indicator(&mut nobody, "a.b.sharing", &|indicator| indicator.applies_to = vec!["fund".to_owned()]);
    only(&nobody, Rule::Orphan, false, ("a.toml", 19), "`a.b.sharing` applies to no kind of institution");
    let unheard = with_model(
        "[[profile]]\ntype = \"insurer\"",
        "[[profile]]\ntype = \"fund\"\nname = { zh = \"基金\", en = \"Fund\" }\ntarget = 1\nreason = { zh = \"无\", en = \"None\" }\n[[profile]]\ntype = \"insurer\"",
    );
    only(&unheard, Rule::Orphan, false, ("model.toml", 54), "no indicator applies to `fund`");
    let aimed = with_model("target = 55\n", "target = 55\ntargets = { \"a.b.sharing\" = 10 }\n");
    only(&aimed, Rule::Orphan, false, ("model.toml", 54), "`insurer` sets a target or weight for `a.b.sharing`");
}

#[test]
fn what_differs_says_why() {
    let heavy = with_model(
        "name = { zh = \"系统域\", en = \"Systems\" }\nweight = 1\n",
        "name = { zh = \"系统域\", en = \"Systems\" }\nweight = 3\n",
    );
    only(&heavy, Rule::MissingReason, false, ("model.toml", 36), "`a.x` weighs 3 where its siblings weigh 1, without a reason");
    let said = with_model(
        "name = { zh = \"系统域\", en = \"Systems\" }\nweight = 1\n",
        "name = { zh = \"系统域\", en = \"Systems\" }\nweight = 3\nweight_reason = { zh = \"更要紧\", en = \"Matters more\" }\n",
    );
    assert_eq!(told(&lint(&said)), Vec::<String>::new());
    let own = with_model("target = 55\n", "target = 55\nweights = { \"a.b\" = 2 }\n");
    only(&own, Rule::MissingReason, false, ("model.toml", 54), "`insurer` has weights of its own without a reason");
    let mut silent = model(MODEL, INDICATORS);
    silent.profiles[0].reason = Text::default();
    let rules: Vec<Rule> = lint(&silent).iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&Rule::MissingReason), "{rules:?}");
}

#[test]
fn translation_and_typography() {
    only(
        &with(r#"en = "Nothing is built without people""#, r#"en = "没人就做不成""#),
        Rule::Untranslated,
        false,
        ("a.toml", 32),
        "`why` “没人就做不成” has Chinese for English",
    );
    let mut missing = model(MODEL, INDICATORS);
    missing.summary.en = " ".to_owned();
    only(&missing, Rule::Untranslated, false, ("model.toml", 0), "has no English");
    let number = with(r#"en = "The range of the industry""#, r#"en = "银监发〔2011〕104号 sets the range of the industry""#);
    assert_eq!(told(&lint(&number)), Vec::<String>::new(), "a document number may stand in English");
    only(&with("没人就做不成", "没人,就做不成"), Rule::Typography, false, ("a.toml", 32), "has a half-width mark: “人,就”");
    only(
        &with("预案经高管会签发", "预案经 CEO签发"),
        Rule::Typography,
        false,
        ("a.toml", 56),
        "has a space beside a Latin letter or digit",
    );
}

#[test]
fn the_shipped_model_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evaluation_models/caict-value-2025");
    let files = std::fs::read_dir(&folder).expect("the model's folder").map(|entry| {
        let entry = entry.expect("an entry of the folder");
        (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).expect("a text file"))
    });
    let model = load(ModelSource::new(files)).expect("the shipped model is sound").model;
    let failing: Vec<Finding> = lint(&model).into_iter().filter(|finding| finding.fails).collect();
    assert_eq!(told(&failing), Vec::<String>::new());
}
