//! The commands of review: evidence with its files, comments, stages, several assessments, snapshots, and the past.

use crate::desk::Desk;
use shuheng_workbench::view::{
    AttachRequest, AttachmentOpeningView, BeginAssessmentRequest, CommentRequest, ComparisonFormat, EngagementView, ErrorView,
    EvidencePageView, EvidenceRequest, EvidenceUpdateView, ExportView, ExportedFileView, HistoryView, Language, MomentKey, RestoreRequest,
    ReviewUpdateView, ReviewView, ScoreTrendView, StageRequest, StateComparisonView, Text, UpdateView,
};
use std::path::Path;
use tauri::State;

type Reply<T> = Result<T, ErrorView>;

/// All evidence of the assessment in front, and what is missing.
#[tauri::command(async)]
#[specta::specta]
pub fn evidence(desk: State<'_, Desk>) -> Reply<EvidencePageView> {
    desk.with(|workbench| workbench.evidence())
}

/// Adds a piece of evidence with a file from outside.
#[tauri::command(async)]
#[specta::specta]
pub fn attach_evidence(desk: State<'_, Desk>, request: AttachRequest) -> Reply<EvidenceUpdateView> {
    desk.with(|workbench| workbench.attach_evidence(&request))
}

/// Adds a note, a link, or a piece that speaks of a file attached already; with a number changes that piece.
#[tauri::command(async)]
#[specta::specta]
pub fn save_evidence(desk: State<'_, Desk>, id: Option<i32>, request: EvidenceRequest) -> Reply<EvidenceUpdateView> {
    desk.with(|workbench| workbench.save_evidence(id, &request))
}

/// Opens the file of a piece with the system's program for it, as a copy that can only be read and goes when the engagement is closed.
/// For an encrypted engagement it answers with what has to be said, until `accepted`.
#[tauri::command(async)]
#[specta::specta]
pub fn open_attachment(desk: State<'_, Desk>, id: i32, accepted: bool) -> Reply<AttachmentOpeningView> {
    let opening = desk.with(|workbench| workbench.open_attachment(id, accepted))?;
    if let AttachmentOpeningView::Opened { path } = &opening {
        tauri_plugin_opener::open_path(path, None::<&str>).map_err(|error| ErrorView {
            code: "SH-9004".to_owned(),
            message: Text {
                zh: format!("系统没有能打开它的程序（{error}）；改为另存副本，再用合适的程序打开"),
                en: format!("The system has no program to open it ({error}); save a copy and open that with a program of its kind"),
            },
        })?;
    }
    Ok(opening)
}

/// Writes a copy of the file of a piece to a path that the user chose; what is there is replaced, as the dialog has asked.
#[tauri::command(async)]
#[specta::specta]
pub fn save_attachment(desk: State<'_, Desk>, id: i32, to: String) -> Reply<ExportedFileView> {
    desk.with(|workbench| workbench.save_attachment(id, Path::new(&to), true))
}

/// Comments, stage and snapshots of the assessment in front, and every assessment of the file.
#[tauri::command(async)]
#[specta::specta]
pub fn review(desk: State<'_, Desk>) -> Reply<ReviewView> {
    desk.with(|workbench| workbench.review())
}

/// Makes a comment.
#[tauri::command(async)]
#[specta::specta]
pub fn add_comment(desk: State<'_, Desk>, request: CommentRequest) -> Reply<ReviewUpdateView> {
    desk.with(|workbench| workbench.add_comment(&request))
}

/// Resolves a comment, saying how; `by` is the role that does, empty for the assessor.
#[tauri::command(async)]
#[specta::specta]
pub fn resolve_comment(desk: State<'_, Desk>, id: i32, how: String, by: String) -> Reply<ReviewUpdateView> {
    desk.with(|workbench| workbench.resolve_comment(id, &how, &by))
}

/// Opens a resolved comment again.
#[tauri::command(async)]
#[specta::specta]
pub fn reopen_comment(desk: State<'_, Desk>, id: i32, by: String) -> Reply<ReviewUpdateView> {
    desk.with(|workbench| workbench.reopen_comment(id, &by))
}

/// Takes the assessment in front to another stage.
#[tauri::command(async)]
#[specta::specta]
pub fn move_stage(desk: State<'_, Desk>, request: StageRequest) -> Reply<ReviewUpdateView> {
    desk.with(|workbench| workbench.move_stage(&request))
}

/// Works on another assessment of the file.
#[tauri::command(async)]
#[specta::specta]
pub fn switch_assessment(desk: State<'_, Desk>, id: i32) -> Reply<EngagementView> {
    desk.with(|workbench| workbench.switch_assessment(id))
}

/// Begins another assessment and works on it.
#[tauri::command(async)]
#[specta::specta]
pub fn begin_assessment(desk: State<'_, Desk>, request: BeginAssessmentRequest) -> Reply<EngagementView> {
    desk.with(|workbench| workbench.begin_assessment(&request))
}

/// Names the assessment in front and says which year it speaks of.
#[tauri::command(async)]
#[specta::specta]
pub fn describe_assessment(desk: State<'_, Desk>, name: String, year: i32) -> Reply<EngagementView> {
    desk.with(|workbench| workbench.describe_assessment(&name, year))
}

/// Names the present moment.
#[tauri::command(async)]
#[specta::specta]
pub fn take_snapshot(desk: State<'_, Desk>, name: String) -> Reply<ReviewUpdateView> {
    desk.with(|workbench| workbench.take_snapshot(&name))
}

/// Gives a snapshot another name.
#[tauri::command(async)]
#[specta::specta]
pub fn rename_snapshot(desk: State<'_, Desk>, id: i32, name: String) -> Reply<ReviewUpdateView> {
    desk.with(|workbench| workbench.rename_snapshot(id, &name))
}

/// Takes the name of a moment away.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_snapshot(desk: State<'_, Desk>, id: i32) -> Reply<ReviewUpdateView> {
    desk.with(|workbench| workbench.remove_snapshot(id))
}

/// What happened to an indicator.
#[tauri::command(async)]
#[specta::specta]
pub fn indicator_history(desk: State<'_, Desk>, indicator: String) -> Reply<HistoryView> {
    desk.with(|workbench| workbench.indicator_history(&indicator))
}

/// Sets an answer, or a piece of evidence, back to what it was after a step of the indicator's history.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_step(desk: State<'_, Desk>, request: RestoreRequest) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.restore_step(&request))
}

/// Sets the assessment in front back to another state.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_state(desk: State<'_, Desk>, moment: MomentKey, reason: String) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.restore_state(moment, &reason))
}

/// Two states side by side: from the first to the second.
#[tauri::command(async)]
#[specta::specta]
pub fn compare_states(desk: State<'_, Desk>, a: MomentKey, b: MomentKey) -> Reply<StateComparisonView> {
    desk.with(|workbench| workbench.compare_states(a, b))
}

/// The same as a file in a folder, which is made when missing.
#[tauri::command(async)]
#[specta::specta]
pub fn export_comparison(
    desk: State<'_, Desk>,
    a: MomentKey,
    b: MomentKey,
    folder: String,
    format: ComparisonFormat,
    language: Language,
) -> Reply<ExportView> {
    desk.with(|workbench| workbench.export_comparison(a, b, &folder, format, language))
}

/// Scores over snapshots and years.
#[tauri::command(async)]
#[specta::specta]
pub fn score_trend(desk: State<'_, Desk>) -> Reply<ScoreTrendView> {
    desk.with(|workbench| workbench.score_trend())
}
