//! The rules of opening. A file that is refused stays as it is, byte for byte, with nothing left beside it.
//!
//! 1. One at a time ([`Claim`]).
//! 2. The first 100 bytes are judged without SQLite: foreign, newer, truncated.
//! 3. The file and its folder can be written.
//! 4. With no write-ahead log beside it: `quick_check` through a connection that can neither lock, write nor create.
//!    With one, left by a crash: SQLite applies it in memory, and the same checks come before anything is written,
//!    with one more: the log must carry on from the file. Until then, closing leaves file and log as they are.
//!
//! An encrypted file is opened in the same steps, once its key fits; the key is derived whatever is wrong, so that a
//! wrong passphrase, another salt and a damaged first page take the same time and end in the same sentence.
//!
//! A file that is sound is then cleared of what killed programs left beside it, backed up, and brought to the newest
//! schema.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::backup::{self, BackupOutcome, BackupReason};
use crate::clock::stamp;
use crate::edit::Ids;
use crate::header::{self, Header};
use crate::key::{self, Key, SALT};
use crate::lock::Claim;
use crate::problem::{Problem, from_reading, from_writing};
use crate::{Access, Clock, Holder, SCHEMA_VERSION, StoreError, assessment, audit, holder, migrations, passing, rekey, tries};

/// SQLite takes paths up to 512 bytes on Unix, and puts `-journal` behind them.
const LONGEST_PATH: usize = 500;
/// File systems take names up to 255 bytes.
const LONGEST_NAME: usize = 247;

/// An open file with all that belongs to it. Dropped in this order: the connection first, the claim last.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) conn: Connection,
    pub(crate) key: Option<Key>,
    pub(crate) path: PathBuf,
    pub(crate) backup: BackupOutcome,
    pub(crate) interruption: Option<Interruption>,
    pub(crate) claim: Claim,
}

/// The file was not closed the last time: its program was killed or the power failed. It has been put in order since.
#[derive(Debug, Clone, PartialEq)]
pub struct Interruption {
    /// Who had it open, if the note beside it could still be read.
    pub holder: Option<Holder>,
    /// Whether changes lay beside the file and were taken into it.
    pub recovered: bool,
}

/// What is known of a file from having made it a moment ago: its key, and that there is nothing to back up.
#[derive(Debug)]
pub(crate) struct JustMade(pub(crate) Option<Key>);

/// Opens the file for editing, or leaves it untouched.
pub(crate) fn open(path: &Path, access: &Access, made: Option<JustMade>, clock: &dyn Clock) -> Result<Opened, StoreError> {
    let path = real_path(path).map_err(|error| from_reading(&error, path))?;
    check_length(&path)?;
    if path.is_dir() {
        return Err(StoreError::NotAnEngagement { path });
    }
    let mut claim = Claim::take(&path)?;

    let log_left = log_left(&path);
    // Whoever wrote a note that is there although the lock was free did not close the file.
    let left_by = holder::read(&path);
    let (header, actual) = {
        let file = claim.file(&path)?;
        (header::read(file, &path)?, file.metadata().map_err(|error| from_reading(&error, &path))?.len())
    };
    check_writable(&path)?;
    let holder = access.holder(stamp(clock));
    // Where the lock is SQLite's own, the note waits for it.
    if cfg!(unix) {
        claim.sign(&holder);
    }
    let backups = match (access.is_passing(), &made) {
        (true, _) => Backups::None,
        (false, Some(_)) => Backups::BeforeMigration,
        (false, None) => Backups::WhenChanged,
    };
    let key = match header {
        Header::Plain { expected_length } if !log_left && actual < expected_length => {
            return Err(StoreError::Truncated { path, expected: expected_length, actual });
        }
        Header::Plain { .. } => None,
        Header::Encrypted { salt } => Some(find_key(&path, salt, access, made, clock)?),
    };
    let conn =
        if log_left { recover(&path, key.as_ref()) } else { inspect(&path, key.as_ref()).and_then(|()| connect(&path, key.as_ref())) };
    // A copy under a passing name is nothing that anybody guesses at: whoever made it counts the tries of the original.
    if key.is_some() && !access.is_passing() {
        match &conn {
            Ok(_) => tries::note(&path, true, clock),
            Err(Problem::Refused(StoreError::WrongPassphrase { .. })) => tries::note(&path, false, clock),
            Err(_) => {}
        }
    }
    let mut conn = conn.map_err(|problem| claim.name_holder(explain(problem, &path)))?;
    claim.sign(&holder);

    passing::clear(path.parent().unwrap_or(&path));
    rekey::settle(&path);
    backup::clear(&path);
    let backup = prepare(&mut conn, &path, key.as_ref(), (claim.file(&path)?, backups), clock)?;
    let interruption = (log_left || left_by.is_some()).then_some(Interruption { holder: left_by, recovered: log_left });
    Ok(Opened { conn, key, path, backup, interruption, claim })
}

/// Which backups an opening makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backups {
    /// None: it is a copy that nobody keeps.
    None,
    /// Only the one before a migration.
    BeforeMigration,
    /// That one, and one when something was changed since the last.
    WhenChanged,
}

/// The key of an encrypted file.
fn find_key(path: &Path, salt: [u8; SALT], access: &Access, made: Option<JustMade>, clock: &dyn Clock) -> Result<Key, StoreError> {
    // Another file may have taken the new one's place meanwhile: then its salt is another.
    if let Some(JustMade(Some(key))) = made
        && key.salt() == salt
    {
        return Ok(key);
    }
    let passphrase = access.passphrase().ok_or_else(|| StoreError::PassphraseNeeded { path: path.to_owned() })?;
    tries::check(path, clock)?;
    Key::derive(passphrase, salt)
}

/// Makes the backup that is due and brings the file to the newest schema.
fn prepare(
    conn: &mut Connection,
    path: &Path,
    key: Option<&Key>,
    (file, backups): (&mut File, Backups),
    clock: &dyn Clock,
) -> Result<BackupOutcome, StoreError> {
    let explained = |problem| explain(problem, path);
    let now = stamp(clock);
    // What a crash left in the log goes into the file, so that a copy of the file is whole. On a full disk it may stay.
    let whole = checkpoint(conn).map_err(explained);
    let outcome = if backups == Backups::None {
        BackupOutcome::NotDue
    } else if pragma(conn, "user_version").map_err(explained)? < SCHEMA_VERSION {
        let made = whole.and_then(|()| backup::make(path, file, BackupReason::Migration(SCHEMA_VERSION), now));
        made.map(BackupOutcome::Made).map_err(|cause| StoreError::NoBackup { path: path.to_owned(), cause: Box::new(cause) })?
    } else if backups == Backups::WhenChanged {
        whole.map_or_else(BackupOutcome::Failed, |()| backup::on_opening(path, file, (conn, key), now))
    } else {
        BackupOutcome::NotDue
    };
    migrations::apply(conn).map_err(explained)?;
    Ok(outcome)
}

/// The institution of the file and the assessment to begin with: the one that was begun last.
pub(crate) fn ids(conn: &Connection) -> Result<Ids, Problem> {
    assessment::latest(conn)?.ok_or_else(|| Problem::Damaged("no assessment".into()))
}

/// Checks the inside of the file without touching it.
fn inspect(path: &Path, key: Option<&Key>) -> Result<(), Problem> {
    let conn = immutable(path, key)?;
    check_key(&conn, key, path)?;
    header::judge(path, pragma(&conn, "application_id")?, pragma(&conn, "user_version")?)?;
    quick_check(&conn).map_err(|problem| damaged(problem, key))
}

/// Refuses a key that does not fit. Only the first page is read.
pub(crate) fn check_key(conn: &Connection, key: Option<&Key>, path: &Path) -> Result<(), Problem> {
    pragma(conn, "user_version").map(drop).map_err(|problem| misfit(problem, key, path))
}

/// What a first page that cannot be read says: of an encrypted file, that the key does not fit.
fn misfit(problem: Problem, key: Option<&Key>, path: &Path) -> Problem {
    match problem {
        Problem::Sql(error) if key.is_some() && unreadable(&error) => StoreError::WrongPassphrase { path: path.to_owned() }.into(),
        problem => problem,
    }
}

/// What a later page that cannot be read says: SQLCipher has no word of its own for one that was tampered with.
fn damaged(problem: Problem, key: Option<&Key>) -> Problem {
    match problem {
        Problem::Sql(error) if key.is_some() && unreadable(&error) => Problem::Damaged(error.to_string()),
        problem => problem,
    }
}

fn unreadable(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::Unknown))
}

/// Opens the file alone, without its log, so that SQLite can neither lock, write nor create anything.
pub(crate) fn immutable(path: &Path, key: Option<&Key>) -> Result<Connection, Problem> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(uri(path), flags)?;
    key::unlock(&conn, key)?;
    Ok(conn)
}

/// Refuses a log that does not carry on from the file. SQLite would apply any log that is whole in itself: one that
/// stayed behind when the file was replaced by another copy would mix the two.
fn check_log(path: &Path, key: Option<&Key>, with_log: &Connection) -> Result<(), Problem> {
    // A crash in the middle of a checkpoint leaves a file that makes no sense without its log: then nothing can be
    // told from it, and the log is what counts. Nor is an old break in the chain the log's fault.
    let Ok(Some((seq, hash))) = immutable(path, key).and_then(|alone| audit::tip(&alone)) else {
        return Ok(());
    };
    let carried_on = audit::between(with_log, seq, seq)?.first().is_some_and(|row| row.hash == hash);
    if carried_on && audit::tip(with_log)?.is_some() {
        return Ok(());
    }
    Err(StoreError::ForeignLog { path: beside(path, "-wal") }.into())
}

/// Opens the file for editing.
pub(crate) fn connect(path: &Path, key: Option<&Key>) -> Result<Connection, Problem> {
    let conn = Connection::open_with_flags(path, writing())?;
    key::unlock(&conn, key)?;
    configure(&conn)?;
    Ok(conn)
}

/// Opens a file that was not closed: what its log holds counts, if the whole of it is sound.
fn recover(path: &Path, key: Option<&Key>) -> Result<Connection, Problem> {
    let conn = Connection::open_with_flags(path, writing())?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    key::unlock(&conn, key)?;
    // The first thing that is read is the first page.
    configure(&conn).map_err(|problem| misfit(problem, key, path))?;
    quick_check(&conn).map_err(|problem| damaged(problem, key))?;
    header::judge(path, pragma(&conn, "application_id")?, pragma(&conn, "user_version")?)?;
    check_log(path, key, &conn)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(conn)
}

/// Brings all of the log into the file.
pub(crate) fn checkpoint(conn: &Connection) -> Result<(), Problem> {
    Ok(conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
}

pub(crate) fn pragma(conn: &Connection, name: &str) -> Result<i32, Problem> {
    Ok(conn.pragma_query_value(None, name, |row| row.get(0))?)
}

pub(crate) fn quick_check(conn: &Connection) -> Result<(), Problem> {
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
    // What does not fit into memory while sorting must not go to a file of the system, which nobody encrypts.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
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

/// Whether a crash left a log beside the file.
pub(crate) fn log_left(path: &Path) -> bool {
    beside(path, "-wal").metadata().is_ok_and(|found| found.len() > 0)
}

/// The path with links followed: SQLite puts its log beside the real file.
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    if cfg!(windows) {
        // There, the followed form (`\\?\C:\…`) is one that SQLite's URIs do not take.
        path.metadata()?;
        std::path::absolute(path)
    } else {
        path.canonicalize()
    }
}

/// Refuses paths that SQLite or the file system would fail on later.
fn check_length(path: &Path) -> Result<(), StoreError> {
    let name = path.file_name().map_or(0, |name| name.len());
    if path.as_os_str().len() > LONGEST_PATH || name > LONGEST_NAME {
        return Err(StoreError::PathTooLong { path: path.to_owned() });
    }
    Ok(())
}

/// Refuses a name for a new file that is too long or taken, and a folder that is missing or marked read-only.
pub(crate) fn check_new_name(path: &Path) -> Result<(), StoreError> {
    check_length(path)?;
    let folder = path.parent().unwrap_or(path);
    // A log that outlived its file would be applied to the new one.
    for taken in [path.to_owned(), beside(path, "-wal"), beside(path, "-journal")] {
        if taken.symlink_metadata().is_ok() {
            return Err(StoreError::AlreadyExists { path: taken });
        }
    }
    if !folder.is_dir() {
        return Err(StoreError::NotFound { path: folder.to_owned() });
    }
    check_folder(folder)
}

/// Refuses a folder that is marked read-only. The mark counts also for those who could overrule it.
fn check_folder(folder: &Path) -> Result<(), StoreError> {
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
pub(crate) fn uri(path: &Path) -> String {
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
