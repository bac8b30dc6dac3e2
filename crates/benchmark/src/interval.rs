//! Values with bounds. A printed figure stands for all values that round to it; what is computed from printed figures lies
//! between the bounds of interval arithmetic.
//!
//! Source: Moore, *Interval Analysis* (1966). Every bound is moved outwards to the next number, so that rounding of the
//! arithmetic itself loses nothing.

/// Finite bounds, `low ≤ high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Least value.
    pub low: f64,
    /// Greatest value.
    pub high: f64,
}

impl Interval {
    /// A value that is known exactly.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// What a printed value stands for: half a step either way, the step being the last decimal or what the source rounds to.
    #[must_use]
    pub fn rounded(value: f64, decimals: u32, resolution: Option<f64>) -> Self {
        let step = resolution.unwrap_or_else(|| 1.0 / 10_f64.powi(decimals.min(12) as i32));
        Self { low: value - step / 2.0, high: value + step / 2.0 }.outwards()
    }

    fn outwards(self) -> Self {
        Self { low: self.low.next_down(), high: self.high.next_up() }
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }.outwards()
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }.outwards()
    }

    /// The product with a number.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        let (a, b) = (self.low * factor, self.high * factor);
        Self { low: a.min(b), high: a.max(b) }.outwards()
    }

    /// The quotient; `None` when the divisor may be zero or less.
    #[must_use]
    pub fn over(self, divisor: Self) -> Option<Self> {
        let quotients = [self.low / divisor.low, self.low / divisor.high, self.high / divisor.low, self.high / divisor.high];
        let bounds = quotients.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), q| (low.min(q), high.max(q)));
        (divisor.low > 0.0).then(|| Self { low: bounds.0, high: bounds.1 }.outwards())
    }

    /// The power with an exponent above 0; `None` when the base may be negative.
    #[must_use]
    pub fn power(self, exponent: f64) -> Option<Self> {
        // The library's power is right to within a few of the last bits.
        let slack = 1e-14;
        (self.low >= 0.0 && exponent > 0.0)
            .then(|| Self { low: libm::pow(self.low, exponent) * (1.0 - slack), high: libm::pow(self.high, exponent) * (1.0 + slack) })
    }

    /// The square of values that are not negative.
    #[must_use]
    pub fn squared(self) -> Self {
        Self { low: self.low * self.low, high: self.high * self.high }.outwards()
    }

    /// The smallest interval around both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// Whether a value lies between the bounds.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether a value can lie within both.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// For each interval the sum of all others.
pub(crate) fn sums_of_others(parts: &[Interval]) -> Vec<Interval> {
    let sums = |sum: &mut Interval, part: &Interval| {
        let before = *sum;
        *sum = sum.plus(*part);
        Some(before)
    };
    let before = parts.iter().scan(Interval::exact(0.0), sums);
    let mut after: Vec<Interval> = parts.iter().rev().scan(Interval::exact(0.0), sums).collect();
    after.reverse();
    before.zip(after).map(|(before, after)| before.plus(after)).collect()
}

/// A value rounded to decimals, half away from zero, as it is printed.
pub(crate) fn round(value: f64, decimals: u32) -> f64 {
    let scale = 10_f64.powi(decimals.min(12) as i32);
    let rounded = (value * scale).round() / scale;
    if rounded == 0.0 { 0.0 } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_printed_figures_stand_for() {
        let close = |interval: Interval, low: f64, high: f64| (interval.low - low).abs() < 1e-9 && (interval.high - high).abs() < 1e-9;
        assert!(close(Interval::rounded(122.96, 2, None), 122.955, 122.965));
        assert!(close(Interval::rounded(36_300.0, 0, Some(100.0)), 36_250.0, 36_350.0), "3.63 trillion");
        assert!(Interval::rounded(163.7, 1, None).meets(Interval::rounded(163.74, 2, None)), "the same figure, rounded");
        assert!(!Interval::rounded(132.91, 2, None).meets(Interval::rounded(131.91, 2, None)));
    }

    #[test]
    fn no_quotient_by_what_may_be_zero() {
        let one = Interval::exact(1.0);
        assert_eq!(one.over(Interval { low: 0.0, high: 1.0 }), None);
        assert_eq!(one.over(Interval { low: -1.0, high: 1.0 }), None);
        assert_eq!(Interval { low: -1.0, high: 1.0 }.power(0.5), None);
    }

    #[test]
    fn rounding_is_that_of_print() {
        assert_eq!([round(2.5, 0), round(-2.5, 0), round(122.9649, 2), round(-0.001, 2)], [3.0, -3.0, 122.96, 0.0]);
        assert!(round(-0.001, 2).is_sign_positive());
    }

    fn around(value: f64) -> impl Strategy<Value = Interval> {
        (0.0..5.0_f64, 0.0..5.0_f64).prop_map(move |(below, above)| Interval { low: value - below, high: value + above })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn the_true_value_lies_inside(
            (a, ia) in (-1e6..1e6_f64).prop_flat_map(|a| (Just(a), around(a))),
            (b, ib) in (6.0..1e6_f64).prop_flat_map(|b| (Just(b), around(b))),
            factor in -1e3..1e3_f64,
            years in 1..8_i32,
        ) {
            prop_assert!(ia.plus(ib).contains(a + b));
            prop_assert!(ia.minus(ib).contains(a - b));
            prop_assert!(ia.scaled(factor).contains(a * factor));
            prop_assert!(ia.over(ib).expect("above zero").contains(a / b));
            prop_assert!(ib.squared().contains(b * b));
            prop_assert!(ib.power(1.0 / f64::from(years)).expect("above zero").contains(libm::pow(b, 1.0 / f64::from(years))));
            prop_assert!(ia.hull(ib).contains(a) && ia.hull(ib).contains(b));
        }

        #[test]
        fn what_was_rounded_lies_inside(value in -1e6..1e6_f64, decimals in 0_u32..5) {
            prop_assert!(Interval::rounded(round(value, decimals), decimals, None).contains(value));
        }
    }
}
