//! What goes wrong inside, before it is known which file it concerns.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::StoreError;

/// A failure inside a transaction.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    /// A row that this program would not have written.
    #[error("{0}")]
    Damaged(String),
    /// The input or the step was refused.
    #[error(transparent)]
    Refused(#[from] StoreError),
}

impl Problem {
    /// Puts the file's name to it.
    pub(crate) fn at(self, path: &Path) -> StoreError {
        match self {
            Self::Sql(error) => from_sqlite(&error, path),
            Self::Damaged(detail) => StoreError::Corrupt { path: path.to_owned(), detail },
            Self::Refused(error) => error,
        }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(format!("a row holds JSON that cannot be read: {error}"))
    }
}

/// Says what an SQLite error means for the file.
pub(crate) fn from_sqlite(error: &rusqlite::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    let detail = error.to_string();
    match error {
        rusqlite::Error::SqliteFailure(code, _) => match code.code {
            ErrorCode::DiskFull => StoreError::DiskFull { path },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::InUse { path, holder: None },
            // SQLite cannot open the write-ahead log beside a file when the folder refuses it.
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => StoreError::ReadOnly { path },
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt { path, detail },
            ErrorCode::SystemIoFailure => StoreError::Disk { path, detail },
            _ => StoreError::Internal { detail },
        },
        // A column that holds another type, or a row that must be there and is not: the file is not as we wrote it.
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..)
        | rusqlite::Error::QueryReturnedNoRows => StoreError::Corrupt { path, detail },
        _ => StoreError::Internal { detail },
    }
}

/// Says what a file system error means for the file that was to be read.
pub(crate) fn from_reading(error: &io::Error, path: &Path) -> StoreError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => StoreError::NotFound { path },
        io::ErrorKind::PermissionDenied => StoreError::NoAccess { path },
        io::ErrorKind::InvalidFilename => StoreError::PathTooLong { path },
        _ => StoreError::Disk { path, detail: error.to_string() },
    }
}

/// Says what a file system error means for the file that was to be written.
pub(crate) fn from_writing(error: &io::Error, path: &Path) -> StoreError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path: path.to_owned() },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull { path: path.to_owned() },
        io::ErrorKind::AlreadyExists => StoreError::AlreadyExists { path: path.to_owned() },
        _ => from_reading(error, path),
    }
}
