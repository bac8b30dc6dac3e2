//! Peers' figures from a table of the user's own: opened, previewed, taken over as one edit, removed.
//!
//! Reading needs no engagement and runs beside it, with a [`Watch`] that tells how far it has come and calls it off. Nothing is written before
//! [`Workbench::commit_import`], which takes over exactly what was previewed.

use crate::change_message::message;
use crate::error::{RowFault, WorkbenchError};
use crate::import_words::{count, mapping, metric_name, open_view, preview_view};
use crate::text_file;
use crate::view::{ChangeView, ImportMapping, ImportOpenView, ImportPreviewView, ImportUpdateView, ImportedTableView, Text};
use crate::words::stamp;
use crate::workbench::{ACTOR, Workbench};
use chrono::Datelike;
use shuheng_benchmark::import::{ImportedTable, KnownInstitution, KnownMetric, KnownName, Vocabulary, guess, read};
use shuheng_store::{Change, Document, DocumentKind, NewDocument};
use shuheng_table::{Table, TableError, Watch};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Largest table that is read, in bytes: all of it is held in memory.
const LARGEST_TABLE: u64 = 200_000_000;
/// Characters of the name of a table.
const LONGEST_NAME: usize = 60;

/// Reads tables: what is known of metrics and institutions, and the last year that can be over.
#[derive(Debug, Clone)]
pub struct Importer {
    vocabulary: Vocabulary,
    this_year: i32,
}

/// A table that was opened.
#[derive(Debug)]
pub struct ImportSource {
    path: PathBuf,
    file: String,
    table: Table,
}

/// What would be taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct PreparedImport {
    table: ImportedTable,
}

impl Importer {
    /// Opens a CSV table or a sheet of a workbook, and suggests how to read it.
    ///
    /// # Errors
    /// [`WorkbenchError::File`], [`WorkbenchError::Import`] when it is no table that can be read, [`WorkbenchError::ImportCancelled`].
    pub fn open(&self, path: &Path, sheet: Option<&str>, watch: &Watch) -> Result<(ImportSource, ImportOpenView), WorkbenchError> {
        let file = text_file::open(path, LARGEST_TABLE)?;
        let table = Table::read(file, sheet, watch).map_err(|error| table_error(path, error))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let source = ImportSource { path: path.to_owned(), file: name, table };
        let view = self.suggest(&source, None);
        Ok((source, view))
    }

    /// An opened table with the way to read it that its headings suggest: those of the line that looks most like headings, or of another.
    #[must_use]
    pub fn suggest(&self, source: &ImportSource, header: Option<u32>) -> ImportOpenView {
        let suggested = guess(&source.table, &self.vocabulary, header);
        open_view(&source.file, &source.table, &suggested, &self.vocabulary)
    }

    /// What a table gives when it is read in a certain way; nothing is written. There is nothing to take over while the view tells
    /// problems of the table as a whole.
    ///
    /// # Errors
    /// [`WorkbenchError::ImportCancelled`].
    pub fn preview(
        &self,
        source: &ImportSource,
        wanted: &ImportMapping,
        watch: &Watch,
    ) -> Result<(PreparedImport, ImportPreviewView), WorkbenchError> {
        let import = read(&source.table, &source.file, &mapping(wanted), &self.vocabulary, self.this_year, watch)
            .map_err(|error| table_error(&source.path, error))?;
        let stem = source.path.file_stem().map(|stem| stem.to_string_lossy().chars().take(LONGEST_NAME).collect()).unwrap_or_default();
        let name: String = match &import.table.sheet {
            Some(sheet) if source.table.sheets() > 1 => format!("{stem} {sheet}").chars().take(LONGEST_NAME).collect(),
            _ => stem,
        };
        let view = preview_view(&import, &name, &self.vocabulary);
        Ok((PreparedImport { table: import.table }, view))
    }
}

impl ImportSource {
    /// The file it was read from.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn table_error(path: &Path, error: TableError) -> WorkbenchError {
    match error {
        TableError::File(error) => WorkbenchError::File { path: path.to_owned(), writing: false, error },
        TableError::Cancelled => WorkbenchError::ImportCancelled,
        TableError::Fault(fault) => WorkbenchError::Import { path: path.to_owned(), faults: vec![RowFault::from(fault)] },
    }
}

impl Workbench {
    /// What reads tables for an import, beside whatever else is done meanwhile.
    #[must_use]
    pub fn importer(&self) -> Importer {
        Importer { vocabulary: self.vocabulary(), this_year: self.clock().now().year() }
    }

    fn vocabulary(&self) -> Vocabulary {
        let mut metrics = Vec::new();
        for metric in self.data().metrics() {
            metrics.push(KnownMetric {
                id: metric.id.clone(),
                name_zh: metric.name.zh.clone(),
                name_en: metric.name.en.clone(),
                unit: metric.unit.clone(),
            });
        }
        let mut institutions = Vec::new();
        for institution in self.data().institutions() {
            institutions.push(KnownInstitution {
                id: institution.id.clone(),
                name_zh: institution.name.zh.clone(),
                name_en: institution.name.en.clone(),
                kind: institution.kind.clone(),
                tier: institution.tier.clone(),
            });
        }
        let mut kinds = BTreeMap::new();
        for loaded in self.library().entries().iter().filter_map(|entry| entry.outcome.as_ref().ok()) {
            for profile in &loaded.model.profiles {
                kinds.entry(profile.kind.clone()).or_insert_with(|| KnownName {
                    id: profile.kind.clone(),
                    zh: profile.name.zh.clone(),
                    en: profile.name.en.clone(),
                });
            }
        }
        Vocabulary::new(metrics, institutions, kinds.into_values().collect())
    }

    /// Takes over what was previewed, as one edit that undo takes back in one step.
    ///
    /// # Errors
    /// When nothing is open, there is no figure, the name is empty or too long, or the file cannot be written.
    pub fn commit_import(&mut self, prepared: &PreparedImport, name: &str) -> Result<ImportUpdateView, WorkbenchError> {
        let name = name.trim();
        let fault = if name.is_empty() {
            Some(Text::new("导入的数据没有名称，请填写", "The imported data have no name; enter one"))
        } else if name.chars().count() > LONGEST_NAME {
            Some(Text::new(
                format!("名称超过{LONGEST_NAME}字，请改短"),
                format!("The name has more than {LONGEST_NAME} characters; shorten it"),
            ))
        } else if prepared.table.figures.is_empty() {
            Some(Text::new(
                "没有可导入的数据，先改正表格或列的指定",
                "There is no figure to import; mend the table or what its columns hold",
            ))
        } else {
            None
        };
        if let Some(message) = fault {
            return Err(WorkbenchError::Field { message });
        }
        let content = prepared.table.to_content().map_err(|fault| WorkbenchError::Field {
            message: Text::new(format!("导入的数据无法保存：{fault}"), format!("The imported data cannot be saved: {fault}")),
        })?;
        let new = NewDocument { name: name.to_owned(), content };
        let open = self.opened_mut()?;
        let change = open.store.add_document(DocumentKind::ImportedData, &new, ACTOR)?;
        open.reload_imports()?;
        self.import_update(&change)
    }

    /// The tables that were imported into the open engagement, oldest first.
    ///
    /// # Errors
    /// When nothing is open or the file cannot be read.
    pub fn imported_tables(&self) -> Result<Vec<ImportedTableView>, WorkbenchError> {
        let kept = self.opened()?.store.documents(DocumentKind::ImportedData)?;
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let vocabulary = self.vocabulary();
        Ok(kept.iter().map(|kept| table_view(kept, &vocabulary)).collect())
    }

    /// Removes an imported table; undo brings it back.
    ///
    /// # Errors
    /// When there is no such table or the file cannot be written.
    pub fn remove_imported_table(&mut self, id: i32) -> Result<ImportUpdateView, WorkbenchError> {
        let open = self.opened_mut()?;
        let change = open.store.remove_document(DocumentKind::ImportedData, i64::from(id), ACTOR)?;
        open.reload_imports()?;
        self.import_update(&change)
    }

    fn import_update(&self, change: &Change) -> Result<ImportUpdateView, WorkbenchError> {
        let open = self.opened()?;
        Ok(ImportUpdateView {
            tables: self.imported_tables()?,
            status: open.status()?,
            change: change.is_change().then(|| ChangeView {
                subject: change.subject.to_string(),
                message: message(&open.instrument, self.library().policies(), change, 1),
            }),
        })
    }
}

fn table_view(kept: &Document, vocabulary: &Vocabulary) -> ImportedTableView {
    let (table, unreadable) = match ImportedTable::from_content(&kept.content) {
        Ok(table) => (table, None),
        Err(fault) => (
            ImportedTable::default(),
            Some(Text::new(
                format!("导入数据“{}”的内容无法读取（{fault}），不参与对标；可移除后重新导入", kept.name),
                format!("The imported data “{}” cannot be read ({fault}) and do not count; remove them and import them anew", kept.name),
            )),
        ),
    };
    let years = table.figures.iter().map(|figure| figure.year);
    ImportedTableView {
        id: i32::try_from(kept.id).unwrap_or(i32::MAX),
        name: kept.name.clone(),
        file: table.sheet.as_ref().map_or_else(|| table.file.clone(), |sheet| format!("{} · {sheet}", table.file)),
        updated: stamp(kept.updated_at),
        figures: count(table.figures.len()),
        institutions: count(table.institutions.len()),
        metrics: table.metrics.iter().map(|metric| metric_name(metric, vocabulary)).collect(),
        years: years.clone().min().zip(years.max()).map(|(first, last)| [first, last]),
        sources: table.sources.clone(),
        unreadable,
    }
}
