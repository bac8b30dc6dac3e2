//! Review as the window does it: files opened for reading and gone with the engagement, evidence for several indicators, assessments
//! that undo begins and ends, the trend as a chart.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up must fail loudly")]

use shuheng_workbench::view::{
    AttachRequest, AttachmentOpeningView, BeginAssessmentRequest, EvidenceKindRequest, EvidenceKindView, EvidenceRequest, Language,
    SceneKind, SceneRequest, StageView, StrengthView, Theme, TypedPassphrase,
};
use shuheng_workbench::{FixedClock, Folders, ReviewFault, Workbench, WorkbenchError};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const PLATFORM: &str = "technology_application.ai.enterprise_platform";
const QUALITY: &str = "technology_application.data.data_quality";

fn with_sample(folder: &Path) -> Workbench {
    let folders = Folders { settings: None, documents: folder.to_owned(), models: None };
    let clock = FixedClock::new("2026-03-18T14:32:00+08:00".parse().expect("a moment"));
    let mut workbench = Workbench::new(folders, Arc::new(clock)).expect("a workbench");
    workbench.create_sample(&folder.join("s.shuheng")).expect("the sample");
    workbench
}

fn attach(workbench: &mut Workbench, folder: &Path, name: &str, content: &[u8]) -> i32 {
    let path = folder.join(name);
    fs::write(&path, content).expect("a file");
    let request = AttachRequest {
        path: path.display().to_string(),
        name: None,
        targets: vec![PLATFORM.to_owned(), QUALITY.to_owned()],
        title: String::new(),
        locator: String::new(),
        strength: StrengthView::Strong,
    };
    let added = workbench.attach_evidence(&request).expect("attached");
    assert_eq!(added.update.answers.len(), 2, "both indicators are told");
    assert!(added.update.answers.iter().all(|answer| answer.evidence.iter().any(|piece| piece.title == name)));
    added.evidence.pieces.last().expect("the piece").id
}

fn opened(opening: AttachmentOpeningView) -> PathBuf {
    match opening {
        AttachmentOpeningView::Opened { path } => path.into(),
        AttachmentOpeningView::MustBeSaid { message } => panic!("{}", message.en),
    }
}

#[test]
fn a_file_is_opened_for_reading_only_and_gone_with_the_engagement() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workbench = with_sample(folder.path());
    let report = attach(&mut workbench, folder.path(), "验收报告.pdf", b"%PDF-1.7 content");
    let path = opened(workbench.open_attachment(report, false).expect("a copy"));
    assert!(path.ends_with("验收报告.pdf") && path.starts_with(std::env::temp_dir()));
    assert_eq!(fs::read(&path).expect("the copy"), b"%PDF-1.7 content");
    assert!(fs::metadata(&path).expect("the copy").permissions().readonly());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let above = path.ancestors().nth(2).expect("the folder of copies");
        assert_eq!(fs::metadata(above).expect("a folder").permissions().mode() & 0o777, 0o700, "nobody else looks in");
    }

    let program = attach(&mut workbench, folder.path(), "清单.pdf.exe", b"MZ");
    let refused = workbench.open_attachment(program, true).expect_err("a program");
    assert!(matches!(refused, WorkbenchError::Review(ReviewFault::WouldRun { .. })), "{refused:?}");
    let note = workbench.evidence().expect("evidence").pieces.into_iter().find(|piece| piece.kind == EvidenceKindView::Note);
    let refused = workbench.open_attachment(note.expect("the sample has notes").id, true).expect_err("a note");
    assert!(matches!(refused, WorkbenchError::Review(ReviewFault::NoFile { .. })), "{refused:?}");

    workbench.close().expect("closed");
    assert!(!path.exists() && !path.ancestors().nth(2).is_some_and(Path::exists));
}

#[test]
fn an_encrypted_engagement_says_so_before_anything_readable_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workbench = with_sample(folder.path());
    let report = attach(&mut workbench, folder.path(), "验收报告.pdf", b"%PDF-1.7");
    assert_eq!(workbench.evidence().expect("evidence").before_opening, None);
    let passphrase: TypedPassphrase = serde_json::from_value("correct horse battery".into()).expect("a passphrase");
    workbench.set_passphrase(Some(&passphrase)).expect("encrypted");
    assert!(workbench.evidence().expect("evidence").before_opening.is_some());
    let first = workbench.open_attachment(report, false).expect("an answer");
    assert!(matches!(&first, AttachmentOpeningView::MustBeSaid { message } if message.zh.contains("未加密")), "{first:?}");
    let path = opened(workbench.open_attachment(report, true).expect("a copy"));
    assert!(path.exists());
    drop(workbench);
    assert!(!path.exists(), "also when the program ends without closing");
}

#[test]
fn a_file_that_is_attached_already_speaks_for_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workbench = with_sample(folder.path());
    let report = attach(&mut workbench, folder.path(), "验收报告.pdf", b"%PDF-1.7");
    let page = workbench.evidence().expect("evidence");
    let [file] = page.files.as_slice() else { panic!("{:?}", page.files) };
    assert_eq!((file.type_name.zh.as_str(), file.size, file.runs), ("PDF", 8.0, false));
    let request = |targets: &[&str], kind| EvidenceRequest {
        targets: targets.iter().map(|target| (*target).to_owned()).collect(),
        kind,
        title: "验收结论".to_owned(),
        locator: "第12页".to_owned(),
        strength: StrengthView::Medium,
    };
    let known = || EvidenceKindRequest::File { digest: file.digest.clone(), name: "../验收报告.pdf".to_owned() };
    let added = workbench.save_evidence(None, &request(&["nfra-2025-95/13"], known())).expect("another piece");
    assert_eq!(added.evidence.files.len(), 1, "stored once");
    let changed = workbench.save_evidence(Some(report), &request(&[QUALITY], known())).expect("changed");
    let piece = changed.evidence.pieces.iter().find(|piece| piece.id == report).expect("the piece");
    assert_eq!((piece.title.as_str(), piece.targets.as_slice()), ("验收结论", &[QUALITY.to_owned()][..]));
    assert_eq!(changed.update.answers.len(), 2, "the one that lost it is told too");
    let nothing = workbench.save_evidence(None, &request(&[], known())).expect_err("for nothing");
    assert!(matches!(nothing, WorkbenchError::Review(ReviewFault::NoTarget)), "{nothing:?}");
    let script = workbench
        .save_evidence(None, &EvidenceRequest { locator: "javascript:x".into(), ..request(&[QUALITY], EvidenceKindRequest::Link) });
    assert_eq!(script.expect_err("no link").code(), "SH-2126");
}

#[test]
fn undo_takes_the_beginning_of_an_assessment_back_and_says_where_one_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut workbench = with_sample(folder.path());
    let first = workbench.engagement().expect("open");
    workbench.take_snapshot("初评").expect("a snapshot");
    let request = BeginAssessmentRequest { name: "2027年".to_owned(), year: 2027, copy_from: Some(1) };
    let begun = workbench.begin_assessment(&request).expect("begun");
    let status = &begun.status.assessment;
    assert_eq!((status.id, status.title.zh.as_str(), status.stage), (2, "2027年", StageView::Draft));
    assert!(begun.result.score == first.result.score && begun.answers.iter().any(|answer| answer.review));
    assert_eq!(workbench.review().expect("review").snapshots.len(), 1, "those of the other one are listed");
    assert_eq!(workbench.switch_assessment(1).expect("switched").status.assessment.id, 1);
    assert_eq!(workbench.switch_assessment(9).expect_err("none").code(), "SH-2125");
    workbench.switch_assessment(2).expect("switched");

    let request = SceneRequest {
        kind: SceneKind::ScoreTrend,
        theme: Theme::Light,
        language: Language::Zh,
        width: 720,
        height: 0,
        compact: false,
        policy: None,
        uncertainty: None,
        benchmark: None,
    };
    let drawn = workbench.scene(&request).expect("the chart");
    assert_eq!(drawn.head[1..], ["初评", "2025年度", "2027年"].map(str::to_owned)[..]);
    assert_eq!((drawn.rows.len(), drawn.rows[0][0].as_str()), (4, "总体"), "the whole and its dimensions");
    assert!(!drawn.summary.contains("家机构"), "{}", drawn.summary);

    let undone = workbench.undo().expect("undone");
    assert_eq!(undone.status.assessment.id, 1, "back at the one that is there");
    let told = undone.change.expect("a change").message;
    assert!(told.zh.contains("2027年") && !told.zh.contains("模型"), "{}", told.zh);
    assert_eq!(workbench.redo().expect("redone").status.assessment.id, 1, "redo brings it back beside the one in front");
    assert_eq!(workbench.review().expect("review").assessments.len(), 2);
}
