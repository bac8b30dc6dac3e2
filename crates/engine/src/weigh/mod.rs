//! Weights of criteria (*Handbook*, step 6). One method, one file.
//!
//! Stated by people: equal, given, by rank order, by pairwise comparison ([`ahp`]). Taken from the data of a
//! [`Panel`](crate::panel::Panel): entropy, CRITIC. All of them give [`Weights`]. How far weights may be off: [`WeightSpread`].

pub mod ahp;
mod critic;
mod entropy;
mod rank_order_centroid;
mod spread;
pub(crate) mod weights;

pub use critic::critic;
pub use entropy::entropy;
pub use rank_order_centroid::rank_order_centroid;
pub(crate) use spread::siblings_to_one;
pub use spread::{BadSpread, RelativeSpread, WeightSpread};
pub use weights::{Weights, WeightsFault};
