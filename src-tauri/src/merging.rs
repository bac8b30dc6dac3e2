//! The commands of merging two copies and of copies for sharing.

use crate::desk::Desk;
use shuheng_workbench::view::{
    CopyPurpose, ErrorView, MergeDecision, MergePassphrases, MergePreviewView, MergeRequest, MergedView, RedactRequest, RedactedView,
    RedactionOptionView, TypedPassphrase,
};
use std::path::Path;
use tauri::State;

type Reply<T> = Result<T, ErrorView>;

/// A free name beside a file for what is made of it.
#[tauri::command(async)]
#[specta::specta]
pub fn suggest_copy(desk: State<'_, Desk>, file: String, purpose: CopyPurpose) -> Reply<String> {
    desk.with(|workbench| Ok(workbench.suggest_copy(Path::new(&file), purpose).display().to_string()))
}

/// What merging two copies would do, or whose passphrase is needed first.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_merge(desk: State<'_, Desk>, request: MergeRequest, passphrases: MergePassphrases) -> Reply<MergePreviewView> {
    desk.with(|workbench| workbench.preview_merge(&request, &passphrases))
}

/// Merges two copies into a new file; every conflict is decided.
#[tauri::command(async)]
#[specta::specta]
pub fn merge_copies(
    desk: State<'_, Desk>,
    request: MergeRequest,
    decisions: Vec<MergeDecision>,
    passphrases: MergePassphrases,
) -> Reply<MergedView> {
    desk.with(|workbench| workbench.merge(&request, &decisions, None, &passphrases))
}

/// What a copy for sharing can do without, and how much of each there is.
#[tauri::command(async)]
#[specta::specta]
pub fn redaction_options(desk: State<'_, Desk>, file: String, out: String) -> Reply<Vec<RedactionOptionView>> {
    desk.with(|workbench| workbench.redaction_options(&file, &out))
}

/// Writes a copy for sharing; encrypted if there is a passphrase.
#[tauri::command(async)]
#[specta::specta]
pub fn redact_copy(desk: State<'_, Desk>, request: RedactRequest, passphrase: Option<TypedPassphrase>) -> Reply<RedactedView> {
    desk.with(|workbench| workbench.redact(&request, passphrase.as_ref()))
}
