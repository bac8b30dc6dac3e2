//! A number as it was written: its digits and where the point stands. Moving the point is exact, so that 1229600万元 are 122.96亿元 to the
//! last digit, and it stays known to how many places a figure was stated.

use std::fmt;

/// The most decimal places that are kept; what lies behind is rounded away.
pub const MOST_DECIMALS: u32 = 15;
/// Beyond these powers of ten no figure lies that anyone could mean, and statistics would overflow.
const EXPONENTS: std::ops::RangeInclusive<i64> = -150..=150;

/// ± `digits` × 10^`exponent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Without zeros at the front; empty for nought.
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads `12`, `-12.50`, `+.5`, `1.2e3`. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let exponent = i64::from(exponent) - i64::try_from(fraction.len()).ok()?;
        Some(Self { negative, digits: digits.trim_start_matches('0').to_owned(), exponent })
    }

    /// The same number times 10^`power`.
    #[must_use]
    pub fn shifted(self, power: i32) -> Self {
        Self { exponent: self.exponent + i64::from(power), ..self }
    }

    /// The opposite number.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { negative: !self.negative, ..self }
    }

    /// Whether it lies below nought.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative && !self.digits.is_empty()
    }

    /// Value and decimal places, rounded to [`MOST_DECIMALS`]; `None` when it is beyond any figure.
    #[must_use]
    pub fn figure(&self) -> Option<(f64, u32)> {
        let size = self.exponent + i64::try_from(self.digits.len()).ok()?;
        if !self.digits.is_empty() && !EXPONENTS.contains(&size) {
            return None;
        }
        let decimals = u32::try_from((-self.exponent).max(0)).unwrap_or(u32::MAX);
        let value: f64 = self.to_string().parse().ok()?;
        if decimals <= MOST_DECIMALS {
            return Some((value + 0.0, decimals));
        }
        let rounded: f64 = format!("{value:.*}", MOST_DECIMALS as usize).parse().ok()?;
        Some((rounded + 0.0, MOST_DECIMALS))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        write!(f, "{}{digits}e{}", if self.is_negative() { "-" } else { "" }, self.exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figure(text: &str, power: i32) -> Option<(f64, u32)> {
        Decimal::parse(text)?.shifted(power).figure()
    }

    #[test]
    fn the_point_moves_and_no_digit_changes() {
        assert_eq!(figure("1229600", -4), Some((122.96, 4)));
        assert_eq!(figure("122.96", 0), Some((122.96, 2)));
        assert_eq!(figure("0.0407", 2), Some((4.07, 2)));
        assert_eq!(figure("1.2", 4), Some((12_000.0, 0)));
        assert_eq!(figure("-007.50", 0), Some((-7.5, 2)));
        assert_eq!(figure("1.2e3", 0), Some((1200.0, 0)));
        assert_eq!(figure("-0.0", 0), Some((0.0, 1)));
        assert_eq!(figure("0.12345678901234567", 0), Some((0.123_456_789_012_346, 15)));
    }

    #[test]
    fn what_is_no_number_or_no_figure() {
        for text in ["", "-", ".", "1.2.3", "1e", "e5", "--1", "1e99999999999", "0x1", "１", "1 2", "NaN", "inf"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(figure("1e308", 0), None);
        assert_eq!(figure("1e-308", 0), None);
        assert_eq!(figure("0e308", 0), Some((0.0, 0)));
        assert!(Decimal::parse("-0").is_some_and(|zero| !zero.is_negative()));
    }

    proptest! {
        #[test]
        fn a_stated_figure_is_found_again(value in -1e12..1e12_f64, decimals in 0..4_u32, power in -12..12_i32) {
            let text = format!("{value:.*}", decimals as usize);
            let stated: f64 = text.parse().unwrap();
            prop_assert_eq!(figure(&text, 0), Some((stated + 0.0, decimals)));
            prop_assert_eq!(Decimal::parse(&text).unwrap().shifted(power).shifted(-power).figure(), Some((stated + 0.0, decimals)));
        }
    }
}
