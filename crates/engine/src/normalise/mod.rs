//! Normalisation: raw answers to scores of 0–100 (*Handbook*, step 5). One method, one file.

mod checklist;
mod goalposts;
mod rubric;

pub use checklist::checklist_score;
pub use goalposts::{Direction, Goalposts, GoalpostsFault, OutsidePosts, Transform};
pub use rubric::{RubricPoints, RubricPointsFault};
