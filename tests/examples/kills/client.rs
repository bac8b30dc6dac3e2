//! The side that works until it is killed. Every step it speaks of was acknowledged by the program.

use crate::work::{ACTOR, INDICATORS, RESPONDENTS, Work, file, make, open, passphrase};
use rusqlite::Connection;
use shuheng_store::{
    Access, AnswerChange, Decisions, Engagement, Merge, NewRespondent, NewResponse, RespondentKind, ResponseOrigin, Said, Source,
    SystemClock, Value,
};
use shuheng_workbench::view::{ExportRequest, Language};
use shuheng_workbench::{Folders, Workbench};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// A file as the program of schema version 4 wrote it.
pub const VERSION_4: &str = include_str!("../../../crates/store/tests/store/version_4.sql");

/// Works for ever, counting from `from`.
pub fn run(work: Work, place: &Path, from: u64) -> ! {
    match work {
        Work::Answer | Work::AnswerEncrypted => answer(work, place, from),
        Work::Import => import(place, from),
        Work::Export => export(place),
        Work::Migrate => migrate(place, from),
        Work::Rekey => rekey(place, from),
        Work::Merge => merge(place, from),
    }
}

/// Says a line that counts only as a whole.
fn say(line: &str) {
    let mut out = std::io::stdout();
    // Who listens kills: a pipe that is gone means the end is near.
    let _ = writeln!(out, "{line}.").and_then(|()| out.flush());
}

fn done(step: impl std::fmt::Display) {
    say(&format!("DONE {step}"));
}

/// One answer a step; every now and then the file is closed and opened, so that the end comes in those moments too.
fn answer(work: Work, place: &Path, from: u64) -> ! {
    let (path, access) = (file(place), work.access());
    make(&path, &access);
    let mut engagement = open(&path, &access);
    say("READY");
    for count in from.. {
        let change = AnswerChange::value(Value::Number(count as f64)).with_rationale("理由".repeat(200));
        engagement.record_answer(&(count % INDICATORS).to_string(), &change, ACTOR).expect("an answer");
        done(count);
        if count % 60 == 59 {
            engagement.close().expect("it closes");
            engagement = open(&path, &access);
        }
    }
    unreachable!("a count ended")
}

/// All respondents answer all questions with one number: half of it would show.
fn import(place: &Path, from: u64) -> ! {
    let path = file(place);
    make(&path, &Work::Import.access());
    let mut engagement = open(&path, &Work::Import.access());
    for number in engagement.respondents().expect("respondents").len() as u64..RESPONDENTS {
        let new = NewRespondent { name: format!("部门{number}"), kind: RespondentKind::Department, share: [].into() };
        engagement.add_respondent(&new, ACTOR).expect("a respondent");
    }
    let respondents: Vec<i64> = engagement.respondents().expect("respondents").iter().map(|respondent| respondent.id).collect();
    say("READY");
    for count in from.. {
        let said = Said {
            value: Some(Value::Number(count as f64)),
            confidence: None,
            rationale: "理由".repeat(50),
            evidence: vec!["制度文件".to_owned()],
            origin: ResponseOrigin::Questionnaire { file_name: "部门.xlsx".to_owned(), digest: "0".repeat(64) },
        };
        let responses: Vec<NewResponse> = respondents
            .iter()
            .flat_map(|respondent| {
                let said = said.clone();
                (0..INDICATORS).map(move |indicator| NewResponse {
                    respondent: *respondent,
                    indicator: indicator.to_string(),
                    said: Some(said.clone()),
                })
            })
            .collect();
        engagement.record_responses(&responses, &std::collections::BTreeMap::new(), ACTOR).expect("an import");
        done(count);
    }
    unreachable!("a count ended")
}

fn export(place: &Path) -> ! {
    std::fs::create_dir_all(place.join("documents")).expect("a folder");
    let mut workbench = Workbench::new(Folders { settings: None, documents: place.join("documents"), models: None }, Arc::new(SystemClock))
        .expect("a workbench");
    workbench.open_sample().expect("the sample");
    let folder = place.join("report").to_str().expect("a name in UTF-8").to_owned();
    say("READY");
    // Pictures take longest: the first report goes without, so that there is one.
    for count in 0_u64.. {
        let request =
            ExportRequest { folder: folder.clone(), language: Language::Zh, xlsx: true, svg: true, png: !count.is_multiple_of(2) };
        let written = workbench.export(&request).expect("a report");
        for file in written.files {
            done(file.file_name);
        }
    }
    unreachable!("a count ended")
}

fn migrate(place: &Path, from: u64) -> ! {
    say("READY");
    for count in from.. {
        let (making, path) = (place.join("making"), place.join(format!("{count}.shuheng")));
        for left in [making.clone(), place.join("making-journal")] {
            let _ = std::fs::remove_file(left);
        }
        let conn = Connection::open(&making).expect("a file");
        conn.execute_batch(VERSION_4).expect("a file of version 4");
        conn.close().expect("it closes");
        std::fs::rename(&making, &path).expect("its name");
        Engagement::open(&path, Arc::new(SystemClock)).expect("it opens").close().expect("it closes");
        done(count);
    }
    unreachable!("a count ended")
}

/// The passphrase of the one before is in force, or the one before that where the last client was killed in between.
fn rekey(place: &Path, from: u64) -> ! {
    let path = file(place);
    make(&path, &Work::AnswerEncrypted.access());
    let opened = [from + 1, from].into_iter().find_map(|count| {
        let access = Access::new().with_passphrase(passphrase(count));
        Engagement::open_with(&path, &access, Arc::new(SystemClock)).ok().map(|engagement| (count, engagement))
    });
    let (before, mut engagement) = opened.expect("one of two passphrases fits");
    say("READY");
    for count in before + 1.. {
        engagement.set_passphrase(Some(&passphrase(count))).expect("another passphrase");
        done(count);
    }
    unreachable!("a count ended")
}

/// Two copies of one engagement, changed apart, become one again and again.
fn merge(place: &Path, from: u64) -> ! {
    let (base, a, b) = (file(place), place.join("a.shuheng"), place.join("b.shuheng"));
    if !b.exists() {
        make(&base, &Work::Merge.access());
        for (copy, value) in [(&a, 1), (&b, 2)] {
            let making = place.join("making");
            std::fs::copy(&base, &making).expect("a copy");
            let mut engagement = open(&making, &Work::Merge.access());
            for indicator in 0..INDICATORS {
                let name = format!("{value}/{indicator}");
                engagement.record_answer(&name, &AnswerChange::value(Value::Level(value)), ACTOR).expect("an answer");
            }
            engagement.close().expect("it closes");
            std::fs::rename(&making, copy).expect("its name");
        }
    }
    let source = |path| Source::Closed { path, access: Access::new() };
    say("READY");
    for count in from.. {
        let out = place.join(format!("{count}.shuheng"));
        if out.exists() {
            // It was done, and killed before it could be said.
            done(count);
            continue;
        }
        Merge::prepare(source(&a), source(&b), &out, Arc::new(SystemClock))
            .and_then(|merge| merge.apply(&Decisions::default(), ACTOR))
            .expect("a merge");
        done(count);
    }
    unreachable!("a count ended")
}
