//! What happened to an indicator, as it is told to people.

use shuheng_store::{Action, AnswerChange, EvidenceKind, NewEvidence, StoreError, Strength, UpgradePlan, Value};

use crate::support::{ACTOR, Place, model};

fn level(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level))
}

#[test]
fn everything_about_an_indicator_is_told_in_order_and_nothing_else() {
    let (_place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(1), ACTOR).unwrap();
    e.record_answer("ab", &level(1), ACTOR).unwrap();
    let piece = |about: &str, links: &[&str]| NewEvidence {
        links: links.iter().map(|link| (*link).to_owned()).collect(),
        kind: EvidenceKind::Note,
        ..NewEvidence::note(about, "台账", "", Strength::Weak)
    };
    e.add_evidence(&piece("b", &["a#2"]), ACTOR).unwrap();
    e.change_evidence(1, &piece("b", &[]), ACTOR).unwrap();
    e.change_evidence(1, &piece("c", &[]), ACTOR).unwrap();
    e.add_comment(Some("a"), "口径", ACTOR).unwrap();
    e.add_comment(None, "整体", ACTOR).unwrap();
    e.with_reason("复核意见").unwrap().record_answer("a", &level(2), ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    let told: Vec<(Action, Option<String>)> =
        e.events_about(1, "a").unwrap().into_iter().map(|event| (event.action, event.reason)).collect();
    let plain = |action| (action, None);
    let expected = [
        plain(Action::Answer),
        plain(Action::AddEvidence),
        plain(Action::ChangeEvidence),
        plain(Action::AddComment),
        (Action::Answer, Some("复核意见".to_owned())),
        plain(Action::Undo),
    ];
    assert_eq!(told, expected, "the second change of the evidence no longer touched it");
    assert!(e.events_about(2, "a").unwrap().is_empty());

    e.begin_assessment("次年", 2026, Some(1), ACTOR).unwrap();
    let second: Vec<Action> = e.events_about(2, "a").unwrap().into_iter().map(|event| event.action).collect();
    assert_eq!(second, [Action::BeginAssessment], "each assessment has a past of its own");
    assert_eq!(e.events_about(1, "a").unwrap().len(), expected.len());
}

#[test]
fn an_indicator_that_an_upgrade_renamed_keeps_its_past() {
    let (_place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(1).with_rationale("访谈"), ACTOR).unwrap();
    e.record_answer("b", &level(1), ACTOR).unwrap();
    let moved = [("a", "x"), ("b", "y")].map(|(old, new)| (old.to_owned(), new.to_owned())).into();
    e.upgrade_model(&model(2), &UpgradePlan { moved, review: ["x".to_owned()].into() }, ACTOR).unwrap();
    e.record_answer("x", &level(3), ACTOR).unwrap();
    let told: Vec<(String, Action)> =
        e.events_about(1, "x").unwrap().into_iter().map(|event| (event.address.to_string(), event.action)).collect();
    let line = |subject: &str, action| (subject.to_owned(), action);
    let expected = [line("answer:a", Action::Answer), line("answer:x", Action::UpgradeModel), line("answer:x", Action::Answer)];
    assert_eq!(told, expected);
}

#[test]
fn a_row_that_was_altered_is_not_told() {
    let (place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(1), ACTOR).unwrap();
    e.record_answer("b", &level(1), ACTOR).unwrap();
    e.close().unwrap();
    place.tamper("UPDATE audit SET actor = '别人' WHERE subject = 'answer:a'");
    let e = place.open();
    assert_eq!(e.events_about(1, "a").unwrap_err(), StoreError::TrailBroken { seq: 4 });
    assert_eq!(e.events_about(1, "b").unwrap().len(), 1);
}
