//! A plan as somebody states it, before anything in it is checked. [`crate::Plan::new`] checks it.

/// A plan as it is stated. Money is in one unit throughout, scores and uplifts are in points of a scale 0–100.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// Labels of the years, in order: 1–10.
    pub years: Vec<String>,
    /// Name of the money unit, such as `万元`.
    pub unit: String,
    /// Budget of each year, at least 0. What a year leaves unspent is not carried over.
    pub budget: Vec<f64>,
    /// `final` or `average`, see [`crate::Objective`].
    pub objective: String,
    /// Shares of the budget, 0–10, for which the best objective is sought as well; none for no frontier.
    pub frontier: Vec<f64>,
    /// Seconds the solver may take for everything together.
    pub time_limit: f64,
    /// What the overall score is made of.
    pub indicators: Vec<DraftIndicator>,
    /// What could be done.
    pub initiatives: Vec<DraftInitiative>,
}

impl Draft {
    /// Objective when none is stated.
    pub const OBJECTIVE: &'static str = "final";
    /// Time limit in seconds when none is stated.
    pub const TIME_LIMIT: f64 = 60.0;
    /// Frontier when none is stated: 0 % to 150 %.
    pub const FRONTIER: [f64; 16] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5];
    /// Ceiling of an indicator when none is stated.
    pub const CEILING: f64 = 100.0;
}

/// An indicator as it is stated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftIndicator {
    /// Id, unique in the plan.
    pub id: String,
    /// Weight in the overall score, at least 0; the weights are brought to the sum 1.
    pub weight: f64,
    /// Score today, 0–100.
    pub present: f64,
    /// Score it cannot exceed, from `present` to 100.
    pub ceiling: f64,
}

/// An initiative as it is stated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftInitiative {
    /// Id, unique in the plan.
    pub id: String,
    /// Name for people.
    pub name: Option<String>,
    /// Cost in its first, second, … year, each at least 0.
    pub cost: Vec<f64>,
    /// Points by which it lifts indicators, by indicator id.
    pub uplift: Vec<(String, f64)>,
    /// Points it adds to the overall score outside the indicators.
    pub value: f64,
    /// Initiatives that must be chosen with it and start in the same year or an earlier one.
    pub requires: Vec<String>,
    /// Initiatives that must be chosen with it and start in an earlier year.
    pub requires_earlier: Vec<String>,
    /// Initiatives that cannot be chosen with it.
    pub excludes: Vec<String>,
    /// Whether it must be chosen.
    pub mandatory: bool,
    /// Labels of the years in which it may start; all in which it can end in time when not stated.
    pub starts: Option<Vec<String>>,
    /// Whether it may go on after the last year; what it costs then is outside every budget.
    pub may_overrun: bool,
    /// Years from the beginning of its start year until its uplift counts; the length of `cost` when not stated.
    pub lag: Option<f64>,
}
