//! Goalposts: a figure to 0–100 between two fixed ends.
//!
//! Linear: `score = 100 · (x − low) / (high − low)`; logarithmic: the same on `ln x`. With "lower is better" the score is
//! `100 −` that. Source: UNDP, *Human Development Report 2010*, technical note 1 (goalposts and log income);
//! *Handbook* step 5, min-max with external ends.

/// Whether more of the figure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// 0 at the low post, 100 at the high one.
    Higher,
    /// 100 at the low post, 0 at the high one.
    Lower,
}

/// How distances between the posts are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transform {
    /// By difference.
    Linear,
    /// By ratio: natural logarithm; both posts must be positive.
    Log,
}

/// Two fixed ends, `low < high`, in the unit of the figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goalposts {
    low: f64,
    high: f64,
    direction: Direction,
    transform: Transform,
    cap: bool,
}

/// Why goalposts are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalpostsFault {
    /// A post is not a finite number.
    NotFinite,
    /// The low post is not below the high one.
    NotRising,
    /// A logarithmic scale with a post at or below zero.
    LogNeedsPositive,
}

/// A figure that lies outside uncapped posts, or is not a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutsidePosts;

impl Goalposts {
    /// Goalposts from `low` to `high`. With `cap`, figures outside count as the nearest post.
    ///
    /// # Errors
    /// A [`GoalpostsFault`] when the posts make no scale.
    pub fn new(low: f64, high: f64, direction: Direction, transform: Transform, cap: bool) -> Result<Self, GoalpostsFault> {
        if !low.is_finite() || !high.is_finite() || !(high - low).is_finite() {
            return Err(GoalpostsFault::NotFinite);
        }
        if low >= high {
            return Err(GoalpostsFault::NotRising);
        }
        if transform == Transform::Log && low <= 0.0 {
            return Err(GoalpostsFault::LogNeedsPositive);
        }
        Ok(Self { low, high, direction, transform, cap })
    }

    /// Score 0–100 of a figure.
    ///
    /// # Errors
    /// [`OutsidePosts`] when the figure is not finite, or lies outside posts that do not cap.
    pub fn score(&self, figure: f64) -> Result<f64, OutsidePosts> {
        if !figure.is_finite() || (!self.cap && !(self.low..=self.high).contains(&figure)) {
            return Err(OutsidePosts);
        }
        let inside = figure.clamp(self.low, self.high);
        let share = match self.transform {
            Transform::Linear => (inside - self.low) / (self.high - self.low),
            Transform::Log => (libm::log(inside) - libm::log(self.low)) / (libm::log(self.high) - libm::log(self.low)),
        };
        let rising = share.clamp(0.0, 1.0) * 100.0;
        Ok(match self.direction {
            Direction::Higher => rising,
            Direction::Lower => 100.0 - rising,
        })
    }

    /// Low post.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// High post.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Direction.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Transform.
    #[must_use]
    pub fn transform(&self) -> Transform {
        self.transform
    }

    /// Whether figures outside count as the nearest post.
    #[must_use]
    pub fn caps(&self) -> bool {
        self.cap
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// UNDP, Human Development Report 2010, technical note 1, worked example China: life expectancy 73.5 between 20 and
    /// 83.2 gives 0.847; income 7,263 between 163 and 108,211 in logarithms gives 0.584.
    #[test]
    fn china_in_the_human_development_report_2010() -> Result<(), GoalpostsFault> {
        let life = Goalposts::new(20.0, 83.2, Direction::Higher, Transform::Linear, true)?;
        assert_eq!(life.score(73.5).map(|s| (s * 10.0).round() / 1000.0), Ok(0.847));
        let income = Goalposts::new(163.0, 108_211.0, Direction::Higher, Transform::Log, true)?;
        assert_eq!(income.score(7263.0).map(|s| (s * 10.0).round() / 1000.0), Ok(0.584));
        Ok(())
    }

    #[test]
    fn ends_and_what_lies_beyond() -> Result<(), GoalpostsFault> {
        let cost_income = Goalposts::new(25.0, 60.0, Direction::Lower, Transform::Linear, true)?;
        assert_eq!(cost_income.score(25.0), Ok(100.0));
        assert_eq!(cost_income.score(60.0), Ok(0.0));
        assert_eq!(cost_income.score(90.0), Ok(0.0));
        let open = Goalposts::new(0.0, 1.0, Direction::Higher, Transform::Linear, false)?;
        assert_eq!(open.score(1.5), Err(OutsidePosts));
        assert_eq!(open.score(f64::NAN), Err(OutsidePosts));
        assert_eq!((cost_income.low(), cost_income.high(), cost_income.caps(), open.caps()), (25.0, 60.0, true, false));
        assert_eq!((cost_income.direction(), cost_income.transform()), (Direction::Lower, Transform::Linear));
        Ok(())
    }

    #[test]
    fn posts_far_apart_keep_their_middle() -> Result<(), GoalpostsFault> {
        let wide = Goalposts::new(1e-300, 1e300, Direction::Higher, Transform::Log, true)?;
        assert!(wide.score(1.0).is_ok_and(|score| (score - 50.0).abs() < 1e-9));
        Ok(())
    }

    #[test]
    fn posts_that_make_no_scale() {
        let posts = |low, high, transform| Goalposts::new(low, high, Direction::Higher, transform, true);
        assert_eq!(posts(2.0, 1.0, Transform::Linear), Err(GoalpostsFault::NotRising));
        assert_eq!(posts(0.0, 1.0, Transform::Log), Err(GoalpostsFault::LogNeedsPositive));
        assert_eq!(posts(f64::NAN, 1.0, Transform::Linear), Err(GoalpostsFault::NotFinite));
        assert_eq!(posts(f64::MIN, f64::MAX, Transform::Linear), Err(GoalpostsFault::NotFinite));
    }

    proptest! {
        #[test]
        fn bounded_and_monotone(low in 0.01..50.0_f64, width in 0.01..50.0_f64, a in -10.0..120.0_f64, b in -10.0..120.0_f64, log: bool, falling: bool) {
            let transform = if log { Transform::Log } else { Transform::Linear };
            let direction = if falling { Direction::Lower } else { Direction::Higher };
            let posts = Goalposts::new(low, low + width, direction, transform, true).expect("rising positive posts");
            let (small, large) = (posts.score(a.min(b)).expect("capped"), posts.score(a.max(b)).expect("capped"));
            prop_assert!((0.0..=100.0).contains(&small) && (0.0..=100.0).contains(&large));
            if falling { prop_assert!(small >= large) } else { prop_assert!(small <= large) }
        }

        #[test]
        fn linear_posts_ignore_the_unit(x in 0.0..1.0_f64, factor in 0.001..1000.0_f64) {
            let score = |low, high, x| Goalposts::new(low, high, Direction::Higher, Transform::Linear, true).expect("rising").score(x).expect("capped");
            prop_assert!((score(0.0, 1.0, x) - score(0.0, factor, x * factor)).abs() < 1e-9);
        }
    }
}
