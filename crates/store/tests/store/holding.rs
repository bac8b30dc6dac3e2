//! Who has the file open, and what killed programs leave.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use shuheng_store::{Access, Engagement, Holder, StoreError};

use crate::support::{Place, clock};

fn holder(error: &StoreError) -> Holder {
    let named = if let StoreError::InUse { holder, .. } = error { holder.clone() } else { None };
    named.unwrap()
}

#[test]
fn a_refusal_names_the_holder() {
    let place = Place::closed();
    let engagement = Engagement::open_with(&place.file, &Access::new().by("战略部", "数衡"), clock()).unwrap();
    let error = Engagement::open(&place.file, clock()).unwrap_err();
    assert!(error.message().zh.contains("战略部"), "{:?}", error.message());
    let holder = holder(&error);
    assert_eq!((holder.who.as_str(), holder.program.as_str(), holder.process), ("战略部", "数衡", std::process::id()));
    assert_eq!(holder.since.to_rfc3339(), "2026-03-02T09:30:00+08:00");
    engagement.close().unwrap();
    assert_eq!(place.names().len(), 1, "{:?}", place.names());
}

/// Holds a file until it is killed.
#[test]
fn helper() {
    let Some(path) = std::env::var_os("SHUHENG_TEST_HOLD") else { return };
    let _engagement = Engagement::open_with(path, &Access::new().by("信息科技部", "shuheng"), clock()).unwrap();
    println!("\nHOLDING");
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn a_killed_holder_is_named_no_more() {
    let place = Place::closed();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "holding::helper", "--nocapture"])
        .env("SHUHENG_TEST_HOLD", &place.file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    assert!(BufReader::new(child.stdout.take().unwrap()).lines().any(|line| line.unwrap() == "HOLDING"));
    let named = holder(&Engagement::open(&place.file, clock()).unwrap_err());
    assert_eq!((named.who.as_str(), named.process), ("信息科技部", child.id()));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(place.names().iter().any(|name| name.ends_with(".lock")), "the note is still there");

    let engagement = place.open();
    let named = holder(&Engagement::open(&place.file, clock()).unwrap_err());
    assert_eq!(named.process, std::process::id());
    engagement.close().unwrap();
    assert_eq!(place.names().len(), 1, "{:?}", place.names());
}

#[test]
fn left_over_passing_files_go_and_those_at_work_stay() {
    let place = Place::closed();
    let left = [".shuheng-new-7-0", ".shuheng-new-7-0-journal", ".shuheng-new-7-1-wal"];
    for name in left {
        fs::write(place.folder.path().join(name), "x").unwrap();
    }
    let at_work = place.folder.path().join(".shuheng-new-8-0");
    let file = fs::File::create(&at_work).unwrap();
    file.lock().unwrap();
    place.open().close().unwrap();
    let mut names = place.names();
    names.sort();
    if cfg!(unix) {
        assert_eq!(names, [".shuheng-new-8-0", "甲行 100%?#.shuheng"]);
    }
    drop(file);
    place.open().close().unwrap();
    assert_eq!(place.names().len(), 1);
}
