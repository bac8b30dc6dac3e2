//! Min-max over a panel: 0 for the worst unit, 100 for the best.
//!
//! `score = 100 · (x − min) / (max − min)`; with "lower is better" `100 · (max − x) / (max − min)`. *Handbook* step 5. The ends
//! move with the panel: a score speaks of the units beside it; [`Goalposts`](crate::normalise::Goalposts) have fixed ends.

use crate::normalise::Direction;
use crate::normalise::column::{observed, spread_out};
use crate::statistics::StatisticsFault;

/// Scores 0–100 of the units of a column; missing stays missing.
///
/// # Errors
/// [`StatisticsFault::TooFew`] with fewer than two figures, [`StatisticsFault::NoSpread`] for a constant column (nobody is best
/// or worst), [`StatisticsFault::BadFigure`].
pub fn min_max(column: &[Option<f64>], direction: Direction) -> Result<Vec<Option<f64>>, StatisticsFault> {
    let figures = observed(column, direction, 2)?;
    let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
    let range = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least;
    if range == 0.0 {
        return Err(StatisticsFault::NoSpread);
    }
    Ok(spread_out(column, figures.iter().map(|figure| 100.0 * ((figure - least) / range)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::column::tests::{columns, directions, ordered_alike, schooling};
    use proptest::prelude::*;

    /// *Handbook*, step 5, table of normalisation techniques: re-scaled schooling of Finland is 0.59 (of 0–1).
    #[test]
    fn finland_in_the_handbook() {
        let scores = min_max(&schooling(), Direction::Higher).expect("a spread");
        assert_eq!(scores[0].map(f64::round), Some(59.0));
        assert_eq!((scores[1], scores[9], scores[23]), (Some(100.0), Some(0.0), None));
    }

    #[test]
    fn no_worst_and_best() {
        let of = |column: &[Option<f64>]| min_max(column, Direction::Higher);
        assert_eq!(of(&[Some(3.0), None, Some(3.0)]), Err(StatisticsFault::NoSpread));
        assert_eq!(of(&[Some(3.0), None]), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
        assert_eq!(of(&[None, None]), Err(StatisticsFault::TooFew { needed: 2, found: 0 }));
        assert_eq!(of(&[]), Err(StatisticsFault::TooFew { needed: 2, found: 0 }));
        assert_eq!(of(&[Some(-1e150), Some(0.0), Some(1e150)]), Ok(vec![Some(0.0), Some(50.0), Some(100.0)]));
    }

    proptest! {
        #[test]
        fn bounded_ordered_and_blind_to_origin_and_unit(
            column in columns(), direction in directions(), shift in -50.0..50.0_f64, factor in 0.01..100.0_f64,
        ) {
            if let Ok(scores) = min_max(&column, direction) {
                prop_assert!(scores.iter().flatten().all(|score| (0.0..=100.0).contains(score)));
                prop_assert!(scores.contains(&Some(0.0)) && scores.contains(&Some(100.0)));
                prop_assert!(ordered_alike(&column, &scores, direction));
                let moved: Vec<Option<f64>> = column.iter().map(|x| x.map(|x| (x + shift) * factor)).collect();
                for (here, there) in scores.iter().zip(min_max(&moved, direction).expect("a spread")) {
                    prop_assert!((here.unwrap_or(0.0) - there.unwrap_or(0.0)).abs() < 1e-6);
                }
            }
        }

        #[test]
        fn the_other_direction_mirrors(column in columns()) {
            if let (Ok(up), Ok(down)) = (min_max(&column, Direction::Higher), min_max(&column, Direction::Lower)) {
                for (up, down) in up.iter().flatten().zip(down.iter().flatten()) {
                    prop_assert!((up + down - 100.0).abs() < 1e-9);
                }
            }
        }
    }
}
