//! The one workbench behind the window, taken by one command at a time.

use shuheng_workbench::view::{ErrorView, PassphraseQuestionView, Text};
use shuheng_workbench::{Workbench, WorkbenchError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// What became of the file named at the start, if it could not be opened at once.
#[derive(Debug, Clone, Default)]
pub struct AtStart {
    /// What to ask before it can be opened.
    pub question: Option<PassphraseQuestionView>,
    /// Why it could not be opened.
    pub error: Option<ErrorView>,
}

/// The workbench as the window's state, with what is to be said at the start.
pub struct Desk {
    workbench: Mutex<Workbench>,
    at_start: AtStart,
}

impl Desk {
    /// A desk.
    pub fn new(workbench: Workbench, at_start: AtStart) -> Self {
        Self { workbench: Mutex::new(workbench), at_start }
    }

    /// What to ask before the file named at the start can be opened.
    pub fn start_question(&self) -> Option<PassphraseQuestionView> {
        self.at_start.question.clone()
    }

    /// Why the file named at the start could not be opened.
    pub fn start_error(&self) -> Option<ErrorView> {
        self.at_start.error.clone()
    }

    /// Runs a use case. A panic in it becomes an error on the page instead of a command that never answers; what was
    /// acknowledged before is on disk, so the workbench can be used on.
    pub fn with<T>(&self, work: impl FnOnce(&mut Workbench) -> Result<T, WorkbenchError>) -> Result<T, ErrorView> {
        let mut workbench = self.workbench.lock().unwrap_or_else(PoisonError::into_inner);
        beside(|| work(&mut workbench))
    }
}

/// Runs what needs no workbench, so that the next answer does not wait for it; a panic in it becomes an error too.
pub fn beside<T>(work: impl FnOnce() -> Result<T, WorkbenchError>) -> Result<T, ErrorView> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(|error| error.view()),
        Err(_) => Err(ErrorView {
            code: "SH-9001".to_owned(),
            message: Text {
                zh: "程序内部出错，已保存的内容不受影响；重新打开档案后重试".to_owned(),
                en: "Something went wrong inside the program; what was saved is safe. Reopen the file and try again".to_owned(),
            },
        }),
    }
}
