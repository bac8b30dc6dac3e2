//! The file of an answer to a researcher: written whole or not at all, and never over what it was calculated from.

use crate::error::WorkbenchError;
use crate::export_folder;
use crate::view::Text;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes a result under a passing name and renames it; the path as it is on the disk.
///
/// # Errors
/// [`WorkbenchError::Field`] when the file is one of `inputs` or has no name; [`WorkbenchError::File`] when it cannot be written.
pub fn write_result(path: &Path, inputs: &[PathBuf], content: impl AsRef<[u8]>) -> Result<String, WorkbenchError> {
    let refused = |zh: String, en: String| WorkbenchError::Field { message: Text::new(zh, en) };
    let shown = path.display();
    if path.is_dir() {
        return Err(WorkbenchError::File { path: path.to_owned(), writing: true, error: std::io::ErrorKind::IsADirectory.into() });
    }
    let Some(name) = path.file_name() else {
        return Err(refused(format!("{shown}不是文件名，写上文件名"), format!("{shown} names no file; give a file name")));
    };
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(refused(format!("{shown}不是普通文件，换一个文件名"), format!("{shown} is no ordinary file; choose another name")));
    }
    let own = fs::canonicalize(path).ok();
    if own.is_some() && inputs.iter().any(|input| fs::canonicalize(input).ok() == own) {
        return Err(refused(
            format!("{shown}是要计算的表，不能被结果覆盖，换一个文件名"),
            format!("{shown} is the table itself and is not replaced by the result; choose another name"),
        ));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    export_folder::write(folder, &name.to_string_lossy(), content.as_ref()).map(|written| written.path)
}
