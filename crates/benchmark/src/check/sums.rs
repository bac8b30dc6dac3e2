//! Totals whose members are all known: the parts must sum to the total within rounding.

use crate::check::{FILE, named};
use crate::data_set::{Caveat, DataSet, Observation};
use crate::fault::DataFault;
use crate::interval::{Interval, round};
use std::collections::BTreeSet;

/// Every stated total that no choice among the stated figures of its members can give. Lower bounds and derivations prove nothing.
pub(super) fn broken(data: &DataSet) -> Vec<DataFault> {
    let totals: BTreeSet<&str> = data.members.iter().map(|(total, _)| total.as_str()).collect();
    let mut faults = Vec::new();
    for total in totals {
        let members = data.members(total);
        let keys: Vec<(i32, &str)> =
            data.stated_keys().filter(|(institution, _, _)| *institution == total).map(|(_, year, metric)| (year, metric)).collect();
        for (year, metric) in keys {
            if !data.metric(metric).is_some_and(|metric| metric.additive) {
                continue;
            }
            let parts: Option<Vec<Interval>> = members.iter().map(|member| range(data, member, year, metric)).collect();
            let Some(parts) = parts else { continue };
            let sum = parts.into_iter().fold(Interval::exact(0.0), Interval::plus);
            for row in data.stated(total, year, metric).into_iter().filter(|row| proves(row) && !row.interval().meets(sum)) {
                let (zh, en) = named(data, total, year, metric);
                let (low, high) = (round(sum.low, 2), round(sum.high, 2));
                faults.push(DataFault::error(
                    FILE,
                    row.line,
                    format!("{zh}为{}，各成员之和在{low}至{high}之间，请核对", row.value),
                    format!("{en} is {}, and its members sum to between {low} and {high}; check them", row.value),
                ));
            }
        }
    }
    faults
}

/// From the least to the greatest stated figure.
fn range(data: &DataSet, institution: &str, year: i32, metric: &str) -> Option<Interval> {
    data.stated(institution, year, metric).into_iter().filter(|row| proves(row)).map(Observation::interval).reduce(Interval::hull)
}

fn proves(row: &Observation) -> bool {
    !row.is_by_formula() && !row.has(Caveat::LowerBound)
}

#[cfg(test)]
mod tests {
    use crate::read::tests::altered;

    #[test]
    fn a_member_that_breaks_the_sum_stops_the_data() {
        let faults = altered("observations.csv", "psbc,2023,employees,197146", "psbc,2023,employees,187146").expect_err("a wrong sum");
        assert_eq!(faults.len(), 1);
        assert_eq!(
            faults[0].message.en,
            "Six large state-owned banks (total) 2023, Employees is 1845478, and its members sum to between 1835475 and 1835481; check them"
        );
    }
}
