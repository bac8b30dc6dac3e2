//! Figures computed from observations, each with the formula that made it.
//!
//! Printed figures are rounded, so a derived figure is known only within an interval: each operand is taken as its printed
//! value ± half a unit of its last decimal (interval arithmetic; Moore, *Interval Analysis*, 1966).

use crate::data_set::Observation;

/// A derived figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// Value in the unit of the level it was derived from, rounded to that level's decimals.
    pub value: f64,
    /// Least value that fits the printed figures.
    pub low: f64,
    /// Greatest value that fits the printed figures.
    pub high: f64,
    /// The formula with its numbers, e.g. `285.18 ÷ (1 + 4.67%)`.
    pub formula: String,
}

/// The level a year before: `level ÷ (1 + growth)`, growth in per cent. `None` when growth is −100 % or lower.
#[must_use]
pub fn prior_year(level: &Observation, growth: &Observation) -> Option<Derived> {
    let factor = 1.0 + growth.value / 100.0;
    let half_level = half_unit(level);
    let half_growth = half_unit(growth) / 100.0;
    (factor - half_growth > 0.0).then(|| Derived {
        value: rounded(level.value / factor, level.decimals),
        low: (level.value - half_level) / (factor + half_growth),
        high: (level.value + half_level) / (factor - half_growth),
        formula: format!("{} ÷ (1 {} {}%)", printed(level), if growth.value < 0.0 { '−' } else { '+' }, printed_abs(growth)),
    })
}

/// What is left of a total: `total − Σ parts`.
#[must_use]
pub fn residual(total: &Observation, parts: &[&Observation]) -> Derived {
    let value = total.value - parts.iter().map(|part| part.value).sum::<f64>();
    let slack = half_unit(total) + parts.iter().map(|part| half_unit(part)).sum::<f64>();
    let formula = parts.iter().fold(printed(total), |text, part| format!("{text} − {}", printed(part)));
    Derived { value: rounded(value, total.decimals), low: value - slack, high: value + slack, formula }
}

/// Half a unit of the last printed decimal.
fn half_unit(observation: &Observation) -> f64 {
    0.5 / 10_f64.powi(observation.decimals.min(12) as i32)
}

fn rounded(value: f64, decimals: u32) -> f64 {
    let scale = 10_f64.powi(decimals.min(12) as i32);
    (value * scale).round() / scale
}

fn printed(observation: &Observation) -> String {
    format!("{:.*}", observation.decimals as usize, observation.value)
}

fn printed_abs(observation: &Observation) -> String {
    format!("{:.*}", observation.decimals as usize, observation.value.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data_set::Quality;
    use proptest::prelude::*;

    fn observed(value: f64, decimals: u32) -> Observation {
        Observation {
            institution: "x".into(),
            year: 2024,
            metric: "m".into(),
            value,
            decimals,
            source: "s".into(),
            locator: "l".into(),
            quality: Quality::Reported,
            note_zh: String::new(),
            note_en: String::new(),
        }
    }

    /// CAICT Table 3: the levels of 2023 that the design's comparison shows.
    #[test]
    fn levels_of_2023_from_table_3() {
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
            let derived = prior_year(&observed(level, 2), &observed(growth, 2)).expect("growth above −100 %");
            assert_eq!(derived.value, expected);
            assert!(derived.low < expected && expected < derived.high && derived.high - derived.low < 0.06, "{derived:?}");
        }
        assert_eq!(prior_year(&observed(244.33, 2), &observed(-2.36, 2)).expect("a level").formula, "244.33 ÷ (1 − 2.36%)");
    }

    #[test]
    fn postal_savings_bank_is_what_the_other_five_leave() {
        let five = [285.18, 249.70, 238.09, 244.33, 114.33].map(|value| observed(value, 2));
        let derived = residual(&observed(1254.59, 2), &five.iter().collect::<Vec<_>>());
        assert_eq!(derived.value, 122.96);
        assert!((derived.low - 122.93).abs() < 1e-9 && (derived.high - 122.99).abs() < 1e-9);
        assert_eq!(derived.formula, "1254.59 − 285.18 − 249.70 − 238.09 − 244.33 − 114.33");
    }

    #[test]
    fn nothing_stands_before_a_fall_to_zero() {
        assert_eq!(prior_year(&observed(0.0, 2), &observed(-100.0, 2)), None);
    }

    proptest! {
        #[test]
        fn the_true_figure_lies_in_the_interval(before in 1.0..1000.0_f64, growth in -50.0..50.0_f64) {
            let level = before * (1.0 + growth / 100.0);
            let round = |x: f64| (x * 100.0).round() / 100.0;
            let derived = prior_year(&observed(round(level), 2), &observed(round(growth), 2)).expect("growth above −100 %");
            prop_assert!(derived.low - 1e-9 <= before && before <= derived.high + 1e-9);
        }
    }
}
