//! What the cells of a workbook hold, with everything that a program could read in two ways told apart.

use super::columns::SHEETS;
use super::fault::{At, SheetFault, sorted};
use super::package::{LIMITS, no_workbook};
use calamine::{DataRef, Reader, Xlsx, XlsxError, XlsxFormulaMetadata};
use shuheng_model::Text;
use shuheng_table::{Refusal, unpacked};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most filled cells that are read.
const MAX_CELLS: usize = 1_000_000;
/// The most text that is read, in bytes: one text may stand in many cells, so the size of the file says little.
const MAX_TEXT: usize = 64 << 20;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// A number that is shown as a date or a time.
    Date,
    /// An error value such as `#REF!`.
    Error(String),
}

/// The filled cells of the sheets that are read, by row and column from 0.
pub(super) type Cells = BTreeMap<&'static str, BTreeMap<(u32, u32), Cell>>;

/// The cells of a workbook. Sheets that are not read are skipped, whatever they hold; a sheet that is missing is missing here too.
///
/// # Errors
/// When the file is no workbook, is too large, or has formulas or merged cells: which text a formula stands for depends on the program
/// that calculates it, and a merged cell hides what lies below it.
pub(super) fn read(bytes: &[u8]) -> Result<Cells, Vec<SheetFault>> {
    let file = unpacked(bytes, LIMITS, |_| Ok::<(), Refusal>(())).map_err(|refusal| vec![refusal.into()])?;
    // The reader computes with what it finds in a damaged file, and what overflows there must not end the program.
    match catch_unwind(AssertUnwindSafe(|| read_all(file))) {
        Ok(Ok(read)) => read,
        Ok(Err(_)) | Err(_) => Err(vec![no_workbook()]),
    }
}

fn read_all(file: Vec<u8>) -> Result<Result<Cells, Vec<SheetFault>>, XlsxError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file))?;
    let names = book.sheet_names();
    let mut faults = Vec::new();
    let mut cells = Cells::new();
    let (mut count, mut text) = (0, 0);
    for sheet in SHEETS.map(|sheet| sheet.name).into_iter().filter(|sheet| names.iter().any(|name| name == sheet)) {
        let found = cells.entry(sheet).or_default();
        for merged in book.merge_cells_by_sheet_name(sheet)? {
            faults.push(merge(At { sheet, row: merged.start.0, col: merged.start.1 }));
        }
        let mut reader = book.worksheet_cells_reader(sheet)?;
        while let Some(record) = reader.next_cell_with_formula_metadata()? {
            let at = At { sheet, row: record.pos.0, col: record.pos.1 };
            let cell = value(&record.value);
            if record.formula.is_some_and(|formula| !is_truth(&formula, cell.as_ref())) {
                count += 1;
                faults.push(formula(at));
            }
            let Some(cell) = cell else { continue };
            count += 1;
            text += if let Cell::Text(text) = &cell { text.len() } else { 0 };
            if count > MAX_CELLS || text > MAX_TEXT {
                return Ok(Err(vec![too_much()]));
            }
            found.insert(record.pos, cell);
        }
    }
    Ok(if faults.is_empty() { Ok(cells) } else { Err(sorted(faults)) })
}

/// Whether a formula only says true or false: so LibreOffice saves a truth value that somebody typed.
fn is_truth(formula: &XlsxFormulaMetadata, cell: Option<&Cell>) -> bool {
    matches!((formula, cell), (XlsxFormulaMetadata::Normal { formula }, Some(Cell::Truth(_))) if ["TRUE()", "FALSE()"].contains(&formula.as_str()))
}

/// `None` for an empty cell, and for one in which nothing can be seen.
fn value(found: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()));
    match found {
        DataRef::Empty => None,
        DataRef::String(found) => text(found),
        DataRef::SharedString(found) => text(found),
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::Bool(truth) => Some(Cell::Truth(*truth)),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Some(Cell::Date),
        DataRef::Error(error) => Some(Cell::Error(error.to_string())),
    }
}

fn formula(at: At) -> SheetFault {
    SheetFault::at(
        at,
        Text::new("单元格中是公式", "the cell holds a formula"),
        Text::new("复制后选择性粘贴为值", "copy it and paste it back as a value"),
    )
}

fn merge(at: At) -> SheetFault {
    SheetFault::at(
        at,
        Text::new("从这里起的单元格合并了", "cells are merged from here on"),
        Text::new("取消合并，每个单元格各写各的", "unmerge them and fill each cell"),
    )
}

fn too_much() -> SheetFault {
    SheetFault::of_workbook(
        Text::new("工作簿的内容过多", "the workbook holds too much"),
        Text::new(
            format!("填写的单元格不超过{MAX_CELLS}个，文字不超过{}MB", MAX_TEXT >> 20),
            format!("at most {MAX_CELLS} filled cells and {} MB of text", MAX_TEXT >> 20),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_xlsxwriter::{Format, Workbook};

    const SHEET: &str = "xl/worksheets/sheet1.xml";

    /// The package with one part rewritten.
    fn with_part(bytes: &[u8], part: &str, rewrite: impl Fn(Vec<u8>) -> Vec<u8>) -> Option<Vec<u8>> {
        shuheng_table::rewritten(bytes, |name, content| if name == part { rewrite(content) } else { content }).ok()
    }

    fn book() -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("模型").unwrap();
        sheet.write_string(1, 1, "key").unwrap().write_number(1, 2, 2.5).unwrap().write_boolean(1, 3, true).unwrap();
        sheet.write_number_with_format(1, 4, 45_000, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        book.save_to_buffer().unwrap()
    }

    fn rewritten(part: &str, from: &str, to: &str) -> Vec<u8> {
        let rewrite = |content: Vec<u8>| {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1).into_bytes()
        };
        with_part(&book(), part, rewrite).unwrap()
    }

    /// What reading tells, in short; the cells when there is nothing to tell.
    fn told(bytes: &[u8]) -> Vec<String> {
        match read(bytes) {
            Ok(cells) => cells.values().flatten().map(|(at, cell)| format!("{at:?} {cell:?}")).collect(),
            Err(faults) => faults.iter().map(|fault| format!("{} {}", fault.place(), fault.message.en)).collect(),
        }
    }

    #[test]
    fn kinds_of_cells_are_told_apart() {
        assert_eq!(told(&book()), ["(1, 1) Text(\"key\")", "(1, 2) Number(2.5)", "(1, 3) Truth(true)", "(1, 4) Date"]);
        let error = rewritten(SHEET, "<v>2.5</v>", "<v>#REF!</v>").clone();
        let error =
            with_part(&error, SHEET, |content| String::from_utf8(content).unwrap().replace("r=\"C2\"", "r=\"C2\" t=\"e\"").into_bytes());
        assert_eq!(told(&error.unwrap())[1], "(1, 2) Error(\"#REF!\")");
    }

    #[test]
    fn formulas_and_merged_cells_are_told_with_their_place() {
        assert_eq!(told(&rewritten(SHEET, "<v>2.5</v>", "<f>1+1</f><v>2</v>")), ["模型!C2 the cell holds a formula"]);
        assert_eq!(told(&rewritten(SHEET, "<v>2.5</v>", "<f>1+1</f>")), ["模型!C2 the cell holds a formula"]);
        let merged = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"B3:C4\"/></mergeCells>";
        assert_eq!(told(&rewritten(SHEET, "</sheetData>", merged)), ["模型!B3 cells are merged from here on"]);
        assert_eq!(told(&rewritten(SHEET, "<v>1</v>", "<f>TRUE()</f><v>1</v>"))[2], "(1, 3) Truth(true)", "as LibreOffice writes it");
    }

    #[test]
    fn hostile_sheets_end_in_a_fault() {
        let refused = ["this is no readable .xlsx workbook"];
        let is_refused = |bytes: &[u8]| assert_eq!(told(bytes).iter().map(|told| told.trim()).collect::<Vec<_>>(), refused);
        // A single cell far out takes no memory for those before it.
        let far = rewritten(SHEET, "r=\"C2\"", "r=\"XFD1048576\"");
        assert!(told(&far).contains(&"(1048575, 16383) Number(2.5)".to_owned()));
        for (from, to) in [("<v>0</v>", "<v>7777777</v>"), ("</sheetData>", "")] {
            is_refused(&rewritten(SHEET, from, to));
        }
        // Places that overflow: what comes of them depends on how the program was built, but it comes to an end.
        for (from, to) in [
            ("<dimension ref=\"B2:E2\"/>", "<dimension ref=\"E2:B1\"></dimension>"),
            ("r=\"C2\"", "r=\"C99999999999999999999\""),
            ("r=\"C2\"", "r=\"ZZZZZZZZZZZZZZZZZZZZ2\""),
        ] {
            assert!(!told(&rewritten(SHEET, from, to)).is_empty());
        }
        is_refused(&rewritten("xl/sharedStrings.xml", "uniqueCount=\"1\"", "uniqueCount=\"999999999999\""));
        is_refused(&rewritten("xl/workbook.xml", "<sheets>", "<sheets"));
        let entity = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst";
        let _ = told(&rewritten("xl/sharedStrings.xml", "<sst", entity));
        is_refused(b"");
        is_refused(&book()[..500]);
    }

    #[test]
    fn one_text_in_very_many_cells_is_too_much() {
        let long = with_part(&book(), "xl/sharedStrings.xml", |content| {
            String::from_utf8(content).unwrap().replace("key", &"x".repeat(30_000)).into_bytes()
        });
        let cells: String = (2..3_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
        let many = with_part(&long.unwrap(), SHEET, |content| {
            String::from_utf8(content).unwrap().replace("</sheetData>", &format!("{cells}</sheetData>")).into_bytes()
        });
        assert_eq!(told(&many.unwrap()), [" the workbook holds too much"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn damaged_parts_end_in_a_fault_or_in_cells(
            part in prop::sample::select(vec![SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        ) {
            let damaged = with_part(&book(), part, |mut content| {
                for (at, byte) in &changes {
                    let at = at.index(content.len());
                    content[at] = byte & 0x7F;
                }
                content
            });
            let _ = told(&damaged.unwrap());
        }
    }
}
