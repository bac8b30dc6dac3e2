//! Normalisation: raw answers to comparable numbers (*Handbook*, step 5). One method, one file.
//!
//! By fixed rules that a model declares, to 0–100: rubric points, checklists, goalposts, bands. Over a panel, a column of one
//! figure a unit: min-max, percentile ranks (both 0–100), standard scores (in standard deviations), distance to a reference
//! (in per cent of it), ranks (from 1). A [`Method`] is one of them with all it needs.

mod bands;
mod checklist;
mod column;
mod competition_rank;
mod distance_to_reference;
mod goalposts;
mod method;
mod min_max;
mod percentile_ranks;
mod rubric;
mod z_score;

pub use bands::{Bands, BandsFault, EdgeBelongs};
pub use checklist::checklist_score;
pub use competition_rank::competition_ranks;
pub use distance_to_reference::{Reference, ReferenceFault, distance_to_reference};
pub use goalposts::{Direction, Goalposts, GoalpostsFault, OutsidePosts, Transform};
pub use method::{Method, MethodFault, ScoreUnit};
pub use min_max::min_max;
pub use percentile_ranks::percentile_ranks;
pub use rubric::{RubricPoints, RubricPointsFault};
pub use z_score::z_scores;
