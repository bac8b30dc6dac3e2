//! A file of an earlier schema version: brought to the present version with everything in it, or left as it is.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use shuheng_store::{
    AnswerChange, Basis, ClauseJudgementChange, ConsensusRule, DocumentKind, Engagement, EvidenceKind, SCHEMA_VERSION, Stage, StoreError,
    Strength, Subject, UndoSteps, UpgradePlan, Value, Verdict, verify,
};

use crate::support::{ACTOR, Place, SmallDisk, clock, last_row, model, tables};

/// The audit rows of the file of version 1.
const ROWS: i64 = 23;
/// How often a migration is ended from outside.
const ROUNDS: u32 = 30;

fn version(place: &Place) -> i32 {
    let bytes = fs::read(&place.file).unwrap();
    i32::from_be_bytes(bytes[60..64].try_into().unwrap())
}

#[test]
fn is_opened_with_everything_in_it_and_its_chain_untouched() {
    let place = Place::version_1();
    assert_eq!(version(&place), 1);
    let hashes: Vec<String> = {
        let conn = Connection::open(&place.file).unwrap();
        let mut statement = conn.prepare("SELECT hash FROM audit ORDER BY seq").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let e = place.open();
    let answers = e.answers().unwrap();
    assert_eq!(answers.keys().collect::<Vec<_>>(), ["a", "b", "c", "d", "s"]);
    assert!(answers.values().all(|answer| !answer.review));
    assert_eq!((&answers["a"].value, answers["a"].rationale.as_str()), (&Some(Value::Level(3)), "访谈与制度文件"));
    assert_eq!(answers["b"].value, Some(Value::Number(0.1 + 0.2)));
    assert_eq!(answers["c"].value, Some(Value::Items(BTreeSet::from(["甲".to_owned(), "乙".to_owned()]))));
    let evidence: Vec<_> = e.evidence().unwrap().into_iter().map(|piece| (piece.id, piece.about, piece.strength)).collect();
    assert_eq!(evidence, [(1, "s".to_owned(), Strength::Medium), (2, "a".to_owned(), Strength::Medium)]);
    assert_eq!((e.institution().unwrap().name.as_str(), e.assessment().unwrap().target), ("乙城市商业银行", Some(70.5)));
    assert_eq!((e.figures().unwrap()[0].value, e.peer_references().unwrap()[0].scores["root"]), (4.83, 46.5));
    assert_eq!((e.models().unwrap().len(), e.model_copy().unwrap().files.len()), (1, 2));
    assert!(
        e.judgements().unwrap().is_empty()
            && e.upgrades().unwrap().is_empty()
            && e.documents(DocumentKind::WeightScheme).unwrap().is_empty()
    );

    let trail = e.audit_trail(1, u32::MAX).unwrap();
    assert_eq!(trail.iter().map(|row| row.hash.clone()).collect::<Vec<_>>(), hashes);
    let report = e.verify().unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.audit_rows, ROWS);
    assert_eq!(e.history(&Subject::Model(1)).unwrap().len(), 1, "the copy of version 1 under its name of today");
    e.close().unwrap();
    assert_eq!(version(&place), SCHEMA_VERSION);
    assert_eq!(place.names().len(), 1);
    assert!(verify(&place.file).unwrap().is_clean());
}

#[test]
fn what_was_done_before_is_undone_and_redone_after() {
    let place = Place::version_1();
    let mut e = place.open();
    let then = tables(&e, &["weights"]);
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 10, redo: 2 });
    for _ in 0..2 {
        assert_eq!(e.redo(ACTOR).unwrap().len(), 1);
    }
    assert_eq!(e.evidence().unwrap().last().unwrap().about, "d");
    for _ in 0..12 {
        assert!(!e.undo(ACTOR).unwrap().is_empty());
        assert!(e.verify().unwrap().is_clean());
    }
    assert!(e.undo(ACTOR).unwrap().is_empty());
    assert_eq!(e.answers().unwrap().keys().collect::<Vec<_>>(), ["s"]);
    for _ in 0..10 {
        e.redo(ACTOR).unwrap();
    }
    assert_eq!(tables(&e, &["weights"]), then);
    assert_eq!(e.states_at(ROWS).unwrap(), then);
    assert_eq!(e.states_at(3).unwrap().len(), 3, "institution, model and assessment");
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn goes_on_with_what_is_new() {
    let place = Place::version_1();
    let mut e = place.open();
    let then = tables(&e, &["weights"]);
    e.record_judgement("doc/1", &ClauseJudgementChange::verdict(Verdict::Met), ACTOR).unwrap();
    let plan = UpgradePlan { moved: [("a".to_owned(), "b".to_owned()), ("b".to_owned(), "a".to_owned())].into(), ..UpgradePlan::default() };
    e.upgrade_model(&model(2), &plan, ACTOR).unwrap();
    assert_eq!(e.answers().unwrap()["b"].value, Some(Value::Level(3)));
    assert_eq!(e.evidence().unwrap()[1].about, "b");
    assert_eq!(e.states_at(ROWS).unwrap(), then);
    assert_eq!(e.upgrades().unwrap()[0].seq_before, ROWS + 1);
    for _ in 0..12 {
        e.undo(ACTOR).unwrap();
    }
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
    assert!(verify(&place.file).unwrap().is_clean());
}

/// The audit rows of the file of version 4.
const ROWS_OF_4: i64 = 30;

#[test]
fn a_file_of_version_4_keeps_its_chain_its_past_and_its_steps() {
    let place = Place::version_4();
    assert_eq!(version(&place), 4);
    let rows = || {
        let conn = Connection::open(&place.file).unwrap();
        let mut statement =
            conn.prepare("SELECT seq, at, actor, action, subject, before, after, edit, prev_hash, hash FROM audit").unwrap();
        let row = |row: &rusqlite::Row<'_>| (0..10).map(|column| row.get::<_, rusqlite::types::Value>(column)).collect();
        statement.query_map([], row).unwrap().collect::<Result<Vec<Vec<_>>, _>>().unwrap()
    };
    let before = rows();
    let mut e = place.open();
    let then = tables(&e, &["weights"]);
    assert_eq!((e.assessments().unwrap().len(), e.assessment().unwrap().title().as_str()), (1, "2025年度"));
    assert_eq!((e.assessment().unwrap().stage, e.assessment().unwrap().consensus), (Stage::Draft, ConsensusRule::None));
    assert!(e.answers().unwrap().values().all(|answer| answer.basis == Basis::Single));
    assert!(e.evidence().unwrap().iter().all(|piece| piece.kind == EvidenceKind::Note && piece.links.is_empty()));
    assert_eq!(e.upgrades().unwrap().len(), 1);
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 13, redo: 2 });
    let report = e.verify().unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.audit_rows, ROWS_OF_4);

    // Everything old is undone and redone, and what is new stands beside it.
    for _ in 0..13 {
        e.undo(ACTOR).unwrap();
    }
    assert_eq!(e.answers().unwrap().keys().collect::<Vec<_>>(), ["s"]);
    for _ in 0..13 {
        e.redo(ACTOR).unwrap();
    }
    assert_eq!((tables(&e, &["weights"]), e.states_at(ROWS_OF_4).unwrap()), (then.clone(), then.clone()));
    e.begin_assessment("2026年度", 2026, Some(1), ACTOR).unwrap();
    assert_eq!(e.answers().unwrap().len(), 5);
    e.switch_assessment(1).unwrap();
    assert_eq!(tables(&e, &["weights"]), then);
    assert_eq!(e.states_at(ROWS_OF_4).unwrap(), then);
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
    assert_eq!(version(&place), SCHEMA_VERSION);
    assert_eq!(rows()[..before.len()], before, "not one old row was touched");
}

#[test]
fn what_was_altered_in_version_4_is_found_after() {
    for seq in 1..=ROWS_OF_4 {
        let place = Place::version_4();
        place.tamper(&format!("UPDATE audit SET actor = actor || ' ' WHERE seq = {seq}"));
        assert_eq!(verify(&place.file).unwrap().first_broken, Some(seq));
    }
    let place = Place::version_4();
    place.tamper("UPDATE peer_group SET content = '[1]'");
    assert_eq!(verify(&place.file).unwrap().faults, [shuheng_store::Fault::Altered("peer_group:1".into())]);
}

#[test]
fn a_foreign_log_beside_a_file_of_version_4_is_refused() {
    let (place, other) = (Place::version_4(), Place::version_4());
    other.tamper("UPDATE audit SET hash = 'x' WHERE seq = 30");
    let conn = Connection::open(&other.file).unwrap();
    conn.execute_batch("UPDATE audit SET actor = 'x' WHERE seq = 30").unwrap();
    let log = |place: &Place| {
        let mut name = place.file.clone().into_os_string();
        name.push("-wal");
        std::path::PathBuf::from(name)
    };
    fs::copy(log(&other), log(&place)).unwrap();
    let before = place.snapshot();
    let error = Engagement::open(&place.file, clock()).unwrap_err();
    assert!(matches!(error, StoreError::ForeignLog { .. }), "{error}");
    assert_eq!(place.snapshot(), before);
}

#[test]
fn what_was_altered_before_is_found_after() {
    for (sql, subject) in [
        (r#"UPDATE answer SET value = '{"level":5}' WHERE indicator_id = 'a'"#, "answer:a"),
        ("UPDATE evidence SET indicator_id = 'b' WHERE id = 2", "evidence:2"),
        ("UPDATE model_file SET content = content || ' ' WHERE path = 'model.toml'", "model"),
        ("INSERT INTO model VALUES ('d9', 'caict', '9.0.0')", "model:2"),
        ("UPDATE figure SET value = 9.9", "figure:2024:it_investment"),
        ("DELETE FROM meta", "meta:weights"),
    ] {
        let place = Place::version_1();
        place.tamper(sql);
        let report = verify(&place.file).unwrap();
        assert_eq!(report.faults, [shuheng_store::Fault::Altered(subject.into())], "{sql}");
        assert_eq!(version(&place), SCHEMA_VERSION);
    }
    for seq in 1..=ROWS {
        let place = Place::version_1();
        place.tamper(&format!("UPDATE audit SET after = coalesce(after, '') || ' ' WHERE seq = {seq}"));
        assert_eq!(verify(&place.file).unwrap().first_broken, Some(seq));
    }
}

#[test]
fn a_log_that_says_newer_is_refused_with_its_file() {
    let place = Place::closed();
    let conn = Connection::open(&place.file).unwrap();
    conn.pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    // As `kill -9` leaves a newer program right after its migration.
    let after = Place::new();
    let name = place.file.file_name().unwrap().to_string_lossy().into_owned();
    for name in [name.clone(), format!("{name}-wal")] {
        fs::copy(place.folder.path().join(&name), after.folder.path().join(&name)).unwrap();
    }
    assert_eq!(version(&after), SCHEMA_VERSION, "the file itself does not say it yet");
    let before = after.snapshot();
    let error = Engagement::open(&after.file, clock()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found, known: SCHEMA_VERSION, .. } if found == SCHEMA_VERSION + 1), "{error}");
    assert_eq!(after.snapshot(), before);
}

#[test]
fn a_full_disk_leaves_version_1() {
    let Some(disk) = SmallDisk::mount("512k") else { return };
    let place = Place::version_1();
    let file = disk.path().join("甲行.shuheng");
    fs::copy(&place.file, &file).unwrap();
    let mut ballast = fs::File::create(disk.path().join("ballast")).unwrap();
    while ballast.write_all(&[0; 512]).is_ok() {}
    drop(ballast);
    let error = Engagement::open(&file, clock()).unwrap_err();
    let StoreError::NoBackup { path, cause } = error else { panic!("{error}") };
    assert_eq!(path, file.canonicalize().unwrap());
    assert!(matches!(*cause, StoreError::DiskFull { .. }), "{cause}");
    assert_eq!(fs::read(&file).unwrap(), fs::read(&place.file).unwrap());
    fs::remove_file(disk.path().join("ballast")).unwrap();
    let e = Engagement::open(&file, clock()).unwrap();
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
}

/// Opens a file and says so, before and after.
#[test]
fn helper() {
    let Some(path) = std::env::var_os("SHUHENG_TEST_MIGRATE") else { return };
    println!("\nOPENING");
    let mut engagement = Engagement::open(path, clock()).unwrap();
    engagement.record_answer("new", &AnswerChange::value(Value::Level(1)), ACTOR).unwrap();
    println!("\nDONE");
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn kill_9_at_any_moment_leaves_one_version_or_the_other() {
    let mut whole = Duration::ZERO;
    for round in 0..=ROUNDS {
        let place = Place::version_1();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "migrating::helper", "--nocapture"])
            .env("SHUHENG_TEST_MIGRATE", &place.file)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        assert!(lines.any(|line| line == "OPENING"));
        let start = Instant::now();
        // The first one is left to its end, to know how long it takes; the others end somewhere on the way.
        let mut answered = round == 0 && lines.any(|line| line == "DONE");
        if round == 0 {
            whole = start.elapsed();
        } else {
            std::thread::sleep(whole * round / ROUNDS);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        answered = answered || lines.any(|line| line == "DONE");

        // What is there, file and log together, looked at in a copy.
        let copy = Place::new();
        for name in place.names() {
            fs::copy(place.folder.path().join(&name), copy.folder.path().join(&name)).unwrap();
        }
        let conn = Connection::open(&copy.file).unwrap();
        let version: i32 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        for sql in [
            "SELECT about FROM evidence",
            "SELECT review FROM answer",
            "SELECT * FROM clause_judgement",
            "SELECT number FROM model",
            "SELECT * FROM weight_scheme",
            "SELECT * FROM peer_group",
            "SELECT * FROM imported_data",
            "SELECT stage FROM assessment",
            "SELECT reason FROM audit",
            "SELECT * FROM response",
            "SELECT * FROM snapshot",
        ] {
            assert_eq!(conn.prepare(sql).is_ok(), version == SCHEMA_VERSION, "round {round}: version {version}, {sql}");
        }
        assert!(!answered || version == SCHEMA_VERSION);
        assert!(answered || round > 0, "the helper ended by itself");
        drop(conn);

        let e = Engagement::open(&place.file, clock()).unwrap_or_else(|error| panic!("round {round}: {error}"));
        assert!(e.verify().unwrap().is_clean(), "round {round}");
        assert_eq!(e.evidence().unwrap().len(), 2);
        assert!(last_row(&e) == ROWS || e.answers().unwrap().contains_key("new"));
        e.close().unwrap();
    }
}
