//! Codes and sentences of [`StoreError`]: what happened, where, and what to do next.

use crate::{Message, StoreError};

impl StoreError {
    /// The code that stays the same from version to version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "SH-2101",
            Self::AlreadyExists { .. } => "SH-2102",
            Self::NotAnEngagement { .. } => "SH-2103",
            Self::Newer { .. } => "SH-2104",
            Self::Truncated { .. } => "SH-2105",
            Self::Corrupt { .. } => "SH-2106",
            Self::ReadOnly { .. } => "SH-2107",
            Self::NoAccess { .. } => "SH-2108",
            Self::InUse { .. } => "SH-2109",
            Self::DiskFull { .. } => "SH-2110",
            Self::Disk { .. } => "SH-2111",
            Self::PathTooLong { .. } => "SH-2112",
            Self::ForeignLog { .. } => "SH-2113",
            Self::PassphraseNeeded { .. } => "SH-2114",
            Self::WrongPassphrase { .. } => "SH-2115",
            Self::TooSoon { .. } => "SH-2116",
            Self::PassphraseTooShort { .. } => "SH-2117",
            Self::NoBackup { .. } => "SH-2118",
            Self::NotFinite { .. } => "SH-2121",
            Self::TooLong { .. } => "SH-2122",
            Self::Blank { .. } => "SH-2123",
            Self::Unknown { .. } => "SH-2124",
            Self::UnknownAssessment { .. } => "SH-2125",
            Self::BadLink { .. } => "SH-2126",
            Self::TooLarge { .. } => "SH-2127",
            Self::Transfer { .. } => "SH-2128",
            Self::UndoConflict { .. } => "SH-2131",
            Self::UpgradeConflict { .. } => "SH-2132",
            Self::TrailBroken { .. } => "SH-2133",
            Self::Final { .. } => "SH-2134",
            Self::WrongStage { .. } => "SH-2135",
            Self::OpenComments { .. } => "SH-2136",
            Self::NotCopies { .. } => "SH-2140",
            Self::Undecided { .. } => "SH-2141",
            Self::Unsound { .. } => "SH-2142",
            Self::NoConflict { .. } => "SH-2143",
            Self::FinalStays { .. } => "SH-2144",
            Self::Internal { .. } => "SH-2199",
        }
    }

    /// What happened, where, and what to do next.
    pub fn message(&self) -> Message {
        match self {
            Self::NotFound { path } => {
                let path = path.display();
                Message::new(
                    format!("找不到“{path}”。请确认文件或文件夹没有被移动、改名，移动硬盘或网络盘已连接，然后重试。"),
                    format!(
                        "“{path}” was not found. Check that it was not moved or renamed and that its drive is connected, then try again."
                    ),
                )
            }
            Self::AlreadyExists { path } => {
                let path = path.display();
                Message::new(
                    format!("“{path}”已存在，没有覆盖。请换一个文件名；若它就是要找的项目文件，请直接打开。"),
                    format!(
                        "“{path}” already exists and was not replaced. Choose another name, or open it if it is the engagement you look for."
                    ),
                )
            }
            Self::NotAnEngagement { path } => {
                let path = path.display();
                Message::new(
                    format!("“{path}”不是数衡项目文件，文件未被改动。请选择扩展名为 .shuheng 的项目文件。"),
                    format!("“{path}” is not a Shuheng engagement file; it was not changed. Choose a file that Shuheng made (*.shuheng)."),
                )
            }
            Self::Newer { path, found, known } => {
                let path = path.display();
                Message::new(
                    format!("“{path}”由更新版本的数衡保存（文件格式 {found}，本程序支持到 {known}），文件未被改动。请升级数衡后再打开。"),
                    format!(
                        "“{path}” was saved by a newer Shuheng (file format {found}; this program knows up to {known}); it was not changed. Update Shuheng, then open it again."
                    ),
                )
            }
            Self::Truncated { path, expected, actual } => {
                let path = path.display();
                Message::new(
                    format!(
                        "“{path}”不完整：应有 {expected} 字节，实有 {actual} 字节，文件未被改动。多半是复制或下载中断，请重新复制，或打开备份。"
                    ),
                    format!(
                        "“{path}” is incomplete: {actual} of {expected} bytes are there; it was not changed. A copy or download was probably cut off: copy it again, or open a backup."
                    ),
                )
            }
            Self::Corrupt { path, .. } => {
                let path = path.display();
                Message::new(
                    format!("“{path}”内部已损坏，为避免扩大损失没有打开或写入。请保留该文件，改用最近的备份，并把错误编号告诉支持人员。"),
                    format!(
                        "The inside of “{path}” is damaged; to save what is left nothing was written. Keep the file, go on with the latest backup, and tell support the code."
                    ),
                )
            }
            Self::ReadOnly { path } => {
                let path = path.display();
                Message::new(
                    format!(
                        "“{path}”是只读的，或所在文件夹不允许写入，文件未被改动。请取消只读属性，或把文件复制到可以写入的文件夹后再打开。"
                    ),
                    format!(
                        "“{path}” is read-only, or its folder cannot be written; nothing was changed. Remove the read-only mark, or copy the file to a folder you can write to and open it there."
                    ),
                )
            }
            Self::NoAccess { path } => {
                let path = path.display();
                Message::new(
                    format!("当前用户没有读取“{path}”的权限。请向文件所有者或管理员申请权限后重试。"),
                    format!("You are not allowed to read “{path}”. Ask its owner or your administrator for access, then try again."),
                )
            }
            Self::InUse { path, holder } => {
                let path = path.display();
                let (zh, en) = match holder {
                    Some(holder) => {
                        let Message { zh, en } = holder.message();
                        (format!("正由{zh}打开"), format!("is open: {en}"))
                    }
                    None => ("正在另一个窗口或程序中打开".to_owned(), "is open in another window or program".to_owned()),
                };
                Message::new(
                    format!("“{path}”{zh}。请先在那里关闭，再重试；同一项目文件同时只能由一处编辑。"),
                    format!("“{path}” {en}. Close it there and try again; one place at a time may edit an engagement file."),
                )
            }
            Self::PassphraseNeeded { path } => {
                let path = path.display();
                Message::new(
                    format!("“{path}”已加密，没有打开。请输入它的口令；口令遗忘后无法找回。"),
                    format!("“{path}” is encrypted and was not opened. Enter its passphrase; a forgotten passphrase cannot be recovered."),
                )
            }
            Self::WrongPassphrase { path } => {
                let path = path.display();
                Message::new(
                    format!(
                        "口令与“{path}”不符，或文件已损坏，没有打开，文件未被改动。请核对大小写与输入法后重试；确信口令无误时，请打开备份。"
                    ),
                    format!(
                        "The passphrase does not fit “{path}”, or the file is damaged; it was not opened and not changed. Check capitals and the keyboard, then try again; if you are sure of the passphrase, open a backup."
                    ),
                )
            }
            Self::TooSoon { path, wait } => {
                let path = path.display();
                // Rounded up: whoever waits that long is let in.
                let seconds = wait.as_millis().div_ceil(1000);
                Message::new(
                    format!("“{path}”的口令多次不符，没有再试。请等待{seconds}秒后重试。"),
                    format!("Not tried: several passphrases did not fit “{path}”. Wait {seconds} s, then try again."),
                )
            }
            Self::PassphraseTooShort { least } => Message::new(
                format!("口令过短，没有设置。请至少使用{least}个字符；几个不相干的词连在一起既好记又难猜。"),
                format!(
                    "The passphrase was not set: it is too short. Use at least {least} characters; several unrelated words are easy to remember and hard to guess."
                ),
            ),
            Self::NoBackup { path, cause } => {
                let (path, cause) = (path.display(), cause.message());
                Message::new(
                    format!("“{path}”由较早版本的数衡保存，升级文件格式之前的备份没有做成，因此没有打开，文件未被改动。原因：{}", cause.zh),
                    format!(
                        "“{path}” comes from an earlier Shuheng, and the backup that is due before its format is raised could not be made; so it was not opened and not changed. The reason: {}",
                        cause.en
                    ),
                )
            }
            Self::DiskFull { path } => {
                let path = path.display();
                Message::new(
                    format!("磁盘已满，这一次修改没有写入“{path}”；此前已保存的内容完好。请腾出空间后再做一次。"),
                    format!(
                        "The disk is full: this change was not written to “{path}”; everything saved before is intact. Free some space and do it again."
                    ),
                )
            }
            Self::Disk { path, .. } => {
                let path = path.display();
                Message::new(
                    format!(
                        "读写“{path}”时磁盘或网络盘出错，这一次修改没有保存。请检查磁盘或网络连接后重试；若反复出现，请把文件复制到本机磁盘。"
                    ),
                    format!(
                        "The disk or network drive failed while using “{path}”; this change was not saved. Check the drive and try again; if it returns, copy the file to a local disk."
                    ),
                )
            }
            Self::ForeignLog { path } => {
                let path = path.display();
                Message::new(
                    format!(
                        "“{path}”与项目文件对不上，多半是项目文件被旧副本替换过；两个文件都未被改动。请把这个 -wal 文件移到别处后再打开；若它才是新的，请先找回与它配套的项目文件。"
                    ),
                    format!(
                        "“{path}” does not belong to the engagement file beside it, which was probably replaced by another copy; neither was changed. Move this -wal file elsewhere and open again; if it is the newer one, bring back the file it belongs to first."
                    ),
                )
            }
            Self::PathTooLong { path } => {
                let path = path.display();
                Message::new(
                    format!("文件路径过长：“{path}”。请改用较短的文件名，或换到层级较浅的文件夹。"),
                    format!("The path is too long: “{path}”. Use a shorter name or a folder that is less deep."),
                )
            }
            Self::NotFinite { field } => {
                let name = field.name();
                Message::new(
                    format!("{}不是有效数字，没有保存。请填写一个普通的数。", name.zh),
                    format!("Not saved: {} is not a finite number. Enter an ordinary number.", name.en),
                )
            }
            Self::TooLong { field, limit, actual } => {
                let name = field.name();
                Message::new(
                    format!("{}过长（{actual} 字，最多 {limit} 字），没有保存。请缩短；较长的材料可作为证据另存。", name.zh),
                    format!(
                        "Not saved: {} has {actual} characters, at most {limit} are allowed. Shorten it; keep long material as evidence.",
                        name.en
                    ),
                )
            }
            Self::Blank { field } => {
                let name = field.name();
                Message::new(
                    format!("{}不能为空，没有保存。请填写后重试。", name.zh),
                    format!("Not saved: {} must not be empty. Fill it in and try again.", name.en),
                )
            }
            Self::Unknown { subject } => Message::new(
                format!("项目文件中没有“{subject}”，没有改动。它可能已被删除，请刷新页面。"),
                format!("There is no “{subject}” in this file; nothing was changed. It may have been removed: refresh the page."),
            ),
            Self::UndoConflict { subject } => Message::new(
                format!("“{subject}”的现状与操作记录不一致，无法撤销或重做，没有改动。请运行文件校验查看原因。"),
                format!(
                    "“{subject}” no longer matches the audit trail, so the step cannot be undone or redone; nothing was changed. Run the file check to see why."
                ),
            ),
            Self::UpgradeConflict { from, onto } => Message::new(
                format!(
                    "评估模型没有升级，项目文件没有改动：指标“{from}”的作答应移到“{onto}”，而那里已有一条作答，其中一条会丢失。请保留一条、清除另一条，再升级。"
                ),
                format!(
                    "The model was not upgraded and nothing was changed: the answer to “{from}” would move to “{onto}”, where there is an answer already, and one of the two would be lost. Keep one, clear the other, then upgrade again."
                ),
            ),
            Self::TrailBroken { seq } => Message::new(
                format!(
                    "无法还原过去的状态：操作记录第{seq}条被改动，或与前后记录、现有内容衔接不上；项目文件没有改动。请运行文件校验查看原因。"
                ),
                format!(
                    "The past cannot be told: row {seq} of the audit trail was altered, or does not fit the rows beside it or the data; nothing was changed. Run the file check to see why."
                ),
            ),
            Self::Final { assessment } => Message::new(
                format!(
                    "“{assessment}”已定稿，不能再改动，也不能撤销定稿及更早的操作；内容没有改动。需要修改时，请以它为基础新建一次评估。"
                ),
                format!(
                    "“{assessment}” is final: nothing in it can be changed, and neither this nor what came before can be undone; nothing was changed. To go on, begin another assessment from it."
                ),
            ),
            Self::WrongStage { assessment, stage, needed } => {
                let (stage, needed) = (stage.name(), needed.name());
                Message::new(
                    format!(
                        "“{assessment}”现处于“{}”，这一步只能在“{}”时进行；内容没有改动。请先把评估转到“{}”，或刷新页面。",
                        stage.0, needed.0, needed.0
                    ),
                    format!(
                        "“{assessment}” is {}, and this step begins where it is {}; nothing was changed. Bring it there first, or refresh the page.",
                        stage.1, needed.1
                    ),
                )
            }
            Self::OpenComments { assessment, count } => Message::new(
                format!("“{assessment}”没有定稿：还有{count}条批注未处理。请逐条处理后再定稿。"),
                format!("“{assessment}” was not made final: comments are open ({count}). Resolve each of them, then try again."),
            ),
            Self::UnknownAssessment { id } => Message::new(
                format!("项目文件中没有第{id}号评估，没有改动。它的新建可能已被撤销，请刷新页面。"),
                format!(
                    "There is no assessment {id} in this file; nothing was changed. Its beginning may have been undone: refresh the page."
                ),
            ),
            Self::BadLink { title } => Message::new(
                format!(
                    "证据“{title}”的链接无法识别，没有保存。请填写以http://、https://或file://开头、不含空格的地址；其他位置请作为说明填写。"
                ),
                format!(
                    "Not saved: the link of the evidence “{title}” is none. Enter an address that begins with http://, https:// or file:// and holds no spaces, or keep the place as a note."
                ),
            ),
            Self::TooLarge { name, limit, actual } => {
                let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
                Message::new(
                    format!(
                        "“{name}”有{:.1}MiB，附件每个最多{:.0}MiB，没有存入。请压缩、拆分，或只附相关页；原件可作为链接或说明登记位置。",
                        mib(*actual),
                        mib(*limit)
                    ),
                    format!(
                        "“{name}” has {:.1} MiB and was not attached; at most {:.0} MiB are allowed. Compress or split it, or attach the pages that matter and keep the place of the original as a link or a note.",
                        mib(*actual),
                        mib(*limit)
                    ),
                )
            }
            Self::Transfer { .. } => Message::new(
                "附件没有存入或导出：项目文件之外的那个文件读写出错，项目文件没有改动。请确认它没有被移动、占用或正在修改，所在磁盘有空间，然后重试。",
                "The attachment was not stored or handed out: the file outside of the engagement could not be read or written; the engagement was not changed. Check that it was not moved, locked or changed meanwhile and that its disk has room, then try again.",
            ),
            Self::NotCopies { a, b } => {
                let (a, b) = (a.display(), b.display());
                Message::new(
                    format!(
                        "“{a}”和“{b}”不是同一个项目文件的两份副本，没有合并：两者的操作记录从第一条起就不同。请选择由同一个文件复制出来的两份副本。"
                    ),
                    format!(
                        "“{a}” and “{b}” are not copies of one engagement: their audit trails differ from the first row on; nothing was merged. Choose two copies of one file."
                    ),
                )
            }
            Self::Undecided { count } => Message::new(
                format!("没有合并，也没有写入任何文件：还有{count}处冲突没有决定取哪一方。请逐处决定后再合并。"),
                format!("Nothing was merged or written: conflicts are undecided ({count}). Decide each of them, then merge again."),
            ),
            Self::Unsound { path } => {
                let path = path.display();
                Message::new(
                    format!("“{path}”没有通过文件校验，没有继续，文件未被改动。请先对它运行文件校验查看原因，或改用备份。"),
                    format!(
                        "“{path}” does not pass the file check; nothing was done and it was not changed. Run the file check on it to see why, or use a backup."
                    ),
                )
            }
            Self::NoConflict { subject } => Message::new(
                format!("没有合并：决定中的“{subject}”并不是这两份副本之间的冲突。请重新列出冲突，按新的清单填写决定。"),
                format!(
                    "Nothing was merged: “{subject}” was decided, but is no conflict between these two copies. List the conflicts again and decide those."
                ),
            ),
            Self::FinalStays { assessment } => Message::new(
                format!(
                    "没有合并：“{assessment}”在排在前面的副本中已定稿，不能改取另一方。请保留定稿的一方；另一方的内容可在以它为基础新建的评估中再次填写。"
                ),
                format!(
                    "Nothing was merged: “{assessment}” is final in the copy that goes first and cannot give way. Keep the final one, and enter what the other has in an assessment begun from it."
                ),
            ),
            Self::Internal { .. } => Message::new(
                "程序内部错误，这一次修改没有保存；此前已保存的内容完好。请重新打开文件再试，并把错误编号告诉支持人员。",
                "A fault in the program: this change was not saved; everything saved before is intact. Open the file again and retry, and tell support the code.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;
    use crate::{Field, Holder, Stage, Subject};

    #[test]
    fn every_error_has_its_own_code_and_both_languages() {
        let path = PathBuf::from("/客户/甲行.shuheng");
        let detail = "database disk image is malformed".to_owned();
        let all = [
            StoreError::NotFound { path: path.clone() },
            StoreError::AlreadyExists { path: path.clone() },
            StoreError::NotAnEngagement { path: path.clone() },
            StoreError::Newer { path: path.clone(), found: 9, known: 1 },
            StoreError::Truncated { path: path.clone(), expected: 8192, actual: 5000 },
            StoreError::Corrupt { path: path.clone(), detail: detail.clone() },
            StoreError::ReadOnly { path: path.clone() },
            StoreError::NoAccess { path: path.clone() },
            StoreError::InUse { path: path.clone(), holder: None },
            StoreError::PassphraseNeeded { path: path.clone() },
            StoreError::WrongPassphrase { path: path.clone() },
            StoreError::TooSoon { path: path.clone(), wait: Duration::from_millis(1_500) },
            StoreError::PassphraseTooShort { least: 8 },
            StoreError::NoBackup { path: path.clone(), cause: Box::new(StoreError::DiskFull { path: path.clone() }) },
            StoreError::DiskFull { path: path.clone() },
            StoreError::Disk { path: path.clone(), detail: detail.clone() },
            StoreError::ForeignLog { path: path.clone() },
            StoreError::PathTooLong { path },
            StoreError::NotFinite { field: Field::Target },
            StoreError::TooLong { field: Field::Rationale, limit: 1, actual: 2 },
            StoreError::Blank { field: Field::InstitutionName },
            StoreError::Unknown { subject: Subject::Evidence(1) },
            StoreError::UndoConflict { subject: "answer:a".into() },
            StoreError::UpgradeConflict { from: "a".into(), onto: "b".into() },
            StoreError::TrailBroken { seq: 7 },
            StoreError::Final { assessment: "2025年度".into() },
            StoreError::WrongStage { assessment: "2025年度".into(), stage: Stage::Draft, needed: Stage::InReview },
            StoreError::OpenComments { assessment: "2025年度".into(), count: 2 },
            StoreError::UnknownAssessment { id: 9 },
            StoreError::BadLink { title: "台账".into() },
            StoreError::TooLarge { name: "录像.mp4".into(), limit: 50 << 20, actual: 300 << 20 },
            StoreError::Transfer { detail: detail.clone() },
            StoreError::NotCopies { a: PathBuf::from("a"), b: PathBuf::from("b") },
            StoreError::Undecided { count: 2 },
            StoreError::Unsound { path: PathBuf::from("a") },
            StoreError::NoConflict { subject: "answer:a".into() },
            StoreError::FinalStays { assessment: "2025年度".into() },
            StoreError::Internal { detail: detail.clone() },
        ];
        let codes: BTreeSet<_> = all.iter().map(StoreError::code).collect();
        assert_eq!(codes.len(), all.len(), "two errors share a code");
        for error in &all {
            let Message { zh, en } = error.message();
            assert!(!zh.contains(&detail) && !en.contains(&detail), "raw database text shown to people: {zh}");
            assert!(zh.contains('。') && en.ends_with('.'), "{zh} / {en}");
        }
    }

    #[test]
    fn the_holder_and_the_wait_are_named() {
        let path = PathBuf::from("甲行.shuheng");
        let since = chrono::DateTime::parse_from_rfc3339("2026-03-02T09:30:00+08:00").unwrap();
        let holder = Holder { who: "战略部".into(), program: "shuheng".into(), host: Some("laptop".into()), process: 7, since };
        let said = StoreError::InUse { path: path.clone(), holder: Some(holder) }.message();
        for part in ["战略部", "shuheng", "laptop", "2026-03-02 09:30"] {
            assert!(said.zh.contains(part) && said.en.contains(part), "{part}: {said:?}");
        }
        let said = StoreError::TooSoon { path, wait: Duration::from_millis(1_001) }.message();
        assert!(said.zh.contains("2秒") && said.en.contains("2 s"), "{said:?}");
    }
}
