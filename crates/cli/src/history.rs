//! `shuheng history FILE INDICATOR` and `shuheng snapshot`.

use crate::arguments::{Format, Language};
use crate::output::{level, print, score};
use crate::run::report_language;
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use shuheng_workbench::view::{ComparisonFormat, HistoryEntryView, RestoreRequest, ReviewView, StateComparisonView};
use shuheng_workbench::{Workbench, WorkbenchError};
use std::fmt::Write;
use std::path::Path;

/// What to do with snapshots.
#[derive(Debug, Subcommand)]
pub enum SnapshotCommand {
    /// Print the snapshots of all assessments, oldest first
    List,
    /// Name the present moment
    Add {
        /// What people call it
        name: String,
    },
    /// Compare two states: `now`, name or number of a snapshot, name or year of an assessment, snapshot:3, assessment:2
    Diff {
        /// The first state
        a: String,
        /// The second state
        b: String,
        /// Folder to write the comparison to instead of printing it
        #[arg(long)]
        out: Option<String>,
        /// As what it is written
        #[arg(long = "as", value_enum, default_value_t = DiffFormat::Xlsx)]
        written_as: DiffFormat,
        /// Language of the file
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        language: Language,
    },
    /// Print scores over snapshots and years
    Trend,
    /// Set answers, evidence, judgements of clauses and the target back to a state, named as in `diff`: one change, with a reason
    Restore {
        /// The state
        state: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

/// As what a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// One table
    Csv,
    /// A workbook
    Xlsx,
}

/// Prints the past of an indicator, or sets its answer or a piece of its evidence back to what it was after a row of it.
pub fn indicator(workbench: &mut Workbench, indicator: &str, restore: Option<(u32, String)>, format: Format) -> Result<(), WorkbenchError> {
    if let Some((seq, reason)) = restore {
        workbench.restore_step(&RestoreRequest { indicator: indicator.to_owned(), seq, reason })?;
    }
    let history = workbench.indicator_history(indicator)?;
    let mut text = format!("{} {}  {}\n", history.code, history.name.zh, history.name.en);
    history.entries.iter().for_each(|entry| tell(&mut text, entry, ""));
    print(format, &json!(history), text.trim_end());
    Ok(())
}

fn tell(text: &mut String, entry: &HistoryEntryView, indent: &str) {
    let clock = if entry.clock_set_back { "  时钟曾被调回 clock set back" } else { "" };
    let _ = writeln!(text, "{indent}{:>5}  {}{clock}  {}", entry.seq, entry.at, entry.told.zh);
    let _ = writeln!(text, "{indent}       {}", entry.told.en);
    for said in [&entry.reason, &entry.rationale].into_iter().flatten() {
        let _ = writeln!(text, "{indent}       {said}");
    }
}

/// Carries out `shuheng snapshot`.
pub fn snapshot(workbench: &mut Workbench, file: &str, command: SnapshotCommand, format: Format) -> Result<(), WorkbenchError> {
    workbench.open(Path::new(file))?;
    match command {
        SnapshotCommand::List => list(&workbench.review()?, format),
        SnapshotCommand::Add { name } => list(&workbench.take_snapshot(&name)?.review, format),
        SnapshotCommand::Diff { a, b, out, written_as, language } => {
            let (a, b) = (workbench.moment_named(&a)?, workbench.moment_named(&b)?);
            match out {
                None => {
                    let comparison = workbench.compare_states(a, b)?;
                    print(format, &json!(comparison), comparison_text(&comparison).trim_end());
                }
                Some(folder) => {
                    let written_as = match written_as {
                        DiffFormat::Csv => ComparisonFormat::Csv,
                        DiffFormat::Xlsx => ComparisonFormat::Xlsx,
                    };
                    let written = workbench.export_comparison(a, b, &folder, written_as, report_language(language))?;
                    crate::run::print_written(&written, format);
                }
            }
        }
        SnapshotCommand::Trend => {
            let trend = workbench.score_trend()?;
            let mut text = String::new();
            for entry in &trend.moments {
                let moment = &entry.moment;
                let _ = writeln!(
                    text,
                    "{}  {}  {:>6} {:>3}  {}",
                    moment.year,
                    moment.at,
                    score(moment.score),
                    level(moment.level),
                    moment.name.zh
                );
            }
            print(format, &json!(trend), text.trim_end());
        }
        SnapshotCommand::Restore { state, reason } => {
            let key = workbench.moment_named(&state)?;
            let update = workbench.restore_state(key, &reason)?;
            crate::run::print_update(&update, format);
        }
    }
    workbench.close()
}

fn list(view: &ReviewView, format: Format) {
    let mut text = String::new();
    for snapshot in &view.snapshots {
        let title = view.assessments.iter().find(|assessment| assessment.id == snapshot.assessment);
        let title = title.map(|assessment| assessment.title.zh.as_str()).unwrap_or_default();
        let _ = writeln!(text, "{:>4}  {}  {}  {}  {title}", snapshot.id, snapshot.at, snapshot.name, snapshot.by);
    }
    if text.is_empty() {
        text.push_str("没有快照\nThere are no snapshots");
    }
    print(format, &json!({ "snapshots": view.snapshots }), text.trim_end());
}

fn comparison_text(comparison: &StateComparisonView) -> String {
    let mut text = format!("{}\n{}\n", comparison.message.zh, comparison.message.en);
    for note in &comparison.notes {
        let _ = writeln!(text, "{}\n{}", note.zh, note.en);
    }
    for node in comparison.nodes.iter().filter(|node| node.depth < 3 && node.before != node.after) {
        let _ = writeln!(text, "{:>6} -> {:>6}  {:<4} {}", score(node.before), score(node.after), node.code, node.name.zh);
    }
    for answer in &comparison.answers {
        let _ = writeln!(text, "{:<6} {} -> {}  {}", answer.code, answer.before.zh, answer.after.zh, answer.name.zh);
        for title in &answer.evidence_added {
            let _ = writeln!(text, "    + {title}");
        }
        for title in &answer.evidence_removed {
            let _ = writeln!(text, "    - {title}");
        }
        answer.steps.iter().for_each(|step| tell(&mut text, step, "    "));
    }
    text
}
