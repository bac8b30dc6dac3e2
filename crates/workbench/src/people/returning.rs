//! Questionnaires that came back: what taking them over would do, and doing it in one edit.
//!
//! A conflict is a response that differs from one received at or after the minute in which the questionnaire was made: the respondent
//! could not know it. It stays out unless somebody decides for the questionnaire. Several files of one respondent count in their order,
//! and a later one that differs from an earlier one is a conflict too. An empty cell takes nothing back.

use super::consensus::{by_indicator, following};
use super::fault::PeopleFault;
use super::returned::{Desk, Returned, SaidOf};
use super::team::response_view;
use crate::error::WorkbenchError;
use crate::opened::Open;
use crate::text_file;
use crate::view::{
    DecidedConflict, QuestionnaireImportRequest, QuestionnaireImportView, ReturnedFileView, ReturnedResponseView, ReturnedState,
    TeamUpdateView,
};
use crate::words;
use crate::workbench::{ACTOR, Workbench};
use shuheng_store::{AnswerChange, NewResponse, Response, ResponseOrigin, Said, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The largest file that is read: what a workbook may have, and a little.
const LARGEST_FILE: u64 = 20 << 20;
/// The most characters of a file's name that a response keeps.
const LONGEST_FILE_NAME: usize = 200;

/// What was read of all files: the view, and what would be recorded.
struct Read {
    view: QuestionnaireImportView,
    responses: Vec<NewResponse>,
    answers: BTreeMap<String, AnswerChange>,
}

impl Workbench {
    /// What taking these questionnaires over would do. A file that cannot be read is refused as a whole and the others are shown.
    ///
    /// # Errors
    /// When nothing is open or the engagement cannot be read.
    pub fn preview_questionnaires(&self, paths: &[PathBuf]) -> Result<QuestionnaireImportView, WorkbenchError> {
        Ok(read(self.opened()?, paths, &BTreeSet::new(), self.clock().now())?.view)
    }

    /// Takes questionnaires over as they were previewed, with the answers that follow by the rule: one edit, that one undo takes back.
    ///
    /// # Errors
    /// [`PeopleFault::Refused`] when one of them is refused as a whole, [`PeopleFault::ChangedSincePreview`]; when the file cannot be
    /// written. Then nothing was taken over.
    pub fn import_questionnaires(&mut self, request: &QuestionnaireImportRequest) -> Result<TeamUpdateView, WorkbenchError> {
        let now = self.clock().now();
        let open = self.opened_mut()?;
        let paths: Vec<PathBuf> = request.files.iter().map(|file| PathBuf::from(&file.path)).collect();
        let Read { view, responses, answers } = read(open, &paths, &request.take.iter().cloned().collect(), now)?;
        let refused: Vec<_> = view.files.iter().filter_map(|file| Some((PathBuf::from(&file.path), file.refusal.clone()?))).collect();
        if !refused.is_empty() {
            return Err(PeopleFault::Refused { files: refused }.into());
        }
        let changed = request.files.iter().zip(&view.files).find(|(asked, found)| asked.digest != found.digest);
        if let Some((asked, _)) = changed {
            return Err(PeopleFault::ChangedSincePreview { path: PathBuf::from(&asked.path) }.into());
        }
        let changes = open.store.record_responses(&responses, &answers, ACTOR)?;
        self.team_update(&changes)
    }
}

fn read(open: &Open, paths: &[PathBuf], taken: &BTreeSet<DecidedConflict>, now: Stamp) -> Result<Read, WorkbenchError> {
    let desk = Desk::new(open)?;
    let mut stored = open.store.responses()?;
    let mut arrived = BTreeSet::new();
    let mut responses = Vec::new();
    let mut files = Vec::new();
    for (number, path) in (0_u32..).zip(paths) {
        let bytes = text_file::read(path, LARGEST_FILE);
        let outcome = match &bytes {
            Ok(bytes) => desk.read(bytes),
            Err(error) => Err(error.message()),
        };
        let name = path.file_name().map(|name| name.to_string_lossy().chars().take(LONGEST_FILE_NAME).collect()).unwrap_or_default();
        let origin = ResponseOrigin::questionnaire(name, bytes.as_deref().unwrap_or_default());
        match outcome {
            Err(refusal) => files.push(ReturnedFileView { refusal: Some(refusal), ..empty(path, &origin) }),
            Ok(returned) => {
                let mut arriving =
                    Arriving { open, number, taken, now, stored: &mut stored, arrived: &mut arrived, responses: &mut responses };
                files.push(arriving.file(returned, empty(path, &origin), &origin));
            }
        }
    }
    let touched: BTreeSet<&String> = responses.iter().map(|response| &response.indicator).collect();
    let mut said = by_indicator(&stored);
    said.retain(|indicator, _| touched.contains(&(*indicator).to_owned()));
    let answers = following(&open.instrument, open.store.assessment()?.consensus, &said, &open.store.answers()?);
    let total = |state: ReturnedState| {
        count(files.iter().flat_map(|file: &ReturnedFileView| &file.responses).filter(|response| response.state == state).count())
    };
    let view = QuestionnaireImportView {
        new: total(ReturnedState::New),
        changed: total(ReturnedState::Changed),
        unchanged: total(ReturnedState::Unchanged),
        conflicts: total(ReturnedState::Conflict),
        refused: count(files.iter().map(|file| file.refused.len() + usize::from(file.refusal.is_some())).sum()),
        answers: count(answers.len()),
        files,
    };
    Ok(Read { view, responses, answers })
}

/// A file being taken in.
struct Arriving<'a> {
    open: &'a Open,
    number: u32,
    taken: &'a BTreeSet<DecidedConflict>,
    now: Stamp,
    /// What stands in the engagement, and what earlier files of this import bring.
    stored: &'a mut BTreeMap<(i64, String), Response>,
    /// What an earlier file of this import brought.
    arrived: &'a mut BTreeSet<(i64, String)>,
    responses: &'a mut Vec<NewResponse>,
}

impl Arriving<'_> {
    fn file(&mut self, returned: Returned, view: ReturnedFileView, origin: &ResponseOrigin) -> ReturnedFileView {
        let Returned { respondent, issued, sign_off, carried, said, refused, notices } = returned;
        ReturnedFileView {
            respondent: Some(i32::try_from(respondent).unwrap_or(i32::MAX)),
            carried,
            completed_by: sign_off.completed_by,
            remarks: sign_off.remarks,
            responses: said.into_iter().filter_map(|said| self.response(respondent, &issued, said, origin)).collect(),
            issued,
            refused,
            notices,
            ..view
        }
    }

    fn response(&mut self, respondent: i64, issued: &str, of: SaidOf, origin: &ResponseOrigin) -> Option<ReturnedResponseView> {
        let model = self.open.instrument.model();
        let described = model.index_of(&of.indicator).and_then(|index| model.nodes[index].indicator())?;
        let key = (respondent, of.indicator.clone());
        let before = self.stored.get(&key);
        let SaidOf { indicator, value, confidence, rationale, evidence, cell, note } = of;
        // Words alone do not take a value back.
        let value = value.or_else(|| before.and_then(|before| before.value.clone()));
        let after = Response { value, confidence, rationale, evidence, origin: origin.clone(), received_at: self.now };
        let state = match before {
            None => ReturnedState::New,
            Some(before) if same(before, &after) => ReturnedState::Unchanged,
            Some(_) if self.arrived.contains(&key) => ReturnedState::Conflict,
            Some(before) if words::stamp(before.received_at).as_str() >= issued => ReturnedState::Conflict,
            Some(_) => ReturnedState::Changed,
        };
        let view = |response: &Response| response_view(&self.open.instrument, described, respondent, response);
        let shown =
            ReturnedResponseView { state, response: view(&after), before: before.map(view), cell, note, indicator: indicator.clone() };
        let taken = match state {
            ReturnedState::New | ReturnedState::Changed => true,
            ReturnedState::Unchanged => false,
            ReturnedState::Conflict => self.taken.contains(&DecidedConflict { file: self.number, indicator: indicator.clone() }),
        };
        if taken {
            let Response { value, confidence, rationale, evidence, origin, .. } = after.clone();
            let said = Some(Said { value, confidence, rationale, evidence, origin });
            // One transaction takes a response once: the later file counts.
            self.responses.retain(|response| (response.respondent, &response.indicator) != (respondent, &indicator));
            self.responses.push(NewResponse { respondent, indicator, said });
            self.arrived.insert(key.clone());
            self.stored.insert(key, after);
        }
        Some(shown)
    }
}

/// Whether two responses say the same, wherever they come from.
fn same(one: &Response, other: &Response) -> bool {
    let said = |response: &Response| (response.value.clone(), response.confidence, response.rationale.clone(), response.evidence.clone());
    said(one) == said(other)
}

fn empty(path: &Path, origin: &ResponseOrigin) -> ReturnedFileView {
    let (file_name, digest) = match origin {
        ResponseOrigin::Questionnaire { file_name, digest } => (file_name.clone(), digest.clone()),
        ResponseOrigin::Typed => (String::new(), String::new()),
    };
    ReturnedFileView {
        path: path.display().to_string(),
        file_name,
        digest,
        respondent: None,
        refusal: None,
        carried: None,
        issued: String::new(),
        completed_by: String::new(),
        remarks: String::new(),
        responses: Vec::new(),
        refused: Vec::new(),
        notices: Vec::new(),
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
