//! Observation data sets: institution × year × metric = value, each with its source, place and quality, and the figures that
//! are derived from them by a declared formula; and [`pool`]s of anonymised assessments.

mod data_set;
mod derive;
pub mod import;
pub mod pool;
mod read;

pub use data_set::{DataSet, Institution, Metric, Observation, Quality, Source};
pub use derive::{Derived, prior_year, residual};
pub use read::{DataFault, DataFiles};
