//! What share of the variance of a node's score each uncertain leaf and each group of weights explains.
//!
//! The [Sobol indices](super::sobol_indices) of the score as a function of the leaves and weights, each drawn by the inverse of its
//! distribution function. The weights of siblings move together, so a group of them is one input.

use super::assessment::{Board, Factor, UncertainAssessment};
use super::sobol::{Index, SobolFault, SobolPlan, of_batches};
use crate::aggregation::LANES;
use std::num::NonZeroUsize;

/// The indices of one factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FactorIndices {
    /// A leaf, or the weights of all children of a node.
    pub factor: Factor,
    /// First order.
    pub first: Index,
    /// Total.
    pub total: Index,
}

/// The indices of all factors of a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// Variance of the score, points².
    pub variance: f64,
    /// Largest total index first.
    pub factors: Vec<FactorIndices>,
}

/// Estimates the indices of everything uncertain below a node.
///
/// # Errors
/// [`SobolFault::NoInputs`] when nothing below it is uncertain or it has no score, and the other [`SobolFault`]s.
pub fn sensitivity(
    assessment: &UncertainAssessment<'_>,
    node: usize,
    plan: SobolPlan,
    threads: NonZeroUsize,
) -> Result<Sensitivity, SobolFault> {
    let inputs = inputs(assessment, node);
    let sizes: Vec<usize> = inputs.iter().map(|input| input.moves.len()).collect();
    let indices = of_batches(&sizes, plan, threads, |points, values| {
        let mut board = assessment.board();
        let mut weights: Vec<f64> = board.weights.iter().map(|row| row[0]).collect();
        for chunk in points.chunks(LANES) {
            for (lane, point) in chunk.iter().enumerate() {
                place(assessment, &inputs, point, &mut board, lane, &mut weights);
            }
            assessment.aggregate(&mut board);
            values.extend_from_slice(&board.scores[node][..chunk.len()]);
        }
    })?;
    let mut factors: Vec<FactorIndices> = inputs
        .iter()
        .zip(indices.first.iter().zip(&indices.total))
        .map(|(input, (first, total))| FactorIndices { factor: input.factor, first: *first, total: *total })
        .collect();
    factors.sort_by(|a, b| b.total.value.total_cmp(&a.total.value));
    Ok(Sensitivity { variance: indices.variance, factors })
}

/// One input and the nodes it moves, each by one number.
struct Input {
    factor: Factor,
    moves: Vec<usize>,
}

fn inputs(assessment: &UncertainAssessment<'_>, node: usize) -> Vec<Input> {
    let below = assessment.below(node);
    let leaves = below
        .iter()
        .filter(|leaf| assessment.spread(**leaf).is_some_and(|spread| !spread.is_certain()))
        .map(|leaf| Input { factor: Factor::Leaf(*leaf), moves: vec![*leaf] });
    let groups = below.iter().filter(|_| assessment.weight_spread.is_some()).filter_map(|parent| {
        let moves = assessment.sharers(*parent);
        (moves.len() > 1).then_some(Input { factor: Factor::Weights(*parent), moves })
    });
    leaves.chain(groups).collect()
}

/// Puts a point on the board.
fn place(assessment: &UncertainAssessment<'_>, inputs: &[Input], point: &[f64], board: &mut Board, lane: usize, weights: &mut [f64]) {
    let mut numbers = point.iter().copied();
    for input in inputs {
        match input.factor {
            Factor::Leaf(leaf) | Factor::Weight(leaf) => {
                if let (Some(number), Some(spread)) = (numbers.next(), assessment.spread(leaf)) {
                    board.scores[leaf][lane] = spread.at(number);
                }
            }
            Factor::Weights(_) => {
                for node in &input.moves {
                    weights[*node] = assessment.weight(*node);
                }
                if let Some(spread) = assessment.weight_spread {
                    spread.place(&input.moves, || numbers.next().unwrap_or(0.5), weights);
                }
                for node in &input.moves {
                    board.weights[*node][lane] = weights[*node];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mean::Mean;
    use crate::tree::NodeSpec;
    use crate::uncertainty::LeafSpread;
    use crate::weigh::WeightSpread;
    use crate::{Leaf, Scale, Tree};
    use std::collections::BTreeMap;

    const PLAN: SobolPlan = SobolPlan { samples: 2_048, seed: 5 };

    fn tree(leaves: &[f64]) -> Tree {
        let node = |parent, weight| NodeSpec { parent, weight, mean: Mean::Arithmetic };
        Tree::new(std::iter::once(node(None, 1.0)).chain(leaves.iter().map(|weight| node(Some(0), *weight))).collect()).expect("a tree")
    }

    /// A weighted sum of independent leaves has no interactions: `S = S_T = w²V/Σw²V`. Even leaves of width 10 and 20 and weights
    /// 0.5, 0.25 have variances 100/12 and 400/12: equal shares; the third is certain.
    #[test]
    fn a_weighted_sum() {
        let (tree, scale) = (tree(&[2.0, 1.0, 1.0]), Scale::new(vec![0.0], 0.0).expect("a scale"));
        let leaves = [Leaf::Unanswered, Leaf::Score(50.0), Leaf::Score(50.0), Leaf::Score(50.0)];
        let even = |low, high| LeafSpread::uniform(low, high).expect("a spread");
        let spreads = BTreeMap::from([(1, even(45.0, 55.0)), (2, even(40.0, 60.0))]);
        let uncertain = UncertainAssessment::new(&tree, &leaves, &scale, &[], &spreads, None);
        let found = sensitivity(&uncertain, 0, PLAN, NonZeroUsize::MIN).expect("indices");
        assert!((found.variance - (0.25 * 100.0 + 0.0625 * 400.0) / 12.0).abs() < 0.15, "{found:?}");
        assert_eq!(found.factors.len(), 2);
        for index in found.factors.iter().flat_map(|factor| [factor.first, factor.total]) {
            assert!((index.value - 0.5).abs() < 4.0 * index.standard_error && index.standard_error < 0.02, "{index:?}");
        }
    }

    /// Two weights uniform on the simplex of certain scores 0 and 100: the score is uniform on 0–100, all of it the weights'.
    #[test]
    fn weights_alone() {
        let (tree, scale) = (tree(&[1.0, 9.0]), Scale::new(vec![0.0], 0.0).expect("a scale"));
        let leaves = [Leaf::Unanswered, Leaf::Score(0.0), Leaf::Score(100.0)];
        let uncertain = UncertainAssessment::new(&tree, &leaves, &scale, &[], &BTreeMap::new(), Some(WeightSpread::Ignorant));
        let found = sensitivity(&uncertain, 0, PLAN, NonZeroUsize::MIN).expect("indices");
        assert!((found.variance - 10_000.0 / 12.0).abs() < 30.0, "{found:?}");
        assert_eq!(found.factors[0].factor, Factor::Weights(0));
        assert!((found.factors[0].first.value - 1.0).abs() < 4.0 * found.factors[0].first.standard_error);
        let sure = UncertainAssessment::new(&tree, &leaves, &scale, &[], &BTreeMap::new(), None);
        assert_eq!(sensitivity(&sure, 0, PLAN, NonZeroUsize::MIN), Err(SobolFault::NoInputs));
        let one = UncertainAssessment::new(&tree, &leaves[..2], &scale, &[], &BTreeMap::new(), Some(WeightSpread::Ignorant));
        assert_eq!(sensitivity(&one, 0, PLAN, NonZeroUsize::MIN), Err(SobolFault::NoInputs), "the weight of one alone moves nothing");
        let equal = [Leaf::Unanswered, Leaf::Score(60.0), Leaf::Score(60.0)];
        let flat = UncertainAssessment::new(&tree, &equal, &scale, &[], &BTreeMap::new(), Some(WeightSpread::Ignorant));
        assert_eq!(sensitivity(&flat, 0, PLAN, NonZeroUsize::MIN), Err(SobolFault::NoVariance));
    }
}
