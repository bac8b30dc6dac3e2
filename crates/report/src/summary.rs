//! The summary: the whole on one page, the domains on a radar, and the indicators that matter most.

use rust_xlsxwriter::{ColNum, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::input::Language;
use crate::number::{DIFFERENCE, SCORE, SHARE, round};
use crate::place::cell;
use crate::plan::node_col;
use crate::sheet::{Align, Column, NOTHING, Sheet, Stored};
use crate::style::Style;
use crate::{summary_chart, summary_order, summary_pictures};

/// First row of the table of nodes.
pub(crate) const FIRST: RowNum = 4;
/// First and last column of the left half.
pub(crate) const LEFT: (ColNum, ColNum) = (0, 7);
/// First and last column of the right half.
pub(crate) const RIGHT: (ColNum, ColNum) = (9, 16);
/// Columns of the data behind the radar, outside the printed area.
pub(crate) const CHART_DATA: ColNum = 18;
/// The widths of the columns of one half; both halves have the same.
fn half(book: &Book) -> [f64; 8] {
    match book.input.language {
        Language::Zh => [7.5, 26.0, 8.0, 15.0, 8.0, 8.5, 9.0, 9.5],
        Language::En => [7.5, 29.0, 8.0, 21.0, 8.0, 8.5, 9.5, 9.5],
    }
}

/// The width of one half in pixels.
pub(crate) fn half_pixels(book: &Book) -> u32 {
    half(book).iter().map(|digits| (digits * 7.0 + 5.0) as u32).sum()
}

/// Writes the sheet.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Sheet<'a>, ReportError> {
    let mut sheet = Sheet::new(book, book.plan.names.summary)?;
    sheet.cells.set_screen_gridlines(false);
    for start in [LEFT.0, RIGHT.0] {
        for (col, width) in (start..).zip(half(book)) {
            sheet.width(col, width)?;
        }
    }
    sheet.width(LEFT.1 + 1, 2.0)?;
    sheet.width(RIGHT.1 + 1, 2.0)?;
    sheet.title(RIGHT.1, book.t("摘要", "Summary"), &book.subject())?;
    sheet.section(2, LEFT, book.t("总体、维度与能力域", "Overall, dimensions and domains"))?;
    sheet.section(2, RIGHT, book.t("能力域得分与目标", "Domains: score and target"))?;
    let after = nodes(&mut sheet)?;
    summary_chart::radar(&mut sheet, FIRST - 1, after)?;
    let after = summary_order::both(&mut sheet, after + 2)?;
    let last = summary_pictures::place(&mut sheet, after + 1)?;
    let notes = [book.input.model.disclaimer.as_str(), book.input.model.attribution.as_str()].join("\n");
    sheet.paragraph(last + 1, (LEFT.0, RIGHT.1), &notes, &book.style.remark(), 9.0)?;
    sheet.cells.set_freeze_panes(2, 0)?;
    sheet.cells.set_print_area(0, 0, last + 1, RIGHT.1)?;
    Ok(sheet)
}

/// The table of the root, the dimensions and the domains; returns the row after it.
fn nodes(sheet: &mut Sheet) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let style = &book.style;
    let make = |zh, en, align| Column { head: book.t(zh, en), width: 0.0, align };
    let columns = [
        make("编码", "Code", Align::Left),
        make("名称", "Name", Align::Left),
        make("得分", "Score", Align::Right),
        make("等级", "Level", Align::Centre),
        make("目标", "Target", Align::Right),
        make("差距", "Gap", Align::Right),
        make("贡献", "Points", Align::Right),
        make("覆盖率", "Cover", Align::Right),
    ];
    sheet.heads(FIRST - 1, LEFT.0, &columns)?;
    sheet.height(FIRST - 1, 20.0)?;
    let mut row = FIRST;
    for (i, node) in book.input.nodes.iter().enumerate().filter(|(_, node)| node.indicator.is_none()) {
        let shaded = |format| Style::at_depth(format, if node.depth >= 2 { 3 } else { node.depth });
        let linked = |col| format!("={}", book.plan.node_cell(i, col));
        sheet.text(row, 0, &node.code, &shaded(style.cell()))?;
        sheet.text(row, 1, &node.name, &shaded(style.cell()).set_shrink().set_indent(node.depth.clamp(1, 4)))?;
        sheet.formula(row, 2, &linked(node_col::SCORE), node.score, &shaded(style.figure(SCORE)).set_bold())?;
        sheet.formula(row, 3, &book.plan.marked_level_formula(i), book.marked_level(node), &style.chip().set_font_size(9).set_shrink())?;
        sheet.formula(row, 4, &linked(node_col::TARGET), node.target, &shaded(style.figure(SCORE)))?;
        sheet.formula(row, 5, &gap_formula(row, 2, 4), gap(node.score, node.target), &shaded(style.figure(DIFFERENCE)))?;
        sheet.formula(row, 6, &linked(node_col::LISTED), book.derived.listed[i], &shaded(style.figure(SCORE)))?;
        let coverage = book.derived.applicable[i].then_some(node.coverage);
        sheet.formula(row, 7, &linked(node_col::COVERAGE), coverage, &shaded(style.figure(SHARE).set_font_size(9)))?;
        sheet.height(row, 19.0)?;
        row += 1;
    }
    let note = book.t(
        "* 等级受否决门槛限制，见“方法”表。贡献按最大余数法取整，逐级可加总。",
        "* The level is capped by a gate: see the sheet “Method”. Points are rounded so that every level adds up.",
    );
    sheet.wide_text(row, LEFT, note, &style.caption())?;
    sheet.level_name_chips((FIRST, 3), (row - 1, 3))?;
    sheet.shortfalls((FIRST, 5), (row - 1, 5))?;
    sheet.faint_dashes((FIRST, 2), (row - 1, 7))?;
    Ok(row)
}

/// The difference of two figures as they are shown.
pub(crate) fn gap(score: Option<f64>, target: Option<f64>) -> Option<f64> {
    score.zip(target).map(|(score, target)| round(round(score, 1) - round(target, 1), 1))
}

/// The same as a formula over two columns of a row.
pub(crate) fn gap_formula(row: RowNum, score: ColNum, target: ColNum) -> String {
    let (score, target) = (cell(row, score), cell(row, target));
    format!("=IF(ISNUMBER({score})*ISNUMBER({target})=1,ROUND(ROUND({score},1)-ROUND({target},1),1),\"{NOTHING}\")")
}

/// The stored result of a formula that finds nothing.
pub(crate) fn found<T: Into<Stored>>(value: Option<T>) -> Stored {
    value.map_or_else(|| Stored::Text(String::new()), Into::into)
}
