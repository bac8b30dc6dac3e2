//! The rules of opening. A file that is refused stays as it is, byte for byte, with nothing left beside it.
//!
//! 1. One at a time ([`Claim`]).
//! 2. The first 100 bytes are judged without SQLite: foreign, newer, truncated.
//! 3. The file and its folder can be written.
//! 4. With no write-ahead log beside it: `quick_check` through a connection that can neither lock, write nor create.
//!    With one, left by a crash: SQLite applies it in memory, and the same checks come before anything is written,
//!    with one more: the log must carry on from the file. Until then, closing leaves file and log as they are.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::edit::Ids;
use crate::lock::Claim;
use crate::problem::{Problem, from_reading, from_writing};
use crate::{StoreError, assessment, audit, header, migrations};

/// SQLite takes paths up to 512 bytes on Unix, and puts `-journal` behind them.
const LONGEST_PATH: usize = 500;
/// File systems take names up to 255 bytes.
const LONGEST_NAME: usize = 247;

/// Opens the file for editing, or leaves it untouched.
pub(crate) fn open(path: &Path) -> Result<(Connection, PathBuf, Claim), StoreError> {
    let path = real_path(path).map_err(|error| from_reading(&error, path))?;
    check_length(&path)?;
    if path.is_dir() {
        return Err(StoreError::NotAnEngagement { path });
    }
    let mut claim = Claim::take(&path)?;

    let log_left = has_content(&beside(&path, "-wal"));
    if let Some(file) = claim.file() {
        let header = header::read(file, &path)?;
        let actual = file.metadata().map_err(|error| from_reading(&error, &path))?.len();
        if !log_left && actual < header.expected_length {
            return Err(StoreError::Truncated { path, expected: header.expected_length, actual });
        }
    }
    check_writable(&path)?;
    let conn = if log_left { recover(&path) } else { inspect(&path).and_then(|()| connect(&path)) };
    let mut conn = conn.map_err(|problem| explain(problem, &path))?;
    migrations::apply(&mut conn).map_err(|problem| explain(problem, &path))?;
    Ok((conn, path, claim))
}

/// The institution of the file and the assessment to begin with: the one that was begun last.
pub(crate) fn ids(conn: &Connection) -> Result<Ids, Problem> {
    assessment::latest(conn)?.ok_or_else(|| Problem::Damaged("no assessment".into()))
}

/// Checks the inside of the file without touching it.
fn inspect(path: &Path) -> Result<(), Problem> {
    quick_check(&immutable(path)?)
}

/// Opens the file alone, without its log, so that SQLite can neither lock, write nor create anything.
fn immutable(path: &Path) -> Result<Connection, Problem> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(immutable_uri(path), flags)?)
}

/// Refuses a log that does not carry on from the file. SQLite would apply any log that is whole in itself: one that
/// stayed behind when the file was replaced by another copy would mix the two.
fn check_log(path: &Path, with_log: &Connection) -> Result<(), Problem> {
    // A crash in the middle of a checkpoint leaves a file that makes no sense without its log: then nothing can be
    // told from it, and the log is what counts. Nor is an old break in the chain the log's fault.
    let Ok(Some((seq, hash))) = immutable(path).and_then(|alone| audit::tip(&alone)) else {
        return Ok(());
    };
    let carried_on = audit::between(with_log, seq, seq)?.first().is_some_and(|row| row.hash == hash);
    if carried_on && audit::tip(with_log)?.is_some() {
        return Ok(());
    }
    Err(StoreError::ForeignLog { path: beside(path, "-wal") }.into())
}

/// Opens the file for editing.
fn connect(path: &Path) -> Result<Connection, Problem> {
    let conn = Connection::open_with_flags(path, writing())?;
    configure(&conn)?;
    Ok(conn)
}

/// Opens a file that was not closed: what its log holds counts, if the whole of it is sound.
fn recover(path: &Path) -> Result<Connection, Problem> {
    let conn = Connection::open_with_flags(path, writing())?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    configure(&conn)?;
    quick_check(&conn)?;
    header::judge(path, pragma(&conn, "application_id")?, pragma(&conn, "user_version")?)?;
    check_log(path, &conn)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(conn)
}

fn pragma(conn: &Connection, name: &str) -> Result<i32, Problem> {
    Ok(conn.pragma_query_value(None, name, |row| row.get(0))?)
}

fn quick_check(conn: &Connection) -> Result<(), Problem> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Problem::Damaged(found)) }
}

/// How a file is opened for editing; never made on the way.
pub(crate) fn writing() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// The settings of every connection. The exclusive lock is taken here, before the log is opened.
pub(crate) fn configure(conn: &Connection) -> Result<(), Problem> {
    conn.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Problem::Damaged(format!("the journal is {mode:?} and not a write-ahead log")));
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    // On macOS a plain fsync stops at the drive's cache; elsewhere this says nothing.
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// SQLite cannot tell why it could not put its log beside the file; the system can.
fn explain(problem: Problem, path: &Path) -> StoreError {
    let Problem::Sql(rusqlite::Error::SqliteFailure(code, _)) = &problem else { return problem.at(path) };
    if code.code != ErrorCode::CannotOpen {
        return problem.at(path);
    }
    let probe = beside(path, "-probe");
    match OpenOptions::new().write(true).create_new(true).open(&probe) {
        Ok(_) => {
            let _ = fs::remove_file(&probe);
            problem.at(path)
        }
        Err(error) => from_writing(&error, path),
    }
}

/// The path of a companion, such as `…-wal`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn has_content(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.len() > 0)
}

/// The path with links followed: SQLite puts its log beside the real file.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    if cfg!(windows) {
        // There, the followed form (`\\?\C:\…`) is one that SQLite's URIs do not take.
        path.metadata()?;
        std::path::absolute(path)
    } else {
        path.canonicalize()
    }
}

/// Refuses paths that SQLite or the file system would fail on later.
pub(crate) fn check_length(path: &Path) -> Result<(), StoreError> {
    let name = path.file_name().map_or(0, |name| name.len());
    if path.as_os_str().len() > LONGEST_PATH || name > LONGEST_NAME {
        return Err(StoreError::PathTooLong { path: path.to_owned() });
    }
    Ok(())
}

/// Refuses a folder that is marked read-only. The mark counts also for those who could overrule it.
pub(crate) fn check_folder(folder: &Path) -> Result<(), StoreError> {
    // On Windows the mark means something else on folders.
    let marked = cfg!(unix) && folder.metadata().is_ok_and(|found| found.permissions().readonly());
    if marked { Err(StoreError::ReadOnly { path: folder.to_owned() }) } else { Ok(()) }
}

fn check_writable(path: &Path) -> Result<(), StoreError> {
    let found = path.metadata().map_err(|error| from_reading(&error, path))?;
    if found.permissions().readonly() {
        return Err(StoreError::ReadOnly { path: path.to_owned() });
    }
    check_folder(path.parent().unwrap_or(path))?;
    OpenOptions::new().write(true).open(path).map(drop).map_err(|error| from_writing(&error, path))
}

/// The file as a URI that lets SQLite neither lock, write nor create anything.
fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    if cfg!(windows) {
        uri.push('/');
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            b':' if cfg!(windows) => uri.push(':'),
            b'\\' if cfg!(windows) => uri.push('/'),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}
