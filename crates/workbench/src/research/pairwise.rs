//! Weights from pairwise comparison: one judge's matrix, or the common one of several.

use crate::error::WorkbenchError;
use crate::research::matrix_file::{self, MatrixFile};
use crate::view::{AhpView, ConsistencyView, InconsistencyView, JudgeView, Text};
use shuheng_engine::weigh::Weights;
use shuheng_engine::weigh::ahp::{
    ACCEPTABLE_RATIO, Pairwise, aggregate, consistency, eigenvector, geometric_mean, most_inconsistent, random_index,
};
use shuheng_table::figure::shown;
use std::path::{Path, PathBuf};

/// How weights are taken of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairwiseMethod {
    /// The principal eigenvector.
    Eigenvector,
    /// The geometric means of the rows.
    GeometricMean,
}

impl PairwiseMethod {
    fn name(self) -> &'static str {
        match self {
            Self::Eigenvector => "eigenvector",
            Self::GeometricMean => "geometric-mean",
        }
    }

    fn weights(self, matrix: &Pairwise) -> Weights {
        match self {
            Self::Eigenvector => eigenvector(matrix),
            Self::GeometricMean => geometric_mean(matrix),
        }
    }
}

/// Weights and consistency of judges' matrices, one file a judge. Several are made one by the geometric mean of every comparison.
///
/// # Errors
/// [`WorkbenchError::Field`] without a file; those of reading a matrix; [`WorkbenchError::Incalculable`] when judges did not compare
/// the same criteria in the same order.
pub fn ahp(files: &[PathBuf], method: PairwiseMethod) -> Result<AhpView, WorkbenchError> {
    let judges = files.iter().map(|path| matrix_file::read(path)).collect::<Result<Vec<MatrixFile>, _>>()?;
    let names = common_names(files, &judges)?;
    let matrices: Vec<Pairwise> = judges.iter().map(|judge| judge.matrix.clone()).collect();
    let common = aggregate(&matrices).map_err(|_| WorkbenchError::Field {
        message: Text::new("未指定比较矩阵，写上CSV文件", "No matrix is named; give a CSV file"),
    })?;
    let labels = names.unwrap_or_else(|| (1..=common.size()).map(|number| number.to_string()).collect());
    let several = judges.len() > 1;
    let mut notes = Vec::new();
    for (file, judge) in files.iter().zip(&judges) {
        let file = file.display();
        notes.extend(judge.notes.iter().map(|note| Text::new(format!("{file}：{}", note.zh), format!("{file}: {}", note.en))));
    }
    if several {
        notes.push(Text::new(
            format!("{}位专家的比较按逐项几何平均合成，各位权重相同；λmax、CI、CR是合成矩阵的", judges.len()),
            format!(
                "the comparisons of {} judges were made one by their geometric means, all judges alike; λmax, CI and CR are those of the common matrix",
                judges.len()
            ),
        ));
    }
    if method == PairwiseMethod::GeometricMean {
        notes.push(Text::new(
            "λmax、CI、CR按特征向量计算，与权重的取法无关",
            "λmax, CI and CR are those of the eigenvector, whichever way the weights are taken",
        ));
    }
    let alone = files.iter().zip(&judges).filter(|_| several).map(|(file, judge)| JudgeView {
        file: file.display().to_string(),
        weights: method.weights(&judge.matrix).as_slice().to_vec(),
        consistency: consistency_view(&judge.matrix, &labels),
    });
    Ok(AhpView {
        method: method.name(),
        weights: method.weights(&common).as_slice().to_vec(),
        consistency: consistency_view(&common, &labels),
        judges: alone.collect(),
        labels,
        notes,
    })
}

/// The names of the criteria, which every judge that names them names alike.
fn common_names(files: &[PathBuf], judges: &[MatrixFile]) -> Result<Option<Vec<String>>, WorkbenchError> {
    let named = || files.iter().zip(judges);
    let Some((first_file, first)) = named().next() else { return Ok(None) };
    let differs = |path: &Path, other: &Path, zh: String, en: String| WorkbenchError::Incalculable {
        path: path.to_owned(),
        message: Text::new(
            format!("{zh}，与{}不同；各位专家须按同样顺序比较同样的指标", other.display()),
            format!("{en}, unlike {}; judges have to compare the same criteria in the same order", other.display()),
        ),
    };
    if let Some((file, judge)) = named().find(|(_, judge)| judge.matrix.size() != first.matrix.size()) {
        let size = judge.matrix.size();
        return Err(differs(file, first_file, format!("比较了{size}个指标"), format!("{size} criteria are compared")));
    }
    let Some((owner, labels)) = named().find_map(|(file, judge)| Some((file, judge.labels.as_ref()?))) else { return Ok(None) };
    for (file, judge) in named() {
        if let Some((number, (own, _))) =
            judge.labels.iter().flat_map(|own| own.iter().zip(labels).enumerate()).find(|(_, (own, label))| own != label)
        {
            let (place, own) = (number + 1, shown(own));
            return Err(differs(file, owner, format!("第{place}个指标名为“{own}”"), format!("criterion {place} is called `{own}`")));
        }
    }
    Ok(Some(labels.clone()))
}

fn consistency_view(matrix: &Pairwise, labels: &[String]) -> ConsistencyView {
    let found = consistency(matrix);
    let name = |index: usize| labels.get(index).cloned().unwrap_or_default();
    ConsistencyView {
        lambda_max: found.greatest_eigenvalue,
        ci: found.index,
        ri: random_index(matrix.size()).unwrap_or(0.0),
        ri_table: "Saaty 1980",
        cr: found.ratio,
        acceptable: found.ratio <= ACCEPTABLE_RATIO,
        most_inconsistent: most_inconsistent(matrix).map(|pair| InconsistencyView {
            row: name(pair.row),
            column: name(pair.column),
            given: pair.given,
            suggested: pair.fitting,
            cr_after: pair.ratio_if_fitting,
        }),
    }
}
