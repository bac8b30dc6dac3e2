//! LibreOffice as a second spreadsheet: it opens the workbook, recalculates every formula, and saves what it found.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};

/// The values of a workbook: sheet name → (row, column) from 0 → value.
pub type Values = BTreeMap<String, BTreeMap<(u32, u32), Data>>;

/// Reads the stored values of a workbook, without calculating.
pub fn stored(bytes: &[u8]) -> Values {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("the workbook opens");
    book.sheet_names()
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).expect("the sheet reads");
            let (top, left) = range.start().unwrap_or((0, 0));
            let cells = range.used_cells().map(|(row, col, data)| ((top + row as u32, left + col as u32), data.clone()));
            (name, cells.collect())
        })
        .collect()
}

/// The cells that hold formulas, by sheet.
pub fn formulas(bytes: &[u8]) -> BTreeMap<String, BTreeMap<(u32, u32), String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("the workbook opens");
    book.sheet_names()
        .into_iter()
        .map(|name| {
            let range = book.worksheet_formula(&name).expect("the formulas read");
            let (top, left) = range.start().unwrap_or((0, 0));
            let cells = range
                .used_cells()
                .filter(|cell| !cell.2.is_empty())
                .map(|(row, col, text)| ((top + row as u32, left + col as u32), text.clone()));
            (name, cells.collect())
        })
        .collect()
}

/// The workbooks as LibreOffice saves them after opening them.
pub fn saved_again(books: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let dir = tempfile::tempdir().expect("a folder");
    let name = |index: usize| format!("book{index}.xlsx");
    let sources: Vec<PathBuf> = (0..books.len()).map(|index| dir.path().join(name(index))).collect();
    for (path, bytes) in sources.iter().zip(books) {
        std::fs::write(path, bytes).expect("the workbook is written");
    }
    let out = dir.path().join("out");
    convert_all(&sources, &out, "xlsx:Calc MS Excel 2007 XML");
    (0..books.len()).map(|index| std::fs::read(out.join(name(index))).expect("LibreOffice saved a workbook")).collect()
}

/// Opens the workbook in LibreOffice with a profile that recalculates on load, and returns what it saved.
pub fn recalculated(bytes: &[u8]) -> Values {
    let dir = tempfile::tempdir().expect("a folder");
    let source = dir.path().join("book.xlsx");
    std::fs::write(&source, bytes).expect("the workbook is written");
    let out = dir.path().join("out");
    convert(&source, &out, "xlsx:Calc MS Excel 2007 XML");
    stored(&std::fs::read(out.join("book.xlsx")).expect("LibreOffice saved a workbook"))
}

/// Converts a file with LibreOffice; fails when LibreOffice is missing.
pub fn convert(source: &Path, out: &Path, to: &str) {
    convert_all(&[source.to_owned()], out, to);
}

fn convert_all(sources: &[PathBuf], out: &Path, to: &str) {
    let profile = tempfile::tempdir().expect("a folder");
    let user = profile.path().join("user");
    std::fs::create_dir_all(&user).expect("a profile");
    let settings = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    std::fs::write(user.join("registrymodifications.xcu"), settings).expect("the settings are written");
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.path().display()))
        .args(["--headless", "--norestore", "--convert-to", to, "--outdir"])
        .arg(out)
        .args(sources)
        .output()
        .expect("LibreOffice (soffice) must be installed: the formulas are checked with it");
    assert!(output.status.success(), "LibreOffice failed: {}", String::from_utf8_lossy(&output.stderr));
}

/// A number, if the cell holds one.
pub fn number(values: &Values, sheet: &str, at: (u32, u32)) -> Option<f64> {
    match values.get(sheet)?.get(&at)? {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        _ => None,
    }
}

/// The text of a cell; empty when there is none.
pub fn text(values: &Values, sheet: &str, at: (u32, u32)) -> String {
    match values.get(sheet).and_then(|cells| cells.get(&at)) {
        Some(Data::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
