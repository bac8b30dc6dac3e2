//! Competition ranks over a panel: 1 for the best, equal units share a rank and the ranks they occupy stay empty ("1224").
//!
//! `rank = 1 +` number of units that are better. *Handbook* step 5, ranking: blind to outliers, and to every distance.

use crate::normalise::Direction;
use crate::normalise::column::{observed, spread_out};
use crate::statistics::StatisticsFault;

/// Ranks from 1 (best) to the number of figures; missing stays missing. One unit is first; so is everybody in a constant column.
///
/// # Errors
/// [`StatisticsFault::TooFew`] when everything is missing, [`StatisticsFault::BadFigure`].
pub fn competition_ranks(column: &[Option<f64>], direction: Direction) -> Result<Vec<Option<usize>>, StatisticsFault> {
    let figures = observed(column, direction, 1)?;
    let mut falling = figures.clone();
    falling.sort_by(|a, b| b.total_cmp(a));
    let ranks = figures.iter().map(|figure| 1 + falling.partition_point(|other| other > figure)).collect();
    Ok(spread_out(column, ranks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::column::tests::{columns, directions, schooling};
    use proptest::prelude::*;

    /// *Handbook*, step 5, table of normalisation techniques, which counts from the least: Finland has rank 15 of 23.
    #[test]
    fn finland_in_the_handbook() {
        let from_the_least = competition_ranks(&schooling(), Direction::Lower).expect("figures");
        assert_eq!((from_the_least[0], from_the_least[1], from_the_least[23]), (Some(15), Some(23), None));
    }

    #[test]
    fn equal_units_share_and_the_next_rank_stays_empty() {
        let of = |column: &[Option<f64>]| competition_ranks(column, Direction::Higher);
        assert_eq!(of(&[Some(5.0), Some(7.0), None, Some(5.0), Some(1.0)]), Ok(vec![Some(2), Some(1), None, Some(2), Some(4)]));
        assert_eq!(of(&[Some(3.0)]), Ok(vec![Some(1)]));
        assert_eq!(of(&[Some(0.0), Some(-0.0)]), Ok(vec![Some(1), Some(1)]));
        assert_eq!(of(&[None, None]), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
    }

    proptest! {
        #[test]
        fn one_more_than_the_number_of_better_units(column in columns(), direction in directions()) {
            if let Ok(ranks) = competition_ranks(&column, direction) {
                for (figure, rank) in column.iter().zip(&ranks) {
                    let better = |other: f64, own: f64| if direction == Direction::Higher { other > own } else { other < own };
                    let expected = figure.map(|own| 1 + column.iter().flatten().filter(|other| better(**other, own)).count());
                    prop_assert_eq!(*rank, expected);
                }
            }
        }
    }
}
