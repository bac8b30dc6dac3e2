//! Answers and evidence between the file and the window.

use crate::view::{ConfidenceView, EvidenceKindView, EvidenceView, StrengthView, ValueView};
use crate::{review, words};
use shuheng_store::{Attachment, Confidence, Evidence, EvidenceKind, Strength, Value};
use std::collections::BTreeMap;

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

/// A piece of evidence as the window shows it, with what is known of attached files by their digest.
pub(crate) fn evidence_view(evidence: &Evidence, attachments: &BTreeMap<String, Attachment>) -> EvidenceView {
    EvidenceView {
        id: i32::try_from(evidence.id).unwrap_or(i32::MAX),
        title: evidence.title.clone(),
        locator: evidence.locator.clone(),
        strength: match evidence.strength {
            Strength::Strong => StrengthView::Strong,
            Strength::Medium => StrengthView::Medium,
            Strength::Weak => StrengthView::Weak,
        },
        kind: match &evidence.kind {
            EvidenceKind::Note => EvidenceKindView::Note,
            EvidenceKind::Link => EvidenceKindView::Link,
            EvidenceKind::File { name, digest } => {
                EvidenceKindView::File { file: review::attached_file(name, digest, attachments.get(digest)) }
            }
        },
        targets: evidence.targets().map(str::to_owned).collect(),
        added: words::stamp(evidence.added_at),
    }
}
