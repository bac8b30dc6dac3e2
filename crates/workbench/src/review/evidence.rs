//! Evidence: what stands behind answers and clauses, files that come in and out, and what is missing.

use super::attached_file::attached_file;
use super::fault::ReviewFault;
use super::reading_copy::ReadingCopies;
use crate::answer_view::{confidence_view, evidence_view, stored_strength, value_view};
use crate::error::WorkbenchError;
use crate::export_folder;
use crate::opened::Snapshot;
use crate::view::{
    AttachRequest, AttachmentOpeningView, EvidenceKindRequest, EvidencePageView, EvidenceRequest, EvidenceUpdateView, ExportedFileView,
    MissingEvidenceView, Text,
};
use crate::workbench::{ACTOR, Workbench};
use shuheng_model::IndicatorScale;
use shuheng_store::{Change, Confidence, EvidenceKind, LARGEST_ATTACHMENT, NewEvidence, StoreError, Subject, Value, safe_file_name};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

impl Workbench {
    /// All evidence of the assessment in front, and what is missing.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn evidence(&self) -> Result<EvidencePageView, WorkbenchError> {
        let open = self.opened()?;
        Ok(page(&open.snapshot()?, open.store.is_encrypted()))
    }

    /// Adds a piece of evidence with a file from outside: its bytes, unless the engagement holds them already, and the piece, as one change.
    ///
    /// # Errors
    /// [`ReviewFault::NoTarget`], [`ReviewFault::OwnFile`]; when a target is unknown, the file is larger than 50 MiB
    /// ([`StoreError::TooLarge`], before anything is read), cannot be read, or the assessment is final.
    pub fn attach_evidence(&mut self, request: &AttachRequest) -> Result<EvidenceUpdateView, WorkbenchError> {
        let path = Path::new(&request.path);
        // Closing another handle of the engagement would end its locks on Unix.
        if self.has_open(path) {
            return Err(ReviewFault::OwnFile { path: path.to_owned() }.into());
        }
        let (about, links) = self.targets(&request.targets)?;
        let unreadable = |error| WorkbenchError::File { path: path.to_owned(), writing: false, error };
        // Opening a pipe would wait for somebody to write to it.
        if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
            return Err(unreadable(std::io::ErrorKind::InvalidInput.into()));
        }
        let mut file = File::open(path).map_err(unreadable)?;
        let own_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = request.name.clone().unwrap_or(own_name);
        let title = Some(request.title.trim()).filter(|title| !title.is_empty()).map_or_else(|| safe_file_name(&name), str::to_owned);
        let new = NewEvidence { links, ..NewEvidence::note(about, title, request.locator.trim(), stored_strength(request.strength)) };
        let change = self.opened_mut()?.store.attach_evidence(&new, &name, &mut file, ACTOR)?;
        self.evidence_update(change)
    }

    /// Adds a piece of evidence, or with a number changes that one: what it speaks for, its title, locator, strength or kind.
    ///
    /// # Errors
    /// [`ReviewFault::NoTarget`]; when a target or the piece is unknown, a link is none ([`StoreError::BadLink`]), the file it names
    /// is not attached, or the assessment is final.
    pub fn save_evidence(&mut self, id: Option<i32>, request: &EvidenceRequest) -> Result<EvidenceUpdateView, WorkbenchError> {
        let (about, links) = self.targets(&request.targets)?;
        let kind = match &request.kind {
            EvidenceKindRequest::Note => EvidenceKind::Note,
            EvidenceKindRequest::Link => EvidenceKind::Link,
            EvidenceKindRequest::File { digest, name } => EvidenceKind::File { name: safe_file_name(name), digest: digest.clone() },
        };
        let (title, locator) = (request.title.trim(), request.locator.trim());
        let new = NewEvidence { links, kind, ..NewEvidence::note(about, title, locator, stored_strength(request.strength)) };
        let store = &mut self.opened_mut()?.store;
        let change = match id {
            None => store.add_evidence(&new, ACTOR)?,
            Some(id) => store.change_evidence(i64::from(id), &new, ACTOR)?,
        };
        self.evidence_update(change)
    }

    /// Makes a copy of a piece's file that can only be read, for the system to show. It is removed when the engagement is closed. For an
    /// encrypted engagement nothing is written until `accepted`.
    ///
    /// # Errors
    /// [`ReviewFault::NoFile`], [`ReviewFault::WouldRun`]; when there is no such piece, or the copy cannot be written.
    pub fn open_attachment(&mut self, id: i32, accepted: bool) -> Result<AttachmentOpeningView, WorkbenchError> {
        let (name, digest) = self.file_of(id)?;
        let open = self.opened_mut()?;
        let attachment = open.store.attachments()?.into_iter().find(|attachment| attachment.digest == digest);
        if attached_file(&name, &digest, attachment.as_ref()).runs {
            return Err(ReviewFault::WouldRun { name }.into());
        }
        if let Some(message) = before_opening(open.store.is_encrypted()).filter(|_| !accepted) {
            return Ok(AttachmentOpeningView::MustBeSaid { message });
        }
        let copies = match &mut open.copies {
            Some(copies) => copies,
            none => none.insert(ReadingCopies::new(&std::env::temp_dir())?),
        };
        let path = copies.add(&name, |file| Ok(open.store.read_attachment(&digest, file).map(|_| ())?))?;
        Ok(AttachmentOpeningView::Opened { path: path.display().to_string() })
    }

    /// Writes a copy of a piece's file: to the path `to`, or under the file's own name where `to` is a folder. What is there
    /// already is replaced only with `replace`.
    ///
    /// # Errors
    /// [`ReviewFault::NoFile`], [`ReviewFault::Occupied`]; when there is no such piece, `to` is the engagement itself, or the copy cannot
    /// be written.
    pub fn save_attachment(&self, id: i32, to: &Path, replace: bool) -> Result<ExportedFileView, WorkbenchError> {
        let (name, digest) = self.file_of(id)?;
        let to = if to.is_dir() { to.join(&name) } else { to.to_owned() };
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or(name);
        let store = &self.opened()?.store;
        export_folder::spare(store.path(), folder, std::slice::from_ref(&name))?;
        if !replace && to.symlink_metadata().is_ok() {
            return Err(ReviewFault::Occupied { path: to }.into());
        }
        export_folder::write_by(folder, &name, |file| Ok(store.read_attachment(&digest, file).map(|_| ())?))
    }

    /// Name and digest of a piece's file.
    fn file_of(&self, id: i32) -> Result<(String, String), WorkbenchError> {
        let id = i64::from(id);
        let pieces = self.opened()?.store.evidence()?;
        let piece = pieces.into_iter().find(|piece| piece.id == id);
        match piece.ok_or(StoreError::Unknown { subject: Subject::Evidence(id) })?.kind {
            EvidenceKind::File { name, digest } => Ok((name, digest)),
            EvidenceKind::Note | EvidenceKind::Link => Err(ReviewFault::NoFile { id }.into()),
        }
    }

    /// What a piece speaks for first and what else, by ids. Indicators may be named by code.
    fn targets(&self, named: &[String]) -> Result<(String, BTreeSet<String>), WorkbenchError> {
        let mut targets = named.iter().map(|name| self.target(name.trim())).collect::<Result<Vec<_>, _>>()?.into_iter();
        let about = targets.next().ok_or(ReviewFault::NoTarget)?;
        let links = targets.filter(|target| *target != about).collect();
        Ok((about, links))
    }

    fn target(&self, name: &str) -> Result<String, WorkbenchError> {
        if name.contains('/') {
            return self.check_clause(name).map(|()| name.to_owned());
        }
        let (indicator, level) = name.rsplit_once('#').map_or((name, None), |(indicator, level)| (indicator, Some(level)));
        let unknown = || WorkbenchError::UnknownNode(name.to_owned());
        let model = self.opened()?.instrument.model();
        let found = model.indicators().find(|(_, node, _)| node.id == indicator || node.code.eq_ignore_ascii_case(indicator));
        let (_, node, scale) = found.ok_or_else(unknown)?;
        match level {
            None => Ok(node.id.clone()),
            Some(level) => {
                let known = (1..=model.levels.len()).any(|known| known.to_string() == level);
                let levelled = matches!(scale.scale, IndicatorScale::Rubric { .. });
                (known && levelled).then(|| format!("{}#{level}", node.id)).ok_or_else(unknown)
            }
        }
    }

    fn evidence_update(&self, change: Change) -> Result<EvidenceUpdateView, WorkbenchError> {
        Ok(EvidenceUpdateView { evidence: self.evidence()?, update: self.update(&[change])? })
    }
}

fn before_opening(encrypted: bool) -> Option<Text> {
    encrypted.then(|| {
        Text::new(
            "本档案已加密。打开附件会在系统临时文件夹中留下一份未加密的只读副本，关闭档案时删除；查看附件的程序可能另留痕迹",
            "This file is encrypted. Opening an attachment leaves an unencrypted, read-only copy in the system's temporary folder until the \
             file is closed; the program that shows it may leave traces of its own",
        )
    })
}

fn page(snapshot: &Snapshot<'_>, encrypted: bool) -> EvidencePageView {
    let mut files = BTreeMap::new();
    for piece in &snapshot.evidence {
        if let EvidenceKind::File { name, digest } = &piece.kind {
            files.entry(digest).or_insert_with(|| attached_file(name, digest, snapshot.attachments.get(digest)));
        }
    }
    let mut files: Vec<_> = files.into_values().collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    EvidencePageView {
        pieces: snapshot.evidence.iter().map(|piece| evidence_view(piece, &snapshot.attachments)).collect(),
        missing: missing(snapshot),
        files,
        largest: LARGEST_ATTACHMENT as f64,
        before_opening: before_opening(encrypted),
    }
}

/// Answered indicators without any evidence: those with high confidence first. 不适用 asks for a rationale and not for evidence.
pub(super) fn missing(snapshot: &Snapshot<'_>) -> Vec<MissingEvidenceView> {
    let mut bare: Vec<(Option<Confidence>, MissingEvidenceView)> = Vec::new();
    for (_, node, _) in snapshot.instrument.model().indicators() {
        let Some(answer) = snapshot.answers.get(&node.id) else { continue };
        let answered = answer.value.as_ref().is_some_and(|value| *value != Value::NotApplicable);
        if answered && !snapshot.evidence.iter().any(|piece| piece.speaks_for(&node.id)) {
            let view = MissingEvidenceView {
                indicator: node.id.clone(),
                code: node.code.clone(),
                name: (&node.name).into(),
                value: value_view(answer.value.as_ref()),
                confidence: answer.confidence.map(confidence_view),
            };
            bare.push((answer.confidence, view));
        }
    }
    bare.sort_by_key(|(confidence, _)| Reverse(*confidence));
    bare.into_iter().map(|(_, view)| view).collect()
}
