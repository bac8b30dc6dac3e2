//! Statistics of samples, of pairs, and of tables of ratings. One statistic, one file.
//!
//! Sums run in the order given, so equal input gives equal bits; another order may differ in the last ones.

mod cronbach;
mod harrell_davis;
mod icc;
mod kendall_tau;
mod kendall_w;
mod krippendorff;
mod midrank;
mod moments;
mod pairs;
mod pearson;
mod percentile_rank;
mod quantile;
mod ratings;
mod robust_score;
mod sample;
mod shape;
mod spearman;
mod standard_score;

pub use cronbach::cronbach_alpha;
pub use harrell_davis::harrell_davis;
pub use icc::{IccForm, icc};
pub use kendall_tau::kendall_tau_b;
pub use kendall_w::kendall_w;
pub use krippendorff::{Measurement, krippendorff_alpha};
pub use midrank::midranks;
pub use moments::{Spread, mean, standard_deviation};
pub use pairs::complete_pairs;
pub use pearson::pearson;
pub use percentile_rank::{PercentileConvention, percentile_rank};
pub use quantile::{Quartiles, median, quantile, quartiles};
pub use ratings::{Ratings, RatingsFault};
pub use robust_score::{MAD_TO_SIGMA, median_absolute_deviation, robust_scores};
pub use sample::{GREATEST_FIGURE, StatisticsFault};
pub use shape::{excess_kurtosis, skewness};
pub use spearman::spearman;
pub use standard_score::standard_scores;

pub(crate) use midrank::tie_groups;
pub(crate) use moments::{centre, deviations};
pub(crate) use quantile::of_sorted;
pub(crate) use sample::{checked, is_figure};
