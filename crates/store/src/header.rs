//! The first bytes: they are read and judged before SQLite is let near the file.
//!
//! Format: <https://www.sqlite.org/fileformat2.html#the_database_header>. An encrypted file has no such header
//! (`encryption`): what it holds is judged once its key fits.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::encryption::{self, PAGE};
use crate::key::SALT;
use crate::problem::from_reading;
use crate::{StoreError, opening};

/// `SHHE`, in the application id field of the SQLite header.
pub const APPLICATION_ID: i32 = 0x5348_4845;

/// The newest schema version this program knows.
pub const SCHEMA_VERSION: i32 = 5;

const LENGTH: usize = 100;
pub(crate) const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Header {
    /// Anybody can read the file.
    Plain {
        /// Bytes that the file should have; 0 when the header does not say.
        expected_length: u64,
    },
    /// Only who has the passphrase can read it.
    Encrypted {
        /// What the key is derived with, besides the passphrase.
        salt: [u8; SALT],
    },
}

/// Reads the first bytes and refuses what is foreign or newer.
pub(crate) fn read(file: &mut File, path: &Path) -> Result<Header, StoreError> {
    let unreadable = |error| from_reading(&error, path);
    let foreign = || StoreError::NotAnEngagement { path: path.to_owned() };
    let mut bytes = Vec::with_capacity(PAGE);
    match file.take(PAGE as u64).read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::IsADirectory => return Err(foreign()),
        Err(error) => return Err(unreadable(error)),
    }
    if bytes.len() < LENGTH {
        return Err(foreign());
    }
    if &bytes[..MAGIC.len()] != MAGIC {
        let length = file.metadata().map_err(unreadable)?.len();
        if !encryption::looks_encrypted(&bytes, length, opening::log_left(path)) {
            return Err(foreign());
        }
        let mut salt = [0; SALT];
        salt.copy_from_slice(&bytes[..SALT]);
        return Ok(Header::Encrypted { salt });
    }
    let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    judge(path, number(68).cast_signed(), number(60).cast_signed())?;

    let page_size = match u16::from_be_bytes([bytes[16], bytes[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // The page count counts only when it was written together with the last change.
    let page_count = if number(24) == number(92) { u64::from(number(28)) } else { 0 };
    Ok(Header::Plain { expected_length: page_size * page_count })
}

/// Refuses another program's file, and one that is newer than this program.
pub(crate) fn judge(path: &Path, application_id: i32, user_version: i32) -> Result<(), StoreError> {
    // A new file gets its name only once it is complete, so a version below 1 is not ours either.
    if application_id != APPLICATION_ID || user_version < 1 {
        return Err(StoreError::NotAnEngagement { path: path.to_owned() });
    }
    if user_version > SCHEMA_VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found: user_version, known: SCHEMA_VERSION });
    }
    Ok(())
}
