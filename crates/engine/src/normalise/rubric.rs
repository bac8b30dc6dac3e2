//! Rubric points: an ordinal level to a score, by a table that the model declares.
//!
//! *Handbook* step 5, "categorical scales": each category is given a score; the scores are the model's judgement.

/// The score of each level, from the lowest.
#[derive(Debug, Clone, PartialEq)]
pub struct RubricPoints(Vec<f64>);

/// Why a table of points is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RubricPointsFault {
    /// There is no level.
    Empty,
    /// The points of this level (from 1) are not a number of 0–100.
    OutOfRange(usize),
    /// The points of this level (from 1) are below those of the level before.
    Falling(usize),
}

impl RubricPoints {
    /// A table of points, one a level, each 0–100 and none below the one before.
    ///
    /// # Errors
    /// The first [`RubricPointsFault`] found.
    pub fn new(points: Vec<f64>) -> Result<Self, RubricPointsFault> {
        if points.is_empty() {
            return Err(RubricPointsFault::Empty);
        }
        if let Some(index) = points.iter().position(|p| !(0.0..=100.0).contains(p)) {
            return Err(RubricPointsFault::OutOfRange(index + 1));
        }
        if let Some(index) = points.windows(2).position(|pair| pair[1] < pair[0]) {
            return Err(RubricPointsFault::Falling(index + 2));
        }
        Ok(Self(points))
    }

    /// The score of a level counted from 1; `None` for a level that does not exist.
    #[must_use]
    pub fn score(&self, level: u8) -> Option<f64> {
        usize::from(level).checked_sub(1).and_then(|index| self.0.get(index)).copied()
    }

    /// The score at a fractional level, such as a mean of levels: on the straight line between the points of the two levels around it,
    /// `p(⌊l⌋) + (l − ⌊l⌋)·(p(⌊l⌋ + 1) − p(⌊l⌋))`. `None` outside the levels that exist.
    #[must_use]
    pub fn score_between(&self, level: f64) -> Option<f64> {
        let last = self.0.len();
        if !(level >= 1.0 && level <= last as f64) {
            return None;
        }
        let below = (1..=last).rev().find(|whole| *whole as f64 <= level)?;
        let low = self.0[below - 1];
        let high = self.0.get(below).copied().unwrap_or(low);
        Some(low + (level - below as f64) * (high - low))
    }

    /// All points, from the lowest level.
    #[must_use]
    pub fn points(&self) -> &[f64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_even_levels() -> Result<(), RubricPointsFault> {
        let points = RubricPoints::new(vec![0.0, 25.0, 50.0, 75.0, 100.0])?;
        assert_eq!(points.score(1), Some(0.0));
        assert_eq!(points.score(5), Some(100.0));
        assert_eq!(points.score(0), None);
        assert_eq!(points.score(9), None);
        assert_eq!(points.points(), [0.0, 25.0, 50.0, 75.0, 100.0]);
        Ok(())
    }

    #[test]
    fn a_fractional_level_lies_between_its_neighbours() -> Result<(), RubricPointsFault> {
        let points = RubricPoints::new(vec![10.0, 20.0, 60.0, 100.0])?;
        assert_eq!([1.0, 1.5, 2.25, 3.0, 4.0].map(|level| points.score_between(level)), [10.0, 15.0, 30.0, 60.0, 100.0].map(Some));
        assert_eq!([0.99, 4.01, f64::NAN, f64::INFINITY].map(|level| points.score_between(level)), [None; 4]);
        Ok(())
    }

    #[test]
    fn faults_name_the_level() {
        assert_eq!(RubricPoints::new(vec![]), Err(RubricPointsFault::Empty));
        assert_eq!(RubricPoints::new(vec![0.0, f64::NAN]), Err(RubricPointsFault::OutOfRange(2)));
        assert_eq!(RubricPoints::new(vec![0.0, 50.0, 25.0]), Err(RubricPointsFault::Falling(3)));
    }
}
