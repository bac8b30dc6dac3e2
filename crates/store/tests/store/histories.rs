//! Random histories over several assessments, with respondents, comments, snapshots, files and stages: the check of the file is clean
//! after each, every moment of it can be told, undo leads back to the beginning or to what is final, and redo to the end.

use std::collections::BTreeMap;
use std::io::Cursor;

use proptest::prelude::*;
use shuheng_store::{
    Address, AnswerChange, Basis, Change, Engagement, NewEvidence, NewRespondent, NewResponse, RespondentKind, ResponseOrigin, Said, Stage,
    State, StoreError, Strength, Subject, Value,
};

use crate::support::{ACTOR, Place, all_tables, last_row};

#[derive(Debug, Clone)]
enum Step {
    Answer(u8, u8, Option<String>),
    AddRespondent(String),
    RemoveRespondent(usize),
    OrderRespondents,
    Responses(Vec<(usize, u8, Option<u8>)>),
    Attach(u8),
    RemoveEvidence(usize),
    AddComment(Option<String>),
    ResolveComment(usize),
    ReopenComment(usize),
    TakeSnapshot,
    RenameSnapshot(usize),
    RemoveSnapshot(usize),
    Begin(Option<usize>),
    Switch(usize),
    Submit,
    Return,
    Finalise,
    Rename(String),
    Undo,
    Redo,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let nth = || 0usize..3;
    prop_oneof![
        5 => (0u8..3, 1u8..=5, prop::option::of("[因由]")).prop_map(|(indicator, level, reason)| Step::Answer(indicator, level, reason)),
        3 => "[甲乙]".prop_map(Step::AddRespondent),
        1 => nth().prop_map(Step::RemoveRespondent),
        1 => Just(Step::OrderRespondents),
        3 => prop::collection::vec((nth(), 0u8..3, prop::option::weighted(0.8, 1u8..=5)), 0..5).prop_map(Step::Responses),
        2 => (0u8..3).prop_map(Step::Attach),
        1 => nth().prop_map(Step::RemoveEvidence),
        1 => prop::option::of("[ab]").prop_map(Step::AddComment),
        3 => nth().prop_map(Step::ResolveComment),
        1 => nth().prop_map(Step::ReopenComment),
        2 => Just(Step::TakeSnapshot),
        1 => nth().prop_map(Step::RenameSnapshot),
        1 => nth().prop_map(Step::RemoveSnapshot),
        2 => prop::option::of(nth()).prop_map(Step::Begin),
        2 => nth().prop_map(Step::Switch),
        2 => Just(Step::Submit),
        1 => Just(Step::Return),
        1 => Just(Step::Finalise),
        1 => "[甲乙]{1,2}".prop_map(Step::Rename),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Reopen),
    ]
}

/// The numbers of what there is, and one beyond.
fn pick(ids: impl IntoIterator<Item = i64>, nth: usize) -> i64 {
    ids.into_iter().nth(nth).unwrap_or(99)
}

fn responses(e: &Engagement, batch: &[(usize, u8, Option<u8>)]) -> Vec<NewResponse> {
    let respondents: Vec<i64> = e.respondents().unwrap().into_iter().map(|found| found.id).collect();
    let said = |level: u8| Said {
        value: Some(Value::Level(level)),
        confidence: None,
        rationale: String::new(),
        evidence: vec!["年报".into()],
        origin: ResponseOrigin::Typed,
    };
    batch
        .iter()
        .map(|(nth, indicator, level)| NewResponse {
            respondent: pick(respondents.iter().copied(), *nth),
            indicator: indicator.to_string(),
            said: level.map(said),
        })
        .collect()
}

/// Does one step; what it moved, or why it was refused.
fn take(e: &mut Engagement, step: &Step) -> Result<Vec<Change>, StoreError> {
    let one = |change: Result<Change, StoreError>| change.map(|change| vec![change]);
    match step {
        Step::Answer(indicator, level, reason) => {
            let (indicator, change) = (indicator.to_string(), AnswerChange::value(Value::Level(*level)));
            match reason {
                Some(reason) => one(e.with_reason(reason)?.record_answer(&indicator, &change.with_basis(Basis::Moderated), ACTOR)),
                None => one(e.record_answer(&indicator, &change, ACTOR)),
            }
        }
        Step::AddRespondent(name) => {
            let share = ["0".to_owned()].into();
            one(e.add_respondent(&NewRespondent { name: name.clone(), kind: RespondentKind::Department, share }, ACTOR))
        }
        Step::RemoveRespondent(nth) => e.remove_respondent(pick(e.respondents()?.iter().map(|found| found.id), *nth), ACTOR),
        Step::OrderRespondents => {
            let order: Vec<i64> = e.respondents()?.iter().rev().map(|found| found.id).collect();
            e.order_respondents(&order, ACTOR)
        }
        Step::Responses(batch) => {
            let mean = AnswerChange::value(Value::Level(2)).with_basis(Basis::Mean { responses: 2 });
            e.record_responses(&responses(e, batch), &[("0".to_owned(), mean)].into(), ACTOR)
        }
        Step::Attach(content) => {
            let new = NewEvidence::note("0", "台账", "", Strength::Weak);
            one(e.attach_evidence(&new, "台账.txt", &mut Cursor::new(content.to_string()), ACTOR))
        }
        Step::RemoveEvidence(nth) => one(e.remove_evidence(pick(e.evidence()?.iter().map(|found| found.id), *nth), ACTOR)),
        Step::AddComment(about) => one(e.add_comment(about.as_deref(), "请补充", ACTOR)),
        Step::ResolveComment(nth) => one(e.resolve_comment(pick(e.comments()?.iter().map(|found| found.id), *nth), "已补", ACTOR)),
        Step::ReopenComment(nth) => one(e.reopen_comment(pick(e.comments()?.iter().map(|found| found.id), *nth), ACTOR)),
        Step::TakeSnapshot => one(e.take_snapshot("一", ACTOR)),
        Step::RenameSnapshot(nth) => one(e.rename_snapshot(pick(e.snapshots()?.iter().map(|found| found.id), *nth), "二", ACTOR)),
        Step::RemoveSnapshot(nth) => one(e.remove_snapshot(pick(e.snapshots()?.iter().map(|found| found.id), *nth), ACTOR)),
        Step::Begin(source) => {
            let source = source.map(|nth| e.assessments().map(|all| pick(all.iter().map(|found| found.id), nth))).transpose()?;
            e.begin_assessment("复评", 2026, source, ACTOR)
        }
        Step::Switch(nth) => {
            let id = pick(e.assessments()?.iter().map(|found| found.id), *nth);
            e.switch_assessment(id).map(|()| Vec::new())
        }
        Step::Submit => one(e.submit_for_review(ACTOR)),
        Step::Return => one(e.return_to_draft("再看", ACTOR)),
        Step::Finalise => one(e.finalise(ACTOR)),
        Step::Rename(name) => one(e.rename_institution(name, ACTOR)),
        Step::Undo => e.undo(ACTOR),
        Step::Redo => e.redo(ACTOR),
        Step::Reopen => Ok(Vec::new()),
    }
}

/// The number of an assessment, and what stands in it.
type Finals = BTreeMap<i64, BTreeMap<Address, State>>;

fn of(states: &BTreeMap<Address, State>, assessment: i64) -> BTreeMap<Address, State> {
    states.iter().filter(|(address, _)| address.assessment == Some(assessment)).map(|(at, state)| (at.clone(), state.clone())).collect()
}

/// What undo takes back: attached bytes stay.
fn undoable(mut states: BTreeMap<Address, State>) -> BTreeMap<Address, State> {
    states.retain(|address, _| !matches!(address.subject, Subject::Attachment(_)));
    states
}

fn all_the_way(e: &mut Engagement, back: bool) -> u32 {
    for count in 0.. {
        let moved = if back { e.undo(ACTOR) } else { e.redo(ACTOR) };
        match moved {
            Ok(changes) if changes.is_empty() => return count,
            Ok(_) => {}
            Err(error) => {
                assert!(back && matches!(error, StoreError::Final { .. }), "{error}");
                return count;
            }
        }
    }
    unreachable!("the edits never end")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn are_told_undone_and_redone(steps in prop::collection::vec(step(), 1..40)) {
        let (place, mut e) = Place::with_engagement();
        let mut recorded: BTreeMap<i64, BTreeMap<Address, State>> = BTreeMap::from([(last_row(&e), all_tables(&mut e))]);
        let (mut finals, mut floor) = (Finals::new(), undoable(all_tables(&mut e)));
        for step in steps {
            let (row, before) = (last_row(&e), all_tables(&mut e));
            let worked_on = e.assessment().unwrap();
            if matches!(step, Step::Reopen) {
                e.close().unwrap();
                e = place.open();
            }
            match take(&mut e, &step) {
                Ok(changes) => {
                    let moved = changes.iter().any(|change| change.is_change());
                    prop_assert_eq!(moved, last_row(&e) > row, "{:?}", step);
                    if matches!(step, Step::Finalise) {
                        let now = all_tables(&mut e);
                        finals.insert(worked_on.id, of(&now, worked_on.id));
                        floor = undoable(now);
                    }
                }
                Err(error) => {
                    let expected = match &error {
                        StoreError::Final { .. } => worked_on.stage == Stage::Final || matches!(step, Step::Undo),
                        StoreError::WrongStage { .. } => matches!(step, Step::Submit | Step::Return | Step::Finalise),
                        StoreError::OpenComments { .. } => matches!(step, Step::Finalise),
                        StoreError::Unknown { .. } | StoreError::UnknownAssessment { .. } => true,
                        _ => false,
                    };
                    prop_assert!(expected, "{:?}: {}", step, error);
                    prop_assert_eq!((last_row(&e), all_tables(&mut e)), (row, before), "{:?}", step);
                }
            }
            recorded.insert(last_row(&e), all_tables(&mut e));
        }
        for (seq, states) in &recorded {
            prop_assert_eq!(&e.all_states_at(*seq).unwrap(), states, "after row {}", seq);
        }
        for snapshot in e.snapshots().unwrap() {
            prop_assert_eq!(e.states_of(snapshot.id).unwrap(), e.states_at(snapshot.seq).unwrap());
        }
        let report = e.verify().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report);

        all_the_way(&mut e, false);
        let end = all_tables(&mut e);
        let steps = e.undo_steps().unwrap();
        prop_assert_eq!((steps.redo, all_the_way(&mut e, true)), (0, steps.undo));
        prop_assert_eq!(undoable(all_tables(&mut e)), floor);
        prop_assert_eq!(all_the_way(&mut e, false), steps.undo);
        prop_assert_eq!(all_tables(&mut e), end.clone());
        for (id, states) in finals {
            prop_assert_eq!(of(&end, id), states, "assessment {} is final", id);
        }
        let report = e.verify().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report);
    }
}
