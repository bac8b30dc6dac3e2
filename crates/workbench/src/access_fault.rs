//! What is refused about passphrases and backups, beyond what the engagement file itself says.

use crate::error::WorkbenchError;
use crate::view::Text;
use std::path::PathBuf;

/// Why a passphrase or a backup cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessFault {
    /// A passphrase is needed, and neither a terminal nor a file nor a variable gives one.
    NobodyToAsk {
        /// The encrypted file.
        path: PathBuf,
    },
    /// The first line of a file that should hold a passphrase is empty.
    EmptyPassphrase {
        /// The file with the passphrase.
        path: PathBuf,
    },
    /// A new passphrase was typed in two different ways.
    Mismatch,
    /// A passphrase was to be set where there is one already.
    AlreadyEncrypted {
        /// The engagement.
        path: PathBuf,
    },
    /// A passphrase was to be changed or removed where there is none.
    NotEncrypted {
        /// The engagement.
        path: PathBuf,
    },
    /// The engagement has no backup of this number.
    NoSuchBackup {
        /// The engagement.
        path: PathBuf,
        /// The number.
        number: u32,
    },
}

impl AccessFault {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NobodyToAsk { .. } => "SH-2150",
            Self::EmptyPassphrase { .. } => "SH-2151",
            Self::Mismatch => "SH-2152",
            Self::AlreadyEncrypted { .. } => "SH-2153",
            Self::NotEncrypted { .. } => "SH-2154",
            Self::NoSuchBackup { .. } => "SH-2155",
        }
    }

    pub(crate) fn message(&self) -> Text {
        match self {
            Self::NobodyToAsk { path } => {
                let path = path.display();
                Text::new(
                    format!(
                        "“{path}”已加密，这里没有终端可以输入口令，没有打开。请用--passphrase-file或环境变量SHUHENG_PASSPHRASE提供口令。"
                    ),
                    format!(
                        "“{path}” is encrypted and there is no terminal to ask for its passphrase; it was not opened. Give it with --passphrase-file or the environment variable SHUHENG_PASSPHRASE."
                    ),
                )
            }
            Self::EmptyPassphrase { path } => {
                let path = path.display();
                Text::new(
                    format!("“{path}”的第一行是空的，没有读到口令。请把口令写在第一行。"),
                    format!("The first line of “{path}” is empty: there is no passphrase in it. Write the passphrase on its first line."),
                )
            }
            Self::Mismatch => Text::new(
                "两次输入的口令不同，没有设置。请重新输入。",
                "The two passphrases differ; nothing was set. Type the same one twice.",
            ),
            Self::AlreadyEncrypted { path } => {
                let path = path.display();
                Text::new(
                    format!("“{path}”已有口令，没有改动。更换口令请用shuheng passphrase change。"),
                    format!("“{path}” has a passphrase already; nothing was changed. Change it with shuheng passphrase change."),
                )
            }
            Self::NotEncrypted { path } => {
                let path = path.display();
                Text::new(
                    format!("“{path}”没有加密，没有改动。设置口令请用shuheng passphrase set。"),
                    format!("“{path}” is not encrypted; nothing was changed. Set a passphrase with shuheng passphrase set."),
                )
            }
            Self::NoSuchBackup { path, number } => {
                let path = path.display();
                Text::new(
                    format!("“{path}”没有编号为{number}的备份。请用shuheng backups查看编号。"),
                    format!("“{path}” has no backup number {number}. shuheng backups lists the numbers."),
                )
            }
        }
    }
}

impl From<AccessFault> for WorkbenchError {
    fn from(fault: AccessFault) -> Self {
        Self::Access(fault)
    }
}
