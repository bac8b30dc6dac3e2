//! Texts as sets of adjacent pairs, and how much two sets have in common.
//!
//! Sets of runs of adjacent characters or words are called shingles: A. Broder, *On the Resemblance and Containment of Documents*
//! (1997). Here they are pairs, each coded as a number, and a set is a sorted list.

use std::collections::BTreeMap;

/// Pairs of adjacent characters of a Chinese line, Latin letters in lower case; punctuation and digits are passed over.
pub(super) fn character_pairs(line: &str) -> Vec<u64> {
    let kept: Vec<char> = line.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    kept.windows(2).map(|pair| pair.iter().fold(0, |code, c| code << 32 | u64::from(*c))).collect()
}

/// Pairs of adjacent words of an English line in lower case, each as its FNV-1a hash (Fowler, Noll and Vo; 64 bits): sets of a few
/// dozen do not collide.
pub(super) fn word_pairs(line: &str) -> Vec<u64> {
    let words: Vec<String> = words(line).filter(|word| word.chars().any(char::is_alphabetic)).map(str::to_lowercase).collect();
    let hash = |pair: &[String]| {
        let bytes = pair.iter().flat_map(|word| word.bytes().chain([b' ']));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    words.windows(2).map(hash).collect()
}

/// Runs of letters and digits; an apostrophe within a word belongs to it.
pub(super) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Sorted, each once.
pub(super) fn shingles(codes: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut codes: Vec<u64> = codes.into_iter().collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Sørensen–Dice coefficient (0–1) of two sorted sets; 0 for two empty ones.
pub(super) fn dice(one: &[u64], other: &[u64]) -> f64 {
    share(one.iter().filter(|code| other.binary_search(code).is_ok()).count(), one, other)
}

fn share(shared: usize, one: &[u64], other: &[u64]) -> f64 {
    let whole = one.len() + other.len();
    if whole == 0 { 0.0 } else { 2.0 * shared as f64 / whole as f64 }
}

/// Pairs of sets, earlier and later by index, whose coefficient reaches `limit` (above 0). Counts what is shared by an index from
/// codes to sets: most of many pairs share next to nothing and are never looked at.
pub(super) fn alike(sets: &[&[u64]], limit: f64) -> BTreeMap<(usize, usize), f64> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    let mut shared = vec![0_usize; sets.len()];
    for (later, set) in sets.iter().enumerate() {
        shared.fill(0);
        for code in *set {
            let holders = holders.entry(*code).or_default();
            holders.iter().for_each(|earlier| shared[*earlier] += 1);
            holders.push(later);
        }
        for (earlier, count) in shared.iter().enumerate().filter(|(_, count)| **count > 0) {
            let coefficient = share(*count, sets[earlier], set);
            if coefficient >= limit {
                found.insert((earlier, later), coefficient);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set() -> impl Strategy<Value = Vec<u64>> {
        proptest::collection::vec(0_u64..40, 0..40).prop_map(shingles)
    }

    proptest! {
        #[test]
        fn dice_is_a_symmetric_share(one in set(), other in set()) {
            let found = dice(&one, &other);
            prop_assert!((0.0..=1.0).contains(&found));
            prop_assert_eq!(found, dice(&other, &one));
            prop_assert_eq!(dice(&one, &one), if one.is_empty() { 0.0 } else { 1.0 });
            prop_assert_eq!(found == 0.0, one.iter().all(|code| !other.contains(code)));
        }

        #[test]
        fn the_index_finds_the_pairs_that_comparing_finds(sets in proptest::collection::vec(set(), 0..12), limit in 0.01..1.0) {
            let slices: Vec<&[u64]> = sets.iter().map(Vec::as_slice).collect();
            let mut compared = BTreeMap::new();
            for later in 0..sets.len() {
                for earlier in 0..later {
                    let coefficient = dice(&sets[earlier], &sets[later]);
                    if coefficient >= limit {
                        compared.insert((earlier, later), coefficient);
                    }
                }
            }
            prop_assert_eq!(alike(&slices, limit), compared);
        }


        #[test]
        fn any_text_can_be_looked_at(text in "\\PC{0,40}") {
            let _ = (character_pairs(&text), word_pairs(&text));
        }
    }
}
