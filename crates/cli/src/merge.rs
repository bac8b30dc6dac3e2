//! `shuheng merge` and `shuheng redact`.

use crate::arguments::{Format, Omit, Prefer};
use crate::output::print;
use serde_json::json;
use shuheng_workbench::view::{
    MergeConflictSideView, MergeConflictView, MergeDecision, MergePassphrases, MergeRequest, MergeSide, MergeView, RedactRequest,
    RedactionPart, TypedPassphrase,
};
use shuheng_workbench::{Workbench, WorkbenchError};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// What was asked for beside the files.
#[derive(Debug)]
pub struct Choices {
    /// File of decisions.
    pub decisions: Option<String>,
    /// Which side counts where nothing is decided.
    pub prefer: Option<Prefer>,
    /// Where to write the conflicts, ready to be decided.
    pub decisions_out: Option<String>,
}

/// Merges two copies, or prints what has to be decided first; `false` when something has.
pub fn merge(workbench: &Workbench, request: &MergeRequest, choices: &Choices, format: Format) -> Result<bool, WorkbenchError> {
    let decisions =
        choices.decisions.as_deref().map(|path| workbench.read_decisions_file(Path::new(path))).transpose()?.unwrap_or_default();
    let others = choices.prefer.map(|side| match side {
        Prefer::A => MergeSide::A,
        Prefer::B => MergeSide::B,
    });
    if others.is_none() || choices.decisions_out.is_some() {
        let plan = workbench.merge_plan(request)?;
        if let Some(path) = &choices.decisions_out {
            workbench.write_decisions_file(Path::new(path), &plan)?;
        }
        let open = undecided(&plan, &decisions);
        if others.is_none() && !open.is_empty() {
            let mut text = format!("{}\n{}\n", plan.told.zh, plan.told.en);
            open.iter().for_each(|conflict| tell(&mut text, conflict));
            let _ = write!(text, "没有合并：还有{}处冲突没有决定\nNothing was merged: {} conflicts are undecided", open.len(), open.len());
            let undecided: Vec<_> = open.iter().map(|conflict| &conflict.subject).collect();
            print(format, &json!({ "merged": false, "undecided": undecided, "plan": plan }), &text);
            return Ok(false);
        }
    }
    let merged = workbench.merge(request, &decisions, others, &MergePassphrases::default())?;
    let text = format!("{}  {} audit rows\n{}\n{}", merged.path, merged.rows, merged.message.zh, merged.message.en);
    print(format, &json!({ "merged": true, "result": merged }), &text);
    Ok(true)
}

fn undecided<'a>(plan: &'a MergeView, decisions: &[MergeDecision]) -> Vec<&'a MergeConflictView> {
    let decided: BTreeSet<&str> = decisions.iter().map(|decision| decision.subject.as_str()).collect();
    plan.conflicts.iter().filter(|conflict| !decided.contains(conflict.subject.as_str())).collect()
}

fn tell(text: &mut String, conflict: &MergeConflictView) {
    let _ = writeln!(text, "\n{}  {}  {}", conflict.subject, conflict.name.zh, conflict.name.en);
    let _ = writeln!(text, "  base  {} {}", conflict.base.value.en, conflict.base.rationale);
    side(text, "a", &conflict.a);
    side(text, "b", &conflict.b);
    if conflict.parts.len() > 1 {
        let _ = writeln!(text, "  as a whole  {}", conflict.parts.join(", "));
    }
    if let Some(only) = conflict.only {
        let _ = writeln!(text, "  only {} can be taken", if only == MergeSide::A { "a" } else { "b" });
    }
}

fn side(text: &mut String, name: &str, side: &MergeConflictSideView) {
    let who = [&side.by, &side.at, &side.reason].into_iter().flatten().cloned().collect::<Vec<_>>().join("  ");
    let _ = writeln!(text, "  {name}     {} {}  {who}", side.state.value.en, side.state.rationale);
}

/// Writes a copy without what was named and prints what it left out.
pub fn redact(
    workbench: &Workbench,
    file: String,
    out: String,
    without: &[Omit],
    passphrase: Option<&TypedPassphrase>,
    format: Format,
) -> Result<(), WorkbenchError> {
    let without = without
        .iter()
        .map(|part| match part {
            Omit::Names => RedactionPart::Names,
            Omit::Evidence => RedactionPart::Evidence,
            Omit::Rationale => RedactionPart::Rationale,
            Omit::Comments => RedactionPart::Comments,
            Omit::Respondents => RedactionPart::Respondents,
            Omit::Figures => RedactionPart::Figures,
            Omit::History => RedactionPart::History,
        })
        .collect();
    let done = workbench.redact(&RedactRequest { file, out, without }, passphrase)?;
    let kept = if done.encrypted { "已加密 encrypted" } else { "没有加密 not encrypted" };
    let mut text = format!("{}  {kept}", done.path);
    for removed in &done.removed {
        let _ = write!(text, "\n{:>8}  {}  {}", removed.count, removed.name.zh, removed.name.en);
    }
    print(format, &json!(done), &text);
    Ok(())
}
