//! The `model.toml` of an index: identity, tree and indicators of a panel.

use super::dimension::{Direction, Goalposts};
use super::model::Mean;
use super::value::{Format, Number, table_opt, whole_opt};
use crate::text::Text;
use schemars::{JsonSchema, Schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// An index: indicators of a panel of units, how each is normalised, and how they are combined to one score a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Index (model.toml)")]
pub struct IndexFile {
    /// Version of the format: 1.
    pub format: Format,
    /// index: what tells it from a maturity model.
    pub kind: IndexKind,
    /// Lower-case id of the index, with digits and hyphens.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9-]*$"))]
    pub id: String,
    /// Semantic version of the index.
    #[schemars(regex(pattern = r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$"))]
    pub version: String,
    /// Name of the index.
    pub name: Label,
    /// Where its method is published.
    pub source: Option<Label>,
    /// The line that stands wherever its figures are shown.
    pub attribution: Option<Label>,
    /// How what stands directly below the whole is combined; arithmetic when it is absent.
    pub mean: Option<Mean>,
    /// In which numbers scores are given; 0–100 with one decimal when it is absent.
    #[serde(default, deserialize_with = "table_opt")]
    pub scale: Option<ScoreScale>,
    /// Share (0–1) of the weight below that must have a score before a node has one, for every node that says nothing else; 0
    /// when it is absent.
    #[schemars(range(min = 0, max = 1))]
    pub minimum_coverage: Option<Number>,
    /// Which scores of the whole rank first: higher, also when it is absent, or lower.
    pub direction: Option<Direction>,
    /// Over which units the relative methods look; those of a year when it is absent.
    pub over: Option<Over>,
    /// On which scores ranks are taken; raw when it is absent.
    pub rank_on: Option<RankOn>,
    /// Nodes between the whole and the indicators.
    pub node: Option<Vec<IndexNode>>,
    /// The indicators.
    #[serde(default, deserialize_with = "indicators")]
    pub indicator: Option<Vec<IndexIndicator>>,
}

/// The kind of a model that is an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum IndexKind {
    /// An index.
    Index,
}

/// A text in one language, or `{ zh = …, en = … }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Label {
    /// In one language.
    One(String),
    /// In both.
    Both(Text),
}

/// The numbers in which scores are given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreScale {
    /// The best score, above 0; 100 when it is absent.
    #[schemars(range(min = 0))]
    pub top: Option<Number>,
    /// Decimals that are shown, 0–10; 1 when it is absent.
    #[serde(default, deserialize_with = "whole_opt")]
    #[schemars(range(min = 0, max = 10))]
    pub decimals: Option<u8>,
}

/// Which units a relative method holds against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Over {
    /// Those of one year.
    Year,
    /// Those of all years together.
    All,
}

/// On which scores ranks are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum RankOn {
    /// On those with all their digits.
    Raw,
    /// On those that are shown.
    Rounded,
}

/// A node between the whole and the indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndexNode {
    /// Id.
    #[schemars(regex(pattern = r"^\S(.*\S)?$"))]
    pub id: String,
    /// Id of the node above; the whole when it is absent.
    pub parent: Option<String>,
    /// Name; the id when it is absent.
    pub name: Option<Label>,
    /// Weight among its siblings, 1 when it is absent.
    #[schemars(range(min = 0, max = 1e12))]
    pub weight: Option<Number>,
    /// How its children are combined; arithmetic when it is absent.
    pub mean: Option<Mean>,
    /// Share (0–1) of the weight below that must have a score before it has one.
    #[schemars(range(min = 0, max = 1))]
    pub minimum_coverage: Option<Number>,
}

/// An indicator. Which of its last keys stand there depends on `normalise`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = keys_by_method)]
pub struct IndexIndicator {
    /// Id: the heading of its column in the panel.
    #[schemars(regex(pattern = r"^\S(.*\S)?$"))]
    pub id: String,
    /// Id of the node above; the whole when it is absent.
    pub parent: Option<String>,
    /// Name; the id when it is absent.
    pub name: Option<Label>,
    /// Unit of its figures, for people.
    pub unit: Option<String>,
    /// Weight among its siblings, 1 when it is absent.
    #[schemars(range(min = 0, max = 1e12))]
    pub weight: Option<Number>,
    /// How its figures become scores.
    pub normalise: Normalise,
    /// Whether more of the figure is a better score.
    pub direction: Option<Direction>,
    /// goalposts: the ends.
    pub goalposts: Option<Goalposts>,
    /// bands: their edges and scores.
    pub bands: Option<Bands>,
    /// points: the score of each level, from level 1.
    #[serde(default, deserialize_with = "some_numbers_opt")]
    #[schemars(length(min = 1))]
    pub points: Option<Vec<Number>>,
    /// distance-to-reference: leader, mean, or a positive figure.
    pub reference: Option<Reference>,
}

/// A method of normalisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Normalise {
    /// Between fixed ends.
    Goalposts,
    /// The score of the band a figure falls into.
    Bands,
    /// The points of a level.
    Points,
    /// 0 for the worst unit of the panel, 100 for the best.
    MinMax,
    /// Standard deviations of the population above the mean of the panel.
    ZScore,
    /// Standard deviations of a sample above the mean of the panel.
    ZScoreSample,
    /// The share of the panel that a unit leaves behind.
    PercentileRank,
    /// Per cent of a reference.
    DistanceToReference,
    /// By rank: 100 for the first, 0 for the last.
    Rank,
    /// The figures are scores already.
    None,
}

/// Rising edges and the score of each band between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// Rising edges, in the unit of the figure.
    #[serde(deserialize_with = "some_numbers")]
    #[schemars(length(min = 1))]
    pub edges: Vec<Number>,
    /// The score (0–100) of each band, from the lowest figures: one more than edges.
    #[serde(deserialize_with = "some_numbers")]
    #[schemars(length(min = 2))]
    pub scores: Vec<Number>,
    /// To which band a figure on an edge belongs: above, also when it is absent, or below.
    pub edge: Option<EdgeBelongs>,
}

/// To which band a figure on an edge belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum EdgeBelongs {
    /// To the band above: from 30 %.
    Above,
    /// To the band below: up to 30 %.
    Below,
}

/// With what the units are compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum Reference {
    /// With one of the panel.
    Panel(PanelReference),
    /// With a figure from outside.
    Given(#[schemars(range(min = 0))] Number),
}

/// A reference in the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum PanelReference {
    /// The best figure.
    Leader,
    /// The arithmetic mean.
    Mean,
}

/// The keys that each method must have. No other method may have them.
const KEYS: [(&str, &[&str]); 10] = [
    ("goalposts", &["direction", "goalposts"]),
    ("bands", &["bands"]),
    ("points", &["points"]),
    ("min-max", &["direction"]),
    ("z-score", &["direction"]),
    ("z-score-sample", &["direction"]),
    ("percentile-rank", &["direction"]),
    ("distance-to-reference", &["direction", "reference"]),
    ("rank", &["direction"]),
    ("none", &[]),
];

/// All keys that depend on the method.
const DEPENDENT: [&str; 5] = ["direction", "goalposts", "bands", "points", "reference"];

/// Puts into the schema what [`indicators`] asks for.
fn keys_by_method(schema: &mut Schema) {
    let rules: Vec<serde_json::Value> = KEYS
        .iter()
        .map(|(method, required)| {
            let others = DEPENDENT.iter().filter(|key| !required.contains(key));
            let none: serde_json::Map<String, serde_json::Value> = others.map(|key| ((*key).to_owned(), false.into())).collect();
            serde_json::json!({
                "if": { "properties": { "normalise": { "const": method } }, "required": ["normalise"] },
                "then": { "required": required, "properties": none },
            })
        })
        .collect();
    schema.insert("allOf".to_owned(), rules.into());
}

/// Indicators, each with the keys of its method: serde cannot ask for keys that depend on another.
fn indicators<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<IndexIndicator>>, D::Error> {
    let indicators = Vec::<IndexIndicator>::deserialize(deserializer)?;
    for indicator in &indicators {
        let given = [
            indicator.direction.is_some(),
            indicator.goalposts.is_some(),
            indicator.bands.is_some(),
            indicator.points.is_some(),
            indicator.reference.is_some(),
        ];
        let (method, required) = KEYS[indicator.normalise as usize];
        if let Some((key, given)) = DEPENDENT.iter().zip(given).find(|(key, given)| required.contains(key) != *given) {
            let fault = if given { "does not have" } else { "needs" };
            return Err(D::Error::custom(format!("`{}`: the method {method} {fault} the key `{key}`", indicator.id)));
        }
    }
    Ok(Some(indicators))
}

/// A list of numbers with at least one.
fn some_numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Number>, D::Error> {
    let numbers = Vec::<Number>::deserialize(deserializer)?;
    if numbers.is_empty() { Err(D::Error::custom("the list is empty")) } else { Ok(numbers) }
}

/// As [`some_numbers`], for a key that may be absent.
fn some_numbers_opt<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Number>>, D::Error> {
    some_numbers(deserializer).map(Some)
}
