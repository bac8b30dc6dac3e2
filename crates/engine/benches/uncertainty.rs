//! How long the uncertainty of one assessment takes on a tree of the usual size: 62 leaves, 14 domains, 3 dimensions.
//!
//! `cargo bench -p shuheng-engine`. A live re-score is 2,000 draws and should stay far below the 100 ms in which the window answers.
#![expect(clippy::expect_used, reason = "a bench that cannot be set up must fail loudly")]

use criterion::{Criterion, criterion_group, criterion_main};
use shuheng_engine::uncertainty::{Draws, LeafSpread, SobolPlan, UncertainAssessment, monte_carlo, sensitivity, tornado};
use shuheng_engine::weigh::{RelativeSpread, WeightSpread};
use shuheng_engine::{Gate, Leaf, Mean, NodeSpec, Scale, Tree};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::num::NonZeroUsize;

const DIMENSIONS: usize = 3;
const DOMAINS: usize = 14;
const LEAVES: usize = 62;

fn tree(mean: Mean) -> Tree {
    let node = |parent, weight: usize, mean| NodeSpec { parent, weight: weight as f64, mean };
    let dimensions = (0..DIMENSIONS).map(|d| node(Some(0), 3 + d, mean));
    let domains = (0..DOMAINS).map(|d| node(Some(1 + d % DIMENSIONS), 1 + d % 3, Mean::Arithmetic));
    let leaves = (0..LEAVES).map(|l| node(Some(1 + DIMENSIONS + l % DOMAINS), 1 + l % 4, Mean::Arithmetic));
    Tree::new(std::iter::once(node(None, 1, mean)).chain(dimensions).chain(domains).chain(leaves).collect()).expect("a tree")
}

/// Most leaves are rubrics with three possible levels, every sixth is a metric.
fn answers() -> (Vec<Leaf>, BTreeMap<usize, LeafSpread>) {
    let first = 1 + DIMENSIONS + DOMAINS;
    let mut leaves = vec![Leaf::Unanswered; first + LEAVES];
    let mut spreads = BTreeMap::new();
    for (leaf, answer) in leaves.iter_mut().enumerate().skip(first) {
        let score = 25.0 * (1 + leaf % 3) as f64;
        let spread = if leaf % 6 == 0 {
            LeafSpread::uniform(score - 5.0, score + 5.0)
        } else {
            LeafSpread::levels(vec![(score - 25.0, 0.15), (score, 0.7), (score + 25.0, 0.15)])
        };
        *answer = Leaf::Score(score);
        spreads.insert(leaf, spread.expect("a spread"));
    }
    (leaves, spreads)
}

fn uncertainty(criterion: &mut Criterion) {
    let (leaves, spreads) = answers();
    let scale = Scale::new(vec![0.0, 20.0, 40.0, 60.0, 80.0], 0.3).expect("a scale");
    let gates = [Gate { node: 0, cap: 3, watch: 1, below: 40.0 }];
    let relative = WeightSpread::Relative(RelativeSpread::new(0.25).expect("a spread"));
    let two = NonZeroUsize::new(2).expect("two");
    let draws = Draws { draws: NonZeroUsize::new(2_000).expect("draws"), seed: 1 };
    let (flat, geometric) = (tree(Mean::Arithmetic), tree(Mean::Geometric));
    let of = |tree, spread| UncertainAssessment::new(tree, &leaves, &scale, &gates, &spreads, Some(spread));
    for (name, threads) in [("2000 draws, one thread", NonZeroUsize::MIN), ("2000 draws, two threads", two)] {
        let assessment = of(&flat, relative);
        criterion.bench_function(name, |bench| bench.iter(|| monte_carlo(black_box(&assessment), draws, threads)));
    }
    let assessment = of(&flat, WeightSpread::Ignorant);
    criterion.bench_function("2000 draws, ignorant, two threads", |bench| bench.iter(|| monte_carlo(black_box(&assessment), draws, two)));
    let assessment = of(&geometric, relative);
    criterion.bench_function("2000 draws, geometric, two threads", |bench| bench.iter(|| monte_carlo(black_box(&assessment), draws, two)));
    let assessment = of(&flat, relative);
    criterion.bench_function("tornado", |bench| bench.iter(|| tornado(black_box(&assessment), 0)));
    let plan = SobolPlan { samples: 256, seed: 1 };
    criterion.bench_function("sobol, 256 rows, two threads", |bench| bench.iter(|| sensitivity(black_box(&assessment), 0, plan, two)));
}

criterion_group!(benches, uncertainty);
criterion_main!(benches);
