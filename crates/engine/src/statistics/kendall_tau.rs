//! Kendall's tau-b: pairs of units in the same order against pairs in opposite order, with ties.
//!
//! `τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂))`: `C` concordant and `D` discordant pairs, `n₀ = n(n − 1)/2`, `n₁` and `n₂` the
//! pairs tied on the left and on the right. Source: Kendall, "The treatment of ties in ranking problems", *Biometrika* 33
//! (1945); Kendall & Gibbons, *Rank Correlation Methods* (5th ed. 1990), ch. 3.

use crate::statistics::StatisticsFault;
use crate::statistics::pairs::checked_pairs;

/// Rank correlation −1 to 1 of two lists of equal length, in n·log n steps by Knight's algorithm ("A computer method for
/// calculating Kendall's tau with ungrouped data", *Journal of the American Statistical Association* 61, 1966): sorted by the left,
/// the discordant pairs are the exchanges that a merge sort by the right makes.
///
/// # Errors
/// [`StatisticsFault`]: lists of different length, fewer than two pairs, a bad figure, or [`StatisticsFault::NoSpread`] when a
/// list is constant.
pub fn kendall_tau_b(left: &[f64], right: &[f64]) -> Result<f64, StatisticsFault> {
    checked_pairs(left, right)?;
    // −0 and 0 are equal as figures: told apart on the left by the sorting, pairs tied there would count as exchanged.
    let mut pairs: Vec<(f64, f64)> = left.iter().zip(right).map(|(x, y)| (x + 0.0, *y)).collect();
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let tied_left = tied_pairs(&pairs, |a, b| a.0 == b.0);
    let tied_both = tied_pairs(&pairs, |a, b| a == b);
    let mut order: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let discordant = exchanges(&mut order);
    let tied_right = tied_pairs(&order, |a, b| a == b);
    let all = pairs_among(left.len());
    let (untied_left, untied_right) = (all - tied_left, all - tied_right);
    if untied_left == 0 || untied_right == 0 {
        return Err(StatisticsFault::NoSpread);
    }
    // Of the pairs tied nowhere, those that are not discordant are concordant.
    let balance = all - tied_left - tied_right + tied_both - 2 * discordant;
    let scale = (untied_left as f64).sqrt() * (untied_right as f64).sqrt();
    Ok((balance as f64 / scale).clamp(-1.0, 1.0))
}

/// `n(n − 1)/2`.
fn pairs_among(n: usize) -> i64 {
    // More figures than an i64 counts pairs of do not fit into any memory.
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    n * (n - 1) / 2
}

/// Pairs of equal entries in a list where equal entries stand together.
fn tied_pairs<T>(sorted: &[T], equal: impl Fn(&T, &T) -> bool) -> i64 {
    sorted.chunk_by(equal).map(|group| pairs_among(group.len())).sum()
}

/// Sorts a list by merging and says how many pairs stood in falling order.
fn exchanges(list: &mut [f64]) -> i64 {
    let n = list.len();
    let mut merged = list.to_vec();
    let mut count = 0;
    let mut width = 1;
    while width < n {
        for (run, into) in list.chunks(2 * width).zip(merged.chunks_mut(2 * width)) {
            let (mut first, mut second) = run.split_at(width.min(run.len()));
            for place in into {
                match (first.split_first(), second.split_first()) {
                    (Some((a, rest)), later) if later.is_none_or(|(b, _)| a <= b) => {
                        *place = *a;
                        first = rest;
                    }
                    (_, Some((b, rest))) => {
                        *place = *b;
                        second = rest;
                        count += i64::try_from(first.len()).unwrap_or(i64::MAX);
                    }
                    // The merged list is as long as both runs together.
                    (_, None) => {}
                }
            }
        }
        list.copy_from_slice(&merged);
        width *= 2;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// SciPy, documentation of `stats.kendalltau` (variant b): −0.47140452079103173 for 12, 2, 1, 12, 2 against 1, 4, 7, 1, 0.
    #[test]
    fn example_of_scipy_with_ties() {
        let tau = kendall_tau_b(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]);
        assert!(tau.is_ok_and(|tau| (tau + 0.471_404_520_791_031_7).abs() < 1e-15));
    }

    #[test]
    fn a_constant_list_has_no_order() {
        assert_eq!(kendall_tau_b(&[1.0, 1.0], &[1.0, 2.0]), Err(StatisticsFault::NoSpread));
        assert_eq!(kendall_tau_b(&[1.0], &[1.0]), Err(StatisticsFault::TooFew { needed: 2, found: 1 }));
    }

    #[test]
    fn pairs_and_exchanges() {
        assert_eq!([0, 1, 2, 5].map(pairs_among), [0, 0, 1, 10]);
        assert_eq!(exchanges(&mut [3.0, 2.0, 2.0, 1.0]), 5);
    }

    /// By hand: the first two are tied on one side and both others are in order, so that `τ = 2/√(2·3)`.
    #[test]
    fn zeros_of_either_sign_are_tied() {
        let (zeros, others) = ([-0.0, 0.0, 1.0], [2.0, 1.0, 3.0]);
        let expected = 2.0 / 6.0_f64.sqrt();
        for tau in [kendall_tau_b(&zeros, &others), kendall_tau_b(&others, &zeros)] {
            assert!(tau.is_ok_and(|tau| (tau - expected).abs() < 1e-15));
        }
    }

    /// Pair by pair, as the definition says.
    fn by_definition(x: &[f64], y: &[f64]) -> f64 {
        let sign = |a: f64, b: f64| f64::from(i8::from(a > b) - i8::from(a < b));
        let pairs = || (0..x.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
        let balance: f64 = pairs().map(|(i, j)| sign(x[i], x[j]) * sign(y[i], y[j])).sum();
        let untied = |list: &[f64]| pairs().filter(|(i, j)| list[*i] != list[*j]).count() as f64;
        balance / (untied(x).sqrt() * untied(y).sqrt())
    }

    #[test]
    fn a_long_list_is_settled_quickly() {
        let x: Vec<f64> = (0..20_000).map(|i| f64::from(i * 7919 % 20_011)).collect();
        let y: Vec<f64> = x.iter().map(|x| x * 2.0).collect();
        assert!(kendall_tau_b(&x, &y).is_ok_and(|tau| (tau - 1.0).abs() < 1e-12));
    }

    proptest! {
        #[test]
        fn is_the_count_of_pairs(pairs in prop::collection::vec((-5_i32..5, -5_i32..5), 2..40)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
            if let Ok(tau) = kendall_tau_b(&x, &y) {
                prop_assert_eq!(tau, by_definition(&x, &y).clamp(-1.0, 1.0));
            }
        }

        #[test]
        fn bounded_symmetric_and_blind_to_rising_transforms(pairs in prop::collection::vec((-9_i32..9, -9_i32..9), 2..30)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
            if let Ok(tau) = kendall_tau_b(&x, &y) {
                prop_assert!((-1.0..=1.0).contains(&tau));
                prop_assert_eq!(kendall_tau_b(&y, &x), Ok(tau));
                let cubed: Vec<f64> = x.iter().map(|x| x * x * x).collect();
                prop_assert_eq!(kendall_tau_b(&cubed, &y), Ok(tau));
                let turned: Vec<f64> = x.iter().map(|x| -x).collect();
                prop_assert_eq!(kendall_tau_b(&turned, &y), Ok(-tau));
                prop_assert!((kendall_tau_b(&x, &x).expect("a spread") - 1.0).abs() < 1e-12);
            }
        }
    }
}
