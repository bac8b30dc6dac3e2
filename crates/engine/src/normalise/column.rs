//! A column of a panel: one figure a unit, or nothing. What is missing stays missing through every method.

use crate::normalise::Direction;
use crate::statistics::{StatisticsFault, checked, is_figure};

/// The figures that are there, with the sign that makes more of them better.
///
/// A bad figure is named by its place in the column; fewer figures than `needed` are told as
/// [`StatisticsFault::TooFew`], which with `found: 0` is a column where everything is missing.
pub(crate) fn observed(column: &[Option<f64>], direction: Direction, needed: usize) -> Result<Vec<f64>, StatisticsFault> {
    if let Some(index) = column.iter().position(|figure| figure.is_some_and(|figure| !is_figure(figure))) {
        return Err(StatisticsFault::BadFigure(index));
    }
    let figures: Vec<f64> = column.iter().flatten().map(|figure| signed(*figure, direction)).collect();
    checked(&figures, needed)?;
    Ok(figures)
}

/// A figure with the sign that makes more of it better.
pub(crate) fn signed(figure: f64, direction: Direction) -> f64 {
    match direction {
        Direction::Higher => figure,
        Direction::Lower => -figure,
    }
}

/// Results of the figures that are there, back at the places these were taken from.
pub(crate) fn spread_out<T>(column: &[Option<f64>], results: Vec<T>) -> Vec<Option<T>> {
    let mut results = results.into_iter();
    column.iter().map(|figure| figure.and_then(|_| results.next())).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::normalise::{Reference, competition_ranks, distance_to_reference, min_max, percentile_ranks, z_scores};
    use crate::statistics::{PercentileConvention, Spread};
    use proptest::prelude::*;

    /// Mean years of schooling (age 15 and above, 2000) of the 23 leading countries of the Technology Achievement Index, on
    /// which the *Handbook* (step 5, table of normalisation techniques) shows its methods. Finland comes first.
    pub(crate) const SCHOOLING: [f64; 23] =
        [10.0, 12.0, 11.4, 9.5, 10.8, 9.4, 9.4, 11.6, 10.9, 7.1, 10.2, 11.9, 9.4, 9.3, 11.7, 8.4, 7.9, 9.6, 7.3, 7.2, 9.5, 9.1, 7.1];

    /// [`SCHOOLING`] as a column, with a unit that has no figure at its end.
    pub(crate) fn schooling() -> Vec<Option<f64>> {
        SCHOOLING.iter().copied().map(Some).chain([None]).collect()
    }

    /// A column of 2–20 units with some missing.
    pub(crate) fn columns() -> impl Strategy<Value = Vec<Option<f64>>> {
        prop::collection::vec(prop_oneof![5 => (-100.0..100.0_f64).prop_map(Some), 1 => Just(None)], 2..20)
    }

    pub(crate) fn directions() -> impl Strategy<Value = Direction> {
        prop_oneof![Just(Direction::Higher), Just(Direction::Lower)]
    }

    /// Whether results rank the units as their figures do: more is better, or less is, and equal stays equal.
    pub(crate) fn ordered_alike(column: &[Option<f64>], results: &[Option<f64>], direction: Direction) -> bool {
        let pairs: Vec<(f64, f64)> = column.iter().zip(results).filter_map(|(x, r)| Some((signed((*x)?, direction), (*r)?))).collect();
        let missing_stay_missing = column.iter().zip(results).all(|(x, r)| x.is_some() == r.is_some());
        let ordered = pairs.iter().all(|(x, r)| pairs.iter().all(|(y, s)| if x < y { r <= s } else { x != y || r == s }));
        missing_stay_missing && column.len() == results.len() && ordered
    }

    proptest! {
        #[test]
        fn any_column_is_refused_or_has_finite_results(
            raw in prop::collection::vec(prop::option::of(prop::num::f64::ANY), 0..6), tame: bool, direction in directions(),
        ) {
            let figure = |x: f64| if tame { if x.is_nan() { 0.0 } else { x.clamp(-1e150, 1e150) } } else { x };
            let column: Vec<Option<f64>> = raw.into_iter().map(|x| x.map(figure)).collect();
            let distances = |reference| distance_to_reference(&column, direction, reference).ok();
            let results = [
                min_max(&column, direction).ok(),
                z_scores(&column, direction, Spread::Sample).ok(),
                percentile_ranks(&column, direction, PercentileConvention::Midpoint).ok(),
                distances(Reference::Leader),
                distances(Reference::Mean),
                distances(Reference::Given(1e-300)),
                competition_ranks(&column, direction).ok().map(|ranks| ranks.iter().map(|rank| rank.map(|rank| rank as f64)).collect()),
            ];
            for result in results.into_iter().flatten() {
                prop_assert!(result.iter().flatten().all(|number| number.is_finite()));
                prop_assert!(result.len() == column.len() && column.iter().zip(&result).all(|(x, r)| x.is_some() == r.is_some()));
            }
        }
    }

    #[test]
    fn missing_stays_missing_and_faults_name_the_unit() {
        let column = [None, Some(2.0), Some(3.0)];
        let figures = observed(&column, Direction::Lower, 1).expect("figures");
        assert_eq!(figures, [-2.0, -3.0]);
        assert_eq!(spread_out(&column, figures), [None, Some(-2.0), Some(-3.0)]);
        assert_eq!(observed(&[None, None], Direction::Higher, 1), Err(StatisticsFault::TooFew { needed: 1, found: 0 }));
        assert_eq!(observed(&[None, Some(f64::NAN)], Direction::Higher, 1), Err(StatisticsFault::BadFigure(1)));
    }
}
