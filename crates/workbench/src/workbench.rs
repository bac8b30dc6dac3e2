//! What is open, and everything that changes it.

use crate::access::{PassphraseSource, opening_notices, with};
use crate::answer_view::stored_value;
use crate::change_message::{headline, indicator_of, indicators_of, message};
use crate::error::WorkbenchError;
use crate::export_folder::file_name;
use crate::library::Library;
use crate::modelling::EditHistory;
use crate::opened::{Open, check};
use crate::settings::Folders;
use crate::upgrading::copy;
use crate::view::{
    AnswerPatch, ChangeView, ConfidenceView, DiagnosisView, EngagementView, ExportRequest, ExportView, NewEngagementRequest, PeerGroupView,
    Preferences, RecentFileView, ReportPlanView, ResultView, SceneKind, SceneRequest, SceneView, StartView, Text, TypedPassphrase,
    UpdateView,
};
use crate::{answers_file, benchmark, describe, diagnosis, export, people, review, sample, scenes, uncertainty};
use shuheng_benchmark::DataSet;
use shuheng_store::{AnswerChange, Change, Clock, Confidence, Engagement, SHORTEST_PASSPHRASE};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// In whose name changes are recorded. People are roles here.
pub(crate) const ACTOR: &str = "评估人";

/// The product without a window.
#[derive(Debug)]
pub struct Workbench {
    folders: Folders,
    clock: Arc<dyn Clock>,
    /// Who is asked for passphrases, where there is no window.
    pub(crate) passphrases: Option<Box<dyn PassphraseSource>>,
    library: Library,
    data: DataSet,
    open: Option<Open>,
    pub(crate) edits: EditHistory,
    /// The pool in front.
    pub(crate) pool: Option<PathBuf>,
    /// At which assessment files are opened.
    assessment: Option<i32>,
}

impl Workbench {
    /// A workbench with nothing open.
    ///
    /// # Errors
    /// [`WorkbenchError::Benchmark`] when the figures inside the program are damaged.
    pub fn new(folders: Folders, clock: Arc<dyn Clock>) -> Result<Self, WorkbenchError> {
        let data = DataSet::bundled()
            .map_err(|faults| WorkbenchError::Benchmark(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
        let library = Library::new(folders.models().as_deref())?;
        let pool = folders.last_pool();
        Ok(Self { folders, clock, passphrases: None, library, data, open: None, edits: EditHistory::default(), pool, assessment: None })
    }

    /// [`Self::open`] works on the assessment of this number from now on; with none on the one that was begun last.
    pub fn work_on(&mut self, assessment: Option<i32>) {
        self.assessment = assessment;
    }

    /// The models at hand.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Looks at the user's model folder anew.
    pub(crate) fn reload_models(&mut self) {
        self.library.reload(self.folders.models().as_deref());
    }

    pub(crate) fn data(&self) -> &DataSet {
        &self.data
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    pub(crate) fn shared_clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    pub(crate) fn opened(&self) -> Result<&Open, WorkbenchError> {
        self.open.as_ref().ok_or(WorkbenchError::NothingOpen)
    }

    pub(crate) fn opened_mut(&mut self) -> Result<&mut Open, WorkbenchError> {
        self.open.as_mut().ok_or(WorkbenchError::NothingOpen)
    }

    /// What the window needs at its start.
    ///
    /// # Errors
    /// When the open engagement cannot be read.
    pub fn start(&self) -> Result<StartView, WorkbenchError> {
        review::clear_leftovers(&std::env::temp_dir());
        let kinds = self.library.entries().iter().find_map(|entry| entry.outcome.as_ref().ok());
        Ok(StartView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            preferences: self.folders.preferences(),
            recent: self.folders.recent(),
            models: self.library.entries().iter().map(describe::card).collect(),
            institution_kinds: kinds
                .map(|loaded| loaded.model.profiles.iter().map(describe::institution_kind).collect())
                .unwrap_or_default(),
            folder: self.folders.documents.display().to_string(),
            shortest_passphrase: u32::try_from(SHORTEST_PASSPHRASE).unwrap_or(u32::MAX),
            engagement: self.open.is_some().then(|| self.engagement()).transpose()?,
            question: None,
            error: None,
        })
    }

    /// Remembers language and theme.
    pub fn set_preferences(&self, preferences: &Preferences) {
        self.folders.set_preferences(preferences);
    }

    /// Takes a file off the list of recent ones; the file itself stays.
    #[must_use]
    pub fn forget_recent(&self, path: &str) -> Vec<RecentFileView> {
        self.folders.forget(path);
        self.folders.recent()
    }

    /// A path that is free for a new engagement.
    #[must_use]
    pub fn suggest_path(&self, institution: &str, year: i32) -> PathBuf {
        let name = file_name(institution);
        let stem = if name.is_empty() { format!("{year}年度评估") } else { format!("{name}{year}年度评估") };
        (1..)
            .map(|number| if number == 1 { format!("{stem}.shuheng") } else { format!("{stem}({number}).shuheng") })
            .map(|name| self.folders.documents.join(name))
            .find(|path| !path.exists())
            .unwrap_or_else(|| self.folders.documents.join(format!("{stem}.shuheng")))
    }

    /// Creates a plain engagement and opens it: [`Self::create_with`] without a passphrase.
    ///
    /// # Errors
    /// As for [`Self::create_with`].
    pub fn create(&mut self, request: &NewEngagementRequest) -> Result<EngagementView, WorkbenchError> {
        self.create_with(request, None)
    }

    /// Creates an engagement, encrypted if there is a passphrase, and opens it.
    ///
    /// # Errors
    /// When a field is empty, the model or kind is unknown, the passphrase is too short, or the file cannot be made.
    pub fn create_with(
        &mut self,
        request: &NewEngagementRequest,
        passphrase: Option<&TypedPassphrase>,
    ) -> Result<EngagementView, WorkbenchError> {
        let model = self.library.model(&request.model)?;
        if model.profile(&request.kind).is_none() {
            let known = model.profiles.iter().map(|profile| profile.kind.clone()).collect();
            return Err(WorkbenchError::UnknownKind { kind: request.kind.clone(), known });
        }
        if request.institution.trim().is_empty() {
            return Err(WorkbenchError::Field {
                message: Text::new("机构名称是空的，请填写", "The institution has no name; enter one")
            });
        }
        if !(1990..=2100).contains(&request.year) {
            let message =
                Text::new(format!("年度{}不在1990至2100之间", request.year), format!("The year {} is not within 1990–2100", request.year));
            return Err(WorkbenchError::Field { message });
        }
        let new = shuheng_store::NewEngagement {
            institution: request.institution.trim().to_owned(),
            kind: request.kind.clone(),
            year: request.year,
            target: None,
            model: copy(model),
            actor: ACTOR.to_owned(),
        };
        let path = Path::new(&request.path);
        if let Some(folder) = path.parent().filter(|folder| *folder == self.folders.documents && !folder.exists()) {
            // The proposed folder is ours to make; any other folder the user names has to exist.
            std::fs::create_dir_all(folder).map_err(|error| WorkbenchError::File { path: folder.to_owned(), writing: true, error })?;
        }
        let store = Engagement::create_with(path, &new, &with(passphrase), self.shared_clock())?;
        self.replace(Open::load(store)?)?;
        self.engagement()
    }

    /// Opens an engagement; the one open before is closed once the new one could be read. The passphrase of an encrypted one is asked of
    /// the source of passphrases.
    ///
    /// # Errors
    /// When the file is missing, foreign, newer, truncated, damaged, in use, or its model has faults;
    /// [`shuheng_store::StoreError::PassphraseNeeded`] when it is encrypted and nobody can be asked.
    pub fn open(&mut self, path: &Path) -> Result<EngagementView, WorkbenchError> {
        if !self.has_open(path) {
            let store = self.with_access(|access| Engagement::open_with(path, access, self.shared_clock()))?;
            self.replace(Open::load(store)?)?;
        }
        match self.assessment {
            Some(id) => self.switch_assessment(id),
            None => self.engagement(),
        }
    }

    /// Whether the file at `path` is the open one.
    pub(crate) fn has_open(&self, path: &Path) -> bool {
        self.open.as_ref().is_some_and(|open| {
            open.store.path() == path
                || std::fs::canonicalize(path).is_ok_and(|path| std::fs::canonicalize(open.store.path()).is_ok_and(|open| open == path))
        })
    }

    pub(crate) fn replace(&mut self, opened: Open) -> Result<(), WorkbenchError> {
        let before = self.open.replace(opened);
        before.map_or(Ok(()), |before| before.store.close())?;
        Ok(())
    }

    /// Creates the sample engagement at `path`.
    ///
    /// # Errors
    /// When the file is there already or cannot be made.
    pub fn create_sample(&mut self, path: &Path) -> Result<EngagementView, WorkbenchError> {
        let model = sample::MODEL.to_owned();
        self.create(&NewEngagementRequest {
            path: path.display().to_string(),
            institution: sample::INSTITUTION.to_owned(),
            kind: sample::KIND.to_owned(),
            year: sample::YEAR,
            model,
        })?;
        let open = self.opened_mut()?;
        let content = sample::content(&open.instrument)?;
        open.store.fill(&content, ACTOR)?;
        self.engagement()
    }

    /// Opens the sample in the folder for new files, creating it the first time.
    ///
    /// # Errors
    /// As [`Self::open`] and [`Self::create_sample`].
    pub fn open_sample(&mut self) -> Result<EngagementView, WorkbenchError> {
        let path = self.folders.documents.join(sample::FILE_NAME);
        if path.exists() { self.open(&path) } else { self.create_sample(&path) }
    }

    /// Closes the open engagement, leaving a single file.
    ///
    /// # Errors
    /// When the last pages cannot be written; what was acknowledged is safe all the same.
    pub fn close(&mut self) -> Result<(), WorkbenchError> {
        if self.open.is_some() {
            self.engagement()?;
        }
        self.open.take().map_or(Ok(()), |open| open.store.close())?;
        Ok(())
    }

    /// The open engagement; also brings the list of recent files up to date.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn engagement(&self) -> Result<EngagementView, WorkbenchError> {
        let open = self.opened()?;
        let snapshot = open.snapshot()?;
        let model = open.instrument.model();
        let path = open.store.path();
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let kind = model.profile(open.instrument.kind()).map(describe::institution_kind).ok_or(WorkbenchError::NothingOpen)?;
        let status = open.status()?;
        let full = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let encrypted = open.store.is_encrypted();
        let recent = RecentFileView {
            path: full.display().to_string(),
            file_name: file_name.clone(),
            encrypted,
            institution: snapshot.institution.clone(),
            institution_kind: kind.name.clone(),
            year: snapshot.year,
            score: snapshot.result.score,
            level: snapshot.result.level,
            target: snapshot.result.target,
            answered: snapshot.result.answered,
            applicable: snapshot.result.applicable,
            modified: status.saved_stamp.clone(),
            size: None,
        };
        self.folders.remember(if encrypted { recent.without_content() } else { recent });
        Ok(EngagementView {
            path: full.display().to_string(),
            file_name,
            encrypted,
            notices: opening_notices(&open.store),
            institution: snapshot.institution.clone(),
            kind,
            year: snapshot.year,
            sample: snapshot.institution == sample::INSTITUTION,
            model: describe::model(&open.instrument),
            answers: model.indicators().map(|(_, node, _)| snapshot.answer(&node.id)).collect(),
            status,
            peers: snapshot.peers.as_ref().map(|peers| PeerGroupView {
                label: peers.label.clone(),
                size: peers.sample_size,
                illustrative: peers.illustrative,
            }),
            result: snapshot.result,
        })
    }

    /// Records an answer: one transaction with its audit row, then the new result.
    ///
    /// # Errors
    /// When the indicator is unknown, the value does not fit it, or the file cannot be written.
    pub fn record_answer(&mut self, indicator: &str, patch: &AnswerPatch) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let value = patch.value.as_ref().map(stored_value);
        check(&open.instrument, indicator, value.as_ref().and_then(Option::as_ref))?;
        let change = AnswerChange {
            value,
            confidence: patch.confidence.map(|confidence| {
                Some(match confidence {
                    ConfidenceView::Low => Confidence::Low,
                    ConfidenceView::Medium => Confidence::Medium,
                    ConfidenceView::High => Confidence::High,
                })
            }),
            rationale: patch.rationale.clone(),
            ..AnswerChange::default()
        };
        let change = people::directly(&open.store, indicator, change)?;
        let change = open.store.record_answer(indicator, &change, ACTOR)?;
        self.update(&[change])
    }

    /// Confirms an answer that was carried over to another version of the model, as it stands.
    ///
    /// # Errors
    /// When the indicator is unknown or the file cannot be written.
    pub fn confirm_answer(&mut self, indicator: &str) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        check(&open.instrument, indicator, None)?;
        let change = open.store.record_answer(indicator, &AnswerChange::confirm(), ACTOR)?;
        self.update(&[change])
    }

    /// Records the answers of a CSV table: all of them or none. Returns how many lines were taken over.
    ///
    /// # Errors
    /// When the table has any fault, or the file cannot be written.
    pub fn record_answers_file(&mut self, table: &Path) -> Result<(usize, UpdateView), WorkbenchError> {
        let open = self.opened_mut()?;
        let mut changes = answers_file::read(table, &open.instrument)?;
        for (indicator, change) in &mut changes {
            *change = people::directly(&open.store, indicator, change.clone())?;
        }
        let recorded = open.store.record_answers(&changes, ACTOR)?;
        Ok((changes.len(), self.update(&recorded)?))
    }

    /// Removes a piece of evidence; undo brings it back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_evidence(&mut self, id: i32) -> Result<UpdateView, WorkbenchError> {
        let change = self.opened_mut()?.store.remove_evidence(i64::from(id), ACTOR)?;
        self.update(&[change])
    }

    /// Sets the target score, or goes back to the model's.
    ///
    /// # Errors
    /// When the target is not a score, or the file cannot be written.
    pub fn set_target(&mut self, target: Option<f64>) -> Result<UpdateView, WorkbenchError> {
        if let Some(target) = target.filter(|target| !(0.0..=100.0).contains(target)) {
            let message = Text::new(format!("目标{target}不在0至100之间"), format!("The target {target} is not within 0–100"));
            return Err(WorkbenchError::Field { message });
        }
        let change = self.opened_mut()?.store.set_target(target, ACTOR)?;
        self.update(&[change])
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn undo(&mut self) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let changes = open.store.undo(ACTOR)?;
        open.rebind()?;
        self.update(&changes)
    }

    /// Makes the change that was taken back last again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn redo(&mut self) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let changes = open.store.redo(ACTOR)?;
        open.rebind()?;
        self.update(&changes)
    }

    pub(crate) fn update(&self, changes: &[Change]) -> Result<UpdateView, WorkbenchError> {
        let open = self.opened()?;
        let snapshot = open.snapshot()?;
        let touched: BTreeSet<String> = changes.iter().flat_map(indicators_of).collect();
        let change = headline(changes).map(|change| {
            let message = message(&open.instrument, self.library.policies(), change, changes.len());
            ChangeView { subject: indicator_of(change).unwrap_or_else(|| change.subject.to_string()), message }
        });
        Ok(UpdateView {
            answers: touched.iter().map(|id| snapshot.answer(id)).collect(),
            status: open.status()?,
            change,
            result: snapshot.result,
        })
    }

    /// The result of the open engagement.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn result(&self) -> Result<ResultView, WorkbenchError> {
        Ok(self.opened()?.snapshot()?.result)
    }

    /// The page 诊断.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn diagnosis(&self) -> Result<DiagnosisView, WorkbenchError> {
        Ok(diagnosis::diagnose(&self.data, &self.opened()?.snapshot()?))
    }

    /// A chart of the open engagement.
    ///
    /// # Errors
    /// When nothing is open, the file cannot be read, or what is to be drawn at random is out of bounds.
    pub fn scene(&self, request: &SceneRequest) -> Result<SceneView, WorkbenchError> {
        request.uncertainty.as_ref().map_or(Ok(()), uncertainty::check)?;
        let snapshot = self.opened()?.snapshot()?;
        if let Some(request) = &request.benchmark {
            benchmark::check_request(&self.data, request)?;
        }
        let trend = (request.kind == SceneKind::ScoreTrend).then(|| self.score_trend()).transpose()?;
        let material = scenes::Material { data: &self.data, snapshot: &snapshot, policies: self.library.policies(), trend: trend.as_ref() };
        Ok(scenes::view(material, request))
    }

    /// What should be known before a report is handed over.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn report_plan(&self) -> Result<ReportPlanView, WorkbenchError> {
        let open = self.opened()?;
        Ok(export::plan(open.store.path(), &open.snapshot()?))
    }

    /// Writes the report.
    ///
    /// # Errors
    /// When a file cannot be written; files written before stay.
    pub fn export(&self, request: &ExportRequest) -> Result<ExportView, WorkbenchError> {
        export::export(self, request)
    }
}
