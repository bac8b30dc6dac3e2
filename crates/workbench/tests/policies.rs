//! What the assessment says of clauses, and which documents and charts are asked for.
#![expect(clippy::expect_used, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AnswerPatch, ClauseStatusView, CoverageExportRequest, Language, PolicyClauseView, SceneKind, SceneRequest, Theme, ValueView,
};
use shuheng_workbench::{FixedClock, Folders, Workbench, WorkbenchError};
use std::sync::Arc;
use tempfile::TempDir;

/// Three indicators answer this task in part, and together the whole of it.
const TOGETHER: &str = "nfra-2025-95/1";
const PARTS: [&str; 3] = [
    "organizational_sustainability.strategy.strategic_integration",
    "organizational_sustainability.strategy.leadership_coordination",
    "organizational_sustainability.strategy.evaluation_appraisal",
];
/// One indicator covers this task; two more answer a part.
const COVERED: &str = "nfra-2025-95/11";
const COVERING: &str = "economic_value.real_economy.regional_coordination";
const BESIDE: [&str; 2] =
    ["organizational_sustainability.organization.peer_cooperation", "technology_application.data.trusted_circulation"];

fn sample() -> (TempDir, Workbench) {
    let folder = tempfile::tempdir().expect("a folder");
    let folders = Folders { settings: Some(folder.path().join("settings")), documents: folder.path().to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    let mut workbench = Workbench::new(folders, Arc::new(clock)).expect("a workbench");
    workbench.open_sample().expect("the sample");
    (folder, workbench)
}

fn answer(workbench: &mut Workbench, indicator: &str, value: ValueView) {
    let patch = AnswerPatch { value: Some(value), confidence: None, rationale: None };
    workbench.record_answer(indicator, &patch).expect("recorded");
}

fn clause(workbench: &Workbench, id: &str) -> PolicyClauseView {
    let view = workbench.policies().expect("the page");
    view.documents.into_iter().flat_map(|document| document.clauses).find(|clause| clause.id == id).expect("the clause")
}

#[test]
fn a_statement_on_all_indicators_does_not_hold_without_one_of_them() {
    let (_folder, mut workbench) = sample();
    PARTS.iter().for_each(|part| answer(&mut workbench, part, ValueView::Level { level: 5 }));
    let whole = clause(&workbench, TOGETHER).inference;
    assert_eq!((whole.status, whole.complete, whole.capped), (ClauseStatusView::Ready, true, false));

    answer(&mut workbench, PARTS[2], ValueView::NotApplicable);
    let found = clause(&workbench, TOGETHER);
    let code = found.links.iter().find(|link| link.indicator == PARTS[2]).map(|link| link.code.clone()).expect("its link");
    let inferred = found.inference;
    assert_eq!((inferred.status, inferred.complete, inferred.capped), (ClauseStatusView::Partly, false, true));
    assert!(inferred.sentence.zh.contains(&format!("{code}不适用")) && inferred.sentence.en.contains(&code), "{}", inferred.sentence.en);
    assert!(inferred.sentence.zh.starts_with("2项必要指标"), "only those that apply are counted: {}", inferred.sentence.zh);
    let open = inferred.coverage_reason.expect("what is open");
    assert!(open.zh.starts_with(&format!("{code}不适用")) && open.zh.contains("各项均适用时"), "{}", open.zh);
}

#[test]
fn an_indicator_that_covers_answers_alone_while_it_applies() {
    let (_folder, mut workbench) = sample();
    std::iter::once(&COVERING).chain(&BESIDE).for_each(|id| answer(&mut workbench, id, ValueView::Level { level: 5 }));
    answer(&mut workbench, BESIDE[0], ValueView::NotApplicable);
    let inferred = clause(&workbench, COVERED).inference;
    assert_eq!((inferred.status, inferred.complete), (ClauseStatusView::Ready, true));
    answer(&mut workbench, BESIDE[0], ValueView::Level { level: 5 });
    answer(&mut workbench, COVERING, ValueView::NotApplicable);
    let inferred = clause(&workbench, COVERED).inference;
    assert_eq!((inferred.status, inferred.complete, inferred.capped), (ClauseStatusView::Partly, false, true));
}

#[test]
fn one_document_and_none_that_is_unknown() {
    let (folder, workbench) = sample();
    let one = workbench.policies_of(Some("pboc-2024")).expect("the document");
    assert_eq!(one.documents.iter().map(|document| document.id.as_str()).collect::<Vec<_>>(), ["pboc-2024"]);
    let all = workbench.policies().expect("the page");
    assert_eq!(all.documents.iter().find(|document| document.id == "pboc-2024"), one.documents.first());
    let out = folder.path().join("out");
    let request = CoverageExportRequest {
        policy: Some("nothing".to_owned()),
        folder: out.display().to_string(),
        language: Language::En,
        xlsx: true,
        svg: true,
        png: true,
    };
    for refused in [workbench.policies_of(Some("nothing")).err(), workbench.export_coverage(&request).err()] {
        let error = refused.expect("there is no such document");
        assert_eq!(error.code(), "SH-3007");
        for known in ["nfra-2025-95", "cbirc-2022", "pboc-2024"] {
            assert!(error.message().zh.contains(known) && error.message().en.contains(known), "{}", error.message().en);
        }
    }
    assert!(!out.exists(), "nothing is made for a document that does not exist");
    let nowhere = CoverageExportRequest { policy: None, folder: " ".to_owned(), ..request };
    assert!(matches!(workbench.export_coverage(&nowhere), Err(WorkbenchError::Field { .. })));
}

#[test]
fn a_matrix_shows_the_document_that_is_asked_for() {
    let (_folder, workbench) = sample();
    let rows = |policy: Option<&str>| {
        let request = SceneRequest {
            kind: SceneKind::CoverageMatrix,
            theme: Theme::Light,
            language: Language::Zh,
            width: 600,
            height: 360,
            compact: false,
            policy: policy.map(str::to_owned),
            uncertainty: None,
            benchmark: None,
        };
        workbench.scene(&request).expect("a chart").rows.len()
    };
    for document in workbench.policies().expect("the page").documents {
        assert_eq!(rows(Some(&document.id)), document.clauses.len(), "{}", document.id);
    }
    assert_eq!((rows(None), rows(Some("nothing"))), (0, 0));
}
