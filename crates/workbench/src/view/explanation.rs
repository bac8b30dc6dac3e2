//! Where a number comes from and what would move it.

use super::common::Text;
use super::result::{GateView, NodeState};
use serde::Serialize;
use specta::Type;

/// What the overall score would be with another level of one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WhatIfView {
    /// The level tried.
    pub level: u8,
    /// Overall score then.
    pub score: f64,
    /// Difference to now, in points.
    pub delta: f64,
    /// Overall level then.
    pub overall_level: Option<u8>,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExplanationView {
    /// Node explained.
    pub node: String,
    /// Its score.
    pub score: Option<f64>,
    /// `arithmetic`, `geometric`, `harmonic`, `power` or `minimum`; for an indicator `rubric`, `goalposts` or `checklist`.
    pub method: String,
    /// The sentence that tells how the number came about.
    pub sentence: Text,
    /// Children with weight, score and contribution to this node.
    pub parts: Vec<ExplanationPartView>,
    /// Gates that cap this node.
    pub gates: Vec<GateView>,
}

/// One child in an explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExplanationPartView {
    /// Child id.
    pub id: String,
    /// State.
    pub state: NodeState,
    /// Declared weight as a share of all siblings, 0–1.
    pub declared_weight: f64,
    /// Weight among the siblings that count now, 0–1.
    pub effective_weight: f64,
    /// Score.
    pub score: Option<f64>,
    /// Points of the parent that come from here; the parts sum to the parent's score exactly.
    pub contribution: Option<f64>,
}
