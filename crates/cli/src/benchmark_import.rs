//! `shuheng benchmark import`: figures of peers from a table, as a JSON report unless text is asked for.

use crate::arguments::Format;
use crate::output::print;
use clap::Args;
use serde_json::json;
use shuheng_workbench::view::{ImportPreviewView, Text};
use shuheng_workbench::{MappingOverrides, RowFault, Watch, Workbench, WorkbenchError};
use std::fmt::Write;
use std::path::Path;

/// What is imported, and how the table is read.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Engagement
    file: String,
    /// Table
    table: String,
    /// How the table is read, as TOML; what it leaves open is guessed from the headings
    #[arg(long)]
    mapping: Option<String>,
    /// What a column holds: HEADING=institution, or HEADING=it_investment@2023:亿元 for figures; more than once
    #[arg(long)]
    column: Vec<String>,
    /// Sheet of a workbook; the first visible one when it is not given
    #[arg(long)]
    sheet: Option<String>,
    /// Source of all figures, unless a column names it
    #[arg(long)]
    source: Option<String>,
    /// Name of the table in the engagement; that of the file when it is not given
    #[arg(long)]
    name: Option<String>,
    /// Only say what would be taken over
    #[arg(long)]
    dry_run: bool,
}

/// Imports a table, or says what that would give.
pub fn run(workbench: &mut Workbench, request: ImportArguments, format: Format) -> Result<bool, WorkbenchError> {
    let mut overrides = match &request.mapping {
        Some(path) => MappingOverrides::read(Path::new(path))?,
        None => MappingOverrides::default(),
    };
    request.column.iter().try_for_each(|column| overrides.add_column(column))?;
    overrides.sheet = request.sheet.or(overrides.sheet);
    overrides.source = request.source.or(overrides.source);
    let path = Path::new(&request.table);
    workbench.open(Path::new(&request.file))?;
    let (importer, watch) = (workbench.importer(), Watch::default());
    let (source, mut open) = importer.open(path, overrides.sheet.as_deref(), &watch)?;
    if overrides.header.is_some() {
        open = importer.suggest(&source, overrides.header);
    }
    let mapping = overrides.apply(path, &open)?;
    let (prepared, preview) = importer.preview(&source, &mapping, &watch)?;
    if !preview.problems.is_empty() {
        let faults = preview.problems.iter().map(|message| RowFault { line: 0, message: message.clone() }).collect();
        return Err(WorkbenchError::Import { path: path.to_owned(), faults });
    }
    let name = request.name.unwrap_or_else(|| preview.name.clone());
    let change = if request.dry_run {
        None
    } else {
        let update = workbench.commit_import(&prepared, &name)?;
        workbench.close()?;
        update.change
    };
    let report = json!({
        "file": request.file,
        "table": request.table,
        "written": change.is_some(),
        "name": name,
        "encoding": open.encoding,
        "sheet": open.sheet,
        "mapping": mapping,
        "preview": preview,
    });
    print(format, &report, text(&preview, open.encoding.as_deref(), change.is_some()).trim_end());
    Ok(preview.accepted > 0)
}

fn text(preview: &ImportPreviewView, encoding: Option<&str>, written: bool) -> String {
    let mut text = format!("{} accepted, {} refused, {} without a figure", preview.accepted, preview.refused, preview.missing);
    if let Some(encoding) = encoding {
        let _ = write!(text, ", {encoding}");
    }
    text.push_str(if written { "\n" } else { "; nothing written\n" });
    for Text { zh, en } in &preview.notices {
        let _ = writeln!(text, "{zh}\n{en}");
    }
    for refusal in &preview.refusals {
        let _ = writeln!(text, "{}  {}\n{}  {}", refusal.place.zh, refusal.message.zh, refusal.place.en, refusal.message.en);
    }
    text
}
