//! Bad input is answered with exit code 1, a stable code and a clear sentence, and nothing is lost.

use crate::answering::new;
use shuheng_acceptance::{Run, shuheng};
use std::fs;
use std::path::Path;

/// Refused with this code; the sentence holds these words; the file is byte for byte as before.
fn refused(folder: &Path, arguments: &[&str], code: &str, words: &str) -> Run {
    let before = fs::read(folder.join("a.shuheng")).ok();
    let run = shuheng(folder, arguments);
    assert_eq!((run.code, run.error_code().as_str()), (1, code), "{}", run.stderr);
    assert!(run.sentence().contains(words), "“{words}” is not in “{}”", run.sentence());
    assert_eq!(fs::read(folder.join("a.shuheng")).ok(), before, "the file is untouched");
    let left: Vec<String> =
        fs::read_dir(folder).expect("the folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    assert!(!left.iter().any(|name| name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with("-journal")), "{left:?}");
    run
}

#[test]
fn files_that_are_no_engagement() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.shuheng");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2101", "");
    fs::write(&file, "not a database at all, but long enough to hold a header of one hundred bytes, were it one indeed").expect("written");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2103", "");
    fs::write(&file, "").expect("written");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2103", "");
    fs::remove_file(&file).expect("removed");
    rusqlite::Connection::open(&file)
        .and_then(|c| c.execute_batch("CREATE TABLE t (x); PRAGMA user_version = 1;"))
        .expect("a foreign database");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2103", "");
}

#[test]
fn newer_truncated_and_damaged_files() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let file = folder.path().join("a.shuheng");
    let sound = fs::read(&file).expect("the file");
    let mut newer = sound.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&file, &newer).expect("written");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2104", "99");
    fs::write(&file, &sound[..sound.len() / 2]).expect("written");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2105", "");
    let mut damaged = sound.clone();
    for byte in damaged.iter_mut().skip(4096 * 3).take(4096 * 4) {
        *byte = 0xA5;
    }
    fs::write(&file, &damaged).expect("written");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2106", "");
    fs::write(&file, &sound).expect("written");
    assert_eq!(shuheng(folder.path(), &["verify", "a.shuheng"]).code, 0, "the untouched copy still opens");
}

#[test]
fn tables_of_answers_with_faults_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let rubric = "technology_application.ai.enterprise_platform";
    let metric = "economic_value.input_output.it_investment_intensity";
    let cases = [
        (format!("indicator,value\n{rubric},3\nno.such.indicator,3\n"), "line 3: the model has no indicator `no.such.indicator`"),
        (format!("indicator,value\n{rubric},9\n"), "there is no level 9"),
        (format!("indicator,value\n{metric},四\n"), "`四` is not a number"),
        (format!("indicator,value\n{metric},NaN\n"), "cannot be used"),
        (format!("indicator,value\n{rubric},3\n{rubric},4\n"), "stands on line 2 already"),
        (format!("indicator,value,confidence\n{rubric},3,certain\n"), "should be low, medium or high"),
        (format!("indicator,value,confidence,rationale\n{rubric},3,high,\"open\n{metric},4,high,lost\n"), "a quote is not closed"),
        (format!("indicator,value,rationnale\n{rubric},3,why\n"), "unknown or repeated columns: rationnale"),
        ("name;score\nx;3\n".to_owned(), "needs the columns indicator and value"),
    ];
    for (table, words) in cases {
        fs::write(folder.path().join("t.csv"), &table).expect("a table");
        refused(folder.path(), &["answer", "a.shuheng", "t.csv"], "SH-4001", words);
    }
    fs::write(folder.path().join("t.csv"), [0xd6, 0xb8, 0xb1, 0xea]).expect("GB18030 bytes");
    refused(folder.path(), &["answer", "a.shuheng", "t.csv"], "SH-4001", "not UTF-8");
    refused(folder.path(), &["answer", "a.shuheng", "missing.csv"], "SH-4002", "was not found");
    let score = shuheng(folder.path(), &["score", "a.shuheng"]);
    assert_eq!(score.json["answered"].as_u64(), Some(0), "no line of a faulty table was taken over");
}

#[test]
fn a_report_never_replaces_its_engagement_nor_follows_links() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shuheng(folder.path(), &["sample", "radar.svg"]).code, 0);
    let before = fs::read(folder.path().join("radar.svg")).expect("the engagement");
    let run = shuheng(folder.path(), &["report", "radar.svg", "--out", ".", "--only", "svg"]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-1002"), "{}", run.stderr);
    assert_eq!(fs::read(folder.path().join("radar.svg")).expect("the engagement"), before);
    fs::create_dir(folder.path().join("out")).expect("a folder");
    fs::write(folder.path().join("precious"), "precious").expect("a file");
    std::os::unix::fs::symlink("../precious", folder.path().join("out/radar.svg")).expect("a link");
    assert_eq!(shuheng(folder.path(), &["report", "radar.svg", "--out", "out", "--only", "svg"]).code, 0);
    assert_eq!(fs::read(folder.path().join("precious")).expect("still there"), b"precious");
}

#[test]
fn pipes_and_devices_are_refused_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status().expect("mkfifo").success());
    let run = shuheng(folder.path(), &["score", "pipe"]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-2103"));
    assert_eq!(shuheng(folder.path(), &["verify", "pipe"]).code, 1);
    new(folder.path());
    for table in ["pipe", "/dev/zero", "."] {
        let run = shuheng(folder.path(), &["answer", "a.shuheng", table]);
        assert_eq!((run.code, run.error_code().as_str()), (1, "SH-4002"), "{table}: {}", run.stderr);
    }
}

#[test]
fn a_model_copy_that_was_damaged_gives_no_score() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let file = folder.path().join("a.shuheng");
    let mut bytes = fs::read(&file).expect("the file");
    let at = bytes.windows(11).position(|window| window == b"weight = 40").expect("the weight of a dimension");
    bytes[at + 9] = b'5';
    fs::write(&file, &bytes).expect("written");
    refused(folder.path(), &["score", "a.shuheng"], "SH-2106", "");
}

#[test]
fn new_engagements_that_cannot_be() {
    let folder = tempfile::tempdir().expect("a folder");
    new(folder.path());
    let with = |changes: &[(usize, &'static str)]| {
        let mut words =
            vec!["new", "b.shuheng", "--institution", "某行", "--type", "city_bank", "--year", "2025", "--model", "caict-value-2025"];
        for (index, word) in changes {
            words[*index] = word;
        }
        words
    };
    refused(folder.path(), &with(&[(1, "a.shuheng")]), "SH-2102", "");
    refused(folder.path(), &with(&[(5, "bank")]), "SH-3003", "city_bank");
    refused(folder.path(), &with(&[(9, "none")]), "SH-3001", "no evaluation model `none`");
    refused(folder.path(), &with(&[(3, " ")]), "SH-1002", "no name");
    refused(folder.path(), &with(&[(7, "25")]), "SH-1002", "1990");
    refused(folder.path(), &with(&[(1, "nowhere/b.shuheng")]), "SH-2101", "");
    assert!(!folder.path().join("b.shuheng").exists());
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = tempfile::tempdir().expect("a folder");
    for words in [&["scored"][..], &["score"], &["report", "a.shuheng"], &["model", "check"], &["score", "a.shuheng", "--format", "xml"]] {
        let run = std::process::Command::new(shuheng_acceptance::program("shuheng"))
            .current_dir(folder.path())
            .args(words)
            .output()
            .expect("shuheng");
        assert_eq!(run.status.code(), Some(2), "{words:?}");
    }
}

/// Runs a command as root, through sudo when need be.
fn as_root(words: &[&str]) -> bool {
    let run = |program: &str, arguments: &[&str]| {
        std::process::Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    run(words[0], &words[1..]) || run("sudo", &[&["-n"], words].concat())
}

/// A file system of its own size.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let done = as_root(&["mount", "-t", "tmpfs", "-o", "size=2m,mode=1777", "tmpfs", &folder.path().display().to_string()]);
        assert!(done, "this test mounts a small disk: run it as root or with sudo that asks no password");
        Self(folder)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        as_root(&["umount", &self.0.path().display().to_string()]);
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    let disk = SmallDisk::new();
    let folder = disk.0.path();
    new(folder);
    fs::write(folder.join("t.csv"), "indicator,value\ntechnology_application.ai.enterprise_platform,3\n").expect("a table");
    assert_eq!(shuheng(folder, &["answer", "a.shuheng", "t.csv"]).code, 0);
    // What is left of the disk is filled to the last byte.
    let mut filler = fs::File::create(folder.join("filler")).expect("a file");
    let mut chunk = vec![0_u8; 4096];
    while !chunk.is_empty() {
        if std::io::Write::write_all(&mut filler, &chunk).is_err() {
            chunk.truncate(chunk.len() / 2);
        }
    }
    drop(filler);
    let long = "长".repeat(4000);
    fs::write(
        std::env::temp_dir().join("shuheng-full-disk.csv"),
        format!("indicator,value,confidence,rationale\ntechnology_application.ai.agents_rpa,4,,{long}\n"),
    )
    .expect("a table");
    let table = std::env::temp_dir().join("shuheng-full-disk.csv").display().to_string();
    let run = shuheng(folder, &["answer", "a.shuheng", &table]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-2110"), "{}", run.stderr);
    let report = shuheng(folder, &["report", "a.shuheng", "--out", "out"]);
    assert_eq!(report.code, 1, "a report does not fit either: {}", report.stderr);
    fs::remove_file(folder.join("filler")).expect("space again");
    let score = shuheng(folder, &["score", "a.shuheng"]);
    assert_eq!((score.code, score.json["answered"].as_u64()), (0, Some(1)), "the answer before is there: {}", score.stderr);
    assert_eq!(shuheng(folder, &["answer", "a.shuheng", &table]).code, 0, "with space the answer goes in");
    assert_eq!(shuheng(folder, &["verify", "a.shuheng"]).code, 0);
    fs::remove_file(&table).expect("removed");
}

/// Root may write anywhere, so a read-only mount stands for a read-only folder.
#[test]
fn a_read_only_folder() {
    let disk = SmallDisk::new();
    let folder = disk.0.path();
    new(folder);
    fs::write(folder.join("t.csv"), "indicator,value\ntechnology_application.ai.enterprise_platform,3\n").expect("a table");
    let remount = |mode: &str| as_root(&["mount", "-o", &format!("remount,{mode}"), &folder.display().to_string()]);
    assert!(remount("ro"), "remounted read-only");
    refused(folder, &["answer", "a.shuheng", "t.csv"], "SH-2107", "");
    refused(folder, &["sample", "b.shuheng"], "SH-2107", "");
    assert!(remount("rw"), "remounted");
    assert_eq!(shuheng(folder, &["answer", "a.shuheng", "t.csv"]).code, 0);
    assert!(remount("ro"), "remounted read-only");
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::copy(folder.join("a.shuheng"), elsewhere.path().join("a.shuheng")).expect("a copy");
    let out = folder.join("out").display().to_string();
    let run = shuheng(elsewhere.path(), &["report", "a.shuheng", "--out", &out]);
    assert_eq!((run.code, run.error_code().as_str()), (1, "SH-5001"), "{}", run.stderr);
    assert!(run.sentence().contains("cannot be written"), "{}", run.sentence());
    assert!(remount("rw"), "remounted, so that it can be removed");
}
