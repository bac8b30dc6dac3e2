//! Where everything stands, so that the formulas of one sheet can name the cells of another.

use rust_xlsxwriter::{ColNum, RowNum};

use crate::input::{Kind, Language, ReportInput};
use crate::place::{column, fixed, on};

/// First row of the nodes on the contribution sheet.
pub(crate) const CONTRIBUTION_FIRST: RowNum = 8;
/// First row of the indicators on their sheet.
pub(crate) const INDICATOR_FIRST: RowNum = 3;
/// First row of the items on the checklist sheet.
pub(crate) const ITEM_FIRST: RowNum = 3;
/// Row of the minimum coverage on the method sheet.
pub(crate) const MINIMUM_COVERAGE_ROW: RowNum = 7;
/// First row of the levels on the method sheet.
pub(crate) const LEVEL_FIRST: RowNum = 11;

/// Columns of the contribution sheet.
pub(crate) mod node_col {
    use rust_xlsxwriter::ColNum;
    pub(crate) const NUMBER: ColNum = 0;
    pub(crate) const CODE: ColNum = 1;
    pub(crate) const NAME: ColNum = 2;
    pub(crate) const MEAN: ColNum = 3;
    pub(crate) const PARENT: ColNum = 4;
    pub(crate) const WEIGHT: ColNum = 5;
    pub(crate) const EFFECTIVE: ColNum = 6;
    pub(crate) const COVERAGE: ColNum = 7;
    pub(crate) const SCORE: ColNum = 8;
    pub(crate) const BEFORE_GATE: ColNum = 9;
    pub(crate) const LEVEL: ColNum = 10;
    pub(crate) const TARGET: ColNum = 11;
    pub(crate) const SHARE: ColNum = 12;
    pub(crate) const CONTRIBUTION: ColNum = 13;
    pub(crate) const LISTED: ColNum = 14;
    pub(crate) const ENGINE_SCORE: ColNum = 15;
    pub(crate) const SCORE_CHECK: ColNum = 16;
    pub(crate) const ENGINE_CONTRIBUTION: ColNum = 17;
    pub(crate) const CONTRIBUTION_CHECK: ColNum = 18;
    pub(crate) const LEVEL_CHECK: ColNum = 19;
    // From here on: helpers that the formulas to the left stand on.
    pub(crate) const APPLICABLE: ColNum = 20;
    pub(crate) const COUNTED: ColNum = 21;
    pub(crate) const LOGARITHM: ColNum = 22;
    pub(crate) const APPLICABLE_WEIGHT: ColNum = 23;
    pub(crate) const COUNTED_WEIGHT: ColNum = 24;
    pub(crate) const SHARE_BASE: ColNum = 25;
    pub(crate) const TENTHS: ColNum = 26;
    pub(crate) const REMAINDER: ColNum = 27;
    pub(crate) const WEIGHTED_GAP: ColNum = 28;
    pub(crate) const WEAKEST: ColNum = 29;
    pub(crate) const STRONGEST: ColNum = 30;
    pub(crate) const EXPONENT: ColNum = 31;
    pub(crate) const REFERENCE: ColNum = 32;
    pub(crate) const POWER: ColNum = 33;
}

/// Columns of the indicator sheet.
pub(crate) mod indicator_col {
    use rust_xlsxwriter::ColNum;
    pub(crate) const CODE: ColNum = 0;
    pub(crate) const NAME: ColNum = 1;
    pub(crate) const KIND: ColNum = 2;
    pub(crate) const ANSWER: ColNum = 3;
    pub(crate) const UNIT: ColNum = 4;
    pub(crate) const SCORE: ColNum = 5;
    pub(crate) const LEVEL: ColNum = 6;
    pub(crate) const WEIGHT: ColNum = 7;
    pub(crate) const EFFECTIVE: ColNum = 8;
    pub(crate) const CONFIDENCE: ColNum = 9;
    pub(crate) const BASIS: ColNum = 10;
    pub(crate) const QUESTION: ColNum = 11;
    pub(crate) const RATIONALE: ColNum = 12;
    pub(crate) const EVIDENCE: ColNum = 13;
    pub(crate) const LEVEL_EVIDENCE: ColNum = 14;
    pub(crate) const SOURCES: ColNum = 15;
}

/// Columns of the checklist sheet that formulas name.
pub(crate) mod item_col {
    use rust_xlsxwriter::ColNum;
    pub(crate) const WEIGHT: ColNum = 4;
    pub(crate) const HELD: ColNum = 5;
}

/// Columns of the method sheet that formulas name.
pub(crate) mod method_col {
    use rust_xlsxwriter::ColNum;
    pub(crate) const VALUE: ColNum = 1;
    pub(crate) const LEVEL: ColNum = 0;
    pub(crate) const LEVEL_NAME: ColNum = 1;
    pub(crate) const LEVEL_FROM: ColNum = 3;
    pub(crate) const FIRST_POINTS: ColNum = 2;
    pub(crate) const LOW: ColNum = 5;
    pub(crate) const HIGH: ColNum = 6;
    pub(crate) const GATE_CAP: ColNum = 6;
}

/// The names of the sheets.
pub(crate) struct Names {
    pub(crate) cover: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) indicators: &'static str,
    pub(crate) contributions: &'static str,
    pub(crate) items: &'static str,
    pub(crate) benchmark: &'static str,
    pub(crate) context: &'static str,
    pub(crate) method: &'static str,
}

const ZH: Names = Names {
    cover: "封面",
    summary: "摘要",
    indicators: "指标",
    contributions: "贡献",
    items: "清单",
    benchmark: "IT投入对标",
    context: "行业背景",
    method: "方法",
};

const EN: Names = Names {
    cover: "Cover",
    summary: "Summary",
    indicators: "Indicators",
    contributions: "Contributions",
    items: "Checklists",
    benchmark: "IT spending",
    context: "Sector",
    method: "Method",
};

/// The points of rubric levels that some indicators share.
pub(crate) struct PointsRow {
    pub(crate) points: [f64; 5],
    pub(crate) indicators: usize,
}

/// The places of one workbook. Vectors over nodes have the length of [`ReportInput::nodes`].
pub(crate) struct Plan {
    pub(crate) names: Names,
    /// The last node of the subtree of each node.
    pub(crate) subtree_end: Vec<usize>,
    /// Row of an indicator on its sheet.
    pub(crate) indicator_row: Vec<Option<RowNum>>,
    /// First and last row of the items of a checklist.
    pub(crate) items: Vec<Option<(RowNum, RowNum)>>,
    /// Rows of points on the method sheet.
    pub(crate) points: Vec<PointsRow>,
    /// Row of a rubric's points on the method sheet.
    pub(crate) points_row: Vec<Option<RowNum>>,
    /// Row of a metric's goalposts on the method sheet.
    pub(crate) goalposts_row: Vec<Option<RowNum>>,
    pub(crate) points_first: RowNum,
    pub(crate) goalposts_first: RowNum,
    pub(crate) gates_first: RowNum,
    pub(crate) weights_first: RowNum,
    levels: RowNum,
}

impl Plan {
    pub(crate) fn new(input: &ReportInput) -> Self {
        let nodes = &input.nodes;
        let subtree_end =
            (0..nodes.len()).map(|i| (i + 1..nodes.len()).find(|&j| nodes[j].depth <= nodes[i].depth).unwrap_or(nodes.len()) - 1).collect();

        let levels = RowNum::try_from(input.model.levels.len()).unwrap_or(0);
        let points_first = LEVEL_FIRST + levels + 3;
        let mut points: Vec<PointsRow> = Vec::new();
        let mut points_index = vec![None; nodes.len()];
        let mut metrics = 0;
        let mut goalposts_index = vec![None; nodes.len()];
        let (mut next_indicator, mut next_item) = (INDICATOR_FIRST, ITEM_FIRST);
        let mut indicator_row = vec![None; nodes.len()];
        let mut items_at = vec![None; nodes.len()];
        for (i, indicator) in nodes.iter().enumerate().filter_map(|(i, node)| node.indicator.as_ref().map(|indicator| (i, indicator))) {
            indicator_row[i] = Some(next_indicator);
            next_indicator += 1;
            match &indicator.kind {
                Kind::Rubric { points: own } => {
                    let index = points.iter().position(|row| row.points == *own).unwrap_or_else(|| {
                        points.push(PointsRow { points: *own, indicators: 0 });
                        points.len() - 1
                    });
                    points[index].indicators += 1;
                    points_index[i] = RowNum::try_from(index).ok();
                }
                Kind::Metric { .. } => {
                    goalposts_index[i] = Some(metrics);
                    metrics += 1;
                }
                Kind::Checklist { items } => {
                    let count = RowNum::try_from(items.len()).unwrap_or(0);
                    if count > 0 {
                        items_at[i] = Some((next_item, next_item + count - 1));
                    }
                    next_item += count;
                }
            }
        }
        let rows = |first: RowNum, index: Vec<Option<RowNum>>| index.into_iter().map(|row| row.map(|row| first + row)).collect();
        let goalposts_first = points_first + RowNum::try_from(points.len()).unwrap_or(0) + 3;
        let gates_first = goalposts_first + metrics + 3;
        let weights_first = gates_first + RowNum::try_from(input.model.gates.len()).unwrap_or(0).max(1) + 3;
        Self {
            names: if input.language == Language::Zh { ZH } else { EN },
            subtree_end,
            indicator_row,
            items: items_at,
            points_row: rows(points_first, points_index),
            points,
            goalposts_row: rows(goalposts_first, goalposts_index),
            points_first,
            goalposts_first,
            gates_first,
            weights_first,
            levels,
        }
    }

    /// Row of a node on the contribution sheet.
    pub(crate) fn node_row(node: usize) -> RowNum {
        CONTRIBUTION_FIRST + RowNum::try_from(node).unwrap_or(RowNum::MAX / 2)
    }

    /// A node's cell on the contribution sheet, as other sheets name it.
    pub(crate) fn node_cell(&self, node: usize, col: ColNum) -> String {
        on(self.names.contributions, &fixed(Self::node_row(node), col))
    }

    /// A column over all nodes, as other sheets name it.
    pub(crate) fn node_column(&self, col: ColNum) -> String {
        let last = Self::node_row(self.subtree_end.len().saturating_sub(1));
        on(self.names.contributions, &column(CONTRIBUTION_FIRST, last, col))
    }

    /// A column of the table of levels.
    pub(crate) fn level_column(&self, col: ColNum) -> String {
        on(self.names.method, &column(LEVEL_FIRST, LEVEL_FIRST + self.levels.saturating_sub(1), col))
    }

    /// A cell of the method sheet.
    pub(crate) fn method_cell(&self, row: RowNum, col: ColNum) -> String {
        on(self.names.method, &fixed(row, col))
    }

    /// The same for a node, with a mark while a gate holds the level down.
    pub(crate) fn marked_level_formula(&self, node: usize) -> String {
        let (level, before) = (self.node_cell(node, node_col::LEVEL), self.node_cell(node, node_col::BEFORE_GATE));
        format!("{}&IF({before}>{level},\" *\",\"\")", self.level_name_formula(&level))
    }

    /// The formula text of a level with its name, from a cell that holds the level's number.
    pub(crate) fn level_name_formula(&self, level: &str) -> String {
        let (names, levels) = (self.level_column(method_col::LEVEL_NAME), self.level_column(method_col::LEVEL));
        format!("=IF(ISNUMBER({level}),\"L\"&{level}&\" \"&INDEX({names},MATCH({level},{levels},0)),\"—\")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_legal() {
        for names in [ZH, EN] {
            for name in [
                names.cover,
                names.summary,
                names.indicators,
                names.contributions,
                names.items,
                names.benchmark,
                names.context,
                names.method,
            ] {
                assert!(name.chars().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']), "{name}");
            }
        }
    }
}
