//! The sheet of the method: the tables that the formulas stand on, and the rules in words.

use rust_xlsxwriter::{ColNum, FormatAlign, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::input::{Direction, Kind, Transform};
use crate::method_words::{documents, rules};
use crate::number::{AS_TYPED, LEVEL, SCORE, SHARE, WHOLE};
use crate::plan::{LEVEL_FIRST, MINIMUM_COVERAGE_ROW, method_col, node_col};
use crate::sheet::{Align, Column, NOTHING, Sheet, Stored};
use crate::style::Style;

/// The last column of the sheet.
pub(crate) const LAST: ColNum = 7;
/// Widths of the columns.
const WIDTHS: [f64; 8] = [18.0, 34.0, 13.0, 15.0, 15.0, 13.0, 13.0, 46.0];

/// Writes the sheet.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Sheet<'a>, ReportError> {
    let mut sheet = Sheet::new(book, book.plan.names.method)?;
    for (col, width) in (0..).zip(WIDTHS) {
        sheet.width(col, width)?;
    }
    let caption = book.t(
        "本表的分值、分界、端点、门槛是各公式的依据，浅色格可改。",
        "Points, cut-offs, goalposts and gates on this sheet are what the formulas stand on; tinted cells may be changed.",
    );
    sheet.title(LAST, book.t("方法", "Method"), caption)?;
    identity(&mut sheet)?;
    levels(&mut sheet)?;
    points(&mut sheet)?;
    goalposts(&mut sheet)?;
    gates(&mut sheet)?;
    let after = weights(&mut sheet)?;
    sheet.cells.set_page_breaks(&[book.plan.weights_first - 2, after + 1])?;
    let after = rules(&mut sheet, after + 1)?;
    let last = documents(&mut sheet, after + 1)?;
    sheet.cells.set_screen_gridlines(false);
    sheet.cells.set_freeze_panes(2, 0)?;
    sheet.cells.set_print_area(0, 0, last, LAST)?;
    Ok(sheet)
}

fn heads(sheet: &mut Sheet, row: RowNum, names: [(&'static str, Align); 8]) -> Result<(), ReportError> {
    let columns = names.map(|(head, align)| Column { head, width: 0.0, align });
    sheet.heads(row, 0, &columns)?;
    sheet.height(row, 18.0)
}

fn identity(sheet: &mut Sheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let (model, style) = (&book.input.model, &book.style);
    sheet.section(2, (0, LAST), book.t("评估模型", "Evaluation model"))?;
    let label = style.cell().set_font_color(crate::style::INK_2);
    let lines = [
        (3, book.t("名称", "Name"), model.name.clone()),
        (4, book.t("标识与版本", "Id, version"), format!("{} {}", model.id, model.version)),
        (5, book.t("内容摘要", "Digest"), model.digest.clone()),
        (6, book.t("产品版本", "Product"), format!("{} {}", book.t("数衡", "Shuheng"), book.input.product_version)),
    ];
    for (row, name, value) in lines {
        sheet.text(row, 0, name, &label)?;
        sheet.wide_text(row, (1, LAST), &value, &style.cell())?;
    }
    sheet.text(MINIMUM_COVERAGE_ROW, 0, book.t("最低覆盖率", "Minimum coverage"), &label)?;
    sheet.number(
        MINIMUM_COVERAGE_ROW,
        method_col::VALUE,
        model.minimum_coverage,
        &style.entry(SHARE).set_align(FormatAlign::Left).set_indent(1),
    )
}

fn levels(sheet: &mut Sheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let style = &book.style;
    sheet.section(LEVEL_FIRST - 2, (0, LAST), book.t("等级与分界", "Levels and cut-offs"))?;
    let (l, r) = (Align::Left, Align::Right);
    heads(
        sheet,
        LEVEL_FIRST - 1,
        [
            (book.t("等级", "Level"), Align::Centre),
            (book.t("名称", "Name"), l),
            (book.t("量规分值", "Points"), r),
            (book.t("起点得分", "From score"), r),
            (book.t("含义", "Meaning"), l),
            ("", l),
            ("", l),
            ("", l),
        ],
    )?;
    for (row, level) in (LEVEL_FIRST..).zip(&book.input.model.levels) {
        sheet.number(row, method_col::LEVEL, f64::from(level.level), &style.chip().set_num_format(LEVEL))?;
        sheet.text(row, method_col::LEVEL_NAME, &level.name, &style.cell().set_bold())?;
        sheet.number(row, 2, level.points, &style.figure(AS_TYPED))?;
        sheet.number(row, method_col::LEVEL_FROM, level.from, &style.entry(AS_TYPED).set_align(FormatAlign::Right).set_indent(1))?;
        sheet.wide_text(row, (4, LAST), &level.meaning, &style.cell())?;
    }
    let count = RowNum::try_from(book.input.model.levels.len()).unwrap_or(1);
    sheet.level_chips((LEVEL_FIRST, method_col::LEVEL), (LEVEL_FIRST + count - 1, method_col::LEVEL))
}

fn points(sheet: &mut Sheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let (first, style) = (book.plan.points_first, &book.style);
    sheet.section(first - 2, (0, LAST), book.t("量规分值", "Points of rubric levels"))?;
    let r = Align::Right;
    let scale = (book.t("分值组", "Set"), Align::Left);
    heads(
        sheet,
        first - 1,
        [scale, (book.t("适用指标", "Used by"), Align::Left), ("L1", r), ("L2", r), ("L3", r), ("L4", r), ("L5", r), ("", r)],
    )?;
    for ((row, set), number) in (first..).zip(&book.plan.points).zip(1u32..) {
        sheet.text(row, 0, &number.to_string(), &style.cell())?;
        sheet.text(row, 1, &format!("{}{}", set.indicators, book.t("个指标", " indicators")), &style.cell())?;
        for (col, points) in (method_col::FIRST_POINTS..).zip(set.points) {
            sheet.number(row, col, points, &style.entry(AS_TYPED).set_align(FormatAlign::Right).set_indent(1))?;
        }
    }
    Ok(())
}

fn goalposts(sheet: &mut Sheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let (first, style) = (book.plan.goalposts_first, &book.style);
    sheet.section(first - 2, (0, LAST), book.t("定量指标的端点", "Goalposts of the metrics"))?;
    let (l, r) = (Align::Left, Align::Right);
    heads(
        sheet,
        first - 1,
        [
            (book.t("编码", "Code"), l),
            (book.t("指标", "Indicator"), l),
            (book.t("单位", "Unit"), l),
            (book.t("方向", "Direction"), l),
            (book.t("变换", "Transform"), l),
            (book.t("下端点", "Low"), r),
            (book.t("上端点", "High"), r),
            (book.t("端点之外", "Beyond the posts"), l),
        ],
    )?;
    for (i, node) in book.input.nodes.iter().enumerate() {
        let (Some(row), Some(Kind::Metric { unit, direction, low, high, transform, cap })) =
            (book.plan.goalposts_row[i], node.indicator.as_ref().map(|indicator| &indicator.kind))
        else {
            continue;
        };
        let way = match direction {
            Direction::Higher => book.t("越高越好", "Higher is better"),
            Direction::Lower => book.t("越低越好", "Lower is better"),
        };
        let shape = match transform {
            Transform::Linear => book.t("线性", "Linear"),
            Transform::Log => book.t("对数", "Logarithmic"),
        };
        let beyond = if *cap { book.t("按端点计分", "Counts as the post") } else { book.t("不计分", "Has no score") };
        for (col, text) in [(0, node.code.as_str()), (1, &node.name), (2, unit), (3, way), (4, shape), (LAST, beyond)] {
            let format = if col == 1 { style.cell().set_text_wrap() } else { style.cell() };
            if col == 1 {
                sheet.wrapped(row, col, text, &format, 10.0)?;
            } else {
                sheet.text(row, col, text, &format)?;
            }
        }
        let entry = style.entry(AS_TYPED).set_align(FormatAlign::Right).set_indent(1);
        sheet.number(row, method_col::LOW, *low, &entry)?;
        sheet.number(row, method_col::HIGH, *high, &entry)?;
    }
    Ok(())
}

fn gates(sheet: &mut Sheet) -> Result<(), ReportError> {
    let book = sheet.book;
    let (first, style) = (book.plan.gates_first, &book.style);
    sheet.section(first - 2, (0, LAST), book.t("否决门槛（只限等级，不改得分）", "Gates (they cap levels and never change scores)"))?;
    let (l, r) = (Align::Left, Align::Right);
    heads(
        sheet,
        first - 1,
        [
            (book.t("受限", "Caps"), l),
            (book.t("观察对象", "Watches"), l),
            (book.t("当前得分", "Score now"), r),
            (book.t("低于", "Below"), r),
            (book.t("等级上限", "Cap"), Align::Centre),
            (book.t("状态", "State"), l),
            (book.t("生效上限", "Cap in force"), Align::Centre),
            (book.t("规则与理由", "Rule and reason"), l),
        ],
    )?;
    if book.input.model.gates.is_empty() {
        sheet.wide_text(first, (0, LAST), book.t("本模型没有否决门槛。", "This model has no gates."), &style.cell())?;
    }
    for (row, gate) in (first..).zip(&book.input.model.gates) {
        sheet.wrapped(row, LAST, &gate.text, &style.prose(), 9.0)?;
        let Some(rule) = gate.rule else {
            for col in 0..LAST {
                sheet.text(row, col, NOTHING, &style.cell())?;
            }
            continue;
        };
        let (node, watch) = (&book.input.nodes[rule.node], &book.input.nodes[rule.watch]);
        let name = |node: &crate::input::Node| format!("{} {}", node.code, node.name).trim().to_owned();
        sheet.wrapped(row, 0, if node.code.is_empty() { &node.name } else { &node.code }, &style.prose(), 9.0)?;
        sheet.wrapped(row, 1, &name(watch), &style.prose(), 9.0)?;
        let score = book.plan.node_cell(rule.watch, node_col::SCORE);
        sheet.formula(row, 2, &format!("={score}"), watch.score, &style.figure(SCORE))?;
        sheet.number(row, 3, rule.below, &style.entry(AS_TYPED).set_align(FormatAlign::Right).set_indent(1))?;
        sheet.number(row, 4, f64::from(rule.cap), &style.entry(LEVEL))?;
        let (watched, below, cap) = (crate::place::cell(row, 2), crate::place::cell(row, 3), crate::place::cell(row, 4));
        let closed = watch.score.is_some_and(|score| crate::number::round(score, 9) < rule.below);
        let test = |then: &str, other: &str| format!("=IF(ISNUMBER({watched}),IF(ROUND({watched},9)<{below},{then},{other}),{other})");
        let (shut, open) = (book.t("生效", "In force"), book.t("未触发", "Not met"));
        sheet.formula(row, 5, &test(&format!("\"{shut}\""), &format!("\"{open}\"")), if closed { shut } else { open }, &style.cell())?;
        let stored = if closed { Stored::Number(f64::from(rule.cap)) } else { Stored::Text(String::new()) };
        sheet.formula(row, method_col::GATE_CAP, &test(&cap, "\"\""), stored, &style.chip().set_num_format(LEVEL))?;
    }
    Ok(())
}

fn weights(sheet: &mut Sheet) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let (first, style) = (book.plan.weights_first, &book.style);
    sheet.section(first - 2, (0, LAST), book.t("维度与能力域的权重", "Weights of dimensions and domains"))?;
    let (l, r) = (Align::Left, Align::Right);
    heads(
        sheet,
        first - 1,
        [
            (book.t("编码", "Code"), l),
            (book.t("名称", "Name"), l),
            (book.t("合成方式", "Mean"), l),
            (book.t("本级权重", "Local weight"), r),
            (book.t("有效权重", "Effective weight"), r),
            (book.t("覆盖率", "Coverage"), r),
            (book.t("指标数", "Indicators"), r),
            ("", l),
        ],
    )?;
    let mut row = first;
    for (i, node) in book.input.nodes.iter().enumerate().filter(|(_, node)| node.indicator.is_none()) {
        let shaded = |format| Style::at_depth(format, node.depth);
        sheet.text(row, 0, &node.code, &shaded(style.cell()))?;
        sheet.wrapped(row, 1, &node.name, &shaded(style.cell()).set_text_wrap().set_indent(1 + node.depth.min(8)), 11.0)?;
        sheet.wrapped(row, 2, &book.mean_name(node), &shaded(style.cell()).set_text_wrap(), 11.0)?;
        let linked = |col| format!("={}", book.plan.node_cell(i, col));
        let applies = book.derived.applicable[i];
        sheet.formula(row, 3, &linked(node_col::WEIGHT), node.local_weight, &shaded(style.figure(AS_TYPED)))?;
        sheet.formula(row, 4, &linked(node_col::EFFECTIVE), applies.then_some(node.effective_weight), &shaded(style.figure(SHARE)))?;
        sheet.formula(row, 5, &linked(node_col::COVERAGE), applies.then_some(node.coverage), &shaded(style.figure(SHARE)))?;
        let indicators = (i..=book.plan.subtree_end[i]).filter(|&below| book.input.nodes[below].indicator.is_some()).count();
        sheet.number(row, 6, u32::try_from(indicators).map_or(0.0, f64::from), &shaded(style.figure(WHOLE)))?;
        row += 1;
    }
    Ok(row)
}
