//! Kendall's W: how far judges put the same subjects in the same order.
//!
//! `W = 12·S / (m²(n³ − n) − m·ΣT)`: `m` judges, `n` subjects, `S = Σ(Rᵢ − R̄)²` of the sums of ranks, and the correction for
//! ties `T = Σ(t³ − t)` of every judge's groups of `t` equal ranks. Source: Kendall & Gibbons, *Rank Correlation Methods* (5th
//! ed. 1990), ch. 6.

use crate::statistics::midrank::{midranks, tie_groups};
use crate::statistics::{Ratings, RatingsFault, deviations};

/// Coefficient of concordance 0–1 of a table of subjects (rows) and judges (columns), corrected for ties. Only the order of a
/// judge's ratings counts.
///
/// # Errors
/// [`RatingsFault::NoSpread`] when every judge holds all subjects equal.
pub fn kendall_w(ratings: &Ratings) -> Result<f64, RatingsFault> {
    let (n, m) = (ratings.subjects() as f64, ratings.raters() as f64);
    let mut rank_sums = vec![0.0; ratings.subjects()];
    let mut ties = 0.0;
    for judge in 0..ratings.raters() {
        let column = ratings.column(judge);
        // The table was checked: every column has ranks.
        for (sum, rank) in rank_sums.iter_mut().zip(midranks(&column).unwrap_or_default()) {
            *sum += rank;
        }
        ties += tie_groups(&column).iter().map(|group| group.members.len() as f64).map(|t| t * t * t - t).sum::<f64>();
    }
    let squares: f64 = deviations(&rank_sums).iter().map(|deviation| deviation * deviation).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    if most > 0.0 { Ok((12.0 * squares / most).min(1.0)) } else { Err(RatingsFault::NoSpread) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::spearman;
    use proptest::prelude::*;

    /// R, package irr, documentation of `kendall`: `kendall(anxiety, TRUE)` on twenty subjects and three raters gives Wt = 0.54
    /// and χ² = 30.8, which is `m(n − 1)W`.
    #[test]
    fn anxiety_ratings_with_ties() {
        let raters = [
            [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
            [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
            [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
        ];
        let rows = (0..20).map(|subject| raters.iter().map(|rater| f64::from(rater[subject])).collect()).collect();
        let w = kendall_w(&Ratings::new(rows).expect("a table")).expect("an order");
        assert_eq!((w * 100.0).round() / 100.0, 0.54);
        assert_eq!((3.0 * 19.0 * w * 10.0).round() / 10.0, 30.8);
    }

    #[test]
    fn full_agreement_and_no_order() {
        let table = |rows: &[[f64; 2]]| Ratings::new(rows.iter().map(|row| row.to_vec()).collect()).expect("a table");
        assert_eq!(kendall_w(&table(&[[1.0, 10.0], [2.0, 20.0], [2.0, 20.0]])), Ok(1.0));
        assert_eq!(kendall_w(&table(&[[1.0, 2.0], [2.0, 1.0]])), Ok(0.0));
        assert_eq!(kendall_w(&table(&[[1.0, 2.0], [1.0, 2.0]])), Err(RatingsFault::NoSpread));
    }

    fn table() -> impl Strategy<Value = Vec<Vec<f64>>> {
        (2_usize..8, 2_usize..6).prop_flat_map(|(n, k)| prop::collection::vec(prop::collection::vec((0_i32..6).prop_map(f64::from), k), n))
    }

    proptest! {
        #[test]
        fn bounded_and_blind_to_order_and_rising_transforms(rows in table()) {
            let here = kendall_w(&Ratings::new(rows.clone()).expect("a table"));
            prop_assert!(here.is_err() || here.is_ok_and(|w| (0.0..=1.0).contains(&w)));
            let moved: Vec<Vec<f64>> = rows.iter().rev().map(|row| row.iter().rev().map(|x| x * x * x + 7.0).collect()).collect();
            let there = kendall_w(&Ratings::new(moved).expect("a table"));
            prop_assert_eq!(here.is_ok(), there.is_ok());
            if let (Ok(here), Ok(there)) = (here, there) {
                prop_assert!((here - there).abs() < 1e-12);
            }
        }

        /// Kendall & Gibbons, ch. 6: the mean of Spearman's ρ over all pairs of judges is (m·W − 1)/(m − 1), without ties.
        #[test]
        fn follows_from_the_mean_rank_correlation(
            columns in prop::collection::vec(Just((1..=7).map(f64::from).collect::<Vec<f64>>()).prop_shuffle(), 2..6),
        ) {
            let m = columns.len();
            let rows = (0..7).map(|i| columns.iter().map(|column| column[i]).collect()).collect();
            let w = kendall_w(&Ratings::new(rows).expect("a table")).expect("an order");
            let mut sum = 0.0;
            for i in 1..m {
                for j in 0..i {
                    sum += spearman(&columns[i], &columns[j]).expect("an order");
                }
            }
            let mean = sum / (m * (m - 1) / 2) as f64;
            prop_assert!((mean - (m as f64 * w - 1.0) / (m as f64 - 1.0)).abs() < 1e-9);
        }
    }
}
