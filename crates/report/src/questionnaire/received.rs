//! A workbook that came back: whose it is, and where its questions stand.

use super::column::{Column, FILLED_IN};
use super::filled::{Filled, Notice, Refusal, SignOff};
use super::form::Form;
use super::gathering;
use super::identity::{FORMAT_KEY, Identity, Record, record};
use super::refusing::{self, LIMITS};
use shuheng_table::{Grid, GridRow, Refusal as PackageRefusal, Sentence, Table, TableError, Watch, Workbook, nothing_in_it, unpacked};
use std::collections::BTreeMap;

/// The most sheets of a file: a few of the respondent's own are fine, thousands only take time.
const MOST_SHEETS: usize = 100;
/// The most characters of a text on the cover.
const MOST_SIGN_OFF: usize = 2_000;

/// A workbook that is a questionnaire. Ask [`Self::identity`] for which form it is, then [`Self::filled`] for the answers.
pub struct Received {
    identity: Identity,
    sign_off: SignOff,
    sheets: Vec<QuestionSheet>,
    notices: Vec<Notice>,
}

/// Cells that were merged: the first and the last, by row and column from 0.
type Merged = ((u32, u32), (u32, u32));

/// A sheet with questions.
pub(super) struct QuestionSheet {
    pub(super) name: String,
    pub(super) grid: Grid,
    pub(super) merged: Vec<Merged>,
    /// Row of the keys or heads by which its columns were found, as in [`GridRow::line`].
    pub(super) head: u32,
    pub(super) columns: BTreeMap<Column, usize>,
    /// Columns that are there twice.
    pub(super) twice: Vec<(Column, usize)>,
}

impl Received {
    /// Looks a file through. It is unpacked within limits before anything reads it, and no formula in it is computed.
    ///
    /// # Errors
    /// A [`Refusal`] of the file as a whole.
    pub fn open(bytes: &[u8]) -> Result<Self, Box<Refusal>> {
        let package = unpacked(bytes, LIMITS, |_| Ok::<(), PackageRefusal>(()))?;
        let mut book = Workbook::open(package)?;
        if book.has_macros() {
            return Err(refusing::macros());
        }
        if book.sheets().len() > MOST_SHEETS {
            return Err(refusing::too_many_sheets(MOST_SHEETS));
        }
        let watch = Watch::default();
        let (mut sheets, mut notices, mut records) = (Vec::new(), Vec::new(), vec![record(&book.custom_properties())]);
        let mut sign_off = SignOff::default();
        for place in 0..book.sheets().len() {
            let name = book.sheets()[place].name.clone();
            let Table { grid, merged, .. } = match book.table(place, &watch) {
                Ok(table) => table,
                Err(TableError::Fault(fault)) if fault == nothing_in_it() => continue,
                Err(error) => {
                    notices.push(unread(name, error));
                    continue;
                }
            };
            let entries = entries(&grid);
            if entries.contains_key(FORMAT_KEY) {
                records.push(record(&entries));
            }
            signed(&grid, &mut sign_off);
            sheets.extend(questions(name, grid, merged));
        }
        let known = known(records, !sheets.is_empty())?;
        if sheets.is_empty() {
            // A sheet that cannot be read may have been the one with the questions.
            return Err(notices.pop().map_or_else(refusing::no_questionnaire, |notice| {
                Box::new(Refusal { sheet: notice.sheet, why: notice.message, ..*refusing::unreadable() })
            }));
        }
        Ok(Self { identity: known, sign_off, sheets, notices })
    }

    /// Whose questionnaire it is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Its answers. `form` is what was asked of this respondent; what else stands in the file is refused.
    #[must_use]
    pub fn filled(self, form: &Form) -> Filled {
        let Self { identity, sign_off, sheets, notices } = self;
        let mut filled = Filled { identity, sign_off, answers: Vec::new(), refusals: Vec::new(), notices };
        gathering::gather(&sheets, form, &mut filled);
        filled
    }
}

/// The identity on which the records agree.
fn known(records: Vec<Record>, questions: bool) -> Result<Identity, Box<Refusal>> {
    let mut known: Option<Identity> = None;
    for record in records {
        match record {
            Record::Absent | Record::Damaged => {}
            Record::Newer => return Err(refusing::newer()),
            Record::Known(found) => match &known {
                Some(before) if *before != *found => return Err(refusing::two_identities()),
                Some(_) => {}
                None => known = Some(*found),
            },
        }
    }
    known.ok_or_else(|| if questions { refusing::no_identity() } else { refusing::no_questionnaire() })
}

fn unread(sheet: String, error: TableError) -> Notice {
    let message = match error {
        TableError::Fault(fault) => fault.message,
        TableError::File(_) | TableError::Cancelled => Sentence::new("这张工作表读不出来", "this sheet cannot be read"),
    };
    let message = Sentence::new(format!("工作表没有读取：{}", message.zh), format!("the sheet was not read: {}", message.en));
    Notice { sheet, cell: String::new(), indicator: None, message }
}

/// The entries of a sheet that says whose questionnaire it is: a key, and the next filled cell of its row.
fn entries(grid: &Grid) -> BTreeMap<String, String> {
    let of = |row: &GridRow| {
        let mut cells = (0..grid.width(row)).map(|col| grid.cell(row, col)).filter(|text| !text.is_empty());
        let key = cells.find(|text| text.starts_with("shuheng."))?;
        Some((key.to_owned(), cells.next()?.to_owned()))
    };
    grid.rows().iter().filter_map(of).collect()
}

/// What is written on the cover: after the key stand a label and the text.
fn signed(grid: &Grid, sign_off: &mut SignOff) {
    for row in grid.rows() {
        let cells: Vec<&str> = (0..grid.width(row)).map(|col| grid.cell(row, col)).filter(|text| !text.is_empty()).collect();
        let field = cells.iter().enumerate().find_map(|(at, text)| SignOff::KEYS.contains(text).then_some((at, *text)));
        let Some((at, key)) = field else { continue };
        if let Some((field, text)) = sign_off.field(key).zip(cells.get(at + 2)) {
            *field = text.chars().take(MOST_SIGN_OFF).collect();
        }
    }
}

/// The sheet, if it has questions: a row with the keys of the columns or, when that got lost, with their heads.
fn questions(name: String, grid: Grid, merged: Vec<Merged>) -> Option<QuestionSheet> {
    let found = |row: &GridRow, of: fn(&str) -> Option<Column>| -> Vec<(Column, usize)> {
        (0..grid.width(row)).filter_map(|col| Some((of(grid.cell(row, col))?, col))).collect()
    };
    let search = |of: fn(&str) -> Option<Column>, with: [Column; 2]| {
        let rows = grid.rows().iter().map(|row| (row.line, found(row, of)));
        let has = |columns: &[(Column, usize)], wanted: Column| columns.iter().any(|(column, _)| *column == wanted);
        rows.into_iter().find(|(_, columns)| has(columns, Column::Answer) && with.iter().any(|column| has(columns, *column)))
    };
    // Other workbooks have codes and answers too, so that by heads it takes one of those that only a questionnaire has.
    let by_keys = search(Column::of_key, [Column::Id, Column::Code]);
    let (head, places) = by_keys.or_else(|| search(Column::of_head, [Column::Id, Column::NaReason]))?;
    let (mut columns, mut twice) = (BTreeMap::new(), Vec::new());
    for (column, col) in places {
        if columns.contains_key(&column) && (column == Column::Id || FILLED_IN.contains(&column)) {
            twice.push((column, col));
        }
        columns.entry(column).or_insert(col);
    }
    Some(QuestionSheet { name, grid, merged, head, columns, twice })
}
