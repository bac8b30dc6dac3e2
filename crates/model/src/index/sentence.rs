//! The scores of a column, or a sentence that says which unit, which indicator, and what to do.

use super::Index;
use crate::text::Text;
use shuheng_engine::normalise::{Method, MethodFault, ReferenceFault};
use shuheng_engine::statistics::{GREATEST_FIGURE, StatisticsFault};

impl Index {
    /// Scores of an indicator, one a unit of the column, in the [unit](Self::unit) of its method; missing stays missing. A node that
    /// is no indicator has none. `name` tells what the unit at a place of the column is called.
    ///
    /// # Errors
    /// A sentence that names the unit, where there is one, and the indicator.
    pub fn scores(&self, node: usize, column: &[Option<f64>], name: &dyn Fn(usize) -> String) -> Result<Vec<Option<f64>>, Text> {
        let Some(node) = self.nodes.get(node) else { return Ok(vec![None; column.len()]) };
        let Some(indicator) = &node.indicator else { return Ok(vec![None; column.len()]) };
        let figure = |unit: usize| column.get(unit).copied().flatten().unwrap_or(f64::NAN);
        indicator.method.scores(column).map_err(|fault| match fault {
            MethodFault::Outside(unit) => outside(&indicator.method, &node.id, &name(unit), figure(unit)),
            MethodFault::Column(StatisticsFault::BadFigure(unit)) => not_a_figure(&node.id, &name(unit), figure(unit)),
            MethodFault::Column(fault) => no_column(fault, &node.id),
            MethodFault::Reference(ReferenceFault::NotPositive(unit)) => not_positive(&node.id, &name(unit), figure(unit)),
            MethodFault::Reference(_) => Text::new(
                format!("“{}”的参照值不是正数，得不出比值；改正reference，或换一种normalise", node.id),
                format!(
                    "the reference of `{}` is not positive, so there is no ratio; correct `reference`, or use another `normalise`",
                    node.id
                ),
            ),
        })
    }
}

fn outside(method: &Method, indicator: &str, unit: &str, figure: f64) -> Text {
    if !figure.is_finite() {
        return not_a_figure(indicator, unit, figure);
    }
    let (zh, en) = match method {
        Method::Goalposts(posts) => (
            format!("在门柱{}至{}之外；核对数据，或在goalposts中写cap = true", posts.low(), posts.high()),
            format!("outside the goalposts {} to {}; check the figure, or write cap = true in `goalposts`", posts.low(), posts.high()),
        ),
        Method::Points(points) => (
            format!("不是等级；用1至{}的整数", points.points().len()),
            format!("no level; use whole numbers from 1 to {}", points.points().len()),
        ),
        Method::Given { top } => (format!("不在0至{top}之间；核对数据"), format!("not within 0 to {top}; check the figure")),
        _ => ("得不出得分；核对数据".to_owned(), "cannot be scored; check the figure".to_owned()),
    };
    Text::new(format!("{unit}的“{indicator}”为{figure}，{zh}"), format!("`{indicator}` of {unit} is {figure}, {en}"))
}

fn not_a_figure(indicator: &str, unit: &str, figure: f64) -> Text {
    Text::new(
        format!("{unit}的“{indicator}”为{figure}，不是±{GREATEST_FIGURE:e}以内的数字；改正，缺失的留空"),
        format!(
            "`{indicator}` of {unit} is {figure}, not a number within ±{GREATEST_FIGURE:e}; correct it, or leave it empty when it is missing"
        ),
    )
}

fn not_positive(indicator: &str, unit: &str, figure: f64) -> Text {
    Text::new(
        format!("{unit}的“{indicator}”为{figure}，与参照值的比要求正数；核对数据，或换一种normalise"),
        format!(
            "`{indicator}` of {unit} is {figure}, and a ratio to a reference needs positive figures; check it, or use another `normalise`"
        ),
    )
}

fn no_column(fault: StatisticsFault, indicator: &str) -> Text {
    match fault {
        StatisticsFault::TooFew { needed, found } => Text::new(
            format!("“{indicator}”有{found}个数值，至少要{needed}个；补数据，或换一种固定的normalise，如goalposts"),
            format!("`{indicator}` has {found} figures and needs {needed}; add figures, or use a fixed `normalise` such as goalposts"),
        ),
        _ => Text::new(
            format!("“{indicator}”的数值全都相同，分不出高低；删去该指标，或换一种固定的normalise，如goalposts"),
            format!(
                "all figures of `{indicator}` are equal, so they tell no unit from another; leave it out, or use a fixed `normalise` such as goalposts"
            ),
        ),
    }
}
