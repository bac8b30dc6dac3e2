//! What a sheet needs to know of the workbook that it belongs to: language, look, and the lines at the foot of its pages.

use crate::input::Language;
use crate::style::Style;

/// A workbook as its sheets see it.
pub(crate) trait Frame {
    /// Language of the fixed texts.
    fn language(&self) -> Language;

    /// The look.
    fn style(&self) -> &Style;

    /// The line at the left foot of every page: where the figures come from, or what they are not.
    fn foot(&self) -> &str;

    /// The line on confidentiality at the middle foot; may be empty.
    fn confidential_note(&self) -> &str;

    /// A fixed text in the language of the workbook.
    fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language() {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}
