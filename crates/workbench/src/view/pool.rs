//! The page part 成熟度得分: a pool of anonymised assessments.

use super::common::Text;
use serde::{Deserialize, Serialize};
use specta::Type;

/// An open pool, for those who keep it: attributes of the members, never their scores.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolView {
    /// Full path.
    pub path: String,
    /// File name.
    pub file_name: String,
    /// Where its key is looked for.
    pub key_path: String,
    /// Whether the key is there; without it nothing can be added.
    pub has_key: bool,
    /// Number of the last release; 0 before the first.
    pub release: u32,
    /// Members the table counts.
    pub counted: u32,
    /// Members that wait for a release.
    pub waiting: u32,
    /// Members that were withdrawn.
    pub withdrawals: u32,
    /// Members by year, kind and tier.
    pub members: Vec<PoolMemberView>,
    /// Models and years of the members, the most frequent first.
    pub editions: Vec<PoolEditionView>,
    /// The open engagement; `None` when none is open.
    pub own: Option<PoolOwnView>,
}

/// A member: a number and the attributes that form groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolMemberView {
    /// Member number, `3f9a-07c2-b81d-64e5`.
    pub number: String,
    /// Kind id.
    pub kind: String,
    /// Kind name.
    pub kind_name: Text,
    /// Size tier; empty when not stated.
    pub tier: String,
    /// Name of the tier.
    pub tier_name: Text,
    /// Model and year.
    pub edition: PoolEditionView,
    /// Whether the table counts it; else it waits for a release.
    pub counted: bool,
}

/// A model in a version, and the assessed year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolEditionView {
    /// Model id.
    pub model: String,
    /// Version of the model.
    pub version: String,
    /// Assessed year.
    pub year: i32,
}

/// The open engagement as the pool would have it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolOwnView {
    /// Its member number when it is in the pool; only known with the key.
    pub number: Option<String>,
    /// Why it cannot be added; `None` when it can.
    pub refusal: Option<Text>,
    /// Size tiers of its kind; empty when the kind has none.
    pub tiers: Vec<PoolTierView>,
}

/// A size tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolTierView {
    /// Id such as `T3`.
    pub id: String,
    /// Name with its bounds.
    pub name: Text,
}

/// What comes back after a change of the pool.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolUpdateView {
    /// The pool after it.
    pub pool: PoolView,
    /// What happened.
    pub message: Text,
    /// Whether anything was changed.
    pub changed: bool,
}

/// How far a table goes down the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PoolDepth {
    /// Only all members.
    All,
    /// All, and by kind.
    #[default]
    Kind,
    /// All, by kind, and by size tier within a kind.
    Tier,
}

/// Which part of the table is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolQuery {
    /// Model and year; `None`: those of the open engagement when the pool has them, else the most frequent.
    pub edition: Option<PoolEditionView>,
    /// How far down.
    pub depth: PoolDepth,
    /// Only this node or ratio; `None`: all.
    pub variable: Option<String>,
    /// The group that the own scores are set beside; `None`: the smallest shown group that the open engagement belongs to.
    pub group: Option<PoolGroupRef>,
}

/// A group by its attributes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolGroupRef {
    /// Kind id; `None`: all members.
    pub kind: Option<String>,
    /// Size tier within the kind.
    pub tier: Option<String>,
}

/// What may be shown of a pool.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolTableView {
    /// The release it is of; 0 when nothing was published yet.
    pub release: u32,
    /// Model and year; `None` for an empty pool.
    pub edition: Option<PoolEditionView>,
    /// What was measured: the whole, dimensions with their domains, ratios.
    pub variables: Vec<PoolVariableView>,
    /// One row a group. Kinds of the model are listed whether or not the pool has members of them, so that a suppressed row does not tell.
    pub rows: Vec<PoolRowView>,
    /// The open engagement beside a group; empty when none is open or nothing may be shown.
    pub positions: Vec<PoolPositionView>,
    /// The group of `positions`.
    pub position_group: Option<PoolGroupRef>,
    /// What the reader has to know: suppression, rounding, own figures.
    pub note: Text,
}

/// Something that was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolVariableView {
    /// Id of the node or the metric.
    pub id: String,
    /// Name.
    pub name: Text,
    /// `""` for a score, `%` for a ratio.
    pub unit: String,
    /// 0 the whole and ratios, 1 a dimension, 2 a domain.
    pub depth: u32,
}

/// A group of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolRowView {
    /// Which group.
    pub group: PoolGroupRef,
    /// Its name.
    pub name: Text,
    /// Members whose scores count; `None`: suppressed, there are 0 to 4 or they wait.
    pub members: Option<u32>,
    /// What may be shown; a variable that is not here is suppressed.
    pub cells: Vec<PoolCellView>,
}

/// One variable in one group.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolCellView {
    /// Id of the node or the metric.
    pub variable: String,
    /// Members it rests on.
    pub members: u32,
    /// Whether there may be up to four more.
    pub at_least: bool,
    /// Median, rounded to whole points (ratios: half points).
    pub median: f64,
    /// Lower and upper quartile; only from 8 members.
    pub quartiles: Option<[f64; 2]>,
}

/// Where the open engagement stands beside a group. Points, tails and percentile ranks are never shown of a pool.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PoolPositionView {
    /// What was measured.
    pub variable: PoolVariableView,
    /// The own score or ratio.
    pub own: Option<f64>,
    /// What may be shown of the group; `None`: suppressed.
    pub cell: Option<PoolCellView>,
}
