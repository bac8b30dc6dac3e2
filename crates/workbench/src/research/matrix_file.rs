//! A judge's pairwise comparisons from a CSV table: as many rows as columns, with names above, beside, or neither.
//!
//! Entries are numbers or fractions such as `1/3`. Of two opposite entries one may be empty, and so may the diagonal. People print
//! reciprocals rounded: an entry stands for every number that rounds to it, two opposite entries have to agree within that, and the
//! sharper one is taken. A decimal that is a rounded `1/2`…`1/9` of Saaty's scale is read as that fraction. What was read otherwise
//! than it is written is told.

use crate::error::{RowFault, WorkbenchError};
use crate::research::csv_table::{CsvTable, Row, TOLD, nothing_in_it, table_error};
use crate::research::figure_column::{name_faults, ragged};
use crate::research::judgement_cell::{Judgement, ratio};
use crate::view::Text;
use shuheng_engine::weigh::ahp::{GREATEST_RATIO, MOST_CRITERIA, Pairwise, PairwiseFault};
use shuheng_table::figure::{is_missing, shown};
use std::path::Path;

/// A matrix as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MatrixFile {
    /// Names of the criteria; `None` when the table has none.
    pub(crate) labels: Option<Vec<String>>,
    /// The comparisons.
    pub(crate) matrix: Pairwise,
    /// How the table was read, where a reader of the results would want to know.
    pub(crate) notes: Vec<Text>,
}

/// Reads a matrix.
///
/// # Errors
/// [`WorkbenchError::File`] when the table cannot be read; [`WorkbenchError::Table`] with every fault in it: not square, entries that are
/// no ratio, opposite entries that are not reciprocal, comparisons that were not made, names that differ, and what
/// [`CsvTable::open`] refuses.
pub(crate) fn read(path: &Path) -> Result<MatrixFile, WorkbenchError> {
    let table = CsvTable::open(path)?;
    parse(table).map_err(|faults| table_error(path, faults))
}

/// The table as text, with the line of every row.
struct Grid {
    rows: Vec<(u64, Vec<String>)>,
    labels: Option<Vec<String>>,
}

impl Grid {
    fn name(&self, index: usize) -> String {
        self.labels.as_ref().and_then(|labels| labels.get(index)).map_or_else(|| (index + 1).to_string(), |label| shown(label))
    }

    fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |(line, _)| *line)
    }
}

fn parse(mut table: CsvTable) -> Result<MatrixFile, Vec<RowFault>> {
    let grid = grid(&mut table)?;
    let size = grid.rows.len();
    let mut faults = Vec::new();
    let mut entries: Vec<Vec<Option<Judgement>>> = Vec::with_capacity(size);
    for (row, (line, cells)) in grid.rows.iter().enumerate() {
        let mut entry = |(column, cell): (usize, &String)| {
            if is_missing(cell) {
                return None;
            }
            let judgement = Judgement::read(cell).filter(|judgement| judgement.is_ratio() && (row != column || judgement.value == 1.0));
            if judgement.is_none() {
                faults.push(entry_fault(*line, &grid.name(row), &grid.name(column), cell, row == column));
            }
            judgement
        };
        entries.push(cells.iter().enumerate().map(&mut entry).collect());
    }
    let (mut upper, mut readings) = (Vec::new(), Vec::new());
    if faults.is_empty() {
        for row in 0..size {
            for column in row + 1..size {
                match agreed(&grid, &entries, row, column) {
                    Ok((ratio, told)) => {
                        upper.push(ratio);
                        readings.extend(told);
                    }
                    Err(fault) => faults.push(fault),
                }
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let matrix = Pairwise::from_upper(size, &upper).map_err(|fault| vec![RowFault { line: 0, message: matrix_fault(fault) }])?;
    let mut notes = std::mem::take(&mut table.notes);
    if !readings.is_empty() {
        let (zh, en): (Vec<String>, Vec<String>) = readings.into_iter().map(|text| (text.zh, text.en)).unzip();
        notes.push(Text::new(format!("四舍五入的比值读作：{}", zh.join("；")), format!("rounded ratios were read as: {}", en.join("; "))));
    }
    Ok(MatrixFile { labels: grid.labels, matrix, notes })
}

/// The comparison of two criteria from its entry above the diagonal and the one below, with what was read otherwise than written.
fn agreed(grid: &Grid, entries: &[Vec<Option<Judgement>>], row: usize, column: usize) -> Result<(f64, Vec<Text>), RowFault> {
    let (above, below) = (entries[row][column].as_ref(), entries[column][row].as_ref());
    let (row_name, column_name) = (grid.name(row), grid.name(column));
    let agreed = match (above, below) {
        (Some(above), Some(below)) => above.agreed_with_opposite(below).ok_or_else(|| RowFault {
            line: grid.line(column),
            message: Text::new(
                format!(
                    "“{row_name}”行“{column_name}”列是{}，“{column_name}”行“{row_name}”列应为{}，现为{}；改其中一个",
                    above.written,
                    ratio(1.0 / above.value),
                    below.written
                ),
                format!(
                    "row `{row_name}`, column `{column_name}` is {}, so row `{column_name}`, column `{row_name}` should be {}, not {}; change one of them",
                    above.written,
                    ratio(1.0 / above.value),
                    below.written
                ),
            ),
        })?,
        (Some(above), None) => above.alone(),
        (None, Some(below)) => 1.0 / below.alone(),
        (None, None) => {
            return Err(RowFault {
                line: grid.line(row),
                message: Text::new(
                    format!("“{row_name}”与“{column_name}”没有比较；填写“{row_name}”行“{column_name}”列"),
                    format!("`{row_name}` was not compared with `{column_name}`; fill in row `{row_name}`, column `{column_name}`"),
                ),
            });
        }
    };
    let told = |judgement: Option<&Judgement>, read: f64, row: &str, column: &str| {
        let judgement = judgement.filter(|judgement| (judgement.value / read - 1.0).abs() > 1e-9)?;
        let (written, read) = (&judgement.written, ratio(read));
        Some(Text::new(format!("“{row}”行“{column}”列{written}读作{read}"), format!("row `{row}`, column `{column}`: {written} as {read}")))
    };
    let upper = told(above, agreed, &row_name, &column_name);
    Ok((agreed, upper.into_iter().chain(told(below, 1.0 / agreed, &column_name, &row_name)).collect()))
}

/// The entries without the names around them.
fn grid(table: &mut CsvTable) -> Result<Grid, Vec<RowFault>> {
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut row = Row::default();
    while table.next(&mut row).map_err(|fault| vec![fault])? {
        rows.push((row.line, row.cells().map(str::to_owned).collect()));
        if rows.len() > MOST_CRITERIA + TOLD {
            return Err(vec![RowFault { line: 0, message: matrix_fault(PairwiseFault::TooLarge(rows.len())) }]);
        }
    }
    let is_text = |cell: &String| !is_missing(cell) && Judgement::read(cell).is_none();
    let is_blank = |cells: &[String]| cells.iter().all(String::is_empty);
    // A blank last row may be that of an upper triangle; more of them are what a spreadsheet leaves.
    let width = rows.first().map_or(0, |(_, cells)| cells.len());
    while rows.len() > width && rows.last().is_some_and(|(_, cells)| is_blank(cells)) {
        rows.pop();
    }
    let faults: Vec<RowFault> =
        rows.iter().filter(|(_, cells)| cells.len() != width).map(|(line, cells)| ragged(*line, cells.len(), width)).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    // Names stand together; a text among ratios is a slip.
    let are_names =
        |cells: &[&String]| cells.iter().any(|cell| is_text(cell)) && cells.iter().all(|cell| is_missing(cell) || is_text(cell));
    let names_above =
        rows.first().is_some_and(|(_, cells)| are_names(&cells.iter().collect::<Vec<_>>()) && cells.iter().skip(1).any(is_text));
    let header = if names_above { Some(rows.remove(0)) } else { None };
    let first: Vec<&String> = rows.iter().filter_map(|(_, cells)| cells.first()).collect();
    let names_beside = are_names(&first) || names_above && width == rows.len() + 1;
    let beside: Option<Vec<String>> = names_beside.then(|| rows.iter_mut().map(|(_, cells)| cells.remove(0)).collect());
    let above = header.map(|(line, cells)| (line, cells.into_iter().skip(usize::from(names_beside)).collect::<Vec<String>>()));
    let (size, columns) = (rows.len(), width - usize::from(names_beside));
    if size == 0 {
        let message = if names_above {
            Text::new("只有名称，没有比较；每个指标一行", "there are names and no comparisons; a criterion has a row")
        } else {
            nothing_in_it()
        };
        return Err(vec![RowFault { line: 0, message }]);
    }
    if size != columns {
        let message = Text::new(
            format!("有{size}行{columns}列比值，行列须一样多；补齐矩阵"),
            format!("there are {size} rows and {columns} columns of ratios; a matrix has as many of both"),
        );
        return Err(vec![RowFault { line: 0, message }]);
    }
    if size > MOST_CRITERIA {
        return Err(vec![RowFault { line: 0, message: matrix_fault(PairwiseFault::TooLarge(size)) }]);
    }
    let labels = labels(above, beside, &rows)?;
    Ok(Grid { rows, labels })
}

/// The names of the criteria, which are the same above and beside.
fn labels(
    above: Option<(u64, Vec<String>)>,
    beside: Option<Vec<String>>,
    rows: &[(u64, Vec<String>)],
) -> Result<Option<Vec<String>>, Vec<RowFault>> {
    if let (Some((_, above)), Some(beside)) = (&above, &beside)
        && let Some(index) = above.iter().zip(beside).position(|(above, beside)| above != beside)
    {
        let (place, above, beside) = (index + 1, shown(&above[index]), shown(&beside[index]));
        let message = Text::new(
            format!("第{place}行名为“{beside}”，第{place}列名为“{above}”；行与列的名称和顺序须相同"),
            format!(
                "row {place} is called `{beside}` and column {place} `{above}`; rows and columns need the same names in the same order"
            ),
        );
        return Err(vec![RowFault { line: rows.get(index).map_or(0, |(line, _)| *line), message }]);
    }
    let line = above.as_ref().map_or(0, |(line, _)| *line);
    let Some(labels) = above.map(|(_, above)| above).or(beside) else { return Ok(None) };
    let faults = name_faults(&labels.iter().map(String::as_str).collect::<Vec<_>>(), 0, line);
    if faults.is_empty() { Ok(Some(labels)) } else { Err(faults) }
}

fn entry_fault(line: u64, row: &str, column: &str, cell: &str, diagonal: bool) -> RowFault {
    let cell = shown(cell);
    let message = if diagonal {
        Text::new(
            format!("“{row}”与自己的比值“{cell}”应为1或留空"),
            format!("`{row}` compared with itself is `{cell}`; write 1 or leave it empty"),
        )
    } else {
        Text::new(
            format!("“{row}”行“{column}”列的“{cell}”不是1/{GREATEST_RATIO}至{GREATEST_RATIO}的比值；写成3、0.333或1/3这样"),
            format!(
                "row `{row}`, column `{column}`: `{cell}` is no ratio between 1/{GREATEST_RATIO} and {GREATEST_RATIO}; write it like 3, 0.333 or 1/3"
            ),
        )
    };
    RowFault { line, message }
}

/// What is wrong with a matrix as a whole. Its entries were judged before one by one.
fn matrix_fault(fault: PairwiseFault) -> Text {
    match fault {
        PairwiseFault::TooLarge(_) => Text::new(
            format!("比较的指标多于{MOST_CRITERIA}个，随机一致性指标表到此为止；分成几组逐级比较"),
            format!(
                "more than {MOST_CRITERIA} criteria are compared, further than the table of the random index goes; compare them in groups"
            ),
        ),
        other => {
            Text::new(format!("矩阵无法使用（{other:?}），检查各比值"), format!("the matrix cannot be used ({other:?}); check its ratios"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn matrix(text: &str) -> Result<MatrixFile, WorkbenchError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("matrix.csv");
        fs::write(&path, text).expect("a table");
        read(&path)
    }

    fn upper(text: &str) -> Vec<f64> {
        let matrix = matrix(text).expect("a matrix").matrix;
        let n = matrix.size();
        (0..n).flat_map(|row| (row + 1..n).map(move |column| (row, column))).filter_map(|(row, column)| matrix.ratio(row, column)).collect()
    }

    #[test]
    fn every_shape_of_a_matrix() {
        let expected = [3.0, 5.0, 2.0];
        for text in [
            "1,3,5\n1/3,1,2\n1/5,1/2,1\n",
            "a,b,c\n1,3,5\n1/3,1,2\n0.2,0.5,1\n",
            ",a,b,c\na,1,3,5\nb,,1,2\nc,,,1\n",
            "a,1,3,5\nb,1/3,1,2\nc,1/5,1/2,1\n",
            "准则,甲,乙,丙\n甲,１,３,５\n乙,１／３,1,2\n丙,,,\n",
            ",3,5\n,,2\n,,\n",
            "1,,\n1/3,1,\n1/5,0.5,1\n",
            "1;3;5\n1/3;1;2\n1/5;1/2;1\n,,\n".trim_end_matches(",,\n"),
        ] {
            assert_eq!(upper(text), expected, "{text}");
        }
        assert_eq!(matrix(",a,b\na,1,2\nb,,1\n").expect("a matrix").labels, Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(matrix("1,2\n,1\n").expect("a matrix").labels, None);
    }

    #[test]
    fn rounded_reciprocals_are_read_and_told() {
        let file = matrix("a,b,c\n1,3,0.14\n0.333,1,2\n7,0.5,1\n").expect("a matrix");
        assert_eq!((file.matrix.ratio(0, 1), file.matrix.ratio(0, 2)), (Some(3.0), Some(1.0 / 7.0)));
        let note = &file.notes.last().expect("a note").en;
        assert!(note.contains("row `b`, column `a`: 0.333 as 1/3") && note.contains("row `a`, column `c`: 0.14 as 1/7"), "{note}");
        assert!(!note.contains("0.5"), "one half is written exactly: {note}");
        assert_eq!(upper("1,0.333\n,1\n"), [1.0 / 3.0], "alone as well");
        assert_eq!(upper("1,2.884\n0.347,1\n"), [2.884], "the sharper of two");
        assert!(matrix("1,2\n0.5,1\n").expect("a matrix").notes.is_empty());
    }

    #[test]
    fn what_is_no_matrix() {
        for (text, words) in [
            ("a,b\n1,3\n1/2,1\n", "row `a`, column `b` is 3, so row `b`, column `a` should be 1/3, not 1/2"),
            ("1,0.3\n0.3,1\n", "row `1`, column `2` is 0.3, so row `2`, column `1` should be 3.33333, not 0.3"),
            ("a,b,c\n1,3,\n,1,2\n,,1\n", "`a` was not compared with `c`"),
            ("1,3,5\n1/3,1,2\n", "there are 2 rows and 3 columns"),
            ("1,3\n1/3\n", "line 2: has 1 cells where the first line has 2"),
            ("1,0\n,1\n", "is no ratio between 1/1000 and 1000"),
            ("1,-3\n,1\n", "`-3` is no ratio"),
            ("1,1/0\n,1\n", "`1/0` is no ratio"),
            ("1,2000\n,1\n", "`2000` is no ratio"),
            ("1,nan\n,1\n", "`nan` is no ratio"),
            ("a,1,more,5\nb,,1,2\nc,,,1\n", "row `a`, column `b`: `more` is no ratio"),
            ("2,3\n,1\n", "`1` compared with itself is `2`"),
            (",a,b\na,1,2\nc,,1\n", "row 2 is called `c` and column 2 `b`"),
            ("a,a\n1,2\n,1\n", "columns 1 and 2 have the same name"),
            ("a,b\n", "there are names and no comparisons"),
        ] {
            let sentence = matrix(text).expect_err("no matrix").message().en;
            assert!(sentence.contains(words), "“{words}” is not in “{sentence}”");
        }
        let large = format!("{}\n", ["1"; 16].join(",")).repeat(16);
        assert!(matrix(&large).expect_err("too large").message().en.contains("more than 15 criteria"));
    }
}
