//! Bands: a figure to the score of the band it falls into.
//!
//! `n` edges, rising, part the figures into `n + 1` bands, each with a score that the model declares. *Handbook* step 5,
//! "categorical scales". Bands keep what a threshold of a regulator says and lose what lies between thresholds; scores need
//! not rise, since the best band may lie in the middle.

/// To which band a figure on an edge belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EdgeBelongs {
    /// To the band above: "from 30 %".
    #[default]
    Above,
    /// To the band below: "up to 30 %".
    Below,
}

/// Rising edges in the unit of the figure, and one score 0–100 a band, from the lowest figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    edges: Vec<f64>,
    scores: Vec<f64>,
    edge: EdgeBelongs,
}

/// Why bands are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandsFault {
    /// There is no edge, so there are no two bands to tell apart.
    NoEdge,
    /// This edge (from 1) is not a finite number.
    NotFinite(usize),
    /// This edge (from 1) is not above the one before.
    NotRising(usize),
    /// There is not one score more than there are edges.
    ScoreCount {
        /// Scores needed.
        needed: usize,
        /// Scores found.
        found: usize,
    },
    /// The score of this band (from 1) is not a number of 0–100.
    OutOfRange(usize),
}

impl Bands {
    /// Bands parted by `edges`, with `scores` from the band of the lowest figures.
    ///
    /// # Errors
    /// The first [`BandsFault`] found.
    pub fn new(edges: Vec<f64>, scores: Vec<f64>, edge: EdgeBelongs) -> Result<Self, BandsFault> {
        if edges.is_empty() {
            return Err(BandsFault::NoEdge);
        }
        if let Some(index) = edges.iter().position(|edge| !edge.is_finite()) {
            return Err(BandsFault::NotFinite(index + 1));
        }
        if let Some(index) = edges.windows(2).position(|pair| pair[1] <= pair[0]) {
            return Err(BandsFault::NotRising(index + 2));
        }
        if scores.len() != edges.len() + 1 {
            return Err(BandsFault::ScoreCount { needed: edges.len() + 1, found: scores.len() });
        }
        if let Some(index) = scores.iter().position(|score| !(0.0..=100.0).contains(score)) {
            return Err(BandsFault::OutOfRange(index + 1));
        }
        Ok(Self { edges, scores, edge })
    }

    /// The band of a figure, counted from 1 at the lowest figures; `None` for a figure that is not finite.
    #[must_use]
    pub fn band(&self, figure: f64) -> Option<usize> {
        let passed = match self.edge {
            EdgeBelongs::Above => self.edges.partition_point(|edge| *edge <= figure),
            EdgeBelongs::Below => self.edges.partition_point(|edge| *edge < figure),
        };
        figure.is_finite().then_some(passed + 1)
    }

    /// Score 0–100 of a figure; `None` for a figure that is not finite.
    #[must_use]
    pub fn score(&self, figure: f64) -> Option<f64> {
        self.band(figure).and_then(|band| self.scores.get(band - 1)).copied()
    }

    /// The edges, rising.
    #[must_use]
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// One score a band.
    #[must_use]
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// UNDP, Human Development Report 2014, technical notes: cut-offs 0.550, 0.700 and 0.800 part low, medium, high and very
    /// high human development. Values of the same report: Norway 0.944, China 0.719, India 0.586, Niger 0.337.
    #[test]
    fn groups_of_the_human_development_report() -> Result<(), BandsFault> {
        let groups = Bands::new(vec![0.550, 0.700, 0.800], vec![0.0, 40.0, 70.0, 100.0], EdgeBelongs::Above)?;
        let bands: Vec<Option<usize>> = [0.944, 0.719, 0.586, 0.337, 0.550].iter().map(|index| groups.band(*index)).collect();
        assert_eq!(bands, [Some(4), Some(3), Some(2), Some(1), Some(2)]);
        assert_eq!(groups.score(0.719), Some(70.0));
        assert_eq!((groups.edges(), groups.scores()), (&[0.550, 0.700, 0.800][..], &[0.0, 40.0, 70.0, 100.0][..]));
        Ok(())
    }

    #[test]
    fn an_edge_belongs_to_one_side() -> Result<(), BandsFault> {
        let bands = |edge| Bands::new(vec![30.0, 60.0], vec![100.0, 50.0, 0.0], edge);
        assert_eq!((bands(EdgeBelongs::Above)?.score(30.0), bands(EdgeBelongs::Below)?.score(30.0)), (Some(50.0), Some(100.0)));
        assert_eq!(bands(EdgeBelongs::Above)?.score(f64::NAN), None);
        assert_eq!(bands(EdgeBelongs::Above)?.score(f64::INFINITY), None);
        Ok(())
    }

    #[test]
    fn faults_name_the_band() {
        let bands = |edges: &[f64], scores: &[f64]| Bands::new(edges.to_vec(), scores.to_vec(), EdgeBelongs::Above);
        assert_eq!(bands(&[], &[1.0]), Err(BandsFault::NoEdge));
        assert_eq!(bands(&[1.0, f64::NAN], &[0.0; 3]), Err(BandsFault::NotFinite(2)));
        assert_eq!(bands(&[1.0, 1.0], &[0.0; 3]), Err(BandsFault::NotRising(2)));
        assert_eq!(bands(&[1.0, 2.0], &[0.0; 2]), Err(BandsFault::ScoreCount { needed: 3, found: 2 }));
        assert_eq!(bands(&[1.0, 2.0], &[0.0, 101.0, 0.0]), Err(BandsFault::OutOfRange(2)));
    }

    proptest! {
        #[test]
        fn rising_scores_never_fall_and_stay_in_bounds(
            edges in prop::collection::btree_set(-50_i32..50, 1..6), raw in prop::collection::vec(0.0..=100.0_f64, 7),
            a in -60.0..60.0_f64, b in -60.0..60.0_f64, above: bool,
        ) {
            let edges: Vec<f64> = edges.into_iter().map(f64::from).collect();
            let mut scores = raw[..=edges.len()].to_vec();
            scores.sort_by(f64::total_cmp);
            let bands = Bands::new(edges, scores, if above { EdgeBelongs::Above } else { EdgeBelongs::Below }).expect("bands");
            let (low, high) = (bands.score(a.min(b)).expect("finite"), bands.score(a.max(b)).expect("finite"));
            prop_assert!(0.0 <= low && low <= high && high <= 100.0);
        }
    }
}
