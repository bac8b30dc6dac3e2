//! The grid of clauses by indicators over all documents, and the one place where the score of an indicator stands.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, Format, FormatAlign, FormatBorder, RowNum};

use super::CoverageSheet;
use super::book::CoverageBook;
use super::chips::{marks, status_cell, status_chips};
use super::links::{level, score};
use super::plan::{GRID_FIRST_COL, GRID_LEVEL, GRID_SCORE, Placed, matrix_col};
use super::words::mark;
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::{ClauseStatus, Language, LinkStrength};
use crate::number::{AS_TYPED, SCORE};
use crate::place::{fixed, on};
use crate::sheet::{Align, Column, Sheet, Stored};
use crate::style::{BRAND, BRAND_TINT, CONTROL, INK_3, LINE};

/// A font of Windows that has all marks in one size.
const MARK_FONT: &str = "Segoe UI Symbol";
const CODE: RowNum = GRID_SCORE - 1;
const FIRST: RowNum = GRID_LEVEL + 1;
const STATUS: ColNum = 2;
/// The titles stand over the first columns and over so many indicators at least, however few there are.
const TITLE_LAST: ColNum = GRID_FIRST_COL + 30;

/// Writes the sheet; `None` when no clause has links.
pub(crate) fn sheet<'a>(book: &'a CoverageBook<'a>) -> Result<Option<CoverageSheet<'a>>, ReportError> {
    let indicators = &book.plan.indicators;
    if indicators.is_empty() {
        return Ok(None);
    }
    let mut sheet = Sheet::new(book, book.plan.names.grid)?;
    let last = GRID_FIRST_COL - 1 + ColNum::try_from(indicators.len()).unwrap_or(ColNum::MAX - GRID_FIRST_COL);
    let width = last.max(TITLE_LAST);
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let by_language = |zh: f64, en: f64| if book.language() == Language::En { en } else { zh };
    let columns = [
        make("条款", "Clause", 11.0, Align::Left),
        make("标题", "Heading", by_language(31.0, 40.0), Align::Left),
        make("状态", "Status", by_language(10.0, 12.5), Align::Centre),
    ];
    sheet.widths(0, &columns)?;
    for col in GRID_FIRST_COL..=width {
        sheet.width(col, 2.9)?;
    }
    let caption = match book.language() {
        Language::Zh => format!("{}（不承载结果）。列为指标编码，其下为得分与等级；名称列于表末。", marks(book)),
        Language::En => {
            format!(
                "{} (never carries a result). A column is an indicator: code, score, level; names at the end of the sheet.",
                marks(book)
            )
        }
    };
    sheet.title(width, book.t("条款指标矩阵", "Clauses by indicators"), &caption)?;
    heads(&mut sheet, &columns)?;
    let mut row = GRID_LEVEL;
    for (document, matrix) in book.input.documents.iter().zip(&book.plan.matrices) {
        if matrix.lines.is_empty() {
            continue;
        }
        row += 1;
        document_row(&mut sheet, row, &document.title, last)?;
        for placed in matrix.clauses() {
            row += 1;
            clause_row(&mut sheet, row, placed)?;
        }
    }
    status_chips(&mut sheet, (FIRST, STATUS), (row, STATUS))?;
    sheet.level_chips((GRID_LEVEL, GRID_FIRST_COL), (GRID_LEVEL, last))?;
    sheet.table(GRID_LEVEL, row, (0, STATUS), width, GRID_FIRST_COL)?;
    sheet.cells.set_repeat_rows(CODE, GRID_LEVEL)?;
    let names: Vec<String> = indicators.iter().map(|link| format!("{} {}", link.code, link.name)).collect();
    sheet.paragraph(row + 2, (0, width), &names.join(book.t("；", "; ")), &book.style().remark(), 9.0)?;
    sheet.cells.set_print_area(0, 0, row + 2, width)?;
    Ok(Some(sheet))
}

/// The three rows over the grid: codes, scores, and levels beside the heads of the first columns.
fn heads(sheet: &mut CoverageSheet, columns: &[Column]) -> Result<(), ReportError> {
    let book = sheet.book;
    let style = book.style();
    sheet.heads(GRID_LEVEL, 0, columns)?;
    let upright = |format: Format| format.set_rotation(90).set_indent(0).set_align(FormatAlign::Center).set_align(FormatAlign::Bottom);
    let label = style.caption().set_align(FormatAlign::Right).set_align(FormatAlign::Bottom).set_indent(1);
    sheet.wide_text(CODE, (0, STATUS), book.t("指标", "Indicator"), &label)?;
    sheet.wide_text(GRID_SCORE, (0, STATUS), book.t("得分", "Score"), &label)?;
    for (col, link) in (GRID_FIRST_COL..).zip(&book.plan.indicators) {
        let code = upright(style.base().set_font_size(9).set_bold().set_font_color(BRAND));
        sheet.text(CODE, col, &link.code, &ruled(book, code, col))?;
        let figure = upright(style.base().set_font_size(8).set_num_format(SCORE).set_font_color(BRAND).set_background_color(BRAND_TINT));
        let figure = ruled(book, figure, col);
        match score(book, link.result) {
            Stored::Number(number) => sheet.number(GRID_SCORE, col, number, &figure)?,
            Stored::Text(text) => sheet.text(GRID_SCORE, col, &text, &figure.set_font_color(INK_3))?,
        }
        let chip = style.chip().set_font_size(8).set_num_format(AS_TYPED);
        match level(link.result) {
            Stored::Number(number) => sheet.number(GRID_LEVEL, col, number, &chip)?,
            Stored::Text(text) => sheet.text(GRID_LEVEL, col, &text, &chip.unset_bold().set_font_color(INK_3))?,
        }
    }
    sheet.height(CODE, 38.0)?;
    sheet.height(GRID_SCORE, 44.0)?;
    sheet.height(GRID_LEVEL, 20.0)
}

/// Hairlines around a cell; a stronger one where another branch of the tree begins (A2.3, A3.1).
fn ruled(book: &CoverageBook, format: Format, col: ColNum) -> Format {
    let branch = |at: ColNum| {
        let link = at.checked_sub(GRID_FIRST_COL).and_then(|index| book.plan.indicators.get(usize::from(index)))?;
        Some(link.code.rsplit_once('.').map_or("", |(branch, _)| branch))
    };
    let (own, left) = (branch(col), col.checked_sub(1).and_then(branch));
    let edge = if own == left { LINE } else { CONTROL };
    format.set_border(FormatBorder::Thin).set_border_color(LINE).set_border_left_color(edge)
}

fn document_row(sheet: &mut CoverageSheet, row: RowNum, title: &str, last: ColNum) -> Result<(), ReportError> {
    let band = sheet.book.style().cell().set_bold().set_font_color(BRAND).set_background_color(BRAND_TINT);
    sheet.text(row, 0, &title.replace('\n', " "), &band)?;
    for blank in 1..=last {
        sheet.cells.write_blank(row, blank, &band)?;
    }
    sheet.height(row, 20.0)
}

fn clause_row(sheet: &mut CoverageSheet, row: RowNum, placed: Placed) -> Result<(), ReportError> {
    let (book, clause) = (sheet.book, placed.clause);
    let style = book.style();
    let prose = if clause.status == ClauseStatus::NotBinding { style.prose().set_font_color(INK_3) } else { style.prose() };
    sheet.wrapped(row, 0, &clause.cited, &prose, 9.0)?;
    sheet.wrapped(row, 1, &clause.heading, &prose, 9.0)?;
    let status = on(&book.plan.matrices[placed.document].name, &fixed(placed.row, matrix_col::STATUS));
    sheet.formula(row, STATUS, &format!("={status}"), book.status(clause.status), &status_cell(style))?;
    let mut strengths: BTreeMap<ColNum, LinkStrength> = BTreeMap::new();
    for link in &clause.links {
        // Where two links name one indicator, the stronger one shows.
        strengths.entry(book.plan.indicator_col(link)).and_modify(|own| *own = link.strength.min(*own)).or_insert(link.strength);
    }
    for col in (GRID_FIRST_COL..).take(book.plan.indicators.len()) {
        let format =
            ruled(book, style.base().set_font_name(MARK_FONT).set_font_size(9).set_font_color(BRAND).set_align(FormatAlign::Center), col);
        match strengths.get(&col) {
            Some(strength) => sheet.text(row, col, mark(*strength), &format)?,
            None => {
                sheet.cells.write_blank(row, col, &format)?;
            }
        }
    }
    Ok(())
}
