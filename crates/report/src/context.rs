//! The sheet of the sector: Table 1 and Figure 2 of the CAICT report, with provenance.

use rust_xlsxwriter::{ColNum, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::number::{GROWTH, format_for};
use crate::sheet::{Align, Column, Sheet};
use crate::style::INK_3;

const HEAD: RowNum = 2;
const LAST: ColNum = 9;

/// Writes the sheet; `None` when there is nothing to show.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Option<Sheet<'a>>, ReportError> {
    if book.input.context.is_empty() {
        return Ok(None);
    }
    let mut sheet = Sheet::new(book, book.plan.names.context)?;
    let source = book.t(
        "来源：中国信息通信研究院《数字金融创新发展研究报告（2025年）》；该报告所引的原始来源见“说明”列。",
        "Source: China Academy of Information and Communications Technology (CAICT), Research Report on Digital Finance Innovation and Development (2025); what it quotes is named under “Notes”.",
    );
    sheet.title(LAST, book.t("行业背景", "The sector"), source)?;
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let columns = [
        make("图表", "Table or figure", 24.0, Align::Left),
        make("项目", "Item", 22.0, Align::Left),
        make("时点", "Date", 14.0, Align::Left),
        make("数值", "Value", 13.0, Align::Right),
        make("单位", "Unit", 10.0, Align::Left),
        make("同比变化", "Change", 11.0, Align::Right),
        make("质量", "Quality", 15.0, Align::Left),
        make("来源", "Source", 28.0, Align::Left),
        make("出处", "Locator", 14.0, Align::Left),
        make("说明", "Notes", 26.0, Align::Left),
    ];
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    let style = &book.style;
    let mut row = HEAD;
    for line in &book.input.context {
        row += 1;
        sheet.wrapped(row, 0, &line.group, &style.prose(), 9.0)?;
        sheet.wrapped(row, 1, &line.name, &style.prose().set_font_size(10).set_bold(), 10.5)?;
        sheet.wrapped(row, 2, &line.period, &style.prose(), 9.0)?;
        match line.value {
            Some(value) => sheet.number(row, 3, value, &style.figure(format_for(&line.unit, value)))?,
            None => sheet.text(row, 3, book.t("未录入", "Not entered"), &style.figure("General").set_font_color(INK_3))?,
        }
        sheet.wrapped(row, 4, &line.unit, &style.prose(), 9.0)?;
        sheet.number_or_dash(row, 5, line.growth.map(|growth| growth / 100.0), &style.figure(GROWTH))?;
        sheet.text(row, 6, book.quality_name(line.quality), &style.cell())?;
        sheet.wrapped(row, 7, &line.source, &style.prose(), 9.0)?;
        sheet.wrapped(row, 8, &line.locator, &style.prose(), 9.0)?;
        sheet.wrapped(row, 9, &line.note, &style.prose(), 9.0)?;
    }
    sheet.table(HEAD, row, (0, LAST), LAST, 2)?;
    Ok(Some(sheet))
}
