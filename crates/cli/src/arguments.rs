//! The words of the command line. Paths are text: one that is no UTF-8 is refused as wrong usage, since no message or JSON
//! could name it.

use clap::{Parser, Subcommand, ValueEnum};

/// 数衡：数字金融成熟度评估工作台。Assess the maturity of digital finance, offline.
#[derive(Debug, Parser)]
#[command(name = "shuheng", version, arg_required_else_help = true)]
pub struct Arguments {
    /// How results are printed
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: one JSON value on standard output, errors as JSON on standard error
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create the sample engagement
    Sample {
        /// File to create
        file: String,
    },
    /// Create an engagement
    New {
        /// File to create
        file: String,
        /// Evaluation model, see `shuheng model list`
        #[arg(long, default_value = "caict-value-2025")]
        model: String,
        /// Name of the institution
        #[arg(long)]
        institution: String,
        /// Kind of institution, e.g. city_bank
        #[arg(long = "type")]
        kind: String,
        /// Assessed year
        #[arg(long)]
        year: i32,
    },
    /// Record answers from a CSV table: indicator,value[,confidence[,rationale]]; all lines or none
    Answer {
        /// Engagement
        file: String,
        /// Table of answers; value is 1..5, a number, checklist items joined by ";", or na
        answers: String,
    },
    /// Print the score
    Score {
        /// Engagement
        file: String,
    },
    /// Write the report: Excel workbook and charts
    Report {
        /// Engagement
        file: String,
        /// Folder to write into, created when missing
        #[arg(long)]
        out: String,
        /// Only these kinds of file
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<Part>,
        /// Language of the report
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        language: Language,
    },
    /// Check the file and its audit trail
    Verify {
        /// Engagement
        file: String,
    },
    /// Evaluation models
    Model {
        /// What to do
        #[command(subcommand)]
        command: ModelCommand,
    },
}

/// Parts of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Excel workbook
    Xlsx,
    /// Charts as SVG
    Svg,
    /// Charts as PNG, 300 dpi
    Png,
}

/// Language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

/// What to do with models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// List the models at hand
    List,
    /// Check a model's folder, or every model in a folder, and print all faults
    Check {
        /// Folder
        folder: String,
    },
    /// Print a model's tree
    Show {
        /// Model id
        id: String,
    },
}
