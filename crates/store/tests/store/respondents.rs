//! Respondents and what they say.

use std::collections::BTreeMap;

use shuheng_store::{
    AnswerChange, Basis, Confidence, ConsensusRule, Engagement, Field, NewRespondent, NewResponse, RespondentKind, ResponseOrigin, Said,
    StoreError, Subject, Value,
};

use crate::support::{ACTOR, Place, tables};

fn department(name: &str) -> NewRespondent {
    NewRespondent { name: name.into(), kind: RespondentKind::Department, share: ["a".to_owned(), "b".to_owned()].into() }
}

fn said(value: Value) -> Said {
    Said {
        value: Some(value),
        confidence: Some(Confidence::High),
        rationale: "台账可查".into(),
        evidence: vec!["年报".into(), "制度第3条".into()],
        origin: ResponseOrigin::Questionnaire { file_name: "信息科技部.xlsx".into(), digest: "e3b0".into() },
    }
}

fn response(respondent: i64, indicator: &str, value: Value) -> NewResponse {
    NewResponse { respondent, indicator: indicator.into(), said: Some(said(value)) }
}

fn names(e: &Engagement) -> Vec<String> {
    e.respondents().unwrap().into_iter().map(|found| found.name).collect()
}

#[test]
fn respondents_are_added_ordered_changed_and_removed_with_what_they_said() {
    let (place, mut e) = Place::with_engagement();
    for name in ["信息科技部", "战略部", "风险部"] {
        e.add_respondent(&department(name), ACTOR).unwrap();
    }
    assert_eq!(e.order_respondents(&[3, 1], ACTOR).unwrap().iter().filter(|change| change.is_change()).count(), 3);
    assert_eq!(names(&e), ["风险部", "信息科技部", "战略部"]);
    let person = NewRespondent { kind: RespondentKind::Person, ..department("科技条线负责人") };
    e.change_respondent(1, &person, ACTOR).unwrap();
    assert_eq!((names(&e)[1].as_str(), e.respondents().unwrap()[1].kind), ("科技条线负责人", RespondentKind::Person));
    e.record_responses(&[response(1, "a", Value::Level(2)), response(2, "a", Value::Level(4))], &BTreeMap::new(), ACTOR).unwrap();
    let before = tables(&e, &[]);
    assert_eq!(e.remove_respondent(1, ACTOR).unwrap().len(), 2);
    assert_eq!(e.responses().unwrap().into_keys().collect::<Vec<_>>(), [(2, "a".to_owned())]);
    e.undo(ACTOR).unwrap();
    assert_eq!(tables(&e, &[]), before);
    e.redo(ACTOR).unwrap();
    e.add_respondent(&department("审计部"), ACTOR).unwrap();
    assert_eq!(e.respondents().unwrap().last().unwrap().id, 4, "a number is never given twice");
    assert_eq!(e.add_respondent(&department(" "), ACTOR).unwrap_err(), StoreError::Blank { field: Field::RespondentName });
    for error in [e.change_respondent(1, &person, ACTOR).unwrap_err(), e.remove_respondent(1, ACTOR).unwrap_err()] {
        assert_eq!(error, StoreError::Unknown { subject: Subject::Respondent(1) });
    }
    e.close().unwrap();
    assert!(shuheng_store::verify(&place.file).unwrap().is_clean());
}

#[test]
fn many_responses_and_the_answers_that_follow_are_one_step() {
    let (place, mut e) = Place::with_engagement();
    e.add_respondent(&department("信息科技部"), ACTOR).unwrap();
    e.add_respondent(&department("战略部"), ACTOR).unwrap();
    let before = tables(&e, &[]);
    let batch = [response(1, "a", Value::Level(3)), response(2, "a", Value::Level(4)), response(2, "b", Value::NotApplicable)];
    let answers = [("a".to_owned(), AnswerChange::value(Value::Level(4)).with_basis(Basis::Mean { responses: 2 }))].into();
    assert_eq!(e.record_responses(&batch, &answers, ACTOR).unwrap().len(), 4);
    let after = tables(&e, &[]);
    assert_eq!(e.answers().unwrap()["a"].basis, Basis::Mean { responses: 2 });
    e.undo(ACTOR).unwrap();
    assert_eq!(tables(&e, &[]), before);
    e.redo(ACTOR).unwrap();
    e.close().unwrap();
    let mut e = place.open();
    assert_eq!(tables(&e, &[]), after);

    // The same questionnaire once more says nothing new; from elsewhere it does, and none takes it away.
    let rows = e.verify().unwrap().audit_rows;
    assert!(e.record_responses(&batch, &BTreeMap::new(), ACTOR).unwrap().iter().all(|change| !change.is_change()));
    assert_eq!(e.verify().unwrap().audit_rows, rows);
    let typed =
        NewResponse { said: Some(Said { origin: ResponseOrigin::Typed, ..said(Value::Level(3)) }), ..response(1, "a", Value::Level(3)) };
    assert!(e.record_responses(&[typed], &BTreeMap::new(), ACTOR).unwrap()[0].is_change());
    let withdrawn = NewResponse { said: None, ..response(1, "a", Value::Level(3)) };
    e.record_responses(&[withdrawn], &BTreeMap::new(), ACTOR).unwrap();
    assert_eq!(e.responses().unwrap().into_keys().collect::<Vec<_>>(), [(2, "a".to_owned()), (2, "b".to_owned())]);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn a_refused_response_leaves_nothing_of_the_batch() {
    let (_place, mut e) = Place::with_engagement();
    e.add_respondent(&department("信息科技部"), ACTOR).unwrap();
    let before = tables(&e, &[]);
    let good = response(1, "a", Value::Level(3));
    for bad in [
        response(9, "a", Value::Level(3)),
        response(1, "", Value::Level(3)),
        response(1, "b", Value::Number(f64::NAN)),
        NewResponse { said: Some(Said { rationale: "长".repeat(20_001), ..said(Value::Level(1)) }), ..good.clone() },
    ] {
        assert!(e.record_responses(&[good.clone(), bad], &BTreeMap::new(), ACTOR).is_err());
    }
    e.begin_assessment("2026年度", 2026, None, ACTOR).unwrap();
    let elsewhere = e.record_responses(std::slice::from_ref(&good), &BTreeMap::new(), ACTOR).unwrap_err();
    assert_eq!(elsewhere, StoreError::Unknown { subject: Subject::Respondent(1) }, "a respondent of another assessment");
    e.undo(ACTOR).unwrap();
    assert_eq!(tables(&e, &[]), before);
}

#[test]
fn a_rule_and_the_answers_that_follow_are_one_step() {
    let (_place, mut e) = Place::with_engagement();
    let before = tables(&e, &[]);
    let answers = [("a".to_owned(), AnswerChange::value(Value::Level(2)).with_basis(Basis::Median { responses: 2 }))].into();
    assert_eq!(e.apply_consensus_rule(ConsensusRule::Median, &answers, ACTOR).unwrap().len(), 2);
    assert_eq!(
        (e.assessment().unwrap().consensus, e.answers().unwrap()["a"].basis),
        (ConsensusRule::Median, Basis::Median { responses: 2 })
    );
    e.undo(ACTOR).unwrap();
    assert_eq!(tables(&e, &[]), before);
    assert!(e.verify().unwrap().is_clean());
}
