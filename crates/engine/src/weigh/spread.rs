//! Weights that are not known for sure: draws around those given.
//!
//! Weights are drawn group by group, among the siblings below each node, and always sum to 1 there. Source: Saisana, Saltelli &
//! Tarantola, "Uncertainty and sensitivity analysis techniques as tools for the quality assessment of composite indicators",
//! *Journal of the Royal Statistical Society A* 168 (2005); *Handbook* step 7.

use crate::random::{Stream, exponential};
use crate::tree::Tree;

/// How far weights may lie from those given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightSpread {
    /// Each weight is `w·(1 + r·v)`, `v` uniform on [−1, 1), then the siblings are brought to a sum of 1.
    Relative(RelativeSpread),
    /// Nothing is known of the weights but that those given as 0 count for nothing: uniform on the simplex of the siblings
    /// (exponential numbers brought to a sum of 1). Source: Rubinstein, *The Generation of Random Vectors* (1982); the ignorance
    /// of stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen & Salminen 1998).
    Ignorant,
}

/// Greatest deviation of a weight as a share of it, 0–1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelativeSpread(f64);

/// A spread that is not a number of 0–1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadSpread;

impl RelativeSpread {
    /// A spread of 0–1: 0.25 lets each weight vary by a quarter of itself.
    ///
    /// # Errors
    /// [`BadSpread`].
    pub fn new(share: f64) -> Result<Self, BadSpread> {
        if (0.0..=1.0).contains(&share) { Ok(Self(share)) } else { Err(BadSpread) }
    }

    /// The share, 0–1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl WeightSpread {
    /// Draws a weight for each node of a tree into `weights`, which holds the weights given and is overwritten: one that is 0 stays
    /// 0, and the others of a group of siblings sum to 1. The root's is left alone. A group whose weights are all 0 stays so.
    ///
    /// Reads one number of the stream for each node with siblings, parents before children, whatever the weights are: the same
    /// draw moves the same node in the same way when another is left out.
    pub fn draw(self, tree: &Tree, stream: &mut Stream, weights: &mut [f64]) {
        for &node in tree.top_down() {
            self.place(tree.children(node), || stream.uniform(), weights);
        }
    }

    /// Weights for one group of siblings out of numbers of [0, 1), one for each: uniform ones give a draw of the group.
    pub(crate) fn place(self, siblings: &[usize], mut uniform: impl FnMut() -> f64, weights: &mut [f64]) {
        for &child in siblings {
            let uniform = uniform();
            weights[child] = match self {
                Self::Relative(RelativeSpread(share)) => weights[child] * (1.0 + share * (2.0 * uniform - 1.0)),
                Self::Ignorant if weights[child] > 0.0 => exponential(uniform),
                Self::Ignorant => 0.0,
            };
        }
        normalise(siblings, weights);
    }
}

/// Brings the weights of all groups of siblings to a sum of 1, but for those that are all 0.
pub(crate) fn siblings_to_one(tree: &Tree, weights: &mut [f64]) {
    for &node in tree.top_down() {
        normalise(tree.children(node), weights);
    }
}

/// Brings the weights of siblings to a sum of 1, unless they are all 0.
fn normalise(siblings: &[usize], weights: &mut [f64]) {
    let total: f64 = siblings.iter().map(|child| weights[*child]).sum();
    if total > 0.0 {
        for child in siblings {
            weights[*child] /= total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::tests::anything;
    use crate::mean::Mean;
    use crate::tree::NodeSpec;
    use proptest::prelude::*;

    fn flat(weights: &[f64]) -> Tree {
        let node = |parent, weight| NodeSpec { parent, weight, mean: Mean::Arithmetic };
        Tree::new(std::iter::once(node(None, 1.0)).chain(weights.iter().map(|weight| node(Some(0), *weight))).collect()).expect("a tree")
    }

    fn given(tree: &Tree) -> Vec<f64> {
        (0..tree.len()).map(|node| tree.node(node).map_or(0.0, |spec| spec.weight)).collect()
    }

    fn spread(share: f64) -> WeightSpread {
        WeightSpread::Relative(RelativeSpread::new(share).expect("a spread"))
    }

    #[test]
    fn without_spread_the_weights_are_those_given() {
        let tree = flat(&[3.0, 1.0, 0.0]);
        let mut weights = given(&tree);
        spread(0.0).draw(&tree, &mut Stream::new(1, 1), &mut weights);
        assert_eq!(weights, [1.0, 0.75, 0.25, 0.0]);
        assert_eq!([-0.1, 1.1, f64::NAN].map(RelativeSpread::new), [Err(BadSpread); 3]);
        assert_eq!(RelativeSpread::new(0.25).map(RelativeSpread::get), Ok(0.25));
    }

    /// Weights 1 and 3, each ±50 %: at the lower end and a quarter above the middle, 0.5 and 3.75.
    #[test]
    fn a_draw_by_hand() {
        let mut weights = [9.0, 1.0, 3.0];
        let mut numbers = [0.0, 0.75].into_iter();
        spread(0.5).place(&[1, 2], || numbers.next().unwrap_or(0.5), &mut weights);
        assert_eq!(weights, [9.0, 0.5 / 4.25, 3.75 / 4.25]);
    }

    #[test]
    fn what_weighs_nothing_stays_so() {
        for how in [spread(0.5), WeightSpread::Ignorant] {
            let mut weights = [9.0, 0.0, 0.0];
            how.place(&[1, 2], || 0.75, &mut weights);
            assert_eq!(weights, [9.0, 0.0, 0.0]);
        }
    }

    /// Uniform on the simplex of three weights: each has mean 1/3 and variance (n − 1)/(n²(n + 1)) = 1/18 (Dirichlet(1, 1, 1)).
    #[test]
    fn ignorance_is_even_over_the_simplex() {
        let tree = flat(&[5.0, 1.0, 2.0]);
        let draws = 5_000_u32;
        let (mut sums, mut squares) = ([0.0; 3], [0.0; 3]);
        for draw in 0..draws {
            let mut weights = given(&tree);
            WeightSpread::Ignorant.draw(&tree, &mut Stream::new(3, u64::from(draw)), &mut weights);
            for i in 0..3 {
                sums[i] += weights[i + 1];
                squares[i] += weights[i + 1] * weights[i + 1];
            }
        }
        for i in 0..3 {
            // Four standard errors: √(1/18) over √5,000, and about 0.001 of the variance.
            let mean = sums[i] / f64::from(draws);
            let variance = squares[i] / f64::from(draws) - mean * mean;
            assert!((mean - 1.0 / 3.0).abs() < 0.0134, "{mean}");
            assert!((variance - 1.0 / 18.0).abs() < 0.004, "{variance}");
        }
    }

    proptest! {
        #[test]
        fn siblings_sum_to_one_and_stay_within_their_spread((tree, _) in anything(), share in 0.0..=1.0_f64, seed: u64, ignorant: bool) {
            let how = if ignorant { WeightSpread::Ignorant } else { spread(share) };
            let before = given(&tree);
            let mut weights = before.clone();
            how.draw(&tree, &mut Stream::new(seed, 0), &mut weights);
            for node in 0..tree.len() {
                let children = tree.children(node);
                if children.is_empty() {
                    continue;
                }
                prop_assert!((children.iter().map(|child| weights[*child]).sum::<f64>() - 1.0).abs() < 1e-12);
                let total: f64 = children.iter().map(|child| before[*child]).sum();
                for child in children {
                    prop_assert_eq!(before[*child] == 0.0, weights[*child] == 0.0);
                    if !ignorant {
                        let nominal = before[*child] / total;
                        prop_assert!(weights[*child] <= nominal * (1.0 + share) / (1.0 - share).max(1e-9) + 1e-12);
                        prop_assert!(weights[*child] >= nominal * (1.0 - share) / (1.0 + share) - 1e-12);
                    }
                }
            }
        }
    }
}
