//! The use cases as window and command line call them.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AnswerPatch, ConfidenceView, EvidenceKindRequest, EvidenceRequest, Language, NodeState, SceneKind, SceneRequest, StrengthView, Theme,
    ValueView, WeightSchemeChoice,
};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError};
use std::sync::Arc;
use tempfile::TempDir;

const AI: &str = "technology_application.ai.enterprise_platform";

fn sample() -> (TempDir, Workbench) {
    let folder = tempfile::tempdir().expect("a folder");
    let folders = Folders { settings: Some(folder.path().join("settings")), documents: folder.path().to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    let mut workbench = Workbench::new(folders, Arc::new(clock)).expect("a workbench");
    workbench.open_sample().expect("the sample");
    (folder, workbench)
}

fn level(level: u8) -> AnswerPatch {
    AnswerPatch { value: Some(ValueView::Level { level }), confidence: None, rationale: None }
}

#[test]
fn the_sample_tells_its_story() {
    let (_folder, workbench) = sample();
    let engagement = workbench.engagement().expect("the sample");
    assert!(engagement.sample && engagement.peers.as_ref().is_some_and(|peers| peers.illustrative));
    let score = |id: &str| engagement.result.nodes.iter().find(|node| node.id == id).and_then(|node| node.score).expect("a score");
    assert!(score("technology_application") - score("economic_value") > 10.0, "capability is ahead of results");
    assert_eq!(engagement.result.gates, [], "no gate holds in the sample");
    let diagnosis = workbench.diagnosis().expect("a diagnosis");
    assert_eq!(diagnosis.findings[0].title.zh, "能力先行，成效滞后");
    assert!(diagnosis.findings[0].attention);
    assert_eq!((diagnosis.strengths.len(), diagnosis.gaps.len()), (5, 5));
    assert!(diagnosis.gaps.windows(2).all(|pair| pair[0].weighted <= pair[1].weighted), "the costliest gap first");
    assert!(!engagement.status.can_undo, "nobody has changed anything yet");
}

#[test]
fn a_change_is_told_and_undone_and_redone() {
    let (_folder, mut workbench) = sample();
    let before = workbench.result().expect("a result");
    let update = workbench.record_answer(AI, &level(1)).expect("recorded");
    assert_eq!(update.answers[0].value, ValueView::Level { level: 1 });
    assert_ne!(update.result.score, before.score);
    assert_eq!(update.change.expect("a change").message.zh, "B4.1已由L4改为L1");
    assert_eq!(update.status.saved_stamp, "2026-03-18 14:32");
    let undone = workbench.undo().expect("undone");
    assert_eq!(undone.result, before);
    assert_eq!(undone.change.expect("a change").message.en, "Undone: B4.1 changed from L1 to L4");
    assert_eq!(workbench.redo().expect("redone").result.score, update.result.score);
    let nothing = workbench.redo().expect("nothing to redo");
    assert_eq!((nothing.change, nothing.status.can_redo), (None, false));
}

#[test]
fn rationale_confidence_and_evidence_leave_the_value_alone() {
    let (_folder, mut workbench) = sample();
    let before = workbench.result().expect("a result").score;
    let patch = AnswerPatch { value: None, confidence: Some(ConfidenceView::Low), rationale: Some("=1+1 台账未见".to_owned()) };
    let update = workbench.record_answer(AI, &patch).expect("recorded");
    assert_eq!((update.result.score, update.answers[0].value.clone()), (before, ValueView::Level { level: 4 }));
    let evidence = EvidenceRequest {
        targets: vec![AI.to_owned()],
        kind: EvidenceKindRequest::Note,
        title: "验收报告".to_owned(),
        locator: "第3页".to_owned(),
        strength: StrengthView::Strong,
    };
    let added = workbench.save_evidence(None, &evidence).expect("added").update;
    let id = added.answers[0].evidence.iter().find(|piece| piece.title == "验收报告").expect("it is there").id;
    let removed = workbench.remove_evidence(id).expect("removed");
    assert!(removed.answers[0].evidence.iter().all(|piece| piece.id != id));
    assert!(workbench.save_evidence(None, &EvidenceRequest { title: " ".to_owned(), ..evidence }).is_err(), "evidence without a title");
}

#[test]
fn answers_that_do_not_fit_are_refused_and_nothing_moves() {
    let (_folder, mut workbench) = sample();
    let before = workbench.result().expect("a result");
    let number = |number: f64| AnswerPatch { value: Some(ValueView::Number { number }), confidence: None, rationale: None };
    let metric = "economic_value.input_output.it_investment_intensity";
    for (indicator, patch) in [
        (AI, level(9)),
        (AI, level(0)),
        (AI, number(3.0)),
        (metric, level(3)),
        (metric, number(f64::NAN)),
        ("nowhere", level(3)),
        ("root", level(3)),
    ] {
        assert!(workbench.record_answer(indicator, &patch).is_err(), "{indicator} {patch:?}");
    }
    assert_eq!(workbench.result().expect("a result"), before);
}

#[test]
fn every_number_explains_itself() {
    let (_folder, workbench) = sample();
    let engagement = workbench.engagement().expect("the sample");
    for node in &engagement.result.nodes {
        let explanation = workbench.explain(&node.id, WeightSchemeChoice::InForce).expect("an explanation");
        assert_eq!(explanation.score, node.score);
        assert!(!explanation.sentence.zh.is_empty() && !explanation.sentence.en.is_empty());
        if !explanation.parts.is_empty() && node.state == NodeState::Scored {
            let sum: f64 = explanation.parts.iter().filter_map(|part| part.contribution).sum();
            assert_eq!(Some(sum), node.score, "{}", node.id);
        }
    }
    assert!(matches!(workbench.explain("nowhere", WeightSchemeChoice::InForce), Err(WorkbenchError::UnknownNode(_))));
    let tried = workbench.what_if(AI).expect("what if");
    assert_eq!(tried.len(), 5);
    assert_eq!(tried[3].delta, 0.0, "the level it has moves nothing");
    assert!(tried[4].delta > 0.0 && tried[0].delta < 0.0);
}

#[test]
fn every_chart_in_every_shape() {
    let (_folder, workbench) = sample();
    for kind in [
        SceneKind::Radar,
        SceneKind::HeatMap,
        SceneKind::Waterfall,
        SceneKind::InvestmentBars,
        SceneKind::PeerPositions,
        SceneKind::IntensityGrowth,
        SceneKind::InvestmentTrend,
        SceneKind::Efficiency,
        SceneKind::CoverageMatrix,
    ] {
        for theme in [Theme::Light, Theme::Dark] {
            for language in [Language::Zh, Language::En] {
                let scene = workbench
                    .scene(&SceneRequest {
                        kind,
                        theme,
                        language,
                        width: 600,
                        height: 360,
                        compact: false,
                        policy: Some("cbirc-2022".to_owned()),
                        uncertainty: None,
                        benchmark: None,
                    })
                    .expect("a scene");
                assert!(scene.svg.starts_with("<svg") && !scene.svg.contains("style="), "{kind:?}");
                assert!(!scene.hotspots.is_empty() && !scene.rows.is_empty(), "{kind:?}");
                assert!(scene.source.ends_with(if language == Language::Zh { '。' } else { '.' }), "{}", scene.source);
            }
        }
    }
}

#[test]
fn targets_and_recent_files() {
    let (_folder, mut workbench) = sample();
    assert_eq!(workbench.result().expect("a result").target, 62.0);
    assert_eq!(workbench.set_target(Some(70.0)).expect("set").result.target, 70.0);
    assert!(workbench.set_target(Some(170.0)).is_err());
    assert_eq!(workbench.set_target(None).expect("back").result.target, 62.0);
    workbench.close().expect("closed");
    assert!(matches!(workbench.result(), Err(WorkbenchError::NothingOpen)));
    let start = workbench.start().expect("a start");
    assert_eq!(start.recent.len(), 1);
    assert!(start.recent[0].size.is_some_and(|size| size > 0.0) && start.recent[0].score.is_some());
    assert_eq!(workbench.forget_recent(&start.recent[0].path), []);
}

#[test]
fn a_path_that_is_taken_is_not_proposed() {
    let (folder, workbench) = sample();
    let first = workbench.suggest_path("某行/分行", 2025);
    assert_eq!(first, folder.path().join("某行_分行2025年度评估.shuheng"));
    std::fs::write(&first, "").expect("taken");
    assert_eq!(workbench.suggest_path("某行/分行", 2025), folder.path().join("某行_分行2025年度评估(2).shuheng"));
}
