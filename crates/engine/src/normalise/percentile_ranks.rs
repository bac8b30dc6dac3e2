//! Percentile ranks over a panel: the share of the panel that a unit leaves behind.
//!
//! Every unit is ranked among all units that have a figure, itself included, by a
//! [`PercentileConvention`]; with "lower is better" the units with more count as behind. *Handbook* step 5, percentiles.

use crate::normalise::Direction;
use crate::normalise::column::{observed, spread_out};
use crate::statistics::{PercentileConvention, StatisticsFault, percentile_rank};

/// Percentile ranks 0–100 of the units of a column; missing stays missing.
///
/// One unit, or a constant column, has an answer: by midpoints 50 for everybody.
///
/// # Errors
/// [`StatisticsFault::TooFew`] when everything is missing, [`StatisticsFault::BadFigure`].
pub fn percentile_ranks(
    column: &[Option<f64>],
    direction: Direction,
    convention: PercentileConvention,
) -> Result<Vec<Option<f64>>, StatisticsFault> {
    let figures = observed(column, direction, 1)?;
    let ranks: Result<Vec<f64>, StatisticsFault> = figures.iter().map(|figure| percentile_rank(&figures, *figure, convention)).collect();
    Ok(spread_out(column, ranks?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::column::tests::{columns, directions, ordered_alike};
    use PercentileConvention::{Midpoint, Strict, Weak};
    use proptest::prelude::*;

    /// SciPy, documentation of `stats.percentileofscore`: 3 among 1, 2, 3, 3, 4 is 40 strict, 80 weak and 60 mean.
    #[test]
    fn example_of_scipy() {
        let column = [Some(1.0), Some(2.0), Some(3.0), None, Some(3.0), Some(4.0)];
        let third = |convention| percentile_ranks(&column, Direction::Higher, convention).expect("figures")[2];
        assert_eq!((third(Strict), third(Weak), third(Midpoint)), (Some(40.0), Some(80.0), Some(60.0)));
        let lower = percentile_ranks(&column, Direction::Lower, Midpoint).expect("figures");
        assert_eq!(lower, [Some(90.0), Some(70.0), Some(40.0), None, Some(40.0), Some(10.0)]);
    }

    #[test]
    fn one_unit_and_equal_units_stand_in_the_middle() {
        let of = |column: &[Option<f64>]| percentile_ranks(column, Direction::Higher, Midpoint);
        assert_eq!(of(&[None, Some(3.0)]), Ok(vec![None, Some(50.0)]));
        assert_eq!(of(&[Some(3.0), Some(3.0)]), Ok(vec![Some(50.0), Some(50.0)]));
        assert_eq!(of(&[None]), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
    }

    proptest! {
        #[test]
        fn bounded_ordered_and_centred(column in columns(), direction in directions()) {
            if let Ok(ranks) = percentile_ranks(&column, direction, Midpoint) {
                prop_assert!(ranks.iter().flatten().all(|rank| (0.0..=100.0).contains(rank)));
                prop_assert!(ordered_alike(&column, &ranks, direction));
                let found = ranks.iter().flatten().count() as f64;
                prop_assert!((ranks.iter().flatten().sum::<f64>() / found - 50.0).abs() < 1e-9);
            }
        }
    }
}
