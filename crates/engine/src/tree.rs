//! The tree: which node hangs below which, with what weight and mean.

use crate::mean::Mean;

/// Greatest weight of a node: sums of weights stay far from the end of what an `f64` can hold.
pub const GREATEST_WEIGHT: f64 = 1e12;

/// One node as declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NodeSpec {
    /// Index of the parent; `None` for the root, of which there is exactly one.
    pub parent: Option<usize>,
    /// Weight among its siblings, ≥ 0; need not sum to anything.
    pub weight: f64,
    /// How its children are combined; without meaning for a leaf.
    pub mean: Mean,
}

/// A validated tree: one root, no cycle, weights that can be shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    nodes: Vec<NodeSpec>,
    children: Vec<Vec<usize>>,
    /// Parents before their children.
    top_down: Vec<usize>,
}

/// Why a tree is refused; indices are those of the list given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreeFault {
    /// There is no node without a parent.
    NoRoot,
    /// A second node without a parent.
    SecondRoot(usize),
    /// A parent index that does not exist.
    UnknownParent(usize),
    /// These nodes hang below each other.
    Cycle(Vec<usize>),
    /// A weight that is negative, not a number, or above [`GREATEST_WEIGHT`].
    BadWeight(usize),
    /// The children of this node have weights that sum to zero.
    ZeroWeights(usize),
}

impl Tree {
    /// Builds the tree.
    ///
    /// # Errors
    /// Every [`TreeFault`] found, not only the first.
    pub fn new(nodes: Vec<NodeSpec>) -> Result<Self, Vec<TreeFault>> {
        let mut faults = Vec::new();
        let mut children = vec![Vec::new(); nodes.len()];
        let mut root = None;
        for (index, node) in nodes.iter().enumerate() {
            match node.parent {
                None if root.is_none() => root = Some(index),
                None => faults.push(TreeFault::SecondRoot(index)),
                Some(parent) => match children.get_mut(parent) {
                    Some(list) => list.push(index),
                    None => faults.push(TreeFault::UnknownParent(index)),
                },
            }
            if !(0.0..=GREATEST_WEIGHT).contains(&node.weight) {
                faults.push(TreeFault::BadWeight(index));
            }
        }
        let Some(root) = root else {
            faults.push(TreeFault::NoRoot);
            faults.extend(cycles(&nodes));
            return Err(faults);
        };
        for (index, list) in children.iter().enumerate() {
            if !list.is_empty() && list.iter().map(|c| nodes[*c].weight).sum::<f64>() == 0.0 {
                faults.push(TreeFault::ZeroWeights(index));
            }
        }
        let mut top_down = vec![root];
        let mut next = 0;
        while let Some(&node) = top_down.get(next) {
            top_down.extend(&children[node]);
            next += 1;
        }
        faults.extend(cycles(&nodes));
        if faults.is_empty() { Ok(Self { nodes, children, top_down }) } else { Err(faults) }
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Never: a tree has a root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The node as declared.
    #[must_use]
    pub fn node(&self, index: usize) -> Option<&NodeSpec> {
        self.nodes.get(index)
    }

    /// Children of a node in declared order; empty for a leaf.
    #[must_use]
    pub fn children(&self, index: usize) -> &[usize] {
        self.children.get(index).map_or(&[], Vec::as_slice)
    }

    /// Every node, parents before their children; the root first.
    #[must_use]
    pub fn top_down(&self) -> &[usize] {
        &self.top_down
    }
}

/// Each cycle once, from its smallest index.
fn cycles(nodes: &[NodeSpec]) -> Vec<TreeFault> {
    let mut settled = vec![false; nodes.len()];
    let mut faults = Vec::new();
    for start in 0..nodes.len() {
        let mut path: Vec<usize> = Vec::new();
        let mut here = Some(start);
        while let Some(index) = here {
            if settled.get(index).copied().unwrap_or(true) {
                break;
            }
            if let Some(begin) = path.iter().position(|p| *p == index) {
                faults.push(TreeFault::Cycle(path[begin..].to_vec()));
                break;
            }
            path.push(index);
            here = nodes[index].parent;
        }
        for index in path {
            settled[index] = true;
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node(parent: Option<usize>, weight: f64) -> NodeSpec {
        NodeSpec { parent, weight, mean: Mean::Arithmetic }
    }

    #[test]
    fn parents_come_first() -> Result<(), Vec<TreeFault>> {
        let tree = Tree::new(vec![node(Some(2), 1.0), node(Some(0), 1.0), node(None, 1.0), node(Some(2), 0.0)])?;
        assert_eq!(tree.top_down(), [2, 0, 3, 1]);
        assert_eq!(tree.children(2), [0, 3]);
        assert_eq!((tree.len(), tree.is_empty()), (4, false));
        Ok(())
    }

    #[test]
    fn every_fault_is_told() {
        let faults = Tree::new(vec![
            node(None, 1.0),
            node(Some(2), 1.0),
            node(Some(1), 1.0),
            node(None, -1.0),
            node(Some(9), 1.0),
            node(Some(0), 0.0),
        ]);
        assert_eq!(
            faults,
            Err(vec![
                TreeFault::SecondRoot(3),
                TreeFault::BadWeight(3),
                TreeFault::UnknownParent(4),
                TreeFault::ZeroWeights(0),
                TreeFault::Cycle(vec![1, 2]),
            ])
        );
        assert_eq!(Tree::new(vec![]), Err(vec![TreeFault::NoRoot]));
        assert_eq!(Tree::new(vec![node(Some(0), 1.0)]), Err(vec![TreeFault::NoRoot, TreeFault::Cycle(vec![0])]));
    }

    proptest! {
        #[test]
        fn any_list_of_parents_is_answered(parents in prop::collection::vec(prop::option::of(0_usize..12), 0..12), weight in prop::num::f64::ANY) {
            let _ = Tree::new(parents.into_iter().map(|p| node(p, weight)).collect());
        }
    }
}
