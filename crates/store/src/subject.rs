//! What a change is about: the name under which a thing is known within its assessment.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::DocumentKind;

/// The thing that a change is about. As text: `answer:<indicator>`, `figure:<year>:<metric>` and so on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The assessed institution.
    Institution,
    /// The assessment: name, year, model, target, stage.
    Assessment,
    /// One of the file's own copies of evaluation models, by its number. The one that the file was made with is 1, and
    /// stands as plain `model` in the audit trail.
    Model(i64),
    /// The answer to one indicator.
    Answer(String),
    /// The judgement of one clause of a policy document.
    ClauseJudgement(String),
    /// One piece of evidence, by its number.
    Evidence(i64),
    /// One of the institution's own figures.
    Figure {
        /// The year it speaks of.
        year: i32,
        /// The metric's id.
        metric: String,
    },
    /// The scores of one peer group, by its label.
    PeerReference(String),
    /// One named document, by its kind and number.
    Document(DocumentKind, i64),
    /// One respondent, by its number.
    Respondent(i64),
    /// What one respondent said of one indicator.
    Response {
        /// The respondent's number.
        respondent: i64,
        /// The indicator.
        indicator: String,
    },
    /// One comment, by its number.
    Comment(i64),
    /// One named snapshot, by its number.
    Snapshot(i64),
    /// One attached file, by the SHA-256 of its bytes.
    Attachment(String),
    /// One setting of the engagement, by its key.
    Meta(String),
}

impl Subject {
    /// The subject of an indicator's answer.
    pub fn answer(indicator: impl Into<String>) -> Self {
        Self::Answer(indicator.into())
    }

    /// Whether it belongs to the whole file and to no single assessment: what is known of the institution and its figures, copies
    /// of models, attachments, settings.
    pub fn is_file_wide(&self) -> bool {
        match self {
            Self::Institution | Self::Model(_) | Self::Figure { .. } | Self::Attachment(_) | Self::Meta(_) => true,
            Self::Assessment
            | Self::Answer(_)
            | Self::ClauseJudgement(_)
            | Self::Evidence(_)
            | Self::PeerReference(_)
            | Self::Document(..)
            | Self::Respondent(_)
            | Self::Response { .. }
            | Self::Comment(_)
            | Self::Snapshot(_) => false,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Institution => f.write_str("institution"),
            Self::Assessment => f.write_str("assessment"),
            Self::Model(1) => f.write_str("model"),
            Self::Model(number) => write!(f, "model:{number}"),
            Self::Answer(indicator) => write!(f, "answer:{indicator}"),
            Self::ClauseJudgement(clause) => write!(f, "clause_judgement:{clause}"),
            Self::Evidence(id) => write!(f, "evidence:{id}"),
            Self::Figure { year, metric } => write!(f, "figure:{year}:{metric}"),
            Self::PeerReference(label) => write!(f, "peer_reference:{label}"),
            Self::Document(kind, id) => write!(f, "{}:{id}", kind.as_str()),
            Self::Respondent(id) => write!(f, "respondent:{id}"),
            Self::Response { respondent, indicator } => write!(f, "response:{respondent}:{indicator}"),
            Self::Comment(id) => write!(f, "comment:{id}"),
            Self::Snapshot(id) => write!(f, "snapshot:{id}"),
            Self::Attachment(digest) => write!(f, "attachment:{digest}"),
            Self::Meta(key) => write!(f, "meta:{key}"),
        }
    }
}

impl FromStr for Subject {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("unknown subject {text:?}");
        let (kind, rest) = match text.split_once(':') {
            Some((kind, rest)) => (kind, Some(rest)),
            None => (text, None),
        };
        match (kind, rest) {
            ("institution", None) => Ok(Self::Institution),
            ("assessment", None) => Ok(Self::Assessment),
            ("model", None) => Ok(Self::Model(1)),
            ("model", Some(number)) => number.parse().ok().filter(|number| *number != 1).map(Self::Model).ok_or_else(unknown),
            ("answer", Some(indicator)) => Ok(Self::Answer(indicator.to_owned())),
            ("clause_judgement", Some(clause)) => Ok(Self::ClauseJudgement(clause.to_owned())),
            ("evidence", Some(id)) => id.parse().map(Self::Evidence).map_err(|_| unknown()),
            ("figure", Some(rest)) => {
                let (year, metric) = rest.split_once(':').ok_or_else(unknown)?;
                Ok(Self::Figure { year: year.parse().map_err(|_| unknown())?, metric: metric.to_owned() })
            }
            ("peer_reference", Some(label)) => Ok(Self::PeerReference(label.to_owned())),
            ("respondent", Some(id)) => id.parse().map(Self::Respondent).map_err(|_| unknown()),
            ("response", Some(rest)) => {
                let (respondent, indicator) = rest.split_once(':').ok_or_else(unknown)?;
                Ok(Self::Response { respondent: respondent.parse().map_err(|_| unknown())?, indicator: indicator.to_owned() })
            }
            ("comment", Some(id)) => id.parse().map(Self::Comment).map_err(|_| unknown()),
            ("snapshot", Some(id)) => id.parse().map(Self::Snapshot).map_err(|_| unknown()),
            ("attachment", Some(digest)) => Ok(Self::Attachment(digest.to_owned())),
            ("meta", Some(key)) => Ok(Self::Meta(key.to_owned())),
            (kind, Some(id)) => {
                let kind = DocumentKind::ALL.into_iter().find(|known| known.as_str() == kind).ok_or_else(unknown)?;
                id.parse().map(|id| Self::Document(kind, id)).map_err(|_| unknown())
            }
            _ => Err(unknown()),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_back_even_with_colons_in_ids() {
        for subject in [
            Subject::Institution,
            Subject::Assessment,
            Subject::Model(1),
            Subject::Model(2),
            Subject::ClauseJudgement("nfra-2025-95/13".into()),
            Subject::answer("eco:biz:线上化"),
            Subject::answer(""),
            Subject::Evidence(-3),
            Subject::Figure { year: 2024, metric: "a:b".into() },
            Subject::PeerReference("城商行:样本".into()),
            Subject::Document(DocumentKind::WeightScheme, 7),
            Subject::Document(DocumentKind::ImportedData, 1),
            Subject::Respondent(4),
            Subject::Response { respondent: 4, indicator: "a:b".into() },
            Subject::Comment(2),
            Subject::Snapshot(1),
            Subject::Attachment("e3b0".into()),
            Subject::Meta("weights".into()),
        ] {
            assert_eq!(subject.to_string().parse::<Subject>(), Ok(subject));
        }
        assert!("figure:2024".parse::<Subject>().is_err());
        assert!("institution:1".parse::<Subject>().is_err());
        assert!("model:1".parse::<Subject>().is_err(), "one spelling for each");
        assert!("secret".parse::<Subject>().is_err());
    }
}
