//! What is known of the score of a leaf.

/// Probability that is cut off at either end where a single low and a single high score stand for a spread.
pub const TAIL: f64 = 0.05;

/// Probabilities that differ by no more than this are the same: sums of them are rounded.
const TOLERANCE: f64 = 1e-9;

/// A distribution over scores of 0–100.
#[derive(Debug, Clone, PartialEq)]
pub struct LeafSpread(Kind);

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Certain(f64),
    /// Scores, rising, each with the probability of it or a lower one; the last has 1.
    Levels(Vec<(f64, f64)>),
    Uniform {
        low: f64,
        high: f64,
    },
}

/// Why a spread is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpreadFault {
    /// A score that is not a number of 0–100.
    BadScore,
    /// A probability that is not a number of 0–1.
    BadProbability,
    /// The probabilities do not sum to 1.
    NotOne,
    /// The low end lies above the high one.
    Falling,
}

impl LeafSpread {
    /// One score, 0–100, and no doubt about it.
    ///
    /// # Errors
    /// [`SpreadFault::BadScore`].
    pub fn certain(score: f64) -> Result<Self, SpreadFault> {
        Ok(Self(Kind::Certain(checked(score)?)))
    }

    /// Scores (0–100), each with its probability (0–1, summing to 1), in any order: the points of a rubric's levels.
    ///
    /// # Errors
    /// The first [`SpreadFault`] found.
    pub fn levels(mut scores: Vec<(f64, f64)>) -> Result<Self, SpreadFault> {
        for (score, probability) in &scores {
            checked(*score)?;
            if !(0.0..=1.0).contains(probability) {
                return Err(SpreadFault::BadProbability);
            }
        }
        let total: f64 = scores.iter().map(|(_, probability)| probability).sum();
        if (total - 1.0).abs() > TOLERANCE {
            return Err(SpreadFault::NotOne);
        }
        scores.retain(|(_, probability)| *probability > 0.0);
        scores.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut reached = 0.0;
        let mut rising: Vec<(f64, f64)> = Vec::with_capacity(scores.len());
        for (score, probability) in scores {
            reached += probability / total;
            match rising.last_mut() {
                Some(last) if last.0 == score => last.1 = reached,
                _ => rising.push((score, reached)),
            }
        }
        if let Some(last) = rising.last_mut() {
            last.1 = 1.0;
        }
        Ok(Self(match rising.as_slice() {
            [(score, _)] => Kind::Certain(*score),
            _ => Kind::Levels(rising),
        }))
    }

    /// Any score between two ends of 0–100, all equally likely.
    ///
    /// # Errors
    /// The first [`SpreadFault`] found.
    pub fn uniform(low: f64, high: f64) -> Result<Self, SpreadFault> {
        let (low, high) = (checked(low)?, checked(high)?);
        if low > high {
            return Err(SpreadFault::Falling);
        }
        Ok(Self(if low == high { Kind::Certain(low) } else { Kind::Uniform { low, high } }))
    }

    /// The score at a number of [0, 1), by the inverse of the distribution function: a uniform number gives a draw.
    #[must_use]
    pub fn at(&self, uniform: f64) -> f64 {
        match &self.0 {
            Kind::Certain(score) => *score,
            Kind::Levels(scores) => {
                let index = scores.partition_point(|(_, reached)| *reached <= uniform).min(scores.len() - 1);
                scores[index].0
            }
            Kind::Uniform { low, high } => low + (high - low) * uniform,
        }
    }

    /// A low and a high score: the least with at least [`TAIL`] at or below it, the greatest with at least [`TAIL`] at or above it.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        match &self.0 {
            Kind::Certain(score) => (*score, *score),
            Kind::Levels(scores) => {
                // The last one reaches 1.
                let low = scores.partition_point(|(_, reached)| *reached < TAIL - TOLERANCE);
                // At or above score i lies what scores 0..i have not reached.
                let high = (1..scores.len()).rev().find(|index| 1.0 - scores[index - 1].1 >= TAIL - TOLERANCE).unwrap_or(0);
                (scores[low].0, scores[high].0)
            }
            Kind::Uniform { low, high } => (low + (high - low) * TAIL, high - (high - low) * TAIL),
        }
    }

    /// Whether there is no doubt.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        matches!(self.0, Kind::Certain(_))
    }

    /// The scores that can occur with their probabilities, rising; `None` where they are not to be counted.
    #[must_use]
    pub fn probabilities(&self) -> Option<Vec<(f64, f64)>> {
        match &self.0 {
            Kind::Certain(score) => Some(vec![(*score, 1.0)]),
            Kind::Levels(scores) => {
                let before = std::iter::once(0.0).chain(scores.iter().map(|(_, reached)| *reached));
                Some(scores.iter().zip(before).map(|((score, reached), before)| (*score, reached - before)).collect())
            }
            Kind::Uniform { .. } => None,
        }
    }
}

fn checked(score: f64) -> Result<f64, SpreadFault> {
    if (0.0..=100.0).contains(&score) { Ok(score) } else { Err(SpreadFault::BadScore) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn levels_by_hand() {
        let spread = LeafSpread::levels(vec![(75.0, 0.7), (100.0, 0.15), (50.0, 0.15), (25.0, 0.0)]).expect("a spread");
        assert_eq!([0.0, 0.149, 0.151, 0.849, 0.851, 0.999].map(|u| spread.at(u)), [50.0, 50.0, 75.0, 75.0, 100.0, 100.0]);
        assert_eq!(spread.ends(), (50.0, 100.0));
        let sure = LeafSpread::levels(vec![(75.0, 0.9), (100.0, 0.05), (50.0, 0.05)]).expect("a spread");
        assert_eq!(sure.ends(), (50.0, 100.0), "5 % lies at each end");
        let surer = LeafSpread::levels(vec![(75.0, 0.92), (100.0, 0.04), (50.0, 0.04)]).expect("a spread");
        assert_eq!(surer.ends(), (75.0, 75.0));
        assert_eq!(LeafSpread::levels(vec![(0.0, 0.5), (0.0, 0.5)]), LeafSpread::certain(0.0), "levels of equal points");
    }

    #[test]
    fn probabilities_that_are_off_by_rounding() {
        let spread = LeafSpread::levels(vec![(10.0, 1.0), (20.0, 5e-10), (30.0, 4e-10)]).expect("a sum of 1 but for rounding");
        let probabilities = spread.probabilities().expect("levels can be counted");
        assert!(probabilities.iter().all(|(_, probability)| (0.0..=1.0).contains(probability)), "{probabilities:?}");
        assert_eq!(spread.at(1.0), 30.0, "a number that should have been below 1");
    }

    #[test]
    fn between_two_ends() {
        let spread = LeafSpread::uniform(40.0, 60.0).expect("a spread");
        assert_eq!([0.0, 0.25, 0.5].map(|u| spread.at(u)), [40.0, 45.0, 50.0]);
        assert_eq!(spread.ends(), (41.0, 59.0));
        assert!(LeafSpread::uniform(3.0, 3.0).is_ok_and(|spread| spread.is_certain()));
    }

    #[test]
    fn what_is_no_spread() {
        assert_eq!(LeafSpread::certain(f64::NAN), Err(SpreadFault::BadScore));
        assert_eq!(LeafSpread::levels(vec![]), Err(SpreadFault::NotOne));
        assert_eq!(LeafSpread::levels(vec![(50.0, 0.5), (60.0, 0.4)]), Err(SpreadFault::NotOne));
        assert_eq!(LeafSpread::levels(vec![(50.0, 1.5), (60.0, -0.5)]), Err(SpreadFault::BadProbability));
        assert_eq!(LeafSpread::levels(vec![(101.0, 1.0)]), Err(SpreadFault::BadScore));
        assert_eq!(LeafSpread::uniform(2.0, 1.0), Err(SpreadFault::Falling));
    }

    proptest! {
        #[test]
        fn draws_rise_and_stay_within(raw in prop::collection::vec((0.0..=100.0_f64, 0.01..1.0_f64), 1..8), a in 0.0..1.0_f64, b in 0.0..1.0_f64) {
            let total: f64 = raw.iter().map(|(_, weight)| weight).sum();
            let spread = LeafSpread::levels(raw.iter().map(|(score, weight)| (*score, weight / total)).collect()).expect("a spread");
            prop_assert!(spread.at(a.min(b)) <= spread.at(a.max(b)));
            let (low, high) = spread.ends();
            prop_assert!(low <= high);
            let probabilities = spread.probabilities().expect("levels can be counted");
            prop_assert!((probabilities.iter().map(|(_, p)| p).sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!(probabilities.iter().any(|(score, _)| *score == spread.at(a)));
        }
    }
}
