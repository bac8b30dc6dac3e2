//! Setting, changing and removing the passphrase.
//!
//! The whole content is written into a new file beside, under the new key; it is compared with the old one row by row,
//! checked, put on disk, and only then takes the old one's name. Whenever the program is killed, the name leads to one
//! of the two, and both are whole.
//!
//! The backups go along, in the same order: each is written anew under a passing name first, and takes the name of the
//! old one after the engagement did. What a kill leaves between the two is finished on the next opening ([`settle`]).
//! No plain backup outlives the encryption of its engagement.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, ffi};
use zeroize::Zeroizing;

use crate::key::{self, Key};
use crate::opening::{self, immutable, pragma, uri};
use crate::passing::{Passing, sync_folder};
use crate::problem::{Problem, from_reading, from_writing};
use crate::{APPLICATION_ID, Engagement, Passphrase, StoreError, backup, backups, encryption, tries};

/// A backup that was written anew and waits for its name.
const REKEYED: &str = ".rekeyed-";

impl Engagement {
    /// Whether the file is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.key().is_some()
    }

    /// Whether a passphrase is that of the file: asked before it is changed by whoever sits at an open file. Takes as long as
    /// opening, and counts among the tries of [`crate::wait_before_next_try`]. A plain file has none to compare with.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`] and [`StoreError::TooSoon`].
    pub fn check_passphrase(&self, passphrase: &Passphrase) -> Result<(), StoreError> {
        let Some(key) = self.key() else { return Ok(()) };
        let path = self.path().canonicalize().unwrap_or_else(|_| self.path().to_owned());
        tries::check(&path, self.clock())?;
        let fits = Key::derive(passphrase, key.salt())?.is(key);
        tries::note(&path, fits, self.clock());
        if fits { Ok(()) } else { Err(StoreError::WrongPassphrase { path }) }
    }

    /// Encrypts the file and its backups with `new`, or makes them plain with `None`. The file stays open. A backup that
    /// cannot be read any more is left out, and removed if it is plain and the file no longer is.
    ///
    /// What was plain before is gone from the folder; the disk may keep traces of it (`docs/engagement_file.md`). It
    /// needs room for a second copy of the file and of all its backups on the way.
    ///
    /// # Errors
    /// [`StoreError::PassphraseTooShort`]; when there is no room or something cannot be read or written. Then the file
    /// and its passphrase are what they were.
    pub fn set_passphrase(&mut self, new: Option<&Passphrase>) -> Result<(), StoreError> {
        new.map(Passphrase::check).transpose()?;
        if new.is_none() && !self.is_encrypted() {
            return Ok(());
        }
        self.set_key(new.map(Key::fresh).transpose()?)
    }

    /// [`Self::set_passphrase`] with the key itself, which need not be a new one.
    pub(crate) fn set_key(&mut self, key: Option<Key>) -> Result<(), StoreError> {
        let path = self.path().to_owned();
        self.checkpoint()?;

        let folder = path.parent().unwrap_or(&path);
        let passing = Passing::new(folder)?;
        let permissions = fs::metadata(&path).map_err(|error| from_reading(&error, &path))?.permissions();
        fs::set_permissions(passing.path(), permissions).map_err(|error| from_writing(&error, &path))?;
        write_anew((&path, self.key()), (passing.path(), key.as_ref())).map_err(|problem| told_of(problem, passing.path(), &path))?;
        let rekeyed = Rekeyed::write(&path, self.key(), key.as_ref())?;
        self.change_file(passing, key)?;
        rekeyed.keep();
        settle(&path);
        Ok(())
    }
}

/// Finishes what a change of the passphrase left to be done for the backups of the file at `path`.
///
/// A backup that was written anew fits the file if both have the same salt, or are both plain; then it takes the old
/// one's place. If not, the change did not come to its end, and it is dropped.
pub(crate) fn settle(path: &Path) {
    let folder = backup::folder(path);
    let (Some(lead), Ok(entries)) = (encryption::lead(path), fs::read_dir(&folder)) else { return };
    let mut moved = false;
    for entry in entries.flatten() {
        let (name, passing) = (entry.file_name(), entry.path());
        let Some(name) = name.to_str().and_then(|name| name.strip_prefix(REKEYED)) else { continue };
        moved = true;
        let done = encryption::lead(&passing) == Some(lead) && fs::rename(&passing, folder.join(name)).is_ok();
        if !done {
            let _ = fs::remove_file(&passing);
        }
    }
    if !encryption::is_plain(&lead) {
        for backup in backups(path).unwrap_or_default() {
            if encryption::lead(&backup.path).is_some_and(|lead| encryption::is_plain(&lead)) {
                moved |= fs::remove_file(&backup.path).is_ok();
            }
        }
    }
    if moved {
        let _ = sync_folder(&folder);
    }
}

/// The backups that were written anew; removed again unless they are kept.
#[derive(Debug, Default)]
struct Rekeyed(Vec<PathBuf>);

impl Rekeyed {
    fn write(path: &Path, old: Option<&Key>, new: Option<&Key>) -> Result<Self, StoreError> {
        let mut written = Self::default();
        for backup in backups(path)? {
            let Some(name) = backup.path.file_name().and_then(|name| name.to_str()) else { continue };
            let passing = backup.path.with_file_name(format!("{REKEYED}{name}"));
            fs::File::create(&passing).map_err(|error| from_writing(&error, &passing))?;
            written.0.push(passing.clone());
            let permissions = fs::metadata(&backup.path).map(|found| found.permissions());
            permissions.and_then(|same| fs::set_permissions(&passing, same)).map_err(|error| from_writing(&error, &passing))?;
            match write_anew((&backup.path, old), (&passing, new)).map_err(|problem| told_of(problem, &passing, &backup.path)) {
                Ok(()) => {
                    let file = fs::File::open(&passing);
                    file.and_then(|file| file.sync_all()).map_err(|error| from_writing(&error, &backup.path))?;
                }
                Err(StoreError::Corrupt { .. } | StoreError::WrongPassphrase { .. }) => {
                    let _ = fs::remove_file(&passing);
                    written.0.pop();
                }
                Err(error) => return Err(error),
            }
        }
        if !written.0.is_empty() {
            sync_folder(&backup::folder(path))?;
        }
        Ok(written)
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Rekeyed {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

/// Names the file that people know in place of the passing one.
fn told_of(problem: Problem, passing: &Path, path: &Path) -> StoreError {
    match problem.at(passing) {
        StoreError::DiskFull { .. } => StoreError::DiskFull { path: path.to_owned() },
        StoreError::Corrupt { detail, .. } => StoreError::Corrupt { path: path.to_owned(), detail },
        error => error,
    }
}

/// Writes the content of one file into another, empty one under another key, and makes sure that it is the same.
fn write_anew((from, old): (&Path, Option<&Key>), (to, new): (&Path, Option<&Key>)) -> Result<(), Problem> {
    // Read alone first: through the other connection a key that does not fit would only be a failure.
    let source = immutable(from, old)?;
    opening::check_key(&source, old, from)?;
    let version = pragma(&source, "user_version")?;

    let target = Connection::open_with_flags(to, opening::writing() | OpenFlags::SQLITE_OPEN_URI)?;
    key::unlock(&target, new)?;
    // Nothing has to survive a crash before the whole is put on disk under its name; and nothing goes to other files.
    target.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
    target.pragma_update(None, "synchronous", "OFF")?;
    target.pragma_update(None, "temp_store", "MEMORY")?;
    let spec = old.map_or_else(|| Zeroizing::new(String::new()), Key::spec);
    target.execute("ATTACH DATABASE ?1 AS source KEY ?2", [uri(from).as_str(), spec.as_str()])?;
    target.query_row("SELECT sqlcipher_export('main', 'source')", [], |_| Ok(())).map_err(with_code)?;
    target.pragma_update(Some("main"), "application_id", APPLICATION_ID)?;
    target.pragma_update(Some("main"), "user_version", version)?;
    target.execute_batch("DETACH DATABASE source")?;
    target.close().map_err(|(_, error)| Problem::from(error))?;

    let target = immutable(to, new)?;
    opening::check_key(&target, new, to)?;
    check_pages(&target)?;
    compare(&source, &target)
}

/// `sqlcipher_export` keeps SQLite's sentence and drops its code.
fn with_code(error: rusqlite::Error) -> rusqlite::Error {
    let code = match &error {
        rusqlite::Error::SqliteFailure(_, Some(said)) if said.contains("disk is full") => ffi::SQLITE_FULL,
        rusqlite::Error::SqliteFailure(_, Some(said)) if said.contains("disk I/O error") => ffi::SQLITE_IOERR,
        _ => return error,
    };
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some(error.to_string()))
}

/// SQLite's own check, and SQLCipher's of every page.
pub(crate) fn check_pages(conn: &Connection) -> Result<(), Problem> {
    opening::quick_check(conn)?;
    let mut statement = conn.prepare("PRAGMA cipher_integrity_check")?;
    match statement.query([])?.next()? {
        Some(row) => Err(Problem::Damaged(row.get(0)?)),
        None => Ok(()),
    }
}

/// Refuses a copy that differs in its schema or in any row of any table.
fn compare(a: &Connection, b: &Connection) -> Result<(), Problem> {
    let schema = |conn: &Connection| -> Result<Vec<(String, String, Option<String>)>, Problem> {
        Ok(conn
            .prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?)
    };
    let (left, right) = (schema(a)?, schema(b)?);
    let differs = |what: &str| Err(Problem::Damaged(format!("{what} of the copy is not what it was")));
    if left != right {
        return differs("the schema");
    }
    for (_, table, _) in left.iter().filter(|(kind, ..)| kind == "table") {
        // Both have the same schema, so both are walked in the same order.
        let sql = format!("SELECT * FROM \"{}\"", table.replace('"', "\"\""));
        let (mut left, mut right) = (a.prepare(&sql)?, b.prepare(&sql)?);
        let columns = left.column_count();
        let (mut left, mut right) = (left.query([])?, right.query([])?);
        loop {
            match (left.next()?, right.next()?) {
                (None, None) => break,
                (Some(one), Some(other)) => {
                    for column in 0..columns {
                        if one.get_ref(column)? != other.get_ref(column)? {
                            return differs(table);
                        }
                    }
                }
                _ => return differs(table),
            }
        }
    }
    Ok(())
}
