//! Evaluation models: TOML text to a validated [`Model`], with every fault located.
//!
//! Knows no file system: a [`ModelSource`] is a set of named texts, wherever they came from. The format is described in
//! `docs/evaluation-model-format.md`. A loaded model is bound to a kind of institution as an [`Instrument`], which turns
//! [`Response`]s into scores. An [`Index`] (`docs/index-format.md`) is the lighter kind of model, which ranks the units of a panel.

mod build;
mod check;
mod consensus;
mod crosswalk;
mod difference;
mod digest;
mod fault;
pub mod file;
mod index;
mod instrument;
mod lint;
mod locator;
mod model;
mod policy;
mod read;
mod render;
mod source;
mod text;
mod upgrade;

pub use build::{Loaded, load};
pub use consensus::{Consensus, ConsensusMethod, DISAGREEMENT};
pub use crosswalk::{PolicyReach, check_crosswalk, reach};
pub use difference::{
    Changed, ClauseChange, DocumentChange, GateChange, ItemChange, LevelChange, MetricPart, ModelChange, ModelDifference, ModelText, Named,
    NodeChange, NodeDifference, NodeLines, NodeText, ProfileChange, ReadinessChange, ScaleKind, StatementChange, difference,
};
pub use digest::{digest, text_digest};
pub use fault::{Fault, Place, Severity};
pub use index::{Index, IndexIndicator, IndexNode, Over, RankOn, ScoreScale, is_index, load_index};
pub use instrument::{Instrument, Response, ResponseFault};
pub use lint::{Finding, Rule, lint};
pub use locator::locator_text;
pub use model::{
    ClauseCoverage, ClauseLink, ClauseStrength, Document, GateRule, Indicator, IndicatorScale, Item, LevelSpec, Metric, Model, Node,
    NodeKind, Places, Profile, Readiness, RubricLevel, SourceRef,
};
pub use policy::{
    Binds, Calendar, CalendarDate, CalendarEntry, Clause, ClauseGroup, Direction, InstitutionPath, Policies, PolicyDocument, ReadingGuide,
};
pub use read::load_policies;
pub use render::render;
pub use source::ModelSource;
pub use text::Text;
pub use upgrade::{Carry, Fate, Kinship, UpgradePlan, upgrade_plan};
