//! What holds for every assessment, whatever its tree, answers and spreads.

use super::*;
use crate::assess::tests::anything;
use crate::weigh::{RelativeSpread, WeightSpread};
use crate::{Gate, Leaf, Scale, Tree, assess};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

const DRAWS: usize = 150;

fn scale() -> Scale {
    Scale::new(vec![0.0, 20.0, 40.0, 60.0, 80.0], 0.3).expect("a rising scale")
}

fn run(
    (tree, leaves): (&Tree, &[Leaf]),
    spreads: &BTreeMap<usize, LeafSpread>,
    weights: Option<WeightSpread>,
    seed: u64,
    threads: usize,
) -> Vec<Option<NodeDistribution>> {
    let (scale, gates) = (scale(), [Gate { node: 0, cap: 3, watch: 1, below: 50.0 }]);
    let uncertain = UncertainAssessment::new(tree, leaves, &scale, &gates, spreads, weights);
    let draws = Draws { draws: NonZeroUsize::new(DRAWS).expect("a draw"), seed };
    monte_carlo(&uncertain, draws, NonZeroUsize::new(threads).expect("a thread"))
}

fn relative(share: f64) -> Option<WeightSpread> {
    RelativeSpread::new(share).map(WeightSpread::Relative).ok()
}

/// Each scored leaf between `width` points below and above its answer.
fn around(leaves: &[Leaf], width: f64) -> BTreeMap<usize, LeafSpread> {
    let spread = |score: f64| LeafSpread::uniform((score - width).max(0.0), (score + width).min(100.0)).ok();
    let scored =
        leaves.iter().enumerate().filter_map(|(index, leaf)| if let Leaf::Score(score) = leaf { Some((index, *score)) } else { None });
    scored.filter_map(|(index, score)| Some((index, spread(score)?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn without_spread_everything_is_as_assessed((tree, leaves) in anything()) {
        let gates = [Gate { node: 0, cap: 3, watch: 1, below: 50.0 }];
        let assessed = assess(&tree, &leaves, &scale(), &gates);
        for (found, expected) in run((&tree, &leaves), &BTreeMap::new(), None, 1, 1).iter().zip(&assessed.nodes) {
            let (Some(found), Some(score)) = (found, expected.score) else {
                prop_assert!(found.is_none() && expected.score.is_none());
                continue;
            };
            prop_assert!((found.mean - score).abs() < 1e-9);
            prop_assert_eq!(found.p05, found.p95, "a point");
            prop_assert!((found.p50 - score).abs() < 1e-9);
            let levels = expected.level.map(|level| (1..=5).map(|l| if l == level { 1.0 } else { 0.0 }).collect::<Vec<_>>());
            prop_assert_eq!(&found.levels, &levels);
        }
    }

    #[test]
    fn bounds_order_and_sums((tree, leaves) in anything(), width in 0.0..60.0_f64, share in 0.0..=1.0_f64, seed: u64) {
        for node in run((&tree, &leaves), &around(&leaves, width), relative(share), seed, 1).iter().flatten() {
            prop_assert!(0.0 <= node.p05 && node.p05 <= node.p50 && node.p50 <= node.p95 && node.p95 <= 100.0);
            prop_assert!((0.0..=100.0).contains(&node.mean));
            if let Some(levels) = &node.levels {
                prop_assert!((levels.iter().sum::<f64>() - 1.0).abs() < 1e-12);
                prop_assert!(levels.iter().all(|p| (0.0..=1.0).contains(p)));
            }
        }
    }

    #[test]
    fn threads_change_nothing_and_the_seed_does((tree, leaves) in anything(), seed: u64) {
        let spreads = around(&leaves, 20.0);
        let of = |seed, threads| run((&tree, &leaves), &spreads, relative(0.25), seed, threads);
        let one = of(seed, 1);
        prop_assert_eq!(&one, &of(seed, 3));
        prop_assert_eq!(&one, &of(seed, 64));
        prop_assume!(one[0].as_ref().is_some_and(|root| root.p95 - root.p05 > 0.01));
        prop_assert_ne!(&one, &of(seed.wrapping_add(1), 1));
    }

    /// The same draws reach further from the answer when the ends lie further away: no weights in play, every mean rises with its
    /// parts, and so does every order statistic.
    #[test]
    fn more_spread_never_narrows((tree, leaves) in anything(), width in 0.0..30.0_f64, more in 0.0..30.0_f64) {
        let (narrow, wide) = (run((&tree, &leaves), &around(&leaves, width), None, 1, 1), run((&tree, &leaves), &one_sided(&leaves, width, more), None, 1, 1));
        for (narrow, wide) in narrow.iter().flatten().zip(wide.iter().flatten()) {
            prop_assert!(wide.p95 >= narrow.p95 - 1e-9, "{narrow:?} {wide:?}");
        }
    }

    /// Siblings in another order are the same question; only the draws differ, so with certain answers nothing does.
    #[test]
    fn blind_to_the_order_of_leaves(values in prop::collection::vec((0.1..5.0_f64, 0.0..=100.0_f64), 2..8)) {
        use crate::{Mean, NodeSpec};
        let flat = |values: &[(f64, f64)]| {
            let node = |parent, weight| NodeSpec { parent, weight, mean: Mean::Arithmetic };
            Tree::new(std::iter::once(node(None, 1.0)).chain(values.iter().map(|(w, _)| node(Some(0), *w))).collect()).expect("a tree")
        };
        let bars = |values: &[(f64, f64)]| {
            let (tree, scale) = (flat(values), scale());
            let leaves: Vec<Leaf> = std::iter::once(Leaf::Unanswered).chain(values.iter().map(|(_, s)| Leaf::Score(*s))).collect();
            let spreads = around(&leaves, 10.0);
            let uncertain = UncertainAssessment::new(&tree, &leaves, &scale, &[], &spreads, relative(0.25));
            tornado(&uncertain, 0).expect("a score").bars.iter().map(Bar::swing).collect::<Vec<f64>>()
        };
        let turned: Vec<(f64, f64)> = values.iter().rev().copied().collect();
        for (here, there) in bars(&values).iter().zip(bars(&turned)) {
            prop_assert!((here - there).abs() < 1e-9);
        }
    }

    #[test]
    fn bars_are_sorted_and_hold_the_answer((tree, leaves) in anything(), width in 0.0..40.0_f64) {
        let scale = scale();
        let spreads = around(&leaves, width);
        let uncertain = UncertainAssessment::new(&tree, &leaves, &scale, &[], &spreads, relative(0.25));
        let Some(found) = tornado(&uncertain, 0) else { return Ok(()) };
        prop_assert!(found.bars.windows(2).all(|pair| pair[0].swing() >= pair[1].swing()));
        for bar in &found.bars {
            // Where a bound of 0 or 100 cuts one side, the other end's 5 % may lie on this side of the answer.
            if let Factor::Weight(_) = bar.factor {
                prop_assert!(bar.low.min(bar.high) <= found.base + 1e-9 && found.base <= bar.low.max(bar.high) + 1e-9, "{bar:?}");
            } else {
                prop_assert!(bar.low <= bar.high + 1e-9, "{bar:?}");
            }
        }
    }
}

/// As [`around`], with the high end `more` points further up.
fn one_sided(leaves: &[Leaf], width: f64, more: f64) -> BTreeMap<usize, LeafSpread> {
    let spread = |score: f64| LeafSpread::uniform((score - width).max(0.0), (score + width + more).min(100.0)).ok();
    let scored =
        leaves.iter().enumerate().filter_map(|(index, leaf)| if let Leaf::Score(score) = leaf { Some((index, *score)) } else { None });
    scored.filter_map(|(index, score)| Some((index, spread(score)?))).collect()
}
