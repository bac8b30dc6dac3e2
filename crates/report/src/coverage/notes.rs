//! The notes: what the workbook is and is not, where the texts come from, how readiness is inferred, and from which lines.

use rust_xlsxwriter::{ColNum, FormatAlign, RowNum};

use super::CoverageSheet;
use super::book::CoverageBook;
use super::chips::{STATUSES, status_look};
use super::plan::matrix_col;
use super::words::mark;
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::{ClauseStatus, Language, LinkStrength};
use crate::number::{RESIDUE, SCORE, WHOLE};
use crate::sheet::Sheet;
use crate::style::INK_2;

/// Row of the line of readiness.
pub(crate) const READY_ROW: RowNum = 3;
/// Row of the line from which a clause is partly ready.
pub(crate) const PARTLY_ROW: RowNum = 4;
/// Column of both.
pub(crate) const LINE_COL: ColNum = 1;

/// First row of the documents; their short names stand in the first column.
pub(crate) const DOCUMENT_FIRST: RowNum = NATURE_ROW + NATURE.len() as RowNum + 3;

const NATURE_ROW: RowNum = PARTLY_ROW + 3;
const LAST: ColNum = 2;
const WIDTHS: [f64; 3] = [22.0, 32.0, 62.0];

/// Writes the sheet.
pub(crate) fn sheet<'a>(book: &'a CoverageBook<'a>) -> Result<CoverageSheet<'a>, ReportError> {
    let mut sheet = Sheet::new(book, book.plan.names.notes)?;
    sheet.cells.set_screen_gridlines(false);
    for (col, width) in (0..).zip(WIDTHS) {
        sheet.width(col, width)?;
    }
    sheet.title(LAST, book.t("说明", "Notes"), &book.input.caution)?;
    lines(&mut sheet)?;
    nature(&mut sheet)?;
    let after = documents(&mut sheet)?;
    let after = links(&mut sheet, after + 1)?;
    let after = inference(&mut sheet, after + 1)?;
    let after = statuses(&mut sheet, after + 1)?;
    let last = identity(&mut sheet, after + 1)?;
    sheet.cells.set_freeze_panes(2, 0)?;
    sheet.cells.set_print_area(0, 0, last, LAST)?;
    // Prose reads better on a page that stands.
    sheet.cells.set_portrait().set_print_fit_to_pages(1, 1);
    Ok(sheet)
}

/// The lines that the formulas stand on.
fn lines(sheet: &mut CoverageSheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let (style, own) = (book.style(), &book.input.lines);
    let title = book.t("就绪线（浅色格可改，各表随之重算）", "Lines of readiness (tinted cells may be changed; every sheet follows)");
    sheet.section(READY_ROW - 1, (0, LAST), title)?;
    let entry = style.entry(SCORE).set_align(FormatAlign::Left).set_indent(1);
    let ready = book.t(
        "必要关联的最低得分从这里起达标；指标答全该条款时推断为已就绪",
        "From here the lowest score of the necessary links is enough; ready where the indicators answer the whole clause",
    );
    let partly = book.t("从这里起推断为基本就绪，以下为存在缺口", "From here partly ready is inferred; below it there is a gap");
    let words = [book.t("就绪线", "Line of readiness"), book.t("基本就绪线", "Line of partial readiness")];
    for ((row, value, meaning), word) in [(READY_ROW, own.ready, ready), (PARTLY_ROW, own.partly, partly)].into_iter().zip(words) {
        sheet.text(row, 0, word, &style.cell().set_bold())?;
        sheet.number(row, LINE_COL, value, &entry)?;
        sheet.wrapped(row, LAST, meaning, &style.prose(), 9.0)?;
    }
    sheet.paragraph(PARTLY_ROW + 1, (0, LAST), &own.reason, &style.remark().set_indent(1), 9.0)
}

/// Paragraphs over the width of the sheet; returns the row after them.
fn paragraphs(sheet: &mut CoverageSheet, first: RowNum, title: &str, texts: &[&str]) -> Result<RowNum, ReportError> {
    sheet.section(first, (0, LAST), title)?;
    let format = sheet.book.style().base().set_text_wrap().set_indent(1);
    let mut row = first;
    for text in texts {
        row += 1;
        sheet.paragraph(row, (0, LAST), text, &format, 10.0)?;
    }
    Ok(row + 1)
}

/// What the workbook is, what it is not, and where its words come from.
const NATURE: [(&str, &str); 3] = [
    (
        "是什么：把一次数字金融成熟度评估逐条对到政策文件，看每条由哪些指标回答，由此能推断到什么程度，有人怎样直接判断，哪里还空着。",
        "What it is: an assessment of digital finance maturity held against policy documents clause by clause: which indicators answer each, what can be inferred from them, what somebody judged directly, and what is still open.",
    ),
    (
        "不是什么：不是合规意见，不是监管机构的评级或结论。指标与条款的对照、责任主体与就绪线都是本工具或模型的判断。",
        "What it is not: an opinion on compliance, or a rating or conclusion of any regulator. The links between indicators and clauses, who is bound, and the lines of readiness are judgements of this tool or of the model.",
    ),
    (
        "文字从哪来：条款编号与标题为文件所载；要点、理由与推断说明为本工具所写，不引用原文。条款原文以发布机构公布的文本为准。",
        "Where the words come from: numbers and headings are the documents'; summaries, reasons and inferences are ours and quote nothing. The text that counts is the one published by the issuer.",
    ),
];

fn nature(sheet: &mut CoverageSheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let texts = NATURE.map(|(zh, en)| book.t(zh, en));
    paragraphs(sheet, NATURE_ROW, book.t("这张表是什么，不是什么", "What this is, and what it is not"), &texts)?;
    Ok(())
}

fn links(sheet: &mut CoverageSheet, first: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let style = book.style();
    sheet.section(first, (0, LAST), book.t("关联的强度", "Strength of a link"))?;
    let rows = [
        (LinkStrength::Covers, book.t("指标单独就能回答该条款", "The indicator answers the clause by itself"), true),
        (LinkStrength::Partly, book.t("指标回答该条款的一部分", "The indicator answers a part of the clause"), true),
        (LinkStrength::Relates, book.t("与该条款同一主题，不承载结果", "Has to do with the clause; never carries a result"), false),
    ];
    let mut row = first;
    for (strength, meaning, necessary) in rows {
        row += 1;
        sheet.text(row, 0, book.strength(strength), &style.cell().set_bold())?;
        let counts = if necessary {
            book.t("必要关联，参与推断", "Necessary: the inference rests on it")
        } else {
            book.t("不参与推断", "Left out of the inference")
        };
        sheet.text(row, 1, counts, &style.prose())?;
        sheet.text(row, LAST, meaning, &style.prose())?;
    }
    Ok(row + 1)
}

fn inference(sheet: &mut CoverageSheet, first: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let (covers, partly) = (mark(LinkStrength::Covers), mark(LinkStrength::Partly));
    let lowest = match book.language() {
        Language::Zh => format!("1　推断就绪度＝必要关联（{covers}、{partly}）中已评指标得分的最低值：一条链的强度取决于最弱的一环。"),
        Language::En => {
            format!(
                "1  Inferred readiness is the lowest score among the necessary links ({covers}, {partly}) that are rated: a chain is as strong as its weakest link."
            )
        }
    };
    let live = match book.language() {
        Language::Zh => format!(
            "6　就绪度、差距、状态与封面的条数都是公式：在“{}”表改一个指标的得分（浅色格），各表随之重算。等级、推断说明与结论句为导出时所记，不随之改变。",
            book.plan.names.grid
        ),
        Language::En => format!(
            "6  Readiness, gaps, statuses and the counts on the cover are formulas: change the score of an indicator (tinted) on the sheet “{}”, and they follow. Levels, explanations and findings are as recorded and do not change.",
            book.plan.names.grid
        ),
    };
    let texts = [
        lowest.as_str(),
        book.t(
            "2　未评不作0分。必要指标还有未评的，结果只会更低，写作“≤”。不适用的指标不计。",
            "2  Not rated is not zero. While a necessary indicator is not rated the result can only fall, and is written with ≤. Indicators that do not apply are left out.",
        ),
        book.t(
            "3　各指标合起来答全该条款，才能推断为已就绪；没有答全的，得分再高也最多为基本就绪。必要指标有不适用的，只有仍适用的指标中有一项完全覆盖，才算答全。空着什么，写在“指标未答部分”一列。",
            "3  Ready is inferred only where the indicators together answer the whole clause; otherwise at most partly ready, however high the scores. Where a necessary one does not apply, that takes another that covers the clause by itself. What is missing stands in the column “What the indicators leave open”.",
        ),
        book.t("4　直接判断（◆）优先于推断，两者都列出。", "4  A direct judgement (◆) prevails over the inference; both are shown."),
        book.t(
            "5　就绪线差距＝推断就绪度−就绪线，按显示的一位小数相减。",
            "5  The gap is inferred readiness less the line of readiness, taken between the figures as shown.",
        ),
        live.as_str(),
    ];
    paragraphs(sheet, first, book.t("就绪度怎样推断", "How readiness is inferred"), &texts)
}

fn statuses(sheet: &mut CoverageSheet, first: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let style = book.style();
    sheet.section(first, (0, LAST), book.t("状态", "Status"))?;
    let mut row = first;
    for status in STATUSES {
        row += 1;
        let chip = status_look(style.base().set_font_size(9).set_bold().set_align(FormatAlign::Center), status);
        sheet.text(row, 0, book.status(status), &chip)?;
        sheet.height(row, 20.0)?;
        sheet.paragraph(row, (1, LAST), condition(book, status), &style.prose(), 9.0)?;
    }
    Ok(row + 1)
}

/// When a clause has a status.
fn condition(book: &CoverageBook, status: ClauseStatus) -> &'static str {
    match status {
        ClauseStatus::Ready => book.t(
            "必要指标都已评，最低得分达到就绪线，且答全该条款；或直接判断为已落实",
            "All necessary indicators are rated, the lowest reaches the line of readiness, and they answer the whole clause; or judged in place",
        ),
        ClauseStatus::Partly => book.t(
            "必要指标都已评，最低得分在两线之间，或达到就绪线但没有答全该条款；或直接判断为部分落实",
            "All are rated, and the lowest lies between the lines, or reaches readiness but leaves a part open; or judged partly in place",
        ),
        ClauseStatus::Gap => book.t(
            "最低得分低于基本就绪线，不必等到评完；或直接判断为未落实",
            "The lowest score lies below the line of partial readiness, whatever is still not rated; or judged not in place",
        ),
        ClauseStatus::Pending => {
            book.t("必要指标还有未评的，已评的没有缺口", "A necessary indicator is not rated, and the rated ones show no gap")
        }
        ClauseStatus::Undetermined => {
            book.t("没有适用的指标回答该条款，须直接判断", "No indicator that applies answers the clause: it is to be judged directly")
        }
        ClauseStatus::Excluded => book.t("直接判断为不适用", "Judged not applicable"),
        ClauseStatus::NotBinding => {
            book.t("由监管部门承担，或为总体要求，不对机构推断", "Falls to supervisors or states aims: nothing is inferred for institutions")
        }
    }
}

fn documents(sheet: &mut CoverageSheet) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let style = book.style();
    let mut row = DOCUMENT_FIRST - 1;
    sheet.section(row, (0, LAST), book.t("文件", "Documents"))?;
    for document in &book.input.documents {
        row += 1;
        sheet.wrapped(row, 0, &document.short, &style.cell().set_bold().set_text_wrap(), 10.5)?;
        let issued: Vec<&str> =
            [&document.publisher, &document.date].into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        sheet.wrapped(row, 1, &issued.join(" · "), &style.prose(), 9.0)?;
        let named: Vec<&str> =
            [&document.title, &document.number].into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        sheet.wrapped(row, LAST, &named.join(" · "), &style.prose(), 9.0)?;
    }
    Ok(row + 1)
}

/// What made the numbers, and whether the formulas find what it found.
fn identity(sheet: &mut CoverageSheet, first: RowNum) -> Result<RowNum, ReportError> {
    let (book, input) = (sheet.book, sheet.book.input);
    let style = book.style();
    sheet.section(first, (0, LAST), book.t("模型与核对", "Model and checks"))?;
    let label = style.cell().set_font_color(INK_2);
    let product = format!("{}　{} {}", input.generated_at, book.t("数衡", "Shuheng"), input.product_version);
    let texts = [
        (book.t("评估模型", "Evaluation model"), format!("{} {}", input.model.name, input.model.version)),
        (book.t("内容摘要", "Digest"), input.model.digest.clone()),
        (book.t("生成时间", "Generated"), product),
    ];
    let mut row = first;
    for (name, text) in &texts {
        row += 1;
        sheet.text(row, 0, name, &label)?;
        sheet.wide_text(row, (1, LAST), text, &style.cell())?;
    }
    let over = |col| book.plan.matrices.iter().map(move |matrix| matrix.column(col));
    let largest: Vec<String> =
        over(matrix_col::READINESS_CHECK).flat_map(|column| [format!("MAX({column})"), format!("-MIN({column})")]).collect();
    let differing: Vec<String> = over(matrix_col::WORD_CHECK).map(|column| format!("SUM({column})")).collect();
    let checks = [
        (
            book.t("核对：就绪度", "Check: readiness"),
            format!("=MAX({})", largest.join(",")),
            RESIDUE,
            book.t("公式算出的就绪度与程序所算的最大差，应为0", "Largest difference between the formulas and the product; ought to be 0"),
        ),
        (
            book.t("核对：状态", "Check: statuses"),
            format!("={}", differing.join("+")),
            WHOLE,
            book.t("公式得出的状态与程序所得不同的个数，应为0", "Statuses on which the formulas and the product differ; ought to be 0"),
        ),
    ];
    for (name, formula, number_format, meaning) in checks {
        row += 1;
        sheet.text(row, 0, name, &label)?;
        let figure = style.figure(number_format).set_align(FormatAlign::Left);
        sheet.formula(row, 1, &formula, 0.0, &figure)?;
        sheet.text(row, LAST, meaning, &style.prose())?;
    }
    Ok(row)
}
