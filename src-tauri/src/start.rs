//! Starting: folders, the file named on the command line, the window, and a clean close at the end.

use crate::bindings;
use crate::desk::{AtStart, Desk};
use crate::importing::ImportDesk;
use shuheng_workbench::view::OpeningView;
use shuheng_workbench::{Folders, SystemClock, Workbench};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tauri::{Manager, RunEvent};

/// Keeps settings and new files in one folder of the user's choice, such as a memory stick.
const HOME_VARIABLE: &str = "SHUHENG_HOME";
/// Opens the sample engagement at the start.
const SAMPLE_FLAG: &str = "--sample";

/// Lets WebKit paint with the processor. Where no graphics card is at hand (virtual machines, remote desktops), it would
/// paint through a simulated one: a click then took 300 ms to show instead of 40 ms. For text and flat charts the
/// processor is as fast as a card. Who knows better sets the variable beforehand.
#[cfg(target_os = "linux")]
const PAINT_VARIABLE: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";

/// Starts the program again with the variable in its environment: WebKit reads it before anything here could change it.
#[cfg(target_os = "linux")]
fn paint_with_the_processor() {
    use std::os::unix::process::CommandExt;
    if std::env::var_os(PAINT_VARIABLE).is_none()
        && let Ok(program) = std::env::current_exe()
    {
        let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).env(PAINT_VARIABLE, "1").exec();
        // Only reached when the program could not be started again: then it goes on as it is.
        eprintln!("{error}");
    }
}

#[cfg(not(target_os = "linux"))]
fn paint_with_the_processor() {}

/// Runs the window until it is closed.
pub fn run() -> tauri::Result<()> {
    paint_with_the_processor();
    let handler = bindings::commands();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(handler.invoke_handler())
        .setup(|app| {
            let folders = folders(app.path());
            let mut workbench = Workbench::new(folders, Arc::new(SystemClock)).map_err(|error| error.message().en)?;
            let at_start = open_named(&mut workbench, std::env::args_os().nth(1));
            app.manage(Desk::new(workbench, at_start));
            app.manage(ImportDesk::default());
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|handle, event| {
        if let RunEvent::Exit = event {
            // Every answer is on disk already; closing folds the log back into the single file.
            if let Err(error) = handle.state::<Desk>().with(Workbench::close) {
                eprintln!("{} {}", error.code, error.message.en);
            }
        }
    });
    Ok(())
}

fn folders<R: tauri::Runtime>(path: &tauri::path::PathResolver<R>) -> Folders {
    if let Some(home) = std::env::var_os(HOME_VARIABLE).map(PathBuf::from) {
        return Folders { settings: Some(home.join("settings")), documents: home, models: None };
    }
    let documents = path.document_dir().or_else(|_| path.home_dir()).unwrap_or_else(|_| PathBuf::from("."));
    Folders { settings: path.app_config_dir().ok(), documents: documents.join("数衡"), models: None }
}

fn open_named(workbench: &mut Workbench, argument: Option<OsString>) -> AtStart {
    let Some(argument) = argument else { return AtStart::default() };
    let opened = if argument == SAMPLE_FLAG { workbench.try_open_sample() } else { workbench.try_open(Path::new(&argument), None) };
    match opened {
        Ok(OpeningView::Opened { .. }) => AtStart::default(),
        Ok(OpeningView::PassphraseNeeded { question }) => AtStart { question: Some(question), error: None },
        Err(error) => AtStart { question: None, error: Some(error.view()) },
    }
}
