//! Named documents: weight schemes, peer groups, imported data.

use shuheng_store::{DocumentKind, Engagement, Field, NewDocument, StoreError, Subject, UndoSteps};

use crate::support::{ACTOR, Place};

fn document(name: &str, content: &str) -> NewDocument {
    NewDocument { name: name.into(), content: content.into() }
}

#[test]
fn a_document_is_added_changed_removed_reopened_and_undone() {
    DocumentKind::ALL.into_iter().for_each(lives);
}

fn lives(kind: DocumentKind) {
    let (place, mut e) = Place::with_engagement();
    let added = e.add_document(kind, &document("研讨会", r#"{"groups":[]}"#), ACTOR).unwrap();
    assert_eq!((added.action, &added.subject), (kind.set(), &Subject::Document(kind, 1)));
    e.add_document(kind, &document("管理层", "[]"), ACTOR).unwrap();
    e.change_document(kind, 1, &document("研讨会二", r#"{"groups":[1]}"#), ACTOR).unwrap();
    assert_eq!(e.remove_document(kind, 2, ACTOR).unwrap().action, kind.remove());
    e.close().unwrap();

    let mut e = place.open();
    let names = |e: &Engagement| -> Vec<(i64, String, String)> {
        e.documents(kind).unwrap().into_iter().map(|document| (document.id, document.name, document.content)).collect()
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
    assert_eq!(e.history(&Subject::Document(kind, 1)).unwrap()[0].action, kind.set().as_str());
    let third = e.add_document(kind, &document("再来", "{}"), ACTOR).unwrap();
    assert_eq!(third.subject, Subject::Document(kind, 3), "the number of the second is never given again");
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn refused_input_and_a_change_of_nothing_leave_no_trace() {
    DocumentKind::ALL.into_iter().for_each(refuses);
}

fn refuses(kind: DocumentKind) {
    let (_place, mut e) = Place::with_engagement();
    e.add_document(kind, &document("研讨会", "{}"), ACTOR).unwrap();
    let rows = e.verify().unwrap().audit_rows;
    assert!(!e.change_document(kind, 1, &document("研讨会", "{}"), ACTOR).unwrap().is_change());
    assert_eq!(e.add_document(kind, &document(" ", "{}"), ACTOR).unwrap_err(), StoreError::Blank { field: Field::DocumentName(kind) });
    let limit = if kind == DocumentKind::ImportedData { 50_000_000 } else { 1_000_000 };
    let long = document("长", &"1".repeat(limit + 1));
    let field = Field::DocumentContent(kind);
    assert_eq!(e.add_document(kind, &long, ACTOR).unwrap_err(), StoreError::TooLong { field, limit, actual: limit + 1 });
    let unknown = StoreError::Unknown { subject: Subject::Document(kind, 9) };
    assert_eq!(e.change_document(kind, 9, &document("无", "{}"), ACTOR).unwrap_err(), unknown);
    assert_eq!(e.remove_document(kind, 9, ACTOR).unwrap_err(), unknown);
    assert_eq!(e.verify().unwrap().audit_rows, rows);
}
