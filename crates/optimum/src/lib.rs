//! The budget optimum: which initiatives to start in which year so that the overall score is largest within a budget per year.
//!
//! A [`Plan`] is read from TOML by [`read`] or made from a [`Draft`]; [`optimise`] answers it with an [`Optimum`]: the best set,
//! proven by the solver HiGHS, and the frontier of score against budget. A plan that cannot be used is a list of [`Fault`]s.
//!
//! It stands beside `shuheng-engine`, which is pure Rust, because its solver is C++. It knows no file system; its clock only ends
//! runs that take too long.

mod check;
mod draft;
mod fault;
mod infeasible;
mod optimise;
mod outcome;
mod plan;
mod portfolio;
mod programme;
mod read;
mod solver;
mod text;

pub use check::{MAX_AGE, MAX_AMOUNT, MAX_INDICATORS, MAX_INITIATIVES, MAX_POINTS, MAX_SHARE, MAX_TIME, MAX_VALUE, MAX_WEIGHT, MAX_YEARS};
pub use draft::{Draft, DraftIndicator, DraftInitiative};
pub use fault::{Fault, Path, Step};
pub use optimise::optimise;
pub use outcome::{Chosen, FrontierPoint, IndicatorChange, Optimum, Status};
pub use plan::{Objective, Plan};
pub use read::read;
pub use solver::SolverError;
pub use text::Text;
