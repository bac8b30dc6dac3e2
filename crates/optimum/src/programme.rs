//! The plan as a mixed-integer programme.
//!
//! x(i, t) = 1 when initiative i starts in year t; l(j, y) = the points by which indicator j stands above its present score at the
//! end of year y:
//!
//! - maximise Σ w(j) · l(j, y) + Σ value(i) · x(i, t) over the counted years, as a mean;
//! - l(j, y) ≤ ceiling(j) − present(j) and l(j, y) ≤ Σ uplift(i, j) · x(i, t) over the starts that count by y;
//! - Σ_t x(i, t) ≤ 1, and = 1 for mandatory initiatives;
//! - Σ cost(i, y − t) · x(i, t) ≤ budget(y) for every year;
//! - for i that requires p: Σ_{t′ ≤ t} x(i, t′) ≤ Σ_{t′ ≤ t} x(p, t′) for every start t of i (t′ < t on the right when p has to start
//!   in an earlier year), which is tighter than one row for all starts;
//! - Σ_t x(i, t) + Σ_t x(k, t) ≤ 1 for i and k that exclude each other.
//!
//! Two additions change no answer and save most of the time: z(i) = Σ_t x(i, t) as a column of its own, so that the solver can decide
//! whether before when, and one row for all budgets together.
//!
//! Since it is maximised, l takes the smaller of its two bounds. An indicator that cannot reach its ceiling needs no l: its
//! weight goes to the x directly.

use crate::plan::{Initiative, Plan};
use crate::portfolio::{Portfolio, ROUNDING};
use crate::solver::{Solved, SolverError, solve};
use highs::{Col, RowProblem, Sense};
use std::collections::BTreeSet;

/// What a programme looks for. Each goal keeps what the one before it reached.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// The largest objective.
    Score,
    /// The smallest total cost with at least this objective.
    Cost { score: f64 },
    /// The earliest start of one initiative, or none at all when it is of no use, with at least this objective at no more than this cost.
    Start { initiative: usize, score: f64, cost: f64 },
    /// The smallest sum by which budgets are exceeded.
    Overrun,
}

/// Scores that differ by less than this many points are equally good.
pub(crate) const SAME_SCORE: f64 = 1e-8;

/// What a run of a programme gave.
#[derive(Debug)]
pub(crate) enum Found {
    Optimal(Portfolio),
    Infeasible,
    Limit { best: Option<Portfolio>, bound: f64 },
}

struct Programme<'a> {
    plan: &'a Plan,
    budget: &'a [f64],
    /// Unit of the total cost: goals and rows about it are in hundredths of the total budget.
    money: f64,
    problem: RowProblem,
    /// Start year and column, for every initiative.
    starts: Vec<Vec<(usize, Col)>>,
    /// Column that is 1 when an initiative is chosen, whenever it starts.
    chosen: Vec<Option<Col>>,
    /// Indicator, counted year and column.
    lifts: Vec<(usize, usize, Col)>,
    /// Contribution of columns to the objective of the plan, without its constant.
    score: Vec<(Col, f64)>,
    /// Contribution of columns to the total cost, in `money`.
    cost: Vec<(Col, f64)>,
}

/// Looks for a goal within budgets; `allowed` narrows the years in which each initiative may start.
///
/// # Errors
/// When the solver fails, or proposes a set that does not keep the rules.
pub(crate) fn run(
    plan: &Plan,
    budget: &[f64],
    goal: Goal,
    allowed: Option<&[Vec<usize>]>,
    known: Option<&Portfolio>,
    seconds: f64,
) -> Result<Found, SolverError> {
    let total: f64 = budget.iter().sum();
    let mut programme = Programme {
        plan,
        budget,
        money: if total > 0.0 { total / 100.0 } else { 1.0 },
        problem: RowProblem::default(),
        starts: Vec::new(),
        chosen: vec![None; plan.initiatives.len()],
        lifts: Vec::new(),
        score: Vec::new(),
        cost: Vec::new(),
    };
    programme.columns(goal, allowed);
    let empty = |(initiative, starts): (&Initiative, &Vec<_>)| initiative.mandatory && starts.is_empty();
    if plan.initiatives.iter().zip(&programme.starts).any(empty) {
        return Ok(Found::Infeasible);
    }
    if programme.problem.num_cols() == 0 {
        // Nothing can be chosen; HiGHS takes no known solution of an empty model.
        return Ok(Found::Optimal(Portfolio { starts: vec![None; plan.initiatives.len()] }));
    }
    programme.rules();
    programme.held(goal);
    programme.budgets(goal);
    if !matches!(goal, Goal::Overrun) {
        programme.total_budget();
    }
    let known = known.map(|known| programme.values(known));
    let sense = if matches!(goal, Goal::Score) { Sense::Maximise } else { Sense::Minimise };
    let Programme { problem, starts, .. } = programme;
    let portfolio = |values: &[f64]| Portfolio {
        starts: starts.iter().map(|starts| starts.iter().find(|(_, x)| values[x.index()] > 0.5).map(|(start, _)| *start)).collect(),
    };
    let checked = |portfolio: Portfolio| {
        let keeps = matches!(goal, Goal::Overrun) || portfolio.is_allowed(plan, budget);
        if keeps { Ok(portfolio) } else { Err(SolverError("the proposed set breaks a rule of the plan".to_owned())) }
    };
    Ok(match solve(problem, sense, known.as_deref(), seconds)? {
        Solved::Optimal(values) => Found::Optimal(checked(portfolio(&values))?),
        Solved::Infeasible => Found::Infeasible,
        Solved::Limit { best, bound } => {
            let constant = if matches!(goal, Goal::Score) { plan.score_before() } else { 0.0 };
            Found::Limit { best: best.map(|values| checked(portfolio(&values))).transpose()?, bound: bound + constant }
        }
    })
}

impl Programme<'_> {
    fn columns(&mut self, goal: Goal, allowed: Option<&[Vec<usize>]>) {
        let years = self.plan.counted_years();
        let share = 1.0 / years.len() as f64;
        let can_saturate: Vec<bool> = (0..self.plan.indicators.len()).map(|indicator| self.can_saturate(indicator)).collect();
        for (index, initiative) in self.plan.initiatives.iter().enumerate() {
            let mut columns = Vec::new();
            let starts = allowed.map_or(&initiative.starts, |allowed| &allowed[index]);
            for &start in starts {
                let affordable = |year: usize| initiative.cost_in(start, year) <= self.budget[year] * (1.0 + ROUNDING);
                if !matches!(goal, Goal::Overrun) && !(0..self.budget.len()).all(affordable) {
                    continue;
                }
                let counted = years.clone().filter(|year| initiative.counts(start, *year)).count() as f64;
                let direct = initiative.uplift.iter().filter(|(indicator, _)| !can_saturate[*indicator]);
                let points: f64 = direct.map(|(indicator, points)| self.plan.indicators[*indicator].weight * points).sum();
                let score = share * counted * (points + initiative.value);
                let cost = (start..self.budget.len()).map(|year| initiative.cost_in(start, year)).sum::<f64>() / self.money;
                let coefficient = match goal {
                    Goal::Score => score,
                    Goal::Cost { .. } => cost,
                    Goal::Start { initiative, .. } => {
                        if initiative == index {
                            start as f64 + 1.0
                        } else {
                            0.0
                        }
                    }
                    Goal::Overrun => 0.0,
                };
                let column = self.problem.add_integer_column(coefficient, 0..=1);
                columns.push((start, column));
                self.score.push((column, score));
                self.cost.push((column, cost));
            }
            self.starts.push(columns);
        }
        for (indicator, known) in self.plan.indicators.iter().enumerate().filter(|(indicator, _)| can_saturate[*indicator]) {
            for year in years.clone() {
                let score = share * known.weight;
                let coefficient = if matches!(goal, Goal::Score) { score } else { 0.0 };
                let column = self.problem.add_column(coefficient, 0.0..=known.ceiling - known.present);
                self.lifts.push((indicator, year, column));
                self.score.push((column, score));
            }
        }
    }

    /// Whether all uplifts together exceed what an indicator can still gain.
    fn can_saturate(&self, indicator: usize) -> bool {
        let uplifts = self.plan.initiatives.iter().flat_map(|initiative| &initiative.uplift);
        let most: f64 = uplifts.filter(|(lifted, _)| *lifted == indicator).map(|(_, points)| points).sum();
        most > self.plan.indicators[indicator].ceiling - self.plan.indicators[indicator].present
    }

    /// Rows that hold whatever is looked for.
    fn rules(&mut self) {
        let mut told = BTreeSet::new();
        for (index, initiative) in self.plan.initiatives.iter().enumerate() {
            let own: Vec<(usize, Col)> = self.starts[index].clone();
            if own.is_empty() {
                continue;
            }
            let chosen = self.problem.add_integer_column(0.0, i32::from(initiative.mandatory)..=1);
            self.problem.add_row(0..=0, own.iter().map(|(_, x)| (*x, 1.0)).chain([(chosen, -1.0)]));
            self.chosen[index] = Some(chosen);
            for requirement in &initiative.requires {
                for (start, _) in &own {
                    let latest = |other: usize| if requirement.earlier { other < *start } else { other <= *start };
                    let mine = own.iter().filter(|(other, _)| other <= start).map(|(_, x)| (*x, 1.0));
                    let theirs = self.starts[requirement.initiative].iter().filter(|(other, _)| latest(*other)).map(|(_, x)| (*x, -1.0));
                    let row: Vec<(Col, f64)> = mine.chain(theirs).collect();
                    self.problem.add_row(..=0, row);
                }
            }
            for &other in &initiative.excludes {
                if told.insert((index.min(other), index.max(other))) {
                    let row: Vec<(Col, f64)> = own.iter().chain(&self.starts[other]).map(|(_, x)| (*x, 1.0)).collect();
                    self.problem.add_row(..=1, row);
                }
            }
        }
        for (indicator, year, lift) in self.lifts.clone() {
            let lifts = self.counted(indicator, year);
            let row: Vec<(Col, f64)> = lifts.into_iter().map(|(x, points)| (x, -points)).chain([(lift, 1.0)]).collect();
            self.problem.add_row(..=0, row);
        }
    }

    /// Columns whose effect on an indicator counts at the end of a year, with their points.
    fn counted(&self, indicator: usize, year: usize) -> Vec<(Col, f64)> {
        let mut counted = Vec::new();
        for (initiative, starts) in self.plan.initiatives.iter().zip(&self.starts) {
            for (_, points) in initiative.uplift.iter().filter(|(lifted, _)| *lifted == indicator) {
                counted.extend(starts.iter().filter(|(start, _)| initiative.counts(*start, year)).map(|(_, x)| (*x, *points)));
            }
        }
        counted
    }

    fn budgets(&mut self, goal: Goal) {
        let overrun = matches!(goal, Goal::Overrun);
        for (year, budget) in self.budget.iter().enumerate() {
            let costs: Vec<(Col, f64)> = self.costs(year).into_iter().filter(|(_, cost)| *cost > 0.0).collect();
            if overrun {
                let over = self.problem.add_column(1.0, 0.0..);
                let row = costs.into_iter().map(|(x, cost)| (x, cost / self.money)).chain([(over, -1.0)]);
                self.problem.add_row(..=budget / self.money, row);
            } else if *budget > 0.0 {
                // What costs more than the whole budget has no column, so that no coefficient exceeds 1.
                self.problem.add_row(..=1, costs.into_iter().map(|(x, cost)| (x, cost / budget)));
            }
        }
    }

    /// All budgets together. It follows from the budgets of the years, but shows the solver how few initiatives can be chosen at all.
    fn total_budget(&mut self) {
        let least = |(index, starts): (usize, &Vec<(usize, Col)>)| {
            let initiative = &self.plan.initiatives[index];
            let costs =
                starts.iter().map(|(start, _)| (*start..self.budget.len()).map(|year| initiative.cost_in(*start, year)).sum::<f64>());
            self.chosen[index].map(|chosen| (chosen, costs.fold(f64::INFINITY, f64::min) / self.money))
        };
        let row: Vec<(Col, f64)> = self.starts.iter().enumerate().filter_map(least).filter(|(_, cost)| *cost > 0.0).collect();
        self.problem.add_row(..=self.budget.iter().sum::<f64>() / self.money, row);
    }

    fn costs(&self, year: usize) -> Vec<(Col, f64)> {
        let pairs = self.plan.initiatives.iter().zip(&self.starts);
        pairs.flat_map(|(initiative, starts)| starts.iter().map(move |(start, x)| (*x, initiative.cost_in(*start, year)))).collect()
    }

    /// What earlier goals reached and this one may not lose.
    fn held(&mut self, goal: Goal) {
        let (score, cost) = match goal {
            Goal::Score | Goal::Overrun => return,
            Goal::Cost { score } => (score, None),
            Goal::Start { score, cost, .. } => (score, Some(cost)),
        };
        self.problem.add_row(score - self.plan.score_before() - SAME_SCORE.., self.score.clone());
        if let Some(cost) = cost {
            self.problem.add_row(..=cost / self.money + 100.0 * ROUNDING, self.cost.clone());
        }
    }

    /// The columns of a known set.
    fn values(&self, known: &Portfolio) -> Vec<f64> {
        let mut values = vec![0.0; self.problem.num_cols()];
        for (initiative, start) in known.chosen() {
            if let Some((_, x)) = self.starts[initiative].iter().find(|(own, _)| *own == start) {
                values[x.index()] = 1.0;
            }
            if let Some(z) = self.chosen[initiative] {
                values[z.index()] = 1.0;
            }
        }
        for (indicator, year, column) in &self.lifts {
            values[column.index()] = known.indicator_score(self.plan, *indicator, *year) - self.plan.indicators[*indicator].present;
        }
        values
    }
}
