//! Which assessment a change belongs to: the name under which the audit trail knows a subject within the whole file.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::Subject;

/// The first assessment of a file. Its subjects stand in the audit trail without a number.
pub(crate) const FIRST: i64 = 1;

/// A subject and the assessment that it belongs to. As text: the subject's own text where it belongs to the whole file or to the
/// first assessment, and `<assessment>/<subject>` otherwise, such as `2/answer:x`. Texts of subjects begin with a letter, so
/// that no two addresses have the same text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The assessment's number; none for what belongs to the whole file.
    pub assessment: Option<i64>,
    /// What it is about.
    pub subject: Subject,
}

impl Address {
    /// The address of a subject within an assessment; what belongs to the whole file has the same one in all of them.
    pub fn new(assessment: i64, subject: Subject) -> Self {
        Self { assessment: (!subject.is_file_wide()).then_some(assessment), subject }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.assessment {
            None | Some(FIRST) => self.subject.fmt(f),
            Some(number) => write!(f, "{number}/{}", self.subject),
        }
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbered = text.split_once('/').and_then(|(number, subject)| Some((number.parse::<i64>().ok()?, subject)));
        let address = match numbered {
            Some((number, subject)) => Self { assessment: Some(number), subject: subject.parse()? },
            None => Self::new(FIRST, text.parse()?),
        };
        // One spelling for each.
        let own = address == Self::new(address.assessment.unwrap_or(FIRST), address.subject.clone()) && address.to_string() == text;
        own.then_some(address).ok_or_else(|| format!("unknown subject {text:?}"))
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_tells_assessments_apart_and_reads_back() {
        for (assessment, subject, text) in [
            (1, Subject::Institution, "institution"),
            (2, Subject::Institution, "institution"),
            (1, Subject::Assessment, "assessment"),
            (2, Subject::Assessment, "2/assessment"),
            (1, Subject::answer("2/answer:x"), "answer:2/answer:x"),
            (12, Subject::answer("x"), "12/answer:x"),
            (-1, Subject::answer("x"), "-1/answer:x"),
            (3, Subject::ClauseJudgement("nfra-2025-95/13".into()), "3/clause_judgement:nfra-2025-95/13"),
            (3, Subject::Meta("2/k".into()), "meta:2/k"),
        ] {
            let address = Address::new(assessment, subject);
            assert_eq!(address.to_string(), text);
            assert_eq!(text.parse(), Ok(address));
        }
        for text in
            ["1/answer:x", "02/answer:x", "+2/answer:x", "2/institution", "2/meta:k", "2/", "2/2/answer:x", "/answer:x", "evidence:+1"]
        {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }
}
