//! Shares in the total of a group.

use crate::data_set::DataSet;
use crate::derivation::DerivationKind;
use crate::derived::{Derived, Operand};
use crate::interval::sums_of_others;

/// The share of each figure in the total of all, in the same order; all `None` when figures of the metric cannot be summed, the data
/// set declares no formula for shares, or a figure may be negative. The formula of another metric's share serves where there is none of
/// its own.
#[must_use]
pub fn share(data: &DataSet, metric: &str, group: &[Operand]) -> Vec<Option<Derived>> {
    let additive = data.metric(metric).is_some_and(|metric| metric.additive);
    let mut rules = data.derivations().iter().filter(|rule| rule.kind == DerivationKind::Share && additive);
    let rule = rules.clone().find(|rule| rule.operand == metric).or_else(|| rules.next());
    let total = group.iter().map(|part| part.value).sum();
    let decimals = group.iter().map(|part| part.decimals).max().unwrap_or_default();
    let rests = sums_of_others(&group.iter().map(|part| part.interval).collect::<Vec<_>>());
    group.iter().zip(rests).map(|(part, rest)| Derived::share(rule?, part.clone(), (total, decimals), rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;
    use crate::figures::Figures;

    fn shares(metric: &str) -> Vec<Option<Derived>> {
        let data = DataSet::bundled().expect("sound");
        let choice = Choice::default();
        let figures = Figures::new(&data, &choice);
        let figures = data.members("six_state_banks").into_iter().filter_map(|bank| figures.figure(bank, 2024, metric));
        let group: Vec<Operand> = figures.filter_map(|figure| figure.operand()).collect();
        share(&data, metric, &group)
    }

    /// Six banks of 2024: 285.18, 249.70, 238.09, 244.33, 114.33 and 122.96 of 1254.59.
    #[test]
    fn shares_of_the_six_banks() {
        let values: Vec<f64> = shares("it_investment").into_iter().flatten().map(|share| share.value).collect();
        assert_eq!(values, [22.73, 19.9, 18.98, 19.47, 9.11, 9.8]);
        let icbc = shares("it_investment")[0].clone().expect("a share");
        assert!(icbc.interval.contains(285.18 / 1254.59 * 100.0) && icbc.formula == "285.18 ÷ 1254.59");
    }

    #[test]
    fn other_amounts_have_shares_and_ratios_have_none() {
        assert!(shares("employees").iter().all(Option::is_some));
        let growth = shares("it_investment_growth");
        assert!(growth.len() == 6 && growth.iter().all(Option::is_none));
    }
}
