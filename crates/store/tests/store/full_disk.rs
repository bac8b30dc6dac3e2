//! A disk that really is full. It needs the right to mount a small tmpfs; without it the test says so, and what is
//! left is the limit of pages in `src/full_disk_tests.rs`, which always runs.

use std::fs;
use std::path::{Path, PathBuf};

use shuheng_store::{AnswerChange, BackupOutcome, Engagement, StoreError, Value};

use crate::support::{ACTOR, Place, SmallDisk, clock, new_engagement};

/// Fills what is left, down to the last bytes.
fn fill(disk: &SmallDisk) {
    use std::io::Write;
    let mut ballast = fs::File::create(disk.path().join("ballast")).unwrap();
    while ballast.write_all(&[0; 4096]).is_ok() {}
}

fn long(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level)).with_rationale("满".repeat(5_000))
}

#[test]
fn a_full_disk_loses_nothing_and_goes_on_once_there_is_room() {
    let Some(disk) = SmallDisk::mount("1m") else { return };
    let file = disk.path().join("甲行.shuheng");
    let mut e = Engagement::create(&file, &new_engagement(), clock()).unwrap();
    e.record_answer("a", &long(3), ACTOR).unwrap();
    fill(&disk);

    let mut saved = 0;
    let error = loop {
        match e.record_answer(&format!("x{saved}"), &long(1), ACTOR) {
            Ok(_) => saved += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, StoreError::DiskFull { path: file.canonicalize().unwrap() });
    assert_eq!(error.code(), "SH-2110");
    let answers = e.answers().unwrap();
    assert_eq!(answers.len(), saved + 1);
    assert_eq!(answers["a"].value, Some(Value::Level(3)));
    assert!(e.verify().unwrap().is_clean());

    // Again and again: still the same word, still nothing lost.
    assert!(matches!(e.record_answer("a", &long(5), ACTOR), Err(StoreError::DiskFull { .. })));
    assert_eq!(e.answers().unwrap(), answers);

    fs::remove_file(disk.path().join("ballast")).unwrap();
    e.record_answer("a", &long(5), ACTOR).unwrap();
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(5)));
    e.close().unwrap();

    // Closing and opening on a full disk.
    let mut e = Engagement::open(&file, clock()).unwrap();
    e.record_answer("b", &long(2), ACTOR).unwrap();
    fill(&disk);
    let closed = e.close();
    assert!(matches!(closed, Ok(()) | Err(StoreError::DiskFull { .. })), "{closed:?}");
    fs::remove_file(disk.path().join("ballast")).unwrap();
    let e = Engagement::open(&file, clock()).unwrap();
    assert_eq!(e.answers().unwrap()["b"].value, Some(Value::Level(2)));
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
}

#[test]
fn a_crash_and_a_full_disk_do_not_shut_anybody_out() {
    let Some(disk) = SmallDisk::mount("1m") else { return };
    let place = Place::new();
    let mut e = Engagement::create(&place.file, &new_engagement(), clock()).unwrap();
    e.record_answer("a", &long(3), ACTOR).unwrap();
    let file = disk.path().join("甲行.shuheng");
    for suffix in ["", "-wal"] {
        let name = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        fs::copy(name(&place.file), name(&file)).unwrap();
    }
    fill(&disk);
    let e = Engagement::open(&file, clock()).unwrap();
    let outcome = e.backup_on_opening();
    assert!(matches!(outcome, BackupOutcome::Failed(StoreError::DiskFull { .. })), "{outcome:?}");
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(3)));
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn a_new_file_on_a_full_disk_leaves_nothing_behind() {
    let Some(disk) = SmallDisk::mount("64k") else { return };
    fill(&disk);
    let file = disk.path().join("乙行.shuheng");
    let error = Engagement::create(&file, &new_engagement(), clock()).unwrap_err();
    assert_eq!(error, StoreError::DiskFull { path: file });
    assert_eq!(fs::read_dir(disk.path()).unwrap().count(), 1, "only the ballast");
}
