//! The pool as text: JSON with a mark, a version and a digest of the content. Readable, so that anyone can see what is in it and what is not.

use super::fault::PoolFault;
use super::hmac::hex;
use super::{Pool, THRESHOLD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const FORMAT: &str = "shuheng-pool";

/// Newest version of the format that is known here.
const VERSION: u32 = 1;

/// What every version says of itself.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    version: u32,
    /// SHA-256 of the content in its shortest form. It finds damage and edits by hand, not forgery: there is no secret in it.
    digest: String,
    content: Pool,
}

impl Pool {
    /// The pool as the text of its file.
    ///
    /// # Errors
    /// [`PoolFault::Unsound`] when it cannot be written down, which no pool that was read or made here is.
    pub fn to_text(&self) -> Result<String, PoolFault> {
        let document = Document { format: FORMAT.to_owned(), version: VERSION, digest: digest(self)?, content: self.clone() };
        let text = serde_json::to_string_pretty(&document).map_err(|error| PoolFault::Unsound(error.to_string()))?;
        Ok(text + "\n")
    }

    /// Reads the text of a pool file.
    ///
    /// # Errors
    /// [`PoolFault::NotAPool`], [`PoolFault::Newer`], [`PoolFault::Unsound`] for what no pool says, [`PoolFault::Altered`].
    pub fn from_text(text: &str) -> Result<Self, PoolFault> {
        let head: Head = serde_json::from_str(text).map_err(|error| cut_off_or_foreign(text, &error))?;
        if head.format != FORMAT {
            return Err(PoolFault::NotAPool);
        }
        if head.version > VERSION {
            return Err(PoolFault::Newer { found: head.version, known: VERSION });
        }
        let document: Document = serde_json::from_str(text).map_err(|error| PoolFault::Unsound(error.to_string()))?;
        document.content.check()?;
        if digest(&document.content)? != document.digest {
            return Err(PoolFault::Altered);
        }
        Ok(document.content)
    }

    /// Whether everything in it can be.
    fn check(&self) -> Result<(), PoolFault> {
        let is_tag = |tag: &str| tag.len() == 16 && tag.bytes().all(|byte| byte.is_ascii_hexdigit());
        let refuse = |what: String| Err(PoolFault::Unsound(what));
        if !is_tag(&self.key) {
            return refuse("key".to_owned());
        }
        for (number, member) in &self.members {
            member.contribution.check().map_err(|fault| PoolFault::Unsound(format!("{number}: {fault}")))?;
            if !is_tag(&member.engagement) || !is_tag(&member.mark) {
                return refuse(format!("{number}: engagement or mark"));
            }
            if self.withdrawn.contains(number) {
                return refuse(format!("{number} is withdrawn"));
            }
        }
        let small = self.blocks.iter().find(|block| block.members.len() < THRESHOLD || block.release == 0);
        match small {
            Some(block) => refuse(format!("a block of {} members", block.members.len())),
            None => Ok(()),
        }
    }
}

fn digest(pool: &Pool) -> Result<String, PoolFault> {
    let content = serde_json::to_vec(pool).map_err(|error| PoolFault::Unsound(error.to_string()))?;
    Ok(hex(&Sha256::digest(content)))
}

/// A text that begins as a pool and does not end was cut off.
fn cut_off_or_foreign(text: &str, error: &serde_json::Error) -> PoolFault {
    let begins = text.trim_start().starts_with('{') && text.contains(&format!("\"{FORMAT}\""));
    if begins && (error.is_eof() || error.is_syntax()) { PoolFault::Altered } else { PoolFault::NotAPool }
}

#[cfg(test)]
mod tests {
    use super::super::support::pool_of;
    use super::*;

    fn pool() -> Pool {
        let mut pool = pool_of(&[("city_bank", "T3", 6), ("securities", "", 2)]);
        pool.release();
        let number = pool.members().next().expect("a member").0.clone();
        pool.withdraw(&number).expect("a member");
        pool
    }

    #[test]
    fn a_pool_reads_back_and_its_text_does_not_change() {
        let text = pool().to_text().expect("text");
        let read = Pool::from_text(&text).expect("a pool");
        assert_eq!(read, pool());
        assert_eq!(read.to_text(), Ok(text));
    }

    #[test]
    fn an_edited_or_damaged_pool_is_refused() {
        let text = pool().to_text().expect("text");
        let edited = text.replacen("\"root\": 2", "\"root\": 3", 1);
        assert_ne!(edited, text);
        assert_eq!(Pool::from_text(&edited), Err(PoolFault::Altered));
        assert_eq!(Pool::from_text(&text[..text.len() / 2]), Err(PoolFault::Altered));
        let named = text.replacen("\"kind\": \"city_bank\"", "\"kind\": \"city_bank\", \"name\": \"海澄银行\"", 1);
        assert!(matches!(Pool::from_text(&named), Err(PoolFault::Unsound(_))), "no room for a name");
        let absurd = text.replacen("\"root\": 2", "\"root\": 2000", 1);
        assert!(matches!(Pool::from_text(&absurd), Err(PoolFault::Unsound(_))));
    }

    #[test]
    fn foreign_and_newer_texts_are_refused() {
        for text in ["", "[]", "{}", "SQLite format 3\0", "{\"format\": \"other\", \"version\": 1}"] {
            assert_eq!(Pool::from_text(text), Err(PoolFault::NotAPool), "{text}");
        }
        assert_eq!(
            Pool::from_text("{\"format\": \"shuheng-pool\", \"version\": 2, \"new\": true}"),
            Err(PoolFault::Newer { found: 2, known: 1 })
        );
    }
}
