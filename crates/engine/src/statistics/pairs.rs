//! Two lists whose observations belong together.

use crate::statistics::{StatisticsFault, checked};

/// Refuses pairs that no correlation can be taken of: lists of different length, fewer than two pairs, bad figures.
pub(crate) fn checked_pairs(left: &[f64], right: &[f64]) -> Result<(), StatisticsFault> {
    if left.len() != right.len() {
        return Err(StatisticsFault::UnequalLengths { left: left.len(), right: right.len() });
    }
    checked(left, 2)?;
    checked(right, 2)
}

/// The pairs that are there on both sides (pairwise deletion, *Handbook* step 3), in their order.
///
/// # Errors
/// [`StatisticsFault::UnequalLengths`].
pub fn complete_pairs(left: &[Option<f64>], right: &[Option<f64>]) -> Result<(Vec<f64>, Vec<f64>), StatisticsFault> {
    if left.len() != right.len() {
        return Err(StatisticsFault::UnequalLengths { left: left.len(), right: right.len() });
    }
    Ok(left.iter().zip(right).filter_map(|(l, r)| Some(((*l)?, (*r)?))).unzip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_there_on_both_sides() {
        let left = [Some(1.0), None, Some(3.0)];
        let right = [Some(4.0), Some(5.0), None];
        assert_eq!(complete_pairs(&left, &right), Ok((vec![1.0], vec![4.0])));
        assert_eq!(complete_pairs(&left, &[None]), Err(StatisticsFault::UnequalLengths { left: 3, right: 1 }));
    }
}
