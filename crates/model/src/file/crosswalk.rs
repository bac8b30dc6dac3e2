//! `crosswalk.toml`: what all indicators linked to a clause say about it together.

use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What all indicators linked to a clause say about it together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Crosswalk of a model (crosswalk.toml)")]
pub struct CrosswalkFile {
    /// One statement a clause.
    pub clause: Option<Vec<ClauseCoverage>>,
}

/// What all indicators linked to a clause say about it together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClauseCoverage {
    /// The clause, `nfra-2025-95/13`.
    #[schemars(regex(pattern = r"^[^/\s]+/[^/\s]+$"))]
    pub clause: String,
    /// Whether together they answer every demand of it.
    pub complete: bool,
    /// What they leave open, or why they are complete.
    pub reason: Text,
}
