//! Ranks within a group by the printed values: equal figures share a rank and the ranks they occupy stay empty (“1224”).

use crate::data_set::Direction;
use shuheng_engine::normalise::{Direction as Better, competition_ranks};

/// A rank from 1 for each figure, `None` where there is none. The lowest is first where less is better, else the highest.
#[must_use]
pub fn ranks(values: &[Option<f64>], direction: Direction) -> Vec<Option<u32>> {
    let better = if direction == Direction::Lower { Better::Lower } else { Better::Higher };
    let ranks = competition_ranks(values, better).unwrap_or_else(|_| vec![None; values.len()]);
    ranks.into_iter().map(|rank| rank.and_then(|rank| u32::try_from(rank).ok())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_figures_share_a_rank() {
        let values = [Some(3.0), None, Some(5.0), Some(5.0), Some(1.0)];
        assert_eq!(ranks(&values, Direction::Higher), [Some(3), None, Some(1), Some(1), Some(4)]);
        assert_eq!(ranks(&values, Direction::Lower), [Some(2), None, Some(3), Some(3), Some(1)]);
        assert_eq!(ranks(&values, Direction::Neutral), ranks(&values, Direction::Higher));
        assert_eq!(ranks(&[None, None], Direction::Higher), [None, None]);
    }
}
