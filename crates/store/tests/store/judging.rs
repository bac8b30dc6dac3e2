//! Judgements of clauses, and evidence on them.

use shuheng_store::{
    Action, AuditRow, ClauseJudgement, ClauseJudgementChange, Clock, Field, NewEvidence, StoreError, Strength, Subject, Verdict,
};

use crate::support::{ACTOR, Place, clock};

const CLAUSE: &str = "nfra-2025-95/13";

fn verdict(verdict: Verdict) -> ClauseJudgementChange {
    ClauseJudgementChange::verdict(verdict)
}

#[test]
fn a_judgement_is_recorded_patched_reopened_and_undone() {
    let (place, mut e) = Place::with_engagement();
    let change = e.record_judgement(CLAUSE, &verdict(Verdict::PartlyMet).with_rationale("已建平台，未全行推广"), ACTOR).unwrap();
    assert_eq!((change.action, &change.subject), (Action::JudgeClause, &Subject::ClauseJudgement(CLAUSE.into())));
    assert!(change.before.is_none());
    e.record_judgement(CLAUSE, &verdict(Verdict::Met), ACTOR).unwrap();
    e.close().unwrap();

    let mut e = place.open();
    let met = ClauseJudgement {
        clause: CLAUSE.into(),
        verdict: Some(Verdict::Met),
        rationale: "已建平台，未全行推广".into(),
        updated_at: clock().now(),
    };
    assert_eq!(e.judgement(CLAUSE).unwrap(), Some(met.clone()));
    assert_eq!(e.judgements().unwrap(), [(CLAUSE.to_owned(), met)].into());
    assert_eq!(e.judgement("nfra-2025-95/14").unwrap(), None);

    e.undo(ACTOR).unwrap();
    assert_eq!(e.judgement(CLAUSE).unwrap().unwrap().verdict, Some(Verdict::PartlyMet));
    e.undo(ACTOR).unwrap();
    assert_eq!(e.judgement(CLAUSE).unwrap(), None);
    e.redo(ACTOR).unwrap();
    e.redo(ACTOR).unwrap();
    assert_eq!(e.judgement(CLAUSE).unwrap().unwrap().verdict, Some(Verdict::Met));

    let history: Vec<AuditRow> = e.history(&Subject::ClauseJudgement(CLAUSE.into())).unwrap();
    assert_eq!(history[0].subject, "clause_judgement:nfra-2025-95/13");
    let actions: Vec<&str> = history.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["judge_clause", "judge_clause", "undo", "undo", "redo", "redo"]);
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn a_verdict_can_be_withdrawn_and_an_empty_judgement_is_none() {
    let (_place, mut e) = Place::with_engagement();
    let rows = e.verify().unwrap().audit_rows;
    assert!(!e.record_judgement(CLAUSE, &ClauseJudgementChange::clear(), ACTOR).unwrap().is_change());
    assert_eq!(e.verify().unwrap().audit_rows, rows, "nothing was said, so there is no trace");

    e.record_judgement(CLAUSE, &verdict(Verdict::NotApplicable).with_rationale("不经营该业务"), ACTOR).unwrap();
    let withdrawn = ClauseJudgementChange { verdict: Some(None), rationale: None };
    e.record_judgement(CLAUSE, &withdrawn, ACTOR).unwrap();
    let left = e.judgement(CLAUSE).unwrap().unwrap();
    assert_eq!((left.verdict, left.rationale.as_str()), (None, "不经营该业务"));
    e.record_judgement(CLAUSE, &ClauseJudgementChange::clear(), ACTOR).unwrap();
    assert!(e.judgements().unwrap().is_empty());
    assert!(e.verify().unwrap().is_clean());
}

#[test]
fn refused_input_leaves_no_trace() {
    let (_place, mut e) = Place::with_engagement();
    let rows = e.verify().unwrap().audit_rows;
    let too_long = ClauseJudgementChange::default().with_rationale("长".repeat(20_001));
    assert_eq!(
        e.record_judgement(CLAUSE, &too_long, ACTOR).unwrap_err(),
        StoreError::TooLong { field: Field::Rationale, limit: 20_000, actual: 20_001 }
    );
    assert_eq!(e.record_judgement(" ", &verdict(Verdict::Met), ACTOR).unwrap_err(), StoreError::Blank { field: Field::Clause });
    assert_eq!(e.record_judgement(CLAUSE, &verdict(Verdict::Met), "").unwrap_err(), StoreError::Blank { field: Field::Actor });
    assert_eq!(e.verify().unwrap().audit_rows, rows);
}

#[test]
fn evidence_speaks_for_a_clause_as_it_does_for_an_indicator() {
    let (_place, mut e) = Place::with_engagement();
    let new = |about: &str| NewEvidence::note(about, "董事会决议", "第3页", Strength::Strong);
    e.add_evidence(&new("a"), ACTOR).unwrap();
    e.add_evidence(&new(CLAUSE), ACTOR).unwrap();
    let about: Vec<String> = e.evidence().unwrap().into_iter().map(|piece| piece.about).collect();
    assert_eq!(about, ["a", CLAUSE]);
    e.remove_evidence(2, ACTOR).unwrap();
    e.undo(ACTOR).unwrap();
    assert_eq!(e.evidence().unwrap()[1].about, CLAUSE);
    assert_eq!(e.add_evidence(&new(""), ACTOR).unwrap_err(), StoreError::Blank { field: Field::EvidenceAbout });
    assert!(e.verify().unwrap().is_clean());
}
