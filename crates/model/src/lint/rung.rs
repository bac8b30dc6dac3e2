//! The levels of rubrics, made ready for comparing.

use super::degree_words::without_degree;
use super::places;
use super::shingles::{character_pairs, shingles, word_pairs};
use crate::fault::Place;
use crate::model::{IndicatorScale, Model, Node, RubricLevel};
use crate::text::Text;

/// One level of one rubric.
pub(super) struct Rung<'m> {
    pub node: &'m Node,
    /// From 1.
    pub level: u8,
    pub place: Place,
    /// Whether it says where its thresholds come from.
    pub has_basis: bool,
    /// Its evidence.
    pub lines: &'m [Text],
    /// The lines without words of degree.
    pub plain: Vec<Text>,
    /// Pairs of characters of the plain Chinese lines.
    pub zh: Vec<u64>,
    /// Pairs of words of the plain English lines.
    pub en: Vec<u64>,
}

impl<'m> Rung<'m> {
    pub(super) fn new(node: &'m Node, level: &'m RubricLevel, place: Place) -> Self {
        let plain: Vec<Text> = level.evidence.iter().map(without_degree).collect();
        Self {
            node,
            level: level.level,
            place,
            has_basis: level.basis.is_some(),
            lines: &level.evidence,
            zh: shingles(plain.iter().flat_map(|line| character_pairs(&line.zh))),
            en: shingles(plain.iter().flat_map(|line| word_pairs(&line.en))),
            plain,
        }
    }

    /// `L3 of economic_value.process.online_services`, as a message names it.
    pub(super) fn name(&self) -> Text {
        Text::new(format!("“{}”的L{}", self.node.id, self.level), format!("L{} of `{}`", self.level, self.node.id))
    }
}

/// The levels of every rubric, rubric by rubric in display order.
pub(super) fn rubrics(model: &Model) -> Vec<Vec<Rung<'_>>> {
    model
        .indicators()
        .filter_map(|(_, node, indicator)| {
            let IndicatorScale::Rubric(levels) = &indicator.scale else { return None };
            Some(levels.iter().map(|level| Rung::new(node, level, places::of_rubric_level(model, node, level.level))).collect())
        })
        .collect()
}

/// Levels beside each other in one rubric, the lower first.
pub(super) fn neighbours<'r, 'm>(rubrics: &'r [Vec<Rung<'m>>]) -> impl Iterator<Item = (&'r Rung<'m>, &'r Rung<'m>)> {
    rubrics.iter().flat_map(|rubric| rubric.iter().zip(rubric.iter().skip(1)))
}
