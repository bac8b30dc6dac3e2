//! `model check`: everything an author should know about the models and policy documents in a folder.

use crate::error::WorkbenchError;
use crate::library::{FolderEntry, IndexEntry, ModelEntry, POLICIES, built_in_policies, look_into, readable};
use shuheng_model::{Fault, IndicatorScale, Policies, PolicyReach, Severity, check_crosswalk, lint, load_policies, reach};
use std::fs;
use std::path::{Path, PathBuf};

/// What was found in a folder.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its models.
    pub models: Vec<CheckedModel>,
    /// Its indices.
    pub indices: Vec<IndexEntry>,
    /// Its policy documents; `None` when it has none of its own, or when one model was asked for and the documents beside it are sound.
    pub policies: Option<CheckedPolicies>,
}

/// The policy documents of a folder.
#[derive(Debug, Clone)]
pub struct CheckedPolicies {
    /// Each document with the number of its clauses; none while there are faults.
    pub documents: Vec<(String, usize)>,
    /// Why they do not load.
    pub faults: Vec<Fault>,
}

/// A model with everything that was found.
#[derive(Debug, Clone)]
pub struct CheckedModel {
    /// The model, or why it does not load.
    pub entry: ModelEntry,
    /// Rubric levels that are described.
    pub levels: usize,
    /// How far it reaches into each policy document.
    pub reach: Vec<PolicyReach>,
    /// What the checks beyond loading found; one that is an error makes the check fail.
    pub findings: Vec<Fault>,
}

impl Checked {
    /// Whether nothing has to be mended.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.policies.as_ref().is_none_or(|policies| policies.faults.is_empty())
            && self.models.iter().all(CheckedModel::is_sound)
            && self.indices.iter().all(|index| index.outcome.is_ok())
    }
}

impl CheckedModel {
    /// Whether nothing has to be mended.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.entry.outcome.is_ok() && self.findings.iter().all(|fault| fault.severity == Severity::Warning)
    }
}

/// Checks the folder of a model or an index, or everything in a folder, policy documents too. Models are held against the documents beside
/// them, or against those inside the program.
///
/// # Errors
/// [`WorkbenchError::File`] when the folder cannot be listed or holds no model. A model that cannot be read is listed with why.
pub fn check(folder: &Path) -> Result<Checked, WorkbenchError> {
    let single = folder.join("model.toml").is_file();
    let folders = if single { vec![folder.to_owned()] } else { model_folders(folder)? };
    let beside = if single { folder.parent().map(|parent| parent.join(POLICIES)) } else { Some(folder.join(POLICIES)) };
    let own = beside.filter(|policies| policies.is_dir()).map(|policies| readable(&policies).and_then(|source| load_policies(&source)));
    let policies = match &own {
        Some(Ok(policies)) => policies.clone(),
        // With faults of its own nothing can be held against it; those are told instead.
        Some(Err(_)) => Policies::default(),
        None => built_in_policies()?,
    };
    let (mut models, mut indices) = (Vec::new(), Vec::new());
    for folder in &folders {
        match look_into(folder) {
            FolderEntry::Model(entry) => models.push(check_one(*entry, &policies)),
            FolderEntry::Index(entry) => indices.push(*entry),
        }
    }
    Ok(Checked {
        models,
        indices,
        policies: own.filter(|own| !single || own.is_err()).map(|own| match own {
            Ok(policies) => {
                let documents = policies.documents.iter().map(|document| (document.id.clone(), document.clauses.len())).collect();
                CheckedPolicies { documents, faults: Vec::new() }
            }
            Err(faults) => CheckedPolicies { documents: Vec::new(), faults },
        }),
    })
}

fn model_folders(folder: &Path) -> Result<Vec<PathBuf>, WorkbenchError> {
    let file_error = |error| WorkbenchError::File { path: folder.to_owned(), writing: false, error };
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(file_error)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("model.toml").is_file())
        .collect();
    folders.sort();
    if folders.is_empty() {
        return Err(file_error(std::io::Error::new(std::io::ErrorKind::NotFound, "no model.toml")));
    }
    Ok(folders)
}

fn check_one(entry: ModelEntry, policies: &Policies) -> CheckedModel {
    let (levels, reach, findings) = match &entry.outcome {
        Ok(loaded) => {
            let levels = |scale: &IndicatorScale| match scale {
                IndicatorScale::Rubric(levels) => levels.len(),
                _ => 0,
            };
            let levels = loaded.model.indicators().map(|(_, _, indicator)| levels(&indicator.scale)).sum();
            (levels, reach(&loaded.model, policies), findings(&loaded.model, policies))
        }
        Err(_) => (0, Vec::new(), Vec::new()),
    };
    CheckedModel { entry, levels, reach, findings }
}

/// What the checks beyond loading find, by file and line.
pub(crate) fn findings(model: &shuheng_model::Model, policies: &Policies) -> Vec<Fault> {
    let mut findings = check_crosswalk(model, policies);
    // What the lint would not release is told like an error; the model can still be loaded and used.
    findings.extend(
        lint(model)
            .into_iter()
            .map(|finding| Fault { severity: if finding.fails { Severity::Error } else { Severity::Warning }, ..finding.fault }),
    );
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    findings
}
