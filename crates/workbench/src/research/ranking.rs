//! `shuheng rank`: a panel scored and ranked by an index or a model.

use crate::error::WorkbenchError;
use crate::library::Library;
use crate::research::panel_file::{self, PanelFile};
use crate::research::ranking_weights::{RankingWeights, weighted};
use crate::research::weighing::panel_fault;
use crate::uncertainty::weight_spread;
use crate::view::{DrawsView, InfluenceView, Named, NodeScores, RankedUnitView, RankingView, Text, WeightSpreadView, WithoutView};
use shuheng_engine::normalise::{Direction, ScoreUnit};
use shuheng_engine::panel::{Panel, PanelFault, topsis, weighted_product};
use shuheng_engine::rank::{Draws, Influence, Order, RankInterval, UNRANKED, Units, Without, influences, rank_intervals, without_each};
use shuheng_engine::weigh::{RelativeSpread, WeightSpread, Weights};
use shuheng_engine::{Exponent, Mean, NodeSpec, Tree};
use shuheng_model::{Index, Over, RankOn};
use shuheng_table::figure::shown;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most units for which the output lists how often each had each rank: beyond, the list is longer than anybody reads.
const LISTED: usize = 1_000;

/// More threads than this no machine of ours has.
const MOST_THREADS: usize = 256;

/// How a panel is ranked.
#[derive(Debug, Clone, PartialEq)]
pub struct RankRequest {
    /// Id or folder of an index or a model.
    pub model: String,
    /// Kind of institution whose weights and goalposts of a model count.
    pub kind: Option<String>,
    /// Table of the panel.
    pub panel: PathBuf,
    /// Draws of the weights; 0 for none.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// Threads; as many as there are processors when it is `None`.
    pub threads: Option<usize>,
    /// How far weights may be off.
    pub spread: WeightSpreadView,
    /// Weights in the place of those of the model.
    pub weights: RankingWeights,
    /// How scores are combined in the place of how the model says.
    pub aggregate: Option<RankAggregate>,
    /// Whether to rank without each node in turn as well.
    pub what_if: bool,
}

/// How scores are combined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RankAggregate {
    /// By this mean at every node.
    Mean(Mean),
    /// By the weighted product of the raw figures, see [`weighted_product`].
    WeightedProduct,
    /// By closeness to the ideal unit, see [`topsis`].
    Topsis,
}

impl RankAggregate {
    /// `arithmetic`, `geometric`, `harmonic`, `minimum`, `power:0.5`, `weighted-product` or `topsis`; `None` for another word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "arithmetic" => Self::Mean(Mean::Arithmetic),
            "geometric" => Self::Mean(Mean::Geometric),
            "harmonic" => Self::Mean(Mean::Harmonic),
            "minimum" => Self::Mean(Mean::Minimum),
            "weighted-product" => Self::WeightedProduct,
            "topsis" => Self::Topsis,
            other => Self::Mean(Mean::Power(Exponent::new(other.strip_prefix("power:")?.parse().ok()?).ok()?)),
        })
    }
}

/// Ranks a panel.
///
/// # Errors
/// Those of [`Library::index`] and of reading a panel; [`WorkbenchError::UnknownColumn`] when the panel lacks an indicator;
/// [`WorkbenchError::Incalculable`] when a column cannot be normalised, weights cannot be taken from the data, or more is asked for than can be
/// calculated in minutes.
pub fn rank(library: &Library, request: &RankRequest) -> Result<RankingView, WorkbenchError> {
    let index = library.index(&request.model, request.kind.as_deref())?;
    let draws = drawn(request)?;
    let panel = panel_file::read(&request.panel)?;
    let refused = |message: Text| WorkbenchError::Incalculable { path: request.panel.clone(), message };
    let mut notes = panel.notes.clone();
    let columns = columns_of(&index, &panel, &request.panel, &mut notes)?;
    let specs = combined(&index, request.aggregate).map_err(refused)?;
    let (specs, weighing) = weighted(&index, specs, &request.weights, &columns, (&panel, &request.panel), &mut notes)?;
    let tree =
        Tree::new(specs).map_err(|_| refused(Text::new("这些权重在某一组内之和为0", "the weights of one group of siblings sum to 0")))?;
    let order = Order { best: index.direction, step: step(&index) };
    let years = groups(&panel);
    let pooled =
        (index.over == Over::All).then(|| normalised(&index, &columns, &(0..panel.rows()).collect::<Vec<_>>(), &panel)).transpose();
    let pooled = pooled.map_err(refused)?;
    let ids: Arc<[String]> = index.nodes().iter().skip(1).map(|node| node.id.clone()).collect();
    let mut ranked: Vec<Option<RankedUnitView>> = vec![None; panel.rows()];
    let (mut influence, mut without) = (Vec::new(), Vec::new());
    for (year, rows) in &years {
        let scores = match &pooled {
            Some(pooled) => pooled.iter().map(|column| rows.iter().map(|row| column[*row]).collect()).collect(),
            None => normalised(&index, &columns, rows, &panel).map_err(refused)?,
        };
        let outcome = match request.aggregate {
            Some(RankAggregate::WeightedProduct | RankAggregate::Topsis) => {
                let figures: Vec<Vec<Option<f64>>> = columns.iter().map(|column| rows.iter().map(|row| column[*row]).collect()).collect();
                together(&index, &tree, request.aggregate, &figures, rows, &panel).map_err(refused)?
            }
            _ => one_by_one(&index, &tree, &scores, draws, order, request.what_if).map_err(refused)?,
        };
        for (place, row) in rows.iter().enumerate() {
            ranked[*row] = Some(unit_view(&index, &ids, &outcome, place, (panel.units[*row].clone(), *year)));
        }
        influence.extend(outcome.influence.iter().enumerate().map(|(node, found)| influence_view(&index, node, *found, *year)));
        without.extend(outcome.without.iter().map(|found| without_view(&index, found, *year, |place| panel.units[rows[place]].clone())));
    }
    let unranked = ranked.iter().flatten().filter(|unit| unit.rank.is_none()).count();
    if unranked > 0 {
        notes.push(Text::new(
            format!("{unranked}个单位数据不足，没有得分，不参加排名"),
            format!("{unranked} units lack too many figures: they have no score and no rank"),
        ));
    }
    if judged_together(request) && (request.draws > 0 || request.what_if) {
        notes.push(Text::new(
            "该方法合并评判各单位，不抽权重，也不做剔除分析",
            "this method judges units together: no weights are drawn and nothing is left out in turn",
        ));
    }
    if index.unit() == ScoreUnit::StandardDeviations {
        notes.push(Text::new("得分为标准差，均值为0，不是0至100的分数", "scores are standard deviations around 0, not points of 0 to 100"));
    }
    Ok(RankingView {
        model: index.id.clone(),
        version: index.version.clone(),
        digest: index.digest.clone(),
        source: index.source.clone().or(index.attribution.clone()).map(|text| Text::new(text.zh, text.en)),
        aggregate: aggregate_word(request.aggregate),
        weights: weighing,
        normalised_over: if index.over == Over::All && !judged_together(request) { "all" } else { "year" },
        rank_on: if order.step.is_some() { "rounded" } else { "raw" },
        ties: "competition",
        draws: draws.map(|draws| DrawsView {
            count: draws.count.get(),
            seed: draws.seed,
            spread: request.spread,
            method: drawing(draws.spread),
        }),
        units: ranked.into_iter().flatten().collect(),
        influence,
        without,
        notes,
    })
}

/// The figures of each indicator, in the order of [`Index::indicators`], one a row of the panel.
fn columns_of(index: &Index, panel: &PanelFile, path: &Path, notes: &mut Vec<Text>) -> Result<Vec<Vec<Option<f64>>>, WorkbenchError> {
    let unused: Vec<String> =
        panel.columns.iter().filter(|column| index.index_of(&column.name).is_none()).map(|column| shown(&column.name)).collect();
    if !unused.is_empty() {
        notes.push(Text::new(
            format!("模型不用这些列：{}", unused.join("、")),
            format!("the model does not use these columns: {}", unused.join(", ")),
        ));
    }
    let mut columns = Vec::new();
    for (_, node, _) in index.indicators() {
        let column = panel.columns.iter().find(|column| column.name == node.id);
        let column = column.ok_or_else(|| WorkbenchError::UnknownColumn {
            path: path.to_owned(),
            name: node.id.clone(),
            known: panel.columns.iter().map(|column| shown(&column.name)).collect(),
        })?;
        columns.push(column.figures.clone());
    }
    Ok(columns)
}

/// The nodes with the mean that was asked for.
fn combined(index: &Index, aggregate: Option<RankAggregate>) -> Result<Vec<NodeSpec>, Text> {
    let mean = match aggregate {
        Some(RankAggregate::Mean(mean)) => Some(mean),
        _ => None,
    };
    if index.unit() == ScoreUnit::StandardDeviations && mean.is_some_and(|mean| mean != Mean::Arithmetic) {
        return Err(Text::new(
            "标准差可以是负数，只能用算术平均；去掉--aggregate，或换一种normalise",
            "standard deviations can be negative and allow only the arithmetic mean; leave out --aggregate, or use another `normalise`",
        ));
    }
    Ok(index.nodes().iter().map(|node| NodeSpec { parent: node.parent, weight: node.weight, mean: mean.unwrap_or(node.mean) }).collect())
}

/// Rows by year, years rising; all rows without a year when the panel has no years.
fn groups(panel: &PanelFile) -> BTreeMap<Option<i32>, Vec<usize>> {
    let mut groups: BTreeMap<Option<i32>, Vec<usize>> = BTreeMap::new();
    for row in 0..panel.rows() {
        groups.entry(panel.years.get(row).copied()).or_default().push(row);
    }
    groups
}

/// Normalised scores of some rows, a column an indicator.
fn normalised(index: &Index, columns: &[Vec<Option<f64>>], rows: &[usize], panel: &PanelFile) -> Result<Vec<Vec<Option<f64>>>, Text> {
    let name = |place: usize| rows.get(place).map_or_else(String::new, |row| shown(&panel.row_name(*row)));
    let indicators = index.indicators().map(|(node, ..)| node);
    indicators
        .zip(columns)
        .map(|(node, column)| {
            let figures: Vec<Option<f64>> = rows.iter().map(|row| column[*row]).collect();
            index.scores(node, &figures, &name).map_err(|text| Text::new(text.zh, text.en))
        })
        .collect()
}

/// Multiple of 0–100 points to which scores are rounded before they are ranked, if they are.
fn step(index: &Index) -> Option<f64> {
    let shown = (0..index.scale.decimals).fold(1.0, |step, _| step / 10.0);
    (index.rank_on == RankOn::Rounded).then(|| shown / index.factor())
}

/// What is known of the units of one year.
struct Outcome {
    /// A row a node, NaN without score; of a method that judges units together, the root alone.
    scores: Vec<Vec<f64>>,
    ranks: Vec<u32>,
    /// Units that have a rank.
    ranked: usize,
    intervals: Option<Vec<Option<RankInterval>>>,
    influence: Vec<Influence>,
    without: Vec<Without>,
    /// Scores of a method of its own are no points and are shown as they are.
    as_they_are: bool,
}

/// Units that are scored by the tree, each by itself.
fn one_by_one(
    index: &Index,
    tree: &Tree,
    columns: &[Vec<Option<f64>>],
    draws: Option<Draws>,
    order: Order,
    what_if: bool,
) -> Result<Outcome, Text> {
    let cannot = |_| Text::new("单位太多，排不了名", "there are too many units to rank");
    let units = Units::new(tree, &index.minimum_coverages(), columns).map_err(cannot)?;
    let scores = units.scores();
    let ranks = order.ranks(scores.first().map_or(&[][..], Vec::as_slice));
    let draws = draws.map(|draws| Draws { order, acceptability: units.count() <= LISTED, ..draws });
    let intervals = draws.map(|draws| {
        rank_intervals(&units, draws).map_err(|refused| {
            let (units, most) = (units.count(), refused.most);
            Text::new(
                format!("{units}个单位抽{}次太多，几分钟内算不完；用--draws {most}，或减少单位", draws.count),
                format!("{} draws of {units} units are more than can be done in minutes; use --draws {most}, or fewer units", draws.count),
            )
        })
    });
    Ok(Outcome {
        influence: influences(&units, &scores),
        without: if what_if { without_each(&units, order) } else { Vec::new() },
        intervals: intervals.transpose()?,
        scores,
        ranked: ranks.iter().filter(|rank| **rank != UNRANKED).count(),
        ranks,
        as_they_are: false,
    })
}

/// Whether a method judges the units of a year together instead of scoring each by the tree.
fn judged_together(request: &RankRequest) -> bool {
    matches!(request.aggregate, Some(RankAggregate::WeightedProduct | RankAggregate::Topsis))
}

/// How draws are made; `None` when there are none, or the method has no weights to draw.
fn drawn(request: &RankRequest) -> Result<Option<Draws>, WorkbenchError> {
    let none = RelativeSpread::new(0.0).map(WeightSpread::Relative).unwrap_or(WeightSpread::Ignorant);
    let spread = weight_spread(request.spread)?.unwrap_or(none);
    let available = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let threads = request.threads.and_then(|threads| NonZeroUsize::new(threads.min(MOST_THREADS))).unwrap_or_else(available);
    let count = NonZeroUsize::new(request.draws).filter(|_| !judged_together(request));
    Ok(count.map(|count| Draws { count, seed: request.seed, threads, spread, acceptability: false, order: Order::default() }))
}

fn drawing(spread: WeightSpread) -> &'static str {
    match spread {
        WeightSpread::Relative(_) => {
            "w·(1 + spread·u), u uniform on [−1, 1), siblings brought to a sum of 1; ChaCha8, one stream a draw; quantiles of type 7"
        }
        WeightSpread::Ignorant => "siblings uniform on the simplex; ChaCha8, one stream a draw; quantiles of type 7",
    }
}

/// Units that are judged together by their raw figures, with the weights of the indicators in the whole. Those with a gap have no score.
fn together(
    index: &Index,
    tree: &Tree,
    aggregate: Option<RankAggregate>,
    figures: &[Vec<Option<f64>>],
    rows: &[usize],
    panel: &PanelFile,
) -> Result<Outcome, Text> {
    let mut effective = vec![1.0; tree.len()];
    for node in tree.top_down() {
        let total: f64 = tree.children(*node).iter().filter_map(|child| tree.node(*child)).map(|spec| spec.weight).sum();
        for child in tree.children(*node) {
            effective[*child] = effective[*node] * tree.node(*child).map_or(0.0, |spec| spec.weight) / total;
        }
    }
    let weights: Vec<f64> = index.indicators().map(|(node, ..)| effective[node]).collect();
    let directed: Vec<(Direction, &[Option<f64>])> = index
        .indicators()
        .zip(figures)
        .map(|((_, _, indicator), column)| (towards(index, indicator.method.direction()), column.as_slice()))
        .collect();
    let name = |unit: usize| rows.get(unit).map_or_else(String::new, |row| shown(&panel.row_name(*row)));
    let column = |criterion: usize| index.indicators().nth(criterion).map_or_else(String::new, |(_, node, _)| shown(&node.id));
    let (cases, kept) = Panel::complete_cases(&directed).map_err(|fault| panel_fault(fault, &column, &name))?;
    let weights = Weights::given(&weights).map_err(|_| Text::new("权重之和为0", "the weights sum to 0"))?;
    let found = match aggregate {
        Some(RankAggregate::Topsis) => {
            topsis(&cases, &weights).map(|positions| positions.iter().map(|position| position.closeness).collect())
        }
        _ => weighted_product(&cases, &weights),
    };
    let complete = |unit: usize| kept.get(unit).map_or_else(String::new, |unit| name(*unit));
    let found: Vec<f64> = found.map_err(|fault| together_fault(fault, &column, &complete))?;
    let mut scores = vec![f64::NAN; rows.len()];
    for (unit, score) in kept.iter().zip(found) {
        scores[*unit] = score;
    }
    // Both methods know which way is better for each figure, so the highest is always the best.
    let ranks = Order::default().ranks(&scores);
    Ok(Outcome {
        ranked: kept.len(),
        ranks,
        scores: vec![scores],
        intervals: None,
        influence: Vec::new(),
        without: Vec::new(),
        as_they_are: true,
    })
}

/// Which figures are better: those that make a greater score, unless the lowest score of the whole is the best.
fn towards(index: &Index, direction: Direction) -> Direction {
    match (index.direction, direction) {
        (Direction::Higher, direction) => direction,
        (Direction::Lower, Direction::Higher) => Direction::Lower,
        (Direction::Lower, Direction::Lower) => Direction::Higher,
    }
}

/// Why units cannot be judged together.
fn together_fault(fault: PanelFault, column: &dyn Fn(usize) -> String, unit: &dyn Fn(usize) -> String) -> Text {
    match fault {
        PanelFault::NotPositive { criterion, unit: place } => {
            let (column, unit) = (column(criterion), unit(place));
            Text::new(
                format!("{unit}的“{column}”不大于0，加权乘积没有意义；换一个指标，或换一种聚合方法"),
                format!(
                    "`{column}` of {unit} is not above 0, where a weighted product has no meaning; use another indicator, or another aggregate"
                ),
            )
        }
        fault => panel_fault(fault, column, unit),
    }
}

fn unit_view(index: &Index, ids: &Arc<[String]>, outcome: &Outcome, place: usize, (unit, year): (String, Option<i32>)) -> RankedUnitView {
    let score = |node: usize| outcome.scores.get(node).and_then(|row| row.get(place)).copied().filter(|score| !score.is_nan());
    let scaled = |score: f64| if outcome.as_they_are { score } else { index.shown(score) };
    let interval = outcome.intervals.as_ref().and_then(|intervals| intervals.get(place)).and_then(Option::as_ref);
    let draws: u32 = interval.map_or(0, |interval| interval.acceptability.iter().map(|(_, count)| count).sum());
    let shares = |interval: &RankInterval| {
        interval.acceptability.iter().map(|(rank, count)| (rank.to_string(), f64::from(*count) / f64::from(draws.max(1)))).collect()
    };
    RankedUnitView {
        unit,
        year,
        score: score(0).map(scaled),
        score_raw: score(0).map(|score| if outcome.as_they_are { score } else { score * index.factor() }),
        rank: outcome.ranks.get(place).copied().filter(|rank| *rank != UNRANKED),
        of: outcome.ranked,
        nodes: NodeScores {
            ids: ids.clone(),
            scores: (1..outcome.scores.len()).map(|node| score(node).map_or(f64::NAN, scaled)).collect(),
        },
        rank_p05: interval.map(|interval| interval.p05),
        rank_p50: interval.map(|interval| interval.p50),
        rank_p95: interval.map(|interval| interval.p95),
        rank_acceptability: interval.filter(|interval| !interval.acceptability.is_empty()).map(|interval| Named(shares(interval))),
    }
}

fn influence_view(index: &Index, node: usize, found: Influence, year: Option<i32>) -> InfluenceView {
    InfluenceView {
        id: index.nodes().get(node).map_or_else(String::new, |node| node.id.clone()),
        year,
        weight: found.weight,
        effective_weight: found.effective_weight,
        correlation: found.correlation,
    }
}

fn without_view(index: &Index, found: &Without, year: Option<i32>, unit: impl Fn(usize) -> String) -> WithoutView {
    WithoutView {
        id: index.nodes().get(found.node).map_or_else(String::new, |node| node.id.clone()),
        year,
        mean_shift: found.mean_shift,
        largest_shift: found.largest_shift.map(|(_, shift)| shift),
        unit: found.largest_shift.map(|(place, _)| unit(place)),
        ranks: found.ranks.iter().map(|rank| (*rank != UNRANKED).then_some(*rank)).collect(),
    }
}

fn aggregate_word(aggregate: Option<RankAggregate>) -> String {
    match aggregate {
        None => "model".to_owned(),
        Some(RankAggregate::WeightedProduct) => "weighted-product".to_owned(),
        Some(RankAggregate::Topsis) => "topsis".to_owned(),
        Some(RankAggregate::Mean(mean)) => match mean {
            Mean::Arithmetic => "arithmetic".to_owned(),
            Mean::Geometric => "geometric".to_owned(),
            Mean::Harmonic => "harmonic".to_owned(),
            Mean::Minimum => "minimum".to_owned(),
            Mean::Power(exponent) => format!("power:{}", exponent.get()),
        },
    }
}
