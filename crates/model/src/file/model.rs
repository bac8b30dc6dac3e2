//! `model.toml`: identity, scale, tree, gates and kinds of institution.

use super::value::{Format, Number, whole};
use crate::text::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The evaluation model itself: identity, scale, tree, gates and kinds of institution. Its indicators stand in one file a dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Evaluation model (model.toml)")]
pub struct ModelFile {
    /// Version of the format: 1.
    pub format: Format,
    /// Lower-case id of the model, with digits and hyphens.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9-]*$"))]
    pub id: String,
    /// Semantic version of the model.
    #[schemars(regex(pattern = r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$"))]
    pub version: String,
    /// Id and version of the model that this one was made from.
    #[schemars(regex(pattern = r"^[a-z0-9][a-z0-9-]* (0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$"))]
    pub based_on: Option<String>,
    /// Name of the model.
    pub name: Text,
    /// What it measures.
    pub summary: Text,
    /// What it is not.
    pub disclaimer: Text,
    /// The line that stands wherever figures of its source are shown.
    pub attribution: Text,
    /// Share (0–1) of applicable weight that must be answered before a node has a level.
    #[schemars(range(min = 0, max = 1))]
    pub minimum_coverage: Number,
    /// Documents that sources and clauses name.
    pub document: Option<Vec<Document>>,
    /// The five levels of the scale, lowest first.
    #[schemars(length(min = 5, max = 5))]
    pub level: Vec<Level>,
    /// How the dimensions are combined.
    pub root: Option<Root>,
    /// From which scores a clause counts as answered.
    pub readiness: Option<Readiness>,
    /// The dimensions.
    pub dimension: Option<Vec<Dimension>>,
    /// The domains.
    pub domain: Option<Vec<Domain>>,
    /// Rules that cap the level of a node.
    pub gate: Option<Vec<Gate>>,
    /// Kinds of institution.
    pub profile: Option<Vec<Profile>>,
}

/// A document that sources and clauses name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Id such as `caict-2025`.
    #[schemars(regex(pattern = r"^[^/\s]+$"))]
    pub id: String,
    /// Title.
    pub title: Text,
    /// Name for narrow places.
    pub short: Text,
    /// Issuing body.
    pub publisher: Text,
    /// Year, year and month, or day.
    pub date: String,
    /// How a clause of it is cited, with `{}` for the number; `第{}条` and `clause {}` when it is absent.
    pub clause: Option<Text>,
}

/// One level of the scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// 1 to 5.
    #[serde(deserialize_with = "whole")]
    #[schemars(range(min = 1, max = 5))]
    pub level: u8,
    /// Name.
    pub name: Text,
    /// Score of a rubric answer on this level.
    #[schemars(range(min = 0, max = 100))]
    pub points: Number,
    /// Score from which a node has this level; 0 for the first.
    #[schemars(range(min = 0, max = 100))]
    pub from: Number,
    /// What it means.
    pub meaning: Text,
}

/// How children are combined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Mean {
    /// A weak part can be made good by a strong one.
    Arithmetic,
    /// A weak part weighs more than a strong one.
    Geometric,
    /// A weak part weighs more still.
    Harmonic,
    /// The weakest part counts.
    Minimum,
    /// `{ power = p }`: 1 is the arithmetic mean, 0 the geometric, −1 the harmonic; the smaller, the more a weak part weighs.
    Power(#[schemars(range(min = -100, max = 100))] Number),
}

/// The whole, above the dimensions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Root {
    /// How the dimensions are combined; arithmetic when it is absent.
    pub mean: Option<Mean>,
}

/// From which scores a clause counts as answered, with `partly` ≤ `ready`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Readiness {
    /// From here a clause is ready.
    #[schemars(range(min = 0, max = 100))]
    pub ready: Number,
    /// From here it is partly ready; below there is a gap.
    #[schemars(range(min = 0, max = 100))]
    pub partly: Number,
    /// Why there.
    pub reason: Text,
}

/// A dimension, with the file that holds its indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Id: lower-case words of letters, digits and `_`.
    #[schemars(regex(pattern = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"))]
    pub id: String,
    /// Code such as `A`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// How its children are combined; arithmetic when it is absent.
    pub mean: Option<Mean>,
    /// Weight among the dimensions.
    #[schemars(range(min = 0, max = 1e12))]
    pub weight: Number,
    /// Why it weighs what it weighs.
    pub weight_reason: Text,
    /// Name of the file that holds its indicators.
    pub file: String,
    /// Where it comes from.
    pub sources: Option<Vec<Source>>,
}

/// A domain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Id: the id of the dimension, a dot, and a name of its own.
    #[schemars(regex(pattern = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"))]
    pub id: String,
    /// What it hangs below when that is not the id without its last part.
    #[schemars(regex(pattern = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"))]
    pub parent: Option<String>,
    /// Code such as `A1`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Name for narrow places; the name when it is absent.
    pub short: Option<Text>,
    /// How its children are combined; arithmetic when it is absent.
    pub mean: Option<Mean>,
    /// Weight among its siblings.
    #[schemars(range(min = 0, max = 1e12))]
    pub weight: Number,
    /// Why it weighs what it weighs.
    pub weight_reason: Option<Text>,
}

/// A rule that caps the level of a node while another stays below a score. It never changes a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Id.
    pub id: String,
    /// The capped node: a dimension, a domain, an indicator or `root`.
    #[schemars(regex(pattern = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"))]
    pub node: String,
    /// Highest level meanwhile.
    #[serde(deserialize_with = "whole")]
    #[schemars(range(min = 1, max = 5))]
    pub cap: u8,
    /// The watched node.
    #[schemars(regex(pattern = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"))]
    pub watch: String,
    /// Score that the watched node has to reach.
    #[schemars(range(min = 0, max = 100))]
    pub below: Number,
    /// Why.
    pub reason: Text,
}

/// What a kind of institution aims at, and what it weighs differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Id of the kind of institution, such as `city_bank`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Name.
    pub name: Text,
    /// Target score of the whole.
    #[schemars(range(min = 0, max = 100))]
    pub target: Number,
    /// Target scores (0–100) of single nodes, by id.
    #[serde(default)]
    #[schemars(schema_with = "scores_by_node")]
    pub targets: Option<BTreeMap<String, Number>>,
    /// Weights (≥ 0) of single nodes, by id.
    #[serde(default)]
    #[schemars(schema_with = "weights_by_node")]
    pub weights: Option<BTreeMap<String, Number>>,
    /// Why its weights differ.
    pub weights_reason: Option<Text>,
    /// Why this target.
    pub reason: Text,
}

fn scores_by_node(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": { "type": "number", "minimum": 0, "maximum": 100 } })
}

fn weights_by_node(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": { "type": "number", "minimum": 0 } })
}

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id of the document.
    pub doc: String,
    /// Section, table or clause, as the document counts it.
    pub locator: String,
}
