//! Krippendorff's alpha: agreement of any number of observers, beyond what chance would give, with missing values.
//!
//! `α = 1 − D_o/D_e`. Among the `n` values of units that have at least two, observed disagreement
//! `D_o = (1/n) Σ_u Σ_{c,k} δ²(c,k) / (m_u − 1)` over the ordered pairs within a unit of `m_u` values, expected disagreement
//! `D_e = Σ_{c,k} n_c·n_k·δ²(c,k) / (n(n − 1))` over all values. Differences `δ²` by [`Measurement`]. Source: Krippendorff,
//! *Computing Krippendorff's Alpha-Reliability* (2011); *Content Analysis* (2nd ed. 2004), ch. 11.

use crate::statistics::{RatingsFault, is_figure};

/// What a difference between two values means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measurement {
    /// Values are names: `δ² = 1` whenever they differ.
    Nominal,
    /// Values have an order: `δ = Σ n_g − (n_c + n_k)/2` over the values `g` from `c` to `k`.
    Ordinal,
    /// Differences can be compared: `δ = c − k`.
    Interval,
    /// Ratios can be compared, from a zero: `δ = (c − k)/(c + k)`.
    Ratio,
}

/// Alpha of a table of units (rows) and observers (columns): 1 for full agreement, 0 for chance, below 0 for less.
///
/// # Errors
/// [`RatingsFault`]: rows of different length, a bad figure, [`RatingsFault::Negative`] on a ratio scale,
/// [`RatingsFault::NothingToCompare`] when no unit has two values, [`RatingsFault::NoSpread`] when all values that can be
/// compared are equal, which leaves chance nothing to differ by.
pub fn krippendorff_alpha(units: &[Vec<Option<f64>>], measurement: Measurement) -> Result<f64, RatingsFault> {
    let pairable = pairable(units, measurement)?;
    let mut values: Vec<f64> = pairable.iter().flatten().copied().collect();
    if values.is_empty() {
        return Err(RatingsFault::NothingToCompare);
    }
    values.sort_by(f64::total_cmp);
    // −0 and 0 stand together and are one value.
    values.dedup();
    let place = |value: f64| values.partition_point(|other| *other < value);
    let mut counts = vec![0.0_f64; values.len()];
    for value in pairable.iter().flatten() {
        counts[place(*value)] += 1.0;
    }
    let difference = Differences::new(&values, &counts, measurement);
    let n: f64 = counts.iter().sum();
    let observed: f64 = pairable
        .iter()
        .map(|unit| {
            let places: Vec<usize> = unit.iter().map(|value| place(*value)).collect();
            sum_of_pairs(places.len(), |i, j| difference.squared(places[i], places[j])) / (places.len() - 1) as f64
        })
        .sum::<f64>();
    let expected = sum_of_pairs(values.len(), |i, j| counts[i] * counts[j] * difference.squared(i, j)) / (n - 1.0);
    if expected > 0.0 { Ok(1.0 - observed / expected) } else { Err(RatingsFault::NoSpread) }
}

/// The values of each unit that has at least two of them.
fn pairable(units: &[Vec<Option<f64>>], measurement: Measurement) -> Result<Vec<Vec<f64>>, RatingsFault> {
    let observers = units.first().map_or(0, Vec::len);
    let mut pairable = Vec::new();
    for (row, unit) in units.iter().enumerate() {
        if unit.len() != observers {
            return Err(RatingsFault::Ragged(row));
        }
        let mut values = Vec::new();
        for (column, value) in unit.iter().enumerate() {
            match *value {
                Some(value) if !is_figure(value) => return Err(RatingsFault::BadFigure { row, column }),
                Some(value) if measurement == Measurement::Ratio && value < 0.0 => return Err(RatingsFault::Negative { row, column }),
                Some(value) => values.push(value),
                None => {}
            }
        }
        if values.len() >= 2 {
            pairable.push(values);
        }
    }
    Ok(pairable)
}

/// Σ over ordered pairs `i ≠ j` of something symmetric.
fn sum_of_pairs(length: usize, of: impl Fn(usize, usize) -> f64) -> f64 {
    (1..length).map(|i| (0..i).map(|j| 2.0 * of(i, j)).sum::<f64>()).sum()
}

/// Differences between values by their place in the sorted list.
struct Differences<'a> {
    values: &'a [f64],
    counts: &'a [f64],
    /// Number of values up to and including each place.
    cumulated: Vec<f64>,
    /// Largest minus smallest value: interval differences are taken as shares of it, which alpha does not see.
    range: f64,
    measurement: Measurement,
}

impl<'a> Differences<'a> {
    fn new(values: &'a [f64], counts: &'a [f64], measurement: Measurement) -> Self {
        let cumulated = counts
            .iter()
            .scan(0.0, |sum, count| {
                *sum += count;
                Some(*sum)
            })
            .collect();
        let range = values.last().zip(values.first()).map_or(0.0, |(last, first)| last - first);
        Self { values, counts, cumulated, range, measurement }
    }

    fn squared(&self, i: usize, j: usize) -> f64 {
        if i == j {
            return 0.0;
        }
        let (low, high) = (i.min(j), i.max(j));
        let difference = match self.measurement {
            Measurement::Nominal => 1.0,
            Measurement::Ordinal => {
                let between = self.cumulated[high] - self.cumulated[low] + self.counts[low];
                between - (self.counts[low] + self.counts[high]) / 2.0
            }
            Measurement::Interval => (self.values[high] - self.values[low]) / self.range,
            Measurement::Ratio => (self.values[high] - self.values[low]) / (self.values[high] + self.values[low]),
        };
        difference * difference
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Measurement::{Interval, Nominal, Ordinal, Ratio};
    use proptest::prelude::*;

    /// Units in rows from observers in columns of digits, with a dot for a missing value.
    fn units(observers: &[&str]) -> Vec<Vec<Option<f64>>> {
        let digit = |c: char| c.to_digit(10).map(f64::from);
        let columns: Vec<Vec<Option<f64>>> = observers.iter().map(|observer| observer.chars().map(digit).collect()).collect();
        (0..columns[0].len()).map(|unit| columns.iter().map(|column| column[unit]).collect()).collect()
    }

    /// Krippendorff (2011), example C/D: four observers, twelve units, missing values; nominal .743, ordinal .815, interval
    /// .849, ratio .797.
    #[test]
    fn four_observers_of_krippendorff() {
        let units = units(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."]);
        let alpha = |measurement| krippendorff_alpha(&units, measurement).map(|alpha| (alpha * 1000.0).round() / 1000.0);
        assert_eq!((alpha(Nominal), alpha(Ordinal), alpha(Interval), alpha(Ratio)), (Ok(0.743), Ok(0.815), Ok(0.849), Ok(0.797)));
    }

    /// Krippendorff (2011), example A: two observers, ten units, binary data, four of them in disagreement; α = 1 − 19·4/(14·6) = 0.095.
    #[test]
    fn two_observers_of_krippendorff() {
        let units = units(&["0100000000", "1110010100"]);
        assert_eq!(krippendorff_alpha(&units, Nominal).map(|alpha| (alpha * 1000.0).round() / 1000.0), Ok(0.095));
    }

    #[test]
    fn what_has_no_alpha() {
        let zeros = [vec![Some(0.0), Some(-0.0)], vec![Some(1.0), Some(1.0)]];
        assert_eq!([Nominal, Ordinal, Interval, Ratio].map(|scale| krippendorff_alpha(&zeros, scale)), [Ok(1.0); 4]);
        assert_eq!(krippendorff_alpha(&[], Nominal), Err(RatingsFault::NothingToCompare));
        assert_eq!(krippendorff_alpha(&units(&["1.", ".2"]), Nominal), Err(RatingsFault::NothingToCompare));
        assert_eq!(krippendorff_alpha(&units(&["33", "33"]), Interval), Err(RatingsFault::NoSpread));
        assert_eq!(krippendorff_alpha(&[vec![Some(1.0)], vec![]], Nominal), Err(RatingsFault::Ragged(1)));
        assert_eq!(krippendorff_alpha(&[vec![Some(1.0), Some(-1.0)]], Ratio), Err(RatingsFault::Negative { row: 0, column: 1 }));
        assert_eq!(krippendorff_alpha(&[vec![Some(1.0), Some(f64::NAN)]], Nominal), Err(RatingsFault::BadFigure { row: 0, column: 1 }));
    }

    fn table() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
        let value = prop_oneof![4 => (0_i32..5).prop_map(|v| Some(f64::from(v))), 1 => Just(None)];
        (1_usize..8, 2_usize..5).prop_flat_map(move |(n, m)| prop::collection::vec(prop::collection::vec(value.clone(), m), n))
    }

    proptest! {
        #[test]
        fn at_most_one_and_blind_to_order(units in table()) {
            let turned: Vec<Vec<Option<f64>>> = units.iter().rev().map(|unit| unit.iter().rev().copied().collect()).collect();
            for measurement in [Nominal, Ordinal, Interval, Ratio] {
                let (here, there) = (krippendorff_alpha(&units, measurement), krippendorff_alpha(&turned, measurement));
                prop_assert_eq!(here.is_ok(), there.is_ok());
                if let (Ok(here), Ok(there)) = (here, there) {
                    prop_assert!(here <= 1.0);
                    prop_assert!((here - there).abs() < 1e-9);
                }
            }
        }

        #[test]
        fn each_scale_is_blind_to_what_it_does_not_measure(units in table(), factor in 0.1..10.0_f64, shift in 0.0..10.0_f64) {
            let through = |f: &dyn Fn(f64) -> f64| -> Vec<Vec<Option<f64>>> {
                units.iter().map(|unit| unit.iter().map(|value| value.map(f)).collect()).collect()
            };
            let changes: [(Measurement, Vec<Vec<Option<f64>>>); 4] = [
                (Nominal, through(&|v| (v - 2.0) * (v - 2.0) * (v - 2.0) * -factor)),
                (Ordinal, through(&|v| v * v * v + shift)),
                (Interval, through(&|v| v * factor + shift)),
                (Ratio, through(&|v| v * factor)),
            ];
            for (measurement, changed) in changes {
                if let Ok(alpha) = krippendorff_alpha(&units, measurement) {
                    prop_assert!((krippendorff_alpha(&changed, measurement).expect("the same values") - alpha).abs() < 1e-9);
                }
            }
        }

        #[test]
        fn a_unit_with_one_value_changes_nothing(units in table(), value in 0_i32..5) {
            let mut more = units.clone();
            let mut lonely = vec![None; units[0].len()];
            lonely[0] = Some(f64::from(value));
            more.push(lonely);
            prop_assert_eq!(krippendorff_alpha(&units, Nominal), krippendorff_alpha(&more, Nominal));
        }

        #[test]
        fn full_agreement_is_one(values in prop::collection::vec(0_i32..5, 2..8)) {
            prop_assume!(values.iter().any(|v| *v != values[0]));
            let units: Vec<Vec<Option<f64>>> = values.iter().map(|v| vec![Some(f64::from(*v)); 3]).collect();
            for measurement in [Nominal, Ordinal, Interval, Ratio] {
                prop_assert_eq!(krippendorff_alpha(&units, measurement), Ok(1.0));
            }
        }
    }
}
