//! Random edits, upgrades, undo and redo equal a model in memory, and every state the file ever had can be told later.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use shuheng_store::{
    AnswerChange, ClauseJudgementChange, Confidence, DocumentKind, Engagement, Figure, NewDocument, NewEvidence, PeerReference, State,
    StoreError, Strength, Subject, UndoSteps, UpgradePlan, Value, Verdict,
};

use crate::support::{ACTOR, Place, last_row, model, tables};

/// One thing that people do with an engagement.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Answer(u8, AnswerChange),
    Batch(BTreeMap<String, AnswerChange>),
    Judge(u8, ClauseJudgementChange),
    AddEvidence(String),
    RemoveEvidence(usize),
    Figure(i32, f64),
    Peers(f64),
    Setting(Option<String>),
    AddScheme(String),
    ChangeScheme(usize, String),
    RemoveScheme(usize),
    Upgrade(u8, UpgradePlan),
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
        prop::option::weighted(0.2, any::<bool>()),
    )
        .prop_map(|(value, confidence, rationale, review)| AnswerChange { value, confidence, rationale, review, basis: None })
}

fn judgement() -> impl Strategy<Value = ClauseJudgementChange> {
    let verdict = prop::sample::select(Verdict::ALL.to_vec());
    (prop::option::of(prop::option::of(verdict)), prop::option::of("[理由]{0,2}"))
        .prop_map(|(verdict, rationale)| ClauseJudgementChange { verdict, rationale })
}

fn plan() -> impl Strategy<Value = UpgradePlan> {
    let moved = prop_oneof![
        3 => prop::collection::btree_map("[0-5]", "[0-9]", 0..4),
        // Places that are changed in a ring, of any length.
        1 => prop::sample::subsequence(vec!["0", "1", "2", "3", "4"], 2..=5).prop_map(|ring| {
            ring.iter().zip(ring.iter().cycle().skip(1)).map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
        }),
    ];
    (moved, prop::collection::btree_set("[0-9]", 0..3)).prop_map(|(moved, review)| UpgradePlan { moved, review })
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u8..4, patch()).prop_map(|(indicator, patch)| Step::Answer(indicator, patch)),
        2 => prop::collection::btree_map("[0-5]", patch(), 0..4).prop_map(Step::Batch),
        2 => (0u8..3, judgement()).prop_map(|(clause, change)| Step::Judge(clause, change)),
        2 => "[0-2]|doc/[01]".prop_map(Step::AddEvidence),
        1 => (0usize..3).prop_map(Step::RemoveEvidence),
        1 => (2023i32..2025, -1e6..1e6).prop_map(|(year, value)| Step::Figure(year, value)),
        1 => (0.0..100.0).prop_map(Step::Peers),
        1 => prop::option::of("[ab]").prop_map(Step::Setting),
        1 => "[甲乙]".prop_map(Step::AddScheme),
        1 => (0usize..2, "[甲乙]").prop_map(|(nth, name)| Step::ChangeScheme(nth, name)),
        1 => (0usize..2).prop_map(Step::RemoveScheme),
        3 => (1u8..=4, plan()).prop_map(|(version, plan)| Step::Upgrade(version, plan)),
        1 => prop::option::of(0.0..100.0).prop_map(Step::Target),
        1 => "[甲乙]{1,2}".prop_map(Step::Rename),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Reopen),
    ]
}

/// Value, confidence, rationale, review.
type Parts = (Option<Value>, Option<Confidence>, String, bool);

/// What the file should hold.
#[derive(Debug, Clone, PartialEq)]
struct Content {
    answers: BTreeMap<String, Parts>,
    judgements: BTreeMap<String, (Option<Verdict>, String)>,
    evidence: BTreeMap<i64, String>,
    figures: BTreeMap<i32, f64>,
    peers: Option<f64>,
    setting: Option<String>,
    schemes: BTreeMap<i64, String>,
    target: Option<f64>,
    name: String,
    digest: String,
    /// Row before, digest before, digest after.
    upgrades: Vec<(i64, String, String)>,
}

impl Content {
    fn of(e: &Engagement) -> Self {
        Self {
            answers: e
                .answers()
                .unwrap()
                .into_iter()
                .map(|(indicator, answer)| (indicator, (answer.value, answer.confidence, answer.rationale, answer.review)))
                .collect(),
            judgements: e
                .judgements()
                .unwrap()
                .into_iter()
                .map(|(clause, judgement)| (clause, (judgement.verdict, judgement.rationale)))
                .collect(),
            evidence: e.evidence().unwrap().into_iter().map(|piece| (piece.id, piece.about)).collect(),
            figures: e.figures().unwrap().into_iter().map(|figure| (figure.year, figure.value)).collect(),
            peers: e.peer_references().unwrap().pop().map(|group| group.scores["root"]),
            setting: e.meta("k").unwrap(),
            schemes: e.documents(DocumentKind::WeightScheme).unwrap().into_iter().map(|scheme| (scheme.id, scheme.name)).collect(),
            target: e.assessment().unwrap().target,
            name: e.institution().unwrap().name,
            digest: e.model_copy().unwrap().digest,
            upgrades: e
                .upgrades()
                .unwrap()
                .into_iter()
                .map(|upgrade| (upgrade.seq_before, upgrade.from.digest, upgrade.to.digest))
                .collect(),
        }
    }

    fn patch(&mut self, indicator: &str, patch: &AnswerChange) {
        let mut parts = self.answers.remove(indicator).unwrap_or_default();
        if let Some(value) = &patch.value {
            parts.0 = value.clone();
            parts.3 = false;
        }
        if let Some(confidence) = patch.confidence {
            parts.1 = confidence;
        }
        if let Some(rationale) = &patch.rationale {
            parts.2.clone_from(rationale);
        }
        if let Some(review) = patch.review {
            parts.3 = review;
        }
        if parts.0.is_some() || parts.1.is_some() || !parts.2.is_empty() {
            self.answers.insert(indicator.to_owned(), parts);
        }
    }

    fn judge(&mut self, clause: &str, change: &ClauseJudgementChange) {
        let (mut verdict, mut rationale) = self.judgements.remove(clause).unwrap_or_default();
        verdict = change.verdict.unwrap_or(verdict);
        rationale = change.rationale.clone().unwrap_or(rationale);
        if verdict.is_some() || !rationale.is_empty() {
            self.judgements.insert(clause.to_owned(), (verdict, rationale));
        }
    }

    /// Whether two answers would come to one indicator.
    fn collides(&self, plan: &UpgradePlan) -> bool {
        let places: Vec<&String> = self.answers.keys().map(|old| plan.moved.get(old).unwrap_or(old)).collect();
        places.iter().collect::<BTreeSet<_>>().len() < places.len()
    }

    fn upgrade(&mut self, digest: &str, plan: &UpgradePlan, seq_before: i64) {
        let place = |old: String| plan.moved.get(&old).cloned().unwrap_or(old);
        self.answers = std::mem::take(&mut self.answers).into_iter().map(|(old, parts)| (place(old), parts)).collect();
        for about in self.evidence.values_mut() {
            *about = place(about.clone());
        }
        for indicator in &plan.review {
            if let Some(parts) = self.answers.get_mut(indicator) {
                parts.3 = true;
            }
        }
        self.upgrades.push((seq_before, std::mem::replace(&mut self.digest, digest.to_owned()), digest.to_owned()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_file_equals_the_model(steps in prop::collection::vec(step(), 1..40)) {
        let (place, mut e) = Place::with_engagement();
        let mut now = Content::of(&e);
        let (mut past, mut future): (Vec<Content>, Vec<Content>) = (Vec::new(), Vec::new());
        let (mut last_evidence, mut last_scheme) = (0, 0);
        let scheme = |name: &str| NewDocument { name: name.to_owned(), content: "{}".to_owned() };
        let mut copies = vec![model(1)];
        let mut recorded: BTreeMap<i64, BTreeMap<Subject, State>> = BTreeMap::new();
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
                Step::Judge(clause, change) => {
                    let clause = format!("doc/{clause}");
                    e.record_judgement(&clause, &change, ACTOR).unwrap();
                    now.judge(&clause, &change);
                }
                Step::AddEvidence(about) => {
                    let new = NewEvidence::note(about.clone(), "t", "", Strength::Weak);
                    e.add_evidence(&new, ACTOR).unwrap();
                    last_evidence += 1;
                    now.evidence.insert(last_evidence, about);
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
                Step::Peers(score) => {
                    let group = PeerReference {
                        label: "样本".into(),
                        sample_size: 3,
                        illustrative: false,
                        scores: [("root".to_owned(), score)].into(),
                    };
                    e.set_peer_reference(&group, ACTOR).unwrap();
                    now.peers = Some(score);
                }
                Step::Setting(value) => {
                    e.set_meta("k", value.as_deref(), ACTOR).unwrap();
                    now.setting = value;
                }
                Step::AddScheme(name) => {
                    e.add_document(DocumentKind::WeightScheme, &scheme(&name), ACTOR).unwrap();
                    last_scheme += 1;
                    now.schemes.insert(last_scheme, name);
                }
                Step::ChangeScheme(nth, name) => {
                    if let Some(id) = now.schemes.keys().nth(nth).copied() {
                        e.change_document(DocumentKind::WeightScheme, id, &scheme(&name), ACTOR).unwrap();
                        now.schemes.insert(id, name);
                    }
                }
                Step::RemoveScheme(nth) => {
                    if let Some(id) = now.schemes.keys().nth(nth).copied() {
                        e.remove_document(DocumentKind::WeightScheme, id, ACTOR).unwrap();
                        now.schemes.remove(&id);
                    }
                }
                Step::Upgrade(version, plan) => {
                    let (copy, seq_before) = (model(version), last_row(&e));
                    let done = e.upgrade_model(&copy, &plan, ACTOR);
                    if copy.digest == now.digest {
                        prop_assert!(done.unwrap().is_empty());
                    } else if now.collides(&plan) {
                        let conflict = matches!(done, Err(StoreError::UpgradeConflict { .. }));
                        prop_assert!(conflict, "{:?}", done);
                        prop_assert_eq!(last_row(&e), seq_before);
                    } else {
                        prop_assert!(done.unwrap().iter().all(|change| change.is_change()));
                        now.upgrade(&copy.digest, &plan, seq_before);
                        if !copies.contains(&copy) {
                            copies.push(copy);
                        }
                    }
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
            recorded.insert(last_row(&e), tables(&e, &["k"]));
        }
        for (seq, states) in recorded {
            prop_assert_eq!(e.states_at(seq).unwrap(), states, "after row {}", seq);
        }
        let kept: Vec<_> = e.models().unwrap().iter().map(|kept| e.model_copy_of(&kept.digest).unwrap().unwrap()).collect();
        prop_assert_eq!(kept, copies);
        let steps = UndoSteps { undo: past.len() as u32, redo: future.len() as u32 };
        prop_assert_eq!(e.undo_steps().unwrap(), steps);
        let report = e.verify().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report);
    }
}
