//! What each node does to the ranking: weights say what was meant, these say what comes of them.
//!
//! A node that hardly varies hardly counts, however much it weighs. Sources: Stanley & Wang, "Weighting test items and test-item
//! options", *Educational and Psychological Measurement* 30 (1970), effective weights as shares of variance; Paruolo, Saisana &
//! Saltelli, "Ratings and rankings: voodoo or science?", *Journal of the Royal Statistical Society A* 176 (2013), correlation as
//! the measure of influence.

use crate::mean::Mean;
use crate::rank::units::Units;
use crate::statistics::{deviations, pearson};

/// What one node does to the score of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// Weight in the whole as declared, 0–1: the product of the weights on the way down.
    pub weight: f64,
    /// Pearson correlation of its score with that of the whole, −1 to 1, over the units that have both; `None` where one of them does
    /// not vary.
    pub correlation: Option<f64>,
    /// Effective weight: `wᵢ·cov(xᵢ, y)/var(y)`, the share of the variance of the whole that comes in by this node. The leaves sum to
    /// 1, and one that runs against the whole has less than 0. Only where the whole is a sum: arithmetic means all the way, nothing
    /// missing.
    pub effective_weight: Option<f64>,
}

/// The influence of each node, in the order of the tree as given. `scores` are those of [`Units::scores`].
#[must_use]
pub fn influences(units: &Units, scores: &[Vec<f64>]) -> Vec<Influence> {
    let tree = units.tree();
    let mut weights = units.weights();
    for node in tree.top_down() {
        for child in tree.children(*node) {
            weights[*child] *= if tree.top_down().first() == Some(node) { 1.0 } else { weights[*node] };
        }
    }
    let root =
        tree.top_down().first().and_then(|root| units.given().get(*root)).and_then(|root| scores.get(*root)).map_or(&[][..], Vec::as_slice);
    let sums = scores.iter().flatten().all(|score| !score.is_nan())
        && tree
            .top_down()
            .iter()
            .filter(|node| !tree.children(**node).is_empty())
            .all(|node| tree.node(*node).is_some_and(|spec| spec.mean == Mean::Arithmetic));
    let spread = moments(root, root);
    let mut influences = vec![Influence { weight: 0.0, correlation: None, effective_weight: None }; tree.len()];
    for (place, node) in units.given().iter().enumerate() {
        let weight = if Some(&place) == tree.top_down().first() { 1.0 } else { weights[place] };
        let both: (Vec<f64>, Vec<f64>) = scores[*node].iter().zip(root).filter(|(score, whole)| !score.is_nan() && !whole.is_nan()).unzip();
        influences[*node] = Influence {
            weight,
            correlation: pearson(&both.0, &both.1).ok(),
            effective_weight: (sums && spread > 0.0).then(|| weight * moments(&scores[*node], root) / spread),
        };
    }
    influences
}

/// `Σ (xᵢ − x̄)(yᵢ − ȳ)`.
fn moments(x: &[f64], y: &[f64]) -> f64 {
    deviations(x).iter().zip(deviations(y)).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::units::tests::units;
    use crate::{NodeSpec, Tree};
    use proptest::prelude::*;

    fn flat(weights: &[f64], columns: &[Vec<Option<f64>>]) -> Units {
        let node = |parent, weight| NodeSpec { parent, weight, mean: Mean::Arithmetic };
        let tree = Tree::new(std::iter::once(node(None, 1.0)).chain(weights.iter().map(|weight| node(Some(0), *weight))).collect())
            .expect("a tree");
        Units::new(&tree, &[], columns).expect("units")
    }

    /// Uncorrelated indicators with equal weights and standard deviations 1 : 3 have effective weights 1 : 9 (Paruolo, Saisana &
    /// Saltelli 2013, section 2: weights are not importance).
    #[test]
    fn equal_weights_are_not_equal_influence() {
        let columns = [[40.0, 60.0, 40.0, 60.0], [20.0, 20.0, 80.0, 80.0]].map(|column| column.map(Some).to_vec());
        let units = flat(&[1.0, 1.0], &columns);
        let found = influences(&units, &units.scores());
        assert_eq!(found.iter().map(|node| node.weight).collect::<Vec<_>>(), [1.0, 0.5, 0.5]);
        let effective: Vec<f64> = found.iter().filter_map(|node| node.effective_weight).collect();
        assert!(effective.iter().zip([1.0, 0.1, 0.9]).all(|(found, expected)| (found - expected).abs() < 1e-12), "{effective:?}");
        assert!((found[2].correlation.expect("it varies") - 3.0 / 10.0_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        let units = flat(&[1.0, 1.0], &[vec![Some(5.0); 3], vec![Some(1.0), Some(2.0), Some(3.0)]]);
        let found = influences(&units, &units.scores());
        assert_eq!((found[1].correlation, found[1].effective_weight), (None, Some(0.0)));
        let still = flat(&[1.0], &[vec![Some(5.0); 3]]);
        assert_eq!(influences(&still, &still.scores())[0], Influence { weight: 1.0, correlation: None, effective_weight: None });
    }

    /// A unit that has too little for a score of the whole says nothing of what moves it.
    #[test]
    fn only_units_that_have_both_count() {
        let node = |parent| NodeSpec { parent, weight: 1.0, mean: Mean::Arithmetic };
        let tree = Tree::new(vec![node(None), node(Some(0)), node(Some(0))]).expect("a tree");
        let columns = [vec![Some(1.0), Some(2.0), Some(90.0)], vec![Some(3.0), Some(4.0), None]];
        let units = Units::new(&tree, &[1.0], &columns).expect("units");
        let found = influences(&units, &units.scores());
        assert!(found.iter().all(|node| node.correlation.is_some_and(|r| (r - 1.0).abs() < 1e-12) && node.effective_weight.is_none()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn leaves_share_out_the_variance((tree, _, units) in units()) {
            let found = influences(&units, &units.scores());
            let leaves: Vec<Influence> = (0..tree.len()).filter(|node| tree.children(*node).is_empty()).map(|node| found[node]).collect();
            prop_assert!((leaves.iter().map(|leaf| leaf.weight).sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(found.iter().all(|node| node.correlation.is_none_or(|r| (-1.0 - 1e-9..=1.0 + 1e-9).contains(&r))));
            if leaves.iter().all(|leaf| leaf.effective_weight.is_some()) {
                prop_assert!((leaves.iter().filter_map(|leaf| leaf.effective_weight).sum::<f64>() - 1.0).abs() < 1e-6);
            }
        }
    }
}
