//! Weights from a CSV table: `id,weight`, in any unit.

use crate::error::{RowFault, WorkbenchError};
use crate::research::csv_table::{CsvTable, Row, TOLD, nothing_in_it, table_error};
use crate::research::figure_column::FigureColumn;
use crate::view::Text;
use shuheng_engine::tree::GREATEST_WEIGHT;
use shuheng_table::figure::{self, CellFault, shown};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads weights of the `known` ids: one entry an id in their order, `None` for one the table leaves out. A first line whose second
/// cell is no number is a header.
///
/// # Errors
/// [`WorkbenchError::File`] when the table cannot be read; [`WorkbenchError::Table`] with every fault in it: an id that is not known or
/// stands twice, a weight that is missing, negative or no number, all weights zero.
pub fn read_weights(path: &Path, known: &[String]) -> Result<Vec<Option<f64>>, WorkbenchError> {
    let table = CsvTable::open(path)?;
    parse(table, known).map_err(|faults| table_error(path, faults))
}

fn parse(mut table: CsvTable, known: &[String]) -> Result<Vec<Option<f64>>, Vec<RowFault>> {
    let quoted_commas = table.is_comma_separated();
    let places: BTreeMap<&str, usize> = known.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    let mut weights: Vec<Option<f64>> = vec![None; known.len()];
    let mut first_line: BTreeMap<String, u64> = BTreeMap::new();
    let mut column = FigureColumn::new("weight");
    let (mut faults, mut row, mut first) = (Vec::new(), Row::default(), true);
    while faults.len() < TOLD && table.next(&mut row).map_err(|fault| vec![fault])? {
        if row.is_blank() {
            continue;
        }
        let mut cells = row.cells();
        let (id, weight) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let header = std::mem::take(&mut first) && figure::read(weight, quoted_commas) == Err(CellFault::NoNumber);
        if row.len() != 2 {
            faults.push(no_pair(row.line, row.len()));
            continue;
        }
        if header {
            continue;
        }
        let before = faults.len();
        column.push(weight, row.line, quoted_commas, &mut faults);
        if faults.len() > before {
            continue;
        }
        let weight = column.figures.last().copied().flatten();
        let name = shown(id);
        let message = match (places.get(id), weight) {
            _ if first_line.contains_key(id) => {
                let earlier = first_line[id];
                Text::new(
                    format!("“{name}”已见于第{earlier}行；只留一行"),
                    format!("`{name}` stands on line {earlier} already; leave one of them"),
                )
            }
            (None, _) => Text::new(
                format!("不认识“{name}”，可用：{}", listed(known, "、")),
                format!("`{name}` is not known; use one of {}", listed(known, ", ")),
            ),
            (Some(_), None) => Text::new(
                format!("“{name}”没有权重；填写权重，不要时写0或删去这一行"),
                format!("`{name}` has no weight; give it one, write 0 for none, or take the line out"),
            ),
            (Some(_), Some(weight)) if !(0.0..=GREATEST_WEIGHT).contains(&weight) => Text::new(
                format!("“{name}”的权重{weight}应在0至{GREATEST_WEIGHT:e}之间"),
                format!("the weight {weight} of `{name}` should lie between 0 and {GREATEST_WEIGHT:e}"),
            ),
            (Some(place), Some(weight)) => {
                weights[*place] = Some(weight);
                first_line.insert(id.to_owned(), row.line);
                continue;
            }
        };
        faults.push(RowFault { line: row.line, message });
    }
    if let Err(fault) = column.percent_note() {
        faults.push(fault);
    }
    if faults.is_empty() {
        faults.extend(whole_fault(&weights));
    }
    if faults.is_empty() { Ok(weights) } else { Err(faults) }
}

fn no_pair(line: u64, cells: usize) -> RowFault {
    let message = Text::new(format!("有{cells}格，应为编号与权重两格"), format!("has {cells} cells; a line is an id and its weight"));
    RowFault { line, message }
}

fn whole_fault(weights: &[Option<f64>]) -> Option<RowFault> {
    let message = if weights.iter().all(Option::is_none) {
        nothing_in_it()
    } else if weights.iter().flatten().all(|weight| *weight == 0.0) {
        Text::new("权重都是0；至少一个要大于0", "all weights are 0; at least one has to be greater")
    } else {
        return None;
    };
    Some(RowFault { line: 0, message })
}

/// The first of some names.
fn listed(names: &[String], join: &str) -> String {
    let mut listed: Vec<String> = names.iter().take(20).map(|name| shown(name)).collect();
    if names.len() > listed.len() {
        listed.push("…".to_owned());
    }
    listed.join(join)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn weights(text: &str) -> Result<Vec<Option<f64>>, WorkbenchError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("weights.csv");
        fs::write(&path, text).expect("a table");
        read_weights(&path, &["a".to_owned(), "b".to_owned(), "c".to_owned()])
    }

    #[test]
    fn weights_in_the_order_of_the_known_ids() {
        assert_eq!(weights("id,weight\nb,2\na,0.5\n").expect("weights"), [Some(0.5), Some(2.0), None]);
        assert_eq!(weights("c;30%\na;70%\n").expect("weights"), [Some(70.0), None, Some(30.0)]);
    }

    #[test]
    fn every_fault_with_its_line() {
        for (text, words) in [
            ("id,weight\nd,1\n", "line 2: `d` is not known; use one of a, b, c"),
            ("id,weight\na,1\na,2\n", "line 3: `a` stands on line 2 already"),
            ("id,weight\na,-1\n", "line 2: the weight -1 of `a` should lie between 0 and 1e12"),
            ("id,weight\na,\n", "line 2: `a` has no weight"),
            ("id,weight\na,much\n", "column `weight`: `much` is not a number"),
            ("id,weight\na,0\nb,0\n", "all weights are 0"),
            ("id,weight\n", "the file is empty"),
            ("id,weight,why\na,1,x\n", "line 1: has 3 cells; a line is an id and its weight"),
            ("a,1%\nb,2\n", "has a per cent sign on line 1 and none on line 2"),
        ] {
            let sentence = weights(text).expect_err("a table with faults").message().en;
            assert!(sentence.contains(words), "“{words}” is not in “{sentence}”");
        }
    }
}
