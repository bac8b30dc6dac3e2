//! Weights as the principal eigenvector: `A·w = λmax·w`, `Σw = 1`.
//!
//! By power iteration in the form of Saaty (1980): the row sums of rising powers of the matrix, divided by their sum, tend to the
//! eigenvector (Perron 1907: a positive matrix has one, and it is positive). The powers are taken by squaring, so that even
//! judgements that contradict each other strongly, where single steps would need millions, are settled in a few.

use crate::weigh::Weights;
use crate::weigh::ahp::Pairwise;

/// Squarings after which every matrix within the allowed ratios is settled.
///
/// Birkhoff's contraction of one step is at most `(√Δ − 1)/(√Δ + 1)` with `Δ ≤ 1000⁴`, so `2²⁶` steps leave less than `e⁻¹³⁰`.
const SQUARINGS: usize = 26;

/// Plain steps at the end, which take away the rounding of the squarings.
const STEPS: usize = 3;

/// Weights of the criteria, all above 0.
#[must_use]
pub fn eigenvector(matrix: &Pairwise) -> Weights {
    let n = matrix.size();
    let mut power: Vec<f64> = matrix.rows().flatten().copied().collect();
    let mut weights = row_sums(&power, n);
    for _ in 0..SQUARINGS {
        power = squared(&power, n);
        let next = row_sums(&power, n);
        let settled = next.iter().zip(&weights).all(|(new, old)| (new - old).abs() <= f64::EPSILON * new);
        weights = next;
        if settled {
            break;
        }
    }
    for _ in 0..STEPS {
        weights = to_sum_one(times(matrix, &weights));
    }
    Weights::of_positive(&weights)
}

/// `λmax` of a matrix with its eigenvector: `Σ(A·w)` where `Σw = 1`; at least the number of criteria.
pub(crate) fn greatest_eigenvalue(matrix: &Pairwise, weights: &Weights) -> f64 {
    times(matrix, weights.as_slice()).iter().sum()
}

fn times(matrix: &Pairwise, vector: &[f64]) -> Vec<f64> {
    matrix.rows().map(|row| row.iter().zip(vector).map(|(a, w)| a * w).sum()).collect()
}

/// The square of a positive matrix, divided by its greatest entry so that it never overflows.
fn squared(matrix: &[f64], n: usize) -> Vec<f64> {
    let entry = |row: usize, column: usize| -> f64 { (0..n).map(|k| matrix[row * n + k] * matrix[k * n + column]).sum() };
    let square: Vec<f64> = (0..n * n).map(|place| entry(place / n, place % n)).collect();
    let greatest = square.iter().copied().fold(0.0, f64::max);
    square.iter().map(|entry| entry / greatest).collect()
}

fn row_sums(matrix: &[f64], n: usize) -> Vec<f64> {
    to_sum_one(matrix.chunks_exact(n).map(|row| row.iter().sum()).collect())
}

fn to_sum_one(vector: Vec<f64>) -> Vec<f64> {
    let sum: f64 = vector.iter().sum();
    vector.iter().map(|part| part / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::ahp::pairwise::tests::{consistent, drinks, house, matrices, printed, turned};
    use crate::weigh::weights::tests::are_weights;
    use proptest::prelude::*;

    /// Saaty (2008), drinks: 0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327.
    #[test]
    fn drinks_of_saaty() {
        assert!(printed(&eigenvector(&drinks()), &[0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]));
    }

    /// Saaty (1990), house: 0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333 and λmax = 9.669.
    #[test]
    fn house_of_saaty() {
        let weights = eigenvector(&house());
        assert!(printed(&weights, &[0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]));
        assert_eq!((greatest_eigenvalue(&house(), &weights) * 1000.0).round() / 1000.0, 9.669);
    }

    #[test]
    fn one_and_two_criteria() {
        let of = |n, upper: &[f64]| eigenvector(&Pairwise::from_upper(n, upper).expect("a matrix")).as_slice().to_vec();
        assert_eq!(of(1, &[]), [1.0]);
        assert_eq!(of(2, &[3.0]), [0.75, 0.25]);
        assert_eq!(to_sum_one(vec![6.0, 2.0]), [0.75, 0.25]);
    }

    #[test]
    fn the_sharpest_contradiction_is_settled() {
        // 1 over 2 over 3 over 1, each a thousand times: nobody is more important, and single steps hardly move.
        let weights = eigenvector(&Pairwise::from_upper(3, &[1000.0, 1.0 / 1000.0, 1000.0]).expect("a matrix"));
        assert!(weights.as_slice().iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-12));
    }

    proptest! {
        #[test]
        fn is_an_eigenvector(matrix in matrices()) {
            let weights = eigenvector(&matrix);
            prop_assert!(are_weights(&weights));
            let lambda = greatest_eigenvalue(&matrix, &weights);
            prop_assert!(lambda >= matrix.size() as f64 - 1e-9);
            for (image, weight) in times(&matrix, weights.as_slice()).iter().zip(weights.as_slice()) {
                prop_assert!((image / weight / lambda - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn blind_to_the_order_of_criteria(matrix in matrices()) {
            let here = eigenvector(&matrix);
            let there = eigenvector(&turned(&matrix));
            for (a, b) in here.as_slice().iter().zip(there.as_slice().iter().rev()) {
                prop_assert!((a - b).abs() < 1e-12);
            }
        }

        #[test]
        fn judgements_without_contradiction_give_their_weights_back(raw in prop::collection::vec(1.0..9.0_f64, 1..8)) {
            let sum: f64 = raw.iter().sum();
            for (weight, part) in eigenvector(&consistent(&raw)).as_slice().iter().zip(&raw) {
                prop_assert!((weight - part / sum).abs() < 1e-12);
            }
        }
    }
}
