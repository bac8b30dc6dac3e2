//! The page 诊断.

use super::common::Text;
use serde::Serialize;
use specta::Type;

/// The page 诊断.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosisView {
    /// What stands out, first the most important.
    pub findings: Vec<FindingView>,
    /// Indicators furthest ahead of their target or peers, at most five.
    pub strengths: Vec<RankedView>,
    /// Indicators whose gap costs most points, at most five.
    pub gaps: Vec<RankedView>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// The finding in a few words.
    pub title: Text,
    /// The figures behind it.
    pub detail: Text,
    /// Whether it calls for attention.
    pub attention: bool,
}

/// A line of strengths or gaps.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RankedView {
    /// Indicator id.
    pub id: String,
    /// Score.
    pub score: f64,
    /// Level.
    pub level: Option<u8>,
    /// Distance to the reference (target for gaps, peers or target for strengths), in points of the indicator.
    pub difference: f64,
    /// Points of the overall score at stake.
    pub weighted: f64,
}
