//! Backups: whole copies of the file in the folder `<file name>.backups` beside it, encrypted when the file is.
//!
//! One is made on opening when anything was changed since the newest, and one before each migration. Ten are kept, and
//! the newest that was made before a migration besides. They are told apart by a running number and not by their time:
//! a clock that was set back must not make the newest one look old.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension};

use crate::key::Key;
use crate::opening::{beside, immutable, pragma};
use crate::passing::{self, Passing, sync_folder};
use crate::problem::{Problem, from_reading, from_writing};
use crate::{Stamp, StoreError, opening};

/// How many are kept.
const KEPT: usize = 10;
const FOLDER: &str = ".backups";
const EXTENSION: &str = ".shuheng";
const TIME: &str = "%Y-%m-%d_%H-%M-%S";
/// A backup on its way.
const UNFINISHED: &str = ".unfinished-";

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupReason {
    /// The file was opened, and its content was another than that of the newest backup.
    Opened,
    /// The file was about to be brought to this schema version.
    Migration(i32),
}

impl BackupReason {
    fn word(self) -> String {
        match self {
            Self::Opened => "opened".to_owned(),
            Self::Migration(version) => format!("migration-{version}"),
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word.strip_prefix("migration-") {
            Some(version) => version.parse().ok().map(Self::Migration),
            None => (word == "opened").then_some(Self::Opened),
        }
    }
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// Its running number; the newest has the largest.
    pub number: u32,
    /// When it was made, by the clock on the wall.
    pub at: NaiveDateTime,
    /// Why.
    pub why: BackupReason,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What became of the backup that is due when a file is opened.
#[derive(Debug, Clone, PartialEq)]
pub enum BackupOutcome {
    /// It was made.
    Made(Backup),
    /// None was due: the file is new, or the newest backup holds what it holds.
    NotDue,
    /// It could not be made. The file was opened all the same; the user should know.
    Failed(StoreError),
}

/// The backups of the file at `path`, the newest first. There need not be such a file any more.
///
/// # Errors
/// When their folder cannot be read.
pub fn backups(path: impl AsRef<Path>) -> Result<Vec<Backup>, StoreError> {
    let path = path.as_ref();
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = folder(&real);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(from_reading(&error, &folder)),
    };
    let mut found: Vec<Backup> = entries.flatten().filter_map(|entry| parse(&entry)).collect();
    found.sort_by(|a, b| b.number.cmp(&a.number).then_with(|| b.path.cmp(&a.path)));
    Ok(found)
}

/// Copies a backup to `to` as an engagement file of its own: the same bytes, the same passphrase. Nothing is replaced.
///
/// # Errors
/// [`StoreError::AlreadyExists`] when there is a file at `to`; else when one cannot be read or the other written.
pub fn restore(backup: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<(), StoreError> {
    let (backup, to) = (backup.as_ref(), to.as_ref());
    let to = std::path::absolute(to).map_err(|error| from_writing(&error, to))?;
    opening::check_new_name(&to)?;
    let mut source = File::open(backup).map_err(|error| from_reading(&error, backup))?;
    crate::header::read(&mut source, backup)?;
    let passing = Passing::new(to.parent().unwrap_or(&to))?;
    copy(&mut source, backup, passing.path(), &to)?;
    passing.place(&to)
}

/// Where the backups of a file are.
pub(crate) fn folder(path: &Path) -> PathBuf {
    beside(path, FOLDER)
}

/// `<number>_<date>_<time>_<why>.shuheng`.
fn parse(entry: &fs::DirEntry) -> Option<Backup> {
    let name = entry.file_name();
    let (number, rest) = name.to_str()?.strip_suffix(EXTENSION)?.split_once('_')?;
    let (at, why) = rest.rsplit_once('_')?;
    Some(Backup {
        path: entry.path(),
        number: number.parse().ok()?,
        at: NaiveDateTime::parse_from_str(at, TIME).ok()?,
        why: BackupReason::parse(why)?,
        bytes: entry.metadata().ok().filter(fs::Metadata::is_file)?.len(),
    })
}

/// Makes the backup that is due on opening, if one is. `file` is the engagement, whole and without a log; `conn` reads it.
pub(crate) fn on_opening(path: &Path, file: &mut File, (conn, key): (&Connection, Option<&Key>), now: Stamp) -> BackupOutcome {
    let made = backups(path).and_then(|found| match found.first() {
        Some(newest) if same(&newest.path, conn, key) => Ok(None),
        _ => make(path, file, BackupReason::Opened, now).map(Some),
    });
    match made {
        Ok(Some(backup)) => BackupOutcome::Made(backup),
        Ok(None) => BackupOutcome::NotDue,
        Err(error) => BackupOutcome::Failed(error),
    }
}

/// Makes a backup: copied, put on disk, read back and compared before it gets its name.
pub(crate) fn make(path: &Path, file: &mut File, why: BackupReason, now: Stamp) -> Result<Backup, StoreError> {
    let folder = folder(path);
    if !folder.is_dir() {
        fs::create_dir(&folder).map_err(|error| from_writing(&error, &folder))?;
        sync_folder(path.parent().unwrap_or(path))?;
    }
    let number = backups(path)?.first().map_or(1, |newest| newest.number.saturating_add(1));
    let at = now.naive_local();
    let name = format!("{number:04}_{}_{}{EXTENSION}", at.format(TIME), why.word());
    let (unfinished, target) = (folder.join(format!("{UNFINISHED}{name}")), folder.join(name));
    let bytes = File::create(&unfinished)
        .map_err(|error| from_writing(&error, &folder))
        .and_then(|_| copy(file, path, &unfinished, &target))
        .and_then(|bytes| fs::rename(&unfinished, &target).map(|()| bytes).map_err(|error| from_writing(&error, &target)))
        .inspect_err(|_| {
            let _ = fs::remove_file(&unfinished);
        })?;
    sync_folder(&folder)?;
    rotate(path)?;
    Ok(Backup { path: target, number, at, why, bytes })
}

/// Copies a whole file onto an empty one, with its permissions, puts it on disk, and compares. Returns its size in bytes.
/// What goes wrong is told of `source` or `name`.
fn copy(file: &mut File, source: &Path, to: &Path, name: &Path) -> Result<u64, StoreError> {
    let reading = |error| from_reading(&error, source);
    let writing = |error| from_writing(&error, name);
    file.seek(SeekFrom::Start(0)).map_err(reading)?;
    let mut copy = File::options().read(true).write(true).open(to).map_err(writing)?;
    fs::set_permissions(to, file.metadata().map_err(reading)?.permissions()).map_err(writing)?;
    let bytes = std::io::copy(file, &mut copy).map_err(writing)?;
    copy.sync_all().map_err(writing)?;
    file.seek(SeekFrom::Start(0)).map_err(reading)?;
    copy.seek(SeekFrom::Start(0)).map_err(writing)?;
    if equal(file, &mut copy).map_err(reading)? {
        Ok(bytes)
    } else {
        Err(StoreError::Disk { path: name.to_owned(), detail: "the copy reads differently from what was written".into() })
    }
}

fn equal(a: &mut File, b: &mut File) -> std::io::Result<bool> {
    const AT_ONCE: u64 = 1 << 20;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        a.take(AT_ONCE).read_to_end(&mut left)?;
        b.take(AT_ONCE).read_to_end(&mut right)?;
        if left != right {
            return Ok(false);
        }
        if left.is_empty() {
            return Ok(true);
        }
    }
}

/// Whether a backup holds what `conn` holds. One that cannot be read with this key does not.
fn same(backup: &Path, conn: &Connection, key: Option<&Key>) -> bool {
    let state = |conn: &Connection| -> Result<_, Problem> {
        let last: Option<(i64, String)> =
            conn.query_row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok((pragma(conn, "user_version")?, last))
    };
    match (immutable(backup, key).and_then(|backup| state(&backup)), state(conn)) {
        (Ok(then), Ok(now)) => then == now,
        _ => false,
    }
}

/// Removes what is one too many. Never the newest, and never the newest of those made before a migration.
fn rotate(path: &Path) -> Result<(), StoreError> {
    let found = backups(path)?;
    let migration = found.iter().position(|backup| matches!(backup.why, BackupReason::Migration(_)));
    for (place, backup) in found.iter().enumerate() {
        if place >= KEPT && Some(place) != migration {
            let _ = fs::remove_file(&backup.path);
        }
    }
    Ok(())
}

/// Removes backups that a killed program left half-made.
pub(crate) fn clear(path: &Path) {
    let Ok(entries) = fs::read_dir(folder(path)) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            let _ = fs::remove_file(entry.path());
        }
    }
    passing::clear(&folder(path));
}
