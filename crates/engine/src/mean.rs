//! Aggregation of weighted scores (*Handbook*, step 6), and what each part contributes.
//!
//! Contributions follow Aumann and Shapley (*Values of Non-Atomic Games*, 1974). All means here are homogeneous of degree
//! one, so the Aumann–Shapley value from zero is Euler's `sᵢ · ∂M/∂sᵢ`, which sums to the mean: `wᵢ·sᵢ` for the arithmetic
//! mean, `wᵢ·M` for the geometric one, and everything at the smallest part for the minimum (ties by weight).

/// How the parts of a node become its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mean {
    /// `Σ wᵢ·sᵢ`: a weak part can be made good by a strong one.
    #[default]
    Arithmetic,
    /// `Π sᵢ^wᵢ`: a weak part weighs more than a strong one; zero stays zero.
    Geometric,
    /// The smallest part: nothing makes good for it.
    Minimum,
}

impl Mean {
    /// The mean of scores (≥ 0) with weights (≥ 0, not all zero); weights need not sum to 1.
    ///
    /// `None` when there is nothing with a positive weight. Negative scores count as 0 for the geometric mean.
    #[must_use]
    pub fn of(self, parts: &[(f64, f64)]) -> Option<f64> {
        let counting: Vec<(f64, f64)> = parts.iter().copied().filter(|(weight, _)| *weight > 0.0).collect();
        let total: f64 = counting.iter().map(|(weight, _)| weight).sum();
        if counting.is_empty() || !total.is_finite() {
            return None;
        }
        Some(match self {
            Self::Arithmetic => counting.iter().map(|(weight, score)| weight / total * score).sum(),
            Self::Geometric => {
                if counting.iter().any(|(_, score)| *score <= 0.0) {
                    0.0
                } else {
                    libm::exp(counting.iter().map(|(weight, score)| weight / total * libm::log(*score)).sum())
                }
            }
            Self::Minimum => counting.iter().map(|(_, score)| *score).fold(f64::INFINITY, f64::min),
        })
    }

    /// How the mean is shared out among its parts: weights for [`apportion`](crate::apportion::apportion()), one a part.
    #[must_use]
    pub fn shares(self, parts: &[(f64, f64)]) -> Vec<f64> {
        let counts = |weight: f64| weight > 0.0;
        match self {
            Self::Arithmetic => parts.iter().map(|(weight, score)| if counts(*weight) { weight * score } else { 0.0 }).collect(),
            Self::Geometric => parts.iter().map(|(weight, _)| weight.max(0.0)).collect(),
            Self::Minimum => {
                let least = parts.iter().filter(|(weight, _)| counts(*weight)).map(|(_, score)| *score).fold(f64::INFINITY, f64::min);
                parts.iter().map(|(weight, score)| if counts(*weight) && *score <= least { *weight } else { 0.0 }).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// UNDP, Human Development Report 2010, technical note 1, worked example China: dimension indices 0.847, 0.589 and
    /// 0.584 give 0.663.
    #[test]
    fn geometric_mean_of_the_human_development_index() {
        let index = Mean::Geometric.of(&[(1.0, 84.7), (1.0, 58.9), (1.0, 58.4)]);
        assert_eq!(index.map(|i| (i * 10.0).round() / 1000.0), Some(0.663));
    }

    #[test]
    fn zero_and_nothing() {
        assert_eq!(Mean::Geometric.of(&[(1.0, 0.0), (1.0, 100.0)]), Some(0.0));
        assert_eq!(Mean::Minimum.of(&[(1.0, 30.0), (0.0, 10.0)]), Some(30.0));
        assert_eq!(Mean::Arithmetic.of(&[]), None);
        assert_eq!(Mean::Arithmetic.of(&[(0.0, 50.0)]), None);
        assert_eq!(Mean::Minimum.shares(&[(1.0, 30.0), (3.0, 30.0), (1.0, 40.0)]), [1.0, 3.0, 0.0]);
    }

    fn parts() -> impl Strategy<Value = Vec<(f64, f64)>> {
        prop::collection::vec((0.01..10.0_f64, 0.0..=100.0_f64), 1..12)
    }

    proptest! {
        #[test]
        fn between_least_and_greatest_and_ordered(parts in parts()) {
            let least = parts.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
            let greatest = parts.iter().map(|p| p.1).fold(0.0, f64::max);
            let arithmetic = Mean::Arithmetic.of(&parts).expect("weights are positive");
            let geometric = Mean::Geometric.of(&parts).expect("weights are positive");
            prop_assert_eq!(Mean::Minimum.of(&parts), Some(least));
            prop_assert!(least <= geometric + 1e-9 && geometric <= arithmetic + 1e-9 && arithmetic <= greatest + 1e-9);
        }

        #[test]
        fn blind_to_order_and_to_the_unit_of_weights(parts in parts(), factor in 0.01..100.0_f64) {
            for mean in [Mean::Arithmetic, Mean::Geometric, Mean::Minimum] {
                let here = mean.of(&parts).expect("weights are positive");
                let turned: Vec<(f64, f64)> = parts.iter().rev().map(|(w, s)| (w * factor, *s)).collect();
                prop_assert!((here - mean.of(&turned).expect("weights are positive")).abs() < 1e-9);
            }
        }

        #[test]
        fn a_better_part_never_lowers_the_mean(parts in parts(), which: prop::sample::Index, more in 0.0..50.0_f64) {
            let mut better = parts.clone();
            better[which.index(parts.len())].1 += more;
            for mean in [Mean::Arithmetic, Mean::Geometric, Mean::Minimum] {
                prop_assert!(mean.of(&better) >= mean.of(&parts).map(|m| m - 1e-9));
            }
        }
    }
}
