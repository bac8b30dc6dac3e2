//! The file of a dimension: its indicators.

use super::model::Source;
use super::value::{Lines, Number, whole};
use crate::model::ClauseStrength;
use crate::text::Text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The indicators of one dimension.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Indicators of a dimension")]
pub struct DimensionFile {
    /// The indicators, in the order in which they are shown.
    pub indicator: Option<Vec<Indicator>>,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "FlatIndicator", into = "FlatIndicator")]
pub struct Indicator {
    /// Id: the id of the domain, a dot, and a name of its own.
    pub id: String,
    /// What it hangs below when that is not the id without its last part.
    pub parent: Option<String>,
    /// Ids it had in earlier versions of the model.
    pub was: Option<Vec<String>>,
    /// Weight among its siblings, at least 0; 1 when it is absent.
    pub weight: Option<Number>,
    /// Why it weighs what it weighs.
    pub weight_reason: Option<Text>,
    /// Name.
    pub name: Text,
    /// What an assessor asks.
    pub question: Text,
    /// Why it matters.
    pub why: Text,
    /// Kinds of institution it applies to.
    pub applies_to: Vec<String>,
    /// Where it comes from; at least one.
    pub sources: Vec<Source>,
    /// Clauses it speaks to.
    pub clauses: Option<Vec<ClauseLink>>,
    /// What assessors get wrong.
    pub pitfalls: Option<Lines>,
    /// How an answer becomes a score.
    pub scale: Scale,
}

/// The three kinds of indicator.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// Five levels of evidence, lowest first.
    Rubric(Vec<RubricLevel>),
    /// A figure between goalposts.
    Metric(Box<Metric>),
    /// Facts that hold or do not; two at least.
    Checklist(Vec<Item>),
}

/// A figure between goalposts.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Unit, e.g. `%`.
    pub unit: String,
    /// Whether more is better.
    pub direction: Direction,
    /// Goalposts for every kind of institution that has none of its own.
    pub goalposts: Goalposts,
    /// Goalposts of single kinds.
    pub goalposts_by_type: Option<BTreeMap<String, Goalposts>>,
    /// Why the posts stand there.
    pub goalposts_reason: Text,
    /// How the figure is computed, for people.
    pub formula: Option<String>,
    /// Benchmark metrics the formula uses.
    pub inputs: Option<Vec<String>>,
    /// Benchmark metric it equals.
    pub benchmark: Option<String>,
}

/// Whether more of the figure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Direction {
    /// 0 at the low post, 100 at the high one.
    Higher,
    /// 100 at the low post, 0 at the high one.
    Lower,
}

/// How distances between the posts are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Transform {
    /// By difference.
    Linear,
    /// By ratio; both posts must be positive.
    Log,
}

/// Two ends of a scale, `low` < `high`, in the unit of the figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goalposts {
    /// The lower end.
    pub low: Number,
    /// The higher end.
    pub high: Number,
    /// How distances are measured; linear when it is absent, or as the general goalposts.
    pub transform: Option<Transform>,
    /// Whether figures outside count as the nearest post; they do when it is absent, or as with the general goalposts.
    pub cap: Option<bool>,
}

/// One level of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RubricLevel {
    /// 1 to 5.
    #[serde(deserialize_with = "whole")]
    #[schemars(range(min = 1, max = 5))]
    pub level: u8,
    /// Where its thresholds come from.
    pub basis: Option<Text>,
    /// What can be seen, one fact a line; two to four lines.
    #[serde(deserialize_with = "some_lines")]
    #[schemars(schema_with = "some_lines_schema")]
    pub evidence: Lines,
    /// How it reads for single kinds of institution.
    pub for_types: Option<BTreeMap<String, Text>>,
}

/// A level without evidence is no level.
fn some_lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Lines, D::Error> {
    let lines = Lines::deserialize(deserializer)?;
    if lines.0.is_empty() { Err(D::Error::custom("the level has no evidence")) } else { Ok(lines) }
}

fn some_lines_schema(generator: &mut SchemaGenerator) -> Schema {
    let some = json_schema!({ "minItems": 1 });
    let lines = generator.subschema_for::<Lines>();
    json_schema!({ "allOf": [lines, { "properties": { "zh": some, "en": some } }] })
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Id within the checklist, snake_case.
    #[schemars(regex(pattern = "^[a-z0-9_]+$"))]
    pub id: String,
    /// Heading it stands under.
    pub group: Option<Text>,
    /// One fact that can be seen.
    pub text: Text,
    /// Weight among the items, 1 when it is absent.
    #[schemars(range(min = 0))]
    pub weight: Option<Number>,
}

/// A link from an indicator to a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClauseLink {
    /// The clause, `nfra-2025-95/13`.
    #[schemars(regex(pattern = r"^[^/\s]+/[^/\s]+$"))]
    pub clause: String,
    /// How much the indicator says about it.
    pub strength: ClauseStrength,
    /// Why.
    pub reason: Text,
}

/// The kind of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Kind {
    /// Levels of evidence: `level`.
    Rubric,
    /// A figure between goalposts: `unit`, `direction`, `goalposts`.
    Metric,
    /// Facts that hold or do not: `item`.
    Checklist,
}

/// An indicator as its table stands in the file: the keys of all kinds side by side, in the order in which they are written.
///
/// serde cannot refuse unknown keys in a table whose other keys depend on `kind`, so this type refuses them and the conversion
/// asks for what the kind needs.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Indicator", transform = keys_by_kind)]
struct FlatIndicator {
    /// Id: the id of the domain, a dot, and a name of its own.
    #[schemars(regex(pattern = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"))]
    id: String,
    /// What it hangs below when that is not the id without its last part.
    #[schemars(regex(pattern = r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"))]
    parent: Option<String>,
    /// Ids it had in earlier versions of the model, so that answers follow it.
    was: Option<Vec<String>>,
    /// rubric, metric or checklist.
    kind: Kind,
    /// Weight among its siblings, 1 when it is absent.
    #[schemars(range(min = 0, max = 1e12))]
    weight: Option<Number>,
    /// Why it weighs what it weighs.
    weight_reason: Option<Text>,
    /// Name.
    name: Text,
    /// What an assessor asks.
    question: Text,
    /// Why it matters.
    why: Text,
    /// Metric: unit, e.g. `%`.
    unit: Option<String>,
    /// Metric: whether more is better.
    direction: Option<Direction>,
    /// Metric: goalposts for every kind of institution that has none of its own.
    goalposts: Option<Goalposts>,
    /// Metric: goalposts of single kinds of institution.
    goalposts_by_type: Option<BTreeMap<String, Goalposts>>,
    /// Metric: why the posts stand there.
    goalposts_reason: Option<Text>,
    /// Metric: how the figure is computed, for people.
    formula: Option<String>,
    /// Metric: benchmark metrics that the formula uses.
    inputs: Option<Vec<String>>,
    /// Metric: benchmark metric it equals.
    benchmark: Option<String>,
    /// Kinds of institution it applies to.
    #[schemars(length(min = 1))]
    applies_to: Vec<String>,
    /// Where it comes from.
    #[schemars(length(min = 1))]
    sources: Vec<Source>,
    /// Clauses it speaks to.
    clauses: Option<Vec<ClauseLink>>,
    /// What assessors get wrong.
    pitfalls: Option<Lines>,
    /// Rubric: the five levels, lowest first.
    #[schemars(length(min = 5, max = 5))]
    level: Option<Vec<RubricLevel>>,
    /// Checklist: the items.
    #[schemars(length(min = 2))]
    item: Option<Vec<Item>>,
}

/// The keys of a kind: those it must have and those it may have. No other kind may have them.
const KEYS: [(&str, &[&str], &[&str]); 3] = [
    ("rubric", &["level"], &[]),
    ("metric", &["unit", "direction", "goalposts", "goalposts_reason"], &["goalposts_by_type", "formula", "inputs", "benchmark"]),
    ("checklist", &["item"], &[]),
];

/// Puts into the schema what the conversion asks for.
fn keys_by_kind(schema: &mut Schema) {
    let rules: Vec<serde_json::Value> = KEYS
        .iter()
        .map(|(kind, required, _)| {
            let others =
                KEYS.iter().filter(|(other, _, _)| other != kind).flat_map(|(_, required, optional)| required.iter().chain(*optional));
            let none: serde_json::Map<String, serde_json::Value> = others.map(|key| ((*key).to_owned(), false.into())).collect();
            serde_json::json!({
                "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] },
                "then": { "required": required, "properties": none },
            })
        })
        .collect();
    schema.insert("allOf".to_owned(), rules.into());
}

impl TryFrom<FlatIndicator> for Indicator {
    type Error = String;

    fn try_from(flat: FlatIndicator) -> Result<Self, String> {
        let given = [
            ("level", flat.level.is_some()),
            ("unit", flat.unit.is_some()),
            ("direction", flat.direction.is_some()),
            ("goalposts", flat.goalposts.is_some()),
            ("goalposts_by_type", flat.goalposts_by_type.is_some()),
            ("goalposts_reason", flat.goalposts_reason.is_some()),
            ("formula", flat.formula.is_some()),
            ("inputs", flat.inputs.is_some()),
            ("benchmark", flat.benchmark.is_some()),
            ("item", flat.item.is_some()),
        ];
        let (kind, required, optional) = KEYS[flat.kind as usize];
        if let Some((key, _)) = given.iter().find(|(key, given)| *given && !required.contains(key) && !optional.contains(key)) {
            return Err(format!("unknown key `{key}`: the indicator is a {kind}"));
        }
        if flat.sources.is_empty() {
            return Err("the indicator has no source".to_owned());
        }
        let missing = |key: &str| format!("`{key}` is missing: the indicator is a {kind}");
        let scale = match flat.kind {
            Kind::Rubric => Scale::Rubric(flat.level.ok_or_else(|| missing("level"))?),
            Kind::Checklist => Scale::Checklist(flat.item.ok_or_else(|| missing("item"))?),
            Kind::Metric => Scale::Metric(Box::new(Metric {
                unit: flat.unit.ok_or_else(|| missing("unit"))?,
                direction: flat.direction.ok_or_else(|| missing("direction"))?,
                goalposts: flat.goalposts.ok_or_else(|| missing("goalposts"))?,
                goalposts_by_type: flat.goalposts_by_type,
                goalposts_reason: flat.goalposts_reason.ok_or_else(|| missing("goalposts_reason"))?,
                formula: flat.formula,
                inputs: flat.inputs,
                benchmark: flat.benchmark,
            })),
        };
        Ok(Self {
            id: flat.id,
            parent: flat.parent,
            was: flat.was,
            weight: flat.weight,
            weight_reason: flat.weight_reason,
            name: flat.name,
            question: flat.question,
            why: flat.why,
            applies_to: flat.applies_to,
            sources: flat.sources,
            clauses: flat.clauses,
            pitfalls: flat.pitfalls,
            scale,
        })
    }
}

impl From<Indicator> for FlatIndicator {
    fn from(indicator: Indicator) -> Self {
        let (kind, level, item, metric) = match indicator.scale {
            Scale::Rubric(levels) => (Kind::Rubric, Some(levels), None, None),
            Scale::Checklist(items) => (Kind::Checklist, None, Some(items), None),
            Scale::Metric(metric) => (Kind::Metric, None, None, Some(*metric)),
        };
        let mut flat = Self {
            id: indicator.id,
            parent: indicator.parent,
            was: indicator.was,
            kind,
            weight: indicator.weight,
            weight_reason: indicator.weight_reason,
            name: indicator.name,
            question: indicator.question,
            why: indicator.why,
            unit: None,
            direction: None,
            goalposts: None,
            goalposts_by_type: None,
            goalposts_reason: None,
            formula: None,
            inputs: None,
            benchmark: None,
            applies_to: indicator.applies_to,
            sources: indicator.sources,
            clauses: indicator.clauses,
            pitfalls: indicator.pitfalls,
            level,
            item,
        };
        if let Some(metric) = metric {
            flat.unit = Some(metric.unit);
            flat.direction = Some(metric.direction);
            flat.goalposts = Some(metric.goalposts);
            flat.goalposts_by_type = metric.goalposts_by_type;
            flat.goalposts_reason = Some(metric.goalposts_reason);
            flat.formula = metric.formula;
            flat.inputs = metric.inputs;
            flat.benchmark = metric.benchmark;
        }
        flat
    }
}
