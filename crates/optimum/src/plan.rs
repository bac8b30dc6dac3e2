//! A plan that was checked: the question of the budget optimum.

use crate::check::check;
use crate::draft::Draft;
use crate::fault::Fault;

/// What is maximised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// The overall score at the end of the last year.
    Final,
    /// The mean of the overall scores at the end of every year, so that an earlier start is worth more.
    Average,
}

impl Objective {
    /// The word in a plan.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Average => "average",
        }
    }
}

/// A checked plan: every reference resolved to an index, every number within its range.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(crate) years: Vec<String>,
    pub(crate) unit: String,
    pub(crate) budget: Vec<f64>,
    pub(crate) objective: Objective,
    pub(crate) time_limit: f64,
    /// Shares of the budget, rising.
    pub(crate) frontier: Vec<f64>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) initiatives: Vec<Initiative>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Indicator {
    pub id: String,
    /// Share of the overall score; all sum to 1.
    pub weight: f64,
    pub present: f64,
    pub ceiling: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Initiative {
    pub id: String,
    pub name: Option<String>,
    pub cost: Vec<f64>,
    /// Indicator and points, positive ones only.
    pub uplift: Vec<(usize, f64)>,
    pub value: f64,
    pub requires: Vec<Requirement>,
    pub excludes: Vec<usize>,
    pub mandatory: bool,
    /// Indices of years, rising; never empty.
    pub starts: Vec<usize>,
    pub lag: usize,
}

/// An initiative that another one needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub initiative: usize,
    /// Whether it must start in an earlier year, not only no later.
    pub earlier: bool,
}

impl Initiative {
    /// What it costs in a year of the plan when it starts in `start`.
    pub fn cost_in(&self, start: usize, year: usize) -> f64 {
        year.checked_sub(start).and_then(|age| self.cost.get(age)).copied().unwrap_or(0.0)
    }

    /// Whether its effect counts at the end of a year when it starts in `start`: `lag` years from the beginning of the start
    /// year have passed at the end of year `start + lag − 1`, and nothing counts before the end of the start year.
    pub fn counts(&self, start: usize, year: usize) -> bool {
        year >= start && year + 1 >= start + self.lag
    }

    /// Name and id for a sentence.
    pub fn told_zh(&self) -> String {
        self.name.as_ref().map_or_else(|| format!("“{}”", self.id), |name| format!("“{name}”（{}）", self.id))
    }

    /// Name and id for a sentence.
    pub fn told_en(&self) -> String {
        self.name.as_ref().map_or_else(|| format!("`{}`", self.id), |name| format!("`{name}` ({})", self.id))
    }
}

impl Plan {
    /// Checks a plan.
    ///
    /// # Errors
    /// All its faults.
    pub fn new(draft: &Draft) -> Result<Self, Vec<Fault>> {
        check(draft)
    }

    /// Overall score today.
    #[must_use]
    pub fn score_before(&self) -> f64 {
        self.indicators.iter().map(|indicator| indicator.weight * indicator.present).sum()
    }

    /// Indices of the years whose score is maximised.
    pub(crate) fn counted_years(&self) -> std::ops::Range<usize> {
        match self.objective {
            Objective::Final => self.years.len() - 1..self.years.len(),
            Objective::Average => 0..self.years.len(),
        }
    }
}
