//! The typed commands: each hands a use case of the workbench to the page. They run off the main thread, so that the window
//! never waits for a disk.

use crate::desk::{Desk, beside};
use shuheng_workbench::view::{
    AnswerPatch, BenchmarkChangeView, BenchmarkFormat, BenchmarkRequest, BenchmarkView, ChoiceRule, CoverageExportRequest, DiagnosisView,
    EngagementView, ErrorView, ExplanationView, ExportRequest, ExportView, FaultView, JudgementPatch, Language, ModelDifferenceView,
    ModelEdit, ModelEditReply, ModelEntryView, ModelExportRequest, ModelHistoryView, ModelSheetView, NewEngagementRequest, OpeningView,
    OwnFigureRequest, OwnMetricView, PeerGroup, PoliciesView, PolicyUpdateView, PoolQuery, PoolTableView, PoolUpdateView, PoolView,
    Preferences, RecentFileView, ReportPlanView, SceneRequest, SceneView, SourceChoice, StartView, Text, TypedPassphrase,
    UncertaintyRequest, UncertaintyView, UpdateView, UpgradeDoneView, UpgradeView, WeightScheme, WeightSchemeChoice, WeightSchemeView,
    WeightsUpdateView, WeightsView, WhatIfView,
};
use std::path::Path;
use tauri::State;

type Reply<T> = Result<T, ErrorView>;

/// What the window needs at its start.
#[tauri::command(async)]
#[specta::specta]
pub fn start(desk: State<'_, Desk>) -> Reply<StartView> {
    let view = desk.with(|workbench| workbench.start())?;
    Ok(StartView { question: desk.start_question(), error: desk.start_error(), ..view })
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

/// Creates an engagement, encrypted if there is a passphrase, and opens it.
#[tauri::command(async)]
#[specta::specta]
pub fn new_engagement(desk: State<'_, Desk>, request: NewEngagementRequest, passphrase: Option<TypedPassphrase>) -> Reply<EngagementView> {
    desk.with(|workbench| workbench.create_with(&request, passphrase.as_ref()))
}

/// Opens an engagement, or asks for its passphrase.
#[tauri::command(async)]
#[specta::specta]
pub fn open_engagement(desk: State<'_, Desk>, path: String, passphrase: Option<TypedPassphrase>) -> Reply<OpeningView> {
    desk.with(|workbench| workbench.try_open(Path::new(&path), passphrase.as_ref()))
}

/// Opens the sample, creating it the first time.
#[tauri::command(async)]
#[specta::specta]
pub fn open_sample(desk: State<'_, Desk>) -> Reply<OpeningView> {
    desk.with(|workbench| workbench.try_open_sample())
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

/// Removes a piece of evidence.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_evidence(desk: State<'_, Desk>, id: i32) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.remove_evidence(id))
}

/// Confirms an answer that was carried over to another version of the model.
#[tauri::command(async)]
#[specta::specta]
pub fn confirm_answer(desk: State<'_, Desk>, indicator: String) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.confirm_answer(&indicator))
}

/// The page 政策对照.
#[tauri::command(async)]
#[specta::specta]
pub fn policies(desk: State<'_, Desk>) -> Reply<PoliciesView> {
    desk.with(|workbench| workbench.policies())
}

/// Judges a clause directly.
#[tauri::command(async)]
#[specta::specta]
pub fn judge_clause(desk: State<'_, Desk>, clause: String, patch: JudgementPatch) -> Reply<PolicyUpdateView> {
    desk.with(|workbench| workbench.judge_clause(&clause, &patch))
}

/// Writes the coverage matrix.
#[tauri::command(async)]
#[specta::specta]
pub fn export_coverage(desk: State<'_, Desk>, request: CoverageExportRequest) -> Reply<ExportView> {
    desk.with(|workbench| workbench.export_coverage(&request))
}

/// Every model at hand.
#[tauri::command(async)]
#[specta::specta]
pub fn models(desk: State<'_, Desk>) -> Reply<Vec<ModelEntryView>> {
    desk.with(|workbench| Ok(workbench.models()))
}

/// A model in full.
#[tauri::command(async)]
#[specta::specta]
pub fn model_sheet(desk: State<'_, Desk>, key: String) -> Reply<ModelSheetView> {
    desk.with(|workbench| workbench.model_sheet(&key))
}

/// Copies a model into the user's model folder.
#[tauri::command(async)]
#[specta::specta]
pub fn fork_model(desk: State<'_, Desk>, key: String, id: String, name: Text) -> Reply<ModelSheetView> {
    desk.with(|workbench| workbench.fork_model(&key, &id, &name))
}

/// Makes a change of an own model and saves it.
#[tauri::command(async)]
#[specta::specta]
pub fn edit_model(desk: State<'_, Desk>, key: String, edit: ModelEdit) -> Reply<ModelEditReply> {
    desk.with(|workbench| workbench.edit_model(&key, &edit))
}

/// Tries a change of an own model without making it.
#[tauri::command(async)]
#[specta::specta]
pub fn check_model_edit(desk: State<'_, Desk>, key: String, edit: ModelEdit) -> Reply<Vec<FaultView>> {
    desk.with(|workbench| workbench.check_model_edit(&key, &edit))
}

/// Takes the last change of an own model back.
#[tauri::command(async)]
#[specta::specta]
pub fn undo_model_edit(desk: State<'_, Desk>, key: String) -> Reply<ModelSheetView> {
    desk.with(|workbench| workbench.undo_model_edit(&key))
}

/// Makes a change of an own model that was taken back again.
#[tauri::command(async)]
#[specta::specta]
pub fn redo_model_edit(desk: State<'_, Desk>, key: String) -> Reply<ModelSheetView> {
    desk.with(|workbench| workbench.redo_model_edit(&key))
}

/// Moves an own model into the folder of deleted ones.
#[tauri::command(async)]
#[specta::specta]
pub fn delete_model(desk: State<'_, Desk>, key: String) -> Reply<Vec<ModelEntryView>> {
    desk.with(|workbench| workbench.delete_model(&key))
}

/// Writes a model as an Excel workbook; returns its path.
#[tauri::command(async)]
#[specta::specta]
pub fn export_model(desk: State<'_, Desk>, request: ModelExportRequest) -> Reply<String> {
    desk.with(|workbench| workbench.export_model(&request))
}

/// Reads a model from an Excel workbook.
#[tauri::command(async)]
#[specta::specta]
pub fn import_model(desk: State<'_, Desk>, path: String) -> Reply<ModelSheetView> {
    desk.with(|workbench| workbench.import_model(Path::new(&path)))
}

/// Everything in which two models differ.
#[tauri::command(async)]
#[specta::specta]
pub fn compare_models(desk: State<'_, Desk>, from: String, to: String) -> Reply<ModelDifferenceView> {
    desk.with(|workbench| workbench.compare_models(&from, &to))
}

/// What moving the open engagement to another model would do.
#[tauri::command(async)]
#[specta::specta]
pub fn upgrade_offer(desk: State<'_, Desk>, key: Option<String>) -> Reply<Option<UpgradeView>> {
    desk.with(|workbench| workbench.upgrade_offer(key.as_deref()))
}

/// Moves the open engagement to another model.
#[tauri::command(async)]
#[specta::specta]
pub fn upgrade_engagement(desk: State<'_, Desk>, key: String) -> Reply<UpgradeDoneView> {
    desk.with(|workbench| workbench.upgrade(&key))
}

/// Upgrades that were made, and answers the model in use no longer asks for.
#[tauri::command(async)]
#[specta::specta]
pub fn model_history(desk: State<'_, Desk>) -> Reply<ModelHistoryView> {
    desk.with(|workbench| workbench.model_history())
}

/// Writes the report as it was before an upgrade.
#[tauri::command(async)]
#[specta::specta]
pub fn export_report_before(desk: State<'_, Desk>, number: u32, request: ExportRequest) -> Reply<ExportView> {
    desk.with(|workbench| workbench.export_report_before(number, &request))
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

/// Where a number comes from, with the weights in force or those of a scheme.
#[tauri::command(async)]
#[specta::specta]
pub fn explain(desk: State<'_, Desk>, node: String, scheme: WeightSchemeChoice) -> Reply<ExplanationView> {
    desk.with(|workbench| workbench.explain(&node, scheme))
}

/// The page 诊断.
#[tauri::command(async)]
#[specta::specta]
pub fn diagnosis(desk: State<'_, Desk>) -> Reply<DiagnosisView> {
    desk.with(|workbench| workbench.diagnosis())
}

/// Weight schemes side by side.
#[tauri::command(async)]
#[specta::specta]
pub fn weights(desk: State<'_, Desk>) -> Reply<WeightsView> {
    desk.with(|workbench| workbench.weights())
}

/// What a weight scheme that is being worked on would do; nothing is saved.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_weights(desk: State<'_, Desk>, scheme: WeightScheme) -> Reply<WeightSchemeView> {
    desk.with(|workbench| workbench.preview_weights(&scheme))
}

/// Saves a weight scheme: a new one, or over the one with this number.
#[tauri::command(async)]
#[specta::specta]
pub fn save_weights(desk: State<'_, Desk>, id: Option<i32>, scheme: WeightScheme) -> Reply<WeightsUpdateView> {
    desk.with(|workbench| workbench.save_weights(id, &scheme))
}

/// Removes a weight scheme.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_weights(desk: State<'_, Desk>, id: i32) -> Reply<WeightsUpdateView> {
    desk.with(|workbench| workbench.remove_weights(id))
}

/// Copies the model in use into the user's model folder, with the weights of a scheme.
#[tauri::command(async)]
#[specta::specta]
pub fn fork_with_weights(desk: State<'_, Desk>, scheme: i32, id: String, name: Text) -> Reply<ModelSheetView> {
    desk.with(|workbench| workbench.fork_with_weights(scheme, &id, &name))
}

/// How far the result can be relied on. Only what is asked is read at the desk; the draws are made beside it.
#[tauri::command(async)]
#[specta::specta]
pub fn uncertainty(desk: State<'_, Desk>, request: UncertaintyRequest) -> Reply<UncertaintyView> {
    let known = desk.with(|workbench| workbench.uncertainty())?;
    beside(|| known.view(&request, None))
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
pub fn benchmark(desk: State<'_, Desk>, request: Option<BenchmarkRequest>) -> Reply<BenchmarkView> {
    desk.with(|workbench| workbench.benchmark(request.as_ref()))
}

/// Records one of the institution's own figures.
#[tauri::command(async)]
#[specta::specta]
pub fn set_own_figure(desk: State<'_, Desk>, request: OwnFigureRequest) -> Reply<UpdateView> {
    desk.with(|workbench| workbench.set_own_figure(&request))
}

/// What the own figures say of a metric indicator.
#[tauri::command(async)]
#[specta::specta]
pub fn own_metric(desk: State<'_, Desk>, indicator: String) -> Reply<Option<OwnMetricView>> {
    desk.with(|workbench| workbench.own_metric(&indicator))
}

/// Saves a peer group: a new one, or over the one with this number.
#[tauri::command(async)]
#[specta::specta]
pub fn save_peer_group(desk: State<'_, Desk>, id: Option<i32>, name: String, group: PeerGroup) -> Reply<BenchmarkChangeView> {
    desk.with(|workbench| workbench.save_peer_group(id, &name, &group))
}

/// Removes a peer group.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_peer_group(desk: State<'_, Desk>, id: i32) -> Reply<BenchmarkChangeView> {
    desk.with(|workbench| workbench.remove_peer_group(id))
}

/// Sets the rule that picks one of several printed values.
#[tauri::command(async)]
#[specta::specta]
pub fn set_choice_rule(desk: State<'_, Desk>, rule: ChoiceRule) -> Reply<BenchmarkChangeView> {
    desk.with(|workbench| workbench.set_choice_rule(rule))
}

/// Puts a source above the rule for one figure, or goes back to the rule.
#[tauri::command(async)]
#[specta::specta]
pub fn choose_source(desk: State<'_, Desk>, choice: SourceChoice, chosen: bool) -> Reply<BenchmarkChangeView> {
    desk.with(|workbench| workbench.choose_source(&choice, chosen))
}

/// Writes the figures of a group, or its charts.
#[tauri::command(async)]
#[specta::specta]
pub fn export_benchmark(
    desk: State<'_, Desk>,
    request: BenchmarkRequest,
    folder: String,
    format: BenchmarkFormat,
    language: Language,
) -> Reply<ExportView> {
    desk.with(|workbench| workbench.export_benchmark(&request, &folder, format, language))
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

/// The pool in front.
#[tauri::command(async)]
#[specta::specta]
pub fn pool(desk: State<'_, Desk>) -> Reply<Option<PoolView>> {
    desk.with(|workbench| workbench.pool())
}

/// Creates an empty pool and its key, or with the key of another pool.
#[tauri::command(async)]
#[specta::specta]
pub fn pool_create(desk: State<'_, Desk>, path: String, key: Option<String>) -> Reply<PoolView> {
    desk.with(|workbench| workbench.pool_create(Path::new(&path), key.as_deref().map(Path::new)))
}

/// Opens a pool.
#[tauri::command(async)]
#[specta::specta]
pub fn pool_open(desk: State<'_, Desk>, path: String) -> Reply<PoolView> {
    desk.with(|workbench| workbench.pool_open(Path::new(&path)))
}

/// Adds the open engagement to the pool in front.
#[tauri::command(async)]
#[specta::specta]
pub fn pool_add_current(desk: State<'_, Desk>, tier: String, again: bool) -> Reply<PoolUpdateView> {
    desk.with(|workbench| workbench.pool_add_current(&tier, again))
}

/// Withdraws a member.
#[tauri::command(async)]
#[specta::specta]
pub fn pool_withdraw(desk: State<'_, Desk>, member: String) -> Reply<PoolUpdateView> {
    desk.with(|workbench| workbench.pool_withdraw(&member))
}

/// Merges another pool into the one in front.
#[tauri::command(async)]
#[specta::specta]
pub fn pool_merge(desk: State<'_, Desk>, path: String) -> Reply<PoolUpdateView> {
    desk.with(|workbench| workbench.pool_merge(Path::new(&path)))
}

/// Publishes the members that wait.
#[tauri::command(async)]
#[specta::specta]
pub fn pool_release(desk: State<'_, Desk>) -> Reply<PoolUpdateView> {
    desk.with(|workbench| workbench.pool_release())
}

/// What may be shown of the pool in front.
#[tauri::command(async)]
#[specta::specta]
pub fn pool_table(desk: State<'_, Desk>, query: PoolQuery) -> Reply<PoolTableView> {
    desk.with(|workbench| workbench.pool_table(&query))
}
