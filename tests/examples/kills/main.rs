//! Ends a working client at random moments and looks at what it leaves: `kills [KILLS [SEED]]`, 1,000 kills by default.
//!
//! The client is this program again. It answers, imports, exports, migrates, merges and changes passphrases, and says after each step that the step is
//! done. It is killed as `kill -9` does, at a moment drawn from the seed: while it opens, while it works, between two steps. Then every
//! step it spoke of has to be there, every file has to pass `shuheng verify`, and everything under a final name has to be whole. Counts
//! go to standard output as JSON; the exit code is 1 when anything was lost or unsound.
#![expect(clippy::expect_used, reason = "a run that cannot be set up must fail loudly")]

mod client;
mod inspection;
mod work;

use serde_json::json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use work::Work;

/// The longest wait, in milliseconds, from the start of a client that is killed before it says that it is ready, or soon after.
const FROM_START: u64 = 700;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [client, work, folder, from] = arguments.as_slice()
        && client == "client"
    {
        let from = from.parse().expect("a number to count from");
        client::run(Work::named(work).expect("a kind of work"), Path::new(folder), from);
    }
    let number = |at: usize, otherwise: u64| arguments.get(at).map_or(otherwise, |text| text.parse().expect("a number"));
    let (kills, seed) = (number(0, 1_000), number(1, 1));
    let mut random = Random(seed);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let folder = tempfile::tempdir().expect("a folder");
    for kill in 0..kills {
        let work = Work::ALL[usize::try_from(kill).expect("a small number") % Work::ALL.len()];
        let place = folder.path().join(work.name());
        std::fs::create_dir_all(&place).expect("a folder");
        let tally = tallies.entry(work.name()).or_default();
        let words = one_kill(work, &place, tally.next, &mut random);
        if work == Work::Rekey {
            // The last passphrase that was acknowledged is the one to go by.
            tally.next = words.iter().filter_map(|word| word.parse().ok()).max().unwrap_or(tally.next);
        }
        tally.kills += 1;
        tally.steps += words.len() as u64;
        if let Err(fault) = inspection::inspect(work, &place, &words, &mut tally.next) {
            tally.faults += 1;
            eprintln!("kill {kill} while the client would {}: {fault}", work.name());
        }
        if kill % 50 == 49 {
            eprintln!("{} of {kills} kills", kill + 1);
        }
    }
    let faults: u64 = tallies.values().map(|tally| tally.faults).sum();
    let work: BTreeMap<_, _> = tallies
        .iter()
        .map(|(name, tally)| (*name, json!({ "kills": tally.kills, "acknowledged_steps": tally.steps, "faults": tally.faults })))
        .collect();
    println!("{}", json!({ "kills": kills, "seed": seed, "faults": faults, "work": work }));
    ExitCode::from(u8::from(faults > 0))
}

/// What became of one kind of work.
#[derive(Debug, Default)]
struct Tally {
    kills: u64,
    steps: u64,
    faults: u64,
    /// Where the next client goes on counting.
    next: u64,
}

/// Starts a client, kills it at a random moment, and returns what it said was done.
fn one_kill(work: Work, place: &Path, from: u64, random: &mut Random) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().expect("the path of this program"))
        .args(["client", work.name()])
        .arg(place)
        .arg(from.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the client starts");
    let output = child.stdout.take().expect("its output");
    let (sender, receiver) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        // Ends with the client, whose side of the pipe the system closes.
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut said = Vec::new();
    // Every fourth client is killed before it can say anything, or soon after.
    if random.below(4) == 0 {
        std::thread::sleep(Duration::from_millis(random.below(FROM_START)));
    } else {
        said.extend(receiver.recv().ok());
        std::thread::sleep(Duration::from_micros(random.below(work.patience() * 1_000)));
    }
    child.kill().expect("the client is killed");
    child.wait().expect("the client is gone");
    reader.join().expect("the reader ends");
    said.extend(receiver.try_iter());
    // A word that was cut off by the end is none.
    said.iter().filter_map(|line| line.strip_prefix("DONE ")?.strip_suffix('.')).map(str::to_owned).collect()
}

/// SplitMix64 (Steele, Lea & Flood 2014): the moments of a run can be drawn again from its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end.max(1)
    }
}
