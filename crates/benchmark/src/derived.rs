//! A computed figure: its value, the interval that rounding leaves, and what went into it.

use crate::data_set::Quality;
use crate::derivation::{Derivation, DerivationKind};
use crate::interval::{Interval, round};
use crate::text::Text;

/// A computed figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// Id of the formula.
    pub derivation: String,
    /// What the formula does.
    pub kind: DerivationKind,
    /// Value in the metric's unit, rounded to `decimals`.
    pub value: f64,
    /// Decimals that are shown.
    pub decimals: u32,
    /// Between which values the printed operands leave it, before it is rounded.
    pub interval: Interval,
    /// The formula with its numbers, e.g. `285.18 ÷ (1 + 4.67%)`.
    pub formula: String,
    /// The formula in words.
    pub rule: Text,
    /// What went into it, in the order of the formula.
    pub operands: Vec<Operand>,
}

/// A figure that goes into a formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// Institution id.
    pub institution: String,
    /// Year.
    pub year: i32,
    /// Metric id.
    pub metric: String,
    /// Value in the metric's unit.
    pub value: f64,
    /// Decimals as printed.
    pub decimals: u32,
    /// What the printed value stands for.
    pub interval: Interval,
    /// Quality.
    pub quality: Quality,
    /// Source id, or the id of the derivation of a computed one.
    pub source: String,
    /// Place in the source; empty for a computed one.
    pub locator: Text,
}

impl Operand {
    /// The value as printed, with U+2212 for minus.
    #[must_use]
    pub fn printed(&self) -> String {
        format!("{:.*}", self.decimals as usize, self.value).replace('-', "−")
    }
}

impl Derived {
    fn new(derivation: &Derivation, (value, interval): (f64, Interval), decimals: u32, formula: String, operands: Vec<Operand>) -> Self {
        Self {
            derivation: derivation.id.clone(),
            kind: derivation.kind,
            value: round(value, decimals),
            decimals,
            interval,
            formula,
            rule: derivation.formula.clone(),
            operands,
        }
    }

    /// The level of the year before `level` and `growth`; `None` when growth may be −100 % or lower.
    #[must_use]
    pub(crate) fn prior_year(derivation: &Derivation, level: Operand, growth: Operand) -> Option<Self> {
        let factor = growth.interval.scaled(0.01).plus(Interval::exact(1.0));
        let interval = level.interval.over(factor)?;
        let value = level.value / (1.0 + growth.value / 100.0);
        let decimals = level.decimals.min(derivation.decimals);
        let sign = if growth.value < 0.0 { '−' } else { '+' };
        let formula = format!("{} ÷ (1 {sign} {}%)", level.printed(), growth.printed().trim_start_matches('−'));
        Some(Self::new(derivation, (value, interval), decimals, formula, vec![level, growth]))
    }

    /// What a total leaves after its other members.
    #[must_use]
    pub(crate) fn remainder(derivation: &Derivation, total: Operand, others: Vec<Operand>) -> Self {
        let interval = others.iter().fold(total.interval, |rest, part| rest.minus(part.interval));
        let value = total.value - others.iter().map(|part| part.value).sum::<f64>();
        let decimals = total.decimals.min(derivation.decimals);
        let formula = others.iter().fold(total.printed(), |text, part| format!("{text} − {}", part.printed()));
        let operands = std::iter::once(total).chain(others).collect();
        Self::new(derivation, (value, interval), decimals, formula, operands)
    }

    /// The change from `before` to `level`; `None` when the level before may be zero or less.
    #[must_use]
    pub(crate) fn growth(derivation: &Derivation, level: Operand, before: Operand) -> Option<Self> {
        let factor = derivation.factor;
        let interval = level.interval.over(before.interval)?.minus(Interval::exact(1.0)).scaled(factor);
        let value = (level.value / before.value - 1.0) * factor;
        let formula = format!("{} ÷ {} − 1", level.printed(), before.printed());
        Some(Self::new(derivation, (value, interval), derivation.decimals, formula, vec![level, before]))
    }

    /// A quotient; `None` when the divisor may be zero or less.
    #[must_use]
    pub(crate) fn ratio(derivation: &Derivation, dividend: Operand, divisor: Operand) -> Option<Self> {
        let interval = dividend.interval.over(divisor.interval)?.scaled(derivation.factor);
        let value = dividend.value / divisor.value * derivation.factor;
        // Per cent is a unit, other factors are part of the arithmetic.
        let factor =
            if derivation.factor == 100.0 || derivation.factor == 1.0 { String::new() } else { format!(" × {}", derivation.factor) };
        let formula = format!("{}{factor} ÷ {}", dividend.printed(), divisor.printed());
        Some(Self::new(derivation, (value, interval), derivation.decimals, formula, vec![dividend, divisor]))
    }

    /// The compound growth a year from `first` to `last`; `None` when the first may be zero or less, the last negative, or no year lies
    /// between.
    #[must_use]
    pub(crate) fn compound_growth(derivation: &Derivation, last: Operand, first: Operand) -> Option<Self> {
        let years = last.year.checked_sub(first.year).filter(|years| *years > 0)?;
        let exponent = 1.0 / f64::from(years);
        let interval = last.interval.over(first.interval)?.power(exponent)?.minus(Interval::exact(1.0)).scaled(derivation.factor);
        let value = (libm::pow(last.value / first.value, exponent) - 1.0) * derivation.factor;
        let formula = format!("({} ÷ {})^(1 ÷ {years}) − 1", last.printed(), first.printed());
        Some(Self::new(derivation, (value, interval), derivation.decimals, formula, vec![last, first]))
    }

    /// The share of `part` in a total, of which the others lie within `rest`; `None` when the total may be zero or less.
    #[must_use]
    pub(crate) fn share(derivation: &Derivation, part: Operand, (total, decimals): (f64, u32), rest: Interval) -> Option<Self> {
        let interval = share_of(part.interval, rest)?.scaled(derivation.factor);
        let value = part.value / total * derivation.factor;
        let formula = format!("{} ÷ {total:.*}", part.printed(), decimals as usize);
        Some(Self::new(derivation, (value, interval), derivation.decimals, formula, vec![part]))
    }
}

/// Bounds of `x ÷ (x + rest)`, which rises with `x` and falls with the rest; `None` when a value may be negative or the total
/// zero.
pub(crate) fn share_of(part: Interval, rest: Interval) -> Option<Interval> {
    if part.low < 0.0 || rest.low < -1e-9 || part.low + rest.low <= 0.0 {
        return None;
    }
    let bound = |part: f64, rest: f64| part / (part + rest);
    Some(Interval { low: bound(part.low, rest.high).next_down(), high: bound(part.high, rest.low.max(0.0)).next_up() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn operand(value: f64, decimals: u32, year: i32) -> Operand {
        Operand {
            institution: "x".into(),
            year,
            metric: "m".into(),
            value,
            decimals,
            interval: Interval::rounded(value, decimals, None),
            quality: Quality::Reported,
            source: "s".into(),
            locator: Text::default(),
        }
    }

    fn derivation(kind: DerivationKind, factor: f64) -> Derivation {
        Derivation {
            id: "d".into(),
            metric: "m".into(),
            kind,
            operand: "m".into(),
            other_operand: None,
            factor,
            decimals: 2,
            formula: Text::default(),
        }
    }

    fn printed(value: f64) -> Operand {
        operand(round(value, 2), 2, 2024)
    }

    /// CAICT Table 3: levels of 2024 and changes, and what they give for 2023.
    #[test]
    fn levels_of_2023_from_table_3() {
        let rule = derivation(DerivationKind::PriorYear, 1.0);
        let cases = [
            (285.18, 4.67, 272.46),
            (249.70, 0.48, 248.51),
            (238.09, 6.30, 223.98),
            (244.33, -2.36, 250.24),
            (114.33, -4.94, 120.27),
            (24.48, -5.04, 25.78),
            (15.85, -8.32, 17.29),
        ];
        for (level, growth, expected) in cases {
            let derived = Derived::prior_year(&rule, printed(level), printed(growth)).expect("growth above −100 %");
            assert_eq!(derived.value, expected);
            assert!(derived.interval.contains(expected) && derived.interval.high - derived.interval.low < 0.06, "{derived:?}");
        }
        let ccb = Derived::prior_year(&rule, printed(244.33), printed(-2.36)).expect("a level");
        assert_eq!(ccb.formula, "244.33 ÷ (1 − 2.36%)");
        assert_eq!(Derived::prior_year(&rule, printed(0.0), printed(-100.0)), None, "nothing stands before a fall to zero");
    }

    #[test]
    fn postal_savings_bank_is_what_the_other_five_leave() {
        let five = [285.18, 249.70, 238.09, 244.33, 114.33].map(printed).to_vec();
        let derived = Derived::remainder(&derivation(DerivationKind::Remainder, 1.0), printed(1254.59), five);
        assert_eq!(derived.value, 122.96);
        assert!((derived.interval.low - 122.93).abs() < 1e-9 && (derived.interval.high - 122.99).abs() < 1e-9);
        assert_eq!(derived.formula, "1254.59 − 285.18 − 249.70 − 238.09 − 244.33 − 114.33");
    }

    #[test]
    fn formulas_by_hand() {
        let growth = Derived::growth(&derivation(DerivationKind::Growth, 100.0), printed(110.0), printed(100.0)).expect("a change");
        assert_eq!((growth.value, growth.formula.as_str()), (10.0, "110.00 ÷ 100.00 − 1"));
        assert_eq!(Derived::growth(&derivation(DerivationKind::Growth, 100.0), printed(1.0), printed(0.0)), None);
        let per_head = Derived::ratio(&derivation(DerivationKind::Ratio, 10_000.0), printed(285.18), operand(415_159.0, 0, 2024));
        let per_head = per_head.expect("a ratio");
        assert_eq!((per_head.value, per_head.formula.as_str()), (6.87, "285.18 × 10000 ÷ 415159"));
        // 100 doubles in 4 years: 2^(1/4) − 1 = 18.92 %.
        let compound = derivation(DerivationKind::CompoundGrowth, 100.0);
        let doubled = Derived::compound_growth(&compound, operand(200.0, 0, 2024), operand(100.0, 0, 2020)).expect("a growth");
        assert_eq!((doubled.value, doubled.formula.as_str()), (18.92, "(200 ÷ 100)^(1 ÷ 4) − 1"));
        assert_eq!(Derived::compound_growth(&compound, operand(2.0, 0, 2024), operand(1.0, 0, 2024)), None, "one year is no growth");
        let share =
            Derived::share(&derivation(DerivationKind::Share, 100.0), printed(1.0), (4.0, 2), printed(3.0).interval).expect("a share");
        assert_eq!((share.value, share.formula.as_str()), (25.0, "1.00 ÷ 4.00"));
        assert_eq!(Derived::share(&derivation(DerivationKind::Share, 100.0), printed(-1.0), (2.0, 2), printed(3.0).interval), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// The true figure that was rounded away lies in the interval of what its rounded neighbours give.
        #[test]
        fn the_true_figure_lies_in_the_interval(before in 1.0..1000.0_f64, growth in -50.0..50.0_f64, other in 1.0..1000.0_f64) {
            let level = before * (1.0 + growth / 100.0);
            let near = |interval: Interval, value: f64| interval.low - 1e-9 <= value && value <= interval.high + 1e-9;
            let of = |kind| derivation(kind, 100.0);
            let prior = Derived::prior_year(&of(DerivationKind::PriorYear), printed(level), printed(growth)).expect("above −100 %");
            prop_assert!(near(prior.interval, before));
            let change = Derived::growth(&of(DerivationKind::Growth), printed(level), printed(before)).expect("above 0");
            prop_assert!(near(change.interval, growth));
            let ratio = Derived::ratio(&of(DerivationKind::Ratio), printed(level), printed(other)).expect("above 0");
            prop_assert!(near(ratio.interval, level / other * 100.0));
            let others = printed(other).interval.plus(printed(before).interval);
            let share = Derived::share(&of(DerivationKind::Share), printed(level), (level + other + before, 2), others).expect("above 0");
            prop_assert!(near(share.interval, level / (level + other + before) * 100.0));
            let rest = Derived::remainder(&of(DerivationKind::Remainder), printed(level + other + before), vec![printed(other), printed(before)]);
            prop_assert!(near(rest.interval, level));
            let compound = derivation(DerivationKind::CompoundGrowth, 100.0);
            let (last, first) = (operand(round(level, 2), 2, 2024), operand(round(before, 2), 2, 2021));
            let compound = Derived::compound_growth(&compound, last, first).expect("above 0");
            prop_assert!(near(compound.interval, (libm::pow(level / before, 1.0 / 3.0) - 1.0) * 100.0));
        }
    }
}
