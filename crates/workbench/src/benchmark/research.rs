//! Benchmark figures for the command line: check a data package, list metrics, show figures, compare an engagement.

use crate::benchmark::figure_table::{FigureTable, Selection};
use crate::benchmark::filters;
use crate::benchmark::page::{default_request, known_metric};
use crate::benchmark::peers::{Peers, rule};
use crate::benchmark::use_cases::saved_groups;
use crate::error::WorkbenchError;
use crate::text_file;
use crate::view::{BenchmarkRequest, BenchmarkView, ChoiceRule, MetricChoiceView, PeerGroup, Text};
use crate::workbench::Workbench;
use shuheng_benchmark::{Choice, DESCRIPTOR, DataFault, DataSet, Descriptor, check};
use std::collections::BTreeMap;
use std::path::Path;

/// Greatest file of a data package.
const MOST_BYTES: u64 = 64 << 20;

/// The form of figures in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureFormat {
    /// Text.
    Csv,
    /// For programs.
    Json,
    /// Apache Parquet.
    Parquet,
}

/// Which figures are shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FigureQuery {
    /// Metric id.
    pub metric: String,
    /// Year; `None` for all years.
    pub year: Option<i32>,
    /// Kinds of institution, `aggregate` and `sector` among them; empty: all kinds of institution, no totals.
    pub kinds: Vec<String>,
    /// Size tiers; empty: all.
    pub tiers: Vec<String>,
    /// The rule that picks one of several values.
    pub rule: ChoiceRule,
    /// Every printed and computed value, not only the one that counts.
    pub all: bool,
}

/// Checks the data package in a folder, or the one inside the program. Returns warnings.
///
/// # Errors
/// [`WorkbenchError::DataPackage`] with every error when it cannot be used, [`WorkbenchError::File`] when it cannot be read.
pub fn check_figures(folder: Option<&Path>) -> Result<(DataSet, Vec<DataFault>), WorkbenchError> {
    let faulty = |path: &Path, faults| WorkbenchError::DataPackage { path: path.to_owned(), faults };
    let data = match folder {
        None => DataSet::bundled().map_err(|faults| faulty(Path::new("builtin"), faults))?,
        Some(folder) => DataSet::read(&files(folder)?).map_err(|faults| faulty(folder, faults))?,
    };
    let found = check(&data);
    Ok((data, found))
}

/// The descriptor and the files it names.
fn files(folder: &Path) -> Result<BTreeMap<String, String>, WorkbenchError> {
    let text = |name: &str| -> Result<String, WorkbenchError> {
        let path = folder.join(name);
        let bytes = text_file::read(&path, MOST_BYTES)?;
        String::from_utf8(bytes).map_err(|_| WorkbenchError::Field {
            message: Text::new(
                format!("{}不是UTF-8文本，请另存为UTF-8", path.display()),
                format!("{} is not UTF-8 text; save it as UTF-8", path.display()),
            ),
        })
    };
    let descriptor = text(DESCRIPTOR)?;
    let named = Descriptor::parse(&descriptor)
        .map_err(|faults| WorkbenchError::DataPackage { path: folder.to_owned(), faults })?
        .resources
        .into_iter()
        .map(|resource| resource.path);
    let mut files = BTreeMap::new();
    for name in named {
        files.insert(name.clone(), text(&name)?);
    }
    files.insert(DESCRIPTOR.to_owned(), descriptor);
    Ok(files)
}

/// Metrics of the built-in data that institutions have, with their years and counts.
///
/// # Errors
/// [`WorkbenchError::Benchmark`] when the built-in data are damaged.
pub fn list_metrics(data: &DataSet) -> Vec<MetricChoiceView> {
    filters::metrics(&Peers::alone(data, Choice::default()), &PeerGroup::default())
}

/// Figures of a metric as a file.
///
/// # Errors
/// [`WorkbenchError::UnknownMetric`]; [`WorkbenchError::Field`] when nothing fits what is asked; [`WorkbenchError::Export`].
pub fn show_figures(data: &DataSet, query: &FigureQuery, format: FigureFormat) -> Result<Vec<u8>, WorkbenchError> {
    let peers = Peers::alone(data, Choice::new(rule(query.rule)));
    known_metric(&peers, &query.metric)?;
    let listed = |list: &[String], item: &str| list.iter().any(|listed| listed == item);
    let wanted = data.institutions().iter().filter(|institution| {
        let kind = if query.kinds.is_empty() { !institution.is_total() } else { listed(&query.kinds, &institution.kind) };
        kind && (query.tiers.is_empty() || listed(&query.tiers, &institution.tier))
    });
    let years: Vec<i32> = match query.year {
        Some(year) => vec![year],
        // A prior year or a growth may be known where no level is printed.
        None => data.stated_keys().map(|(_, year, _)| year).collect::<std::collections::BTreeSet<_>>().into_iter().collect(),
    };
    let figures = wanted.flat_map(|found| years.iter().filter_map(|year| peers.figure(&found.id, *year, &query.metric)));
    let selection = if query.all { Selection::All } else { Selection::Chosen };
    let table = FigureTable::from_figures(&peers, figures, selection);
    if table.is_empty() {
        return Err(WorkbenchError::Field {
            message: Text::new(
                format!("没有符合条件的“{}”数据；用shuheng benchmark list查看有数据的年份", query.metric),
                format!("No figure of `{}` fits; shuheng benchmark list shows the years that have any", query.metric),
            ),
        });
    }
    match format {
        FigureFormat::Csv => Ok(table.csv().into_bytes()),
        FigureFormat::Json => Ok(table.json().into_bytes()),
        FigureFormat::Parquet => table.parquet(),
    }
}

/// The page 对标 of the open engagement for a metric, a year and a group: `all`, a kind of institution, or the name of a saved group.
///
/// # Errors
/// When nothing is open, the metric or group is unknown, or the file cannot be read.
pub fn compare_figures(workbench: &Workbench, metric: &str, year: Option<i32>, group: &str) -> Result<BenchmarkView, WorkbenchError> {
    let open = workbench.opened()?;
    let peers = Peers::alone(workbench.data(), Choice::default());
    let kinds: Vec<String> = filters::kind_ids(&peers);
    let saved = saved_groups(open, &peers)?;
    let group = if group == "all" {
        PeerGroup::default()
    } else if kinds.iter().any(|kind| kind == group) {
        PeerGroup { kinds: vec![group.to_owned()], ..PeerGroup::default() }
    } else if let Some(saved) = saved.iter().find(|saved| saved.name == group) {
        saved.group.clone()
    } else {
        let known: Vec<&str> =
            ["all"].into_iter().chain(kinds.iter().map(String::as_str)).chain(saved.iter().map(|saved| saved.name.as_str())).collect();
        return Err(WorkbenchError::Field {
            message: Text::new(
                format!("没有同业组“{group}”，可用：{}", known.join("、")),
                format!("There is no peer group `{group}`; use one of {}", known.join(", ")),
            ),
        });
    };
    let request = BenchmarkRequest { metric: metric.to_owned(), year: year.unwrap_or(default_request().year), group };
    workbench.benchmark(Some(&request))
}
