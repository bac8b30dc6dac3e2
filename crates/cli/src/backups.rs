//! `shuheng backups` and `shuheng restore`.

use crate::arguments::Format;
use crate::output::print;
use serde_json::json;
use shuheng_workbench::{WorkbenchError, list_backups, restore_backup};
use std::fmt::Write;
use std::path::Path;

/// Prints the backups of an engagement, newest first. None of them is opened.
pub fn list(file: &str, format: Format) -> Result<(), WorkbenchError> {
    let backups = list_backups(Path::new(file))?;
    let mut text = String::new();
    for backup in &backups {
        let _ = writeln!(text, "{:>4}  {}  {:>12}  {} {}", backup.number, backup.at, backup.size, backup.reason.zh, backup.reason.en);
    }
    if backups.is_empty() {
        text.push_str("没有备份\nThere are no backups");
    }
    print(format, &json!({ "backups": backups }), text.trim_end());
    Ok(())
}

/// Copies a backup to a new file.
pub fn restore(file: &str, number: u32, out: &str, format: Format) -> Result<(), WorkbenchError> {
    let restored = restore_backup(Path::new(file), number, Path::new(out))?;
    print(format, &json!({ "file": restored.display().to_string(), "backup": number }), &restored.display().to_string());
    Ok(())
}
