//! Whatever is changed behind the program's back is found.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shuheng_store::{
    AnswerChange, ClauseJudgementChange, DocumentKind, Fault, Figure, NewDocument, NewEvidence, StoreError, Strength, UpgradePlan, Value,
    Verdict, verify,
};

use crate::support::{ACTOR, Place, model};

/// A closed file with some twenty rows in its audit trail, among them an undo, a redo, a judgement and an upgrade.
fn place() -> Place {
    let (place, mut e) = Place::with_engagement();
    for level in 1..=3 {
        e.record_answer("a", &AnswerChange::value(Value::Level(level)), ACTOR).unwrap();
    }
    let batch = BTreeMap::from([
        ("b".to_owned(), AnswerChange::value(Value::Number(1.5)).with_rationale("口径")),
        ("c".to_owned(), AnswerChange::value(Value::NotApplicable)),
    ]);
    e.record_answers(&batch, ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    e.redo(ACTOR).unwrap();
    e.record_answer("m", &AnswerChange::value(Value::Level(2)), ACTOR).unwrap();
    for about in ["m", "doc/1"] {
        let new = NewEvidence::note(about, "台账", "", Strength::Medium);
        e.add_evidence(&new, ACTOR).unwrap();
    }
    e.record_judgement("doc/1", &ClauseJudgementChange::verdict(Verdict::PartlyMet).with_rationale("试点"), ACTOR).unwrap();
    for kind in DocumentKind::ALL {
        e.add_document(kind, &NewDocument { name: "研讨会".into(), content: "{}".into() }, ACTOR).unwrap();
    }
    let plan = UpgradePlan { moved: [("m".to_owned(), "n".to_owned())].into(), review: ["b".to_owned()].into() };
    e.upgrade_model(&model(2), &plan, ACTOR).unwrap();
    let figure = Figure { year: 2024, metric: "m".into(), value: 3.1, unit: "%".into(), note: String::new() };
    e.set_figure(&figure, ACTOR).unwrap();
    e.close().unwrap();
    assert!(verify(&place.file).unwrap().is_clean());
    place
}

const ROWS: i64 = 26;

#[test]
fn the_place_has_as_many_rows_as_the_tests_below_think() {
    assert_eq!(verify(place().file).unwrap().audit_rows, ROWS);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_altered_audit_row_is_found_at_its_place(
        seq in 1..=ROWS,
        column in prop::sample::select(vec![
            "at", "actor", "action", "subject", "before", "after", "edit", "prev_hash", "hash",
        ]),
    ) {
        let place = place();
        let value = if column == "edit" { "coalesce(edit, 0) + 1".to_owned() } else { format!("coalesce({column}, '') || 'x'") };
        place.tamper(&format!("UPDATE audit SET {column} = {value} WHERE seq = {seq}"));
        let report = verify(&place.file).unwrap();
        prop_assert_eq!(report.first_broken, Some(seq));
        prop_assert!(report.faults.contains(&Fault::Chain(seq)));
    }

    #[test]
    fn a_missing_row_is_found(seq in 1..=ROWS) {
        let place = place();
        place.tamper(&format!("PRAGMA foreign_keys = OFF; DELETE FROM audit WHERE seq = {seq}"));
        let report = verify(&place.file).unwrap();
        prop_assert!(!report.is_clean());
        if seq < ROWS {
            prop_assert_eq!(report.first_broken, Some(seq + 1));
        }
    }
}

#[test]
fn swapped_rows_are_found() {
    let place = place();
    place.tamper(
        "PRAGMA foreign_keys = OFF;
         UPDATE audit SET seq = -1 WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = 6; UPDATE audit SET seq = 6 WHERE seq = -1",
    );
    assert_eq!(verify(&place.file).unwrap().first_broken, Some(5));
}

#[test]
fn data_changed_behind_the_chain_are_named() {
    for (sql, subject) in [
        (r#"UPDATE answer SET value = '{"level":5}' WHERE indicator_id = 'a'"#, "answer:a"),
        ("UPDATE answer SET rationale = '改过' WHERE indicator_id = 'b'", "answer:b"),
        ("UPDATE answer SET confidence = 'high' WHERE indicator_id = 'c'", "answer:c"),
        ("DELETE FROM answer WHERE indicator_id = 'c'", "answer:c"),
        (
            "INSERT INTO answer SELECT assessment_id, 'd', value, confidence, rationale, updated_at, review, basis FROM answer LIMIT 1",
            "answer:d",
        ),
        ("UPDATE answer SET review = 0 WHERE indicator_id = 'b'", "answer:b"),
        ("UPDATE answer SET review = 1 WHERE indicator_id = 'n'", "answer:n"),
        ("UPDATE clause_judgement SET verdict = 'met'", "clause_judgement:doc/1"),
        ("UPDATE clause_judgement SET rationale = '改过'", "clause_judgement:doc/1"),
        ("UPDATE clause_judgement SET updated_at = '2026-03-02T09:31:00.000+08:00'", "clause_judgement:doc/1"),
        ("DELETE FROM clause_judgement", "clause_judgement:doc/1"),
        (
            "INSERT INTO clause_judgement SELECT assessment_id, 'doc/2', verdict, rationale, updated_at FROM clause_judgement",
            "clause_judgement:doc/2",
        ),
        ("UPDATE evidence SET about = 'm' WHERE id = 1", "evidence:1"),
        ("UPDATE evidence SET about = 'doc/2' WHERE id = 2", "evidence:2"),
        ("UPDATE figure SET value = 9.9", "figure:2024:m"),
        ("UPDATE institution SET name = '丙'", "institution"),
        ("UPDATE assessment SET target = 1", "assessment"),
        ("UPDATE assessment SET model_digest = 'd1'", "assessment"),
        ("UPDATE model_file SET content = content || ' ' WHERE digest = 'd1'", "model"),
        ("UPDATE model_file SET content = content || ' ' WHERE digest = 'd2'", "model:2"),
        ("UPDATE model SET version = '1.5.0' WHERE digest = 'd1'", "model"),
        ("INSERT INTO model_file VALUES ('d1', 'more.toml', '')", "model"),
        ("INSERT INTO model VALUES ('d9', 'caict', '9.0.0', 9)", "model:9"),
        ("UPDATE weight_scheme SET content = '{\"groups\":[]}'", "weight_scheme:1"),
        ("UPDATE weight_scheme SET name = '改过'", "weight_scheme:1"),
        ("DELETE FROM weight_scheme", "weight_scheme:1"),
        ("UPDATE peer_group SET content = 'T2'", "peer_group:1"),
        ("DELETE FROM imported_data", "imported_data:1"),
        ("INSERT INTO meta VALUES ('k', 'v')", "meta:k"),
    ] {
        let place = place();
        place.tamper(sql);
        let report = verify(&place.file).unwrap();
        assert_eq!(report.faults, [Fault::Altered(subject.into())], "{sql}");
        assert_eq!(report.first_broken, None, "{sql}");
    }
}

#[test]
fn a_copy_of_a_model_that_is_gone_hidden_or_numbered_anew_is_found() {
    for (sql, faults) in [
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM model WHERE digest = 'd1'",
            vec![Fault::Reference("model_file".into()), Fault::Altered("model".into())],
        ),
        (
            "DROP INDEX model_number; INSERT INTO model (rowid, digest, id, version, number) VALUES (-1, 'd0', 'caict', '2.0.0', 2)",
            vec![Fault::Altered("model".into())],
        ),
        ("UPDATE model SET number = 3 WHERE digest = 'd2'", vec![Fault::Altered("model:2".into()), Fault::Altered("model:3".into())]),
    ] {
        let place = place();
        place.tamper(sql);
        assert_eq!(verify(&place.file).unwrap().faults, faults, "{sql}");
    }
}

#[test]
fn a_changed_undo_record_and_a_dangling_row_are_found() {
    let place = place();
    place.tamper("UPDATE edit SET undone = 1 WHERE id = (SELECT max(id) FROM edit)");
    assert_eq!(verify(&place.file).unwrap().faults, [Fault::UndoRecord]);

    place.tamper(
        "UPDATE edit SET undone = 0; PRAGMA foreign_keys = OFF;
         INSERT INTO answer SELECT 99, 'd', value, confidence, rationale, updated_at, review, basis FROM answer LIMIT 1",
    );
    assert_eq!(verify(&place.file).unwrap().faults, [Fault::Reference("answer".into())]);
}

#[test]
fn undo_does_not_carry_a_forgery_into_the_answers() {
    let place = place();
    place.tamper(r#"UPDATE audit SET before = '{"year":2024,"metric":"m","value":99.0,"unit":"%","note":""}' WHERE seq = 26"#);
    let mut e = place.open();
    let figures = e.figures().unwrap();
    assert_eq!(e.undo(ACTOR).unwrap_err(), StoreError::UndoConflict { subject: "figure:2024:m".into() });
    assert_eq!(e.figures().unwrap(), figures);
    e.close().unwrap();

    let place = self::place();
    place.tamper("UPDATE figure SET value = 9.9");
    assert!(matches!(place.open().undo(ACTOR), Err(StoreError::UndoConflict { .. })));
}
