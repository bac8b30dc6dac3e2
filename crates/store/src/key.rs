//! From a passphrase to the key of a file, and how SQLCipher is told.

use std::fmt::{self, Write};

use argon2::{Algorithm, Argon2, Params, Version};
use rusqlite::Connection;
use zeroize::{Zeroize, Zeroizing};

use crate::encryption::foreign_magic;
use crate::problem::Problem;
use crate::{Passphrase, StoreError};

/// Bytes of a salt: the first ones of the file.
pub(crate) const SALT: usize = 16;

/// Bytes of a key.
const LENGTH: usize = 32;

/// Memory of one derivation, in KiB.
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;

/// The key of a file with its salt. Wiped when it goes away.
///
/// Argon2id, version 1.3, 64 MiB, 3 passes, 4 lanes, 32 bytes: the second recommendation of RFC 9106 (section 4), over
/// three times the memory of the smallest sets that OWASP accepts (19 MiB, 2 passes). A try costs about 0.4 s of one core,
/// shared by as many of the lanes as there are cores, and whoever guesses on many cores 64 MiB on each. The numbers belong
/// to the format: nothing in an encrypted file could name them.
pub(crate) struct Key {
    /// On the heap: moving an array would leave copies behind.
    secret: Zeroizing<Vec<u8>>,
    salt: [u8; SALT],
}

impl Key {
    /// The key that belongs to a passphrase and the salt of a file.
    pub(crate) fn derive(passphrase: &Passphrase, salt: [u8; SALT]) -> Result<Self, StoreError> {
        let failed = |error: argon2::Error| StoreError::Internal { detail: format!("no key could be derived: {error}") };
        let params = Params::new(MEMORY, PASSES, LANES, Some(LENGTH)).map_err(failed)?;
        let mut secret = Zeroizing::new(vec![0; LENGTH]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.bytes(), &salt, &mut secret)
            .map_err(failed)?;
        wipe_stack();
        Ok(Self { secret, salt })
    }

    /// A key for a new file, with a salt from the system.
    pub(crate) fn fresh(passphrase: &Passphrase) -> Result<Self, StoreError> {
        let mut salt = [0; SALT];
        // A salt that looks like the start of a known format would hide the file from `is_encrypted`.
        while salt == [0; SALT] || foreign_magic(&salt) {
            getrandom::fill(&mut salt)
                .map_err(|error| StoreError::Internal { detail: format!("the system gave no random numbers: {error}") })?;
        }
        Self::derive(passphrase, salt)
    }

    /// The same key once more, to be wiped by itself.
    pub(crate) fn duplicate(&self) -> Self {
        Self { secret: self.secret.clone(), salt: self.salt }
    }

    /// The first bytes of a file with this key.
    pub(crate) fn salt(&self) -> [u8; SALT] {
        self.salt
    }

    /// Whether two keys are the same. Every byte is looked at, so that the time says nothing of where they differ.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let differing = self.secret.iter().zip(other.secret.iter()).fold(0, |differing, (one, other)| differing | (one ^ other));
        self.secret.len() == other.secret.len() && differing == 0 && self.salt == other.salt
    }

    /// Key and salt in the form that SQLCipher takes as they are: `x'…96 hexadecimal digits…'`.
    pub(crate) fn spec(&self) -> Zeroizing<String> {
        // Room for all of it at once: a text that grew would leave its old self behind in memory.
        let mut spec = Zeroizing::new(String::with_capacity(3 + 2 * (LENGTH + SALT)));
        spec.push_str("x'");
        for byte in self.secret.iter().chain(&self.salt) {
            // Writing to a text cannot fail.
            let _ = write!(spec, "{byte:02x}");
        }
        spec.push('\'');
        spec
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Overwrites what functions that have returned left on the stack: the last hash in Argon2 holds the key there.
#[inline(never)]
fn wipe_stack() {
    let mut frames = [0u8; 32 * 1024];
    frames.zeroize();
}

/// Gives a new connection the key of its file; without one, the file is plain. Must come before anything is read.
pub(crate) fn unlock(conn: &Connection, key: Option<&Key>) -> Result<(), Problem> {
    let Some(key) = key else { return Ok(()) };
    // SQLCipher would write to the terminal what is told to people in their language.
    conn.query_row("PRAGMA cipher_log_level = NONE", [], |_| Ok(()))?;
    let spec = key.spec();
    let mut pragma = Zeroizing::new(String::with_capacity(spec.len() + 16));
    pragma.push_str("PRAGMA key = \"");
    pragma.push_str(&spec);
    pragma.push('"');
    Ok(conn.execute_batch(&pragma)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the reference implementation (P-H-C/phc-winner-argon2) says:
    /// `echo -n passphrase | argon2 saltsaltsaltsalt -id -v 13 -t 3 -k 65536 -p 4 -l 32 -r`.
    const REFERENCE: &str = "4e82a3c1253234106c4f1c6240e0978b461f2e2672b243e072deb0410a5fb623";

    #[test]
    fn is_argon2id_with_the_stated_numbers() {
        let key = Key::derive(&Passphrase::new("passphrase"), *b"saltsaltsaltsalt").unwrap();
        let salt = "73616c74".repeat(4);
        assert_eq!(key.spec().as_str(), format!("x'{REFERENCE}{salt}'"));
        assert!(!format!("{key:?}").contains(&REFERENCE[..8]));
    }

    #[test]
    fn every_file_has_its_own_salt() {
        let passphrase = Passphrase::new("春眠不觉晓处处闻");
        assert_ne!(Key::fresh(&passphrase).unwrap().salt(), Key::fresh(&passphrase).unwrap().salt());
    }
}
