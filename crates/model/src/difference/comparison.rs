//! Which node of one model is which of the other, and what both have side by side.

use super::change::{Changed, Named};
use crate::model::{Indicator, Model, Node, NodeKind};
use crate::text::Text;
use std::collections::BTreeMap;

/// Whether the ids that an old indicator (with its node) and a new one (with its own) had make them one.
type Remembers = fn(&Node, &Indicator, &Node, &Indicator) -> bool;

/// Which node of one model is which of the other.
pub(crate) struct Comparison<'m> {
    pub(super) old: &'m Model,
    pub(super) new: &'m Model,
    /// By index in the old model.
    pub(super) new_of: Vec<Option<usize>>,
    /// By index in the new model.
    old_of: Vec<Option<usize>>,
}

impl<'m> Comparison<'m> {
    pub(crate) fn new(old: &'m Model, new: &'m Model) -> Self {
        let mut found = Self { old, new, new_of: vec![None; old.nodes.len()], old_of: vec![None; new.nodes.len()] };
        let by_id: BTreeMap<&str, usize> = old.nodes.iter().enumerate().map(|(index, node)| (node.id.as_str(), index)).collect();
        for (at, node) in new.nodes.iter().enumerate() {
            let same = by_id.get(node.id.as_str()).filter(|index| layer(&old.nodes[**index]) == layer(node));
            if let Some(index) = same {
                found.pair(*index, at);
            }
        }
        // Only then former ids: an indicator that kept its id is never taken for the new form of another.
        let remembers: [Remembers; 3] = [
            |before, _, _, after| after.was.contains(&before.id),
            |_, before, after, _| before.was.contains(&after.id),
            |_, before, _, after| before.was.iter().any(|id| after.was.contains(id)),
        ];
        for is_it in remembers {
            for (at, after, now) in new.indicators() {
                let candidates = || old.indicators().filter(|(_, before, then)| is_it(before, then, after, now));
                // Of several that became one, the one whose id it names first.
                let rank = |id: &str| now.was.iter().position(|former| former == id).unwrap_or(usize::MAX);
                let free = candidates().filter(|(index, _, _)| found.new_of[*index].is_none());
                if let Some((index, _, _)) = free.min_by_key(|(index, before, _)| (rank(&before.id), *index)) {
                    found.pair(index, at);
                }
            }
        }
        found
    }

    /// Pairs two nodes, unless one of them is taken.
    fn pair(&mut self, old: usize, new: usize) {
        if self.new_of[old].is_none() && self.old_of[new].is_none() {
            self.new_of[old] = Some(new);
            self.old_of[new] = Some(old);
        }
    }

    /// Every node of both models once, by index: display order of the new model, what was retired after what stood before it.
    pub(crate) fn order(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let mut retired: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut anchor = 0;
        for (index, new) in self.new_of.iter().enumerate() {
            match new {
                Some(new) => anchor = *new,
                None => retired.entry(anchor).or_default().push(index),
            }
        }
        let mut order = Vec::new();
        for (at, old) in self.old_of.iter().enumerate() {
            order.push((*old, Some(at)));
            order.extend(retired.remove(&at).unwrap_or_default().into_iter().map(|index| (Some(index), None)));
        }
        order
    }

    /// The indicator that names a retired one among its former ids.
    pub(crate) fn merged_into(&self, retired: &str) -> Option<&'m str> {
        let found = self.new.indicators().find(|(_, _, indicator)| indicator.was.iter().any(|id| id == retired));
        found.map(|(_, node, _)| node.id.as_str())
    }

    /// A node of the old model as the new one names it, or as it was named.
    pub(super) fn old_named(&self, index: usize) -> Named {
        self.new_of[index].map_or_else(|| named(&self.old.nodes[index]), |new| named(&self.new.nodes[new]))
    }

    pub(super) fn kind_named(&self, kind: &str) -> Named {
        let profile = self.new.profile(kind).or_else(|| self.old.profile(kind));
        Named { id: kind.to_owned(), name: profile.map_or_else(|| Text::new(kind, kind), |profile| profile.name.clone()) }
    }
}

/// A value that is not the same before and after.
pub(super) fn changed<T: PartialEq + Clone>(old: &T, new: &T) -> Option<Changed<T>> {
    (old != new).then(|| Changed { old: old.clone(), new: new.clone() })
}

/// A node as changes name it.
pub(super) fn named(node: &Node) -> Named {
    Named { id: node.id.clone(), name: node.name.clone() }
}

/// Root, dimension, domain or indicator: a node is never taken for one of another layer.
fn layer(node: &Node) -> u8 {
    match node.kind {
        NodeKind::Root => 0,
        NodeKind::Dimension { .. } => 1,
        NodeKind::Domain => 2,
        NodeKind::Indicator(_) => 3,
    }
}

/// An entry of two lists by its id, as the old and as the new list has it.
pub(super) type Both<'a, T> = (&'a str, Option<&'a T>, Option<&'a T>);

/// Every entry of two lists: in the order of the new one, then what only the old one has.
pub(super) fn both<'a, T>(old: &'a [T], new: &'a [T], id: fn(&T) -> &str) -> Vec<Both<'a, T>> {
    let find = |list: &'a [T], wanted: &str| list.iter().find(|entry| id(entry) == wanted);
    let present = new.iter().map(|entry| (id(entry), find(old, id(entry)), Some(entry)));
    let gone = old.iter().filter(|entry| find(new, id(entry)).is_none()).map(|entry| (id(entry), Some(entry), None));
    present.chain(gone).collect()
}
