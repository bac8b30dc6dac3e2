//! Weights that sum to 1: given by somebody, or equal.

use crate::tree::GREATEST_WEIGHT;

/// One weight a criterion, each 0–1, which sum to 1 (but for the rounding of the last bit).
#[derive(Debug, Clone, PartialEq)]
pub struct Weights(Vec<f64>);

/// Why weights are refused; indices are those of the list given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightsFault {
    /// There is nothing to weigh.
    Empty,
    /// A weight that is negative, not a number, or above [`GREATEST_WEIGHT`].
    BadWeight(usize),
    /// All weights are zero.
    AllZero,
}

impl Weights {
    /// Weights as somebody gave them, in any unit, divided by their sum. A weight of 0 is allowed, not all of them.
    ///
    /// # Errors
    /// The first [`WeightsFault`] found.
    pub fn given(weights: &[f64]) -> Result<Self, WeightsFault> {
        if weights.is_empty() {
            return Err(WeightsFault::Empty);
        }
        if let Some(index) = weights.iter().position(|weight| !(0.0..=GREATEST_WEIGHT).contains(weight)) {
            return Err(WeightsFault::BadWeight(index));
        }
        Self::in_proportion(weights).ok_or(WeightsFault::AllZero)
    }

    /// `1/n` for each of `n` criteria: nobody has a reason to prefer one.
    ///
    /// # Errors
    /// [`WeightsFault::Empty`] for `n = 0`.
    pub fn equal(n: usize) -> Result<Self, WeightsFault> {
        Self::given(&vec![1.0; n])
    }

    /// Weights in proportion to parts that are finite and ≥ 0; `None` when all of them are 0 or there is none.
    pub(crate) fn in_proportion(parts: &[f64]) -> Option<Self> {
        parts.iter().any(|part| *part > 0.0).then(|| Self::of_positive(parts))
    }

    /// Weights in proportion to parts that are finite and ≥ 0, of which the caller knows that one is above 0.
    pub(crate) fn of_positive(parts: &[f64]) -> Self {
        // Shares of the largest first: parts so small that their sum has no reciprocal are still weights.
        let largest = parts.iter().copied().fold(0.0, f64::max);
        let sum: f64 = parts.iter().map(|part| part / largest).sum();
        Self(parts.iter().map(|part| part / largest / sum).collect())
    }

    /// The weights in the order of the criteria.
    #[must_use]
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What holds for any weights.
    pub(crate) fn are_weights(weights: &Weights) -> bool {
        let weights = weights.as_slice();
        weights.iter().all(|weight| (0.0..=1.0).contains(weight)) && (weights.iter().sum::<f64>() - 1.0).abs() < 1e-12
    }

    /// UNDP, Human Development Report 2009, technical note 1: education weighs literacy two-thirds and enrolment one-third.
    #[test]
    fn education_index_of_the_human_development_report() {
        let weights = Weights::given(&[2.0, 1.0]).expect("weights");
        assert_eq!(weights.as_slice(), [2.0 / 3.0, 1.0 / 3.0]);
        assert_eq!(Weights::equal(4).map(|w| w.as_slice().to_vec()), Ok(vec![0.25; 4]));
    }

    #[test]
    fn what_cannot_weigh() {
        assert_eq!(Weights::given(&[]), Err(WeightsFault::Empty));
        assert_eq!(Weights::equal(0), Err(WeightsFault::Empty));
        assert_eq!(Weights::given(&[1.0, -1.0]), Err(WeightsFault::BadWeight(1)));
        assert_eq!(Weights::given(&[f64::NAN]), Err(WeightsFault::BadWeight(0)));
        assert_eq!(Weights::given(&[1.0, f64::INFINITY]), Err(WeightsFault::BadWeight(1)));
        assert_eq!(Weights::given(&[0.0, 0.0]), Err(WeightsFault::AllZero));
        assert_eq!(Weights::given(&[5e-324, 5e-324]).map(|w| w.as_slice().to_vec()), Ok(vec![0.5; 2]));
    }

    proptest! {
        #[test]
        fn sum_to_one_and_are_blind_to_the_unit(raw in prop::collection::vec(0.01..100.0_f64, 1..30), factor in 0.01..100.0_f64) {
            let weights = Weights::given(&raw).expect("weights");
            prop_assert!(are_weights(&weights));
            let scaled = Weights::given(&raw.iter().map(|w| w * factor).collect::<Vec<f64>>()).expect("weights");
            for (a, b) in weights.as_slice().iter().zip(scaled.as_slice()) {
                prop_assert!((a - b).abs() < 1e-12);
            }
        }
    }
}
