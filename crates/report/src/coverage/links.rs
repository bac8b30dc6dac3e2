//! The sheet of links: one row for every indicator that speaks to a clause, with its score. The readiness of a clause is computed from it.

use rust_xlsxwriter::{FormatAlign, RowNum};

use super::CoverageSheet;
use super::book::CoverageBook;
use super::plan::{GRID_LEVEL, GRID_SCORE, LINK_FIRST, Placed, link_col as col};
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::{ClauseLink, IndicatorResult, Language};
use crate::number::{LEVEL, SCORE, WHOLE};
use crate::sheet::{Align, Column, NOTHING, Sheet, Stored};

const HEAD: RowNum = LINK_FIRST - 1;

/// Writes the sheet; `None` when no clause has links.
pub(crate) fn sheet<'a>(book: &'a CoverageBook<'a>) -> Result<Option<CoverageSheet<'a>>, ReportError> {
    if book.plan.indicators.is_empty() {
        return Ok(None);
    }
    let mut sheet = Sheet::new(book, book.plan.names.links)?;
    let caption = match book.language() {
        Language::Zh => format!(
            "得分、等级取自“{}”表，每个指标只在那里记一次；各条款的推断就绪度由本表的必要关联（●、◐）算出。“最低”标出程序推断所依的一项。",
            book.plan.names.grid
        ),
        Language::En => format!(
            "Scores and levels come from the sheet “{}”, where each indicator stands once; readiness is computed from the necessary links (●, ◐) of this sheet. “Lowest” marks the link that the product's inference rests on.",
            book.plan.names.grid
        ),
    };
    sheet.title(col::REASON, book.t("条款与指标的关联", "Links between clauses and indicators"), &caption)?;
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let by_language = |zh: f64, en: f64| if book.language() == Language::En { en } else { zh };
    let columns = [
        make("文件", "Document", by_language(18.0, 20.0), Align::Left),
        make("条款", "Clause", 11.0, Align::Left),
        make("标题", "Heading", 27.0, Align::Left),
        make("指标", "Indicator", by_language(8.0, 9.5), Align::Left),
        make("名称", "Name", 24.0, Align::Left),
        make("强度", "Strength", by_language(12.0, 15.0), Align::Left),
        make("得分", "Score", by_language(8.0, 10.5), Align::Right),
        make("等级", "Level", 7.0, Align::Centre),
        make("推断所依", "Decides", by_language(9.0, 9.5), Align::Centre),
        make("理由", "Reason", by_language(52.0, 58.0), Align::Left),
        make("条款键", "Clause key", 8.0, Align::Right),
    ];
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    let mut row = HEAD;
    for placed in book.plan.clauses() {
        for link in &placed.clause.links {
            row += 1;
            link_row(&mut sheet, row, placed, link)?;
        }
    }
    sheet.level_chips((LINK_FIRST, col::LEVEL), (row, col::LEVEL))?;
    sheet.faint_dashes((LINK_FIRST, col::LEVEL), (row, col::LEVEL))?;
    sheet.table(HEAD, row, (0, col::REASON), col::REASON, col::HEADING)?;
    sheet.cells.group_columns_collapsed(col::KEY, col::KEY)?;
    Ok(Some(sheet))
}

fn link_row(sheet: &mut CoverageSheet, row: RowNum, placed: Placed, link: &ClauseLink) -> Result<(), ReportError> {
    let book = sheet.book;
    let (style, clause) = (book.style(), placed.clause);
    let prose = style.prose();
    sheet.wrapped(row, col::DOCUMENT, &book.input.documents[placed.document].short, &prose, 9.0)?;
    sheet.wrapped(row, col::CLAUSE, &clause.cited, &prose, 9.0)?;
    sheet.wrapped(row, col::HEADING, &clause.heading, &prose, 9.0)?;
    sheet.wrapped(row, col::CODE, &link.code, &prose.clone().set_bold(), 9.0)?;
    sheet.wrapped(row, col::NAME, &link.name, &prose, 9.0)?;
    sheet.text(row, col::STRENGTH, book.strength(link.strength), &style.cell().set_font_size(9))?;
    let linked = |at: RowNum| format!("={}", book.plan.indicator_cell(link, at));
    sheet.formula(row, col::SCORE, &linked(GRID_SCORE), score(book, link.result), &style.figure(SCORE).set_bold())?;
    sheet.formula(row, col::LEVEL, &linked(GRID_LEVEL), level(link.result), &style.chip().set_num_format(LEVEL))?;
    let lowest = if link.weakest { book.t("最低", "Lowest") } else { "" };
    sheet.text(row, col::WEAKEST, lowest, &style.cell().set_font_size(9).set_align(FormatAlign::Center).set_indent(0))?;
    sheet.wrapped(row, col::REASON, &link.reason, &prose, 9.0)?;
    sheet.number(row, col::KEY, f64::from(placed.key), &style.faint(WHOLE))
}

/// The score of an indicator, or the word for why there is none.
pub(crate) fn score(book: &CoverageBook, result: IndicatorResult) -> Stored {
    match result {
        IndicatorResult::Scored { score, .. } => Stored::Number(score),
        IndicatorResult::Unanswered | IndicatorResult::NotApplicable => Stored::from(book.no_score(result).unwrap_or(NOTHING)),
    }
}

/// The level of an indicator, or a dash.
pub(crate) fn level(result: IndicatorResult) -> Stored {
    match result {
        IndicatorResult::Scored { level, .. } => Stored::from(level),
        IndicatorResult::Unanswered | IndicatorResult::NotApplicable => Stored::from(NOTHING),
    }
}
