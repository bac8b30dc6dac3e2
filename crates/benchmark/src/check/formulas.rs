//! Stated growth, ratios and shares against what the stated levels give, within rounding.

use crate::check::{FILE, named};
use crate::choice::{Choice, ChoiceRule};
use crate::data_set::{Caveat, DataSet};
use crate::derivation::DerivationKind;
use crate::fault::DataFault;
use crate::figures::Figures;
use crate::interval::round;

/// Every stated growth, ratio or share that does not fit the levels. Often the reason is a restated prior year or another
/// denominator: the remark tells.
pub(super) fn differences(data: &DataSet) -> Vec<DataFault> {
    let choice = Choice::new(ChoiceRule::FewestPenalties);
    let figures = Figures::new(data, &choice);
    let mut faults = Vec::new();
    for row in data.observations().iter().filter(|row| !row.is_by_formula() && !row.has(Caveat::LowerBound)) {
        for derivation in data.derivations().iter().filter(|derivation| derivation.metric == row.metric) {
            if !matches!(derivation.kind, DerivationKind::Growth | DerivationKind::Ratio) {
                continue;
            }
            let Some(derived) = figures.derive_from_stated(derivation, &row.institution, row.year) else { continue };
            if derived.interval.meets(row.interval()) {
                continue;
            }
            let (zh, en) = named(data, &row.institution, row.year, &row.metric);
            let (low, high) = (round(derived.interval.low, 3), round(derived.interval.high, 3));
            faults.push(DataFault::warning(
                FILE,
                row.line,
                format!("{zh}载为{}，按{}应在{low}至{high}之间", row.value, derived.formula),
                format!("{en} is printed as {}, and {} gives between {low} and {high}", row.value, derived.formula),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use crate::check::check;
    use crate::data_set::DataSet;

    #[test]
    fn growth_ratio_and_staff_share_are_compared_with_the_levels() {
        let found = check(&DataSet::bundled().expect("sound"));
        let told = |start: &str| found.iter().find(|fault| fault.message.en.starts_with(start)).map(|fault| fault.message.en.as_str());
        assert_eq!(
            told("China Minsheng Bank 2022, IT investment growth"),
            Some("China Minsheng Bank 2022, IT investment growth is printed as 22.48, and 47.07 ÷ 45.07 − 1 gives between 4.415 and 4.46"),
            "restated prior year"
        );
        assert!(told("Industrial Bank 2023, IT staff share of employees is printed as 13.91").is_some(), "bank-only headcount");
        assert!(told("China Merchants Bank 2023, IT investment to operating revenue is printed as 4.59").is_some(), "bank-only revenue");
        assert!(told("Bank of Communications 2023, IT investment to operating revenue is printed as 5.64").is_some());
        assert!(told("Bank of Shanghai 2021, IT investment to operating revenue is printed as 3.36").is_some());
        assert_eq!(told("Industrial and Commercial Bank of China 2024, IT investment growth"), None, "4.67 fits 285.18 and 272.46");
    }
}
