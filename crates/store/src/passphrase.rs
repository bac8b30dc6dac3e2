//! The passphrase of an encrypted engagement, and what is asked of a new one.

use std::fmt;

use zeroize::Zeroizing;

use crate::StoreError;

/// The fewest characters of a new passphrase.
///
/// Length is the only rule: NIST SP 800-63B (section 3.1.1) asks for at least eight characters and against rules about
/// kinds of characters.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// A passphrase. It is wiped from memory when it goes away, and never shown by `Debug`.
///
/// It counts as it was typed, in UTF-8: case, blanks and the way an accent is composed all matter. Chinese characters
/// have one form; whoever takes texts from keyboards that compose accents in several ways normalises them (NFC) before.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes a passphrase over. The caller wipes its own copy.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// Whether it can become the passphrase of a file.
    ///
    /// # Errors
    /// [`StoreError::PassphraseTooShort`] below [`SHORTEST_PASSPHRASE`] characters.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.0.chars().count() < SHORTEST_PASSPHRASE {
            return Err(StoreError::PassphraseTooShort { least: SHORTEST_PASSPHRASE });
        }
        Ok(())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_keeps_silent() {
        assert_eq!(Passphrase::new("1234567").check(), Err(StoreError::PassphraseTooShort { least: 8 }));
        assert_eq!(Passphrase::new("春眠不觉晓处处").check(), Err(StoreError::PassphraseTooShort { least: 8 }));
        assert_eq!(Passphrase::new("春眠不觉晓处处闻").check(), Ok(()));
        assert!(!format!("{:?}", Passphrase::new("春眠不觉晓处处闻")).contains('春'));
    }
}
