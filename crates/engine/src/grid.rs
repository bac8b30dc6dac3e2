//! The grid on which scores live, so that sums are exact.
//!
//! A score is a multiple of 2⁻⁴⁰ (about 9·10⁻¹³). Up to 8192 points such numbers, and every sum or difference of them, are
//! held by an `f64` without rounding, in any order of addition. That is what lets contributions sum to their score
//! *exactly* and not only nearly, at the price of an error of at most 4.6·10⁻¹³ points a node.

/// Grid units in one point.
pub const UNITS_PER_POINT: f64 = 1_099_511_627_776.0; // 2^40

/// The number of grid units nearest to `points`; saturates beyond ±8·10⁶ points, 0 for a number that is not finite.
#[must_use]
pub fn to_units(points: f64) -> i64 {
    if points.is_finite() {
        // A float-to-integer cast saturates, it never wraps.
        (points * UNITS_PER_POINT).round() as i64
    } else {
        0
    }
}

/// Points of a number of grid units.
#[must_use]
pub fn to_points(units: i64) -> f64 {
    units as f64 / UNITS_PER_POINT
}

/// `points` moved to the nearest grid point.
#[must_use]
pub fn snap(points: f64) -> f64 {
    to_points(to_units(points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_and_whole_points_lie_on_the_grid() {
        for points in [0.0, 25.0, 56.4375, 100.0] {
            assert_eq!(snap(points), points);
        }
        assert_eq!(snap(f64::NAN), 0.0);
        assert_eq!(snap(f64::INFINITY), 0.0);
    }

    proptest! {
        #[test]
        fn snapping_moves_by_less_than_half_a_unit(points in -100.0..=100.0_f64) {
            prop_assert!((snap(points) - points).abs() <= 0.5 / UNITS_PER_POINT);
        }

        #[test]
        fn sums_on_the_grid_are_exact_in_any_order(raw in prop::collection::vec(0.0..=1.0_f64, 0..60)) {
            let parts: Vec<f64> = raw.iter().map(|p| snap(*p)).collect();
            let forward: f64 = parts.iter().sum();
            let backward: f64 = parts.iter().rev().sum();
            prop_assert_eq!(forward, backward);
            prop_assert_eq!(to_units(forward), parts.iter().map(|p| to_units(*p)).sum::<i64>());
        }
    }
}
