//! Evaluation models: TOML text to a validated [`Model`], with every fault located.
//!
//! Knows no file system: a [`ModelSource`] is a set of named texts, wherever they came from. The format is described in
//! `docs/evaluation-model-format.md`. A loaded model is bound to a kind of institution as an [`Instrument`], which turns
//! [`Response`]s into scores.

mod build;
mod check;
mod crosswalk;
mod digest;
mod fault;
mod instrument;
mod locator;
mod model;
mod policy;
mod read;
mod source;
mod text;

pub use build::{Loaded, load};
pub use crosswalk::{PolicyReach, check_crosswalk, reach};
pub use digest::{digest, text_digest};
pub use fault::{Fault, Place, Severity};
pub use instrument::{Instrument, Response, ResponseFault};
pub use locator::locator_text;
pub use model::{
    ClauseCoverage, ClauseLink, ClauseStrength, Document, GateRule, Indicator, IndicatorScale, Item, LevelSpec, Metric, Model, Node,
    NodeKind, Places, Profile, Readiness, RubricLevel, SourceRef,
};
pub use policy::{
    Binds, Calendar, CalendarDate, CalendarEntry, Clause, ClauseGroup, Direction, InstitutionPath, Policies, PolicyDocument, ReadingGuide,
};
pub use read::load_policies;
pub use source::ModelSource;
pub use text::Text;
