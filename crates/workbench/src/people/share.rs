//! Which indicators a share names: by domain or one by one.

use crate::error::WorkbenchError;
use shuheng_model::Instrument;
use std::collections::BTreeSet;

/// Everything.
const ALL: &str = "all";

/// The indicators that apply to the institution and stand at or below the named nodes. A node is named by its id or its code; `all` is
/// everything.
///
/// # Errors
/// [`WorkbenchError::UnknownNode`] for a name that the model does not have.
pub(crate) fn indicators(instrument: &Instrument, named: &[String]) -> Result<BTreeSet<String>, WorkbenchError> {
    let model = instrument.model();
    let mut tops = BTreeSet::new();
    for name in named.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let found = model.nodes.iter().position(|node| {
            node.id == name || !node.code.is_empty() && node.code.eq_ignore_ascii_case(name) || node.parent.is_none() && name == ALL
        });
        tops.insert(found.ok_or_else(|| WorkbenchError::UnknownNode(name.to_owned()))?);
    }
    let under = |index: usize| std::iter::successors(Some(index), |index| model.nodes[*index].parent).any(|above| tops.contains(&above));
    Ok(model
        .indicators()
        .filter(|(index, _, indicator)| instrument.applies(indicator) && under(*index))
        .map(|(_, node, _)| node.id.clone())
        .collect())
}
