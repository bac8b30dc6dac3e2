//! The arithmetic once more, written as a textbook would: recursion over the tree, no formula of the workbook in sight.

use shuheng_report::*;

/// Fills every number of the tree from the answers, the weights and the means.
pub fn fill(input: &mut ReportInput) {
    let count = input.nodes.len();
    let children: Vec<Vec<usize>> = (0..count).map(|i| (0..count).filter(|&j| input.nodes[j].parent == Some(i)).collect()).collect();
    let leaf: Vec<Option<f64>> = input.nodes.iter().map(|node| node.indicator.as_ref().and_then(leaf_score)).collect();
    let applies: Vec<bool> =
        input.nodes.iter().map(|node| node.indicator.as_ref().is_none_or(|i| i.answer != Answer::NotApplicable)).collect();
    let tree = Tree { input: input.clone(), children, leaf, leaf_applies: applies };
    for i in 0..count {
        let score = tree.score(i);
        let coverage = tree.coverage(i);
        let before = score.filter(|_| coverage >= input.model.minimum_coverage - 1e-12).map(|score| level(&input.model.levels, score));
        let node = &mut input.nodes[i];
        node.score = score;
        node.coverage = coverage;
        node.level_before_gate = before;
        node.level = before;
        node.effective_weight = tree.effective(i);
        node.contribution = tree.contribution(i);
    }
    let gates: Vec<GateRule> = input.model.gates.iter().filter_map(|gate| gate.rule).collect();
    for rule in gates {
        if input.nodes[rule.watch].score.is_some_and(|score| score < rule.below) {
            let node = &mut input.nodes[rule.node];
            node.level = node.level.map(|level| level.min(rule.cap));
        }
    }
}

fn level(levels: &[LevelBand], score: f64) -> u8 {
    levels.iter().rev().find(|band| score + 1e-12 >= band.from).map_or(1, |band| band.level)
}

fn leaf_score(indicator: &Indicator) -> Option<f64> {
    match (&indicator.kind, indicator.answer) {
        (Kind::Rubric { points }, Answer::Level(level)) => Some(points[usize::from(level) - 1]),
        (Kind::Metric { direction, low, high, transform, cap, .. }, Answer::Number(x)) => {
            if !cap && !(*low..=*high).contains(&x) {
                return None;
            }
            let x = x.clamp(*low, *high);
            let part = match transform {
                Transform::Linear => (x - low) / (high - low),
                Transform::Log => libm::log(x / low) / libm::log(high / low),
            };
            Some(100.0 * if *direction == Direction::Higher { part } else { 1.0 - part })
        }
        (Kind::Checklist { items }, Answer::Items) => {
            let all: f64 = items.iter().map(|item| item.weight).sum();
            let held: f64 = items.iter().filter(|item| item.held).map(|item| item.weight).sum();
            Some(100.0 * held / all)
        }
        _ => None,
    }
}

struct Tree {
    input: ReportInput,
    children: Vec<Vec<usize>>,
    leaf: Vec<Option<f64>>,
    leaf_applies: Vec<bool>,
}

impl Tree {
    fn weight(&self, i: usize) -> f64 {
        self.input.nodes[i].local_weight
    }

    fn is_leaf(&self, i: usize) -> bool {
        self.input.nodes[i].indicator.is_some()
    }

    fn applies(&self, i: usize) -> bool {
        if self.is_leaf(i) { self.leaf_applies[i] } else { self.children[i].iter().any(|&c| self.weight(c) > 0.0 && self.applies(c)) }
    }

    /// (weight, score) of the children that count.
    fn parts(&self, i: usize) -> Vec<(f64, f64)> {
        self.children[i].iter().filter(|&&c| self.weight(c) > 0.0).filter_map(|&c| self.score(c).map(|s| (self.weight(c), s))).collect()
    }

    fn score(&self, i: usize) -> Option<f64> {
        if self.is_leaf(i) {
            return self.leaf[i];
        }
        let parts = self.parts(i);
        let total: f64 = parts.iter().map(|p| p.0).sum();
        if parts.is_empty() {
            return None;
        }
        Some(match self.input.nodes[i].mean {
            Mean::Arithmetic => parts.iter().map(|p| p.0 * p.1).sum::<f64>() / total,
            Mean::Geometric => parts.iter().map(|p| libm::pow(p.1, p.0 / total)).product(),
            Mean::Harmonic => power_mean(&parts, -1.0),
            Mean::Power(exponent) => power_mean(&parts, exponent),
            Mean::Minimum => parts.iter().map(|p| p.1).fold(f64::INFINITY, f64::min),
        })
    }

    fn coverage(&self, i: usize) -> f64 {
        if self.is_leaf(i) {
            return if self.leaf[i].is_some() { 1.0 } else { 0.0 };
        }
        let here: Vec<usize> = self.children[i].iter().copied().filter(|&c| self.applies(c)).collect();
        let total: f64 = here.iter().map(|&c| self.weight(c)).sum();
        if total == 0.0 { 0.0 } else { here.iter().map(|&c| self.weight(c) * self.coverage(c)).sum::<f64>() / total }
    }

    fn effective(&self, i: usize) -> f64 {
        if !self.applies(i) {
            return 0.0;
        }
        let Some(parent) = self.input.nodes[i].parent else { return 1.0 };
        let total: f64 = self.children[parent].iter().filter(|&&c| self.applies(c)).map(|&c| self.weight(c)).sum();
        if total == 0.0 { 0.0 } else { self.effective(parent) * self.weight(i) / total }
    }

    fn contribution(&self, i: usize) -> Option<f64> {
        let score = self.score(i)?;
        let Some(parent) = self.input.nodes[i].parent else { return Some(score) };
        let (Some(above), Some(mean)) = (self.contribution(parent), self.score(parent)) else { return Some(0.0) };
        let parts = self.parts(parent);
        let weight = self.weight(i);
        // Euler: s · ∂M/∂s, relative to the mean.
        let share = match self.input.nodes[parent].mean {
            Mean::Arithmetic => weight * score / parts.iter().map(|p| p.0 * p.1).sum::<f64>(),
            Mean::Geometric => weight / parts.iter().map(|p| p.0).sum::<f64>(),
            Mean::Harmonic => power_share(&parts, weight, score, -1.0),
            Mean::Power(exponent) => power_share(&parts, weight, score, exponent),
            Mean::Minimum => {
                let tied: f64 = parts.iter().filter(|p| (p.1 - mean).abs() < 1e-10).map(|p| p.0).sum();
                if weight > 0.0 && (score - mean).abs() < 1e-10 { weight / tied } else { 0.0 }
            }
        };
        Some(if mean == 0.0 { 0.0 } else { above * share })
    }
}

/// `(Σ w·sᵖ ÷ Σ w)^(1/p)`. Next to `p = 0`, where that loses its digits, the first two terms of its logarithm's series: the mean
/// of the logarithms and `p/2` times their variance.
fn power_mean(parts: &[(f64, f64)], exponent: f64) -> f64 {
    let total: f64 = parts.iter().map(|p| p.0).sum();
    if exponent <= 0.0 && parts.iter().any(|p| p.1 == 0.0) {
        return 0.0;
    }
    if exponent.abs() < 1e-7 {
        let mean = parts.iter().map(|p| p.0 * libm::log(p.1)).sum::<f64>() / total;
        let variance = parts.iter().map(|p| p.0 * (libm::log(p.1) - mean).powi(2)).sum::<f64>() / total;
        return libm::exp(mean + exponent / 2.0 * variance);
    }
    libm::pow(parts.iter().map(|p| p.0 * libm::pow(p.1, exponent)).sum::<f64>() / total, 1.0 / exponent)
}

fn power_share(parts: &[(f64, f64)], weight: f64, score: f64, exponent: f64) -> f64 {
    if weight == 0.0 {
        return 0.0;
    }
    weight * libm::pow(score, exponent) / parts.iter().map(|p| p.0 * libm::pow(p.1, exponent)).sum::<f64>()
}
