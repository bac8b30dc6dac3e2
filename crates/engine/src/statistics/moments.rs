//! Mean and standard deviation.
//!
//! `mean = Σxᵢ / n`; `sd = √(Σ(xᵢ − mean)² / d)` with `d = n` for a population and `d = n − 1` for a sample (Bessel).

use crate::statistics::{StatisticsFault, checked};

/// Of what the standard deviation speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// The observations are everybody: divide by `n`.
    Population,
    /// The observations stand for more than themselves: divide by `n − 1`.
    Sample,
}

/// Arithmetic mean, in the unit of the observations.
///
/// # Errors
/// [`StatisticsFault`] for an empty sample or one with a bad figure.
pub fn mean(sample: &[f64]) -> Result<f64, StatisticsFault> {
    checked(sample, 1)?;
    Ok(centre(sample))
}

/// Standard deviation, in the unit of the observations; 0 when all of them are equal.
///
/// # Errors
/// [`StatisticsFault`] for a bad figure, or fewer observations than the divisor needs (1 for a population, 2 for a sample).
pub fn standard_deviation(sample: &[f64], spread: Spread) -> Result<f64, StatisticsFault> {
    let lost = match spread {
        Spread::Population => 0,
        Spread::Sample => 1,
    };
    checked(sample, 1 + lost)?;
    let deviations = deviations(sample);
    // Squares of the largest deviation's shares neither overflow nor vanish, however large or small the unit is.
    let largest = deviations.iter().fold(0.0_f64, |largest, d| largest.max(d.abs()));
    if largest == 0.0 {
        return Ok(0.0);
    }
    let squares: f64 = deviations.iter().map(|d| (d / largest) * (d / largest)).sum();
    Ok(largest * (squares / (sample.len() - lost) as f64).sqrt())
}

/// Distances from the mean; exactly 0 throughout when all observations are equal, where a rounded mean would leave dust.
pub(crate) fn deviations(sample: &[f64]) -> Vec<f64> {
    let mean = centre(sample);
    sample.iter().map(|figure| figure - mean).collect()
}

/// The mean of a checked sample that is not empty. Taken around the first observation, so that equal ones give themselves.
pub(crate) fn centre(sample: &[f64]) -> f64 {
    let origin = sample.first().copied().unwrap_or(0.0);
    origin + sample.iter().map(|figure| figure - origin).sum::<f64>() / sample.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.1 (Grubbs' test on uranium isotope data of Tietjen & Moore
    /// 1972): the largest of the eight figures lies 2.4687 sample standard deviations above the mean.
    #[test]
    fn largest_figure_of_the_grubbs_example() {
        let figures = [199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57];
        let mean = mean(&figures).expect("figures");
        let sd = standard_deviation(&figures, Spread::Sample).expect("figures");
        assert!(((245.57 - mean) / sd - 2.4687).abs() < 1e-4);
    }

    #[test]
    fn equal_figures_have_no_deviation() {
        assert_eq!(standard_deviation(&[0.1; 3], Spread::Population), Ok(0.0));
        assert_eq!(mean(&[0.1; 3]), Ok(0.1));
        assert_eq!(standard_deviation(&[0.1], Spread::Sample), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
        assert_eq!(mean(&[]), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
    }

    #[test]
    fn tiny_and_huge_units_keep_their_spread() {
        assert_eq!(standard_deviation(&[-1e150, 1e150], Spread::Population), Ok(1e150));
        assert_eq!(standard_deviation(&[-1e-200, 1e-200], Spread::Population), Ok(1e-200));
    }

    proptest! {
        #[test]
        fn blind_to_order_and_origin_and_in_the_unit_of_the_figures(
            sample in prop::collection::vec(-100.0..100.0_f64, 2..30), shift in -100.0..100.0_f64, factor in 0.01..100.0_f64,
        ) {
            for spread in [Spread::Population, Spread::Sample] {
                let here = standard_deviation(&sample, spread).expect("figures");
                let moved: Vec<f64> = sample.iter().rev().map(|x| (x + shift) * factor).collect();
                prop_assert!((standard_deviation(&moved, spread).expect("figures") - here * factor).abs() < 1e-9 * factor.max(1.0));
            }
        }

        #[test]
        fn the_mean_lies_between_the_ends(sample in prop::collection::vec(-100.0..100.0_f64, 1..30)) {
            let mean = mean(&sample).expect("figures");
            let least = sample.iter().copied().fold(f64::INFINITY, f64::min);
            let greatest = sample.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(least - 1e-12 <= mean && mean <= greatest + 1e-12);
        }
    }
}
