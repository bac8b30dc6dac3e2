//! Whether a file is encrypted, told from its bytes alone.
//!
//! An encrypted file is SQLCipher 4: pages of 4096 bytes, AES-256-CBC, each with an initialisation vector and an
//! HMAC-SHA512 of its own at its end; the first 16 bytes are the salt. Nothing in it says so: it looks like random
//! numbers, and that is what is tested.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::StoreError;
use crate::header::{self, Header};
use crate::problem::from_reading;

/// Bytes of a page.
pub(crate) const PAGE: usize = 4096;

/// The largest chi-square of a page against evenly distributed bytes (255 degrees of freedom: mean 255, standard
/// deviation √510 ≈ 22.6). Random pages lie above 255 + 10 × 22.6 less than once in 10¹⁵; text, tables, pictures and
/// programs far above.
const UNEVEN: f64 = 481.0;

/// How the formats start whose content is so dense that it could pass for random.
const MAGICS: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"SQLite format 3\0",
    b"OggS",
    b"\x1aE\xdf\xa3",
    b"LUKS",
    b"MSCF",
];

/// Whether the file at `path` is an encrypted engagement, without opening it. A plain engagement, a text, a document, an
/// archive or the torn-off start of a file is not.
///
/// # Errors
/// When there is no file, or it cannot be read.
pub fn is_encrypted(path: impl AsRef<Path>) -> Result<bool, StoreError> {
    let path = path.as_ref();
    if path.is_dir() {
        return Ok(false);
    }
    let mut file = File::open(path).map_err(|error| from_reading(&error, path))?;
    match header::read(&mut file, path) {
        Ok(Header::Encrypted { .. }) => Ok(true),
        Ok(Header::Plain { .. }) | Err(StoreError::NotAnEngagement { .. } | StoreError::Newer { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether the first page and the length can be those of an encrypted file. With a log beside it, a crash may have cut
/// the last page short.
pub(crate) fn looks_encrypted(first: &[u8], length: u64, log_left: bool) -> bool {
    first.len() == PAGE && (log_left || length.is_multiple_of(PAGE as u64)) && !foreign_magic(first) && chi_square(first) < UNEVEN
}

/// Whether the bytes start like another format.
pub(crate) fn foreign_magic(bytes: &[u8]) -> bool {
    MAGICS.iter().any(|magic| bytes.starts_with(magic))
}

/// Pearson's chi-square of the bytes against an even distribution.
pub(crate) fn chi_square(bytes: &[u8]) -> f64 {
    let mut counts = [0u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let expected = bytes.len() as f64 / 256.0;
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

/// The first bytes of a file: the salt of an encrypted one, the same text in every plain one. None when it is shorter.
pub(crate) fn lead(path: &Path) -> Option<[u8; 16]> {
    let mut lead = [0; 16];
    File::open(path).ok()?.read_exact(&mut lead).ok()?;
    Some(lead)
}

/// Whether a file starts as a plain database does.
pub(crate) fn is_plain(lead: &[u8; 16]) -> bool {
    lead == header::MAGIC
}
