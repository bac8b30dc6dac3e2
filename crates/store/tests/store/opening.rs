//! What is refused is left as it is, byte for byte.

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::process::Command;

use shuheng_store::{AnswerChange, Engagement, SCHEMA_VERSION, StoreError, Value};

use crate::support::{ACTOR, Place, SmallDisk, clock, new_engagement};

/// Opens, and proves that nothing in the folder moved.
fn refused(place: &Place) -> StoreError {
    let before = place.snapshot();
    let error = Engagement::open(&place.file, clock()).unwrap_err();
    assert_eq!(place.snapshot(), before, "the file or its folder was touched by: {error}");
    error
}

fn patch(place: &Place, at: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new().write(true).open(&place.file).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn a_missing_file() {
    let place = Place::new();
    assert!(matches!(refused(&place), StoreError::NotFound { .. }));
    assert!(place.names().is_empty(), "opening made a file");
}

#[test]
fn foreign_files() {
    let text = "一份别的文件。".repeat(30);
    for content in [b"".as_slice(), b"short", b"SQLite format 3\0", text.as_bytes()] {
        let place = Place::new();
        fs::write(&place.file, content).unwrap();
        assert!(matches!(refused(&place), StoreError::NotAnEngagement { .. }));
    }
}

#[test]
fn a_folder() {
    let place = Place::new();
    let error = Engagement::open(place.folder.path(), clock()).unwrap_err();
    assert!(matches!(error, StoreError::NotAnEngagement { .. }));
}

#[test]
fn the_database_of_another_program() {
    let place = Place::closed();
    patch(&place, 68, &[0, 0, 0, 0]);
    assert!(matches!(refused(&place), StoreError::NotAnEngagement { .. }));
}

#[test]
fn a_newer_file() {
    let place = Place::closed();
    patch(&place, 60, &7i32.to_be_bytes());
    assert!(matches!(refused(&place), StoreError::Newer { found: 7, known: SCHEMA_VERSION, .. }));
}

#[test]
fn a_truncated_file() {
    let place = Place::closed();
    let whole = fs::read(&place.file).unwrap();
    for length in [whole.len() - 1, whole.len() / 2, 4096, 100] {
        fs::write(&place.file, &whole[..length]).unwrap();
        assert!(matches!(
            refused(&place),
            StoreError::Truncated { expected, actual, .. } if expected == whole.len() as u64 && actual == length as u64
        ));
    }
    for length in [0, 15, 99] {
        fs::write(&place.file, &whole[..length]).unwrap();
        assert!(matches!(refused(&place), StoreError::NotAnEngagement { .. }));
    }
    fs::write(&place.file, &whole).unwrap();
    place.open().close().unwrap();
}

#[test]
fn a_damaged_file_with_and_without_a_log() {
    let place = Place::closed();
    let pages = fs::metadata(&place.file).unwrap().len() / 4096;
    let whole = fs::read(&place.file).unwrap();
    let mut noticed = 0;
    for page in 1..pages {
        fs::write(&place.file, &whole).unwrap();
        patch(&place, page * 4096, &[0xA5; 512]);
        if matches!(Engagement::open(&place.file, clock()), Err(StoreError::Corrupt { .. })) {
            assert!(matches!(refused(&place), StoreError::Corrupt { .. }));
            noticed += 1;
        }
    }
    assert!(noticed >= pages / 2, "only {noticed} of {pages} damaged pages were noticed");
}

/// The folder as `kill -9` leaves it: a copy of file and log while both are in use.
fn killed() -> Place {
    let (place, mut engagement) = Place::with_engagement();
    engagement.record_answer("a", &AnswerChange::value(Value::Level(3)), ACTOR).unwrap();
    let after = Place::new();
    for name in place.names().into_iter().filter(|name| !name.starts_with('.')) {
        fs::copy(place.folder.path().join(&name), after.folder.path().join(&name)).unwrap();
    }
    assert_eq!(after.names().len(), 2, "file and log: {:?}", after.names());
    after
}

#[test]
fn a_log_left_by_a_crash_is_taken_in_silently() {
    let place = killed();
    let engagement = place.open();
    assert_eq!(engagement.answers().unwrap()["a"].value, Some(Value::Level(3)));
    assert!(engagement.verify().unwrap().is_clean());
    engagement.close().unwrap();
    assert_eq!(place.names().len(), 1);
}

#[test]
fn a_damaged_file_with_a_log_keeps_both() {
    let place = killed();
    // A page that the log does not replace: the model's files.
    let pages = fs::metadata(&place.file).unwrap().len() / 4096;
    let whole = fs::read(&place.file).unwrap();
    let mut noticed = 0;
    for page in 1..pages {
        fs::write(&place.file, &whole).unwrap();
        patch(&place, page * 4096, &[0xA5; 512]);
        let before = place.snapshot();
        match Engagement::open(&place.file, clock()) {
            Err(StoreError::Corrupt { .. }) => {
                assert_eq!(place.snapshot(), before);
                noticed += 1;
            }
            // The log holds that page: it heals. Put the log back for the next round.
            Ok(engagement) => {
                drop(engagement);
                for (name, (bytes, _)) in before {
                    fs::write(place.folder.path().join(name), bytes).unwrap();
                }
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!(noticed > 0);
}

#[test]
fn a_log_that_belongs_to_another_state_of_the_file_is_refused() {
    // Long texts, so that the log does not hold the whole of the file.
    let answer = |e: &mut Engagement, n: usize| {
        let change = AnswerChange::value(Value::Level(3)).with_rationale("理".repeat(3_000));
        e.record_answer(&n.to_string(), &change, ACTOR).unwrap();
    };
    let (place, mut e) = Place::with_engagement();
    answer(&mut e, 0);
    e.close().unwrap();
    let old = fs::read(&place.file).unwrap();
    let mut e = place.open();
    (1..10).for_each(|n| answer(&mut e, n));
    e.close().unwrap();
    let middle = fs::read(&place.file).unwrap();
    let mut e = place.open();
    answer(&mut e, 10);
    let log_name = place.names().into_iter().find(|name| name.ends_with("-wal")).unwrap();
    let log = fs::read(place.folder.path().join(&log_name)).unwrap();
    (11..20).for_each(|n| answer(&mut e, n));
    e.close().unwrap();
    let new = fs::read(&place.file).unwrap();
    let other = fs::read(&Place::closed().file).unwrap();

    let log_path = place.folder.path().join(log_name);
    for (state, fits) in [(&old, false), (&middle, true), (&new, false), (&other, false)] {
        fs::write(&place.file, state).unwrap();
        fs::write(&log_path, &log).unwrap();
        if fits {
            let e = place.open();
            assert_eq!(e.answers().unwrap().len(), 11);
            e.close().unwrap();
        } else {
            assert!(matches!(refused(&place), StoreError::ForeignLog { .. } | StoreError::Corrupt { .. }));
        }
    }
}

#[test]
fn a_log_that_would_take_back_later_answers_is_refused() {
    let (place, e) = Place::with_engagement();
    e.close().unwrap();
    let start = fs::read(&place.file).unwrap();
    let mut e = place.open();
    e.set_target(Some(3.0), ACTOR).unwrap();
    let log_path = place.folder.path().join(place.names().into_iter().find(|name| name.ends_with("-wal")).unwrap());
    let log = fs::read(&log_path).unwrap();
    drop(e);
    // The same pages with other contents: nothing in the structure of the database tells.
    for target in [&[2.0][..], &[2.0, 1.0]] {
        fs::write(&place.file, &start).unwrap();
        let mut e = place.open();
        for target in target {
            e.set_target(Some(*target), ACTOR).unwrap();
        }
        e.close().unwrap();
        fs::write(&log_path, &log).unwrap();
        let error = refused(&place);
        assert!(matches!(error, StoreError::ForeignLog { .. }), "{error}");
        fs::remove_file(&log_path).unwrap();
        assert_eq!(place.open().assessment().unwrap().target, target.last().copied());
    }
}

#[cfg(unix)]
#[test]
fn read_only_file_and_folder() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::closed();
    let mode = |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&place.file, 0o444);
    assert_eq!(refused(&place), StoreError::ReadOnly { path: place.file.canonicalize().unwrap() });
    mode(&place.file, 0o644);
    mode(place.folder.path(), 0o555);
    let error = refused(&place);
    mode(place.folder.path(), 0o755);
    assert_eq!(error, StoreError::ReadOnly { path: place.folder.path().canonicalize().unwrap() });
    place.open().close().unwrap();
}

#[test]
fn one_writer_in_this_process() {
    let (place, engagement) = Place::with_engagement();
    for _ in 0..2 {
        let error = Engagement::open(&place.file, clock()).unwrap_err();
        assert!(matches!(error, StoreError::InUse { .. }), "{error}");
    }
    drop(engagement);
    place.open().close().unwrap();
}

#[cfg(unix)]
#[test]
fn a_read_only_drive() {
    let Some(disk) = SmallDisk::mount("1m") else { return };
    let file = disk.path().join("甲行.shuheng");
    Engagement::create(&file, &new_engagement(), clock()).unwrap().close().unwrap();
    disk.remount("ro");
    let file = file.canonicalize().unwrap();
    let error = Engagement::open(&file, clock()).unwrap_err();
    assert_eq!(error, StoreError::ReadOnly { path: file });
    let error = Engagement::create(disk.path().join("乙行.shuheng"), &new_engagement(), clock()).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

/// Plays the other process of the test below.
#[test]
fn another_process() {
    if let Some(path) = std::env::var_os("SHUHENG_TEST_OPEN") {
        println!("REFUSED {}", Engagement::open(path, clock()).unwrap_err());
    }
}

#[test]
fn one_writer_among_processes_even_after_the_file_was_read_elsewhere() {
    let (place, mut engagement) = Place::with_engagement();
    // On Unix, closing this handle drops SQLite's own locks of the whole process.
    drop(fs::read(&place.file).unwrap());
    let other = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "opening::another_process", "--nocapture"])
        .env("SHUHENG_TEST_OPEN", &place.file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&other.stdout);
    assert!(said.contains("REFUSED SH-2109"), "{said}");
    engagement.record_answer("a", &AnswerChange::value(Value::Level(1)), ACTOR).unwrap();
    engagement.close().unwrap();
}

#[test]
fn a_closed_file_opens_at_once_even_while_processes_are_being_started() {
    let place = Place::closed();
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let starter = std::thread::spawn(move || {
        while stopped.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            Command::new(std::env::current_exe().unwrap()).arg("--list").output().unwrap();
        }
    });
    for _ in 0..150 {
        place.open().close().unwrap();
    }
    drop(stop);
    starter.join().unwrap();
}

#[test]
fn another_program_with_the_database_open_is_respected() {
    let place = Place::closed();
    let other = rusqlite::Connection::open(&place.file).unwrap();
    let _: i64 = other.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = Engagement::open(&place.file, clock()).unwrap_err();
    assert!(matches!(error, StoreError::InUse { .. }), "{error}");
    drop(other);
    place.open().close().unwrap();
}

#[test]
fn opening_and_closing_without_a_change_leaves_the_bytes() {
    let place = Place::closed();
    // The first opening makes the first backup.
    place.open().close().unwrap();
    let before = place.snapshot();
    place.open().close().unwrap();
    assert_eq!(place.snapshot(), before);
}
