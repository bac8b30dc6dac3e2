//! The score of a checklist whose items are not known for sure.
//!
//! Each item holds or not, independently of the others, so the distribution of the weight that holds is the convolution of one
//! two-point distribution an item.

use super::leaf_spread::{LeafSpread, SpreadFault};
use crate::grid;
use std::collections::BTreeMap;

/// Points of the distribution up to which it is kept exactly.
const EXACT: usize = 4096;

/// Scores are told apart by this many points where the exact distribution would have too many of them.
const COARSE: f64 = 0.01;

/// The distribution of a checklist's score. `items` are (weight, probability that the item holds).
///
/// Exact where at most 4096 different scores can occur, as with equal weights; beyond that each further item adds an error of at
/// most 0.005 points.
///
/// # Errors
/// [`SpreadFault::BadProbability`], and [`SpreadFault::BadScore`] when the weights do not sum to a positive finite number.
pub fn checklist_spread(items: &[(f64, f64)]) -> Result<LeafSpread, SpreadFault> {
    let total: f64 = items.iter().map(|(weight, _)| weight).sum();
    if !(total.is_finite() && total > 0.0) || items.iter().any(|(weight, _)| *weight < 0.0) {
        return Err(SpreadFault::BadScore);
    }
    let mut scores = BTreeMap::from([(0_i64, 1.0)]);
    for (weight, holds) in items {
        if !(0.0..=1.0).contains(holds) {
            return Err(SpreadFault::BadProbability);
        }
        let gain = grid::to_units(weight / total * 100.0);
        let coarse = scores.len() * 2 > EXACT;
        let mut next = BTreeMap::new();
        for (score, probability) in scores {
            for (score, probability) in [(score, probability * (1.0 - holds)), (score + gain, probability * holds)] {
                *next.entry(if coarse { coarsened(score) } else { score }).or_insert(0.0) += probability;
            }
        }
        scores = next;
    }
    LeafSpread::levels(scores.into_iter().map(|(score, probability)| (grid::to_points(score).clamp(0.0, 100.0), probability)).collect())
}

fn coarsened(units: i64) -> i64 {
    grid::to_units((grid::to_points(units) / COARSE).round() * COARSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Three items of equal weight, each holding with 0.9: the binomial distribution, 0.001, 0.027, 0.243, 0.729.
    #[test]
    fn equal_weights_are_binomial() {
        let spread = checklist_spread(&[(1.0, 0.9); 3]).expect("a spread");
        let probabilities = spread.probabilities().expect("scores can be counted");
        let expected = [(0.0, 0.001), (100.0 / 3.0, 0.027), (200.0 / 3.0, 0.243), (100.0, 0.729)];
        assert_eq!(probabilities.len(), 4);
        for ((score, probability), (expected_score, expected)) in probabilities.iter().zip(expected) {
            assert!((score - expected_score).abs() < 1e-9 && (probability - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn what_is_no_checklist() {
        assert_eq!(checklist_spread(&[]), Err(SpreadFault::BadScore));
        assert_eq!(checklist_spread(&[(0.0, 0.5)]), Err(SpreadFault::BadScore));
        assert_eq!(checklist_spread(&[(-1.0, 0.5), (3.0, 0.5)]), Err(SpreadFault::BadScore));
        assert_eq!(checklist_spread(&[(1.0, 1.1)]), Err(SpreadFault::BadProbability));
        assert_eq!(checklist_spread(&[(0.0, 0.5), (1.0, 0.0)]), LeafSpread::certain(0.0), "what weighs nothing counts for nothing");
        assert!(checklist_spread(&[(1.0, 1.0), (2.0, 0.0)]).is_ok_and(|spread| spread.is_certain()));
    }

    /// Weights 1, 2, 4, …: as many scores as there are subsets of the items, all equally likely. Twelve items have 4096; eleven, one
    /// more of weight 1 and one of half a point beyond all others have 4098.
    #[test]
    fn exact_as_long_as_there_are_not_too_many_scores() {
        let doubling = |items: i32| (0..items).map(|item| 2.0_f64.powi(item)).collect::<Vec<_>>();
        let scores = |weights: &[f64]| {
            let items: Vec<(f64, f64)> = weights.iter().map(|weight| (*weight, 0.5)).collect();
            checklist_spread(&items).expect("a spread").probabilities().expect("scores can be counted")
        };
        let exact = scores(&doubling(12));
        assert_eq!(exact.len(), 4096);
        assert!((0..).zip(&exact).all(|(place, (score, _))| (score - f64::from(place) / 40.95).abs() < 1e-9));
        for coarse in [doubling(13), [doubling(11), vec![1.0, 2048.5]].concat()] {
            let hundredths = scores(&coarse).into_iter().map(|(score, _)| score / COARSE);
            assert!(hundredths.into_iter().all(|score| (score - score.round()).abs() < 1e-6));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        /// Mean and variance of a sum of independent parts, also where the scores are coarsened.
        #[test]
        fn mean_and_variance(items in prop::collection::vec((0.1..5.0_f64, 0.0..=1.0_f64), 1..18)) {
            let total: f64 = items.iter().map(|(weight, _)| weight).sum();
            let probabilities = checklist_spread(&items).expect("a spread").probabilities().expect("scores can be counted");
            let mean: f64 = probabilities.iter().map(|(score, p)| score * p).sum();
            let variance: f64 = probabilities.iter().map(|(score, p)| (score - mean) * (score - mean) * p).sum();
            let share = |weight: f64| weight / total * 100.0;
            let expected: f64 = items.iter().map(|(weight, p)| share(*weight) * p).sum();
            let spread: f64 = items.iter().map(|(weight, p)| share(*weight) * share(*weight) * p * (1.0 - p)).sum();
            prop_assert!((mean - expected).abs() < 0.03, "{mean} {expected}");
            prop_assert!((variance - spread).abs() < 0.01 * spread.max(1.0), "{variance} {spread}");
        }
    }
}
