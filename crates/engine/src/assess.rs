//! Scoring a tree: aggregation, redistribution of 不适用, coverage, levels, gates and contributions, in one pass up and one
//! pass down.
//!
//! - 不适用 leaves the tree and its weight goes to its siblings in proportion (*Handbook* step 3, case deletion).
//! - Unanswered nodes do not count towards a score, which rests on what is answered, but they lower coverage.
//! - A node of weight 0 is shown with its own score and counts for nothing above it.

use crate::apportion::apportion;
use crate::gate::{Gate, GateCap};
use crate::grid;
use crate::level::Scale;
use crate::tree::Tree;

/// What is known of a leaf.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Leaf {
    /// A score of 0–100; anything that is not finite counts as unanswered.
    Score(f64),
    /// No answer yet.
    Unanswered,
    /// Does not apply.
    NotApplicable,
}

/// Whether a node counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeState {
    /// Has a score.
    Scored,
    /// Counts, but nothing below it is answered.
    Unanswered,
    /// Everything below it is 不适用.
    NotApplicable,
}

/// The result of one node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NodeResult {
    /// State.
    pub state: NodeState,
    /// Score 0–100 on the [grid].
    pub score: Option<f64>,
    /// Share of the applicable weight below that is answered, 0–1.
    pub coverage: f64,
    /// Share among the siblings that apply, 0–1; 0 for a node that left.
    pub local_weight: f64,
    /// Share among the siblings that have a score, 0–1: what the mean above uses.
    pub scored_weight: f64,
    /// Share of the whole after 不适用, 0–1; the applicable leaves of positive weight sum to 1.
    pub effective_weight: f64,
    /// Points of the parent's score that come from this node; the children of a node sum to its score exactly.
    pub part: Option<f64>,
    /// Points of the root's score that come from this node; the leaves sum to the score exactly, in any order.
    pub contribution: Option<f64>,
    /// Level by score and coverage.
    pub level_before_gate: Option<u8>,
    /// Level after gates.
    pub level: Option<u8>,
}

/// A scored tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// One result a node, in the order of the tree's list.
    pub nodes: Vec<NodeResult>,
    /// Gates that hold now (whether or not they lower a level).
    pub gates: Vec<GateCap>,
}

/// Scores a tree. `leaves` gives the state of each node by index; entries of inner nodes are ignored, missing ones count as
/// unanswered. Gates on indices that do not exist are ignored.
#[must_use]
pub fn assess(tree: &Tree, leaves: &[Leaf], scale: &Scale, gates: &[Gate]) -> Assessment {
    let mut nodes: Vec<NodeResult> = (0..tree.len()).map(|index| leaf_result(tree, index, leaves)).collect();
    for &index in tree.top_down().iter().rev() {
        if !tree.children(index).is_empty() {
            combine(tree, index, &mut nodes);
        }
    }
    if let Some(root) = tree.top_down().first().and_then(|root| nodes.get_mut(*root)) {
        let counts = if root.state == NodeState::NotApplicable { 0.0 } else { 1.0 };
        root.local_weight = counts;
        root.scored_weight = if root.score.is_some() { 1.0 } else { 0.0 };
        root.effective_weight = counts;
        root.part = root.score;
        root.contribution = root.score;
    }
    for &index in tree.top_down() {
        share_out(tree, index, &mut nodes);
    }
    for node in &mut nodes {
        node.level_before_gate = node.score.and_then(|score| scale.level_if_covered(score, node.coverage));
        node.level = node.level_before_gate;
    }
    let holding: Vec<GateCap> = gates
        .iter()
        .enumerate()
        .filter_map(|(gate, rule)| {
            let watch_score = nodes.get(rule.watch)?.score?;
            (rule.holds(Some(watch_score)) && rule.node < nodes.len()).then_some(GateCap { gate, watch_score })
        })
        .collect();
    for cap in &holding {
        let rule = gates[cap.gate];
        let node = &mut nodes[rule.node];
        node.level = node.level.map(|level| level.min(rule.cap.max(1)));
    }
    Assessment { nodes, gates: holding }
}

fn leaf_result(tree: &Tree, index: usize, leaves: &[Leaf]) -> NodeResult {
    let blank = NodeResult {
        state: NodeState::Unanswered,
        score: None,
        coverage: 0.0,
        local_weight: 0.0,
        scored_weight: 0.0,
        effective_weight: 0.0,
        part: None,
        contribution: None,
        level_before_gate: None,
        level: None,
    };
    if !tree.children(index).is_empty() {
        return blank;
    }
    match leaves.get(index).copied().unwrap_or(Leaf::Unanswered) {
        Leaf::Score(score) if score.is_finite() => {
            NodeResult { state: NodeState::Scored, score: Some(grid::snap(score.clamp(0.0, 100.0))), coverage: 1.0, ..blank }
        }
        Leaf::Score(_) | Leaf::Unanswered => blank,
        Leaf::NotApplicable => NodeResult { state: NodeState::NotApplicable, ..blank },
    }
}

/// State, score and coverage of an inner node from its children; also the children's local weights.
fn combine(tree: &Tree, index: usize, nodes: &mut [NodeResult]) {
    let children = tree.children(index);
    let weight = |child: usize| tree.node(child).map_or(0.0, |node| node.weight);
    let applies = |child: &usize| nodes[*child].state != NodeState::NotApplicable && weight(*child) > 0.0;
    let applicable: f64 = children.iter().filter(|c| applies(c)).map(|c| weight(*c)).sum();
    let scored: f64 = children.iter().filter(|c| applies(c) && nodes[**c].score.is_some()).map(|c| weight(*c)).sum();
    let coverage: f64 = children.iter().filter(|c| applies(c)).map(|c| weight(*c) / applicable * nodes[*c].coverage).sum();
    let locals: Vec<(usize, f64, f64)> = children
        .iter()
        .map(|child| {
            let share = |total: f64, counts: bool| if counts { weight(*child) / total } else { 0.0 };
            (*child, share(applicable, applies(child)), share(scored, applies(child) && nodes[*child].score.is_some()))
        })
        .collect();
    for (child, local, among_scored) in locals {
        nodes[child].local_weight = local;
        nodes[child].scored_weight = among_scored;
    }
    let parts: Vec<(f64, f64)> = children.iter().filter_map(|c| nodes[*c].score.map(|score| (nodes[*c].scored_weight, score))).collect();
    let mean = tree.node(index).map(|node| node.mean).unwrap_or_default();
    let node = &mut nodes[index];
    if applicable <= 0.0 {
        node.state = NodeState::NotApplicable;
    } else if let Some(score) = mean.of(&parts) {
        node.state = NodeState::Scored;
        node.score = Some(grid::snap(score.clamp(0.0, 100.0)));
        // Rounding of the shares must not show as 0.9999… of a complete answer.
        node.coverage = (coverage * 1e12).round() / 1e12;
    }
}

/// Hands a node's effective weight, score and contribution down to its children.
fn share_out(tree: &Tree, index: usize, nodes: &mut [NodeResult]) {
    let children = tree.children(index);
    if children.is_empty() {
        return;
    }
    let NodeResult { effective_weight, score, contribution, .. } = nodes[index];
    for child in children {
        nodes[*child].effective_weight = effective_weight * nodes[*child].local_weight;
    }
    let scored: Vec<usize> = children.iter().copied().filter(|c| nodes[*c].score.is_some()).collect();
    let parts: Vec<(f64, f64)> = scored.iter().map(|c| (nodes[*c].scored_weight, nodes[*c].score.unwrap_or(0.0))).collect();
    let mean = tree.node(index).map(|node| node.mean).unwrap_or_default();
    let shares = mean.shares(&parts);
    let deal = |total: f64| apportion(grid::to_units(total), &shares);
    for (child, units) in scored.iter().zip(deal(score.unwrap_or(0.0))) {
        nodes[*child].part = Some(grid::to_points(units));
    }
    for (child, units) in scored.iter().zip(deal(contribution.unwrap_or(0.0))) {
        nodes[*child].contribution = Some(grid::to_points(units));
    }
}

#[cfg(test)]
pub(crate) mod tests;
