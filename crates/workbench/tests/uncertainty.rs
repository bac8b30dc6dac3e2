//! How far the sample's result can be relied on, and the questions that have no answer.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AnswerPatch, ConfidenceView, FactorView, NewEngagementRequest, UncertaintyRequest, UncertaintyView, ValueView, WeightSpreadView,
};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError};
use std::num::NonZeroUsize;
use std::sync::Arc;
use tempfile::TempDir;

const AI: &str = "technology_application.ai.enterprise_platform";

fn workbench() -> (TempDir, Workbench) {
    let folder = tempfile::tempdir().expect("a folder");
    let folders = Folders { settings: None, documents: folder.path().to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    (folder, Workbench::new(folders, Arc::new(clock)).expect("a workbench"))
}

fn empty() -> (TempDir, Workbench) {
    let (folder, mut workbench) = workbench();
    let request = NewEngagementRequest {
        path: folder.path().join("a.shuheng").display().to_string(),
        institution: "某行".to_owned(),
        kind: "city_bank".to_owned(),
        year: 2025,
        model: "caict-value-2025".to_owned(),
    };
    workbench.create(&request).expect("created");
    (folder, workbench)
}

fn ask(workbench: &Workbench, request: &UncertaintyRequest) -> UncertaintyView {
    workbench.uncertainty().expect("open").view(request, None).expect("a view")
}

fn patch(value: ValueView, confidence: Option<ConfidenceView>) -> AnswerPatch {
    AnswerPatch { value: Some(value), confidence, rationale: None }
}

#[test]
fn the_sample_has_an_interval_around_its_score() {
    let (_folder, mut workbench) = workbench();
    let sample = workbench.open_sample().expect("the sample");
    let score = sample.result.score.expect("a score");
    let view = ask(&workbench, &UncertaintyRequest::default());
    let root = &view.nodes[0];
    assert_eq!((root.id.as_str(), root.score), ("root", score));
    assert!(root.p05 < score && score < root.p95 && root.p95 - root.p05 < 20.0, "{root:?}");
    assert!(view.headline.as_ref().is_some_and(|told| told.zh.starts_with(&format!("得分{score:.1}，90%区间"))), "{:?}", view.headline);
    assert!((root.levels.iter().flatten().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(view.tornado.len(), 15);
    assert!(view.tornado.windows(2).all(|pair| pair[0].swing >= pair[1].swing));
    assert_eq!(view.sobol, None, "only on demand");
    let (one, many) = (NonZeroUsize::MIN, NonZeroUsize::new(5));
    let known = workbench.uncertainty().expect("open");
    let of = |threads| known.view(&UncertaintyRequest { draws: 333, ..UncertaintyRequest::default() }, threads).expect("a view");
    assert_eq!(of(Some(one)), of(many), "threads change nothing");
}

#[test]
fn surer_answers_narrow_the_interval() {
    let (_folder, mut workbench) = workbench();
    let sample = workbench.open_sample().expect("the sample");
    let width = |workbench: &Workbench| {
        let root =
            ask(workbench, &UncertaintyRequest { weights: WeightSpreadView::None, ..UncertaintyRequest::default() }).nodes[0].clone();
        root.p95 - root.p05
    };
    let mut all = |confidence| {
        for answer in &sample.answers {
            let sure = AnswerPatch { value: None, confidence: Some(confidence), rationale: None };
            workbench.record_answer(&answer.indicator, &sure).expect("recorded");
        }
        width(&workbench)
    };
    let (low, medium, high) = (all(ConfidenceView::Low), all(ConfidenceView::Medium), all(ConfidenceView::High));
    assert!(high < medium && medium < low, "{high} {medium} {low}");
}

#[test]
fn sensitivity_indices_on_demand() {
    let (_folder, mut workbench) = empty();
    workbench.record_answer(AI, &patch(ValueView::Level { level: 3 }, None)).expect("recorded");
    let request = UncertaintyRequest { sobol: true, draws: 100, ..UncertaintyRequest::default() };
    let sobol = ask(&workbench, &request).sobol.expect("asked for");
    assert_eq!(sobol.rows.len(), 1, "one answer, and no weights that share anything");
    let row = &sobol.rows[0];
    assert_eq!((row.factor, row.id.as_str()), (FactorView::Answer, AI));
    assert!((row.first - 1.0).abs() < 4.0 * row.first_error && (row.total - 1.0).abs() < 4.0 * row.total_error, "{row:?}");
}

#[test]
fn nothing_to_be_uncertain_of() {
    let (_folder, mut workbench) = empty();
    let request = UncertaintyRequest { sobol: true, ..UncertaintyRequest::default() };
    let nothing = ask(&workbench, &request);
    assert_eq!((nothing.headline, nothing.nodes.len(), nothing.tornado.len()), (None, 0, 0));
    assert!(nothing.sobol.is_some_and(|sobol| sobol.rows.is_empty() && sobol.note.zh.contains("没有")));

    for answer in workbench.engagement().expect("open").answers {
        workbench.record_answer(&answer.indicator, &patch(ValueView::NotApplicable, None)).expect("recorded");
    }
    assert_eq!(ask(&workbench, &request).headline, None, "all 不适用");

    workbench.record_answer(AI, &patch(ValueView::Level { level: 5 }, Some(ConfidenceView::High))).expect("recorded");
    let one = ask(&workbench, &request);
    let root = &one.nodes[0];
    assert_eq!((root.score, root.p05, root.p95), (100.0, 75.0, 100.0), "L5 can only be too high");
    assert_eq!((one.tornado.len(), one.tornado[0].low), (1, 75.0));
}

#[test]
fn questions_out_of_bounds_are_refused() {
    let (_folder, workbench) = empty();
    let known = workbench.uncertainty().expect("open");
    for draws in [0, 99, 100_001, 1_000_000_000] {
        let refused = known.view(&UncertaintyRequest { draws, ..UncertaintyRequest::default() }, None);
        assert!(refused.is_err_and(|error| error.message().zh.contains("不在100至100000之间")), "{draws}");
    }
    for share in [-0.1, 1.5, f64::NAN] {
        let weights = WeightSpreadView::Relative { share };
        let refused = known.view(&UncertaintyRequest { weights, ..UncertaintyRequest::default() }, None);
        assert!(matches!(refused, Err(WorkbenchError::Field { .. })), "{share}");
    }
}
