//! Rank-order centroid: weights when only the order of importance is known.
//!
//! With `n` criteria the `k`-th most important one has `w₍ₖ₎ = (1/n) Σ_{i=k}^{n} 1/i`: the centre of all weights that agree with
//! the order. Source: Barron & Barrett, "Decision quality using ranked attribute weights", *Management Science* 42 (1996).
//! Equal criteria share the weights of the places they occupy.

use crate::statistics::tie_groups;
use crate::weigh::{Weights, WeightsFault};

/// Weights from places of importance: the smallest number is the most important, equal numbers tie, and only the order counts.
///
/// # Errors
/// [`WeightsFault::Empty`].
pub fn rank_order_centroid(places: &[u32]) -> Result<Weights, WeightsFault> {
    let n = places.len();
    let mut centroid = vec![0.0; n];
    let mut sum = 0.0;
    for place in (1..=n).rev() {
        sum += 1.0 / place as f64;
        // Brought to a sum of 1 below, which divides by n.
        centroid[place - 1] = sum;
    }
    let order: Vec<f64> = places.iter().map(|place| f64::from(*place)).collect();
    let mut weights = vec![0.0; n];
    for group in tie_groups(&order) {
        let shared = &centroid[group.from..group.from + group.members.len()];
        for member in &group.members {
            weights[*member] = shared.iter().sum::<f64>() / shared.len() as f64;
        }
    }
    Weights::given(&weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::weights::tests::are_weights;
    use proptest::prelude::*;

    /// Barron & Barrett (1996), table of rank-order centroid weights: n = 3 and n = 5.
    #[test]
    fn table_of_barron_and_barrett() {
        let rounded = |places: &[u32]| -> Vec<f64> {
            let weights = rank_order_centroid(places).expect("places");
            weights.as_slice().iter().map(|w| (w * 10_000.0).round() / 10_000.0).collect()
        };
        assert_eq!(rounded(&[1, 2, 3]), [0.6111, 0.2778, 0.1111]);
        assert_eq!(rounded(&[1, 2, 3, 4, 5]), [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]);
        assert_eq!(rounded(&[30, 10, 20]), [0.1111, 0.6111, 0.2778], "only the order counts");
    }

    #[test]
    fn equal_places_share() {
        let weights = rank_order_centroid(&[1, 2, 2]).expect("places");
        assert!((weights.as_slice()[1] - (5.0 / 18.0 + 2.0 / 18.0) / 2.0).abs() < 1e-15);
        assert_eq!(weights.as_slice()[1], weights.as_slice()[2]);
        assert_eq!(rank_order_centroid(&[7, 7]).map(|w| w.as_slice().to_vec()), Ok(vec![0.5, 0.5]));
        assert_eq!(rank_order_centroid(&[]), Err(WeightsFault::Empty));
    }

    proptest! {
        #[test]
        fn sum_to_one_and_fall_with_the_place(places in prop::collection::vec(0_u32..12, 1..20)) {
            let weights = rank_order_centroid(&places).expect("places");
            prop_assert!(are_weights(&weights));
            for (a, weight_a) in places.iter().zip(weights.as_slice()) {
                for (b, weight_b) in places.iter().zip(weights.as_slice()) {
                    prop_assert_eq!(a.cmp(b).reverse(), weight_a.total_cmp(weight_b));
                }
            }
        }
    }
}
