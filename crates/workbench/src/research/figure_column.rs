//! A column of figures as it is read from a table, cell by cell.

use crate::error::RowFault;
use crate::research::csv_table::TOLD;
use crate::view::Text;
use shuheng_table::figure::{self, Cell};

/// A column with what was read of it so far.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FigureColumn {
    /// Its name in the first line.
    pub(crate) name: String,
    /// One figure a row.
    pub(crate) figures: Vec<Option<f64>>,
    /// Line of the first figure without a per cent sign.
    plain: Option<u64>,
    /// Line of the first figure with one.
    percent: Option<u64>,
}

impl FigureColumn {
    /// A column without rows.
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), figures: Vec::new(), plain: None, percent: None }
    }

    /// Reads a cell; one that cannot be used is told and left out.
    pub(crate) fn push(&mut self, cell: &str, line: u64, quoted_commas: bool, faults: &mut Vec<RowFault>) {
        let figure = match figure::read(cell, quoted_commas) {
            Ok(Cell::Missing) => None,
            Ok(Cell::Figure(figure, percent)) => {
                let first = if percent { &mut self.percent } else { &mut self.plain };
                first.get_or_insert(line);
                Some(figure)
            }
            Err(fault) => {
                if faults.len() < TOLD {
                    faults.push(RowFault { line, message: fault.message(&self.name, cell).into() });
                }
                None
            }
        };
        self.figures.push(figure);
    }

    /// What is said of per cent signs: in the whole column they are a unit, in a part of it a slip of a factor of 100.
    ///
    /// # Errors
    /// A [`RowFault`] where the figures go over from one to the other.
    pub(crate) fn percent_note(&self) -> Result<Option<Text>, RowFault> {
        let name = figure::shown(&self.name);
        match (self.percent, self.plain) {
            (None, _) => Ok(None),
            (Some(_), None) => Ok(Some(Text::new(
                format!("“{name}”列均带百分号，12.5%按12.5读取"),
                format!("column `{name}` has per cent signs throughout; 12.5% was read as 12.5"),
            ))),
            (Some(percent), Some(plain)) => Err(RowFault {
                line: percent.max(plain),
                message: Text::new(
                    format!("“{name}”列在第{percent}行带百分号，在第{plain}行不带；统一为一种写法"),
                    format!("column `{name}` has a per cent sign on line {percent} and none on line {plain}; write all of them alike"),
                ),
            }),
        }
    }
}

/// The notes on per cent signs in columns.
///
/// # Errors
/// Every column that mixes figures with and without them.
pub(crate) fn percent_notes(columns: &[FigureColumn]) -> Result<Vec<Text>, Vec<RowFault>> {
    let (mut notes, mut faults) = (Vec::new(), Vec::new());
    for column in columns {
        match column.percent_note() {
            Ok(note) => notes.extend(note),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(notes) } else { Err(faults) }
}

/// What is wrong with the names of columns: every one is named, and none twice.
pub(crate) fn name_faults(names: &[&str], first: usize, line: u64) -> Vec<RowFault> {
    let mut seen = std::collections::BTreeMap::new();
    let mut faults = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let place = first + index + 1;
        if name.is_empty() {
            let message = Text::new(
                format!("第{place}列没有列名；补上列名，或删去这一列"),
                format!("column {place} has no name; name it, or take the column out"),
            );
            faults.push(RowFault { line, message });
        } else if let Some(earlier) = seen.insert(*name, place) {
            let name = figure::shown(name);
            let message = Text::new(
                format!("第{place}列与第{earlier}列同名“{name}”；改其中一个"),
                format!("columns {earlier} and {place} have the same name `{name}`; rename one of them"),
            );
            faults.push(RowFault { line, message });
        }
    }
    faults.truncate(TOLD);
    faults
}

/// What is said of a row that is not as long as the first.
pub(crate) fn ragged(line: u64, found: usize, needed: usize) -> RowFault {
    RowFault {
        line,
        message: Text::new(
            format!("有{found}格，首行有{needed}格；补齐或删去多出的，带千分位逗号的数字要加引号"),
            format!("has {found} cells where the first line has {needed}; even them out, and quote numbers with commas in them"),
        ),
    }
}
