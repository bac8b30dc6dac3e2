//! What changed between two models: for `model diff`, for the window, and as the ground on which an upgrade stands.
//!
//! Plain data in display order, each change with a short sentence in both languages ([`ModelDifference::sentences`]). Nodes are
//! matched by id; an indicator also by the ids it had (`was`), whichever of the two models remembers them. What only lays things
//! out differently is no difference: comments, the order of documents, gates, profiles, sources and items, and the codes that
//! indicators get from their position.

mod change;
mod comparison;
mod line_changes;
mod model_changes;
mod node_changes;
mod phrase;
mod sentence;

use crate::model::Model;

pub use change::{
    Changed, ClauseChange, DocumentChange, GateChange, ItemChange, LevelChange, MetricPart, ModelChange, ModelDifference, ModelText, Named,
    NodeChange, NodeDifference, NodeLines, NodeText, ProfileChange, ReadinessChange, ScaleKind, StatementChange,
};
pub(crate) use comparison::Comparison;

/// What changed from `old` to `new`.
#[must_use]
pub fn difference(old: &Model, new: &Model) -> ModelDifference {
    let comparison = Comparison::new(old, new);
    ModelDifference { model: comparison.model(), nodes: comparison.nodes() }
}
