//! English that is missing or is still Chinese.

use super::bilingual::Bilingual;
use super::typography::is_han;
use super::{Findings, Rule};
use crate::text::Text;

pub(super) fn check(texts: &[Bilingual<'_>], findings: &mut Findings) {
    for bilingual in texts {
        if let Some(what) = untranslated(bilingual.text) {
            findings.warn(Rule::Untranslated, &bilingual.place, bilingual.sentence(&what), Text::new("写上英文译文", "write the English"));
        }
    }
}

/// What is wrong with the English of a text. A Chinese document number or name may stand in it.
fn untranslated(text: &Text) -> Option<Text> {
    let han = text.en.chars().filter(|c| is_han(*c)).count();
    let latin = text.en.chars().filter(char::is_ascii_alphabetic).count();
    if text.en.trim().is_empty() {
        Some(Text::new("没有英文", "has no English"))
    } else if han > 0 && (text.en == text.zh || han > latin) {
        Some(Text::new("的英文仍是中文", "has Chinese for English"))
    } else {
        None
    }
}
