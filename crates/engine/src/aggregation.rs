//! A tree made ready to be aggregated many times: for the draws of a Monte Carlo run, or for the units of a panel.
//!
//! [`assess`](crate::assess()) explains one assessment: coverage, contributions, levels, the [grid](crate::grid). Here only scores
//! count, for [`LANES`] cases at a time, so that one instruction serves several of them. A test holds both to the same scores.

use crate::mean::Mean;
use crate::tree::Tree;
use pulp::Simd;

/// Cases that are aggregated together.
pub const LANES: usize = 32;

/// One number for each case; NaN is a missing one.
pub type Lanes = [f64; LANES];

/// How the inner nodes of a tree come out of their children, lowest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregation {
    steps: Vec<Step>,
    children: Vec<usize>,
    leaves: Vec<usize>,
}

/// One inner node.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    node: usize,
    mean: Mean,
    /// Range in the list of children.
    children: std::ops::Range<usize>,
    /// Share of the weight below that must be there, 0–1.
    minimum_coverage: f64,
}

impl Aggregation {
    /// Makes a tree ready. `minimum_coverage` holds the availability threshold of each node, 0–1: where less of the weight below
    /// it has figures, the node has no score; nodes beyond the end of the list, and leaves, have none.
    #[must_use]
    pub fn new(tree: &Tree, minimum_coverage: &[f64]) -> Self {
        Self::among(tree, minimum_coverage, |_| true)
    }

    /// Makes the part of a tree ready for which `present` holds, as if nothing else were there: the rows of other nodes are neither
    /// read nor written. `minimum_coverage` as for [`Self::new`].
    #[must_use]
    pub fn among(tree: &Tree, minimum_coverage: &[f64], present: impl Fn(usize) -> bool) -> Self {
        let mut ready = Self { steps: Vec::new(), children: Vec::new(), leaves: Vec::new() };
        for &node in tree.top_down().iter().rev() {
            if tree.children(node).is_empty() || !present(node) {
                continue;
            }
            let start = ready.children.len();
            ready.children.extend(tree.children(node).iter().filter(|child| present(**child)));
            ready.steps.push(Step {
                node,
                mean: tree.node(node).map(|spec| spec.mean).unwrap_or_default(),
                children: start..ready.children.len(),
                minimum_coverage: minimum_coverage.get(node).copied().unwrap_or(0.0),
            });
        }
        ready.leaves = (0..tree.len()).filter(|node| tree.children(*node).is_empty() && present(*node)).collect();
        ready
    }

    /// The leaves, rising.
    #[must_use]
    pub fn leaves(&self) -> &[usize] {
        &self.leaves
    }

    /// Aggregates where nothing is missing. `board` has a row for each node; those of leaves hold their scores, those of inner
    /// nodes are overwritten. `weight(node, lane)` is the weight among the siblings, and those of all children of a node sum to 1.
    #[inline(always)]
    pub fn complete(&self, board: &mut [Lanes], weight: impl Fn(usize, usize) -> f64) {
        for step in &self.steps {
            let children = &self.children[step.children.clone()];
            board[step.node] = match step.mean {
                Mean::Arithmetic => {
                    let mut sum = [0.0; LANES];
                    for &child in children {
                        let scores = &board[child];
                        for lane in 0..LANES {
                            sum[lane] += weight(child, lane) * scores[lane];
                        }
                    }
                    sum
                }
                mean => each_lane(board, children, mean, &weight),
            };
        }
    }

    /// As [`complete`](Self::complete) with the same weights in all lanes, one a node. Fast where siblings have indices side by side.
    #[inline(always)]
    pub(crate) fn complete_alike<S: Simd>(&self, simd: S, board: &mut [Lanes], weights: &[f64]) {
        for step in &self.steps {
            let children = &self.children[step.children.clone()];
            board[step.node] = match (step.mean, children.first(), children.last()) {
                // Neither rows nor weights have to be looked up one by one.
                (Mean::Arithmetic, Some(first), Some(last)) if side_by_side(children) => {
                    weighted_sum(simd, &board[*first..=*last], &weights[*first..=*last])
                }
                (mean, ..) => each_lane(board, children, mean, &|node, _| weights[node]),
            };
        }
    }

    /// Aggregates where figures may be missing (NaN): the weight of what is missing goes to its siblings in proportion, and a node
    /// with less coverage than it needs is missing itself, with a coverage of 0. Weights need not sum to anything; those of weight
    /// 0 count for nothing, there or not. `coverage` has a row for each node too, and all rows are overwritten.
    #[inline(always)]
    pub fn incomplete(&self, board: &mut [Lanes], coverage: &mut [Lanes], weight: impl Fn(usize, usize) -> f64) {
        for &leaf in &self.leaves {
            for lane in 0..LANES {
                coverage[leaf][lane] = if board[leaf][lane].is_nan() { 0.0 } else { 1.0 };
            }
        }
        for step in &self.steps {
            let children = &self.children[step.children.clone()];
            let (mut total, mut covered, mut present, mut sum) = ([0.0; LANES], [0.0; LANES], [0.0; LANES], [0.0; LANES]);
            for &child in children {
                let (scores, shares) = (&board[child], &coverage[child]);
                for lane in 0..LANES {
                    let (weight, score) = (weight(child, lane), scores[lane]);
                    let there = !score.is_nan();
                    total[lane] += weight;
                    covered[lane] += weight * shares[lane];
                    present[lane] += if there { weight } else { 0.0 };
                    sum[lane] += if there { weight * score } else { 0.0 };
                }
            }
            let mut scores = match step.mean {
                Mean::Arithmetic => {
                    for lane in 0..LANES {
                        sum[lane] /= present[lane];
                    }
                    sum
                }
                mean => each_lane(board, children, mean, &weight),
            };
            let shares = &mut coverage[step.node];
            for lane in 0..LANES {
                let share = covered[lane] / total[lane];
                // Rounding must not turn a threshold that is just reached into one that is missed; NaN, without any weight, misses it.
                let enough = share + 1e-12 >= step.minimum_coverage;
                shares[lane] = if enough { share } else { 0.0 };
                scores[lane] = if enough { scores[lane] } else { f64::NAN };
            }
            board[step.node] = scores;
        }
    }
}

fn side_by_side(children: &[usize]) -> bool {
    children.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// Vectors that are summed at a time: an addition takes as many cycles to arrive.
const AT_A_TIME: usize = 4;

/// `Σ wᵢ·xᵢ`, lane by lane. In vectors said out loud: left to itself the compiler breaks the sums of 32 lanes up and puts them
/// together again at every step.
#[inline(always)]
fn weighted_sum<S: Simd>(simd: S, rows: &[Lanes], weights: &[f64]) -> Lanes {
    let mut sums = [0.0; LANES];
    let (vectors, _) = S::as_mut_simd_f64s(&mut sums);
    for (group, sums) in vectors.as_chunks_mut::<AT_A_TIME>().0.iter_mut().enumerate() {
        let mut sum = [simd.splat_f64s(0.0); AT_A_TIME];
        for (row, weight) in rows.iter().zip(weights) {
            let weight = simd.splat_f64s(*weight);
            let scores = &S::as_simd_f64s(row).0.as_chunks::<AT_A_TIME>().0[group];
            for (sum, scores) in sum.iter_mut().zip(scores) {
                // Not fused: every system has to round alike.
                *sum = simd.add_f64s(*sum, simd.mul_f64s(weight, *scores));
            }
        }
        *sums = sum;
    }
    sums
}

/// A mean that is not a plain sum, case by case.
fn each_lane(board: &[Lanes], children: &[usize], mean: Mean, weight: &impl Fn(usize, usize) -> f64) -> Lanes {
    let mut scores = [f64::NAN; LANES];
    for (lane, score) in scores.iter_mut().enumerate() {
        let parts = children.iter().map(|child| (weight(*child, lane), board[*child][lane])).filter(|(_, score)| !score.is_nan());
        *score = match mean {
            Mean::Geometric => geometric(parts),
            Mean::Harmonic => harmonic(parts),
            Mean::Minimum => parts.filter(|(weight, _)| *weight > 0.0).map(|(_, score)| score).fold(f64::NAN, f64::min),
            Mean::Arithmetic | Mean::Power(_) => mean.of(&parts.collect::<Vec<_>>()).unwrap_or(f64::NAN),
        };
    }
    scores
}

/// Weighted geometric mean; 0 beside a score of 0 or less, NaN without weight.
fn geometric(parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut total, mut sum, mut zero) = (0.0, 0.0, false);
    for (weight, score) in parts.filter(|(weight, _)| *weight > 0.0) {
        total += weight;
        zero |= score <= 0.0;
        sum += weight * libm::log(score.max(f64::MIN_POSITIVE));
    }
    if zero { 0.0 } else { libm::exp(sum / total) }
}

/// Weighted harmonic mean; 0 beside a score of 0 or less, NaN without weight.
fn harmonic(parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut total, mut sum, mut zero) = (0.0, 0.0, false);
    for (weight, score) in parts.filter(|(weight, _)| *weight > 0.0) {
        total += weight;
        zero |= score <= 0.0;
        sum += weight / score;
    }
    if zero { 0.0 } else { total / sum }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::tests::anything;
    use crate::tree::NodeSpec;
    use crate::{Leaf, NodeState, Scale, assess};
    use proptest::prelude::*;

    /// Scores of one case by the block evaluator, in every lane.
    fn scores(tree: &Tree, leaves: &[Leaf], minimum_coverage: &[f64]) -> Vec<f64> {
        let ready = Aggregation::new(tree, minimum_coverage);
        let figure = |leaf: &Leaf| if let Leaf::Score(score) = leaf { *score } else { f64::NAN };
        let mut board: Vec<Lanes> = leaves.iter().map(|leaf| [figure(leaf); LANES]).collect();
        let mut coverage = vec![[f64::NAN; LANES]; tree.len()];
        ready.incomplete(&mut board, &mut coverage, |node, _| tree.node(node).map_or(0.0, |spec| spec.weight));
        board.iter().map(|lanes| lanes[LANES - 1]).collect()
    }

    proptest! {
        #[test]
        fn agrees_with_the_assessment((tree, mut leaves) in anything()) {
            for leaf in &mut leaves {
                if *leaf == Leaf::NotApplicable {
                    *leaf = Leaf::Unanswered;
                }
            }
            let scale = Scale::new(vec![0.0], 0.0).expect("a scale");
            let assessed = assess(&tree, &leaves, &scale, &[]);
            for (node, (fast, result)) in scores(&tree, &leaves, &[]).iter().zip(&assessed.nodes).enumerate() {
                match result.state {
                    NodeState::Scored => prop_assert!((fast - result.score.expect("scored")).abs() < 1e-9, "{node}: {fast} {result:?}"),
                    _ => prop_assert!(fast.is_nan(), "{node}: {fast} {result:?}"),
                }
            }
        }

        #[test]
        fn nothing_missing_takes_the_short_way((tree, leaves) in anything()) {
            let leaves: Vec<Leaf> = leaves.into_iter().map(|leaf| if let Leaf::Score(_) = leaf { leaf } else { Leaf::Score(50.0) }).collect();
            let scale = Scale::new(vec![0.0], 0.0).expect("a scale");
            let assessed = assess(&tree, &leaves, &scale, &[]);
            prop_assume!(assessed.nodes.iter().all(|node| node.state == NodeState::Scored));
            let mut board: Vec<Lanes> = assessed.nodes.iter().map(|node| [node.score.unwrap_or(0.0); LANES]).collect();
            Aggregation::new(&tree, &[]).complete(&mut board, |node, _| assessed.nodes[node].local_weight);
            for (lanes, result) in board.iter().zip(&assessed.nodes) {
                prop_assert!(lanes.iter().all(|score| (score - result.score.expect("scored")).abs() < 1e-9));
            }
        }
    }

    fn node(parent: Option<usize>, weight: f64) -> NodeSpec {
        NodeSpec { parent, weight, mean: Mean::Arithmetic }
    }

    /// Children of two nodes in turn, so that none of them stand side by side.
    #[test]
    fn siblings_that_are_apart_score_like_those_side_by_side() {
        let specs = [node(None, 1.0), node(Some(0), 0.5), node(Some(0), 0.5)].into_iter();
        let tree = Tree::new(specs.chain([1, 2, 1, 2].map(|parent| node(Some(parent), 0.5))).collect()).expect("a tree");
        let mut board = vec![[0.0; LANES]; 7];
        for (leaf, score) in (3..).zip([10.0, 50.0, 20.0, 90.0]) {
            board[leaf] = [score; LANES];
        }
        Aggregation::new(&tree, &[]).complete_alike(pulp::Scalar::new(), &mut board, &[0.5; 7]);
        assert_eq!([board[0][0], board[1][0], board[2][LANES - 1]], [42.5, 15.0, 70.0]);
        assert_eq!([&[3, 4, 5][..], &[3, 5], &[4, 3], &[3]].map(side_by_side), [true, false, false, true]);
    }

    #[test]
    fn what_is_not_present_is_neither_read_nor_written() {
        let tree = Tree::new(vec![node(None, 1.0), node(Some(0), 1.0), node(Some(0), 1.0), node(Some(2), 1.0)]).expect("a tree");
        let part = Aggregation::among(&tree, &[], |node| node < 2);
        assert_eq!(part.leaves(), [1]);
        let mut board = vec![[7.0; LANES]; 4];
        part.complete(&mut board, |_, _| 1.0);
        assert_eq!(board, vec![[7.0; LANES]; 4]);
    }

    /// Weight 0 counts for nothing even where the score is 0, and a score of 0 or less leaves nothing of the mean.
    #[test]
    fn zeros_of_weight_and_of_score() {
        let of = |parts: &[(f64, f64)]| [geometric(parts.iter().copied()), harmonic(parts.iter().copied())];
        assert!(of(&[(0.0, 0.0), (2.0, 50.0)]).iter().all(|mean| (mean - 50.0).abs() < 1e-12));
        assert_eq!(of(&[(1.0, 0.0), (1.0, 100.0)]), [0.0, 0.0]);
        assert_eq!(of(&[(1.0, 100.0), (1.0, -5.0)]), [0.0, 0.0]);
        assert!(of(&[(0.0, 50.0)]).iter().all(|mean| mean.is_nan()));
    }

    #[test]
    fn below_its_threshold_a_node_is_missing_and_covers_nothing() {
        let specs = vec![node(None, 1.0), node(Some(0), 1.0), node(Some(0), 1.0), node(Some(1), 2.0), node(Some(1), 1.0)];
        let tree = Tree::new(specs).expect("a tree");
        let leaves = [Leaf::Unanswered, Leaf::Unanswered, Leaf::Score(80.0), Leaf::Score(30.0), Leaf::Unanswered];
        assert_eq!(scores(&tree, &leaves, &[0.5, 2.0 / 3.0])[..2], [55.0, 30.0]);
        let short = scores(&tree, &leaves, &[0.5, 0.7]);
        assert!(short[0] == 80.0 && short[1].is_nan());
        assert!(scores(&tree, &leaves, &[0.51, 0.7])[0].is_nan());
    }
}
