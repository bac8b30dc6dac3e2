//! Ranking the units of a panel by the score of a tree (*Handbook*, steps 6 and 7): scores and ranks ([`Units`], [`Order`]), how far
//! ranks hold ([`rank_intervals`]), what each node does to them ([`influences`], [`without_each`]).

mod influence;
mod interval;
mod order;
mod ranker;
mod units;
mod without;

pub use influence::{Influence, influences};
pub use interval::{Draws, MOST_SCORES, RankInterval, TooManyDraws, rank_intervals};
pub use order::Order;
pub use ranker::{Ranker, UNRANKED};
pub use units::{Units, UnitsFault};
pub use without::{Without, without_each};
