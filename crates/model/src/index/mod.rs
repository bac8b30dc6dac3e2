//! An index: indicators of a panel of units, how each is normalised, and how they are combined to one score a unit.
//!
//! The lighter of the two kinds of model: no levels, no evidence, no profiles. The format is described in
//! `docs/index-format.md`.

mod build;
mod of_model;
mod sentence;

pub use build::{is_index, load_index};

use crate::text::Text;
use shuheng_engine::normalise::{Direction, Method, ScoreUnit};
use shuheng_engine::{Mean, Tree};

/// A validated index: every parent resolves, every weight can be shared out, every method can be carried out.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Lower-case id.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// Name.
    pub name: Text,
    /// Where its method is published.
    pub source: Option<Text>,
    /// The line that stands wherever its figures are shown.
    pub attribution: Option<Text>,
    /// In which numbers scores are given.
    pub scale: ScoreScale,
    /// Which scores of the whole rank first.
    pub direction: Direction,
    /// Over which units the relative methods look.
    pub over: Over,
    /// On which scores ranks are taken.
    pub rank_on: RankOn,
    /// SHA-256 of the content, see [`crate::digest()`].
    pub digest: String,
    nodes: Vec<IndexNode>,
    tree: Tree,
}

/// The numbers in which scores are given; the arithmetic inside is 0–100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreScale {
    /// The best score, above 0: 1 or 100.
    pub top: f64,
    /// Decimals that are shown, 0–10.
    pub decimals: u8,
}

/// Which units a relative method (min-max, standard score, rank …) holds against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Over {
    /// Those of one year.
    #[default]
    Year,
    /// Those of all years together, so that a score can be compared from year to year.
    All,
}

/// On which scores ranks are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RankOn {
    /// On those with all their digits.
    #[default]
    Raw,
    /// On those that are shown: units of one shown score share a rank.
    Rounded,
}

/// A node of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexNode {
    /// Id; `root` for the whole. That of an indicator is the heading of its column in the panel.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Index of the parent.
    pub parent: Option<usize>,
    /// Weight among its siblings, ≥ 0.
    pub weight: f64,
    /// How its children are combined; without meaning for an indicator.
    pub mean: Mean,
    /// Share (0–1) of the weight below that must have a score before the node has one; without meaning for an indicator.
    pub minimum_coverage: f64,
    /// What it measures, when it is an indicator.
    pub indicator: Option<IndexIndicator>,
}

/// What an indicator measures.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexIndicator {
    /// Unit of its figures, for people.
    pub unit: Option<String>,
    /// How its figures become scores.
    pub method: Method,
}

impl Index {
    /// The nodes: the root first, every node before its children, siblings as declared, nodes before indicators.
    #[must_use]
    pub fn nodes(&self) -> &[IndexNode] {
        &self.nodes
    }

    /// The tree of the [nodes](Self::nodes), with their indices.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Minimum coverage (0–1) of each node, by its index; 0 for indicators.
    #[must_use]
    pub fn minimum_coverages(&self) -> Vec<f64> {
        self.nodes.iter().map(|node| if node.indicator.is_some() { 0.0 } else { node.minimum_coverage }).collect()
    }

    /// Index of a node by its id.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// Indicators in the order of the nodes, with their index.
    pub fn indicators(&self) -> impl Iterator<Item = (usize, &IndexNode, &IndexIndicator)> {
        self.nodes.iter().enumerate().filter_map(|(index, node)| Some((index, node, node.indicator.as_ref()?)))
    }

    /// In what the scores of the nodes are measured. Standard deviations go with no others: either all indicators have them
    /// or none. They have no bounds, so that [`shuheng_engine::assess()`], which is for 0–100, is not for them; nor for per
    /// cent, where a unit can be better than the reference.
    #[must_use]
    pub fn unit(&self) -> ScoreUnit {
        let has = |unit| self.indicators().any(|(_, _, indicator)| indicator.method.unit() == unit);
        [ScoreUnit::StandardDeviations, ScoreUnit::PerCent].into_iter().find(|unit| has(*unit)).unwrap_or(ScoreUnit::Points)
    }

    /// Points of the [scale](ScoreScale) in one point of the arithmetic inside; standard deviations stay what they are.
    #[must_use]
    pub fn factor(&self) -> f64 {
        if self.unit() == ScoreUnit::StandardDeviations { 1.0 } else { self.scale.top / 100.0 }
    }

    /// A score as it is shown: on the scale, rounded half away from zero.
    #[must_use]
    pub fn shown(&self, score: f64) -> f64 {
        rounded(score * self.factor(), self.scale.decimals)
    }
}

/// Rounds half away from zero. What binary arithmetic makes of a decimal half (28.65 as 28.649999…) still counts as a half.
fn rounded(number: f64, decimals: u8) -> f64 {
    /// Nearer than this to a half, in units of the last decimal, is a half: far above the error of the arithmetic.
    const HALVES: f64 = 1e6;
    let unit = (0..decimals).fold(1.0, |unit, _| unit * 10.0);
    let in_units = number * unit;
    ((in_units * HALVES).round() / HALVES).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!(rounded(28.65, 1), 28.7);
        assert_eq!(rounded(28.649_999_999_999_9, 1), 28.7);
        assert_eq!(rounded(28.649, 1), 28.6);
        assert_eq!((rounded(-0.25, 1), rounded(2.5, 0), rounded(0.766_449, 3)), (-0.3, 3.0, 0.766));
    }
}
