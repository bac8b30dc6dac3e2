//! Dividing a whole into parts that sum to it exactly: the largest-remainder method (Hamilton).
//!
//! Used for contributions on the [grid](crate::grid) and for displayed figures that must foot.
//! Source: Balinski & Young, *Fair Representation* (1982), ch. 2.

/// Divides `total` into whole parts in proportion to `weights`; the parts sum to `total` exactly.
///
/// Each part is its exact share rounded down, and the units left over go to the largest remainders (ties: the earlier
/// part). Negative or non-finite weights count as 0. When no weight is positive every part is 0, unless `total` is not 0,
/// in which case the first part takes it all so that nothing is lost. An empty `weights` gives an empty result.
#[must_use]
pub fn apportion(total: i64, weights: &[f64]) -> Vec<i64> {
    let clean: Vec<f64> = weights.iter().map(|w| if w.is_finite() && *w > 0.0 { *w } else { 0.0 }).collect();
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

/// Rounds `values` to `decimals` places so that they sum to the rounded `total`, for figures shown beside each other.
///
/// Unlike [`apportion`] it keeps signs: each value is rounded down and the missing units of the last place go to the
/// largest remainders. Non-finite values count as 0.
#[must_use]
pub fn foot(values: &[f64], total: f64, decimals: u32) -> Vec<f64> {
    let scale = 10_f64.powi(decimals.min(9) as i32);
    let clean: Vec<f64> = values.iter().map(|v| if v.is_finite() { v * scale } else { 0.0 }).collect();
    let mut units: Vec<i64> = clean.iter().map(|v| v.floor() as i64).collect();
    let goal = if total.is_finite() { (total * scale).round() as i64 } else { 0 };
    let left = goal - units.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by(|a, b| {
        let remainder = |i: usize| clean[i] - clean[i].floor();
        remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b))
    });
    if left < 0 {
        order.reverse();
    }
    let step = left.signum();
    for index in order.iter().cycle().take(left.unsigned_abs().min(10_000) as usize) {
        units[*index] += step;
    }
    units.into_iter().map(|u| u as f64 / scale).collect()
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
    fn shown_figures_foot() {
        assert_eq!(foot(&[3.34, 3.33, 3.33], 10.0, 1), [3.4, 3.3, 3.3]);
        assert_eq!(foot(&[], 0.0, 1), Vec::<f64>::new());
        assert_eq!(foot(&[-0.46, 1.0], 0.54, 1), [-0.5, 1.0]);
    }

    #[test]
    fn nothing_to_share_by_still_loses_nothing() {
        assert_eq!(apportion(5, &[0.0, 0.0]), [5, 0]);
        assert_eq!(apportion(0, &[f64::NAN]), [0]);
        assert!(apportion(5, &[]).is_empty());
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

        #[test]
        fn footed_figures_sum_to_the_rounded_total(values in prop::collection::vec(-10.0..10.0_f64, 1..20)) {
            let total: f64 = values.iter().sum();
            let shown: f64 = foot(&values, total, 1).iter().sum();
            prop_assert!((shown - (total * 10.0).round() / 10.0).abs() < 1e-9);
        }
    }
}
