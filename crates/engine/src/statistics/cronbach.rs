//! Cronbach's alpha: how far the items of a scale vary together.
//!
//! `α = k/(k − 1) · (1 − Σσᵢ² / σ_T²)`: `k` items, the variance of each, and that of the subjects' totals. Source: Cronbach,
//! "Coefficient alpha and the internal structure of tests", *Psychometrika* 16 (1951).

use crate::statistics::moments::{Spread, standard_deviation};
use crate::statistics::{Ratings, RatingsFault};

/// Alpha of a table of subjects (rows) and items (columns): at most 1, without a lower bound.
///
/// # Errors
/// [`RatingsFault::NoSpread`] when the subjects' totals do not differ.
pub fn cronbach_alpha(ratings: &Ratings) -> Result<f64, RatingsFault> {
    let table = ratings.unitless().ok_or(RatingsFault::NoSpread)?;
    let k = table.raters() as f64;
    let totals: Vec<f64> = table.rows().iter().map(|row| row.iter().sum()).collect();
    // The table was checked: a sample of two or more figures has a deviation.
    let variance = |sample: &[f64]| standard_deviation(sample, Spread::Sample).map_or(0.0, |sd| sd * sd);
    let items: f64 = (0..table.raters()).map(|item| variance(&table.column(item))).sum();
    let total = variance(&totals);
    // In units of the largest difference, less than this is the rounding of zero.
    if total < 1e-24 { Err(RatingsFault::NoSpread) } else { Ok(k / (k - 1.0) * (1.0 - items / total)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::icc::{IccForm, icc};
    use crate::statistics::ratings::tests::shrout_and_fleiss;
    use proptest::prelude::*;

    /// Shrout & Fleiss (1979), table 4: ICC(3,4) of their table is .91, and p. 426: it is equivalent to Cronbach's alpha.
    #[test]
    fn table_of_shrout_and_fleiss() {
        assert_eq!(cronbach_alpha(&shrout_and_fleiss()).map(|alpha| (alpha * 100.0).round() / 100.0), Ok(0.91));
    }

    /// Three dichotomous items by hand: variances 1/3, 1/3, 1/3, totals 3, 0, 2, 1 with variance 5/3, and so
    /// α = 3/2 · (1 − 1/(5/3)) = 0.6.
    #[test]
    fn by_hand() {
        let rows = [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let ratings = Ratings::new(rows.iter().map(|row| row.to_vec()).collect()).expect("a table");
        assert!(cronbach_alpha(&ratings).is_ok_and(|alpha| (alpha - 0.6).abs() < 1e-12));
    }

    #[test]
    fn equal_totals_have_no_alpha() {
        let table = |rows: &[[f64; 2]]| Ratings::new(rows.iter().map(|row| row.to_vec()).collect()).expect("a table");
        assert_eq!(cronbach_alpha(&table(&[[1.0, 2.0], [2.0, 1.0]])), Err(RatingsFault::NoSpread));
        assert_eq!(cronbach_alpha(&table(&[[1.0, 1.0], [1.0, 1.0]])), Err(RatingsFault::NoSpread));
        assert_eq!(cronbach_alpha(&table(&[[1.0, 1.0], [2.0, 2.0]])), Ok(1.0));
    }

    proptest! {
        #[test]
        fn equals_the_intraclass_correlation_of_the_mean(
            rows in (2_usize..8, 2_usize..6).prop_flat_map(|(n, k)| prop::collection::vec(prop::collection::vec(0.0..10.0_f64, k), n)),
        ) {
            let ratings = Ratings::new(rows).expect("a table");
            let (alpha, icc) = (cronbach_alpha(&ratings).expect("a spread"), icc(&ratings, IccForm::TwoWayMixedAverage).expect("a spread"));
            prop_assert!((alpha - icc).abs() < 1e-9 * (1.0 + alpha.abs()));
            prop_assert!(alpha <= 1.0 + 1e-12);
        }
    }
}
