//! What is refused of evidence, snapshots and the past, with a stable code and a sentence.

use crate::error::WorkbenchError;
use crate::view::Text;
use std::path::PathBuf;

/// Why something about review was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewFault {
    /// A piece of evidence speaks for nothing.
    NoTarget,
    /// A piece of evidence has no file.
    NoFile {
        /// Its number.
        id: i64,
    },
    /// The file that was to be attached is the engagement itself.
    OwnFile {
        /// The file.
        path: PathBuf,
    },
    /// The system would run the file instead of showing it.
    WouldRun {
        /// Its name.
        name: String,
    },
    /// There is something already where a file was to be written.
    Occupied {
        /// The file.
        path: PathBuf,
    },
    /// There is no such state to compare.
    UnknownMoment {
        /// What was named.
        named: String,
        /// What can be named.
        known: Vec<String>,
    },
    /// More than one state goes by that name.
    AmbiguousMoment {
        /// What was named.
        named: String,
        /// What tells them apart.
        choices: Vec<String>,
    },
    /// The step of the past is not one of the answer to this indicator.
    NotItsStep {
        /// The row of the audit trail.
        seq: u32,
        /// The indicator.
        indicator: String,
    },
    /// An assessment does not come from where it is to the stage that was asked for.
    NoStep {
        /// Where it is, in Chinese and in English.
        from: (&'static str, &'static str),
        /// What was asked for.
        to: (&'static str, &'static str),
    },
}

impl From<ReviewFault> for WorkbenchError {
    fn from(fault: ReviewFault) -> Self {
        Self::Review(fault)
    }
}

impl ReviewFault {
    /// A stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NoTarget => "SH-2170",
            Self::NoFile { .. } => "SH-2171",
            Self::WouldRun { .. } => "SH-2172",
            Self::Occupied { .. } => "SH-2173",
            Self::UnknownMoment { .. } => "SH-2174",
            Self::AmbiguousMoment { .. } => "SH-2175",
            Self::NotItsStep { .. } => "SH-2176",
            Self::NoStep { .. } => "SH-2177",
            Self::OwnFile { .. } => "SH-2178",
        }
    }

    /// What happened, where, and what to do next.
    pub(crate) fn message(&self) -> Text {
        match self {
            Self::NoTarget => Text::new(
                "这份证据没有对应任何指标或条款，没有保存；至少选择一项",
                "The piece of evidence speaks for no indicator or clause and was not saved; choose at least one",
            ),
            Self::NoFile { id } => Text::new(
                format!("第{id}号证据没有附件；它是说明或链接，位置写在“位置”一栏"),
                format!("Evidence {id} has no file; it is a note or a link, and its locator says where to look"),
            ),
            Self::OwnFile { path } => {
                let path = path.display();
                Text::new(
                    format!("“{path}”就是正在评估的档案，不能附在自己里面；选择另一个文件"),
                    format!("“{path}” is the engagement itself and cannot be attached to itself; choose another file"),
                )
            }
            Self::WouldRun { name } => Text::new(
                format!("“{name}”是可运行的文件，没有打开；需要时另存副本，检查后再用"),
                format!("“{name}” is a file that the system would run and was not opened; save a copy and check it first"),
            ),
            Self::Occupied { path } => {
                let path = path.display();
                Text::new(
                    format!("“{path}”已经存在，没有写入；换一个名称或文件夹"),
                    format!("“{path}” is there already and nothing was written; choose another name or folder"),
                )
            }
            Self::UnknownMoment { named, known } => Text::new(
                format!("没有名为“{named}”的快照或评估，没有比较；可用：{}", known.join("、")),
                format!("There is no snapshot or assessment “{named}” and nothing was compared; use one of {}", known.join(", ")),
            ),
            Self::AmbiguousMoment { named, choices } => Text::new(
                format!("“{named}”对应多个快照或评估，没有比较；改用：{}", choices.join("、")),
                format!("“{named}” names more than one snapshot or assessment and nothing was compared; use one of {}", choices.join(", ")),
            ),
            Self::NotItsStep { seq, indicator } => Text::new(
                format!("第{seq}条操作记录不是“{indicator}”的作答，没有恢复；在它的历史中选择一条"),
                format!(
                    "Row {seq} of the audit trail is not about the answer to {indicator} and nothing was restored; choose one of its history"
                ),
            ),
            Self::NoStep { from, to } => Text::new(
                format!("评估现处于“{}”，不能直接转为“{}”，没有改动；先转到相邻的阶段", from.0, to.0),
                format!(
                    "The assessment is {} and cannot become {} at once; nothing was changed. Take it to the stage between first",
                    from.1, to.1
                ),
            ),
        }
    }
}
