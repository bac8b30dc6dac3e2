//! Standard scores over a panel: how many standard deviations a unit lies above the mean of the panel.
//!
//! `z = (x − mean) / sd`; with "lower is better" `−z`. *Handbook* step 5, standardisation. The unit is standard deviations of the
//! population or of a sample, as said; there is no bound, and 0 is the panel's mean.

use crate::normalise::Direction;
use crate::normalise::column::{observed, spread_out};
use crate::statistics::{Spread, StatisticsFault, standard_scores};

/// One z a unit of a column, positive for better than the mean; missing stays missing.
///
/// # Errors
/// [`StatisticsFault::TooFew`] with fewer than two figures, [`StatisticsFault::NoSpread`] for a constant column,
/// [`StatisticsFault::BadFigure`].
pub fn z_scores(column: &[Option<f64>], direction: Direction, spread: Spread) -> Result<Vec<Option<f64>>, StatisticsFault> {
    let figures = observed(column, direction, 2)?;
    Ok(spread_out(column, standard_scores(&figures, spread)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::column::tests::{columns, directions, ordered_alike, schooling};
    use proptest::prelude::*;

    /// *Handbook*, step 5, table of normalisation techniques: z-score of the schooling of Finland is 0.26 (to two places the
    /// same for the population and for a sample).
    #[test]
    fn finland_in_the_handbook() {
        for spread in [Spread::Population, Spread::Sample] {
            let scores = z_scores(&schooling(), Direction::Higher, spread).expect("a spread");
            assert_eq!(scores[0].map(|z| (z * 100.0).round() / 100.0), Some(0.26));
            assert_eq!(scores[23], None);
        }
    }

    #[test]
    fn population_and_sample_differ_by_their_divisor() {
        let column = [Some(2.0), Some(4.0), None];
        assert_eq!(z_scores(&column, Direction::Higher, Spread::Population), Ok(vec![Some(-1.0), Some(1.0), None]));
        let sample = z_scores(&column, Direction::Lower, Spread::Sample).expect("a spread");
        assert!(sample[0].is_some_and(|z| (z - 0.5_f64.sqrt()).abs() < 1e-15));
    }

    #[test]
    fn nothing_to_measure_by() {
        let of = |column: &[Option<f64>]| z_scores(column, Direction::Higher, Spread::Population);
        assert_eq!(of(&[Some(0.1), Some(0.1), Some(0.1)]), Err(StatisticsFault::NoSpread));
        assert_eq!(of(&[Some(3.0), None]), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
        assert_eq!(of(&[None]), Err(StatisticsFault::TooFew { needed: 2, found: 0 }));
    }

    proptest! {
        #[test]
        fn ordered_centred_and_blind_to_origin_and_unit(
            column in columns(), direction in directions(), shift in -50.0..50.0_f64, factor in 0.01..100.0_f64,
        ) {
            if let Ok(scores) = z_scores(&column, direction, Spread::Sample) {
                prop_assert!(ordered_alike(&column, &scores, direction));
                prop_assert!(scores.iter().flatten().sum::<f64>().abs() < 1e-9);
                let moved: Vec<Option<f64>> = column.iter().map(|x| x.map(|x| (x + shift) * factor)).collect();
                for (here, there) in scores.iter().zip(z_scores(&moved, direction, Spread::Sample).expect("a spread")) {
                    prop_assert!((here.unwrap_or(0.0) - there.unwrap_or(0.0)).abs() < 1e-6);
                }
            }
        }
    }
}
