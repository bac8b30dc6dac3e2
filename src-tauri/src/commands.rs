//! The typed commands: each hands a use case of the workbench to the page. They run off the main thread, so that the window
//! never waits for a disk.

use crate::desk::Desk;
use shuheng_workbench::view::{
    AnswerPatch, BenchmarkView, DiagnosisView, EngagementView, ErrorView, ExplanationView, ExportRequest, ExportView, NewEngagementRequest,
    NewEvidence, OwnFigureRequest, Preferences, RecentFileView, ReportPlanView, SceneRequest, SceneView, StartView, Text, UpdateView,
    WhatIfView,
};
use std::path::Path;
use tauri::State;

type Reply<T> = Result<T, ErrorView>;

/// What the window needs at its start.
#[tauri::command(async)]
#[specta::specta]
pub fn start(desk: State<'_, Desk>) -> Reply<StartView> {
    let view = desk.with(|workbench| workbench.start())?;
    Ok(StartView { error: desk.start_error(), ..view })
}

/// Remembers language and theme.
#[tauri::command(async)]
#[specta::specta]
pub fn set_preferences(desk: State<'_, Desk>, preferences: Preferences) -> Reply<()> {
    desk.with(|workbench| {
        workbench.set_preferences(&preferences);
        Ok(())
    })
}

/// Proposes a free path for a new engagement.
#[tauri::command(async)]
#[specta::specta]
pub fn suggest_path(desk: State<'_, Desk>, institution: String, year: i32) -> Reply<String> {
    desk.with(|workbench| Ok(workbench.suggest_path(&institution, year).display().to_string()))
}

/// Creates an engagement and opens it.
#[tauri::command(async)]
#[specta::specta]
pub fn new_engagement(desk: State<'_, Desk>, request: NewEngagementRequest) -> Reply<EngagementView> {
    desk.with(|workbench| workbench.create(&request))
}

/// Opens an engagement.
#[tauri::command(async)]
#[specta::specta]
pub fn open_engagement(desk: State<'_, Desk>, path: String) -> Reply<EngagementView> {
    desk.with(|workbench| workbench.open(Path::new(&path)))
}

/// Opens the sample, creating it the first time.
#[tauri::command(async)]
#[specta::specta]
pub fn open_sample(desk: State<'_, Desk>) -> Reply<EngagementView> {
    desk.with(|workbench| workbench.open_sample())
}

/// Closes the open engagement.
#[tauri::command(async)]
#[specta::specta]
pub fn close_engagement(desk: State<'_, Desk>) -> Reply<()> {
    desk.with(|workbench| workbench.close())
}

/// Takes a file off the list of recent ones.
#[tauri::command(async)]
#[specta::specta]
pub fn forget_recent(desk: State<'_, Desk>, path: String) -> Reply<Vec<RecentFileView>> {
    desk.with(|workbench| Ok(workbench.forget_recent(&path)))
}

/// Records an answer.
#[tauri::command(async)]
#[specta::specta]
pub fn record_answer(desk: State<'_, Desk>, indicator: String, patch: AnswerPatch) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.record_answer(&indicator, &patch))
}

/// Adds a piece of evidence.
#[tauri::command(async)]
#[specta::specta]
pub fn add_evidence(desk: State<'_, Desk>, indicator: String, evidence: NewEvidence) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.add_evidence(&indicator, &evidence))
}

/// Removes a piece of evidence.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_evidence(desk: State<'_, Desk>, id: i32) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.remove_evidence(id))
}

/// Sets the target score, or goes back to the model's.
#[tauri::command(async)]
#[specta::specta]
pub fn set_target(desk: State<'_, Desk>, target: Option<f64>) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.set_target(target))
}

/// Takes the last change back.
#[tauri::command(async)]
#[specta::specta]
pub fn undo(desk: State<'_, Desk>) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.undo())
}

/// Makes the change that was taken back last again.
#[tauri::command(async)]
#[specta::specta]
pub fn redo(desk: State<'_, Desk>) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.redo())
}

/// What each level of a rubric would do to the whole.
#[tauri::command(async)]
#[specta::specta]
pub fn what_if(desk: State<'_, Desk>, indicator: String) -> Reply<Vec<WhatIfView>> {
    desk.with(|workbench| workbench.what_if(&indicator))
}

/// Where a number comes from.
#[tauri::command(async)]
#[specta::specta]
pub fn explain(desk: State<'_, Desk>, node: String) -> Reply<ExplanationView> {
    desk.with(|workbench| workbench.explain(&node))
}

/// The page 诊断.
#[tauri::command(async)]
#[specta::specta]
pub fn diagnosis(desk: State<'_, Desk>) -> Reply<DiagnosisView> {
    desk.with(|workbench| workbench.diagnosis())
}

/// A chart.
#[tauri::command(async)]
#[specta::specta]
pub fn scene(desk: State<'_, Desk>, request: SceneRequest) -> Reply<SceneView> {
    desk.with(|workbench| workbench.scene(&request))
}

/// The page 对标.
#[tauri::command(async)]
#[specta::specta]
pub fn benchmark(desk: State<'_, Desk>) -> Reply<BenchmarkView> {
    desk.with(|workbench| workbench.benchmark())
}

/// Records one of the institution's own figures.
#[tauri::command(async)]
#[specta::specta]
pub fn set_own_figure(desk: State<'_, Desk>, request: OwnFigureRequest) -> Reply<BenchmarkView> {
    desk.with(|workbench| workbench.set_own_figure(&request))
}

/// What should be known before a report is handed over.
#[tauri::command(async)]
#[specta::specta]
pub fn report_plan(desk: State<'_, Desk>) -> Reply<ReportPlanView> {
    desk.with(|workbench| workbench.report_plan())
}

/// Writes the report.
#[tauri::command(async)]
#[specta::specta]
pub fn export_report(desk: State<'_, Desk>, request: ExportRequest) -> Reply<ExportView> {
    desk.with(|workbench| workbench.export(&request))
}

/// Shows a file in the system's file manager.
#[tauri::command(async)]
#[specta::specta]
pub fn reveal_file(path: String) -> Reply<()> {
    tauri_plugin_opener::reveal_item_in_dir(&path).map_err(|error| ErrorView {
        code: "SH-9002".to_owned(),
        message: Text {
            zh: format!("打不开文件管理器（{error}）；文件在{path}"),
            en: format!("The file manager did not open ({error}); the file is {path}"),
        },
    })
}
