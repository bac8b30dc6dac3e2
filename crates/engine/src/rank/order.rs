//! How scores become ranks: from which end, and whether as they are or as they are shown.

use crate::normalise::Direction;
use crate::rank::ranker::Ranker;

/// How scores are ranked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// Whether the highest score has rank 1, or the lowest.
    pub best: Direction,
    /// Scores are ranked as rounded to a multiple of this many points, if given; above 0.
    pub step: Option<f64>,
}

impl Default for Order {
    /// The highest first, scores as they are.
    fn default() -> Self {
        Self { best: Direction::Higher, step: None }
    }
}

impl Order {
    /// Competition ranks from 1, [`UNRANKED`](crate::rank::UNRANKED) for NaN.
    #[must_use]
    pub fn ranks(self, scores: &[f64]) -> Vec<u32> {
        let mut ranks = vec![0; scores.len()];
        Ranker::default().rank(self.prepare(&mut scores.to_vec()), &mut ranks);
        ranks
    }

    /// Turns scores into what the highest of is the best.
    pub(crate) fn prepare(self, scores: &mut [f64]) -> &[f64] {
        if let Some(step) = self.step {
            for score in &mut *scores {
                // In points again: of scores that lie further apart the ranker takes longer.
                *score = halves_away(*score / step) * step;
            }
        }
        if self.best == Direction::Lower {
            for score in &mut *scores {
                *score = -*score;
            }
        }
        scores
    }
}

/// Rounds half away from zero. What binary arithmetic makes of a half (11.5 as 11.499999…) still counts as one.
fn halves_away(number: f64) -> f64 {
    /// Nearer than this to a half is a half: far above the error of the arithmetic.
    const HALVES: f64 = 1e6;
    ((number * HALVES).round() / HALVES).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// United Nations Development Programme, *Human Development Report 2020*, table 1: two countries with 0.955 share
    /// rank 2, two with 0.949 rank 4, Germany with 0.947 is 6th and Sweden with 0.945 is 7th.
    #[test]
    fn what_shows_alike_shares_a_rank_only_when_asked() {
        let scores = [95.7, 95.5, 95.5, 94.94, 94.86, 94.7, 94.5];
        let shown = Order { step: Some(0.1), ..Order::default() };
        assert_eq!(shown.ranks(&scores), [1, 2, 2, 4, 4, 6, 7]);
        assert_eq!(Order::default().ranks(&scores), [1, 2, 2, 4, 5, 6, 7]);
        assert_eq!(Order { step: Some(0.5), ..Order::default() }.prepare(&mut [95.7, 94.94]), [95.5, 95.0]);
    }

    #[test]
    fn a_half_counts_as_a_half() {
        let shown = Order { best: Direction::Lower, step: Some(1.0) };
        assert_eq!(shown.ranks(&[11.499_999_999_999_998, 11.0, 11.4]), [3, 1, 1]);
    }

    #[test]
    fn from_the_other_end() {
        let lowest = Order { best: Direction::Lower, step: None };
        assert_eq!(lowest.ranks(&[28.7, 26.6, f64::NAN, 29.1]), [2, 1, 0, 3]);
    }
}
