//! `shuheng evidence`.

use crate::arguments::Format;
use crate::output::{print, value};
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use shuheng_workbench::view::{
    AttachRequest, ConfidenceView, EvidenceKindRequest, EvidenceKindView, EvidencePageView, EvidenceRequest, EvidenceView, StrengthView,
};
use shuheng_workbench::{Workbench, WorkbenchError};
use std::fmt::Write;
use std::path::Path;

/// What to do with evidence.
#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
    /// Print every piece of evidence
    List,
    /// Attach a file, at most 50 MiB; the same file is stored once however often it is attached
    Attach {
        /// File to attach
        path: String,
        /// What it is evidence of: indicators by id or code, levels as B4.1#3, clauses as nfra-2025-95/13
        #[arg(long = "for", value_delimiter = ',', required = true)]
        targets: Vec<String>,
        /// Name it is kept under; its own when it is not given
        #[arg(long)]
        name: Option<String>,
        /// What it is
        #[command(flatten)]
        piece: Piece,
    },
    /// Add a note, or with --link a link
    Add {
        /// What it is evidence of, as in `attach`
        #[arg(long = "for", value_delimiter = ',', required = true)]
        targets: Vec<String>,
        /// The locator is a link: http://, https:// or file://
        #[arg(long)]
        link: bool,
        /// What it is
        #[command(flatten)]
        piece: Piece,
    },
    /// Write a copy of an attached file; nothing is replaced
    Extract {
        /// Number of the piece of evidence
        evidence: i32,
        /// File or folder to write to
        #[arg(long)]
        out: String,
    },
    /// Print answered indicators without evidence, those with high confidence first
    Missing,
}

/// What is said of a piece of evidence.
#[derive(Debug, clap::Args)]
pub struct Piece {
    /// Title; the name of the file when it is not given
    #[arg(long, default_value = "")]
    title: String,
    /// Where to look: page, system, date, link
    #[arg(long, default_value = "")]
    locator: String,
    /// How much it proves
    #[arg(long, value_enum, default_value_t = Strength::Medium)]
    strength: Strength,
}

/// How much a piece of evidence proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Strength {
    /// Proves the level by itself
    Strong,
    /// Supports it
    Medium,
    /// Hints at it
    Weak,
}

/// Carries out `shuheng evidence`.
pub fn run(workbench: &mut Workbench, file: &str, command: EvidenceCommand, format: Format) -> Result<(), WorkbenchError> {
    workbench.open(Path::new(file))?;
    let page = match command {
        EvidenceCommand::List => workbench.evidence()?,
        EvidenceCommand::Attach { path, targets, name, piece: Piece { title, locator, strength } } => {
            let strength = strength_view(strength);
            workbench.attach_evidence(&AttachRequest { path, name, targets, title, locator, strength })?.evidence
        }
        EvidenceCommand::Add { targets, link, piece: Piece { title, locator, strength } } => {
            let kind = if link { EvidenceKindRequest::Link } else { EvidenceKindRequest::Note };
            workbench.save_evidence(None, &EvidenceRequest { targets, kind, title, locator, strength: strength_view(strength) })?.evidence
        }
        EvidenceCommand::Extract { evidence, out } => {
            let written = workbench.save_attachment(evidence, Path::new(&out), false)?;
            workbench.close()?;
            print(format, &json!(written), &written.path);
            return Ok(());
        }
        EvidenceCommand::Missing => {
            let page = workbench.evidence()?;
            workbench.close()?;
            print(format, &json!({ "missing": page.missing }), &missing(&page));
            return Ok(());
        }
    };
    workbench.close()?;
    let text: Vec<String> = page.pieces.iter().map(line).collect();
    print(format, &json!({ "evidence": page.pieces }), &text.join("\n"));
    Ok(())
}

fn strength_view(strength: Strength) -> StrengthView {
    match strength {
        Strength::Strong => StrengthView::Strong,
        Strength::Medium => StrengthView::Medium,
        Strength::Weak => StrengthView::Weak,
    }
}

fn line(piece: &EvidenceView) -> String {
    let kind = match &piece.kind {
        EvidenceKindView::Note => "note".to_owned(),
        EvidenceKindView::Link => "link".to_owned(),
        EvidenceKindView::File { file } => format!("{}  {} {}  {} bytes", file.name, file.type_name.zh, file.type_name.en, file.size),
    };
    format!("{:>4}  {}  {}  {kind}  {}", piece.id, piece.title, piece.locator, piece.targets.join(","))
}

fn missing(page: &EvidencePageView) -> String {
    let mut text = String::new();
    for bare in &page.missing {
        let confidence = match bare.confidence {
            Some(ConfidenceView::High) => "high",
            Some(ConfidenceView::Medium) => "medium",
            Some(ConfidenceView::Low) => "low",
            None => "—",
        };
        let _ = writeln!(text, "{:<6} {:<7} {}  {}  {}", bare.code, confidence, value(&bare.value), bare.name.zh, bare.indicator);
    }
    if text.is_empty() {
        text.push_str("已评指标都有证据\nEvery answered indicator has evidence");
    }
    text.trim_end().to_owned()
}
