//! The units of a panel with their figures already normalised, and a tree above them.

use crate::aggregation::{Aggregation, LANES, Lanes};
use crate::tree::{NodeSpec, Tree};
use pulp::{Arch, Simd, WithSimd};
use std::borrow::Cow;

/// Units to be scored and ranked together.
#[derive(Debug, Clone, PartialEq)]
pub struct Units {
    /// The tree with its nodes numbered from the root down, so that siblings stand side by side.
    tree: Tree,
    /// Index of each node in the tree as given.
    given: Vec<usize>,
    aggregation: Aggregation,
    /// For [`LANES`] units after [`LANES`] units a row for each leaf, in the order of [`Aggregation::leaves`]; NaN is missing.
    blocks: Vec<Vec<Lanes>>,
    count: usize,
    complete: bool,
    /// Whether any node needs a coverage.
    thresholds: bool,
}

/// Why units cannot be ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitsFault {
    /// There are not as many columns as leaves.
    ColumnCount {
        /// Leaves of the tree.
        needed: usize,
        /// Columns found.
        found: usize,
    },
    /// This column (from 0) has not as many figures as the first.
    UnequalLengths(usize),
    /// More units than ranks can count: 2³² − 1.
    TooManyUnits,
    /// A figure that is not a finite number.
    BadFigure {
        /// Column, from 0.
        column: usize,
        /// Unit, from 0.
        unit: usize,
    },
}

impl Units {
    /// Units with a column of normalised figures for each leaf of a tree, leaves in rising order of their index; missing stays
    /// missing. `minimum_coverage` as for [`Aggregation::new`].
    ///
    /// # Errors
    /// The first [`UnitsFault`] found.
    pub fn new(tree: &Tree, minimum_coverage: &[f64], columns: &[Vec<Option<f64>>]) -> Result<Self, UnitsFault> {
        let leaves: Vec<usize> = (0..tree.len()).filter(|node| tree.children(*node).is_empty()).collect();
        if columns.len() != leaves.len() {
            return Err(UnitsFault::ColumnCount { needed: leaves.len(), found: columns.len() });
        }
        let count = columns.first().map_or(0, Vec::len);
        if u32::try_from(count).is_err() {
            return Err(UnitsFault::TooManyUnits);
        }
        if let Some(column) = columns.iter().position(|column| column.len() != count) {
            return Err(UnitsFault::UnequalLengths(column));
        }
        for (column, figures) in columns.iter().enumerate() {
            if let Some(unit) = figures.iter().position(|figure| figure.is_some_and(|figure| !figure.is_finite())) {
                return Err(UnitsFault::BadFigure { column, unit });
            }
        }
        let complete = columns.iter().all(|column| column.iter().all(Option::is_some));
        let given = tree.top_down().to_vec();
        let tree = from_the_root_down(tree);
        let minimum_coverage: Vec<f64> = given.iter().map(|node| minimum_coverage.get(*node).copied().unwrap_or(0.0)).collect();
        let aggregation = Aggregation::new(&tree, &minimum_coverage);
        let column =
            |leaf: &usize| leaves.binary_search(&given[*leaf]).ok().and_then(|index| columns.get(index)).map_or(&[][..], Vec::as_slice);
        let figure = |column: &[Option<f64>], unit: usize| column.get(unit).copied().flatten().unwrap_or(f64::NAN);
        let row = |leaf: &usize, start: usize| std::array::from_fn(|lane| figure(column(leaf), start + lane));
        let block = |start: usize| aggregation.leaves().iter().map(|leaf| row(leaf, start)).collect();
        let blocks = (0..count).step_by(LANES).map(block).collect();
        let thresholds = minimum_coverage.iter().any(|share| *share > 0.0);
        Ok(Self { tree, given, aggregation, blocks, count, complete, thresholds })
    }

    /// Number of units.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Scores of every node for every unit with the weights of the tree: a row a node in the order of the tree as given, NaN
    /// without score.
    #[must_use]
    pub fn scores(&self) -> Vec<Vec<f64>> {
        let mut as_given = vec![Vec::new(); self.tree.len()];
        for (node, row) in self.given.iter().zip(self.node_scores()) {
            as_given[*node] = row;
        }
        as_given
    }

    /// [`Self::scores`] in the order of [`Self::tree`].
    fn node_scores(&self) -> Vec<Vec<f64>> {
        let mut rows = vec![vec![f64::NAN; self.count]; self.tree.len()];
        let nodes: Vec<usize> = (0..self.tree.len()).collect();
        Arch::new().dispatch(Scoring { units: self, weights: &[self.weights()], nodes: &nodes, rows: &mut rows });
        rows
    }

    /// The same units with their coverage judged once and for all, by the weights of the tree: what lies below a node that has too
    /// little of it counts as missing. What weights may be drawn changes how much a figure counts, not whether there is enough of it.
    pub(crate) fn settled(&self) -> Cow<'_, Self> {
        if !self.thresholds || self.complete {
            return Cow::Borrowed(self);
        }
        let scores = self.node_scores();
        let mut settled = Self { aggregation: Aggregation::new(&self.tree, &[]), thresholds: false, ..self.clone() };
        for (row, leaf) in self.aggregation.leaves().iter().enumerate() {
            let above = || std::iter::successors(Some(*leaf), |node| self.tree.node(*node).and_then(|spec| spec.parent));
            for (block, rows) in settled.blocks.iter_mut().enumerate() {
                for (lane, figure) in rows[row].iter_mut().enumerate() {
                    let unit = block * LANES + lane;
                    if unit < self.count && above().any(|node| scores[node][unit].is_nan()) {
                        *figure = f64::NAN;
                    }
                }
            }
        }
        Cow::Owned(settled)
    }

    /// The tree as the units hold it: nodes from the root down.
    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Index of each node of [`Self::tree`] in the tree as given.
    pub(crate) fn given(&self) -> &[usize] {
        &self.given
    }

    /// Scores of the root alone for several sets of weights, one weight a node: `rows` gets a row for each set. Weights of
    /// siblings sum to 1.
    pub(crate) fn root_scores(&self, weights: &[Vec<f64>], rows: &mut [Vec<f64>]) {
        let root = self.tree.top_down().first().copied().unwrap_or(0);
        Arch::new().dispatch(Scoring { units: self, weights, nodes: &[root], rows });
    }

    /// The weights of the tree, those of siblings brought to a sum of 1.
    pub(crate) fn weights(&self) -> Vec<f64> {
        let mut weights: Vec<f64> = (0..self.tree.len()).map(|node| self.tree.node(node).map_or(0.0, |spec| spec.weight)).collect();
        crate::weigh::siblings_to_one(&self.tree, &mut weights);
        weights
    }
}

/// The tree with its nodes in the order of [`Tree::top_down`], which keeps siblings together.
fn from_the_root_down(tree: &Tree) -> Tree {
    let mut place = vec![0; tree.len()];
    for (index, node) in tree.top_down().iter().enumerate() {
        place[*node] = index;
    }
    let specs = tree.top_down().iter().filter_map(|node| tree.node(*node));
    let renumbered = specs.map(|spec| NodeSpec { parent: spec.parent.and_then(|parent| place.get(parent)).copied(), ..*spec }).collect();
    // The same nodes hang together in the same way, so what was a tree still is one.
    Tree::new(renumbered).unwrap_or_else(|_| tree.clone())
}

/// Scores for each set of weights, and in it for each node asked for, a row.
struct Scoring<'a> {
    units: &'a Units,
    weights: &'a [Vec<f64>],
    nodes: &'a [usize],
    rows: &'a mut [Vec<f64>],
}

impl WithSimd for Scoring<'_> {
    type Output = ();

    /// Block after block, and for each block all sets of weights, so that its figures stay in the nearest cache.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Units { tree, aggregation, blocks, count, complete, .. } = self.units;
        let mut board = vec![[0.0; LANES]; tree.len()];
        let mut coverage = if *complete { Vec::new() } else { board.clone() };
        for (start, rows) in (0..*count).step_by(LANES).zip(blocks) {
            for (leaf, row) in aggregation.leaves().iter().zip(rows) {
                board[*leaf] = *row;
            }
            let block = start..(start + LANES).min(*count);
            for (weights, rows) in self.weights.iter().zip(self.rows.chunks_mut(self.nodes.len())) {
                if *complete {
                    aggregation.complete_alike(simd, &mut board, weights);
                } else {
                    aggregation.incomplete(&mut board, &mut coverage, |node, _| weights[node]);
                }
                for (node, row) in self.nodes.iter().zip(rows) {
                    match row[block.clone()].as_mut_array() {
                        Some(whole) => *whole = board[*node],
                        None => row[block.clone()].copy_from_slice(&board[*node][..block.len()]),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::assess::tests::anything;
    use crate::{Leaf, NodeState, Scale, assess};
    use proptest::prelude::*;

    /// A tree of three layers and up to 40 units, more than are scored at a time, some with gaps.
    pub(crate) fn units() -> impl Strategy<Value = (Tree, Vec<Vec<Option<f64>>>, Units)> {
        let figure = prop_oneof![6 => (0.0..=100.0_f64).prop_map(Some), 1 => Just(None)];
        (anything(), 1_usize..40, any::<bool>()).prop_flat_map(move |((tree, _), count, gaps)| {
            let leaves = (0..tree.len()).filter(|node| tree.children(*node).is_empty()).count();
            prop::collection::vec(prop::collection::vec(figure.clone(), count), leaves).prop_map(move |mut columns| {
                if !gaps {
                    columns.iter_mut().flatten().for_each(|figure| *figure = figure.or(Some(50.0)));
                }
                let units = Units::new(&tree, &[], &columns).expect("units");
                (tree.clone(), columns, units)
            })
        })
    }

    #[test]
    fn what_cannot_be_ranked() {
        let node = |parent| NodeSpec { parent, weight: 1.0, mean: crate::Mean::Arithmetic };
        let tree = Tree::new(vec![node(None), node(Some(0)), node(Some(0))]).expect("a tree");
        let of = |columns: &[Vec<Option<f64>>]| Units::new(&tree, &[], columns).map(|units| units.count());
        assert_eq!(of(&[vec![Some(1.0)]]), Err(UnitsFault::ColumnCount { needed: 2, found: 1 }));
        assert_eq!(of(&[vec![Some(1.0)], vec![]]), Err(UnitsFault::UnequalLengths(1)));
        assert_eq!(of(&[vec![None, Some(1.0)], vec![None, Some(f64::NAN)]]), Err(UnitsFault::BadFigure { column: 1, unit: 1 }));
        assert_eq!((of(&[vec![], vec![]]), of(&[vec![None], vec![Some(-3.0)]])), (Ok(0), Ok(1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_unit_scores_as_if_it_were_assessed_alone((tree, columns, units) in units(), which: prop::sample::Index) {
            let unit = which.index(units.count());
            let mut column = columns.iter();
            let mut leaf = |node: usize| if tree.children(node).is_empty() { column.next().and_then(|c| c[unit]).map_or(Leaf::Unanswered, Leaf::Score) } else { Leaf::Unanswered };
            let leaves: Vec<Leaf> = (0..tree.len()).map(&mut leaf).collect();
            let alone = assess(&tree, &leaves, &Scale::new(vec![0.0], 0.0).expect("a scale"), &[]);
            for (row, result) in units.scores().iter().zip(&alone.nodes) {
                match result.state {
                    NodeState::Scored => prop_assert!((row[unit] - result.score.expect("scored")).abs() < 1e-9),
                    _ => prop_assert!(row[unit].is_nan()),
                }
            }
        }
    }
}
