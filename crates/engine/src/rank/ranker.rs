//! Competition ranks of many scores, many times: 1 for the highest, equal scores share a rank and the ranks they occupy stay
//! empty ("1224"). Scores are equal when they are so on the [grid](crate::grid).
//!
//! Below [`MOST_KEYED`] scores that lie within [`WIDEST`] points of each other, the distance to the highest (in units of the grid)
//! and the place in the list fit into one whole number. Those are dealt into about twice as many buckets as there are scores, in
//! the order of the scores, and then only neighbours need to change places: `O(n)` where the scores are spread. What does not fit,
//! or crowds into few buckets (one unit far from all others), is sorted by comparison.

use crate::grid;

/// Rank of what has no score.
pub const UNRANKED: u32 = 0;

/// Bits of a key that hold the place in the list; the others hold the distance to the highest score.
const PLACE_BITS: u32 = 17;

/// Scores that can be told apart by a key.
const MOST_KEYED: usize = 1 << PLACE_BITS;

/// Points between the lowest and the highest score that a key can hold: with what is left for those without a score, below 2⁴⁷ units
/// of the grid.
const WIDEST: f64 = 120.0;

/// Added to a score of less than half of it, this leaves an `f64` whose last bit is one unit of the grid.
const OFFSET: f64 = 6144.0;

/// Changes of place per score beyond which sorting by comparison is faster.
const CROWDED: usize = 16;

/// Ranks lists of scores; keeps its memory from one list to the next.
#[derive(Debug, Default)]
pub struct Ranker {
    keys: Vec<u64>,
    starts: Vec<u32>,
    dealt: Vec<u64>,
}

impl Ranker {
    /// Writes the rank of each score into `ranks`, [`UNRANKED`] for NaN. Both lists have the same length, below 2³².
    pub fn rank(&mut self, scores: &[f64], ranks: &mut [u32]) {
        let (lowest, highest) = extremes(scores);
        if highest < lowest {
            ranks.fill(UNRANKED);
        } else if fit_keys(scores.len(), lowest, highest) {
            self.rank_keys(scores, lowest, highest, ranks);
        } else {
            rank_by_comparison(scores, ranks);
        }
    }

    fn rank_keys(&mut self, scores: &[f64], lowest: f64, highest: f64, ranks: &mut [u32]) {
        let top = (highest + OFFSET).to_bits();
        let missing = top - (lowest + OFFSET).to_bits() + 1;
        self.keys.clear();
        self.keys.extend((0..).zip(scores).map(|(place, score)| {
            let distance = if score.is_nan() { missing } else { top.wrapping_sub((score + OFFSET).to_bits()) };
            distance << PLACE_BITS | place
        }));
        self.sort_keys(missing);
        let (mut rank, mut before) = (0, u64::MAX);
        for (place, key) in (1..).zip(&self.dealt) {
            let distance = key >> PLACE_BITS;
            if distance != before {
                rank = if distance == missing { UNRANKED } else { place };
                before = distance;
            }
            ranks[(key & (MOST_KEYED as u64 - 1)) as usize] = rank;
        }
    }

    /// Puts the keys, of distances up to `farthest`, in rising order into `dealt`.
    fn sort_keys(&mut self, farthest: u64) {
        self.deal_keys(farthest);
        exchange_neighbours(&mut self.dealt);
        if !insert_in_order(&mut self.dealt) {
            self.dealt.sort_unstable();
        }
    }

    /// Puts the keys, of distances up to `farthest`, into `dealt`, bucket after bucket.
    fn deal_keys(&mut self, farthest: u64) {
        let buckets = usize::BITS - self.keys.len().leading_zeros() + 1;
        let shift = (u64::BITS - farthest.leading_zeros()).saturating_sub(buckets) + PLACE_BITS;
        let bucket = |key: u64| (key >> shift) as usize;
        self.starts.clear();
        self.starts.resize(bucket(farthest << PLACE_BITS) + 1, 0);
        for key in &self.keys {
            self.starts[bucket(*key)] += 1;
        }
        let mut next = 0;
        for start in &mut self.starts {
            let members = *start;
            *start = next;
            next += members;
        }
        self.dealt.resize(self.keys.len(), 0);
        for key in &self.keys {
            let start = &mut self.starts[bucket(*key)];
            self.dealt[*start as usize] = *key;
            *start += 1;
        }
    }
}

/// Whether keys can hold so many scores that lie between these.
fn fit_keys(count: usize, lowest: f64, highest: f64) -> bool {
    count <= MOST_KEYED && highest - lowest < WIDEST && lowest.abs().max(highest.abs()) < OFFSET / 3.0
}

/// Lowest and highest score, without those that are NaN; the highest below the lowest where there is none.
fn extremes(scores: &[f64]) -> (f64, f64) {
    // Eight at a time: one after the other, each would wait for the one before.
    let (mut lowest, mut highest) = ([f64::INFINITY; 8], [f64::NEG_INFINITY; 8]);
    let (eights, rest) = scores.as_chunks::<8>();
    for eight in eights {
        for (lane, score) in eight.iter().enumerate() {
            lowest[lane] = if *score < lowest[lane] { *score } else { lowest[lane] };
            highest[lane] = if *score > highest[lane] { *score } else { highest[lane] };
        }
    }
    let (low, high) = (lowest.iter().chain(rest), highest.iter().chain(rest));
    (low.copied().fold(f64::INFINITY, f64::min), high.copied().fold(f64::NEG_INFINITY, f64::max))
}

/// One round of putting neighbours in order, without a branch that could be guessed wrong.
fn exchange_neighbours(keys: &mut [u64]) {
    let exchange = |keys: &mut [u64]| {
        for pair in keys.as_chunks_mut::<2>().0 {
            *pair = [pair[0].min(pair[1]), pair[0].max(pair[1])];
        }
    };
    exchange(keys);
    exchange(keys.get_mut(1..).unwrap_or_default());
}

/// Insertion sort; `false` when it gave up, see [`CROWDED`].
fn insert_in_order(keys: &mut [u64]) -> bool {
    let mut changes = 0;
    for place in 1..keys.len() {
        let moving = keys[place];
        let mut to = place;
        while to > 0 && keys[to - 1] > moving {
            keys[to] = keys[to - 1];
            to -= 1;
        }
        keys[to] = moving;
        changes += place - to;
        if changes > CROWDED * keys.len() {
            return false;
        }
    }
    true
}

fn rank_by_comparison(scores: &[f64], ranks: &mut [u32]) {
    let mut falling: Vec<(f64, usize)> = scores.iter().map(|score| grid::snap(*score)).zip(0..).collect();
    falling.retain(|(_, place)| !scores[*place].is_nan());
    falling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    ranks.fill(UNRANKED);
    let (mut rank, mut before) = (0, f64::NAN);
    for (place, (score, unit)) in (1..).zip(falling) {
        if score != before {
            rank = place;
            before = score;
        }
        ranks[unit] = rank;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::{Direction, competition_ranks};
    use proptest::prelude::*;

    fn ranks(scores: &[f64]) -> Vec<u32> {
        let mut ranks = vec![9; scores.len()];
        Ranker::default().rank(scores, &mut ranks);
        ranks
    }

    #[test]
    fn equal_scores_share_a_rank_and_leave_a_gap() {
        assert_eq!(ranks(&[50.0, 70.0, 70.0, 10.0]), [3, 1, 1, 4]);
        assert_eq!(ranks(&[f64::NAN, 1.0, f64::NAN, 2.0]), [UNRANKED, 2, UNRANKED, 1]);
        assert_eq!((ranks(&[]), ranks(&[3.0]), ranks(&[5.0; 4]), ranks(&[f64::NAN])), (vec![], vec![1], vec![1; 4], vec![UNRANKED]));
        assert_eq!(ranks(&[-0.0, 0.0, -1.0]), [1, 1, 3]);
    }

    #[test]
    fn a_crowd_is_sorted_and_so_is_what_is_far_apart() {
        let expected: Vec<u32> = (0..500).map(|i| 501 - i).chain([1]).collect();
        for outlier in [100.0, 1e6] {
            let scores: Vec<f64> = (0..500).map(|i| f64::from(i) * 1e-9).chain([outlier]).collect();
            assert_eq!(ranks(&scores), expected);
        }
    }

    #[test]
    fn more_than_keys_can_hold() {
        let count = u32::try_from(MOST_KEYED).expect("small") + 1;
        let scores: Vec<f64> = (0..count).map(|i| f64::from((i * 7919) % count) / 1e4).collect();
        let ranks = ranks(&scores);
        assert!((0..).zip(&ranks).all(|(i, rank)| *rank == count - (i * 7919) % count));
    }

    #[test]
    fn less_than_the_grid_apart_is_equal() {
        let unit = 1.0 / grid::UNITS_PER_POINT;
        assert_eq!(ranks(&[50.0, 50.0 + 0.4 * unit, 50.0 + unit]), [2, 2, 1]);
        assert_eq!(ranks(&[50.0, 50.0 + 0.4 * unit, 50.0 + unit, 1e6]), [3, 3, 2, 1]);
    }

    /// What the time rests on: the keys of scores that are spread come out in order, from twice as many buckets.
    #[test]
    fn spread_keys_are_in_order_once_dealt() {
        let (count, farthest) = (1000_u64, (1 << 41) - 1);
        let keys: Vec<u64> = (0..count).map(|i| ((i * 7919 % count) * (farthest / count)) << PLACE_BITS | i).collect();
        let mut ranker = Ranker { keys, ..Ranker::default() };
        ranker.deal_keys(farthest);
        assert_eq!(ranker.starts.len(), 2048);
        assert!(ranker.dealt.is_sorted());
    }

    #[test]
    fn what_keys_hold() {
        assert!(fit_keys(131_072, 0.0, 100.0) && fit_keys(2, 1990.0, 2047.0) && fit_keys(2, -2047.0, -1990.0));
        assert!(
            !fit_keys(131_073, 0.0, 100.0) && !fit_keys(2, 0.0, 120.0) && !fit_keys(2, 2000.0, 2048.0) && !fit_keys(2, -2048.0, -2000.0)
        );
    }

    #[test]
    fn neighbours_are_exchanged_twice() {
        let mut keys = [4, 3, 2, 1];
        exchange_neighbours(&mut keys);
        assert_eq!(keys, [3, 1, 4, 2]);
        exchange_neighbours(&mut []);
    }

    /// `n` keys in falling order need `n(n − 1)/2` changes of place: 16 for each of 33.
    #[test]
    fn insertion_gives_up_where_it_is_crowded() {
        let (mut most, mut more): (Vec<u64>, Vec<u64>) = ((0..33).rev().collect(), (0..34).rev().collect());
        assert!(insert_in_order(&mut most) && most.is_sorted());
        assert!(!insert_in_order(&mut more));
        let mut most_after_the_least: Vec<u64> = std::iter::once(0).chain((1..34).rev()).collect();
        assert!(insert_in_order(&mut most_after_the_least) && most_after_the_least.is_sorted());
    }

    /// A score that keys cannot hold, by its distance to others or by its size, must not go there.
    #[test]
    fn the_grid_holds_far_out_too() {
        let unit = 1.0 / grid::UNITS_PER_POINT;
        for far in [1500.0, 3000.0, 5000.0, 8000.0, -5000.0] {
            assert_eq!(ranks(&[far, far + unit, far + unit, far - 1.0]), [3, 1, 1, 4], "{far}");
        }
        let apart: Vec<f64> = (-20..20).map(|i| f64::from(i) * 100.0).collect();
        assert_eq!(ranks(&apart), (1..=40).rev().collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn keys_and_comparison_agree(raw in prop::collection::vec(prop_oneof![4 => 0.0..119.0_f64, 1 => Just(7.0), 1 => Just(f64::NAN)], 1..60), base in -1900.0..1900.0_f64) {
            let scores: Vec<f64> = raw.iter().map(|score| score + base).collect();
            let (lowest, highest) = extremes(&scores);
            prop_assume!(lowest <= highest);
            let (mut keyed, mut compared) = (vec![9; scores.len()], vec![9; scores.len()]);
            Ranker::default().rank_keys(&scores, lowest, highest, &mut keyed);
            rank_by_comparison(&scores, &mut compared);
            prop_assert_eq!(keyed, compared);
        }

        #[test]
        fn as_counting_those_that_are_better(raw in prop::collection::vec(prop_oneof![4 => 0.0..100.0_f64, 2 => (0..8_u8).prop_map(f64::from), 1 => Just(f64::NAN)], 1..60)) {
            let column: Vec<Option<f64>> = raw.iter().map(|score| (!score.is_nan()).then_some(*score)).collect();
            if let Ok(slow) = competition_ranks(&column, Direction::Higher) {
                let slow: Vec<u32> = slow.into_iter().map(|rank| rank.map_or(UNRANKED, |rank| u32::try_from(rank).expect("small"))).collect();
                prop_assert_eq!(ranks(&raw), slow);
            }
        }

        #[test]
        fn one_ranker_serves_many_lists(first in prop::collection::vec(0.0..100.0_f64, 0..40), second in prop::collection::vec(0.0..1.0_f64, 0..40)) {
            let mut ranker = Ranker::default();
            let mut used = vec![0; first.len()];
            ranker.rank(&first, &mut used);
            let mut again = vec![0; second.len()];
            ranker.rank(&second, &mut again);
            prop_assert_eq!(again, ranks(&second));
        }
    }
}
