//! Gates: a rule that caps the level of a node while another node stays below a score. A gate never changes a score.

/// A rule on two nodes of a tree, by index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    /// Node whose level is capped.
    pub node: usize,
    /// Highest level allowed while the gate holds.
    pub cap: u8,
    /// Node that is watched.
    pub watch: usize,
    /// The gate holds while the watched score is below this (0–100).
    pub below: f64,
}

/// A gate that holds now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GateCap {
    /// Index of the gate in the list given.
    pub gate: usize,
    /// Score of the watched node.
    pub watch_score: f64,
}

impl Gate {
    /// Whether the gate holds for a watched score. An unanswered or 不适用 node holds no gate: what is not known is shown as
    /// missing coverage, not as failure.
    #[must_use]
    pub fn holds(&self, watch_score: Option<f64>) -> bool {
        watch_score.is_some_and(|score| score < self.below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_only_below_the_threshold() {
        let gate = Gate { node: 0, cap: 3, watch: 1, below: 40.0 };
        assert!(gate.holds(Some(39.999)));
        assert!(!gate.holds(Some(40.0)));
        assert!(!gate.holds(None));
    }
}
