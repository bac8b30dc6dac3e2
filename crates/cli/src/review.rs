//! `shuheng assessments`, `shuheng stage` and `shuheng comments`, and all commands of review together.

use crate::arguments::Format;
use crate::evidence::{self, EvidenceCommand};
use crate::history::{self, SnapshotCommand};
use crate::output::print;
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use shuheng_workbench::view::{BeginAssessmentRequest, CommentRequest, ReviewView, StageRequest, StageView};
use shuheng_workbench::{Workbench, WorkbenchError};
use std::fmt::Write;
use std::path::Path;

/// The commands of review.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Snapshots: named moments of an assessment; compare two states, or go back to one
    Snapshot {
        /// Engagement
        file: String,
        /// What to do
        #[command(subcommand)]
        command: SnapshotCommand,
    },
    /// The assessments of a file: years, or rounds
    Assessments {
        /// Engagement
        file: String,
        /// What to do
        #[command(subcommand)]
        command: AssessmentsCommand,
    },
    /// Print how far an assessment has come and what stands in the way, or take it to another stage
    Stage {
        /// Engagement
        file: String,
        /// Stage to take it to
        #[arg(value_enum)]
        to: Option<Stage>,
        /// Why; needed to go back to a draft
        #[arg(long, default_value = "")]
        reason: String,
        /// Role that does it
        #[arg(long, default_value = "")]
        by: String,
    },
    /// Comments of reviewers
    Comments {
        /// Engagement
        file: String,
        /// What to do
        #[command(subcommand)]
        command: CommentsCommand,
    },
    /// Evidence with its files
    Evidence {
        /// Engagement
        file: String,
        /// What to do
        #[command(subcommand)]
        command: EvidenceCommand,
    },
}

/// What to do with the assessments of a file.
#[derive(Debug, Subcommand)]
pub enum AssessmentsCommand {
    /// Print them in the order in which they were begun; `*` marks the one a command works on
    List,
    /// Begin another one; commands work on it from then on
    Begin {
        /// What people call it
        #[arg(long)]
        name: String,
        /// Assessed year
        #[arg(long)]
        year: i32,
        /// Number of the assessment whose content it takes over, each answer marked for a new look; empty when it is not given
        #[arg(long)]
        copy_from: Option<i32>,
    },
}

/// A stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Back to the assessors, for a reason
    Draft,
    /// To the reviewers
    Review,
    /// Locked; another assessment can be begun from it
    Final,
}

/// What to do with comments.
#[derive(Debug, Subcommand)]
pub enum CommentsCommand {
    /// Print them, oldest first
    List,
    /// Make one
    Add {
        /// What it says
        text: String,
        /// Indicator or other node, by id or code; the whole assessment when it is not given
        #[arg(long)]
        about: Option<String>,
        /// Role that makes it
        #[arg(long, default_value = "")]
        by: String,
    },
    /// Answer one by resolving it
    Resolve {
        /// Its number
        comment: i32,
        /// What was changed, or why nothing was
        how: String,
        /// Role that resolves it
        #[arg(long, default_value = "")]
        by: String,
    },
    /// Open a resolved one again
    Reopen {
        /// Its number
        comment: i32,
        /// Role that opens it
        #[arg(long, default_value = "")]
        by: String,
    },
}

/// Carries out a command of review.
pub fn run(workbench: &mut Workbench, command: ReviewCommand, format: Format) -> Result<(), WorkbenchError> {
    match command {
        ReviewCommand::Snapshot { file, command } => history::snapshot(workbench, &file, command, format),
        ReviewCommand::Assessments { file, command } => assessments(workbench, &file, command, format),
        ReviewCommand::Stage { file, to, reason, by } => stage(workbench, &file, to, (reason, by), format),
        ReviewCommand::Comments { file, command } => comments(workbench, &file, command, format),
        ReviewCommand::Evidence { file, command } => evidence::run(workbench, &file, command, format),
    }
}

/// Carries out `shuheng assessments`.
fn assessments(workbench: &mut Workbench, file: &str, command: AssessmentsCommand, format: Format) -> Result<(), WorkbenchError> {
    workbench.open(Path::new(file))?;
    if let AssessmentsCommand::Begin { name, year, copy_from } = command {
        workbench.begin_assessment(&BeginAssessmentRequest { name, year, copy_from })?;
    }
    let view = workbench.review()?;
    workbench.close()?;
    let mut text = String::new();
    for assessment in &view.assessments {
        let mark = if assessment.current { "*" } else { " " };
        let (zh, en) = stage_words(assessment.stage);
        let step = assessment.stage_step.as_ref().map(|step| format!("  {} {}", step.by, step.at)).unwrap_or_default();
        let _ = writeln!(
            text,
            "{mark}{:>3}  {}  {}  {zh} {en}{step}  {}",
            assessment.id, assessment.year, assessment.title.zh, assessment.begun
        );
    }
    print(format, &json!({ "assessments": view.assessments }), text.trim_end());
    Ok(())
}

/// Carries out `shuheng stage`: prints the stage with what stands in the way of the next one, after the step that was asked for.
fn stage(
    workbench: &mut Workbench,
    file: &str,
    to: Option<Stage>,
    (reason, by): (String, String),
    format: Format,
) -> Result<(), WorkbenchError> {
    workbench.open(Path::new(file))?;
    if let Some(to) = to {
        let to = match to {
            Stage::Draft => StageView::Draft,
            Stage::Review => StageView::InReview,
            Stage::Final => StageView::Final,
        };
        workbench.move_stage(&StageRequest { to, reason, by })?;
    }
    let view = workbench.review()?;
    workbench.close()?;
    let current = view.assessments.iter().find(|assessment| assessment.current);
    let (zh, en) = current.map(|assessment| stage_words(assessment.stage)).unwrap_or_default();
    let step = current.and_then(|assessment| assessment.stage_step.as_ref());
    let told = step.map(|step| format!("  {} {}", step.by, step.at)).unwrap_or_default();
    let mut text = format!("{zh}{told}\n{en}{told}\n");
    for obstacle in view.steps.iter().flat_map(|step| &step.obstacles) {
        let mark = if obstacle.blocks { "!" } else { " " };
        let _ = writeln!(text, "{mark} {}  {}", obstacle.message.zh, obstacle.message.en);
    }
    let stage = current.map(|assessment| assessment.stage);
    print(format, &json!({ "stage": stage, "stageStep": step, "steps": view.steps }), text.trim_end());
    Ok(())
}

/// Carries out `shuheng comments`.
fn comments(workbench: &mut Workbench, file: &str, command: CommentsCommand, format: Format) -> Result<(), WorkbenchError> {
    workbench.open(Path::new(file))?;
    match command {
        CommentsCommand::List => {}
        CommentsCommand::Add { text, about, by } => {
            workbench.add_comment(&CommentRequest { about, text, by })?;
        }
        CommentsCommand::Resolve { comment, how, by } => {
            workbench.resolve_comment(comment, &how, &by)?;
        }
        CommentsCommand::Reopen { comment, by } => {
            workbench.reopen_comment(comment, &by)?;
        }
    }
    let view = workbench.review()?;
    workbench.close()?;
    print(format, &json!({ "comments": view.comments }), comments_text(&view).trim_end());
    Ok(())
}

fn comments_text(view: &ReviewView) -> String {
    let mut text = String::new();
    for comment in &view.comments {
        let mark = if comment.resolution.is_some() { " " } else { "!" };
        let _ = writeln!(text, "{mark}{:>3}  {}  {}  {}：{}", comment.id, comment.at, comment.name.zh, comment.author, comment.text);
        if let Some(resolution) = &comment.resolution {
            let _ = writeln!(text, "      {}  {}：{}", resolution.at, resolution.by, resolution.how);
        }
    }
    text
}

fn stage_words(stage: StageView) -> (&'static str, &'static str) {
    match stage {
        StageView::Draft => ("草稿", "draft"),
        StageView::InReview => ("复核中", "in review"),
        StageView::Final => ("定稿", "final"),
    }
}
