//! Groups, and which members are published together.

use super::contribution::{Contribution, Edition, Ratio};
use super::key::MemberNumber;
use super::{Pool, THRESHOLD};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A group of members of one edition, in a hierarchy: all ⊃ a kind ⊃ a size tier of that kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Every member.
    All,
    /// The members of a kind.
    Kind(String),
    /// The members of a kind (first) that have a size tier (second).
    Tier(String, String),
}

impl Group {
    /// The smallest group a contribution belongs to.
    #[must_use]
    pub fn of(contribution: &Contribution) -> Self {
        let kind = contribution.kind.clone();
        if contribution.tier.is_empty() { Self::Kind(kind) } else { Self::Tier(kind, contribution.tier.clone()) }
    }

    /// The next larger group; `None` above all.
    #[must_use]
    pub fn above(&self) -> Option<Self> {
        match self {
            Self::All => None,
            Self::Kind(_) => Some(Self::All),
            Self::Tier(kind, _) => Some(Self::Kind(kind.clone())),
        }
    }

    /// This group and those above it, the smallest first.
    pub(crate) fn upwards(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), Self::above)
    }
}

/// Members that were published together, for the first time in this release, and that count together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The release that published it first, from 1.
    pub release: u32,
    /// Model and year.
    pub edition: Edition,
    /// The ratio it is a block of; `None` for scores. Not every member has every ratio, so each has blocks of its own.
    pub ratio: Option<Ratio>,
    /// The smallest group it is counted in; it is counted in all groups above, too.
    pub group: Group,
    /// Its members, each with the mark of what was published of it.
    pub members: BTreeMap<MemberNumber, String>,
}

impl Pool {
    /// The blocks that count now. A block is out once a member was withdrawn or contributes something else, and once another keeper's
    /// block of the same or a later release holds one of its members: they would be counted twice.
    pub(crate) fn live_blocks(&self) -> impl Iterator<Item = &Block> {
        let mut latest: BTreeMap<(Option<Ratio>, &MemberNumber), (u32, u32)> = BTreeMap::new();
        for block in &self.blocks {
            for number in block.members.keys() {
                let (release, blocks) = latest.entry((block.ratio, number)).or_default();
                match block.release.cmp(release) {
                    std::cmp::Ordering::Greater => (*release, *blocks) = (block.release, 1),
                    std::cmp::Ordering::Equal => *blocks += 1,
                    std::cmp::Ordering::Less => {}
                }
            }
        }
        self.blocks.iter().filter(move |block| {
            block.members.iter().all(|(number, mark)| {
                self.members.get(number).is_some_and(|member| member.mark == *mark && member.contribution.edition == block.edition)
                    && latest.get(&(block.ratio, number)) == Some(&(block.release, 1))
            })
        })
    }

    /// The blocks that can be published now, beside those that count already. In every group, from the smallest upwards, members
    /// that wait become blocks as soon as [`THRESHOLD`] of them were never published before; the rest waits in the group above.
    pub(crate) fn new_blocks(&self, release: u32) -> Vec<Block> {
        let mut formed = Vec::new();
        for ratio in [None].into_iter().chain(Ratio::ALL.map(Some)) {
            let counted: BTreeSet<&MemberNumber> =
                self.live_blocks().filter(|block| block.ratio == ratio).flat_map(|block| block.members.keys()).collect();
            let known: BTreeSet<&MemberNumber> =
                self.blocks.iter().filter(|block| block.ratio == ratio).flat_map(|block| block.members.keys()).collect();
            let mut waiting: BTreeMap<(Edition, Group), Waiting> = BTreeMap::new();
            for (number, member) in &self.members {
                let contribution = &member.contribution;
                if counted.contains(number) || ratio.is_some_and(|ratio| !contribution.ratios.contains_key(&ratio)) {
                    continue;
                }
                let group = waiting.entry((contribution.edition.clone(), Group::of(contribution))).or_default();
                // Who came back after a withdrawal may have been published under the number of that time.
                let fresh = !known.contains(number) && member.round == 0;
                if fresh { &mut group.fresh } else { &mut group.known }.insert(number.clone(), member.mark.clone());
            }
            // Of equal editions the greatest group is the smallest in the tree: tiers come before kinds, kinds before all.
            while let Some(((edition, group), members)) = waiting.pop_last() {
                if members.fresh.len() >= THRESHOLD {
                    let block = |members| Block { release, edition: edition.clone(), ratio, group: group.clone(), members };
                    formed.extend(members.shared_out().into_iter().map(block));
                } else if let Some(above) = group.above() {
                    waiting.entry((edition, above)).or_default().join(members);
                }
            }
        }
        formed
    }
}

/// Members of a group that are in no block that counts, with their marks.
#[derive(Debug, Default)]
struct Waiting {
    /// Never published.
    fresh: BTreeMap<MemberNumber, String>,
    /// Published before, in a block that counts no more.
    known: BTreeMap<MemberNumber, String>,
}

impl Waiting {
    fn join(&mut self, other: Self) {
        self.fresh.extend(other.fresh);
        self.known.extend(other.known);
    }

    /// As many blocks as there can be, so that a withdrawal takes few others along. Numbers are keyed hashes: sharing them out in
    /// turn puts members together that have nothing in common but their group.
    fn shared_out(self) -> Vec<BTreeMap<MemberNumber, String>> {
        let count = (self.fresh.len() / THRESHOLD).max(1);
        let mut blocks = vec![BTreeMap::new(); count];
        for members in [self.fresh, self.known] {
            for (place, (number, mark)) in members.into_iter().enumerate() {
                blocks[place % count].insert(number, mark);
            }
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::pool_of;
    use super::*;

    fn sizes(pool: &Pool) -> Vec<(Group, usize)> {
        let mut sizes: Vec<(Group, usize)> =
            pool.live_blocks().filter(|block| block.ratio.is_none()).map(|block| (block.group.clone(), block.members.len())).collect();
        sizes.sort();
        sizes
    }

    fn tier(kind: &str, tier: &str) -> Group {
        Group::Tier(kind.into(), tier.into())
    }

    #[test]
    fn a_group_too_small_is_counted_in_the_one_above() {
        let mut pool = pool_of(&[("city_bank", "T3", 7), ("city_bank", "T2", 3), ("city_bank", "", 2), ("securities", "head", 4)]);
        pool.release();
        assert_eq!(sizes(&pool), [(Group::Kind("city_bank".into()), 5), (tier("city_bank", "T3"), 7)], "the brokers wait");
    }

    #[test]
    fn many_members_make_many_blocks() {
        let mut pool = pool_of(&[("city_bank", "T3", 14)]);
        pool.release();
        assert_eq!(sizes(&pool), [(tier("city_bank", "T3"), 7), (tier("city_bank", "T3"), 7)]);
    }

    #[test]
    fn fewer_than_five_are_never_published() {
        let mut pool = pool_of(&[("city_bank", "T3", 4)]);
        assert_eq!(pool.release().blocks, 0);
        assert_eq!(sizes(&pool), []);
    }
}
