//! Redacted copies: what is left out is counted, and nowhere in the bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;

use shuheng_store::{
    Access, AnswerChange, ClauseJudgementChange, DocumentKind, Engagement, Figure, NewDocument, NewEvidence, NewRespondent, NewResponse,
    Passphrase, PeerReference, Redacted, Redaction, Removed, RespondentKind, ResponseOrigin, Said, Source, StoreError, Strength,
    UpgradePlan, Value, Without,
};

use crate::support::{ACTOR, Place, clock, model, plain};

/// An engagement with a mark in every field that a person can fill, by what should take it out.
fn marked() -> (Place, Vec<(Without, Vec<&'static str>)>) {
    let (place, mut e) = Place::with_engagement();
    e.record_answer("old", &AnswerChange::value(Value::Level(1)).with_rationale("标记旧理由"), "标记旧人").unwrap();
    e.record_answer("old", &AnswerChange::clear(), ACTOR).unwrap();
    e.rename_institution("标记银行", ACTOR).unwrap();
    e.describe_assessment("标记评估名", 2025, ACTOR).unwrap();
    e.record_answer("a", &AnswerChange::value(Value::Level(3)).with_rationale("标记理由甲"), ACTOR).unwrap();
    e.record_answer("b", &AnswerChange::default().with_rationale("标记理由乙"), ACTOR).unwrap();
    e.record_judgement("doc/1", &ClauseJudgementChange::default().with_rationale("标记判断"), ACTOR).unwrap();
    let note = NewEvidence::note("a", "标记银行的标记证据", "标记位置", Strength::Weak);
    e.attach_evidence(&note, "标记文件名.txt", &mut Cursor::new("标记附件内容".as_bytes()), ACTOR).unwrap();
    let figure = Figure { year: 2024, metric: "m".into(), value: 1.0, unit: "亿元".into(), note: "标记备注".into() };
    e.set_figure(&figure, ACTOR).unwrap();
    let peers = PeerReference { label: "样本".into(), sample_size: 3, illustrative: false, scores: [("root".to_owned(), 1.0)].into() };
    e.set_peer_reference(&peers, ACTOR).unwrap();
    e.add_document(DocumentKind::WeightScheme, &NewDocument { name: "标记方案".into(), content: "标记专家".into() }, ACTOR).unwrap();
    e.set_meta("标记键", Some("标记值"), ACTOR).unwrap();
    let share = ["a".to_owned()].into();
    e.add_respondent(&NewRespondent { name: "标记答题人".into(), kind: RespondentKind::Person, share }, ACTOR).unwrap();
    let origin = ResponseOrigin::Questionnaire { file_name: "标记问卷.xlsx".into(), digest: "0".repeat(64) };
    let (rationale, evidence) = ("标记作答理由".into(), vec!["标记所列证据".into()]);
    let said = Said { value: Some(Value::Level(2)), confidence: None, rationale, evidence, origin };
    e.record_responses(&[NewResponse { respondent: 1, indicator: "a".into(), said: Some(said) }], &BTreeMap::new(), ACTOR).unwrap();
    e.add_comment(Some("a"), "标记批注，见标记答题人", "标记批注人").unwrap();
    e.resolve_comment(1, "标记处理", "标记处理人").unwrap();
    e.take_snapshot("标记快照", ACTOR).unwrap();
    e.upgrade_model(&model(2), &UpgradePlan::default(), ACTOR).unwrap();
    e.with_reason("标记原因").unwrap().begin_assessment("标记二轮", 2026, Some(1), ACTOR).unwrap();
    e.close().unwrap();
    let marks = vec![
        (Without::History, vec!["标记旧理由", "标记旧人", "标记快照", "标记原因", "1.0.0"]),
        (
            Without::Names,
            vec![
                "标记银行",
                "标记评估名",
                "标记文件名",
                "标记方案",
                "标记专家",
                "标记键",
                "标记值",
                "标记答题人",
                "标记问卷",
                "标记批注人",
                "标记处理人",
                "标记二轮",
            ],
        ),
        (Without::Evidence, vec!["标记证据", "标记位置", "标记附件内容", "标记所列证据"]),
        (Without::Rationale, vec!["标记理由甲", "标记理由乙", "标记判断", "标记作答理由"]),
        (Without::Comments, vec!["标记批注，", "标记处理"]),
        (Without::Respondents, vec!["标记答题人", "标记作答理由", "标记问卷"]),
        (Without::Figures, vec!["标记备注"]),
    ];
    (place, marks)
}

fn redact(place: &Place, without: &[Without]) -> (Vec<u8>, Redacted, Engagement) {
    let out = place.folder.path().join("copy.shuheng");
    let _ = fs::remove_file(&out);
    let without: BTreeSet<Without> = without.iter().copied().collect();
    let redaction = Redaction::prepare(plain(&place.file), &out, clock()).unwrap();
    let counts = redaction.counts(&without).unwrap();
    let done = redaction.apply(&without, "评估人", None).unwrap();
    assert_eq!(done.removed, counts, "what was announced is what was done");
    let bytes = fs::read(&out).unwrap();
    let copy = Engagement::open(&out, clock()).unwrap();
    assert!(copy.verify().unwrap().is_clean());
    (bytes, done, copy)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn what_was_left_out_is_nowhere_in_the_bytes() {
    let (place, marks) = marked();
    let before = fs::read(&place.file).unwrap();
    for (what, gone) in &marks {
        let (bytes, ..) = redact(&place, &[*what]);
        for mark in gone.iter().chain(&marks[0].1) {
            // Names are replaced where they stand; what respondents are called goes with them, but not in the words of others.
            if *what != Without::Respondents || *mark != "标记答题人" {
                assert!(!holds(&bytes, mark), "{mark} is left without {what:?}");
            }
        }
    }
    let (bytes, ..) = redact(&place, &[]);
    for mark in marks[1..].iter().flat_map(|(_, marks)| marks) {
        assert!(holds(&bytes, mark), "{mark} stays where nobody asked: the test looks for the right thing");
    }
    let (bytes, _, copy) = redact(&place, &Without::ALL);
    assert!(!holds(&bytes, "标记"), "with everything gone no mark is left");
    assert_eq!(copy.institution().unwrap().name, "某机构");
    assert_eq!(copy.answers().unwrap().keys().collect::<Vec<_>>(), ["a"], "scores stay");
    assert!(copy.undo_steps().unwrap().undo == 0 && copy.snapshots().unwrap().is_empty());
    copy.close().unwrap();
    assert_eq!(fs::read(&place.file).unwrap(), before);
    assert_eq!(place.names().len(), 2, "{:?}", place.names());
}

#[test]
fn the_list_counts_what_was_left_out_and_stands_in_the_copy() {
    let (place, _) = marked();
    let (_, done, copy) = redact(&place, &Without::ALL);
    let counts: Vec<(Removed, u64)> = done.removed.into_iter().filter(|(what, _)| *what != Removed::AuditRow).collect();
    assert_eq!(
        counts,
        [
            (Removed::InstitutionName, 1),
            (Removed::AssessmentName, 2),
            (Removed::Document, 2),
            (Removed::Setting, 1),
            (Removed::Evidence, 2),
            (Removed::Attachment, 1),
            (Removed::Rationale, 6),
            (Removed::Comment, 1),
            (Removed::Respondent, 2),
            (Removed::Response, 1),
            (Removed::Figure, 1),
            (Removed::Snapshot, 1),
            (Removed::Model, 1),
        ]
    );
    let first = copy.audit_trail(1, 1).unwrap().remove(0);
    assert!(first.reason.unwrap().starts_with("redacted: institution_name 1, assessment_name 2, "));
}

#[test]
fn a_final_assessment_can_be_copied() {
    let (place, mut e) = Place::with_engagement();
    e.record_answer("a", &AnswerChange::value(Value::Level(3)), ACTOR).unwrap();
    e.submit_for_review(ACTOR).unwrap();
    e.finalise(ACTOR).unwrap();
    e.close().unwrap();
    let (_, _, copy) = redact(&place, &[Without::Names]);
    assert_eq!(copy.assessment().unwrap().stage, shuheng_store::Stage::Final);
}

/// The copy has a passphrase of its own or none, whatever the engagement has.
#[test]
fn a_copy_can_be_encrypted() {
    let (place, _) = marked();
    let mut e = Engagement::open(&place.file, clock()).unwrap();
    e.set_passphrase(Some(&Passphrase::new("correct horse battery"))).unwrap();
    let without = BTreeSet::from([Without::Names]);
    for (name, own) in [("sealed", Some(Passphrase::new("staple battery horse"))), ("plain", None)] {
        let out = place.folder.path().join(name);
        let redaction = Redaction::prepare(Source::Open(&e), &out, clock()).unwrap();
        redaction.apply(&without, ACTOR, own.as_ref()).unwrap();
        assert_eq!(shuheng_store::is_encrypted(&out).unwrap(), own.is_some());
        assert_eq!(holds(&fs::read(&out).unwrap(), "标记理由甲"), own.is_none(), "what stays is readable in a plain copy only");
        let access = own.map_or_else(Access::new, |own| Access::new().with_passphrase(own));
        let copy = Engagement::open_with(&out, &access, clock()).unwrap();
        assert!(copy.verify().unwrap().is_clean());
        assert_eq!(copy.institution().unwrap().name, "某机构");
        copy.close().unwrap();
    }
    let short = Redaction::prepare(Source::Open(&e), &place.folder.path().join("short"), clock()).unwrap();
    assert!(matches!(short.apply(&without, ACTOR, Some(&Passphrase::new("short"))), Err(StoreError::PassphraseTooShort { .. })));
    e.close().unwrap();
}
