//! What the acceptance and window tests share: the built programs, a folder of their own, and a driver for the window.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

pub mod respondents;
pub mod window;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program of this workspace, built beside the test that runs.
///
/// # Panics
/// When it is not built: `cargo build --workspace` comes first.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let mut folder = std::env::current_exe().expect("the path of this test");
    while folder.pop() {
        let candidate = folder.join(name);
        if candidate.is_file() {
            return candidate;
        }
    }
    panic!("{name} is not built; run `cargo build --workspace` first")
}

/// What a run of `shuheng` gave.
#[derive(Debug)]
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output as JSON; null when it is none.
    pub json: Value,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// The English sentence of the error.
    #[must_use]
    pub fn sentence(&self) -> String {
        let error: Value = serde_json::from_str(&self.stderr).unwrap_or_default();
        error["error"]["message"]["en"].as_str().unwrap_or(&self.stderr).to_owned()
    }

    /// The code of the error, such as `SH-2104`.
    #[must_use]
    pub fn error_code(&self) -> String {
        let error: Value = serde_json::from_str(&self.stderr).unwrap_or_default();
        error["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Runs `shuheng … --format json` in a folder.
///
/// # Panics
/// When the program cannot be started or dies of a signal.
#[must_use]
pub fn shuheng(folder: &Path, arguments: &[&str]) -> Run {
    let Output { status, stdout, stderr } =
        Command::new(program("shuheng")).current_dir(folder).args(arguments).args(["--format", "json"]).output().expect("shuheng starts");
    Run {
        code: status.code().expect("shuheng ends by itself"),
        json: serde_json::from_slice(&stdout).unwrap_or_default(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}
