//! How long one recorded answer takes until it is on disk, in a plain and in an encrypted file, and what opening costs:
//! `cargo run --release -p shuheng-store --example answer_latency [folder]`.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use shuheng_store::{Access, AnswerChange, Engagement, ModelCopy, NewEngagement, Passphrase, SystemClock, Value};

const ANSWERS: usize = 2_000;
const INDICATORS: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = match std::env::args_os().nth(1) {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let encrypted = Access::new().with_passphrase(Passphrase::new("correct horse battery"));
    for (kind, access) in [("plain", Access::new()), ("encrypted", encrypted)] {
        println!("{kind}:");
        measure(&folder.path().join(format!("{kind}.shuheng")), &access)?;
    }
    Ok(())
}

fn measure(file: &Path, access: &Access) -> Result<(), Box<dyn Error>> {
    let new = NewEngagement {
        institution: "甲".into(),
        kind: "city_bank".into(),
        year: 2025,
        target: None,
        model: ModelCopy { id: "m".into(), version: "1.0.0".into(), digest: "d".into(), files: [].into() },
        actor: "战略部".into(),
    };
    let start = Instant::now();
    let mut engagement = Engagement::create_with(file, &new, access, Arc::new(SystemClock))?;
    println!("  create: {:?}", start.elapsed());
    let mut times = Vec::with_capacity(ANSWERS);
    for count in 0..ANSWERS {
        let change = AnswerChange::value(Value::Number(count as f64)).with_rationale("访谈与制度文件相互印证。");
        let start = Instant::now();
        engagement.record_answer(&format!("indicator_{}", count % INDICATORS), &change, "战略部")?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
    let mean = times.iter().sum::<Duration>() / u32::try_from(times.len())?;
    println!("  record_answer × {ANSWERS}: p50 {:?}, p99 {:?}, max {:?}, mean {mean:?}", at(0.5), at(0.99), at(1.0 - 1e-9));

    let start = Instant::now();
    let report = engagement.verify()?;
    println!("  verify of {} audit rows: {:?}, clean: {}", report.audit_rows, start.elapsed(), report.is_clean());
    let start = Instant::now();
    engagement.close()?;
    println!("  close: {:?}, {} bytes", start.elapsed(), file.metadata()?.len());
    for what in ["with a backup", "without"] {
        let start = Instant::now();
        let engagement = Engagement::open_with(file, access, Arc::new(SystemClock))?;
        println!("  open {what}: {:?}", start.elapsed());
        engagement.close()?;
    }
    let mut engagement = Engagement::open_with(file, access, Arc::new(SystemClock))?;
    let start = Instant::now();
    engagement.set_passphrase(Some(&Passphrase::new("another horse battery")))?;
    println!("  set a passphrase: {:?}", start.elapsed());
    engagement.close()?;
    Ok(())
}
