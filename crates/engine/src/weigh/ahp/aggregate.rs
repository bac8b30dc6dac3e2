//! One matrix from several judges: the geometric mean of every comparison.
//!
//! `aᵢⱼ = (Π_k aᵢⱼ⁽ᵏ⁾)^(1/m)`: the only mean that keeps reciprocals reciprocal. Source: Aczél & Saaty, "Procedures for synthesizing
//! ratio judgements", *Journal of Mathematical Psychology* 27 (1983). All judges count alike.

use crate::weigh::ahp::Pairwise;

/// Why judges' matrices make no common one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateFault {
    /// There is no judge.
    NoJudge,
    /// This judge (from 0) did not compare as many criteria as the first.
    OtherSize(usize),
}

/// The common matrix of all judges.
///
/// # Errors
/// [`AggregateFault`].
pub fn aggregate(judges: &[Pairwise]) -> Result<Pairwise, AggregateFault> {
    let first = judges.first().ok_or(AggregateFault::NoJudge)?;
    if let Some(judge) = judges.iter().position(|judge| judge.size() != first.size()) {
        return Err(AggregateFault::OtherSize(judge));
    }
    let mut common = first.clone();
    for row in 0..first.size() {
        for column in row + 1..first.size() {
            let logarithms: f64 = judges.iter().filter_map(|judge| judge.ratio(row, column)).map(libm::log).sum();
            common.set(row, column, libm::exp(logarithms / judges.len() as f64));
        }
    }
    Ok(common)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weigh::Weights;
    use crate::weigh::ahp::geometric_mean;
    use crate::weigh::ahp::pairwise::tests::{drinks, house, matrices, turned};
    use proptest::prelude::*;

    /// Aczél & Saaty (1983), the requirement that singles the geometric mean out: judgements 2 and 8 make 4, and so 1/2 and 1/8
    /// make 1/4.
    #[test]
    fn reciprocals_stay_reciprocal() {
        let judge = |ratio: f64| Pairwise::from_upper(2, &[ratio]).expect("a matrix");
        let common = aggregate(&[judge(2.0), judge(8.0)]).expect("judges");
        assert!(common.ratio(0, 1).is_some_and(|ratio| (ratio - 4.0).abs() < 1e-12));
        assert!(common.ratio(1, 0).is_some_and(|ratio| (ratio - 0.25).abs() < 1e-12));
    }

    #[test]
    fn judges_that_do_not_fit() {
        assert_eq!(aggregate(&[]), Err(AggregateFault::NoJudge));
        assert_eq!(aggregate(&[house(), house(), drinks()]), Err(AggregateFault::OtherSize(2)));
    }

    fn same_ratios(a: &Pairwise, b: &Pairwise) -> bool {
        a.rows().flatten().zip(b.rows().flatten()).all(|(a, b)| (a / b - 1.0).abs() < 1e-12)
    }

    proptest! {
        #[test]
        fn unanimous_judges_are_their_own_mean_and_opposite_ones_cancel(matrix in matrices(), judges in 1_usize..5) {
            prop_assert!(same_ratios(&aggregate(&vec![matrix.clone(); judges]).expect("judges"), &matrix));
            let n = matrix.size();
            let upper: Vec<f64> = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).filter_map(|(i, j)| matrix.ratio(j, i)).collect();
            let opposite = Pairwise::from_upper(n, &upper).expect("a matrix");
            let common = aggregate(&[matrix, opposite]).expect("judges");
            prop_assert!(common.rows().flatten().all(|ratio| (ratio - 1.0).abs() < 1e-12));
        }

        #[test]
        fn blind_to_the_order_of_judges_and_of_one_mind_with_geometric_weights(matrix in matrices()) {
            let judges = [matrix.clone(), turned(&matrix), matrix.clone()];
            let common = aggregate(&judges).expect("judges");
            let reordered = [turned(&matrix), matrix.clone(), matrix];
            prop_assert!(same_ratios(&common, &aggregate(&reordered).expect("judges")));
            // Row geometric means of the common matrix are the geometric means of the judges' weights.
            let of_judges: Vec<Weights> = judges.iter().map(geometric_mean).collect();
            let products: Vec<f64> = (0..common.size()).map(|i| libm::cbrt(of_judges.iter().map(|w| w.as_slice()[i]).product())).collect();
            let expected = Weights::given(&products).expect("weights");
            for (a, b) in geometric_mean(&common).as_slice().iter().zip(expected.as_slice()) {
                prop_assert!((a - b).abs() < 1e-12);
            }
        }
    }
}
