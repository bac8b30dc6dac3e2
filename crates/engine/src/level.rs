//! Levels: from which score a node has which level.

/// Cut-off scores, the first one 0, rising.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    from: Vec<f64>,
    minimum_coverage: f64,
}

/// Why a scale is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleFault {
    /// There is no level.
    Empty,
    /// The first level does not begin at 0.
    FirstNotZero,
    /// This level (from 1) does not begin above the one before, or is not a number up to 100.
    NotRising(usize),
    /// The minimum coverage is not between 0 and 1.
    Coverage,
}

impl Scale {
    /// A scale whose level `i` (from 1) begins at `from[i − 1]`; below `minimum_coverage` (0–1) a node has no level.
    ///
    /// # Errors
    /// The first [`ScaleFault`] found.
    pub fn new(from: Vec<f64>, minimum_coverage: f64) -> Result<Self, ScaleFault> {
        if from.is_empty() || from.len() > usize::from(u8::MAX) {
            return Err(ScaleFault::Empty);
        }
        if from.first().is_some_and(|f| *f != 0.0) {
            return Err(ScaleFault::FirstNotZero);
        }
        if let Some(index) = from.windows(2).position(|pair| !(pair[1] > pair[0] && pair[1] <= 100.0)) {
            return Err(ScaleFault::NotRising(index + 2));
        }
        if !(0.0..=1.0).contains(&minimum_coverage) {
            return Err(ScaleFault::Coverage);
        }
        Ok(Self { from, minimum_coverage })
    }

    /// The level of a score: the highest whose cut-off it reaches; 1 below the first.
    #[must_use]
    pub fn level(&self, score: f64) -> u8 {
        let reached = self.from.iter().filter(|from| score >= **from).count();
        u8::try_from(reached.max(1)).unwrap_or(u8::MAX)
    }

    /// The level of a score with a coverage; `None` below the minimum coverage.
    #[must_use]
    pub fn level_if_covered(&self, score: f64, coverage: f64) -> Option<u8> {
        (coverage >= self.minimum_coverage).then(|| self.level(score))
    }

    /// Number of levels.
    #[must_use]
    pub fn levels(&self) -> usize {
        self.from.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_on_the_cut_off_has_the_level() -> Result<(), ScaleFault> {
        let scale = Scale::new(vec![0.0, 20.0, 40.0, 60.0, 80.0], 0.3)?;
        let levels: Vec<u8> = [0.0, 19.999, 20.0, 59.0, 60.0, 100.0].iter().map(|s| scale.level(*s)).collect();
        assert_eq!(levels, [1, 1, 2, 3, 4, 5]);
        assert_eq!(scale.level_if_covered(90.0, 0.29), None);
        assert_eq!(scale.level_if_covered(90.0, 0.3), Some(5));
        assert_eq!(scale.level(f64::NAN), 1);
        Ok(())
    }

    #[test]
    fn faults_name_the_level() {
        assert_eq!(Scale::new(vec![], 0.3), Err(ScaleFault::Empty));
        assert_eq!(Scale::new(vec![1.0], 0.3), Err(ScaleFault::FirstNotZero));
        assert_eq!(Scale::new(vec![0.0, 20.0, 20.0], 0.3), Err(ScaleFault::NotRising(3)));
        assert_eq!(Scale::new(vec![0.0, f64::NAN], 0.3), Err(ScaleFault::NotRising(2)));
        assert_eq!(Scale::new(vec![0.0], 1.5), Err(ScaleFault::Coverage));
    }
}
