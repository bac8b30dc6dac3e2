//! Quantiles in which every observation has a share: the estimator of Harrell and Davis.
//!
//! `Q(p) = Σ wᵢ·x₍ᵢ₎` with `wᵢ = I_{i/n}(a, b) − I_{(i−1)/n}(a, b)`, `a = (n + 1)·p`, `b = (n + 1)·(1 − p)`, where `I` is the regularised
//! incomplete beta function: the expectation of the order statistic at `(n + 1)·p`. Source: Harrell & Davis, "A new distribution-free
//! quantile estimator", *Biometrika* 69 (1982). Unlike an interpolation between two neighbours ([`super::quantile`]) it never is the
//! figure of a single observation.
//!
//! The density behind the weights is a strictly totally positive kernel in `p` and the place, so any `k` different quantiles have weights
//! whose `k × k` minors are all positive (Karlin, *Total Positivity*, 1968). Therefore a linear combination of `k` quantiles of one
//! sample leaves at least `n − k + 1` observations with a share.

use crate::statistics::{StatisticsFault, checked};

/// The quantile of a probability, in the unit of the observations, which need not be sorted.
///
/// # Errors
/// [`StatisticsFault`]: no observation, a bad figure, or a probability that is not strictly between 0 and 1.
pub fn harrell_davis(sample: &[f64], probability: f64) -> Result<f64, StatisticsFault> {
    checked(sample, 1)?;
    if !(probability > 0.0 && probability < 1.0) {
        return Err(StatisticsFault::BadProbability);
    }
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(weights(sorted.len(), probability).iter().zip(&sorted).map(|(weight, figure)| weight * figure).sum())
}

/// The share of each order statistic, the smallest observation's first; they sum to 1.
fn weights(n: usize, probability: f64) -> Vec<f64> {
    let (a, b) = ((n as f64 + 1.0) * probability, (n as f64 + 1.0) * (1.0 - probability));
    let below: Vec<f64> = (0..=n).map(|i| incomplete_beta(a, b, i as f64 / n as f64)).collect();
    below.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// The regularised incomplete beta function `I_x(a, b)` for `a, b > 0` and `x` in 0–1, by the continued fraction of DLMF 8.17.22, on the
/// side where it converges fast.
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let front = libm::exp(a * libm::log(x) + b * libm::log(1.0 - x) + libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b)) / a;
    front / continued_fraction(a, b, x)
}

/// `1 + d₁/(1 + d₂/(1 + …))` by the method of Lentz as Thompson and Barnett changed it (1986).
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const MOST_TERMS: u32 = 500;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut fraction, mut c, mut d) = (1.0, 1.0, 0.0);
    for term in 1..=MOST_TERMS {
        let m = f64::from(term / 2);
        let numerator = if term % 2 == 0 {
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
        } else {
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))
        };
        d = 1.0 / away_from_zero(1.0 + numerator * d);
        c = away_from_zero(1.0 + numerator / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-12
    }

    /// DLMF 8.17.5: for whole `a` and `b` it is a tail of the binomial distribution; 8.17.7 gives the closed forms used here.
    #[test]
    fn the_beta_function_where_it_has_a_closed_form() {
        for x in [0.1, 0.3, 0.5, 0.77, 0.9] {
            assert!(near(incomplete_beta(1.0, 1.0, x), x));
            assert!(near(incomplete_beta(2.0, 2.0, x), x * x * (3.0 - 2.0 * x)));
            assert!(near(incomplete_beta(3.0, 1.0, x), x * x * x));
            assert!(near(incomplete_beta(0.5, 0.5, x), 2.0 / std::f64::consts::PI * libm::asin(x.sqrt())));
            let tail: f64 =
                (4..=9).map(|j| [126.0, 126.0, 84.0, 36.0, 9.0, 1.0][j - 4] * x.powi(j as i32) * (1.0 - x).powi(9 - j as i32)).sum();
            assert!(near(incomplete_beta(4.0, 6.0, x), tail));
        }
    }

    /// The median of three: `a = b = 2`, so that the shares are 7/27, 13/27 and 7/27.
    #[test]
    fn the_median_of_three() {
        let shares = weights(3, 0.5);
        assert!(shares.iter().zip([7.0, 13.0, 7.0]).all(|(share, parts)| near(*share, parts / 27.0)), "{shares:?}");
        assert!(near(harrell_davis(&[27.0, 0.0, 54.0], 0.5).expect("a median"), 27.0));
        assert_eq!(harrell_davis(&[], 0.5), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
        for probability in [0.0, 1.0, f64::NAN] {
            assert_eq!(harrell_davis(&[1.0], probability), Err(StatisticsFault::BadProbability));
        }
    }

    /// No combination of the three quartiles is free of three observations: every 3 × 3 minor is positive.
    #[test]
    fn three_quartiles_rest_on_all_but_two() {
        for n in 8..=16 {
            let [q1, q2, q3] = [0.25, 0.5, 0.75].map(|probability| weights(n, probability));
            for i in 0..n {
                for j in i + 1..n {
                    for k in j + 1..n {
                        let minor = q1[i] * (q2[j] * q3[k] - q2[k] * q3[j]) - q1[j] * (q2[i] * q3[k] - q2[k] * q3[i])
                            + q1[k] * (q2[i] * q3[j] - q2[j] * q3[i]);
                        assert!(minor > 0.0, "n = {n}: {i} {j} {k}: {minor}");
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn shares_are_positive_and_sum_to_one(n in 1_usize..200, probability in 0.05..0.95_f64) {
            let shares = weights(n, probability);
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(shares.iter().all(|share| *share > -1e-12));
        }

        #[test]
        fn it_follows_shift_scale_and_reflection(
            sample in prop::collection::vec(-100.0..100.0_f64, 1..30), probability in 0.1..0.9_f64, shift in -50.0..50.0_f64,
        ) {
            let of = |sample: &[f64], probability| harrell_davis(sample, probability).expect("a quantile");
            let moved: Vec<f64> = sample.iter().map(|figure| 2.0 * figure + shift).collect();
            let mirrored: Vec<f64> = sample.iter().map(|figure| -figure).collect();
            let quantile = of(&sample, probability);
            prop_assert!((of(&moved, probability) - (2.0 * quantile + shift)).abs() < 1e-7);
            prop_assert!((of(&mirrored, 1.0 - probability) + quantile).abs() < 1e-7);
        }
    }
}
