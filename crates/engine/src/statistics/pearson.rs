//! Pearson's product-moment correlation: how nearly one list is a straight line of the other.
//!
//! `r = Σ(xᵢ − x̄)(yᵢ − ȳ) / √(Σ(xᵢ − x̄)² · Σ(yᵢ − ȳ)²)`. Source: Pearson (1895), *Proceedings of the Royal Society* 58.

use crate::statistics::StatisticsFault;
use crate::statistics::moments::deviations;
use crate::statistics::pairs::checked_pairs;

/// Correlation −1 to 1 of two lists of equal length.
///
/// # Errors
/// [`StatisticsFault`]: lists of different length, fewer than two pairs, a bad figure, or [`StatisticsFault::NoSpread`] when a
/// list is constant.
pub fn pearson(left: &[f64], right: &[f64]) -> Result<f64, StatisticsFault> {
    checked_pairs(left, right)?;
    let (left, right) = (unit_deviations(left)?, unit_deviations(right)?);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let r = product(&left, &right) / (product(&left, &left) * product(&right, &right)).sqrt();
    Ok(r.clamp(-1.0, 1.0))
}

/// Deviations from the mean as shares of the largest, so that their squares neither overflow nor vanish.
fn unit_deviations(sample: &[f64]) -> Result<Vec<f64>, StatisticsFault> {
    let deviations = deviations(sample);
    let largest = deviations.iter().fold(0.0_f64, |largest, d| largest.max(d.abs()));
    if largest == 0.0 {
        return Err(StatisticsFault::NoSpread);
    }
    Ok(deviations.iter().map(|d| d / largest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Anscombe, "Graphs in statistical analysis", *The American Statistician* 27 (1973): the first data set has r = 0.816.
    #[test]
    fn first_quartet_of_anscombe() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        assert!(pearson(&x, &y).is_ok_and(|r| (r - 0.816).abs() < 5e-4));
    }

    #[test]
    fn what_has_no_correlation() {
        assert_eq!(pearson(&[1.0, 2.0], &[3.0, 3.0]), Err(StatisticsFault::NoSpread));
        assert_eq!(pearson(&[1.0], &[3.0]), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
        assert_eq!(pearson(&[1.0], &[]), Err(StatisticsFault::UnequalLengths { left: 1, right: 0 }));
        assert_eq!(pearson(&[1.0, 2.0], &[3.0, f64::NAN]), Err(StatisticsFault::BadFigure(1)));
    }

    proptest! {
        #[test]
        fn bounded_symmetric_and_blind_to_origin_and_unit(
            pairs in prop::collection::vec((-100.0..100.0_f64, -100.0..100.0_f64), 3..30), shift in -50.0..50.0_f64, factor in 0.01..100.0_f64,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let r = pearson(&x, &y).expect("continuous figures differ");
            prop_assert!((-1.0..=1.0).contains(&r));
            prop_assert!((pearson(&y, &x).expect("a spread") - r).abs() < 1e-12);
            let moved: Vec<f64> = x.iter().map(|x| (x + shift) * factor).collect();
            prop_assert!((pearson(&moved, &y).expect("a spread") - r).abs() < 1e-9);
            let turned: Vec<f64> = x.iter().map(|x| -x).collect();
            prop_assert!((pearson(&turned, &y).expect("a spread") + r).abs() < 1e-12);
            prop_assert!((pearson(&x, &x).expect("a spread") - 1.0).abs() < 1e-12);
        }
    }
}
