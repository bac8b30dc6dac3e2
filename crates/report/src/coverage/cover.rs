//! The cover: whose coverage of which documents, how many clauses stand how, and what the numbers are not.

use rust_xlsxwriter::{ColNum, Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, RowNum};

use super::book::CoverageBook;
use super::chips::status_look;
use super::formula::{count_binding, count_status};
use super::plan::matrix_col;
use super::{CoverageSheet, status_chart};
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::{ClauseStatus, CoverageDocument, Language};
use crate::number::WHOLE;
use crate::sheet::Sheet;
use crate::style::{BRAND, GAP_TEXT, INK_2, LINE, WHITE};

/// Margin, document, ten counts, margin.
const FIRST_COUNT: ColNum = 2;
const WITHOUT_EVIDENCE: ColNum = 10;
const LAST: ColNum = 12;
const COUNTS_HEAD: RowNum = 9;
const DOCUMENT_WIDTH: f64 = 58.0;
const COUNT_WIDTH: f64 = 10.0;
/// The statuses of clauses that bind institutions, in the order of the counts.
const COUNTED: [ClauseStatus; 6] = [
    ClauseStatus::Ready,
    ClauseStatus::Partly,
    ClauseStatus::Gap,
    ClauseStatus::Pending,
    ClauseStatus::Undetermined,
    ClauseStatus::Excluded,
];

/// Writes the sheet.
pub(crate) fn sheet<'a>(book: &'a CoverageBook<'a>) -> Result<CoverageSheet<'a>, ReportError> {
    let mut sheet = Sheet::new(book, book.plan.names.cover)?;
    sheet.cells.set_screen_gridlines(false);
    sheet.width(0, 4.0)?;
    sheet.width(1, DOCUMENT_WIDTH)?;
    for col in FIRST_COUNT..LAST {
        sheet.width(col, COUNT_WIDTH)?;
    }
    sheet.width(LAST, 4.0)?;
    heading(&mut sheet)?;
    let after = counts(&mut sheet)?;
    let after = chart(&mut sheet, after + 1, after)?;
    let last = facts(&mut sheet, after)?;
    sheet.cells.set_print_area(0, 0, last, LAST)?;
    sheet.cells.set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
    Ok(sheet)
}

fn heading(sheet: &mut CoverageSheet) -> Result<(), ReportError> {
    let (book, input) = (sheet.book, sheet.book.input);
    let style = book.style();
    let brand = |size: u32| style.base().set_background_color(BRAND).set_font_color(WHITE).set_font_size(size);
    for (row, height) in [(0, 34.0), (1, 46.0), (2, 30.0), (3, 12.0)] {
        sheet.height(row, height)?;
        sheet.cells.write_blank(row, 0, &brand(10))?;
        sheet.cells.write_blank(row, LAST, &brand(10))?;
    }
    let wide = (1, LAST - 1);
    sheet.wide_text(0, wide, book.t("数衡 Shuheng", "Shuheng 数衡"), &brand(11).set_font_color(Color::RGB(0xC9_DA_E6)))?;
    sheet.wide_text(1, wide, book.t("数字金融政策对照表", "Digital finance policy coverage"), &brand(26).set_bold())?;
    sheet.wide_text(2, wide, &input.caution, &brand(12))?;
    sheet.wide_text(3, wide, "", &brand(10))?;
    sheet.height(4, 16.0)?;
    sheet.wide_text(5, wide, &input.institution, &style.base().set_font_size(22).set_bold())?;
    sheet.height(5, 38.0)?;
    let kind = match book.language() {
        Language::Zh => format!("{} · {}年度", input.institution_type, input.year),
        Language::En => format!("{} · {}", input.institution_type, input.year),
    };
    sheet.wide_text(6, wide, kind.trim_start_matches(" · "), &style.base().set_font_size(12).set_font_color(INK_2))?;
    sheet.height(6, 22.0)?;
    sheet.height(7, 12.0)?;
    sheet.section(8, wide, book.t("各文件的条款", "Clauses of each document"))
}

/// The table of documents: how many clauses stand how, counted anew from their matrices. Returns its last row.
fn counts(sheet: &mut CoverageSheet) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let style = book.style();
    let head = style.chip().set_font_size(9).set_text_wrap();
    sheet.text(COUNTS_HEAD, 1, book.t("文件", "Document"), &style.cell().set_font_size(9).set_bold())?;
    let binding = book.t("机构条款", "For institutions");
    let rest = [book.t("不计入", "Not counted"), book.t("无证据", "No evidence"), book.t("直接判断", "Judged directly")];
    let statuses = COUNTED.map(|status| (book.status(status), status_look(head.clone(), status)));
    let heads = std::iter::once((binding, head.clone())).chain(statuses).chain(rest.map(|word| (word, head.clone().set_font_color(INK_2))));
    for (col, (word, format)) in (FIRST_COUNT..).zip(heads) {
        sheet.text(COUNTS_HEAD, col, word, &format)?;
    }
    sheet.height(COUNTS_HEAD, 30.0)?;
    let mut row = COUNTS_HEAD;
    for (document, matrix) in book.input.documents.iter().zip(&book.plan.matrices) {
        row += 1;
        let rule = |format: Format| format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
        named(sheet, row, document, &rule(style.base().set_text_wrap().set_indent(1)))?;
        let figure = |size: u32| rule(style.base().set_num_format(WHOLE).set_font_size(size).set_align(FormatAlign::Center));
        let column = |col| matrix.column(col);
        let (statuses, evidence) = (column(matrix_col::STATUS), column(matrix_col::EVIDENCE));
        let own = &document.counts;
        let live = std::iter::once((count_binding(book, &statuses), own.binding))
            .chain(COUNTED.map(|status| count_status(book, &statuses, status)).into_iter().zip([
                own.ready,
                own.partly,
                own.gap,
                own.pending,
                own.undetermined,
                own.excluded,
            ]))
            .chain([
                (count_status(book, &statuses, ClauseStatus::NotBinding), own.not_binding),
                (format!("COUNTIF({evidence},0)"), own.without_evidence),
                (format!("SUMPRODUCT(--({}<>\"\"))", column(matrix_col::JUDGEMENT)), own.judged),
            ]);
        for (col, (formula, found)) in (FIRST_COUNT..).zip(live) {
            let format = if col <= FIRST_COUNT + 6 { figure(15).set_bold() } else { figure(11).set_font_color(INK_2) };
            sheet.formula(row, col, &format!("={formula}"), f64::from(found), &format)?;
        }
    }
    let alarm =
        ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(0)).set_format(Format::new().set_font_color(GAP_TEXT));
    sheet.cells.add_conditional_format(COUNTS_HEAD + 1, WITHOUT_EVIDENCE, row, WITHOUT_EVIDENCE, &alarm)?;
    Ok(row)
}

/// A document with what identifies it, and how the institution stands to it.
fn named(sheet: &mut CoverageSheet, row: RowNum, document: &CoverageDocument, format: &Format) -> Result<(), ReportError> {
    let style = sheet.book.style();
    let facts: Vec<&str> =
        [&document.number, &document.publisher, &document.date].into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let lines = [
        (style.base().set_font_size(12).set_bold(), document.title.as_str()),
        (style.caption(), &facts.join(" · ")),
        (style.base().set_font_color(BRAND), &document.finding),
    ];
    sheet.paragraphs(row, 1, &lines, format, 11.0)
}

/// The chart under the table, in rows of its own; returns the row after it.
fn chart(sheet: &mut CoverageSheet, first: RowNum, last: RowNum) -> Result<RowNum, ReportError> {
    let documents = last - COUNTS_HEAD;
    let pixels = 70 + 46 * documents;
    let digits: f64 = DOCUMENT_WIDTH + COUNT_WIDTH * f64::from(LAST - FIRST_COUNT);
    let width = (digits * 7.0) as u32 + 5 * u32::from(LAST - 1);
    let drawn = status_chart::chart(sheet.book, (COUNTS_HEAD + 1, last), FIRST_COUNT + 1, &COUNTED, (width, pixels));
    sheet.cells.insert_chart_with_offset(first, 1, &drawn, 0, 4)?;
    // Rows of 18 points are 24 pixels high.
    let rows = (pixels + 8).div_ceil(24);
    for row in first..first + rows {
        sheet.height(row, 18.0)?;
    }
    Ok(first + rows)
}

fn facts(sheet: &mut CoverageSheet, first: RowNum) -> Result<RowNum, ReportError> {
    let (book, input) = (sheet.book, sheet.book.input);
    let style = book.style();
    sheet.height(first, 14.0)?;
    let rule = |format: Format| format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
    let (label, value) = (rule(style.base().set_font_color(INK_2).set_indent(1)), rule(style.base()));
    let lines = [
        (book.t("评估模型", "Evaluation model"), format!("{}　{}", input.model.name, input.model.version)),
        (book.t("模型摘要", "Model digest"), input.model.digest.clone()),
        (book.t("生成时间", "Generated"), format!("{}　{} {}", input.generated_at, book.t("数衡", "Shuheng"), input.product_version)),
        (book.t("保密", "Confidentiality"), input.confidential_note.clone()),
    ];
    let mut row = first + 1;
    for (name, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
        sheet.text(row, 1, name, &label)?;
        sheet.wide_text(row, (FIRST_COUNT, LAST - 1), &text, &value)?;
        sheet.height(row, 20.0)?;
        row += 1;
    }
    Ok(row - 1)
}
