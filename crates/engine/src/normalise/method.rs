//! A method of normalisation with all it needs: a column of figures to a column of scores.
//!
//! The fixed methods (goalposts, bands, points, given scores) look at one figure at a time; the others at the whole column, so
//! that a score speaks of the units beside it. *Handbook*, step 5.

use crate::normalise::{
    Bands, Direction, Goalposts, Reference, ReferenceFault, RubricPoints, competition_ranks, distance_to_reference, min_max,
    percentile_ranks, z_scores,
};
use crate::statistics::{PercentileConvention, Spread, StatisticsFault};

/// How the figures of an indicator become scores.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// Between fixed ends, 0–100.
    Goalposts(Goalposts),
    /// The score of the band a figure falls into, 0–100.
    Bands(Bands),
    /// The points of a level; the figures are levels, whole numbers from 1. 0–100.
    Points(RubricPoints),
    /// 0 for the worst unit, 100 for the best.
    MinMax {
        /// Whether more is better.
        direction: Direction,
    },
    /// Standard deviations above the mean of the column: no score of 0–100, it has mean 0 and no bounds.
    ZScore {
        /// Whether more is better.
        direction: Direction,
        /// Of the population or of a sample.
        spread: Spread,
    },
    /// The share of the column that a unit leaves behind, half of its equals counted; 0–100.
    PercentileRank {
        /// Whether more is better.
        direction: Direction,
    },
    /// Per cent of a reference: 100 is as good as the reference, and against a mean or a given figure more than 100 is possible.
    DistanceToReference {
        /// Whether more is better.
        direction: Direction,
        /// With what the units are compared.
        reference: Reference,
    },
    /// By competition rank `r` among `n` units: `100 · (n − r) / (n − 1)`, 100 for the first; units that share the last rank
    /// stay above 0.
    CompetitionRank {
        /// Whether more is better.
        direction: Direction,
    },
    /// The figures are scores already, of 0 to `top`: `100 · x / top`.
    Given {
        /// The best score there can be, above 0.
        top: f64,
    },
}

/// In what a method measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreUnit {
    /// Points of 0–100.
    Points,
    /// Per cent of a reference, ≥ 0 and without upper end.
    PerCent,
    /// Standard deviations, mean 0, without ends.
    StandardDeviations,
}

/// Why a column has no scores; units are indices into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodFault {
    /// Too few figures, no spread among them, or one that is no number.
    Column(StatisticsFault),
    /// There is no distance to the reference.
    Reference(ReferenceFault),
    /// The figure of this unit is none the method can score: outside posts that do not cap, no level, or not of 0 to the top.
    Outside(usize),
}

impl Method {
    /// In what the scores are measured.
    #[must_use]
    pub fn unit(&self) -> ScoreUnit {
        match self {
            Self::ZScore { .. } => ScoreUnit::StandardDeviations,
            Self::DistanceToReference { reference: Reference::Given(_) | Reference::Mean, .. } => ScoreUnit::PerCent,
            _ => ScoreUnit::Points,
        }
    }

    /// Whether more of the figure makes a greater score; bands, points and given scores say so themselves and count as higher.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self {
            Self::Goalposts(posts) => posts.direction(),
            Self::Bands(_) | Self::Points(_) | Self::Given { .. } => Direction::Higher,
            Self::MinMax { direction }
            | Self::ZScore { direction, .. }
            | Self::PercentileRank { direction }
            | Self::DistanceToReference { direction, .. }
            | Self::CompetitionRank { direction } => *direction,
        }
    }

    /// Whether a score depends on the other units of the column.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        match self {
            Self::Goalposts(_) | Self::Bands(_) | Self::Points(_) | Self::Given { .. } => false,
            Self::DistanceToReference { reference, .. } => !matches!(reference, Reference::Given(_)),
            Self::MinMax { .. } | Self::ZScore { .. } | Self::PercentileRank { .. } | Self::CompetitionRank { .. } => true,
        }
    }

    /// One score a unit, greater for better, in the [unit](Self::unit) of the method; missing stays missing.
    ///
    /// A fixed method answers a column in which everything is missing with nothing but gaps, and knows no other column it
    /// could not answer than one with a figure it cannot score.
    ///
    /// # Errors
    /// [`MethodFault`]. Min-max and standard scores need a spread among two figures, ranks two figures (all equal, all are
    /// first), percentile ranks and distances one.
    pub fn scores(&self, column: &[Option<f64>]) -> Result<Vec<Option<f64>>, MethodFault> {
        match self {
            Self::Goalposts(posts) => each(column, |figure| posts.score(figure).ok()),
            Self::Bands(bands) => each(column, |figure| bands.score(figure)),
            Self::Points(points) => each(column, |figure| level(figure).and_then(|level| points.score(level))),
            Self::Given { top } => each(column, |figure| (0.0..=*top).contains(&figure).then(|| 100.0 * (figure / top))),
            Self::MinMax { direction } => min_max(column, *direction).map_err(MethodFault::Column),
            Self::ZScore { direction, spread } => z_scores(column, *direction, *spread).map_err(MethodFault::Column),
            Self::PercentileRank { direction } => {
                percentile_ranks(column, *direction, PercentileConvention::Midpoint).map_err(MethodFault::Column)
            }
            Self::DistanceToReference { direction, reference } => {
                distance_to_reference(column, *direction, *reference).map_err(|fault| match fault {
                    ReferenceFault::Column(fault) => MethodFault::Column(fault),
                    fault => MethodFault::Reference(fault),
                })
            }
            Self::CompetitionRank { direction } => rank_scores(column, *direction).map_err(MethodFault::Column),
        }
    }
}

/// Scores figure by figure.
fn each(column: &[Option<f64>], score: impl Fn(f64) -> Option<f64>) -> Result<Vec<Option<f64>>, MethodFault> {
    let one = |(unit, figure): (usize, &Option<f64>)| match figure {
        Some(figure) => score(*figure).map(Some).ok_or(MethodFault::Outside(unit)),
        None => Ok(None),
    };
    column.iter().enumerate().map(one).collect()
}

/// A figure as a level.
fn level(figure: f64) -> Option<u8> {
    let whole = figure.fract() == 0.0 && (1.0..=255.0).contains(&figure);
    whole.then_some(figure as u8)
}

/// Ranks turned so that the first has 100.
fn rank_scores(column: &[Option<f64>], direction: Direction) -> Result<Vec<Option<f64>>, StatisticsFault> {
    let ranks = competition_ranks(column, direction)?;
    let units = ranks.iter().flatten().count();
    if units < 2 {
        return Err(StatisticsFault::TooFew { needed: 2, found: units });
    }
    Ok(ranks.iter().map(|rank| rank.map(|rank| 100.0 * ((units - rank) as f64 / (units - 1) as f64))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::column::tests::{columns, directions, ordered_alike, schooling};
    use crate::normalise::{EdgeBelongs, Transform};
    use proptest::prelude::*;

    const HIGHER: Direction = Direction::Higher;

    fn posts(cap: bool) -> Method {
        Method::Goalposts(Goalposts::new(0.0, 20.0, HIGHER, Transform::Linear, cap).expect("posts"))
    }

    /// *Handbook*, step 5, table of normalisation techniques: schooling of Finland is rank 15 of 23 from the least, so 9th
    /// from the top, z 0.26, re-scaled 0.59, and 1.04 of the mean.
    #[test]
    fn finland_in_the_handbook() {
        let finland = |method: Method| method.scores(&schooling()).expect("scores")[0].map(|score| (score * 100.0).round() / 100.0);
        assert_eq!(finland(Method::MinMax { direction: HIGHER }).map(f64::round), Some(59.0));
        assert_eq!(finland(Method::ZScore { direction: HIGHER, spread: Spread::Sample }), Some(0.26));
        let mean = Method::DistanceToReference { direction: HIGHER, reference: Reference::Mean };
        assert_eq!(finland(mean).map(f64::round), Some(104.0));
        assert_eq!(finland(Method::CompetitionRank { direction: HIGHER }), Some((100.0 * (23.0 - 9.0) / 22.0 * 100.0_f64).round() / 100.0));
    }

    #[test]
    fn figure_by_figure() {
        let column = [Some(5.0), None, Some(20.0)];
        assert_eq!(posts(true).scores(&column), Ok(vec![Some(25.0), None, Some(100.0)]));
        let bands = Method::Bands(Bands::new(vec![10.0], vec![30.0, 70.0], EdgeBelongs::Above).expect("bands"));
        assert_eq!(bands.scores(&column), Ok(vec![Some(30.0), None, Some(70.0)]));
        let points = Method::Points(RubricPoints::new(vec![0.0, 40.0, 100.0]).expect("points"));
        assert_eq!(points.scores(&[Some(2.0), None, Some(3.0)]), Ok(vec![Some(40.0), None, Some(100.0)]));
        assert_eq!(Method::Given { top: 20.0 }.scores(&column), Ok(vec![Some(25.0), None, Some(100.0)]));
        assert_eq!(posts(true).scores(&[None, None]), Ok(vec![None, None]));
    }

    #[test]
    fn a_figure_that_cannot_be_scored_names_its_unit() {
        assert_eq!(posts(true).scores(&[Some(25.0)]), Ok(vec![Some(100.0)]));
        assert_eq!(posts(false).scores(&[None, Some(25.0)]), Err(MethodFault::Outside(1)));
        assert_eq!(posts(true).scores(&[Some(f64::NAN)]), Err(MethodFault::Outside(0)));
        let points = Method::Points(RubricPoints::new(vec![0.0, 100.0]).expect("points"));
        for bad in [0.0, 1.5, 3.0, 300.0, -1.0, f64::NAN] {
            assert_eq!(points.scores(&[Some(1.0), Some(bad)]), Err(MethodFault::Outside(1)), "{bad}");
        }
        for bad in [-0.1, 1.1, f64::NAN] {
            assert_eq!(Method::Given { top: 1.0 }.scores(&[Some(bad)]), Err(MethodFault::Outside(0)), "{bad}");
        }
    }

    #[test]
    fn columns_that_tell_nothing() {
        let (constant, one, none) = ([Some(3.0), Some(3.0)], [None, Some(3.0)], [None, None]);
        let too_few = |needed, found| Err(MethodFault::Column(StatisticsFault::TooFew { needed, found }));
        let no_spread = Err(MethodFault::Column(StatisticsFault::NoSpread));
        for method in [Method::MinMax { direction: HIGHER }, Method::ZScore { direction: HIGHER, spread: Spread::Population }] {
            assert_eq!((method.scores(&constant), method.scores(&one)), (no_spread.clone(), too_few(2, 1)));
            assert_eq!(method.scores(&none), too_few(2, 0));
        }
        let rank = Method::CompetitionRank { direction: HIGHER };
        assert_eq!((rank.scores(&constant), rank.scores(&one)), (Ok(vec![Some(100.0); 2]), too_few(2, 1)));
        let percentile = Method::PercentileRank { direction: HIGHER };
        assert_eq!((percentile.scores(&one), percentile.scores(&none)), (Ok(vec![None, Some(50.0)]), too_few(1, 0)));
        let leader = Method::DistanceToReference { direction: HIGHER, reference: Reference::Leader };
        assert_eq!(leader.scores(&none), too_few(1, 0));
        assert_eq!(leader.scores(&[Some(-1.0)]), Err(MethodFault::Reference(ReferenceFault::NotPositive(0))));
    }

    #[test]
    fn what_each_measures_in() {
        let distance = |reference| Method::DistanceToReference { direction: HIGHER, reference };
        assert_eq!(distance(Reference::Leader).unit(), ScoreUnit::Points);
        assert_eq!((distance(Reference::Given(2.0)).unit(), distance(Reference::Given(2.0)).is_relative()), (ScoreUnit::PerCent, false));
        assert_eq!(Method::ZScore { direction: HIGHER, spread: Spread::Sample }.unit(), ScoreUnit::StandardDeviations);
        assert!(distance(Reference::Mean).is_relative() && !posts(true).is_relative());
    }

    proptest! {
        #[test]
        fn points_stay_within_their_ends_and_keep_the_order(column in columns(), direction in directions()) {
            let methods = [
                Method::Goalposts(Goalposts::new(-50.0, 60.0, direction, Transform::Linear, true).expect("posts")),
                Method::MinMax { direction },
                Method::PercentileRank { direction },
                Method::CompetitionRank { direction },
            ];
            for method in methods {
                if let Ok(scores) = method.scores(&column) {
                    prop_assert!(scores.iter().flatten().all(|score| (0.0..=100.0).contains(score)));
                    prop_assert!(ordered_alike(&column, &scores, direction));
                }
            }
        }
    }
}
