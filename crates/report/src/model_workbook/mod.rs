//! An evaluation model as a workbook, for people who would rather edit a table than a text, and back.
//!
//! What comes back has the content digest of what was exported, also after another program has opened and saved the workbook. What a
//! cell cannot hold is refused when the workbook is made; what cannot be read is told with its cell.
//!
//! `columns` says which key stands where. On the way out the files become tables (`toml`), tables become `rows`, rows become cells
//! (`export`); on the way back `package` looks the file through, `cells` reads it, and `import` builds the tables again.

mod cells;
mod columns;
mod export;
mod fault;
mod field;
mod fit;
mod guide;
mod import;
mod package;
mod record;
mod rows;
mod trail;

#[cfg(test)]
mod column_tests;

pub use fault::SheetFault;

use shuheng_model::Model;
use shuheng_model::file::ModelFiles;

/// Builds the workbook (`.xlsx`) of a model. `model` is the same model as it was loaded: its codes and names stand beside the ids, for
/// people. Equal input gives equal bytes.
///
/// # Errors
/// Every [`SheetFault`] that keeps the files from standing in cells unchanged: control characters, texts over 32,767 characters, line
/// breaks within an entry of a list, ids that stand twice, files that no dimension names.
pub fn export(files: &ModelFiles, model: &Model) -> Result<Vec<u8>, Vec<SheetFault>> {
    export::write(files, model)
}

/// Reads the workbook of a model. The files that come back make a model that [`shuheng_model::load`] accepts.
///
/// # Errors
/// Every [`SheetFault`] found, by sheet and cell: first those of the cells, and when there are none, those of the model.
pub fn import(bytes: &[u8]) -> Result<ModelFiles, Vec<SheetFault>> {
    import::read(bytes)
}
