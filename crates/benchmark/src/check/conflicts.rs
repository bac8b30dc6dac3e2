//! Values of the same figure that differ by more than rounding. They stay, each with its source; a rule or the user picks one.

use crate::check::{FILE, named};
use crate::data_set::{Caveat, DataSet, Observation};
use crate::fault::DataFault;

/// Whether printed values differ by more than rounding. A lower bound only says how little there can be.
pub(crate) fn conflicting(rows: &[&Observation]) -> bool {
    let differ = |a: &Observation, b: &Observation| match (a.has(Caveat::LowerBound), b.has(Caveat::LowerBound)) {
        (false, false) => !a.interval().meets(b.interval()),
        (true, false) => b.interval().high < a.interval().low,
        (false, true) => a.interval().high < b.interval().low,
        (true, true) => false,
    };
    rows.iter().enumerate().any(|(index, a)| rows[index + 1..].iter().any(|b| differ(a, b)))
}

/// One finding for each figure with conflicting values, and for each row that is known to conflict with one that is not here.
pub(super) fn conflicts(data: &DataSet) -> Vec<DataFault> {
    let mut faults = Vec::new();
    for (institution, year, metric) in data.stated_keys() {
        let rows = data.stated(institution, year, metric);
        let (zh, en) = named(data, institution, year, metric);
        if conflicting(&rows) {
            let values = |comma: &str| rows.iter().map(|row| format!("{} ({})", printed(row), row.source)).collect::<Vec<_>>().join(comma);
            faults.push(DataFault::warning(
                FILE,
                rows[0].line,
                format!("{zh}有不一致的数字：{}", values("、").replace(" (", "（").replace(')', "）")),
                format!("{en}: sources disagree: {}", values(", ")),
            ));
        } else if let Some(row) = rows.iter().find(|row| row.has(Caveat::Conflicting)) {
            faults.push(DataFault::warning(
                FILE,
                row.line,
                format!("{zh}的{}存疑：{}", printed(row), row.note.zh),
                format!("{en}: {} is in doubt: {}", printed(row), row.note.en),
            ));
        }
    }
    faults
}

/// A value with the decimals of its source.
fn printed(row: &Observation) -> String {
    format!("{:.*}", row.decimals as usize, row.value)
}

#[cfg(test)]
mod tests {
    use crate::check::check;
    use crate::data_set::DataSet;
    use crate::fault::Severity;

    /// The conflicts that the data's README lists, by what `check` says.
    #[test]
    fn every_known_conflict_is_listed() {
        let data = DataSet::bundled().expect("sound");
        let found = check(&data);
        assert!(found.iter().all(|fault| fault.severity == Severity::Warning));
        for expected in [
            "Bank of Communications 2024, IT investment to operating revenue: sources disagree: 5.41",
            "Bank of China 2023, IT investment to operating revenue: sources disagree: 3.60",
            "China Minsheng Bank 2021, IT investment: sources disagree: 45.07 (cbimc-20220509), 38.43 (derived)",
            "Six large state-owned banks (total) 2021, IT investment growth: sources disagree: 12.34 (beertha-2022), 10.77",
            "China Merchants Bank 2021, IT investment: sources disagree: 132.91",
            "China Everbright Bank 2020, IT investment growth: sources disagree: 51.29 (xinhua-20210401), 51.5 (cebnet-2020)",
            "Haitong Securities 2022, IT investment: sources disagree: 14.8 (cls-sec-2022), 22.19 (zqrb-sec-2022)",
            "Bank of China 2023, IT staff: 12706 is in doubt",
        ] {
            assert!(found.iter().any(|fault| fault.message.en.starts_with(expected)), "{expected}");
        }
        let agreeing = "Industrial and Commercial Bank of China 2019, IT investment: sources disagree";
        assert!(!found.iter().any(|fault| fault.message.en.starts_with(agreeing)), "163.74 and 163.7 are one figure");
    }
}
