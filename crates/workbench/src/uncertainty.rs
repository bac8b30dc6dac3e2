//! How far the result of the open engagement can be relied on.

use crate::confidence;
use crate::error::WorkbenchError;
use crate::opened::Snapshot;
use crate::view::{
    FactorView, NodeUncertaintyView, SobolRowView, SobolView, Text, TornadoRowView, UncertaintyRequest, UncertaintyView, WeightSpreadView,
};
use crate::words::{figure, probability, score};
use crate::workbench::Workbench;
use shuheng_engine::uncertainty::{
    Bar, Draws, Factor, LeafSpread, NodeDistribution, SobolFault, SobolPlan, UncertainAssessment, monte_carlo, sensitivity, tornado,
};
use shuheng_engine::weigh::{RelativeSpread, WeightSpread};
use shuheng_engine::{Gate, Leaf, NodeResult, Scale, Tree};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

/// Fewest and most draws: fewer say nothing about a tail of 5 %, more take seconds and tell no more.
const DRAWS: std::ops::RangeInclusive<u32> = 100..=100_000;
/// Rows of the sample for sensitivity indices: standard errors of some 0.01.
const SAMPLES: u32 = 4_096;
/// Most bars of a tornado that are handed out.
const BARS: usize = 15;

/// An engagement at one moment, as far as its uncertainty asks: independent of the file, so that a window can work it out without
/// holding up the next answer.
#[derive(Debug, Clone)]
pub struct Uncertainty {
    tree: Tree,
    scale: Scale,
    gates: Vec<Gate>,
    leaves: Vec<Leaf>,
    spreads: BTreeMap<usize, LeafSpread>,
    results: Vec<NodeResult>,
    ids: Vec<String>,
}

/// What is to be drawn, checked.
#[derive(Debug, Clone, Copy)]
struct Plan {
    draws: NonZeroUsize,
    seed: u64,
    weights: Option<WeightSpread>,
    threads: NonZeroUsize,
}

impl Workbench {
    /// What is known of the open engagement's answers and weights.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn uncertainty(&self) -> Result<Uncertainty, WorkbenchError> {
        Ok(Uncertainty::of(&self.opened()?.snapshot()?))
    }
}

impl Uncertainty {
    pub(crate) fn of(snapshot: &Snapshot<'_>) -> Self {
        let instrument = snapshot.instrument;
        Self {
            tree: instrument.tree().clone(),
            scale: instrument.scale().clone(),
            gates: instrument.gates().to_vec(),
            leaves: instrument.leaves(&snapshot.responses),
            spreads: confidence::spreads(instrument, &snapshot.answers, &snapshot.responses),
            results: snapshot.scored.nodes.clone(),
            ids: instrument.model().nodes.iter().map(|node| node.id.clone()).collect(),
        }
    }

    /// Intervals, probabilities of levels, tornado, and where asked for sensitivity indices. The figures do not depend on the number
    /// of threads; `None` takes as many as the computer has processors.
    ///
    /// # Errors
    /// When the number of draws or the spread of the weights is out of bounds.
    pub fn view(&self, request: &UncertaintyRequest, threads: Option<NonZeroUsize>) -> Result<UncertaintyView, WorkbenchError> {
        let plan = Plan::of(request, threads)?;
        let assessment = self.assessment(plan.weights);
        let nodes: Vec<NodeUncertaintyView> = self.distributions(&assessment, plan);
        Ok(UncertaintyView {
            headline: nodes.first().filter(|root| root.id == self.ids[0]).map(headline),
            method: method(request),
            convention: confidence::convention(),
            draws: request.draws,
            seed: request.seed,
            weights: request.weights,
            nodes,
            tornado: self.bars(&assessment),
            sobol: request.sobol.then(|| self.sobol(&assessment, plan)),
        })
    }

    fn assessment(&self, weights: Option<WeightSpread>) -> UncertainAssessment<'_> {
        UncertainAssessment::new(&self.tree, &self.leaves, &self.scale, &self.gates, &self.spreads, weights)
    }

    fn distributions(&self, assessment: &UncertainAssessment<'_>, plan: Plan) -> Vec<NodeUncertaintyView> {
        let found = monte_carlo(assessment, Draws { draws: plan.draws, seed: plan.seed }, plan.threads);
        let of = |(index, distribution): (usize, Option<NodeDistribution>)| {
            let NodeDistribution { mean, p05, p50, p95, levels } = distribution?;
            let NodeResult { score, level, .. } = self.results[index];
            Some(NodeUncertaintyView { id: self.ids[index].clone(), score: score?, mean, p05, p50, p95, level, levels })
        };
        found.into_iter().enumerate().filter_map(of).collect()
    }

    fn bars(&self, assessment: &UncertainAssessment<'_>) -> Vec<TornadoRowView> {
        let bars = tornado(assessment, 0).map(|found| found.bars).unwrap_or_default();
        let moving = bars.into_iter().filter(|bar| bar.swing() > 0.0).take(BARS);
        let row = |bar: Bar| {
            let (factor, id) = self.factor(bar.factor);
            TornadoRowView { factor, id, low: bar.low, high: bar.high, swing: bar.swing() }
        };
        moving.map(row).collect()
    }

    fn sobol(&self, assessment: &UncertainAssessment<'_>, plan: Plan) -> SobolView {
        let sample = SobolPlan { samples: SAMPLES as usize, seed: plan.seed };
        let (note, rows) = match sensitivity(assessment, 0, sample, plan.threads) {
            Ok(found) => {
                let row = |indices: shuheng_engine::uncertainty::FactorIndices| {
                    let (factor, id) = self.factor(indices.factor);
                    let (first, total) = (indices.first, indices.total);
                    SobolRowView {
                        factor,
                        id,
                        first: first.value,
                        first_error: first.standard_error,
                        total: total.value,
                        total_error: total.standard_error,
                    }
                };
                (estimators(), found.factors.into_iter().map(row).collect())
            }
            Err(SobolFault::NoInputs) => (
                Text::new(
                    "没有不确定的作答或权重，没有可分解的方差；先作答，或放宽权重的变动范围",
                    "No answer or weight is uncertain, so there is no variance to share out; answer something, or let the weights vary",
                ),
                Vec::new(),
            ),
            Err(SobolFault::NoVariance | SobolFault::TooFewSamples | SobolFault::NotFinite) => (
                Text::new(
                    "总分不随不确定的作答和权重变动，没有可分解的方差",
                    "The overall score does not move, so there is no variance to share out",
                ),
                Vec::new(),
            ),
        };
        SobolView { samples: SAMPLES, note, rows }
    }

    fn factor(&self, factor: Factor) -> (FactorView, String) {
        let (factor, node) = match factor {
            Factor::Leaf(node) => (FactorView::Answer, node),
            Factor::Weight(node) => (FactorView::Weight, node),
            Factor::Weights(node) => (FactorView::Weights, node),
        };
        (factor, self.ids[node].clone())
    }
}

/// A spread of weights as the engine takes it; `None` for none.
///
/// # Errors
/// When the share is not within 0–1.
pub(crate) fn weight_spread(spread: WeightSpreadView) -> Result<Option<WeightSpread>, WorkbenchError> {
    Ok(match spread {
        WeightSpreadView::None => None,
        WeightSpreadView::Ignorant => Some(WeightSpread::Ignorant),
        WeightSpreadView::Relative { share } => {
            let spread = RelativeSpread::new(share).map_err(|_| WorkbenchError::Field {
                message: Text::new(
                    format!("权重变动范围{share}不在0至1之间，0.25表示每个权重可变动自身的25%"),
                    format!("The weight spread {share} is not within 0–1; 0.25 lets each weight vary by a quarter of itself"),
                ),
            })?;
            Some(WeightSpread::Relative(spread))
        }
    })
}

/// Whether what is asked for lies within bounds.
///
/// # Errors
/// When the number of draws or the spread of the weights does not.
pub(crate) fn check(request: &UncertaintyRequest) -> Result<(), WorkbenchError> {
    Plan::of(request, None).map(|_| ())
}

impl Plan {
    fn of(request: &UncertaintyRequest, threads: Option<NonZeroUsize>) -> Result<Self, WorkbenchError> {
        let draws = NonZeroUsize::new(request.draws as usize).filter(|_| DRAWS.contains(&request.draws)).ok_or_else(|| {
            let (low, high) = (DRAWS.start(), DRAWS.end());
            WorkbenchError::Field {
                message: Text::new(
                    format!("抽取次数{}不在{low}至{high}之间，改为其间的整数", request.draws),
                    format!("{} draws is not within {low}–{high}; choose a whole number between them", request.draws),
                ),
            }
        })?;
        let weights = weight_spread(request.weights)?;
        let threads = threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        Ok(Self { draws, seed: u64::from(request.seed), weights, threads })
    }
}

/// 得分61.2，90%区间58.4–63.9；L4的概率83%。
fn headline(root: &NodeUncertaintyView) -> Text {
    let (own, low, high) = (score(root.score), score(root.p05), score(root.p95));
    let of_level = root.level.zip(root.levels.as_ref()).and_then(|(level, levels)| {
        let share = levels.get(usize::from(level).checked_sub(1)?)?;
        Some((level, probability(*share)))
    });
    match of_level {
        Some((level, share)) => Text::new(
            format!("得分{own}，90%区间{low}–{high}；L{level}的概率{share}"),
            format!("Score {own}, 90% interval {low}–{high}; L{level} with a probability of {share}"),
        ),
        None => Text::new(
            format!("得分{own}，90%区间{low}–{high}；覆盖率不足，暂不定级"),
            format!("Score {own}, 90% interval {low}–{high}; too little is answered for a level"),
        ),
    }
}

fn method(request: &UncertaintyRequest) -> Text {
    let (draws, seed) = (request.draws, request.seed);
    let (zh, en) = match request.weights {
        WeightSpreadView::None => ("权重不变".to_owned(), "weights as in the model".to_owned()),
        WeightSpreadView::Relative { share } => {
            let share = figure(share * 100.0);
            (format!("权重各在自身±{share}%内均匀抽取并归一"), format!("weights evenly within ±{share}% of themselves and normalised"))
        }
        WeightSpreadView::Ignorant => {
            ("权重一无所知，在和为1的范围内均匀抽取".to_owned(), "weights unknown, evenly over all that sum to 1".to_owned())
        }
    };
    Text::new(
        format!("蒙特卡洛抽取{draws}次，种子{seed}；作答按置信度抽取，{zh}。区间为第5至第95百分位（第7型），等级已计入否决门槛与覆盖率。"),
        format!(
            "Monte Carlo, {draws} draws, seed {seed}; answers by their confidence, {en}. Interval from the 5th to the 95th percentile (type 7); levels after gates and coverage."
        ),
    )
}

fn estimators() -> Text {
    Text::new(
        format!("一阶指数按Saltelli等（2010），总指数按Jansen（1999），样本{SAMPLES}行；±为标准误。同一节点下的权重作为一组。"),
        format!(
            "First order by Saltelli et al. (2010), total by Jansen (1999), {SAMPLES} rows; ± is the standard error. The weights below a node are one group."
        ),
    )
}
