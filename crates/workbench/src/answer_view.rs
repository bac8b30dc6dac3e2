//! Answers and evidence between the file and the window.

use crate::view::{ConfidenceView, EvidenceView, NewEvidence, StrengthView, ValueView};
use shuheng_store::{Confidence, Evidence, Strength, Value};

/// A stored value as the window shows it.
pub(crate) fn value_view(value: Option<&Value>) -> ValueView {
    match value {
        None => ValueView::Unanswered,
        Some(Value::NotApplicable) => ValueView::NotApplicable,
        Some(Value::Level(level)) => ValueView::Level { level: *level },
        Some(Value::Number(number)) => ValueView::Number { number: *number },
        Some(Value::Items(items)) => ValueView::Items { items: items.iter().cloned().collect() },
    }
}

/// A stored confidence as the window shows it.
pub(crate) fn confidence_view(confidence: Confidence) -> ConfidenceView {
    match confidence {
        Confidence::Low => ConfidenceView::Low,
        Confidence::Medium => ConfidenceView::Medium,
        Confidence::High => ConfidenceView::High,
    }
}

/// What the window sent as it is stored; `None` for no answer.
pub(crate) fn stored_value(view: &ValueView) -> Option<Value> {
    match view {
        ValueView::Unanswered => None,
        ValueView::NotApplicable => Some(Value::NotApplicable),
        ValueView::Level { level } => Some(Value::Level(*level)),
        ValueView::Number { number } => Some(Value::Number(*number)),
        ValueView::Items { items } => Some(Value::Items(items.iter().cloned().collect())),
    }
}

/// The strength of a piece of evidence as it is stored.
pub(crate) fn stored_strength(view: StrengthView) -> Strength {
    match view {
        StrengthView::Strong => Strength::Strong,
        StrengthView::Medium => Strength::Medium,
        StrengthView::Weak => Strength::Weak,
    }
}

/// A new piece of evidence about an indicator or a clause as it is stored.
pub(crate) fn stored_evidence(about: &str, view: &NewEvidence) -> shuheng_store::NewEvidence {
    shuheng_store::NewEvidence::note(about, view.title.trim(), view.locator.trim(), stored_strength(view.strength))
}

/// A piece of evidence as the window shows it.
pub(crate) fn evidence_view(evidence: &Evidence) -> EvidenceView {
    EvidenceView {
        id: i32::try_from(evidence.id).unwrap_or(i32::MAX),
        title: evidence.title.clone(),
        locator: evidence.locator.clone(),
        strength: match evidence.strength {
            Strength::Strong => StrengthView::Strong,
            Strength::Medium => StrengthView::Medium,
            Strength::Weak => StrengthView::Weak,
        },
    }
}
