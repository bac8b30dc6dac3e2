//! Dividing a whole into parts that sum to it exactly: the largest-remainder method (Hamilton).
//!
//! Used for contributions on the [grid](crate::grid).
//! Source: Balinski & Young, *Fair Representation* (1982), ch. 2.

/// Divides `total` into whole parts in proportion to `weights`; the parts sum to `total` exactly.
///
/// Each part is its exact share rounded down, and the units left over go to the largest remainders (ties: the earlier
/// part). Negative or non-finite weights count as 0. When no weight is positive every part is 0, unless `total` is not 0,
/// in which case the first part takes it all so that nothing is lost. An empty `weights` gives an empty result.
#[must_use]
pub fn apportion(total: i64, weights: &[f64]) -> Vec<i64> {
    let clean: Vec<f64> = weights.iter().map(|w| if w.is_finite() { w.max(0.0) } else { 0.0 }).collect();
    let sum: f64 = clean.iter().sum();
    let mut parts = vec![0_i64; clean.len()];
    if sum <= 0.0 || !sum.is_finite() {
        if let Some(first) = parts.first_mut() {
            *first = total;
        }
        return parts;
    }
    let exact: Vec<f64> = clean.iter().map(|w| total as f64 * (w / sum)).collect();
    for (part, share) in parts.iter_mut().zip(&exact) {
        *part = share.floor() as i64;
    }
    let mut order: Vec<usize> = (0..clean.len()).filter(|i| clean[*i] > 0.0).collect();
    order.sort_by(|a, b| {
        let remainder = |i: usize| exact[i] - exact[i].floor();
        remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b))
    });
    // Floor leaves between 0 and n units over, but floats may be off by a few more for large totals: deal out until it foots.
    let mut left = total.saturating_sub(parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part)));
    let step = left.signum();
    for index in order.iter().cycle().take(left.unsigned_abs().min(10_000) as usize) {
        parts[*index] = parts[*index].saturating_add(step);
        left -= step;
    }
    if let Some(largest) = order.iter().copied().max_by(|a, b| clean[*a].total_cmp(&clean[*b]).then(b.cmp(a))) {
        parts[largest] = parts[largest].saturating_add(left);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seats_of_a_textbook_example() {
        // Hamilton's method on the classic example of Balinski & Young: 26 seats, populations of five states.
        let seats = apportion(26, &[9061.0, 7179.0, 5259.0, 3319.0, 1182.0]);
        assert_eq!(seats, [9, 7, 5, 4, 1]);
    }

    #[test]
    fn nothing_to_share_by_still_loses_nothing() {
        assert_eq!(apportion(5, &[0.0, 0.0]), [5, 0]);
        assert_eq!(apportion(0, &[f64::NAN]), [0]);
        assert!(apportion(5, &[]).is_empty());
    }

    #[test]
    fn what_is_no_weight_gets_nothing() {
        assert_eq!(apportion(5, &[f64::INFINITY, 1.0, -1.0, f64::NAN]), [0, 5, 0, 0]);
        // 9·10¹⁸ + 500 is no `f64`: more is left over than there are parts.
        assert_eq!(apportion(9_000_000_000_000_000_500, &[1.0, 1.0, 0.0]), [4_500_000_000_000_000_250, 4_500_000_000_000_000_250, 0]);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole(total in 0_i64..=(100_i64 << 40), weights in prop::collection::vec(0.0..10.0_f64, 1..40)) {
            prop_assert_eq!(apportion(total, &weights).iter().sum::<i64>(), total);
        }

        #[test]
        fn each_part_is_its_share_within_a_unit(total in 0_i64..1_000_000, weights in prop::collection::vec(0.1..10.0_f64, 1..40)) {
            let sum: f64 = weights.iter().sum();
            for (part, weight) in apportion(total, &weights).iter().zip(&weights) {
                prop_assert!((*part as f64 - total as f64 * weight / sum).abs() <= 1.0 + 1e-6);
            }
        }
    }
}
