//! The page 对标: peers with provenance, groups, the choice among sources, own figures.

#![expect(clippy::expect_used, reason = "a test stops at what goes wrong")]

use shuheng_workbench::view::{
    AnswerPatch, BenchmarkFormat, BenchmarkRequest, BenchmarkView, ChoiceRule, Language, OwnFigureRequest, PeerGroup, PeerRowView,
    QualityView, SourceChoice, ValueView,
};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError, compare_figures};
use std::sync::Arc;
use tempfile::TempDir;

fn sample() -> (TempDir, Workbench) {
    let folder = tempfile::tempdir().expect("a folder");
    let folders = Folders { settings: Some(folder.path().join("settings")), documents: folder.path().to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    let mut workbench = Workbench::new(folders, Arc::new(clock)).expect("a workbench");
    workbench.create_sample(&folder.path().join("sample.shuheng")).expect("a sample");
    (folder, workbench)
}

fn request(metric: &str, year: i32, kinds: &[&str]) -> BenchmarkRequest {
    let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    BenchmarkRequest { metric: metric.to_owned(), year, group: PeerGroup { kinds, ..PeerGroup::default() } }
}

fn row<'a>(view: &'a BenchmarkView, id: &str) -> &'a PeerRowView {
    view.rows.iter().chain(&view.totals).find(|row| row.id == id).expect("a row")
}

#[test]
fn figures_of_2024_with_their_provenance() {
    let (_folder, workbench) = sample();
    let view = workbench.benchmark(None).expect("the page");
    assert_eq!((view.members, view.request.year, view.request.metric.as_str()), (56, 2024, "it_investment"));
    let icbc = row(&view, "icbc").figure.clone().expect("Table 3");
    assert_eq!((icbc.value, icbc.quality, icbc.locator.en.as_str()), (285.18, QualityView::Disclosed, "Table 3, p. 15"));
    let psbc = row(&view, "psbc").figure.clone().expect("a figure");
    assert_eq!((psbc.value, psbc.quality, psbc.interval), (122.96, QualityView::Press, None));
    assert!(psbc.alternatives.iter().any(|other| other.source_id == "it_investment_remainder" && other.value == 122.96));
    let ranks: Vec<u32> = view.rows.iter().filter_map(|row| row.rank).collect();
    assert!(ranks.windows(2).all(|pair| pair[0] <= pair[1]) && ranks[0] == 1, "{ranks:?}");
    assert!(view.rows.last().is_some_and(|row| row.figure.is_none()), "missing, not zero");
    assert_eq!(row(&view, "six_state_banks").figure.as_ref().map(|figure| figure.value), Some(1254.59));
    assert!(view.source.zh.starts_with("来源：中国信息通信研究院"), "{}", view.source.zh);
    assert!(view.sources.len() > 1 && view.sources[0].id == "caict-2025");
    let own = row(&view, "own").intensity.clone().expect("computed from own figures");
    assert_eq!((own.value, own.quality), (4.07, QualityView::SelfReported));
    assert_eq!(own.operands.len(), 2);
    let balances: Vec<f64> = view.priority_loans.iter().map(|row| row.value.value).collect();
    assert_eq!(balances, [448_000.0, 442_000.0, 398_000.0, 2162.0, 85_000.0]);
    assert_eq!(view.technology_sme_loans.iter().map(|row| row.value.value).collect::<Vec<_>>(), [24_500.0, 36_300.0]);
    assert_eq!(view.efficiency.missing, []);
    assert!(view.efficiency.own.is_some() && !view.efficiency.finding.zh.is_empty());
}

#[test]
fn shares_and_concentration_are_the_peers_alone() {
    let (_folder, workbench) = sample();
    let view = workbench.benchmark(Some(&request("it_investment", 2024, &["state_bank"]))).expect("the page");
    assert_eq!((view.members, view.sample), (6, 6));
    let total: f64 = view.rows.iter().filter_map(|row| row.share.as_ref()).map(|share| share.value).sum();
    assert!((total - 100.0).abs() < 0.05, "{total}");
    assert!(row(&view, "own").share.is_none());
    let found = view.concentration.expect("amounts");
    assert!(found.interval[0] <= found.value && found.value <= found.interval[1] && found.n == 6);
    let growth = workbench.benchmark(Some(&request("it_investment_growth", 2024, &["state_bank"]))).expect("the page");
    assert!(growth.concentration.is_none() && growth.rows.iter().all(|row| row.share.is_none()), "a growth is no amount");
}

#[test]
fn lower_bounds_conflicts_and_small_samples() {
    let (_folder, workbench) = sample();
    let bounds = workbench.benchmark(Some(&request("it_investment", 2025, &[]))).expect("the page");
    assert!(row(&bounds, "six_state_banks").figure.as_ref().is_some_and(|figure| figure.lower_bound));
    let disputed = workbench.benchmark(Some(&request("it_investment_to_revenue", 2024, &["state_bank"]))).expect("the page");
    assert!(row(&disputed, "bocom").figure.as_ref().is_some_and(|figure| figure.conflicting) && disputed.conflicts >= 1);
    let strip = disputed.positions.first().expect("a strip");
    assert!(strip.n < 8 && strip.quartiles.is_none() && strip.percentile.is_none());
    let all = workbench.benchmark(Some(&request("it_investment", 2021, &[]))).expect("the page");
    let strip = all.positions.first().expect("a strip");
    assert!(strip.n >= 20 && strip.tails.is_some(), "{}", strip.n);
    let none = workbench.benchmark(Some(&request("it_investment", 2024, &["insurance"]))).expect("the page");
    assert_eq!((none.members, none.sample), (3, 0));
    assert!(none.concentration.is_none());
    assert!(matches!(workbench.benchmark(Some(&request("spend", 2024, &[]))), Err(WorkbenchError::UnknownMetric { .. })));
}

#[test]
fn a_saved_group_is_kept_renamed_removed_and_undone() {
    let (folder, mut workbench) = sample();
    let group = PeerGroup { kinds: vec!["state_bank".to_owned()], left_out: vec!["psbc".to_owned()], ..PeerGroup::default() };
    let saved = workbench.save_peer_group(None, " 五大行 ", &group).expect("saved");
    assert_eq!(saved.change.expect("a change").message.zh, "同业组“五大行”已添加");
    let groups = workbench.benchmark(None).expect("the page").groups;
    assert_eq!((groups[0].name.as_str(), groups[0].size, &groups[0].group), ("五大行", 5, &group));
    let compared = compare_figures(&workbench, "it_investment", None, "五大行").expect("compared");
    assert_eq!((compared.members, compared.sample), (5, 5));
    assert!(matches!(compare_figures(&workbench, "it_investment", None, "六大行"), Err(WorkbenchError::Field { .. })));
    workbench.close().expect("closed");
    workbench.open(&folder.path().join("sample.shuheng")).expect("opened");
    workbench.remove_peer_group(groups[0].id).expect("removed");
    assert!(workbench.benchmark(None).expect("the page").groups.is_empty());
    workbench.undo().expect("undone");
    assert_eq!(workbench.benchmark(None).expect("the page").groups.len(), 1);
    assert!(workbench.save_peer_group(None, " ", &group).is_err());
}

#[test]
fn the_rule_and_single_choices_decide_and_can_be_undone() {
    let (_folder, mut workbench) = sample();
    let asked = request("it_investment_to_revenue", 2024, &["state_bank"]);
    let bocom = |workbench: &Workbench| {
        let view = workbench.benchmark(Some(&asked)).expect("the page");
        row(&view, "bocom").figure.clone().expect("a figure").value
    };
    assert_eq!(bocom(&workbench), 5.41);
    let changed = workbench.set_choice_rule(ChoiceRule::Lowest).expect("set");
    assert_eq!(changed.change.expect("a change").message.zh, "同业数据的来源选择已修改");
    assert_eq!(bocom(&workbench), 4.4);
    let choice = |source: &str| SourceChoice {
        institution: "bocom".to_owned(),
        year: 2024,
        metric: "it_investment_to_revenue".to_owned(),
        source: source.to_owned(),
    };
    workbench.choose_source(&choice("zqrb-20250401"), true).expect("chosen");
    assert_eq!(bocom(&workbench), 5.41, "a choice stands above the rule");
    assert!(workbench.choose_source(&choice("cib-ir"), true).is_err(), "no such value");
    workbench.choose_source(&choice("zqrb-20250401"), false).expect("back to the rule");
    assert_eq!(bocom(&workbench), 4.4);
    for _ in 0..3 {
        workbench.undo().expect("undone");
    }
    assert_eq!(bocom(&workbench), 5.41);
}

#[test]
fn own_figures_are_entered_once_and_answer_their_indicator() {
    let (_folder, mut workbench) = sample();
    let set = |workbench: &mut Workbench, metric: &str, year: i32, value: Option<f64>| {
        workbench.set_own_figure(&OwnFigureRequest { metric: metric.to_owned(), year, value })
    };
    // The assessment asks for the last financial year that is closed.
    let year = workbench.engagement().expect("open").year - 1;
    let indicator = "economic_value.input_output.it_investment_intensity";
    let clear = AnswerPatch { value: Some(ValueView::Unanswered), confidence: None, rationale: None };
    workbench.record_answer(indicator, &clear).expect("cleared");
    set(&mut workbench, "operating_revenue", year, Some(1000.0)).expect("entered");
    set(&mut workbench, "it_investment", year, Some(50.0)).expect("entered");
    let answer = |workbench: &Workbench| {
        let answers = workbench.engagement().expect("open").answers;
        answers.into_iter().find(|answer| answer.indicator == indicator).expect("the indicator").value
    };
    assert_eq!(answer(&workbench), ValueView::Number { number: 5.0 });
    let told = workbench.own_metric(indicator).expect("an indicator").expect("both figures are there");
    assert_eq!((told.value, told.year, told.formula.is_some()), (5.0, 2024, true));
    assert_eq!(workbench.own_metric("technology_application.core.core_systems").expect("an indicator"), None);
    workbench.undo().expect("undone");
    assert_ne!(answer(&workbench), ValueView::Number { number: 5.0 }, "figure and answer in one step");
    set(&mut workbench, "it_investment", year, Some(50.0)).expect("entered");

    let page = |workbench: &Workbench| workbench.benchmark(None).expect("the page");
    set(&mut workbench, "it_investment", 2024, Some(300.0)).expect("entered");
    let larger = page(&workbench);
    assert_eq!((larger.rows[0].id.as_str(), larger.rows[0].rank), ("own", Some(1)));
    set(&mut workbench, "it_investment", 2024, Some(320_000.0)).expect("entered");
    let slipped = page(&workbench);
    let entered = slipped.own_figures.iter().find(|figure| (figure.metric.as_str(), figure.year) == ("it_investment", 2024));
    let slip = entered.and_then(|figure| figure.slip.clone()).expect("a slip of the unit");
    assert_eq!(slip.suggestion, 32.0);
    for (metric, value) in [("it_investment", f64::INFINITY), ("it_investment", -1.0), ("it_staff_share", 101.0), ("spend", 1.0)] {
        assert!(set(&mut workbench, metric, 2024, Some(value)).is_err(), "{metric} {value}");
    }
    assert!(set(&mut workbench, "it_investment", 20_024, Some(1.0)).is_err());
    set(&mut workbench, "it_investment", 2024, None).expect("removed");
    let gone = page(&workbench);
    assert!(row(&gone, "own").figure.is_none() && row(&gone, "own").rank.is_none(), "missing, not zero");
}

#[test]
fn exports_name_their_sources() {
    let (folder, workbench) = sample();
    let out = folder.path().join("out").display().to_string();
    for format in [BenchmarkFormat::Csv, BenchmarkFormat::Json, BenchmarkFormat::Xlsx] {
        let written = workbench.export_benchmark(&request("it_investment", 2024, &[]), &out, format, Language::Zh).expect("written");
        let path = &written.files[0].path;
        let bytes = std::fs::read(path).expect("a file");
        if format == BenchmarkFormat::Xlsx {
            assert!(bytes.starts_with(b"PK"));
        } else {
            let text = String::from_utf8(bytes).expect("UTF-8");
            assert!(text.contains("来源：中国信息通信研究院") && text.contains("搜狐财经"), "{path}");
        }
    }
    let charts = workbench.export_benchmark(&request("it_investment", 2024, &[]), &out, BenchmarkFormat::Charts, Language::Zh);
    let files = charts.expect("written").files;
    assert_eq!(files.len(), 10, "five charts, each as SVG and PNG");
    for file in files {
        let bytes = std::fs::read(&file.path).expect("a file");
        if file.file_name.ends_with(".svg") {
            assert!(String::from_utf8(bytes).expect("UTF-8").contains("来源：中国信息通信研究院"), "{}", file.file_name);
        } else {
            assert!(bytes.starts_with(b"\x89PNG"), "{}", file.file_name);
        }
    }
}
