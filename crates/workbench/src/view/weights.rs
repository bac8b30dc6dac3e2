//! Weight schemes side by side: what people state, and what each does to the score.

use super::common::Text;
use super::engagement::StatusView;
use super::result::{ChangeView, NodeState};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How somebody would weigh dimensions and domains. Groups of siblings that are not mentioned keep the weights in force.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightScheme {
    /// What people call it.
    pub name: String,
    /// At most one statement for each group of siblings.
    pub groups: Vec<GroupWeighing>,
}

/// How one group of siblings is weighed. This is also the form in which the engagement file keeps it, as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupWeighing {
    /// Id of the node above them; `root` for the dimensions.
    pub parent: String,
    /// Ids of the siblings, in the order in which the lists below speak of them.
    pub members: Vec<String>,
    /// What was stated.
    pub weighing: Weighing,
}

/// What people state of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "method", rename_all = "camelCase")]
pub enum Weighing {
    /// Comparisons two at a time (AHP) by one or more judges, all of whom count alike.
    Pairwise {
        /// How weights come from a matrix of comparisons.
        derivation: Derivation,
        /// The judges.
        judges: Vec<Judge>,
    },
    /// Weights as they are, in any unit: one for each member, ≥ 0, not all 0.
    Given {
        /// One for each member.
        weights: Vec<f64>,
    },
    /// Places in order of importance, 1 for the most important; equal places tie. Weights are the rank-order centroid.
    Ranked {
        /// One for each member.
        places: Vec<u32>,
    },
}

/// How weights come from pairwise comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Derivation {
    /// The principal eigenvector (Saaty).
    #[default]
    Eigenvector,
    /// Geometric means of the rows (Crawford and Williams).
    GeometricMean,
}

/// One judge's comparisons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Judge {
    /// Who judged, as a role: 信息科技部.
    pub role: String,
    /// What stands above the diagonal, row by row, on Saaty's scale: `1` for equally important, `3` when the row is three times
    /// as important as the column, `-3` when the column is three times as important as the row (1/3), up to 9 either way.
    /// `None` while the pair has not been compared.
    pub comparisons: Vec<Option<i32>>,
}

/// The view 权重 of the page 诊断.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightsView {
    /// Groups of siblings that a scheme can weigh: dimensions and domains, from the root downwards.
    pub groups: Vec<WeightGroupView>,
    /// In force, as the model declares, equal, then the saved ones from the oldest.
    pub schemes: Vec<WeightSchemeView>,
    /// Most siblings that pairwise comparison can take.
    pub most_compared: u32,
    /// Consistency ratio up to which comparisons are taken as they are.
    pub acceptable_ratio: f64,
}

/// Siblings that are weighed against each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightGroupView {
    /// Id of the node above them.
    pub parent: String,
    /// Their ids, in the order of the model; two or more.
    pub members: Vec<String>,
}

/// Which weights a score is to be explained with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum WeightSchemeChoice {
    /// Those in force.
    InForce,
    /// Those that the model declares for all kinds of institution.
    Declared,
    /// Equal ones.
    Equal,
    /// Those of a scheme that the engagement keeps.
    Saved {
        /// Its number in the file.
        id: i32,
    },
}

/// Where a scheme comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum WeightSchemeKind {
    /// The weights of the model for this kind of institution: those behind every score and report.
    InForce,
    /// The weights that the model declares for all kinds of institution.
    Declared,
    /// Dimensions equal, and the domains of each dimension; indicators as in force.
    Equal,
    /// One that the engagement keeps.
    Saved,
    /// One that is being worked on.
    Draft,
}

/// A scheme and what it does.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightSchemeView {
    /// Where it comes from.
    pub kind: WeightSchemeKind,
    /// Its number in the file, for a saved one.
    pub id: Option<i32>,
    /// What people call it.
    pub name: Text,
    /// Date and time of its last change, `2026-03-18 14:32` local; empty unless it is a saved one.
    pub updated: String,
    /// What was stated; empty unless it is a saved one or a draft.
    pub groups: Vec<GroupWeighing>,
    /// What became of each statement, in the same order.
    pub outcomes: Vec<GroupOutcomeView>,
    /// Why the scheme cannot be read; then it says nothing and all else is as in force.
    pub unreadable: Option<Text>,
    /// Overall score 0–100; `None` while nothing is answered.
    pub score: Option<f64>,
    /// Overall level; `None` below the minimum coverage.
    pub level: Option<u8>,
    /// Overall score less that in force, between the values that are shown.
    pub difference: Option<f64>,
    /// The root, dimensions and domains, in the order of the model's nodes.
    pub nodes: Vec<WeighedNodeView>,
    /// Indicators whose gap costs most points under these weights, at most five.
    pub priorities: Vec<PriorityView>,
}

/// What became of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OutcomeState {
    /// It gives the weights of its group.
    Applied,
    /// No judge has compared every pair yet; the group keeps the weights in force.
    Waiting,
    /// The model no longer has this group as it was stated; the group keeps the weights in force.
    Outdated,
    /// It cannot be used; the group keeps the weights in force.
    Unusable,
}

/// What became of the statement of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupOutcomeView {
    /// Id of the node above the group.
    pub parent: String,
    /// Whether it counts.
    pub state: OutcomeState,
    /// Why it does not count, and what to do.
    pub notice: Option<Text>,
    /// Weights of the members (they sum to 1), in the order of the statement; empty unless it is applied.
    pub weights: Vec<f64>,
    /// For pairwise comparison: each judge's own matrix, in the order of the statement.
    pub judges: Vec<ComparisonView>,
    /// For pairwise comparison: the geometric mean of all judges who compared every pair.
    pub common: Option<ComparisonView>,
}

/// What a matrix of pairwise comparisons says.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonView {
    /// Pairs not compared yet, which are taken as equally important here; the matrix counts only when there are none.
    pub missing: u32,
    /// Weights of the members; they sum to 1.
    pub weights: Vec<f64>,
    /// The matrix row by row: how many times more important the row is than the column.
    pub matrix: Vec<Vec<f64>>,
    /// Principal eigenvalue λmax, at least the number of members.
    pub greatest_eigenvalue: f64,
    /// Consistency index CI, ≥ 0.
    pub index: f64,
    /// Consistency ratio CR, ≥ 0.
    pub ratio: f64,
    /// Whether the ratio is acceptable, at most 0.10.
    pub acceptable: bool,
    /// The comparison that fits least to the others, when any contradicts them.
    pub most_inconsistent: Option<InconsistentPairView>,
}

/// A comparison that does not fit to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InconsistentPairView {
    /// Id of the member judged too important.
    pub row: String,
    /// Id of the member beside which it was judged so.
    pub column: String,
    /// How many times more important `row` was said to be than `column`.
    pub given: f64,
    /// What all comparisons together say instead.
    pub fitting: f64,
    /// Consistency ratio if this comparison were `fitting`.
    pub ratio_if_fitting: f64,
}

/// A node under other weights.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeighedNodeView {
    /// Node id.
    pub id: String,
    /// State.
    pub state: NodeState,
    /// Share among its siblings, 0–1, before 不适用 is redistributed.
    pub local: f64,
    /// Share of the whole, 0–1, after 不适用 is redistributed; 0 for a node that left.
    pub effective: f64,
    /// Score 0–100.
    pub score: Option<f64>,
    /// Level after gates.
    pub level: Option<u8>,
    /// Score less that in force, between the values that are shown.
    pub difference: Option<f64>,
}

/// An indicator to start with.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PriorityView {
    /// Indicator id.
    pub id: String,
    /// Points of the overall score at stake: the gap to the target by the share of the whole; negative.
    pub weighted: f64,
    /// Its place from 1 under the weights in force; `None` when it has no gap there.
    pub place_in_force: Option<u32>,
}

/// What comes back after a scheme was saved or removed.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WeightsUpdateView {
    /// Every scheme.
    pub weights: WeightsView,
    /// The number of the scheme that was saved.
    pub saved: Option<i32>,
    /// Saved state.
    pub status: StatusView,
    /// What was done, for the message with 撤销.
    pub change: Option<ChangeView>,
}
