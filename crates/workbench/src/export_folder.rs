//! The folder that an export goes into, and the files written there, each beside its final name and then renamed.

use crate::error::WorkbenchError;
use crate::view::{ExportView, ExportedFileView, Text};
use shuheng_chart::Scene;
use std::fs;
use std::path::{Path, PathBuf};

/// Width of a chart on paper.
const WIDTH_MM: f64 = 170.0;
/// Resolution of a chart on paper.
pub(crate) const DPI: u32 = 300;

/// A folder being written to, and what stands in it so far.
#[derive(Debug)]
pub(crate) struct ExportFolder {
    path: PathBuf,
    files: Vec<ExportedFileView>,
}

impl ExportFolder {
    /// The folder that somebody named, made when it is missing. The files to come, by name, may replace those of an older export, never
    /// the engagement they are made from.
    ///
    /// # Errors
    /// [`WorkbenchError::Field`] when none is named or a file would replace the engagement, [`WorkbenchError::File`] when it cannot be made.
    pub(crate) fn open(named: &str, engagement: &Path, names: &[String]) -> Result<Self, WorkbenchError> {
        if named.trim().is_empty() {
            return Err(WorkbenchError::Field { message: Text::new("未选择文件夹", "No folder is chosen") });
        }
        let path = PathBuf::from(named);
        fs::create_dir_all(&path).map_err(|error| WorkbenchError::File { path: path.clone(), writing: true, error })?;
        spare(engagement, &path, names)?;
        Ok(Self { path, files: Vec::new() })
    }

    /// Writes a chart in the forms that are given.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(crate) fn chart(&mut self, name: &str, svg: Option<&str>, png: Option<&[u8]>) -> Result<(), WorkbenchError> {
        let [svg_name, png_name] = chart_names(name);
        for (name, bytes) in [(svg_name, svg.map(str::as_bytes)), (png_name, png)] {
            if let Some(bytes) = bytes {
                self.files.push(write(&self.path, &name, bytes)?);
            }
        }
        Ok(())
    }

    /// Writes the workbook, which is named before all charts.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn workbook(&mut self, name: &str, bytes: &[u8]) -> Result<(), WorkbenchError> {
        self.files.insert(0, write(&self.path, name, bytes)?);
        Ok(())
    }

    /// What was written, with what a reader should know of it.
    pub(crate) fn view(self, warnings: Vec<Text>) -> ExportView {
        let folder = fs::canonicalize(&self.path).unwrap_or(self.path).display().to_string();
        ExportView { folder, files: self.files, warnings }
    }
}

/// The names of the files that a chart can become: SVG, then PNG.
pub(crate) fn chart_names(name: &str) -> [String; 2] {
    [format!("{name}.svg"), format!("{name}.png")]
}

/// A chart as pixels for paper.
///
/// # Errors
/// [`WorkbenchError::Export`] when it cannot be drawn.
pub(crate) fn chart_png(scene: &Scene) -> Result<Vec<u8>, WorkbenchError> {
    shuheng_chart::png(&scene.svg, WIDTH_MM, DPI).map_err(|error| WorkbenchError::Export(error.to_string()))
}

/// A name without what file systems refuse.
pub(crate) fn file_name(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c }).collect();
    let short: String = clean.trim().trim_matches('.').chars().take(60).collect();
    short.trim().to_owned()
}

/// Refuses names of files that would replace the engagement.
///
/// # Errors
/// [`WorkbenchError::Field`] for the first of them.
pub(crate) fn spare(engagement: &Path, folder: &Path, names: &[String]) -> Result<(), WorkbenchError> {
    let own = fs::canonicalize(engagement).unwrap_or_else(|_| engagement.to_owned());
    match names.iter().map(|name| folder.join(name)).find(|target| fs::canonicalize(target).is_ok_and(|target| target == own)) {
        None => Ok(()),
        Some(target) => {
            let target = target.display();
            let message = Text::new(
                format!("{target}是正在评估的档案，不能被导出的文件覆盖，换一个文件夹"),
                format!("{target} is the engagement itself and is not replaced by what comes from it; choose another folder"),
            );
            Err(WorkbenchError::Field { message })
        }
    }
}

/// Writes a file under a passing name of its own and renames it, so that a reader never meets half of it.
///
/// # Errors
/// [`WorkbenchError::File`] when it cannot be written.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<ExportedFileView, WorkbenchError> {
    let path = folder.join(name);
    write_by(folder, name, |file| {
        std::io::Write::write_all(file, bytes).map_err(|error| WorkbenchError::File { path: path.clone(), writing: true, error })
    })
}

/// Writes a file as [`write`] does, by what `fill` puts into it.
///
/// # Errors
/// Those of `fill`; [`WorkbenchError::File`] when the file cannot be made.
pub(crate) fn write_by(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut fs::File) -> Result<(), WorkbenchError>,
) -> Result<ExportedFileView, WorkbenchError> {
    let path = folder.join(name);
    let failed = |error| WorkbenchError::File { path: path.clone(), writing: true, error };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".shuheng-");
    // A report is for others to read, as far as the user's own mask of rights allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut beside = builder.tempfile_in(folder).map_err(failed)?;
    fill(beside.as_file_mut())?;
    let written = beside.persist(&path).map_err(|error| failed(error.error))?;
    let size = written.metadata().map_err(failed)?.len() as f64;
    let full = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    Ok(ExportedFileView { path: full.display().to_string(), file_name: name.to_owned(), size })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_that_any_file_system_takes() {
        assert_eq!(file_name("海澄银行（示例）"), "海澄银行（示例）");
        assert_eq!(file_name("../../A/B:C\u{0}"), "_.._A_B_C_");
        assert_eq!(file_name(" . "), "");
        assert_eq!(file_name(&"长".repeat(200)).chars().count(), 60);
    }
}
