//! Encrypted engagements by command line: nothing readable in the file, passphrases set, changed and removed, tampering found, backups
//! restored, nothing plain left behind by an export.

use crate::answering::NEW;
use serde_json::Value;
use shuheng_acceptance::{Run, program, shuheng};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const INDICATOR: &str = "technology_application.ai.enterprise_platform";
const INSTITUTION: &str = "某行";
const RATIONALE: &str = "台账三处对不上";
const OLD: &str = "春眠不觉晓处处闻啼鸟";
const NEW_ONE: &str = "夜来风雨声花落知多少";

/// Files of passphrases, and an encrypted engagement `a.shuheng` with one answer.
fn encrypted(folder: &Path) {
    for (name, passphrase) in [("old.txt", OLD), ("new.txt", NEW_ONE), ("short.txt", "1234567"), ("empty.txt", "\n")] {
        fs::write(folder.join(name), format!("{passphrase}\nsecond line")).expect("a passphrase");
    }
    done(&with(folder, "old.txt", &[&NEW[..], &["--encrypt"]].concat()));
    answer(folder, "old.txt");
}

fn answer(folder: &Path, passphrase: &str) {
    fs::write(folder.join("answers.csv"), format!("indicator,value,confidence,rationale\n{INDICATOR},4,high,{RATIONALE}\n"))
        .expect("a table");
    done(&with(folder, passphrase, &["answer", "a.shuheng", "answers.csv"]));
    fs::remove_file(folder.join("answers.csv")).expect("removed");
}

fn with(folder: &Path, passphrase: &str, arguments: &[&str]) -> Run {
    shuheng(folder, &[arguments, &["--passphrase-file", passphrase]].concat())
}

fn done(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.stderr);
}

fn refused(run: &Run, code: &str) {
    assert_eq!((run.code, run.error_code().as_str()), (1, code), "{}", run.stderr);
    assert!(!run.stderr.contains(OLD) && !run.stderr.contains(NEW_ONE), "no error repeats a passphrase: {}", run.stderr);
}

fn score(run: &Run) -> Option<f64> {
    done(run);
    run.json["score"].as_f64()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push(path),
        }
    }
    found
}

/// Engagements and whatever lies with them that hold one of these texts in plain.
fn telling(folder: &Path, texts: &[&str]) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = fs::read(path).expect("a file");
        texts.iter().any(|text| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    };
    files(folder).into_iter().filter(|path| path.extension().is_none_or(|extension| extension != "txt")).filter(holds).collect()
}

#[test]
fn an_encrypted_file_and_its_backups_show_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let texts = [INSTITUTION, RATIONALE, "SQLite format 3", INDICATOR, OLD];
    done(&shuheng(folder.path(), &NEW));
    assert!(telling(folder.path(), &texts).len() == 1, "a plain file can be read: the search finds what is there");
    fs::remove_file(folder.path().join("a.shuheng")).expect("removed");

    encrypted(folder.path());
    done(&with(folder.path(), "old.txt", &["verify", "a.shuheng"]));
    assert!(files(folder.path()).iter().any(|path| path.to_string_lossy().contains(".backups")), "there is a backup to look into");
    assert_eq!(telling(folder.path(), &texts), Vec::<PathBuf>::new());
}

#[test]
fn only_the_right_passphrase_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    encrypted(folder.path());
    let before = fs::read(folder.path().join("a.shuheng")).expect("the file");
    refused(&with(folder.path(), "new.txt", &["score", "a.shuheng"]), "SH-2115");
    refused(&with(folder.path(), "new.txt", &["verify", "a.shuheng"]), "SH-2115");
    refused(&with(folder.path(), "empty.txt", &["score", "a.shuheng"]), "SH-2151");
    refused(&with(folder.path(), "missing.txt", &["score", "a.shuheng"]), "SH-4002");
    assert_eq!(fs::read(folder.path().join("a.shuheng")).expect("the file"), before, "untouched by what was refused");
    assert_eq!(score(&with(folder.path(), "old.txt", &["score", "a.shuheng"])), Some(75.0));
    // A plain file does not ask, whatever is given.
    done(&shuheng(folder.path(), &["sample", "s.shuheng"]));
    done(&with(folder.path(), "missing.txt", &["score", "s.shuheng"]));
}

#[test]
fn a_variable_or_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    encrypted(folder.path());
    let run = |variable: Option<&str>| {
        // Without a controlling terminal nobody can be asked.
        let mut command = Command::new("setsid");
        command.arg("-w").arg(program("shuheng")).args(["score", "a.shuheng", "--format", "json"]).current_dir(folder.path());
        command.env_remove("SHUHENG_PASSPHRASE");
        if let Some(passphrase) = variable {
            command.env("SHUHENG_PASSPHRASE", passphrase);
        }
        let output = command.stdin(Stdio::null()).output().expect("shuheng runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(run(Some(OLD)).0, Some(0));
    let (code, told) = run(Some(NEW_ONE));
    assert!(code == Some(1) && told.contains("SH-2115") && !told.contains(NEW_ONE), "{told}");
    let (code, told) = run(None);
    assert!(code == Some(1) && told.contains("SH-2150") && told.contains("--passphrase-file"), "{told}");
    let usage = Command::new(program("shuheng")).args(["score", "a.shuheng", "--passphrase", OLD]).output().expect("shuheng runs");
    assert_eq!(usage.status.code(), Some(2), "no argument takes a passphrase");
}

#[test]
#[cfg(target_os = "linux")]
fn a_crash_would_leave_no_image_of_the_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    encrypted(folder.path());
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo(1) runs").success());
    // It waits for its passphrase until somebody writes into the pipe.
    let mut waiting = Command::new(program("shuheng"))
        .args(["score", "a.shuheng", "--passphrase-file", "pipe"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .spawn()
        .expect("shuheng runs");
    let limits = Path::new("/proc").join(waiting.id().to_string()).join("limits");
    let forbidden = || {
        let read = fs::read_to_string(&limits).expect("its limits");
        let line = read.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
        line.split_whitespace().skip(4).take(2).collect::<Vec<_>>() == ["0", "0"]
    };
    // Before it has come so far, it has the limits of this process.
    for _ in 0..500 {
        if forbidden() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(forbidden(), "it may leave a core dump");
    fs::write(&pipe, OLD).expect("the passphrase");
    assert!(waiting.wait().expect("it ends").success());
}

#[test]
fn the_terminal_asks_without_showing() {
    let folder = tempfile::tempdir().expect("a folder");
    encrypted(folder.path());
    let command = format!("{} score a.shuheng --format json", program("shuheng").display());
    let mut terminal = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(folder.path())
        .env_remove("SHUHENG_PASSPHRASE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script(1) gives a terminal");
    let (mut keys, mut screen) = (terminal.stdin.take().expect("keys"), terminal.stdout.take().expect("a screen"));
    let mut shown = Vec::new();
    let mut byte = [0];
    while !String::from_utf8_lossy(&shown).contains("Passphrase") && screen.read(&mut byte).expect("the screen") == 1 {
        shown.push(byte[0]);
    }
    // What is typed between the question and the terminal falling silent would be shown by any program.
    std::thread::sleep(std::time::Duration::from_millis(300));
    keys.write_all(format!("{OLD}\n").as_bytes()).expect("typed");
    screen.read_to_end(&mut shown).expect("the screen");
    let shown = String::from_utf8_lossy(&shown);
    assert!(terminal.wait().expect("an end").success(), "{shown}");
    assert!(shown.contains("\"score\"") && !shown.contains(OLD), "{shown}");
}

#[test]
fn passphrases_are_set_changed_and_removed_with_the_backups() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    encrypted(at);
    refused(&with(at, "old.txt", &["passphrase", "set", "a.shuheng"]), "SH-2153");
    refused(&with(at, "old.txt", &["passphrase", "change", "a.shuheng", "--new-passphrase-file", "short.txt"]), "SH-2117");
    refused(&with(at, "new.txt", &["passphrase", "remove", "a.shuheng"]), "SH-2115");

    done(&with(at, "old.txt", &["passphrase", "change", "a.shuheng", "--new-passphrase-file", "new.txt"]));
    refused(&with(at, "old.txt", &["score", "a.shuheng"]), "SH-2115");
    assert_eq!(score(&with(at, "new.txt", &["score", "a.shuheng"])), Some(75.0));

    let removed = with(at, "new.txt", &["passphrase", "remove", "a.shuheng"]);
    done(&removed);
    assert_eq!(removed.json["encrypted"], Value::Bool(false));
    assert_eq!(score(&shuheng(at, &["score", "a.shuheng"])), Some(75.0));
    done(&shuheng(at, &["verify", "a.shuheng"]));
    assert!(telling(at, &[INSTITUTION]).len() > 1, "file and backups are plain");
    refused(&with(at, "new.txt", &["passphrase", "change", "a.shuheng"]), "SH-2154");

    refused(&with(at, "short.txt", &["passphrase", "set", "a.shuheng"]), "SH-2117");
    done(&with(at, "new.txt", &["passphrase", "set", "a.shuheng"]));
    assert_eq!(telling(at, &[INSTITUTION, RATIONALE]), Vec::<PathBuf>::new(), "no plain copy is left in the folder");
    assert_eq!(score(&with(at, "new.txt", &["score", "a.shuheng"])), Some(75.0));
}

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    encrypted(folder.path());
    let file = folder.path().join("a.shuheng");
    let sound = fs::read(&file).expect("the file");
    let pages = sound.len() / 4096;
    // The salt, the first page, and later pages at their start, middle and end (where the HMAC stands).
    let places = [0, 15, 16, 2048, 4095, 4096, (pages / 2) * 4096 + 1000, (pages - 1) * 4096 + 4020, sound.len() - 1];
    for place in places {
        let mut changed = sound.clone();
        changed[place] ^= 1;
        fs::write(&file, &changed).expect("written");
        let run = with(folder.path(), "old.txt", &["verify", "a.shuheng"]);
        let told = run.json["sound"] == Value::Bool(false) || ["SH-2106", "SH-2115"].contains(&run.error_code().as_str());
        assert!(run.code == 1 && told, "byte {place}: {} {}", run.json, run.stderr);
    }
    fs::write(&file, &sound).expect("written");
    done(&with(folder.path(), "old.txt", &["verify", "a.shuheng"]));
}

#[test]
fn a_report_of_an_encrypted_file_leaves_nothing_plain_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let passing = tempfile::tempdir().expect("a folder for passing files");
    encrypted(folder.path());
    let before = files(folder.path()).len();
    let output = Command::new(program("shuheng"))
        .args(["report", "a.shuheng", "--out", "out", "--only", "xlsx,svg", "--passphrase-file", "old.txt"])
        .current_dir(folder.path())
        .env("TMPDIR", passing.path())
        .output()
        .expect("shuheng runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(files(passing.path()), Vec::<PathBuf>::new(), "nothing is left among passing files");
    let out = folder.path().join("out");
    let written = files(&out);
    assert!(written.iter().any(|path| path.extension().is_some_and(|extension| extension == "xlsx")), "{written:?}");
    assert!(written.iter().all(|path| !path.file_name().unwrap_or_default().to_string_lossy().starts_with('.')), "{written:?}");
    fs::remove_dir_all(&out).expect("the report goes");
    assert_eq!(telling(folder.path(), &[INSTITUTION, RATIONALE]), Vec::<PathBuf>::new());
    assert!(files(folder.path()).len() <= before + 1, "at most one more backup: {:?}", files(folder.path()));
}

#[test]
fn backups_are_listed_and_restored_as_new_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    encrypted(at);
    done(&with(at, "old.txt", &["score", "a.shuheng"]));
    let listed = shuheng(at, &["backups", "a.shuheng"]);
    done(&listed);
    let backups = listed.json["backups"].as_array().expect("a list").clone();
    let numbers: Vec<u64> = backups.iter().filter_map(|backup| backup["number"].as_u64()).collect();
    assert_eq!(numbers, [2, 1], "before the answer and after it, the newest first");
    done(&shuheng(at, &["restore", "a.shuheng", "1", "--out", "before.shuheng"]));
    assert_eq!(score(&with(at, "old.txt", &["score", "before.shuheng"])), None);
    done(&shuheng(at, &["restore", "a.shuheng", "2", "--out", "after.shuheng"]));
    assert_eq!(score(&with(at, "old.txt", &["score", "after.shuheng"])), Some(75.0));
    refused(&shuheng(at, &["restore", "a.shuheng", "2", "--out", "a.shuheng"]), "SH-2102");
    refused(&shuheng(at, &["restore", "a.shuheng", "9", "--out", "b.shuheng"]), "SH-2155");
    // The file itself may be lost.
    fs::remove_file(at.join("a.shuheng")).expect("lost");
    done(&shuheng(at, &["restore", "a.shuheng", "2", "--out", "a.shuheng"]));
    done(&with(at, "old.txt", &["verify", "a.shuheng"]));
}
