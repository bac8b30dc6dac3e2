//! Plans for tests.

use shuheng_optimum::{Draft, DraftIndicator, DraftInitiative, Optimum, Plan, optimise};

/// A plan without indicators, initiatives and frontier.
pub fn draft(years: usize, budget: &[f64]) -> Draft {
    Draft {
        years: (0..years).map(|year| (2026 + year).to_string()).collect(),
        unit: "万元".to_owned(),
        budget: budget.to_vec(),
        objective: Draft::OBJECTIVE.to_owned(),
        time_limit: Draft::TIME_LIMIT,
        frontier: Vec::new(),
        ..Draft::default()
    }
}

/// An indicator with a ceiling of 100.
pub fn indicator(id: &str, weight: f64, present: f64) -> DraftIndicator {
    DraftIndicator { id: id.to_owned(), weight, present, ceiling: Draft::CEILING }
}

/// An initiative with a value of its own.
pub fn initiative(id: &str, cost: &[f64], value: f64) -> DraftInitiative {
    DraftInitiative { id: id.to_owned(), cost: cost.to_vec(), value, ..DraftInitiative::default() }
}

/// The answer to a sound plan.
pub fn answer(draft: &Draft) -> Optimum {
    optimise(&Plan::new(draft).expect("a sound plan")).expect("the solver answers")
}

/// Ids of the chosen initiatives.
pub fn ids(optimum: &Optimum) -> Vec<&str> {
    optimum.chosen.iter().map(|chosen| chosen.id.as_str()).collect()
}
