//! The best set for a plan and the frontier of score against budget.

use crate::infeasible::why;
use crate::outcome::{FrontierPoint, Optimum, Status, chosen, indicators};
use crate::plan::Plan;
use crate::portfolio::Portfolio;
use crate::programme::{Found, Goal, run};
use crate::solver::SolverError;
use crate::text::Text;
use std::time::{Duration, Instant};

/// Least time given to one run, in seconds: whatever was used before, something small is still solved.
const LEAST_TIME: f64 = 0.05;

/// The best set within a budget.
#[derive(Debug, Clone)]
struct Best {
    status: Status,
    portfolio: Option<Portfolio>,
    gap: Option<f64>,
    cheapest: bool,
}

/// Finds the best set of a plan and its frontier.
///
/// Among sets whose objectives differ by less than 1e-8 points the cheapest is taken, and its initiatives start as early as that
/// allows, the first in the plan first.
/// At most half of the plan's time limit goes to the set, the rest to the frontier.
///
/// # Errors
/// When the solver fails; never because of what a checked plan says.
pub fn optimise(plan: &Plan) -> Result<Optimum, SolverError> {
    let begun = Instant::now();
    let half = begun + Duration::from_secs_f64(plan.time_limit / 2.0);
    let mut main = best(plan, &plan.budget, None, half)?;
    let mut early = false;
    if let Some(portfolio) = main.portfolio.take_if(|_| main.status == Status::Optimal) {
        let (portfolio, proven) = earliest(plan, portfolio, half)?;
        (main.portfolio, early) = (Some(portfolio), proven && main.cheapest);
    }
    let reason = match main.status {
        Status::Optimal => None,
        Status::Infeasible => Some(why(plan, plan.time_limit / 2.0)?),
        Status::LimitReached => Some(unproven(plan, &main)),
    };
    let end = begun + Duration::from_secs_f64(plan.time_limit);
    let portfolio = main.portfolio.as_ref();
    Ok(Optimum {
        status: main.status,
        reason,
        goal: plan.objective.word(),
        objective: portfolio.map(|portfolio| portfolio.objective(plan)),
        gap: main.gap,
        cheapest: main.cheapest,
        earliest: early,
        years: plan.years.clone(),
        unit: plan.unit.clone(),
        score_before: plan.score_before(),
        score_after: portfolio.map(|portfolio| portfolio.score(plan, plan.years.len() - 1)),
        chosen: portfolio.map(|portfolio| chosen(plan, portfolio)).unwrap_or_default(),
        cost_by_year: portfolio.map(|portfolio| portfolio.cost_by_year(plan)).unwrap_or_default(),
        budget_by_year: plan.budget.clone(),
        indicators: indicators(plan, portfolio),
        frontier: frontier(plan, &main, end)?,
    })
}

fn unproven(plan: &Plan, main: &Best) -> Text {
    let seconds = plan.time_limit / 2.0;
    match main.gap {
        Some(gap) => Text::new(
            format!("{seconds}秒内未能证明最优：更好的组合至多再高{gap:.4}分；提高time_limit，或减少举措"),
            format!(
                "Not proven optimal within {seconds} s: a better set could be at most {gap:.4} points higher; raise time_limit or list fewer initiatives"
            ),
        ),
        None => Text::new(
            format!("{seconds}秒内没有找到符合规则的组合，也未能证明不存在；提高time_limit，或减少举措"),
            format!(
                "Within {seconds} s no set that keeps the rules was found, nor a proof that there is none; raise time_limit or list fewer initiatives"
            ),
        ),
    }
}

fn left(end: Instant) -> f64 {
    end.saturating_duration_since(Instant::now()).as_secs_f64().max(LEAST_TIME)
}

/// The best set, the cheapest of equals, from a set that is known to keep the rules.
fn best(plan: &Plan, budget: &[f64], known: Option<&Portfolio>, end: Instant) -> Result<Best, SolverError> {
    let leading = match run(plan, budget, Goal::Score, None, known, left(end))? {
        Found::Optimal(portfolio) => portfolio,
        Found::Infeasible => return Ok(Best { status: Status::Infeasible, portfolio: None, gap: None, cheapest: false }),
        Found::Limit { best, bound } => {
            let better = |found: &Portfolio| known.is_none_or(|known| found.objective(plan) > known.objective(plan));
            let portfolio = best.filter(better).or(known.cloned());
            let gap = portfolio.as_ref().map(|portfolio| (bound - portfolio.objective(plan)).max(0.0)).filter(|gap| gap.is_finite());
            return Ok(Best { status: Status::LimitReached, portfolio, gap, cheapest: false });
        }
    };
    let goal = Goal::Cost { score: leading.objective(plan) };
    let (portfolio, cheapest) = improved(run(plan, budget, goal, None, Some(&leading), left(end))?, leading);
    Ok(Best { status: Status::Optimal, portfolio: Some(portfolio), gap: Some(0.0), cheapest })
}

/// The same initiatives, each in turn started as early as objective, cost, budgets and those before it allow; and whether the time
/// sufficed for all of them.
fn earliest(plan: &Plan, portfolio: Portfolio, end: Instant) -> Result<(Portfolio, bool), SolverError> {
    let (score, cost) = (portfolio.objective(plan), portfolio.cost(plan));
    let chosen: Vec<usize> = portfolio.chosen().map(|(initiative, _)| initiative).collect();
    let mut allowed: Vec<Vec<usize>> = vec![Vec::new(); plan.initiatives.len()];
    chosen.iter().for_each(|index| allowed[*index].clone_from(&plan.initiatives[*index].starts));
    let (mut best, mut proven) = (portfolio, true);
    for index in chosen {
        let initiative = &plan.initiatives[index];
        // What costs something is of use, or it would not be in the cheapest set.
        let useful = initiative.mandatory || initiative.cost.iter().any(|cost| *cost > 0.0);
        if !(useful && best.starts[index] == initiative.starts.first().copied()) {
            let goal = Goal::Start { initiative: index, score, cost };
            let (found, settled) = improved(run(plan, &plan.budget, goal, Some(&allowed), Some(&best), left(end))?, best);
            (best, proven) = (found, proven && settled);
        }
        allowed[index] = best.starts[index].into_iter().collect();
    }
    Ok((best, proven))
}

/// What a later goal found, or what was known; and whether it is proven.
fn improved(found: Found, known: Portfolio) -> (Portfolio, bool) {
    match found {
        Found::Optimal(portfolio) => (portfolio, true),
        Found::Limit { best: Some(portfolio), .. } => (portfolio, false),
        Found::Limit { best: None, .. } | Found::Infeasible => (known, false),
    }
}

/// The best objective for every share of the budget, by rising share, so that a set that keeps a smaller budget keeps the next.
fn frontier(plan: &Plan, main: &Best, end: Instant) -> Result<Vec<FrontierPoint>, SolverError> {
    let mut points = Vec::new();
    let mut known: Option<Portfolio> = None;
    for (position, &share) in plan.frontier.iter().enumerate() {
        let budget: Vec<f64> = plan.budget.iter().map(|budget| budget * share).collect();
        let found = if share == 1.0 || (share < 1.0 && main.status == Status::Infeasible) {
            main.clone()
        } else {
            let points = u32::try_from(plan.frontier.len() - position).unwrap_or(u32::MAX);
            let left = end.saturating_duration_since(Instant::now()) / points;
            best(plan, &budget, known.as_ref(), Instant::now() + left)?
        };
        points.push(FrontierPoint {
            status: found.status,
            share,
            budget: budget.iter().sum(),
            score: found.portfolio.as_ref().map(|portfolio| portfolio.objective(plan)),
            gap: found.gap,
            cost: found.portfolio.as_ref().map(|portfolio| portfolio.cost(plan)),
            chosen: found.portfolio.iter().flat_map(Portfolio::chosen).map(|(index, _)| plan.initiatives[index].id.clone()).collect(),
        });
        known = found.portfolio.or(known);
    }
    Ok(points)
}
