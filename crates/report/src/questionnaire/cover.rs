//! The cover: whose it is, how it is filled in, how far it has come, what is missing, and who filled it in.

use super::column::Column;
use super::filled::SignOff;
use super::form::{Form, Scale};
use super::layout::Row;
use super::word;
use super::workbook::{Book, protect};
use crate::error::ReportError;
use crate::frame::Frame;
use crate::place::{cell, column, on};
use crate::sheet::Sheet;
use crate::style::{BRAND, BRAND_TINT, GAP_TEXT, INK_2, LINE, LINE_2, Style, WHITE};
use crate::text::footer_text;
use rust_xlsxwriter::{
    ColNum, Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatType, Format, FormatAlign,
    FormatBorder, RowNum, Worksheet,
};

/// The column of hidden keys, then six that are shown.
const FIRST: ColNum = 1;
const LAST: ColNum = 6;
const WIDTHS: [f64; 7] = [4.0, 26.0, 14.0, 14.0, 14.0, 14.0, 14.0];
/// What is missing is listed side by side, each over two columns.
const LISTS: [(ColNum, ColNum); 3] = [(1, 2), (3, 4), (5, 6)];

type Cover<'a> = Sheet<'a, Book<'a>>;

/// Writes the sheet.
pub(super) fn sheet<'a>(book: &'a Book<'a>) -> Result<Worksheet, ReportError> {
    let mut sheet = Sheet::new(book, book.t("封面", "Cover"))?;
    sheet.cells.set_screen_gridlines(false).set_portrait();
    for (col, width) in (0..).zip(WIDTHS) {
        sheet.width(col, width)?;
    }
    sheet.cells.set_column_hidden(0)?;
    // On a page upright there is no room for what is confidential between source and number; the cover says it anyway.
    let source = footer_text(book.foot(), 90);
    let (font, page) = (book.style().font(), book.t("第&P页，共&N页", "Page &P of &N"));
    sheet.cells.set_footer(format!("&L&\"{font}\"&8{source}&R&\"{font}\"&8{page}"));
    let row = title(&mut sheet)?;
    let row = facts(&mut sheet, row)?;
    let row = progress(&mut sheet, row)?;
    let row = instructions(&mut sheet, row)?;
    let row = levels(&mut sheet, row)?;
    sheet.cells.set_page_breaks(&[row])?;
    let row = sign_off(&mut sheet, row)?;
    let row = missing(&mut sheet, row)?;
    let cover = &book.input.cover;
    sheet.height(row, 10.0)?;
    let mut last = row;
    for (text, format) in [(&cover.disclaimer, book.style().remark()), (&cover.attribution, book.style().remark().set_bold())] {
        if !text.is_empty() {
            last += 1;
            sheet.paragraph(last, (FIRST, LAST), text, &format, 9.0)?;
        }
    }
    sheet.cells.set_print_area(0, FIRST, last, LAST)?;
    sheet.cells.set_print_center_horizontally(true).set_first_tab(true).set_active(true);
    protect(&mut sheet.cells);
    Ok(sheet.cells)
}

fn title(sheet: &mut Cover) -> Result<RowNum, ReportError> {
    let (book, cover) = (sheet.book, &sheet.book.input.cover);
    let style = book.style();
    let brand = |size: u32| style.base().set_background_color(BRAND).set_font_color(WHITE).set_font_size(size).set_indent(1);
    let all = (FIRST, LAST);
    sheet.wide_text(0, all, book.t("数衡 Shuheng", "Shuheng 数衡"), &brand(10).set_font_color(Color::RGB(0xC9_DA_E6)))?;
    sheet.wide_text(1, all, book.t("数字金融成熟度评估问卷", "Digital finance maturity questionnaire"), &brand(22).set_bold())?;
    sheet.wide_text(2, all, &cover.model_name, &brand(11))?;
    for (row, height) in [(0, 26.0), (1, 38.0), (2, 26.0), (3, 8.0)] {
        sheet.height(row, height)?;
    }
    sheet.wide_text(4, all, &cover.institution, &style.base().set_font_size(18).set_bold())?;
    sheet.height(4, 32.0)?;
    let subject = [cover.assessment.as_str(), cover.respondent.as_str()].map(str::trim);
    let subject: Vec<&str> = subject.into_iter().filter(|text| !text.is_empty()).collect();
    sheet.wide_text(5, all, &subject.join(" · "), &style.base().set_font_size(12).set_font_color(INK_2))?;
    sheet.height(5, 22.0)?;
    sheet.height(6, 8.0)?;
    Ok(7)
}

fn ruled(format: Format) -> Format {
    format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE)
}

fn facts(sheet: &mut Cover, mut row: RowNum) -> Result<RowNum, ReportError> {
    let (book, cover) = (sheet.book, &sheet.book.input.cover);
    let identity = &book.input.identity;
    let model = format!("{} {}　{}", identity.model.id, identity.model.version, identity.model.digest);
    let (label, value) = (ruled(book.style().base().set_font_color(INK_2)), ruled(book.style().base().set_text_wrap()));
    let lines = [
        (book.t("答卷人", "Respondent"), cover.respondent.as_str(), true),
        (book.t("截止时间", "Wanted by"), cover.deadline.as_str(), true),
        (book.t("填好后交回", "Return to"), cover.return_to.as_str(), true),
        (book.t("咨询", "Questions to"), cover.contact.as_str(), false),
        (book.t("说明", "Note"), cover.note.as_str(), false),
        (book.t("签发时间", "Issued"), identity.issued_at.as_str(), false),
        (book.t("评估模型", "Evaluation model"), model.as_str(), false),
        (book.t("保密", "Confidentiality"), cover.confidential_note.as_str(), false),
    ];
    for (name, text, strong) in lines.into_iter().filter(|(_, text, _)| !text.trim().is_empty()) {
        sheet.text(row, FIRST, name, &label)?;
        let value = if strong { value.clone().set_bold() } else { value.clone() };
        sheet.height(row, 20.0)?;
        sheet.paragraph(row, (FIRST + 1, LAST), text, &value, 10.0)?;
        row += 1;
    }
    Ok(row)
}

fn section(sheet: &mut Cover, row: RowNum, title: &str) -> Result<RowNum, ReportError> {
    sheet.height(row, 10.0)?;
    sheet.section(row + 1, (FIRST, LAST), title)?;
    Ok(row + 2)
}

fn instructions(sheet: &mut Cover, row: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let has = |wanted: fn(&Scale) -> bool| book.input.form.questions.iter().any(|question| wanted(&question.scale));
    let steps = [
        Some(book.t(
            "在“问卷”表中作答，只填浅蓝色的格。每个指标按“判断依据”对照本机构的实际情况，拿得出材料的才算数。",
            "Answer on the sheet “Questionnaire”, in the tinted cells only. Hold what is really there against “What to judge by”; what counts is what can be shown.",
        )),
        has(|scale| matches!(scale, Scale::Rubric { .. })).then(|| {
            book.t(
                "有等级的指标选L1至L5：自L2起，每一级都要求其下各级的材料已经具备；够不上某一级的全部要求，就选低一级。",
                "For indicators with levels choose L1 to L5: from L2 on, each level presupposes those below it; where a level is not met in full, choose the one below.",
            )
        }),
        has(|scale| matches!(scale, Scale::Metric { .. })).then(|| {
            book.t(
                "定量指标填数字，单位见“判断依据”，并在“作答理由”中写明口径和数据时点。",
                "For metrics write a number in the unit given, and state its scope and date under “Rationale”.",
            )
        }),
        has(|scale| matches!(scale, Scale::Checklist { .. })).then(|| {
            book.t(
                "清单逐条选“有”或“无”，每条都要作答。",
                "For checklists choose Yes or No for every item.",
            )
        }),
        Some(book.t(
            "确实不适用的选“不适用”，并在旁边一格写明理由；没有写理由的会标红。不清楚的先空着，问清后再填，不要选“不适用”。",
            "Choose N/A only for what truly does not apply and say why in the next cell, which stays red until you do. Leave open what you do not know yet and ask; that is not N/A.",
        )),
        Some(book.t(
            "置信度表示对这个作答有多大把握。证据写文件名、制度号、系统或报表名称，每行一条，格内换行用Alt+Enter；不必附原件。",
            "Confidence says how sure you are of the answer. As evidence name documents, rules, systems or reports, one a line (Alt+Enter); the originals are not needed.",
        )),
        Some(book.t(
            "可以筛选、调整行高列宽、隐藏列、另加工作表。不要删除行，不要改动隐藏的列，不要用公式、宏或密码。",
            "You may filter, change row heights and column widths, hide columns and add sheets. Do not delete rows or touch hidden columns, and use no formulas, macros or passwords.",
        )),
        Some(book.t(
            "用Excel、WPS表格或LibreOffice填写，保存为.xlsx后交回；文件名可以改。",
            "Excel, WPS and LibreOffice will do. Save as .xlsx and send it back; the name of the file is free.",
        )),
    ];
    let mut row = section(sheet, row, book.t("怎样填写", "How to fill it in"))?;
    let format = book.style().base().set_text_wrap();
    for (number, step) in (1..).zip(steps.into_iter().flatten()) {
        sheet.paragraph(row, (FIRST, LAST), &format!("{number}. {step}"), &format, 10.0)?;
        row += 1;
    }
    Ok(row)
}

fn progress(sheet: &mut Cover, row: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let (layout, style) = (&book.layout, book.style());
    let range = |column| on(book.questions_name(), &layout.range(column));
    let (dimension, unanswered) = (range(Column::Dimension), range(Column::Missing));
    let mut row = section(sheet, row, book.t("填写进度", "Progress"))?;
    sheet.wide_text(row, (1, 2), book.t("维度", "Dimension"), &style.head())?;
    for (col, head) in [(3, book.t("已作答", "Answered")), (4, book.t("共有", "Of")), (5, book.t("尚缺", "Missing"))] {
        sheet.text(row, col, head, &style.head_right())?;
    }
    sheet.text(row, 6, book.t("完成", "Done"), &style.head_right())?;
    sheet.height(row, 20.0)?;
    let first = row + 1;
    let dimensions = book.input.form.dimensions();
    let whole = style.figure("0");
    let share = style.figure("0%");
    for heading in &dimensions {
        row += 1;
        let total = book.input.form.questions.iter().filter(|question| question.dimension == **heading).count();
        let name = format!("{} {}", heading.code, heading.name);
        sheet.wide_text(row, (1, 2), name.trim(), &style.cell())?;
        let code = heading.key().replace('"', "\"\"");
        sheet.formula(row, 3, &format!("=COUNTIFS({dimension},\"{code}\",{unanswered},0)"), 0.0, &whole)?;
        sheet.formula(row, 4, &format!("=COUNTIFS({dimension},\"{code}\",{unanswered},\"<=1\")"), total as f64, &whole)?;
        rest(sheet, row, total, &whole, &share)?;
        sheet.height(row, 18.0)?;
    }
    row += 1;
    let strong = |format: &Format| Style::at_depth(format.clone(), 0);
    sheet.wide_text(row, (1, 2), book.t("合计", "All"), &strong(&style.cell()))?;
    let total = book.input.form.questions.len();
    for (col, stored) in [(3, 0), (4, total)] {
        sheet.formula(row, col, &format!("=SUM({})", column(first, row - 1, col)), stored as f64, &strong(&whole))?;
    }
    rest(sheet, row, total, &strong(&whole), &strong(&share))?;
    sheet.height(row, 20.0)?;
    let bar = ConditionalFormatDataBar::new()
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 1)
        .set_fill_color(Color::RGB(0xB6_CC_DA))
        .set_solid_fill(true)
        .set_border_off(true);
    sheet.cells.add_conditional_format(first, 6, row, 6, &bar)?;
    row += 1;
    let (answers, reasons) = (range(Column::Answer), range(Column::NaReason));
    let formula = format!("=SUMPRODUCT(({answers}=\"{}\")*(LEN({reasons})=0))", word::not_applicable(book.language()));
    sheet.wide_text(row, (1, 4), book.t("选了不适用而没有写理由", "N/A without a reason"), &style.cell())?;
    sheet.formula(row, 5, &formula, 0.0, &whole)?;
    sheet.cells.write_blank(row, 6, &whole)?;
    let wanted = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(0))
        .set_format(Format::new().set_font_color(GAP_TEXT).set_bold());
    sheet.cells.add_conditional_format(row, 5, row, 5, &wanted)?;
    sheet.height(row, 18.0)?;
    Ok(row + 1)
}

/// What is missing of a line of the progress, and its share.
fn rest(sheet: &mut Cover, row: RowNum, total: usize, whole: &Format, share: &Format) -> Result<(), ReportError> {
    let (answered, all) = (cell(row, 3), cell(row, 4));
    sheet.formula(row, 5, &format!("={all}-{answered}"), total as f64, whole)?;
    sheet.formula(row, 6, &format!("=IF({all}=0,0,{answered}/{all})"), 0.0, share)
}

/// Who filled it in: the only cells of the cover that are filled in.
fn sign_off(sheet: &mut Cover, row: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let style = book.style();
    let mut row = section(sheet, row, book.t("填写人", "Signed off"))?;
    let value = style
        .base()
        .set_unlocked()
        .set_text_wrap()
        .set_num_format("@")
        .set_align(FormatAlign::Left)
        .set_indent(1)
        .set_background_color(BRAND_TINT)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE_2);
    let key = style.base().set_font_size(8);
    for (name, label) in SignOff::KEYS.into_iter().zip([
        book.t("填写人与联系方式", "Filled in by, contact"),
        book.t("复核人", "Reviewed by"),
        book.t("填写日期", "Date"),
        book.t("其他要说明的", "Remarks"),
    ]) {
        sheet.text(row, 0, name, &key)?;
        sheet.text(row, FIRST, label, &ruled(style.base().set_font_color(INK_2)))?;
        sheet.wide_text(row, (FIRST + 1, LAST), "", &value)?;
        sheet.height(row, if name == SignOff::KEYS[3] { 48.0 } else { 20.0 })?;
        row += 1;
    }
    Ok(row)
}

/// What the levels mean.
fn levels(sheet: &mut Cover, row: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let form = &book.input.form;
    let rubric = form.questions.iter().any(|question| matches!(question.scale, Scale::Rubric { .. }));
    if !rubric || form.levels.iter().all(|level| level.meaning.is_empty()) {
        return Ok(row);
    }
    let mut row = section(sheet, row, book.t("等级", "Levels"))?;
    let first = row;
    for level in &form.levels {
        sheet.text(row, FIRST, &Form::level_label(level), &book.style().chip())?;
        sheet.height(row, 20.0)?;
        sheet.paragraph(row, (FIRST + 1, LAST), &level.meaning, &ruled(book.style().base().set_text_wrap().set_indent(1)), 10.0)?;
        row += 1;
    }
    sheet.level_name_chips((first, FIRST), (row - 1, FIRST))?;
    Ok(row)
}

/// The indicators without an answer, in the order of the questions; a place stays empty once fewer are missing.
fn missing(sheet: &mut Cover, row: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let mut row = section(sheet, row, book.t("尚未作答", "Still unanswered"))?;
    let range = |column| on(book.questions_name(), &book.layout.range(column));
    let (ranks, labels) = (range(Column::Rank), range(Column::Label));
    let titles: Vec<String> =
        book.layout.rows.iter().filter_map(|row| if let Row::Question(question) = row { Some(question.title()) } else { None }).collect();
    let lines = titles.len().div_ceil(LISTS.len());
    let format = ruled(book.style().base().set_font_size(9).set_shrink());
    for line in 0..lines {
        for (list, cols) in LISTS.into_iter().enumerate() {
            let place = list * lines + line;
            sheet.cells.merge_range(row, cols.0, row, cols.1, "", &format)?;
            let Some(title) = titles.get(place) else { continue };
            let formula = format!("=IFERROR(INDEX({labels},MATCH({},{ranks},0)),\"\")", place + 1);
            sheet.formula(row, cols.0, &formula, title.as_str(), &format)?;
        }
        sheet.height(row, 18.0)?;
        row += 1;
    }
    Ok(row)
}
