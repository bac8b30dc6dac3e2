//! Monte Carlo: the assessment scored many times, with answers and weights drawn anew each time.
//!
//! Draw `i` reads stream `i` of the seed ([`Stream`]) and results are put together in the order of the draws, so that the same
//! seed gives the same bytes whatever the number of threads. Quantiles are of type 7 ([`quantile`](crate::statistics::quantile)).
//! The standard error of a level's probability `p` over `n` draws is `√(p(1 − p)/n)`, at most 0.011 with 2,000 draws.

use super::assessment::UncertainAssessment;
use super::threads::in_order;
use crate::aggregation::LANES;
use crate::grid;
use crate::random::Stream;
use crate::statistics::{centre, of_sorted};
use std::num::NonZeroUsize;
use std::ops::Range;

/// How many draws, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// Number of draws.
    pub draws: NonZeroUsize,
    /// Seed of the streams.
    pub seed: u64,
}

/// Where the score of a node lies over all draws.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeDistribution {
    /// Mean score, 0–100.
    pub mean: f64,
    /// Score below which 5 % of the draws lie.
    pub p05: f64,
    /// Median score.
    pub p50: f64,
    /// Score above which 5 % of the draws lie.
    pub p95: f64,
    /// Share of the draws on each level after gates, from level 1, summing to 1; `None` where too little is answered for a level.
    pub levels: Option<Vec<f64>>,
}

/// Scores an assessment over all draws: one entry a node, `None` for those without a score. Takes 8 bytes of memory for each
/// draw of each node that has a score.
#[must_use]
pub fn monte_carlo(assessment: &UncertainAssessment<'_>, draws: Draws, threads: NonZeroUsize) -> Vec<Option<NodeDistribution>> {
    let scored = assessment.scored();
    let blocks = draws.draws.get().div_ceil(LANES);
    let parts = in_order(blocks, threads, |range| draw(assessment, &scored, draws, range));
    let all = Drawn { rows: scored.len(), parts };
    let row = |node: usize| scored.binary_search(&node).ok();
    let found = in_order(scored.len(), threads, |range| {
        range.map(|index| summarise(assessment, scored[index], index, &all, &row)).collect::<Vec<_>>()
    });
    let mut nodes = vec![None; assessment.tree.len()];
    for (node, distribution) in scored.iter().zip(found.into_iter().flatten()) {
        nodes[*node] = Some(distribution);
    }
    nodes
}

/// Scores of all draws, in parts that follow each other; in each part row after row.
struct Drawn {
    rows: usize,
    parts: Vec<Vec<f64>>,
}

impl Drawn {
    /// Scores of a row in the order of the draws.
    fn row(&self, row: usize) -> Vec<f64> {
        let of = |part: &Vec<f64>| {
            let length = part.len() / self.rows;
            row * length..(row + 1) * length
        };
        self.parts.iter().flat_map(|part| &part[of(part)]).copied().collect()
    }
}

/// The scores of some blocks of draws, row after row.
fn draw(assessment: &UncertainAssessment<'_>, scored: &[usize], draws: Draws, blocks: Range<usize>) -> Vec<f64> {
    let (start, end) = (blocks.start * LANES, draws.draws.get().min(blocks.end * LANES));
    let mut scores = vec![0.0; scored.len() * (end - start)];
    let (mut board, mut weights) = (assessment.board(), Vec::new());
    for first in (start..end).step_by(LANES) {
        let lanes = LANES.min(end - first);
        for lane in 0..lanes {
            assessment.draw(&mut Stream::new(draws.seed, (first + lane) as u64), &mut board, lane, &mut weights);
        }
        assessment.aggregate(&mut board);
        for (row, node) in scored.iter().enumerate() {
            let place = row * (end - start) + first - start;
            for (score, drawn) in scores[place..place + lanes].iter_mut().zip(&board.scores[*node]) {
                // On the grid, as the assessment has it: a score on the cut-off of a level must not miss it by rounding.
                *score = grid::snap(drawn.clamp(0.0, 100.0));
            }
        }
    }
    scores
}

fn summarise(
    assessment: &UncertainAssessment<'_>,
    node: usize,
    row: usize,
    drawn: &Drawn,
    row_of: &impl Fn(usize) -> Option<usize>,
) -> NodeDistribution {
    let mut scores = drawn.row(row);
    let levels = assessment.has_level(node).then(|| {
        let gates: Vec<(u8, f64, Vec<f64>)> = assessment
            .gates
            .iter()
            .filter(|gate| gate.node == node)
            .filter_map(|gate| Some((gate.cap.max(1), gate.below, drawn.row(row_of(gate.watch)?))))
            .collect();
        let mut counts = vec![0_u32; assessment.scale.levels()];
        for (draw, score) in scores.iter().enumerate() {
            let caps = gates.iter().filter(|(_, below, watched)| watched[draw] < *below).map(|(cap, _, _)| *cap);
            let level = caps.fold(assessment.scale.level(*score), u8::min);
            counts[usize::from(level) - 1] += 1;
        }
        counts.iter().map(|count| f64::from(*count) / scores.len() as f64).collect()
    });
    let mean = centre(&scores);
    scores.sort_unstable_by(f64::total_cmp);
    let at = |probability| of_sorted(&scores, probability);
    NodeDistribution { mean, p05: at(0.05), p50: at(0.5), p95: at(0.95), levels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mean::Mean;
    use crate::tree::NodeSpec;
    use crate::uncertainty::LeafSpread;
    use crate::{Gate, Leaf, Scale, Tree};
    use std::collections::BTreeMap;

    fn two(weight: f64) -> Tree {
        let node = |parent, weight| NodeSpec { parent, weight, mean: Mean::Arithmetic };
        Tree::new(vec![node(None, 1.0), node(Some(0), 1.0), node(Some(0), weight)]).expect("a tree")
    }

    fn drawn(draws: usize) -> Draws {
        Draws { draws: NonZeroUsize::new(draws).expect("a draw"), seed: 1 }
    }

    /// The mean of two even scores of 0–100 has the triangular distribution `P(mean ≤ x) = 2(x/100)²` for x ≤ 50, so that 5 % lie
    /// below 100·√0.025 = 15.811.
    #[test]
    fn quantiles_of_the_triangle() {
        let (tree, scale) = (two(1.0), Scale::new(vec![0.0, 50.0], 0.0).expect("a scale"));
        let even = LeafSpread::uniform(0.0, 100.0).expect("a spread");
        let spreads = BTreeMap::from([(1, even.clone()), (2, even)]);
        let leaves = [Leaf::Unanswered, Leaf::Score(50.0), Leaf::Score(50.0)];
        let uncertain = UncertainAssessment::new(&tree, &leaves, &scale, &[], &spreads, None);
        let nodes = monte_carlo(&uncertain, drawn(5_000), NonZeroUsize::MIN);
        let root = nodes[0].as_ref().expect("a score");
        // Four standard errors: √(p(1 − p)/n) over the density 4x/100², there 0.0063; and 20.41/√n of the mean.
        assert!((root.p05 - 15.811).abs() < 1.96, "{root:?}");
        assert!((root.p95 - 84.189).abs() < 1.96, "{root:?}");
        assert!((root.mean - 50.0).abs() < 1.16, "{root:?}");
        let levels = root.levels.as_ref().expect("levels");
        assert!((levels[0] - 0.5).abs() < 0.0283 && levels[0] + levels[1] == 1.0, "{levels:?}");
    }

    /// A gate holds in the draws in which the watched leaf is low, and only there.
    #[test]
    fn gates_are_judged_draw_by_draw() {
        let (tree, scale) = (two(0.0), Scale::new(vec![0.0, 40.0, 80.0], 0.0).expect("a scale"));
        let gates = [Gate { node: 0, cap: 1, watch: 2, below: 50.0 }];
        let spreads = BTreeMap::from([(2, LeafSpread::levels(vec![(0.0, 0.25), (100.0, 0.75)]).expect("a spread"))]);
        let leaves = [Leaf::Unanswered, Leaf::Score(90.0), Leaf::Score(100.0)];
        let uncertain = UncertainAssessment::new(&tree, &leaves, &scale, &gates, &spreads, None);
        let nodes = monte_carlo(&uncertain, drawn(4_000), NonZeroUsize::MIN);
        let levels = nodes[0].as_ref().and_then(|root| root.levels.clone()).expect("levels");
        assert!((levels[0] - 0.25).abs() < 0.0274, "{levels:?}");
        assert_eq!((levels[1], levels[0] + levels[2]), (0.0, 1.0));
        let on_it = [Leaf::Unanswered, Leaf::Score(90.0), Leaf::Score(50.0)];
        let certain = UncertainAssessment::new(&tree, &on_it, &scale, &gates, &BTreeMap::new(), None);
        let root = monte_carlo(&certain, drawn(1), NonZeroUsize::MIN)[0].clone();
        assert_eq!(root.and_then(|root| root.levels), Some(vec![0.0, 0.0, 1.0]), "a score on the threshold is not below it");
    }

    #[test]
    fn nothing_answered_has_no_distribution() {
        let (tree, scale) = (two(1.0), Scale::new(vec![0.0], 0.9).expect("a scale"));
        let none = UncertainAssessment::new(&tree, &[], &scale, &[], &BTreeMap::new(), None);
        assert_eq!(monte_carlo(&none, drawn(10), NonZeroUsize::MIN), [None, None, None]);
        let half = [Leaf::Unanswered, Leaf::Score(30.0), Leaf::Unanswered];
        let one = UncertainAssessment::new(&tree, &half, &scale, &[], &BTreeMap::new(), None);
        let nodes = monte_carlo(&one, drawn(10), NonZeroUsize::MIN);
        let root = nodes[0].as_ref().expect("a score");
        assert_eq!((root.p05, root.p95, &root.levels), (30.0, 30.0, &None), "half is too little for a level");
        assert_eq!(nodes[2], None);
    }
}
