//! What is refused before it reaches the file: numbers that are none, and texts over their limit.

use crate::{Field, StoreError};

/// Characters of a rationale.
pub(crate) const RATIONALE: usize = 20_000;
/// Characters of an id, a name, a unit, a label.
pub(crate) const NAME: usize = 200;
/// Characters of a title.
pub(crate) const TITLE: usize = 500;
/// Characters of a locator or a note.
pub(crate) const NOTE: usize = 2_000;
/// Characters of a comment, or of how it was resolved.
pub(crate) const COMMENT: usize = 5_000;
/// Characters of a setting's value or of a weight scheme: as JSON, judgements of dozens of people fit.
pub(crate) const SETTING: usize = 1_000_000;
/// Characters of imported data: a table of several hundred thousand rows.
pub(crate) const IMPORTED_DATA: usize = 50_000_000;

/// Refuses a text over its limit.
pub(crate) fn text(field: Field, text: &str, limit: usize) -> Result<(), StoreError> {
    // Bytes are an upper bound of characters: most texts need no counting.
    if text.len() <= limit {
        return Ok(());
    }
    let actual = text.chars().count();
    if actual > limit {
        return Err(StoreError::TooLong { field, limit, actual });
    }
    Ok(())
}

/// Refuses a text that is empty or over its limit.
pub(crate) fn name(field: Field, value: &str) -> Result<(), StoreError> {
    if value.trim().is_empty() {
        return Err(StoreError::Blank { field });
    }
    text(field, value, NAME)
}

/// Refuses what is not a number; a negative zero becomes a plain one, as SQLite stores it.
pub(crate) fn number(field: Field, value: f64) -> Result<f64, StoreError> {
    if value.is_finite() { Ok(value + 0.0) } else { Err(StoreError::NotFinite { field }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        let hanzi = "理".repeat(RATIONALE);
        assert_eq!(text(Field::Rationale, &hanzi, RATIONALE), Ok(()));
        assert_eq!(
            text(Field::Rationale, &format!("{hanzi}由"), RATIONALE),
            Err(StoreError::TooLong { field: Field::Rationale, limit: RATIONALE, actual: RATIONALE + 1 })
        );
    }

    #[test]
    fn refuses_blank_names_and_endless_numbers() {
        assert_eq!(name(Field::Actor, " \t"), Err(StoreError::Blank { field: Field::Actor }));
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(number(Field::Target, value), Err(StoreError::NotFinite { field: Field::Target }));
        }
        assert!(number(Field::Target, -0.0).unwrap().is_sign_positive());
    }
}
