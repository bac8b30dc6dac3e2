//! The sheet of questions: a row for each indicator and each fact of a checklist, under headings of dimensions and domains.
//!
//! No cells are merged, so that a spreadsheet can sort the rows.

use super::column::{Column, FILLED_IN};
use super::form::{Form, Heading, Item, Level, Question, Scale};
use super::layout::{HEAD, KEYS, Row};
use super::reading::{MOST_RATIONALE, MOST_REASON};
use super::word;
use super::workbook::{Book, protect};
use crate::error::ReportError;
use crate::frame::Frame;
use crate::input::Language;
use crate::place::{cell, fixed};
use crate::sheet::{Align, Sheet};
use crate::style::{BRAND, BRAND_TINT, GAP_TEXT, GAP_TINT, INK_2, INK_3, LINE, LINE_2, RAMP};
use rust_xlsxwriter::{
    ColNum, ConditionalFormatFormula, DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, Formula, RowNum, Worksheet,
};

/// The size of text in cells, in points.
const POINTS: f64 = 9.0;

type Questions<'a> = Sheet<'a, Book<'a>>;

/// Writes the sheet.
pub(super) fn sheet<'a>(book: &'a Book<'a>) -> Result<Worksheet, ReportError> {
    let mut sheet = Sheet::new(book, book.questions_name())?;
    for (col, column) in (0..).zip(&book.layout.columns) {
        sheet.width(col, column.width())?;
        if column.is_hidden() {
            sheet.cells.set_column_hidden(col)?;
        }
    }
    heads(&mut sheet)?;
    for (row, holds) in book.layout.numbered() {
        match holds {
            Row::Dimension(heading) => dimension(&mut sheet, row, heading)?,
            Row::Domain(heading) => domain(&mut sheet, row, heading)?,
            Row::Question(question) => indicator(&mut sheet, row, question)?,
            Row::Item(question, item) => fact(&mut sheet, row, question, item)?,
        }
    }
    highlights(&mut sheet)?;
    let (last, shown) = (book.layout.last(), book.layout.last_shown());
    let frozen = book.layout.col(Column::Basis);
    sheet.table(HEAD, last, (0, book.layout.col(Column::Label)), shown, frozen)?;
    sheet.cells.set_print_area(0, book.layout.col(Column::Code), last, shown)?;
    sheet.cells.set_selection(HEAD + 1, book.layout.col(Column::Answer), HEAD + 1, book.layout.col(Column::Answer))?;
    sheet.cells.set_tab_color(BRAND);
    protect(&mut sheet.cells);
    Ok(sheet.cells)
}

/// The title, the hidden row of keys, and the heads.
fn heads(sheet: &mut Questions) -> Result<(), ReportError> {
    let book = sheet.book;
    let (style, cover) = (book.style(), &book.input.cover);
    for col in 0..=book.layout.last_shown() {
        sheet.cells.write_blank(0, col, &style.band())?;
    }
    let subject = [cover.institution.as_str(), cover.assessment.as_str(), cover.respondent.as_str()].join(" · ");
    let first = book.layout.col(Column::Code);
    sheet.text(0, first, &format!("{}　{subject}", book.t("问卷", "Questionnaire")), &style.band())?;
    sheet.height(0, 30.0)?;
    let how = book.t(
        "只填浅蓝色的格。作答从下拉列表选取；不适用的写明理由；证据每行一条，格内换行用Alt+Enter。可以筛选、调整行高列宽。",
        "Fill in the tinted cells only. Choose answers from the lists; say why where an indicator does not apply; put each piece of evidence on its own line with Alt+Enter. Filtering, row heights and column widths are free.",
    );
    sheet.text(1, first, how, &style.caption().set_indent(1))?;
    sheet.height(1, 18.0)?;
    let key = style.base().set_font_size(8).set_font_color(INK_3);
    for (col, column) in (0..).zip(&book.layout.columns) {
        sheet.text(KEYS, col, column.key(), &key)?;
        let head = match column.align() {
            Align::Left => style.head(),
            Align::Right => style.head_right(),
            Align::Centre => style.head_centre(),
        };
        sheet.text(HEAD, col, column.head(book.language()), &head)?;
    }
    sheet.cells.set_row_hidden(KEYS)?;
    sheet.height(HEAD, 30.0)
}

/// A heading over all columns that are shown.
fn heading(sheet: &mut Questions, row: RowNum, heading: &Heading, format: &Format, height: f64) -> Result<(), ReportError> {
    let first = sheet.book.layout.col(Column::Code);
    for col in first..=sheet.book.layout.last_shown() {
        sheet.cells.write_blank(row, col, format)?;
    }
    sheet.text(row, first, format!("{} {}", heading.code, heading.name).trim(), format)?;
    sheet.height(row, height)
}

fn dimension(sheet: &mut Questions, row: RowNum, of: &Heading) -> Result<(), ReportError> {
    let format =
        sheet.book.style().base().set_font_size(12).set_bold().set_background_color(RAMP[1].0).set_font_color(RAMP[1].1).set_indent(1);
    heading(sheet, row, of, &format, 24.0)
}

fn domain(sheet: &mut Questions, row: RowNum, of: &Heading) -> Result<(), ReportError> {
    let format = sheet.book.style().base().set_bold().set_font_color(BRAND).set_indent(1).set_background_color(LINE);
    heading(sheet, row, of, &format, 20.0)
}

fn indicator(sheet: &mut Questions, row: RowNum, question: &Question) -> Result<(), ReportError> {
    let book = sheet.book;
    let (layout, style) = (&book.layout, book.style());
    let top = style.prose().set_align(FormatAlign::Top);
    id(sheet, row, &question.id)?;
    sheet.text(row, layout.col(Column::Code), &question.code, &top.clone().set_bold().set_font_color(BRAND))?;
    let (strong, plain) = (style.base().set_font_size(POINTS).set_bold(), style.base().set_font_size(POINTS));
    let texts = [(strong.clone(), question.name.as_str()), (plain.clone(), question.text.as_str())];
    sheet.paragraphs(row, layout.col(Column::Question), &texts, &top, POINTS)?;
    let basis: Vec<(Format, String)> = match &question.scale {
        Scale::Rubric { evidence } => {
            let join = book.t("；", "; ");
            let levels = book.input.form.levels.iter().zip(evidence);
            let lines = levels.flat_map(|(level, lines)| [(strong.clone(), Form::level_label(level)), (plain.clone(), lines.join(join))]);
            lines.collect()
        }
        Scale::Metric { unit, formula, range } => {
            let mut lines = vec![(strong.clone(), format!("{}{unit}", book.t("单位：", "Unit: ")))];
            if !formula.is_empty() {
                lines.push((plain.clone(), format!("{}{formula}", book.t("算法：", "Formula: "))));
            }
            if let Some((least, most)) = range {
                let (from, to) = (book.t("可填范围：", "Range: "), book.t("至", " to "));
                lines.push((plain.clone(), format!("{from}{}{to}{}", number(*least), number(*most))));
            }
            lines
        }
        Scale::Checklist { items } => {
            let text = match book.language() {
                Language::Zh => {
                    format!("清单，共{}条：逐条在下面各行选“有”或“无”。整项不适用时，只在本行选“不适用”并写明理由。", items.len())
                }
                Language::En => format!(
                    "A checklist of {}: choose Yes or No in each row below. If none of it applies, choose N/A in this row and say why.",
                    items.len()
                ),
            };
            vec![(plain.clone().set_font_color(INK_2), text)]
        }
    };
    let basis: Vec<(Format, &str)> = basis.iter().map(|(format, text)| (format.clone(), text.as_str())).collect();
    sheet.paragraphs(row, layout.col(Column::Basis), &basis, &top, POINTS)?;
    if layout.columns.contains(&Column::Previous) {
        sheet.wrapped(row, layout.col(Column::Previous), &question.previous, &top.clone().set_font_color(INK_2), POINTS)?;
    }
    for column in FILLED_IN {
        sheet.cells.write_blank(row, layout.col(column), &entry(sheet.book, column))?;
    }
    choices(sheet, row, question)?;
    progress(sheet, row, question)
}

/// A number as people write it.
fn number(number: f64) -> String {
    number.to_string().replace('-', "−")
}

fn fact(sheet: &mut Questions, row: RowNum, question: &Question, fact: &Item) -> Result<(), ReportError> {
    let book = sheet.book;
    let (layout, style) = (&book.layout, book.style());
    let top = style.prose().set_align(FormatAlign::Top);
    let faint = top.clone().set_font_color(INK_3);
    id(sheet, row, &question.row_of(fact))?;
    let number = question.items().iter().take_while(|item| *item != fact).count() + 1;
    sheet.text(row, layout.col(Column::Code), &format!("{}-{number}", question.code), &faint)?;
    sheet.wrapped(row, layout.col(Column::Question), &question.name, &faint, POINTS)?;
    sheet.wrapped(row, layout.col(Column::Basis), &fact.text, &top, POINTS)?;
    if layout.columns.contains(&Column::Previous) {
        sheet.cells.write_blank(row, layout.col(Column::Previous), &top)?;
    }
    for column in FILLED_IN {
        let format = if column == Column::Answer { entry(book, column) } else { top.clone() };
        sheet.cells.write_blank(row, layout.col(column), &format)?;
    }
    let answer = layout.col(Column::Answer);
    let list = DataValidation::new().allow_list_strings(&word::holds_or_not(book.language()))?;
    sheet.cells.add_data_validation(row, answer, row, answer, &refuse(book, list)?)?;
    Ok(())
}

fn id(sheet: &mut Questions, row: RowNum, id: &str) -> Result<(), ReportError> {
    let format = sheet.book.style().base().set_font_size(8).set_font_color(INK_3);
    sheet.text(row, sheet.book.layout.col(Column::Id), id, &format)
}

/// The look of a cell that the respondent fills in. What is written there is kept as typed; a figure may become a percentage.
fn entry(book: &Book, column: Column) -> Format {
    let style = book.style();
    let format = style
        .base()
        .set_unlocked()
        .set_text_wrap()
        .set_background_color(BRAND_TINT)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE_2);
    match column {
        Column::Answer => format.set_bold().set_font_color(BRAND).set_align(FormatAlign::Center),
        Column::Confidence => format.set_align(FormatAlign::Center),
        _ => format.set_font_size(POINTS).set_align(FormatAlign::Top).set_align(FormatAlign::Left).set_num_format("@"),
    }
}

/// What a drop-down says to what it does not know.
fn refuse(book: &Book, rule: DataValidation) -> Result<DataValidation, ReportError> {
    let title = book.t("请从列表中选取", "Choose from the list");
    let message = book.t("这一格只接受列表中的项。", "This cell takes only what is on the list.");
    Ok(rule.set_error_title(title)?.set_error_message(message)?)
}

fn choices(sheet: &mut Questions, row: RowNum, question: &Question) -> Result<(), ReportError> {
    let book = sheet.book;
    let (layout, language) = (&book.layout, book.language());
    let at = |column| layout.col(column);
    let not_applicable = word::not_applicable(language);
    let answer = match &question.scale {
        Scale::Rubric { .. } => {
            let levels = &book.input.form.levels;
            let list = |label: fn(&Level) -> String| {
                let labels = levels.iter().map(label).chain([not_applicable.to_owned()]).collect::<Vec<_>>();
                DataValidation::new().allow_list_strings(&labels)
            };
            // A drop-down holds 255 characters; long names leave the numbers.
            let list = list(Form::level_label).or_else(|_| list(|level| format!("L{}", level.level)))?;
            refuse(book, list)?
        }
        Scale::Metric { unit, range, .. } => {
            let own = cell(row, at(Column::Answer));
            let bounds = range.map_or_else(String::new, |(least, most)| format!(",{own}>={least},{own}<={most}"));
            let formula = Formula::new(format!("=OR({own}=\"{not_applicable}\",AND(ISNUMBER({own}){bounds}))"));
            let unit: String = unit.chars().take(40).collect();
            let percent = if unit.contains('%') { book.t("4.5%填4.5%或4.5都可以。", " Write 4.5% or 4.5 for 4.5%.") } else { "" };
            let message = match language {
                Language::Zh => format!("填数字，单位：{unit}。{percent}不适用时填“{not_applicable}”。"),
                Language::En => format!("A number in {unit}.{percent} Write {not_applicable} where it does not apply."),
            };
            DataValidation::new()
                .allow_custom(formula)
                .set_input_message(message)?
                .set_error_title(book.t("不是可填的数字", "Not a number that can be meant"))?
                .set_error_message(
                    book.t("这一格只接受可填范围内的数字，或“不适用”。", "This cell takes a number within the range, or N/A."),
                )?
        }
        Scale::Checklist { .. } => refuse(book, DataValidation::new().allow_list_strings(&[not_applicable])?)?,
    };
    let length = |most: usize| -> Result<DataValidation, ReportError> {
        let rule = DataValidationRule::LessThanOrEqualTo(u32::try_from(most).unwrap_or(u32::MAX));
        let message = format!("{}{most}", book.t("文字过长。最多字数：", "The text is too long. Characters at most: "));
        Ok(DataValidation::new().allow_text_length(rule).set_error_title(book.t("文字过长", "Too long"))?.set_error_message(message)?)
    };
    let confidence = refuse(book, DataValidation::new().allow_list_strings(&word::confidences(language))?)?;
    for (column, rule) in [
        (Column::Answer, answer),
        (Column::NaReason, length(MOST_REASON)?),
        (Column::Confidence, confidence),
        (Column::Rationale, length(MOST_RATIONALE)?),
    ] {
        sheet.cells.add_data_validation(row, at(column), row, at(column), &rule)?;
    }
    Ok(())
}

/// The hidden cells from which the cover counts.
fn progress(sheet: &mut Questions, row: RowNum, question: &Question) -> Result<(), ReportError> {
    let book = sheet.book;
    let layout = &book.layout;
    let format = book.style().base().set_font_size(8).set_font_color(INK_3);
    let own = |column: Column| cell(row, layout.col(column));
    let answer = own(Column::Answer);
    let missing = match &question.scale {
        Scale::Rubric { .. } | Scale::Metric { .. } => format!("=IF(TRIM({answer})=\"\",1,0)"),
        Scale::Checklist { items } => format!(
            "=IF(AND(TRIM({answer})=\"\",COUNTIFS({ids},{id}&\"#*\",{answers},\"<>\")<{count}),1,0)",
            ids = layout.range(Column::Id),
            id = own(Column::Id),
            answers = layout.range(Column::Answer),
            count = items.len(),
        ),
    };
    sheet.text(row, layout.col(Column::Dimension), question.dimension.key(), &format)?;
    sheet.formula(row, layout.col(Column::Missing), &missing, 1.0, &format)?;
    let mark = layout.col(Column::Missing);
    let rank = format!("=IF({}=1,SUM({}:{}),0)", own(Column::Missing), fixed(HEAD, mark), own(Column::Missing));
    let place = layout.numbered().take_while(|(at, _)| *at <= row).filter(|(_, holds)| matches!(holds, Row::Question(_))).count();
    sheet.formula(row, layout.col(Column::Rank), &rank, place as f64, &format)?;
    sheet.text(row, layout.col(Column::Label), &question.title(), &format)
}

/// Levels in the colours of the ramp, and a reason that is wanted.
fn highlights(sheet: &mut Questions) -> Result<(), ReportError> {
    let layout = &sheet.book.layout;
    let (first, last) = (HEAD + 1, layout.last());
    let (answer, reason): (ColNum, ColNum) = (layout.col(Column::Answer), layout.col(Column::NaReason));
    let words = [Language::Zh, Language::En].map(|language| format!("${}=\"{}\"", cell(first, answer), word::not_applicable(language)));
    let wanted = format!("=AND(OR({}),LEN(TRIM(${}))=0)", words.join(","), cell(first, reason));
    let rule = ConditionalFormatFormula::new()
        .set_rule(wanted.as_str())
        .set_format(Format::new().set_background_color(GAP_TINT).set_border(FormatBorder::Thin).set_border_color(GAP_TEXT));
    sheet.cells.add_conditional_format(first, reason, last, reason, &rule)?;
    sheet.level_name_chips((first, answer), (last, answer))
}
