//! A panel in figures: every column by itself, and how columns hang together.

use crate::error::WorkbenchError;
use crate::research::figure_column::FigureColumn;
use crate::research::panel_file::{self, PanelFile};
use crate::view::{CoefficientMatrix, ColumnStatisticsView, CorrelationsView, Named, PanelStatisticsView, Text};
use shuheng_engine::statistics::{
    Ratings, Spread, StatisticsFault, complete_pairs, cronbach_alpha, excess_kurtosis, kendall_tau_b, mean, median_absolute_deviation,
    pearson, quartiles, skewness, spearman, standard_deviation,
};
use shuheng_table::figure::shown;
use std::path::Path;

/// Most columns that are held against each other: with 500 there are 125,000 pairs.
const MOST_CORRELATED: usize = 500;

/// Which of several definitions each statistic follows.
const DEFINITIONS: [(&str, &str); 6] = [
    ("sd", "sample, n − 1"),
    ("quartiles", "type 7, Hyndman & Fan 1996"),
    ("skewness", "G1, adjusted Fisher–Pearson, Joanes & Gill 1998"),
    ("excess_kurtosis", "G2, Joanes & Gill 1998"),
    ("mad", "median absolute deviation from the median, without a constant"),
    ("correlations", "pairwise complete; n beside"),
];

/// Figures of every column of a panel, correlations of every pair of columns and Cronbach's alpha of all of them.
///
/// # Errors
/// Those of reading a panel; [`WorkbenchError::Incalculable`] for more than 500 columns. A statistic that does not exist is `None`, with a note that says why.
pub fn describe_panel(path: &Path) -> Result<PanelStatisticsView, WorkbenchError> {
    let panel = panel_file::read(path)?;
    if panel.columns.len() > MOST_CORRELATED {
        let found = panel.columns.len();
        let message = Text::new(
            format!("{found}列两两相关太多，最多{MOST_CORRELATED}列；分几次计算"),
            format!("correlations of {found} columns with each other are too many, {MOST_CORRELATED} is the most; describe them in parts"),
        );
        return Err(WorkbenchError::Incalculable { path: path.to_owned(), message });
    }
    let mut notes = panel.notes.clone();
    notes.extend(panel.pooled_note());
    let columns = panel.columns.iter().map(|column| column_view(column, &mut notes)).collect();
    let (cronbach_alpha, cronbach_units) = cronbach(&panel, &mut notes);
    Ok(PanelStatisticsView {
        units: panel.rows(),
        years: panel.distinct_years(),
        columns,
        correlations: correlations(&panel.columns),
        cronbach_alpha,
        cronbach_units,
        definitions: Named(DEFINITIONS.map(|(statistic, definition)| (statistic.to_owned(), definition)).to_vec()),
        unit_column: panel.unit_column,
        notes,
    })
}

fn column_view(column: &FigureColumn, notes: &mut Vec<Text>) -> ColumnStatisticsView {
    let figures: Vec<f64> = column.figures.iter().flatten().copied().collect();
    let name = shown(&column.name);
    let least = figures.iter().copied().reduce(f64::min);
    let greatest = figures.iter().copied().reduce(f64::max);
    if figures.is_empty() {
        notes.push(Text::new(
            format!("“{name}”列没有任何数值，各统计量不存在"),
            format!("column `{name}` has no figure at all and no statistics"),
        ));
    } else if figures.len() > 1 && least == greatest {
        notes.push(Text::new(
            format!("“{name}”列各单位相同，偏度、峰度与相关系数不存在"),
            format!("column `{name}` is the same for every unit and has no skewness, kurtosis or correlation"),
        ));
    } else if figures.len() < 4 {
        notes.push(Text::new(
            format!("“{name}”列只有{}个数值；标准差至少要2个，偏度3个，峰度4个", figures.len()),
            format!("column `{name}` has {} figures; a deviation needs 2, skewness 3, kurtosis 4", figures.len()),
        ));
    }
    let quartiles = quartiles(&figures).ok();
    ColumnStatisticsView {
        column: column.name.clone(),
        n: figures.len(),
        missing: column.figures.len() - figures.len(),
        mean: mean(&figures).ok(),
        sd: standard_deviation(&figures, Spread::Sample).ok(),
        min: least,
        q1: quartiles.map(|quartiles| quartiles.lower),
        median: quartiles.map(|quartiles| quartiles.median),
        q3: quartiles.map(|quartiles| quartiles.upper),
        max: greatest,
        skewness: skewness(&figures).ok(),
        excess_kurtosis: excess_kurtosis(&figures).ok(),
        mad: median_absolute_deviation(&figures).ok(),
    }
}

/// The correlations of every pair of columns, and of each with itself; both halves of the matrices are filled.
fn correlations(columns: &[FigureColumn]) -> CorrelationsView {
    type Coefficient = fn(&[f64], &[f64]) -> Result<f64, StatisticsFault>;
    let empty: CoefficientMatrix = vec![vec![None; columns.len()]; columns.len()];
    let mut view = CorrelationsView {
        columns: columns.iter().map(|column| column.name.clone()).collect(),
        n: vec![vec![0; columns.len()]; columns.len()],
        pearson: empty.clone(),
        spearman: empty.clone(),
        kendall_tau_b: empty,
    };
    for (row, left) in columns.iter().enumerate() {
        for (column, right) in columns.iter().enumerate().take(row + 1) {
            // Columns of one table are equally long.
            let (left, right) = complete_pairs(&left.figures, &right.figures).unwrap_or_default();
            let differs = left.iter().any(|figure| Some(figure) != left.first());
            let fill = |matrix: &mut CoefficientMatrix, coefficient: Coefficient| {
                // A column is itself to the last bit, unless it is constant and correlates with nothing.
                let value = if row == column { differs.then_some(1.0) } else { coefficient(&left, &right).ok() };
                matrix[row][column] = value;
                matrix[column][row] = value;
            };
            fill(&mut view.pearson, pearson);
            fill(&mut view.spearman, spearman);
            fill(&mut view.kendall_tau_b, kendall_tau_b);
            view.n[row][column] = left.len();
            view.n[column][row] = left.len();
        }
    }
    view
}

/// Cronbach's alpha over the units that have every figure, and how many these are.
fn cronbach(panel: &PanelFile, notes: &mut Vec<Text>) -> (Option<f64>, usize) {
    let row = |row: usize| panel.columns.iter().map(|column| column.figures[row]).collect::<Option<Vec<f64>>>();
    let complete: Vec<Vec<f64>> = (0..panel.rows()).filter_map(row).collect();
    let units = complete.len();
    let alpha = Ratings::new(complete).and_then(|ratings| cronbach_alpha(&ratings)).ok();
    if alpha.is_none() {
        notes.push(Text::new(
            format!("cronbach_alpha不存在：要有至少2列、2个数据完整且合计不同的单位，现有{}列、{units}个", panel.columns.len()),
            format!(
                "cronbach_alpha does not exist: it needs two columns and two complete units with different totals; there are {} columns and {units} complete units",
                panel.columns.len()
            ),
        ));
    } else if units < panel.rows() {
        notes.push(Text::new(
            format!("cronbach_alpha按{units}个数据完整的单位计算"),
            format!("cronbach_alpha is that of the {units} units which have every figure"),
        ));
    }
    (alpha, units)
}
