//! Midranks: equal observations share the mean of the places they occupy.
//!
//! Source: Kendall & Gibbons, *Rank Correlation Methods* (5th ed. 1990), ch. 3.

use crate::statistics::{StatisticsFault, checked};

/// One rank an observation, 1 for the smallest; ties have the mean of their places, so the ranks sum to `n(n + 1)/2`.
///
/// # Errors
/// [`StatisticsFault::BadFigure`]. An empty sample has no ranks.
pub fn midranks(sample: &[f64]) -> Result<Vec<f64>, StatisticsFault> {
    checked(sample, 0)?;
    let mut ranks = vec![0.0; sample.len()];
    for group in tie_groups(sample) {
        let (first, last) = (group.from + 1, group.from + group.members.len());
        for member in group.members {
            ranks[member] = (first + last) as f64 / 2.0;
        }
    }
    Ok(ranks)
}

/// Observations that equal each other.
pub(crate) struct TieGroup {
    /// How many observations are smaller.
    pub(crate) from: usize,
    /// Indices of the members, rising.
    pub(crate) members: Vec<usize>,
}

/// The observations by size, equal ones together; groups of one included.
pub(crate) fn tie_groups(sample: &[f64]) -> Vec<TieGroup> {
    let mut order: Vec<usize> = (0..sample.len()).collect();
    // −0 and 0 are equal as figures and must not be told apart here.
    let key = |index: usize| sample[index] + 0.0;
    order.sort_by(|a, b| key(*a).total_cmp(&key(*b)).then(a.cmp(b)));
    let mut groups: Vec<TieGroup> = Vec::new();
    for (from, index) in order.into_iter().enumerate() {
        match groups.last_mut() {
            Some(group) if key(group.members[0]) == key(index) => group.members.push(index),
            _ => groups.push(TieGroup { from, members: vec![index] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// SciPy, documentation of `stats.rankdata`: 0, 2, 3, 2 have the ranks 1, 2.5, 4, 2.5.
    #[test]
    fn example_of_scipy() {
        assert_eq!(midranks(&[0.0, 2.0, 3.0, 2.0]), Ok(vec![1.0, 2.5, 4.0, 2.5]));
        assert_eq!(midranks(&[-0.0, 0.0]), Ok(vec![1.5, 1.5]));
        assert_eq!(midranks(&[]), Ok(vec![]));
        assert_eq!(midranks(&[1.0, f64::NAN]), Err(StatisticsFault::BadFigure(1)));
    }

    #[test]
    fn members_of_a_tie_rise_whatever_the_sign_of_zero() {
        let groups = tie_groups(&[0.0, 1.0, -0.0]);
        assert_eq!(groups.iter().map(|group| (group.from, group.members.as_slice())).collect::<Vec<_>>(), [(0, &[0, 2][..]), (2, &[1])]);
    }

    proptest! {
        #[test]
        fn sum_and_order(sample in prop::collection::vec(0_i32..8, 0..30)) {
            let sample: Vec<f64> = sample.into_iter().map(f64::from).collect();
            let ranks = midranks(&sample).expect("figures");
            let n = sample.len() as f64;
            prop_assert_eq!(ranks.iter().sum::<f64>(), n * (n + 1.0) / 2.0);
            for (a, rank_a) in sample.iter().zip(&ranks) {
                for (b, rank_b) in sample.iter().zip(&ranks) {
                    prop_assert_eq!(a.partial_cmp(b), rank_a.partial_cmp(rank_b));
                }
            }
        }
    }
}
