//! The pool: who is in it, who was withdrawn, what was published.

use super::block::Block;
use super::contribution::{Contribution, Edition};
use super::fault::PoolFault;
use super::key::{MemberNumber, PoolKey};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Anonymised assessments, and everything that was ever published of them.
///
/// Members of a higher revision, withdrawals and blocks are all that a merge has to unite, so two pools of one key merge to the same, in
/// whatever order and how often it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// [`PoolKey::id`] of the key that gave the numbers.
    pub(crate) key: String,
    pub(crate) members: BTreeMap<MemberNumber, Member>,
    pub(crate) withdrawn: BTreeSet<MemberNumber>,
    pub(crate) blocks: BTreeSet<Block>,
}

/// A member as the pool keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Counts up with every change in the pool, so that the later of two contributions is known.
    pub revision: u32,
    /// How often it was withdrawn before it came back.
    pub round: u32,
    /// What recognises its engagement file; says nothing without the key.
    pub engagement: String,
    /// What recognises the contribution, so that a block knows whether it still counts what was published.
    pub mark: String,
    /// What is kept of it.
    pub contribution: Contribution,
}

/// Whose assessment is added. Neither text goes into the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'a> {
    /// Name of the institution.
    pub institution: &'a str,
    /// What no other engagement file has and this one never loses.
    pub file: &'a str,
}

/// What became of a contribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is a new member.
    New(MemberNumber),
    /// It replaces what the member had contributed before, which was not published.
    Replaced(MemberNumber),
    /// The member had contributed exactly this.
    Unchanged(MemberNumber),
    /// The member had contributed something else that is published: one changed line among unchanged ones could be seen, so it stays.
    Published(MemberNumber),
    /// It was withdrawn, and only who means it takes it in again.
    Withdrawn(MemberNumber),
}

impl Added {
    /// The member's number.
    #[must_use]
    pub fn number(&self) -> &MemberNumber {
        match self {
            Self::New(number) | Self::Replaced(number) | Self::Unchanged(number) | Self::Published(number) | Self::Withdrawn(number) => {
                number
            }
        }
    }
}

/// What a release did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Number of the last release; 0 before the first.
    pub number: u32,
    /// Blocks of scores it formed; 0 when too few wait and nothing was published.
    pub blocks: usize,
    /// Members it counts for the first time or again.
    pub members: usize,
    /// Members that still wait.
    pub waiting: usize,
}

impl Pool {
    /// An empty pool.
    #[must_use]
    pub fn create(key: &PoolKey) -> Self {
        Self { key: key.id(), members: BTreeMap::new(), withdrawn: BTreeSet::new(), blocks: BTreeSet::new() }
    }

    /// Whether the key is this pool's.
    ///
    /// # Errors
    /// [`PoolFault::WrongKey`].
    pub fn check_key(&self, key: &PoolKey) -> Result<(), PoolFault> {
        if key.id() == self.key { Ok(()) } else { Err(PoolFault::WrongKey) }
    }

    /// Adds an assessment. It is published with the next release and not before. `again` takes in who was withdrawn, under a new number.
    ///
    /// # Errors
    /// [`PoolFault::WrongKey`], [`PoolFault::BadContribution`].
    pub fn add(&mut self, key: &PoolKey, origin: Origin<'_>, contribution: Contribution, again: bool) -> Result<Added, PoolFault> {
        self.check_key(key)?;
        contribution.check()?;
        let engagement = key.engagement(origin.file);
        let (number, round) = self.number(key, origin, &contribution.edition);
        let withdrawn = round > 0 && !self.members.contains_key(&number);
        if withdrawn && !again {
            return Ok(Added::Withdrawn(number));
        }
        let added = match self.members.get(&number) {
            Some(member) if member.contribution == contribution => return Ok(Added::Unchanged(number)),
            Some(_) if self.is_published(&number) => return Ok(Added::Published(number)),
            Some(_) => Added::Replaced(number.clone()),
            None => Added::New(number.clone()),
        };
        let revision = self.members.values().map(|member| member.revision).max().unwrap_or(0) + 1;
        let mark = key.mark(&contribution);
        self.members.insert(number, Member { revision, round, engagement, mark, contribution });
        Ok(added)
    }

    /// The number under which an assessment is in the pool, or would come in.
    fn number(&self, key: &PoolKey, origin: Origin<'_>, edition: &Edition) -> (MemberNumber, u32) {
        let engagement = key.engagement(origin.file);
        let same_file = self.members.iter().find(|(_, member)| {
            let known = &member.contribution.edition;
            member.engagement == engagement && (&known.model, known.year) == (&edition.model, edition.year)
        });
        if let Some((number, member)) = same_file {
            return (number.clone(), member.round);
        }
        let mut round = 0;
        loop {
            let number = key.member(origin.institution, edition.year, &edition.model, round);
            if !self.withdrawn.contains(&number) {
                return (number, round);
            }
            round += 1;
        }
    }

    /// The number of an assessment that is in the pool.
    #[must_use]
    pub fn find(&self, key: &PoolKey, origin: Origin<'_>, edition: &Edition) -> Option<MemberNumber> {
        let (number, _) = self.number(key, origin, edition);
        self.members.contains_key(&number).then_some(number)
    }

    /// Withdraws a member: what it contributed is gone, from this pool and from every pool that is merged with it. The others of its
    /// blocks leave the statistics with it; returns how many, and a later release takes them in again.
    ///
    /// # Errors
    /// [`PoolFault::UnknownMember`].
    pub fn withdraw(&mut self, number: &MemberNumber) -> Result<usize, PoolFault> {
        let with_it: BTreeSet<MemberNumber> = self
            .live_blocks()
            .filter(|block| block.ratio.is_none() && block.members.contains_key(number))
            .flat_map(|block| block.members.keys().cloned())
            .collect();
        if self.members.remove(number).is_none() {
            return Err(PoolFault::UnknownMember(number.to_string()));
        }
        self.withdrawn.insert(number.clone());
        Ok(with_it.len().saturating_sub(1))
    }

    /// Takes in everything of another pool: of a member in both the later revision counts, and who was withdrawn from either is out.
    ///
    /// # Errors
    /// [`PoolFault::OtherKey`] when the same institution would have another number there.
    pub fn merge(&mut self, other: &Self) -> Result<(), PoolFault> {
        if self.key != other.key {
            return Err(PoolFault::OtherKey);
        }
        for (number, member) in &other.members {
            let known = self.members.entry(number.clone()).or_insert_with(|| member.clone());
            if *known < *member {
                known.clone_from(member);
            }
        }
        self.withdrawn.extend(other.withdrawn.iter().cloned());
        self.members.retain(|number, _| !self.withdrawn.contains(number));
        self.blocks.extend(other.blocks.iter().cloned());
        Ok(())
    }

    /// Publishes whom it can: from now on [`Pool::table`] counts them.
    pub fn release(&mut self) -> Release {
        let last = self.last_release();
        let formed = self.new_blocks(last + 1);
        let number = if formed.is_empty() { last } else { last + 1 };
        let scores = || formed.iter().filter(|block| block.ratio.is_none());
        let (blocks, members) = (scores().count(), scores().map(|block| block.members.len()).sum());
        self.blocks.extend(formed);
        Release { number, blocks, members, waiting: self.waiting() }
    }

    /// Number of the last release; 0 before the first.
    #[must_use]
    pub fn last_release(&self) -> u32 {
        self.blocks.iter().map(|block| block.release).max().unwrap_or(0)
    }

    /// Every member with its number.
    pub fn members(&self) -> impl Iterator<Item = (&MemberNumber, &Member)> {
        self.members.iter()
    }

    /// How many members were withdrawn.
    #[must_use]
    pub fn withdrawals(&self) -> usize {
        self.withdrawn.len()
    }

    /// The members whose scores the table counts.
    #[must_use]
    pub fn counted(&self) -> BTreeSet<&MemberNumber> {
        self.live_blocks().filter(|block| block.ratio.is_none()).flat_map(|block| block.members.keys()).collect()
    }

    /// How many members wait to be counted.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.members.len() - self.counted().len()
    }

    /// Whether a member stands in a block that counts, of any measure.
    fn is_published(&self, number: &MemberNumber) -> bool {
        self.live_blocks().any(|block| block.members.contains_key(number))
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{contribution, key, pool_of};
    use super::*;
    use proptest::prelude::*;

    fn add(pool: &mut Pool, institution: &str, score: f64, again: bool) -> Added {
        let origin = Origin { institution, file: institution };
        pool.add(&key(), origin, contribution("city_bank", "T3", score), again).expect("a sound contribution")
    }

    #[test]
    fn the_same_engagement_is_one_member() {
        let mut pool = Pool::create(&key());
        let first = add(&mut pool, "海澄银行", 50.0, false);
        assert!(matches!(first, Added::New(_)));
        assert_eq!(add(&mut pool, "海澄银行", 50.0, false), Added::Unchanged(first.number().clone()));
        assert_eq!(add(&mut pool, "海澄银行股份有限公司", 51.0, false), Added::Replaced(first.number().clone()));
        let renamed = Origin { institution: "新名银行", file: "海澄银行股份有限公司" };
        let added = pool.add(&key(), renamed, contribution("city_bank", "T3", 52.0), false);
        assert_eq!(added, Ok(Added::Replaced(first.number().clone())), "the file tells when the name does not");
        assert_eq!(pool.members().count(), 1);
        assert_eq!(pool.add(&PoolKey::new([9; 32]), renamed, contribution("city_bank", "T3", 52.0), false), Err(PoolFault::WrongKey));
    }

    #[test]
    fn a_published_contribution_does_not_change_alone() {
        let mut pool = pool_of(&[("city_bank", "T3", 4)]);
        let number = add(&mut pool, "海澄银行", 50.0, false).number().clone();
        pool.release();
        assert_eq!(add(&mut pool, "海澄银行", 90.0, false), Added::Published(number.clone()));
        assert_eq!(pool.members[&number].contribution.scores["root"].value(), 50.0);
    }

    #[test]
    fn a_withdrawal_holds_also_in_copies_made_before() {
        let mut pool = pool_of(&[("city_bank", "T3", 6)]);
        pool.release();
        let copy = pool.clone();
        let gone = pool.members().next().expect("a member").0.clone();
        assert_eq!(pool.withdraw(&gone), Ok(5), "its block of six leaves the table");
        assert_eq!(pool.withdraw(&gone), Err(PoolFault::UnknownMember(gone.to_string())));
        pool.merge(&copy).expect("one key");
        assert!(pool.members().all(|(number, _)| *number != gone));
        assert_eq!((pool.counted().len(), pool.waiting(), pool.withdrawals()), (0, 5, 1));
        assert_eq!(pool.release().blocks, 0, "the five were published with the one that left: alone they would show it");
    }

    #[test]
    fn who_was_withdrawn_comes_back_only_on_purpose() {
        let mut pool = Pool::create(&key());
        let first = add(&mut pool, "海澄银行", 50.0, false).number().clone();
        let copy = pool.clone();
        pool.withdraw(&first).expect("a member");
        assert!(matches!(add(&mut pool, "海澄银行", 50.0, false), Added::Withdrawn(_)));
        assert_eq!(pool.members().count(), 0);
        let Added::New(second) = add(&mut pool, "海澄银行", 50.0, true) else { unreachable!("it was meant") };
        assert_ne!(first, second);
        assert_eq!(add(&mut pool, "海澄银行", 50.0, false), Added::Unchanged(second));
        pool.merge(&copy).expect("one key");
        assert_eq!(pool.members().count(), 1, "the old contribution stays out");
    }

    #[test]
    fn pools_of_other_keys_do_not_merge() {
        let other = Pool::create(&PoolKey::new([9; 32]));
        assert_eq!(pool_of(&[("city_bank", "T3", 6)]).merge(&other), Err(PoolFault::OtherKey));
    }

    /// What a keeper may do, by small numbers.
    fn acts() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
        prop::collection::vec((0_u8..12, 0_u8..14, 0_u8..4), 0..25)
    }

    fn grown(acts: &[(u8, u8, u8)]) -> Pool {
        let mut pool = Pool::create(&key());
        for (act, who, score) in acts {
            match act {
                0 => {
                    let number = pool.members().nth(usize::from(*who)).map(|(number, _)| number.clone());
                    number.map_or(Ok(0), |number| pool.withdraw(&number)).expect("a member");
                }
                1 => drop(pool.release()),
                _ => drop(add(&mut pool, &format!("银行{who}"), 50.0 + f64::from(*score), *act == 2)),
            }
        }
        pool
    }

    fn merged(left: &Pool, right: &Pool) -> Pool {
        let mut pool = left.clone();
        pool.merge(right).expect("one key");
        pool
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn merging_knows_no_order(a in acts(), b in acts(), c in acts()) {
            let (a, b, c) = (grown(&a), grown(&b), grown(&c));
            prop_assert_eq!(merged(&a, &b), merged(&b, &a));
            prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
            prop_assert_eq!(merged(&a, &a), a);
        }
    }
}
