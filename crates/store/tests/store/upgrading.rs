//! Moving the assessment to another copy of the model.

use std::collections::{BTreeMap, BTreeSet};

use shuheng_store::{
    Action, AnswerChange, Clock, Confidence, Engagement, Field, NewEvidence, NewRespondent, NewResponse, RespondentKind, ResponseOrigin,
    Said, StoreError, Strength, Subject, UndoSteps, UpgradePlan, Value,
};

use crate::support::{ACTOR, Place, clock, last_row, model, tables};

fn level(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level)).with_confidence(Some(Confidence::High)).with_rationale(format!("理由{level}"))
}

fn plan(moved: &[(&str, &str)], review: &[&str]) -> UpgradePlan {
    UpgradePlan {
        moved: moved.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect(),
        review: review.iter().map(|id| (*id).to_owned()).collect(),
    }
}

/// Answers `a`, `b`, `c` at levels 1, 2, 3, evidence on `a` and on a clause.
fn place() -> (Place, Engagement) {
    let (place, mut e) = Place::with_engagement();
    for (indicator, answer) in [("a", 1), ("b", 2), ("c", 3)] {
        e.record_answer(indicator, &level(answer), ACTOR).unwrap();
    }
    for about in ["a", "doc/1"] {
        let new = NewEvidence::note(about, "台账", "", Strength::Weak);
        e.add_evidence(&new, ACTOR).unwrap();
    }
    (place, e)
}

/// Indicator, value, whether it needs a new look.
type Line = (String, Option<Value>, bool);

fn levels(e: &Engagement) -> Vec<Line> {
    e.answers().unwrap().into_iter().map(|(indicator, answer)| (indicator, answer.value, answer.review)).collect()
}

fn level_of(indicator: &str, level: u8, review: bool) -> Line {
    (indicator.to_owned(), Some(Value::Level(level)), review)
}

#[test]
fn everything_follows_in_one_edit_that_undo_takes_back_and_redo_makes_again() {
    let (place, mut e) = place();
    let (before, seq_before) = (tables(&e, &[]), last_row(&e));
    let old = e.answers().unwrap()["a"].clone();
    let changes = e.upgrade_model(&model(2), &plan(&[("a", "x")], &["x", "b", "unanswered"]), ACTOR).unwrap();
    assert!(changes.iter().all(|change| change.action == Action::UpgradeModel && change.is_change()));
    let subjects: Vec<String> = changes.iter().map(|change| change.subject.to_string()).collect();
    assert_eq!(subjects, ["assessment", "answer:a", "answer:b", "answer:x", "evidence:1"]);

    let assessment = e.assessment().unwrap();
    assert_eq!((assessment.model_digest.as_str(), assessment.target), ("d2", Some(4.0)));
    assert_eq!(e.model_copy().unwrap(), model(2));
    assert_eq!(levels(&e), [level_of("b", 2, true), level_of("c", 3, false), level_of("x", 1, true)]);
    let moved = e.answers().unwrap()["x"].clone();
    assert_eq!(moved, shuheng_store::Answer { review: true, ..old }, "rationale, confidence and time came along");
    let about: Vec<String> = e.evidence().unwrap().into_iter().map(|piece| piece.about).collect();
    assert_eq!(about, ["x", "doc/1"]);
    let after = tables(&e, &[]);
    let upgrades = e.upgrades().unwrap();
    assert_eq!(upgrades.len(), 1);
    assert_eq!((upgrades[0].at, upgrades[0].seq_before), (clock().now(), seq_before));
    assert_eq!((upgrades[0].from.version.as_str(), upgrades[0].to.version.as_str()), ("1.0.0", "2.0.0"));
    assert_eq!(e.states_at(seq_before).unwrap(), before);

    e.close().unwrap();
    let mut e = place.open();
    assert_eq!(e.undo(ACTOR).unwrap().len(), changes.len());
    assert_eq!(e.model_copy().unwrap(), model(1));
    let mut undone = tables(&e, &[]);
    assert!(undone.remove(&Subject::Model(2)).is_some(), "the copy stays in the file");
    assert_eq!(undone, before);
    assert!(e.upgrades().unwrap().is_empty(), "what was taken back is not in force");
    assert!(e.verify().unwrap().is_clean());

    e.close().unwrap();
    let mut e = place.open();
    assert_eq!(e.redo(ACTOR).unwrap().len(), changes.len());
    assert_eq!(tables(&e, &[]), after);
    assert_eq!(e.upgrades().unwrap(), upgrades);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn places_can_be_changed_and_passed_on() {
    let (_place, mut e) = place();
    e.upgrade_model(&model(2), &plan(&[("a", "b"), ("b", "a")], &[]), ACTOR).unwrap();
    assert_eq!(levels(&e), [level_of("a", 2, false), level_of("b", 1, false), level_of("c", 3, false)]);
    // a → b → c → d: each takes the place that the next one leaves.
    e.upgrade_model(&model(3), &plan(&[("a", "b"), ("b", "c"), ("c", "d")], &["d"]), ACTOR).unwrap();
    assert_eq!(levels(&e), [level_of("b", 2, false), level_of("c", 1, false), level_of("d", 3, true)]);
    let versions: Vec<_> = e.upgrades().unwrap().into_iter().map(|upgrade| (upgrade.from.version, upgrade.to.version)).collect();
    assert_eq!(versions, [("1.0.0".into(), "2.0.0".into()), ("2.0.0".into(), "3.0.0".into())]);
    e.undo(ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    assert_eq!(levels(&e), [level_of("a", 1, false), level_of("b", 2, false), level_of("c", 3, false)]);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn an_answer_is_never_put_over_another_and_the_refusal_leaves_no_trace() {
    let (_place, mut e) = place();
    let (before, rows) = (tables(&e, &[]), last_row(&e));
    for (moved, from, onto) in [
        (&[("a", "x"), ("b", "x")][..], "b", "x"),
        (&[("a", "c")], "a", "c"),
        (&[("a", "b"), ("b", "c")], "b", "c"),
        (&[("a", "b"), ("b", "b")], "b", "b"),
    ] {
        let error = e.upgrade_model(&model(2), &plan(moved, &[]), ACTOR).unwrap_err();
        assert_eq!(error, StoreError::UpgradeConflict { from: from.into(), onto: onto.into() }, "{moved:?}");
        assert_eq!(error.code(), "SH-2132");
    }
    let blank = |field| StoreError::Blank { field };
    assert_eq!(e.upgrade_model(&model(2), &plan(&[("a", " ")], &[]), ACTOR).unwrap_err(), blank(Field::Indicator));
    assert_eq!(e.upgrade_model(&model(2), &plan(&[], &[""]), ACTOR).unwrap_err(), blank(Field::Indicator));
    assert_eq!(e.upgrade_model(&model(2), &UpgradePlan::default(), " ").unwrap_err(), blank(Field::Actor));
    let nameless = shuheng_store::ModelCopy { digest: String::new(), ..model(2) };
    assert_eq!(e.upgrade_model(&nameless, &UpgradePlan::default(), ACTOR).unwrap_err(), blank(Field::ModelDigest));
    assert_eq!((tables(&e, &[]), last_row(&e)), (before, rows));

    // Where nothing stands, nothing is lost.
    e.record_answer("b", &AnswerChange::clear(), ACTOR).unwrap();
    e.upgrade_model(&model(2), &plan(&[("a", "x"), ("b", "x"), ("c", "b")], &[]), ACTOR).unwrap();
    assert_eq!(levels(&e), [level_of("b", 3, false), level_of("x", 1, false)]);
}

#[test]
fn made_twice_it_does_nothing_the_second_time() {
    let (_place, mut e) = place();
    let swap = plan(&[("a", "b"), ("b", "a")], &["c"]);
    e.upgrade_model(&model(2), &swap, ACTOR).unwrap();
    let (before, rows) = (tables(&e, &[]), last_row(&e));
    assert!(e.upgrade_model(&model(2), &swap, ACTOR).unwrap().is_empty());
    assert_eq!((tables(&e, &[]), last_row(&e)), (before, rows));
}

#[test]
fn a_copy_is_put_into_the_file_once_and_counts_again_when_it_is_asked_for() {
    let (_place, mut e) = place();
    e.upgrade_model(&model(2), &UpgradePlan::default(), ACTOR).unwrap();
    e.upgrade_model(&model(1), &UpgradePlan::default(), ACTOR).unwrap();
    assert_eq!(e.model_copy().unwrap(), model(1));
    e.upgrade_model(&model(2), &UpgradePlan::default(), ACTOR).unwrap();
    // The same content in other words, as its digest says: the copy that is there stays as it is.
    let worded = shuheng_store::ModelCopy { files: BTreeMap::from([("model.toml".into(), "# 改写".into())]), ..model(1) };
    e.upgrade_model(&worded, &UpgradePlan::default(), ACTOR).unwrap();
    assert_eq!(e.model_copy().unwrap(), model(1));
    let digests: Vec<String> = e.models().unwrap().into_iter().map(|model| model.digest).collect();
    assert_eq!(digests, ["d1", "d2"]);
    assert_eq!(e.model_copy_of("d2").unwrap(), Some(model(2)));
    assert_eq!(e.model_copy_of("d3").unwrap(), None);
    assert_eq!(e.upgrades().unwrap().len(), 4);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn a_new_look_ends_when_a_value_is_recorded_or_the_answer_confirmed() {
    let (_place, mut e) = place();
    e.upgrade_model(&model(2), &plan(&[], &["a", "b", "c"]), ACTOR).unwrap();
    let review = |e: &Engagement| -> BTreeSet<String> {
        e.answers().unwrap().into_iter().filter(|(_, answer)| answer.review).map(|(indicator, _)| indicator).collect()
    };
    let ids = |ids: &[&str]| -> BTreeSet<String> { ids.iter().map(|id| (*id).to_owned()).collect() };
    e.record_answer("a", &AnswerChange::value(Value::Level(1)), ACTOR).unwrap();
    assert_eq!(review(&e), ids(&["b", "c"]));
    e.record_answer("b", &AnswerChange::default().with_rationale("补充"), ACTOR).unwrap();
    assert_eq!(review(&e), ids(&["b", "c"]));
    e.record_answer("b", &AnswerChange::confirm(), ACTOR).unwrap();
    assert_eq!(review(&e), ids(&["c"]));
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 9, redo: 0 });
    // What is still to be looked at stays so over a further upgrade that does not name it.
    e.upgrade_model(&model(3), &plan(&[("c", "d")], &[]), ACTOR).unwrap();
    assert_eq!(review(&e), ids(&["d"]));
    for _ in 0..4 {
        e.undo(ACTOR).unwrap();
    }
    assert_eq!(review(&e), ids(&["a", "b", "c"]));
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn shares_and_responses_follow_their_indicators() {
    let (_place, mut e) = place();
    let share = ["a".to_owned(), "c".to_owned()].into();
    e.add_respondent(&NewRespondent { name: "信息科技部".into(), kind: RespondentKind::Department, share }, ACTOR).unwrap();
    let said = |level| {
        let (confidence, rationale, evidence) = (None, String::new(), Vec::new());
        Some(Said { value: Some(Value::Level(level)), confidence, rationale, evidence, origin: ResponseOrigin::Typed })
    };
    let response = |indicator: &str, level| NewResponse { respondent: 1, indicator: indicator.into(), said: said(level) };
    e.record_responses(&[response("a", 2), response("c", 4)], &BTreeMap::new(), ACTOR).unwrap();
    let before = e.responses().unwrap();
    // a and c change places, so that each response has to move before the other takes its place.
    e.upgrade_model(&model(2), &plan(&[("a", "c"), ("c", "a")], &[]), ACTOR).unwrap();
    let levels: Vec<(String, Option<Value>)> =
        e.responses().unwrap().into_iter().map(|((_, indicator), response)| (indicator, response.value)).collect();
    assert_eq!(levels, [("a".to_owned(), Some(Value::Level(4))), ("c".to_owned(), Some(Value::Level(2)))]);
    e.undo(ACTOR).unwrap();
    assert_eq!(e.responses().unwrap(), before);
    e.upgrade_model(&model(2), &plan(&[("a", "x")], &[]), ACTOR).unwrap();
    assert_eq!(e.respondents().unwrap()[0].share, ["c".to_owned(), "x".to_owned()].into());
    assert_eq!(e.response_counts().unwrap(), [("c".to_owned(), 1), ("x".to_owned(), 1)].into());
}
