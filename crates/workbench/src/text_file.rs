//! Reading a text that somebody named: regular files only, and never more than a bound.

use crate::error::WorkbenchError;
use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

/// Opens a file of at most `bound` bytes.
///
/// # Errors
/// [`WorkbenchError::File`] when it is missing, no regular file (a pipe would wait, a device never end), or larger.
pub(crate) fn open(path: &Path, bound: u64) -> Result<File, WorkbenchError> {
    let file_error = |error| WorkbenchError::File { path: path.to_owned(), writing: false, error };
    let metadata = fs::metadata(path).map_err(file_error)?;
    if !metadata.is_file() {
        return Err(file_error(Error::from(ErrorKind::InvalidInput)));
    }
    if metadata.len() > bound {
        return Err(file_error(Error::from(ErrorKind::FileTooLarge)));
    }
    File::open(path).map_err(file_error)
}

/// Reads at most `bound` bytes of a file.
///
/// # Errors
/// [`WorkbenchError::File`] as for [`open`].
pub(crate) fn read(path: &Path, bound: u64) -> Result<Vec<u8>, WorkbenchError> {
    let file_error = |error| WorkbenchError::File { path: path.to_owned(), writing: false, error };
    let mut bytes = Vec::new();
    // A file may grow while it is read.
    open(path, bound)?.take(bound + 1).read_to_end(&mut bytes).map_err(file_error)?;
    if bytes.len() as u64 > bound {
        return Err(file_error(Error::from(ErrorKind::FileTooLarge)));
    }
    Ok(bytes)
}
