//! A full disk, played by SQLite's limit of pages.

use std::io::Cursor;
use std::sync::Arc;

use crate::{AnswerChange, Engagement, ModelCopy, NewEngagement, NewEvidence, StoreError, Strength, SystemClock, Value};

fn long(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level)).with_rationale("满".repeat(5_000))
}

#[test]
fn a_full_disk_rolls_back_and_the_next_write_works_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let new = NewEngagement {
        institution: "甲".into(),
        kind: "city_bank".into(),
        year: 2025,
        target: None,
        model: ModelCopy { id: "m".into(), version: "1.0.0".into(), digest: "d".into(), files: [].into() },
        actor: "战略部".into(),
    };
    let mut e = Engagement::create(folder.path().join("a.shuheng"), &new, Arc::new(SystemClock)).unwrap();
    e.record_answer("a", &long(3), "战略部").unwrap();
    let before = e.answers().unwrap();
    let steps = e.undo_steps().unwrap();

    let pages: i64 = e.parts().0.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    let limit = |e: &mut Engagement, pages: i64| {
        e.parts().0.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    };
    limit(&mut e, pages);
    for _ in 0..3 {
        let error = e.record_answer("a", &long(4), "战略部").unwrap_err();
        assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
        let batch = [("a".to_owned(), long(5)), ("b".to_owned(), long(5))].into();
        assert!(matches!(e.record_answers(&batch, "战略部"), Err(StoreError::DiskFull { .. })));
        assert!(matches!(e.undo("战略部"), Err(StoreError::DiskFull { .. })));
    }
    let new = NewEvidence::note("a", "台账", "", Strength::Weak);
    let error = e.attach_evidence(&new, "台账.bin", &mut Cursor::new(vec![7; 1 << 20]), "战略部").unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert!(e.attachments().unwrap().is_empty() && e.evidence().unwrap().is_empty());
    assert_eq!(e.answers().unwrap(), before);
    assert_eq!(e.undo_steps().unwrap(), steps);
    assert!(e.verify().unwrap().is_clean());

    limit(&mut e, pages + 1_000);
    e.record_answer("a", &long(4), "战略部").unwrap();
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(4)));
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
}
