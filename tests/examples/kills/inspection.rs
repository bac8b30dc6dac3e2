//! What has to hold after every kill.

use crate::client::VERSION_4;
use crate::work::{INDICATORS, RESPONDENTS, Work, file, passphrase};
use shuheng_store::{Access, Engagement, SystemClock, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Looks at everything that a client left; `done` is what it said was done. Cleans up what the next client does not go on with.
///
/// # Errors
/// A sentence on the first thing that is lost or unsound.
pub fn inspect(work: Work, place: &Path, done: &[String], next: &mut u64) -> Result<(), String> {
    match work {
        Work::Answer | Work::AnswerEncrypted => answers(work, place, done, next)?,
        Work::Import => imports(place, done, next)?,
        Work::Export => reports(place, done)?,
        Work::Migrate => migrated(place, done, next)?,
        Work::Rekey => rekeyed(place, next)?,
        Work::Merge => merges(place, done, next)?,
    }
    at_rest(place)?;
    if matches!(work, Work::Export | Work::Migrate | Work::Merge) {
        fs::remove_dir_all(place).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn last(done: &[String]) -> Option<u64> {
    done.iter().filter_map(|step| step.parse().ok()).max()
}

/// Opens a file as the program would after a crash; none while there is none.
fn opened(path: &Path, access: &Access) -> Result<Option<Engagement>, String> {
    if !path.exists() {
        return Ok(None);
    }
    Engagement::open_with(path, access, Arc::new(SystemClock))
        .map(Some)
        .map_err(|error| format!("{} does not open: {error}", path.display()))
}

/// The whole file is sound; closes it.
fn sound(engagement: Engagement) -> Result<(), String> {
    let report = engagement.verify().map_err(|error| error.to_string())?;
    engagement.close().map_err(|error| error.to_string())?;
    if report.is_clean() { Ok(()) } else { Err(format!("verify: {:?}", report.faults)) }
}

fn answers(work: Work, place: &Path, done: &[String], next: &mut u64) -> Result<(), String> {
    let Some(engagement) = opened(&file(place), &work.access())? else {
        return if done.is_empty() { Ok(()) } else { Err("the file is gone".to_owned()) };
    };
    let answers = engagement.answers().map_err(|error| error.to_string())?;
    for step in done {
        let count: u64 = step.parse().map_err(|_| format!("the client said {step:?}"))?;
        let found = answers.get(&(count % INDICATORS).to_string()).and_then(|answer| answer.value.clone());
        // A later answer to the same question may stand there, acknowledged or not.
        if !matches!(found, Some(Value::Number(value)) if value >= count as f64) {
            return Err(format!("the answer {count} is gone: {found:?}"));
        }
    }
    let newest =
        answers.values().filter_map(|answer| if let Some(Value::Number(value)) = answer.value { Some(value as u64 + 1) } else { None });
    *next = newest.max().unwrap_or(0).max(*next);
    sound(engagement)
}

fn imports(place: &Path, done: &[String], next: &mut u64) -> Result<(), String> {
    let Some(engagement) = opened(&file(place), &Work::Import.access())? else {
        return if done.is_empty() { Ok(()) } else { Err("the file is gone".to_owned()) };
    };
    let responses = engagement.responses().map_err(|error| error.to_string())?;
    let counts: BTreeSet<u64> = responses
        .values()
        .filter_map(|response| if let Some(Value::Number(value)) = response.value { Some(value as u64) } else { None })
        .collect();
    let whole = responses.is_empty() || (responses.len() as u64 == RESPONDENTS * INDICATORS && counts.len() == 1);
    if !whole {
        return Err(format!("half an import: {} responses of {counts:?}", responses.len()));
    }
    let (found, acknowledged) = (counts.last().copied(), last(done));
    if acknowledged > found {
        return Err(format!("import {acknowledged:?} is gone, {found:?} stands there"));
    }
    *next = found.map_or(*next, |found| found + 1);
    sound(engagement)
}

/// A file under its own name is whole, whether its end was acknowledged or not.
fn reports(place: &Path, done: &[String]) -> Result<(), String> {
    for path in engagements(&place.join("documents"))? {
        opened(&path, &Access::new())?.map_or(Ok(()), sound)?;
    }
    let folder = place.join("report");
    let names: BTreeSet<String> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    if let Some(gone) = done.iter().find(|name| !names.contains(*name)) {
        return Err(format!("{gone} was written and is gone"));
    }
    for name in names {
        let bytes = fs::read(folder.join(&name)).map_err(|error| error.to_string())?;
        let whole = match name.rsplit('.').next() {
            Some("xlsx") => zip::ZipArchive::new(std::io::Cursor::new(&bytes)).is_ok(),
            Some("svg") => bytes.trim_ascii_end().ends_with(b"</svg>"),
            Some("png") => bytes.ends_with(b"IEND\xAE\x42\x60\x82"),
            _ => true,
        };
        if !whole {
            return Err(format!("{name} is half a file"));
        }
    }
    Ok(())
}

fn migrated(place: &Path, done: &[String], next: &mut u64) -> Result<(), String> {
    let expected = VERSION_4.lines().filter(|line| line.starts_with("INSERT INTO \"answer\" ")).count();
    let mut seen = BTreeSet::new();
    for path in engagements(place)? {
        let Some(engagement) = opened(&path, &Access::new())? else { continue };
        let answers = engagement.answers().map_err(|error| error.to_string())?.len();
        if answers != expected {
            return Err(format!("{}: {answers} answers of {expected}", path.display()));
        }
        sound(engagement)?;
        seen.extend(path.file_stem().and_then(|stem| stem.to_str()?.parse::<u64>().ok()));
    }
    *next = seen.last().map_or(*next, |newest| newest + 1).max(*next);
    match done.iter().filter_map(|step| step.parse().ok()).find(|count| !seen.contains(count)) {
        Some(gone) => Err(format!("file {gone} is gone")),
        None => Ok(()),
    }
}

/// Both copies are as they were, and a merged file holds all that both have.
fn merges(place: &Path, done: &[String], next: &mut u64) -> Result<(), String> {
    let each = usize::try_from(INDICATORS).map_err(|error| error.to_string())?;
    let mut seen = BTreeSet::new();
    for path in engagements(place)? {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let expected = match stem.as_str() {
            "甲行" => 0,
            "a" | "b" => each,
            _ => 2 * each,
        };
        let Some(engagement) = opened(&path, &Access::new())? else { continue };
        let answers = engagement.answers().map_err(|error| error.to_string())?.len();
        if answers != expected {
            return Err(format!("{}: {answers} answers of {expected}", path.display()));
        }
        sound(engagement)?;
        seen.extend(stem.parse::<u64>().ok());
    }
    *next = 0;
    match done.iter().filter_map(|step| step.parse().ok()).find(|count| !seen.contains(count)) {
        Some(gone) => Err(format!("merged file {gone} is gone")),
        None => Ok(()),
    }
}

fn rekeyed(place: &Path, next: &mut u64) -> Result<(), String> {
    let path = file(place);
    if !path.exists() {
        return Ok(());
    }
    // The last acknowledged passphrase, or the one that was being set; never the one before.
    for count in [*next, *next + 1] {
        let access = Access::new().with_passphrase(passphrase(count));
        if let Ok(engagement) = Engagement::open_with(&path, &access, Arc::new(SystemClock)) {
            *next = count;
            return sound(engagement);
        }
    }
    Err("neither the old nor the new passphrase opens the file".to_owned())
}

fn engagements(place: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let mut paths: Vec<_> = fs::read_dir(place).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "shuheng"));
    paths.sort();
    Ok(paths)
}

/// Closed, an engagement is alone with its backups: no log, no lock, nothing on its way. What the client makes by itself is its own.
fn at_rest(place: &Path) -> Result<(), String> {
    // What a killed program had on its way goes with the next opening in the folder.
    let was_opened = !engagements(place)?.is_empty();
    for entry in fs::read_dir(place).map_err(|error| error.to_string())?.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let own = name.trim_start_matches('.').starts_with("making") || name == "report" || name == "documents";
        let at_rest = name.ends_with(".shuheng") || name.ends_with(".backups");
        let on_its_way = name.starts_with(".shuheng-new-") && !was_opened;
        if !(own || on_its_way || at_rest && !name.starts_with('.')) {
            return Err(format!("{name} was left behind"));
        }
    }
    Ok(())
}
