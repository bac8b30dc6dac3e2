//! What people do on the page 模型: look at models, fork one, change the fork, write it to Excel and read it back.
//!
//! A fork is a folder in the user's model folder. Every change is tried on a copy first: what would leave the model unable to load is
//! refused and nothing is written. Changes of this session can be taken back.

use crate::checking::findings;
use crate::error::{WorkbenchError, fault_views};
use crate::export_folder::write;
use crate::library::{folder_name, read_folder};
use crate::model_edit::{Refusal, apply};
use crate::model_key::{Found, own_key};
use crate::model_sheet::{self, Steps};
use crate::text_file;
use crate::view::{FaultView, ModelDifferenceView, ModelEdit, ModelEditReply, ModelEntryView, ModelExportRequest, ModelSheetView, Text};
use crate::workbench::Workbench;
use shuheng_model::file::ModelFiles;
use shuheng_model::{ModelSource, difference, load};
use shuheng_report::model_workbook::SheetFault;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Largest workbook of a model that is read.
const LARGEST_WORKBOOK: u64 = 20_000_000;
/// Where deleted models go, inside the model folder.
const TRASH: &str = ".trash";

/// The changes of this session to own models: what each was before, and what was taken back.
#[derive(Debug, Default)]
pub(crate) struct EditHistory(BTreeMap<String, Versions>);

#[derive(Debug, Default)]
struct Versions {
    before: Vec<ModelSource>,
    after: Vec<ModelSource>,
}

impl EditHistory {
    fn steps(&self, key: &str) -> Steps {
        self.0
            .get(key)
            .map_or_else(Steps::default, |versions| Steps { undo: !versions.before.is_empty(), redo: !versions.after.is_empty() })
    }

    fn record(&mut self, key: &str, before: ModelSource) {
        let versions = self.0.entry(key.to_owned()).or_default();
        versions.before.push(before);
        versions.after.clear();
    }
}

/// A change that was tried: the files after it, and what the checks say of them.
struct Trial {
    source: ModelSource,
    findings: Vec<FaultView>,
}

impl Workbench {
    /// Every model: built-in, own, and the copy in the open engagement.
    #[must_use]
    pub fn models(&self) -> Vec<ModelEntryView> {
        self.models_by_key().iter().map(|(key, found)| self.entry_view(key, found)).collect()
    }

    /// A model in full.
    ///
    /// # Errors
    /// When there is no such model or it does not load.
    pub fn model_sheet(&self, key: &str) -> Result<ModelSheetView, WorkbenchError> {
        let found = self.find_model(key)?;
        let loaded = found.entry.loaded()?;
        let policies = self.library().policies();
        let mut all = loaded.warnings.clone();
        all.extend(findings(&loaded.model, policies));
        Ok(model_sheet::sheet(self.entry_view(key, &found), &loaded.model, policies, &all, self.edits.steps(key)))
    }

    /// Copies a model into the user's model folder under a new id.
    ///
    /// # Errors
    /// When the model does not load, the id is not valid or taken, or the folder cannot be written.
    pub fn fork_model(&mut self, key: &str, id: &str, name: &Text) -> Result<ModelSheetView, WorkbenchError> {
        let source = self.find_model(key)?.entry.loaded()?.model.source.clone();
        self.fork_changed(&source, id, name, |_| {})
    }

    /// A fork that differs from its original from the beginning.
    pub(crate) fn fork_changed(
        &mut self,
        source: &ModelSource,
        id: &str,
        name: &Text,
        change: impl FnOnce(&mut ModelFiles),
    ) -> Result<ModelSheetView, WorkbenchError> {
        let files = files_of(source)?;
        self.check_new_id(id)?;
        let name =
            (!name.zh.trim().is_empty() && !name.en.trim().is_empty()).then(|| shuheng_model::Text::new(name.zh.trim(), name.en.trim()));
        let mut fork = files.fork(id, name);
        change(&mut fork);
        self.add_own(id, &fork.to_source())
    }

    /// Tries a change without making it.
    ///
    /// # Errors
    /// When the model cannot be changed.
    pub fn check_model_edit(&self, key: &str, edit: &ModelEdit) -> Result<Vec<FaultView>, WorkbenchError> {
        let (_, source) = self.own(key)?;
        Ok(match self.changed(&source, edit)? {
            Ok(Trial { findings, .. }) => findings,
            Err(refused) => refused,
        })
    }

    /// Makes a change and saves it; a change that would leave the model unable to load is refused with the reasons.
    ///
    /// # Errors
    /// When the model cannot be changed or its folder cannot be written.
    pub fn edit_model(&mut self, key: &str, edit: &ModelEdit) -> Result<ModelEditReply, WorkbenchError> {
        let (folder, source) = self.own(key)?;
        match self.changed(&source, edit)? {
            Err(refused) => Ok(ModelEditReply { sheet: self.model_sheet(key)?, refused }),
            Ok(trial) => {
                if trial.source != source {
                    write_model(&folder, &trial.source)?;
                    self.edits.record(key, source);
                    self.reload_models();
                }
                Ok(ModelEditReply { sheet: self.model_sheet(key)?, refused: Vec::new() })
            }
        }
    }

    /// Takes the last change of an own model back.
    ///
    /// # Errors
    /// When the model cannot be changed or its folder cannot be written.
    pub fn undo_model_edit(&mut self, key: &str) -> Result<ModelSheetView, WorkbenchError> {
        self.step(key, |versions| (&mut versions.before, &mut versions.after))
    }

    /// Makes a change that was taken back again.
    ///
    /// # Errors
    /// When the model cannot be changed or its folder cannot be written.
    pub fn redo_model_edit(&mut self, key: &str) -> Result<ModelSheetView, WorkbenchError> {
        self.step(key, |versions| (&mut versions.after, &mut versions.before))
    }

    fn step(
        &mut self,
        key: &str,
        direction: fn(&mut Versions) -> (&mut Vec<ModelSource>, &mut Vec<ModelSource>),
    ) -> Result<ModelSheetView, WorkbenchError> {
        let (folder, current) = self.own(key)?;
        let versions = self.edits.0.entry(key.to_owned()).or_default();
        let (from, to) = direction(versions);
        if let Some(wanted) = from.last() {
            write_model(&folder, wanted)?;
            from.pop();
            to.push(current);
            self.reload_models();
        }
        self.model_sheet(key)
    }

    /// Moves an own model into the folder of deleted ones.
    ///
    /// # Errors
    /// When it is none of the user's own or cannot be moved.
    pub fn delete_model(&mut self, key: &str) -> Result<Vec<ModelEntryView>, WorkbenchError> {
        let found = self.find_model(key)?;
        let (Some(folder), Some(home)) = (found.entry.folder.clone(), self.folders().models()) else { return Err(read_only()) };
        let name = folder_name(&folder);
        let trash = home.join(TRASH);
        fs::create_dir_all(&trash).map_err(|error| WorkbenchError::File { path: trash.clone(), writing: true, error })?;
        let stamp = self.clock().now().format("%Y%m%d-%H%M%S%.3f");
        let target = trash.join(format!("{name}-{stamp}"));
        fs::rename(&folder, &target).map_err(|error| WorkbenchError::File { path: folder.clone(), writing: true, error })?;
        self.edits.0.remove(key);
        self.reload_models();
        Ok(self.models())
    }

    /// Writes a model as an Excel workbook that can be read back.
    ///
    /// # Errors
    /// When the model does not load, holds what a workbook cannot, or the file cannot be written.
    pub fn export_model(&self, request: &ModelExportRequest) -> Result<String, WorkbenchError> {
        let found = self.find_model(&request.key)?;
        export_to(&found.entry.loaded()?.model, Path::new(&request.path))
    }

    /// Reads a model from an Excel workbook into the user's model folder. A workbook of an own model replaces that model, which can be
    /// taken back.
    ///
    /// # Errors
    /// When the workbook has faults, its model does not load, or its id belongs to a built-in model.
    pub fn import_model(&mut self, path: &Path) -> Result<ModelSheetView, WorkbenchError> {
        let (model, source) = import_from(path)?;
        let own = own_key(&model.id);
        let folder = self.find_model(&own).ok().and_then(|found| found.entry.folder.clone());
        match folder {
            Some(folder) => {
                let before = read_folder(&folder)?;
                write_model(&folder, &source)?;
                self.edits.record(&own, before);
                self.reload_models();
                self.model_sheet(&own)
            }
            None => {
                self.check_new_id(&model.id)?;
                self.add_own(&model.id, &source)
            }
        }
    }

    /// Everything in which two models differ.
    ///
    /// # Errors
    /// When one of them does not load.
    pub fn compare_models(&self, from: &str, to: &str) -> Result<ModelDifferenceView, WorkbenchError> {
        let (from, to) = (self.find_model(from)?, self.find_model(to)?);
        let (from, to) = (&from.entry.loaded()?.model, &to.entry.loaded()?.model);
        Ok(ModelDifferenceView {
            from: format!("{} {}", from.id, from.version),
            to: format!("{} {}", to.id, to.version),
            changes: difference(from, to).sentences().into_iter().map(Into::into).collect(),
        })
    }

    /// Begins a model as a copy of another, in a folder of its own inside `into`; returns that folder.
    ///
    /// # Errors
    /// When the id is not valid, the folder is there already or cannot be written.
    pub fn new_model(&self, id: &str, key: &str, into: &Path) -> Result<String, WorkbenchError> {
        self.check_new_id(id)?;
        let source = files_of(&self.model_of(key)?.source)?.fork(id, None).to_source();
        new_folder(&into.join(id), &source)
    }

    /// Reads a model from an Excel workbook into a folder of its own inside `into`; returns that folder and the content digest.
    ///
    /// # Errors
    /// When the workbook has faults, its model does not load, or the folder is there already.
    pub fn import_model_into(file: &Path, into: &Path) -> Result<(String, String), WorkbenchError> {
        let (model, source) = import_from(file)?;
        Ok((new_folder(&into.join(&model.id), &source)?, model.digest))
    }

    fn entry_view(&self, key: &str, found: &Found) -> ModelEntryView {
        let in_use = self.opened().ok().map(|open| open.instrument.model().digest.clone());
        model_sheet::entry(&found.entry, key.to_owned(), found.origin, self.library().policies(), in_use.as_deref())
    }

    /// Folder and files of an own model.
    fn own(&self, key: &str) -> Result<(PathBuf, ModelSource), WorkbenchError> {
        let folder = self.find_model(key)?.entry.folder.clone().ok_or_else(read_only)?;
        let source = read_folder(&folder)?;
        Ok((folder, source))
    }

    /// Tries a change, or says why it is refused.
    fn changed(&self, source: &ModelSource, edit: &ModelEdit) -> Result<Result<Trial, Vec<FaultView>>, WorkbenchError> {
        let mut files = files_of(source)?;
        if let Err(refusal) = apply(&mut files, edit) {
            return Ok(Err(vec![refused(refusal)]));
        }
        let changed = files.to_source();
        Ok(match load(changed.clone()) {
            Err(faults) => Err(fault_views(&faults)),
            Ok(loaded) => {
                let mut all = loaded.warnings;
                all.extend(findings(&loaded.model, self.library().policies()));
                Ok(Trial { source: changed, findings: fault_views(&all) })
            }
        })
    }

    fn check_new_id(&self, id: &str) -> Result<(), WorkbenchError> {
        let valid = !id.is_empty() && id.len() <= 60 && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !valid || id.starts_with('-') {
            return Err(WorkbenchError::Field {
                message: Text::new(
                    format!("“{id}”不能作模型编号，用小写字母、数字与连字符，不超过60个"),
                    format!("`{id}` is not a valid model id; use up to 60 lower-case letters, digits and hyphens"),
                ),
            });
        }
        let taken = self.library().entries().iter().any(|entry| entry.id == id)
            || self.library().indices().iter().any(|entry| entry.id == id)
            || self.folders().models().is_some_and(|home| home.join(id).exists());
        if taken {
            return Err(WorkbenchError::Field {
                message: Text::new(format!("编号“{id}”已被使用，换一个"), format!("The id `{id}` is taken; choose another")),
            });
        }
        Ok(())
    }

    fn add_own(&mut self, id: &str, source: &ModelSource) -> Result<ModelSheetView, WorkbenchError> {
        let home = self.folders().models().ok_or_else(read_only)?;
        let folder = home.join(id);
        load(source.clone()).map_err(|faults| WorkbenchError::FaultyModel { id: id.to_owned(), faults })?;
        fs::create_dir_all(&folder).map_err(|error| WorkbenchError::File { path: folder.clone(), writing: true, error })?;
        write_model(&folder, source)?;
        self.reload_models();
        self.model_sheet(&own_key(id))
    }
}

/// Writes a model as an Excel workbook.
pub(crate) fn export_to(model: &shuheng_model::Model, path: &Path) -> Result<String, WorkbenchError> {
    let bytes = shuheng_report::model_workbook::export(&files_of(&model.source)?, model)
        .map_err(|faults| WorkbenchError::Workbook { path: path.to_owned(), faults: faults.iter().map(sheet_fault).collect() })?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(write(folder, &name, &bytes)?.path)
}

/// A fault of a workbook with its cell.
fn sheet_fault(fault: &SheetFault) -> Text {
    let place = fault.place();
    Text::new(
        format!("{place} {}（{}）", fault.message.zh, fault.hint.zh).trim_start(),
        format!("{place} {} ({})", fault.message.en, fault.hint.en).trim_start(),
    )
}

/// Reads a model from an Excel workbook.
pub(crate) fn import_from(path: &Path) -> Result<(shuheng_model::Model, ModelSource), WorkbenchError> {
    let bytes = text_file::read(path, LARGEST_WORKBOOK)?;
    let files = shuheng_report::model_workbook::import(&bytes)
        .map_err(|faults| WorkbenchError::Workbook { path: path.to_owned(), faults: faults.iter().map(sheet_fault).collect() })?;
    let source = files.to_source();
    let name = path.display().to_string();
    let model = load(source.clone()).map_err(|faults| WorkbenchError::FaultyModel { id: name, faults })?.model;
    Ok((model, source))
}

fn new_folder(folder: &Path, source: &ModelSource) -> Result<String, WorkbenchError> {
    let refused = |error| WorkbenchError::File { path: folder.to_owned(), writing: true, error };
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(refused)?;
    }
    // Never into a folder that is there: it may hold somebody's work.
    fs::create_dir(folder).map_err(refused)?;
    write_model(folder, source)?;
    Ok(folder.display().to_string())
}

/// The JSON Schemas of model and policy files: name and text.
#[must_use]
pub fn json_schemas() -> Vec<(&'static str, String)> {
    shuheng_model::file::json_schemas()
}

/// Writes the JSON Schemas into a folder; returns the paths.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_schemas(folder: &Path) -> Result<Vec<String>, WorkbenchError> {
    fs::create_dir_all(folder).map_err(|error| WorkbenchError::File { path: folder.to_owned(), writing: true, error })?;
    json_schemas().iter().map(|(name, text)| Ok(write(folder, name, text.as_bytes())?.path)).collect()
}

/// Writes the files of a model into its folder; files that are no longer part of it go. `model.toml` is written last, so that a folder that
/// is being written for the first time is not yet taken for a model.
pub(crate) fn write_model(folder: &Path, source: &ModelSource) -> Result<(), WorkbenchError> {
    let (head, rest): (Vec<_>, Vec<_>) = source.files().partition(|(name, _)| *name == "model.toml");
    for (name, text) in rest.into_iter().chain(head) {
        write(folder, name, text.as_bytes())?;
    }
    let present = read_folder(folder)?;
    for (name, _) in present.files().filter(|(name, _)| source.get(name).is_none()) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|error| WorkbenchError::File { path, writing: true, error })?;
    }
    Ok(())
}

fn files_of(source: &ModelSource) -> Result<ModelFiles, WorkbenchError> {
    ModelFiles::from_source(source).map_err(|faults| WorkbenchError::FaultyModel { id: "model.toml".to_owned(), faults })
}

fn read_only() -> WorkbenchError {
    WorkbenchError::Field {
        message: Text::new("该模型只读，先复制为自建模型", "This model is read-only; copy it to a model of your own first"),
    }
}

fn refused(refusal: Refusal) -> FaultView {
    FaultView { file: String::new(), line: 0, message: refusal, hint: Text::default(), error: true }
}
