//! Who has a file open: a note beside it, so that whoever is refused knows whom to ask.
//!
//! The note decides nothing. What counts is the lock (`lock`); a note that a killed program left behind is replaced by
//! the next one that gets the lock. It holds no word of the engagement.

use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Message, Stamp};

/// The longest note that is read, in bytes.
const LONGEST: u64 = 4096;

/// Who has a file open, where and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The person or role, else the name of the system's user.
    pub who: String,
    /// The program.
    pub program: String,
    /// The computer, where the system tells.
    pub host: Option<String>,
    /// The number of the process.
    pub process: u32,
    /// Since when.
    pub since: Stamp,
}

impl Holder {
    /// This process, since `since`. What the caller does not say is asked of the system.
    pub(crate) fn here(who: Option<&str>, program: Option<&str>, since: Stamp) -> Self {
        let user = || ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(said);
        let running = || Some(std::env::current_exe().ok()?.file_stem()?.to_string_lossy().into_owned());
        Self {
            who: who.map(str::to_owned).or_else(user).unwrap_or_else(|| "?".to_owned()),
            program: program.map(str::to_owned).or_else(running).unwrap_or_else(|| "?".to_owned()),
            host: host(),
            process: std::process::id(),
            since,
        }
    }

    /// The holder as people read it.
    pub fn message(&self) -> Message {
        let since = self.since.format("%Y-%m-%d %H:%M");
        let Self { who, program, process, .. } = self;
        match &self.host {
            Some(host) => Message::new(
                format!("“{who}”在计算机“{host}”上用{program}（进程{process}）自{since}起"),
                format!("by “{who}” on “{host}” with {program} (process {process}) since {since}"),
            ),
            None => Message::new(
                format!("“{who}”用{program}（进程{process}）自{since}起"),
                format!("by “{who}” with {program} (process {process}) since {since}"),
            ),
        }
    }
}

/// The name of the computer. Only asked where a file or a variable tells it.
fn host() -> Option<String> {
    let file = |path: &str| Some(fs::read_to_string(path).ok()?.trim().to_owned()).filter(|name| !name.is_empty());
    said("COMPUTERNAME").or_else(|| file("/proc/sys/kernel/hostname")).or_else(|| file("/etc/hostname")).or_else(|| said("HOSTNAME"))
}

fn said(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|value| !value.trim().is_empty())
}

/// The note's place: `.<file name>.lock` in the same folder.
fn place(file: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".lock");
    file.with_file_name(name)
}

/// What the note beside a file says. None when there is none, or nothing that can be read.
pub(crate) fn read(file: &Path) -> Option<Holder> {
    let mut text = String::new();
    fs::File::open(place(file)).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

/// A note that is taken away when the file is closed.
#[derive(Debug)]
pub(crate) struct Note(PathBuf);

impl Note {
    /// Writes the note. It only helps: where it cannot be written, nothing is said.
    pub(crate) fn write(file: &Path, holder: &Holder) -> Self {
        let place = place(file);
        if let Ok(text) = serde_json::to_vec(holder) {
            let _ = fs::write(&place, text);
        }
        Self(place)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_back_and_goes_with_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("甲行.shuheng");
        let since = chrono::DateTime::parse_from_rfc3339("2026-03-02T09:30:00+08:00").unwrap();
        let holder = Holder::here(Some("战略部"), None, since);
        assert_eq!((holder.who.as_str(), holder.process), ("战略部", std::process::id()));
        let note = Note::write(&file, &holder);
        assert_eq!(read(&file), Some(holder));
        fs::write(place(&file), "{").unwrap();
        assert_eq!(read(&file), None);
        drop(note);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
