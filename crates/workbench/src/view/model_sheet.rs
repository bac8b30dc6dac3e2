//! The page 模型: every model at hand, one of them in full, and what may be changed in a fork. Also the offer to move an
//! engagement to another version of its model.

use super::common::{Language, Text};
use super::engagement::EngagementView;
use super::start::FaultView;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Where a model comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ModelOrigin {
    /// Inside the program; read-only.
    BuiltIn,
    /// In the user's model folder; can be changed.
    Own,
    /// The copy inside the open engagement; read-only.
    Engagement,
}

/// A model in the list of the page 模型.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelEntryView {
    /// Handle for the commands of this page: origin and id, such as `own:my-model`.
    pub key: String,
    /// Model id, or folder name when it does not load.
    pub id: String,
    /// Semantic version, empty when it does not load.
    pub version: String,
    /// Name.
    pub name: Text,
    /// Summary.
    pub summary: Text,
    /// Origin.
    pub origin: ModelOrigin,
    /// The model it was forked from, with version.
    pub based_on: Option<String>,
    /// Folder, for own models.
    pub folder: Option<String>,
    /// Number of indicators.
    pub indicators: u32,
    /// Number of described rubric levels.
    pub levels: u32,
    /// Content digest.
    pub digest: String,
    /// How far it reaches into each policy document.
    pub reach: Vec<ReachView>,
    /// The open engagement is scored with it.
    pub in_use: bool,
    /// Faults that stop it from loading, and warnings.
    pub faults: Vec<FaultView>,
}

/// How far a model reaches into a policy document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReachView {
    /// Short name of the document.
    pub document: Text,
    /// Binding clauses that an indicator answers at least in part.
    pub reached: u32,
    /// Binding clauses.
    pub binding: u32,
}

/// A model in full.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelSheetView {
    /// Its entry in the list.
    pub entry: ModelEntryView,
    /// Whether it can be changed here.
    pub editable: bool,
    /// Whether a change made here can be taken back.
    pub can_undo: bool,
    /// Whether a change taken back can be made again.
    pub can_redo: bool,
    /// What it is not.
    pub disclaimer: Text,
    /// Levels.
    pub levels: Vec<SheetLevelView>,
    /// Dimensions, domains and indicators in display order.
    pub nodes: Vec<SheetNodeView>,
    /// Kinds of institution.
    pub profiles: Vec<SheetProfileView>,
    /// Gates, in words.
    pub gates: Vec<Text>,
    /// What the checks found, with the node it concerns.
    pub findings: Vec<SheetFindingView>,
}

/// One level of the scale.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetLevelView {
    /// 1–5.
    pub level: u8,
    /// Name.
    pub name: Text,
    /// Points of a rubric answer.
    pub points: f64,
    /// Score from which a node has it.
    pub from: f64,
    /// Meaning.
    pub meaning: Text,
}

/// A node in full.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetNodeView {
    /// Id.
    pub id: String,
    /// Parent id; `None` for a dimension.
    pub parent: Option<String>,
    /// `dimension`, `domain` or `indicator`.
    pub kind: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Name for narrow places; domains only.
    pub short: Option<Text>,
    /// Which dimension's hue, 0–2.
    pub hue: u8,
    /// Weight among its siblings.
    pub weight: f64,
    /// Why it weighs what it weighs.
    pub weight_reason: Option<Text>,
    /// Share of the whole, 0–1, while everything applies.
    pub share: f64,
    /// What a dimension is for.
    pub purpose: Option<Text>,
    /// The indicator.
    pub indicator: Option<SheetIndicatorView>,
}

/// An indicator in full, for every kind of institution.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetIndicatorView {
    /// `rubric`, `metric` or `checklist`.
    pub kind: String,
    /// Question.
    pub question: Text,
    /// Why it matters.
    pub why: Text,
    /// Ids of kinds of institution it applies to.
    pub applies_to: Vec<String>,
    /// Rubric levels.
    pub levels: Vec<SheetRubricLevelView>,
    /// Metric.
    pub metric: Option<SheetMetricView>,
    /// Checklist items.
    pub items: Vec<SheetItemView>,
    /// Sources as people cite them.
    pub sources: Vec<Text>,
    /// Clause links.
    pub clauses: Vec<SheetClauseView>,
    /// Traps.
    pub pitfalls: Vec<Text>,
}

/// A rubric level in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetRubricLevelView {
    /// 1–5.
    pub level: u8,
    /// Evidence lines.
    pub evidence: Vec<Text>,
    /// Where thresholds come from.
    pub basis: Option<Text>,
    /// How it reads for kinds of institution.
    pub for_types: Vec<SheetTypeNoteView>,
}

/// How a level reads for one kind of institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetTypeNoteView {
    /// Id of the kind.
    pub kind: String,
    /// Note.
    pub note: Text,
}

/// A metric in full.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetMetricView {
    /// Unit.
    pub unit: String,
    /// Whether more is better.
    pub higher_is_better: bool,
    /// Lower goalpost.
    pub low: f64,
    /// Upper goalpost.
    pub high: f64,
    /// Logarithmic scale.
    pub logarithmic: bool,
    /// Scores stay within 0–100 beyond the posts.
    pub capped: bool,
    /// Why the posts stand there.
    pub reason: Text,
    /// Formula for people.
    pub formula: Option<String>,
    /// Kinds of institution with posts of their own, in words.
    pub by_type: Vec<Text>,
}

/// A checklist item.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetItemView {
    /// Id.
    pub id: String,
    /// The fact.
    pub text: Text,
    /// Heading.
    pub group: Option<Text>,
    /// Weight among the items.
    pub weight: f64,
}

/// A clause link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetClauseView {
    /// Clause id.
    pub id: String,
    /// As it is cited with its document.
    pub cited: Text,
    /// Heading of the clause.
    pub heading: Text,
    /// `covers`, `partly` or `relates`.
    pub strength: String,
    /// Why.
    pub reason: Text,
}

/// A kind of institution in full.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetProfileView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Target of the whole.
    pub target: f64,
    /// Why.
    pub reason: Text,
    /// Targets of single nodes.
    pub targets: Vec<NodeNumberView>,
    /// Weights of single nodes.
    pub weights: Vec<NodeNumberView>,
    /// Why the weights differ.
    pub weights_reason: Option<Text>,
}

/// A number for a node.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NodeNumberView {
    /// Node id.
    pub node: String,
    /// The number.
    pub number: f64,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SheetFindingView {
    /// The fault.
    pub fault: FaultView,
    /// Node it concerns, when it is known.
    pub node: Option<String>,
    /// Rubric level it concerns.
    pub level: Option<u8>,
}

/// One change of an own model.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ModelEdit {
    /// A text of the model itself.
    #[serde(rename_all = "camelCase")]
    ModelText {
        /// Which.
        field: ModelTextField,
        /// New text.
        text: Text,
    },
    /// The version, such as `1.1.0`.
    #[serde(rename_all = "camelCase")]
    Version {
        /// New version.
        version: String,
    },
    /// A text of a node.
    #[serde(rename_all = "camelCase")]
    NodeText {
        /// Node id.
        node: String,
        /// Which.
        field: NodeTextField,
        /// New text; empty in both languages takes an optional one away.
        text: Text,
    },
    /// The weight of a node, for everybody or for one kind of institution.
    #[serde(rename_all = "camelCase")]
    Weight {
        /// Node id.
        node: String,
        /// Kind of institution; `None` for everybody.
        profile: Option<String>,
        /// New weight; `None` takes a kind's own weight away.
        weight: Option<f64>,
    },
    /// A level of a rubric.
    #[serde(rename_all = "camelCase")]
    Level {
        /// Indicator id.
        indicator: String,
        /// 1–5.
        level: u8,
        /// Evidence lines.
        evidence: Vec<Text>,
        /// Where thresholds come from; empty takes it away.
        basis: Text,
    },
    /// The goalposts of a metric.
    #[serde(rename_all = "camelCase")]
    Goalposts {
        /// Indicator id.
        indicator: String,
        /// Lower post.
        low: f64,
        /// Upper post.
        high: f64,
        /// Logarithmic.
        logarithmic: bool,
        /// Why.
        reason: Text,
    },
    /// The target of a kind of institution, for the whole or a node.
    #[serde(rename_all = "camelCase")]
    Target {
        /// Kind of institution.
        profile: String,
        /// Node id; `None` for the whole.
        node: Option<String>,
        /// New target; `None` takes a node's own target away.
        target: Option<f64>,
    },
    /// The kinds of institution an indicator applies to.
    #[serde(rename_all = "camelCase")]
    AppliesTo {
        /// Indicator id.
        indicator: String,
        /// Ids of kinds.
        kinds: Vec<String>,
    },
}

/// Texts of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ModelTextField {
    /// Name.
    Name,
    /// Summary.
    Summary,
}

/// Texts of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NodeTextField {
    /// Name.
    Name,
    /// Short name of a domain.
    Short,
    /// Purpose of a dimension.
    Purpose,
    /// Why it weighs what it weighs.
    WeightReason,
    /// Question of an indicator.
    Question,
    /// Why an indicator matters.
    Why,
}

/// What comes back after an edit.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelEditReply {
    /// The model as it stands now.
    pub sheet: ModelSheetView,
    /// Why the edit was refused; empty when it was saved. Then nothing was changed.
    pub refused: Vec<FaultView>,
}

/// What a change between two models is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelDifferenceView {
    /// The older model, id and version.
    pub from: String,
    /// The newer one.
    pub to: String,
    /// Every difference in a sentence, in display order.
    pub changes: Vec<Text>,
}

/// The offer to move the open engagement to another model.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpgradeView {
    /// Key of the model that is offered.
    pub key: String,
    /// Id and version of the model in use.
    pub from: String,
    /// Id and version of the offered one.
    pub to: String,
    /// What happens to each indicator, in display order of the new model, retired ones last.
    pub indicators: Vec<UpgradeIndicatorView>,
    /// Score as it stands.
    pub score_before: Option<f64>,
    /// Score after the upgrade, before anything is looked at anew.
    pub score_after: Option<f64>,
    /// Level as it stands.
    pub level_before: Option<u8>,
    /// Level after.
    pub level_after: Option<u8>,
    /// Other differences between the models, in sentences.
    pub changes: Vec<Text>,
}

/// What an upgrade does to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum UpgradeFate {
    /// 沿用.
    Carried,
    /// 待复核.
    Review,
    /// 新增.
    New,
    /// 停用: stays readable under its old id.
    Retired,
}

/// One indicator in the preview of an upgrade.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpgradeIndicatorView {
    /// Id in the old model.
    pub old: Option<String>,
    /// Id in the new model.
    pub new: Option<String>,
    /// Code in the model that has it, the new one first.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Name before, when it differs.
    pub old_name: Option<Text>,
    /// What happens.
    pub fate: UpgradeFate,
    /// Why it needs a new look, or what else changed.
    pub reasons: Vec<Text>,
    /// The answer in a few characters: `L3`, `4.07%`, `未评`.
    pub answer: Text,
    /// Whether there is an answer, a rationale or evidence.
    pub answered: bool,
}

/// An upgrade that was made, and answers that no longer count.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelHistoryView {
    /// Upgrades in force, oldest first.
    pub upgrades: Vec<UpgradeRecordView>,
    /// Answers to indicators that the model no longer has.
    pub retired: Vec<RetiredAnswerView>,
}

/// An upgrade that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpgradeRecordView {
    /// Number by which the report of before can be asked for.
    pub number: u32,
    /// When, `2026-03-18 14:30`.
    pub at: String,
    /// Id and version before.
    pub from: String,
    /// Id and version after.
    pub to: String,
}

/// An answer to an indicator that the model no longer has.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RetiredAnswerView {
    /// Indicator id.
    pub indicator: String,
    /// Name in the model that had it.
    pub name: Text,
    /// The answer in a few characters.
    pub answer: Text,
    /// Rationale.
    pub rationale: String,
    /// Pieces of evidence, in words.
    pub evidence: Vec<String>,
}

/// What comes back after an upgrade.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpgradeDoneView {
    /// The engagement with its new model.
    pub engagement: EngagementView,
    /// What was done.
    pub message: Text,
}

/// Writing a model as an Excel workbook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelExportRequest {
    /// Key of the model.
    pub key: String,
    /// File to write.
    pub path: String,
    /// Language of headings.
    pub language: Language,
}
