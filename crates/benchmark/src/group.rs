//! Which institutions are compared: a filter by kind and size, and institutions picked or left out by hand.

use crate::data_set::{DataSet, Institution};

/// A group of peers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeerGroup {
    /// Kinds of institution; empty: all kinds.
    pub kinds: Vec<String>,
    /// Size tiers; empty: all. An institution without a known tier has the tier ``.
    pub tiers: Vec<String>,
    /// Added by hand, whatever their kind and tier.
    pub picked: Vec<String>,
    /// Left out by hand; stands above all else.
    pub left_out: Vec<String>,
}

impl PeerGroup {
    /// Whether an institution belongs to the group; totals and sectors never do.
    #[must_use]
    pub fn contains(&self, institution: &Institution) -> bool {
        let listed = |list: &[String], item: &str| list.iter().any(|listed| listed == item);
        let any_or = |list: &[String], item: &str| list.is_empty() || listed(list, item);
        !institution.is_total()
            && !listed(&self.left_out, &institution.id)
            && (listed(&self.picked, &institution.id) || any_or(&self.kinds, &institution.kind) && any_or(&self.tiers, &institution.tier))
    }

    /// Its members in the order of the data set.
    #[must_use]
    pub fn members<'a>(&self, data: &'a DataSet) -> Vec<&'a Institution> {
        data.institutions().iter().filter(|institution| self.contains(institution)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_and_hands() {
        let data = DataSet::bundled().expect("sound");
        let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let size = |kinds: &[&str], tiers: &[&str], picked: &[&str], left_out: &[&str]| {
            let group = PeerGroup { kinds: list(kinds), tiers: list(tiers), picked: list(picked), left_out: list(left_out) };
            group.members(&data).len()
        };
        assert_eq!(size(&[], &[], &[], &[]), 56, "all institutions, no total");
        assert_eq!(size(&["state_bank"], &[], &[], &[]), 6);
        assert_eq!(size(&["joint_stock_bank"], &["T1"], &[], &[]), 2, "CMB and Industrial Bank");
        assert_eq!(size(&["rural_bank"], &[""], &[], &[]), 2, "size unknown");
        assert_eq!(size(&["state_bank"], &[], &["cmb", "icbc"], &["psbc"]), 6);
        assert_eq!(size(&["state_bank"], &[], &["six_state_banks"], &[]), 6, "a total is no peer");
    }
}
