//! What is refused of respondents and questionnaires, with a stable code and a sentence.

use crate::error::WorkbenchError;
use crate::view::Text;
use std::path::PathBuf;

/// Why something about respondents or questionnaires was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeopleFault {
    /// There is no such respondent.
    UnknownRespondent {
        /// Number or name.
        named: String,
        /// Names of those that there are.
        known: Vec<String>,
    },
    /// Several respondents have this name.
    AmbiguousRespondent {
        /// The name.
        named: String,
        /// Their numbers.
        numbers: Vec<i64>,
    },
    /// There is nobody to be asked, or nothing to ask.
    NothingToAsk,
    /// These questionnaires are refused as a whole; nothing was taken over.
    Refused {
        /// Each with the reason.
        files: Vec<(PathBuf, Text)>,
    },
    /// A questionnaire was changed after it was previewed.
    ChangedSincePreview {
        /// The file.
        path: PathBuf,
    },
}

impl From<PeopleFault> for WorkbenchError {
    fn from(fault: PeopleFault) -> Self {
        Self::People(fault)
    }
}

impl PeopleFault {
    /// A stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::UnknownRespondent { .. } => "SH-2160",
            Self::AmbiguousRespondent { .. } => "SH-2161",
            Self::NothingToAsk => "SH-2162",
            Self::Refused { .. } => "SH-2163",
            Self::ChangedSincePreview { .. } => "SH-2164",
        }
    }

    /// What happened, where, and what to do next.
    pub(crate) fn message(&self) -> Text {
        match self {
            Self::UnknownRespondent { named, known } if known.is_empty() => Text::new(
                format!("没有答卷人“{named}”，还没有添加任何答卷人；先添加"),
                format!("There is no respondent `{named}`, nor any other; add one first"),
            ),
            Self::UnknownRespondent { named, known } => Text::new(
                format!("没有答卷人“{named}”，现有：{}", known.join("、")),
                format!("There is no respondent `{named}`; use one of {}", known.join(", ")),
            ),
            Self::AmbiguousRespondent { named, numbers } => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                Text::new(
                    format!("有{}位答卷人名为“{named}”，改用编号：{}", numbers.len(), numbers.join("、")),
                    format!("{} respondents are named `{named}`; use a number: {}", numbers.len(), numbers.join(", ")),
                )
            }
            Self::NothingToAsk => Text::new(
                "没有可发的问卷：先添加答卷人，并分配适用的指标",
                "There is no questionnaire to write: add respondents and give them indicators that apply",
            ),
            Self::Refused { files } => {
                let listed = |of: fn(&Text) -> &str, colon: &str, join: &str| {
                    files.iter().map(|(path, why)| format!("{}{colon}{}", path.display(), of(why))).collect::<Vec<_>>().join(join)
                };
                Text::new(
                    format!("{}份问卷不能导入，未写入任何作答。{}", files.len(), listed(|text| &text.zh, "：", "；")),
                    format!(
                        "{} questionnaires cannot be imported and nothing was taken over. {}",
                        files.len(),
                        listed(|text| &text.en, ": ", "; ")
                    ),
                )
            }
            Self::ChangedSincePreview { path } => Text::new(
                format!("{}在预览之后被改过，未写入任何作答；重新预览", path.display()),
                format!("{} was changed after it was previewed and nothing was taken over; preview it again", path.display()),
            ),
        }
    }
}
