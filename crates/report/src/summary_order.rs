//! The strongest and the weakest five indicators by weighted gap, side by side and live.

use rust_xlsxwriter::{ColNum, RowNum};

use crate::derived::Derived;
use crate::error::ReportError;
use crate::number::{DIFFERENCE, FINE_DIFFERENCE, SCORE};
use crate::place::{cell, fixed};
use crate::plan::node_col;
use crate::sheet::{Align, Column, Sheet};
use crate::summary::{LEFT, RIGHT, found, gap};

const SHOWN: usize = 5;

/// Writes both lists from a row on; returns the row after them.
pub(crate) fn both(sheet: &mut Sheet, first: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    list(
        sheet,
        first,
        LEFT,
        book.t("优势前五（按加权差距）", "Strongest five (by weighted gap)"),
        node_col::STRONGEST,
        &book.derived.strongest,
    )?;
    list(
        sheet,
        first,
        RIGHT,
        book.t("差距前五（按加权差距）", "Weakest five (by weighted gap)"),
        node_col::WEAKEST,
        &book.derived.weakest,
    )?;
    Ok(first + 2 + RowNum::try_from(SHOWN).unwrap_or(0))
}

fn list(
    sheet: &mut Sheet,
    first: RowNum,
    cols: (ColNum, ColNum),
    title: &str,
    order_col: ColNum,
    order: &[Option<usize>],
) -> Result<(), ReportError> {
    let book = sheet.book;
    let style = &book.style;
    sheet.section(first, cols, title)?;
    let make = |zh, en, align| Column { head: book.t(zh, en), width: 0.0, align };
    let columns = [
        make("编码", "Code", Align::Left),
        make("指标", "Indicator", Align::Left),
        make("得分", "Score", Align::Right),
        make("等级", "Level", Align::Centre),
        make("目标", "Target", Align::Right),
        make("差距", "Gap", Align::Right),
        make("加权", "Weighted", Align::Right),
        make("位次", "Place", Align::Right),
    ];
    sheet.heads(first + 1, cols.0, &columns)?;
    sheet.height(first + 1, 20.0)?;
    let top = first + 2;
    for (row, place) in (top..).zip(1..=SHOWN) {
        let index = Derived::at(order, place);
        let node = index.map(|i| &book.input.nodes[i]);
        let at = |offset: ColNum| cols.0 + offset;
        let place_cell = fixed(row, at(7));
        let position = format!("MATCH({place_cell},{},0)", book.plan.node_column(order_col));
        let pick = |col: ColNum| format!("=IFERROR(INDEX({},{position}),\"\")", book.plan.node_column(col));
        let pick_text = |col: ColNum| format!("=IFERROR(INDEX({},{position})&\"\",\"\")", book.plan.node_column(col));
        sheet.formula(row, at(0), &pick_text(node_col::CODE), found(node.map(|node| node.code.as_str())), &style.cell())?;
        sheet.formula(row, at(1), &pick_text(node_col::NAME), found(node.map(|node| node.name.as_str())), &style.cell().set_shrink())?;
        sheet.formula(row, at(2), &pick(node_col::SCORE), found(node.map(|node| node.score)), &style.figure(SCORE).set_bold())?;
        let level = format!("INDEX({},{position})", book.plan.node_column(node_col::LEVEL));
        let label = book.plan.level_name_formula(&level);
        let label = format!("=IFERROR({},\"\")", label.trim_start_matches('='));
        sheet.formula(
            row,
            at(3),
            &label,
            found(node.map(|node| book.level_name(node.level))),
            &style.chip().set_font_size(9).set_shrink(),
        )?;
        sheet.formula(row, at(4), &pick(node_col::TARGET), found(node.map(|node| node.target)), &style.figure(SCORE))?;
        let (score, target) = (cell(row, at(2)), cell(row, at(4)));
        let gap_formula = format!("=IF(ISNUMBER({score})*ISNUMBER({target})=1,ROUND(ROUND({score},1)-ROUND({target},1),1),\"\")");
        sheet.formula(row, at(5), &gap_formula, found(node.and_then(|node| gap(node.score, node.target))), &style.figure(DIFFERENCE))?;
        let weighted = index.and_then(|i| book.derived.weighted_gap[i]);
        sheet.formula(row, at(6), &pick(node_col::WEIGHTED_GAP), found(weighted), &style.figure(FINE_DIFFERENCE))?;
        sheet.number(row, at(7), u32::try_from(place).map_or(0.0, f64::from), &style.faint("0"))?;
        sheet.height(row, 19.0)?;
    }
    let last = top + RowNum::try_from(SHOWN).unwrap_or(1) - 1;
    sheet.level_name_chips((top, cols.0 + 3), (last, cols.0 + 3))?;
    sheet.shortfalls((top, cols.0 + 5), (last, cols.0 + 6))?;
    Ok(())
}
