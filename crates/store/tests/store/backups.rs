//! Backups: when they are made, how many stay, and what comes of them.

use std::fs;
use std::sync::Arc;

use chrono::TimeDelta;
use shuheng_store::{AnswerChange, BackupOutcome, BackupReason, Engagement, SCHEMA_VERSION, StoreError, Value, backups, restore, verify};

use crate::support::{ACTOR, Place, clock};

fn answer(engagement: &mut Engagement, number: u32) {
    engagement.record_answer("a", &AnswerChange::value(Value::Number(f64::from(number))), ACTOR).unwrap();
}

#[test]
fn one_when_something_changed_and_none_else() {
    let (place, mut e) = Place::with_engagement();
    assert_eq!(*e.backup_on_opening(), BackupOutcome::NotDue, "a new file");
    answer(&mut e, 1);
    e.close().unwrap();
    let bytes = fs::read(&place.file).unwrap();

    let e = place.open();
    let BackupOutcome::Made(made) = e.backup_on_opening().clone() else { panic!("{:?}", e.backup_on_opening()) };
    assert_eq!((made.why, made.number, made.bytes), (BackupReason::Opened, 1, bytes.len() as u64));
    assert_eq!(made.path.file_name().unwrap(), "0001_2026-03-02_09-30-00_opened.shuheng");
    assert_eq!(fs::read(&made.path).unwrap(), bytes);
    e.close().unwrap();

    let mut e = place.open();
    assert_eq!(*e.backup_on_opening(), BackupOutcome::NotDue);
    answer(&mut e, 2);
    e.close().unwrap();
    assert!(matches!(place.open().backup_on_opening(), BackupOutcome::Made(_)));
    assert_eq!(backups(&place.file).unwrap().len(), 2);
}

#[test]
fn ten_stay_whatever_the_clock_says_and_the_one_before_a_migration() {
    let place = Place::version_1();
    let clock = clock();
    for number in 1..=13 {
        let mut e = Engagement::open(&place.file, clock.clone()).unwrap();
        answer(&mut e, number);
        e.close().unwrap();
        clock.advance(TimeDelta::hours(-1));
    }
    let found = backups(&place.file).unwrap();
    let numbers: Vec<_> = found.iter().map(|backup| backup.number).collect();
    assert_eq!(numbers, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 1]);
    assert_eq!(found[10].why, BackupReason::Migration(SCHEMA_VERSION));
    assert!(found[0].at < found[9].at);

    // The one before the migration is what the file was.
    let old = place.folder.path().join("旧.shuheng");
    restore(&found[10].path, &old).unwrap();
    let conn = rusqlite::Connection::open(&old).unwrap();
    let version: i32 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
}

#[test]
fn a_crash_is_recovered_before_the_backup_is_made() {
    let (place, mut e) = Place::with_engagement();
    answer(&mut e, 1);
    let after = Place::new();
    for name in place.names() {
        fs::copy(place.folder.path().join(&name), after.folder.path().join(&name)).unwrap();
    }
    after.open().close().unwrap();
    let copy = after.folder.path().join("副本.shuheng");
    restore(&backups(&after.file).unwrap()[0].path, &copy).unwrap();
    let e = Engagement::open(&copy, clock()).unwrap();
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Number(1.0)));
}

#[test]
fn no_backup_stops_a_migration_and_nothing_else() {
    let place = Place::closed();
    let blocked = |place: &Place| {
        let mut folder = place.file.clone().into_os_string();
        folder.push(".backups");
        fs::write(&folder, "x").unwrap();
    };
    blocked(&place);
    let e = place.open();
    assert!(matches!(e.backup_on_opening(), BackupOutcome::Failed(_)), "{:?}", e.backup_on_opening());
    e.close().unwrap();

    let place = Place::version_1();
    blocked(&place);
    let before = fs::read(&place.file).unwrap();
    let error = Engagement::open(&place.file, clock()).unwrap_err();
    assert!(matches!(error, StoreError::NoBackup { .. }), "{error}");
    assert_eq!(fs::read(&place.file).unwrap(), before);
}

#[test]
fn restoring_replaces_nothing() {
    let (place, mut e) = Place::with_engagement();
    answer(&mut e, 1);
    e.close().unwrap();
    let mut e = place.open();
    answer(&mut e, 2);
    let backup = &backups(&place.file).unwrap()[0].path;
    let before = fs::read(&place.file).unwrap();
    let error = restore(backup, &place.file).unwrap_err();
    assert!(matches!(error, StoreError::AlreadyExists { .. }), "{error}");
    assert_eq!(fs::read(&place.file).unwrap(), before);

    let copy = place.folder.path().join("副本.shuheng");
    restore(backup, &copy).unwrap();
    assert!(verify(&copy).unwrap().is_clean());
    let restored = Engagement::open(&copy, Arc::new(shuheng_store::SystemClock)).unwrap();
    assert_eq!(restored.answers().unwrap()["a"].value, Some(Value::Number(1.0)));
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Number(2.0)));

    let text = place.folder.path().join("笔记.txt");
    fs::write(&text, "x".repeat(9_000)).unwrap();
    let error = restore(&text, place.folder.path().join("新.shuheng")).unwrap_err();
    assert!(matches!(error, StoreError::NotAnEngagement { .. }), "{error}");
}
