//! Several assessments in one file.

use shuheng_store::{
    Address, AnswerChange, Basis, ClauseJudgementChange, ConsensusRule, DocumentKind, Fault, NewDocument, NewEvidence, NewRespondent,
    NewResponse, RespondentKind, ResponseOrigin, Said, StoreError, Strength, Subject, UndoSteps, UpgradePlan, Value, Verdict, verify,
};

use crate::support::{ACTOR, Place, all_tables, last_row, model};

fn level(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level))
}

/// A first assessment with something of everything in it.
fn first() -> (Place, shuheng_store::Engagement) {
    let (place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(3).with_rationale("访谈").with_basis(Basis::Median { responses: 3 }), ACTOR).unwrap();
    e.record_judgement("doc/1", &ClauseJudgementChange::verdict(Verdict::Met), ACTOR).unwrap();
    e.add_evidence(&NewEvidence::note("a", "台账", "第3页", Strength::Strong), ACTOR).unwrap();
    e.add_document(DocumentKind::PeerGroup, &NewDocument { name: "城商行".into(), content: "[]".into() }, ACTOR).unwrap();
    e.set_consensus_rule(ConsensusRule::Median, ACTOR).unwrap();
    let share = ["a".to_owned()].into();
    e.add_respondent(&NewRespondent { name: "信息科技部".into(), kind: RespondentKind::Department, share }, ACTOR).unwrap();
    let said =
        Said { value: Some(Value::Level(3)), confidence: None, rationale: String::new(), evidence: vec![], origin: ResponseOrigin::Typed };
    let response = NewResponse { respondent: 1, indicator: "a".into(), said: Some(said) };
    e.record_responses(&[response], &Default::default(), ACTOR).unwrap();
    e.add_comment(Some("a"), "请补充台账", ACTOR).unwrap();
    e.take_snapshot("研讨会前", ACTOR).unwrap();
    (place, e)
}

#[test]
fn the_next_year_takes_over_what_lasts_and_leaves_what_was_of_its_time() {
    let (place, mut e) = first();
    let before = all_tables(&mut e);
    let changes = e.begin_assessment("2026年度", 2026, Some(1), "战略部").unwrap();
    assert!(changes.iter().all(|change| change.assessment == Some(2)));
    let begun = e.assessment().unwrap();
    assert_eq!((begun.id, begun.title().as_str(), begun.year, begun.copied_from), (2, "2026年度", 2026, Some(1)));
    assert_eq!((begun.model_digest.as_str(), begun.target, begun.consensus), ("d1", Some(4.0), ConsensusRule::Median));
    let answer = e.answers().unwrap()["a"].clone();
    assert!(answer.review, "carried over, so it needs a new look");
    assert_eq!((answer.value, answer.basis), (Some(Value::Level(3)), Basis::Median { responses: 3 }));
    assert_eq!(e.judgements().unwrap()["doc/1"].verdict, Some(Verdict::Met));
    assert_eq!(e.evidence().unwrap().iter().map(|piece| piece.id).collect::<Vec<_>>(), [2]);
    assert_eq!(e.documents(DocumentKind::PeerGroup).unwrap()[0].id, 2);
    assert_eq!(e.respondents().unwrap().iter().map(|found| (found.id, found.share.len())).collect::<Vec<_>>(), [(2, 1)]);
    assert!(e.responses().unwrap().is_empty() && e.comments().unwrap().is_empty() && e.snapshots().unwrap().is_empty());

    // What is done in one does not show in the other.
    e.record_answer("a", &level(4), ACTOR).unwrap();
    e.rename_institution("乙行", ACTOR).unwrap();
    let subjects: Vec<_> = e.audit_trail(1, u32::MAX).unwrap().into_iter().map(|row| row.subject).collect();
    assert_eq!(subjects[subjects.len() - 2..], ["2/answer:a", "institution"]);
    assert_eq!(e.history(&Subject::answer("a")).unwrap().len(), 2);
    e.switch_assessment(1).unwrap();
    assert_eq!(e.answers().unwrap()["a"].value, Some(Value::Level(3)));
    assert_eq!(e.history(&Subject::answer("a")).unwrap().len(), 1);
    assert_eq!(e.institution().unwrap().name, "乙行");
    assert_eq!(e.assessments().unwrap().iter().map(|found| found.title()).collect::<Vec<_>>(), ["2025年度", "2026年度"]);

    // One order of edits for the file, whichever assessment is worked on.
    e.undo(ACTOR).unwrap();
    assert_eq!(e.undo(ACTOR).unwrap()[0].assessment, Some(2));
    assert_eq!(e.assessment().unwrap().id, 1);
    e.switch_assessment(2).unwrap();
    e.undo(ACTOR).unwrap();
    assert_eq!((e.assessment().unwrap().id, e.assessments().unwrap().len()), (1, 1), "the one that was worked on is gone");
    assert_eq!(all_tables(&mut e), before);
    assert_eq!(e.switch_assessment(2).unwrap_err(), StoreError::UnknownAssessment { id: 2 });
    e.redo(ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    e.begin_assessment("复评", 2025, None, ACTOR).unwrap();
    assert_eq!(e.assessment().unwrap().id, 3, "a number is never given twice");
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
    let e = place.open();
    assert_eq!(e.assessment().unwrap().id, 3, "a file opens at what was begun last");
    assert!(verify(&place.file).is_err(), "it is open");
}

#[test]
fn an_empty_one_starts_with_the_model_alone_and_moves_to_another_model_by_itself() {
    let (_place, mut e) = first();
    e.begin_assessment("二轮", 2025, None, ACTOR).unwrap();
    assert_eq!((e.answers().unwrap().len(), e.evidence().unwrap().len()), (0, 0));
    assert_eq!((e.assessment().unwrap().target, e.assessment().unwrap().copied_from), (None, None));
    e.upgrade_model(&model(2), &UpgradePlan::default(), ACTOR).unwrap();
    assert_eq!((e.model_copy().unwrap(), e.upgrades().unwrap().len()), (model(2), 1));
    e.switch_assessment(1).unwrap();
    assert_eq!((e.model_copy().unwrap(), e.upgrades().unwrap().len()), (model(1), 0));
    assert_eq!(e.begin_assessment("", 2026, None, ACTOR).unwrap_err().code(), "SH-2123");
    assert_eq!(e.begin_assessment("x", 2026, Some(7), ACTOR).unwrap_err(), StoreError::UnknownAssessment { id: 7 });
    e.describe_assessment("首轮", 2024, ACTOR).unwrap();
    assert_eq!((e.assessment().unwrap().title(), e.assessment().unwrap().year), ("首轮".to_owned(), 2024));
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn the_past_is_told_of_one_or_of_all() {
    let (_place, mut e) = first();
    e.begin_assessment("2026年度", 2026, Some(1), ACTOR).unwrap();
    let (seq, then) = (last_row(&e), all_tables(&mut e));
    e.record_answer("a", &level(5), ACTOR).unwrap();
    e.switch_assessment(1).unwrap();
    e.record_answer("a", &level(1), ACTOR).unwrap();
    assert_eq!(e.all_states_at(seq).unwrap(), then);
    let of_first: Vec<_> =
        then.into_iter().filter(|(address, _)| address.assessment != Some(2)).map(|(at, state)| (at.subject, state)).collect();
    assert_eq!(e.states_at(seq).unwrap().into_iter().collect::<Vec<_>>().len(), of_first.len());
    assert!(of_first.iter().all(|(subject, state)| e.states_at(seq).unwrap().get(subject) == Some(state)));
}

#[test]
fn what_is_changed_behind_the_trail_is_named_with_its_assessment() {
    for (sql, fault) in [
        ("UPDATE answer SET review = 0 WHERE assessment_id = 2", "2/answer:a"),
        ("UPDATE answer SET basis = NULL WHERE assessment_id = 1", "answer:a"),
        ("UPDATE evidence SET links = '[\"b\"]' WHERE id = 2", "2/evidence:2"),
        ("UPDATE assessment SET stage = 'final' WHERE id = 2", "2/assessment"),
        (
            "INSERT INTO assessment SELECT 9, 1, 2030, model_id, model_digest, NULL, created_at, '', 'draft', 'none', NULL FROM assessment WHERE id = 1",
            "9/assessment",
        ),
        ("UPDATE respondent SET share = '[]' WHERE id = 2", "2/respondent:2"),
        ("UPDATE response SET value = NULL", "response:1:a"),
        ("DELETE FROM response", "response:1:a"),
        ("UPDATE comment SET resolution = '{\"by\":\"x\",\"at\":\"2026-03-02T09:30:00+08:00\",\"how\":\"x\"}'", "comment:1"),
        ("UPDATE snapshot SET seq = 1", "snapshot:1"),
        ("DELETE FROM snapshot", "snapshot:1"),
    ] {
        let (place, mut e) = first();
        e.begin_assessment("2026年度", 2026, Some(1), ACTOR).unwrap();
        e.close().unwrap();
        place.tamper(sql);
        assert_eq!(verify(&place.file).unwrap().faults, [Fault::Altered(fault.into())], "{sql}");
    }
}

#[test]
fn undo_steps_and_addresses_count_over_all_assessments() {
    let (_place, mut e) = Place::with_engagement();
    e.begin_assessment("二轮", 2025, Some(1), ACTOR).unwrap();
    e.record_answer("a", &level(1), ACTOR).unwrap();
    e.switch_assessment(1).unwrap();
    e.record_answer("a", &level(2), ACTOR).unwrap();
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 3, redo: 0 });
    let keys: Vec<_> = all_tables(&mut e).into_keys().filter(|address| matches!(address.subject, Subject::Answer(_))).collect();
    assert_eq!(keys, [Address::new(1, Subject::answer("a")), Address::new(2, Subject::answer("a"))]);
}
