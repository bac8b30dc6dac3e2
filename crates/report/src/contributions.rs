//! The sheet of the tree: every score, level and contribution as a live formula, beside the engine's stored numbers.

use rust_xlsxwriter::{ColNum, Format, FormatAlign, RowNum};

use crate::book::Book;
use crate::error::ReportError;
use crate::input::Mean;
use crate::node_formula::NodeFormulas;
use crate::number::{AS_TYPED, EXACT, FINE_DIFFERENCE, LEVEL, RESIDUE, SCORE, SHARE, WHOLE};
use crate::place::column;
use crate::plan::{CONTRIBUTION_FIRST, Plan, indicator_col, node_col};
use crate::sheet::{Align, Column, NOTHING, Sheet, Stored};
use crate::style::Style;

const HEAD: RowNum = CONTRIBUTION_FIRST - 1;
const LAST: ColNum = node_col::LEVEL_CHECK;

/// Writes the sheet.
pub(crate) fn sheet<'a>(book: &'a Book<'a>) -> Result<Sheet<'a>, ReportError> {
    let mut sheet = Sheet::new(book, book.plan.names.contributions)?;
    let last = Plan::node_row(book.input.nodes.len() - 1);
    let caption = book.t(
        "得分、等级、贡献均为公式：在“指标”表改动作答，本表随之重算。贡献＝上级贡献×占上级份额，逐级相加等于综合得分。",
        "Scores, levels and contributions are formulas: change an answer on the sheet of indicators and this sheet follows. Contribution = contribution of the parent × share in it; at every level they add up to the overall score.",
    );
    sheet.title(node_col::LISTED, book.t("得分与贡献", "Scores and contributions"), caption)?;
    checks(&mut sheet, last)?;
    let columns = columns(book);
    sheet.heads(HEAD, 0, &columns)?;
    sheet.widths(0, &columns)?;
    for node in 0..book.input.nodes.len() {
        row(&mut sheet, node)?;
    }
    sheet.level_chips((CONTRIBUTION_FIRST, node_col::BEFORE_GATE), (last, node_col::LEVEL))?;
    sheet.faint_dashes((CONTRIBUTION_FIRST, node_col::EFFECTIVE), (last, node_col::CONTRIBUTION_CHECK))?;
    sheet.table(HEAD, last, (0, LAST), node_col::LISTED, node_col::MEAN)?;
    sheet.cells.group_columns_collapsed(node_col::APPLICABLE, node_col::POWER)?;
    Ok(sheet)
}

/// The check cells over the table.
fn checks(sheet: &mut Sheet, last: RowNum) -> Result<(), ReportError> {
    let book = sheet.book;
    let style = &book.style;
    let root = book.input.nodes.first();
    let range = |col| column(CONTRIBUTION_FIRST, last, col);
    let (score, engine) =
        (crate::place::fixed(CONTRIBUTION_FIRST, node_col::SCORE), crate::place::fixed(CONTRIBUTION_FIRST, node_col::ENGINE_SCORE));
    let total = root.and_then(|root| root.score);
    let difference = total.map_or(Stored::from(NOTHING), |_| Stored::Number(0.0));
    let (label, small) = (style.cell().set_bold(), style.caption());
    let largest = |col| format!("=MAX(MAX({0}),-MIN({0}))", range(col));
    let lines: [(&str, String, Stored, &str, &str); 4] = [
        (book.t("综合得分（公式）", "Overall score (formula)"), format!("={score}"), total.into(), SCORE, ""),
        (
            book.t("校验：与引擎得分之差", "Check: difference from the engine"),
            format!("=IF(AND(ISNUMBER({score}),ISNUMBER({engine})),{score}-{engine},\"{NOTHING}\")"),
            difference,
            RESIDUE,
            book.t("改动作答、权重后不再为零，属正常。", "No longer zero once an answer or a weight was changed: as it should be."),
        ),
        (
            book.t("校验：各节点得分、贡献最大之差", "Check: largest difference, any node"),
            format!("=MAX({},{})", &largest(node_col::SCORE_CHECK)[1..], &largest(node_col::CONTRIBUTION_CHECK)[1..]),
            0.0.into(),
            RESIDUE,
            book.t("得分与贡献逐节点相减，取绝对值最大者。", "Score and contribution of every node against the engine's."),
        ),
        (
            book.t("校验：等级不一致的节点数", "Check: nodes whose level differs"),
            format!("=SUM({})", range(node_col::LEVEL_CHECK)),
            0.0.into(),
            WHOLE,
            "",
        ),
    ];
    for (line, (name, formula, stored, number_format, note)) in (2..).zip(lines) {
        sheet.wide_text(line, (0, node_col::NAME), name, &label)?;
        sheet.formula(line, node_col::MEAN, &formula, stored, &style.figure(number_format).set_bold())?;
        if !note.is_empty() {
            sheet.wide_text(line, (node_col::PARENT, node_col::LISTED), note, &small.clone().set_indent(1))?;
        }
    }
    Ok(())
}

fn columns(book: &Book) -> Vec<Column> {
    let column = |zh, en, width, align| Column { head: book.t(zh, en), width, align };
    vec![
        column("序号", "No.", 5.0, Align::Centre),
        column("编码", "Code", 7.5, Align::Left),
        column("名称", "Name", 32.0, Align::Left),
        column("合成方式", "Mean", 10.0, Align::Left),
        column("上级序号", "Parent no.", 6.5, Align::Centre),
        column("本级权重", "Local weight", 8.5, Align::Right),
        column("有效权重", "Effective weight", 9.5, Align::Right),
        column("覆盖率", "Coverage", 9.5, Align::Right),
        column("得分", "Score", 8.0, Align::Right),
        column("门槛前等级", "Level before gate", 8.0, Align::Centre),
        column("等级", "Level", 6.5, Align::Centre),
        column("目标", "Target", 8.0, Align::Right),
        column("占上级份额", "Share in parent", 9.5, Align::Right),
        column("贡献（分）", "Contribution", 11.5, Align::Right),
        column("贡献（列示）", "Contribution, rounded to foot", 12.5, Align::Right),
        column("引擎得分", "Engine: score", 9.0, Align::Right),
        column("得分之差", "Difference", 10.0, Align::Right),
        column("引擎贡献", "Engine: contribution", 11.5, Align::Right),
        column("贡献之差", "Difference", 10.0, Align::Right),
        column("等级不一致", "Level differs", 8.5, Align::Centre),
        column("适用", "Applies", 8.0, Align::Right),
        column("计入", "Counted", 8.0, Align::Right),
        column("ln(得分)", "ln(score)", 10.0, Align::Right),
        column("适用权重和", "Σw applicable", 10.0, Align::Right),
        column("计入权重和", "Σw counted", 10.0, Align::Right),
        column("份额基数", "Share base", 12.0, Align::Right),
        column("整十分位", "Whole tenths", 8.0, Align::Right),
        column("余数", "Remainder", 10.0, Align::Right),
        column("加权差距", "Weighted gap", 11.0, Align::Right),
        column("差距位次", "Place from weakest", 8.0, Align::Right),
        column("优势位次", "Place from strongest", 8.0, Align::Right),
        column("幂指数p", "Exponent p", 8.0, Align::Right),
        column("参照得分", "Reference score", 9.0, Align::Right),
        column("(得分÷参照)^p−1", "(score ÷ reference)^p − 1", 13.0, Align::Right),
    ]
}

fn row(sheet: &mut Sheet, i: usize) -> Result<(), ReportError> {
    let book = sheet.book;
    let (node, derived, style) = (&book.input.nodes[i], &book.derived, &book.style);
    let row = Plan::node_row(i);
    let make = NodeFormulas::new(book, i);
    let shaded = |format: Format| Style::at_depth(format, node.depth);
    let figure = |number_format: &str| shaded(style.figure(number_format));
    let faint = |number_format: &str| style.faint(number_format);
    let count = |number: usize| u32::try_from(number).map_or(0.0, f64::from);
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };

    sheet.number(row, node_col::NUMBER, count(i + 1), &shaded(style.faint(WHOLE)).set_align(FormatAlign::Center).set_indent(0))?;
    sheet.text(row, node_col::CODE, &node.code, &shaded(style.cell()))?;
    sheet.wrapped(row, node_col::NAME, &node.name, &shaded(style.cell()).set_text_wrap().set_indent(1 + node.depth.min(8)), 11.5)?;
    sheet.wrapped(row, node_col::MEAN, &book.mean_name(node), &shaded(style.cell()).set_text_wrap(), 11.0)?;
    let parent = node.parent.map_or(0.0, |parent| count(parent + 1));
    sheet.number(row, node_col::PARENT, parent, &shaded(style.faint(WHOLE)).set_align(FormatAlign::Center).set_indent(0))?;
    match book.plan.indicator_row[i] {
        Some(at) => {
            let weight = crate::place::on(book.plan.names.indicators, &crate::place::fixed(at, indicator_col::WEIGHT));
            sheet.formula(row, node_col::WEIGHT, &format!("={weight}"), node.local_weight, &figure(AS_TYPED))?;
        }
        None if i == 0 => sheet.number(row, node_col::WEIGHT, node.local_weight, &figure(AS_TYPED))?,
        None => {
            sheet.number(row, node_col::WEIGHT, node.local_weight, &style.entry(AS_TYPED).set_align(FormatAlign::Right).set_indent(1))?
        }
    }

    let applies = derived.applicable[i];
    sheet.formula(row, node_col::EFFECTIVE, &make.effective_weight(), applies.then_some(node.effective_weight), &figure(SHARE))?;
    sheet.formula(row, node_col::COVERAGE, &make.coverage(), applies.then_some(node.coverage), &figure(SHARE))?;
    if node.indicator.is_none() && node.mean == Mean::Minimum {
        sheet.array_formula(row, node_col::SCORE, &make.score(), node.score, &figure(SCORE))?;
    } else {
        sheet.formula(row, node_col::SCORE, &make.score(), node.score, &figure(SCORE))?;
    }
    sheet.formula(row, node_col::BEFORE_GATE, &make.level_before_gate(), node.level_before_gate, &style.chip().set_num_format(LEVEL))?;
    sheet.formula(row, node_col::LEVEL, &make.level(), node.level, &style.chip().set_num_format(LEVEL))?;
    sheet.number_or_dash(row, node_col::TARGET, node.target, &figure(SCORE))?;
    sheet.formula(row, node_col::SHARE, &make.share(), derived.share[i], &figure(SHARE))?;
    sheet.formula(row, node_col::CONTRIBUTION, &make.contribution(), node.contribution, &figure(EXACT))?;
    sheet.formula(row, node_col::LISTED, &make.listed(), derived.listed[i], &figure(SCORE))?;

    sheet.number_or_dash(row, node_col::ENGINE_SCORE, node.score, &faint(EXACT))?;
    sheet.formula(
        row,
        node_col::SCORE_CHECK,
        &make.difference(node_col::SCORE, node_col::ENGINE_SCORE),
        node.score.map(|_| 0.0),
        &faint(RESIDUE),
    )?;
    sheet.number_or_dash(row, node_col::ENGINE_CONTRIBUTION, node.contribution, &faint(EXACT))?;
    let contribution_check = make.difference(node_col::CONTRIBUTION, node_col::ENGINE_CONTRIBUTION);
    sheet.formula(row, node_col::CONTRIBUTION_CHECK, &contribution_check, node.contribution.map(|_| 0.0), &faint(RESIDUE))?;
    let level_check = make.level_differs(node.level);
    sheet.formula(row, node_col::LEVEL_CHECK, &level_check, 0.0, &faint("0;;\"·\"").set_align(FormatAlign::Center).set_indent(0))?;

    sheet.formula(row, node_col::APPLICABLE, &make.applicable(), flag(applies), &faint(WHOLE))?;
    sheet.formula(row, node_col::COUNTED, &make.counted(), flag(node.score.is_some()), &faint(WHOLE))?;
    let logarithm = node.score.filter(|score| *score > 0.0).map_or(0.0, libm::log);
    sheet.formula(row, node_col::LOGARITHM, &make.logarithm(), logarithm, &faint(EXACT))?;
    sheet.formula(
        row,
        node_col::APPLICABLE_WEIGHT,
        &make.weight_of_children(node_col::APPLICABLE),
        derived.applicable_weight[i],
        &faint(AS_TYPED),
    )?;
    sheet.formula(
        row,
        node_col::COUNTED_WEIGHT,
        &make.weight_of_children(node_col::COUNTED),
        derived.counted_weight[i],
        &faint(AS_TYPED),
    )?;
    let base = if node.indicator.is_some() { 0.0 } else { derived.share_base[i] };
    sheet.formula(row, node_col::SHARE_BASE, &make.share_base(), base, &faint(EXACT))?;
    sheet.formula(row, node_col::TENTHS, &make.tenths(), derived.tenths[i], &faint(WHOLE))?;
    sheet.formula(row, node_col::REMAINDER, &make.remainder(), derived.remainder[i], &faint(EXACT))?;
    sheet.formula(row, node_col::WEIGHTED_GAP, &make.weighted_gap(), derived.weighted_gap[i], &faint(FINE_DIFFERENCE))?;
    sheet.formula(row, node_col::WEAKEST, &make.place_by_gap(1), derived.weakest[i].map(count), &faint(WHOLE))?;
    sheet.formula(row, node_col::STRONGEST, &make.place_by_gap(0), derived.strongest[i].map(count), &faint(WHOLE))?;

    let exponent = node.indicator.is_none().then(|| node.mean.exponent()).flatten();
    sheet.number_or_dash(row, node_col::EXPONENT, exponent, &faint(AS_TYPED))?;
    match make.reference() {
        Some(formula) => sheet.array_formula(row, node_col::REFERENCE, &formula, derived.reference[i], &faint(EXACT))?,
        None => sheet.number_or_dash(row, node_col::REFERENCE, None, &faint(EXACT))?,
    }
    match make.power() {
        Some(formula) => sheet.formula(row, node_col::POWER, &formula, derived.power[i], &faint(EXACT))?,
        None => sheet.number_or_dash(row, node_col::POWER, None, &faint(EXACT))?,
    }
    Ok(())
}
