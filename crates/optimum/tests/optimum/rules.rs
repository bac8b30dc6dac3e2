//! What the words of a plan mean, and why a plan has no set.

use crate::support::{answer, draft, ids, indicator, initiative};
use shuheng_optimum::{Draft, Status};

/// The English reason why a plan has no set.
fn reason(plan: &Draft) -> String {
    let optimum = answer(plan);
    assert_eq!((optimum.status, optimum.objective, optimum.score_after), (Status::Infeasible, None, None));
    let reason = optimum.reason.expect("a reason");
    assert!(!reason.zh.is_empty() && !reason.zh.contains(' '), "{}", reason.zh);
    reason.en
}

fn mandatory(plan: &mut Draft, indices: &[usize]) {
    indices.iter().for_each(|index| plan.initiatives[*index].mandatory = true);
}

#[test]
fn an_uplift_counts_at_the_end_of_the_year_in_which_its_lag_is_over() {
    let mut plan = draft(3, &[10.0, 10.0, 10.0]);
    plan.objective = "average".to_owned();
    plan.indicators = vec![indicator("k", 1.0, 40.0)];
    plan.initiatives = vec![initiative("a", &[1.0, 1.0], 0.0)];
    plan.initiatives[0].uplift = vec![("k".to_owned(), 30.0)];
    // Two years of work from the first: 40, 70, 70.
    let optimum = answer(&plan);
    assert_eq!((optimum.objective, optimum.score_before, optimum.score_after), (Some(60.0), 40.0, Some(70.0)));
    assert_eq!((optimum.chosen[0].start.as_str(), optimum.chosen[0].finishes.as_deref()), ("2026", Some("2027")));
    assert_eq!(optimum.chosen[0].cost, [1.0, 1.0, 0.0]);
    // Three years until it counts: 40, 40, 70. Four: never within the plan, so that nothing is bought.
    plan.initiatives[0].lag = Some(3.0);
    assert_eq!(answer(&plan).objective, Some(50.0));
    plan.initiatives[0].lag = Some(4.0);
    assert_eq!(ids(&answer(&plan)), Vec::<&str>::new());
}

#[test]
fn lifts_add_up_and_stop_at_the_ceiling() {
    let mut plan = draft(1, &[10.0]);
    plan.indicators = vec![indicator("k", 2.0, 40.0), indicator("m", 2.0, 10.0)];
    plan.indicators[0].ceiling = 75.0;
    plan.initiatives = ["a", "b", "c"].map(|id| initiative(id, &[1.0], 0.0)).to_vec();
    plan.initiatives.iter_mut().for_each(|initiative| initiative.uplift = vec![("k".to_owned(), 20.0)]);
    let optimum = answer(&plan);
    assert_eq!(optimum.score_after, Some(42.5));
    assert_eq!(optimum.chosen.len(), 2, "a third would cost and lift nothing");
    assert_eq!(optimum.indicators[0].after, Some(75.0));
}

#[test]
fn equal_sets_cheapest_then_earliest() {
    let mut plan = draft(3, &[10.0, 10.0, 10.0]);
    plan.initiatives = vec![initiative("dear", &[5.0], 1.0), initiative("cheap", &[4.0], 1.0), initiative("other", &[8.0], 1.0)];
    plan.initiatives[0].excludes = vec!["cheap".to_owned()];
    let optimum = answer(&plan);
    let starts: Vec<(&str, &str)> = optimum.chosen.iter().map(|chosen| (chosen.id.as_str(), chosen.start.as_str())).collect();
    assert_eq!(starts, [("cheap", "2026"), ("other", "2027")], "both cannot start at once; the first in the plan goes first");
}

#[test]
fn decimal_fractions_fit_their_sum() {
    let mut plan = draft(1, &[0.3]);
    plan.initiatives = vec![initiative("a", &[0.1], 1.0), initiative("b", &[0.2], 1.0)];
    assert_eq!(ids(&answer(&plan)), ["a", "b"]);
}

#[test]
fn mandatory_initiatives_exceed_a_budget() {
    let mut plan = draft(2, &[100.0, 30.0]);
    plan.initiatives = vec![initiative("a", &[60.0, 20.0], 1.0), initiative("b", &[30.0, 25.0], 1.0), initiative("c", &[1.0], 1.0)];
    plan.initiatives[0].name = Some("数据底座".to_owned());
    mandatory(&mut plan, &[0, 1]);
    plan.frontier = vec![0.5, 1.0, 1.5];
    let told = reason(&plan);
    assert!(
        told.contains("`数据底座` (a), `b`") && told.contains("cost 45 万元 in 2027, 15 万元 more than its budget of 30 万元"),
        "{told}"
    );
    let statuses: Vec<Status> = answer(&plan).frontier.iter().map(|point| point.status).collect();
    assert_eq!(statuses, [Status::Infeasible, Status::Infeasible, Status::Optimal], "with half as much again it can be done");
}

#[test]
fn mandatory_initiatives_exclude_each_other() {
    let mut plan = draft(1, &[100.0]);
    plan.initiatives = vec![initiative("a", &[1.0], 1.0), initiative("b", &[1.0], 1.0), initiative("c", &[1.0], 1.0)];
    plan.initiatives[0].excludes = vec!["c".to_owned()];
    plan.initiatives[1].requires = vec!["c".to_owned()];
    mandatory(&mut plan, &[0, 1]);
    let told = reason(&plan);
    assert!(told.starts_with("The mandatory initiative `a` and `c` (required by `b`) exclude each other"), "{told}");
}

#[test]
fn a_requirement_starts_too_late() {
    let mut plan = draft(3, &[100.0, 100.0, 100.0]);
    plan.initiatives = vec![initiative("a", &[1.0], 1.0), initiative("b", &[1.0], 1.0)];
    plan.initiatives[0].requires_earlier = vec!["b".to_owned()];
    plan.initiatives[0].starts = Some(vec!["2026".to_owned(), "2027".to_owned()]);
    plan.initiatives[1].starts = Some(vec!["2027".to_owned()]);
    mandatory(&mut plan, &[0]);
    let told = reason(&plan);
    assert!(told.contains("`a` can start in 2026, 2027 only") && told.contains("`b`, which it requires, starts in 2027"), "{told}");
    plan.initiatives[0].mandatory = false;
    assert_eq!(ids(&answer(&plan)), ["b"], "what is not mandatory is left out");
}
