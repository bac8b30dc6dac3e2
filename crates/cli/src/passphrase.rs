//! Where passphrases come from, and `shuheng passphrase`.
//!
//! A passphrase is never an argument: arguments stand in the list of processes and in the history of the shell.

use crate::arguments::Format;
use crate::output::print;
use clap::Subcommand;
use serde_json::json;
use shuheng_workbench::view::TypedPassphrase;
use shuheng_workbench::{AccessFault, PassphraseSource, Workbench, WorkbenchError};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The passphrase of the file that a command opens.
const VARIABLE: &str = "SHUHENG_PASSPHRASE";
/// The passphrase that a file is to have from now on.
const NEW_VARIABLE: &str = "SHUHENG_NEW_PASSPHRASE";
/// The longest first line, in bytes.
const LONGEST: u64 = 4096;

/// What to do with the passphrase of an engagement.
#[derive(Debug, Subcommand)]
pub enum PassphraseCommand {
    /// Encrypt an engagement and its backups. A forgotten passphrase cannot be recovered
    Set {
        /// Engagement
        file: String,
    },
    /// Give an encrypted engagement and its backups another passphrase
    Change {
        /// Engagement
        file: String,
        /// File whose first line is the new passphrase; also SHUHENG_NEW_PASSPHRASE, else the terminal asks
        #[arg(long)]
        new_passphrase_file: Option<String>,
    },
    /// Make an encrypted engagement and its backups plain
    Remove {
        /// Engagement
        file: String,
    },
}

/// Passphrases from a file, a variable or the terminal, in this order.
#[derive(Debug, Clone, Default)]
pub struct Passphrases {
    /// The file named with `--passphrase-file`.
    pub file: Option<PathBuf>,
    /// An engagement with a passphrase of its own, and the file that holds it.
    pub own: Option<(PathBuf, PathBuf)>,
}

impl PassphraseSource for Passphrases {
    fn passphrase_of(&self, path: &Path) -> Result<TypedPassphrase, WorkbenchError> {
        let own = self.own.as_ref().filter(|(engagement, _)| is_same(engagement, path));
        let file = own.map(|(_, file)| file).or(self.file.as_ref());
        given(file.map(PathBuf::as_path), VARIABLE)?.map_or_else(|| ask(&format!("口令 Passphrase（{}）: ", path.display()), path), Ok)
    }
}

impl Passphrases {
    /// The passphrase that the file at `path` is to have. On the terminal it is asked for twice.
    ///
    /// # Errors
    /// [`AccessFault::Mismatch`], and as for [`PassphraseSource::passphrase_of`].
    pub fn new_for(&self, path: &Path) -> Result<TypedPassphrase, WorkbenchError> {
        new_passphrase(self.file.as_deref(), VARIABLE, path)
    }
}

/// Sets, changes or removes the passphrase.
pub fn run(
    workbench: &mut Workbench,
    passphrases: &Passphrases,
    command: &PassphraseCommand,
    format: Format,
) -> Result<(), WorkbenchError> {
    let (PassphraseCommand::Set { file } | PassphraseCommand::Change { file, .. } | PassphraseCommand::Remove { file }) = command;
    let path = Path::new(file);
    workbench.open(path)?;
    let encrypted = workbench.file_security()?.encrypted;
    let new = match command {
        PassphraseCommand::Set { .. } if encrypted => return Err(AccessFault::AlreadyEncrypted { path: path.to_owned() }.into()),
        PassphraseCommand::Set { .. } => Some(passphrases.new_for(path)?),
        _ if !encrypted => return Err(AccessFault::NotEncrypted { path: path.to_owned() }.into()),
        PassphraseCommand::Change { new_passphrase_file, .. } => Some(other_passphrase(new_passphrase_file.as_deref(), path)?),
        PassphraseCommand::Remove { .. } => None,
    };
    let view = workbench.set_passphrase(new.as_ref())?;
    workbench.close()?;
    let told = match command {
        PassphraseCommand::Set { .. } => "已加密；口令遗忘后无法找回\nEncrypted; a forgotten passphrase cannot be recovered",
        PassphraseCommand::Change { .. } => {
            "口令已更换；口令遗忘后无法找回\nPassphrase changed; a forgotten passphrase cannot be recovered"
        }
        PassphraseCommand::Remove { .. } => "口令已移除，文件不再加密\nPassphrase removed; the file is plain",
    };
    let value = json!({ "file": file, "encrypted": view.encrypted, "backups": view.backups.len() });
    print(format, &value, &format!("{file}\n{told}"));
    Ok(())
}

/// The passphrase that the file at `path` is to have beside one that opens something: another file or variable says it. On the terminal
/// it is asked for twice.
///
/// # Errors
/// As [`Passphrases::new_for`].
pub fn other_passphrase(file: Option<&str>, path: &Path) -> Result<TypedPassphrase, WorkbenchError> {
    new_passphrase(file.map(Path::new), NEW_VARIABLE, path)
}

fn new_passphrase(file: Option<&Path>, variable: &str, path: &Path) -> Result<TypedPassphrase, WorkbenchError> {
    if let Some(given) = given(file, variable)? {
        return Ok(given);
    }
    let once = hidden("口令遗忘后无法找回 A forgotten passphrase cannot be recovered\n新口令 New passphrase: ", path)?;
    let again = hidden("再输入一次 Again: ", path)?;
    if once != again {
        return Err(AccessFault::Mismatch.into());
    }
    Ok(TypedPassphrase::new(once))
}

/// Whether two paths lead to one file.
fn is_same(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(a) == real(b)
}

/// What a file or a variable says; `None` when neither is given.
fn given(file: Option<&Path>, variable: &str) -> Result<Option<TypedPassphrase>, WorkbenchError> {
    match file {
        Some(file) => first_line(file).map(Some),
        None => Ok(std::env::var(variable).ok().filter(|text| !text.is_empty()).map(|text| TypedPassphrase::new(Zeroizing::new(text)))),
    }
}

/// The first line of a file, without its end and without a byte order mark.
fn first_line(path: &Path) -> Result<TypedPassphrase, WorkbenchError> {
    let unread = |error| WorkbenchError::File { path: path.to_owned(), writing: false, error };
    // A pipe is as good as a file here: a secret store may write into one.
    let capacity = usize::try_from(LONGEST).unwrap_or_default() + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    File::open(path).map_err(unread)?.take(LONGEST).read_to_end(&mut bytes).map_err(unread)?;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    if line.is_empty() {
        return Err(AccessFault::EmptyPassphrase { path: path.to_owned() }.into());
    }
    let text = std::str::from_utf8(line).map_err(|error| unread(std::io::Error::new(std::io::ErrorKind::InvalidData, error)))?;
    Ok(TypedPassphrase::new(Zeroizing::new(text.to_owned())))
}

fn ask(prompt: &str, path: &Path) -> Result<TypedPassphrase, WorkbenchError> {
    hidden(prompt, path).map(TypedPassphrase::new)
}

/// What somebody types at the terminal, without showing it.
fn hidden(prompt: &str, path: &Path) -> Result<Zeroizing<String>, WorkbenchError> {
    let typed = rpassword::prompt_password(prompt).map(Zeroizing::new);
    typed.map_err(|_| AccessFault::NobodyToAsk { path: path.to_owned() }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_counts_as_it_stands() {
        let folder = std::env::temp_dir().join(format!("shuheng-passphrase-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("p.txt");
        let read = |content: &[u8]| {
            std::fs::write(&path, content).unwrap();
            first_line(&path).map_err(|error| error.code())
        };
        for content in ["a b c d e\r\nsecond", "\u{feff}a b c d e", "a b c d e\n"] {
            assert!(read(content.as_bytes()).is_ok(), "{content:?}");
        }
        assert_eq!(read(b"\nsecond").unwrap_err(), "SH-2151");
        assert_eq!(read(b"").unwrap_err(), "SH-2151");
        assert_eq!(read(b"\xff\xfe").unwrap_err(), "SH-4002");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
