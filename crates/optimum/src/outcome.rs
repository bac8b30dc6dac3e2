//! The answer: what to do, what it costs and gives, and what other budgets would give. Its JSON is described in `docs/optimize.md`.

use crate::plan::Plan;
use crate::portfolio::Portfolio;
use crate::text::Text;
use serde::Serialize;

/// How sure the answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No set within the budgets reaches a larger objective: proven.
    Optimal,
    /// No set keeps the rules within the budgets: proven.
    Infeasible,
    /// The time was up before a proof.
    LimitReached,
}

/// The answer to a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Optimum {
    /// How sure it is.
    pub status: Status,
    /// Why there is no set, or what the time did not suffice for.
    pub reason: Option<Text>,
    /// What was maximised, `final` or `average`.
    pub goal: &'static str,
    /// Its value in points.
    pub objective: Option<f64>,
    /// Points by which a better set could still exceed it; 0 when it is optimal.
    pub gap: Option<f64>,
    /// Whether it is proven that no equally good set is cheaper.
    pub cheapest: bool,
    /// Whether it is proven that each initiative in turn starts as early as it can in such a set.
    pub earliest: bool,
    /// Labels of the years.
    pub years: Vec<String>,
    /// Money unit.
    pub unit: String,
    /// Overall score today.
    pub score_before: f64,
    /// Overall score at the end of the last year.
    pub score_after: Option<f64>,
    /// The set, in the order of the plan.
    pub chosen: Vec<Chosen>,
    /// Its cost in every year; empty without a set.
    pub cost_by_year: Vec<f64>,
    /// Budget of every year.
    pub budget_by_year: Vec<f64>,
    /// Indicators in the order of the plan.
    pub indicators: Vec<IndicatorChange>,
    /// The best objective for shares of the budget.
    pub frontier: Vec<FrontierPoint>,
}

/// A chosen initiative.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chosen {
    /// Id.
    pub id: String,
    /// Name, when the plan gives one.
    pub name: Option<String>,
    /// Year in which it starts.
    pub start: String,
    /// Cost in every year of the plan.
    pub cost: Vec<f64>,
    /// Last year in which it costs something by its list; `None` when that is after the plan.
    pub finishes: Option<String>,
}

/// An indicator before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorChange {
    /// Id.
    pub id: String,
    /// Score today.
    pub before: f64,
    /// Score at the end of the last year.
    pub after: Option<f64>,
}

/// What a share of the budget can reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrontierPoint {
    /// How sure it is.
    pub status: Status,
    /// Share of every year's budget; 1 is the plan's.
    pub share: f64,
    /// Total of the budgets.
    pub budget: f64,
    /// Best value of what is maximised, in points.
    pub score: Option<f64>,
    /// As [`Optimum::gap`].
    pub gap: Option<f64>,
    /// Total cost of the set.
    pub cost: Option<f64>,
    /// Ids of the set, in the order of the plan.
    pub chosen: Vec<String>,
}

/// The chosen initiatives of a set.
pub(crate) fn chosen(plan: &Plan, portfolio: &Portfolio) -> Vec<Chosen> {
    let tell = |(index, start): (usize, usize)| {
        let initiative = &plan.initiatives[index];
        Chosen {
            id: initiative.id.clone(),
            name: initiative.name.clone(),
            start: plan.years[start].clone(),
            cost: (0..plan.years.len()).map(|year| initiative.cost_in(start, year)).collect(),
            finishes: plan.years.get(start + initiative.cost.len() - 1).cloned(),
        }
    };
    portfolio.chosen().map(tell).collect()
}

/// The indicators with or without a set.
pub(crate) fn indicators(plan: &Plan, portfolio: Option<&Portfolio>) -> Vec<IndicatorChange> {
    let last = plan.years.len() - 1;
    let after = |index| portfolio.map(|portfolio| portfolio.indicator_score(plan, index, last));
    let pairs = plan.indicators.iter().enumerate();
    pairs.map(|(index, known)| IndicatorChange { id: known.id.clone(), before: known.present, after: after(index) }).collect()
}
