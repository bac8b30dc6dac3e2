//! The cover: who, when, how much, by which model.

use rust_xlsxwriter::{ColNum, Color, Format, FormatAlign, FormatBorder, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::number::{DIFFERENCE, SCORE, SHARE, round};
use crate::plan::node_col;
use crate::sheet::{NOTHING, Sheet, Stored};
use crate::style::{BRAND, BRAND_TINT, INK_2, LINE, WHITE};

const LAST: ColNum = 9;
const WIDTHS: [f64; 10] = [4.0, 17.0, 17.0, 4.0, 17.0, 17.0, 4.0, 22.0, 22.0, 4.0];
const BOX: (RowNum, RowNum) = (9, 10);

/// Writes the sheet.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Sheet<'a>, ReportError> {
    let mut sheet = Sheet::new(book, book.plan.names.cover)?;
    sheet.cells.set_screen_gridlines(false);
    for (col, width) in (0..).zip(WIDTHS) {
        sheet.width(col, width)?;
    }
    heading(&mut sheet)?;
    result(&mut sheet)?;
    let last = facts(&mut sheet)?;
    sheet.cells.set_print_area(0, 0, last, LAST)?;
    sheet.cells.set_print_fit_to_pages(1, 1).set_print_center_horizontally(true);
    Ok(sheet)
}

fn heading(sheet: &mut Sheet) -> Result<(), ReportError> {
    let (book, input) = (sheet.book, sheet.book.input);
    let style = &book.style;
    let brand = |size: u32| style.base().set_background_color(BRAND).set_font_color(WHITE).set_font_size(size);
    for (row, height) in [(0, 34.0), (1, 46.0), (2, 30.0), (3, 12.0)] {
        sheet.height(row, height)?;
        sheet.cells.write_blank(row, 0, &brand(10))?;
        sheet.cells.write_blank(row, LAST, &brand(10))?;
    }
    sheet.wide_text(0, (1, LAST - 1), book.t("数衡 Shuheng", "Shuheng 数衡"), &brand(11).set_font_color(Color::RGB(0xC9_DA_E6)))?;
    sheet.wide_text(1, (1, LAST - 1), book.t("数字金融成熟度评估报告", "Digital finance maturity assessment"), &brand(26).set_bold())?;
    sheet.wide_text(2, (1, LAST - 1), &input.model.name, &brand(12))?;
    sheet.wide_text(3, (1, LAST - 1), "", &brand(10))?;
    sheet.height(4, 16.0)?;
    sheet.wide_text(5, (1, LAST - 1), &input.institution, &style.base().set_font_size(22).set_bold())?;
    sheet.height(5, 38.0)?;
    let kind = match input.language {
        crate::input::Language::Zh => format!("{} · {}年度", input.institution_type, input.year),
        crate::input::Language::En => format!("{} · {}", input.institution_type, input.year),
    };
    sheet.wide_text(6, (1, LAST - 1), kind.trim_start_matches(" · "), &style.base().set_font_size(12).set_font_color(INK_2))?;
    sheet.height(6, 22.0)?;
    sheet.height(7, 14.0)?;
    Ok(())
}

/// The three boxes: score, level, and how far the answers and the target reach.
fn result(sheet: &mut Sheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let (plan, style) = (&book.plan, &book.style);
    let Some(root) = book.input.nodes.first() else { return Ok(()) };
    let label = style.base().set_background_color(BRAND_TINT).set_font_color(INK_2).set_indent(1);
    let value = style.base().set_background_color(BRAND_TINT).set_bold().set_align(FormatAlign::Left).set_indent(1);
    sheet.height(8, 24.0)?;
    sheet.height(BOX.0, 36.0)?;
    sheet.height(BOX.1, 36.0)?;

    sheet.wide_text(8, (1, 2), book.t("综合得分", "Overall score"), &label)?;
    let hero = value.clone().set_font_size(44).set_font_color(BRAND).set_num_format(SCORE);
    sheet.cells.merge_range(BOX.0, 1, BOX.1, 2, "", &hero)?;
    sheet.formula(BOX.0, 1, &format!("={}", plan.node_cell(0, node_col::SCORE)), root.score, &hero)?;

    sheet.wide_text(8, (4, 5), book.t("等级", "Level"), &label)?;
    let chip = value.clone().set_font_size(20).set_text_wrap();
    sheet.cells.merge_range(BOX.0, 4, BOX.1, 5, "", &chip)?;
    sheet.formula(BOX.0, 4, &plan.marked_level_formula(0), book.marked_level(root), &chip)?;
    sheet.level_name_chips((BOX.0, 4), (BOX.1, 5))?;

    sheet.text(8, 7, book.t("覆盖率", "Coverage"), &label)?;
    sheet.text(8, 8, book.t("目标与差距", "Target and gap"), &label)?;
    let large = value.clone().set_font_size(20);
    sheet.cells.merge_range(BOX.0, 7, BOX.1, 7, "", &large.clone().set_num_format(SHARE))?;
    let coverage = book.derived.applicable[0].then_some(root.coverage);
    sheet.formula(BOX.0, 7, &format!("={}", plan.node_cell(0, node_col::COVERAGE)), coverage, &large.clone().set_num_format(SHARE))?;
    let target = root.target.map_or_else(|| Stored::from(NOTHING), Stored::Number);
    sheet.formula(BOX.0, 8, &format!("={}", plan.node_cell(0, node_col::TARGET)), target, &large.clone().set_num_format(SCORE))?;
    let gap = root.score.zip(root.target).map(|(score, target)| round(score, 1) - round(target, 1));
    let (score, aim) = (plan.node_cell(0, node_col::SCORE), plan.node_cell(0, node_col::TARGET));
    let formula = format!("=IF(ISNUMBER({score})*ISNUMBER({aim})=1,ROUND({score},1)-ROUND({aim},1),\"{NOTHING}\")");
    sheet.formula(BOX.1, 8, &formula, gap, &value.set_font_size(14).set_num_format(DIFFERENCE))?;
    sheet.shortfalls((BOX.1, 8), (BOX.1, 8))?;
    Ok(())
}

fn facts(sheet: &mut Sheet) -> Result<RowNum, ReportError> {
    let (book, input) = (sheet.book, sheet.book.input);
    let style = &book.style;
    sheet.height(BOX.1 + 1, 14.0)?;
    let rule = |format: Format| format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
    let (label, value) = (rule(style.base().set_font_color(INK_2)), rule(style.base()));
    let answered = input.nodes.iter().filter(|node| node.indicator.is_some() && node.score.is_some()).count();
    let applicable =
        input.nodes.iter().zip(&book.derived.applicable).filter(|(node, applies)| node.indicator.is_some() && **applies).count();
    let model = &input.model;
    let lines = [
        (book.t("评估模型", "Evaluation model"), format!("{}　{} {}", model.name, model.id, model.version)),
        (book.t("模型摘要", "Model digest"), model.digest.clone()),
        (book.t("评估", "Assessment"), input.assessment.clone()),
        (book.t("已评指标", "Indicators rated"), format!("{answered}/{applicable}")),
        (book.t("作答依据", "Answers rest on"), input.rests_on.clone()),
        (book.t("生成时间", "Generated"), format!("{}　{} {}", input.generated_at, book.t("数衡", "Shuheng"), input.product_version)),
        (book.t("保密", "Confidentiality"), input.confidential_note.clone()),
    ];
    let mut row = BOX.1 + 2;
    for (name, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
        sheet.wide_text(row, (1, 2), name, &label)?;
        sheet.wide_text(row, (3, LAST - 1), &text, &value)?;
        sheet.height(row, 20.0)?;
        row += 1;
    }
    sheet.height(row, 12.0)?;
    sheet.paragraph(row + 1, (1, LAST - 1), &model.disclaimer, &style.remark(), 9.0)?;
    sheet.wide_text(row + 2, (1, LAST - 1), &model.attribution, &style.caption().set_bold())?;
    Ok(row + 2)
}
