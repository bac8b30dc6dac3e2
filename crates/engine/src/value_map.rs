//! The value map: what technology makes of money, and business makes of technology.
//!
//! An outcome is fed by capabilities, each link with a strength. Its *support* is the strength-weighted mean score of what feeds
//! it, `Σ strength·score / Σ strength`; `support − outcome` is the *conversion gap*. High support with a low outcome is
//! 重投入、轻产出: what was built does not turn into value. A positive gap says what has not been converted yet, not why. The
//! method is this product's own; the mean and its contributions are those of [`Mean::Arithmetic`].
//!
//! Missing and 不适用 as everywhere: a capability without a score leaves the mean and lowers coverage, one that does not apply
//! gives its strength to the others.

use crate::apportion::apportion;
use crate::assess::{NodeResult, NodeState};
use crate::grid;
use crate::mean::Mean;
use crate::tree::GREATEST_WEIGHT;
use std::collections::{BTreeMap, BTreeSet};

/// A capability that feeds an outcome; both are nodes of an assessed tree, by index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Node of the technology.
    pub capability: usize,
    /// Node of the business.
    pub outcome: usize,
    /// How much of the outcome hangs on it, above 0, in any unit: only the ratio of strengths counts.
    pub strength: f64,
}

/// Why links make no map; indices are those of the list given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkFault {
    /// A strength that is zero, negative, not a number, or above [`GREATEST_WEIGHT`].
    BadStrength(usize),
    /// A node that is linked to itself.
    Itself(usize),
    /// A pair of nodes that is linked already.
    Repeated(usize),
    /// A node index that does not exist.
    UnknownNode(usize),
}

/// Where an outcome stands: support (first) and outcome (second) at or above the cut are high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quadrant {
    /// 重投入、重产出.
    HighSupportHighOutcome,
    /// 重投入、轻产出.
    HighSupportLowOutcome,
    /// 轻投入、重产出.
    LowSupportHighOutcome,
    /// 轻投入、轻产出.
    LowSupportLowOutcome,
}

/// One link as it counts now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feed {
    /// Index of the link in the list given.
    pub link: usize,
    /// Node of the capability.
    pub capability: usize,
    /// Share of the support's weight among the capabilities that have a score, 0–1; 0 without a score.
    pub share: f64,
    /// Points of the support that come from this link; `None` without a score. They sum to the support exactly.
    pub contribution: Option<f64>,
}

/// What an outcome gets and what it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// Node of the outcome.
    pub outcome: usize,
    /// Score 0–100 of what feeds it, on the [grid]; `None` while no capability has a score.
    pub support: Option<f64>,
    /// Share of the applicable strength that is answered, 0–1.
    pub coverage: f64,
    /// Score of the outcome, 0–100.
    pub score: Option<f64>,
    /// Support − outcome in points, −100 to 100, exact on the grid; positive: not converted yet.
    pub gap: Option<f64>,
    /// Quadrant at the cut; `None` while support or outcome has no score.
    pub quadrant: Option<Quadrant>,
    /// The links, in the order given.
    pub feeds: Vec<Feed>,
}

/// Validated links between the nodes of a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueMap {
    links: Vec<Link>,
}

impl ValueMap {
    /// A map over a tree of `nodes` nodes.
    ///
    /// # Errors
    /// Every [`LinkFault`] found, not only the first.
    pub fn new(links: Vec<Link>, nodes: usize) -> Result<Self, Vec<LinkFault>> {
        let mut faults = Vec::new();
        let mut seen = BTreeSet::new();
        for (index, link) in links.iter().enumerate() {
            if !(link.strength > 0.0 && link.strength <= GREATEST_WEIGHT) {
                faults.push(LinkFault::BadStrength(index));
            }
            if link.capability >= nodes || link.outcome >= nodes {
                faults.push(LinkFault::UnknownNode(index));
            }
            if link.capability == link.outcome {
                faults.push(LinkFault::Itself(index));
            }
            if !seen.insert((link.capability, link.outcome)) {
                faults.push(LinkFault::Repeated(index));
            }
        }
        if faults.is_empty() { Ok(Self { links }) } else { Err(faults) }
    }

    /// The links, in the order given.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// One conversion an outcome, by rising node index. `nodes` are those of an [`Assessment`](crate::assess::Assessment) of the
    /// tree; a missing one counts as unanswered. `cut` is the score 0–100 from which support and outcome are high.
    #[must_use]
    pub fn conversions(&self, nodes: &[NodeResult], cut: f64) -> Vec<Conversion> {
        let mut feeding: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, link) in self.links.iter().enumerate() {
            feeding.entry(link.outcome).or_default().push(index);
        }
        feeding.into_iter().map(|(outcome, links)| self.conversion(outcome, &links, nodes, cut)).collect()
    }

    fn conversion(&self, outcome: usize, links: &[usize], nodes: &[NodeResult], cut: f64) -> Conversion {
        let capability = |link: usize| nodes.get(self.links[link].capability);
        let score = |link: usize| capability(link).and_then(|node| node.score);
        let strength = |link: usize| self.links[link].strength;
        let applicable =
            || links.iter().copied().filter(|link| capability(*link).is_none_or(|node| node.state != NodeState::NotApplicable));
        let all: f64 = applicable().map(strength).sum();
        let covered: f64 = applicable().map(|link| strength(link) * capability(link).map_or(0.0, |node| node.coverage)).sum();
        // A weight of 0 takes a link without a score out of the mean and out of its shares.
        let parts: Vec<(f64, f64)> = links.iter().map(|link| score(*link).map_or((0.0, 0.0), |score| (strength(*link), score))).collect();
        let scored: f64 = parts.iter().map(|(strength, _)| strength).sum();
        let support = Mean::Arithmetic.of(&parts).map(|mean| grid::snap(mean.clamp(0.0, 100.0)));
        let contributions = apportion(grid::to_units(support.unwrap_or(0.0)), &Mean::Arithmetic.shares(&parts));
        let feeds = links.iter().zip(&parts).zip(contributions).map(|((link, (strength, _)), units)| Feed {
            link: *link,
            capability: self.links[*link].capability,
            share: if *strength > 0.0 { strength / scored } else { 0.0 },
            contribution: score(*link).map(|_| grid::to_points(units)),
        });
        let own = nodes.get(outcome).and_then(|node| node.score);
        Conversion {
            outcome,
            support,
            // Rounding of the shares must not show as 0.9999… of a complete answer.
            coverage: if all > 0.0 { (covered / all * 1e12).round() / 1e12 } else { 0.0 },
            score: own,
            gap: support.zip(own).map(|(support, own)| support - own),
            quadrant: support.zip(own).map(|(support, own)| quadrant(support, own, cut)),
            feeds: feeds.collect(),
        }
    }
}

/// The quadrant of a support and an outcome, each high from the cut on.
#[must_use]
pub fn quadrant(support: f64, outcome: f64, cut: f64) -> Quadrant {
    match (support >= cut, outcome >= cut) {
        (true, true) => Quadrant::HighSupportHighOutcome,
        (true, false) => Quadrant::HighSupportLowOutcome,
        (false, true) => Quadrant::LowSupportHighOutcome,
        (false, false) => Quadrant::LowSupportLowOutcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Leaf, assess};
    use crate::level::Scale;
    use crate::tree::{NodeSpec, Tree};
    use proptest::prelude::*;

    /// Results of a flat tree: the root is node 0 and the leaves follow.
    fn results(leaves: &[Leaf]) -> Vec<NodeResult> {
        let root = NodeSpec { parent: None, weight: 1.0, mean: Mean::Arithmetic };
        let specs = std::iter::once(root).chain(leaves.iter().map(|_| NodeSpec { parent: Some(0), ..root })).collect();
        let states: Vec<Leaf> = std::iter::once(Leaf::Unanswered).chain(leaves.iter().copied()).collect();
        assess(&Tree::new(specs).expect("a tree"), &states, &Scale::new(vec![0.0], 0.0).expect("a scale"), &[]).nodes
    }

    fn link(capability: usize, outcome: usize, strength: f64) -> Link {
        Link { capability, outcome, strength }
    }

    #[test]
    fn heavy_input_and_light_output_by_hand() {
        let nodes = results(&[Leaf::Score(80.0), Leaf::Score(60.0), Leaf::Score(30.0), Leaf::Score(75.0)]);
        let map = ValueMap::new(vec![link(1, 4, 1.0), link(1, 3, 3.0), link(2, 3, 1.0)], 5).expect("a map");
        let conversions = map.conversions(&nodes, 60.0);
        assert_eq!((map.links().len(), map.links()[1], conversions.len()), (3, link(1, 3, 3.0), 2));
        let third = &conversions[0];
        assert_eq!((third.outcome, third.support, third.score, third.coverage), (3, Some(75.0), Some(30.0), 1.0));
        assert_eq!((third.gap, third.quadrant), (Some(45.0), Some(Quadrant::HighSupportLowOutcome)));
        assert_eq!(third.feeds[0], Feed { link: 1, capability: 1, share: 0.75, contribution: Some(60.0) });
        assert_eq!(third.feeds[1], Feed { link: 2, capability: 2, share: 0.25, contribution: Some(15.0) });
        assert_eq!((conversions[1].gap, conversions[1].quadrant), (Some(5.0), Some(Quadrant::HighSupportHighOutcome)));
    }

    #[test]
    fn the_cut_itself_is_high() {
        assert_eq!(quadrant(60.0, 60.0, 60.0), Quadrant::HighSupportHighOutcome);
        assert_eq!(quadrant(60.0, 59.9, 60.0), Quadrant::HighSupportLowOutcome);
        assert_eq!(quadrant(59.9, 60.0, 60.0), Quadrant::LowSupportHighOutcome);
        assert_eq!(quadrant(59.9, 59.9, 60.0), Quadrant::LowSupportLowOutcome);
    }

    #[test]
    fn unanswered_lowers_coverage_and_not_applicable_leaves() {
        let nodes = results(&[Leaf::Score(80.0), Leaf::Unanswered, Leaf::NotApplicable, Leaf::Unanswered]);
        let map = ValueMap::new(vec![link(1, 4, 1.0), link(2, 4, 3.0), link(3, 4, 6.0), link(2, 1, 1.0)], 5).expect("a map");
        let conversions = map.conversions(&nodes, 60.0);
        assert_eq!((conversions[0].outcome, conversions[0].support, conversions[0].coverage), (1, None, 0.0));
        assert_eq!((conversions[0].gap, conversions[0].quadrant, conversions[0].feeds[0].share), (None, None, 0.0));
        let fourth = &conversions[1];
        assert_eq!((fourth.support, fourth.coverage, fourth.score, fourth.gap), (Some(80.0), 0.25, None, None));
        assert_eq!((fourth.feeds[1].share, fourth.feeds[1].contribution), (0.0, None));
        assert!(map.conversions(&[], 60.0).iter().all(|conversion| conversion.support.is_none()));
    }

    #[test]
    fn every_fault_is_told() {
        let links = vec![link(1, 1, 1.0), link(1, 2, 0.0), link(1, 2, 1.0), link(9, 2, f64::NAN)];
        assert_eq!(
            ValueMap::new(links, 3),
            Err(vec![
                LinkFault::Itself(0),
                LinkFault::BadStrength(1),
                LinkFault::Repeated(2),
                LinkFault::BadStrength(3),
                LinkFault::UnknownNode(3)
            ])
        );
    }

    fn capabilities() -> impl Strategy<Value = Vec<(f64, Leaf)>> {
        let leaf = prop_oneof![4 => (0.0..=100.0_f64).prop_map(Leaf::Score), 1 => Just(Leaf::Unanswered), 1 => Just(Leaf::NotApplicable)];
        prop::collection::vec((0.01..10.0_f64, leaf), 1..10)
    }

    /// One outcome, node 1, fed by the capabilities given.
    fn one_outcome(outcome: f64, capabilities: &[(f64, Leaf)], factor: f64) -> Conversion {
        let leaves: Vec<Leaf> = std::iter::once(Leaf::Score(outcome)).chain(capabilities.iter().map(|(_, leaf)| *leaf)).collect();
        let links = capabilities.iter().enumerate().map(|(i, (strength, _))| link(i + 2, 1, strength * factor)).collect();
        let map = ValueMap::new(links, leaves.len() + 1).expect("a map");
        map.conversions(&results(&leaves), 50.0).remove(0)
    }

    proptest! {
        #[test]
        fn support_lies_between_its_feeds_and_is_their_sum(outcome in 0.0..=100.0_f64, capabilities in capabilities()) {
            let found = one_outcome(outcome, &capabilities, 1.0);
            let scores = capabilities.iter().filter_map(|(_, leaf)| if let Leaf::Score(score) = leaf { Some(*score) } else { None });
            let (least, greatest) = (scores.clone().fold(f64::INFINITY, f64::min), scores.fold(f64::NEG_INFINITY, f64::max));
            prop_assert!(found.support.is_none_or(|support| least - 1e-9 <= support && support <= greatest + 1e-9));
            prop_assert_eq!(found.feeds.iter().filter_map(|feed| feed.contribution).sum::<f64>(), found.support.unwrap_or(0.0));
            prop_assert!((0.0..=1.0).contains(&found.coverage));
            prop_assert_eq!(found.gap.map(|gap| gap + found.score.unwrap_or(0.0)), found.support);
        }

        #[test]
        fn blind_to_the_unit_of_strengths_and_to_what_does_not_apply(outcome in 0.0..=100.0_f64, capabilities in capabilities(), factor in 0.01..100.0_f64) {
            let here = one_outcome(outcome, &capabilities, 1.0);
            let there = one_outcome(outcome, &capabilities, factor);
            prop_assert!((here.support.unwrap_or(0.0) - there.support.unwrap_or(0.0)).abs() < 1e-9);
            prop_assert!((here.coverage - there.coverage).abs() < 1e-9);
            let fewer: Vec<(f64, Leaf)> = capabilities.iter().copied().filter(|(_, leaf)| *leaf != Leaf::NotApplicable).collect();
            if !fewer.is_empty() {
                let without = one_outcome(outcome, &fewer, 1.0);
                prop_assert_eq!((here.support, here.gap, here.quadrant), (without.support, without.gap, without.quadrant));
                prop_assert!((here.coverage - without.coverage).abs() < 1e-9);
            }
        }

        #[test]
        fn a_better_capability_never_lowers_the_support(capabilities in capabilities(), which: prop::sample::Index, more in 0.0..50.0_f64) {
            let mut better = capabilities.clone();
            if let (_, Leaf::Score(score)) = &mut better[which.index(capabilities.len())] {
                *score = (*score + more).min(100.0);
            }
            let support = |capabilities: &[(f64, Leaf)]| one_outcome(50.0, capabilities, 1.0).support.unwrap_or(0.0);
            prop_assert!(support(&better) >= support(&capabilities) - 1e-9);
        }
    }
}
