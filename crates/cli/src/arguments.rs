//! The words of the command line. Paths are text: one that is no UTF-8 is refused as wrong usage, since no message or JSON
//! could name it.

use crate::benchmark::BenchmarkCommand;
use crate::model::ModelCommand;
use crate::passphrase::PassphraseCommand;
use crate::people::{QuestionnaireCommand, RespondentsCommand, Rule};
use crate::pool::PoolCommand;
use crate::research::StatsCommand;
use crate::review::ReviewCommand;
use clap::{Parser, Subcommand, ValueEnum};
use shuheng_workbench::RankAggregate;
use shuheng_workbench::view::WeightSpreadView;
use std::num::NonZeroUsize;

/// 数衡：数字金融成熟度评估工作台。Assess the maturity of digital finance, offline.
#[derive(Debug, Parser)]
#[command(name = "shuheng", version, arg_required_else_help = true)]
pub struct Arguments {
    /// How results are printed; text when it is not given, JSON for what programs and researchers ask for
    #[arg(long, global = true, value_enum)]
    pub format: Option<Format>,
    /// Folder of own models, beside those inside the program
    #[arg(long, global = true)]
    pub models: Option<String>,
    /// File whose first line is the passphrase of an encrypted engagement; also SHUHENG_PASSPHRASE, else the terminal asks
    #[arg(long, global = true)]
    pub passphrase_file: Option<String>,
    /// Number of the assessment of the file to work on, see `shuheng assessments`; the one begun last when it is not given
    #[arg(long, global = true)]
    pub assessment: Option<i32>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// How results are printed: what was asked for, else what the command is for.
    pub fn format(&self) -> Format {
        self.format.unwrap_or(match self.command {
            Command::Ahp { .. }
            | Command::Weights { .. }
            | Command::Stats { .. }
            | Command::Rank { .. }
            | Command::Optimize { .. }
            | Command::Benchmark { .. }
            | Command::Uncertainty { .. } => Format::Json,
            _ => Format::Text,
        })
    }

    /// Whether the command knows the form.
    pub fn offers(&self, format: Format) -> bool {
        match format {
            Format::Text | Format::Json => true,
            Format::Csv => matches!(
                self.command,
                Command::Benchmark { command: BenchmarkCommand::Show(_) } | Command::Pool { command: PoolCommand::Show { .. } }
            ),
            Format::Parquet => matches!(self.command, Command::Benchmark { command: BenchmarkCommand::Show(_) }),
        }
    }
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: one JSON value on standard output, errors as JSON on standard error
    Json,
    /// For spreadsheets: figures of `benchmark show` and of `pool show`
    Csv,
    /// For data frames: figures of `benchmark show`, with --out
    Parquet,
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
        /// Encrypt it with a passphrase. A forgotten passphrase cannot be recovered
        #[arg(long)]
        encrypt: bool,
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
    /// Print how far the score can be relied on, as JSON unless --format text is given
    Uncertainty {
        /// Engagement
        file: String,
        /// Draws, 100 to 100000
        #[arg(long, default_value_t = 2000)]
        draws: u32,
        /// Seed: the same one gives the same figures
        #[arg(long, default_value_t = 1)]
        seed: u32,
        /// How far weights may lie from those of the model: a share of themselves of 0 to 1, none, or ignorant
        #[arg(long, default_value = "0.25", value_parser = spread)]
        spread: WeightSpreadView,
        /// Threads; the figures do not depend on them
        #[arg(long)]
        threads: Option<NonZeroUsize>,
        /// Sensitivity indices too
        #[arg(long)]
        sobol: bool,
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
        /// The report as it was before this upgrade, counted from 1 as `shuheng history` does
        #[arg(long)]
        before_upgrade: Option<u32>,
    },
    /// Print the answers
    Answers {
        /// Engagement
        file: String,
    },
    /// Print how the clauses of the policy documents stand
    Policies {
        /// Engagement
        file: String,
        /// Only this document, e.g. nfra-2025-95
        #[arg(long)]
        document: Option<String>,
    },
    /// Judge a clause directly, over what its indicators suggest
    Judge {
        /// Engagement
        file: String,
        /// Clause, e.g. nfra-2025-95/13
        clause: String,
        /// Verdict; `inferred` goes back to what the indicators suggest
        #[arg(value_enum)]
        verdict: Verdict,
        /// Why
        #[arg(long)]
        rationale: Option<String>,
    },
    /// Write the coverage matrix of the policy documents: Excel workbook and charts
    Coverage {
        /// Engagement
        file: String,
        /// Folder to write into, created when missing
        #[arg(long)]
        out: String,
        /// Only this document, e.g. nfra-2025-95
        #[arg(long)]
        document: Option<String>,
        /// Only these kinds of file
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<Part>,
        /// Language of the files
        #[arg(long, value_enum, default_value_t = Language::Zh)]
        language: Language,
    },
    /// Move an engagement to a newer version of its model, or to another model; no answer is lost
    Upgrade {
        /// Engagement
        file: String,
        /// Model id; the newest version of the engagement's own model when it is not given
        #[arg(long)]
        to: Option<String>,
        /// Only print what would happen
        #[arg(long)]
        preview: bool,
    },
    /// Print what happened to an indicator: who, when, what, why; without one the upgrades of the model that were made, and answers
    /// the model in use no longer asks for
    History {
        /// Engagement
        file: String,
        /// Indicator, by id or code
        indicator: Option<String>,
        /// Set its answer back to what it was after this row
        #[arg(long, requires = "indicator", requires = "reason")]
        restore: Option<u32>,
        /// Why it is set back
        #[arg(long)]
        reason: Option<String>,
    },
    /// Review of assessments
    #[command(flatten)]
    Review(ReviewCommand),
    /// Respondents: departments or people who are asked, each about a share of the indicators
    Respondents {
        /// What to do
        #[command(subcommand)]
        command: RespondentsCommand,
    },
    /// Questionnaires in Excel: one for each respondent, and back; see docs/questionnaire.md
    Questionnaire {
        /// What to do
        #[command(subcommand)]
        command: QuestionnaireCommand,
    },
    /// Print what responses come to, or set the rule and make the answers follow it
    Consensus {
        /// Engagement
        file: String,
        /// Rule: answers rest on the lower median, on the mean (of a rubric rounded to the nearest level, half down), on what a workshop
        /// agrees on, or on no response at all
        #[arg(long, value_enum)]
        rule: Option<Rule>,
    },
    /// Take the last change back
    Undo {
        /// Engagement
        file: String,
    },
    /// Make the change again that was taken back last
    Redo {
        /// Engagement
        file: String,
    },
    /// Merge two copies of one engagement that went separate ways into a new file, see docs/merging.md
    Merge {
        /// One copy
        a: String,
        /// The other copy
        b: String,
        /// File to create
        #[arg(long)]
        out: String,
        /// Decisions on conflicts, as --decisions-out writes them and people fill them in
        #[arg(long)]
        decisions: Option<String>,
        /// File whose first line is the passphrase of the other copy, where it is not the one of the first
        #[arg(long)]
        b_passphrase_file: Option<String>,
        /// Which copy counts for conflicts that are not decided
        #[arg(long, value_enum)]
        prefer: Option<Prefer>,
        /// File to write with all conflicts, ready to be decided
        #[arg(long)]
        decisions_out: Option<String>,
    },
    /// Write a copy for sharing without what is named, and list what was left out; it never has the audit trail
    Redact {
        /// Engagement
        file: String,
        /// File to create
        #[arg(long)]
        out: String,
        /// What the copy does without
        #[arg(long, value_enum, value_delimiter = ',', required = true)]
        without: Vec<Omit>,
        /// Encrypt the copy with a passphrase of its own. A forgotten passphrase cannot be recovered
        #[arg(long)]
        encrypt: bool,
        /// File whose first line is the passphrase of the copy; also SHUHENG_NEW_PASSPHRASE, else the terminal asks
        #[arg(long, requires = "encrypt")]
        new_passphrase_file: Option<String>,
    },
    /// Check the file and its audit trail
    Verify {
        /// Engagement
        file: String,
    },
    /// Set, change or remove the passphrase of an engagement, see docs/engagement_file.md
    Passphrase {
        /// What to do
        #[command(subcommand)]
        command: PassphraseCommand,
    },
    /// Print the backups of an engagement, newest first
    Backups {
        /// Engagement; it need not be there any more
        file: String,
    },
    /// Copy a backup to a new file; nothing is replaced
    Restore {
        /// Engagement
        file: String,
        /// Number of the backup, see `shuheng backups`
        backup: u32,
        /// File to create
        #[arg(long)]
        out: String,
    },
    /// Weights and consistency from pairwise comparisons; several files are several judges
    Ahp {
        /// Matrices: rows of numbers or fractions, with or without names, the lower half may be empty
        #[arg(required = true)]
        matrices: Vec<String>,
        /// How weights are taken of a matrix
        #[arg(long, value_enum, default_value_t = Pairwise::Eigenvector)]
        method: Pairwise,
        /// File to write instead of standard output
        #[arg(long)]
        out: Option<String>,
    },
    /// Weights of a panel's columns from its data
    Weights {
        /// Panel: unit[,year],<column>…
        panel: String,
        /// How weights are taken
        #[arg(long, value_enum)]
        method: Weighing,
        /// Columns where less is better
        #[arg(long, value_delimiter = ',')]
        cost: Vec<String>,
        /// File to write instead of standard output
        #[arg(long)]
        out: Option<String>,
    },
    /// Score and rank the units of a panel by an index or a model
    Rank {
        /// Folder or id of an index, see docs/index-format.md, or of a model
        #[arg(long)]
        model: String,
        /// Panel: unit[,year],<indicator>…
        #[arg(long)]
        panel: String,
        /// Kind of institution whose weights and goalposts of a model count, e.g. city_bank
        #[arg(long = "type")]
        kind: Option<String>,
        /// Draws of the weights, for how far ranks hold; 0 for none
        #[arg(long, default_value_t = 0)]
        draws: usize,
        /// Seed of the draws: the same one gives the same figures
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How far weights may lie from those of the ranking: a share of themselves of 0 to 1, none, or ignorant
        #[arg(long, default_value = "0.25", value_parser = spread)]
        spread: WeightSpreadView,
        /// Threads; the figures do not depend on them
        #[arg(long)]
        threads: Option<NonZeroUsize>,
        /// Weights instead of the model's: equal, entropy, critic, or a table id,weight
        #[arg(long)]
        weights: Option<String>,
        /// How scores are combined instead of the model's way: arithmetic, geometric, harmonic, minimum, power:P, weighted-product, topsis
        #[arg(long, value_parser = aggregate)]
        aggregate: Option<RankAggregate>,
        /// Also rank without each indicator and each node in turn
        #[arg(long)]
        what_if: bool,
        /// File to write instead of standard output
        #[arg(long)]
        out: Option<String>,
    },
    /// Statistics of ratings and panels
    Stats {
        /// What to calculate
        #[command(subcommand)]
        command: StatsCommand,
    },
    /// Find the best set of initiatives within a budget for every year, see docs/optimize.md
    Optimize {
        /// Plan: years, budgets, indicators and initiatives
        plan: String,
        /// File to write instead of standard output
        #[arg(long)]
        out: Option<String>,
    },
    /// Pools of anonymised assessments, see docs/pools.md
    Pool {
        /// What to do
        #[command(subcommand)]
        command: PoolCommand,
    },
    /// Peers' figures
    Benchmark {
        /// What to do
        #[command(subcommand)]
        command: BenchmarkCommand,
    },
    /// Evaluation models
    Model {
        /// What to do
        #[command(subcommand)]
        command: ModelCommand,
    },
}

/// How weights are taken of pairwise comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Pairwise {
    /// Principal eigenvector
    Eigenvector,
    /// Geometric means of the rows
    GeometricMean,
}

/// How weights are taken of a panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Weighing {
    /// By how unevenly a column spreads over the units
    Entropy,
    /// By spread and by how little other columns say the same
    Critic,
}

/// Level of measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Names
    Nominal,
    /// An order
    Ordinal,
    /// Differences
    Interval,
    /// Ratios, from a zero
    Ratio,
}

/// A spread of weights as it is typed.
fn spread(text: &str) -> Result<WeightSpreadView, String> {
    match text {
        "none" => Ok(WeightSpreadView::None),
        "ignorant" => Ok(WeightSpreadView::Ignorant),
        share => share
            .parse()
            .map(|share| WeightSpreadView::Relative { share })
            .map_err(|_| "use a number of 0 to 1, none or ignorant".to_owned()),
    }
}

/// A way to combine scores as it is typed.
fn aggregate(text: &str) -> Result<RankAggregate, String> {
    RankAggregate::from_word(text)
        .ok_or_else(|| "use arithmetic, geometric, harmonic, minimum, power:P (P from -100 to 100), weighted-product or topsis".to_owned())
}

/// One of two copies that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    /// The one named first
    A,
    /// The one named second
    B,
}

/// What a redacted copy does without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Omit {
    /// Names of the institution, assessments, respondents, authors, files; weight schemes, peer groups, imports and settings
    Names,
    /// Evidence with attached files
    Evidence,
    /// Rationales
    Rationale,
    /// Comments
    Comments,
    /// Respondents and what they said
    Respondents,
    /// The institution's own figures
    Figures,
    /// Audit trail and snapshots, which go in any case
    History,
}

/// The verdict on a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Verdict {
    /// In place
    Met,
    /// Partly in place
    PartlyMet,
    /// Not in place
    NotMet,
    /// Does not apply
    NotApplicable,
    /// Back to what the indicators suggest
    Inferred,
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
