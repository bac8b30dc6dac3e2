//! What a list of observations must be before a statistic is taken of it.

/// Greatest size of an observation, either sign: squares and sums of squares stay far from the end of what an `f64` can hold.
pub const GREATEST_FIGURE: f64 = 1e150;

/// Why a statistic has no value; indices are those of the list given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatisticsFault {
    /// Fewer observations than the statistic needs.
    TooFew {
        /// Observations needed.
        needed: usize,
        /// Observations found.
        found: usize,
    },
    /// This observation is not a number within ±[`GREATEST_FIGURE`].
    BadFigure(usize),
    /// There is no spread to measure by: all observations are equal (for the robust score: most of them).
    NoSpread,
    /// Two lists that belong together differ in length.
    UnequalLengths {
        /// Length of the first.
        left: usize,
        /// Length of the second.
        right: usize,
    },
    /// The probability asked for does not lie in 0–1.
    BadProbability,
}

/// Whether a number can be an observation.
pub(crate) fn is_figure(number: f64) -> bool {
    (-GREATEST_FIGURE..=GREATEST_FIGURE).contains(&number)
}

/// Refuses a sample that is shorter than `needed` or holds something that is no figure.
pub(crate) fn checked(sample: &[f64], needed: usize) -> Result<(), StatisticsFault> {
    if let Some(index) = sample.iter().position(|figure| !is_figure(*figure)) {
        return Err(StatisticsFault::BadFigure(index));
    }
    if sample.len() < needed {
        return Err(StatisticsFault::TooFew { needed, found: sample.len() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_sample() {
        assert_eq!(checked(&[1.0, 2.0], 2), Ok(()));
        assert_eq!(checked(&[1.0], 2), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
        assert_eq!(checked(&[1.0, f64::NAN], 1), Err(StatisticsFault::BadFigure(1)));
        assert_eq!(checked(&[f64::INFINITY], 1), Err(StatisticsFault::BadFigure(0)));
        assert_eq!(checked(&[-1e151], 1), Err(StatisticsFault::BadFigure(0)));
    }

    proptest! {
        #[test]
        fn any_numbers_are_refused_or_have_finite_statistics(pairs in prop::collection::vec((prop::num::f64::ANY, prop::num::f64::ANY), 0..6)) {
            let tame = |x: &f64| x.clamp(-GREATEST_FIGURE, GREATEST_FIGURE);
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let (tame_x, tame_y): (Vec<f64>, Vec<f64>) = (x.iter().map(tame).collect(), y.iter().map(tame).collect());
            for (x, y) in [(x, y), (tame_x, tame_y)] {
                let spreads = [median_absolute_deviation(&x), standard_deviation(&x, Spread::Sample)];
                let one = spreads.into_iter().chain([mean(&x), median(&x), skewness(&x), excess_kurtosis(&x)]);
                let two = [pearson(&x, &y), spearman(&x, &y), kendall_tau_b(&x, &y)];
                let ranks = x.first().map_or(Ok(0.0), |figure| percentile_rank(&x, *figure, PercentileConvention::Midpoint));
                prop_assert!(one.chain(two).chain([ranks]).all(|found| found.is_err() || found.is_ok_and(f64::is_finite)));
                for found in [midranks(&x), robust_scores(&x), standard_scores(&x, Spread::Population)] {
                    prop_assert!(found.is_err() || found.is_ok_and(|scores| scores.iter().all(|score| score.is_finite())));
                }
            }
        }
    }
}
