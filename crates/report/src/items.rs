//! The sheet of the checklists: every item with its weight and whether it holds.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, FormatAlign, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::input::Kind;
use crate::number::{AS_TYPED, SHARE, WHOLE};
use crate::place::{cell, column};
use crate::plan::{ITEM_FIRST, item_col};
use crate::sheet::{Align, Column, Sheet};
use crate::style::INK_3;

const HEAD: RowNum = ITEM_FIRST - 1;
const LAST_COL: u16 = 6;

/// Writes the sheet; `None` when the model has no checklist.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Option<Sheet<'a>>, ReportError> {
    if book.plan.items.iter().all(Option::is_none) {
        return Ok(None);
    }
    let mut sheet = Sheet::new(book, book.plan.names.items)?;
    let caption = book.t(
        "得分＝成立各项的权重÷全部权重×100。浅色格可改。",
        "Score = weight of the items that hold ÷ weight of all items × 100. Tinted cells may be changed.",
    );
    sheet.title(LAST_COL, book.t("清单", "Checklists"), caption)?;
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let columns = [
        make("编码", "Code", 8.0, Align::Left),
        make("指标", "Indicator", 26.0, Align::Left),
        make("序", "No.", 6.0, Align::Centre),
        make("事实", "Fact", 72.0, Align::Left),
        make("权重", "Weight", 9.0, Align::Right),
        make("成立", "Holds", 10.0, Align::Centre),
        make("占本指标", "Share of the indicator", 12.0, Align::Right),
    ];
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    let mut last = HEAD;
    for (i, node) in book.input.nodes.iter().enumerate() {
        let (Some(rows), Some(Kind::Checklist { items })) = (book.plan.items[i], node.indicator.as_ref().map(|indicator| &indicator.kind))
        else {
            continue;
        };
        let style = &book.style;
        let total: f64 = items.iter().map(|item| item.weight).sum();
        let weights = column(rows.0, rows.1, item_col::WEIGHT);
        for ((row, item), number) in (rows.0..).zip(items).zip(1u32..) {
            sheet.text(row, 0, &node.code, &style.cell())?;
            sheet.wrapped(row, 1, &node.name, &style.prose(), 9.0)?;
            sheet.number(row, 2, f64::from(number), &style.figure(WHOLE).set_align(FormatAlign::Center).set_indent(0))?;
            sheet.wrapped(row, 3, &item.text, &style.prose(), 9.0)?;
            sheet.number(
                row,
                item_col::WEIGHT,
                item.weight,
                &style.entry(AS_TYPED).unset_bold().set_align(FormatAlign::Right).set_indent(1),
            )?;
            sheet.text(row, item_col::HELD, if item.held { book.yes() } else { book.no() }, &style.entry(AS_TYPED))?;
            let share = if total == 0.0 { 0.0 } else { item.weight / total };
            sheet.formula(
                row,
                6,
                &format!("=IF(SUM({weights})=0,0,{}/SUM({weights}))", cell(row, item_col::WEIGHT)),
                share,
                &style.figure(SHARE),
            )?;
        }
        let rule = DataValidation::new().allow_list_strings(&[book.yes(), book.no()])?;
        sheet.cells.add_data_validation(rows.0, item_col::HELD, rows.1, item_col::HELD, &rule)?;
        last = rows.1;
    }
    let faded = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo(book.no().to_owned()))
        .set_format(Format::new().set_font_color(INK_3));
    sheet.cells.add_conditional_format(ITEM_FIRST, item_col::HELD, last, item_col::HELD, &faded)?;
    sheet.table(HEAD, last, (0, LAST_COL), LAST_COL, 0)?;
    Ok(Some(sheet))
}
