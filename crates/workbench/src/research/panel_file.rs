//! A panel of units from a CSV table: `unit[,year],<column>…`.
//!
//! The first column names the unit, a column called year (年, 年份, 年度) its year, every other column is of figures. Columns are kept as
//! columns, and rows are read one at a time, so that a million of them fit.

use crate::error::{RowFault, WorkbenchError};
use crate::research::csv_table::{CsvTable, Row, TOLD, nothing_in_it, table_error};
use crate::research::figure_column::{FigureColumn, name_faults, percent_notes, ragged};
use crate::view::Text;
use shuheng_table::figure::{half_width, shown};
use std::path::Path;

/// How a column of years is called.
const YEAR: [&str; 4] = ["year", "年", "年份", "年度"];

/// Most columns of a panel: indices have tens of indicators, seldom hundreds.
const MOST_COLUMNS: usize = 5_000;

/// A panel as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PanelFile {
    /// Name of the first column.
    pub(crate) unit_column: String,
    /// Name of the column of years.
    pub(crate) year_column: Option<String>,
    /// One name a row.
    pub(crate) units: Vec<String>,
    /// One year a row; empty without a column of years.
    pub(crate) years: Vec<i32>,
    /// The columns of figures, at least one.
    pub(crate) columns: Vec<FigureColumn>,
    /// How the table was read, where a reader of the results would want to know.
    pub(crate) notes: Vec<Text>,
}

impl PanelFile {
    /// Number of rows, at least 1: units, or units × years.
    pub(crate) fn rows(&self) -> usize {
        self.units.len()
    }

    /// A row as it is told: the unit, with its year where there are years.
    pub(crate) fn row_name(&self, row: usize) -> String {
        let unit = self.units.get(row).map_or("", String::as_str);
        self.years.get(row).map_or_else(|| unit.to_owned(), |year| format!("{unit} {year}"))
    }

    /// The years that occur, rising.
    pub(crate) fn distinct_years(&self) -> Vec<i32> {
        self.years.iter().copied().collect::<std::collections::BTreeSet<i32>>().into_iter().collect()
    }

    /// What is said when rows of several years are taken together.
    pub(crate) fn pooled_note(&self) -> Option<Text> {
        let years = self.distinct_years();
        let (first, last) = (years.first()?, years.last()?);
        (years.len() > 1).then(|| {
            Text::new(
                format!("{first}年至{last}年共{}个年份合并计算，每个机构每年算一个单位", years.len()),
                format!("{} years from {first} to {last} are pooled: a unit counts once for every year", years.len()),
            )
        })
    }
}

/// Reads a panel.
///
/// # Errors
/// [`WorkbenchError::File`] when it cannot be read; [`WorkbenchError::Table`] with every fault in it (the first fifty): rows of
/// other length than the first, text in a figure, figures beyond ±1e150, unnamed and repeated columns, a unit (in a year) twice, no
/// figures, no rows, and what [`CsvTable::open`] refuses.
pub(crate) fn read(path: &Path) -> Result<PanelFile, WorkbenchError> {
    let table = CsvTable::open(path)?;
    parse(table).map_err(|faults| table_error(path, faults))
}

fn parse(mut table: CsvTable) -> Result<PanelFile, Vec<RowFault>> {
    let one = |fault: RowFault| vec![fault];
    let mut row = Row::default();
    // A line of commas is what a spreadsheet leaves of an empty row.
    while table.next(&mut row).map_err(one)? && row.is_blank() {}
    let header = Header::read(&row)?;
    let quoted_commas = table.is_comma_separated();
    let (mut units, mut years, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    let mut columns: Vec<FigureColumn> = header.figures().map(|name| FigureColumn::new(name)).collect();
    let mut faults = Vec::new();
    let mut blank = 0_u64;
    while faults.len() < TOLD && table.next(&mut row).map_err(one)? {
        if row.is_blank() {
            blank += 1;
            continue;
        }
        if row.len() != header.names.len() {
            faults.push(ragged(row.line, row.len(), header.names.len()));
            continue;
        }
        let mut column = columns.iter_mut();
        for (index, cell) in row.cells().enumerate() {
            if index == 0 {
                if cell.is_empty() {
                    let message = Text::new("第一列没有机构名称，补上", "the first column names no unit; name it");
                    faults.push(RowFault { line: row.line, message });
                }
                units.push(cell.to_owned());
            } else if Some(index) == header.year {
                years.push(year(cell).unwrap_or_else(|message| {
                    faults.push(RowFault { line: row.line, message });
                    0
                }));
            } else if let Some(column) = column.next() {
                column.push(cell, row.line, quoted_commas, &mut faults);
            }
        }
        lines.push(row.line);
    }
    if faults.is_empty() {
        faults = repeated(&units, &years, &lines);
    }
    if faults.is_empty() && units.is_empty() {
        let message = Text::new("只有列名，没有数据行；在下面补上数据", "there are column names and no rows; add rows below them");
        faults.push(RowFault { line: 0, message });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut notes = std::mem::take(&mut table.notes);
    notes.extend(percent_notes(&columns)?);
    if blank > 0 {
        notes.push(Text::new(format!("跳过了{blank}个空行"), format!("{blank} rows without anything in them were passed over")));
    }
    let year_column = header.year.and_then(|index| header.names.get(index).cloned());
    let unit_column = header.names.into_iter().next().unwrap_or_default();
    Ok(PanelFile { unit_column, year_column, units, years, columns, notes })
}

/// The first line.
struct Header {
    names: Vec<String>,
    year: Option<usize>,
}

impl Header {
    fn read(row: &Row) -> Result<Self, Vec<RowFault>> {
        let fault = |message| vec![RowFault { line: row.line, message }];
        let names: Vec<String> = row.cells().map(str::to_owned).collect();
        if names.is_empty() || row.is_blank() {
            return Err(vec![RowFault { line: 0, message: nothing_in_it() }]);
        }
        if names.len() > MOST_COLUMNS {
            let found = names.len();
            return Err(fault(Text::new(
                format!("首行有{found}列，最多{MOST_COLUMNS}列；行与列是否颠倒，或换一个分隔符"),
                format!(
                    "the first line has {found} columns, and {MOST_COLUMNS} is the most; are rows and columns exchanged, or is it another separator"
                ),
            )));
        }
        if names.iter().all(|name| half_width(name).parse::<f64>().is_ok()) {
            return Err(fault(Text::new(
                "首行都是数字，应为列名；在上面加一行列名，第一列为机构",
                "the first line is all numbers; put a line of column names above it, of which the first is of units",
            )));
        }
        let year = names.iter().skip(1).position(|name| YEAR.contains(&name.to_lowercase().as_str())).map(|index| index + 1);
        let header = Self { names, year };
        if header.figures().next().is_none() {
            return Err(fault(Text::new(
                "没有数值列；首行应为机构、可有年份、再加各数值列，以逗号分隔",
                "there is no column of figures; the first line is unit, perhaps year, then the columns of figures, separated by commas",
            )));
        }
        // The column of units may go without a name, as tables with an index are written.
        let rest: Vec<&str> = header.names.iter().skip(1).map(String::as_str).collect();
        let faults = name_faults(&rest, 1, row.line);
        if faults.is_empty() { Ok(header) } else { Err(faults) }
    }

    fn figures(&self) -> impl Iterator<Item = &String> {
        self.names.iter().enumerate().filter(|(index, _)| *index > 0 && Some(*index) != self.year).map(|(_, name)| name)
    }
}

fn year(cell: &str) -> Result<i32, Text> {
    let plain = half_width(cell);
    plain.trim_end_matches('年').parse().ok().filter(|year| (1900..=2100).contains(year)).ok_or_else(|| {
        let cell = shown(cell);
        Text::new(format!("年份“{cell}”应为1900至2100的整数"), format!("the year `{cell}` should be a whole number from 1900 to 2100"))
    })
}

/// Units that stand twice, in the same year where there are years; found by sorting, so that a million of them are settled soon.
fn repeated(units: &[String], years: &[i32], lines: &[u64]) -> Vec<RowFault> {
    let key = |row: usize| (units[row].as_str(), years.get(row));
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)).then(a.cmp(b)));
    let mut twice: Vec<(u64, u64, usize)> = order
        .chunk_by(|a, b| key(*a) == key(*b))
        .flat_map(|rows| rows[1..].iter().map(|row| (lines[*row], lines[rows[0]], *row)))
        .collect();
    twice.sort_unstable();
    let told = twice.into_iter().take(TOLD).map(|(line, earlier, row)| {
        let unit = shown(&units[row]);
        let message = match years.get(row) {
            Some(year) => Text::new(
                format!("“{unit}”{year}年已见于第{earlier}行；每个机构每年一行"),
                format!("`{unit}` {year} stands on line {earlier} already; a unit has one row a year"),
            ),
            None => Text::new(
                format!("“{unit}”已见于第{earlier}行；每个机构一行，多年数据加一列year"),
                format!("`{unit}` stands on line {earlier} already; a unit has one row, and several years need a column year"),
            ),
        };
        RowFault { line, message }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn panel(text: &str) -> Result<PanelFile, WorkbenchError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("panel.csv");
        fs::write(&path, text).expect("a table");
        read(&path)
    }

    fn refused(text: &str, words: &str) {
        let sentence = panel(text).expect_err("a table with faults").message().en;
        assert!(sentence.contains(words), "“{words}” is not in “{sentence}”");
    }

    #[test]
    fn units_years_and_columns() {
        let panel = panel("机构,年份,资产,收入\n甲行,2023,\"1,200\",12.5%\n甲行,2024年,—,13%\n,,,\n乙行,2023,3,\n").expect("a panel");
        assert_eq!((panel.unit_column.as_str(), panel.year_column.as_deref()), ("机构", Some("年份")));
        assert_eq!(panel.units, ["甲行", "甲行", "乙行"]);
        assert_eq!(panel.years, [2023, 2024, 2023]);
        assert_eq!(panel.columns[0].figures, [Some(1200.0), None, Some(3.0)]);
        assert_eq!(panel.columns[1].figures, [Some(12.5), Some(13.0), None]);
        assert_eq!(panel.row_name(1), "甲行 2024");
        assert!(panel.pooled_note().is_some_and(|note| note.en.contains("2 years")));
        let told: Vec<&str> = panel.notes.iter().map(|note| note.en.as_str()).collect();
        assert!(told.iter().any(|note| note.contains("column `收入` has per cent signs throughout")), "{told:?}");
        assert!(told.iter().any(|note| note.contains("1 rows without anything")), "{told:?}");
    }

    #[test]
    fn a_panel_without_years() {
        let panel = panel(",a\nx,1\ny,2\n").expect("a panel");
        assert_eq!((panel.unit_column.as_str(), panel.year_column.as_deref()), ("", None));
        assert_eq!((panel.rows(), panel.row_name(0).as_str(), panel.pooled_note()), (2, "x", None));
    }

    #[test]
    fn every_fault_with_its_line_and_column() {
        refused("unit,a\nx,1\ny,1,2\n", "line 3: has 3 cells where the first line has 2");
        refused("unit,a\nx,1\ny\n", "line 3: has 1 cells");
        refused("unit,a\nx,较好\n", "line 2: column `a`: `较好` is not a number");
        refused("unit,a\nx,NaN\n", "line 2: column `a`: `NaN` is no finite number");
        refused("unit,a\nx,-inf\n", "is no finite number");
        refused("unit,a\nx,1e151\n", "lies beyond ±1e150");
        refused("unit,a,a\nx,1,2\n", "line 1: columns 2 and 3 have the same name `a`");
        refused("unit,a,\nx,1,2\n", "line 1: column 3 has no name");
        refused("unit,a\nx,1\nx,2\n", "line 3: `x` stands on line 2 already");
        refused("unit,year,a\nx,2023,1\ny,2023,1\nx,2023,2\n", "line 4: `x` 2023 stands on line 2 already");
        refused("unit,year,a\nx,23,1\n", "the year `23`");
        refused("unit,a\n,1\n", "line 2: the first column names no unit");
        refused("unit,a\n", "there are column names and no rows");
        refused("unit,year\nx,2023\n", "there is no column of figures");
        refused("unit\nx\n", "there is no column of figures");
        refused("1,2\n3,4\n", "the first line is all numbers");
        refused("unit,a\nx,1%\ny,2\n", "line 3: column `a` has a per cent sign on line 2 and none on line 3");
        refused("unit;a\nx;1,5\n", "may set apart thousands or decimals");
        refused(",,\n,,\n", "the file is empty");
    }

    #[test]
    fn no_more_faults_are_told_than_help() {
        let mut text = "unit,a\n".to_owned();
        (0..200).for_each(|row| text.push_str(&format!("u{row},x\n")));
        let Err(WorkbenchError::Table { faults, .. }) = panel(&text) else { unreachable!("a table with faults") };
        assert_eq!(faults.len(), TOLD);
    }
}
