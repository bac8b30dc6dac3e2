//! A set of initiatives with their start years, and everything that follows from it by plain arithmetic: the solver proposes,
//! this module counts.

use crate::plan::Plan;

/// By how much a year's cost may exceed its budget and still keep it, as a share of the budget: sums of decimal fractions such as
/// 0.1 + 0.2 are not exact, and the solver works to a tolerance of its own.
pub(crate) const ROUNDING: f64 = 1e-8;

/// The start year of every initiative, as an index; `None` for those that are not chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Portfolio {
    pub starts: Vec<Option<usize>>,
}

impl Portfolio {
    /// Chosen initiatives with their start years.
    pub fn chosen(&self) -> impl Iterator<Item = (usize, usize)> {
        self.starts.iter().enumerate().filter_map(|(initiative, start)| start.map(|start| (initiative, start)))
    }

    /// Cost in every year of the plan.
    pub fn cost_by_year(&self, plan: &Plan) -> Vec<f64> {
        let cost = |year| self.chosen().map(|(initiative, start)| plan.initiatives[initiative].cost_in(start, year)).sum();
        (0..plan.years.len()).map(cost).collect()
    }

    /// Cost over all years of the plan.
    pub fn cost(&self, plan: &Plan) -> f64 {
        self.cost_by_year(plan).iter().sum()
    }

    /// Score of an indicator at the end of a year.
    pub fn indicator_score(&self, plan: &Plan, indicator: usize, year: usize) -> f64 {
        let lift = |(initiative, start): (usize, usize)| -> f64 {
            let initiative = &plan.initiatives[initiative];
            let lifts = initiative.uplift.iter().filter(|(lifted, _)| *lifted == indicator && initiative.counts(start, year));
            lifts.map(|(_, points)| points).sum()
        };
        let known = &plan.indicators[indicator];
        (known.present + self.chosen().map(lift).sum::<f64>()).min(known.ceiling)
    }

    /// Overall score at the end of a year: weighted indicators and the values outside them.
    pub fn score(&self, plan: &Plan, year: usize) -> f64 {
        let indicators: f64 = (0..plan.indicators.len())
            .map(|indicator| plan.indicators[indicator].weight * self.indicator_score(plan, indicator, year))
            .sum();
        let counted = self.chosen().filter(|(initiative, start)| plan.initiatives[*initiative].counts(*start, year));
        indicators + counted.map(|(initiative, _)| plan.initiatives[initiative].value).sum::<f64>()
    }

    /// What is maximised.
    pub fn objective(&self, plan: &Plan) -> f64 {
        let years = plan.counted_years();
        let count = years.len() as f64;
        years.map(|year| self.score(plan, year)).sum::<f64>() / count
    }

    /// Whether every rule of the plan is kept within these budgets.
    pub fn is_allowed(&self, plan: &Plan, budget: &[f64]) -> bool {
        let within = self.cost_by_year(plan).iter().zip(budget).all(|(cost, budget)| *cost <= budget * (1.0 + ROUNDING));
        within
            && plan.initiatives.iter().zip(&self.starts).all(|(initiative, start)| match *start {
                None => !initiative.mandatory,
                Some(start) => {
                    let met = |other: Option<usize>, earlier: bool| other.is_some_and(|other| other + usize::from(earlier) <= start);
                    initiative.starts.contains(&start)
                        && initiative.requires.iter().all(|need| met(self.starts[need.initiative], need.earlier))
                        && initiative.excludes.iter().all(|other| self.starts[*other].is_none())
                }
            })
    }
}
