//! Weight schemes.

use shuheng_store::{Action, Field, NewWeightScheme, StoreError, Subject, UndoSteps};

use crate::support::{ACTOR, Place};

fn scheme(name: &str, content: &str) -> NewWeightScheme {
    NewWeightScheme { name: name.into(), content: content.into() }
}

#[test]
fn a_scheme_is_added_changed_removed_reopened_and_undone() {
    let (place, mut e) = Place::with_engagement();
    let added = e.add_weight_scheme(&scheme("研讨会", r#"{"groups":[]}"#), ACTOR).unwrap();
    assert_eq!((added.action, &added.subject), (Action::SetWeightScheme, &Subject::WeightScheme(1)));
    e.add_weight_scheme(&scheme("管理层", "[]"), ACTOR).unwrap();
    e.change_weight_scheme(1, &scheme("研讨会二", r#"{"groups":[1]}"#), ACTOR).unwrap();
    assert_eq!(e.remove_weight_scheme(2, ACTOR).unwrap().action, Action::RemoveWeightScheme);
    e.close().unwrap();

    let mut e = place.open();
    let names = |e: &shuheng_store::Engagement| -> Vec<(i64, String, String)> {
        e.weight_schemes().unwrap().into_iter().map(|scheme| (scheme.id, scheme.name, scheme.content)).collect()
    };
    let changed = (1, "研讨会二".to_owned(), r#"{"groups":[1]}"#.to_owned());
    assert_eq!(names(&e), std::slice::from_ref(&changed));
    e.undo(ACTOR).unwrap();
    assert_eq!(names(&e), [changed, (2, "管理层".to_owned(), "[]".to_owned())]);
    for _ in 0..3 {
        e.undo(ACTOR).unwrap();
    }
    assert_eq!(names(&e), []);
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 0, redo: 4 });
    e.redo(ACTOR).unwrap();
    assert_eq!(names(&e), [(1, "研讨会".to_owned(), r#"{"groups":[]}"#.to_owned())]);
    assert_eq!(e.history(&Subject::WeightScheme(1)).unwrap()[0].action, "set_weight_scheme");
    let third = e.add_weight_scheme(&scheme("再来", "{}"), ACTOR).unwrap();
    assert_eq!(third.subject, Subject::WeightScheme(3), "the number of the second is never given again");
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn refused_input_and_a_change_of_nothing_leave_no_trace() {
    let (_place, mut e) = Place::with_engagement();
    e.add_weight_scheme(&scheme("研讨会", "{}"), ACTOR).unwrap();
    let rows = e.verify().unwrap().audit_rows;
    assert!(!e.change_weight_scheme(1, &scheme("研讨会", "{}"), ACTOR).unwrap().is_change());
    assert_eq!(e.add_weight_scheme(&scheme(" ", "{}"), ACTOR).unwrap_err(), StoreError::Blank { field: Field::WeightSchemeName });
    let long = scheme("长", &"1".repeat(1_000_001));
    assert!(matches!(e.add_weight_scheme(&long, ACTOR).unwrap_err(), StoreError::TooLong { field: Field::WeightSchemeContent, .. }));
    let unknown = StoreError::Unknown { subject: Subject::WeightScheme(9) };
    assert_eq!(e.change_weight_scheme(9, &scheme("无", "{}"), ACTOR).unwrap_err(), unknown);
    assert_eq!(e.remove_weight_scheme(9, ACTOR).unwrap_err(), unknown);
    assert_eq!(e.verify().unwrap().audit_rows, rows);
}
