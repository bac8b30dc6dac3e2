//! Uncertainty and sensitivity of one assessment (*Handbook*, step 7): how far its scores can be relied on, and on what that hangs.
//!
//! Two things are not known for sure: the answers ([`LeafSpread`]) and the weights ([`WeightSpread`](crate::weigh::WeightSpread)).
//! [`UncertainAssessment`] holds both beside the answers as given. From it come an interval and the probability of each level for
//! every node ([`monte_carlo()`]), what each of them does alone ([`tornado()`]), and what share of the variance each explains
//! ([`sensitivity()`], by the estimators of [`sobol_indices()`]). Whether an answer counts does not change from draw to draw: what is
//! unanswered or 不适用 stays so.
//!
//! Source: Saisana, Saltelli & Tarantola, "Uncertainty and sensitivity analysis techniques as tools for the quality assessment of
//! composite indicators", *Journal of the Royal Statistical Society A* 168 (2005).

mod assessment;
mod checklist_spread;
mod leaf_spread;
mod monte_carlo;
mod sensitivity;
mod sobol;
mod threads;
mod tornado;

pub use assessment::{Factor, UncertainAssessment};
pub use checklist_spread::checklist_spread;
pub use leaf_spread::{LeafSpread, SpreadFault, TAIL};
pub use monte_carlo::{Draws, NodeDistribution, monte_carlo};
pub use sensitivity::{FactorIndices, Sensitivity, sensitivity};
pub use sobol::{Index, SobolFault, SobolIndices, SobolPlan, sobol_indices};
pub use tornado::{Bar, Tornado, tornado};

#[cfg(test)]
mod law_tests;
