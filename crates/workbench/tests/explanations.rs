//! Explanations of numbers through the use cases, with the figures worked out by hand.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AnswerPatch, AnswerScaleView, ConfidenceView, ExplanationView, GroupWeighing, NodeState, ValueView, Weighing, WeightScheme,
    WeightSchemeChoice,
};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError};
use std::sync::Arc;
use tempfile::TempDir;

const AI: &str = "technology_application.ai";
const PLATFORM: &str = "technology_application.ai.enterprise_platform";
const LARGE_MODELS: &str = "technology_application.ai.large_model_scenarios";
const AGENTS: &str = "technology_application.ai.agents_rpa";
const FUSION: &str = "technology_application.ai.ai_fusion";
const AI_GOVERNANCE: &str = "organizational_sustainability.security.ai_governance";

fn sample() -> (TempDir, Workbench) {
    let folder = tempfile::tempdir().expect("a folder");
    let folders = Folders { settings: Some(folder.path().join("settings")), documents: folder.path().to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    let mut workbench = Workbench::new(folders, Arc::new(clock)).expect("a workbench");
    workbench.open_sample().expect("the sample");
    (folder, workbench)
}

fn answer(workbench: &mut Workbench, id: &str, value: ValueView) {
    let patch = AnswerPatch { value: Some(value), confidence: Some(ConfidenceView::High), rationale: None };
    workbench.record_answer(id, &patch).expect("recorded");
}

fn explain(workbench: &Workbench, node: &str) -> ExplanationView {
    workbench.explain(node, WeightSchemeChoice::InForce).expect("an explanation")
}

/// The four indicators of B4 weigh the same: 25% each. One is 不适用, so that 1/3 is left for each of the others; one is unanswered, so
/// that 1/2 is left for the last two, with 100 and 75 points. Their mean is 87.5, L5, and the gate makes it L3.
#[test]
fn weights_that_changed_hands_and_a_level_under_a_gate() {
    let (_folder, mut workbench) = sample();
    answer(&mut workbench, PLATFORM, ValueView::Level { level: 5 });
    answer(&mut workbench, LARGE_MODELS, ValueView::Level { level: 4 });
    answer(&mut workbench, AGENTS, ValueView::Unanswered);
    answer(&mut workbench, FUSION, ValueView::NotApplicable);
    answer(&mut workbench, AI_GOVERNANCE, ValueView::Level { level: 2 });
    let told = explain(&workbench, AI);
    assert_eq!((told.score, told.exact_score.as_str(), told.method.as_str()), (Some(87.5), "87.5", "arithmetic"));
    assert_eq!(told.formula.as_deref(), Some("0.5 × 100 + 0.5 × 75 = 87.5"));
    let thousandths = |share: f64| (share * 1000.0).round();
    let weights: Vec<[f64; 3]> =
        told.parts.iter().map(|part| [part.declared_weight, part.applicable_weight, part.scored_weight].map(thousandths)).collect();
    assert_eq!(weights, [[250.0, 333.0, 500.0], [250.0, 333.0, 500.0], [250.0, 333.0, 0.0], [250.0, 0.0, 0.0]]);
    assert_eq!(told.parts.iter().map(|part| part.contribution).collect::<Vec<_>>(), [Some(50.0), Some(37.5), None, None]);
    let transfers: Vec<_> = told
        .transfers
        .iter()
        .map(|gift| {
            let to: Vec<_> = gift.to.iter().map(|to| (to.id.as_str(), thousandths(to.weight))).collect();
            (gift.from.as_str(), gift.cause, to)
        })
        .collect();
    let third = 83.0;
    assert_eq!(
        transfers,
        [
            (FUSION, NodeState::NotApplicable, vec![(PLATFORM, third), (LARGE_MODELS, third), (AGENTS, third)]),
            (AGENTS, NodeState::Unanswered, vec![(PLATFORM, 167.0), (LARGE_MODELS, 167.0)]),
        ]
    );
    let level = &told.level;
    assert_eq!((level.before_gate, level.after_gate, level.gates.len()), (Some(5), Some(3), 1));
    assert_eq!((level.gates[0].watch.as_str(), level.gates[0].watch_score, level.gates[0].below), (AI_GOVERNANCE, 25.0, 50.0));
    assert_eq!(level.cut_offs.iter().map(|cut| cut.from).collect::<Vec<_>>(), [0.0, 20.0, 40.0, 60.0, 80.0]);
    assert_eq!(thousandths(level.coverage), 667.0);
    let root = explain(&workbench, "root").level;
    assert_eq!(
        root.idle_gates.iter().map(|gate| (gate.id.as_str(), gate.cap)).collect::<Vec<_>>(),
        [("value-first", 3), ("security-floor", 3)]
    );
}

/// Every column of the explanation adds up to what is shown above it, and a part says the same where it is explained itself.
#[test]
fn listed_contributions_add_up() {
    let (_folder, workbench) = sample();
    let tenths = |points: Option<f64>| points.map_or(0, |points| (points * 10.0).round() as i64);
    let mut overall_of_leaves = 0;
    for node in &workbench.engagement().expect("the sample").result.nodes {
        let told = explain(&workbench, &node.id);
        let standing = told.standing.as_ref().map(|standing| &standing.part);
        let above = standing.map_or(told.score, |part| part.listed_overall_contribution);
        if told.parts.is_empty() {
            overall_of_leaves += tenths(above);
            continue;
        }
        let sum = |of: fn(&_) -> Option<f64>| told.parts.iter().map(|part| tenths(of(part))).sum::<i64>();
        assert_eq!(sum(|part| part.listed_contribution), tenths(told.score), "{}", node.id);
        assert_eq!(sum(|part| part.listed_overall_contribution), tenths(above), "{}", node.id);
        for part in &told.parts {
            let own = explain(&workbench, &part.id).standing.expect("a place");
            assert_eq!((own.parent.as_str(), &own.part), (node.id.as_str(), part));
            let off = |exact: Option<f64>, listed: Option<f64>| exact.zip(listed).map_or(0.0, |(exact, listed)| (exact - listed).abs());
            assert!(off(part.contribution, part.listed_contribution) < 0.1 + 1e-9, "{}", part.id);
        }
    }
    assert_eq!(overall_of_leaves, tenths(explain(&workbench, "root").score));
}

#[test]
fn an_indicator_tells_answer_scale_and_source() {
    let (_folder, mut workbench) = sample();
    answer(&mut workbench, PLATFORM, ValueView::Level { level: 4 });
    let told = explain(&workbench, PLATFORM);
    let answered = told.answer.expect("an answer");
    assert_eq!((answered.value.zh.as_str(), answered.confidence), ("L4", Some(ConfidenceView::High)));
    let AnswerScaleView::Rubric { points } = answered.scale else { unreachable!("B4.1 is a rubric") };
    assert_eq!(
        points.iter().map(|level| (level.points, level.chosen)).collect::<Vec<_>>(),
        [(0.0, false), (25.0, false), (50.0, false), (75.0, true), (100.0, false)]
    );
    assert!(told.sources.iter().any(|source| source.document.zh == "CAICT 2025" && !source.locator.en.is_empty()));
    assert_eq!(told.standing.expect("a place").parent, AI);
}

/// The sample's cost–income ratio of 36.15% between 45% (0) and 25% (100): 8.85 of 20 percentage points are 44.25.
#[test]
fn a_metric_tells_its_goalposts() {
    let (_folder, workbench) = sample();
    let told = explain(&workbench, "economic_value.input_output.cost_income_ratio");
    assert_eq!((told.formula.as_deref(), told.exact_score.as_str()), (Some("(45 − 36.15) ÷ (45 − 25) × 100 = 44.25"), "44.25"));
    let answered = told.answer.expect("an answer");
    let AnswerScaleView::Goalposts { unit, zero, hundred, logarithmic, caps, .. } = answered.scale else { unreachable!("it is a metric") };
    assert_eq!((unit.as_str(), zero, hundred, logarithmic, caps), ("%", 45.0, 25.0, false, true));
    assert_eq!(answered.value.en, "36.15%");
}

/// With dimensions weighed 1 : 1 : 2 the overall score is a quarter of each of the first two and half of the third.
#[test]
fn a_scheme_explains_its_own_score() {
    let (_folder, mut workbench) = sample();
    let weights = workbench.weights().expect("weights");
    let members = weights.groups[0].members.clone();
    let groups = vec![GroupWeighing { parent: "root".to_owned(), members, weighing: Weighing::Given { weights: vec![1.0, 1.0, 2.0] } }];
    let saved = workbench.save_weights(None, &WeightScheme { name: "研讨会".to_owned(), groups }).expect("saved");
    let id = saved.saved.expect("a number");
    let told = workbench.explain("root", WeightSchemeChoice::Saved { id }).expect("an explanation");
    assert_eq!(told.scheme.as_ref().map(|name| name.zh.as_str()), Some("研讨会"));
    let scores: Vec<f64> = told.parts.iter().filter_map(|part| part.score).collect();
    let by_hand = 0.25 * scores[0] + 0.25 * scores[1] + 0.5 * scores[2];
    assert!(told.score.is_some_and(|score| (score - by_hand).abs() < 1e-9));
    let listed = saved.weights.schemes.last().expect("the scheme").score;
    assert_eq!(told.score, listed);
    for (choice, kind) in [(WeightSchemeChoice::Declared, 1), (WeightSchemeChoice::Equal, 2)] {
        assert_eq!(workbench.explain("root", choice).expect("an explanation").score, weights.schemes[kind].score);
    }
    assert!(matches!(workbench.explain("root", WeightSchemeChoice::Saved { id: id + 1 }), Err(WorkbenchError::Field { .. })));
}
