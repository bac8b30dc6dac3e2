//! Kendall's tau-b: pairs of units in the same order against pairs in opposite order, with ties.
//!
//! `τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂))`: `C` concordant and `D` discordant pairs, `n₀ = n(n − 1)/2`, `n₁` and `n₂` the
//! pairs tied on the left and on the right. Source: Kendall, "The treatment of ties in ranking problems", *Biometrika* 33
//! (1945); Kendall & Gibbons, *Rank Correlation Methods* (5th ed. 1990), ch. 3.

use crate::statistics::StatisticsFault;
use crate::statistics::pairs::checked_pairs;
use std::cmp::Ordering;

/// Rank correlation −1 to 1 of two lists of equal length. Every pair of units is looked at: n² steps.
///
/// # Errors
/// [`StatisticsFault`]: lists of different length, fewer than two pairs, a bad figure, or [`StatisticsFault::NoSpread`] when a
/// list is constant.
pub fn kendall_tau_b(left: &[f64], right: &[f64]) -> Result<f64, StatisticsFault> {
    checked_pairs(left, right)?;
    let (mut balance, mut untied_left, mut untied_right) = (0_i64, 0_i64, 0_i64);
    for later in 1..left.len() {
        for earlier in 0..later {
            let (x, y) = (sign(left[later], left[earlier]), sign(right[later], right[earlier]));
            balance += x * y;
            untied_left += x.abs();
            untied_right += y.abs();
        }
    }
    if untied_left == 0 || untied_right == 0 {
        return Err(StatisticsFault::NoSpread);
    }
    let pairs = (untied_left as f64).sqrt() * (untied_right as f64).sqrt();
    Ok((balance as f64 / pairs).clamp(-1.0, 1.0))
}

/// 1, 0 or −1 as the first is greater than, equal to or less than the second.
fn sign(a: f64, b: f64) -> i64 {
    match a.partial_cmp(&b) {
        Some(Ordering::Greater) => 1,
        Some(Ordering::Less) => -1,
        Some(Ordering::Equal) | None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// SciPy, documentation of `stats.kendalltau` (variant b): −0.47140452079103173 for 12, 2, 1, 12, 2 against 1, 4, 7, 1, 0.
    #[test]
    fn example_of_scipy_with_ties() {
        let tau = kendall_tau_b(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]);
        assert!(tau.is_ok_and(|tau| (tau + 0.471_404_520_791_031_7).abs() < 1e-15));
    }

    #[test]
    fn a_constant_list_has_no_order() {
        assert_eq!(kendall_tau_b(&[1.0, 1.0], &[1.0, 2.0]), Err(StatisticsFault::NoSpread));
        assert_eq!(kendall_tau_b(&[1.0], &[1.0]), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
    }

    proptest! {
        #[test]
        fn bounded_symmetric_and_blind_to_rising_transforms(pairs in prop::collection::vec((-9_i32..9, -9_i32..9), 2..30)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
            if let Ok(tau) = kendall_tau_b(&x, &y) {
                prop_assert!((-1.0..=1.0).contains(&tau));
                prop_assert_eq!(kendall_tau_b(&y, &x), Ok(tau));
                let cubed: Vec<f64> = x.iter().map(|x| x * x * x).collect();
                prop_assert_eq!(kendall_tau_b(&cubed, &y), Ok(tau));
                let turned: Vec<f64> = x.iter().map(|x| -x).collect();
                prop_assert_eq!(kendall_tau_b(&turned, &y), Ok(-tau));
                prop_assert!((kendall_tau_b(&x, &x).expect("a spread") - 1.0).abs() < 1e-12);
            }
        }
    }
}
