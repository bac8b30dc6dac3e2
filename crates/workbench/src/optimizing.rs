//! The budget optimum of a plan file.

use crate::error::WorkbenchError;
use crate::text_file;
use shuheng_optimum::{Optimum, optimise, read};
use std::path::Path;

/// Largest plan that is read, in bytes: 500 initiatives with all their bonds stay far below it.
const LARGEST_PLAN: u64 = 4 << 20;

/// Reads a plan, see `docs/optimize.md`, and finds its best set and frontier.
///
/// # Errors
/// [`WorkbenchError::File`] when the plan cannot be read, [`WorkbenchError::Plan`] with every fault in it,
/// [`WorkbenchError::Solver`] when the solver fails.
pub fn optimize(path: &Path) -> Result<Optimum, WorkbenchError> {
    let bytes = text_file::read(path, LARGEST_PLAN)?;
    let text = String::from_utf8(bytes).map_err(|error| WorkbenchError::File {
        path: path.to_owned(),
        writing: false,
        error: std::io::Error::new(std::io::ErrorKind::InvalidData, error),
    })?;
    let plan = read(text.trim_start_matches('\u{feff}')).map_err(|faults| WorkbenchError::Plan { path: path.to_owned(), faults })?;
    optimise(&plan).map_err(|error| WorkbenchError::Solver(error.to_string()))
}
