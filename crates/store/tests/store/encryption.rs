//! The passphrase: given, refused, set, changed and taken away.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use shuheng_store::{
    Access, AnswerChange, BackupOutcome, BackupReason, Engagement, Passphrase, SCHEMA_VERSION, StoreError, Value, backups, is_encrypted,
    restore, verify_with, wait_before_next_try,
};

use crate::support::{ACTOR, Place, SmallDisk, clock, new_engagement, tables};

const FIRST: &str = "correct horse battery";
const SECOND: &str = "春眠不觉晓，处处闻啼鸟";
const ROUNDS: u32 = 10;

fn with(passphrase: &str) -> Access {
    Access::new().with_passphrase(Passphrase::new(passphrase))
}

fn open(path: &Path, passphrase: &str) -> Result<Engagement, StoreError> {
    Engagement::open_with(path, &with(passphrase), clock())
}

fn answer(e: &mut Engagement, level: u8) {
    e.record_answer("a", &AnswerChange::value(Value::Level(level)).with_rationale("理由".repeat(300)), ACTOR).unwrap();
}

/// An encrypted engagement with one answer, closed.
fn encrypted() -> Place {
    let place = Place::new();
    let mut e = Engagement::create_with(&place.file, &new_engagement(), &with(FIRST), clock()).unwrap();
    assert!(e.is_encrypted());
    answer(&mut e, 3);
    e.close().unwrap();
    assert_eq!(place.names().len(), 1);
    place
}

/// Every file in the folder and among the backups, whole.
fn everything(place: &Place) -> BTreeMap<String, Vec<u8>> {
    place.snapshot().into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
}

fn plain(bytes: &[u8]) -> bool {
    let name = new_engagement().institution;
    bytes.starts_with(b"SQLite format 3\0") || bytes.windows(name.len()).any(|part| part == name.as_bytes())
}

#[test]
fn opens_with_its_passphrase_and_with_no_other() {
    let place = encrypted();
    assert!(is_encrypted(&place.file).unwrap());
    assert!(!is_encrypted(Place::closed().file).unwrap());
    let before = place.snapshot();
    let error = Engagement::open(&place.file, clock()).unwrap_err();
    assert!(matches!(error, StoreError::PassphraseNeeded { .. }), "{error}");
    for wrong in ["", "correct horse batterY", "correct horse battery "] {
        let error = Engagement::open_with(&place.file, &with(wrong), clock());
        // Each in a file of its own time: the delay is another test's.
        assert!(matches!(error, Err(StoreError::WrongPassphrase { .. } | StoreError::TooSoon { .. })), "{error:?}");
    }
    assert_eq!(place.snapshot(), before);

    let later = clock();
    later.advance(TimeDelta::minutes(1));
    let e = Engagement::open_with(&place.file, &with(FIRST), later).unwrap();
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(3)));
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
    assert_eq!(place.names().len(), 1);
}

#[test]
fn a_short_passphrase_is_refused_when_it_is_set() {
    let place = Place::new();
    let error = Engagement::create_with(&place.file, &new_engagement(), &with("1234567"), clock()).unwrap_err();
    assert_eq!(error, StoreError::PassphraseTooShort { least: 8 });
    assert!(place.names().is_empty());
    let (place, mut e) = Place::with_engagement();
    assert_eq!(e.set_passphrase(Some(&Passphrase::new("1234567"))), Err(StoreError::PassphraseTooShort { least: 8 }));
    e.close().unwrap();
    assert!(!is_encrypted(&place.file).unwrap());
}

#[test]
fn whatever_is_wrong_has_one_sentence_and_one_duration() {
    let place = encrypted();
    let whole = fs::read(&place.file).unwrap();
    let clock = clock();
    let mut times = Vec::new();
    for (passphrase, at) in [(SECOND, None), (FIRST, Some(3)), (FIRST, Some(2_000)), (FIRST, Some(4_090))] {
        let mut bytes = whole.clone();
        if let Some(at) = at {
            bytes[at] ^= 4;
        }
        fs::write(&place.file, bytes).unwrap();
        clock.advance(TimeDelta::minutes(1));
        let start = Instant::now();
        let error = Engagement::open_with(&place.file, &with(passphrase), clock.clone()).unwrap_err();
        times.push(start.elapsed());
        assert_eq!(error, StoreError::WrongPassphrase { path: place.file.canonicalize().unwrap() });
    }
    fs::write(&place.file, &whole).unwrap();
    clock.advance(TimeDelta::minutes(1));
    let start = Instant::now();
    Engagement::open_with(&place.file, &with(FIRST), clock).unwrap();
    let right = start.elapsed();
    // Wide bounds: other tests share the processor. Without the derivation it would be a hundredth.
    assert!(times.iter().all(|time| *time > right / 5), "{times:?} against {right:?}");
}

#[test]
fn wrong_tries_have_to_wait() {
    let place = encrypted();
    let clock = clock();
    let attempt = |passphrase: &str| Engagement::open_with(&place.file, &with(passphrase), clock.clone());
    let wait = || wait_before_next_try(&place.file, clock.as_ref()).as_secs();
    for waits in [0, 1] {
        assert!(matches!(attempt(SECOND), Err(StoreError::WrongPassphrase { .. })));
        assert_eq!(wait(), waits);
    }
    // Refused without being tried, the right one too; and not counted.
    for passphrase in [SECOND, FIRST] {
        let Err(StoreError::TooSoon { wait, .. }) = attempt(passphrase) else { panic!("not refused") };
        assert_eq!(wait, Duration::from_secs(1));
    }
    clock.advance(TimeDelta::seconds(1));
    attempt(FIRST).unwrap().close().unwrap();
    assert_eq!(wait(), 0);
}

#[test]
fn a_log_left_by_a_crash_is_read_with_the_passphrase_only() {
    let place = encrypted();
    let mut e = open(&place.file, FIRST).unwrap();
    answer(&mut e, 5);
    let after = Place::new();
    for name in place.names().into_iter().filter(|name| !name.starts_with('.')) {
        fs::copy(place.folder.path().join(&name), after.folder.path().join(&name)).unwrap();
    }
    assert_eq!(after.names().len(), 2);
    let before = after.snapshot();
    let error = open(&after.file, SECOND).unwrap_err();
    assert!(matches!(error, StoreError::WrongPassphrase { .. }), "{error}");
    assert_eq!(after.snapshot(), before);
    let e = open(&after.file, FIRST).unwrap();
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(5)));
    e.close().unwrap();
    assert_eq!(after.names().len(), 1);
}

#[test]
fn is_set_changed_and_removed_with_all_that_is_in_the_file() {
    let (place, mut e) = Place::with_engagement();
    answer(&mut e, 1);
    e.close().unwrap();
    let mut e = place.open();
    answer(&mut e, 2);
    e.undo(ACTOR).unwrap();
    let everything_in = |e: &Engagement| (tables(e, &[]), e.audit_trail(1, u32::MAX).unwrap());

    let mut before: Option<&str> = None;
    for passphrase in [Some(FIRST), Some(SECOND), None] {
        let then = everything_in(&e);
        e.set_passphrase(passphrase.map(Passphrase::new).as_ref()).unwrap();
        assert_eq!(e.is_encrypted(), passphrase.is_some());
        assert_eq!(everything_in(&e), then);
        // Still held, and the file under the name is the one that is written.
        assert!(matches!(Engagement::open(&place.file, clock()), Err(StoreError::InUse { holder: Some(_), .. })));
        e.redo(ACTOR).unwrap();
        e.undo(ACTOR).unwrap();
        let then = everything_in(&e);
        e.close().unwrap();
        assert_eq!(place.names().len(), 1, "{:?}", place.names());
        for (name, bytes) in everything(&place) {
            assert_eq!(plain(&bytes), passphrase.is_none(), "{name}");
        }
        // The backups go with it.
        let access = passphrase.map_or_else(Access::new, with);
        let copy = Place::new();
        restore(&backups(&place.file).unwrap()[0].path, &copy.file).unwrap();
        assert!(verify_with(&copy.file, &access).unwrap().is_clean());
        if let (Some(before), Some(_)) = (before, passphrase) {
            assert!(matches!(open(&place.file, before), Err(StoreError::WrongPassphrase { .. })));
        }
        before = passphrase;
        e = Engagement::open_with(&place.file, &access, clock()).unwrap();
        assert!(e.verify().unwrap().is_clean());
        assert_eq!(everything_in(&e), then);
    }
}

#[test]
fn a_backup_of_an_earlier_schema_goes_along_and_migrates_encrypted() {
    let place = Place::version_1();
    let mut e = place.open();
    e.set_passphrase(Some(&Passphrase::new(FIRST))).unwrap();
    e.close().unwrap();
    let copy = Place::new();
    restore(&backups(&place.file).unwrap()[0].path, &copy.file).unwrap();
    let e = open(&copy.file, FIRST).unwrap();
    assert!(e.verify().unwrap().is_clean());
    let BackupOutcome::Made(backup) = e.backup_on_opening() else { panic!("{:?}", e.backup_on_opening()) };
    assert_eq!(backup.why, BackupReason::Migration(SCHEMA_VERSION));
    assert!(is_encrypted(&backup.path).unwrap());
}

/// Opens a plain file, encrypts it, changes the passphrase and removes it, and says what it did.
#[test]
fn helper() {
    let Some(path) = std::env::var_os("SHUHENG_TEST_REKEY") else { return };
    let mut e = Engagement::open(path, clock()).unwrap();
    for passphrase in [Some(FIRST), Some(SECOND), None] {
        println!("\nSETTING");
        e.set_passphrase(passphrase.map(Passphrase::new).as_ref()).unwrap();
        println!("\nSET {}", passphrase.is_some());
    }
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn kill_9_at_any_moment_of_a_change_leaves_one_file_or_the_other() {
    let mut whole = Duration::ZERO;
    for round in 0..=ROUNDS {
        let (place, mut e) = Place::with_engagement();
        answer(&mut e, 4);
        e.close().unwrap();
        place.open().close().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "encryption::helper", "--nocapture"])
            .env("SHUHENG_TEST_REKEY", &place.file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        assert!(lines.any(|line| line == "SETTING"));
        let start = Instant::now();
        // The first one is left to its end, to know how long it takes; the others end somewhere on the way.
        if round == 0 {
            assert!(lines.any(|line| line == "SET false"));
            whole = start.elapsed();
        } else {
            std::thread::sleep(whole * round / (ROUNDS + 1));
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let later = clock();
        let mut opened = Engagement::open(&place.file, later.clone());
        for passphrase in [FIRST, SECOND] {
            if opened.is_err() {
                later.advance(TimeDelta::minutes(1));
                opened = Engagement::open_with(&place.file, &with(passphrase), later.clone());
            }
        }
        let e = opened.unwrap_or_else(|error| panic!("round {round}: {error}"));
        assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(4)));
        assert!(e.verify().unwrap().is_clean(), "round {round}");
        let encrypted = e.is_encrypted();
        e.close().unwrap();
        assert_eq!(place.names().len(), 1, "round {round}: {:?}", place.names());
        assert_eq!(backups(&place.file).unwrap().len(), 1, "round {round}: the backup still holds what the file holds");
        for (name, bytes) in everything(&place) {
            assert_eq!(plain(&bytes), encrypted.eq(&false), "round {round}: {name}");
        }
    }
}

#[test]
fn a_full_disk_leaves_the_old_passphrase_and_the_old_backups() {
    let Some(disk) = SmallDisk::mount("1m") else { return };
    let file = disk.path().join("甲行.shuheng");
    let mut e = Engagement::create(&file, &new_engagement(), clock()).unwrap();
    answer(&mut e, 2);
    e.close().unwrap();
    let mut e = Engagement::open(&file, clock()).unwrap();
    let ballast = disk.path().join("ballast");
    let mut failures = 0;
    // From no room at all to enough.
    for room in 0.. {
        fs::write(&ballast, "").unwrap();
        let mut filling = fs::File::create(&ballast).unwrap();
        while filling.write_all(&[0; 4096]).is_ok() {}
        let filled = filling.metadata().unwrap().len();
        filling.set_len(filled.saturating_sub(room * 40_000)).unwrap();
        match e.set_passphrase(Some(&Passphrase::new(FIRST))) {
            Ok(()) => break,
            Err(error) => assert!(matches!(error, StoreError::DiskFull { .. }), "{error}"),
        }
        failures += 1;
        assert!(!e.is_encrypted());
        assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(2)));
        assert_eq!(backups(&file).unwrap().len(), 1);
    }
    assert!(failures > 1, "it never ended in the middle");
    fs::remove_file(ballast).unwrap();
    answer(&mut e, 3);
    e.close().unwrap();
    let e = open(&file, FIRST).unwrap();
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
    // The file and the folder of its backups.
    assert_eq!(fs::read_dir(disk.path()).unwrap().count(), 2);
}
