//! `shuheng benchmark`: check, list, show, compare; bringing figures in has a file of its own.

use crate::arguments::Format;
use crate::benchmark_import::{self, ImportArguments};
use crate::output::{print, print_line};
use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use shuheng_workbench::view::{BenchmarkView, ChoiceRule, FigureView, MetricChoiceView, Text};
use shuheng_workbench::{
    DataFault, FigureFormat, FigureQuery, Workbench, WorkbenchError, check_figures, compare_figures, list_metrics, show_figures,
    write_result,
};
use std::fmt::Write;
use std::path::Path;

/// What to do with peers' figures.
#[derive(Debug, Subcommand)]
pub enum BenchmarkCommand {
    /// Bring figures of peers from a CSV table or an .xlsx workbook into an engagement: all that can be used, as one edit
    Import(ImportArguments),
    /// Check a Frictionless Data Package of figures: schema, keys, units, sums, growth against levels, ratios, conflicts
    Check {
        /// Folder of the package, or `builtin` for the figures inside the program
        package: String,
    },
    /// List metrics with their years, and how many institutions have a figure
    List,
    /// Print the figures of a metric, each with its source
    Show(ShowArguments),
    /// Print an engagement beside its peers
    Compare {
        /// Engagement
        file: String,
        /// Metric id
        #[arg(long, default_value = "it_investment")]
        metric: String,
        /// `all`, a kind of institution, or the name of a group that the engagement keeps
        #[arg(long, default_value = "all")]
        peers: String,
        /// Year; 2024 when it is not given
        #[arg(long)]
        year: Option<i32>,
    },
}

/// Which figures to print.
#[derive(Debug, clap::Args)]
pub struct ShowArguments {
    /// Metric id
    pub metric: String,
    /// Year; all years when it is not given
    #[arg(long)]
    pub year: Option<i32>,
    /// Kind of institution, `aggregate` and `sector` among them; may be given several times
    #[arg(long = "type")]
    pub kinds: Vec<String>,
    /// Size tier; may be given several times
    #[arg(long = "tier")]
    pub tiers: Vec<String>,
    /// Which of several printed values counts
    #[arg(long, value_enum, default_value_t = Rule::CaictFirst)]
    pub rule: Rule,
    /// Every printed and computed value, not only the one that counts
    #[arg(long)]
    pub all: bool,
    /// File to write instead of standard output
    #[arg(long)]
    pub out: Option<String>,
}

/// Which of several printed values counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// The CAICT report for 2024, then the fewest caveats
    CaictFirst,
    /// The fewest caveats, reported before press before derived, more decimals
    FewestPenalties,
    /// The newest source
    Newest,
    /// The lowest value
    Lowest,
    /// The highest value
    Highest,
}

/// Carries out a command on peers' figures; `false` when a data package has errors.
pub fn run(command: BenchmarkCommand, workbench: &mut Workbench, format: Format) -> Result<bool, WorkbenchError> {
    match command {
        BenchmarkCommand::Check { package } => return check(&package, format),
        BenchmarkCommand::Import(arguments) => return benchmark_import::run(workbench, arguments, format),
        BenchmarkCommand::List => list(&list_metrics(&check_figures(None)?.0), format),
        BenchmarkCommand::Show(wanted) => show(&wanted, format)?,
        BenchmarkCommand::Compare { file, metric, peers, year } => {
            workbench.open(Path::new(&file))?;
            let view = compare_figures(workbench, &metric, year, &peers);
            workbench.close()?;
            let view = view?;
            print(format, &json!(view), &comparison(&view));
        }
    }
    Ok(true)
}

fn check(package: &str, format: Format) -> Result<bool, WorkbenchError> {
    let folder = Some(Path::new(package)).filter(|_| package != "builtin");
    let told = |faults: &[DataFault]| -> Vec<Value> {
        let value = |fault: &DataFault| {
            let Text { zh, en } = Text { zh: fault.message.zh.clone(), en: fault.message.en.clone() };
            json!({ "file": fault.file, "line": fault.line, "message": { "zh": zh, "en": en } })
        };
        faults.iter().map(value).collect()
    };
    let lines = |faults: &[DataFault]| -> String {
        faults.iter().map(|fault| format!("{}:{}: {}\n{}\n", fault.file, fault.line, fault.message.zh, fault.message.en)).collect()
    };
    match check_figures(folder) {
        Ok((data, warnings)) => {
            let counts = (data.observations().len(), data.institutions().len(), data.sources().len());
            let value = json!({ "sound": true, "figures": counts.0, "institutions": counts.1, "sources": counts.2,
                "errors": [], "warnings": told(&warnings) });
            let head =
                format!("{} figures, {} institutions and totals, {} sources; {} warnings", counts.0, counts.1, counts.2, warnings.len());
            print(format, &value, &format!("{head}\n{}", lines(&warnings).trim_end()));
            Ok(true)
        }
        Err(WorkbenchError::DataPackage { faults, .. }) => {
            let value = json!({ "sound": false, "errors": told(&faults), "warnings": [] });
            print(format, &value, &format!("NOT sound: {} errors\n{}", faults.len(), lines(&faults).trim_end()));
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

fn list(metrics: &[MetricChoiceView], format: Format) {
    let mut text = String::new();
    for metric in metrics {
        let years: Vec<String> = metric.years.iter().rev().map(|year| format!("{} ({})", year.id, year.total)).collect();
        let _ = writeln!(text, "{}  {}  {} / {}  {}", metric.id, metric.unit, metric.name.zh, metric.name.en, years.join(", "));
    }
    print(format, &json!({ "metrics": metrics }), text.trim_end());
}

fn show(wanted: &ShowArguments, format: Format) -> Result<(), WorkbenchError> {
    let form = match format {
        Format::Csv | Format::Text => FigureFormat::Csv,
        Format::Json => FigureFormat::Json,
        Format::Parquet => FigureFormat::Parquet,
    };
    let query = FigureQuery {
        metric: wanted.metric.clone(),
        year: wanted.year,
        kinds: wanted.kinds.clone(),
        tiers: wanted.tiers.clone(),
        rule: match wanted.rule {
            Rule::CaictFirst => ChoiceRule::CaictFirst,
            Rule::FewestPenalties => ChoiceRule::FewestPenalties,
            Rule::Newest => ChoiceRule::Newest,
            Rule::Lowest => ChoiceRule::Lowest,
            Rule::Highest => ChoiceRule::Highest,
        },
        all: wanted.all,
    };
    let content = show_figures(&check_figures(None)?.0, &query, form)?;
    match (&wanted.out, String::from_utf8(content)) {
        (Some(out), content) => {
            let bytes = content.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes);
            print_line(&write_result(Path::new(out), &[], bytes)?);
        }
        (None, Ok(text)) if form != FigureFormat::Parquet => print_line(text.trim_end_matches('\n')),
        (None, _) => {
            let zh = "Parquet不是文本，请用--out指定文件".to_owned();
            let en = "Parquet is no text; name a file with --out".to_owned();
            return Err(WorkbenchError::Field { message: Text { zh, en } });
        }
    }
    Ok(())
}

fn comparison(view: &BenchmarkView) -> String {
    let cell = |figure: Option<&FigureView>| {
        figure.map_or_else(
            || "—".to_owned(),
            |figure| format!("{}{:.*}", if figure.lower_bound { "≥" } else { "" }, figure.decimals as usize, figure.value),
        )
    };
    let mut text = format!("{}\n{}\nn = {} of {}\n", view.title.zh, view.title.en, view.sample, view.members);
    for row in view.rows.iter().chain(&view.totals).filter(|row| row.own || row.figure.is_some()) {
        let rank = row.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        let source = row.figure.as_ref().map(|figure| figure.source.zh.as_str()).unwrap_or_default();
        let _ = writeln!(
            text,
            "{rank:>3} {:>12} {:>8}% {:>7}%  {} / {}  {source}",
            cell(row.figure.as_ref()),
            cell(row.growth.as_ref()),
            cell(row.share.as_ref()),
            row.name.zh,
            row.name.en,
        );
    }
    if let Some(found) = &view.concentration {
        let [low, high] = found.interval;
        let _ = writeln!(text, "HHI {:.1} ({low:.1}–{high:.1}), n = {}", found.value, found.n);
    }
    text + &view.source.zh + "\n" + &view.source.en
}
