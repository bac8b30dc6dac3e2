//! The `model.toml` of an index as declared, before anything is known to fit together.

use super::declaration::{model_file, model_id, version};
use super::indicator::{direction, goalposts};
use super::mean::mean;
use super::table::{Located, Table};
use crate::check;
use crate::fault::{Faults, Place};
use crate::index::{Over, RankOn, ScoreScale};
use crate::source::ModelSource;
use crate::text::Text;
use shuheng_engine::Mean;
use shuheng_engine::normalise::{Bands, BandsFault, Direction, EdgeBelongs, Method, Reference, RubricPoints, RubricPointsFault};
use shuheng_engine::statistics::Spread;
use std::cell::RefCell;

/// `model.toml`.
pub(crate) struct IndexDecl {
    pub id: String,
    pub version: String,
    pub name: Text,
    pub source: Option<Text>,
    pub attribution: Option<Text>,
    pub mean: Mean,
    pub scale: ScoreScale,
    pub minimum_coverage: f64,
    pub direction: Direction,
    pub over: Over,
    pub rank_on: RankOn,
    pub nodes: Vec<IndexNodeDecl>,
    pub indicators: Vec<IndexIndicatorDecl>,
    pub place: Place,
}

/// One `[[node]]`.
pub(crate) struct IndexNodeDecl {
    pub id: Located<String>,
    pub parent: Option<Located<String>>,
    pub name: Text,
    pub weight: f64,
    pub mean: Mean,
    pub minimum_coverage: Option<f64>,
}

/// One `[[indicator]]`.
pub(crate) struct IndexIndicatorDecl {
    pub id: Located<String>,
    pub parent: Option<Located<String>>,
    pub name: Text,
    pub unit: Option<String>,
    pub weight: f64,
    pub method: Method,
}

/// Reads `model.toml`; `None` when so much is missing that nothing further can be said.
pub(crate) fn read_index(source: &ModelSource, faults: &RefCell<Faults>) -> Option<IndexDecl> {
    let file = model_file(source, faults)?;
    let parsed = file.parse();
    let table = Table::new(&file, parsed.get_ref(), 0);
    table.format();
    let kind = table.string("kind");
    let kind = kind.and_then(|kind| choice(&table, &kind, "种类", "kind", &[("index", ())]));
    let (id, version) = (model_id(&table), version(&table));
    let (name, source, attribution) = (table.label("name"), table.label_opt("source"), table.label_opt("attribution"));
    let (mean, scale) = (mean(&table), scale(&table));
    let minimum_coverage = minimum_coverage(&table, faults).unwrap_or(0.0);
    let direction = table.string_opt("direction").map_or(Some(Direction::Higher), |name| direction(&table, &name));
    let over = table
        .string_opt("over")
        .map_or(Some(Over::Year), |name| choice(&table, &name, "范围", "range", &[("year", Over::Year), ("all", Over::All)]));
    let rank_on = table.string_opt("rank_on").map_or(Some(RankOn::Raw), |name| {
        choice(&table, &name, "排名依据", "basis of ranks", &[("raw", RankOn::Raw), ("rounded", RankOn::Rounded)])
    });
    let nodes = table.tables("node").iter().filter_map(|node_table| node(node_table, faults)).collect();
    let top = scale.map_or(100.0, |scale| scale.top);
    let indicators = table.tables("indicator").iter().filter_map(|own| indicator(own, top)).collect();
    table.finish();
    kind?;
    Some(IndexDecl {
        id: id?.value,
        version: version?.value,
        name: name?,
        source,
        attribution,
        mean,
        scale: scale?,
        minimum_coverage,
        direction: direction?,
        over: over?,
        rank_on: rank_on?,
        nodes,
        indicators,
        place: table.place,
    })
}

/// What a word stands for; a word that is none of the choices is a fault.
fn choice<T: Copy>(table: &Table<'_, '_>, name: &Located<String>, zh: &str, en: &str, choices: &[(&str, T)]) -> Option<T> {
    let found = choices.iter().find(|(word, _)| *word == name.value).map(|(_, value)| *value);
    if found.is_none() {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        table.error(
            &name.place,
            Text::new(format!("不认识的{zh}“{}”", name.value), format!("unknown {en} `{}`", name.value)),
            Text::new(format!("用{}", words.join("、")), format!("use {}", words.join(", "))),
        );
    }
    found
}

/// Best scores that there are: beyond, scores would show as 0 or overflow.
const TOP: std::ops::RangeInclusive<f64> = 0.001..=1e6;

fn scale(table: &Table<'_, '_>) -> Option<ScoreScale> {
    const USUAL: ScoreScale = ScoreScale { top: 100.0, decimals: 1 };
    let Some(own) = table.table_opt("scale") else { return (!table.has("scale")).then_some(USUAL) };
    let (top, decimals) = (own.number_opt("top"), own.number_opt("decimals"));
    own.finish();
    if let Some(top) = top.as_ref().filter(|top| !TOP.contains(&top.value)) {
        own.error(
            &top.place,
            Text::new(
                format!("满分{}不在0.001至1000000之间", top.value),
                format!("the best score {} is not within 0.001 to 1000000", top.value),
            ),
            Text::new("写1或100", "write 1 or 100"),
        );
    }
    if let Some(decimals) = decimals.as_ref().filter(|d| d.value.fract() != 0.0 || !(0.0..=10.0).contains(&d.value)) {
        own.error(
            &decimals.place,
            Text::new(
                format!("小数位数{}不是0至10的整数", decimals.value),
                format!("{} decimals: not a whole number from 0 to 10", decimals.value),
            ),
            Text::new("用0至10之间的整数", "use a whole number from 0 to 10"),
        );
    }
    Some(ScoreScale {
        top: top.map_or(USUAL.top, |top| top.value),
        decimals: decimals.map_or(USUAL.decimals, |decimals| decimals.value as u8),
    })
}

fn minimum_coverage(table: &Table<'_, '_>, faults: &RefCell<Faults>) -> Option<f64> {
    let share = table.number_opt("minimum_coverage")?;
    check::minimum_coverage(&share, faults);
    Some(share.value)
}

fn weight(table: &Table<'_, '_>) -> f64 {
    table.number_opt("weight").map_or(1.0, |weight| weight.value)
}

/// The `name`; the id where there is none.
fn name(table: &Table<'_, '_>, id: Option<&Located<String>>) -> Text {
    let id = id.map(|id| id.value.as_str()).unwrap_or_default();
    table.label_opt("name").unwrap_or_else(|| Text::new(id, id))
}

fn node(table: &Table<'_, '_>, faults: &RefCell<Faults>) -> Option<IndexNodeDecl> {
    let (id, parent) = (table.string("id"), table.string_opt("parent"));
    let (name, weight, mean) = (name(table, id.as_ref()), weight(table), mean(table));
    let minimum_coverage = minimum_coverage(table, faults);
    table.finish();
    Some(IndexNodeDecl { id: id?, parent, name, weight, mean, minimum_coverage })
}

fn indicator(table: &Table<'_, '_>, top: f64) -> Option<IndexIndicatorDecl> {
    let (id, parent, normalise) = (table.string("id"), table.string_opt("parent"), table.string("normalise"));
    let (name, weight, unit) = (name(table, id.as_ref()), weight(table), table.string_opt("unit"));
    let normalise = normalise.and_then(|word| choice(table, &word, "标准化方法", "normalisation", &NORMALISATIONS));
    let method = normalise.and_then(|normalise| method(table, normalise, top));
    // The other keys depend on the method: without one nobody knows which of them are wrong.
    if normalise.is_some() {
        table.finish();
    }
    Some(IndexIndicatorDecl { id: id?, parent, name, unit: unit.map(|unit| unit.value), weight, method: method? })
}

/// A word of `normalise`.
#[derive(Clone, Copy)]
enum Normalise {
    Goalposts,
    Bands,
    Points,
    MinMax,
    ZScore(Spread),
    PercentileRank,
    DistanceToReference,
    Rank,
    None,
}

const NORMALISATIONS: [(&str, Normalise); 10] = [
    ("goalposts", Normalise::Goalposts),
    ("bands", Normalise::Bands),
    ("points", Normalise::Points),
    ("min-max", Normalise::MinMax),
    ("z-score", Normalise::ZScore(Spread::Population)),
    ("z-score-sample", Normalise::ZScore(Spread::Sample)),
    ("percentile-rank", Normalise::PercentileRank),
    ("distance-to-reference", Normalise::DistanceToReference),
    ("rank", Normalise::Rank),
    ("none", Normalise::None),
];

fn method(table: &Table<'_, '_>, normalise: Normalise, top: f64) -> Option<Method> {
    let direction = || table.string("direction").and_then(|name| direction(table, &name));
    match normalise {
        Normalise::Goalposts => {
            // Without a direction the posts are still looked at, so that their faults come out too.
            let direction = direction();
            let posts = goalposts(table, direction.unwrap_or(Direction::Higher));
            direction.and(posts).map(Method::Goalposts)
        }
        Normalise::Bands => bands(table),
        Normalise::Points => points(table),
        Normalise::MinMax => direction().map(|direction| Method::MinMax { direction }),
        Normalise::ZScore(spread) => direction().map(|direction| Method::ZScore { direction, spread }),
        Normalise::PercentileRank => direction().map(|direction| Method::PercentileRank { direction }),
        Normalise::DistanceToReference => {
            let (direction, reference) = (direction(), reference(table));
            Some(Method::DistanceToReference { direction: direction?, reference: reference? })
        }
        Normalise::Rank => direction().map(|direction| Method::CompetitionRank { direction }),
        Normalise::None => Some(Method::Given { top }),
    }
}

fn reference(table: &Table<'_, '_>) -> Option<Reference> {
    if matches!(table.type_of("reference"), Some("integer" | "float")) {
        let figure = table.number("reference")?;
        if figure.value <= 0.0 {
            table.error(
                &figure.place,
                Text::new(format!("参照值{}不是正数", figure.value), format!("the reference {} is not positive", figure.value)),
                Text::new("用正数，或leader、mean", "use a positive number, or leader or mean"),
            );
        }
        return Some(Reference::Given(figure.value));
    }
    let name = table.string("reference")?;
    choice(table, &name, "参照", "reference", &[("leader", Reference::Leader), ("mean", Reference::Mean)])
}

fn points(table: &Table<'_, '_>) -> Option<Method> {
    let points = table.numbers("points")?;
    let refused = |fault| {
        let message = match fault {
            RubricPointsFault::Empty => Text::new("points是空的", "`points` is empty"),
            RubricPointsFault::OutOfRange(level) => {
                Text::new(format!("等级{level}的分值不在0至100之间"), format!("the points of level {level} are not within 0–100"))
            }
            RubricPointsFault::Falling(level) => {
                Text::new(format!("等级{level}的分值低于上一级"), format!("level {level} has fewer points than the level before"))
            }
        };
        table.error(&table.place, message, Text::new("写成points = [0, 25, 50, 75, 100]", "write points = [0, 25, 50, 75, 100]"));
    };
    RubricPoints::new(points).map_err(refused).ok().map(Method::Points)
}

fn bands(table: &Table<'_, '_>) -> Option<Method> {
    let Some(own) = table.table_opt("bands") else {
        if !table.has("bands") {
            table.error(
                &table.place,
                Text::new("缺少“bands”", "`bands` is missing"),
                Text::new("补上bands = { edges = […], scores = […] }", "add bands = { edges = […], scores = […] }"),
            );
        }
        return None;
    };
    let (edges, scores) = (own.numbers("edges"), own.numbers("scores"));
    let edge = own.string_opt("edge").map_or(Some(EdgeBelongs::Above), |name| {
        choice(&own, &name, "归属", "side", &[("above", EdgeBelongs::Above), ("below", EdgeBelongs::Below)])
    });
    own.finish();
    let refused = |fault| {
        let message = match fault {
            BandsFault::NoEdge => Text::new("没有分界", "there is no edge"),
            BandsFault::NotFinite(edge) => {
                Text::new(format!("第{edge}个分界不是有限的数字"), format!("edge {edge} is not a finite number"))
            }
            BandsFault::NotRising(edge) => {
                Text::new(format!("第{edge}个分界不高于前一个"), format!("edge {edge} is not above the one before"))
            }
            BandsFault::ScoreCount { needed, found } => {
                Text::new(format!("有{found}个分值，应为{needed}个"), format!("there are {found} scores, {needed} are needed"))
            }
            BandsFault::OutOfRange(band) => {
                Text::new(format!("第{band}段的分值不在0至100之间"), format!("the score of band {band} is not within 0–100"))
            }
        };
        let hint = Text::new("分界递增，分值比分界多一个，在0至100之间", "edges rise, and there is one score more than edges, each 0–100");
        own.error(&own.place, message, hint);
    };
    Bands::new(edges?, scores?, edge?).map_err(refused).ok().map(Method::Bands)
}
