//! One entry of a pairwise comparison as it is written: an integer, a fraction, or a decimal that may be rounded.

use shuheng_engine::weigh::ahp::GREATEST_RATIO;
use shuheng_table::figure::{self, Cell, half_width};

/// Saaty's scale ends here.
const GREATEST_OF_SCALE: u32 = 9;
/// Decimals from which a number is taken for a rounded fraction: with one, 0.1 would be 1/7, 1/8 and 1/9.
const FEWEST_DECIMALS: i32 = 2;
/// Rounding of the arithmetic itself.
const DUST: f64 = 1e-9;

/// An entry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judgement {
    /// As it is written.
    pub(crate) written: String,
    /// The number that is written.
    pub(crate) value: f64,
    /// How far what was meant may lie from it, by rounding to the printed digits; 0 for integers and fractions.
    half_digit: f64,
    /// The fraction of Saaty's scale that it is a rounding of: its denominator.
    denominator: Option<u32>,
}

impl Judgement {
    /// Reads a cell; `None` when it is no number and no fraction.
    pub(crate) fn read(cell: &str) -> Option<Self> {
        let plain = half_width(cell);
        let number = |text: &str| match figure::read(text.trim(), true) {
            Ok(Cell::Figure(figure, false)) => Some(figure),
            _ => None,
        };
        let written = figure::shown(cell);
        if let Some((above, below)) = plain.split_once('/') {
            let value = number(above)? / number(below)?;
            return Some(Self { written, value, half_digit: 0.0, denominator: None });
        }
        let value = number(&plain)?;
        let fraction = plain.split_once('.').map_or("", |(_, fraction)| fraction);
        let decimals = i32::try_from(fraction.len()).unwrap_or(i32::MAX);
        let exact = fraction.bytes().all(|byte| byte == b'0') || !fraction.bytes().all(|byte| byte.is_ascii_digit());
        let half_digit = if exact { 0.0 } else { 0.5 * power_of_ten(-decimals) };
        let denominator = (2..=GREATEST_OF_SCALE)
            .filter(|_| !exact && decimals >= FEWEST_DECIMALS)
            .find(|denominator| (1.0 / f64::from(*denominator) - value).abs() <= half_digit * (1.0 + DUST));
        Some(Self { written, value, half_digit, denominator })
    }

    /// Whether it lies within what a judge may say.
    pub(crate) fn is_ratio(&self) -> bool {
        self.value > 0.0 && self.value.max(1.0 / self.value) <= GREATEST_RATIO * (1.0 + 1e-12)
    }

    /// The ratio that is meant when nothing stands opposite.
    pub(crate) fn alone(&self) -> f64 {
        self.denominator.map_or(self.value, |denominator| 1.0 / f64::from(denominator))
    }

    /// The ratio that is meant by this entry and the one opposite; `None` when they are not reciprocal within their digits.
    pub(crate) fn agreed_with_opposite(&self, opposite: &Self) -> Option<f64> {
        let may_be = |judgement: &Self, ratio: f64| (ratio - judgement.value).abs() <= judgement.half_digit + DUST * judgement.value;
        let both = |ratio: f64| may_be(self, ratio) && may_be(opposite, 1.0 / ratio);
        let (sharp, opposite_sharp) = (self.half_digit == 0.0, opposite.half_digit == 0.0);
        let fractions =
            [self.denominator.map(|d| 1.0 / f64::from(d)), opposite.denominator.map(f64::from)].into_iter().flatten().find(|r| both(*r));
        match (sharp, opposite_sharp) {
            (true, _) => Some(self.value).filter(|ratio| both(*ratio)),
            (false, true) => Some(1.0 / opposite.value).filter(|ratio| both(*ratio)),
            (false, false) => fractions.or_else(|| {
                // The ranges meet; the entry with more digits says more.
                let least = (opposite.value + opposite.half_digit).recip() <= (self.value + self.half_digit) * (1.0 + DUST);
                let most = opposite.value <= opposite.half_digit
                    || (opposite.value - opposite.half_digit).recip() >= (self.value - self.half_digit) * (1.0 - DUST);
                let own = self.half_digit / self.value <= opposite.half_digit / opposite.value;
                (least && most).then_some(if own { self.value } else { 1.0 / opposite.value })
            }),
        }
    }
}

/// `10^n`, correctly rounded as the literal is.
fn power_of_ten(n: i32) -> f64 {
    format!("1e{n}").parse().unwrap_or(0.0)
}

/// A ratio as a judge would write it: a fraction where it is one over an integer, else six digits.
pub(crate) fn ratio(value: f64) -> String {
    let inverse = 1.0 / value;
    if value < 1.0 && (inverse - inverse.round()).abs() < DUST * inverse {
        return format!("1/{}", inverse.round());
    }
    let digits = if value >= 100.0 { 3 } else { 5 };
    let text = format!("{value:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agreed(above: &str, below: &str) -> Option<f64> {
        Judgement::read(above).expect("a ratio").agreed_with_opposite(&Judgement::read(below).expect("a ratio"))
    }

    #[test]
    fn opposite_entries() {
        assert_eq!(agreed("3", "1/3"), Some(3.0));
        assert_eq!(agreed("3", "0.333"), Some(3.0));
        assert_eq!(agreed("3", "0.3"), Some(3.0));
        assert_eq!(agreed("0.333", "3.0"), Some(1.0 / 3.0));
        assert_eq!(agreed("0.14", "7"), Some(1.0 / 7.0));
        assert_eq!(agreed("0.347", "2.884"), Some(1.0 / 2.884));
        assert_eq!(agreed("1.41", "0.71"), Some(1.41));
        assert_eq!(agreed("3", "0.34"), None);
        assert_eq!(agreed("3", "1/2"), None);
        assert_eq!(agreed("0.3", "0.3"), None);
        assert_eq!(agreed("2.5", "0.4"), Some(2.5));
    }

    #[test]
    fn ratios_as_they_are_written() {
        assert_eq!([ratio(1.0 / 3.0), ratio(3.0), ratio(2.5), ratio(0.4)], ["1/3", "3", "2.5", "0.4"].map(str::to_owned));
        assert!(Judgement::read("abc").is_none() && Judgement::read("50%").is_none() && Judgement::read("1/").is_none());
        assert_eq!(Judgement::read("１／３").map(|judgement| judgement.value), Some(1.0 / 3.0));
    }

    proptest! {
        #[test]
        fn a_ratio_and_its_rounded_reciprocal_agree(ratio in 0.02..50.0_f64, digits in 3_usize..9) {
            let (above, below) = (format!("{ratio:.digits$}"), format!("{:.digits$}", 1.0 / ratio));
            let found = agreed(&above, &below).expect("reciprocal within rounding");
            prop_assert!((found / ratio - 1.0).abs() < 0.03, "{above} and {below} were read as {found}");
        }
    }
}
