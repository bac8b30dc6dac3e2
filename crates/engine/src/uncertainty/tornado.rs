//! Tornado: what each uncertain thing does alone, all else as given.
//!
//! A leaf goes to its low and high [end](super::LeafSpread::ends). A weight goes to the ends of its spread and its siblings keep
//! their proportions: with a relative spread `r` to `w(1 − r)` and `w(1 + r)`; with ignorance to the 5 % and 95 % quantile of a
//! weight among `n` that are uniform on the simplex, which follows Beta(1, n − 1): `1 − (1 − p)^(1/(n − 1))`.
//! Source: Eschenbach, "Spiderplots versus tornado diagrams for sensitivity analysis", *Interfaces* 22 (1992); *Handbook* step 7.

use super::assessment::{Board, Factor, UncertainAssessment};
use super::leaf_spread::TAIL;
use crate::aggregation::LANES;
use crate::grid;
use crate::weigh::WeightSpread;

/// What one thing does to a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The thing: a leaf, or one weight.
    pub factor: Factor,
    /// Score of the node (0–100) with the thing at its low end.
    pub low: f64,
    /// Score of the node (0–100) with the thing at its high end: more of a leaf never lowers it, more of a weight can.
    pub high: f64,
}

impl Bar {
    /// Points between the two ends, ≥ 0.
    #[must_use]
    pub fn swing(&self) -> f64 {
        (self.high - self.low).abs()
    }
}

/// The bars of one node.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// Score of the node as given, 0–100.
    pub base: f64,
    /// One bar for each uncertain leaf and weight below the node, the widest first, equal ones leaves before weights in the order of
    /// the tree. A weight without siblings has none.
    pub bars: Vec<Bar>,
}

/// The bars of a node; `None` when it has no score.
#[must_use]
pub fn tornado(assessment: &UncertainAssessment<'_>, node: usize) -> Option<Tornado> {
    let base = assessment.score(node)?;
    let changes = changes(assessment, node);
    let mut bars = Vec::with_capacity(changes.len());
    for chunk in changes.chunks(LANES / 2) {
        let mut board = assessment.board();
        for (index, change) in chunk.iter().enumerate() {
            change.place(assessment, &mut board, index);
        }
        assessment.aggregate(&mut board);
        let score = |lane: usize| grid::snap(board.scores[node][lane].clamp(0.0, 100.0));
        bars.extend(chunk.iter().enumerate().map(|(index, change)| Bar {
            factor: change.factor,
            low: score(2 * index),
            high: score(2 * index + 1),
        }));
    }
    bars.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
    Some(Tornado { base, bars })
}

/// A factor with its two ends: scores of a leaf, or shares among the siblings.
struct Change {
    factor: Factor,
    ends: [f64; 2],
}

impl Change {
    /// Puts both ends on the board, at lanes `2·index` and `2·index + 1`.
    fn place(&self, assessment: &UncertainAssessment<'_>, board: &mut Board, index: usize) {
        for (lane, end) in (2 * index..).zip(self.ends) {
            match self.factor {
                Factor::Leaf(leaf) => board.scores[leaf][lane] = end,
                Factor::Weight(node) | Factor::Weights(node) => {
                    let parent = assessment.tree.node(node).and_then(|spec| spec.parent);
                    let others = (1.0 - end) / (1.0 - assessment.weight(node));
                    for sibling in parent.map(|parent| assessment.sharers(parent)).unwrap_or_default() {
                        board.weights[sibling][lane] = assessment.weight(sibling) * others;
                    }
                    board.weights[node][lane] = end;
                }
            }
        }
    }
}

fn changes(assessment: &UncertainAssessment<'_>, node: usize) -> Vec<Change> {
    let below = assessment.below(node);
    let leaves = below.iter().filter_map(|leaf| {
        let spread = assessment.spread(*leaf).filter(|spread| !spread.is_certain())?;
        let (low, high) = spread.ends();
        Some(Change { factor: Factor::Leaf(*leaf), ends: [low, high] })
    });
    let groups = below.iter().map(|parent| assessment.sharers(*parent)).filter(|siblings| siblings.len() > 1);
    let weights = groups.flat_map(|siblings| {
        let count = siblings.len();
        siblings.into_iter().filter_map(move |child| {
            let ends = shares(assessment.weight_spread?, assessment.weight(child), count);
            Some(Change { factor: Factor::Weight(child), ends })
        })
    });
    leaves.chain(weights).collect()
}

/// Lowest and highest share (0–1) of a weight that has this share among `count` siblings.
fn shares(spread: WeightSpread, share: f64, count: usize) -> [f64; 2] {
    match spread {
        WeightSpread::Relative(relative) => [-1.0, 1.0].map(|sign| {
            let weight = share * (1.0 + sign * relative.get());
            weight / (1.0 - share + weight)
        }),
        WeightSpread::Ignorant => [TAIL, 1.0 - TAIL].map(|p| 1.0 - libm::pow(1.0 - p, 1.0 / (count - 1) as f64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mean::Mean;
    use crate::tree::NodeSpec;
    use crate::uncertainty::LeafSpread;
    use crate::weigh::RelativeSpread;
    use crate::{Leaf, Scale, Tree};
    use std::collections::BTreeMap;

    /// Weights 1 and 3 of scores 40 and 80: base 70. The first leaf between 20 and 60 gives 65 and 75. Its weight of 0.25 at ±20 %
    /// is 0.2 of 0.95 and 0.3 of 1.05: 80 − 40·0.2/0.95 = 71.58 and 80 − 40·0.3/1.05 = 68.57.
    #[test]
    fn by_hand() {
        let node = |parent, weight| NodeSpec { parent, weight, mean: Mean::Arithmetic };
        let tree = Tree::new(vec![node(None, 1.0), node(Some(0), 1.0), node(Some(0), 3.0), node(Some(0), 5.0)]).expect("a tree");
        let scale = Scale::new(vec![0.0], 0.0).expect("a scale");
        let leaves = [Leaf::Unanswered, Leaf::Score(40.0), Leaf::Score(80.0), Leaf::NotApplicable];
        let spreads = BTreeMap::from([(1, LeafSpread::levels(vec![(20.0, 0.1), (40.0, 0.8), (60.0, 0.1)]).expect("a spread"))]);
        let relative = RelativeSpread::new(0.2).map(WeightSpread::Relative).ok();
        let uncertain = UncertainAssessment::new(&tree, &leaves, &scale, &[], &spreads, relative);
        let found = tornado(&uncertain, 0).expect("a score");
        assert_eq!(found.base, 70.0);
        assert_eq!(found.bars[0], Bar { factor: Factor::Leaf(1), low: 65.0, high: 75.0 });
        assert_eq!((found.bars[0].swing(), Bar { low: 75.0, high: 65.0, ..found.bars[0] }.swing()), (10.0, 10.0));
        assert_eq!(found.bars.len(), 3, "what does not apply has no bar");
        let weight = found.bars.iter().find(|bar| bar.factor == Factor::Weight(1)).expect("a bar");
        assert!((weight.low - (80.0 - 8.0 / 0.95)).abs() < 1e-9 && (weight.high - (80.0 - 12.0 / 1.05)).abs() < 1e-9, "{weight:?}");
        // Of two weights uniform on the simplex each is uniform on 0–1: 80 − 40·0.05 and 80 − 40·0.95.
        let ignorant = UncertainAssessment::new(&tree, &leaves, &scale, &[], &BTreeMap::new(), Some(WeightSpread::Ignorant));
        let bars = tornado(&ignorant, 0).expect("a score").bars;
        assert!((bars[0].low - 78.0).abs() < 1e-9 && (bars[0].high - 42.0).abs() < 1e-9, "{bars:?}");
        let one = UncertainAssessment::new(&tree, &leaves[..2], &scale, &[], &BTreeMap::new(), Some(WeightSpread::Ignorant));
        assert_eq!(tornado(&one, 0).map(|alone| alone.bars), Some(vec![]), "a weight without siblings has none");
        assert_eq!(tornado(&uncertain, 3), None);
        // Of three, Beta(1, 2): 1 − √0.95 and 1 − √0.05.
        let [low, high] = shares(WeightSpread::Ignorant, 0.5, 3);
        assert!((low - 0.025_320_565_519_103_7).abs() < 1e-15 && (high - 0.776_393_202_250_021).abs() < 1e-15, "{low} {high}");
        assert_eq!(tornado(&uncertain, 1).map(|leaf| (leaf.base, leaf.bars.len())), Some((40.0, 1)));
    }
}
