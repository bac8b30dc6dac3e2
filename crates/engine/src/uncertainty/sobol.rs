//! Sobol's sensitivity indices: what share of the variance of a function each of its inputs explains.
//!
//! First order `S = V(E(Y|X))/V(Y)`, the variance that would go if the input were known; total `S_T = E(V(Y|all but X))/V(Y)`, the
//! variance that would stay if all others were known. `S ≤ S_T` but for the error of estimation; the difference is interaction.
//!
//! Estimators over `N` rows of two sample matrices `A`, `B` and, for each input, `A` with that input from `B` (`AB`):
//! `V·S = 1/N Σ f(B)(f(AB) − f(A))` (Saltelli et al. 2010, table 2 (b)) and `V·S_T = 1/2N Σ (f(A) − f(AB))²` (Jansen 1999; there
//! (f)). Before, the mean is taken off `f`: the expectation stays, the error shrinks. Costs `N(k + 2)` evaluations for `k` inputs.
//! Source: Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola, "Variance based sensitivity analysis of model output",
//! *Computer Physics Communications* 181 (2010).

use super::threads::in_order;
use crate::random::Stream;
use std::num::NonZeroUsize;

/// How large a sample, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SobolPlan {
    /// Rows `N` of the sample matrices, at least 2.
    pub samples: usize,
    /// Seed; row `j` reads its stream `j`.
    pub seed: u64,
}

/// An estimated index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// The estimate; the index itself lies in 0–1, the estimate may miss that by its error.
    pub value: f64,
    /// Standard error of the estimate over the `N` rows, by the delta method for a ratio of means.
    pub standard_error: f64,
}

/// The indices of all inputs, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct SobolIndices {
    /// Mean of the function.
    pub mean: f64,
    /// Variance of the function.
    pub variance: f64,
    /// First order.
    pub first: Vec<Index>,
    /// Total.
    pub total: Vec<Index>,
}

/// Why there are no indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SobolFault {
    /// The function has no input.
    NoInputs,
    /// Fewer than 2 rows.
    TooFewSamples,
    /// The function gave something that is not a finite number.
    NotFinite,
    /// The function is constant: no share of nothing.
    NoVariance,
}

/// Estimates the indices of a function of `inputs.iter().sum()` numbers of [0, 1), independent and uniform. Input `i` is a group
/// of `inputs[i]` neighbouring numbers, taken together. The same plan gives the same bytes whatever the number of threads.
///
/// # Errors
/// A [`SobolFault`].
pub fn sobol_indices(
    inputs: &[usize],
    plan: SobolPlan,
    threads: NonZeroUsize,
    function: impl Fn(&[f64]) -> f64 + Sync,
) -> Result<SobolIndices, SobolFault> {
    of_batches(inputs, plan, threads, |points, values| values.extend(points.iter().map(|point| function(point))))
}

/// The same for a function that takes several points at once and appends a value for each.
pub(super) fn of_batches(
    inputs: &[usize],
    plan: SobolPlan,
    threads: NonZeroUsize,
    function: impl Fn(&[Vec<f64>], &mut Vec<f64>) + Sync,
) -> Result<SobolIndices, SobolFault> {
    if inputs.iter().sum::<usize>() == 0 {
        return Err(SobolFault::NoInputs);
    }
    if plan.samples < 2 {
        return Err(SobolFault::TooFewSamples);
    }
    let values = in_order(plan.samples, threads, |rows| {
        let mut values = Vec::with_capacity(rows.len() * (inputs.len() + 2));
        for row in rows {
            function(&points(inputs, plan.seed, row), &mut values);
        }
        values
    })
    .concat();
    estimate(&values, inputs.len())
}

/// The points of a row: that of `A`, that of `B`, and for each input that of `AB`.
fn points(inputs: &[usize], seed: u64, row: usize) -> Vec<Vec<f64>> {
    let numbers = inputs.iter().sum();
    let mut stream = Stream::new(seed, row as u64);
    let mut draw = || (0..numbers).map(|_| stream.uniform()).collect::<Vec<f64>>();
    let (a, b) = (draw(), draw());
    let mut start = 0;
    let mixed: Vec<Vec<f64>> = inputs
        .iter()
        .map(|size| {
            let (mut point, group) = (a.clone(), start..start + size);
            start = group.end;
            point[group.clone()].copy_from_slice(&b[group]);
            point
        })
        .collect();
    [a, b].into_iter().chain(mixed).collect()
}

/// Indices from the values of all rows, `inputs + 2` values each.
fn estimate(values: &[f64], inputs: usize) -> Result<SobolIndices, SobolFault> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(SobolFault::NotFinite);
    }
    let rows = || values.chunks_exact(inputs + 2);
    let count = rows().len() as f64;
    let mean = rows().map(|row| row[0] + row[1]).sum::<f64>() / (2.0 * count);
    let spread = |row: &[f64]| ((row[0] - mean) * (row[0] - mean) + (row[1] - mean) * (row[1] - mean)) / 2.0;
    let variance = rows().map(spread).sum::<f64>() / count;
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    // Rounding alone leaves some 1e-16 of the values.
    if variance.sqrt() <= 1e-12 * largest {
        return Err(SobolFault::NoVariance);
    }
    let index = |part: &dyn Fn(&[f64]) -> f64| {
        let value = rows().map(part).sum::<f64>() / count / variance;
        let rest = |row: &[f64]| part(row) - value * spread(row);
        let squares = rows().map(|row| rest(row) * rest(row)).sum::<f64>();
        Index { value, standard_error: (squares / (count * (count - 1.0))).sqrt() / variance }
    };
    let first = (2..inputs + 2).map(|input| index(&|row: &[f64]| (row[1] - mean) * (row[input] - row[0]))).collect();
    let total = (2..inputs + 2).map(|input| index(&|row: &[f64]| (row[0] - row[input]) * (row[0] - row[input]) / 2.0)).collect();
    Ok(SobolIndices { mean, variance, first, total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    const PLAN: SobolPlan = SobolPlan { samples: 4_096, seed: 1 };

    fn close(found: &[Index], expected: &[f64]) {
        for (index, expected) in found.iter().zip(expected) {
            assert!((index.value - expected).abs() < 4.0 * index.standard_error + 1e-9, "{index:?} is not {expected}");
            assert!(index.standard_error < 0.06, "{index:?}");
        }
        assert_eq!(found.len(), expected.len());
    }

    /// Ishigami & Homma (1990), a = 7, b = 0.1, with the analytic indices in Saltelli et al., *Sensitivity Analysis* (2000).
    #[test]
    fn ishigami() {
        let function = |point: &[f64]| {
            let [x, y, z] = [0, 1, 2].map(|i| -PI + 2.0 * PI * point[i]);
            libm::sin(x) + 7.0 * libm::sin(y) * libm::sin(y) + 0.1 * z * z * z * z * libm::sin(x)
        };
        let found = sobol_indices(&[1, 1, 1], PLAN, NonZeroUsize::MIN, function).expect("indices");
        close(&found.first, &[0.3139, 0.4424, 0.0]);
        close(&found.total, &[0.5576, 0.4424, 0.2437]);
        assert!((found.mean - 3.5).abs() < 0.1 && (found.variance - 13.8446).abs() < 0.3, "{found:?}");
    }

    /// Sobol's g-function, ∏ (|4x − 2| + a)/(1 + a), in closed form: Vᵢ = 1/(3(1 + aᵢ)²), V = ∏(1 + Vᵢ) − 1, Sᵢ = Vᵢ/V,
    /// STᵢ = Vᵢ ∏_{j≠i}(1 + Vⱼ)/V; a group's likewise, with ∏(1 + Vᵢ) − 1 of its members for Vᵢ.
    #[test]
    fn g_function_and_groups() {
        let a = [0.0, 1.0, 4.5, 9.0, 99.0];
        let function = |point: &[f64]| point.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product();
        let parts = a.map(|a: f64| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        for inputs in [vec![1, 1, 1, 1, 1], vec![2, 1, 2]] {
            let mut start = 0;
            let groups: Vec<f64> = inputs
                .iter()
                .map(|size| {
                    start += size;
                    parts[start - size..start].iter().map(|v| 1.0 + v).product::<f64>() - 1.0
                })
                .collect();
            let all: f64 = parts.iter().map(|v| 1.0 + v).product();
            let found = sobol_indices(&inputs, PLAN, NonZeroUsize::MIN, function).expect("indices");
            close(&found.first, &groups.iter().map(|v| v / (all - 1.0)).collect::<Vec<_>>());
            close(&found.total, &groups.iter().map(|v| v * all / (1.0 + v) / (all - 1.0)).collect::<Vec<_>>());
        }
    }

    /// Two rows of `f(A)`, `f(B)`, `f(AB)`: 0, 1, 1 and 1, 0, 1. Mean 1/2 and variance 1/4; the products of the first order are 1/2
    /// and 0, so are the halved squares of the total. Each is off its share of the variance by 1/4, up and down.
    #[test]
    fn by_hand() {
        let one = Index { value: 1.0, standard_error: 1.0 };
        let expected = SobolIndices { mean: 0.5, variance: 0.25, first: vec![one], total: vec![one] };
        assert_eq!(estimate(&[0.0, 1.0, 1.0, 1.0, 0.0, 1.0], 1), Ok(expected));
        let least = SobolPlan { samples: 2, seed: 1 };
        assert!(sobol_indices(&[1], least, NonZeroUsize::MIN, |point| point[0]).is_ok());
    }

    #[test]
    fn no_indices() {
        let of =
            |inputs: &[usize], samples, value: f64| sobol_indices(inputs, SobolPlan { samples, seed: 1 }, NonZeroUsize::MIN, |_| value);
        assert_eq!(of(&[], 10, 1.0), Err(SobolFault::NoInputs));
        assert_eq!(of(&[1], 1, 1.0), Err(SobolFault::TooFewSamples));
        assert_eq!(of(&[1], 10, f64::NAN), Err(SobolFault::NotFinite));
        assert_eq!(of(&[1], 10, 0.1), Err(SobolFault::NoVariance));
        assert_eq!(of(&[1], 10, 0.0), Err(SobolFault::NoVariance));
        let plan = SobolPlan { samples: 10, seed: 1 };
        let rounded = sobol_indices(&[1], plan, NonZeroUsize::MIN, |point| 1e9 + 1e-6 * point[0]);
        assert_eq!(rounded, Err(SobolFault::NoVariance), "what is left is rounding");
    }

    #[test]
    fn threads_change_nothing() {
        let plan = SobolPlan { samples: 101, seed: 3 };
        let of = |threads| sobol_indices(&[1, 2], plan, NonZeroUsize::new(threads).expect("a thread"), |p| p[0] * p[1] + p[2]);
        assert_eq!(of(1), of(3));
    }
}
