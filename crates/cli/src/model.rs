//! `shuheng model`: list, check, show.

use crate::arguments::Format;
use crate::output::print;
use clap::Subcommand;
use serde_json::{Value, json};
use shuheng_workbench::view::{FaultView, Language, ModelCardView, ModelExportRequest, NodeKind};
use shuheng_workbench::{IndexEntry, Workbench, WorkbenchError, fault_views};
use std::fmt::Write;
use std::path::Path;

/// What to do with models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// List the models and indices at hand
    List,
    /// Check the folder of a model or an index, or all of them in a folder, and print all faults
    Check {
        /// Folder
        folder: String,
    },
    /// Print a model's tree
    Show {
        /// Model id
        id: String,
    },
    /// Print in what two models differ
    Diff {
        /// Model id or folder
        from: String,
        /// Model id or folder
        to: String,
    },
    /// Begin a model of one's own as a copy of another
    New {
        /// Id of the new model
        id: String,
        /// Model id or folder to copy
        #[arg(long)]
        from: String,
        /// Folder in which the model's folder is made
        #[arg(long, default_value = ".")]
        into: String,
    },
    /// Print the JSON Schemas of the files, or write them into a folder
    Schema {
        /// Folder to write into, created when missing
        #[arg(long)]
        out: Option<String>,
    },
    /// Write a model as an Excel workbook
    Export {
        /// Model id or folder
        id: String,
        /// Workbook to write
        file: String,
    },
    /// Read a model from an Excel workbook
    Import {
        /// Workbook
        file: String,
        /// Folder in which the model's folder is made
        #[arg(long, default_value = ".")]
        into: String,
    },
}

/// Carries out a command on models; `false` when a model has faults.
pub fn run(command: &ModelCommand, workbench: &Workbench, format: Format) -> Result<bool, WorkbenchError> {
    match command {
        ModelCommand::List => list(&workbench.start()?.models, workbench.library().indices(), format),
        ModelCommand::Check { folder } => return check(Path::new(folder), format),
        ModelCommand::Show { id } => show(workbench, id, format)?,
        ModelCommand::Diff { from, to } => {
            let difference = workbench.compare_models(&workbench.model_key(from)?, &workbench.model_key(to)?)?;
            let lines: Vec<String> = difference.changes.iter().map(|change| format!("{}\n{}", change.zh, change.en)).collect();
            print(format, &json!(difference), &format!("{} -> {}\n{}", difference.from, difference.to, lines.join("\n")));
        }
        ModelCommand::New { id, from, into } => {
            let made = workbench.new_model(id, &workbench.model_key(from)?, Path::new(into))?;
            print(format, &json!({ "folder": made }), &made);
        }
        ModelCommand::Schema { out } => schema(out.as_deref().map(Path::new), format)?,
        ModelCommand::Export { id, file } => {
            let key = workbench.model_key(id)?;
            let written = workbench.export_model(&ModelExportRequest { key, path: file.clone(), language: Language::Zh })?;
            print(format, &json!({ "file": written }), &written);
        }
        ModelCommand::Import { file, into } => {
            let (folder, digest) = Workbench::import_model_into(Path::new(file), Path::new(into))?;
            print(format, &json!({ "folder": folder, "digest": digest }), &format!("{folder}\n{digest}"));
        }
    }
    Ok(true)
}

fn list(models: &[ModelCardView], indices: &[IndexEntry], format: Format) {
    let mut text = String::new();
    for model in models {
        let state = if model.version.is_empty() { format!("{} faults", model.faults.len()) } else { format!("v{}", model.version) };
        let _ = writeln!(text, "{}  {state}  {} indicators  {} / {}", model.id, model.indicators, model.name.zh, model.name.en);
    }
    for entry in indices {
        index_line(&mut text, entry);
    }
    let indices: Vec<Value> = indices.iter().map(index_value).collect();
    print(format, &json!({ "models": models, "indices": indices }), text.trim_end());
}

/// An index in a line, said to be one.
fn index_line(text: &mut String, entry: &IndexEntry) {
    let _ = match &entry.outcome {
        Ok(index) => writeln!(
            text,
            "{}  v{}  index  {} indicators  {} / {}",
            entry.id,
            index.version,
            index.indicators().count(),
            index.name.zh,
            index.name.en
        ),
        Err(faults) => writeln!(text, "{}  index  {} faults", entry.id, faults.len()),
    };
}

fn index_value(entry: &IndexEntry) -> Value {
    let faults = entry.outcome.as_ref().err().map(|faults| fault_views(faults)).unwrap_or_default();
    match &entry.outcome {
        Ok(index) => json!({
            "id": entry.id, "version": index.version, "name": { "zh": index.name.zh, "en": index.name.en },
            "indicators": index.indicators().count(), "faults": faults,
        }),
        Err(_) => json!({ "id": entry.id, "version": "", "indicators": 0, "faults": faults }),
    }
}

fn check(folder: &Path, format: Format) -> Result<bool, WorkbenchError> {
    let checked = shuheng_workbench::check(folder)?;
    let mut text = String::new();
    let mut models = Vec::new();
    for model in &checked.models {
        let card = model.entry.card();
        let findings = fault_views(&model.findings);
        let faults: Vec<&FaultView> = card.faults.iter().chain(&findings).collect();
        let errors = faults.iter().filter(|fault| fault.error).count();
        let _ = writeln!(
            text,
            "{} {}: {} indicators, {} levels described, {errors} faults, {} warnings",
            card.id,
            card.version,
            card.indicators,
            model.levels,
            faults.len() - errors
        );
        for reach in &model.reach {
            let _ = writeln!(text, "  {}: {} of {} clauses reached", reach.document, reach.reached, reach.binding);
        }
        faults.iter().for_each(|fault| fault_lines(&mut text, fault));
        let reach: Vec<Value> = model
            .reach
            .iter()
            .map(|reach| json!({ "document": reach.document, "binding": reach.binding, "reached": reach.reached, "unreached": reach.unreached }))
            .collect();
        models.push(json!({
            "id": card.id, "version": card.version, "indicators": card.indicators, "levels": model.levels,
            "clauses": reach, "faults": faults,
        }));
    }
    for entry in &checked.indices {
        index_line(&mut text, entry);
        let faults = entry.outcome.as_ref().err().map(|faults| fault_views(faults)).unwrap_or_default();
        faults.iter().for_each(|fault| fault_lines(&mut text, fault));
    }
    let indices: Vec<Value> = checked.indices.iter().map(index_value).collect();
    let policies = match &checked.policies {
        None => Value::Null,
        Some(found) if found.faults.is_empty() => {
            for (id, clauses) in &found.documents {
                let _ = writeln!(text, "{id}: {clauses} clauses");
            }
            found.documents.iter().map(|(id, clauses)| json!({ "id": id, "clauses": clauses })).collect()
        }
        Some(found) => {
            let _ = writeln!(text, "policies: {} faults", found.faults.len());
            let faults = fault_views(&found.faults);
            faults.iter().for_each(|fault| fault_lines(&mut text, fault));
            json!({ "faults": faults })
        }
    };
    print(format, &json!({ "models": models, "indices": indices, "policies": policies }), text.trim_end());
    Ok(checked.is_sound())
}

fn schema(out: Option<&Path>, format: Format) -> Result<(), WorkbenchError> {
    let schemas = shuheng_workbench::json_schemas();
    match out {
        Some(folder) => {
            let written = shuheng_workbench::write_schemas(folder)?;
            print(format, &json!({ "files": written }), &written.join("\n"));
        }
        None => {
            let all: serde_json::Map<String, Value> =
                schemas.iter().map(|(name, text)| ((*name).to_owned(), serde_json::from_str(text).unwrap_or_default())).collect();
            let text = serde_json::to_string_pretty(&all).unwrap_or_default();
            print(format, &Value::Object(all), &text);
        }
    }
    Ok(())
}

fn fault_lines(text: &mut String, fault: &FaultView) {
    let _ = writeln!(text, "  {}:{}: {}（{}）", fault.file, fault.line, fault.message.zh, fault.hint.zh);
    let _ = writeln!(text, "  {}:{}: {} ({})", fault.file, fault.line, fault.message.en, fault.hint.en);
}

fn show(workbench: &Workbench, id: &str, format: Format) -> Result<(), WorkbenchError> {
    let model = workbench.library().describe(id)?;
    let value: Value = serde_json::to_value(&model).unwrap_or_default();
    let mut text =
        format!("{} v{}  {} / {}\n{}\n{}\n", model.id, model.version, model.name.zh, model.name.en, model.digest, model.disclaimer.zh);
    for node in &model.nodes {
        let depth = match node.kind {
            NodeKind::Root => continue,
            NodeKind::Dimension => 0,
            NodeKind::Domain => 1,
            NodeKind::Indicator => 2,
        };
        let _ = writeln!(text, "{}{} {} / {}  {}", "  ".repeat(depth), node.code, node.name.zh, node.name.en, node.id);
    }
    print(format, &value, text.trim_end());
    Ok(())
}
