//! Whose questionnaire a file is. It is kept twice: on a very hidden sheet, and as properties of the document, which some programs keep
//! when sheets get lost, and others lose.

use crate::input::Language;
use std::collections::BTreeMap;

/// Version of the layout. A reader takes this one and older ones.
const FORMAT: u32 = 1;
/// The key under which the version stands; it also marks the hidden sheet.
pub(super) const FORMAT_KEY: &str = "shuheng.format";
/// The most characters of one entry: Excel keeps 255 of a property.
pub(super) const MOST_CHARACTERS: usize = 200;

/// Whose questionnaire it is. None of the texts is blank, or longer than 200 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Id of the engagement.
    pub engagement: String,
    /// Id of the assessment.
    pub assessment: String,
    /// Id of the respondent.
    pub respondent: String,
    /// The model that the questions come from.
    pub model: ModelStamp,
    /// Language of the questionnaire.
    pub language: Language,
    /// When it was made: `YYYY-MM-DD HH:MM`. Also the creation date of the document.
    pub issued_at: String,
}

/// One version of an evaluation model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelStamp {
    /// Identifier.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// Content digest.
    pub digest: String,
}

/// What one of the two places says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Record {
    /// Nothing.
    Absent,
    /// Something that is not whole.
    Damaged,
    /// It was made by a newer version of the program.
    Newer,
    /// Whose questionnaire it is.
    Known(Box<Identity>),
}

impl Identity {
    /// The entries of both places, by their keys.
    pub(super) fn entries(&self) -> [(&'static str, String); 9] {
        let language = match self.language {
            Language::Zh => "zh",
            Language::En => "en",
        };
        [
            (FORMAT_KEY, FORMAT.to_string()),
            ("shuheng.engagement", self.engagement.clone()),
            ("shuheng.assessment", self.assessment.clone()),
            ("shuheng.respondent", self.respondent.clone()),
            ("shuheng.model.id", self.model.id.clone()),
            ("shuheng.model.version", self.model.version.clone()),
            ("shuheng.model.digest", self.model.digest.clone()),
            ("shuheng.language", language.to_owned()),
            ("shuheng.issued_at", self.issued_at.clone()),
        ]
    }

    /// The first key whose entry a workbook could not keep unchanged.
    pub(super) fn unfit(&self) -> Option<&'static str> {
        let unfit = |text: &str| {
            text.trim() != text || text.is_empty() || text.chars().any(char::is_control) || text.chars().count() > MOST_CHARACTERS
        };
        self.entries().into_iter().find(|(_, text)| unfit(text)).map(|(key, _)| key)
    }
}

/// What the entries of one place say.
pub(super) fn record(entries: &BTreeMap<String, String>) -> Record {
    let entry = |key: &str| entries.get(key).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let Some(format) = entry(FORMAT_KEY) else { return Record::Absent };
    match format.parse::<u32>() {
        Ok(format) if format > FORMAT => return Record::Newer,
        Ok(1..) => {}
        Ok(0) | Err(_) => return Record::Damaged,
    }
    let known = || {
        Some(Identity {
            engagement: entry("shuheng.engagement")?,
            assessment: entry("shuheng.assessment")?,
            respondent: entry("shuheng.respondent")?,
            model: ModelStamp {
                id: entry("shuheng.model.id")?,
                version: entry("shuheng.model.version")?,
                digest: entry("shuheng.model.digest")?,
            },
            language: match entry("shuheng.language")?.as_str() {
                "zh" => Language::Zh,
                "en" => Language::En,
                _ => return None,
            },
            issued_at: entry("shuheng.issued_at")?,
        })
    };
    known().map_or(Record::Damaged, |identity| Record::Known(Box::new(identity)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> Identity {
        Identity {
            engagement: "e".into(),
            assessment: "a".into(),
            respondent: "r".into(),
            model: ModelStamp { id: "m".into(), version: "1.0.0".into(), digest: "sha256:0".into() },
            language: Language::En,
            issued_at: "2026-03-01 09:00".into(),
        }
    }

    #[test]
    fn entries_come_back() {
        let entries: BTreeMap<String, String> = identity().entries().into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
        assert_eq!(record(&entries), Record::Known(Box::new(identity())));
        for key in entries.keys() {
            let mut less = entries.clone();
            less.remove(key);
            assert_eq!(record(&less), if key == FORMAT_KEY { Record::Absent } else { Record::Damaged }, "{key}");
        }
        for (format, expected) in [("2", Record::Newer), ("0", Record::Damaged), ("x", Record::Damaged)] {
            let mut other = entries.clone();
            other.insert(FORMAT_KEY.to_owned(), format.to_owned());
            assert_eq!(record(&other), expected, "{format}");
        }
    }

    #[test]
    fn what_a_property_cannot_keep_is_told() {
        assert_eq!(identity().unfit(), None);
        for text in ["", " e", "a\nb", &"数".repeat(MOST_CHARACTERS + 1)] {
            assert_eq!(Identity { engagement: text.to_owned(), ..identity() }.unfit(), Some("shuheng.engagement"), "{text:?}");
        }
    }
}
