//! Aggregation of weighted scores (*Handbook*, step 6), and what each part contributes.
//!
//! Contributions follow Aumann and Shapley (*Values of Non-Atomic Games*, 1974). All means here are homogeneous of degree
//! one, so the Aumann–Shapley value from zero is Euler's `sᵢ · ∂M/∂sᵢ`, which sums to the mean: `wᵢ·sᵢ` for the arithmetic
//! mean, `wᵢ·M` for the geometric one, `wᵢ·sᵢᵖ·M¹⁻ᵖ` for the power mean (the harmonic one is `p = −1`), and everything at the
//! smallest part for the minimum (ties by weight).

/// How the parts of a node become its score. From the arithmetic mean to the minimum, each is at most the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mean {
    /// `Σ wᵢ·sᵢ`: a weak part can be made good by a strong one.
    #[default]
    Arithmetic,
    /// `Π sᵢ^wᵢ`: a weak part weighs more than a strong one; zero stays zero.
    Geometric,
    /// `1 / Σ (wᵢ/sᵢ)`: a weak part weighs more still; zero stays zero.
    Harmonic,
    /// The smallest part: nothing makes good for it.
    Minimum,
    /// `(Σ wᵢ·sᵢᵖ)^(1/p)`: the family of the others, by how far parts make good for each other.
    Power(Exponent),
}

/// Greatest size of an [`Exponent`], either sign: there the power mean is the maximum or minimum but for a few points.
pub const GREATEST_EXPONENT: f64 = 100.0;

/// Nearer to 0 than this, a power mean differs from the geometric mean by less than the [grid](crate::grid) can show.
const SMALLEST_EXPONENT: f64 = 1e-12;

/// The exponent `p` of a power mean: 1 arithmetic, 0 geometric, −1 harmonic; above 1 the strong parts weigh more.
///
/// Source: Hardy, Littlewood & Pólya, *Inequalities* (1934), ch. II.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exponent(f64);

// An exponent is never NaN.
impl Eq for Exponent {}

/// An exponent that is not a number within ±[`GREATEST_EXPONENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadExponent;

impl Exponent {
    /// An exponent; one so near to 0 that nobody could tell is 0.
    ///
    /// # Errors
    /// [`BadExponent`].
    pub fn new(exponent: f64) -> Result<Self, BadExponent> {
        if !(-GREATEST_EXPONENT..=GREATEST_EXPONENT).contains(&exponent) {
            return Err(BadExponent);
        }
        Ok(Self(if exponent.abs() < SMALLEST_EXPONENT { 0.0 } else { exponent }))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Mean {
    /// The mean of scores (≥ 0) with weights (≥ 0, not all zero); weights need not sum to 1.
    ///
    /// `None` when there is nothing with a positive weight. Negative scores count as 0 for the geometric, harmonic and power
    /// mean.
    #[must_use]
    pub fn of(self, parts: &[(f64, f64)]) -> Option<f64> {
        let counting: Vec<(f64, f64)> = parts.iter().copied().filter(|(weight, _)| *weight > 0.0).collect();
        let total: f64 = counting.iter().map(|(weight, _)| weight).sum();
        if counting.is_empty() || !total.is_finite() {
            return None;
        }
        Some(match self {
            Self::Arithmetic => counting.iter().map(|(weight, score)| weight / total * score).sum(),
            Self::Geometric | Self::Power(Exponent(0.0)) => {
                if counting.iter().any(|(_, score)| *score <= 0.0) {
                    0.0
                } else {
                    libm::exp(counting.iter().map(|(weight, score)| weight / total * libm::log(*score)).sum())
                }
            }
            Self::Harmonic => {
                if counting.iter().any(|(_, score)| *score <= 0.0) {
                    0.0
                } else {
                    1.0 / counting.iter().map(|(weight, score)| weight / total / score).sum::<f64>()
                }
            }
            Self::Minimum => least(&counting),
            Self::Power(exponent) => power(&counting, total, exponent),
        })
    }

    /// How the mean is shared out among its parts: weights for [`apportion`](crate::apportion::apportion()), one a part.
    #[must_use]
    pub fn shares(self, parts: &[(f64, f64)]) -> Vec<f64> {
        let counts = |weight: f64| weight > 0.0;
        match self {
            Self::Arithmetic => parts.iter().map(|(weight, score)| if counts(*weight) { weight * score } else { 0.0 }).collect(),
            Self::Geometric | Self::Power(Exponent(0.0)) => parts.iter().map(|(weight, _)| weight.max(0.0)).collect(),
            Self::Harmonic => power_shares(parts, -1.0),
            Self::Power(Exponent(exponent)) => power_shares(parts, exponent),
            Self::Minimum => {
                let least = least(&parts.iter().copied().filter(|(weight, _)| counts(*weight)).collect::<Vec<_>>());
                parts.iter().map(|(weight, score)| if counts(*weight) && *score <= least { *weight } else { 0.0 }).collect()
            }
        }
    }
}

/// The smallest score.
fn least(parts: &[(f64, f64)]) -> f64 {
    parts.iter().map(|(_, score)| *score).fold(f64::INFINITY, f64::min)
}

/// The score on which a power mean of this exponent leans: the greatest for a positive one, the smallest for a negative one.
/// Powers of the scores' ratios to it lie between 0 and 1, so that none overflows. Negative scores count as 0.
fn leaned_on(parts: &[(f64, f64)], exponent: f64) -> f64 {
    if exponent > 0.0 { parts.iter().map(|(_, score)| *score).fold(0.0, f64::max) } else { least(parts).max(0.0) }
}

/// The power mean of parts of positive weight for an exponent other than 0.
fn power(parts: &[(f64, f64)], total: f64, Exponent(exponent): Exponent) -> f64 {
    let base = leaned_on(parts, exponent);
    if base == 0.0 {
        return 0.0;
    }
    // Σ wᵢ·rᵢᵖ − 1 rather than the sum itself: near p = 0 the sum is 1 and a little, and the little is what counts.
    let above_one: f64 =
        parts.iter().map(|(weight, score)| weight / total * libm::expm1(exponent * libm::log(score.max(0.0) / base))).sum();
    let mean = base * libm::exp(libm::log1p(above_one) / exponent);
    // Rounding must not lead past the parts.
    let greatest = parts.iter().map(|(_, score)| *score).fold(0.0, f64::max);
    mean.max(least(parts).max(0.0)).min(greatest)
}

/// `wᵢ·sᵢᵖ`, as ratios, for an exponent other than 0. Where zeros decide a mean of negative exponent, they share it by weight, as for the minimum.
fn power_shares(parts: &[(f64, f64)], exponent: f64) -> Vec<f64> {
    let counting: Vec<(f64, f64)> = parts.iter().copied().filter(|(weight, _)| *weight > 0.0).collect();
    let base = leaned_on(&counting, exponent);
    let share = |weight: f64, score: f64| match (base == 0.0, score <= 0.0) {
        (true, true) => weight,
        (true, false) => 0.0,
        (false, _) => weight * libm::pow(score.max(0.0) / base, exponent),
    };
    parts.iter().map(|(weight, score)| if *weight > 0.0 { share(*weight, *score) } else { 0.0 }).collect()
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

    /// SciPy, documentation of `stats.hmean` and `stats.pmean`: the harmonic means 1.6 of 1 and 4, and 2.6997245179063363 of
    /// 1…7; with exponent 1.3 the power means 2.639372938300652 and 4.157111214492084 of the same.
    #[test]
    fn harmonic_and_power_means_of_scipy() {
        let one_to = |n: i32| (1..=n).map(|score| (1.0, f64::from(score))).collect::<Vec<_>>();
        let near = |mean: Mean, parts: &[(f64, f64)], expected: f64| mean.of(parts).is_some_and(|m| (m - expected).abs() < 1e-12);
        let one_and_four = [(1.0, 1.0), (1.0, 4.0)];
        assert!(near(Mean::Harmonic, &one_and_four, 1.6));
        assert!(near(Mean::Harmonic, &one_to(7), 2.699_724_517_906_336_3));
        assert!(near(power(1.3), &one_and_four, 2.639_372_938_300_652));
        assert!(near(power(1.3), &one_to(7), 4.157_111_214_492_084));
    }

    /// UNDP, Human Development Report 2007/2008, technical note 1, human poverty index HPI-1 of Bolivia: deprivations 15.5,
    /// 13.3 and 11.5, exponent 3, give 13.6.
    #[test]
    fn power_mean_of_the_human_poverty_index() {
        let index = power(3.0).of(&[(1.0, 15.5), (1.0, 13.3), (1.0, 11.5)]);
        assert_eq!(index.map(|i| (i * 10.0).round() / 10.0), Some(13.6));
    }

    #[test]
    fn exponents() {
        assert_eq!(Exponent::new(f64::NAN), Err(BadExponent));
        assert_eq!(Exponent::new(101.0), Err(BadExponent));
        assert_eq!(Exponent::new(-1e-300).map(Exponent::get), Ok(0.0));
        assert_eq!(Exponent::new(-2.5).map(Exponent::get), Ok(-2.5));
    }

    #[test]
    fn zero_and_nothing() {
        assert_eq!(Mean::Geometric.of(&[(1.0, 0.0), (1.0, 100.0)]), Some(0.0));
        assert_eq!(Mean::Minimum.of(&[(1.0, 30.0), (0.0, 10.0)]), Some(30.0));
        assert_eq!(Mean::Arithmetic.of(&[]), None);
        assert_eq!(Mean::Arithmetic.of(&[(0.0, 50.0)]), None);
        assert_eq!(Mean::Minimum.shares(&[(1.0, 30.0), (3.0, 30.0), (1.0, 40.0)]), [1.0, 3.0, 0.0]);
        for mean in [Mean::Harmonic, power(-2.0)] {
            assert_eq!(mean.of(&[(1.0, 0.0), (1.0, 100.0)]), Some(0.0));
            assert_eq!(mean.of(&[(0.0, 0.0), (1.0, 100.0)]), Some(100.0));
            assert_eq!(mean.shares(&[(1.0, 0.0), (3.0, 0.0), (1.0, 40.0)]), [1.0, 3.0, 0.0]);
            assert_eq!(mean.of(&[]), None);
        }
        assert_eq!(power(2.0).of(&[(1.0, 0.0), (1.0, 0.0)]), Some(0.0));
        assert_eq!(power(2.0).of(&[(1.0, 0.0), (3.0, 0.0), (4.0, 100.0)]).map(|m| (m * m).round()), Some(5000.0));
    }

    /// What has no weight has no share, and does not decide who has one.
    #[test]
    fn shares_of_what_weighs_nothing() {
        assert_eq!(Mean::Minimum.shares(&[(0.0, 10.0), (1.0, 30.0)]), [0.0, 1.0]);
        assert_eq!(Mean::Harmonic.shares(&[(0.0, 0.0), (1.0, 40.0), (1.0, 80.0)]), [0.0, 1.0, 0.5]);
        assert_eq!(power(0.0).shares(&[(0.0, 10.0), (2.0, 40.0), (3.0, 0.0)]), [0.0, 2.0, 3.0]);
    }

    #[test]
    fn great_exponents_do_not_overflow() {
        assert_eq!(power(100.0).shares(&[(1.0, 100.0), (1.0, 50.0)]), [1.0, 0.5_f64.powi(100)]);
        assert_eq!(power(-100.0).shares(&[(1.0, 100.0), (1.0, 50.0)]), [0.5_f64.powi(100), 1.0]);
    }

    fn power(exponent: f64) -> Mean {
        Mean::Power(Exponent::new(exponent).expect("an exponent"))
    }

    /// Every kind of mean, the power mean with exponents of both signs, large and near 0.
    fn means() -> Vec<Mean> {
        let powers = [-100.0, -2.0, -1e-9, 0.0, 1e-6, 0.5, 3.0, 100.0].map(power);
        [Mean::Arithmetic, Mean::Geometric, Mean::Harmonic, Mean::Minimum].into_iter().chain(powers).collect()
    }

    fn parts() -> impl Strategy<Value = Vec<(f64, f64)>> {
        prop::collection::vec((0.01..10.0_f64, 0.0..=100.0_f64), 1..12)
    }

    proptest! {
        #[test]
        fn between_least_and_greatest_and_ordered(parts in parts(), a in -10.0..10.0_f64, b in -10.0..10.0_f64) {
            let greatest = parts.iter().map(|p| p.1).fold(0.0, f64::max);
            let of = |mean: Mean| mean.of(&parts).expect("weights are positive");
            prop_assert_eq!(of(Mean::Minimum), least(&parts));
            prop_assert!(of(Mean::Arithmetic) <= greatest + 1e-9);
            for pair in [Mean::Minimum, Mean::Harmonic, Mean::Geometric, Mean::Arithmetic].windows(2) {
                prop_assert!(of(pair[0]) <= of(pair[1]) + 1e-9);
            }
            prop_assert!(of(power(a.min(b))) <= of(power(a.max(b))) + 1e-9, "the power mean rises with its exponent");
            for mean in means() {
                prop_assert!(least(&parts) - 1e-9 <= of(mean) && of(mean) <= greatest + 1e-9);
            }
        }

        #[test]
        fn the_power_mean_holds_the_others(parts in parts()) {
            let of = |mean: Mean| mean.of(&parts).expect("weights are positive");
            for (exponent, mean) in [(1.0, Mean::Arithmetic), (0.0, Mean::Geometric), (-1.0, Mean::Harmonic)] {
                prop_assert!((of(power(exponent)) - of(mean)).abs() < 1e-9);
            }
            if least(&parts) > 1.0 {
                prop_assert!((of(power(1e-9)) - of(Mean::Geometric)).abs() < 1e-5, "no step at 0");
            }
        }

        #[test]
        fn blind_to_order_and_to_the_unit_of_weights(parts in parts(), factor in 0.01..100.0_f64) {
            for mean in means() {
                let here = mean.of(&parts).expect("weights are positive");
                let turned: Vec<(f64, f64)> = parts.iter().rev().map(|(w, s)| (w * factor, *s)).collect();
                prop_assert!((here - mean.of(&turned).expect("weights are positive")).abs() < 1e-9);
            }
        }

        #[test]
        fn in_the_unit_of_the_scores(parts in parts(), factor in 0.01..1.0_f64) {
            for mean in means() {
                let scaled: Vec<(f64, f64)> = parts.iter().map(|(w, s)| (*w, s * factor)).collect();
                let expected = mean.of(&parts).expect("weights are positive") * factor;
                prop_assert!((mean.of(&scaled).expect("weights are positive") - expected).abs() < 1e-9);
            }
        }

        #[test]
        fn a_better_part_never_lowers_the_mean(parts in parts(), which: prop::sample::Index, more in 0.0..50.0_f64) {
            let mut better = parts.clone();
            better[which.index(parts.len())].1 += more;
            for mean in means() {
                prop_assert!(mean.of(&better) >= mean.of(&parts).map(|m| m - 1e-9));
            }
        }

        /// Euler: the share of a part is `sᵢ·∂M/∂sᵢ` of the mean, here against a difference quotient.
        #[test]
        fn shares_follow_the_slope(raw in prop::collection::vec((0.1..10.0_f64, 10.0..100.0_f64), 1..6), which: prop::sample::Index) {
            let i = which.index(raw.len());
            for mean in [Mean::Arithmetic, Mean::Geometric, Mean::Harmonic, power(-2.0), power(0.5), power(3.0)] {
                let of = |score: f64| {
                    let mut parts = raw.clone();
                    parts[i].1 = score;
                    mean.of(&parts).expect("weights are positive")
                };
                let (score, step) = (raw[i].1, 1e-4);
                let slope = (of(score + step) - of(score - step)) / (2.0 * step);
                let shares = mean.shares(&raw);
                let share = shares[i] / shares.iter().sum::<f64>() * of(score);
                prop_assert!((share - score * slope).abs() < 1e-4, "{mean:?}: {share} against {}", score * slope);
            }
        }
    }
}
