//! Spearman's rank correlation: how nearly two lists have the same order.
//!
//! `ρ` is Pearson's correlation of the midranks, which is the form that holds with ties; without them it equals
//! `1 − 6Σd²/(n³ − n)`. Source: Spearman (1904); Kendall & Gibbons, *Rank Correlation Methods* (5th ed. 1990), ch. 1 and 3.

use crate::statistics::StatisticsFault;
use crate::statistics::midrank::midranks;
use crate::statistics::pairs::checked_pairs;
use crate::statistics::pearson::pearson;

/// Rank correlation −1 to 1 of two lists of equal length.
///
/// # Errors
/// [`StatisticsFault`] as for [`pearson`].
pub fn spearman(left: &[f64], right: &[f64]) -> Result<f64, StatisticsFault> {
    checked_pairs(left, right)?;
    pearson(&midranks(left)?, &midranks(right)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// SciPy, documentation of `stats.spearmanr`: 0.8207826816681233 for 1…5 against 5, 6, 7, 8, 7 (with a tie).
    #[test]
    fn example_of_scipy_with_a_tie() {
        let rho = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]);
        assert!(rho.is_ok_and(|rho| (rho - 0.820_782_681_668_123_3).abs() < 1e-12));
    }

    /// The worked example of the encyclopaedia article on Spearman's coefficient (ten intelligence quotients and hours of
    /// television): Σd² = 194, ρ = −29/165.
    #[test]
    fn without_ties_it_is_the_formula_of_squared_differences() {
        let quotient = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let hours = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        assert!(spearman(&quotient, &hours).is_ok_and(|rho| (rho + 29.0 / 165.0).abs() < 1e-12));
    }

    #[test]
    fn a_constant_list_has_no_order() {
        assert_eq!(spearman(&[1.0, 2.0], &[3.0, 3.0]), Err(StatisticsFault::NoSpread));
    }

    proptest! {
        #[test]
        fn bounded_symmetric_and_blind_to_rising_transforms(pairs in prop::collection::vec((-9_i32..9, -9_i32..9), 2..30)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
            if let Ok(rho) = spearman(&x, &y) {
                prop_assert!((-1.0..=1.0).contains(&rho));
                prop_assert!((spearman(&y, &x).expect("a spread") - rho).abs() < 1e-12);
                let cubed: Vec<f64> = x.iter().map(|x| x * x * x).collect();
                prop_assert_eq!(spearman(&cubed, &y), Ok(rho));
                let turned: Vec<f64> = x.iter().map(|x| -x).collect();
                prop_assert!((spearman(&turned, &y).expect("a spread") + rho).abs() < 1e-12);
            }
        }
    }
}
