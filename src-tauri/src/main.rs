//! The window of 数衡. Everything it can do is a command in [`commands`], [`access`], [`importing`], [`merging`], [`people`] and [`review`]; the use
//! cases are in the workbench crate.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod access;
mod bindings;
mod commands;
mod desk;
mod importing;
mod merging;
mod people;
mod review;
mod start;

fn main() -> tauri::Result<()> {
    shuheng_workbench::forbid_core_dumps();
    start::run()
}
