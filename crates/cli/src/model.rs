//! `shuheng model`: list, check, show.

use crate::arguments::{Format, ModelCommand};
use crate::output::print;
use serde_json::{Value, json};
use shuheng_workbench::view::{FaultView, ModelCardView, NodeKind};
use shuheng_workbench::{Library, Workbench, WorkbenchError};
use std::fmt::Write;

/// Carries out a command on models; `false` when a model has faults.
pub fn run(command: &ModelCommand, workbench: &Workbench, format: Format) -> Result<bool, WorkbenchError> {
    match command {
        ModelCommand::List => list(&workbench.start()?.models, format),
        ModelCommand::Check { folder } => return check(std::path::Path::new(folder), format),
        ModelCommand::Show { id } => show(workbench, id, format)?,
    }
    Ok(true)
}

fn list(models: &[ModelCardView], format: Format) {
    let mut text = String::new();
    for model in models {
        let state = if model.version.is_empty() { format!("{} faults", model.faults.len()) } else { format!("v{}", model.version) };
        let _ = writeln!(text, "{}  {state}  {} indicators  {} / {}", model.id, model.indicators, model.name.zh, model.name.en);
    }
    print(format, &json!({ "models": models }), text.trim_end());
}

fn check(folder: &std::path::Path, format: Format) -> Result<bool, WorkbenchError> {
    let entries = Library::check(folder)?;
    let cards: Vec<ModelCardView> = entries.iter().map(shuheng_workbench::ModelEntry::card).collect();
    let mut text = String::new();
    for card in &cards {
        let errors = card.faults.iter().filter(|fault| fault.error).count();
        let _ = writeln!(text, "{}: {} indicators, {errors} faults", card.id, card.indicators);
        card.faults.iter().for_each(|fault| fault_lines(&mut text, fault));
    }
    print(format, &json!({ "models": cards }), text.trim_end());
    Ok(entries.iter().all(|entry| entry.outcome.is_ok()))
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
