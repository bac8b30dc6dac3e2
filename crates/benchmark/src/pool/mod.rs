//! Pools: assessments of several engagements, anonymised, and the statistics that may be shown of them.
//!
//! A pool file holds one [`Contribution`] a member, under a [`MemberNumber`] that says nothing without the pool's [`PoolKey`]. It is for
//! those who keep the pool. What is shown to anyone is a [`Table`], and a table knows nothing but [`Block`]s: groups of at least
//! [`THRESHOLD`] members that are published together and never taken apart.
//!
//! Why blocks keep every secret that linear algebra could open: every published group is a union of blocks, and every block held, when it was
//! published, at least [`THRESHOLD`] members that no block of the same measure had held before. Take any linear combination of everything
//! ever published of a measure (sums, counts, margins, nested groups, former releases). Of its blocks with a coefficient other than zero the
//! latest holds at least [`THRESHOLD`] members that are in none of the others, so they keep a coefficient other than zero. No combination
//! thus rests on fewer than [`THRESHOLD`] members. This is complementary suppression (Cox, "Suppression methodology and statistical
//! disclosure control", *Journal of the American Statistical Association* 75, 1980) done once for all tables: what cannot form a block of its
//! own joins one of the group above and is missing below. Building blocks against differencing: Duke-Williams & Rees, "Can census offices publish
//! statistics for more than one small area geography?", *International Journal of Geographical Information Science* 12 (1998); thresholds and
//! the attacks: Hundepool et al., *Statistical Disclosure Control* (2012). What this does not protect against stands in `docs/pools.md`.
//!
//! | module | concept |
//! |---|---|
//! | `hmac`, `key` | the keyed hash, the pool's key, member numbers |
//! | `contribution` | what is kept of an assessment |
//! | `block` | groups, and which members are published together |
//! | `members` | the pool: add, withdraw, merge, release |
//! | `table` | what is shown |
//! | `file` | the pool as text, and how it is checked |

mod block;
mod contribution;
#[cfg(test)]
mod disclosure_tests;
mod fault;
mod file;
mod hmac;
mod key;
mod members;
#[cfg(test)]
mod support;
mod table;

pub use block::{Block, Group};
pub use contribution::{Contribution, Edition, Ratio, TIERS, Tenths};
pub use fault::PoolFault;
pub use key::{MemberNumber, PoolKey};
pub use members::{Added, Member, Origin, Pool, Release};
pub use table::{Cell, Depth, GroupTable, Query, Table, Variable};

/// Fewest members that anything published rests on. Five is the threshold of most statistical offices (Hundepool et al., 4.2.1).
pub const THRESHOLD: usize = 5;

/// Fewest members of a group whose lower and upper quartile are shown; below, only the median is. Three quartiles of the estimator of Harrell
/// and Davis rest on all members but two ([`shuheng_engine::statistics::harrell_davis`]), which would be fewer than [`THRESHOLD`] of six.
pub const QUARTILES_FROM: usize = 8;
