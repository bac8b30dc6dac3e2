//! Work with files that must not be open meanwhile, although the window may have one of them open.

use crate::error::WorkbenchError;
use crate::workbench::Workbench;
use std::path::{Path, PathBuf};

impl Workbench {
    /// Does something with files; one that is open here is closed before and opened again after, also where the work was refused.
    pub(crate) fn aside<T>(&mut self, files: &[&str], work: impl FnOnce() -> Result<T, WorkbenchError>) -> Result<T, WorkbenchError> {
        let open = self.opened().ok().map(|open| real(open.store.path()));
        let Some(path) = open.filter(|open| files.iter().any(|file| real(Path::new(file)) == *open)) else { return work() };
        self.close()?;
        let done = work();
        self.open(&path)?;
        done
    }
}

fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
