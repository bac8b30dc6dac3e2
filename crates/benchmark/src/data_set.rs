//! A data set in memory. Every observation in it names an institution, a metric and a source that exist.

use crate::derivation::Derivation;
use crate::interval::Interval;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// How a figure came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// The institution's own filing, or a report that quotes it.
    Reported,
    /// The press or a research house.
    Press,
    /// Computed, with its formula.
    Derived,
    /// Entered by the institution that is assessed, or by the user for another; checked by nobody else.
    SelfReported,
}

impl Quality {
    /// The word in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Press => "press",
            Self::Derived => "derived",
            Self::SelfReported => "self_reported",
        }
    }
}

/// What makes a figure worth less than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caveat {
    /// The text says “more than”.
    LowerBound,
    /// Other sources let a misprint be supposed.
    LikelyTypo,
    /// Rounded further than the source of the same figure.
    Rounded,
    /// From a machine-made summary.
    MachineSummary,
    /// By IFRS where others go by PRC GAAP.
    Ifrs,
    /// It does not agree with another publication of the same figure.
    Conflicting,
    /// Of another scope than the institution's other years.
    OtherScope,
}

impl Caveat {
    /// All caveats.
    pub const ALL: [Self; 7] =
        [Self::LowerBound, Self::LikelyTypo, Self::Rounded, Self::MachineSummary, Self::Ifrs, Self::Conflicting, Self::OtherScope];

    /// The word in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::LowerBound => "lower_bound",
            Self::LikelyTypo => "likely_typo",
            Self::Rounded => "rounded",
            Self::MachineSummary => "machine_summary",
            Self::Ifrs => "ifrs",
            Self::Conflicting => "conflicting",
            Self::OtherScope => "other_scope",
        }
    }
}

/// An institution, a total or a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Institution {
    /// Id such as `icbc`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Kind such as `state_bank`, or `aggregate` or `sector`.
    pub kind: String,
    /// Size tier such as `T1` or `head`; empty when unknown.
    pub tier: String,
    /// The table it was brought in by; `None` for those of the package.
    pub imported: Option<String>,
}

impl Institution {
    /// Whether this is a total over institutions or a whole sector.
    #[must_use]
    pub fn is_total(&self) -> bool {
        matches!(self.kind.as_str(), "aggregate" | "sector")
    }
}

/// What a metric is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Money for technology.
    Investment,
    /// Staff.
    People,
    /// Revenue and assets.
    Scale,
    /// What comes out.
    Result,
    /// Customers reached.
    Reach,
    /// Loans of the sector.
    Loans,
    /// The country at large.
    Context,
    /// What only an imported table knows.
    Imported,
}

/// What is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More.
    Higher,
    /// Less.
    Lower,
    /// Neither.
    Neutral,
}

/// What is observed.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Id such as `it_investment`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Unit, e.g. `亿元` or `%`.
    pub unit: String,
    /// What it is about.
    pub theme: Theme,
    /// Whether figures of institutions can be summed.
    pub additive: bool,
    /// Least value that can be.
    pub minimum: Option<f64>,
    /// Greatest value that can be.
    pub maximum: Option<f64>,
    /// What is better.
    pub direction: Direction,
    /// The metric that is the change of this one.
    pub growth_metric: Option<String>,
    /// What exactly is measured.
    pub definition: Text,
}

/// Where a figure was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Id such as `caict-2025`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Publisher.
    pub publisher: Text,
    /// Date, month or year of the publication; empty when unknown.
    pub date: String,
    /// Address from which the text was read; empty when none is known.
    pub url: String,
}

/// One figure as it was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Line of the table it stands in.
    pub line: u64,
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
    /// Step to which the source rounds, where it is coarser than the last decimal.
    pub resolution: Option<f64>,
    /// Source id.
    pub source: String,
    /// Table, section or page.
    pub locator: Text,
    /// Quality.
    pub quality: Quality,
    /// Caveats.
    pub caveats: Vec<Caveat>,
    /// Formula with its numbers, for a derivation made by hand; empty otherwise.
    pub formula: String,
    /// Remark; empty when there is none.
    pub note: Text,
}

impl Observation {
    /// Whether it has a caveat.
    #[must_use]
    pub fn has(&self, caveat: Caveat) -> bool {
        self.caveats.contains(&caveat)
    }

    /// Whether it is a derivation made by hand from other figures and not printed anywhere.
    #[must_use]
    pub fn is_by_formula(&self) -> bool {
        !self.formula.is_empty()
    }

    /// What the printed value stands for: half a step of rounding either way.
    #[must_use]
    pub fn interval(&self) -> Interval {
        Interval::rounded(self.value, self.decimals, self.resolution)
    }
}

/// Name of a figure: institution, year and metric.
type Key = (String, i32, String);

/// A set of observations with what their ids mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataSet {
    pub(crate) institutions: Vec<Institution>,
    pub(crate) metrics: Vec<Metric>,
    pub(crate) sources: Vec<Source>,
    pub(crate) observations: Vec<Observation>,
    pub(crate) derivations: Vec<Derivation>,
    pub(crate) members: Vec<(String, String)>,
    places: BTreeMap<Table, BTreeMap<String, usize>>,
    figures: BTreeMap<Key, Vec<usize>>,
    /// Years with a printed value, by metric: formulas ask for the first of them for each figure.
    years: BTreeMap<String, BTreeSet<i32>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    Institutions,
    Metrics,
    Sources,
}

impl DataSet {
    /// Institutions in the order of the file.
    #[must_use]
    pub fn institutions(&self) -> &[Institution] {
        &self.institutions
    }

    /// Metrics in the order of the file.
    #[must_use]
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// Sources in the order of the file.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Formulas in the order of the file.
    #[must_use]
    pub fn derivations(&self) -> &[Derivation] {
        &self.derivations
    }

    /// Institutions that make up a total; empty when they are not all known.
    #[must_use]
    pub fn members(&self, total: &str) -> Vec<&str> {
        self.members.iter().filter(|(of, _)| of == total).map(|(_, member)| member.as_str()).collect()
    }

    /// Totals that an institution is part of.
    pub(crate) fn totals_of(&self, member: &str) -> impl Iterator<Item = &str> {
        self.members.iter().filter(move |(_, part)| part == member).map(|(total, _)| total.as_str())
    }

    /// An institution by its id.
    #[must_use]
    pub fn institution(&self, id: &str) -> Option<&Institution> {
        self.place(Table::Institutions, id).map(|index| &self.institutions[index])
    }

    /// A metric by its id.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.place(Table::Metrics, id).map(|index| &self.metrics[index])
    }

    /// A source by its id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.place(Table::Sources, id).map(|index| &self.sources[index])
    }

    fn place(&self, table: Table, id: &str) -> Option<usize> {
        self.places.get(&table)?.get(id).copied()
    }

    /// All observations in the order of the file.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Every printed value of an institution, year and metric, in the order of the file.
    #[must_use]
    pub fn stated(&self, institution: &str, year: i32, metric: &str) -> Vec<&Observation> {
        let key = (institution.to_owned(), year, metric.to_owned());
        self.figures.get(&key).map(|rows| rows.iter().map(|row| &self.observations[*row]).collect()).unwrap_or_default()
    }

    /// The names of all figures with a printed value: institution, year, metric, sorted.
    pub fn stated_keys(&self) -> impl Iterator<Item = (&str, i32, &str)> {
        self.figures.keys().map(|(institution, year, metric)| (institution.as_str(), *year, metric.as_str()))
    }

    /// Years in which a metric has a printed value, from the oldest.
    pub fn stated_years(&self, metric: &str) -> impl Iterator<Item = i32> {
        self.years.get(metric).into_iter().flatten().copied()
    }

    /// Adds an institution; one that is known already stays as it is.
    pub fn add_institution(&mut self, institution: Institution) {
        if self.register(Table::Institutions, &institution.id, self.institutions.len()) {
            self.institutions.push(institution);
        }
    }

    /// Adds a metric; one that is known already stays as it is.
    pub fn add_metric(&mut self, metric: Metric) {
        if self.register(Table::Metrics, &metric.id, self.metrics.len()) {
            self.metrics.push(metric);
        }
    }

    /// Adds a source; one that is known already stays as it is.
    pub fn add_source(&mut self, source: Source) {
        if self.register(Table::Sources, &source.id, self.sources.len()) {
            self.sources.push(source);
        }
    }

    fn register(&mut self, table: Table, id: &str, index: usize) -> bool {
        let places = self.places.entry(table).or_default();
        let new = !places.contains_key(id);
        if new {
            places.insert(id.to_owned(), index);
        }
        new
    }

    /// Adds a figure. Returns whether it could be: its institution, metric and source are known and its value is finite.
    pub fn add_observation(&mut self, observation: Observation) -> bool {
        let known = self.institution(&observation.institution).is_some()
            && self.metric(&observation.metric).is_some()
            && self.source(&observation.source).is_some()
            && observation.value.is_finite();
        if known {
            let key = (observation.institution.clone(), observation.year, observation.metric.clone());
            self.years.entry(observation.metric.clone()).or_default().insert(observation.year);
            self.figures.entry(key).or_default().push(self.observations.len());
            self.observations.push(observation);
        }
        known
    }
}
