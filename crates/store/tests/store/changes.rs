//! Recording, taking back, and what is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::TimeDelta;
use shuheng_store::{
    Action, AnswerChange, Clock, Confidence, Engagement, Field, Figure, NewEvidence, PeerReference, State, StoreError, Strength, Subject,
    UndoSteps, Value,
};

use crate::support::{ACTOR, Place, clock, new_engagement};

fn level(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level))
}

#[test]
fn a_patch_sets_what_it_names_and_leaves_the_rest() {
    let place = Place::new();
    let clock = clock();
    let mut e = Engagement::create(&place.file, &new_engagement(), Arc::clone(&clock) as Arc<dyn Clock>).unwrap();
    let why = level(3).with_confidence(Some(Confidence::High)).with_rationale("访谈与制度文件");
    let change = e.record_answer("a", &why, ACTOR).unwrap();
    assert_eq!((change.action, change.before.is_none()), (Action::Answer, true));

    clock.advance(TimeDelta::minutes(5));
    e.record_answer("a", &level(4), ACTOR).unwrap();
    let answer = e.answers().unwrap()["a"].clone();
    assert_eq!(answer.value, Some(Value::Level(4)));
    assert_eq!((answer.confidence, answer.rationale.as_str()), (Some(Confidence::High), "访谈与制度文件"));
    assert_eq!(answer.updated_at, clock.now());
    assert_eq!(e.saved_at().unwrap(), clock.now());

    let cleared = AnswerChange { value: Some(None), ..AnswerChange::default() };
    e.record_answer("a", &cleared, ACTOR).unwrap();
    let answer = e.answers().unwrap()["a"].clone();
    assert_eq!((answer.value, answer.rationale.as_str()), (None, "访谈与制度文件"));

    e.record_answer("a", &AnswerChange::clear(), ACTOR).unwrap();
    assert!(e.answers().unwrap().is_empty(), "an answer of which nothing is left is none");
    assert_eq!(e.history(&Subject::answer("a")).unwrap().len(), 4);
}

#[test]
fn a_patch_that_alters_nothing_leaves_no_trace() {
    let (_place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(3), ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    let rows = e.verify().unwrap().audit_rows;
    assert!(!e.record_answer("b", &AnswerChange::clear(), ACTOR).unwrap().is_change());
    assert_eq!(e.verify().unwrap().audit_rows, rows);
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 0, redo: 1 }, "nothing new, so redo stays");
}

#[test]
fn every_kind_of_value_comes_back_bit_for_bit() {
    let (place, mut e) = Place::with_engagement();
    let numbers = [0.1 + 0.2, 1e300, -1e-300, f64::MIN_POSITIVE, f64::MAX, 123_456_789.123_456_79, 5e-324];
    for (index, number) in numbers.iter().enumerate() {
        e.record_answer(&format!("n{index}"), &AnswerChange::value(Value::Number(*number)), ACTOR).unwrap();
    }
    let items = Value::Items(BTreeSet::from(["乙".to_owned(), "甲".to_owned()]));
    e.record_answer("i", &AnswerChange::value(items.clone()), ACTOR).unwrap();
    e.record_answer("x", &AnswerChange::value(Value::NotApplicable), ACTOR).unwrap();
    for _ in 0..numbers.len() + 2 {
        e.undo(ACTOR).unwrap();
    }
    assert!(e.answers().unwrap().is_empty());
    for _ in 0..numbers.len() + 2 {
        e.redo(ACTOR).unwrap();
    }
    e.close().unwrap();
    let answers = place.open().answers().unwrap();
    for (index, number) in numbers.iter().enumerate() {
        assert_eq!(answers[&format!("n{index}")].value, Some(Value::Number(*number)));
    }
    assert_eq!(answers["i"].value, Some(items));
    assert_eq!(answers["x"].value, Some(Value::NotApplicable));
}

#[test]
fn refused_input_leaves_no_trace_and_spoils_its_whole_batch() {
    let (_place, mut e) = Place::with_engagement();
    let rows = e.verify().unwrap().audit_rows;
    let number = |number| AnswerChange::value(Value::Number(number));
    let long = AnswerChange::default().with_rationale("长".repeat(20_001));
    for (change, error) in [
        (number(f64::NAN), StoreError::NotFinite { field: Field::AnswerNumber }),
        (number(f64::INFINITY), StoreError::NotFinite { field: Field::AnswerNumber }),
        (long, StoreError::TooLong { field: Field::Rationale, limit: 20_000, actual: 20_001 }),
    ] {
        assert_eq!(e.record_answer("a", &change, ACTOR).unwrap_err(), error);
        let batch = BTreeMap::from([("a".to_owned(), level(2)), ("b".to_owned(), change)]);
        assert_eq!(e.record_answers(&batch, ACTOR).unwrap_err(), error);
    }
    assert_eq!(e.record_answer("", &level(1), ACTOR).unwrap_err(), StoreError::Blank { field: Field::Indicator });
    assert_eq!(e.record_answer("a", &level(1), " ").unwrap_err(), StoreError::Blank { field: Field::Actor });
    let figure = Figure { year: 2024, metric: "m".into(), value: f64::NAN, unit: "%".into(), note: String::new() };
    assert_eq!(e.set_figure(&figure, ACTOR).unwrap_err(), StoreError::NotFinite { field: Field::FigureValue });
    assert_eq!(e.set_target(Some(f64::NAN), ACTOR).unwrap_err(), StoreError::NotFinite { field: Field::Target });
    assert!(e.answers().unwrap().is_empty());
    assert_eq!(e.verify().unwrap().audit_rows, rows);
    e.record_answer("a", &AnswerChange::default().with_rationale("长".repeat(20_000)), ACTOR).unwrap();
}

#[test]
fn a_batch_is_undone_in_one_step_also_after_reopening() {
    let (place, mut e) = Place::with_engagement();
    let batch: BTreeMap<_, _> = (0..40).map(|n| (format!("i{n:02}"), level(n % 5 + 1))).collect();
    assert_eq!(e.record_answers(&batch, ACTOR).unwrap().len(), 40);
    e.record_answer("i00", &level(5), ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    e.close().unwrap();

    let mut e = place.open();
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 1, redo: 1 });
    let undone = e.undo(ACTOR).unwrap();
    assert_eq!(undone.len(), 40);
    assert!(undone.iter().all(|change| change.action == Action::Undo && change.after.is_none()));
    assert!(e.answers().unwrap().is_empty());
    assert!(e.undo(ACTOR).unwrap().is_empty(), "the making of the file cannot be undone");
    e.close().unwrap();

    let mut e = place.open();
    assert_eq!(e.redo(ACTOR).unwrap().len(), 40);
    e.redo(ACTOR).unwrap();
    assert!(e.redo(ACTOR).unwrap().is_empty());
    assert_eq!(e.answers().unwrap()["i00"].value, Some(Value::Level(5)));
    e.undo(ACTOR).unwrap();
    e.record_answer("z", &level(1), ACTOR).unwrap();
    assert_eq!(e.undo_steps().unwrap().redo, 0, "a new change clears the redo side");
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn everything_else_is_set_listed_removed_and_undone() {
    let (_place, mut e) = Place::with_engagement();
    let new = NewEvidence::note("a", "董事会决议", "2025-17 号，第 3 页", Strength::Strong);
    let added = e.add_evidence(&new, ACTOR).unwrap();
    let Some(State::Evidence(first)) = added.after else { panic!("no evidence") };
    assert_eq!(e.evidence().unwrap(), std::slice::from_ref(&first));
    e.remove_evidence(first.id, ACTOR).unwrap();
    assert_eq!(e.remove_evidence(first.id, ACTOR).unwrap_err(), StoreError::Unknown { subject: Subject::Evidence(first.id) });
    e.undo(ACTOR).unwrap();
    assert_eq!(e.evidence().unwrap(), std::slice::from_ref(&first), "number and time come back too");
    e.undo(ACTOR).unwrap();
    let second = e.add_evidence(&new, ACTOR).unwrap().subject;
    assert_ne!(second, Subject::Evidence(first.id), "a number is never given twice");

    let figure = |year, value| Figure { year, metric: "it_spend_ratio".into(), value, unit: "%".into(), note: "年报第 42 页".into() };
    let of = |year, value: Option<f64>| ((year, "it_spend_ratio".to_owned()), value.map(|value| figure(year, value)));
    let both = BTreeMap::from([of(2024, Some(3.1)), of(2023, Some(2.9))]);
    let follows = BTreeMap::from([("eco.spend".to_owned(), AnswerChange::value(Value::Number(3.1)))]);
    e.change_figures(&both, &follows, ACTOR).unwrap();
    assert_eq!(e.answers().unwrap()["eco.spend"].value, Some(Value::Number(3.1)));
    assert!(!e.change_figures(&both, &follows, ACTOR).unwrap().iter().any(shuheng_store::Change::is_change));
    e.change_figures(&BTreeMap::from([of(2023, None), of(2022, None)]), &BTreeMap::new(), ACTOR).unwrap();
    assert_eq!(e.figures().unwrap(), [figure(2024, 3.1)]);
    e.undo(ACTOR).unwrap();
    e.set_figure(&figure(2024, 3.3), ACTOR).unwrap();
    assert_eq!(e.figures().unwrap(), [figure(2023, 2.9), figure(2024, 3.3)]);
    e.remove_figure(2023, "it_spend_ratio", ACTOR).unwrap();
    assert!(matches!(e.remove_figure(2023, "it_spend_ratio", ACTOR), Err(StoreError::Unknown { .. })));
    e.undo(ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    assert_eq!(e.figures().unwrap(), [figure(2023, 2.9), figure(2024, 3.1)]);
    e.undo(ACTOR).unwrap();
    assert!(e.figures().unwrap().is_empty() && !e.answers().unwrap().contains_key("eco.spend"), "one step takes back both");
    e.redo(ACTOR).unwrap();

    let peers = PeerReference {
        label: "城商行样本".into(),
        sample_size: 12,
        illustrative: true,
        scores: BTreeMap::from([("eco".to_owned(), 61.5), ("tech".to_owned(), 58.0)]),
    };
    e.set_peer_reference(&peers, ACTOR).unwrap();
    assert_eq!(e.peer_references().unwrap(), std::slice::from_ref(&peers));
    e.remove_peer_reference(&peers.label, ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    assert_eq!(e.peer_references().unwrap(), [peers]);

    e.rename_institution("乙银行", ACTOR).unwrap();
    e.describe_institution("乙银行", "rural_bank", ACTOR).unwrap();
    e.set_target(None, ACTOR).unwrap();
    e.set_meta("weights", Some("equal"), ACTOR).unwrap();
    assert_eq!(e.meta("weights").unwrap().as_deref(), Some("equal"));
    assert!(e.verify().unwrap().is_clean());
    for _ in 0..4 {
        e.undo(ACTOR).unwrap();
    }
    assert_eq!(e.institution().unwrap().name, "甲城市商业银行");
    assert_eq!(e.assessment().unwrap().target, Some(4.0));
    assert_eq!(e.meta("weights").unwrap(), None);
    assert!(e.verify().unwrap().is_clean());
}
