//! Who gets into a file: opening with a passphrase, setting, changing and removing it, backups, the check of the whole file.

use crate::access_fault::AccessFault;
use crate::error::{WorkbenchError, verify_fault};
use crate::opened::Open;
use crate::sample;
use crate::view::{
    BackupView, FileSecurityView, OpeningNoticeView, OpeningView, PassphraseQuestionView, Text, TypedPassphrase, VerifyView,
};
use crate::workbench::Workbench;
use shuheng_store::{
    Access, Backup, BackupOutcome, BackupReason, Engagement, Interruption, StoreError, VerifyReport, backups, is_encrypted, restore,
    verify_with, wait_before_next_try,
};
use std::fmt;
use std::path::{Path, PathBuf};

/// Who is asked for passphrases where there is no window: a terminal, a file, a variable.
pub trait PassphraseSource: fmt::Debug + Send {
    /// The passphrase of the encrypted file at `path`.
    ///
    /// # Errors
    /// [`AccessFault::NobodyToAsk`] and what goes wrong when asking.
    fn passphrase_of(&self, path: &Path) -> Result<TypedPassphrase, WorkbenchError>;
}

impl Workbench {
    /// Asks for passphrases there from now on. Without a source, [`Self::open`] refuses an encrypted file.
    pub fn ask_passphrases_of(&mut self, source: Box<dyn PassphraseSource>) {
        self.passphrases = Some(source);
    }

    /// Does what needs access to a file, with its passphrase if it is encrypted.
    ///
    /// # Errors
    /// Those of the work; [`StoreError::PassphraseNeeded`] when nobody can be asked.
    pub(crate) fn with_access<T>(&self, work: impl Fn(&Access) -> Result<T, StoreError>) -> Result<T, WorkbenchError> {
        match (work(&Access::new()), &self.passphrases) {
            (Err(StoreError::PassphraseNeeded { path }), Some(source)) => Ok(work(&with(Some(&source.passphrase_of(&path)?)))?),
            (done, _) => Ok(done?),
        }
    }

    /// What opens a file: its passphrase when it is encrypted and somebody can be asked.
    ///
    /// # Errors
    /// When there is no file, it cannot be read, or asking fails.
    pub(crate) fn access_of(&self, path: &Path) -> Result<Access, WorkbenchError> {
        match &self.passphrases {
            Some(source) if is_encrypted(path)? => Ok(with(Some(&source.passphrase_of(path)?))),
            _ => Ok(Access::new()),
        }
    }

    /// Opens an engagement as [`Self::open`] does, and answers with a question where a passphrase is needed, does not fit or
    /// comes too soon.
    ///
    /// # Errors
    /// As for [`Self::open`], except what the question says.
    pub fn try_open(&mut self, path: &Path, passphrase: Option<&TypedPassphrase>) -> Result<OpeningView, WorkbenchError> {
        if !self.has_open(path) {
            match Engagement::open_with(path, &with(passphrase), self.shared_clock()) {
                Ok(store) => self.replace(Open::load(store)?)?,
                Err(StoreError::PassphraseNeeded { .. }) => {
                    return Ok(OpeningView::PassphraseNeeded { question: self.question(path, None) });
                }
                Err(error @ (StoreError::WrongPassphrase { .. } | StoreError::TooSoon { .. })) => {
                    return Ok(OpeningView::PassphraseNeeded { question: self.question(path, Some(error)) });
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(OpeningView::Opened { engagement: Box::new(self.engagement()?) })
    }

    /// [`Self::open_sample`] for the window: somebody may have encrypted the sample.
    ///
    /// # Errors
    /// As for [`Self::open_sample`].
    pub fn try_open_sample(&mut self) -> Result<OpeningView, WorkbenchError> {
        let path = self.folders().documents.join(sample::FILE_NAME);
        if path.exists() {
            return self.try_open(&path, None);
        }
        Ok(OpeningView::Opened { engagement: Box::new(self.create_sample(&path)?) })
    }

    /// What to ask before the encrypted file at `path` can be opened, and why the last answer did not do.
    pub(crate) fn question(&self, path: &Path, refused: Option<StoreError>) -> PassphraseQuestionView {
        let full = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        PassphraseQuestionView {
            path: full.display().to_string(),
            file_name: full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            refused: refused.map(|error| WorkbenchError::from(error).view()),
            wait: self.wait(&full),
        }
    }

    /// Checks a file and its audit trail. One that is open in this workbench is checked where it stands.
    ///
    /// # Errors
    /// When the file cannot be opened at all.
    pub fn verify(&self, path: &Path) -> Result<VerifyReport, WorkbenchError> {
        if self.has_open(path) {
            return Ok(self.opened()?.store.verify()?);
        }
        self.with_access(|access| verify_with(path, access))
    }

    /// Checks the open file.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn verify_opened(&self) -> Result<VerifyView, WorkbenchError> {
        let store = &self.opened()?.store;
        let report = store.verify()?;
        let (rows, faults) = (report.audit_rows, report.faults.len());
        let message = match (report.is_clean(), store.is_encrypted()) {
            (true, true) => Text::new(
                format!("没有问题：每一页都通过校验，{rows}条操作记录首尾相接，内容与记录一致"),
                format!("Sound: every page passes its check, {rows} rows of the audit trail form one chain, the content is what they say"),
            ),
            (true, false) => Text::new(
                format!("没有问题：{rows}条操作记录首尾相接，内容与记录一致"),
                format!("Sound: {rows} rows of the audit trail form one chain, and the content is what they say"),
            ),
            (false, _) => Text::new(
                format!("发现{faults}处问题。先保留这份文件，再把最近的备份恢复为新档案继续工作"),
                format!("{faults} faults were found. Keep this file, and go on with the latest backup, restored as a new file"),
            ),
        };
        Ok(VerifyView { sound: report.is_clean(), message, faults: report.faults.iter().map(verify_fault).collect() })
    }

    /// Encrypts the open file and its backups with `new`, or makes them plain with `None`. For whoever has just opened the file with its
    /// passphrase; a window that may have been left alone takes [`Self::replace_passphrase`].
    ///
    /// # Errors
    /// When nothing is open, the passphrase is too short, or there is no room. Then nothing has changed.
    pub fn set_passphrase(&mut self, new: Option<&TypedPassphrase>) -> Result<FileSecurityView, WorkbenchError> {
        let new = new.map(TypedPassphrase::passphrase);
        self.opened_mut()?.store.set_passphrase(new.as_ref())?;
        // The list of recent files keeps less of an encrypted file.
        self.engagement()?;
        self.file_security()
    }

    /// [`Self::set_passphrase`] once `current` was found to be the passphrase the file has now.
    ///
    /// # Errors
    /// As for [`Self::set_passphrase`], and when `current` is missing, does not fit or comes too soon.
    pub fn replace_passphrase(
        &mut self,
        current: Option<&TypedPassphrase>,
        new: Option<&TypedPassphrase>,
    ) -> Result<FileSecurityView, WorkbenchError> {
        let store = &self.opened()?.store;
        match current {
            Some(current) => store.check_passphrase(&current.passphrase())?,
            None if store.is_encrypted() => return Err(StoreError::PassphraseNeeded { path: store.path().to_owned() }.into()),
            None => {}
        }
        self.set_passphrase(new)
    }

    /// Milliseconds until a passphrase of the open file may be tried again.
    ///
    /// # Errors
    /// When nothing is open.
    pub fn passphrase_wait(&self) -> Result<u32, WorkbenchError> {
        Ok(self.wait(self.opened()?.store.path()))
    }

    /// Milliseconds until a passphrase of a file may be tried again; at most half a minute.
    fn wait(&self, path: &Path) -> u32 {
        u32::try_from(wait_before_next_try(path, self.clock()).as_millis()).unwrap_or(u32::MAX)
    }

    /// Where the open file is, whether it is encrypted, its backups.
    ///
    /// # Errors
    /// When nothing is open or its backups cannot be read.
    pub fn file_security(&self) -> Result<FileSecurityView, WorkbenchError> {
        let store = &self.opened()?.store;
        let path = std::fs::canonicalize(store.path()).unwrap_or_else(|_| store.path().to_owned());
        let size = std::fs::metadata(&path).map_err(|error| WorkbenchError::File { path: path.clone(), writing: false, error })?.len();
        Ok(FileSecurityView {
            size: size as f64,
            encrypted: store.is_encrypted(),
            backups: backup_views(&path)?,
            path: path.display().to_string(),
        })
    }

    /// Copies a backup of the open file to a new file. Nothing is replaced, and the open file stays open.
    ///
    /// # Errors
    /// When nothing is open, there is no such backup, or something is at `to` already.
    pub fn restore_backup(&self, number: u32, to: &Path) -> Result<PathBuf, WorkbenchError> {
        restore_backup(self.opened()?.store.path(), number, to)
    }
}

/// The backups of the file at `path`, newest first. There need not be such a file any more.
///
/// # Errors
/// When their folder cannot be read.
pub fn list_backups(path: &Path) -> Result<Vec<BackupView>, WorkbenchError> {
    backup_views(path)
}

/// Copies a backup of the file at `path` to a new file, with the passphrase it was made with.
///
/// # Errors
/// When there is no such backup, something is at `to` already, or it cannot be written.
pub fn restore_backup(path: &Path, number: u32, to: &Path) -> Result<PathBuf, WorkbenchError> {
    let found = backups(path)?.into_iter().find(|backup| backup.number == number);
    let backup = found.ok_or_else(|| AccessFault::NoSuchBackup { path: path.to_owned(), number })?;
    restore(&backup.path, to)?;
    Ok(to.to_owned())
}

/// What the user should know since the file was opened.
pub(crate) fn opening_notices(store: &Engagement) -> Vec<OpeningNoticeView> {
    let interrupted = store.interruption().map(|Interruption { holder, recovered }| {
        let (zh, en) = match holder {
            Some(holder) => {
                let message = holder.message();
                (format!("：{}打开", message.zh), format!(" (it was open {})", message.en))
            }
            None => (String::new(), String::new()),
        };
        let message = if *recovered {
            Text::new(
                format!("上次没有正常关闭{zh}。已确认的修改全部恢复"),
                format!("The file was not closed last time{en}. Every change that had been saved is there"),
            )
        } else {
            Text::new(
                format!("上次没有正常关闭{zh}。遗留的占用标记已清除，内容完整"),
                format!("The file was not closed last time{en}. The mark it left was cleared; the content is complete"),
            )
        };
        OpeningNoticeView { warning: false, message }
    });
    let failed = match store.backup_on_opening() {
        BackupOutcome::Failed(error) => {
            let cause = error.message();
            let message = Text::new(
                format!("打开时的备份没有做成，档案本身不受影响。原因：{}", cause.zh),
                format!("The backup that is due on opening could not be made; the file itself is sound. The reason: {}", cause.en),
            );
            Some(OpeningNoticeView { warning: true, message })
        }
        BackupOutcome::Made(_) | BackupOutcome::NotDue => None,
    };
    failed.into_iter().chain(interrupted).collect()
}

/// Access with a passphrase, if there is one.
pub(crate) fn with(passphrase: Option<&TypedPassphrase>) -> Access {
    passphrase.map_or_else(Access::new, |typed| Access::new().with_passphrase(typed.passphrase()))
}

fn backup_views(path: &Path) -> Result<Vec<BackupView>, WorkbenchError> {
    Ok(backups(path)?.into_iter().map(|backup| backup_view(path, backup)).collect())
}

fn backup_view(path: &Path, backup: Backup) -> BackupView {
    BackupView {
        number: backup.number,
        at: backup.at.format("%Y-%m-%d %H:%M:%S").to_string(),
        reason: match backup.why {
            BackupReason::Opened => Text::new("打开时", "On opening"),
            BackupReason::Migration(version) => {
                Text::new(format!("升级到文件格式{version}之前"), format!("Before the move to file format {version}"))
            }
        },
        size: backup.bytes as f64,
        path: backup.path.display().to_string(),
        restore_to: free_name(path, &format!("备份{}", backup.number)).display().to_string(),
    }
}

/// A free name beside the file for what is made of it, such as `a(备份3).shuheng`.
pub(crate) fn free_name(path: &Path, what: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = |again: u32| match again {
        1 => format!("{stem}({what}).shuheng"),
        _ => format!("{stem}({what}-{again}).shuheng"),
    };
    (1..1000).map(|again| path.with_file_name(name(again))).find(|free| !free.exists()).unwrap_or_else(|| path.with_file_name(name(1)))
}
