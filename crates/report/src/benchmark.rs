//! The sheet of IT spending: every figure with its provenance, and what is computed as a live formula.

use rust_xlsxwriter::{ColNum, Format, FormatAlign, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::input::{BenchmarkRow, Derivation, Figure};
use crate::number::{GROWTH, WHOLE, format_for};
use crate::place::cell;
use crate::sheet::{Align, Column, Sheet};
use crate::style::BRAND;

const HEAD: RowNum = 3;
const FIRST: RowNum = HEAD + 1;
const VALUE: ColNum = 4;
const GROWTH_COL: ColNum = 6;
const PRIOR: ColNum = 7;
const LAST: ColNum = 11;

/// Writes the sheet; `None` when there is nothing to show.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Option<Sheet<'a>>, ReportError> {
    let rows = &book.input.benchmark;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut sheet = Sheet::new(book, book.plan.names.benchmark)?;
    let source = book.t(
        "来源：中国信息通信研究院《数字金融创新发展研究报告（2025年）》表3；其他行的来源见“来源”列。",
        "Source: China Academy of Information and Communications Technology (CAICT), Research Report on Digital Finance Innovation and Development (2025), Table 3; for other rows see the column “Source”.",
    );
    sheet.title(LAST, book.t("信息技术投入对标", "IT spending of institutions"), source)?;
    let legend = book.t(
        "● 披露　□ 报道　○ 推算　◆ 自报。蓝色数字为公式。各机构的投入口径（金融科技、信息科技、科技）不尽相同。",
        "● Disclosed  □ Press  ○ Derived  ◆ Self-reported. Figures in blue are formulas. Institutions differ in what they count as IT spending.",
    );
    sheet.wide_text(2, (0, LAST), legend, &book.style.caption().set_indent(1))?;
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let columns = [
        make("机构", "Institution", 18.0, Align::Left),
        make("类型", "Type", 15.0, Align::Left),
        make("年份", "Year", 7.0, Align::Centre),
        make("指标", "Metric", 14.0, Align::Left),
        make("数值", "Value", 11.0, Align::Right),
        make("单位", "Unit", 10.0, Align::Left),
        make("同比变化", "Change", 10.0, Align::Right),
        make("上年值", "Year before", 11.0, Align::Right),
        make("质量", "Quality", 15.0, Align::Left),
        make("来源", "Source", 26.0, Align::Left),
        make("出处", "Locator", 12.0, Align::Left),
        make("公式与说明", "Formula and notes", 34.0, Align::Left),
    ];
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    for (row, line) in (FIRST..).zip(rows) {
        write(&mut sheet, row, line)?;
    }
    let last = FIRST + RowNum::try_from(rows.len()).unwrap_or(0) - 1;
    sheet.table(HEAD, last, (0, LAST), LAST, 1)?;
    Ok(Some(sheet))
}

fn write(sheet: &mut Sheet, row: RowNum, line: &BenchmarkRow) -> Result<(), ReportError> {
    let book = sheet.book;
    let style = &book.style;
    sheet.wrapped(row, 0, &line.institution, &style.prose().set_font_size(10).set_bold(), 10.5)?;
    sheet.wrapped(row, 1, &line.institution_type, &style.prose(), 9.0)?;
    sheet.number(row, 2, f64::from(line.year), &style.figure(WHOLE).set_align(FormatAlign::Center).set_indent(0))?;
    sheet.wrapped(row, 3, &line.metric, &style.prose(), 9.0)?;
    sheet.wrapped(row, 5, &line.unit, &style.prose(), 9.0)?;
    let money = |figure: &Option<Figure>| style.figure(figure.as_ref().map_or("0.00", |figure| format_for(&line.unit, figure.value)));
    let mut formulas = Vec::new();
    for (col, figure, format) in [
        (VALUE, &line.value, money(&line.value)),
        (GROWTH_COL, &line.growth, style.figure(GROWTH)),
        (PRIOR, &line.prior, money(&line.prior)),
    ] {
        if let Some(formula) = write_figure(sheet, row, col, line, figure.as_ref(), &format)? {
            formulas.push(formula);
        }
    }
    sheet.text(row, 8, book.quality_name(line.quality), &style.cell())?;
    sheet.wrapped(row, 9, &line.source, &style.prose(), 9.0)?;
    sheet.wrapped(row, 10, &line.locator, &style.prose(), 9.0)?;
    if !line.note.is_empty() {
        formulas.push(line.note.clone());
    }
    sheet.wrapped(row, LAST, &formulas.join("\n"), &style.prose(), 9.0)
}

/// Writes a figure; where it is a formula, returns the formula for the reader.
fn write_figure(
    sheet: &mut Sheet,
    row: RowNum,
    col: ColNum,
    line: &BenchmarkRow,
    figure: Option<&Figure>,
    format: &Format,
) -> Result<Option<String>, ReportError> {
    let book = sheet.book;
    let Some(figure) = figure else {
        sheet.text(row, col, book.t("未录入", "Not entered"), &format.clone().set_font_color(crate::style::INK_3).set_font_size(9))?;
        return Ok(None);
    };
    let shown = if col == GROWTH_COL { figure.value / 100.0 } else { figure.value };
    let Some(formula) = formula(row, col, line, figure, &book.input.benchmark) else {
        sheet.number(row, col, shown, format)?;
        return Ok(None);
    };
    sheet.formula(row, col, &format!("={formula}"), shown, &format.clone().set_font_color(BRAND))?;
    let name = match col {
        VALUE => book.t("数值", "Value"),
        GROWTH_COL => book.t("同比变化", "Change"),
        _ => book.t("上年值", "Year before"),
    };
    Ok(Some(format!("{name} = {formula}")))
}

fn figure_at(line: &BenchmarkRow, col: ColNum) -> Option<&Figure> {
    match col {
        VALUE => line.value.as_ref(),
        GROWTH_COL => line.growth.as_ref(),
        _ => line.prior.as_ref(),
    }
}

/// The formula of a figure, unless what it would need is missing or would lead back to it: then the number itself is shown.
fn formula(row: RowNum, col: ColNum, line: &BenchmarkRow, figure: &Figure, rows: &[BenchmarkRow]) -> Option<String> {
    let firm = |at: ColNum| figure_at(line, at).is_some_and(|other| other.derivation != Derivation::FromRow);
    let (value, growth, prior) = (cell(row, VALUE), cell(row, GROWTH_COL), cell(row, PRIOR));
    match &figure.derivation {
        Derivation::Stated => None,
        Derivation::FromRow => match col {
            VALUE => (firm(GROWTH_COL) && firm(PRIOR)).then(|| format!("{prior}*(1+{growth})")),
            GROWTH_COL => (firm(VALUE) && firm(PRIOR)).then(|| format!("{value}/{prior}-1")),
            _ => (firm(VALUE) && firm(GROWTH_COL)).then(|| format!("{value}/(1+{growth})")),
        },
        Derivation::Remainder { total, parts } => {
            let named = |index: usize| -> Option<String> {
                let other = figure_at(rows.get(index)?, col)?;
                let remainder = matches!(other.derivation, Derivation::Remainder { .. });
                (!remainder).then(|| Some(cell(FIRST + RowNum::try_from(index).ok()?, col)))?
            };
            let parts: Option<Vec<String>> = parts.iter().map(|&part| named(part)).collect();
            let parts = parts.filter(|parts| !parts.is_empty() && parts.len() < 200)?;
            Some(format!("{}-SUM({})", named(*total)?, parts.join(",")))
        }
    }
}
