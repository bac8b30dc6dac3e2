//! `kill -9` at any moment: every answer that was acknowledged is there, and the file is sound.
#![expect(clippy::expect_used, clippy::panic, reason = "what is lost must fail loudly")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use shuheng_store::{Access, AnswerChange, Engagement, Passphrase, SystemClock, Value};

use crate::support::{ACTOR, Place, clock, new_engagement};

const ROUNDS: u32 = 20;
/// Fewer, since each opening derives a key.
const ENCRYPTED_ROUNDS: u32 = 6;
const INDICATORS: u64 = 25;

/// Answers in a loop until it is killed, and says so after each. Every now and then it closes and opens the file, so
/// that the end comes in those moments too.
#[test]
fn helper() {
    let Some(path) = std::env::var_os("SHUHENG_TEST_CRASH") else { return };
    let start: u64 = std::env::var("SHUHENG_TEST_FROM").unwrap().parse().unwrap();
    let access = access(std::env::var("SHUHENG_TEST_PASSPHRASE").ok().as_deref());
    let open = || Engagement::open_with(&path, &access, std::sync::Arc::new(SystemClock)).unwrap();
    let mut engagement = open();
    let mut out = std::io::stdout();
    for count in start.. {
        let indicator = count % INDICATORS;
        // 2^53 counts are enough: the number tells which answer it was.
        let change = AnswerChange::value(Value::Number(count as f64)).with_rationale("理由".repeat(200));
        engagement.record_answer(&indicator.to_string(), &change, ACTOR).unwrap();
        writeln!(out, "\nACK {indicator} {count}").unwrap();
        out.flush().unwrap();
        if count % 50 == 49 {
            engagement.close().unwrap();
            engagement = open();
        }
    }
}

fn access(passphrase: Option<&str>) -> Access {
    passphrase.map_or_else(Access::new, |passphrase| Access::new().with_passphrase(Passphrase::new(passphrase)))
}

#[test]
fn every_acknowledged_answer_survives() {
    survives(None, ROUNDS);
}

#[test]
fn every_acknowledged_answer_survives_encrypted() {
    survives(Some("correct horse battery"), ENCRYPTED_ROUNDS);
}

fn survives(passphrase: Option<&str>, rounds: u32) {
    let place = Place::new();
    let access = access(passphrase);
    Engagement::create_with(&place.file, &new_engagement(), &access, clock()).unwrap().close().unwrap();
    let mut random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut acknowledged: BTreeMap<String, u64> = BTreeMap::new();
    let mut next = 0;
    for round in 0..rounds {
        let mut command = Command::new(std::env::current_exe().unwrap());
        if let Some(passphrase) = passphrase {
            command.env("SHUHENG_TEST_PASSPHRASE", passphrase);
        }
        let mut child = command
            .args(["--exact", "crash::helper", "--nocapture"])
            .env("SHUHENG_TEST_CRASH", &place.file)
            .env("SHUHENG_TEST_FROM", next.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut take = |line: &str| {
            let mut words = line.split_whitespace();
            if words.next() == Some("ACK") {
                let (indicator, count) = (words.next().unwrap(), words.next().unwrap().parse().unwrap());
                acknowledged.insert(indicator.to_owned(), count);
                next = count + 1;
                return true;
            }
            false
        };
        // Some answers, then a moment that no answer marks.
        let mut wanted = random.next_u32() % 120 + 1;
        while wanted > 0 {
            let line = lines.next().expect("the helper ended by itself").unwrap();
            wanted -= u32::from(take(&line));
        }
        std::thread::sleep(Duration::from_micros(u64::from(random.next_u32() % 3_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before the end counts.
        for line in lines {
            take(&line.unwrap());
        }

        let engagement = Engagement::open_with(&place.file, &access, clock()).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let answers = engagement.answers().unwrap();
        for (indicator, count) in &acknowledged {
            let Some(Value::Number(found)) = answers.get(indicator).and_then(|answer| answer.value.clone()) else {
                panic!("round {round}: the answer {count} to {indicator} is gone");
            };
            // One more may have been saved whose word did not get out.
            assert!(found >= *count as f64, "round {round}: {indicator} is {found}, acknowledged was {count}");
            next = next.max(found as u64 + 1);
        }
        let report = engagement.verify().unwrap();
        assert!(report.is_clean(), "round {round}: {report:?}");
        engagement.close().unwrap();
        assert_eq!(place.names().len(), 1, "round {round}: {:?}", place.names());
    }
    assert!(next > u64::from(rounds), "hardly anything was answered");
}
