//! Whether the input can become a workbook of policy coverage at all.

use std::collections::BTreeMap;

use crate::check::finite;
use crate::error::ReportError;
use crate::input::{Clause, ClauseLink, CoverageInput, IndicatorResult};

/// Finds what would make a wrong or broken workbook.
pub(crate) fn check(input: &CoverageInput) -> Result<(), ReportError> {
    if input.documents.is_empty() {
        return Err(ReportError::NoDocuments);
    }
    let (partly, ready) = (input.lines.partly, input.lines.ready);
    if !(0.0 <= partly && partly <= ready && ready <= 100.0) {
        return Err(ReportError::ReadinessLines { partly, ready });
    }
    let clauses = || input.documents.iter().flat_map(|document| &document.chapters).flat_map(|chapter| &chapter.clauses);
    clauses().try_for_each(numbers)?;
    indicators(clauses())
}

fn numbers(clause: &Clause) -> Result<(), ReportError> {
    finite(clause.inference.score, &clause.cited)?;
    clause.links.iter().try_for_each(|link| match link.result {
        IndicatorResult::Scored { score, .. } => finite([score], &link.indicator),
        IndicatorResult::Unanswered | IndicatorResult::NotApplicable => Ok(()),
    })
}

/// A workbook has one column and one score for an indicator.
fn indicators<'a>(clauses: impl Iterator<Item = &'a Clause>) -> Result<(), ReportError> {
    let mut known: BTreeMap<&str, &ClauseLink> = BTreeMap::new();
    for link in clauses.flat_map(|clause| &clause.links) {
        let first = known.entry(&link.indicator).or_insert(link);
        if (&first.code, &first.name, first.result) != (&link.code, &link.name, link.result) {
            return Err(ReportError::LinkedIndicator { id: link.indicator.clone() });
        }
    }
    Ok(())
}
