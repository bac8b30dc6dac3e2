//! How far ranks hold when the weights are not known for sure.
//!
//! Each draw takes weights from their [spread](WeightSpread), scores all units and ranks them; what is left are the ranks a unit
//! had over the draws. Sources: Saisana, Saltelli & Tarantola (2005), rank intervals; Lahdelma, Hokkanen & Salminen, "SMAA",
//! *European Journal of Operational Research* 106 (1998), rank acceptability. Quantiles are of type 7.
//!
//! Draw `i` reads stream `i` of the seed, so the number of threads changes nothing. Ranks are kept for all draws, 2 bytes each
//! (4 above 65,535 units), since adding to a table of how often each unit had each rank would jump about in memory; where that is
//! more than [`MEMORY`], the draws are made again for one share of the units after the other.

use crate::random::Stream;
use crate::rank::order::Order;
use crate::rank::ranker::{Ranker, UNRANKED};
use crate::rank::units::Units;
use crate::weigh::WeightSpread;
use std::num::NonZeroUsize;
use std::ops::Range;

/// Bytes that the ranks of one pass may take.
const MEMORY: usize = 128 << 20;

/// Scores (units × draws × passes) that a run may ask for: minutes, not hours.
pub const MOST_SCORES: u128 = 20_000_000_000;

/// Draws of weights that a thread scores before it ranks them: their scores stay in its cache, and their ranks fill a line of it when
/// they are put away unit by unit.
const BATCH: usize = 32;

/// Units whose ranks are put away together.
const TILE: usize = 16;

/// How draws are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draws {
    /// How many, at least 1.
    pub count: NonZeroUsize,
    /// Seed.
    pub seed: u64,
    /// Threads; changes nothing but the time.
    pub threads: NonZeroUsize,
    /// How far the weights may be off.
    pub spread: WeightSpread,
    /// Whether to list how often each unit had each rank.
    pub acceptability: bool,
    /// How scores are ranked.
    pub order: Order,
}

/// The ranks of one unit over the draws.
#[derive(Debug, Clone, PartialEq)]
pub struct RankInterval {
    /// 5 % quantile of the rank.
    pub p05: f64,
    /// Median rank.
    pub p50: f64,
    /// 95 % quantile.
    pub p95: f64,
    /// Rank acceptability, if asked for: each rank it had, rising, and in how many draws; the counts sum to the draws in which it had
    /// one.
    pub acceptability: Vec<(u32, u32)>,
}

/// More work than a run may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyDraws {
    /// Draws that would do.
    pub most: usize,
}

/// The ranks of each unit over draws of weights; `None` for a unit that has no score. Whether a node has enough coverage is judged by the
/// weights of the tree, for all draws alike.
///
/// # Errors
/// [`TooManyDraws`] when units × draws exceed what can be done in minutes ([`MOST_SCORES`]).
pub fn rank_intervals(units: &Units, draws: Draws) -> Result<Vec<Option<RankInterval>>, TooManyDraws> {
    let most = most_draws(units.count(), draws.count.get());
    if most < draws.count.get() {
        return Err(TooManyDraws { most });
    }
    let units = &*units.settled();
    Ok(if u16::try_from(units.count()).is_ok() { intervals::<u16>(units, draws) } else { intervals::<u32>(units, draws) })
}

/// How many of these draws a run may ask for, at least 1 and, where not all, to a sixteenth.
fn most_draws(units: usize, draws: usize) -> usize {
    let mut most = draws;
    while most > 1 && rank_work(units, most) > MOST_SCORES {
        most -= most.div_ceil(16);
    }
    most
}

/// Scores that so many draws need.
fn rank_work(units: usize, draws: usize) -> u128 {
    units as u128 * draws as u128 * passes(units, draws) as u128
}

/// Bytes of a kept rank.
fn rank_bytes(units: usize) -> usize {
    if u16::try_from(units).is_ok() { size_of::<u16>() } else { size_of::<u32>() }
}

/// Times that the draws have to be made.
fn passes(units: usize, draws: usize) -> usize {
    (units * rank_bytes(units)).saturating_mul(draws).div_ceil(MEMORY).clamp(1, units.max(1))
}

/// A rank as it is kept.
trait Kept: Copy + Default + Send + Sync {
    fn of(rank: u32) -> Self;
    fn rank(self) -> u32;
}

impl Kept for u16 {
    fn of(rank: u32) -> Self {
        rank as Self
    }

    fn rank(self) -> u32 {
        u32::from(self)
    }
}

impl Kept for u32 {
    fn of(rank: u32) -> Self {
        rank
    }

    fn rank(self) -> u32 {
        self
    }
}

fn intervals<R: Kept>(units: &Units, draws: Draws) -> Vec<Option<RankInterval>> {
    let width = units.count().div_ceil(passes(units.count(), draws.count.get())).max(1);
    let mut intervals = Vec::with_capacity(units.count());
    for start in (0..units.count()).step_by(width) {
        let slice = start..(start + width).min(units.count());
        intervals.extend(counted(&ranks_of::<R>(units, draws, &slice), slice.len(), units.count(), draws));
    }
    intervals
}

/// Ranks of one share of the draws: those of the first unit, then those of the second, and so on.
struct Share<R> {
    draws: usize,
    ranks: Vec<R>,
}

/// Ranks of a slice of the units, a share for each thread.
fn ranks_of<R: Kept>(units: &Units, draws: Draws, slice: &Range<usize>) -> Vec<Share<R>> {
    let size = draws.count.get().div_ceil(draws.threads.get());
    std::thread::scope(|scope| {
        let share = |first: usize| scope.spawn(move || draw_ranks(units, draws, slice, first..(first + size).min(draws.count.get())));
        let threads: Vec<_> = (0..draws.count.get()).step_by(size).map(share).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// Makes draws and keeps the ranks of a slice of the units.
fn draw_ranks<R: Kept>(units: &Units, draws: Draws, slice: &Range<usize>, numbers: Range<usize>) -> Share<R> {
    let given = units.weights();
    let mut weights = vec![given.clone(); BATCH];
    let mut scores = vec![vec![0.0; units.count()]; BATCH];
    let mut ranks = vec![vec![UNRANKED; units.count()]; BATCH];
    let mut ranker = Ranker::default();
    let mut kept = vec![R::default(); numbers.len() * slice.len()];
    for start in numbers.clone().step_by(BATCH) {
        let batch = start..(start + BATCH).min(numbers.end);
        for (number, weights) in batch.clone().zip(&mut weights) {
            weights.copy_from_slice(&given);
            draws.spread.draw(units.tree(), &mut Stream::new(draws.seed, number as u64), weights);
        }
        units.root_scores(&weights[..batch.len()], &mut scores[..batch.len()]);
        for (scores, ranks) in scores.iter_mut().zip(&mut ranks).take(batch.len()) {
            ranker.rank(draws.order.prepare(scores), ranks);
        }
        let place = batch.start - numbers.start;
        for (tile, kept) in kept.chunks_mut(numbers.len() * TILE).enumerate() {
            let first = slice.start + tile * TILE;
            put_away(&ranks[..batch.len()], first, place, numbers.len(), kept);
        }
    }
    Share { draws: numbers.len(), ranks: kept }
}

/// Copies the ranks that the units from `first` on had in a batch of draws to their place in each stretch of `stride` of `kept`.
fn put_away<R: Kept>(ranks: &[Vec<u32>], first: usize, place: usize, stride: usize, kept: &mut [R]) {
    let mut tile = [[R::default(); BATCH]; TILE];
    for (draw, ranks) in ranks.iter().enumerate() {
        for (row, rank) in tile.iter_mut().zip(&ranks[first..]) {
            row[draw] = R::of(*rank);
        }
    }
    for (row, kept) in tile.iter().zip(kept.chunks_exact_mut(stride)) {
        kept[place..place + ranks.len()].copy_from_slice(&row[..ranks.len()]);
    }
}

/// Counts the ranks of each unit over all shares of the draws.
fn counted<R: Kept>(shares: &[Share<R>], width: usize, ranks: usize, draws: Draws) -> Vec<Option<RankInterval>> {
    let mut intervals = vec![None; width];
    let size = width.div_ceil(draws.threads.get()).max(1);
    std::thread::scope(|scope| {
        for (thread, intervals) in intervals.chunks_mut(size).enumerate() {
            scope.spawn(move || {
                let mut counts = vec![0_u32; ranks + 1];
                for (unit, interval) in (thread * size..).zip(intervals) {
                    *interval = count(shares, unit, draws.acceptability, &mut counts);
                }
            });
        }
    });
    intervals
}

/// Counts the ranks of one unit. `counts` has a place for each rank, and is all 0 before and after.
fn count<R: Kept>(shares: &[Share<R>], unit: usize, acceptability: bool, counts: &mut [u32]) -> Option<RankInterval> {
    let (mut lowest, mut highest) = (u32::MAX, 0);
    for share in shares {
        let ranks = &share.ranks[unit * share.draws..(unit + 1) * share.draws];
        lowest = ranks.iter().fold(lowest, |lowest, rank| lowest.min(rank.rank()));
        highest = ranks.iter().fold(highest, |highest, rank| highest.max(rank.rank()));
        for rank in ranks {
            counts[rank.rank() as usize] += 1;
        }
    }
    counts[UNRANKED as usize] = 0;
    let had = &mut counts[lowest as usize..=highest as usize];
    let interval = interval(lowest, had, acceptability);
    had.fill(0);
    interval
}

/// The interval of a unit that had rank `lowest + i` in `had[i]` draws; `None` when it had none.
fn interval(lowest: u32, had: &[u32], acceptability: bool) -> Option<RankInterval> {
    let draws: u64 = had.iter().map(|count| u64::from(*count)).sum();
    let last = draws.checked_sub(1)?;
    let listed = || (lowest..).zip(had.iter().copied()).filter(|(_, count)| *count > 0).collect();
    Some(RankInterval {
        p05: quantile(lowest, had, last as f64 * 0.05),
        p50: quantile(lowest, had, last as f64 * 0.5),
        p95: quantile(lowest, had, last as f64 * 0.95),
        acceptability: if acceptability { listed() } else { Vec::new() },
    })
}

/// Quantile of type 7 of ranks given by how often each was had, at `place` (from 0) of the sorted list.
fn quantile(lowest: u32, had: &[u32], place: f64) -> f64 {
    let at = |order: u64| {
        let mut below = 0;
        let reached = had.iter().position(|count| {
            below += u64::from(*count);
            below > order
        });
        f64::from(lowest) + reached.unwrap_or(0) as f64
    };
    let (low, high) = (at(place.floor() as u64), at(place.ceil() as u64));
    low + (place - place.floor()) * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::units::tests::units;
    use crate::statistics::quantile as quantile_of_sample;
    use crate::weigh::RelativeSpread;
    use crate::{Mean, NodeSpec, Tree};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).expect("not 0")
    }

    fn draws(count: usize, spread: WeightSpread) -> Draws {
        Draws { count: number(count), seed: 7, threads: number(1), spread, acceptability: true, order: Order::default() }
    }

    fn spread(share: f64) -> WeightSpread {
        WeightSpread::Relative(RelativeSpread::new(share).expect("a spread"))
    }

    /// A flat tree of equal weights over units given as rows.
    fn flat(rows: &[&[f64]]) -> Units {
        let node = |parent| NodeSpec { parent, weight: 1.0, mean: Mean::Arithmetic };
        let tree = Tree::new(std::iter::once(node(None)).chain(rows[0].iter().map(|_| node(Some(0)))).collect()).expect("a tree");
        let columns: Vec<Vec<Option<f64>>> = (0..rows[0].len()).map(|column| rows.iter().map(|row| Some(row[column])).collect()).collect();
        Units::new(&tree, &[], &columns).expect("units")
    }

    /// Two criteria of unknown weights, w and 1 − w with w uniform on (0, 1): the first unit, (100, 0), leads the second, (0, 100),
    /// where w > 1/2, and the third, (40, 40), leads nobody of them but between 0.4 and 0.6 (Lahdelma, Hokkanen & Salminen 1998
    /// give acceptability as the share of the weights' space).
    #[test]
    fn acceptability_is_the_share_of_the_space_of_weights() {
        let units = flat(&[&[100.0, 0.0], &[0.0, 100.0], &[40.0, 40.0]]);
        let intervals = rank_intervals(&units, draws(10_000, WeightSpread::Ignorant)).expect("few draws");
        let share = |unit: usize, rank: u32| {
            let listed = &intervals[unit].as_ref().expect("ranked").acceptability;
            listed.iter().find(|(had, _)| *had == rank).map_or(0.0, |(_, count)| f64::from(*count) / 10_000.0)
        };
        // Four standard errors: √(p(1 − p)/n), at most 0.005.
        for (unit, rank, expected) in [(0, 1, 0.5), (0, 2, 0.1), (0, 3, 0.4), (1, 1, 0.5), (2, 1, 0.0), (2, 2, 0.8), (2, 3, 0.2)] {
            assert!((share(unit, rank) - expected).abs() < 0.02, "unit {unit}, rank {rank}: {}", share(unit, rank));
        }
        assert_eq!(intervals[2].as_ref().map(|interval| (interval.p05, interval.p50, interval.p95)), Some((2.0, 2.0, 3.0)));
    }

    /// A needs 60 % of five equal indicators and has three: with the weights given that is just enough, and stays so in every draw. B
    /// with two of five has no score and no rank in any of them.
    #[test]
    fn coverage_is_judged_once() {
        let node = |parent| NodeSpec { parent, weight: 1.0, mean: Mean::Arithmetic };
        let tree = Tree::new(std::iter::once(node(None)).chain((0..5).map(|_| node(Some(0)))).collect()).expect("a tree");
        let column = |index: usize| vec![(index < 3).then_some(90.0), Some(80.0), (index < 2).then_some(95.0)];
        let units = Units::new(&tree, &[0.6], &(0..5).map(column).collect::<Vec<_>>()).expect("units");
        for spread in [spread(0.5), WeightSpread::Ignorant] {
            let intervals = rank_intervals(&units, draws(200, spread)).expect("few draws");
            let acceptability = |unit: usize| intervals[unit].as_ref().map(|interval| interval.acceptability.clone());
            assert_eq!((acceptability(0), acceptability(1), acceptability(2)), (Some(vec![(1, 200)]), Some(vec![(2, 200)]), None));
        }
    }

    #[test]
    fn more_work_than_can_be_done_says_how_much_can() {
        assert_eq!((rank_work(5_000, 10_000), rank_work(5_000, 13_422)), (50_000_000, 134_220_000), "the second is done twice");
        assert_eq!(most_draws(1, 20_000_000_000), 20_000_000_000, "so many can be done");
        assert_eq!(most_draws(4_000_000_000, 1), 1, "there is nothing less than one draw");
        assert!((1_001..30_000_000).contains(&most_draws(1000, 30_000_000)));
        let units = flat(&vec![&[1.0][..]; 1000]);
        let refused = rank_intervals(&units, draws(30_000_000, spread(0.1))).expect_err("too many");
        assert!(refused.most > 1000 && rank_work(1000, refused.most) <= MOST_SCORES);
        assert!(rank_work(1000, refused.most + refused.most / 8) > MOST_SCORES);
    }

    #[test]
    fn draws_are_made_again_for_what_does_not_fit_into_memory() {
        assert_eq!(
            (passes(5_000, 10_000), passes(5_000, 13_422), passes(100_000, 1_000), passes(0, 10), passes(1, 1 << 40)),
            (1, 2, 3, 1, 1)
        );
        assert_eq!((rank_bytes(65_535), rank_bytes(65_536)), (2, 4));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn threads_and_the_way_ranks_are_kept_change_nothing((_, _, units) in units(), count in 1_usize..90, threads in 2_usize..5, width in 1_usize..40) {
            let one = draws(count, spread(0.5));
            let reference = intervals::<u16>(&units, one);
            prop_assert_eq!(&intervals::<u16>(&units, Draws { threads: number(threads), ..one }), &reference);
            prop_assert_eq!(&intervals::<u32>(&units, one), &reference);
            // In several passes, as when memory is short.
            let slices: Vec<_> = (0..units.count()).step_by(width).map(|start| start..(start + width).min(units.count())).collect();
            let passes = slices.iter().flat_map(|slice| counted(&ranks_of::<u16>(&units, one, slice), slice.len(), units.count(), one));
            prop_assert_eq!(passes.collect::<Vec<_>>(), reference);
        }

        #[test]
        fn as_ranking_every_draw_by_itself((_, _, units) in units(), count in 1_usize..40) {
            let how = draws(count, WeightSpread::Ignorant);
            let mut ranks: Vec<Vec<f64>> = vec![Vec::new(); units.count()];
            for number in 0..count {
                let mut weights = units.weights();
                how.spread.draw(units.tree(), &mut Stream::new(how.seed, number as u64), &mut weights);
                let mut scores = vec![vec![0.0; units.count()]];
                units.root_scores(&[weights], &mut scores);
                for (unit, ranks) in ranks.iter_mut().enumerate() {
                    let score = scores[0][unit];
                    if !score.is_nan() {
                        ranks.push(1.0 + scores[0].iter().filter(|other| **other > score + 1e-11).count() as f64);
                    }
                }
            }
            let intervals = rank_intervals(&units, how).expect("few draws");
            prop_assert_eq!(intervals.len(), ranks.len());
            for (interval, ranks) in intervals.iter().zip(&ranks) {
                let of = |probability| quantile_of_sample(ranks, probability).ok();
                prop_assert_eq!(interval.as_ref().map(|interval| interval.p05), of(0.05));
                prop_assert_eq!(interval.as_ref().map(|interval| interval.p50), of(0.5));
                prop_assert_eq!(interval.as_ref().map(|interval| interval.p95), of(0.95));
                let mut counted = BTreeMap::new();
                for rank in ranks {
                    *counted.entry(*rank as u32).or_insert(0) += 1;
                }
                let listed: Vec<(u32, u32)> = interval.iter().flat_map(|interval| interval.acceptability.clone()).collect();
                prop_assert_eq!(listed, counted.into_iter().collect::<Vec<_>>());
            }
        }

        #[test]
        fn without_spread_every_draw_is_the_ranking((_, _, units) in units()) {
            let order = Order::default();
            let ranks = order.ranks(&units.scores()[0]);
            for (interval, rank) in rank_intervals(&units, draws(3, spread(0.0))).expect("few draws").iter().zip(ranks) {
                match interval {
                    Some(interval) => prop_assert_eq!(&interval.acceptability, &vec![(rank, 3)]),
                    None => prop_assert_eq!(rank, UNRANKED),
                }
            }
        }
    }
}
