//! The pool's key, and the numbers that it gives to members.
//!
//! A number has to be the same when the same institution comes again, and has to say nothing to those who do not add members: else whoever
//! has a pool file could hash the names of all banks and look them up. So it is a keyed hash, and the key lies in a file of its own beside the
//! pool, which is never part of it. Those who have the key can test a guess; that is what adding a member means.

use super::contribution::Contribution;
use super::fault::PoolFault;
use super::hmac::{hex, hmac_sha256};
use serde::{Deserialize, Serialize};
use std::fmt;

/// First word of a key file, with the number of its format.
const MARK: &str = "shuheng-pool-key 1";

/// The secret of a pool: 256 random bits, drawn when the pool is created.
#[derive(Clone, PartialEq, Eq)]
pub struct PoolKey([u8; 32]);

impl fmt::Debug for PoolKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PoolKey({})", self.id())
    }
}

impl PoolKey {
    /// A key of random bytes.
    #[must_use]
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// What a pool may say of its key, so that two pools of one key recognise each other: 64 bits of a hash that tells nothing of the key.
    #[must_use]
    pub fn id(&self) -> String {
        hex(&hmac_sha256(&self.0, b"key")[..8])
    }

    /// The key as the text of its file.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{MARK} {}\n", hex(&self.0))
    }

    /// Reads the text of a key file.
    ///
    /// # Errors
    /// [`PoolFault::NotAKey`].
    pub fn from_text(text: &str) -> Result<Self, PoolFault> {
        let digits = text.trim().strip_prefix(MARK).map(str::trim).filter(|digits| digits.len() == 64 && digits.is_ascii());
        let digits = digits.ok_or(PoolFault::NotAKey)?;
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| PoolFault::NotAKey)?;
        }
        Ok(Self(bytes))
    }

    /// The number of an institution's assessment of a year by a model; `round` counts how often it was withdrawn before.
    ///
    /// Another year gives another number, so that a pool does not tell which lines of two years belong together.
    pub(crate) fn member(&self, institution: &str, year: i32, model: &str, round: u32) -> MemberNumber {
        let tag = self.tag(&["member", &same_name(institution), &year.to_string(), model, &round.to_string()]);
        MemberNumber(format!("{}-{}-{}-{}", &tag[..4], &tag[4..8], &tag[8..12], &tag[12..16]))
    }

    /// What recognises an engagement file whose institution was renamed.
    pub(crate) fn engagement(&self, file: &str) -> String {
        self.tag(&["engagement", file])
    }

    /// What recognises a contribution. A plain hash would let a withdrawn one be found by trial in the blocks that name it.
    pub(crate) fn mark(&self, contribution: &Contribution) -> String {
        self.tag(&["contribution", &format!("{contribution:?}")])
    }

    fn tag(&self, parts: &[&str]) -> String {
        // With their lengths, so that no two lists of parts make the same message.
        let message: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
        hex(&hmac_sha256(&self.0, message.as_bytes())[..8])
    }
}

/// A name without what differs between two spellings of it: case, spaces, full-width forms, and the legal form at the end.
fn same_name(name: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    };
    let plain: String = name.chars().filter(|c| !c.is_whitespace()).map(narrow).flat_map(char::to_lowercase).collect();
    let short = ["股份有限公司", "有限责任公司", "有限公司"].iter().find_map(|form| plain.strip_suffix(form)).unwrap_or(&plain);
    short.to_owned()
}

/// The number of a member: 16 hexadecimal digits in fours, `3f9a-07c2-b81d-64e5`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct MemberNumber(String);

impl MemberNumber {
    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MemberNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MemberNumber {
    type Error = PoolFault;

    fn try_from(text: String) -> Result<Self, PoolFault> {
        let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let fours: Vec<&str> = text.split('-').collect();
        let sound = fours.len() == 4 && fours.iter().all(|four| four.len() == 4 && four.as_bytes().iter().all(digit));
        if sound { Ok(Self(text)) } else { Err(PoolFault::UnknownMember(text)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> PoolKey {
        PoolKey::new([byte; 32])
    }

    #[test]
    fn one_institution_one_number_however_it_is_written() {
        let number = |name: &str| key(1).member(name, 2025, "m", 0);
        for spelling in ["海澄银行", " 海澄 银行", "海澄银行股份有限公司", "海澄银行有限责任公司"] {
            assert_eq!(number(spelling), number("海澄银行"), "{spelling}");
        }
        assert_eq!(number("ＡＢＣ Bank"), number("abc bank"));
        assert_ne!(number("海澄银行"), number("海丰银行"));
        assert_ne!(number("海澄银行"), key(1).member("海澄银行", 2024, "m", 0), "years do not tell on each other");
        assert_ne!(number("海澄银行"), key(1).member("海澄银行", 2025, "m", 1), "nor does one who comes back");
        assert_eq!(MemberNumber::try_from(number("海澄银行").to_string()), Ok(number("海澄银行")));
    }

    #[test]
    fn without_the_key_a_guess_cannot_be_tested() {
        assert_ne!(key(1).member("海澄银行", 2025, "m", 0), key(2).member("海澄银行", 2025, "m", 0));
        assert_ne!(key(1).id(), key(2).id());
        assert!(!format!("{:?}", key(0xab)).contains("abab"), "nor does a message give the key away");
    }

    #[test]
    fn a_key_file_reads_back_and_nothing_else_does() {
        assert_eq!(PoolKey::from_text(&key(7).to_text()), Ok(key(7)));
        for text in ["", "shuheng-pool-key 1", "shuheng-pool-key 1 00", &key(7).to_text().replace('0', "é"), &"0".repeat(64)] {
            assert_eq!(PoolKey::from_text(text), Err(PoolFault::NotAKey), "{text}");
        }
        for text in ["", "0000-0000-0000-000G", "0000-0000-0000", "00000-000-0000-0000", "0000000000000000"] {
            assert!(MemberNumber::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
