//! Random edits, undo and redo equal a model in memory.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shuheng_store::{AnswerChange, Confidence, Engagement, Figure, NewEvidence, Strength, UndoSteps, Value};

use crate::support::{ACTOR, Place};

#[derive(Debug, Clone)]
enum Step {
    Answer(u8, AnswerChange),
    Batch(BTreeMap<String, AnswerChange>),
    AddEvidence(u8),
    RemoveEvidence(usize),
    Figure(i32, f64),
    Target(Option<f64>),
    Rename(String),
    Undo,
    Redo,
    Reopen,
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        (1u8..=5).prop_map(Value::Level),
        (-1e9..1e9).prop_map(Value::Number),
        prop::collection::btree_set("[a-c]", 0..3).prop_map(Value::Items),
        Just(Value::NotApplicable),
    ]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    prop_oneof![Just(Confidence::Low), Just(Confidence::Medium), Just(Confidence::High)]
}

fn patch() -> impl Strategy<Value = AnswerChange> {
    (
        prop::option::of(prop::option::of(value())),
        prop::option::of(prop::option::of(confidence())),
        prop::option::of("[理由a\"\\\\\n]{0,4}"),
    )
        .prop_map(|(value, confidence, rationale)| AnswerChange { value, confidence, rationale })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u8..4, patch()).prop_map(|(indicator, patch)| Step::Answer(indicator, patch)),
        2 => prop::collection::btree_map("[0-5]", patch(), 0..4).prop_map(Step::Batch),
        1 => (0u8..3).prop_map(Step::AddEvidence),
        1 => (0usize..3).prop_map(Step::RemoveEvidence),
        1 => (2023i32..2025, -1e6..1e6).prop_map(|(year, value)| Step::Figure(year, value)),
        1 => prop::option::of(0.0..100.0).prop_map(Step::Target),
        1 => "[甲乙]{1,2}".prop_map(Step::Rename),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Reopen),
    ]
}

type Parts = (Option<Value>, Option<Confidence>, String);

/// What the file should hold.
#[derive(Debug, Clone, PartialEq)]
struct Content {
    answers: BTreeMap<String, Parts>,
    evidence: BTreeMap<i64, String>,
    figures: BTreeMap<i32, f64>,
    target: Option<f64>,
    name: String,
}

impl Content {
    fn of(e: &Engagement) -> Self {
        Self {
            answers: e
                .answers()
                .unwrap()
                .into_iter()
                .map(|(indicator, answer)| (indicator, (answer.value, answer.confidence, answer.rationale)))
                .collect(),
            evidence: e.evidence().unwrap().into_iter().map(|piece| (piece.id, piece.indicator)).collect(),
            figures: e.figures().unwrap().into_iter().map(|figure| (figure.year, figure.value)).collect(),
            target: e.assessment().unwrap().target,
            name: e.institution().unwrap().name,
        }
    }

    fn patch(&mut self, indicator: &str, patch: &AnswerChange) {
        let mut parts = self.answers.remove(indicator).unwrap_or_default();
        if let Some(value) = &patch.value {
            parts.0 = value.clone();
        }
        if let Some(confidence) = patch.confidence {
            parts.1 = confidence;
        }
        if let Some(rationale) = &patch.rationale {
            parts.2.clone_from(rationale);
        }
        if parts != (None, None, String::new()) {
            self.answers.insert(indicator.to_owned(), parts);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_file_equals_the_model(steps in prop::collection::vec(step(), 1..40)) {
        let (place, mut e) = Place::with_engagement();
        let mut now = Content::of(&e);
        let (mut past, mut future): (Vec<Content>, Vec<Content>) = (Vec::new(), Vec::new());
        let mut last_evidence = 0;
        for step in steps {
            let before = now.clone();
            let mut edited = true;
            match step {
                Step::Answer(indicator, patch) => {
                    e.record_answer(&indicator.to_string(), &patch, ACTOR).unwrap();
                    now.patch(&indicator.to_string(), &patch);
                }
                Step::Batch(batch) => {
                    e.record_answers(&batch, ACTOR).unwrap();
                    batch.iter().for_each(|(indicator, patch)| now.patch(indicator, patch));
                }
                Step::AddEvidence(indicator) => {
                    let new = NewEvidence {
                        indicator: indicator.to_string(),
                        title: "t".into(),
                        locator: String::new(),
                        strength: Strength::Weak,
                    };
                    e.add_evidence(&new, ACTOR).unwrap();
                    last_evidence += 1;
                    now.evidence.insert(last_evidence, indicator.to_string());
                }
                Step::RemoveEvidence(nth) => {
                    if let Some(id) = now.evidence.keys().nth(nth).copied() {
                        e.remove_evidence(id, ACTOR).unwrap();
                        now.evidence.remove(&id);
                    }
                }
                Step::Figure(year, value) => {
                    let figure = Figure { year, metric: "m".into(), value, unit: "%".into(), note: String::new() };
                    e.set_figure(&figure, ACTOR).unwrap();
                    now.figures.insert(year, value);
                }
                Step::Target(target) => {
                    e.set_target(target, ACTOR).unwrap();
                    now.target = target;
                }
                Step::Rename(name) => {
                    e.rename_institution(&name, ACTOR).unwrap();
                    now.name = name;
                }
                Step::Undo => {
                    edited = false;
                    prop_assert_eq!(e.undo(ACTOR).unwrap().is_empty(), past.is_empty());
                    if let Some(earlier) = past.pop() {
                        future.push(std::mem::replace(&mut now, earlier));
                    }
                }
                Step::Redo => {
                    edited = false;
                    prop_assert_eq!(e.redo(ACTOR).unwrap().is_empty(), future.is_empty());
                    if let Some(later) = future.pop() {
                        past.push(std::mem::replace(&mut now, later));
                    }
                }
                Step::Reopen => {
                    e.close().unwrap();
                    e = place.open();
                }
            }
            if edited && now != before {
                past.push(before);
                future.clear();
            }
            prop_assert_eq!(Content::of(&e), now.clone());
        }
        let steps = UndoSteps { undo: past.len() as u32, redo: future.len() as u32 };
        prop_assert_eq!(e.undo_steps().unwrap(), steps);
        let report = e.verify().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report);
    }
}
