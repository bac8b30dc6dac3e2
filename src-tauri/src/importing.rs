//! Importing peers' figures: tables are read beside the desk, so that answers are saved and progress is told meanwhile.

use crate::desk::{Desk, beside};
use shuheng_workbench::view::{
    ErrorView, ImportMapping, ImportOpenView, ImportPreviewView, ImportProgressView, ImportUpdateView, ImportedTableView, Text,
};
use shuheng_workbench::{ImportSource, Importer, PreparedImport, Watch, WorkbenchError};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::State;

type Reply<T> = Result<T, ErrorView>;

/// The import that is under way: what was read, and what it would give. Nothing of it is in the engagement yet.
#[derive(Default)]
pub struct ImportDesk {
    state: Mutex<Underway>,
}

#[derive(Default)]
struct Underway {
    /// The reading that runs now.
    watch: Option<Arc<Watch>>,
    opened: Option<Arc<(Importer, ImportSource)>>,
    prepared: Option<PreparedImport>,
}

impl ImportDesk {
    fn state(&self) -> MutexGuard<'_, Underway> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a reading; one that still runs is called off.
    fn begin(&self) -> Arc<Watch> {
        let mut state = self.state();
        if let Some(running) = state.watch.take() {
            running.cancel();
        }
        state.prepared = None;
        let watch = Arc::new(Watch::default());
        state.watch = Some(Arc::clone(&watch));
        watch
    }

    /// Ends a reading and keeps what it gave, unless it was called off or another one has begun.
    fn end<T>(&self, watch: &Arc<Watch>, outcome: Result<T, ErrorView>, keep: impl FnOnce(&mut Underway, &T)) -> Result<T, ErrorView> {
        let mut state = self.state();
        if !state.watch.as_ref().is_some_and(|current| Arc::ptr_eq(current, watch)) {
            return outcome.and(Err(WorkbenchError::ImportCancelled.view()));
        }
        state.watch = None;
        if let Ok(given) = &outcome {
            keep(&mut state, given);
        }
        outcome
    }

    fn opened(&self) -> Result<Arc<(Importer, ImportSource)>, ErrorView> {
        self.state().opened.clone().ok_or_else(nothing_opened)
    }
}

fn nothing_opened() -> ErrorView {
    let message = Text {
        zh: "还没有打开要导入的表格，先选择文件".to_owned(),
        en: "No table is open for an import; choose a file first".to_owned(),
    };
    WorkbenchError::Field { message }.view()
}

/// Opens a table and suggests how to read it.
#[tauri::command(async)]
#[specta::specta]
pub fn import_open(desk: State<'_, Desk>, import: State<'_, ImportDesk>, path: String, sheet: Option<String>) -> Reply<ImportOpenView> {
    let importer = desk.with(|workbench| Ok(workbench.importer()))?;
    let watch = import.begin();
    let outcome = beside(|| {
        let (source, view) = importer.open(Path::new(&path), sheet.as_deref(), &watch)?;
        Ok((Arc::new((importer.clone(), source)), view))
    });
    import.end(&watch, outcome, |state, (opened, _)| state.opened = Some(Arc::clone(opened))).map(|(_, view)| view)
}

/// The opened table with its headings on another line.
#[tauri::command(async)]
#[specta::specta]
pub fn import_header(import: State<'_, ImportDesk>, line: u32) -> Reply<ImportOpenView> {
    let opened = import.opened()?;
    beside(|| Ok(opened.0.suggest(&opened.1, Some(line))))
}

/// What the opened table gives when it is read in a certain way; nothing is written.
#[tauri::command(async)]
#[specta::specta]
pub fn import_preview(import: State<'_, ImportDesk>, mapping: ImportMapping) -> Reply<ImportPreviewView> {
    let opened = import.opened()?;
    let watch = import.begin();
    let outcome = beside(|| opened.0.preview(&opened.1, &mapping, &watch));
    import.end(&watch, outcome, |state, (prepared, _)| state.prepared = Some(prepared.clone())).map(|(_, view)| view)
}

/// Takes over what was previewed last, as one edit.
#[tauri::command(async)]
#[specta::specta]
pub fn import_commit(desk: State<'_, Desk>, import: State<'_, ImportDesk>, name: String) -> Reply<ImportUpdateView> {
    let prepared = import.state().prepared.clone().ok_or_else(nothing_opened)?;
    let update = desk.with(|workbench| workbench.commit_import(&prepared, &name))?;
    *import.state() = Underway::default();
    Ok(update)
}

/// How far the reading that runs now has come.
#[tauri::command(async)]
#[specta::specta]
pub fn import_progress(import: State<'_, ImportDesk>) -> Reply<ImportProgressView> {
    let state = import.state();
    Ok(ImportProgressView { running: state.watch.is_some(), fraction: state.watch.as_ref().map_or(0.0, |watch| watch.fraction()) })
}

/// Calls the reading off that runs now; a table that was opened before stays open, and nothing is written.
#[tauri::command(async)]
#[specta::specta]
pub fn import_cancel(import: State<'_, ImportDesk>) -> Reply<()> {
    if let Some(watch) = import.state().watch.take() {
        watch.cancel();
    }
    Ok(())
}

/// Forgets the opened table and what it would give.
#[tauri::command(async)]
#[specta::specta]
pub fn import_close(import: State<'_, ImportDesk>) -> Reply<()> {
    if let Some(watch) = std::mem::take(&mut *import.state()).watch {
        watch.cancel();
    }
    Ok(())
}

/// The tables that were imported into the open engagement.
#[tauri::command(async)]
#[specta::specta]
pub fn imported_tables(desk: State<'_, Desk>) -> Reply<Vec<ImportedTableView>> {
    desk.with(|workbench| workbench.imported_tables())
}

/// Removes an imported table.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_imported_table(desk: State<'_, Desk>, id: i32) -> Reply<ImportUpdateView> {
    desk.with(|workbench| workbench.remove_imported_table(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_that_was_called_off_leaves_nothing() {
        let desk = ImportDesk::default();
        let first = desk.begin();
        let second = desk.begin();
        assert!(first.step(0.0..1.0, 0, 1).is_err(), "a new reading calls the old one off");
        assert!(desk.end(&first, Ok(1), |_, _| unreachable!("it is not kept")).is_err_and(|error| error.code == "SH-4009"));
        assert_eq!(desk.end(&second, Ok(2), |_, _| {}).ok(), Some(2));
        let third = desk.begin();
        *desk.state() = Underway::default();
        assert!(desk.end(&third, Ok(3), |_, _| unreachable!("it is not kept")).is_err());
        assert!(desk.opened().is_err_and(|error| error.code == "SH-1002"));
    }
}
