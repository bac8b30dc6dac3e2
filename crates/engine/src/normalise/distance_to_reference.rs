//! Distance to a reference: a figure as a percentage of a reference figure.
//!
//! `100 · x / reference`; with "lower is better" `100 · reference / x`, so that half the reference is 200. *Handbook* step 5,
//! distance to a reference (leader, mean of the panel, or an external figure). 100 is as good as the reference; there is no
//! upper bound. Ratios need a true zero: figures must be positive, or for "higher is better" at least 0.

use crate::normalise::Direction;
use crate::normalise::column::observed;
use crate::statistics::{StatisticsFault, is_figure, mean};

/// With what the units are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reference {
    /// A figure from outside, in the unit of the column.
    Given(f64),
    /// The best figure of the column: nobody is above 100.
    Leader,
    /// The arithmetic mean of the figures that are there.
    Mean,
}

/// Why a column has no distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceFault {
    /// Everything is missing, or a figure is bad.
    Column(StatisticsFault),
    /// The figure of this unit (index) lies below 0, or where less is better at 0 (or so near that no number holds its ratio).
    NotPositive(usize),
    /// The reference is not a positive number, as a leader or mean of 0, or so near to 0 that no number holds the ratios.
    BadReference,
}

/// Percentages of the reference, ≥ 0, 100 for as good as the reference; missing stays missing. One unit, or a constant column,
/// has an answer: 100 against its own leader or mean.
///
/// # Errors
/// [`ReferenceFault`].
pub fn distance_to_reference(
    column: &[Option<f64>],
    direction: Direction,
    reference: Reference,
) -> Result<Vec<Option<f64>>, ReferenceFault> {
    let figures = observed(column, Direction::Higher, 1).map_err(ReferenceFault::Column)?;
    let usable = |figure: f64| if direction == Direction::Higher { figure >= 0.0 } else { figure > 0.0 };
    if let Some(index) = column.iter().position(|figure| figure.is_some_and(|figure| !usable(figure))) {
        return Err(ReferenceFault::NotPositive(index));
    }
    let reference = match (reference, direction) {
        (Reference::Given(figure), _) => figure,
        (Reference::Leader, Direction::Higher) => figures.iter().copied().fold(0.0, f64::max),
        (Reference::Leader, Direction::Lower) => figures.iter().copied().fold(f64::INFINITY, f64::min),
        (Reference::Mean, _) => mean(&figures).map_err(ReferenceFault::Column)?,
    };
    if !is_figure(reference) || reference <= 0.0 {
        return Err(ReferenceFault::BadReference);
    }
    let share = |figure: f64| match direction {
        Direction::Higher => figure / reference,
        Direction::Lower => reference / figure,
    };
    let shares: Vec<Option<f64>> = column.iter().map(|figure| figure.map(|figure| 100.0 * share(figure))).collect();
    match shares.iter().position(|share| share.is_some_and(f64::is_infinite)) {
        Some(index) if direction == Direction::Lower => Err(ReferenceFault::NotPositive(index)),
        Some(_) => Err(ReferenceFault::BadReference),
        None => Ok(shares),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::column::tests::{directions, ordered_alike, schooling};
    use proptest::prelude::*;

    /// *Handbook*, step 5, table of normalisation techniques: schooling of Finland is 0.83 of the leader's and 1.04 of the mean.
    #[test]
    fn finland_in_the_handbook() {
        let finland = |reference| distance_to_reference(&schooling(), Direction::Higher, reference).expect("figures")[0].map(f64::round);
        assert_eq!((finland(Reference::Leader), finland(Reference::Mean)), (Some(83.0), Some(104.0)));
        assert_eq!(finland(Reference::Given(20.0)), Some(50.0));
    }

    #[test]
    fn lower_is_better_turns_the_ratio() {
        let of = |column: &[Option<f64>]| distance_to_reference(column, Direction::Lower, Reference::Leader);
        assert_eq!(of(&[Some(2.0), None, Some(4.0)]), Ok(vec![Some(100.0), None, Some(50.0)]));
        assert_eq!(of(&[Some(2.0), Some(0.0)]), Err(ReferenceFault::NotPositive(1)));
    }

    #[test]
    fn what_has_no_reference() {
        let of = |column: &[Option<f64>], reference| distance_to_reference(column, Direction::Higher, reference);
        assert_eq!(of(&[Some(3.0)], Reference::Mean), Ok(vec![Some(100.0)]));
        assert_eq!(of(&[Some(3.0), Some(3.0)], Reference::Leader), Ok(vec![Some(100.0), Some(100.0)]));
        assert_eq!(of(&[None], Reference::Mean), Err(ReferenceFault::Column(StatisticsFault::TooFew { needed: 1, found: 0 })));
        assert_eq!(of(&[Some(0.0)], Reference::Leader), Err(ReferenceFault::BadReference));
        assert_eq!(of(&[Some(1.0)], Reference::Given(f64::NAN)), Err(ReferenceFault::BadReference));
        assert_eq!(of(&[Some(1.0)], Reference::Given(-1.0)), Err(ReferenceFault::BadReference));
        assert_eq!(of(&[None, Some(-1.0)], Reference::Mean), Err(ReferenceFault::NotPositive(1)));
    }

    #[test]
    fn a_ratio_that_no_number_holds() {
        let of = |direction, figure, reference| distance_to_reference(&[Some(1.0), Some(figure)], direction, Reference::Given(reference));
        assert_eq!(of(Direction::Lower, 1e-300, 1e100), Err(ReferenceFault::NotPositive(1)), "the figure is next to nothing");
        assert_eq!(of(Direction::Higher, 1e100, 1e-300), Err(ReferenceFault::BadReference), "the reference is next to nothing");
    }

    proptest! {
        #[test]
        fn ordered_and_blind_to_the_unit(
            column in prop::collection::vec(prop_oneof![5 => (0.1..100.0_f64).prop_map(Some), 1 => Just(None)], 1..20),
            direction in directions(), factor in 0.01..100.0_f64,
        ) {
            for reference in [Reference::Leader, Reference::Mean] {
                if let Ok(scores) = distance_to_reference(&column, direction, reference) {
                    prop_assert!(ordered_alike(&column, &scores, direction));
                    prop_assert!(scores.iter().flatten().all(|score| *score > 0.0));
                    prop_assert!(reference == Reference::Mean || scores.iter().flatten().all(|score| *score <= 100.0));
                    let scaled: Vec<Option<f64>> = column.iter().map(|x| x.map(|x| x * factor)).collect();
                    for (here, there) in scores.iter().zip(distance_to_reference(&scaled, direction, reference).expect("figures")) {
                        prop_assert!((here.unwrap_or(0.0) - there.unwrap_or(0.0)).abs() < 1e-9 * (1.0 + here.unwrap_or(0.0)));
                    }
                }
            }
        }
    }
}
