//! What the figures say against each other. An error stops a data set, a warning is listed.

mod bounds;
mod conflicts;
mod formulas;
mod sums;

pub(crate) use conflicts::conflicting;

use crate::data_set::DataSet;
use crate::fault::DataFault;

/// The table that findings about figures point to.
pub(crate) const FILE: &str = "observations.csv";

/// Everything that can be found, errors first, then in the order of the lines.
#[must_use]
pub fn check(data: &DataSet) -> Vec<DataFault> {
    let mut faults = errors(data);
    faults.extend(conflicts::conflicts(data));
    faults.extend(formulas::differences(data));
    faults.sort_by_key(|fault| (fault.severity, fault.line));
    faults
}

/// What stops a data set.
pub(crate) fn errors(data: &DataSet) -> Vec<DataFault> {
    let mut faults = bounds::beyond(data);
    faults.extend(sums::broken(data));
    faults
}

/// A figure as findings name it.
pub(crate) fn named(data: &DataSet, institution: &str, year: i32, metric: &str) -> (String, String) {
    let who = data.institution(institution).map(|found| found.name.clone()).unwrap_or_default();
    let what = data.metric(metric).map(|found| found.name.clone()).unwrap_or_default();
    (format!("{}{year}年{}", who.zh, what.zh), format!("{} {year}, {}", who.en, what.en))
}
