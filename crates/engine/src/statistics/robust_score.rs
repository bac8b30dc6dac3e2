//! Robust standard score: how far an observation lies from the median, in deviations that outliers cannot stretch.
//!
//! `zᵢ = (xᵢ − median) / (c·MAD)`, `MAD = median |xᵢ − median|`, `c = 1/Φ⁻¹(3/4)`, so that for a normal distribution `c·MAD`
//! is its standard deviation. Source: Iglewicz & Hoaglin, *How to Detect and Handle Outliers* (1993), ch. 3, who write
//! `0.6745 = 1/c` and take |z| above 3.5 as an outlier.

use crate::statistics::StatisticsFault;
use crate::statistics::quantile::median;

/// `1/Φ⁻¹(3/4)`: from the median absolute deviation to the standard deviation of a normal distribution.
pub const MAD_TO_SIGMA: f64 = 1.482_602_218_505_602;

/// Median absolute deviation from the median, in the unit of the observations and without the constant.
///
/// # Errors
/// [`StatisticsFault`] for an empty sample or one with a bad figure.
pub fn median_absolute_deviation(sample: &[f64]) -> Result<f64, StatisticsFault> {
    let middle = median(sample)?;
    // A distance may be twice as large as a figure may be: halved, the sample of distances is one like any other.
    let halves: Vec<f64> = sample.iter().map(|figure| (figure - middle).abs() / 2.0).collect();
    Ok(median(&halves)? * 2.0)
}

/// One robust z an observation, in multiples of `MAD_TO_SIGMA·MAD`.
///
/// # Errors
/// [`StatisticsFault`]: no observation, a bad figure, or [`StatisticsFault::NoSpread`] when so many observations equal the
/// median that the MAD is 0 (or the others are so far away that no number holds their score).
pub fn robust_scores(sample: &[f64]) -> Result<Vec<f64>, StatisticsFault> {
    let middle = median(sample)?;
    let unit = MAD_TO_SIGMA * median_absolute_deviation(sample)?;
    let scores: Vec<f64> = sample.iter().map(|figure| (figure - middle) / unit).collect();
    if scores.iter().all(|score| score.is_finite()) { Ok(scores) } else { Err(StatisticsFault::NoSpread) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R, documentation of `stats::mad`: with constant 1, `mad(c(1:9))` and `mad(c(1:8, 100))` are both 2.
    #[test]
    fn an_outlier_does_not_stretch_the_deviation() {
        let whole = |last: f64| median_absolute_deviation(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, last]);
        assert_eq!((whole(9.0), whole(100.0)), (Ok(2.0), Ok(2.0)));
    }

    /// Iglewicz & Hoaglin's modified score is `0.6745·(x − median)/MAD`: here 0.6745 · (100 − 5)/2.
    #[test]
    fn the_constant_of_iglewicz_and_hoaglin() {
        let scores = robust_scores(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 100.0]).expect("figures that differ");
        assert!((scores[8] - 0.6745 * 95.0 / 2.0).abs() < 1e-3);
        assert_eq!(scores[4], 0.0);
    }

    #[test]
    fn more_than_half_equal_is_no_spread() {
        assert_eq!(robust_scores(&[1.0, 1.0, 1.0, 9.0]), Err(StatisticsFault::NoSpread));
        assert_eq!(robust_scores(&[1.0]), Err(StatisticsFault::NoSpread));
        assert_eq!(robust_scores(&[]), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
        assert!(robust_scores(&[-1e150, -1e150, 1e150, 1e150]).is_ok());
    }

    proptest! {
        #[test]
        fn blind_to_origin_and_unit(sample in prop::collection::vec(-100.0..100.0_f64, 3..30), shift in -50.0..50.0_f64, factor in 0.01..100.0_f64) {
            prop_assume!(median_absolute_deviation(&sample).expect("figures") > 1e-3);
            let here = robust_scores(&sample).expect("a spread");
            let moved: Vec<f64> = sample.iter().map(|x| (x + shift) * factor).collect();
            for (a, b) in here.iter().zip(robust_scores(&moved).expect("a spread")) {
                prop_assert!((a - b).abs() < 1e-6);
            }
        }

        #[test]
        fn half_of_the_scores_lie_within_one_deviation(sample in prop::collection::vec(-100.0..100.0_f64, 3..30)) {
            let scores = robust_scores(&sample).expect("continuous figures differ");
            let within = scores.iter().filter(|z| z.abs() <= 1.0 / MAD_TO_SIGMA + 1e-9).count();
            prop_assert!(2 * within >= sample.len());
        }
    }
}
