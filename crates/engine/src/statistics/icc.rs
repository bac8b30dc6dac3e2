//! Intraclass correlation: how much of the differences between ratings are differences between subjects.
//!
//! From the mean squares of an analysis of variance of `n` subjects and `k` raters — between subjects `B`, within subjects `W`,
//! between raters `J`, residual `E` — the six forms of Shrout & Fleiss, "Intraclass correlations: uses in assessing rater
//! reliability", *Psychological Bulletin* 86 (1979):
//!
//! | form | coefficient |
//! |---|---|
//! | (1,1) | `(B − W) / (B + (k − 1)W)` |
//! | (2,1) | `(B − E) / (B + (k − 1)E + k(J − E)/n)` |
//! | (3,1) | `(B − E) / (B + (k − 1)E)` |
//! | (1,k) | `(B − W) / B` |
//! | (2,k) | `(B − E) / (B + (J − E)/n)` |
//! | (3,k) | `(B − E) / B` |

use crate::statistics::{Ratings, RatingsFault};

/// Which intraclass correlation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IccForm {
    /// (1,1): every subject has raters of its own; one rating.
    OneWaySingle,
    /// (2,1): the raters stand for others like them and their levels count (agreement); one rating.
    TwoWayRandomSingle,
    /// (3,1): these raters and no others, their levels do not count (consistency); one rating.
    TwoWayMixedSingle,
    /// (1,k): as (1,1), for the mean of all ratings.
    OneWayAverage,
    /// (2,k): as (2,1), for the mean of all ratings.
    TwoWayRandomAverage,
    /// (3,k): as (3,1), for the mean of all ratings; equals Cronbach's alpha.
    TwoWayMixedAverage,
}

impl IccForm {
    /// All six, in the order of the source's table.
    pub const ALL: [Self; 6] = [
        Self::OneWaySingle,
        Self::TwoWayRandomSingle,
        Self::TwoWayMixedSingle,
        Self::OneWayAverage,
        Self::TwoWayRandomAverage,
        Self::TwoWayMixedAverage,
    ];

    /// The source's notation, such as `(2,1)`.
    #[must_use]
    pub fn notation(self) -> &'static str {
        match self {
            Self::OneWaySingle => "(1,1)",
            Self::TwoWayRandomSingle => "(2,1)",
            Self::TwoWayMixedSingle => "(3,1)",
            Self::OneWayAverage => "(1,k)",
            Self::TwoWayRandomAverage => "(2,k)",
            Self::TwoWayMixedAverage => "(3,k)",
        }
    }
}

/// The intraclass correlation of a table: at most 1; at or below 0 when raters differ more than subjects.
///
/// # Errors
/// [`RatingsFault::NoSpread`] when all ratings are equal, or the form's denominator is not positive (for the averages: subjects
/// do not differ).
pub fn icc(ratings: &Ratings, form: IccForm) -> Result<f64, RatingsFault> {
    let MeanSquares { between, within, raters, residual } = mean_squares(ratings).ok_or(RatingsFault::NoSpread)?;
    let (n, k) = (ratings.subjects() as f64, ratings.raters() as f64);
    let (numerator, denominator) = match form {
        IccForm::OneWaySingle => (between - within, between + (k - 1.0) * within),
        IccForm::TwoWayRandomSingle => (between - residual, between + (k - 1.0) * residual + k * (raters - residual) / n),
        IccForm::TwoWayMixedSingle => (between - residual, between + (k - 1.0) * residual),
        IccForm::OneWayAverage => (between - within, between),
        IccForm::TwoWayRandomAverage => (between - residual, between + (raters - residual) / n),
        IccForm::TwoWayMixedAverage => (between - residual, between),
    };
    if denominator > 0.0 { Ok(numerator / denominator) } else { Err(RatingsFault::NoSpread) }
}

struct MeanSquares {
    between: f64,
    within: f64,
    raters: f64,
    residual: f64,
}

/// Sums of squares below this share of the largest rating's square are the rounding of zero.
const DUST: f64 = 1e-24;

/// Mean squares of the two-way layout in squares of the largest difference; `None` when all ratings are equal.
fn mean_squares(ratings: &Ratings) -> Option<MeanSquares> {
    let table = ratings.unitless()?;
    let (n, k) = (table.subjects() as f64, table.raters() as f64);
    let subject: Vec<f64> = table.rows().iter().map(|row| row.iter().sum::<f64>() / k).collect();
    let rater: Vec<f64> = (0..table.raters()).map(|rater| table.column(rater).iter().sum::<f64>() / n).collect();
    let grand = subject.iter().sum::<f64>() / n;
    let square = |x: f64| x * x;
    let between: f64 = subject.iter().map(|mean| k * square(mean - grand)).sum();
    let raters: f64 = rater.iter().map(|mean| n * square(mean - grand)).sum();
    let (mut within, mut residual) = (0.0, 0.0);
    for (row, subject_mean) in table.rows().iter().zip(&subject) {
        for (rating, rater_mean) in row.iter().zip(&rater) {
            within += square(rating - subject_mean);
            residual += square(rating - subject_mean - rater_mean + grand);
        }
    }
    let per = |sum: f64, degrees: f64| if sum < DUST { 0.0 } else { sum / degrees };
    Some(MeanSquares {
        between: per(between, n - 1.0),
        within: per(within, n * (k - 1.0)),
        raters: per(raters, k - 1.0),
        residual: per(residual, (n - 1.0) * (k - 1.0)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::ratings::tests::shrout_and_fleiss;
    use proptest::prelude::*;

    /// Shrout & Fleiss (1979), table 4: .17, .29, .71, .44, .62, .91.
    #[test]
    fn table_of_shrout_and_fleiss() {
        let printed = [0.17, 0.29, 0.71, 0.44, 0.62, 0.91];
        for (form, printed) in IccForm::ALL.into_iter().zip(printed) {
            let found = icc(&shrout_and_fleiss(), form).expect("a spread");
            assert_eq!((found * 100.0).round() / 100.0, printed, "ICC{}", form.notation());
        }
        assert_eq!(IccForm::ALL.map(IccForm::notation), ["(1,1)", "(2,1)", "(3,1)", "(1,k)", "(2,k)", "(3,k)"]);
    }

    #[test]
    fn full_agreement_and_none() {
        let table = |rows: &[[f64; 2]]| Ratings::new(rows.iter().map(|row| row.to_vec()).collect()).expect("a table");
        for form in IccForm::ALL {
            assert_eq!(icc(&table(&[[1.0, 1.0], [3.0, 3.0]]), form), Ok(1.0));
            assert_eq!(icc(&table(&[[2.0, 2.0], [2.0, 2.0]]), form), Err(RatingsFault::NoSpread));
        }
        let same_means = table(&[[0.1, 0.3], [0.3, 0.1]]);
        assert_eq!(icc(&same_means, IccForm::TwoWayMixedAverage), Err(RatingsFault::NoSpread), "subjects do not differ");
        assert_eq!(icc(&same_means, IccForm::OneWaySingle), Ok(-1.0), "the least that two raters can have: −1/(k − 1)");
        assert_eq!(icc(&table(&[[1.0, 2.0], [3.0, 4.0]]), IccForm::TwoWayMixedSingle), Ok(1.0), "levels do not count");
    }

    /// Every subject has the same four ratings, each from another rater: their means differ by rounding at most.
    #[test]
    fn rounding_is_no_difference_between_subjects() {
        for factor in 1..40 {
            let [a, b, c, d] = [0.1, 0.2, 0.7, 1.1].map(|x| x * f64::from(factor) / 7.0);
            let ratings = Ratings::new(vec![vec![a, b, c, d], vec![b, c, d, a], vec![c, d, a, b], vec![d, a, b, c]]).expect("a table");
            assert_eq!(icc(&ratings, IccForm::OneWayAverage), Err(RatingsFault::NoSpread), "{factor}");
        }
    }

    fn table() -> impl Strategy<Value = Vec<Vec<f64>>> {
        (2_usize..8, 2_usize..6).prop_flat_map(|(n, k)| prop::collection::vec(prop::collection::vec(0.0..10.0_f64, k), n))
    }

    proptest! {
        #[test]
        fn at_most_one_and_the_average_above_the_single(rows in table()) {
            let ratings = Ratings::new(rows).expect("a table");
            let of = |form| icc(&ratings, form);
            for form in IccForm::ALL {
                if let Ok(value) = of(form) {
                    prop_assert!(value <= 1.0 + 1e-12, "ICC{} is {value}", form.notation());
                }
            }
            let floor = -1.0 / (ratings.raters() as f64 - 1.0);
            for form in [IccForm::OneWaySingle, IccForm::TwoWayMixedSingle] {
                prop_assert!(of(form).is_ok_and(|value| value >= floor - 1e-9));
            }
            for (single, average) in [(IccForm::OneWaySingle, IccForm::OneWayAverage), (IccForm::TwoWayMixedSingle, IccForm::TwoWayMixedAverage)] {
                if let (Ok(single), Ok(average)) = (of(single), of(average)) {
                    prop_assert!(single < 0.0 || average >= single - 1e-12);
                    // Spearman and Brown's formula for a test k times as long.
                    let k = ratings.raters() as f64;
                    prop_assert!((average * (1.0 + (k - 1.0) * single) - k * single).abs() < 1e-9);
                }
            }
        }

        #[test]
        fn blind_to_order_origin_and_unit(rows in table(), shift in -50.0..50.0_f64, factor in 0.01..100.0_f64) {
            let here = Ratings::new(rows.clone()).expect("a table");
            let moved: Vec<Vec<f64>> = rows.iter().rev().map(|row| row.iter().rev().map(|x| (x + shift) * factor).collect()).collect();
            let there = Ratings::new(moved).expect("a table");
            for form in [IccForm::OneWaySingle, IccForm::TwoWayRandomSingle, IccForm::TwoWayMixedSingle] {
                let (a, b) = (icc(&here, form).expect("a spread"), icc(&there, form).expect("a spread"));
                prop_assert!((a - b).abs() < 1e-9);
            }
        }

        #[test]
        fn levels_of_raters_do_not_count_for_consistency(rows in table(), lift in 1.0..10.0_f64) {
            let here = Ratings::new(rows.clone()).expect("a table");
            let mut lifted = rows;
            for row in &mut lifted {
                row[0] += lift;
            }
            let there = Ratings::new(lifted).expect("a table");
            let change = |form| icc(&there, form).expect("a spread") - icc(&here, form).expect("a spread");
            prop_assert!(change(IccForm::TwoWayMixedSingle).abs() < 1e-9);
        }
    }
}
