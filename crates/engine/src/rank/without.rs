//! What if an indicator, or a whole dimension, were not there: the ranking without each node in turn.
//!
//! The weight of what is left out goes to its siblings in proportion; where there are none, the node above goes as well. The mean
//! shift of ranks is Saisana, Saltelli & Tarantola's (2005) `R̄ₛ`; *Handbook* step 7, excluding individual indicators.

use crate::rank::order::Order;
use crate::rank::ranker::{Ranker, UNRANKED};
use crate::rank::units::Units;

/// The ranking without one node.
#[derive(Debug, Clone, PartialEq)]
pub struct Without {
    /// Node left out, by its index in the tree as given.
    pub node: usize,
    /// Rank of each unit then; [`UNRANKED`] for one that has no score without it.
    pub ranks: Vec<u32>,
    /// Mean of the shifts `|rank then − rank now|` over the units that have both; `None` where no unit has.
    pub mean_shift: Option<f64>,
    /// Unit whose rank shifts most (the first of several), with its shift: above 0 when it falls. `None` where no unit has both.
    pub largest_shift: Option<(usize, i64)>,
}

/// The ranking without each node that can be left out: every node below the root with weight, unless nothing would be left. In
/// the order of the tree as given.
#[must_use]
pub fn without_each(units: &Units, order: Order) -> Vec<Without> {
    let weights = units.weights();
    let mut scores = vec![vec![f64::NAN; units.count()]];
    units.root_scores(std::slice::from_ref(&weights), &mut scores);
    let mut ranker = Ranker::default();
    let mut now = vec![UNRANKED; units.count()];
    ranker.rank(order.prepare(&mut scores[0]), &mut now);
    let mut nodes: Vec<usize> = units.tree().top_down().iter().skip(1).copied().filter(|node| weights[*node] > 0.0).collect();
    nodes.sort_by_key(|node| units.given()[*node]);
    let left_out = nodes.into_iter().filter_map(|node| Some((node, weights_without(units, &weights, node)?)));
    left_out
        .map(|(node, weights)| {
            units.root_scores(&[weights], &mut scores);
            let mut ranks = vec![UNRANKED; units.count()];
            ranker.rank(order.prepare(&mut scores[0]), &mut ranks);
            let both = || (0..).zip(now.iter().zip(&ranks)).filter(|(_, (now, then))| **now != UNRANKED && **then != UNRANKED);
            let shifts = || both().map(|(unit, (now, then))| (unit, i64::from(*then) - i64::from(*now)));
            let total: u64 = shifts().map(|(_, shift)| shift.unsigned_abs()).sum();
            Without {
                node: units.given()[node],
                mean_shift: both().next().map(|_| total as f64 / both().count() as f64),
                largest_shift: shifts().max_by_key(|(unit, shift)| (shift.unsigned_abs(), std::cmp::Reverse(*unit))),
                ranks,
            }
        })
        .collect()
}

/// The weights with one node at 0 (or the node above it, when it has no siblings that count) and its siblings at a sum of 1; `None` when
/// nothing is left below the root.
fn weights_without(units: &Units, weights: &[f64], node: usize) -> Option<Vec<f64>> {
    let tree = units.tree();
    let mut gone = node;
    loop {
        let parent = tree.node(gone)?.parent?;
        let siblings = || tree.children(parent).iter().copied().filter(|sibling| *sibling != gone);
        let rest: f64 = siblings().map(|sibling| weights[sibling]).sum();
        if rest > 0.0 {
            let mut left = weights.to_vec();
            left[gone] = 0.0;
            siblings().for_each(|sibling| left[sibling] /= rest);
            return Some(left);
        }
        gone = parent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::units::tests::units;
    use crate::{Mean, NodeSpec, Tree};
    use proptest::prelude::*;

    fn node(parent: Option<usize>, weight: f64) -> NodeSpec {
        NodeSpec { parent, weight, mean: Mean::Arithmetic }
    }

    /// Node, ranks, mean shift, largest shift.
    type Told<'a> = (usize, &'a [u32], f64, Option<(usize, i64)>);

    fn told(found: &[Without]) -> Vec<Told<'_>> {
        found
            .iter()
            .map(|without| (without.node, without.ranks.as_slice(), without.mean_shift.unwrap_or(0.0), without.largest_shift))
            .collect()
    }

    /// root → A (two leaves), B (one leaf): without the leaf of B, B goes as well and A is all.
    #[test]
    fn by_hand() {
        let specs =
            vec![node(None, 1.0), node(Some(0), 1.0), node(Some(0), 1.0), node(Some(1), 1.0), node(Some(1), 1.0), node(Some(2), 1.0)];
        let tree = Tree::new(specs).expect("a tree");
        let columns = [[10.0, 30.0, 90.0], [10.0, 50.0, 20.0], [90.0, 40.0, 10.0]].map(|column| column.map(Some).to_vec());
        let units = Units::new(&tree, &[], &columns).expect("units");
        // Scores 50, 40, 32.5; without A 90, 40, 10; without B (or its leaf) 10, 40, 55; without a leaf of A 50, 45, 15 and 50, 35, 50.
        let found = without_each(&units, Order::default());
        let turned = (&[3, 2, 1][..], 4.0 / 3.0, Some((0, 2)));
        assert_eq!(
            told(&found),
            [
                (1, &[1, 2, 3][..], 0.0, Some((0, 0))),
                (2, turned.0, turned.1, turned.2),
                (3, &[1, 2, 3][..], 0.0, Some((0, 0))),
                (4, &[1, 3, 1][..], 1.0, Some((2, -2))),
                (5, turned.0, turned.1, turned.2),
            ]
        );
    }

    #[test]
    fn the_only_leaf_cannot_be_left_out() {
        let tree = Tree::new(vec![node(None, 1.0), node(Some(0), 1.0), node(Some(1), 1.0)]).expect("a tree");
        let units = Units::new(&tree, &[], &[vec![Some(1.0), Some(2.0)]]).expect("units");
        assert_eq!(without_each(&units, Order::default()), []);
    }

    /// One that weighs nothing is not left out, and a unit that is not ranked without a leaf does not shift.
    #[test]
    fn what_counts_for_nothing_and_what_is_lost() {
        let tree = Tree::new(vec![node(None, 1.0), node(Some(0), 1.0), node(Some(0), 1.0), node(Some(0), 0.0)]).expect("a tree");
        let columns = [vec![Some(90.0), Some(10.0), Some(20.0)], vec![None, Some(30.0), Some(10.0)], vec![Some(1.0); 3]];
        let units = Units::new(&tree, &[], &columns).expect("units");
        // Scores 90, 20, 15; without the first leaf –, 30, 10; without the second 90, 10, 20.
        let found = without_each(&units, Order::default());
        assert_eq!(told(&found), [(1, &[UNRANKED, 1, 2][..], 1.0, Some((1, -1))), (2, &[1, 3, 2][..], 2.0 / 3.0, Some((1, 1)))]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn as_a_tree_without_the_leaf((tree, columns, units) in units(), which: prop::sample::Index) {
            let found = without_each(&units, Order::default());
            prop_assume!(!found.is_empty());
            let without = &found[which.index(found.len())];
            let below = |node: usize| {
                let mut above = Some(node);
                while let Some(here) = above { if here == without.node { return true; } above = tree.node(here).and_then(|spec| spec.parent); }
                false
            };
            // Leaving out is the same as nobody having a figure there.
            let mut leaves = (0..tree.len()).filter(|node| tree.children(*node).is_empty());
            let emptied: Vec<Vec<Option<f64>>> = columns.iter().map(|column| if leaves.next().is_some_and(below) { vec![None; column.len()] } else { column.clone() }).collect();
            let alone = Units::new(&tree, &[], &emptied).expect("units");
            // Rounding may tell scores apart that are equal, so units are held against each other with a little room.
            let scores = &alone.scores()[0];
            for (a, rank_a) in scores.iter().zip(&without.ranks) {
                prop_assert_eq!(a.is_nan(), *rank_a == UNRANKED);
                for (b, rank_b) in scores.iter().zip(&without.ranks) {
                    if *a > *b + 1e-9 { prop_assert!(rank_a < rank_b); }
                }
            }
        }
    }
}
