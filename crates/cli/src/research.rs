//! `shuheng ahp`, `weights` and `stats`: arithmetic on the tables of a researcher, as JSON unless text is asked for.

use crate::arguments::{Command, Format, Level, Pairwise, Weighing};
use crate::output::print_line;
use crate::research_text;
use clap::Subcommand;
use serde::Serialize;
use serde_json::json;
use shuheng_workbench::{
    DataWeighing, MeasurementLevel, PairwiseMethod, WorkbenchError, agreement, ahp, describe_panel, weigh_panel, write_result,
};
use std::path::{Path, PathBuf};

/// Statistics.
#[derive(Debug, Subcommand)]
pub enum StatsCommand {
    /// Agreement of raters: Krippendorff's alpha, intraclass correlations, Cronbach's alpha, Kendall's W
    Agreement {
        /// Ratings: a row an item, a column a rater, empty where nothing was said
        ratings: String,
        /// What a difference between two ratings means
        #[arg(long, value_enum)]
        level: Level,
        /// File to write instead of standard output
        #[arg(long)]
        out: Option<String>,
    },
    /// Figures of every column of a panel, and correlations
    Describe {
        /// Panel: unit[,year],<column>…
        panel: String,
        /// File to write instead of standard output
        #[arg(long)]
        out: Option<String>,
    },
}

/// Carries out a command of these; `None` for any other.
pub fn run(command: &Command, format: Format) -> Option<Result<(), WorkbenchError>> {
    match command {
        Command::Ahp { matrices, method, out } => {
            let files: Vec<PathBuf> = matrices.iter().map(PathBuf::from).collect();
            let method = match method {
                Pairwise::Eigenvector => PairwiseMethod::Eigenvector,
                Pairwise::GeometricMean => PairwiseMethod::GeometricMean,
            };
            Some(ahp(&files, method).and_then(|view| deliver(&view, research_text::ahp, &files, out.as_deref(), format)))
        }
        Command::Weights { panel, method, cost, out } => {
            let method = match method {
                Weighing::Entropy => DataWeighing::Entropy,
                Weighing::Critic => DataWeighing::Critic,
            };
            let file = PathBuf::from(panel);
            Some(weigh_panel(&file, method, cost).and_then(|view| deliver(&view, research_text::weights, &[file], out.as_deref(), format)))
        }
        Command::Stats { command: StatsCommand::Agreement { ratings, level, out } } => {
            let level = match level {
                Level::Nominal => MeasurementLevel::Nominal,
                Level::Ordinal => MeasurementLevel::Ordinal,
                Level::Interval => MeasurementLevel::Interval,
                Level::Ratio => MeasurementLevel::Ratio,
            };
            let file = PathBuf::from(ratings);
            Some(agreement(&file, level).and_then(|view| deliver(&view, research_text::agreement, &[file], out.as_deref(), format)))
        }
        Command::Stats { command: StatsCommand::Describe { panel, out } } => {
            let file = PathBuf::from(panel);
            Some(describe_panel(&file).and_then(|view| deliver(&view, research_text::panel, &[file], out.as_deref(), format)))
        }
        _ => None,
    }
}

/// Prints a result, or writes it into the file asked for and prints where.
pub fn deliver<V: Serialize>(
    view: &V,
    text: fn(&V) -> String,
    inputs: &[PathBuf],
    out: Option<&str>,
    format: Format,
) -> Result<(), WorkbenchError> {
    let result = match format {
        Format::Json => serde_json::to_string(view).map_err(|error| WorkbenchError::Export(error.to_string()))?,
        _ => text(view).trim_end().to_owned(),
    };
    match out {
        None => print_line(&result),
        Some(out) => {
            let written = write_result(Path::new(out), inputs, format!("{result}\n"))?;
            match format {
                Format::Json => print_line(&json!({ "file": written }).to_string()),
                _ => print_line(&written),
            }
        }
    }
    Ok(())
}
