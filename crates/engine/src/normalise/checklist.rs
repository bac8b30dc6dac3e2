//! Checklist: the share of facts that hold, by weight.

/// Score 0–100 of a checklist: weight of the items that hold ÷ weight of all items × 100.
///
/// `items` are (weight, holds). `None` when the weights do not sum to a positive finite number.
#[must_use]
pub fn checklist_score(items: &[(f64, bool)]) -> Option<f64> {
    let total: f64 = items.iter().map(|(weight, _)| weight).sum();
    let held: f64 = items.iter().filter(|(_, holds)| *holds).map(|(weight, _)| weight).sum();
    (total.is_finite() && total > 0.0 && held >= 0.0).then(|| (held / total * 100.0).clamp(0.0, 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_of_weight_that_holds() {
        assert_eq!(checklist_score(&[(1.0, true), (1.0, false), (2.0, true)]), Some(75.0));
        assert_eq!(checklist_score(&[(1.0, false)]), Some(0.0));
        assert_eq!(checklist_score(&[]), None);
        assert_eq!(checklist_score(&[(0.0, true)]), None);
        assert_eq!(checklist_score(&[(f64::NAN, true)]), None);
    }
}
