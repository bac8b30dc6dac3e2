//! What the file said at an earlier row of its audit trail.

use shuheng_store::{AnswerChange, State, StoreError, Subject, Value};

use crate::support::{ACTOR, Place, last_row, tables};

fn level(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level))
}

#[test]
fn goes_from_nothing_to_the_present() {
    let (_place, mut e) = Place::with_engagement();
    let made = tables(&e, &[]);
    e.record_answer("a", &level(3), ACTOR).unwrap();
    let answered = tables(&e, &[]);
    e.undo(ACTOR).unwrap();
    for seq in [i64::MIN, -1, 0] {
        assert!(e.states_at(seq).unwrap().is_empty());
    }
    assert_eq!(e.states_at(1).unwrap().into_keys().collect::<Vec<_>>(), [Subject::Institution]);
    assert_eq!(e.states_at(3).unwrap(), made);
    assert_eq!(e.states_at(4).unwrap(), answered);
    for seq in [5, 6, i64::MAX] {
        assert_eq!(e.states_at(seq).unwrap(), made);
    }
}

#[test]
fn between_two_rows_only_the_subject_of_the_later_one_differs() {
    let e = Place::version_1().open();
    for row in e.audit_trail(1, u32::MAX).unwrap() {
        let (mut before, mut after) = (e.states_at(row.seq - 1).unwrap(), e.states_at(row.seq).unwrap());
        let subject: Subject = row.subject.parse().unwrap();
        let (was, is) = (before.remove(&subject), after.remove(&subject));
        assert_eq!((was.is_some(), is.is_some()), (row.before.is_some(), row.after.is_some()), "row {}", row.seq);
        assert_ne!(was, is, "row {}", row.seq);
        assert_eq!(before, after, "row {}", row.seq);
    }
}

#[test]
fn a_forged_past_is_not_shown() {
    for (sql, seq) in [
        // An altered row, an altered hash, a missing row, data that no row explains.
        (
            r#"UPDATE audit SET before = '{"value":{"level":5},"confidence":null,"rationale":"","updated_at":"2026-03-02T09:30:00+08:00"}' WHERE seq = 5"#,
            5,
        ),
        ("UPDATE audit SET hash = 'x' WHERE seq = 5", 5),
        ("PRAGMA foreign_keys = OFF; DELETE FROM audit WHERE seq = 5", 4),
        ("PRAGMA foreign_keys = OFF; DELETE FROM audit WHERE seq = 4", 5),
        ("UPDATE answer SET rationale = '改过'", 6),
    ] {
        let (place, mut e) = Place::with_engagement();
        for answer in 1..=3 {
            e.record_answer("a", &level(answer), ACTOR).unwrap();
        }
        assert_eq!(last_row(&e), 6);
        e.close().unwrap();
        place.tamper(sql);
        let error = place.open().states_at(3).unwrap_err();
        assert_eq!(error, StoreError::TrailBroken { seq }, "{sql}");
        assert_eq!(error.code(), "SH-2133");
    }
}

#[test]
fn what_was_forged_before_the_row_plays_no_part() {
    let (place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(1), ACTOR).unwrap();
    e.record_answer("a", &level(2), ACTOR).unwrap();
    e.close().unwrap();
    place.tamper("UPDATE audit SET actor = '别人' WHERE seq = 2");
    let e = place.open();
    let then = e.states_at(4).unwrap();
    assert!(matches!(&then[&Subject::answer("a")], State::Answer(answer) if answer.value == Some(Value::Level(1))));
    assert!(matches!(e.states_at(1), Err(StoreError::TrailBroken { seq: 2 })));
}

#[test]
fn rows_that_are_missing_together_are_noticed_though_the_data_fit_without_them() {
    let (place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(1), ACTOR).unwrap();
    e.record_answer("a", &level(2), ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    e.set_target(None, ACTOR).unwrap();
    e.close().unwrap();
    place.tamper("PRAGMA foreign_keys = OFF; DELETE FROM audit WHERE seq IN (5, 6)");
    assert_eq!(place.open().states_at(3).unwrap_err(), StoreError::TrailBroken { seq: 4 });
}

#[test]
fn one_walk_tells_every_moment_that_is_asked_for() {
    let (_place, mut e) = Place::with_engagement();
    for answer in 1..=4 {
        e.record_answer("a", &level(answer), ACTOR).unwrap();
    }
    e.begin_assessment("次年", 2026, Some(1), ACTOR).unwrap();
    e.record_answer("a", &level(5), ACTOR).unwrap();
    let seqs = [5, i64::MAX, 0, 5, last_row(&e), 4];
    for assessment in [1, 2] {
        e.switch_assessment(assessment).unwrap();
        let told = e.assessment_states_at(assessment, &seqs).unwrap();
        let one_by_one: Vec<_> = seqs.iter().map(|seq| e.states_at(*seq).unwrap()).collect();
        assert_eq!(told, one_by_one);
    }
    assert!(e.assessment_states_at(1, &[]).unwrap().is_empty());
}
