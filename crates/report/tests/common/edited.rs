//! A workbook whose cells somebody changed.

use std::collections::BTreeMap;

use calamine::Data;
use rust_xlsxwriter::{Format, Workbook};

use super::office;

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Put {
    Text(String),
    Number(f64),
    Truth(bool),
    Formula(&'static str),
    Date(f64),
}

impl From<&str> for Put {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Put {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

type Cells = BTreeMap<(u32, u32), Put>;

/// The cells of a workbook, to be changed and written again.
#[derive(Clone)]
pub struct Edited {
    sheets: BTreeMap<String, Cells>,
    merged: Vec<(String, (u32, u32))>,
}

impl Edited {
    pub fn new(bytes: &[u8]) -> Self {
        let put = |data: &Data| match data {
            Data::String(text) => Some(Put::Text(text.clone())),
            Data::Float(number) => Some(Put::Number(*number)),
            Data::Bool(truth) => Some(Put::Truth(*truth)),
            _ => None,
        };
        let sheets = office::stored(bytes).into_iter().map(|(name, cells)| {
            let cells = cells.iter().filter_map(|(at, data)| Some((*at, put(data)?)));
            (name, cells.collect())
        });
        Self { sheets: sheets.collect(), merged: Vec::new() }
    }

    pub fn sheet(&mut self, name: &str) -> &mut Cells {
        self.sheets.entry(name.to_owned()).or_default()
    }

    pub fn without_sheet(&mut self, name: &str) {
        self.sheets.remove(name).expect("the sheet");
    }

    /// Row and column of a key, in the `nth` row of content; on the sheet of the model in the row of the key.
    pub fn at(&self, sheet: &str, key: &str, nth: u32) -> (u32, u32) {
        let is_key = |at: &(u32, u32)| if sheet == "模型" { at.1 == 1 } else { at.0 == 1 };
        let found = self.sheets[sheet].iter().find(|(at, put)| is_key(at) && **put == Put::from(key));
        let (row, col) = *found.unwrap_or_else(|| panic!("{sheet} has no key {key}")).0;
        if sheet == "模型" { (row, 2) } else { (2 + nth, col) }
    }

    pub fn put(&mut self, sheet: &str, key: &str, nth: u32, put: impl Into<Put>) -> String {
        let at = self.at(sheet, key, nth);
        self.sheet(sheet).insert(at, put.into());
        name(sheet, at)
    }

    pub fn clear(&mut self, sheet: &str, key: &str, nth: u32) -> String {
        let at = self.at(sheet, key, nth);
        self.sheet(sheet).remove(&at);
        name(sheet, at)
    }

    pub fn place(&self, sheet: &str, key: &str, nth: u32) -> String {
        name(sheet, self.at(sheet, key, nth))
    }

    pub fn remove_row(&mut self, sheet: &str, nth: u32) {
        let cells = std::mem::take(self.sheet(sheet));
        let row = 2 + nth;
        let kept = cells.into_iter().filter(|((at, _), _)| *at != row);
        *self.sheet(sheet) = kept.map(|((at, col), put)| ((if at > row { at - 1 } else { at }, col), put)).collect();
    }

    pub fn merge(&mut self, sheet: &str, at: (u32, u32)) {
        self.merged.push((sheet.to_owned(), at));
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        for (name, cells) in &self.sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(name).expect("a name");
            for ((row, col), put) in cells {
                let col = *col as u16;
                match put {
                    Put::Text(text) => sheet.write_string(*row, col, text),
                    Put::Number(number) => sheet.write_number(*row, col, *number),
                    Put::Truth(truth) => sheet.write_boolean(*row, col, *truth),
                    Put::Formula(formula) => sheet.write_formula(*row, col, *formula),
                    Put::Date(day) => sheet.write_number_with_format(*row, col, *day, &date),
                }
                .expect("a cell");
            }
            for (_, (row, col)) in self.merged.iter().filter(|(own, _)| own == name) {
                sheet.merge_range(*row, *col as u16, row + 1, *col as u16, "merged", &Format::new()).expect("cells");
            }
        }
        book.save_to_buffer().expect("a workbook")
    }
}

fn name(sheet: &str, (row, col): (u32, u32)) -> String {
    format!("{sheet}!{}{}", rust_xlsxwriter::column_number_to_name(col as u16), row + 1)
}
