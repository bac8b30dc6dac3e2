//! The Excel workbook of an assessment, with live formulas: a reader who changes an answer sees the whole tree follow.
//!
//! The crate knows nothing of the engine, the store or a model file: [`ReportInput`] is plain data, and every formula
//! carries the engine's number as its stored result, so that a viewer that does not calculate shows the truth.

mod benchmark;
mod book;
mod check;
mod context;
mod contributions;
mod cover;
mod derived;
mod error;
mod indicator_formula;
mod indicators;
mod input;
mod items;
mod method;
mod method_words;
mod node_formula;
mod number;
mod place;
mod plan;
mod sheet;
mod style;
mod summary;
mod summary_chart;
mod summary_order;
mod summary_pictures;
mod text;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

pub use error::ReportError;
pub use input::*;

/// Builds the workbook (`.xlsx`). Equal input gives equal bytes.
pub fn workbook(input: &ReportInput) -> Result<Vec<u8>, ReportError> {
    check::check(input)?;
    let book = book::Book::new(input);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&book)?);
    let sheets = [
        Some(cover::sheet(&book)?),
        Some(summary::sheet(&book)?),
        Some(indicators::sheet(&book)?),
        Some(contributions::sheet(&book)?),
        items::sheet(&book)?,
        benchmark::sheet(&book)?,
        context::sheet(&book)?,
        Some(method::sheet(&book)?),
    ];
    for sheet in sheets.into_iter().flatten() {
        workbook.push_worksheet(sheet.cells);
    }
    let names = [
        (book.t("综合得分", "Overall_score"), plan::node_col::SCORE),
        (book.t("综合等级", "Overall_level"), plan::node_col::LEVEL),
        (book.t("综合覆盖率", "Overall_coverage"), plan::node_col::COVERAGE),
    ];
    for (name, col) in names {
        workbook.define_name(name, &format!("={}", book.plan.node_cell(0, col)))?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The document's properties. Its date is the stamp of the input, or the first day of the assessment's year if the stamp is no date.
fn properties(book: &book::Book) -> Result<DocProperties, ReportError> {
    let input = book.input;
    let year = u16::try_from(input.year).ok().filter(|year| (1900..=9999).contains(year)).unwrap_or(1900);
    let created = match ExcelDateTime::parse_from_str(input.generated_at.trim()) {
        Ok(stamp) => stamp,
        Err(_) => ExcelDateTime::from_ymd(year, 1, 1)?,
    };
    let title = book.t("数字金融成熟度评估报告", "Digital finance maturity assessment");
    Ok(DocProperties::new()
        .set_title(text::property_text(&format!("{title} · {}", book.subject())))
        .set_company(text::property_text(&input.institution))
        .set_author(text::property_text(&format!("{} {}", book.t("数衡", "Shuheng"), input.product_version)))
        .set_comment(text::property_text(&input.model.attribution))
        .set_creation_datetime(&created))
}
