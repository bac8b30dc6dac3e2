//! Weights as geometric means of the rows: `wᵢ ∝ (Πⱼ aᵢⱼ)^(1/n)`.
//!
//! The least-squares fit of the judgements' logarithms. Source: Crawford & Williams, "A note on the analysis of subjective
//! judgment matrices", *Journal of Mathematical Psychology* 29 (1985). Up to three criteria it equals the eigenvector.

use crate::weigh::Weights;
use crate::weigh::ahp::Pairwise;

/// Weights of the criteria, all above 0.
#[must_use]
pub fn geometric_mean(matrix: &Pairwise) -> Weights {
    let n = matrix.size() as f64;
    let means: Vec<f64> = matrix.rows().map(|row| libm::exp(row.iter().map(|ratio| libm::log(*ratio)).sum::<f64>() / n)).collect();
    Weights::of_positive(&means)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::ahp::eigenvector;
    use crate::weigh::ahp::pairwise::tests::{consistent, drinks, matrices, turned};
    use crate::weigh::weights::tests::are_weights;
    use proptest::prelude::*;

    /// Saaty (1980), ch. 1, choice of a school: the comparisons of three schools by learning give 0.16, 0.59, 0.25, those by
    /// vocational training 0.77, 0.05, 0.17. The book takes eigenvectors, which for three criteria are row geometric means.
    #[test]
    fn schools_of_saaty() {
        let hundredths = |upper: &[f64]| -> Vec<f64> {
            let weights = geometric_mean(&Pairwise::from_upper(3, upper).expect("a matrix"));
            weights.as_slice().iter().map(|weight| (weight * 100.0).round() / 100.0).collect()
        };
        assert_eq!(hundredths(&[1.0 / 3.0, 1.0 / 2.0, 3.0]), [0.16, 0.59, 0.25]);
        assert_eq!(hundredths(&[9.0, 7.0, 1.0 / 5.0]), [0.77, 0.05, 0.17]);
    }

    #[test]
    fn near_the_eigenvector_of_good_judgements() {
        for (mean, vector) in geometric_mean(&drinks()).as_slice().iter().zip(eigenvector(&drinks()).as_slice()) {
            assert!((mean - vector).abs() < 0.005);
        }
    }

    proptest! {
        #[test]
        fn sum_to_one_and_are_blind_to_the_order_of_criteria(matrix in matrices()) {
            let here = geometric_mean(&matrix);
            prop_assert!(are_weights(&here));
            let there = geometric_mean(&turned(&matrix));
            for (a, b) in here.as_slice().iter().zip(there.as_slice().iter().rev()) {
                prop_assert!((a - b).abs() < 1e-12);
            }
        }

        #[test]
        fn equals_the_eigenvector_up_to_three_criteria(matrix in matrices()) {
            if matrix.size() <= 3 {
                for (a, b) in geometric_mean(&matrix).as_slice().iter().zip(eigenvector(&matrix).as_slice()) {
                    prop_assert!((a - b).abs() < 1e-12);
                }
            }
        }

        #[test]
        fn judgements_without_contradiction_give_their_weights_back(raw in prop::collection::vec(1.0..9.0_f64, 1..8)) {
            let sum: f64 = raw.iter().sum();
            for (weight, part) in geometric_mean(&consistent(&raw)).as_slice().iter().zip(&raw) {
                prop_assert!((weight - part / sum).abs() < 1e-12);
            }
        }

        #[test]
        fn a_stronger_judgement_never_lowers_the_weight(matrix in matrices(), more in 1.0..9.0_f64) {
            if let Some(ratio) = matrix.ratio(0, 1) {
                let mut stronger = matrix.clone();
                stronger.set(0, 1, ratio * more);
                prop_assert!(geometric_mean(&stronger).as_slice()[0] >= geometric_mean(&matrix).as_slice()[0] - 1e-12);
            }
        }
    }
}
