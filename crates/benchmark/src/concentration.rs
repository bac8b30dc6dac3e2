//! Herfindahl–Hirschman index of a group: the sum of the squared shares in per cent, `Σ sᵢ²`, from 10 000/n (equal shares) to
//! 10 000 (one holds all).
//!
//! Source: Rhoades, "The Herfindahl-Hirschman index", *Federal Reserve Bulletin* 79 (March 1993), 188–189.

use crate::derived::{Operand, share_of};
use crate::interval::{Interval, sums_of_others};

/// How far amounts are in few hands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// The index, 0–10 000.
    pub value: f64,
    /// Between which values rounding of the amounts leaves it; it contains the true index and may be wider than need be, since each
    /// share is bounded by itself.
    pub interval: Interval,
    /// Institutions.
    pub n: usize,
}

/// The index of amounts; `None` below two, or when one may be negative or all may be zero.
#[must_use]
pub fn concentration(group: &[Operand]) -> Option<Concentration> {
    let total: f64 = group.iter().map(|operand| operand.value).sum();
    let mut interval = Interval::exact(0.0);
    let rests = sums_of_others(&group.iter().map(|part| part.interval).collect::<Vec<_>>());
    for (part, rest) in group.iter().zip(rests) {
        interval = interval.plus(share_of(part.interval, rest)?.scaled(100.0).squared());
    }
    let value = group.iter().map(|operand| (operand.value / total * 100.0) * (operand.value / total * 100.0)).sum();
    let interval = Interval { low: interval.low.max(0.0), high: interval.high.min(10_000.0) };
    (group.len() >= 2 && total > 0.0).then_some(Concentration { value, interval, n: group.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data_set::Quality;
    use crate::text::Text;
    use proptest::prelude::*;

    fn amount(value: f64) -> Operand {
        Operand {
            institution: String::new(),
            year: 2024,
            metric: String::new(),
            value: crate::interval::round(value, 2),
            decimals: 2,
            interval: Interval::rounded(crate::interval::round(value, 2), 2, None),
            quality: Quality::Reported,
            source: String::new(),
            locator: Text::default(),
        }
    }

    /// U.S. Department of Justice and Federal Trade Commission, *Horizontal Merger Guidelines*: four firms with shares of 30, 30, 20 and
    /// 20 per cent have an index of 2 600.
    #[test]
    fn published_example() {
        let found = concentration(&[30.0, 30.0, 20.0, 20.0].map(amount)).expect("amounts");
        assert!((found.value - 2600.0).abs() < 1e-9 && found.interval.contains(2600.0) && found.n == 4);
        assert!(found.interval.high - found.interval.low < 4.0);
    }

    #[test]
    fn equal_shares_and_none() {
        let equal = concentration(&[7.0; 4].map(amount)).expect("amounts");
        assert!((equal.value - 2500.0).abs() < 1e-9);
        assert_eq!(concentration(&[amount(1.0)]), None, "one institution is no group");
        assert_eq!(concentration(&[amount(1.0), amount(-3.0)]), None);
        assert_eq!(concentration(&[]), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn the_index_before_rounding_lies_in_the_interval(amounts in prop::collection::vec(1.0..300.0_f64, 2..12)) {
            let total: f64 = amounts.iter().sum();
            let exact: f64 = amounts.iter().map(|amount| (amount / total * 100.0).powi(2)).sum();
            let found = concentration(&amounts.iter().copied().map(amount).collect::<Vec<_>>()).expect("amounts");
            prop_assert!(found.interval.low <= exact + 1e-6 && exact - 1e-6 <= found.interval.high);
            prop_assert!(found.value >= 10_000.0 / amounts.len() as f64 - 1e-6 && found.value <= 10_000.0);
        }
    }
}
