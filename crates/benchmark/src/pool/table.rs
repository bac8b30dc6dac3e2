//! What is shown of a pool: for groups of blocks, how many members, and quartiles of each variable.
//!
//! There is one table a release. A query picks rows and columns of it and never makes new ones, so that asking again tells nothing new. Medians
//! and quartiles are those of Harrell and Davis, in which every member has a share, rounded to whole points (ratios: half points); sums and
//! means are not shown at all. [`super`] says why the groups can be shown side by side.

use super::block::{Block, Group};
use super::contribution::{Contribution, Edition, Ratio, Tenths};
use super::{Pool, QUARTILES_FROM, THRESHOLD};
use serde::Serialize;
use shuheng_engine::statistics::harrell_davis;
use std::collections::{BTreeMap, BTreeSet};

/// How far a table goes down the hierarchy of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// Only all members.
    All,
    /// All, and by kind.
    #[default]
    Kind,
    /// All, by kind, and by size tier within a kind.
    Tier,
}

/// Which part of the table is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Only this model and year.
    pub edition: Option<Edition>,
    /// How far down.
    pub depth: Depth,
    /// Only this node or ratio, by its id.
    pub variable: Option<String>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Variable {
    /// The score (0–100) of a node.
    Score(String),
    /// A ratio, %.
    Ratio(Ratio),
}

impl Variable {
    /// Id of the node or the metric.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Score(node) => node,
            Self::Ratio(ratio) => ratio.metric(),
        }
    }
}

/// One variable in one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What was measured.
    pub variable: Variable,
    /// Members it rests on. Of a ratio only the fives are told: a difference of a few to the members of the group would single out who has no figure.
    pub members: usize,
    /// Whether there may be up to four more.
    pub at_least: bool,
    /// Median, in whole points (ratios: half points).
    pub median: f64,
    /// Lower and upper quartile, from [`QUARTILES_FROM`] members.
    pub quartiles: Option<[f64; 2]>,
}

/// A group that may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupTable {
    /// Model and year.
    pub edition: Edition,
    /// The group.
    pub group: Group,
    /// Members whose scores count.
    pub members: usize,
    /// What may be shown of it, scores first. A node that not every member has a score of is left out.
    pub cells: Vec<Cell>,
}

/// What may be shown of a pool. A group that is not in it has too few members.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The release it is of; 0 when nothing was published yet.
    pub release: u32,
    /// Groups by edition, all before kinds before tiers.
    pub groups: Vec<GroupTable>,
}

impl Pool {
    /// The part of the table that is asked for.
    #[must_use]
    pub fn table(&self, query: &Query) -> Table {
        let mut groups: BTreeMap<(&Edition, Group), Vec<&Block>> = BTreeMap::new();
        for block in self.live_blocks().filter(|block| query.edition.as_ref().is_none_or(|edition| *edition == block.edition)) {
            for group in block.group.upwards() {
                groups.entry((&block.edition, group)).or_default().push(block);
            }
        }
        let wanted = |group: &Group| match group {
            Group::All => true,
            Group::Kind(_) => query.depth >= Depth::Kind,
            Group::Tier(..) => query.depth >= Depth::Tier,
        };
        let groups = groups
            .into_iter()
            .map(|((edition, group), blocks)| GroupTable {
                edition: edition.clone(),
                group,
                members: self.contributions(&blocks, None).len(),
                cells: self.cells(&blocks, query.variable.as_deref()),
            })
            // Ratios alone, without scores, make no group.
            .filter(|group| wanted(&group.group) && group.members > 0)
            .collect();
        Table { release: self.last_release(), groups }
    }

    /// What the members of blocks of a measure contributed.
    fn contributions(&self, blocks: &[&Block], ratio: Option<Ratio>) -> Vec<&Contribution> {
        let numbers = blocks.iter().filter(|block| block.ratio == ratio).flat_map(|block| block.members.keys());
        numbers.filter_map(|number| self.members.get(number)).map(|member| &member.contribution).collect()
    }

    fn cells(&self, blocks: &[&Block], only: Option<&str>) -> Vec<Cell> {
        let scored = self.contributions(blocks, None);
        let nodes: BTreeSet<&String> = scored.iter().flat_map(|contribution| contribution.scores.keys()).collect();
        let scores = nodes.into_iter().filter_map(|node| {
            // A parent's score mixes those below it: were a node shown of all but one member, the parent's would open that one.
            let values: Option<Vec<Tenths>> = scored.iter().map(|contribution| contribution.scores.get(node).copied()).collect();
            Some((Variable::Score(node.clone()), values?))
        });
        let ratios = Ratio::ALL.into_iter().map(|ratio| {
            let values = self.contributions(blocks, Some(ratio)).iter().filter_map(|with| with.ratios.get(&ratio).copied()).collect();
            (Variable::Ratio(ratio), values)
        });
        scores
            .chain(ratios)
            .filter(|(variable, _)| only.is_none_or(|only| only == variable.id()))
            .filter_map(|(variable, values)| cell(variable, &values))
            .collect()
    }
}

/// A variable's cell; `None` when too few have it.
fn cell(variable: Variable, values: &[Tenths]) -> Option<Cell> {
    let sample: Vec<f64> = values.iter().map(|value| value.value()).collect();
    if sample.len() < THRESHOLD {
        return None;
    }
    let is_ratio = matches!(variable, Variable::Ratio(_));
    let step = if is_ratio { 0.5 } else { 1.0 };
    let quantile = |probability| {
        let rounded = harrell_davis(&sample, probability).ok().map(|quantile| (quantile / step).round() * step)?;
        // No negative zero.
        Some(rounded + 0.0)
    };
    let quartiles = quantile(0.25).zip(quantile(0.75)).filter(|_| sample.len() >= QUARTILES_FROM).map(|(lower, upper)| [lower, upper]);
    let members = if is_ratio { sample.len() / THRESHOLD * THRESHOLD } else { sample.len() };
    Some(Cell { variable, members, at_least: is_ratio, median: quantile(0.5)?, quartiles })
}

#[cfg(test)]
mod tests {
    use super::super::support::{contribution, key, pool_of};
    use super::super::{Origin, Tenths};
    use super::*;

    fn shown(table: &Table) -> Vec<(Group, usize)> {
        table.groups.iter().map(|group| (group.group.clone(), group.members)).collect()
    }

    #[test]
    fn nothing_is_shown_before_a_release_and_nothing_new_by_asking() {
        let mut pool = pool_of(&[("city_bank", "T3", 8), ("joint_stock_bank", "T2", 5)]);
        assert_eq!(pool.table(&Query::default()), Table { release: 0, groups: Vec::new() });
        pool.release();
        let all = pool.table(&Query { depth: Depth::Tier, ..Query::default() });
        let kinds = pool.table(&Query::default());
        assert_eq!(shown(&kinds), shown(&all).into_iter().filter(|(group, _)| !matches!(group, Group::Tier(..))).collect::<Vec<_>>());
        let root = pool.table(&Query { depth: Depth::Tier, variable: Some("root".into()), ..Query::default() });
        for (part, whole) in root.groups.iter().zip(&all.groups) {
            assert!(part.cells.iter().all(|cell| whole.cells.contains(cell)) && part.cells.len() == 1);
        }
        let other = Edition { year: 2024, ..all.groups[0].edition.clone() };
        assert!(pool.table(&Query { edition: Some(other), ..Query::default() }).groups.is_empty());
    }

    /// Scores 20–27 and 20–24: the quartiles of eight lie near the 2.25th and the 6.75th of them.
    #[test]
    fn quartiles_need_eight_members() {
        let mut pool = pool_of(&[("city_bank", "T3", 8), ("joint_stock_bank", "T2", 5)]);
        pool.release();
        let table = pool.table(&Query { variable: Some("root".into()), ..Query::default() });
        let of = |kind: &str| table.groups.iter().find(|group| group.group == Group::Kind(kind.into())).expect("a group").cells[0].clone();
        assert_eq!((of("city_bank").median, of("city_bank").quartiles), (24.0, Some([21.0, 26.0])));
        assert_eq!((of("joint_stock_bank").median, of("joint_stock_bank").quartiles), (22.0, None));
        assert_eq!(table.groups[0].members, 13);
    }

    #[test]
    fn a_node_that_one_member_lacks_is_not_shown() {
        let mut pool = pool_of(&[("city_bank", "T3", 7)]);
        let mut without = contribution("city_bank", "T3", 40.0);
        without.scores.remove("economic_value");
        pool.add(&key(), Origin { institution: "x", file: "x" }, without, false).expect("a sound contribution");
        pool.release();
        let table = pool.table(&Query::default());
        let ids: Vec<&str> = table.groups[0].cells.iter().map(|cell| cell.variable.id()).collect();
        assert_eq!(ids, ["root", "it_investment_to_revenue"]);
    }

    #[test]
    fn of_a_ratio_only_the_fives_are_told() {
        let mut pool = pool_of(&[("city_bank", "T3", 9)]);
        let mut without = contribution("city_bank", "T3", 40.0);
        without.ratios.clear();
        pool.add(&key(), Origin { institution: "x", file: "x" }, without, false).expect("a sound contribution");
        pool.release();
        let table = pool.table(&Query { variable: Some("it_investment_to_revenue".into()), ..Query::default() });
        assert_eq!(table.groups[0].members, 10);
        assert_eq!((table.groups[0].cells[0].members, table.groups[0].cells[0].at_least), (5, true));
    }

    #[test]
    fn values_near_zero_are_not_minus_zero() {
        let values = [-0.1, -0.1, 0.0, 0.1, 0.0].map(Tenths::of);
        assert!(cell(Variable::Ratio(Ratio::Growth), &values).expect("five").median.is_sign_positive());
    }
}
