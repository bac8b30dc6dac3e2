//! What `shuheng ahp`, `weights` and `stats` answer: snake_case, as `docs/research.md` describes it. What has no value is null, with a
//! note that says why.

use super::common::Text;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Values by name in an order of their own; an object in JSON.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Weights from pairwise comparison.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AhpView {
    /// `eigenvector` or `geometric-mean`.
    pub method: &'static str,
    /// Names of the criteria; their numbers from 1 when the table has none.
    pub labels: Vec<String>,
    /// Weights in their order, which sum to 1.
    pub weights: Vec<f64>,
    /// How far the comparisons fit together; of the common matrix when there are several judges.
    #[serde(flatten)]
    pub consistency: ConsistencyView,
    /// Each judge alone; empty for a single one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judges: Vec<JudgeView>,
    /// How the tables were read, and what a reader should know.
    pub notes: Vec<Text>,
}

/// How far the comparisons of a matrix fit together.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ConsistencyView {
    /// Principal eigenvalue.
    pub lambda_max: f64,
    /// Consistency index.
    pub ci: f64,
    /// Random index of as many criteria.
    pub ri: f64,
    /// Where the random index is from.
    pub ri_table: &'static str,
    /// Consistency ratio.
    pub cr: f64,
    /// Whether the ratio is at most 0.1.
    pub acceptable: bool,
    /// The comparison that fits least; null when none contradicts the others.
    pub most_inconsistent: Option<InconsistencyView>,
}

/// A comparison that contradicts the others.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct InconsistencyView {
    /// Name of the criterion judged too important.
    pub row: String,
    /// Name of the criterion beside which it was judged so.
    pub column: String,
    /// The comparison.
    pub given: f64,
    /// What the weights of all comparisons say instead.
    pub suggested: f64,
    /// Consistency ratio with the suggested one in its place.
    pub cr_after: f64,
}

/// One of several judges.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct JudgeView {
    /// The judge's file as it was named.
    pub file: String,
    /// The judge's own weights.
    pub weights: Vec<f64>,
    /// How far the judge's comparisons fit together.
    #[serde(flatten)]
    pub consistency: ConsistencyView,
}

/// Weights from the data of a panel.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PanelWeightsView {
    /// `entropy` or `critic`.
    pub method: &'static str,
    /// Weight by column, in the order of the table; they sum to 1.
    pub weights: Named<f64>,
    /// Columns where less is better.
    pub cost: Vec<String>,
    /// Units that have every figure.
    pub units_used: usize,
    /// Units that lack one, with their year where there are years.
    pub units_left_out: Vec<String>,
    /// Missing figures by column, of columns that miss any.
    pub missing: Named<usize>,
    /// Years that were pooled; empty without a column of years.
    pub years: Vec<i32>,
    /// How the table was read, and what a reader should know.
    pub notes: Vec<Text>,
}

/// Agreement of raters.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AgreementView {
    /// Rows.
    pub items: usize,
    /// Columns.
    pub raters: usize,
    /// Ratings that are not there.
    pub missing: usize,
    /// Whether the first line was taken as names of columns.
    pub header_row: bool,
    /// Name of the column that was taken as labels of the items.
    pub label_column: Option<String>,
    /// Names of the columns that were taken as raters.
    pub rater_columns: Vec<String>,
    /// Level of measurement: `nominal`, `ordinal`, `interval` or `ratio`.
    pub level: &'static str,
    /// Krippendorff's alpha at that level.
    pub krippendorff_alpha: Option<f64>,
    /// The six intraclass correlations of Shrout & Fleiss, `icc_1_1` to `icc_3_k`.
    pub icc: Option<Named<Option<f64>>>,
    /// Cronbach's alpha, with raters as the items of a scale.
    pub cronbach_alpha: Option<f64>,
    /// Kendall's coefficient of concordance, corrected for ties.
    pub kendall_w: Option<f64>,
    /// How the table was read, and why a coefficient has no value.
    pub notes: Vec<Text>,
}

/// A panel in figures.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct PanelStatisticsView {
    /// Rows: units, or units × years.
    pub units: usize,
    /// Name of the column that was taken as units.
    pub unit_column: String,
    /// Years that were pooled; empty without a column of years.
    pub years: Vec<i32>,
    /// Each column, in the order of the table.
    pub columns: Vec<ColumnStatisticsView>,
    /// How columns hang together.
    pub correlations: CorrelationsView,
    /// Cronbach's alpha over the units that have every figure.
    pub cronbach_alpha: Option<f64>,
    /// Units it was taken of.
    pub cronbach_units: usize,
    /// Which of several definitions each statistic follows.
    pub definitions: Named<&'static str>,
    /// How the table was read, and why a statistic has no value.
    pub notes: Vec<Text>,
}

/// A column in figures, in the unit of the column where nothing else is said.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ColumnStatisticsView {
    /// Name.
    pub column: String,
    /// Figures.
    pub n: usize,
    /// Figures that are not there.
    pub missing: usize,
    /// Arithmetic mean.
    pub mean: Option<f64>,
    /// Standard deviation of a sample.
    pub sd: Option<f64>,
    /// Smallest.
    pub min: Option<f64>,
    /// Lower quartile, type 7.
    pub q1: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// Upper quartile, type 7.
    pub q3: Option<f64>,
    /// Largest.
    pub max: Option<f64>,
    /// Adjusted Fisher–Pearson skewness, without a unit.
    pub skewness: Option<f64>,
    /// Excess kurtosis, without a unit.
    pub excess_kurtosis: Option<f64>,
    /// Median absolute deviation, without a constant.
    pub mad: Option<f64>,
}

/// A square of coefficients, in the order of the columns.
pub type CoefficientMatrix = Vec<Vec<Option<f64>>>;

/// Correlations of every pair of columns over the units that have both figures.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CorrelationsView {
    /// Names of the columns, for rows and columns of the matrices.
    pub columns: Vec<String>,
    /// Units that have both figures.
    pub n: Vec<Vec<usize>>,
    /// Pearson's r.
    pub pearson: CoefficientMatrix,
    /// Spearman's ρ.
    pub spearman: CoefficientMatrix,
    /// Kendall's τ_b.
    pub kendall_tau_b: CoefficientMatrix,
}
