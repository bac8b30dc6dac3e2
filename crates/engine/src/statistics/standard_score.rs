//! Standard score (z): how many standard deviations an observation lies above the mean.
//!
//! `zᵢ = (xᵢ − mean) / sd`. *Handbook* step 5, standardisation.

use crate::statistics::moments::{Spread, deviations, standard_deviation};
use crate::statistics::{StatisticsFault, checked};

/// One z an observation, in standard deviations of the [`Spread`] named; they sum to 0.
///
/// # Errors
/// [`StatisticsFault`]: fewer than two observations, a bad figure, or [`StatisticsFault::NoSpread`] when all are equal.
pub fn standard_scores(sample: &[f64], spread: Spread) -> Result<Vec<f64>, StatisticsFault> {
    checked(sample, 2)?;
    let sd = standard_deviation(sample, spread)?;
    if sd == 0.0 {
        return Err(StatisticsFault::NoSpread);
    }
    Ok(deviations(sample).iter().map(|deviation| deviation / sd).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.1: G = 2.4687 for the largest of eight figures, with the
    /// sample standard deviation.
    #[test]
    fn grubbs_statistic_of_the_nist_example() {
        let scores = standard_scores(&[199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57], Spread::Sample);
        assert!(scores.is_ok_and(|z| (z[7] - 2.4687).abs() < 1e-4));
    }

    #[test]
    fn nothing_to_measure_by() {
        assert_eq!(standard_scores(&[3.0; 4], Spread::Population), Err(StatisticsFault::NoSpread));
        assert_eq!(standard_scores(&[3.0], Spread::Population), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
    }

    proptest! {
        #[test]
        fn mean_zero_and_spread_one(sample in prop::collection::vec(-100.0..100.0_f64, 3..30)) {
            for spread in [Spread::Population, Spread::Sample] {
                let scores = standard_scores(&sample, spread).expect("continuous figures differ");
                prop_assert!(scores.iter().sum::<f64>().abs() < 1e-9);
                prop_assert!((standard_deviation(&scores, spread).expect("scores") - 1.0).abs() < 1e-9);
            }
        }
    }
}
