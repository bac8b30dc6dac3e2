//! The commands of 文件与安全: passphrase, backups, the check of the open file.

use crate::desk::Desk;
use shuheng_workbench::view::{ErrorView, FileSecurityView, TypedPassphrase, VerifyView};
use std::path::Path;
use tauri::State;

type Reply<T> = Result<T, ErrorView>;

/// Where the open file is, whether it is encrypted, its backups.
#[tauri::command(async)]
#[specta::specta]
pub fn file_security(desk: State<'_, Desk>) -> Reply<FileSecurityView> {
    desk.with(|workbench| workbench.file_security())
}

/// Sets, changes or removes the passphrase of the open file; `current` is the one it has, `next` the one it gets, if any.
#[tauri::command(async)]
#[specta::specta]
pub fn replace_passphrase(
    desk: State<'_, Desk>,
    current: Option<TypedPassphrase>,
    next: Option<TypedPassphrase>,
) -> Reply<FileSecurityView> {
    desk.with(|workbench| workbench.replace_passphrase(current.as_ref(), next.as_ref()))
}

/// Milliseconds until a passphrase of the open file may be tried again.
#[tauri::command(async)]
#[specta::specta]
pub fn passphrase_wait(desk: State<'_, Desk>) -> Reply<u32> {
    desk.with(|workbench| workbench.passphrase_wait())
}

/// Copies a backup of the open file to a new file; returns its path.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_backup(desk: State<'_, Desk>, number: u32, to: String) -> Reply<String> {
    desk.with(|workbench| workbench.restore_backup(number, Path::new(&to)).map(|path| path.display().to_string()))
}

/// Checks the open file.
#[tauri::command(async)]
#[specta::specta]
pub fn verify_opened(desk: State<'_, Desk>) -> Reply<VerifyView> {
    desk.with(|workbench| workbench.verify_opened())
}
