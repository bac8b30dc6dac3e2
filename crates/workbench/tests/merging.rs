//! Merging and redacting as the window does it: with one of the files open, conflicts shown from both sides.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AnswerPatch, MergeConflictKind, MergeDecision, MergeRelation, MergeRequest, MergeSide, NewEngagementRequest, RedactRequest,
    RedactionPart, ValueView,
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
    let request = MergeRequest { a: path("a.shuheng"), b: path("b.shuheng"), out: path("c.shuheng") };
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

    let undecided = workbench.merge(&request, &[], None).expect_err("nothing is decided");
    assert_eq!(undecided.code(), "SH-2141");
    assert!(workbench.engagement().is_ok() && !Path::new(&request.out).exists());
    let decision = |take| [MergeDecision { subject: conflict.subject.clone(), take, reason: " 以访谈为准 ".to_owned() }];
    let wrong = [MergeDecision { subject: "nonsense".to_owned(), take: MergeSide::A, reason: String::new() }];
    assert_eq!(workbench.merge(&request, &wrong, None).expect_err("no conflict").code(), "SH-2143");
    let merged = workbench.merge(&request, &decision(MergeSide::B), None).expect("merged");
    assert_eq!(merged.path, request.out);
    workbench.open(Path::new(&request.out)).expect("the new file");
    let answer = workbench.engagement().expect("open").answers.into_iter().find(|answer| answer.indicator == INDICATOR).expect("an answer");
    assert_eq!((answer.value, answer.rationale.as_str()), (ValueView::Level { level: 4 }, "现场访谈"));
}

#[test]
fn decisions_come_back_from_the_file_as_people_filled_it_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut workbench, request) = apart(folder.path());
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
    let done = workbench.redact(&redact).expect("a copy");
    assert_eq!(done.removed.iter().map(|removed| removed.what.as_str()).collect::<Vec<_>>(), ["institution_name", "audit_row"]);
    assert_eq!(workbench.open(Path::new(&request.out)).expect("the copy").institution, "某机构");
}
