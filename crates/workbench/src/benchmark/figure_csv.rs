//! Figures as CSV. The last line names the sources, as no reader of a table looks for it elsewhere.

use crate::benchmark::figure_table::{FigureRow, FigureTable};
use crate::csv_cell::quoted;

/// The columns in the order of the files.
pub(super) const COLUMNS: [&str; 25] = [
    "institution_id",
    "name_zh",
    "name_en",
    "kind",
    "size_tier",
    "year",
    "metric",
    "value",
    "low",
    "high",
    "decimals",
    "lower_bound",
    "unit",
    "quality",
    "caveats",
    "chosen",
    "source_id",
    "source_zh",
    "source_en",
    "locator_zh",
    "locator_en",
    "url",
    "formula",
    "note_zh",
    "note_en",
];

impl FigureTable {
    /// As CSV in UTF-8 with a byte order mark, without which Excel takes Chinese for another encoding.
    pub(crate) fn csv(&self) -> String {
        let mut lines = vec![COLUMNS.join(",")];
        for row in &self.rows {
            lines.push(cells(row).map(|cell| quoted(&cell)).join(","));
        }
        lines.push(quoted(&format!("# {}", self.attribution_zh)));
        format!("\u{feff}{}\n", lines.join("\n"))
    }
}

fn cells(row: &FigureRow) -> [String; 25] {
    let bound = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        row.institution_id.clone(),
        row.name_zh.clone(),
        row.name_en.clone(),
        row.kind.clone(),
        row.size_tier.clone(),
        row.year.to_string(),
        row.metric.clone(),
        format!("{:.*}", row.decimals as usize, row.value),
        bound(row.low),
        bound(row.high),
        row.decimals.to_string(),
        row.lower_bound.to_string(),
        row.unit.clone(),
        row.quality.to_owned(),
        row.caveats.clone(),
        row.chosen.to_string(),
        row.source_id.clone(),
        row.source_zh.clone(),
        row.source_en.clone(),
        row.locator_zh.clone(),
        row.locator_en.clone(),
        row.url.clone(),
        row.formula.clone(),
        row.note_zh.clone(),
        row.note_en.clone(),
    ]
}
