//! The Excel workbooks of an assessment and of its coverage of policy documents, with live formulas: a reader who changes an
//! answer or a score sees everything follow.
//!
//! The crate knows nothing of the engine, the store or a model file: [`ReportInput`] and [`CoverageInput`] are plain data, and
//! every formula carries the engine's number as its stored result, so that a viewer that does not calculate shows the truth.
//!
//! [`model_workbook`] is another workbook: an evaluation model to edit as tables, and back. It alone knows the files of a model.
//! [`questionnaire`] goes to a respondent and comes back filled in.

mod benchmark;
mod book;
mod check;
mod context;
mod contributions;
mod cover;
mod coverage;
mod derived;
mod error;
mod figures_workbook;
mod frame;
mod indicator_formula;
mod indicators;
mod input;
mod items;
mod method;
mod method_words;
pub mod model_workbook;
mod node_formula;
mod number;
mod place;
mod plan;
pub mod questionnaire;
mod sheet;
mod style;
mod summary;
mod summary_chart;
mod summary_order;
mod summary_pictures;
mod text;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

pub use coverage::coverage_workbook;
pub use error::ReportError;
pub use figures_workbook::{FigureCell, FigureSheet, figures_workbook};
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

/// When the document was made: the stamp of the input, or the first day of the assessment's year if the stamp is no date.
pub(crate) fn created(generated_at: &str, year: i32) -> Result<ExcelDateTime, ReportError> {
    let year = u16::try_from(year).ok().filter(|year| (1900..=9999).contains(year)).unwrap_or(1900);
    match ExcelDateTime::parse_from_str(generated_at.trim()) {
        Ok(stamp) => Ok(stamp),
        Err(_) => Ok(ExcelDateTime::from_ymd(year, 1, 1)?),
    }
}

/// The document's properties.
fn properties(book: &book::Book) -> Result<DocProperties, ReportError> {
    let input = book.input;
    let title = book.t("数字金融成熟度评估报告", "Digital finance maturity assessment");
    Ok(DocProperties::new()
        .set_title(text::property_text(&format!("{title} · {}", book.subject())))
        .set_company(text::property_text(&input.institution))
        .set_author(text::property_text(&format!("{} {}", book.t("数衡", "Shuheng"), input.product_version)))
        .set_comment(text::property_text(&input.model.attribution))
        .set_creation_datetime(&created(&input.generated_at, input.year)?))
}
