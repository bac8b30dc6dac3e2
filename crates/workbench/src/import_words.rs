//! Imports between the words of the benchmark crate and those of the views.

use crate::view::{
    ImportChoiceView, ImportColumn, ImportFixed, ImportLineView, ImportMapping, ImportOpenView, ImportPreviewView, ImportQualityView,
    ImportRefusalView, ImportRole, ImportRowView, ImportSheetView, Text,
};
use shuheng_benchmark::import::{FigureColumn, Fixed, Import, ImportQuality, ImportedMetric, Mapping, Refused, Role, Vocabulary};
use shuheng_table::{Origin, Table, column_letters};
use std::collections::BTreeSet;

/// Lines of a table that are shown to tell what its columns hold.
const FIRST_LINES: usize = 30;
/// Figures and refusals that are shown before anything is taken over.
const SHOWN: usize = 200;
/// Characters of a cell that are shown.
const CELL: usize = 60;

pub(crate) fn quality_view(quality: ImportQuality) -> ImportQualityView {
    match quality {
        ImportQuality::Disclosed => ImportQualityView::Disclosed,
        ImportQuality::Press => ImportQualityView::Press,
        ImportQuality::Derived => ImportQualityView::Derived,
        ImportQuality::SelfReported => ImportQualityView::SelfReported,
    }
}

pub(crate) fn quality(view: ImportQualityView) -> ImportQuality {
    match view {
        ImportQualityView::Disclosed => ImportQuality::Disclosed,
        ImportQualityView::Press => ImportQuality::Press,
        ImportQualityView::Derived => ImportQuality::Derived,
        ImportQualityView::SelfReported => ImportQuality::SelfReported,
    }
}

/// Roles of columns beside each other; a column of figures says more.
const ROLES: [(ImportRole, Role); 13] = [
    (ImportRole::Ignored, Role::Ignored),
    (ImportRole::Institution, Role::Institution),
    (ImportRole::InstitutionId, Role::InstitutionId),
    (ImportRole::Kind, Role::Kind),
    (ImportRole::Tier, Role::Tier),
    (ImportRole::Year, Role::Year),
    (ImportRole::Metric, Role::Metric),
    (ImportRole::Value, Role::Value),
    (ImportRole::Unit, Role::Unit),
    (ImportRole::Source, Role::Source),
    (ImportRole::Locator, Role::Locator),
    (ImportRole::Note, Role::Note),
    (ImportRole::Quality, Role::Quality),
];

pub(crate) fn mapping(view: &ImportMapping) -> Mapping {
    let column = |column: &ImportColumn| match ROLES.iter().find(|(role, _)| *role == column.role) {
        Some((_, role)) => role.clone(),
        None => Role::Figures(FigureColumn { metric: column.metric.clone(), year: column.year, unit: column.unit.clone() }),
    };
    let ImportFixed { kind, year, metric, unit, source, locator, quality: known_by } = view.fixed.clone();
    Mapping {
        header: view.header,
        columns: view.columns.iter().map(column).collect(),
        fixed: Fixed { kind, year, metric, unit, source, locator, quality: quality(known_by) },
        hidden_rows: view.hidden_rows,
    }
}

pub(crate) fn mapping_view(mapping: &Mapping) -> ImportMapping {
    let column = |role: &Role| match role {
        Role::Figures(FigureColumn { metric, year, unit }) => {
            ImportColumn { role: ImportRole::Figures, metric: metric.clone(), year: *year, unit: unit.clone() }
        }
        other => {
            let role = ROLES.iter().find(|(_, role)| role == other).map(|(role, _)| *role).unwrap_or_default();
            ImportColumn { role, ..ImportColumn::default() }
        }
    };
    let Fixed { kind, year, metric, unit, source, locator, quality } = mapping.fixed.clone();
    ImportMapping {
        header: mapping.header,
        columns: mapping.columns.iter().map(column).collect(),
        fixed: ImportFixed { kind, year, metric, unit, source, locator, quality: quality_view(quality) },
        hidden_rows: mapping.hidden_rows,
    }
}

pub(crate) fn open_view(file: &str, table: &Table, mapping: &Mapping, vocabulary: &Vocabulary) -> ImportOpenView {
    let grid = &table.grid;
    let rows = grid.rows();
    let first = &rows[..rows.len().min(FIRST_LINES)];
    let width = first.iter().map(|row| grid.width(row)).max().unwrap_or(0).max(mapping.columns.len());
    let (encoding, sheets, sheet) = match &table.origin {
        Origin::Text { encoding, .. } => (Some(encoding.name().to_owned()), Vec::new(), None),
        Origin::Workbook { sheets, sheet } => (
            None,
            sheets.iter().map(|sheet| ImportSheetView { name: sheet.name.clone(), hidden: sheet.hidden }).collect(),
            sheets.get(*sheet).map(|sheet| sheet.name.clone()),
        ),
    };
    let mut view = mapping_view(mapping);
    view.columns.resize(width, ImportColumn::default());
    ImportOpenView {
        file: file.to_owned(),
        encoding,
        sheets,
        sheet,
        lines: count(rows.len()),
        hidden_lines: count(rows.iter().filter(|row| row.hidden).count()),
        columns: (0..count(width)).map(column_letters).collect(),
        hidden_columns: table.hidden_columns.clone(),
        first: first
            .iter()
            .map(|row| ImportLineView {
                line: row.line,
                cells: (0..grid.width(row)).map(|column| grid.cell(row, column).chars().take(CELL).collect()).collect(),
            })
            .collect(),
        mapping: view,
        metrics: vocabulary
            .metrics()
            .iter()
            .map(|metric| ImportChoiceView {
                id: metric.id.clone(),
                name: Text::new(metric.name_zh.clone(), metric.name_en.clone()),
                unit: metric.unit.clone(),
            })
            .collect(),
        kinds: vocabulary
            .kinds()
            .iter()
            .map(|kind| ImportChoiceView { id: kind.id.clone(), name: Text::new(kind.zh.clone(), kind.en.clone()), unit: String::new() })
            .collect(),
    }
}

/// A metric as it is called: a known one in both languages, any other as the table has it.
pub(crate) fn metric_name(metric: &ImportedMetric, vocabulary: &Vocabulary) -> Text {
    match vocabulary.metrics().iter().find(|known| known.id == metric.id) {
        Some(known) => Text::new(known.name_zh.clone(), known.name_en.clone()),
        None => Text::new(metric.name.clone(), metric.name.clone()),
    }
}

pub(crate) fn preview_view(import: &Import, name: &str, vocabulary: &Vocabulary) -> ImportPreviewView {
    let table = &import.table;
    let used: BTreeSet<u32> = table.figures.iter().map(|figure| figure.institution).collect();
    let is_known =
        |institution: u32| table.institutions.get(institution as usize).is_some_and(|found| vocabulary.institution(&found.id).is_some());
    let metrics: BTreeSet<u32> = table.figures.iter().map(|figure| figure.metric).collect();
    let named = |metric: u32| table.metrics.get(metric as usize).map(|metric| metric_name(metric, vocabulary)).unwrap_or_default();
    let years = table.figures.iter().map(|figure| figure.year);
    ImportPreviewView {
        problems: import.problems.iter().cloned().map(Text::from).collect(),
        accepted: count(table.figures.len()),
        refused: count(import.refused_count),
        missing: count(import.missing),
        hidden: count(import.hidden),
        institutions: count(used.len()),
        known_institutions: count(used.iter().filter(|institution| is_known(**institution)).count()),
        metrics: metrics.iter().map(|metric| named(*metric)).collect(),
        years: years.clone().min().zip(years.max()).map(|(first, last)| [first, last]),
        rows: table
            .figures
            .iter()
            .take(SHOWN)
            .map(|figure| ImportRowView {
                institution: table.institutions.get(figure.institution as usize).map(|found| found.name.clone()).unwrap_or_default(),
                known: is_known(figure.institution),
                year: figure.year,
                metric: named(figure.metric),
                value: figure.value,
                decimals: figure.decimals,
                unit: table.metrics.get(figure.metric as usize).map(|metric| metric.unit.clone()).unwrap_or_default(),
                source: table.sources.get(figure.source as usize).cloned().unwrap_or_default(),
                locator: table.locator(figure),
                quality: quality_view(figure.quality),
            })
            .collect(),
        refusals: import.refused.iter().take(SHOWN).map(refusal).collect(),
        notices: import.notices.iter().cloned().map(Text::from).collect(),
        name: name.to_owned(),
    }
}

fn refusal(refused: &Refused) -> ImportRefusalView {
    let place = match refused.column {
        Some(column) => {
            let cell = format!("{}{}", column_letters(column), refused.line);
            Text::new(cell.clone(), cell)
        }
        None => Text::new(format!("第{}行", refused.line), format!("line {}", refused.line)),
    };
    ImportRefusalView { line: refused.line, place, cell: refused.cell.clone(), message: refused.message.clone().into() }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
