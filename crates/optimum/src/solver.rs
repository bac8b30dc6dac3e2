//! HiGHS as this crate uses it: one thread, no gap, a time limit.
//!
//! HiGHS (Huangfu and Hall, 2018, *Parallelizing the dual revised simplex method*, Mathematical Programming Computation 10, 119–142)
//! proves an optimum by branch and bound.

use highs::{HighsModelStatus, HighsSolutionStatus, HighsStatus, RowProblem, Sense};

/// Feasibility and integrality tolerance; rows are scaled so that their coefficients are about 1.
const TOLERANCE: f64 = 1e-9;

/// What a run gave.
#[derive(Debug)]
pub(crate) enum Solved {
    /// Proven.
    Optimal(Vec<f64>),
    /// No solution exists.
    Infeasible,
    /// The time is up.
    Limit {
        /// Best solution so far.
        best: Option<Vec<f64>>,
        /// No solution can be better than this.
        bound: f64,
    },
}

/// The solver failed for a reason that lies in it or in numbers it cannot handle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the solver gave up: {0}")]
pub struct SolverError(pub(crate) String);

/// Solves to proof, from a known solution if there is one, within `seconds`.
pub(crate) fn solve(problem: RowProblem, sense: Sense, known: Option<&[f64]>, seconds: f64) -> Result<Solved, SolverError> {
    let failed = |status: HighsStatus| SolverError(format!("{status:?}"));
    let mut model = problem.try_optimise(sense).map_err(failed)?;
    let options = [
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.0),
        ("mip_feasibility_tolerance", TOLERANCE),
        ("primal_feasibility_tolerance", TOLERANCE),
        ("dual_feasibility_tolerance", TOLERANCE),
        // Coefficients below it are dropped: costs that are tiny beside their budget still count.
        ("small_matrix_value", 1e-12),
        ("time_limit", seconds),
    ];
    for (option, value) in options {
        model.try_set_option(option, value).map_err(|_| SolverError(option.to_owned()))?;
    }
    // One thread: the answer does not depend on which of two threads was faster.
    model.try_set_option("threads", 1).map_err(|_| SolverError("threads".to_owned()))?;
    model.try_set_option("parallel", "off").map_err(|_| SolverError("parallel".to_owned()))?;
    if known.is_some() {
        model.try_set_solution(known, None, None, None).map_err(failed)?;
    }
    let solved = model.try_solve().map_err(failed)?;
    let values = || solved.get_solution().columns().to_vec();
    match solved.status() {
        HighsModelStatus::Optimal => Ok(Solved::Optimal(values())),
        HighsModelStatus::ModelEmpty => Ok(Solved::Optimal(Vec::new())),
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Ok(Solved::Infeasible),
        HighsModelStatus::ReachedTimeLimit => Ok(Solved::Limit {
            best: (solved.primal_solution_status() == HighsSolutionStatus::Feasible).then(values),
            bound: solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::INFINITY),
        }),
        other => Err(SolverError(format!("{other:?}"))),
    }
}
