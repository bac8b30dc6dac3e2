//! Redacted copies for sharing: what can be left out, how much that is, and the copy.

use crate::error::WorkbenchError;
use crate::view::{RedactRequest, RedactedView, RedactionOptionView, RedactionPart, RemovedView, Text, TypedPassphrase};
use crate::workbench::{ACTOR, Workbench};
use shuheng_store::{Counts, Redaction, Removed, Without};
use std::collections::BTreeSet;
use std::path::Path;

const PARTS: [(RedactionPart, Without, &str, &str); 7] = [
    (RedactionPart::Names, Without::Names, "名称", "Names"),
    (RedactionPart::Evidence, Without::Evidence, "证据与附件", "Evidence and attachments"),
    (RedactionPart::Rationale, Without::Rationale, "理由", "Rationales"),
    (RedactionPart::Comments, Without::Comments, "批注", "Comments"),
    (RedactionPart::Respondents, Without::Respondents, "答题人及其作答", "Respondents and their responses"),
    (RedactionPart::Figures, Without::Figures, "本机构数据", "Own figures"),
    (RedactionPart::History, Without::History, "操作记录与快照", "Audit trail and snapshots"),
];

impl Workbench {
    /// What a copy of an engagement can do without, and what each choice would leave out by itself. Nothing is written to `out`.
    ///
    /// # Errors
    /// When the engagement cannot be opened or does not pass the check, or the new file cannot come to be.
    pub fn redaction_options(&self, file: &str, out: &str) -> Result<Vec<RedactionOptionView>, WorkbenchError> {
        let redaction = Redaction::prepare(self.source(Path::new(file), None)?, Path::new(out), self.shared_clock())?;
        let always = redaction.counts(&BTreeSet::new())?;
        PARTS
            .iter()
            .map(|(part, without, zh, en)| {
                let mut counts = redaction.counts(&BTreeSet::from([*without]))?;
                if *without != Without::History {
                    counts.retain(|what, count| always.get(what) != Some(count));
                }
                Ok(RedactionOptionView { part: *part, name: Text::new(*zh, *en), removed: removed(&counts) })
            })
            .collect()
    }

    /// Writes a copy of an engagement without what was named: complete and checked, or not at all. It is encrypted with `passphrase`,
    /// and plain without one.
    ///
    /// # Errors
    /// As [`Self::redaction_options`], and when the passphrase is too short.
    pub fn redact(&self, request: &RedactRequest, passphrase: Option<&TypedPassphrase>) -> Result<RedactedView, WorkbenchError> {
        let without = PARTS.iter().filter(|(part, ..)| request.without.contains(part)).map(|(_, without, ..)| *without).collect();
        let source = self.source(Path::new(&request.file), None)?;
        let passphrase = passphrase.map(TypedPassphrase::passphrase);
        let redaction = Redaction::prepare(source, Path::new(&request.out), self.shared_clock())?;
        let done = redaction.apply(&without, ACTOR, passphrase.as_ref())?;
        Ok(RedactedView { path: request.out.clone(), encrypted: passphrase.is_some(), removed: removed(&done.removed) })
    }
}

fn removed(counts: &Counts) -> Vec<RemovedView> {
    let view = |(what, count): (&Removed, &u64)| RemovedView {
        what: what.as_str().to_owned(),
        name: name(*what),
        count: u32::try_from(*count).unwrap_or(u32::MAX),
    };
    counts.iter().map(view).collect()
}

fn name(what: Removed) -> Text {
    let (zh, en) = match what {
        Removed::InstitutionName => ("机构名称", "institution names"),
        Removed::AssessmentName => ("评估名称", "names of assessments"),
        Removed::RespondentName => ("答题人名称", "names of respondents"),
        Removed::AuthorName => ("批注人与处理人", "authors of comments and resolutions"),
        Removed::FileName => ("文件名", "file names"),
        Removed::Mention => ("提到名称的文字（已替换）", "texts in which a name was replaced"),
        Removed::Document => ("权重方案、同业组与导入数据", "weight schemes, peer groups and imported data"),
        Removed::Setting => ("设置", "settings"),
        Removed::Evidence => ("证据", "pieces of evidence"),
        Removed::Attachment => ("附件", "attachments"),
        Removed::EvidenceNote => ("问卷所列证据", "pieces of evidence named in responses"),
        Removed::Rationale => ("理由", "rationales"),
        Removed::Comment => ("批注", "comments"),
        Removed::Respondent => ("答题人", "respondents"),
        Removed::Response => ("作答", "responses"),
        Removed::Figure => ("本机构数据", "own figures"),
        Removed::Snapshot => ("快照", "snapshots"),
        Removed::Model => ("不再使用的评估模型", "models that are no longer used"),
        Removed::AuditRow => ("操作记录", "rows of the audit trail"),
    };
    Text::new(zh, en)
}
