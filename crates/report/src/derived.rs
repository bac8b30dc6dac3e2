//! The numbers that the workbook adds to the engine's: shares in the parent, contributions rounded so that they foot,
//! and the order of the indicators by weighted gap. They are the stored results of the formulas that compute the same.

use crate::input::{Answer, Mean, Node, ReportInput};
use crate::number::round;

/// One entry per node.
pub(crate) struct Derived {
    /// Whether the node, or anything below it that has weight, applies.
    pub(crate) applicable: Vec<bool>,
    /// Sum of the weights of its applicable children.
    pub(crate) applicable_weight: Vec<f64>,
    /// Sum of the weights of its children that have a score.
    pub(crate) counted_weight: Vec<f64>,
    /// The score on which a power mean leans: its greatest child for a positive exponent, its smallest for a negative one.
    pub(crate) reference: Vec<Option<f64>>,
    /// How far the power of its ratio to the parent's reference score is from 1; of children of power means that have a score.
    pub(crate) power: Vec<Option<f64>>,
    /// What the shares of its children are parts of: Σw·s, Σw, the weights of the smallest children, or Σw·(s ÷ r)ᵖ.
    pub(crate) share_base: Vec<f64>,
    /// Share in the parent's score.
    pub(crate) share: Vec<Option<f64>>,
    /// Contribution in whole tenths, rounded down.
    pub(crate) tenths: Vec<f64>,
    /// What that leaves, in tenths; −1 where there is no contribution.
    pub(crate) remainder: Vec<f64>,
    /// Contribution with one decimal, by largest remainder among siblings: children always sum to their parent.
    pub(crate) listed: Vec<Option<f64>>,
    /// (score − target) × effective weight, of indicators.
    pub(crate) weighted_gap: Vec<Option<f64>>,
    /// Place from the most negative weighted gap, 1 first.
    pub(crate) weakest: Vec<Option<usize>>,
    /// Place from the most positive weighted gap, 1 first.
    pub(crate) strongest: Vec<Option<usize>>,
}

impl Derived {
    pub(crate) fn new(input: &ReportInput) -> Self {
        let nodes = &input.nodes;
        let children = children(nodes);
        let weight_where = |i: usize, holds: &dyn Fn(usize) -> bool| -> f64 {
            children[i].iter().filter(|&&child| holds(child)).map(|&child| nodes[child].local_weight).sum()
        };
        let mut applicable = vec![false; nodes.len()];
        for i in (0..nodes.len()).rev() {
            applicable[i] = match &nodes[i].indicator {
                Some(indicator) => indicator.answer != Answer::NotApplicable,
                None => weight_where(i, &|child| applicable[child]) > 0.0,
            };
        }
        let scored = |child: usize| nodes[child].score.is_some();
        let applicable_weight = (0..nodes.len()).map(|i| weight_where(i, &|child| applicable[child])).collect();
        let counted_weight: Vec<f64> = (0..nodes.len()).map(|i| weight_where(i, &scored)).collect();
        let reference: Vec<Option<f64>> = (0..nodes.len()).map(|i| reference(nodes, i, &children[i])).collect();
        let power: Vec<Option<f64>> = (0..nodes.len()).map(|i| power(nodes, i, &reference)).collect();
        let share_base: Vec<f64> = (0..nodes.len())
            .map(|i| match nodes[i].mean {
                Mean::Arithmetic => {
                    children[i].iter().filter_map(|&child| nodes[child].score.map(|score| nodes[child].local_weight * score)).sum()
                }
                Mean::Geometric | Mean::Power(0.0) => counted_weight[i],
                Mean::Harmonic | Mean::Power(_) => {
                    children[i].iter().filter_map(|&child| power[child].map(|power| nodes[child].local_weight * (1.0 + power))).sum()
                }
                Mean::Minimum => weight_where(i, &|child| scored(child) && smallest(nodes[child].score, nodes[i].score)),
            })
            .collect();
        let share = (0..nodes.len()).map(|i| share(nodes, i, &share_base, &power)).collect();

        let tenths: Vec<f64> = nodes.iter().map(|node| node.contribution.map_or(0.0, |points| round(points * 10.0, 6).floor())).collect();
        let remainder: Vec<f64> = nodes
            .iter()
            .zip(&tenths)
            .map(|(node, tenths)| node.contribution.map_or(-1.0, |points| round(points * 10.0 - tenths, 6)))
            .collect();
        let listed = listed(nodes, &children, &tenths, &remainder);

        let weighted_gap: Vec<Option<f64>> = nodes
            .iter()
            .map(|node| match (&node.indicator, node.score, node.target) {
                (Some(_), Some(score), Some(target)) => Some(round(node.effective_weight * (score - target), 9)),
                _ => None,
            })
            .collect();
        let weakest = places(&weighted_gap, |gap| gap);
        let strongest = places(&weighted_gap, |gap| -gap);
        Self {
            applicable,
            applicable_weight,
            counted_weight,
            reference,
            power,
            share_base,
            share,
            tenths,
            remainder,
            listed,
            weighted_gap,
            weakest,
            strongest,
        }
    }

    /// The node that stands at a place of an order.
    pub(crate) fn at(order: &[Option<usize>], place: usize) -> Option<usize> {
        order.iter().position(|here| *here == Some(place))
    }
}

fn children(nodes: &[Node]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(i);
        }
    }
    children
}

fn reference(nodes: &[Node], i: usize, children: &[usize]) -> Option<f64> {
    let exponent = nodes[i].mean.exponent()?;
    let scores = children.iter().map(|&child| &nodes[child]).filter(|child| child.local_weight > 0.0).filter_map(|child| child.score);
    if exponent > 0.0 { scores.reduce(f64::max) } else { scores.reduce(f64::min) }
}

fn power(nodes: &[Node], i: usize, reference: &[Option<f64>]) -> Option<f64> {
    let (node, parent) = (&nodes[i], nodes[i].parent?);
    let (exponent, score) = (nodes[parent].mean.exponent()?, node.score?);
    Some(match reference[parent] {
        Some(0.0) if score == 0.0 => 0.0,
        Some(reference) if reference > 0.0 && node.local_weight > 0.0 && score > 0.0 => {
            libm::expm1(exponent * libm::log(score / reference))
        }
        _ => -1.0,
    })
}

fn share(nodes: &[Node], i: usize, share_base: &[f64], power: &[Option<f64>]) -> Option<f64> {
    let node = &nodes[i];
    let score = node.score?;
    let Some(parent) = node.parent else { return Some(1.0) };
    let parent_score = nodes[parent].score?;
    let part = match nodes[parent].mean {
        Mean::Arithmetic => node.local_weight * score,
        Mean::Geometric | Mean::Power(0.0) => node.local_weight,
        Mean::Harmonic | Mean::Power(_) => node.local_weight * (1.0 + power[i]?),
        Mean::Minimum if smallest(Some(score), Some(parent_score)) => node.local_weight,
        Mean::Minimum => 0.0,
    };
    Some(if share_base[parent] == 0.0 { 0.0 } else { part / share_base[parent] })
}

/// Whether a child shares a minimum; the tolerance is that of the formulas.
fn smallest(score: Option<f64>, least: Option<f64>) -> bool {
    score.zip(least).is_some_and(|(score, least)| score <= least + 1e-10)
}

/// Each parent's rounded points are handed to its children: whole tenths first, the rest to the largest remainders.
fn listed(nodes: &[Node], children: &[Vec<usize>], tenths: &[f64], remainder: &[f64]) -> Vec<Option<f64>> {
    let mut listed: Vec<Option<f64>> = vec![None; nodes.len()];
    if let Some(root) = nodes.first() {
        listed[0] = root.contribution.map(|points| round(points, 1));
    }
    for (i, below) in children.iter().enumerate() {
        let Some(points) = listed[i] else { continue };
        let rest = round(points * 10.0, 0) - below.iter().map(|&child| tenths[child]).sum::<f64>();
        for &child in below.iter().filter(|&&child| nodes[child].contribution.is_some()) {
            let before = |other: usize| remainder[other] > remainder[child] || (remainder[other] == remainder[child] && other <= child);
            let rank = below.iter().filter(|&&other| before(other)).count();
            listed[child] = Some((tenths[child] + if rank as f64 <= rest { 1.0 } else { 0.0 }) / 10.0);
        }
    }
    listed
}

/// The place of each number in rising order of `key`; equal numbers keep the order of the tree.
fn places(numbers: &[Option<f64>], key: impl Fn(f64) -> f64) -> Vec<Option<usize>> {
    // Plus zero: a minus zero would stand before a zero, which a spreadsheet holds equal.
    let mut order: Vec<(f64, usize)> =
        numbers.iter().enumerate().filter_map(|(i, number)| number.map(|number| (key(number) + 0.0, i))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut places = vec![None; numbers.len()];
    for (place, (_, i)) in (1..).zip(order) {
        places[i] = Some(place);
    }
    places
}
