//! Skewness and excess kurtosis: how lopsided a sample is, and how heavy its tails are.
//!
//! With the central moments `m_r = Σ(xᵢ − x̄)ʳ/n`, `g₁ = m₃/m₂^(3/2)` and `g₂ = m₄/m₂² − 3`, corrected for the size of the sample:
//! `G₁ = g₁·√(n(n − 1))/(n − 2)`, `G₂ = (n − 1)/((n − 2)(n − 3)) · ((n + 1)·g₂ + 6)`. Source: Joanes & Gill, "Comparing measures of
//! sample skewness and kurtosis", *The Statistician* 47 (1998), who write them `G₁` and `G₂`; the ones of Excel's `SKEW` and `KURT`, of
//! SAS and of SPSS. Both are 0 in expectation for a normal distribution.

use crate::statistics::moments::deviations;
use crate::statistics::{StatisticsFault, checked};

/// Adjusted Fisher–Pearson skewness `G₁`, without a unit: above 0 when the long tail is on the right.
///
/// # Errors
/// [`StatisticsFault`]: fewer than three observations, a bad figure, or [`StatisticsFault::NoSpread`] when all are equal.
pub fn skewness(sample: &[f64]) -> Result<f64, StatisticsFault> {
    checked(sample, 3)?;
    let n = sample.len() as f64;
    let moments = Moments::of(sample)?;
    let g1 = moments.third / (moments.second * moments.second.sqrt());
    Ok(g1 * (n * (n - 1.0)).sqrt() / (n - 2.0))
}

/// Excess kurtosis `G₂`, without a unit: above 0 when the tails are heavier than a normal distribution's.
///
/// # Errors
/// [`StatisticsFault`]: fewer than four observations, a bad figure, or [`StatisticsFault::NoSpread`] when all are equal.
pub fn excess_kurtosis(sample: &[f64]) -> Result<f64, StatisticsFault> {
    checked(sample, 4)?;
    let n = sample.len() as f64;
    let moments = Moments::of(sample)?;
    let g2 = moments.fourth / (moments.second * moments.second) - 3.0;
    Ok((n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * g2 + 6.0))
}

/// Central moments in powers of the largest deviation, which both coefficients are blind to.
struct Moments {
    second: f64,
    third: f64,
    fourth: f64,
}

impl Moments {
    fn of(sample: &[f64]) -> Result<Self, StatisticsFault> {
        let deviations = deviations(sample);
        let largest = deviations.iter().fold(0.0_f64, |largest, d| largest.max(d.abs()));
        if largest == 0.0 {
            return Err(StatisticsFault::NoSpread);
        }
        let moment = |power: fn(f64) -> f64| deviations.iter().map(|d| power(d / largest)).sum::<f64>() / sample.len() as f64;
        Ok(Self { second: moment(|d| d * d), third: moment(|d| d * d * d), fourth: moment(|d| d * d * d * d) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Microsoft's documentation of the worksheet functions SKEW and KURT: 0.359543071 and −0.151799637 for these ten figures.
    #[test]
    fn examples_of_the_worksheet_functions() {
        let sample = [3.0, 4.0, 5.0, 2.0, 3.0, 4.0, 5.0, 6.0, 4.0, 7.0];
        assert!(skewness(&sample).is_ok_and(|g| (g - 0.359_543_071).abs() < 5e-10));
        assert!(excess_kurtosis(&sample).is_ok_and(|g| (g + 0.151_799_637).abs() < 5e-10));
    }

    #[test]
    fn tiny_and_huge_units_have_the_same_shape() {
        let of = |unit: f64| [0.0, 1.0, 2.0, 7.0].map(|x| x * unit);
        for unit in [2.0_f64.powi(-400), 2.0_f64.powi(400)] {
            assert_eq!((skewness(&of(unit)), excess_kurtosis(&of(unit))), (skewness(&of(1.0)), excess_kurtosis(&of(1.0))));
        }
    }

    #[test]
    fn nothing_to_measure_by() {
        assert_eq!(skewness(&[1.0, 2.0]), Err(StatisticsFault::TooFew { needed: 3, found: 2 }));
        assert_eq!(excess_kurtosis(&[1.0, 2.0, 3.0]), Err(StatisticsFault::TooFew { needed: 4, found: 3 }));
        assert_eq!(skewness(&[0.1; 5]), Err(StatisticsFault::NoSpread));
        assert_eq!(excess_kurtosis(&[0.1; 5]), Err(StatisticsFault::NoSpread));
        assert_eq!(skewness(&[1.0, 2.0, f64::NAN]), Err(StatisticsFault::BadFigure(2)));
    }

    proptest! {
        #[test]
        fn blind_to_origin_and_unit_and_turned_by_the_sign(
            sample in prop::collection::vec(-100.0..100.0_f64, 4..30), shift in -100.0..100.0_f64, factor in 0.01..100.0_f64,
        ) {
            let moved: Vec<f64> = sample.iter().map(|x| (x + shift) * factor).collect();
            let turned: Vec<f64> = sample.iter().map(|x| -x).collect();
            let (skew, kurtosis) = (skewness(&sample).expect("a spread"), excess_kurtosis(&sample).expect("a spread"));
            prop_assert!((skewness(&moved).expect("a spread") - skew).abs() < 1e-7 * (1.0 + skew.abs()));
            prop_assert!((excess_kurtosis(&moved).expect("a spread") - kurtosis).abs() < 1e-7 * (1.0 + kurtosis.abs()));
            prop_assert!((skewness(&turned).expect("a spread") + skew).abs() < 1e-9 * (1.0 + skew.abs()));
            prop_assert!((excess_kurtosis(&turned).expect("a spread") - kurtosis).abs() < 1e-9 * (1.0 + kurtosis.abs()));
        }
    }
}
