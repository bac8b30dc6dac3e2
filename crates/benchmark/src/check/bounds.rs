//! Values that a metric cannot have, and derivations by hand without their formula.

use crate::check::{FILE, named};
use crate::data_set::{DataSet, Quality};
use crate::fault::DataFault;

/// Every value out of bounds.
pub(super) fn beyond(data: &DataSet) -> Vec<DataFault> {
    let mut faults = Vec::new();
    for row in data.observations() {
        let Some(metric) = data.metric(&row.metric) else { continue };
        let (zh, en) = named(data, &row.institution, row.year, &row.metric);
        if let Some(least) = metric.minimum.filter(|least| row.value < *least) {
            faults.push(DataFault::error(
                FILE,
                row.line,
                format!("{zh}为{}，小于{least}，请核对", row.value),
                format!("{en} is {}, less than {least}; check it", row.value),
            ));
        }
        if let Some(most) = metric.maximum.filter(|most| row.value > *most) {
            faults.push(DataFault::error(
                FILE,
                row.line,
                format!("{zh}为{}，大于{most}，请核对", row.value),
                format!("{en} is {}, more than {most}; check it", row.value),
            ));
        }
        if row.quality == Quality::Derived && row.formula.is_empty() && row.note.is_empty() {
            faults.push(DataFault::error(
                FILE,
                row.line,
                format!("{zh}是推算值，请写明公式"),
                format!("{en} is derived; state its formula"),
            ));
        }
    }
    faults
}
