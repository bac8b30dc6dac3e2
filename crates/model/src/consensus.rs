//! What several respondents say of one indicator, taken together: the value that a rule makes of it, and how far they are apart.
//!
//! | kind | median | mean |
//! |---|---|---|
//! | rubric | the lower median of the levels | the mean of the levels, rounded to the nearest level, half down |
//! | metric | the lower median of the figures | the mean of the figures |
//! | checklist | an item holds when more than half say so | the same |
//!
//! The lower median of `n` sorted values is the one at place `⌈n/2⌉`: of an even number the lower of the two in the middle, so that it
//! is a value that somebody really said. 不适用 counts when more than half say it; when exactly half do, there is no value and
//! people have to decide; otherwise the value is that of the others.
//!
//! How far respondents are apart is counted in levels for every kind: a figure or a checklist stands on the level that its score
//! reaches.

use crate::instrument::{Instrument, Response};
use crate::model::{Indicator, IndicatorScale};
use std::collections::{BTreeMap, BTreeSet};

/// From how many levels between the lowest and the highest response on people disagree.
pub const DISAGREEMENT: u8 = 2;

/// The rule that makes one value of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsensusMethod {
    /// The lower median.
    Median,
    /// The arithmetic mean.
    Mean,
}

/// What several responses to one indicator come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Consensus {
    /// The value; `None` without responses, and when exactly half say 不适用.
    pub value: Option<Response>,
    /// The mean before it is rounded: of levels for a rubric, of figures for a metric; `None` for a checklist, and where the value is none
    /// of these.
    pub mean: Option<f64>,
    /// What the unrounded mean of a rubric is worth (0–100), between the points of the two levels around it.
    pub mean_points: Option<f64>,
    /// Highest minus lowest level; `None` with fewer than two that have one.
    pub spread: Option<u8>,
    /// Whether people have to talk: the spread reaches [`DISAGREEMENT`], or exactly half say 不适用.
    pub disputed: bool,
}

impl Instrument {
    /// What responses to an indicator come to by a rule. Responses that do not fit the indicator do not count.
    #[must_use]
    pub fn consensus(&self, indicator: &Indicator, responses: &[Response], method: ConsensusMethod) -> Consensus {
        let fitting: Vec<&Response> = responses.iter().filter(|response| self.leaf(indicator, response).is_ok()).collect();
        let (absent, said): (Vec<&Response>, Vec<&Response>) =
            fitting.iter().copied().partition(|response| **response == Response::NotApplicable);
        let levels: Vec<u8> = said.iter().filter_map(|response| self.response_level(indicator, response)).collect();
        let spread = (levels.len() > 1).then(|| levels.iter().max().zip(levels.iter().min()).map_or(0, |(most, least)| most - least));
        let tie = !absent.is_empty() && absent.len() == said.len();
        let disputed = tie || spread.is_some_and(|spread| spread >= DISAGREEMENT);
        let none = Consensus { value: None, mean: None, mean_points: None, spread, disputed };
        if tie || fitting.is_empty() {
            return none;
        }
        if absent.len() > said.len() {
            return Consensus { value: Some(Response::NotApplicable), ..none };
        }
        match &indicator.scale {
            IndicatorScale::Rubric(_) => {
                let mean = levels.iter().map(|level| f64::from(*level)).sum::<f64>() / levels.len() as f64;
                let value = match method {
                    ConsensusMethod::Median => lower_median(levels),
                    ConsensusMethod::Mean => nearest_level(&levels),
                };
                Consensus { value: value.map(Response::Level), mean: Some(mean), mean_points: self.points().score_between(mean), ..none }
            }
            IndicatorScale::Metric(_) => {
                let figures: Vec<f64> =
                    said.iter().filter_map(|response| if let Response::Number(figure) = response { Some(*figure) } else { None }).collect();
                let mean = mean_figure(&figures);
                let value = match method {
                    ConsensusMethod::Median => lower_median_figure(figures),
                    ConsensusMethod::Mean => mean,
                };
                Consensus { value: value.map(Response::Number), mean, ..none }
            }
            IndicatorScale::Checklist(_) => Consensus { value: Some(Response::Items(majority(&said))), ..none },
        }
    }

    /// The level on which a response stands: that of a rubric, else the one that its score reaches; `None` for 不适用 and for what does
    /// not fit the indicator.
    #[must_use]
    pub fn response_level(&self, indicator: &Indicator, response: &Response) -> Option<u8> {
        match (self.leaf(indicator, response).ok()?, response) {
            (shuheng_engine::Leaf::Score(_), Response::Level(level)) => Some(*level),
            (shuheng_engine::Leaf::Score(score), _) => Some(self.scale().level(score)),
            _ => None,
        }
    }
}

fn lower_median(mut levels: Vec<u8>) -> Option<u8> {
    levels.sort_unstable();
    levels.get(levels.len().checked_sub(1)? / 2).copied()
}

fn lower_median_figure(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len().checked_sub(1)? / 2).copied()
}

/// The mean rounded to the nearest whole level, half down: `⌈(2Σ − n)/2n⌉`, in whole numbers.
fn nearest_level(levels: &[u8]) -> Option<u8> {
    let (sum, count) = (levels.iter().map(|level| usize::from(*level)).sum::<usize>(), levels.len());
    u8::try_from((2 * sum).checked_sub(count)?.div_ceil((2 * count).max(1))).ok().filter(|_| count > 0)
}

/// The mean of figures as shares of their number, so that the sum of great ones does not overflow.
fn mean_figure(figures: &[f64]) -> Option<f64> {
    let count = figures.len() as f64;
    let (least, most) = (figures.iter().copied().fold(f64::INFINITY, f64::min), figures.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    let sum: f64 = figures.iter().sum();
    let mean = if sum.is_finite() { sum / count } else { figures.iter().map(|figure| figure / count).sum() };
    (!figures.is_empty()).then(|| mean.clamp(least, most))
}

/// The items that more than half of the responses hold; a tie is no.
fn majority(responses: &[&Response]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for response in responses {
        if let Response::Items(held) = response {
            for item in held {
                *counts.entry(item).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| 2 * count > responses.len()).map(|(item, _)| item.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_median_of_an_even_number_is_the_lower_one() {
        assert_eq!(lower_median(vec![4, 2]), Some(2));
        assert_eq!(lower_median(vec![5, 1, 3]), Some(3));
        assert_eq!(lower_median(vec![4, 4, 2, 1]), Some(2));
        assert_eq!(lower_median(vec![]), None);
        assert_eq!(lower_median_figure(vec![4.5, -1.0, 2.0, 9.0]), Some(2.0));
    }

    #[test]
    fn a_mean_goes_to_the_nearest_level_and_half_goes_down() {
        let cases: [(&[u8], u8); 6] =
            [(&[2, 3], 2), (&[2, 3, 3], 3), (&[1, 1, 2], 1), (&[5, 5, 5], 5), (&[1, 2, 2, 5], 2), (&[1, 4, 5, 5], 4)];
        for (levels, expected) in cases {
            assert_eq!(nearest_level(levels), Some(expected), "{levels:?}");
        }
        assert_eq!(nearest_level(&[]), None);
    }

    #[test]
    fn an_item_needs_more_than_half() {
        let said = |items: &[&str]| Response::Items(items.iter().map(|item| (*item).to_owned()).collect());
        let responses = [said(&["a", "b"]), said(&["a"]), said(&["a", "b"]), said(&[])];
        let held = majority(&responses.iter().collect::<Vec<_>>());
        assert_eq!(held, BTreeSet::from(["a".to_owned()]), "b stands two to two");
    }

    proptest! {
        #[test]
        fn the_median_was_said_and_the_mean_lies_within(levels in prop::collection::vec(1_u8..=5, 1..12)) {
            let median = lower_median(levels.clone()).expect("a level");
            prop_assert!(levels.contains(&median));
            let below = levels.iter().filter(|level| **level < median).count();
            let above = levels.iter().filter(|level| **level > median).count();
            prop_assert!(2 * below < levels.len() && 2 * above <= levels.len());
            let mean = levels.iter().map(|level| f64::from(*level)).sum::<f64>() / levels.len() as f64;
            let nearest = f64::from(nearest_level(&levels).expect("a level"));
            prop_assert!((nearest - mean).abs() <= 0.5);
            prop_assert!(nearest - mean < 0.5);
        }

        #[test]
        fn a_mean_of_figures_lies_within(figures in prop::collection::vec(-1e308..1e308_f64, 1..12)) {
            let mean = mean_figure(&figures).expect("a mean");
            prop_assert!(figures.iter().any(|figure| *figure <= mean) && figures.iter().any(|figure| *figure >= mean));
        }
    }
}
