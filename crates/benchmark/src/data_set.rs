//! A data set in memory. Every observation in it names an institution, a metric and a source that exist.

use std::collections::BTreeMap;

/// How a figure came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// The institution's own filing, or a report that quotes it.
    Reported,
    /// The press or a research house.
    Press,
    /// Computed, with its formula.
    Derived,
}

/// An institution, a total or a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Id such as `icbc`.
    pub id: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Kind such as `state_bank`, or `aggregate` or `sector`.
    pub kind: String,
}

/// What is observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Id such as `it_investment`.
    pub id: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Unit, e.g. `亿元` or `%`.
    pub unit: String,
}

/// Where a figure was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Id such as `caict-2025`.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// English title.
    pub title_en: String,
    /// Chinese name of the publisher.
    pub publisher: String,
    /// English name of the publisher.
    pub publisher_en: String,
    /// Year or year-month.
    pub date: String,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Institution id.
    pub institution: String,
    /// Year.
    pub year: i32,
    /// Metric id.
    pub metric: String,
    /// Value in the metric's unit.
    pub value: f64,
    /// Decimal places as printed, so that a derived figure knows how far it was rounded.
    pub decimals: u32,
    /// Source id.
    pub source: String,
    /// Table, section or page.
    pub locator: String,
    /// Quality.
    pub quality: Quality,
    /// Caveat, Chinese.
    pub note_zh: String,
    /// Caveat, English.
    pub note_en: String,
}

/// A set of observations with what their ids mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataSet {
    pub(crate) institutions: Vec<Institution>,
    pub(crate) metrics: BTreeMap<String, Metric>,
    pub(crate) sources: BTreeMap<String, Source>,
    pub(crate) observations: Vec<Observation>,
}

impl DataSet {
    /// Institutions in the order of the file.
    #[must_use]
    pub fn institutions(&self) -> &[Institution] {
        &self.institutions
    }

    /// An institution by its id.
    #[must_use]
    pub fn institution(&self, id: &str) -> Option<&Institution> {
        self.institutions.iter().find(|institution| institution.id == id)
    }

    /// All metrics, by id.
    pub fn metrics(&self) -> impl Iterator<Item = &Metric> {
        self.metrics.values()
    }

    /// A metric by its id.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.metrics.get(id)
    }

    /// A source by its id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.get(id)
    }

    /// All observations in the order of the file.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// The figure of an institution, year and metric.
    #[must_use]
    pub fn observation(&self, institution: &str, year: i32, metric: &str) -> Option<&Observation> {
        self.observations.iter().find(|o| o.institution == institution && o.year == year && o.metric == metric)
    }
}
