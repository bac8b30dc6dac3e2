//! What a client can be busy with, and the files that it works on.

use shuheng_store::{Access, Engagement, ModelCopy, NewEngagement, Passphrase, SystemClock};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Who works.
pub const ACTOR: &str = "信息科技部";
/// How many indicators are answered in turn.
pub const INDICATORS: u64 = 40;
/// How many respondents hand in a questionnaire.
pub const RESPONDENTS: u64 = 5;

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Records answers one by one, in a plain file.
    Answer,
    /// The same in an encrypted file.
    AnswerEncrypted,
    /// Takes over what several respondents said, all of it in one step.
    Import,
    /// Writes reports.
    Export,
    /// Opens files of an earlier format.
    Migrate,
    /// Changes the passphrase of a file.
    Rekey,
    /// Merges two copies of an engagement.
    Merge,
}

impl Work {
    /// Every kind.
    pub const ALL: [Self; 7] = [Self::Answer, Self::AnswerEncrypted, Self::Import, Self::Export, Self::Migrate, Self::Rekey, Self::Merge];

    /// Its name on the command line and in the counts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::AnswerEncrypted => "answer_encrypted",
            Self::Import => "import",
            Self::Export => "export",
            Self::Migrate => "migrate",
            Self::Rekey => "rekey",
            Self::Merge => "merge",
        }
    }

    /// The longest time, in milliseconds, until a client that is ready is killed: some steps in most clients.
    pub fn patience(self) -> u64 {
        match self {
            Self::Export | Self::Rekey => 2_000,
            Self::Merge => 1_000,
            _ => 300,
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|work| work.name() == name)
    }

    /// How the file of this work is opened.
    pub fn access(self) -> Access {
        match self {
            Self::AnswerEncrypted => Access::new().with_passphrase(passphrase(0)),
            _ => Access::new(),
        }
    }
}

/// The passphrase of that number.
pub fn passphrase(count: u64) -> Passphrase {
    Passphrase::new(&format!("correct horse battery {count}"))
}

/// The engagement of a folder.
pub fn file(place: &Path) -> PathBuf {
    place.join("甲行.shuheng")
}

/// Makes an engagement, unless it is there.
pub fn make(path: &Path, access: &Access) {
    if path.exists() {
        return;
    }
    let model = ModelCopy {
        id: "m".to_owned(),
        version: "1.0.0".to_owned(),
        digest: "0".repeat(64),
        files: [("model.toml".to_owned(), "id = \"m\"\n".to_owned())].into(),
    };
    let new = NewEngagement {
        institution: "甲城市商业银行".to_owned(),
        kind: "city_bank".to_owned(),
        year: 2025,
        target: None,
        model,
        actor: ACTOR.to_owned(),
    };
    Engagement::create_with(path, &new, access, Arc::new(SystemClock)).expect("an engagement").close().expect("it closes");
}

/// Opens an engagement.
pub fn open(path: &Path, access: &Access) -> Engagement {
    Engagement::open_with(path, access, Arc::new(SystemClock)).expect("the engagement opens")
}
