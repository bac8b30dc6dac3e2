//! The scale of one axis: what it reaches from and to, and at which round numbers it carries ticks.

use crate::format::{decimal, grouped};

/// Nothing that institutions report reaches it; within it every difference can be formed without overflow.
const LIMIT: f64 = 1e15;
/// Nothing smaller is told apart on a logarithmic scale: it is the last decimal place that is written.
const LEAST: f64 = 1e-9;
/// A span below this share of the values themselves is none.
const LEAST_SPAN: f64 = 1e-9;
/// Share of the span that is left free beyond the outermost values.
const PAD: f64 = 0.05;

/// A value cut to what can be drawn; what is not a number becomes 0.
pub(crate) fn cut(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(-LIMIT, LIMIT) }
}

/// A scale; all values in the unit that is written at its ticks.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    low: f64,
    high: f64,
    logarithmic: bool,
    step: f64,
    /// Where ticks stand, rising.
    pub ticks: Vec<f64>,
}

impl Axis {
    /// A linear scale that reaches a little beyond all values, with at most `most` ticks at 1, 2 or 5 times a power of ten.
    ///
    /// `floor` and `ceiling` are bounds that the padding does not cross, as 0 and 100 for a score.
    pub(crate) fn linear(values: impl Iterator<Item = f64>, bounds: (f64, f64), most: usize) -> Self {
        let (least, greatest) = extent(values);
        let span = greatest - least;
        let pad = if span > least.abs().max(greatest.abs()) * LEAST_SPAN { span * PAD } else { (greatest.abs() * 0.1).max(1.0) };
        // A value beyond its bounds is still drawn inside of the frame.
        let low = if least >= bounds.0 { (least - pad).max(bounds.0) } else { least - pad };
        let high = if greatest <= bounds.1 { (greatest + pad).min(bounds.1) } else { greatest + pad };
        Self::between(low, high, most)
    }

    /// A linear scale from `low` to `high` exactly, `low` below `high`.
    pub(crate) fn between(low: f64, high: f64, most: usize) -> Self {
        let most = most.max(1) as f64;
        let span = (high - low).max(f64::MIN_POSITIVE);
        let step = round_steps().find(|step| span / step <= most).unwrap_or(LIMIT);
        let (first, last) = ((low / step).ceil() as i64, (high / step).floor() as i64);
        let ticks = (first..=last.min(first.saturating_add(most as i64))).map(|i| i as f64 * step).collect();
        Self { low, high, logarithmic: false, step, ticks }
    }

    /// A logarithmic scale over positive values, with ticks at powers of ten and, over a short reach, at 2 and 5 times them.
    pub(crate) fn logarithmic(values: impl Iterator<Item = f64>, most: usize) -> Self {
        let (least, greatest) = extent(values.map(|value| value.max(LEAST)));
        let (low, high) = (libm::log10(least.max(LEAST)), libm::log10(greatest.max(LEAST)));
        let pad = if high - low > LEAST_SPAN { (high - low) * PAD } else { 0.5 };
        let (low, high) = (low - pad, high + pad);
        let decades = || (low.floor() as i32..=high.ceil() as i32).map(|power| 10_f64.powi(power));
        let inside = |tick: &f64| (LEAST..=LIMIT).contains(tick) && (low..=high).contains(&libm::log10(*tick));
        let dense: Vec<f64> = decades().flat_map(|ten| [ten, 2.0 * ten, 5.0 * ten]).filter(inside).collect();
        let mut ticks = if dense.len() <= most.max(2) * 2 { dense } else { decades().filter(inside).collect() };
        let every = ticks.len().div_ceil(most.max(1) * 2).max(1);
        ticks = ticks.into_iter().step_by(every).collect();
        Self { low, high, logarithmic: true, step: 0.0, ticks }
    }

    /// Where a value stands between the ends, 0–1.
    pub(crate) fn share(&self, value: f64) -> f64 {
        let value = if self.logarithmic { libm::log10(cut(value).max(LEAST)) } else { cut(value) };
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// What stands at a tick, with a plus for a change above nothing.
    pub(crate) fn text(&self, tick: f64, with_plus: bool) -> String {
        let step = if self.logarithmic { tick } else { self.step };
        grouped(&decimal(tick, places(step), with_plus))
    }
}

fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (least, greatest) =
        values.map(cut).fold((f64::INFINITY, f64::NEG_INFINITY), |(least, greatest), value| (least.min(value), greatest.max(value)));
    if least <= greatest { (least, greatest) } else { (0.0, 0.0) }
}

/// 1, 2 and 5 times the powers of ten, rising, from 10⁻⁹ to 10¹⁶.
fn round_steps() -> impl Iterator<Item = f64> {
    (-9..=16)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|factor| if power < 0 { factor / 10_f64.powi(-power) } else { factor * 10_f64.powi(power) }))
}

/// Decimal places that a step needs.
fn places(step: f64) -> usize {
    (0..9).find(|places| (step * 10_f64.powi(*places)).fract().abs() < 1e-6 && step * 10_f64.powi(*places) >= 1.0).unwrap_or(9) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FREE: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

    fn texts(axis: &Axis, with_plus: bool) -> Vec<String> {
        axis.ticks.iter().map(|tick| axis.text(*tick, with_plus)).collect()
    }

    #[test]
    fn ticks_are_round_and_written_as_short_as_can_be() {
        let growth = Axis::linear([-9.94, 9.03].into_iter(), FREE, 6);
        assert_eq!(texts(&growth, true), ["\u{2212}10", "\u{2212}5", "0", "+5"]);
        assert_eq!(texts(&Axis::between(3.2, 5.5, 6), false), ["3.5", "4.0", "4.5", "5.0", "5.5"]);
        assert_eq!(texts(&Axis::between(0.0, 480_000.0, 5), false), ["0", "100,000", "200,000", "300,000", "400,000"]);
        assert_eq!(Axis::linear([97.0, 99.0].into_iter(), (0.0, 100.0), 5).ticks.last(), Some(&99.0));
    }

    #[test]
    fn equal_values_stand_in_the_middle() {
        let axis = Axis::linear([4.0, 4.0].into_iter(), FREE, 5);
        assert!((axis.share(4.0) - 0.5).abs() < 1e-12 && !axis.ticks.is_empty());
        assert!((Axis::logarithmic([7.0].into_iter(), 5).share(7.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_logarithmic_scale_gives_equal_room_to_equal_ratios() {
        let axis = Axis::logarithmic([2.63, 285.9].into_iter(), 5);
        assert_eq!(texts(&axis, false), ["5", "10", "20", "50", "100", "200"]);
        assert!((axis.share(20.0) - axis.share(10.0) - (axis.share(200.0) - axis.share(100.0))).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn any_values_lie_on_a_scale_with_few_ticks(values in prop::collection::vec(any::<f64>(), 0..12), most in 1..9_usize) {
            for axis in [Axis::linear(values.iter().copied(), FREE, most), Axis::logarithmic(values.iter().copied(), most)] {
                prop_assert!(values.iter().all(|value| (0.0..=1.0).contains(&axis.share(*value))), "{axis:?}");
                prop_assert!(axis.ticks.len() <= most * 2 + 1 && axis.ticks.windows(2).all(|pair| pair[0] < pair[1]), "{axis:?}");
                prop_assert!(axis.ticks.iter().all(|tick| !axis.text(*tick, true).is_empty()));
            }
        }
    }
}
