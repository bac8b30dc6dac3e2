//! What a number of peers allows to be said of their distribution. Below eight only the points themselves; from eight the quartiles;
//! from twenty the outer deciles and a percentile rank. Never a bare mean: few institutions of very different size have none worth
//! the name.

use shuheng_engine::statistics::{PercentileConvention, percentile_rank, quantile, quartiles};

/// Institutions from which quartiles are told.
pub const FROM_QUARTILES: usize = 8;

/// Institutions from which the outer deciles and a percentile rank are told.
pub const FROM_TAILS: usize = 20;

/// What can be said of a sample.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Distribution {
    /// Institutions with a figure.
    pub n: usize,
    /// P25, median, P75 (type 7); from [`FROM_QUARTILES`].
    pub quartiles: Option<[f64; 3]>,
    /// P10 and P90; from [`FROM_TAILS`].
    pub tails: Option<[f64; 2]>,
    /// Percentile rank of the own figure, 0–100, half of equal figures counting as below; from [`FROM_TAILS`].
    pub percentile: Option<f64>,
}

/// What can be said of the figures of a group and of an own figure among them; the own one is not part of the sample.
#[must_use]
pub fn distribution(sample: &[f64], own: Option<f64>) -> Distribution {
    let n = sample.len();
    let at = |probability| quantile(sample, probability).ok();
    let many = n >= FROM_TAILS;
    Distribution {
        n,
        quartiles: quartiles(sample).ok().filter(|_| n >= FROM_QUARTILES).map(|found| [found.lower, found.median, found.upper]),
        tails: at(0.1).zip(at(0.9)).filter(|_| many).map(|(low, high)| [low, high]),
        percentile: own.filter(|_| many).and_then(|own| percentile_rank(sample, own, PercentileConvention::Midpoint).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_size_allows() {
        let sample = |n: u32| (1..=n).map(f64::from).collect::<Vec<_>>();
        let told = |n: u32| {
            let found = distribution(&sample(n), Some(10.0));
            assert_eq!(found.n, n as usize);
            (found.quartiles.is_some(), found.tails.is_some(), found.percentile.is_some())
        };
        for n in [0, 1, 7] {
            assert_eq!(told(n), (false, false, false), "{n}");
        }
        for n in [8, 19] {
            assert_eq!(told(n), (true, false, false), "{n}");
        }
        assert_eq!(told(20), (true, true, true));
        assert_eq!(distribution(&sample(20), None).percentile, None);
    }

    #[test]
    fn quantiles_of_type_7_and_the_mid_rank() {
        // 1…21: Q(p) = 1 + 20p; nine of 21 are below 10, one equals it.
        let found = distribution(&(1..=21).map(f64::from).collect::<Vec<_>>(), Some(10.0));
        assert_eq!((found.quartiles, found.tails), (Some([6.0, 11.0, 16.0]), Some([3.0, 19.0])));
        assert!(found.percentile.is_some_and(|rank| (rank - 9.5 / 21.0 * 100.0).abs() < 1e-12));
    }
}
