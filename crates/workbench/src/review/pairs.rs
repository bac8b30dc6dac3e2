//! Which node of one version of a model is which of another: versions rename.

use crate::library::version_of;
use shuheng_model::{Model, upgrade_plan};
use shuheng_store::UpgradePlan;
use std::collections::BTreeMap;

/// Which node of the first model is which of the second.
pub(super) struct Pairs {
    /// By id in the second model.
    pub first: BTreeMap<String, String>,
}

impl Pairs {
    pub(super) fn between(old: &Model, new: &Model) -> Self {
        let same = new.nodes.iter().filter(|node| old.index_of(&node.id).is_some());
        let mut first: BTreeMap<String, String> = same.map(|node| (node.id.clone(), node.id.clone())).collect();
        if old.digest != new.digest {
            // Only the newer of two versions knows what its indicators were called before.
            let backwards = old.id == new.id && version_of(&old.version) > version_of(&new.version);
            let carries = if backwards { upgrade_plan(new, old).carries } else { upgrade_plan(old, new).carries };
            for carry in carries {
                let (in_old, in_new) = if backwards { (carry.new, carry.old) } else { (carry.old, carry.new) };
                match (in_old, in_new) {
                    (Some(in_old), Some(in_new)) => {
                        first.insert(in_new, in_old);
                    }
                    (None, Some(in_new)) => {
                        first.remove(&in_new);
                    }
                    _ => {}
                }
            }
        }
        Self { first }
    }

    /// What the first model says, as the second one calls it.
    pub(super) fn renaming(&self) -> UpgradePlan {
        let renamed = self.first.iter().filter(|(new, old)| new != old);
        UpgradePlan { moved: renamed.map(|(new, old)| (old.clone(), new.clone())).collect(), ..UpgradePlan::default() }
    }
}
