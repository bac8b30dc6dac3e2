//! Merging and redacting as the window does it: with one of the files open, conflicts shown from both sides.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AnswerPatch, CopyPurpose, EvidenceKindRequest, EvidenceRequest, JudgementPatch, MergeConflictKind, MergeDecision, MergePassphrases,
    MergePreviewView, MergeRelation, MergeRequest, MergeSide, MergeView, NewEngagementRequest, OpeningView, OwnFigureRequest,
    PassphraseQuestionView, RedactRequest, RedactionPart, RespondentKindView, RespondentRequest, StrengthView, ThingCountView,
    TypedPassphrase, ValueView, VerdictChange, VerdictView,
};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError};
use std::fs;
use std::path::Path;
use std::sync::Arc;

const INDICATOR: &str = "technology_application.ai.enterprise_platform";

fn workbench(folder: &Path) -> Workbench {
    let folders = Folders { settings: None, documents: folder.to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    Workbench::new(folders, Arc::new(clock)).expect("a workbench")
}

fn rate(workbench: &mut Workbench, level: u8, rationale: &str) {
    let patch = AnswerPatch { value: Some(ValueView::Level { level }), confidence: None, rationale: Some(rationale.to_owned()) };
    workbench.record_answer(INDICATOR, &patch).expect("an answer");
}

/// Two copies that rate one indicator differently; the first is open.
fn apart(folder: &Path) -> (Workbench, MergeRequest) {
    let path = |name: &str| folder.join(name).display().to_string();
    let request = MergeRequest { a: path("a.shuheng"), b: path("b.shuheng"), out: path("c.shuheng"), compared: None };
    let mut workbench = workbench(folder);
    let new = NewEngagementRequest {
        path: request.a.clone(),
        institution: "某某银行".to_owned(),
        kind: "city_bank".to_owned(),
        year: 2025,
        model: "caict-value-2025".to_owned(),
    };
    workbench.create(&new).expect("an engagement");
    workbench.close().expect("closed");
    fs::copy(&request.a, &request.b).expect("a copy");
    for (file, level, rationale) in [(&request.b, 4, "现场访谈"), (&request.a, 2, "平台台账")] {
        workbench.open(Path::new(file)).expect("open");
        rate(&mut workbench, level, rationale);
    }
    (workbench, request)
}

fn typed(text: &str) -> TypedPassphrase {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).expect("a passphrase")
}

fn counted(things: &[ThingCountView]) -> Vec<(&str, u32)> {
    things.iter().map(|thing| (thing.name.zh.as_str(), thing.count)).collect()
}

fn asked(preview: MergePreviewView) -> (MergeSide, PassphraseQuestionView) {
    match preview {
        MergePreviewView::PassphraseNeeded { side, question } => (side, question),
        MergePreviewView::Compared { .. } => panic!("compared without the passphrase"),
    }
}

fn compared(preview: MergePreviewView) -> MergeView {
    match preview {
        MergePreviewView::Compared { plan } => *plan,
        MergePreviewView::PassphraseNeeded { side, .. } => panic!("asked for the passphrase of {side:?}"),
    }
}

/// The open file is encrypted and nobody knows its passphrase any more; that of the other is asked for.
#[test]
fn an_encrypted_open_file_is_merged_as_it_stands_and_the_other_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, request) = apart(folder.path());
    workbench.open(Path::new(&request.b)).expect("b");
    workbench.set_passphrase(Some(&typed("staple battery horse"))).expect("b encrypted");
    workbench.close().expect("closed");
    workbench.open(Path::new(&request.a)).expect("a");
    workbench.set_passphrase(Some(&typed("correct horse battery"))).expect("a encrypted");
    let evidence = EvidenceRequest {
        targets: vec![INDICATOR.to_owned()],
        kind: EvidenceKindRequest::Note,
        title: "台账".to_owned(),
        locator: "第3页".to_owned(),
        strength: StrengthView::Medium,
    };
    workbench.save_evidence(None, &evidence).expect("evidence");

    let mut passphrases = MergePassphrases::default();
    let (side, question) = asked(workbench.preview_merge(&request, &passphrases).expect("a question"));
    assert_eq!((side, question.file_name.as_str(), question.refused), (MergeSide::B, "b.shuheng", None));
    passphrases.b = Some(typed("correct horse battery"));
    let (side, question) = asked(workbench.preview_merge(&request, &passphrases).expect("a question"));
    assert_eq!((side, question.refused.map(|error| error.code).as_deref()), (MergeSide::B, Some("SH-2115")));
    passphrases.b = Some(typed("staple battery horse"));
    let plan = compared(workbench.preview_merge(&request, &passphrases).expect("a plan"));
    assert_eq!((plan.conflicts.len(), counted(&plan.a.things), counted(&plan.b.things)), (1, vec![("证据", 1)], vec![]));

    assert!(plan.a.encrypted && plan.b.encrypted);
    rate(&mut workbench, 1, "比较之后又改");
    let mut seen = MergeRequest { compared: Some(plan.compared.clone()), ..request.clone() };
    let refused = workbench.merge(&seen, &[], Some(MergeSide::B), &passphrases).expect_err("changed since");
    assert_eq!((refused.code().as_str(), Path::new(&request.out).exists()), ("SH-2146", false));
    seen.compared = Some(compared(workbench.preview_merge(&request, &passphrases).expect("a plan")).compared);
    let decision = [MergeDecision { subject: plan.conflicts[0].subject.clone(), take: MergeSide::B, reason: String::new() }];
    workbench.merge(&seen, &decision, None, &passphrases).expect("merged");
    rate(&mut workbench, 3, "打开着的档案照常可写");
    let redact = RedactRequest { file: request.a.clone(), out: request.out.replace("c.shuheng", "r.shuheng"), without: vec![] };
    assert_eq!(workbench.redact(&redact, Some(&typed("short"))).expect_err("too short").code(), "SH-2117");
    assert!(workbench.redact(&redact, Some(&typed("copy battery horse"))).expect("a copy").encrypted);
    assert!(workbench.try_open(Path::new(&redact.out), Some(&typed("copy battery horse"))).is_ok());

    let opening = workbench.try_open(Path::new(&request.out), Some(&typed("correct horse battery"))).expect("with the passphrase of A");
    let OpeningView::Opened { engagement } = opening else { panic!("the new file has another passphrase than A") };
    let answer = engagement.answers.into_iter().find(|answer| answer.indicator == INDICATOR).expect("an answer");
    assert_eq!((answer.rationale.as_str(), answer.evidence.len()), ("现场访谈", 1));
}

/// Ids and row numbers are for the audit trail; people read names, in both languages.
#[test]
fn conflicts_of_every_page_are_named_as_people_name_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, request) = apart(folder.path());
    for (file, value, verdict) in [(&request.a, 4.2, VerdictView::Met), (&request.b, 5.1, VerdictView::NotMet)] {
        workbench.open(Path::new(file)).expect("open");
        let figure = OwnFigureRequest { metric: "it_investment".to_owned(), year: 2024, value: Some(value) };
        workbench.set_own_figure(&figure).expect("a figure");
        let patch = JudgementPatch { verdict: Some(VerdictChange::Set { verdict }), rationale: Some("抽查".to_owned()) };
        workbench.judge_clause("nfra-2025-95/13", &patch).expect("a judgement");
        let respondent =
            RespondentRequest { name: "科技部".to_owned(), kind: RespondentKindView::Department, share: vec!["root".to_owned()] };
        workbench.add_respondent(&respondent).expect("a respondent");
    }
    let plan = workbench.merge_plan(&request).expect("a plan");
    let told: Vec<(&str, &str, &str)> = plan
        .conflicts
        .iter()
        .filter(|conflict| !conflict.subject.starts_with("answer:"))
        .map(|conflict| (conflict.name.zh.as_str(), conflict.a.state.value.zh.as_str(), conflict.b.state.value.zh.as_str()))
        .collect();
    assert_eq!(
        told,
        [("2024年信息技术投入", "4.2亿元", "5.1亿元"), ("金办发〔2025〕95号第13项的判断", "已落实", "未落实")],
        "sorted as the trail sorts them"
    );
    assert_eq!((counted(&plan.a.things), counted(&plan.b.things)), (vec![("答题人", 1)], vec![("答题人", 1)]));
    assert!(plan.conflicts.iter().all(|conflict| !conflict.name.en.is_empty() && !conflict.name.en.contains(':')));
}

#[test]
fn names_of_copies_are_free_and_that_of_a_shared_one_tells_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (workbench, request) = apart(folder.path());
    let name = |purpose| {
        let path = workbench.suggest_copy(Path::new(&request.a), purpose);
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    assert_eq!((name(CopyPurpose::Merged).as_str(), name(CopyPurpose::Redacted).as_str()), ("a(合并).shuheng", "评估(脱敏).shuheng"));
    fs::write(folder.path().join("a(合并).shuheng"), "").expect("taken");
    assert_eq!(name(CopyPurpose::Merged), "a(合并-2).shuheng");
}

#[test]
fn a_plan_shows_both_sides_and_leaves_the_open_file_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, request) = apart(folder.path());
    let plan = workbench.merge_plan(&request).expect("a plan");
    assert_eq!((plan.relation, plan.a.rows, plan.b.rows, plan.conflicts.len()), (MergeRelation::Parted, 1, 1, 1));
    let conflict = &plan.conflicts[0];
    assert_eq!((conflict.subject.as_str(), conflict.kind), (format!("answer:{INDICATOR}").as_str(), MergeConflictKind::Changed));
    assert_ne!(conflict.name.zh, conflict.subject, "the indicator is named by the model");
    let said = [&conflict.base, &conflict.a.state, &conflict.b.state].map(|state| (state.value.en.as_str(), state.rationale.as_str()));
    assert_eq!(said, [("—", ""), ("L2", "平台台账"), ("L4", "现场访谈")]);
    assert_eq!(conflict.a.at.as_deref(), Some("2026-03-18 14:32"));
    assert!(workbench.engagement().expect("open still").path.ends_with("a.shuheng"));

    assert_eq!(counted(&plan.a.things), [], "what both changed is no own change");

    let nobody = MergePassphrases::default();
    let undecided = workbench.merge(&request, &[], None, &nobody).expect_err("nothing is decided");
    assert_eq!(undecided.code(), "SH-2141");
    assert!(workbench.engagement().is_ok() && !Path::new(&request.out).exists());
    let decision = |take| [MergeDecision { subject: conflict.subject.clone(), take, reason: " 以访谈为准 ".to_owned() }];
    let wrong = [MergeDecision { subject: "nonsense".to_owned(), take: MergeSide::A, reason: String::new() }];
    assert_eq!(workbench.merge(&request, &wrong, None, &nobody).expect_err("no conflict").code(), "SH-2143");
    let merged = workbench.merge(&request, &decision(MergeSide::B), None, &nobody).expect("merged");
    assert_eq!(merged.path, request.out);
    workbench.open(Path::new(&request.out)).expect("the new file");
    let answer = workbench.engagement().expect("open").answers.into_iter().find(|answer| answer.indicator == INDICATOR).expect("an answer");
    assert_eq!((answer.value, answer.rationale.as_str()), (ValueView::Level { level: 4 }, "现场访谈"));
}

#[test]
fn decisions_come_back_from_the_file_as_people_filled_it_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let (workbench, request) = apart(folder.path());
    let plan = workbench.merge_plan(&request).expect("a plan");
    let file = folder.path().join("d.json");
    workbench.write_decisions_file(&file, &plan).expect("written");
    assert!(workbench.write_decisions_file(&file, &plan).is_err(), "decisions are not written over");
    assert_eq!(workbench.read_decisions_file(&file).expect("read"), []);
    let text = fs::read_to_string(&file).expect("the file").replace("\"take\": null", "\"take\": \"b\"");
    fs::write(&file, text).expect("filled in");
    let decided = workbench.read_decisions_file(&file).expect("read");
    assert_eq!(decided, [MergeDecision { subject: plan.conflicts[0].subject.clone(), take: MergeSide::B, reason: String::new() }]);
    for text in ["{", "{\"decisions\":[{}]}", "{\"decisions\":[{\"subject\":\"x\",\"take\":\"both\"}]}"] {
        fs::write(&file, text).expect("written");
        assert!(matches!(workbench.read_decisions_file(&file), Err(WorkbenchError::Decisions { .. })), "{text}");
    }
}

#[test]
fn each_choice_of_a_redacted_copy_says_what_it_would_leave_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, request) = apart(folder.path());
    let options = workbench.redaction_options(&request.a, &request.out).expect("options");
    let counts: Vec<(RedactionPart, Vec<(String, u32)>)> = options
        .into_iter()
        .map(|option| (option.part, option.removed.into_iter().map(|removed| (removed.what, removed.count)).collect()))
        .filter(|(_, removed): &(_, Vec<_>)| !removed.is_empty())
        .collect();
    let one = |what: &str, count| vec![(what.to_owned(), count)];
    assert_eq!(
        counts,
        [
            (RedactionPart::Names, one("institution_name", 1)),
            (RedactionPart::Rationale, one("rationale", 1)),
            (RedactionPart::History, one("audit_row", 4)),
        ]
    );
    let redact = RedactRequest { file: request.a.clone(), out: request.out.clone(), without: vec![RedactionPart::Names] };
    let done = workbench.redact(&redact, None).expect("a copy");
    assert_eq!(done.removed.iter().map(|removed| removed.what.as_str()).collect::<Vec<_>>(), ["institution_name", "audit_row"]);
    assert_eq!(workbench.open(Path::new(&request.out)).expect("the copy").institution, "某机构");
}
