//! Weights from the data of a panel: entropy and CRITIC over the units that have every figure.

use crate::error::WorkbenchError;
use crate::research::panel_file::{self, PanelFile};
use crate::view::{Named, PanelWeightsView, Text};
use shuheng_engine::normalise::Direction;
use shuheng_engine::panel::{Panel, PanelFault};
use shuheng_engine::weigh::{critic, entropy};
use shuheng_table::figure::shown;
use std::collections::BTreeSet;
use std::path::Path;

/// How weights are taken of a panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataWeighing {
    /// By how unevenly a column spreads over the units.
    Entropy,
    /// By spread and by how little other columns say the same.
    Critic,
}

/// Weights of a panel's columns; `cost` names those where less is better.
///
/// # Errors
/// Those of reading a panel; [`WorkbenchError::UnknownColumn`] for a name in `cost`; [`WorkbenchError::Incalculable`] when fewer than two units
/// have every figure, a column has none, a figure is negative (entropy), or no column tells the units apart.
pub fn weigh_panel(path: &Path, method: DataWeighing, cost: &[String]) -> Result<PanelWeightsView, WorkbenchError> {
    let panel = panel_file::read(path)?;
    let names = || panel.columns.iter().map(|column| column.name.clone());
    if let Some(name) = cost.iter().find(|name| !panel.columns.iter().any(|column| column.name == **name)) {
        return Err(WorkbenchError::UnknownColumn { path: path.to_owned(), name: shown(name), known: names().collect() });
    }
    let refused = |message| WorkbenchError::Incalculable { path: path.to_owned(), message };
    if let Some(column) = panel.columns.iter().find(|column| column.figures.iter().all(Option::is_none)) {
        let name = shown(&column.name);
        return Err(refused(Text::new(
            format!("“{name}”列没有任何数值，没有一个机构数据完整；删去这一列"),
            format!("column `{name}` has no figure at all, so no unit is complete; take the column out"),
        )));
    }
    let direction = |name: &String| if cost.contains(name) { Direction::Lower } else { Direction::Higher };
    let columns: Vec<(Direction, &[Option<f64>])> =
        panel.columns.iter().map(|column| (direction(&column.name), column.figures.as_slice())).collect();
    let complete: Vec<usize> = (0..panel.rows()).filter(|row| panel.columns.iter().all(|column| column.figures[*row].is_some())).collect();
    let weights = Panel::complete_cases(&columns)
        .and_then(|(cases, _)| match method {
            DataWeighing::Entropy => entropy(&cases),
            DataWeighing::Critic => critic(&cases),
        })
        .map_err(|fault| {
            let column = |criterion: usize| panel.columns.get(criterion).map_or_else(String::new, |column| shown(&column.name));
            let unit = |unit: usize| complete.get(unit).map_or_else(String::new, |row| shown(&panel.row_name(*row)));
            refused(panel_fault(fault, &column, &unit))
        })?;
    let used: BTreeSet<usize> = complete.into_iter().collect();
    let missing = panel.columns.iter().map(|column| (column.name.clone(), column.figures.iter().filter(|figure| figure.is_none()).count()));
    Ok(PanelWeightsView {
        method: match method {
            DataWeighing::Entropy => "entropy",
            DataWeighing::Critic => "critic",
        },
        weights: Named(names().zip(weights.as_slice().iter().copied()).collect()),
        cost: names().filter(|name| cost.contains(name)).collect(),
        units_used: used.len(),
        units_left_out: (0..panel.rows()).filter(|row| !used.contains(row)).map(|row| panel.row_name(row)).collect(),
        missing: Named(missing.filter(|(_, count)| *count > 0).collect()),
        years: panel.distinct_years(),
        notes: notes(&panel, &used, method, cost),
    })
}

fn notes(panel: &PanelFile, used: &BTreeSet<usize>, method: DataWeighing, cost: &[String]) -> Vec<Text> {
    let mut notes = panel.notes.clone();
    notes.extend(panel.pooled_note());
    let left_out = panel.rows() - used.len();
    if left_out > 0 {
        notes.push(Text::new(
            format!("{left_out}个单位数据不全，未计入；使用{}个", used.len()),
            format!("{left_out} units lack a figure and were left out; {} were used", used.len()),
        ));
    }
    for column in &panel.columns {
        let mut figures = used.iter().filter_map(|row| column.figures[*row]);
        let first = figures.next();
        if figures.all(|figure| Some(figure) == first) {
            let name = shown(&column.name);
            notes.push(Text::new(
                format!("“{name}”列各单位相同，权重为0"),
                format!("column `{name}` is the same for every unit and has weight 0"),
            ));
        }
    }
    if method == DataWeighing::Entropy && !cost.is_empty() {
        notes.push(Text::new(
            "熵权法用原始数值，不看指标方向",
            "entropy takes the figures as they are and does not see which way is better",
        ));
    }
    notes
}

/// Why a panel cannot be weighed or judged together, as a sentence. `column` names a criterion, `unit` one of the complete units.
pub(crate) fn panel_fault(fault: PanelFault, column: &dyn Fn(usize) -> String, unit: &dyn Fn(usize) -> String) -> Text {
    match fault {
        PanelFault::TooFewUnits(found) => Text::new(
            format!("只有{found}个单位数据完整，至少要2个；补上缺的数值，或删去缺得多的列"),
            format!("{found} units have every figure and two are needed; fill gaps, or take out columns with many of them"),
        ),
        PanelFault::NotPositive { criterion, unit: place } | PanelFault::BadFigure { criterion, unit: place } => {
            let (column, unit) = (column(criterion), unit(place));
            Text::new(
                format!("“{unit}”的“{column}”小于0，熵权法只用不小于0的数值；换一个指标，或改用critic"),
                format!(
                    "column `{column}` is below 0 for `{unit}`, and entropy takes figures from 0 upwards; use another column, or critic"
                ),
            )
        }
        PanelFault::NoSpread => Text::new(
            "各列都不能区分单位，或彼此完全重复，得不出权重；换用有差异的列",
            "no column tells the units apart, or all say the same, so there is nothing to weigh by; use columns that differ",
        ),
        PanelFault::NoCriterion | PanelFault::UnequalLengths(_) | PanelFault::WeightCount { .. } => {
            Text::new(format!("面板无法使用（{fault:?}），检查各列"), format!("the panel cannot be used ({fault:?}); check its columns"))
        }
    }
}
