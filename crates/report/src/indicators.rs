//! The sheet of the indicators: the one place where a reader changes answers.

use rust_xlsxwriter::{DataValidation, FormatAlign, Formula, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::indicator_formula::{held_count, level, score};
use crate::input::{Answer, Indicator, Kind, Language};
use crate::number::{AS_TYPED, LEVEL, SCORE, SHARE};
use crate::place::cell;
use crate::plan::{INDICATOR_FIRST, indicator_col as col, node_col};
use crate::sheet::{Align, Column, Sheet};

const HEAD: RowNum = INDICATOR_FIRST - 1;

/// Writes the sheet.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Sheet<'a>, ReportError> {
    let mut sheet = Sheet::new(book, book.plan.names.indicators)?;
    let caption = book.t(
        "浅色格（作答、权重）可改：量规填1–5，定量指标填数值，清单填“按清单”，不适用填“不适用”，未作答留空；得分、等级及其余各表随之重算。",
        "The tinted cells (answers, weights) may be changed: 1–5 for a rubric, a figure for a metric, “Items” for a checklist, “N/A” where it does not apply, empty where there is no answer. Scores, levels and all other sheets follow.",
    );
    sheet.title(col::SOURCES, book.t("指标与作答", "Indicators and answers"), caption)?;
    let columns = columns(book);
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    let mut last = HEAD;
    for (i, node) in book.input.nodes.iter().enumerate() {
        if let (Some(indicator), Some(row)) = (&node.indicator, book.plan.indicator_row[i]) {
            facts(&mut sheet, row, i, indicator)?;
            words(&mut sheet, row, indicator)?;
            last = row;
        }
    }
    if last > HEAD {
        sheet.level_chips((INDICATOR_FIRST, col::LEVEL), (last, col::LEVEL))?;
        sheet.faint_dashes((INDICATOR_FIRST, col::SCORE), (last, col::EFFECTIVE))?;
    }
    sheet.table(HEAD, last, (0, col::SOURCES), col::SOURCES, col::KIND)?;
    Ok(sheet)
}

fn columns(book: &Book) -> Vec<Column> {
    let column = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    let english = |zh: f64, en: f64| if book.input.language == Language::En { en } else { zh };
    vec![
        column("编码", "Code", 7.0, Align::Left),
        column("指标", "Indicator", 17.0, Align::Left),
        column("类型", "Kind", english(7.0, 9.5), Align::Left),
        column("作答", "Answer", 9.0, Align::Centre),
        column("单位", "Unit", english(7.0, 8.5), Align::Left),
        column("得分", "Score", 7.0, Align::Right),
        column("等级", "Level", 6.5, Align::Centre),
        column("本级权重", "Local weight", 7.5, Align::Right),
        column("有效权重", "Effective weight", 9.0, Align::Right),
        column("置信度", "Confidence", english(7.5, 10.5), Align::Left),
        column("作答依据", "Answer rests on", english(11.0, 13.0), Align::Left),
        column("问题", "Question", 21.0, Align::Left),
        column("理由", "Rationale", 23.0, Align::Left),
        column("证据", "Evidence", 23.0, Align::Left),
        column("所选等级的判据", "Criteria of the chosen level", 22.0, Align::Left),
        column("来源", "Source", 14.0, Align::Left),
    ]
}

fn facts(sheet: &mut Sheet, row: RowNum, i: usize, indicator: &Indicator) -> Result<(), ReportError> {
    let book = sheet.book;
    let (node, style) = (&book.input.nodes[i], &book.style);
    let (cells, prose) = (style.cell(), style.prose());
    sheet.text(row, col::CODE, &node.code, &cells)?;
    sheet.wrapped(row, col::NAME, &node.name, &cells.clone().set_text_wrap().set_bold(), 10.5)?;
    let (kind, unit, number_format) = match &indicator.kind {
        Kind::Rubric { .. } => (book.t("量规", "Rubric"), book.t("级", "level"), LEVEL),
        Kind::Metric { unit, .. } => (book.t("定量", "Metric"), unit.as_str(), AS_TYPED),
        Kind::Checklist { .. } => (book.t("清单", "Checklist"), "", AS_TYPED),
    };
    sheet.text(row, col::KIND, kind, &cells)?;
    let entry = style.entry(number_format);
    match indicator.answer {
        Answer::Level(level) => sheet.number(row, col::ANSWER, f64::from(level), &entry)?,
        Answer::Number(number) => sheet.number(row, col::ANSWER, number, &entry)?,
        Answer::Items => sheet.text(row, col::ANSWER, book.by_items(), &entry)?,
        Answer::NotApplicable => sheet.text(row, col::ANSWER, book.not_applicable(), &entry)?,
        Answer::None => {
            sheet.cells.write_blank(row, col::ANSWER, &entry)?;
        }
    }
    sheet.cells.add_data_validation(row, col::ANSWER, row, col::ANSWER, &allowed(book, row, &indicator.kind)?)?;
    match (&indicator.kind, book.plan.items[i]) {
        (Kind::Checklist { items }, Some(rows)) => {
            let held = items.iter().filter(|item| item.held).count();
            let stored = format!("{held}/{}{}", items.len(), book.t("项", " items"));
            sheet.formula(row, col::UNIT, &held_count(book, rows), stored, &cells)?;
        }
        _ => sheet.wrapped(row, col::UNIT, unit, &prose, 9.0)?,
    }
    sheet.formula(
        row,
        col::SCORE,
        &score(book, i, &indicator.kind, &cell(row, col::ANSWER)),
        node.score,
        &style.figure(SCORE).set_bold(),
    )?;
    sheet.formula(row, col::LEVEL, &level(book, i, &cell(row, col::SCORE)), node.level, &style.chip().set_num_format(LEVEL))?;
    sheet.number(row, col::WEIGHT, node.local_weight, &style.entry(AS_TYPED).unset_bold().set_align(FormatAlign::Right).set_indent(1))?;
    let effective = book.derived.applicable[i].then_some(node.effective_weight);
    sheet.formula(row, col::EFFECTIVE, &format!("={}", book.plan.node_cell(i, node_col::EFFECTIVE)), effective, &style.figure(SHARE))
}

fn words(sheet: &mut Sheet, row: RowNum, indicator: &Indicator) -> Result<(), ReportError> {
    let prose = sheet.book.style.prose();
    let evidence: Vec<String> = indicator.evidence.iter().map(|evidence| evidence_line(sheet.book, evidence)).collect();
    sheet.wrapped(row, col::CONFIDENCE, &indicator.confidence, &prose, 9.0)?;
    sheet.wrapped(row, col::BASIS, &indicator.basis, &prose, 9.0)?;
    sheet.wrapped(row, col::QUESTION, &indicator.question, &prose, 9.0)?;
    sheet.wrapped(row, col::RATIONALE, &indicator.rationale, &prose, 9.0)?;
    sheet.wrapped(row, col::EVIDENCE, &evidence.join("\n"), &prose, 9.0)?;
    sheet.wrapped(row, col::LEVEL_EVIDENCE, &indicator.level_evidence.join("\n"), &prose, 9.0)?;
    sheet.wrapped(row, col::SOURCES, &indicator.sources, &prose, 9.0)
}

fn evidence_line(book: &Book, evidence: &crate::input::Evidence) -> String {
    let details: Vec<&str> = [evidence.locator.as_str(), evidence.strength.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
    if details.is_empty() {
        return evidence.title.clone();
    }
    let (open, comma, close) = (book.t("（", " ("), book.t("，", ", "), book.t("）", ")"));
    format!("{}{open}{}{close}", evidence.title, details.join(comma))
}

/// What an answer cell takes.
fn allowed(book: &Book, row: RowNum, kind: &Kind) -> Result<DataValidation, ReportError> {
    let none = book.not_applicable();
    let (rule, message) = match kind {
        Kind::Rubric { .. } => (
            DataValidation::new().allow_list_strings(&["1", "2", "3", "4", "5", none])?,
            book.t("填1–5；不适用填“不适用”；未作答留空。", "1–5, N/A, or empty."),
        ),
        Kind::Metric { .. } => {
            let answer = cell(row, col::ANSWER);
            let rule = Formula::new(format!("=OR(ISNUMBER({answer}),{answer}=\"{none}\")"));
            (DataValidation::new().allow_custom(rule), book.t("填数值；不适用填“不适用”；未作答留空。", "A figure, N/A, or empty."))
        }
        Kind::Checklist { .. } => (
            DataValidation::new().allow_list_strings(&[book.by_items(), none])?,
            book.t("填“按清单”或“不适用”；未作答留空。各项在“清单”表。", "Items, N/A, or empty. The items are on the sheet of checklists."),
        ),
    };
    Ok(rule.set_error_title(book.t("作答", "Answer"))?.set_error_message(message)?)
}
