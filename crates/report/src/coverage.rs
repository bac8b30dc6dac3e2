//! The workbook of policy coverage (政策对照表): every clause of a regulator's documents, the indicators that speak to it, and
//! what can be inferred from them, as live formulas.
//!
//! Two findings stand side by side and are never mixed: what the linked indicators allow to infer, and what somebody judged
//! about the clause itself. The judgement prevails.

mod book;
mod check;
mod chips;
mod clauses;
mod cover;
mod evidence;
mod formula;
mod grid;
mod links;
mod matrix;
mod notes;
mod plan;
mod sheet_name;
mod status_chart;
mod words;

use rust_xlsxwriter::{DocProperties, Workbook};

use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::CoverageInput;
use crate::place::{fixed, on};
use crate::sheet::Sheet;
use crate::text::property_text;
use book::CoverageBook;

/// A sheet of this workbook.
type CoverageSheet<'a> = Sheet<'a, CoverageBook<'a>>;

/// Builds the workbook (`.xlsx`) of policy coverage. Equal input gives equal bytes.
///
/// A clause's readiness is a formula over the scores of its necessary links, its gap and its status are formulas over that; each
/// carries the number or word of the input as its stored result.
///
/// # Errors
///
/// [`ReportError`] when there is no document, the lines of readiness are out of order, a number is not finite, two links disagree
/// about one indicator, or there is more than a sheet can hold.
pub fn coverage_workbook(input: &CoverageInput) -> Result<Vec<u8>, ReportError> {
    check::check(input)?;
    let book = CoverageBook::new(input);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&book)?);
    workbook.push_worksheet(cover::sheet(&book)?.cells);
    workbook.push_worksheet(notes::sheet(&book)?.cells);
    for document in 0..input.documents.len() {
        workbook.push_worksheet(matrix::sheet(&book, document)?.cells);
    }
    let sheets = [clauses::sheet(&book)?, links::sheet(&book)?, grid::sheet(&book)?, evidence::sheet(&book)?];
    for sheet in sheets.into_iter().flatten() {
        workbook.push_worksheet(sheet.cells);
    }
    for (name, row) in [(book.ready_line(), notes::READY_ROW), (book.partly_line(), notes::PARTLY_ROW)] {
        workbook.define_name(name, &format!("={}", on(book.plan.names.notes, &fixed(row, notes::LINE_COL))))?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn properties(book: &CoverageBook) -> Result<DocProperties, ReportError> {
    let input = book.input;
    let title = book.t("数字金融政策对照表", "Digital finance policy coverage");
    Ok(DocProperties::new()
        .set_title(property_text(&format!("{title} · {}", book.subject())))
        .set_company(property_text(&input.institution))
        .set_author(property_text(&format!("{} {}", book.t("数衡", "Shuheng"), input.product_version)))
        .set_comment(property_text(&input.caution))
        .set_creation_datetime(&crate::created(&input.generated_at, input.year)?))
}
