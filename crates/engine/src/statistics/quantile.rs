//! Quantiles of type 7: linear interpolation between order statistics.
//!
//! With the observations sorted, `h = (n − 1)·p` and `Q(p) = x₍⌊h⌋₊₁₎ + (h − ⌊h⌋)·(x₍⌊h⌋₊₂₎ − x₍⌊h⌋₊₁₎)`. Source: Hyndman & Fan,
//! "Sample quantiles in statistical packages", *The American Statistician* 50 (1996), definition 7; the one of Excel's
//! `PERCENTILE.INC` and the default of R and NumPy.

use crate::statistics::{StatisticsFault, checked};

/// The quarters of a sample, in its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quartiles {
    /// Q(0.25).
    pub lower: f64,
    /// Q(0.5).
    pub median: f64,
    /// Q(0.75).
    pub upper: f64,
}

/// The quantile of a probability 0–1, in the unit of the observations, which need not be sorted.
///
/// # Errors
/// [`StatisticsFault`]: no observation, a bad figure, or a bad probability.
pub fn quantile(sample: &[f64], probability: f64) -> Result<f64, StatisticsFault> {
    if !(0.0..=1.0).contains(&probability) {
        return Err(StatisticsFault::BadProbability);
    }
    Ok(of_sorted(&sorted(sample)?, probability))
}

/// The middle: `Q(0.5)`.
///
/// # Errors
/// As [`quantile`].
pub fn median(sample: &[f64]) -> Result<f64, StatisticsFault> {
    quantile(sample, 0.5)
}

/// Lower quartile, median and upper quartile.
///
/// # Errors
/// As [`quantile`].
pub fn quartiles(sample: &[f64]) -> Result<Quartiles, StatisticsFault> {
    let sorted = sorted(sample)?;
    Ok(Quartiles { lower: of_sorted(&sorted, 0.25), median: of_sorted(&sorted, 0.5), upper: of_sorted(&sorted, 0.75) })
}

fn sorted(sample: &[f64]) -> Result<Vec<f64>, StatisticsFault> {
    checked(sample, 1)?;
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    Ok(sorted)
}

/// The quantile of a probability 0–1 of figures that are sorted and at least one.
pub(crate) fn of_sorted(sorted: &[f64], probability: f64) -> f64 {
    let last = sorted.len() - 1;
    let place = last as f64 * probability;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    // Rounding of the interpolation must not lead past the upper neighbour.
    (sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])).min(sorted[above])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Microsoft, documentation of `PERCENTILE.INC`: of 1, 3, 2, 4 the 30th percentile is 1.9; of `QUARTILE.INC`: of 1, 2, 4,
    /// 7, 8, 9, 10, 12 the first quartile is 3.5.
    #[test]
    fn examples_of_the_spreadsheet() {
        assert_eq!(quantile(&[1.0, 3.0, 2.0, 4.0], 0.3), Ok(1.9));
        let quarters = quartiles(&[1.0, 2.0, 4.0, 7.0, 8.0, 9.0, 10.0, 12.0]);
        assert_eq!(quarters, Ok(Quartiles { lower: 3.5, median: 7.5, upper: 9.25 }));
    }

    #[test]
    fn one_observation_is_all_its_quantiles() {
        assert_eq!(quartiles(&[4.0]), Ok(Quartiles { lower: 4.0, median: 4.0, upper: 4.0 }));
        assert_eq!(median(&[]), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
        assert_eq!(quantile(&[1.0], 1.1), Err(StatisticsFault::BadProbability));
        assert_eq!(quantile(&[1.0], f64::NAN), Err(StatisticsFault::BadProbability));
    }

    proptest! {
        #[test]
        fn rising_in_the_probability_and_within_the_sample(
            sample in prop::collection::vec(-100.0..100.0_f64, 1..30), a in 0.0..=1.0_f64, b in 0.0..=1.0_f64,
        ) {
            let (low, high) = (quantile(&sample, a.min(b)).expect("figures"), quantile(&sample, a.max(b)).expect("figures"));
            prop_assert!(low <= high);
            prop_assert_eq!(quantile(&sample, 0.0), Ok(sample.iter().copied().fold(f64::INFINITY, f64::min)));
            prop_assert_eq!(quantile(&sample, 1.0), Ok(sample.iter().copied().fold(f64::NEG_INFINITY, f64::max)));
        }

        #[test]
        fn blind_to_order(sample in prop::collection::vec(-100.0..100.0_f64, 1..30), p in 0.0..=1.0_f64) {
            let turned: Vec<f64> = sample.iter().rev().copied().collect();
            prop_assert_eq!(quantile(&sample, p), quantile(&turned, p));
        }
    }
}
