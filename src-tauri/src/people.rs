//! The commands of the page 协作.

use crate::desk::Desk;
use shuheng_workbench::view::{
    ConsensusRuleView, ErrorView, QuestionnaireExportRequest, QuestionnaireExportView, QuestionnaireImportRequest, QuestionnaireImportView,
    RespondentRequest, TeamUpdateView, TeamView,
};
use std::path::PathBuf;
use tauri::State;

type Reply<T> = Result<T, ErrorView>;

/// The page 协作.
#[tauri::command(async)]
#[specta::specta]
pub fn team(desk: State<'_, Desk>) -> Reply<TeamView> {
    desk.with(|workbench| workbench.team())
}

/// Adds a respondent.
#[tauri::command(async)]
#[specta::specta]
pub fn add_respondent(desk: State<'_, Desk>, request: RespondentRequest) -> Reply<TeamUpdateView> {
    desk.with(|workbench| workbench.add_respondent(&request))
}

/// Changes a respondent.
#[tauri::command(async)]
#[specta::specta]
pub fn change_respondent(desk: State<'_, Desk>, id: i32, request: RespondentRequest) -> Reply<TeamUpdateView> {
    desk.with(|workbench| workbench.change_respondent(id, &request))
}

/// Removes a respondent with all that it said.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_respondent(desk: State<'_, Desk>, id: i32) -> Reply<TeamUpdateView> {
    desk.with(|workbench| workbench.remove_respondent(id))
}

/// Sets the rule and makes the answers follow it.
#[tauri::command(async)]
#[specta::specta]
pub fn apply_consensus_rule(desk: State<'_, Desk>, rule: ConsensusRuleView) -> Reply<TeamUpdateView> {
    desk.with(|workbench| workbench.apply_consensus_rule(rule))
}

/// Lets a moderated answer follow the rule again.
#[tauri::command(async)]
#[specta::specta]
pub fn follow_rule(desk: State<'_, Desk>, indicator: String) -> Reply<TeamUpdateView> {
    desk.with(|workbench| workbench.follow_rule(&indicator))
}

/// Writes questionnaires.
#[tauri::command(async)]
#[specta::specta]
pub fn export_questionnaires(desk: State<'_, Desk>, request: QuestionnaireExportRequest) -> Reply<QuestionnaireExportView> {
    desk.with(|workbench| workbench.export_questionnaires(&request))
}

/// What taking questionnaires over would do.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_questionnaires(desk: State<'_, Desk>, paths: Vec<String>) -> Reply<QuestionnaireImportView> {
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    desk.with(|workbench| workbench.preview_questionnaires(&paths))
}

/// Takes questionnaires over.
#[tauri::command(async)]
#[specta::specta]
pub fn import_questionnaires(desk: State<'_, Desk>, request: QuestionnaireImportRequest) -> Reply<TeamUpdateView> {
    desk.with(|workbench| workbench.import_questionnaires(&request))
}
