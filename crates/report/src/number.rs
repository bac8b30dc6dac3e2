//! Number formats, and rounding as a spreadsheet does it.

/// Scores: 56.4.
pub(crate) const SCORE: &str = "0.0";
/// Differences of scores: +4.4, −13.6, 0.0.
pub(crate) const DIFFERENCE: &str = "+0.0;\"−\"0.0;0.0";
/// Differences with two decimals: +0.42.
pub(crate) const FINE_DIFFERENCE: &str = "+0.00;\"−\"0.00;0.00";
/// Shares and weights: 92.86%.
pub(crate) const SHARE: &str = "0.00%";
/// Growth: +4.67%, −2.36%.
pub(crate) const GROWTH: &str = "+0.00%;\"−\"0.00%;0.00%";
/// Levels: L3.
pub(crate) const LEVEL: &str = "\"L\"0";
/// Contributions to the total before they are rounded for show.
pub(crate) const EXACT: &str = "0.0000";
/// Whole numbers.
pub(crate) const WHOLE: &str = "0";
/// What is typed in is shown as typed.
pub(crate) const AS_TYPED: &str = "General";
/// A number that ought to be nothing.
pub(crate) const RESIDUE: &str = "0.0E+00;\"−\"0.0E+00;0";

/// The format of a figure with a unit: two decimals for 亿元, three for billions, none for whole counts.
pub(crate) fn format_for(unit: &str, value: f64) -> &'static str {
    if unit.to_ascii_lowercase().contains("bn") {
        "#,##0.000"
    } else if value.fract() == 0.0 && !unit.contains("亿") && !unit.contains('%') {
        "#,##0"
    } else {
        "#,##0.00"
    }
}

/// `ROUND(value, digits)`: halves leave zero, and a half that only the binary representation misses still counts as one.
pub(crate) fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    let shifted = value * scale;
    let nearest_half = (shifted * 2.0).round() / 2.0;
    let settled = if (shifted - nearest_half).abs() < 1e-14 * shifted.abs() { nearest_half } else { shifted };
    settled.round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_leave_zero() {
        assert_eq!(round(56.25, 1), 56.3);
        assert_eq!(round(-56.25, 1), -56.3);
        assert_eq!(round(1.005, 2), 1.01);
        assert_eq!(round(4.35, 1), 4.4);
        assert_eq!(round(56.249_999, 1), 56.2);
        assert_eq!(round(40.0 / 81.0, 9), 0.493_827_16, "0.49382716049… is no half at the ninth decimal");
    }

    #[test]
    fn a_figure_is_shown_by_its_unit() {
        assert_eq!(format_for("亿元", 249.7), "#,##0.00");
        assert_eq!(format_for("RMB bn", 28.518), "#,##0.000");
        assert_eq!(format_for("人", 36_000.0), "#,##0");
    }
}
