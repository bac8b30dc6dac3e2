//! A complete table of ratings: what every rater said of every subject.

use crate::statistics::is_figure;

/// Subjects in rows, raters (judges, items) in columns; at least two of each and nothing missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratings {
    rows: Vec<Vec<f64>>,
    raters: usize,
}

/// Why a table of ratings is refused, or has no coefficient; rows and columns are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingsFault {
    /// Fewer than two subjects: how many there are.
    TooFewSubjects(usize),
    /// Fewer than two raters: how many there are.
    TooFewRaters(usize),
    /// This row is not as long as the first.
    Ragged(usize),
    /// This rating is not a number within ±[`GREATEST_FIGURE`](crate::statistics::GREATEST_FIGURE).
    BadFigure {
        /// Subject.
        row: usize,
        /// Rater.
        column: usize,
    },
    /// A rating below zero on a ratio scale, which begins at zero.
    Negative {
        /// Subject.
        row: usize,
        /// Rater.
        column: usize,
    },
    /// No subject has two ratings, so nothing can be compared.
    NothingToCompare,
    /// The ratings differ too little, or only in a way that leaves the coefficient without a positive denominator.
    NoSpread,
}

impl Ratings {
    /// A table whose row `i` holds what every rater said of subject `i`.
    ///
    /// # Errors
    /// The first [`RatingsFault`] found.
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, RatingsFault> {
        let raters = rows.first().map_or(0, Vec::len);
        if let Some(row) = rows.iter().position(|row| row.len() != raters) {
            return Err(RatingsFault::Ragged(row));
        }
        for (row, ratings) in rows.iter().enumerate() {
            if let Some(column) = ratings.iter().position(|rating| !is_figure(*rating)) {
                return Err(RatingsFault::BadFigure { row, column });
            }
        }
        if rows.len() < 2 {
            return Err(RatingsFault::TooFewSubjects(rows.len()));
        }
        if raters < 2 {
            return Err(RatingsFault::TooFewRaters(raters));
        }
        Ok(Self { rows, raters })
    }

    /// Number of subjects, at least 2.
    #[must_use]
    pub fn subjects(&self) -> usize {
        self.rows.len()
    }

    /// Number of raters, at least 2.
    #[must_use]
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// One row a subject.
    #[must_use]
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// What one rater said of every subject; empty for a rater that does not exist.
    #[must_use]
    pub fn column(&self, rater: usize) -> Vec<f64> {
        self.rows.iter().filter_map(|row| row.get(rater).copied()).collect()
    }

    /// The same table with another origin and unit: differences to the first rating as shares of the largest difference.
    ///
    /// Coefficients that are blind to origin and unit are taken of this table, where squares neither overflow nor vanish and
    /// an origin far away costs no digits. `None` when all ratings are equal.
    pub(crate) fn unitless(&self) -> Option<Self> {
        let origin = self.rows[0][0];
        let largest = self.rows.iter().flatten().fold(0.0_f64, |largest, rating| largest.max((rating - origin).abs()));
        let rows = || self.rows.iter().map(|row| row.iter().map(|rating| (rating - origin) / largest).collect()).collect();
        (largest > 0.0).then(|| Self { rows: rows(), raters: self.raters })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::statistics::{IccForm, Measurement, cronbach_alpha, icc, kendall_w, krippendorff_alpha};
    use proptest::prelude::*;

    /// Shrout & Fleiss, "Intraclass correlations: uses in assessing rater reliability", *Psychological Bulletin* 86 (1979),
    /// table 2: six targets and four judges.
    pub(crate) fn shrout_and_fleiss() -> Ratings {
        Ratings::new(vec![
            vec![9.0, 2.0, 5.0, 8.0],
            vec![6.0, 1.0, 3.0, 2.0],
            vec![8.0, 4.0, 6.0, 8.0],
            vec![7.0, 1.0, 2.0, 6.0],
            vec![10.0, 5.0, 6.0, 9.0],
            vec![6.0, 2.0, 4.0, 7.0],
        ])
        .expect("a table")
    }

    #[test]
    fn what_is_no_table() {
        assert_eq!(Ratings::new(vec![]), Err(RatingsFault::TooFewSubjects(0)));
        assert_eq!(Ratings::new(vec![vec![1.0, 2.0]]), Err(RatingsFault::TooFewSubjects(1)));
        assert_eq!(Ratings::new(vec![vec![1.0], vec![2.0]]), Err(RatingsFault::TooFewRaters(1)));
        assert_eq!(Ratings::new(vec![vec![1.0, 2.0], vec![2.0]]), Err(RatingsFault::Ragged(1)));
        assert_eq!(Ratings::new(vec![vec![1.0, 2.0], vec![2.0, f64::NAN]]), Err(RatingsFault::BadFigure { row: 1, column: 1 }));
    }

    proptest! {
        #[test]
        fn any_table_is_refused_or_has_finite_coefficients(
            rows in (0_usize..5, 0_usize..4).prop_flat_map(|(n, k)| prop::collection::vec(prop::collection::vec(prop::num::f64::ANY, k), n)),
            tame: bool,
        ) {
            let figure = |x: f64| if tame { if x.is_nan() { 0.0 } else { x.clamp(-1e150, 1e150) } } else { x };
            let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|x| figure(*x)).collect()).collect();
            for measurement in [Measurement::Nominal, Measurement::Ordinal, Measurement::Interval, Measurement::Ratio] {
                let units: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
                let alpha = krippendorff_alpha(&units, measurement);
                prop_assert!(alpha.is_err() || alpha.is_ok_and(f64::is_finite));
            }
            if let Ok(ratings) = Ratings::new(rows) {
                let forms = IccForm::ALL.into_iter().map(|form| icc(&ratings, form));
                let found = forms.chain([cronbach_alpha(&ratings), kendall_w(&ratings)]);
                for coefficient in found {
                    prop_assert!(coefficient.is_err() || coefficient.is_ok_and(f64::is_finite));
                }
            }
        }
    }

    #[test]
    fn differences_to_the_first_as_shares_of_the_largest() {
        let unitless = |rows: &[[f64; 2]]| Ratings::new(rows.iter().map(|row| row.to_vec()).collect()).expect("a table").unitless();
        assert_eq!(unitless(&[[10.0, 12.0], [11.0, 6.0]]).expect("a spread").rows(), [[0.0, 0.5], [0.25, -1.0]]);
        assert_eq!(unitless(&[[10.0, 10.0], [10.0, 10.0]]), None);
    }

    #[test]
    fn rows_are_subjects_and_columns_raters() {
        let table = shrout_and_fleiss();
        assert_eq!((table.subjects(), table.raters()), (6, 4));
        assert_eq!(table.column(1), [2.0, 1.0, 4.0, 1.0, 5.0, 2.0]);
        assert!(table.column(4).is_empty());
    }
}
