//! What an attacker could work out of everything that was ever published of a pool.
//!
//! The auditor here is told more than anyone is: which members stand behind every published group, and the exact sum of every group (only
//! rounded quartiles are shown). From the groups as equations it searches for a combination that rests on fewer than five members. Such a
//! combination would tell the sum of one to four; with one member it would tell a score.

use super::support::{contribution, key, pool_of};
use super::{Added, Depth, Group, MemberNumber, Origin, Pool, Query, Ratio, THRESHOLD};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Every published group of a measure is a set of people; people are numbered by the test.
#[derive(Debug, Default, Clone)]
struct Auditor {
    published: BTreeSet<BTreeSet<usize>>,
}

impl Auditor {
    /// Reads the table that a pool shows now. `person` tells who is behind a number; two numbers of one value are one person.
    fn read(&mut self, pool: &Pool, ratio: Option<Ratio>, person: &impl Fn(&MemberNumber) -> usize) {
        let mut groups: BTreeMap<Group, BTreeSet<usize>> = BTreeMap::new();
        for block in pool.live_blocks().filter(|block| block.ratio == ratio) {
            for group in block.group.upwards() {
                groups.entry(group).or_default().extend(block.members.keys().map(person));
            }
        }
        if ratio.is_none() {
            let table = pool.table(&Query { depth: Depth::Tier, ..Query::default() });
            let shown: BTreeMap<Group, usize> = table.groups.iter().map(|group| (group.group.clone(), group.members)).collect();
            let known: BTreeMap<Group, usize> = groups.iter().map(|(group, people)| (group.clone(), people.len())).collect();
            assert_eq!(shown, known, "the table shows these groups and no others");
        }
        self.published.extend(groups.into_values());
    }

    /// People whose values a combination of the published sums isolates: fewer than [`THRESHOLD`], or none.
    fn isolated(&self) -> Option<BTreeSet<usize>> {
        let rows: Vec<&BTreeSet<usize>> = self.published.iter().collect();
        // People who are in the same groups cannot be told apart: they stay or go together.
        let mut alike: BTreeMap<Vec<bool>, BTreeSet<usize>> = BTreeMap::new();
        for person in rows.iter().flat_map(|row| row.iter()) {
            alike.entry(rows.iter().map(|row| row.contains(person)).collect()).or_default().insert(*person);
        }
        let atoms: Vec<(Vec<bool>, BTreeSet<usize>)> = alike.into_iter().collect();
        let all: Vec<&[bool]> = atoms.iter().map(|(column, _)| column.as_slice()).collect();
        let full = rank(&all);
        let small: Vec<usize> = (0..atoms.len()).filter(|atom| atoms[*atom].1.len() < THRESHOLD).collect();
        sets_below(&small, &|atom| atoms[atom].1.len()).into_iter().find_map(|set| {
            // A combination that is zero outside the set and not inside exists when the rows lose rank without it.
            let rest: Vec<&[bool]> = (0..atoms.len()).filter(|atom| !set.contains(atom)).map(|atom| all[atom]).collect();
            (rank(&rest) < full).then(|| set.iter().flat_map(|atom| atoms[*atom].1.iter().copied()).collect())
        })
    }
}

/// Every set of atoms that together hold fewer people than the threshold.
fn sets_below(atoms: &[usize], size: &impl Fn(usize) -> usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<(Vec<usize>, usize)> = vec![(Vec::new(), 0)];
    for atom in atoms {
        for at in 0..sets.len() {
            let people = sets[at].1 + size(*atom);
            if people < THRESHOLD {
                let set = sets[at].0.iter().copied().chain([*atom]).collect();
                sets.push((set, people));
            }
        }
    }
    sets.into_iter().map(|(set, _)| set).filter(|set| !set.is_empty()).collect()
}

/// Rank of a matrix of zeros and ones given by its columns, modulo the prime 2⁶¹ − 1.
fn rank(columns: &[&[bool]]) -> usize {
    const PRIME: u128 = (1 << 61) - 1;
    let inverse = |value: u128| {
        let (mut power, mut base, mut exponent) = (1, value, PRIME - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = power * base % PRIME;
            }
            (base, exponent) = (base * base % PRIME, exponent >> 1);
        }
        power
    };
    let mut reduced: Vec<(usize, Vec<u128>)> = Vec::new();
    for column in columns {
        let mut vector: Vec<u128> = column.iter().map(|there| u128::from(*there)).collect();
        for (pivot, base) in &reduced {
            let factor = vector[*pivot];
            for (value, part) in vector.iter_mut().zip(base) {
                *value = (*value + (PRIME - factor) * part) % PRIME;
            }
        }
        if let Some(pivot) = vector.iter().position(|value| *value != 0) {
            let scale = inverse(vector[pivot]);
            reduced.push((pivot, vector.iter().map(|value| value * scale % PRIME).collect()));
        }
    }
    reduced.len()
}

fn auditor(groups: &[&[usize]]) -> Auditor {
    Auditor { published: groups.iter().map(|group| group.iter().copied().collect()).collect() }
}

#[test]
fn the_auditor_finds_what_can_be_subtracted() {
    let nine: Vec<usize> = (0..9).collect();
    assert_eq!(auditor(&[&nine]).isolated(), None);
    assert_eq!(auditor(&[&nine, &nine[..5]]).isolated(), Some((5..9).collect()), "a margin less a cell");
    assert_eq!(auditor(&[&nine, &nine[..8]]).isolated(), Some([8].into()), "two versions that differ by one");
    assert_eq!(auditor(&[&[0, 1, 2]]).isolated(), Some((0..3).collect()), "a group of three");
    let seventeen: Vec<usize> = (0..17).collect();
    let overlapping = auditor(&[&seventeen, &seventeen[..10], &seventeen[7..]]);
    assert_eq!(overlapping.isolated(), Some((7..10).collect()), "two groups less the whole leave what they share");
}

/// A pool, who is behind each number, and everything that was ever seen of it.
struct World {
    pool: Pool,
    people: BTreeMap<MemberNumber, usize>,
    scores: Auditor,
    intensities: Auditor,
}

impl World {
    fn new(pool: Pool) -> Self {
        let people = pool.members().enumerate().map(|(person, (number, _))| (number.clone(), person)).collect();
        Self { pool, people, scores: Auditor::default(), intensities: Auditor::default() }
    }

    fn add(&mut self, person: usize, kind: &str, tier: &str, with_ratio: bool) {
        let name = format!("person {person}");
        let mut contribution = contribution(kind, tier, (person % 97) as f64);
        if !with_ratio {
            contribution.ratios.clear();
        }
        let added = self.pool.add(&key(), Origin { institution: &name, file: &name }, contribution, true).expect("sound");
        if let Added::New(number) = added {
            self.people.insert(number, person);
        }
    }

    fn withdraw(&mut self, which: usize) {
        let number = self.pool.members().nth(which).map(|(number, _)| number.clone());
        if let Some(number) = number {
            self.pool.withdraw(&number).expect("a member");
        }
    }

    /// Looks at the table, as it is after every change.
    fn look(&mut self) {
        let person = |number: &MemberNumber| self.people[number];
        self.scores.read(&self.pool, None, &person);
        self.intensities.read(&self.pool, Some(Ratio::Intensity), &person);
    }

    fn verdict(&self) -> Option<BTreeSet<usize>> {
        self.scores.isolated().or_else(|| self.intensities.isolated())
    }

    fn counted(&self) -> usize {
        self.pool.counted().len()
    }
}

#[test]
fn nested_groups_leave_nothing_between_them() {
    // All 13 ⊃ city banks 12 ⊃ T3 10: one joint-stock bank and two city banks of T2 lie between.
    let mut world = World::new(pool_of(&[("city_bank", "T3", 10), ("city_bank", "T2", 2), ("joint_stock_bank", "T2", 1)]));
    world.pool.release();
    world.look();
    assert_eq!((world.counted(), world.verdict()), (10, None), "the three wait");
    world.add(100, "joint_stock_bank", "T1", true);
    world.add(101, "securities", "head", true);
    world.pool.release();
    world.look();
    assert_eq!((world.counted(), world.verdict()), (15, None), "five of four groups are counted in all together");
    let table = world.pool.table(&Query { depth: Depth::Tier, ..Query::default() });
    assert_eq!(table.groups.iter().map(|group| group.members).collect::<Vec<_>>(), [15, 10, 10]);
}

#[test]
fn a_group_of_one_is_nowhere() {
    let mut world = World::new(pool_of(&[("city_bank", "T3", 9), ("insurance", "large", 1)]));
    world.pool.release();
    world.look();
    assert_eq!((world.counted(), world.verdict()), (9, None));
}

#[test]
fn two_versions_that_differ_by_one_member_show_the_same() {
    let mut world = World::new(pool_of(&[("city_bank", "T3", 10)]));
    world.pool.release();
    world.look();
    let before = world.pool.table(&Query::default());
    let mut copy =
        World { pool: world.pool.clone(), people: world.people.clone(), scores: world.scores.clone(), ..World::new(pool_of(&[])) };
    copy.add(100, "city_bank", "T3", true);
    copy.pool.release();
    assert_eq!(copy.pool.table(&Query::default()), before);
    copy.look();
    assert_eq!(copy.verdict(), None);
}

#[test]
fn a_withdrawal_cannot_be_seen_by_difference() {
    let mut world = World::new(pool_of(&[("city_bank", "T3", 20)]));
    world.pool.release();
    world.look();
    assert_eq!(world.counted(), 20);
    world.withdraw(3);
    world.look();
    assert_eq!(world.counted(), 15, "its block of five is out");
    assert_eq!(world.pool.release().blocks, 0, "the four others would show it");
    for person in 100..105 {
        world.add(person, "city_bank", "T3", true);
        world.pool.release();
        world.look();
    }
    assert_eq!((world.counted(), world.verdict()), (24, None), "with five new ones the four come back");
    // Who comes back is not new: four new ones with it are too few.
    let of_100 = world.people.iter().find(|(_, person)| **person == 100).expect("a member").0.clone();
    let leaving = world.pool.withdraw(&of_100).expect("a member");
    world.look();
    assert_eq!(world.counted(), 23 - leaving);
    world.add(100, "city_bank", "T3", true);
    for person in 105..109 {
        world.add(person, "city_bank", "T3", true);
    }
    assert_eq!(world.pool.release().blocks, 0);
    world.look();
    assert_eq!(world.verdict(), None);
}

#[test]
fn merging_overlapping_pools_counts_nobody_twice() {
    let mut world = World::new(pool_of(&[("city_bank", "T3", 6)]));
    world.pool.release();
    world.look();
    // Another keeper has the same six and three more, and published them on their own.
    let mut other = World::new(pool_of(&[("city_bank", "T3", 9)]));
    other.pool.release();
    world.people.extend(other.people.keys().map(|number| (number.clone(), 200 + other.people[number])));
    world.pool.merge(&other.pool).expect("one key");
    assert_eq!(world.pool.members().count(), 9);
    assert_eq!(world.counted(), 0, "the two blocks contradict each other");
    world.look();
    assert_eq!(world.verdict(), None);
    let mut same = world.pool.clone();
    same.merge(&world.pool).expect("one key");
    assert_eq!(same, world.pool);
}

/// What keepers do: act, person, kind and tier, whether there is a ratio.
fn acts() -> impl Strategy<Value = Vec<(u8, usize, usize, bool)>> {
    prop::collection::vec((0_u8..12, 0_usize..40, 0_usize..6, any::<bool>()), 10..70)
}

const PLACES: [(&str, &str); 6] =
    [("city_bank", "T3"), ("city_bank", "T2"), ("city_bank", ""), ("joint_stock_bank", "T2"), ("securities", "head"), ("insurance", "")];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Members come, go and come back, releases are made, copies grow apart and are merged: nothing that was ever shown isolates
    /// fewer than five.
    #[test]
    fn no_history_isolates_fewer_than_five(acts in acts()) {
        let mut world = World::new(pool_of(&[]));
        let mut copy = world.pool.clone();
        for (act, person, place, with_ratio) in acts {
            match act {
                0 | 1 => drop(world.pool.release()),
                2 => world.withdraw(person),
                3 => copy = world.pool.clone(),
                4 => {
                    // The copy grew by one meanwhile, and comes back.
                    std::mem::swap(&mut world.pool, &mut copy);
                    world.add(person + 100, PLACES[place].0, PLACES[place].1, with_ratio);
                    std::mem::swap(&mut world.pool, &mut copy);
                    world.pool.merge(&copy).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
                }
                _ => world.add(person, PLACES[place].0, PLACES[place].1, with_ratio),
            }
            world.look();
        }
        world.pool.release();
        world.look();
        if let Some(people) = world.verdict() {
            panic!("{people:?} are isolated by {:?}", world.scores.published);
        }
    }
}
