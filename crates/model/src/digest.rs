//! The content digest of a model: two models with the same digest ask and weigh the same.

use crate::source::ModelSource;
use sha2::{Digest, Sha256};

/// SHA-256 over every file's name, length and text, hexadecimal.
#[must_use]
pub fn digest(source: &ModelSource) -> String {
    let mut hash = Sha256::new();
    for (name, text) in source.files() {
        for part in [name, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(files: &[(&str, &str)]) -> ModelSource {
        ModelSource::new(files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())))
    }

    #[test]
    fn depends_on_names_and_texts_and_not_on_line_ends() {
        let base = digest(&source(&[("a", "x\ny")]));
        assert_eq!(base.len(), 64);
        assert_eq!(base, digest(&source(&[("a", "x\r\ny")])));
        assert_ne!(base, digest(&source(&[("a", "x"), ("b", "y")])));
        assert_ne!(digest(&source(&[("a", "bc")])), digest(&source(&[("ab", "c")])));
    }
}
