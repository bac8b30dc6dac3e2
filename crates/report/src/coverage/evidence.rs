//! The sheet of the evidence that was given for clauses themselves.

use rust_xlsxwriter::RowNum;

use super::CoverageSheet;
use super::book::CoverageBook;
use crate::error::ReportError;
use crate::frame::Frame;
use crate::sheet::{Align, Column, Sheet};

const HEAD: RowNum = 2;

/// Writes the sheet; `None` when no clause has evidence of its own.
pub(crate) fn sheet<'a>(book: &'a CoverageBook<'a>) -> Result<Option<CoverageSheet<'a>>, ReportError> {
    if book.plan.clauses().all(|placed| placed.clause.evidence.is_empty()) {
        return Ok(None);
    }
    let mut sheet = Sheet::new(book, book.plan.names.evidence)?;
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let columns = [
        make("文件", "Document", 20.0, Align::Left),
        make("条款", "Clause", 11.0, Align::Left),
        make("标题", "Heading", 30.0, Align::Left),
        make("证据", "Evidence", 50.0, Align::Left),
        make("位置", "Where in it", 30.0, Align::Left),
        make("强度", "Strength", 14.0, Align::Left),
    ];
    let last = 5;
    let caption = book.t(
        "只列为条款本身登记的证据；关联指标的证据见评估报告，两者都计入对照表的“证据数”。",
        "Evidence given for the clauses themselves; that of the linked indicators is in the report of the assessment. Both count in the column “Evidence” of the matrix.",
    );
    sheet.title(last, book.t("条款的证据", "Evidence for clauses"), caption)?;
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    let prose = book.style().prose();
    let mut row = HEAD;
    for placed in book.plan.clauses() {
        for evidence in &placed.clause.evidence {
            row += 1;
            let texts = [
                &book.input.documents[placed.document].short,
                &placed.clause.cited,
                &placed.clause.heading,
                &evidence.title,
                &evidence.locator,
                &evidence.strength,
            ];
            for (col, text) in (0..).zip(texts) {
                sheet.wrapped(row, col, text, &prose, 9.0)?;
            }
        }
    }
    sheet.table(HEAD, row, (0, last), last, 2)?;
    Ok(Some(sheet))
}
