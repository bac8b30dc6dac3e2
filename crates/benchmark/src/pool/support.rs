//! Pools for tests.

use super::{Contribution, Edition, Origin, Pool, PoolKey, Ratio, Tenths};

pub(crate) fn key() -> PoolKey {
    PoolKey::new([7; 32])
}

pub(crate) fn edition() -> Edition {
    Edition { model: "caict-value-2025".into(), version: "1.0.0".into(), year: 2025 }
}

/// A contribution with a score of the whole, one of a dimension, and an intensity.
pub(crate) fn contribution(kind: &str, tier: &str, score: f64) -> Contribution {
    Contribution {
        edition: edition(),
        kind: kind.into(),
        tier: tier.into(),
        scores: [("root".into(), Tenths::of(score)), ("economic_value".into(), Tenths::of(score / 2.0))].into(),
        ratios: [(Ratio::Intensity, Ratio::rounded(score / 10.0))].into(),
    }
}

/// A pool of so many members of each kind and tier, all of whom wait.
pub(crate) fn pool_of(groups: &[(&str, &str, usize)]) -> Pool {
    let mut pool = Pool::create(&key());
    for (kind, tier, count) in groups {
        for index in 0..*count {
            let name = format!("{kind}{tier}{index}");
            let contribution = contribution(kind, tier, 20.0 + index as f64);
            pool.add(&key(), Origin { institution: &name, file: &name }, contribution, false).expect("a sound contribution");
        }
    }
    pool
}
