//! Which row and column of the workbook holds what.

use super::column::{ALL, Column};
use super::form::{Form, Heading, Item, Question};
use crate::place;
use rust_xlsxwriter::{ColNum, RowNum};

/// The hidden row of keys.
pub(super) const KEYS: RowNum = 2;
/// The row of heads.
pub(super) const HEAD: RowNum = 3;

/// What a row holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Row<'a> {
    /// A dimension.
    Dimension(&'a Heading),
    /// A domain.
    Domain(&'a Heading),
    /// An indicator.
    Question(&'a Question),
    /// A fact of a checklist.
    Item(&'a Question, &'a Item),
}

/// The rows and columns of the sheet of questions.
pub(super) struct Layout<'a> {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row<'a>>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(form: &'a Form) -> Self {
        let columns = ALL.into_iter().filter(|column| *column != Column::Previous || form.has_previous()).collect();
        let mut rows = Vec::new();
        let mut before: Option<&Question> = None;
        for question in &form.questions {
            let dimension = before.map(|before| &before.dimension) != Some(&question.dimension);
            if dimension {
                rows.push(Row::Dimension(&question.dimension));
            }
            if dimension || before.map(|before| &before.domain) != Some(&question.domain) {
                rows.push(Row::Domain(&question.domain));
            }
            rows.push(Row::Question(question));
            rows.extend(question.items().iter().map(|item| Row::Item(question, item)));
            before = Some(question);
        }
        Self { columns, rows }
    }

    /// Where a column stands; beyond all of them when it is left out.
    pub(super) fn col(&self, column: Column) -> ColNum {
        let place = self.columns.iter().position(|own| *own == column).unwrap_or(self.columns.len());
        ColNum::try_from(place).unwrap_or(ColNum::MAX)
    }

    /// The rows with their numbers on the sheet.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (RowNum, Row<'a>)> + '_ {
        (HEAD + 1..).zip(self.rows.iter().copied())
    }

    /// The last row.
    pub(super) fn last(&self) -> RowNum {
        HEAD + RowNum::try_from(self.rows.len()).unwrap_or(RowNum::MAX - HEAD)
    }

    /// The rows of a column below its head: `$F$5:$F$90`.
    pub(super) fn range(&self, column: Column) -> String {
        place::column(HEAD + 1, self.last(), self.col(column))
    }

    /// The last column that is printed.
    pub(super) fn last_shown(&self) -> ColNum {
        self.col(Column::Evidence)
    }
}
