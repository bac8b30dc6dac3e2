//! How far a judge's comparisons fit together.
//!
//! `CI = (λmax − n)/(n − 1)`, `CR = CI/RI(n)`: 0 for judgements without contradiction, about 1 for dice. Source: Saaty, *The
//! Analytic Hierarchy Process* (1980), p. 21, with the random index of the table there, `n` = 1…15. One and two criteria cannot
//! contradict each other: CI and CR are 0.

use crate::weigh::ahp::eigenvector::{eigenvector, greatest_eigenvalue};
use crate::weigh::ahp::{MOST_CRITERIA, Pairwise};

/// Consistency ratio up to which Saaty takes judgements as they are.
pub const ACCEPTABLE_RATIO: f64 = 0.1;

/// Saaty's random index: the mean CI of random reciprocal matrices of 1…15 criteria on the scale 1/9 to 9.
///
/// The original table, of samples that get smaller towards the end; hence the dip at 12.
const RANDOM_INDEX: [f64; MOST_CRITERIA] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// How far a matrix is from one without contradiction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Consistency {
    /// Principal eigenvalue λmax, at least the number of criteria.
    pub greatest_eigenvalue: f64,
    /// Consistency index CI, ≥ 0.
    pub index: f64,
    /// Consistency ratio CR, ≥ 0; acceptable up to [`ACCEPTABLE_RATIO`].
    pub ratio: f64,
}

/// Random index RI of `size` criteria; `None` beyond the table (0, or more than [`MOST_CRITERIA`]).
#[must_use]
pub fn random_index(size: usize) -> Option<f64> {
    size.checked_sub(1).and_then(|index| RANDOM_INDEX.get(index)).copied()
}

/// Consistency of a judge's matrix, with the eigenvector whichever method the weights come from.
#[must_use]
pub fn consistency(matrix: &Pairwise) -> Consistency {
    let n = matrix.size() as f64;
    // Rounding must not show as an eigenvalue below n.
    let greatest_eigenvalue = greatest_eigenvalue(matrix, &eigenvector(matrix)).max(n);
    match random_index(matrix.size()) {
        Some(random) if random > 0.0 => {
            let index = (greatest_eigenvalue - n) / (n - 1.0);
            Consistency { greatest_eigenvalue, index, ratio: index / random }
        }
        _ => Consistency { greatest_eigenvalue: n, index: 0.0, ratio: 0.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::ahp::pairwise::tests::{consistent, drinks, house, matrices, turned};
    use proptest::prelude::*;

    /// Saaty (1990), house: λmax = 9.669, CI = 0.238, CR = 0.169. Saaty (2008), drinks: CR = 0.022.
    #[test]
    fn house_and_drinks_of_saaty() {
        let thousandths = |x: f64| (x * 1000.0).round() / 1000.0;
        let Consistency { greatest_eigenvalue, index, ratio } = consistency(&house());
        assert_eq!((thousandths(greatest_eigenvalue), thousandths(index), thousandths(ratio)), (9.669, 0.238, 0.169));
        assert_eq!(thousandths(consistency(&drinks()).ratio), 0.022);
    }

    #[test]
    fn two_criteria_cannot_contradict_each_other() {
        let of = |n, upper: &[f64]| consistency(&Pairwise::from_upper(n, upper).expect("a matrix")).ratio;
        assert_eq!((of(1, &[]), of(2, &[9.0])), (0.0, 0.0));
        assert_eq!((random_index(0), random_index(3), random_index(15), random_index(16)), (None, Some(0.58), Some(1.59), None));
    }

    proptest! {
        #[test]
        fn never_negative_and_blind_to_the_order_of_criteria(matrix in matrices()) {
            let here = consistency(&matrix);
            prop_assert!(here.index >= 0.0 && here.ratio >= 0.0);
            prop_assert!((here.ratio - consistency(&turned(&matrix)).ratio).abs() < 1e-9);
        }

        #[test]
        fn zero_without_contradiction(raw in prop::collection::vec(1.0..9.0_f64, 1..8)) {
            prop_assert!(consistency(&consistent(&raw)).ratio < 1e-12);
        }

        /// A closed form for three criteria (Saaty 1980): λmax = 1 + t + 1/t with t = (a₁₃/(a₁₂·a₂₃))^(1/3).
        #[test]
        fn three_criteria_in_closed_form(a in 1.0..9.0_f64, b in 1.0..9.0_f64, c in 1.0..9.0_f64) {
            let t = libm::cbrt(b / (a * c));
            let matrix = Pairwise::from_upper(3, &[a, b, c]).expect("a matrix");
            prop_assert!((consistency(&matrix).greatest_eigenvalue - (1.0 + t + 1.0 / t)).abs() < 1e-9);
        }
    }
}
