//! Who gets into a file: passphrases, the answer to opening, backups, the check of the whole file.

use super::common::{ErrorView, Text};
use super::engagement::EngagementView;
use serde::{Deserialize, Deserializer, Serialize};
use shuheng_store::Passphrase;
use specta::Type;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A passphrase as somebody typed it. It only comes in: it is never part of what goes out, `Debug` does not show it, and it is
/// wiped from memory with its owner.
#[derive(Clone, Type)]
#[specta(transparent)]
pub struct TypedPassphrase(#[specta(type = String)] Zeroizing<String>);

impl TypedPassphrase {
    /// Takes a passphrase over.
    #[must_use]
    pub fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// The passphrase as it counts: in Unicode's composed form (NFC), so that é is é from every keyboard.
    pub(crate) fn passphrase(&self) -> Passphrase {
        // Composed text is at most three times as long in UTF-8 (UAX #15); with room for it nothing is left behind by growing.
        let mut composed = Zeroizing::new(String::with_capacity(3 * self.0.len()));
        composed.extend(self.0.nfc());
        Passphrase::new(&composed)
    }
}

impl fmt::Debug for TypedPassphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedPassphrase(…)")
    }
}

impl<'de> Deserialize<'de> for TypedPassphrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

/// The answer to opening a file.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum OpeningView {
    /// It is open.
    Opened {
        /// The engagement.
        engagement: Box<EngagementView>,
    },
    /// It is encrypted: ask for its passphrase and open it again with it.
    PassphraseNeeded {
        /// What to ask.
        question: PassphraseQuestionView,
    },
}

/// What to ask before an encrypted file can be opened.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PassphraseQuestionView {
    /// Full path.
    pub path: String,
    /// File name.
    pub file_name: String,
    /// Why the passphrase that was given did not open it; `None` when none was given yet.
    pub refused: Option<ErrorView>,
    /// Milliseconds until the next one may be tried; 0 for at once.
    pub wait: u32,
}

/// The open file as one with an owner: where it is, whether it is encrypted, its backups.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileSecurityView {
    /// Full path.
    pub path: String,
    /// Size in bytes.
    pub size: f64,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Its backups, newest first.
    pub backups: Vec<BackupView>,
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Its running number; the newest has the largest.
    pub number: u32,
    /// When it was made, local time, `2026-03-18 14:32:05`.
    pub at: String,
    /// Why it was made.
    pub reason: Text,
    /// Size in bytes.
    pub size: f64,
    /// Full path.
    pub path: String,
    /// Proposed name for a restored copy, beside the engagement and free.
    pub restore_to: String,
}

/// What the check of the whole file found.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VerifyView {
    /// Whether nothing is wrong.
    pub sound: bool,
    /// The finding in a sentence.
    pub message: Text,
    /// Everything that is wrong.
    pub faults: Vec<Text>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_count_the_same_however_they_are_composed_and_nothing_is_shown() -> Result<(), serde_json::Error> {
        let typed = |text: &str| TypedPassphrase::new(Zeroizing::new(text.to_owned()));
        let key = |text| shuheng_store_bytes(&typed(text));
        assert_eq!(key("cafe\u{301} numerique"), key("café numerique"));
        assert_ne!(key("CAFÉ numerique"), key("café numerique"));
        assert_ne!(key("café numerique "), key("café numerique"));
        let read: TypedPassphrase = serde_json::from_str("\"春眠不觉晓处处闻\"")?;
        assert_eq!(format!("{read:?}"), "TypedPassphrase(…)");
        Ok(())
    }

    /// What a passphrase comes to, without looking inside it.
    fn shuheng_store_bytes(typed: &TypedPassphrase) -> String {
        typed.0.nfc().collect()
    }
}
