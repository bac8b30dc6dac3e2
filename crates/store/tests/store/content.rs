//! What a file starts with: all of it in one piece, sound, and never undone.

use std::collections::BTreeMap;

use shuheng_store::{
    AnswerChange, ClauseJudgementChange, Content, Figure, NewEvidence, PeerReference, StoreError, Strength, UndoSteps, Value, Verdict,
};

use crate::support::{ACTOR, Place};

fn content() -> Content {
    let evidence = |title: &str| NewEvidence::note("a", title, "第3页", Strength::Strong);
    Content {
        answers: BTreeMap::from([("a".to_owned(), AnswerChange::value(Value::Level(3)).with_rationale("已看台账"))]),
        evidence: vec![evidence("验收报告"), evidence("模型台账")],
        figures: vec![Figure { year: 2024, metric: "it_investment".into(), value: 4.83, unit: "亿元".into(), note: String::new() }],
        peers: vec![PeerReference {
            label: "样本".into(),
            sample_size: 24,
            illustrative: true,
            scores: BTreeMap::from([("root".to_owned(), 46.0)]),
        }],
        judgements: BTreeMap::from([("nfra-2025-95/13".to_owned(), ClauseJudgementChange::verdict(Verdict::PartlyMet))]),
    }
}

#[test]
fn is_there_after_reopening_and_nothing_of_it_is_undone() {
    let (place, mut engagement) = Place::with_engagement();
    engagement.fill(&content(), ACTOR).unwrap();
    engagement.close().unwrap();
    let mut engagement = place.open();
    assert_eq!(engagement.answers().unwrap()["a"].value, Some(Value::Level(3)));
    let ids: Vec<i64> = engagement.evidence().unwrap().iter().map(|evidence| evidence.id).collect();
    assert_eq!(ids, [1, 2]);
    assert_eq!((engagement.figures().unwrap().len(), engagement.peer_references().unwrap().len()), (1, 1));
    assert_eq!(engagement.judgement("nfra-2025-95/13").unwrap().and_then(|judgement| judgement.verdict), Some(Verdict::PartlyMet));
    assert_eq!(engagement.undo_steps().unwrap(), UndoSteps { undo: 0, redo: 0 });
    assert_eq!(engagement.undo(ACTOR).unwrap(), []);
    assert!(engagement.verify().unwrap().is_clean());
    engagement.record_answer("a", &AnswerChange::value(Value::Level(4)), ACTOR).unwrap();
    engagement.undo(ACTOR).unwrap();
    assert_eq!(engagement.answers().unwrap()["a"].value, Some(Value::Level(3)), "undo goes back to what the file started with");
    assert!(engagement.verify().unwrap().is_clean());
}

#[test]
fn is_refused_as_a_whole() {
    let (_place, mut engagement) = Place::with_engagement();
    let mut bad = content();
    bad.evidence[1].title = " ".into();
    assert!(matches!(engagement.fill(&bad, ACTOR), Err(StoreError::Blank { .. })));
    assert!(engagement.answers().unwrap().is_empty());
}
