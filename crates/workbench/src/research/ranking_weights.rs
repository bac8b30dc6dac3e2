//! Weights in the place of those of a model, when a panel is ranked.

use crate::error::WorkbenchError;
use crate::research::panel_file::PanelFile;
use crate::research::weighing::{DataWeighing, panel_fault};
use crate::research::weights_file::read_weights;
use crate::view::Text;
use shuheng_engine::NodeSpec;
use shuheng_engine::normalise::Direction;
use shuheng_engine::panel::Panel;
use shuheng_engine::weigh::{critic, entropy};
use shuheng_model::Index;
use shuheng_table::figure::shown;
use std::path::{Path, PathBuf};

/// Where weights come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RankingWeights {
    /// The model.
    Model,
    /// All siblings alike, on every level.
    Equal,
    /// The figures of the panel, all years together; a node weighs what the indicators below it do.
    Data(DataWeighing),
    /// A table `id,weight` of nodes and indicators; those it leaves out keep their weight.
    File(PathBuf),
}

/// The nodes with the weights that were asked for, and a word for where these come from.
///
/// # Errors
/// Those of reading the table; [`WorkbenchError::Incalculable`] when the data gives no weights.
pub(crate) fn weighted(
    index: &Index,
    mut specs: Vec<NodeSpec>,
    weights: &RankingWeights,
    columns: &[Vec<Option<f64>>],
    (panel, path): (&PanelFile, &Path),
    notes: &mut Vec<Text>,
) -> Result<(Vec<NodeSpec>, &'static str), WorkbenchError> {
    let word = match weights {
        RankingWeights::Model => "model",
        RankingWeights::Equal => {
            specs.iter_mut().for_each(|spec| spec.weight = 1.0);
            "equal"
        }
        RankingWeights::Data(method) => {
            let (found, used) = of_the_data(index, *method, columns, (panel, path))?;
            if used < panel.rows() {
                notes.push(Text::new(
                    format!("权重取自数据完整的{used}个单位"),
                    format!("the weights are taken from the {used} units that have every figure"),
                ));
            }
            notes.extend(panel.pooled_note());
            from_the_leaves(index, &mut specs, &found);
            match method {
                DataWeighing::Entropy => "entropy",
                DataWeighing::Critic => "critic",
            }
        }
        RankingWeights::File(file) => {
            let ids: Vec<String> = index.nodes().iter().skip(1).map(|node| node.id.clone()).collect();
            for (spec, weight) in specs.iter_mut().skip(1).zip(read_weights(file, &ids)?) {
                spec.weight = weight.unwrap_or(spec.weight);
            }
            "file"
        }
    };
    Ok((specs, word))
}

/// A weight for each indicator from the units that have every figure, and how many these are.
fn of_the_data(
    index: &Index,
    method: DataWeighing,
    columns: &[Vec<Option<f64>>],
    (panel, path): (&PanelFile, &Path),
) -> Result<(Vec<f64>, usize), WorkbenchError> {
    let directed: Vec<(Direction, &[Option<f64>])> =
        index.indicators().zip(columns).map(|((_, _, indicator), column)| (indicator.method.direction(), column.as_slice())).collect();
    let complete: Vec<usize> = (0..panel.rows()).filter(|row| columns.iter().all(|column| column[*row].is_some())).collect();
    let column = |criterion: usize| index.indicators().nth(criterion).map_or_else(String::new, |(_, node, _)| shown(&node.id));
    let unit = |unit: usize| complete.get(unit).map_or_else(String::new, |row| shown(&panel.row_name(*row)));
    let weights = Panel::complete_cases(&directed).and_then(|(cases, _)| match method {
        DataWeighing::Entropy => entropy(&cases),
        DataWeighing::Critic => critic(&cases),
    });
    let refused = |fault| WorkbenchError::Incalculable { path: path.to_owned(), message: panel_fault(fault, &column, &unit) };
    Ok((weights.map_err(refused)?.as_slice().to_vec(), complete.len()))
}

/// Gives indicators their weights and every node the sum of those below it, so that each indicator weighs in the whole what it was
/// given. Below a node that comes to 0 the siblings weigh alike: nothing of it counts.
fn from_the_leaves(index: &Index, specs: &mut [NodeSpec], found: &[f64]) {
    specs.iter_mut().for_each(|spec| spec.weight = 0.0);
    for ((node, ..), weight) in index.indicators().zip(found) {
        specs[node].weight = *weight;
    }
    // Nodes stand before their children.
    for node in (1..specs.len()).rev() {
        if let Some(parent) = specs[node].parent.filter(|parent| *parent > 0) {
            specs[parent].weight += specs[node].weight;
        }
    }
    let empty: Vec<bool> = specs.iter().map(|spec| spec.parent.is_some_and(|parent| parent > 0 && specs[parent].weight == 0.0)).collect();
    for (spec, _) in specs.iter_mut().zip(empty).filter(|(_, empty)| *empty) {
        spec.weight = 1.0;
    }
}
