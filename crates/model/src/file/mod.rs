//! The files of a model and of the policy folder as typed values: for schemas, for editing, and for other forms of the same content.
//!
//! The types mirror the TOML files key by key. What may be absent is an `Option`, so that reading and writing loses nothing and adds
//! nothing; comments and layout are not content. The reader in [`crate::load`] stays the judge of a model: the types only know shapes,
//! and [`ModelFiles::from_source`] asks the reader first, so that all faults come out at once with their lines.

mod crosswalk;
mod dimension;
mod index;
mod model;
mod model_files;
mod policy;
mod schema;
mod value;

#[cfg(test)]
mod drift_tests;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod schema_tests;

pub use crosswalk::{ClauseCoverage, CrosswalkFile};
pub use dimension::{ClauseLink, DimensionFile, Direction, Goalposts, Indicator, Item, Metric, RubricLevel, Scale, Transform};
pub use index::{
    Bands, EdgeBelongs, IndexFile, IndexIndicator, IndexKind, IndexNode, Label, Normalise, Over, PanelReference, RankOn, Reference,
    ScoreScale,
};
pub use model::{Dimension, Document, Domain, Gate, Level, Mean, ModelFile, Profile, Readiness, Root, Source};
pub use model_files::ModelFiles;
pub use policy::{CalendarEntry, CalendarFile, Clause, ClauseGroup, GuideDirection, GuideFile, GuidePath, PolicyFile};
pub use schema::json_schemas;
pub use value::{Format, Lines, Number};
