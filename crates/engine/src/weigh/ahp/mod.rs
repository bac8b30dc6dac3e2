//! Analytic hierarchy process: weights from comparing criteria two at a time.
//!
//! A judge says how many times more important one criterion is than another ([`Pairwise`]); the weights are the
//! [principal eigenvector](eigenvector()) or the [geometric means of the rows](geometric_mean()); [`consistency`] says how far the
//! judgements fit together and [`most_inconsistent`] where they fit least; [`aggregate`] makes one matrix of several judges'.
//! Source throughout: Saaty, *The Analytic Hierarchy Process* (1980).

mod aggregate;
mod consistency;
mod eigenvector;
mod geometric_mean;
mod most_inconsistent;
mod pairwise;

pub use aggregate::{AggregateFault, aggregate};
pub use consistency::{ACCEPTABLE_RATIO, Consistency, consistency, random_index};
pub use eigenvector::eigenvector;
pub use geometric_mean::geometric_mean;
pub use most_inconsistent::{InconsistentPair, most_inconsistent};
pub use pairwise::{GREATEST_RATIO, MOST_CRITERIA, Pairwise, PairwiseFault};
