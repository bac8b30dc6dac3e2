//! What changed in a list of lines.

use super::change::{Changed, NodeChange, NodeLines};
use crate::text::Text;

/// Two lists line by line: what both have in the same order stays (a longest common subsequence); between such lines, lines that
/// stand across from each other were reworded, and what is left over was dropped or added.
pub(super) fn lines(part: NodeLines, old: &[Text], new: &[Text]) -> Vec<NodeChange> {
    // kept[i][j]: how many lines can be kept of old[i..] and new[j..].
    let mut kept = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, before) in old.iter().enumerate().rev() {
        for (j, after) in new.iter().enumerate().rev() {
            kept[i][j] = if before == after { kept[i + 1][j + 1] + 1 } else { kept[i + 1][j].max(kept[i][j + 1]) };
        }
    }
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut dropped, mut added) = (Vec::new(), Vec::new());
    let mut settle = |dropped: &mut Vec<usize>, added: &mut Vec<usize>| {
        for place in 0..dropped.len().max(added.len()) {
            let (before, after) = (dropped.get(place), added.get(place));
            let line = after.or(before).map_or(0, |index| index + 1);
            let text = Changed { old: before.map(|index| old[*index].clone()), new: after.map(|index| new[*index].clone()) };
            changes.push(NodeChange::Line { part, line, text });
        }
        dropped.clear();
        added.clear();
    };
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            settle(&mut dropped, &mut added);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && kept[i + 1][j] >= kept[i][j + 1]) {
            dropped.push(i);
            i += 1;
        } else {
            added.push(j);
            j += 1;
        }
    }
    settle(&mut dropped, &mut added);
    changes
}
