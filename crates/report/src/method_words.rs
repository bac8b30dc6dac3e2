//! The rules of the method in words, and the documents behind the model.

use rust_xlsxwriter::RowNum;

use crate::error::ReportError;
use crate::method::LAST;
use crate::sheet::Sheet;

const RULES: [(&str, &str, &str, &str); 9] = [
    (
        "得分",
        "0–100。量规按所选等级取分值；定量指标按端点折算：线性为（数值−下端点）÷（上端点−下端点）×100，对数为对数值之比，越低越好的反向；清单为成立各项的权重占比×100。",
        "Scores",
        "0–100. A rubric takes the points of the chosen level. A metric is placed between its goalposts: (figure − low) ÷ (high − low) × 100, or the same of the logarithms; reversed when lower is better. A checklist is the weight of the items that hold × 100.",
    ),
    (
        "合成",
        "算术平均＝Σ(权重×得分)÷Σ权重；几何平均＝exp(Σ(权重×ln得分)÷Σ权重)，任一有权重的下级为0则为0；幂平均＝(Σ(权重×得分^p)÷Σ权重)^(1/p)，调和平均即p＝−1，p为负时任一有权重的下级为0则为0（计算时先除以参照得分，结果相同）；取最小＝有权重的下级中的最低分。",
        "Combining",
        "Arithmetic mean = Σ(weight × score) ÷ Σ weight. Geometric mean = exp(Σ(weight × ln score) ÷ Σ weight), and 0 as soon as a child with weight is 0. Power mean = (Σ(weight × score^p) ÷ Σ weight)^(1/p), the harmonic mean being that of p = −1; with a negative p it is 0 as soon as a child with weight is 0 (computed from ratios to a reference score, with the same result). Minimum = the lowest child with weight.",
    ),
    (
        "不适用",
        "不适用的指标离开计算，其权重按比例分给同级；整组不适用的上级同样离开。",
        "Not applicable",
        "An indicator that does not apply leaves the calculation and its weight goes to its siblings in proportion; a parent of which nothing applies leaves in the same way.",
    ),
    (
        "未作答",
        "未作答的指标不计入得分，但仍占权重，使覆盖率降低；不按0分计。",
        "Not answered",
        "An indicator without an answer does not enter the score, keeps its weight and so lowers coverage; it is never counted as 0.",
    ),
    (
        "覆盖率",
        "已作答权重占适用权重的比例，逐级按权重汇总。低于最低覆盖率的节点不给等级。",
        "Coverage",
        "The share of applicable weight that has an answer, combined by weight from level to level. A node below the minimum coverage has no level.",
    ),
    (
        "等级",
        "得分达到起点即为该等级；再受否决门槛限制。门槛只限等级，不改得分。",
        "Levels",
        "A node has the highest level whose cut-off its score has reached, and gates may cap it. Gates never change a score.",
    ),
    (
        "贡献",
        "指标的贡献＝上级贡献×占上级份额。算术平均的份额＝权重×得分÷Σ(权重×得分)；几何平均的份额＝权重÷Σ权重；幂平均与调和平均的份额＝权重×得分^p÷Σ(权重×得分^p)；取最小的份额归最低分的下级，并列者按权重分。各级贡献之和都等于综合得分。",
        "Contributions",
        "Contribution = contribution of the parent × share in it. Share in an arithmetic mean: weight × score ÷ Σ(weight × score); in a geometric mean: weight ÷ Σ weight; in a power or harmonic mean: weight × score^p ÷ Σ(weight × score^p); in a minimum: all of it to the lowest child, ties by weight. At every level contributions add up to the overall score.",
    ),
    (
        "取整",
        "计算用全部位数。得分显示一位小数；差距取两个显示值之差；“贡献（列示）”按最大余数法取一位小数，使每张表都能加总。",
        "Rounding",
        "All digits are used in calculation. Scores show one decimal; a gap is the difference of the two figures shown; rounded contributions use the largest remainder, so that every table adds up.",
    ),
    (
        "加权差距",
        "（得分−目标）×有效权重，即该指标离目标的差距对综合得分的影响（算术平均时）；优势与差距前五据此排序。",
        "Weighted gap",
        "(score − target) × effective weight: what an indicator's distance from its target means for the overall score under arithmetic means. The strongest and weakest five are ordered by it.",
    ),
];

/// Writes the rules and the disclaimer from a row on; returns the row after them.
pub(crate) fn rules(sheet: &mut Sheet, first: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let (style, input) = (&book.style, book.input);
    sheet.section(first, (0, LAST), book.t("规则", "Rules"))?;
    let label = style.cell().set_bold().set_text_wrap();
    let mut row = first + 1;
    for (zh, zh_text, en, en_text) in RULES {
        sheet.text(row, 0, book.t(zh, en), &label)?;
        sheet.paragraph(row, (1, LAST), book.t(zh_text, en_text), &style.prose(), 9.0)?;
        row += 1;
    }
    sheet.text(row, 0, book.t("声明", "Disclaimer"), &label)?;
    let statement = [input.model.disclaimer.as_str(), input.model.attribution.as_str()].join("\n");
    sheet.paragraph(row, (1, LAST), &statement, &style.prose(), 9.0)?;
    Ok(row + 1)
}

/// Writes the documents from a row on; returns the last row.
pub(crate) fn documents(sheet: &mut Sheet, first: RowNum) -> Result<RowNum, ReportError> {
    let book = sheet.book;
    let style = &book.style;
    if book.input.model.documents.is_empty() {
        return Ok(first);
    }
    sheet.section(first, (0, LAST), book.t("依据的文件", "Documents"))?;
    let mut row = first + 1;
    for document in &book.input.model.documents {
        sheet.text(row, 0, &document.id, &style.cell())?;
        sheet.wide_text(row, (1, 4), &document.title, &style.cell())?;
        sheet.wide_text(row, (5, 6), &document.date, &style.cell())?;
        sheet.wrapped(row, LAST, &document.publisher, &style.prose(), 9.0)?;
        row += 1;
    }
    Ok(row - 1)
}
