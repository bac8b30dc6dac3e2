//! The rows of a filled questionnaire by their ids, each once.

use super::column::{Column, FILLED_IN};
use super::filled::{Filled, Notice, Refusal};
use super::form::{Form, Question};
use super::reading;
use super::received::QuestionSheet;
use shuheng_table::figure::shown;
use shuheng_table::{GridRow, Mark, Sentence, column_letters};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the cells of a row that are filled in.
type Content<'a> = Vec<(&'a str, Option<Mark>)>;
/// The rows of a sheet by their ids.
type Lines<'a> = BTreeMap<&'a str, Vec<&'a GridRow>>;

impl QuestionSheet {
    /// What a cell says; empty when there is no such column.
    pub(super) fn text(&self, row: &GridRow, column: Column) -> &str {
        self.columns.get(&column).map_or("", |col| self.grid.cell(row, *col))
    }

    /// What else is to be known of a cell.
    pub(super) fn mark(&self, row: &GridRow, column: Column) -> Option<Mark> {
        self.columns.get(&column).and_then(|col| self.grid.mark(row.line, *col))
    }

    /// The address of a cell, such as `F12`; empty when there is no such column.
    pub(super) fn address(&self, row: &GridRow, column: Column) -> String {
        self.columns.get(&column).map_or_else(String::new, |col| address(row.line, *col))
    }

    fn content(&self, row: &GridRow) -> Content<'_> {
        FILLED_IN.map(|column| (self.text(row, column), self.mark(row, column))).to_vec()
    }

    /// The first cell of a row that was filled in.
    fn filled_in(&self, row: &GridRow) -> Option<Column> {
        FILLED_IN.into_iter().find(|column| !self.text(row, *column).is_empty() || self.mark(row, *column).is_some())
    }

    /// The rows below or above the heads, wherever sorting has put them.
    fn body(&self) -> impl Iterator<Item = &GridRow> {
        let is_head = |row: &GridRow| {
            let text = self.text(row, Column::Answer);
            row.line == self.head || Column::of_head(text) == Some(Column::Answer) || Column::of_key(text).is_some()
        };
        self.grid.rows().iter().filter(move |row| !is_head(row))
    }

    fn lines(&self) -> Lines<'_> {
        let mut lines = Lines::new();
        for row in self.body() {
            let id = self.text(row, Column::Id);
            if !id.is_empty() {
                lines.entry(id).or_default().push(row);
            }
        }
        lines
    }

    /// Why the columns cannot be told apart.
    fn fault(&self) -> Option<Refusal> {
        let refusal = |cell, why, next| Refusal { sheet: self.name.clone(), cell, indicator: None, found: String::new(), why, next };
        if !self.columns.contains_key(&Column::Id) {
            return Some(refusal(
                String::new(),
                Sentence::new(
                    "隐藏的标识列不见了，无法知道哪一行是哪个指标",
                    "the hidden column of ids is gone, so no row says which indicator it is",
                ),
                Sentence::new("把作答填回原来导出的文件，再导入", "put the answers into the file that was exported and import that"),
            ));
        }
        let differs = |column: &Column, col: &usize| {
            self.grid.rows().iter().filter(|row| row.line > self.head).any(|row| self.grid.cell(row, *col) != self.text(row, *column))
        };
        let (column, col) = self.twice.iter().find(|(column, col)| differs(column, col))?;
        let key = column.key();
        Some(refusal(
            address(self.head, *col),
            Sentence::new(format!("标为{key}的列有两列，内容不同"), format!("two columns are marked {key}, and they differ")),
            Sentence::new("删去不算数的那一列，再导入", "delete the column that does not count and import the file again"),
        ))
    }
}

fn address(line: u32, col: usize) -> String {
    format!("{}{line}", column_letters(u32::try_from(col).unwrap_or(u32::MAX)))
}

/// The ids of rows that the form has.
fn ids(form: &Form) -> BTreeSet<String> {
    let of = |question: &Question| {
        let items: Vec<String> = question.items().iter().map(|item| question.row_of(item)).collect();
        items.into_iter().chain([question.id.clone()])
    };
    form.questions.iter().flat_map(of).collect()
}

/// Reads all answers into `filled`.
pub(super) fn gather(sheets: &[QuestionSheet], form: &Form, filled: &mut Filled) {
    let known = ids(form);
    if let Some(fault) = sheets.iter().find_map(QuestionSheet::fault) {
        return filled.refusals.push(fault);
    }
    let all: Vec<(&QuestionSheet, Lines)> = sheets.iter().map(|sheet| (sheet, sheet.lines())).collect();
    let Some((first, others)) = all.split_first() else { return };
    for other in others {
        match difference(first, other, &known) {
            Some(refusal) => return filled.refusals.push(refusal),
            None => filled.notices.push(Notice {
                sheet: other.0.name.clone(),
                cell: String::new(),
                indicator: None,
                message: Sentence::new(
                    format!("与工作表“{}”内容相同，只读一次", first.0.name),
                    format!("it says the same as the sheet `{}` and is read once", first.0.name),
                ),
            }),
        }
    }
    let (sheet, lines) = first;
    for question in &form.questions {
        read_question(sheet, lines, form, question, filled);
    }
    strangers(sheet, &known, filled);
    deleted(sheet, lines, form, filled);
    merged(sheet, filled);
}

/// In what two sheets of questions differ.
fn difference(first: &(&QuestionSheet, Lines), other: &(&QuestionSheet, Lines), known: &BTreeSet<String>) -> Option<Refusal> {
    fn told<'a>((sheet, lines): &'a (&QuestionSheet, Lines), id: &str) -> BTreeSet<Vec<&'a str>> {
        let rows = lines.get(id).into_iter().flatten();
        rows.map(|row| sheet.content(row).into_iter().map(|(text, _)| text).collect()).collect()
    }
    let id = known.iter().find(|id| told(first, id) != told(other, id))?;
    let row = other.1.get(id.as_str()).and_then(|rows| rows.first());
    Some(Refusal {
        sheet: other.0.name.clone(),
        cell: row.map_or_else(String::new, |row| other.0.address(row, Column::Answer)),
        indicator: Some(indicator_of(id)),
        found: row.map_or_else(String::new, |row| shown(other.0.text(row, Column::Answer))),
        why: Sentence::new(
            format!("文件中有两张问卷表，“{}”与“{}”作答不同，两张都没有读取", first.0.name, other.0.name),
            format!("there are two sheets of questions, and `{}` and `{}` differ, so neither was read", first.0.name, other.0.name),
        ),
        next: Sentence::new("删去不算数的那一张，再导入", "delete the one that does not count and import the file again"),
    })
}

/// The indicator to which a row belongs.
fn indicator_of(id: &str) -> String {
    id.split_once('#').map_or(id, |(indicator, _)| indicator).to_owned()
}

/// The row that counts among those of one id; rows that say nothing give way to those that do.
fn only<'a>(sheet: &QuestionSheet, rows: &[&'a GridRow]) -> Result<Option<&'a GridRow>, (&'a GridRow, &'a GridRow)> {
    let mut filled = rows.iter().filter(|row| sheet.filled_in(row).is_some());
    let Some(first) = filled.next() else { return Ok(rows.first().copied()) };
    match filled.find(|row| sheet.content(row) != sheet.content(first)) {
        Some(other) => Err((first, other)),
        None => Ok(Some(first)),
    }
}

fn read_question(sheet: &QuestionSheet, lines: &Lines, form: &Form, question: &Question, filled: &mut Filled) {
    let items = question.items();
    let ids = std::iter::once(question.id.clone()).chain(items.iter().map(|item| question.row_of(item)));
    let mut rows: Vec<Option<&GridRow>> = Vec::new();
    for id in ids {
        let same = lines.get(id.as_str()).map_or(&[][..], Vec::as_slice);
        match only(sheet, same) {
            Ok(row) => {
                if let (Some(row), true) = (row, same.len() > 1) {
                    filled.notices.push(repeated(sheet, row, question, same.len()));
                }
                rows.push(row);
            }
            Err((first, other)) => return filled.refusals.push(contradiction(sheet, first, other, question)),
        }
    }
    let Some((own, facts)) = rows.split_first() else { return };
    let facts: Vec<(&str, Option<&GridRow>)> = items.iter().map(|item| item.id.as_str()).zip(facts.iter().copied()).collect();
    reading::read(sheet, *own, &facts, question, &form.levels, filled);
}

fn repeated(sheet: &QuestionSheet, row: &GridRow, question: &Question, times: usize) -> Notice {
    Notice {
        sheet: sheet.name.clone(),
        cell: sheet.address(row, Column::Answer),
        indicator: Some(question.id.clone()),
        message: Sentence::new(
            format!("{}有{times}行，作答没有矛盾，按这一行读取", question.title()),
            format!("{} has {times} rows that do not contradict each other; this one was read", question.title()),
        ),
    }
}

fn contradiction(sheet: &QuestionSheet, first: &GridRow, other: &GridRow, question: &Question) -> Refusal {
    let (here, there) = (sheet.address(first, Column::Answer), sheet.address(other, Column::Answer));
    Refusal {
        sheet: sheet.name.clone(),
        cell: there.clone(),
        indicator: Some(question.id.clone()),
        found: shown(sheet.text(other, Column::Answer)),
        why: Sentence::new(
            format!("{}有两行，{here}与{there}所在行填写不同，都没有读取", question.title()),
            format!("{} has two rows, and those of {here} and {there} differ, so neither was read", question.title()),
        ),
        next: Sentence::new("删去不算数的那一行，再导入", "delete the row that does not count and import the file again"),
    }
}

/// Rows that say something, but not for an indicator of the form.
fn strangers(sheet: &QuestionSheet, known: &BTreeSet<String>, filled: &mut Filled) {
    for row in sheet.body() {
        let id = sheet.text(row, Column::Id);
        let Some(column) = sheet.filled_in(row).filter(|_| !known.contains(id)) else { continue };
        let code = shown(sheet.text(row, Column::Code));
        let (why, next) = if id.is_empty() {
            let (zh, en) =
                if code.is_empty() { (String::new(), String::new()) } else { (format!("“{code}”"), format!(" of `{code}`")) };
            (
                Sentence::new(
                    format!("这一行{zh}有填写，但隐藏的标识被删去，无法知道是哪个指标"),
                    format!("the row{en} is filled in, but its hidden id is gone, so its indicator is unknown"),
                ),
                Sentence::new(
                    "把这一行的作答填回原来导出的文件，再导入",
                    "put the answers of this row into the file that was exported and import that",
                ),
            )
        } else {
            (
                Sentence::new(
                    format!("“{}”不在这位答卷人的问卷中", shown(id)),
                    format!("`{}` is not among the indicators of this respondent", shown(id)),
                ),
                Sentence::new(
                    "核对问卷是否属于这位答卷人和这一版模型；确是多出的行，删去即可",
                    "check that the questionnaire is of this respondent and this version of the model; a row too many can be deleted",
                ),
            )
        };
        filled.refusals.push(Refusal {
            sheet: sheet.name.clone(),
            cell: sheet.address(row, column),
            indicator: (!id.is_empty()).then(|| indicator_of(id)),
            found: shown(sheet.text(row, column)),
            why,
            next,
        });
    }
}

/// Tells which indicators have no row any more.
fn deleted(sheet: &QuestionSheet, lines: &Lines, form: &Form, filled: &mut Filled) {
    for question in form.questions.iter().filter(|question| !lines.contains_key(question.id.as_str())) {
        filled.notices.push(Notice {
            sheet: sheet.name.clone(),
            cell: String::new(),
            indicator: Some(question.id.clone()),
            message: Sentence::new(
                format!("{}的行已被删除，没有作答", question.title()),
                format!("the row of {} was deleted, so there is no answer", question.title()),
            ),
        });
    }
}

/// Tells of cells that were merged over several rows: what is written there stands in the first of them alone.
fn merged(sheet: &QuestionSheet, filled: &mut Filled) {
    for (first, last) in sheet.merged.iter().filter(|(first, last)| first.0 < last.0) {
        let column = FILLED_IN
            .iter()
            .filter_map(|column| sheet.columns.get(column))
            .find(|col| u32::try_from(**col).is_ok_and(|col| (first.1..=last.1).contains(&col)));
        let Some(col) = column else { continue };
        filled.notices.push(Notice {
            sheet: sheet.name.clone(),
            cell: address(first.0.saturating_add(1), *col),
            indicator: None,
            message: Sentence::new(
                format!("到第{}行为止的单元格合并了，内容只算在第一行", u64::from(last.0) + 1),
                format!("cells down to row {} are merged, and what they say counts for the first row alone", u64::from(last.0) + 1),
            ),
        });
    }
}
