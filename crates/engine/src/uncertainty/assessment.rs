//! An assessment whose answers and weights are not known for sure.

use super::leaf_spread::LeafSpread;
use crate::aggregation::{Aggregation, LANES, Lanes};
use crate::random::Stream;
use crate::weigh::WeightSpread;
use crate::{Gate, Leaf, Scale, Tree, assess};
use std::collections::BTreeMap;

/// Something that is not known for sure, by the index of its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// The score of a leaf.
    Leaf(usize),
    /// The weight of a node among its siblings, which keep their proportions.
    Weight(usize),
    /// The weights of all children of a node together.
    Weights(usize),
}

/// An assessment as given, with what is known of its answers and weights, made ready to be scored many times.
#[derive(Debug, Clone)]
pub struct UncertainAssessment<'a> {
    pub(super) tree: &'a Tree,
    pub(super) scale: &'a Scale,
    pub(super) gates: &'a [Gate],
    pub(super) weight_spread: Option<WeightSpread>,
    aggregation: Aggregation,
    /// Every leaf of the tree, rising.
    leaves: Vec<usize>,
    /// What is known of each node that is a leaf with a score.
    spreads: Vec<Option<LeafSpread>>,
    /// As given, by node; for those that have one.
    scores: Vec<Option<f64>>,
    /// Whether enough of a node is answered for a level.
    levelled: Vec<bool>,
    /// Among the siblings that have a score, by node; 0 for the others.
    weights: Vec<f64>,
}

/// Scores and weights of [`LANES`] cases, a row for each node.
#[derive(Debug, Clone)]
pub(super) struct Board {
    pub scores: Vec<Lanes>,
    pub weights: Vec<Lanes>,
}

impl<'a> UncertainAssessment<'a> {
    /// An assessment with the arguments of [`assess`], what is known of the scores of some leaves (the others are certain of theirs;
    /// leaves without a score are ignored) and of the weights (`None`: they are those given).
    #[must_use]
    pub fn new(
        tree: &'a Tree,
        leaves: &[Leaf],
        scale: &'a Scale,
        gates: &'a [Gate],
        spreads: &BTreeMap<usize, LeafSpread>,
        weight_spread: Option<WeightSpread>,
    ) -> Self {
        let given = assess(tree, leaves, scale, gates);
        let scores: Vec<Option<f64>> = given.nodes.iter().map(|node| node.score).collect();
        let aggregation = Aggregation::among(tree, &[], |node| scores[node].is_some());
        let mut known = vec![None; tree.len()];
        for &leaf in aggregation.leaves() {
            known[leaf] = spreads.get(&leaf).cloned().or_else(|| scores[leaf].and_then(|score| LeafSpread::certain(score).ok()));
        }
        Self {
            tree,
            scale,
            gates,
            weight_spread,
            aggregation,
            leaves: (0..tree.len()).filter(|node| tree.children(*node).is_empty()).collect(),
            spreads: known,
            levelled: given.nodes.iter().map(|node| node.level_before_gate.is_some()).collect(),
            weights: given.nodes.iter().map(|node| node.scored_weight).collect(),
            scores,
        }
    }

    /// Score of a node as given, 0–100; `None` when nothing below it is answered, or there is no such node.
    #[must_use]
    pub fn score(&self, node: usize) -> Option<f64> {
        self.scores.get(node).copied().flatten()
    }

    /// Nodes that have a score, rising.
    pub(super) fn scored(&self) -> Vec<usize> {
        (0..self.tree.len()).filter(|node| self.scores[*node].is_some()).collect()
    }

    /// Whether a node has a level, by its coverage.
    pub(super) fn has_level(&self, node: usize) -> bool {
        self.levelled[node]
    }

    /// What is known of a leaf that has a score.
    pub(super) fn spread(&self, leaf: usize) -> Option<&LeafSpread> {
        self.spreads[leaf].as_ref()
    }

    /// Weight of a node among its siblings that have a score, 0–1.
    pub(super) fn weight(&self, node: usize) -> f64 {
        self.weights[node]
    }

    /// Children of a node that share its score among them.
    pub(super) fn sharers(&self, node: usize) -> Vec<usize> {
        self.tree.children(node).iter().copied().filter(|child| self.weights[*child] > 0.0).collect()
    }

    /// Nodes whose score or weight can move the score of `node`, itself first, parents before children.
    pub(super) fn below(&self, node: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.score(node).map(|_| node).into_iter().collect();
        let mut next = 0;
        while let Some(&parent) = found.get(next) {
            found.extend(self.sharers(parent));
            next += 1;
        }
        found
    }

    /// A board on which every case is the assessment as given.
    pub(super) fn board(&self) -> Board {
        Board {
            scores: self.scores.iter().map(|score| [score.unwrap_or(0.0); LANES]).collect(),
            weights: self.weights.iter().map(|weight| [*weight; LANES]).collect(),
        }
    }

    /// Draws the leaves and weights of one case. Reads one number for each leaf of the tree, then those of [`WeightSpread::draw`],
    /// whatever is answered: the same draw moves the same leaf in the same way when another answer changes.
    pub(super) fn draw(&self, stream: &mut Stream, board: &mut Board, lane: usize, weights: &mut Vec<f64>) {
        for &leaf in &self.leaves {
            let uniform = stream.uniform();
            if let Some(spread) = &self.spreads[leaf] {
                board.scores[leaf][lane] = spread.at(uniform);
            }
        }
        if let Some(spread) = self.weight_spread {
            weights.clone_from(&self.weights);
            spread.draw(self.tree, stream, weights);
            for (row, weight) in board.weights.iter_mut().zip(weights.iter()) {
                row[lane] = *weight;
            }
        }
    }

    /// Works out the scores of the inner nodes of all cases of a board.
    pub(super) fn aggregate(&self, board: &mut Board) {
        let Board { scores, weights } = board;
        self.aggregation.complete(scores, |node, lane| weights[node][lane]);
    }
}
