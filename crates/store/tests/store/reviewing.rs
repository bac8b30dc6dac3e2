//! Draft, review, final; comments, snapshots and reasons on the way.

use shuheng_store::{
    AnswerChange, ClauseJudgementChange, Engagement, Fault, Field, NewEvidence, Restoration, Stage, StoreError, Strength, Subject,
    UndoSteps, Value, Verdict, verify,
};

use crate::support::{ACTOR, Place, all_tables, last_row, tables};

const REVIEWER: &str = "审计部";

fn level(level: u8) -> AnswerChange {
    AnswerChange::value(Value::Level(level))
}

fn stage(e: &Engagement) -> Stage {
    e.assessment().unwrap().stage
}

/// An assessment that was made final.
fn final_one() -> (Place, Engagement) {
    let (place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(3), ACTOR).unwrap();
    e.submit_for_review(ACTOR).unwrap();
    e.finalise(REVIEWER).unwrap();
    (place, e)
}

#[test]
fn goes_forth_and_back_by_its_steps_only() {
    let (_place, mut e) = Place::with_engagement();
    let title = || "2025年度".to_owned();
    let wrong = |stage, needed| StoreError::WrongStage { assessment: title(), stage, needed };
    assert_eq!(e.finalise(REVIEWER).unwrap_err(), wrong(Stage::Draft, Stage::InReview));
    assert_eq!(e.return_to_draft("x", REVIEWER).unwrap_err(), wrong(Stage::Draft, Stage::InReview));
    e.submit_for_review(ACTOR).unwrap();
    assert_eq!(e.submit_for_review(ACTOR).unwrap_err(), wrong(Stage::InReview, Stage::Draft));
    assert_eq!(e.return_to_draft(" ", REVIEWER).unwrap_err(), StoreError::Blank { field: Field::Reason });
    e.return_to_draft("台账不全", REVIEWER).unwrap();
    assert_eq!(stage(&e), Stage::Draft);
    assert_eq!(e.history(&Subject::Assessment).unwrap().pop().unwrap().reason.as_deref(), Some("台账不全"));
    e.undo(ACTOR).unwrap();
    assert_eq!(stage(&e), Stage::InReview);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn comments_are_resolved_one_by_one_before_the_end() {
    let (place, mut e) = Place::with_engagement();
    e.add_comment(Some("a"), "请补充台账", REVIEWER).unwrap();
    e.add_comment(None, "口径请统一", REVIEWER).unwrap();
    e.submit_for_review(ACTOR).unwrap();
    let open = |count| StoreError::OpenComments { assessment: "2025年度".into(), count };
    assert_eq!(e.finalise(REVIEWER).unwrap_err(), open(2));
    e.resolve_comment(1, "已补", ACTOR).unwrap();
    assert_eq!(e.finalise(REVIEWER).unwrap_err(), open(1));
    assert!(!e.resolve_comment(1, "再补", ACTOR).unwrap().is_change(), "a resolution stays");
    e.resolve_comment(2, "已改", ACTOR).unwrap();
    e.reopen_comment(1, REVIEWER).unwrap();
    assert_eq!(e.finalise(REVIEWER).unwrap_err(), open(1));
    e.undo(REVIEWER).unwrap();
    let comments = e.comments().unwrap();
    let resolution = comments[0].resolution.clone().unwrap();
    assert_eq!((comments[0].about.as_deref(), resolution.by.as_str(), resolution.how.as_str()), (Some("a"), ACTOR, "已补"));
    assert_eq!((comments[1].about.as_deref(), comments[1].author.as_str()), (None, REVIEWER));
    assert_eq!(e.add_comment(None, " ", ACTOR).unwrap_err(), StoreError::Blank { field: Field::CommentText });
    assert_eq!(e.resolve_comment(9, "x", ACTOR).unwrap_err(), StoreError::Unknown { subject: Subject::Comment(9) });
    e.finalise(REVIEWER).unwrap();
    e.close().unwrap();
    assert_eq!(stage(&place.open()), Stage::Final);
    assert!(verify(&place.file).unwrap().is_clean());
}

#[test]
fn a_final_assessment_refuses_everything_but_to_be_copied_on() {
    let (place, mut e) = final_one();
    let locked = StoreError::Final { assessment: "2025年度".into() };
    let before = all_tables(&mut e);
    let rows = last_row(&e);
    assert_eq!(e.record_answer("a", &level(4), ACTOR).unwrap_err(), locked);
    assert_eq!(e.set_target(None, ACTOR).unwrap_err(), locked);
    assert_eq!(e.rename_institution("乙行", ACTOR).unwrap_err(), locked);
    assert_eq!(e.set_meta("k", Some("v"), ACTOR).unwrap_err(), locked);
    assert_eq!(e.add_comment(None, "迟了", ACTOR).unwrap_err(), locked);
    assert_eq!(e.take_snapshot("迟了", ACTOR).unwrap_err(), locked);
    assert_eq!(e.return_to_draft("再改", ACTOR).unwrap_err(), locked);
    assert_eq!(e.undo(ACTOR).unwrap_err(), locked);
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 0, redo: 0 });
    assert_eq!((last_row(&e), all_tables(&mut e)), (rows, before.clone()));

    e.begin_assessment("2026年度", 2026, Some(1), ACTOR).unwrap();
    assert_eq!(stage(&e), Stage::Draft);
    e.record_answer("a", &level(4), ACTOR).unwrap();
    e.rename_institution("乙行", ACTOR).unwrap();
    assert_eq!(e.undo_steps().unwrap(), UndoSteps { undo: 3, redo: 0 });
    for _ in 0..3 {
        assert!(!e.undo(ACTOR).unwrap().is_empty());
    }
    assert_eq!(all_tables(&mut e), before);
    assert_eq!(e.undo(ACTOR).unwrap_err(), locked);
    for _ in 0..3 {
        assert!(!e.redo(ACTOR).unwrap().is_empty());
    }
    assert!(e.redo(ACTOR).unwrap().is_empty());
    assert!(e.verify().unwrap().is_clean());
    e.close().unwrap();
    assert!(verify(&place.file).unwrap().is_clean());
}

#[test]
fn the_step_that_led_to_the_stage_is_told() {
    let (_place, mut e) = Place::with_engagement();
    let by = |e: &Engagement| e.stage_step(1).unwrap().map(|step| step.by);
    assert_eq!(by(&e), None, "it never left the draft");
    e.submit_for_review("项目经理").unwrap();
    e.set_target(Some(70.0), ACTOR).unwrap();
    e.describe_assessment("年度", 2025, ACTOR).unwrap();
    assert_eq!(by(&e).as_deref(), Some("项目经理"), "other changes of the assessment are none");
    e.finalise(REVIEWER).unwrap();
    assert_eq!(by(&e).as_deref(), Some(REVIEWER));
    assert_eq!(e.stage_step(1).unwrap().map(|step| step.at), Some(e.saved_at().unwrap()));
    e.begin_assessment("2026", 2026, Some(1), ACTOR).unwrap();
    assert_eq!((by(&e).as_deref(), e.stage_step(2).unwrap()), (Some(REVIEWER), None));
}

#[test]
fn what_was_comes_back_as_one_edit() {
    const CLAUSE: &str = "nfra-2025-95/13";
    let (_place, mut e) = Place::with_engagement();
    let judged = |verdict| ClauseJudgementChange { verdict: Some(Some(verdict)), rationale: None };
    e.record_answer("a", &level(2), ACTOR).unwrap();
    e.record_judgement(CLAUSE, &judged(Verdict::Met), ACTOR).unwrap();
    e.set_target(Some(60.0), ACTOR).unwrap();
    let kept = e.add_evidence(&NewEvidence::note("a", "台账", "第3页", Strength::Medium), ACTOR).unwrap();
    let id = |change: &shuheng_store::Change| match change.subject {
        Subject::Evidence(id) => id,
        _ => panic!("no evidence"),
    };
    let (then, piece) = (tables(&e, &[]), e.evidence().unwrap().remove(0));
    e.record_answer("a", &level(4), ACTOR).unwrap();
    e.record_judgement(CLAUSE, &judged(Verdict::NotMet), ACTOR).unwrap();
    e.set_target(None, ACTOR).unwrap();
    e.remove_evidence(id(&kept), ACTOR).unwrap();
    let later = e.add_evidence(&NewEvidence::note("a", "后补", "", Strength::Weak), ACTOR).unwrap();
    let now = tables(&e, &[]);

    let back = Restoration {
        answers: [("a".to_owned(), level(2))].into(),
        judgements: [(CLAUSE.to_owned(), judged(Verdict::Met))].into(),
        evidence: [(id(&kept), Some(piece.clone())), (id(&later), None)].into(),
        target: Some(Some(60.0)),
    };
    assert_eq!(e.restore(&back, ACTOR).unwrap().len(), 5);
    assert_eq!((e.answers().unwrap()["a"].value.clone(), e.assessment().unwrap().target), (Some(Value::Level(2)), Some(60.0)));
    assert_eq!((e.judgement(CLAUSE).unwrap().unwrap().verdict, e.evidence().unwrap()), (Some(Verdict::Met), vec![piece.clone()]));
    assert_eq!(tables(&e, &[]).len(), then.len());
    assert!(e.restore(&back, ACTOR).unwrap().iter().all(|change| !change.is_change()), "a second time changes nothing");
    e.undo(ACTOR).unwrap();
    assert_eq!(tables(&e, &[]), now, "one undo takes all of it back");

    // Evidence that this assessment never had is refused, also where another assessment of the file has it.
    e.begin_assessment("2026", 2026, None, ACTOR).unwrap();
    let foreign = Restoration { evidence: [(id(&kept), Some(piece))].into(), ..Restoration::default() };
    assert_eq!(e.restore(&foreign, ACTOR).unwrap_err(), StoreError::Unknown { subject: Subject::Evidence(id(&kept)) });
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn a_trail_that_goes_on_in_a_final_assessment_is_found() {
    let (place, e) = final_one();
    e.close().unwrap();
    // Somebody opens the lock by hand, has the program write on, and closes it again.
    place.tamper("UPDATE assessment SET stage = 'draft'");
    let mut e = place.open();
    e.record_answer("b", &level(1), ACTOR).unwrap();
    let row = last_row(&e);
    e.close().unwrap();
    place.tamper("UPDATE assessment SET stage = 'final'");
    assert_eq!(verify(&place.file).unwrap().faults, [Fault::Final(row)]);
}

#[test]
fn a_snapshot_tells_what_was_and_only_its_name_can_change() {
    let (_place, mut e) = Place::with_engagement();
    e.record_answer("a", &level(2), ACTOR).unwrap();
    let then = tables(&e, &[]);
    e.take_snapshot("研讨会前", ACTOR).unwrap();
    e.record_answer("a", &level(4), ACTOR).unwrap();
    e.rename_snapshot(1, "访谈后", ACTOR).unwrap();
    let snapshot = e.snapshots().unwrap().remove(0);
    assert_eq!((snapshot.id, snapshot.name.as_str(), snapshot.seq, snapshot.by.as_str()), (1, "访谈后", 4, ACTOR));
    assert_eq!(e.states_of(1).unwrap(), then);
    e.remove_snapshot(1, ACTOR).unwrap();
    assert_eq!(e.states_of(1).unwrap_err(), StoreError::Unknown { subject: Subject::Snapshot(1) });
    assert_eq!(e.states_at(4).unwrap(), then, "the past does not go with the name");
    e.undo(ACTOR).unwrap();
    assert_eq!(e.states_of(1).unwrap(), then);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn a_reason_stands_in_the_rows_it_was_said_for_and_is_bound_by_the_hash() {
    let (place, mut e) = Place::with_engagement();
    e.with_reason("会议改判").unwrap().record_answer("a", &level(3), ACTOR).unwrap();
    e.record_answer("a", &level(4), ACTOR).unwrap();
    e.with_reason("笔误").unwrap().undo(ACTOR).unwrap();
    assert!(e.with_reason("不会留下").unwrap().record_answer("", &level(1), ACTOR).is_err());
    e.record_answer("b", &level(1), ACTOR).unwrap();
    let reasons: Vec<_> = e.audit_trail(4, 10).unwrap().into_iter().map(|row| row.reason).collect();
    assert_eq!(reasons, [Some("会议改判".into()), None, Some("笔误".into()), None]);
    assert_eq!(e.with_reason("").unwrap_err(), StoreError::Blank { field: Field::Reason });
    e.close().unwrap();
    assert!(verify(&place.file).unwrap().is_clean());
    for sql in [
        "UPDATE audit SET reason = '别的' WHERE seq = 4",
        "UPDATE audit SET reason = NULL WHERE seq = 4",
        "UPDATE audit SET reason = '' WHERE seq = 5",
    ] {
        let copy = Place::new();
        std::fs::copy(&place.file, &copy.file).unwrap();
        copy.tamper(sql);
        assert!(verify(&copy.file).unwrap().first_broken.is_some(), "{sql}");
    }
}
