//! Ratings from a CSV table: a row an item, a column a rater, an empty cell where a rater said nothing.
//!
//! Whether the first line names the columns and the first column the items is found by content: a line with a cell that is no number
//! names columns; a column names items when its own name is empty or one of [`LABELS`], or when any cell of it is no number.

use crate::error::{RowFault, WorkbenchError};
use crate::research::csv_table::{CsvTable, Row, TOLD, table_error};
use crate::research::figure_column::{FigureColumn, name_faults, percent_notes, ragged};
use crate::view::Text;
use shuheng_table::figure::{self, CellFault, shown};
use std::collections::BTreeMap;
use std::path::Path;

/// How a column of labels is called, in lower case.
const LABELS: [&str; 11] = ["unit", "item", "id", "subject", "name", "indicator", "项目", "对象", "编号", "指标", "机构"];

/// Ratings as they were read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RatingsFile {
    /// Whether the first line was taken as names of columns.
    pub(crate) header_row: bool,
    /// Name of the first column when it was taken as labels of items; without a header its number.
    pub(crate) label_column: Option<String>,
    /// Labels of the items, one a row; without a label column their number from 1.
    pub(crate) items: Vec<String>,
    /// One column a rater, at least one; without a header called by its number.
    pub(crate) raters: Vec<FigureColumn>,
    /// How the table was read, where a reader of the results would want to know.
    pub(crate) notes: Vec<Text>,
}

/// Reads ratings.
///
/// # Errors
/// [`WorkbenchError::File`] when the table cannot be read; [`WorkbenchError::Table`] with every fault in it (the first fifty), as for
/// [`panel_file::read`](crate::research::panel_file::read).
pub(crate) fn read(path: &Path) -> Result<RatingsFile, WorkbenchError> {
    let table = CsvTable::open(path)?;
    parse(table).map_err(|faults| table_error(path, faults))
}

fn parse(mut table: CsvTable) -> Result<RatingsFile, Vec<RowFault>> {
    let one = |fault: RowFault| vec![fault];
    let quoted_commas = table.is_comma_separated();
    let is_text = |cell: &str| figure::read(cell, quoted_commas) == Err(CellFault::NoNumber);
    let mut row = Row::default();
    while table.next(&mut row).map_err(one)? && row.is_blank() {}
    let header_row = row.cells().any(is_text);
    let width = row.len();
    let names: Vec<String> =
        if header_row { row.cells().map(str::to_owned).collect() } else { (1..=width).map(|number| number.to_string()).collect() };
    let bare_header = header_row && width > 1 && !row.cells().skip(1).any(is_text);
    if header_row {
        let faults = name_faults(&names.iter().skip(1).map(String::as_str).collect::<Vec<_>>(), 1, row.line);
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    let header_line = row.line;
    let mut first: Vec<(String, u64)> = Vec::new();
    let mut raters: Vec<FigureColumn> = names.iter().skip(1).map(|name| FigureColumn::new(name)).collect();
    let (mut faults, mut blank) = (Vec::new(), 0_u64);
    let mut more = !header_row || table.next(&mut row).map_err(one)?;
    while more && faults.len() < TOLD {
        if row.is_blank() {
            blank += 1;
        } else if row.len() == width {
            let mut cells = row.cells();
            first.push((cells.next().unwrap_or_default().to_owned(), row.line));
            for (column, cell) in raters.iter_mut().zip(cells) {
                column.push(cell, row.line, quoted_commas, &mut faults);
            }
        } else {
            faults.push(ragged(row.line, row.len(), width));
        }
        more = table.next(&mut row).map_err(one)?;
    }
    let first_name = names.into_iter().next().unwrap_or_default();
    let labelled = header_row && (first_name.is_empty() || LABELS.contains(&first_name.to_lowercase().as_str()))
        || first.iter().any(|(cell, _)| is_text(cell));
    let items: Vec<String> = if labelled {
        faults.extend(label_faults(&first));
        first.into_iter().map(|(label, _)| label).collect()
    } else {
        let mut column = FigureColumn::new(&first_name);
        first.iter().for_each(|(cell, line)| column.push(cell, *line, quoted_commas, &mut faults));
        raters.insert(0, column);
        (1..=first.len()).map(|number| number.to_string()).collect()
    };
    if faults.is_empty() {
        faults.extend(shape_fault(items.len(), &raters, header_line));
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.line);
        return Err(faults);
    }
    let mut notes = std::mem::take(&mut table.notes);
    notes.extend(percent_notes(&raters)?);
    notes.push(taken_as(header_row, bare_header, labelled.then_some(first_name.as_str())));
    if blank > 0 {
        notes
            .push(Text::new(format!("跳过了{blank}个空行，其中没有任何评分"), format!("{blank} rows without any rating were passed over")));
    }
    Ok(RatingsFile { header_row, label_column: labelled.then_some(first_name), items, raters, notes })
}

/// What was taken as what.
fn taken_as(header_row: bool, bare_header: bool, label_column: Option<&str>) -> Text {
    let (zh, en) = match (header_row, bare_header) {
        (true, false) => ("首行作为列名", "the first line was taken as names of columns"),
        (true, true) => (
            "首行含文字，作为列名；其余各格都是数字，若它其实是评分，在上面加一行列名",
            "the first line holds text and was taken as names of columns; the rest of it is numbers: if these are ratings, put a line of names above it",
        ),
        (false, _) => ("没有列名行，首行作为评分", "there is no line of names; the first line was taken as ratings"),
    };
    let column = |name: &str| {
        let name = shown(name);
        if name.is_empty() {
            ("第一列".to_owned(), "the first column".to_owned())
        } else {
            (format!("“{name}”列"), format!("column `{name}`"))
        }
    };
    match label_column.map(column) {
        Some((label_zh, label_en)) => Text::new(
            format!("{zh}；{label_zh}作为对象名称，不计为评分者"),
            format!("{en}; {label_en} was taken as labels of the items, not as a rater"),
        ),
        None => Text::new(
            format!("{zh}；没有对象名称列，每列都是评分者"),
            format!("{en}; no column was taken as labels, every column is a rater"),
        ),
    }
}

fn label_faults(labels: &[(String, u64)]) -> Vec<RowFault> {
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    let mut faults = Vec::new();
    for (label, line) in labels {
        let message = if label.is_empty() {
            Text::new("第一列没有对象名称，补上", "the first column names no item; name it")
        } else if let Some(earlier) = seen.insert(label, *line) {
            let label = shown(label);
            Text::new(
                format!("“{label}”已见于第{earlier}行；每个对象一行"),
                format!("`{label}` stands on line {earlier} already; an item has one row"),
            )
        } else {
            continue;
        };
        faults.push(RowFault { line: *line, message });
    }
    faults
}

fn shape_fault(items: usize, raters: &[FigureColumn], header_line: u64) -> Option<RowFault> {
    if raters.is_empty() {
        return Some(RowFault {
            line: header_line,
            message: Text::new("没有评分列；每个评分者一列", "there is no column of ratings; a rater has a column"),
        });
    }
    (items == 0).then(|| RowFault {
        line: 0,
        message: Text::new("只有列名，没有评分；每个对象一行", "there are column names and no ratings; an item has a row"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn ratings(text: &str) -> Result<RatingsFile, WorkbenchError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ratings.csv");
        fs::write(&path, text).expect("a table");
        read(&path)
    }

    fn shape(text: &str) -> (bool, Option<String>, Vec<String>, Vec<String>) {
        let file = ratings(text).expect("ratings");
        let names = file.raters.into_iter().map(|rater| rater.name).collect();
        (file.header_row, file.label_column, file.items, names)
    }

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn header_and_labels_are_found_by_content() {
        assert_eq!(shape("1,2\n3,\n"), (false, None, names(&["1", "2"]), names(&["1", "2"])));
        assert_eq!(shape("a,b\n1,2\n"), (true, None, names(&["1"]), names(&["a", "b"])));
        assert_eq!(shape(",a,b\n7,1,2\n"), (true, Some(String::new()), names(&["7"]), names(&["a", "b"])));
        assert_eq!(shape("Item,a,b\n7,1,2\n"), (true, Some("Item".into()), names(&["7"]), names(&["a", "b"])));
        assert_eq!(shape("对象,甲,乙\n7,1,2\n"), (true, Some("对象".into()), names(&["7"]), names(&["甲", "乙"])));
        assert_eq!(shape("bank,a,b\nx,1,2\n3,2,1\n"), (true, Some("bank".into()), names(&["x", "3"]), names(&["a", "b"])));
        assert_eq!(shape("1,2,3\nx,1,2\n"), (false, Some("1".into()), names(&["1", "x"]), names(&["2", "3"])), "labels further down");
    }

    #[test]
    fn what_was_taken_as_what_is_told() {
        let note = |text: &str| ratings(text).expect("ratings").notes.last().expect("a note").en.clone();
        assert!(note("1,2\n3,4\n").contains("no line of names"));
        assert!(note("u1,1,2\nu2,3,4\n").contains("if these are ratings"));
        assert!(note("item,a\nx,4\n").contains("column `item` was taken as labels"));
    }

    #[test]
    fn missing_ratings_stay_missing() {
        let file = ratings("id,a,b\n1,,2\n2,NA,—\n3,1,n/a\n,,\n").expect("ratings");
        assert_eq!(file.raters[0].figures, [None, None, Some(1.0)]);
        assert_eq!(file.raters[1].figures, [Some(2.0), None, None]);
        assert!(file.notes.last().is_some_and(|note| note.en.contains("1 rows without any rating")));
    }

    #[test]
    fn every_fault_with_its_line() {
        for (text, words) in [
            ("id,a,b\n1,2\n", "line 2: has 2 cells where the first line has 3"),
            ("id,a,b\n1,2,x\n", "line 2: column `b`: `x` is not a number"),
            ("id,a,b\n1,2,inf\n", "line 2: column `b`: `inf` is no finite number"),
            ("id,a,b\n1,2,3\n1,3,4\n", "line 3: `1` stands on line 2 already"),
            ("id,a,b\n,2,3\n", "line 2: the first column names no item"),
            ("id,a,a\n1,2,3\n", "columns 2 and 3 have the same name"),
            ("id,a,b\n", "there are column names and no ratings"),
            ("id\n1\n", "there is no column of ratings"),
            ("1,2\n3,4,5\n", "line 2: has 3 cells"),
        ] {
            let sentence = ratings(text).expect_err("a table with faults").message().en;
            assert!(sentence.contains(words), "“{words}” is not in “{sentence}”");
        }
    }
}
