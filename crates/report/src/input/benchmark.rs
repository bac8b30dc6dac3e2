//! Figures of institutions and of the sector, each with its provenance.

/// Where a figure stands between disclosure and estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// 披露: the institution's own publication, or the CAICT report quoting it.
    Disclosed,
    /// 报道: the press or a research house.
    Press,
    /// 推算: computed from other figures.
    Derived,
    /// 自报: entered by the institution itself.
    SelfReported,
}

/// How a figure of the benchmark came about; decides whether its cell holds a number or a live formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Derivation {
    /// As printed by the source.
    Stated,
    /// From the figure and the growth of the same row: prior = value ÷ (1 + growth), growth = value ÷ prior − 1.
    FromRow,
    /// What a total leaves after its parts; indices in [`ReportInput::benchmark`](crate::ReportInput::benchmark), same column.
    Remainder {
        /// The row with the total.
        total: usize,
        /// The rows that are taken off.
        parts: Vec<usize>,
    },
}

/// A figure with the way it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number. Growth is in per cent (4.67 means +4.67%).
    pub value: f64,
    /// How it came about.
    pub derivation: Derivation,
}

/// A metric of one institution in one year, with its provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct BenchmarkRow {
    /// Institution.
    pub institution: String,
    /// Its kind, as people read it.
    pub institution_type: String,
    /// Year of the value.
    pub year: i32,
    /// Name of the metric.
    pub metric: String,
    /// The value; `None` is shown as 未录入, never as zero.
    pub value: Option<Figure>,
    /// Unit of value and prior value.
    pub unit: String,
    /// Change against the year before, in per cent.
    pub growth: Option<Figure>,
    /// Value of the year before.
    pub prior: Option<Figure>,
    /// Quality of the value.
    pub quality: Quality,
    /// Title of the source.
    pub source: String,
    /// Where in the source.
    pub locator: String,
    /// Formula in words, scope, or another remark.
    pub note: String,
}

/// A figure of the sector with its provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextRow {
    /// The table or figure it belongs to (表1 “五篇大文章”领域贷款余额). Rows of one group stand together.
    pub group: String,
    /// What is measured.
    pub name: String,
    /// Date or year, as people read it.
    pub period: String,
    /// The value.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// Change against the year before, in per cent.
    pub growth: Option<f64>,
    /// Quality of the value.
    pub quality: Quality,
    /// Title of the source.
    pub source: String,
    /// Where in the source.
    pub locator: String,
    /// A remark.
    pub note: String,
}
