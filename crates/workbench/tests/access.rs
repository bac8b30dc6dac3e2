//! Opening answers with a question where a passphrase is needed, and tells what happened to the file since it was closed.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{OpeningView, PassphraseQuestionView, TypedPassphrase};
use shuheng_workbench::{Clock, FixedClock, Folders, SystemClock, Workbench};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

fn typed(text: &str) -> TypedPassphrase {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).expect("a passphrase")
}

/// A workbench whose settings are kept, with a sample that was encrypted and closed, and a clock that can be moved.
fn with_encrypted_sample(folder: &Path) -> (Workbench, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::new(SystemClock.now()));
    let folders = Folders { settings: Some(folder.join("settings")), documents: folder.to_owned(), models: None };
    let mut workbench = Workbench::new(folders, Arc::clone(&clock) as Arc<dyn Clock>).expect("a workbench");
    workbench.create_sample(&folder.join("s.shuheng")).expect("the sample");
    workbench.set_passphrase(Some(&typed("correct horse battery"))).expect("encrypted");
    workbench.close().expect("closed");
    (workbench, clock)
}

fn question(opening: OpeningView) -> PassphraseQuestionView {
    match opening {
        OpeningView::PassphraseNeeded { question } => question,
        OpeningView::Opened { .. } => panic!("opened without its passphrase"),
    }
}

#[test]
fn an_encrypted_file_asks_and_makes_guessers_wait() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, clock) = with_encrypted_sample(folder.path());
    let path = folder.path().join("s.shuheng");
    let asked = question(workbench.try_open(&path, None).expect("an answer"));
    assert_eq!((asked.file_name.as_str(), asked.refused, asked.wait), ("s.shuheng", None, 0));
    let waits: Vec<(Option<String>, u32)> = (0..3)
        .map(|_| question(workbench.try_open(&path, Some(&typed("incorrect horse"))).expect("an answer")))
        .map(|asked| (asked.refused.map(|error| error.code), asked.wait))
        .collect();
    let told = |code: &str, wait| (Some(code.to_owned()), wait);
    assert_eq!(waits, [told("SH-2115", 0), told("SH-2115", 1000), told("SH-2116", 1000)]);
    let right = typed("correct horse battery");
    assert!(question(workbench.try_open(&path, Some(&right)).expect("an answer")).refused.is_some(), "too soon for the right one too");
    clock.advance(chrono::TimeDelta::from_std(Duration::from_secs(1)).expect("a second"));
    let OpeningView::Opened { engagement } = workbench.try_open(&path, Some(&right)).expect("an answer") else { panic!("still asked") };
    assert!(engagement.encrypted && engagement.notices.is_empty());
    let recent = workbench.start().expect("a start").recent;
    assert!(recent.iter().all(|file| file.encrypted && file.institution.is_empty() && file.score.is_none()), "{recent:?}");
    let kept = std::fs::read_to_string(folder.path().join("settings/recent.json")).expect("the list");
    assert!(!kept.contains("海澄银行"), "{kept}");
}

#[test]
fn the_passphrase_of_an_open_file_is_replaced_by_whoever_knows_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, _clock) = with_encrypted_sample(folder.path());
    let (old, new) = (typed("correct horse battery"), typed("staple battery horse"));
    workbench.try_open(&folder.path().join("s.shuheng"), Some(&old)).expect("opened");
    let refused = |outcome: Result<_, shuheng_workbench::WorkbenchError>| outcome.map(|_| ()).expect_err("refused").code();
    assert_eq!(refused(workbench.replace_passphrase(None, None)), "SH-2114");
    assert_eq!(refused(workbench.replace_passphrase(Some(&new), None)), "SH-2115");
    assert!(workbench.replace_passphrase(Some(&old), Some(&new)).expect("changed").encrypted);
    let plain = workbench.replace_passphrase(Some(&new), None).expect("removed");
    assert!(!plain.encrypted && workbench.verify_opened().expect("checked").sound);
}

#[test]
fn a_mark_that_a_killed_program_left_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, _clock) = with_encrypted_sample(folder.path());
    let right = typed("correct horse battery");
    let note =
        serde_json::json!({ "who": "战略部", "program": "shuheng", "host": "本机", "process": 1, "since": "2026-03-02T09:30:00+08:00" });
    std::fs::write(folder.path().join(".s.shuheng.lock"), note.to_string()).expect("a note");
    let mut notices = || {
        let opening = workbench.try_open(&folder.path().join("s.shuheng"), Some(&right)).expect("opened");
        workbench.close().expect("closed");
        match opening {
            OpeningView::Opened { engagement } => engagement.notices,
            OpeningView::PassphraseNeeded { .. } => panic!("the passphrase fits"),
        }
    };
    let told = notices();
    assert!(told.len() == 1 && !told[0].warning && told[0].message.zh.contains("战略部"), "{told:?}");
    assert_eq!(notices(), []);
}
