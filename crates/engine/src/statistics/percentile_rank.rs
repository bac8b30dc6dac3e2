//! Percentile rank: the share of a sample that lies below a figure.
//!
//! With `below` observations smaller than the figure and `equal` ones equal to it: strict `100·below/n`, weak
//! `100·(below + equal)/n`, midpoint `100·(below + equal/2)/n`. The names are those of SciPy's `percentileofscore`, where the
//! midpoint is called "mean"; on the observations themselves the midpoint is Hazen's plotting position.

use crate::statistics::{StatisticsFault, checked, is_figure};

/// What becomes of the observations that equal the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PercentileConvention {
    /// They do not count as below.
    Strict,
    /// They count as below.
    Weak,
    /// Half of them count as below: the best and the worst have the same distance to 100 and to 0.
    #[default]
    Midpoint,
}

/// Percentile rank 0–100 of a figure, which need not be one of the observations.
///
/// # Errors
/// [`StatisticsFault`]: no observation or a bad figure; a bad `figure` has the index after the last observation.
pub fn percentile_rank(sample: &[f64], figure: f64, convention: PercentileConvention) -> Result<f64, StatisticsFault> {
    checked(sample, 1)?;
    if !is_figure(figure) {
        return Err(StatisticsFault::BadFigure(sample.len()));
    }
    let below = sample.iter().filter(|x| **x < figure).count() as f64;
    let equal = sample.iter().filter(|x| **x == figure).count() as f64;
    let counted = match convention {
        PercentileConvention::Strict => below,
        PercentileConvention::Weak => below + equal,
        PercentileConvention::Midpoint => below + equal / 2.0,
    };
    Ok(100.0 * counted / sample.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PercentileConvention::{Midpoint, Strict, Weak};
    use proptest::prelude::*;

    /// SciPy, documentation of `stats.percentileofscore`: 3 among 1, 2, 3, 3, 4 is 40 strict, 80 weak and 60 mean.
    #[test]
    fn example_of_scipy() {
        let rank = |convention| percentile_rank(&[1.0, 2.0, 3.0, 3.0, 4.0], 3.0, convention);
        assert_eq!((rank(Strict), rank(Weak), rank(Midpoint)), (Ok(40.0), Ok(80.0), Ok(60.0)));
    }

    #[test]
    fn one_observation_is_its_own_middle() {
        assert_eq!(percentile_rank(&[7.0], 7.0, Midpoint), Ok(50.0));
        assert_eq!(percentile_rank(&[], 7.0, Midpoint), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
        assert_eq!(percentile_rank(&[7.0], f64::NAN, Midpoint), Err(StatisticsFault::BadFigure(1)));
    }

    proptest! {
        #[test]
        fn bounded_rising_and_ordered_by_convention(sample in prop::collection::vec(0_i32..10, 1..30), a in 0_i32..10, b in 0_i32..10) {
            let sample: Vec<f64> = sample.into_iter().map(f64::from).collect();
            let rank = |figure: i32, convention| percentile_rank(&sample, f64::from(figure), convention).expect("figures");
            for convention in [Strict, Midpoint, Weak] {
                prop_assert!((0.0..=100.0).contains(&rank(a, convention)));
                prop_assert!(rank(a.min(b), convention) <= rank(a.max(b), convention));
            }
            prop_assert!(rank(a, Strict) <= rank(a, Midpoint) && rank(a, Midpoint) <= rank(a, Weak));
        }
    }
}
