//! Formulas by which figures are computed that nobody printed, as the data set declares them.

use crate::text::Text;

/// What a formula does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DerivationKind {
    /// The level of a year from the next: `level ÷ (1 + growth)`, growth in per cent.
    PriorYear,
    /// What a total leaves for one member: `total − Σ other members`.
    Remainder,
    /// The change between two levels: `(level ÷ level of the year before − 1) · factor`.
    Growth,
    /// `operand ÷ other operand · factor`.
    Ratio,
    /// The compound growth from the first year with a level: `((last ÷ first)^(1 ÷ years) − 1) · factor`.
    CompoundGrowth,
    /// `level ÷ total of the group · factor`; only within a group.
    Share,
}

impl DerivationKind {
    /// All kinds with their words in tables.
    pub(crate) const WORDS: [(&'static str, Self); 6] = [
        ("prior_year", Self::PriorYear),
        ("remainder", Self::Remainder),
        ("growth", Self::Growth),
        ("ratio", Self::Ratio),
        ("compound_growth", Self::CompoundGrowth),
        ("share", Self::Share),
    ];
}

/// A declared formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// Id such as `it_investment_over_revenue`.
    pub id: String,
    /// Metric of the result.
    pub metric: String,
    /// What it does.
    pub kind: DerivationKind,
    /// Metric of the first operand.
    pub operand: String,
    /// Metric of the second operand: the growth of a prior year, the divisor of a ratio.
    pub other_operand: Option<String>,
    /// Multiplied with the result, 100 for per cent.
    pub factor: f64,
    /// Decimals of the result at most.
    pub decimals: u32,
    /// The formula in words.
    pub formula: Text,
}
