//! The matrix of one policy document: a row for every clause, by chapter.

use rust_xlsxwriter::{FormatAlign, RowNum};

use super::book::CoverageBook;
use super::chips::{Bounded, marks, readiness_bars, status_cell, status_chips, upper_bounds, zeros};
use super::plan::{Line, MATRIX_FIRST, Placed, matrix_col as col};
use super::words::mark;
use super::{CoverageSheet, formula};
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::{Chapter, Clause, ClauseStatus, Language};
use crate::number::{DIFFERENCE, RESIDUE, SCORE, WHOLE};
use crate::sheet::{Align, Column, NOTHING, Sheet};
use crate::style::{BRAND, BRAND_TINT, INK_3};

const HEAD: RowNum = MATRIX_FIRST - 1;
const READINESS: Bounded = Bounded { exact: SCORE, bound: "\"≤ \"0.0" };
const GAP: Bounded = Bounded { exact: DIFFERENCE, bound: "\"≤ +\"0.0;\"≤ −\"0.0;\"≤ \"0.0" };

/// Writes the sheet of the document with this index.
pub(crate) fn sheet<'a>(book: &'a CoverageBook<'a>, document: usize) -> Result<CoverageSheet<'a>, ReportError> {
    let (own, matrix) = (&book.input.documents[document], &book.plan.matrices[document]);
    let mut sheet = Sheet::new(book, &matrix.name)?;
    let columns = columns(book);
    sheet.widths(0, &columns)?;
    let title = match book.language() {
        Language::Zh => format!("《{}》政策对照", own.title),
        Language::En => format!("{}: coverage", own.title),
    };
    sheet.title(col::EVIDENCE, &title, &facts([&own.number, &own.publisher, &own.date, &book.subject(), &book.input.caution]))?;
    let style = book.style();
    let finding = style.base().set_font_size(12).set_bold().set_font_color(BRAND).set_indent(1);
    sheet.wide_text(2, (0, col::EVIDENCE), &own.finding, &finding)?;
    sheet.height(2, 24.0)?;
    sheet.wide_text(3, (0, col::EVIDENCE), &legend(book), &style.caption().set_indent(1))?;
    sheet.height(3, 18.0)?;
    sheet.heads(HEAD, 0, &columns)?;
    for (row, line) in (MATRIX_FIRST..).zip(&matrix.lines) {
        match line {
            Line::Chapter(chapter) => chapter_row(&mut sheet, row, chapter)?,
            Line::Clause(placed) => clause_row(&mut sheet, *placed)?,
        }
    }
    let rows = (MATRIX_FIRST, matrix.last());
    if rows.1 >= rows.0 {
        status_chips(&mut sheet, (rows.0, col::INFERRED), (rows.1, col::INFERRED))?;
        status_chips(&mut sheet, (rows.0, col::STATUS), (rows.1, col::STATUS))?;
        readiness_bars(&mut sheet, (rows.0, col::READINESS), (rows.1, col::READINESS))?;
        upper_bounds(&mut sheet, rows, col::READINESS, col::UNANSWERED, READINESS)?;
        upper_bounds(&mut sheet, rows, col::GAP, col::UNANSWERED, GAP)?;
        sheet.shortfalls((rows.0, col::GAP), (rows.1, col::GAP))?;
        zeros(&mut sheet, rows, col::EVIDENCE)?;
        for dashes in [col::READINESS, col::GAP, col::OPEN, col::EVIDENCE] {
            sheet.faint_dashes((rows.0, dashes), (rows.1, dashes))?;
        }
    }
    sheet.table(HEAD, rows.1, (0, col::EVIDENCE), col::EVIDENCE, col::BINDS)?;
    sheet.cells.group_columns_collapsed(col::KEY, col::WORD_CHECK)?;
    Ok(sheet)
}

/// What is known of these, on one line.
fn facts(texts: [&str; 5]) -> String {
    let known: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    known.join(" · ")
}

fn legend(book: &CoverageBook) -> String {
    let (marks, ready) = (marks(book), book.input.lines.ready);
    match book.language() {
        Language::Zh => format!(
            "关联指标：{marks}（不承载结果）。就绪线{ready:.1}。≤ 另有必要指标未评，只会更低。◆ 直接判断，优先于推断。规则见“{}”表。",
            book.plan.names.notes
        ),
        Language::En => format!(
            "Linked indicators: {marks} (never carries a result). Line of readiness {ready:.1}. ≤ a necessary indicator is not rated: it can only fall. ◆ Judged directly, before any inference. Rules: sheet “{}”.",
            book.plan.names.notes
        ),
    }
}

fn columns(book: &CoverageBook) -> Vec<Column> {
    let make = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let by_language = |zh: f64, en: f64| if book.language() == Language::En { en } else { zh };
    vec![
        make("序号", "No.", 7.0, Align::Centre),
        make("条款", "Clause", by_language(27.0, 30.0), Align::Left),
        make("责任主体", "Binds", by_language(10.0, 12.0), Align::Left),
        make("关联指标", "Linked indicators", 21.0, Align::Left),
        make("推断就绪度", "Inferred readiness", 11.0, Align::Right),
        make("推断状态", "Inferred status", by_language(10.5, 13.0), Align::Centre),
        make("直接判断", "Direct judgement", by_language(11.0, 15.0), Align::Centre),
        make("状态", "Status", by_language(10.5, 13.0), Align::Centre),
        make("就绪线差距", "Gap to the line", 11.0, Align::Right),
        make("指标未答部分", "What the indicators leave open", by_language(42.0, 50.0), Align::Left),
        make("证据数", "Evidence", by_language(7.5, 9.5), Align::Right),
        make("条款键", "Clause key", 8.0, Align::Right),
        make("未评必要指标", "Necessary, not rated", 9.0, Align::Right),
        make("对照称答全", "Stated complete", 9.5, Align::Centre),
        make("适用指标答全", "Complete where applicable", 9.5, Align::Centre),
        make("程序：就绪度", "Product: readiness", 10.0, Align::Right),
        make("程序：推断状态", "Product: inferred status", 13.0, Align::Left),
        make("程序：状态", "Product: status", 13.0, Align::Left),
        make("核对：就绪度", "Check: readiness", 10.0, Align::Right),
        make("核对：状态", "Check: words", 10.0, Align::Right),
    ]
}

/// The head of a chapter. Its cells are not merged, so that the table can still be sorted.
fn chapter_row(sheet: &mut CoverageSheet, row: RowNum, chapter: &Chapter) -> Result<(), ReportError> {
    let book = sheet.book;
    let band = book.style().cell().set_bold().set_font_color(BRAND).set_background_color(BRAND_TINT);
    let count = chapter.clauses.len();
    let text = format!("{}{}{count}{}", chapter.name, book.t("　", " · "), book.t("条", if count == 1 { " clause" } else { " clauses" }));
    sheet.text(row, 0, &text.replace('\n', " "), &band)?;
    for blank in 1..=col::EVIDENCE {
        sheet.cells.write_blank(row, blank, &band)?;
    }
    sheet.height(row, 20.0)
}

fn clause_row(sheet: &mut CoverageSheet, placed: Placed) -> Result<(), ReportError> {
    let (book, clause) = (sheet.book, placed.clause);
    let binding = clause.status != ClauseStatus::NotBinding;
    words(sheet, placed.row, clause, binding)?;
    if binding {
        findings(sheet, placed)?
    } else {
        aside(sheet, placed.row)?
    }
    let chip = status_cell(book.style());
    match clause.judgement.as_ref().and_then(|judgement| judgement.verdict) {
        Some(verdict) => sheet.text(placed.row, col::JUDGEMENT, book.verdict(verdict), &chip)?,
        None => {
            sheet.cells.write_blank(placed.row, col::JUDGEMENT, &chip)?;
        }
    }
    let figure = book.style().figure(WHOLE);
    if binding {
        sheet.number(placed.row, col::EVIDENCE, f64::from(clause.evidence_count), &figure)?;
    } else {
        sheet.text(placed.row, col::EVIDENCE, NOTHING, &figure)?;
    }
    Ok(())
}

fn words(sheet: &mut CoverageSheet, row: RowNum, clause: &Clause, binding: bool) -> Result<(), ReportError> {
    let book = sheet.book;
    let faded = |format: rust_xlsxwriter::Format| if binding { format } else { format.set_font_color(INK_3) };
    let prose = faded(book.style().prose());
    let number = faded(book.style().figure(WHOLE).set_align(FormatAlign::Center).set_indent(0));
    match clause.number.parse::<u32>() {
        Ok(own) => sheet.number(row, col::NUMBER, f64::from(own), &number)?,
        Err(_) => sheet.text(row, col::NUMBER, &clause.number, &number.set_font_size(9).set_text_wrap())?,
    }
    sheet.wrapped(row, col::HEADING, &headings(clause), &faded(book.style().prose().set_font_size(10).set_bold()), 10.5)?;
    sheet.wrapped(row, col::BINDS, book.binds(clause.binds), &prose, 9.0)?;
    // A mark stays with its code at the end of a line.
    let linked: Vec<String> = clause.links.iter().map(|link| format!("{}\u{a0}{}", mark(link.strength), link.code)).collect();
    sheet.wrapped(row, col::LINKED, &linked.join(book.t("　", "  ")), &prose, 9.0)?;
    let open = if binding { open_part(book, clause) } else { NOTHING.to_owned() };
    sheet.wrapped(row, col::OPEN, &open, &prose, 9.0)
}

/// What the indicators leave open of a clause; where that is nothing, it says so first.
fn open_part(book: &CoverageBook, clause: &Clause) -> String {
    let reason = clause.inference.coverage_reason.as_deref().filter(|reason| !reason.is_empty());
    match (clause.inference.complete, reason) {
        (true, reason) => format!("{}{}", book.t("已答全。", "Nothing. "), reason.unwrap_or_default()).trim_end().to_owned(),
        (false, reason) => reason.unwrap_or(NOTHING).to_owned(),
    }
}

/// The official heading, and below it the one in traditional script.
pub(crate) fn headings(clause: &Clause) -> String {
    match clause.heading_hant.as_deref().filter(|hant| !hant.is_empty() && *hant != clause.heading) {
        Some(hant) => format!("{}\n{hant}", clause.heading),
        None => clause.heading.clone(),
    }
}

/// The live part of a clause that binds institutions.
fn findings(sheet: &mut CoverageSheet, placed: Placed) -> Result<(), ReportError> {
    let Placed { clause, row, .. } = placed;
    let (book, ready) = (sheet.book, sheet.book.input.lines.ready);
    let style = book.style();
    let waiting = formula::unanswered_links(clause);
    let (score, chip) = (style.figure(READINESS.format(waiting)).set_bold(), status_cell(style));
    let faint = style.faint(WHOLE);
    let word = faint.clone().set_align(FormatAlign::Center);
    let yes_or_no = |truth| if truth { book.yes() } else { book.no() };
    let complete = yes_or_no(clause.inference.complete);
    sheet.text(row, col::STATED, yes_or_no(clause.inference.stated), &word)?;
    if clause.links.is_empty() {
        sheet.text(row, col::READINESS, NOTHING, &score)?;
        sheet.number(row, col::UNANSWERED, 0.0, &faint)?;
        sheet.text(row, col::COMPLETE, complete, &word)?;
    } else {
        sheet.array_formula(row, col::READINESS, &formula::readiness(book, row), clause.inference.score, &score)?;
        let count = u32::try_from(waiting).map_or(0.0, f64::from);
        sheet.formula(row, col::UNANSWERED, &formula::unanswered(book, row), count, &faint)?;
        sheet.formula(row, col::COMPLETE, &formula::complete(book, row), complete, &word)?;
    }
    let inferred = book.status(clause.inference.status);
    sheet.formula(row, col::INFERRED, &formula::inferred(book, row), inferred, &chip)?;
    let status = book.status(clause.status);
    sheet.formula(row, col::STATUS, &formula::status(book, row), status, &chip)?;
    let difference = style.figure(GAP.format(waiting));
    sheet.formula(row, col::GAP, &formula::gap(book, row), formula::gap_found(clause, ready), &difference)?;

    sheet.number(row, col::KEY, f64::from(placed.key), &faint)?;
    sheet.number_or_dash(row, col::FOUND_READINESS, clause.inference.score, &style.faint(SCORE))?;
    let left = faint.set_align(FormatAlign::Left);
    sheet.text(row, col::FOUND_INFERRED, inferred, &left)?;
    sheet.text(row, col::FOUND_STATUS, status, &left)?;
    sheet.formula(row, col::READINESS_CHECK, &formula::readiness_check(row), 0.0, &style.faint(RESIDUE))?;
    sheet.formula(row, col::WORD_CHECK, &formula::word_check(row), 0.0, &style.faint(WHOLE))
}

/// A clause that asks nothing of institutions.
fn aside(sheet: &mut CoverageSheet, row: RowNum) -> Result<(), ReportError> {
    let book = sheet.book;
    let style = book.style();
    sheet.text(row, col::READINESS, NOTHING, &style.figure(SCORE))?;
    sheet.text(row, col::STATUS, book.status(ClauseStatus::NotBinding), &status_cell(style))?;
    sheet.cells.write_blank(row, col::INFERRED, &style.cell())?;
    sheet.text(row, col::GAP, NOTHING, &style.figure(DIFFERENCE))
}
