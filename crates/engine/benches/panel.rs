//! Panels: scoring one of 5,000 units and 60 indicators, and how far its ranks hold over 10,000 draws of the weights.

#![expect(clippy::expect_used, reason = "a benchmark stops at what goes wrong")]

use criterion::{Criterion, criterion_group, criterion_main};
use shuheng_engine::random::Stream;
use shuheng_engine::rank::{Draws, Order, Units, rank_intervals};
use shuheng_engine::weigh::{RelativeSpread, WeightSpread};
use shuheng_engine::{Mean, NodeSpec, Tree};
use std::hint::black_box;
use std::num::NonZeroUsize;

const UNITS: usize = 5_000;
const INDICATORS: usize = 60;

/// Figures spread evenly over 0–100, in `groups` groups (0: all below the root).
fn panel(groups: usize, mean: Mean, missing: bool) -> Units {
    let mut specs = vec![NodeSpec { parent: None, weight: 1.0, mean }];
    specs.extend((0..groups).map(|_| NodeSpec { parent: Some(0), weight: 1.0, mean: Mean::Arithmetic }));
    specs.extend((0..INDICATORS).map(|leaf| NodeSpec {
        parent: Some(if groups == 0 { 0 } else { 1 + leaf % groups }),
        weight: 1.0,
        mean: Mean::Arithmetic,
    }));
    let mut stream = Stream::new(42, 0);
    let figure = |stream: &mut Stream| {
        let figure = stream.uniform() * 100.0;
        (!missing || stream.uniform() > 0.05).then_some(figure)
    };
    let columns: Vec<Vec<Option<f64>>> = (0..INDICATORS).map(|_| (0..UNITS).map(|_| figure(&mut stream)).collect()).collect();
    Units::new(&Tree::new(specs).expect("a tree"), &[], &columns).expect("units")
}

fn draws() -> Draws {
    Draws {
        count: NonZeroUsize::new(10_000).expect("draws"),
        seed: 1,
        threads: std::thread::available_parallelism().expect("processors"),
        spread: WeightSpread::Relative(RelativeSpread::new(0.25).expect("a spread")),
        acceptability: false,
        order: Order::default(),
    }
}

fn scoring(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("score a panel of 5,000 x 60");
    for (name, units) in [
        ("flat", panel(0, Mean::Arithmetic, false)),
        ("three dimensions", panel(3, Mean::Arithmetic, false)),
        ("geometric above three dimensions", panel(3, Mean::Geometric, false)),
        ("flat, one figure in twenty missing", panel(0, Mean::Arithmetic, true)),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| black_box(units.scores())));
    }
    group.finish();
}

fn ranking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rank intervals of 5,000 x 60 over 10,000 draws");
    group.sample_size(10);
    for (name, units) in [
        ("flat", panel(0, Mean::Arithmetic, false)),
        ("three dimensions", panel(3, Mean::Arithmetic, false)),
        ("geometric above three dimensions", panel(3, Mean::Geometric, false)),
        ("flat, one figure in twenty missing", panel(0, Mean::Arithmetic, true)),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| black_box(rank_intervals(&units, draws()))));
    }
    group.finish();
}

criterion_group!(benches, scoring, ranking);
criterion_main!(benches);
