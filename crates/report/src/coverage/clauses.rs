//! The sheet of the clauses in words: what each asks for, why the inference came out so, and why somebody judged otherwise.

use rust_xlsxwriter::RowNum;

use super::CoverageSheet;
use super::book::CoverageBook;
use super::matrix::headings;
use super::plan::Placed;
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::{ClauseStatus, Judgement, Language};
use crate::sheet::{Align, Column, Sheet};

const HEAD: RowNum = 2;

/// Writes the sheet; `None` when no document has clauses.
pub(crate) fn sheet<'a>(book: &'a CoverageBook<'a>) -> Result<Option<CoverageSheet<'a>>, ReportError> {
    if book.plan.clauses().next().is_none() {
        return Ok(None);
    }
    let mut sheet = Sheet::new(book, book.plan.names.clauses)?;
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let columns = [
        make("文件", "Document", 19.0, Align::Left),
        make("条款", "Clause", 11.0, Align::Left),
        make("标题", "Heading", 25.0, Align::Left),
        make("要点（本工具概括）", "What it asks for (our summary)", 46.0, Align::Left),
        make("责任主体", "Binds", 24.0, Align::Left),
        make("推断说明", "How the inference came about", 38.0, Align::Left),
        make("直接判断与理由", "Direct judgement and rationale", 36.0, Align::Left),
    ];
    let last = 6;
    let caption = book.t(
        "编号与标题为文件所载；要点为本工具概括，不是原文。推断说明与直接判断为导出时所记。",
        "Numbers and headings are the document's; the summaries are ours and do not quote it. Inferences and judgements as recorded when this workbook was made.",
    );
    sheet.title(last, book.t("条款说明", "Clauses in words"), caption)?;
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    let mut row = HEAD;
    for placed in book.plan.clauses() {
        row += 1;
        clause_row(&mut sheet, row, placed)?;
    }
    sheet.table(HEAD, row, (0, last), last, 3)?;
    Ok(Some(sheet))
}

fn clause_row(sheet: &mut CoverageSheet, row: RowNum, placed: Placed) -> Result<(), ReportError> {
    let (book, clause) = (sheet.book, placed.clause);
    let prose = book.style().prose();
    sheet.wrapped(row, 0, &book.input.documents[placed.document].short, &prose, 9.0)?;
    sheet.wrapped(row, 1, &clause.cited, &prose, 9.0)?;
    sheet.wrapped(row, 2, &headings(clause), &prose.clone().set_bold(), 9.5)?;
    sheet.wrapped(row, 3, &clause.summary, &prose, 9.0)?;
    let binds = book.binds(clause.binds);
    let binds = clause.binds_reason.as_ref().map_or_else(|| binds.to_owned(), |reason| format!("{binds}\n{reason}"));
    sheet.wrapped(row, 4, &binds, &prose, 9.0)?;
    let sentence = if clause.status == ClauseStatus::NotBinding { "" } else { clause.inference.sentence.as_str() };
    sheet.wrapped(row, 5, sentence, &prose, 9.0)?;
    sheet.wrapped(row, 6, &clause.judgement.as_ref().map(|judgement| judged(book, judgement)).unwrap_or_default(), &prose, 9.0)
}

/// The verdict with its date, and below it why.
fn judged(book: &CoverageBook, judgement: &Judgement) -> String {
    let verdict = judgement.verdict.map(|verdict| match book.language() {
        Language::Zh => format!("{}（{}）", book.verdict(verdict), judgement.updated),
        Language::En => format!("{} ({})", book.verdict(verdict), judgement.updated),
    });
    let rationale = Some(judgement.rationale.clone()).filter(|rationale| !rationale.is_empty());
    let parts: Vec<String> = verdict.into_iter().chain(rationale).collect();
    parts.join("\n")
}
