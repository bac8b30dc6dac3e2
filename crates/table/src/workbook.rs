//! The sheets of an Excel workbook and the cells of one of them, as text like that of a CSV table.
//!
//! A number is written as Excel shows it at most, with 15 significant digits; one that is formatted as a percentage gets its sign
//! (0.125 becomes `12.5%`), a date becomes `2024-12-31`. Computed cells give the value that was saved with them, and are marked.

use crate::fault::{Fault, Sentence, TableError};
use crate::grid::{Builder, Mark, Origin, SheetName, Table};
use crate::package::{Limits, Refusal, unpacked};
use crate::sheet_marks::{SheetMarks, tags};
use crate::watch::Watch;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use zip::ZipArchive;

/// A table of a million cells takes some fifty million bytes unpacked.
const LIMITS: Limits = Limits { file: 64 << 20, content: 256 << 20 };

impl From<Refusal> for TableError {
    fn from(refusal: Refusal) -> Self {
        Self::Fault(match refusal {
            Refusal::TooLarge => Fault::whole(
                format!(
                    "工作簿过大：文件不超过{}MB，解压后不超过{}MB；删去图片与多余的工作表，或另存为CSV后重试",
                    LIMITS.file >> 20,
                    LIMITS.content >> 20
                ),
                format!(
                    "the workbook is too large: at most {} MB, and {} MB unpacked; take out pictures and other sheets, or save it as CSV, and try again",
                    LIMITS.file >> 20,
                    LIMITS.content >> 20
                ),
            ),
            Refusal::Password => Fault::whole(
                "工作簿有密码；在表格软件中去掉密码、另存为.xlsx后重试",
                "the workbook has a password; take it off, save the workbook as .xlsx and try again",
            ),
            Refusal::OldFormat => Fault::whole(
                "这是旧的二进制格式（.xls、.et）；在表格软件中另存为.xlsx或CSV后重试",
                "this is of the old binary format (.xls, .et); save it as .xlsx or CSV and try again",
            ),
            Refusal::Unreadable => Fault::whole(
                "这不是可读的.xlsx工作簿；在Excel或WPS表格中打开、另存为.xlsx或CSV后重试",
                "this is no readable .xlsx workbook; open it in Excel or WPS, save it as .xlsx or CSV and try again",
            ),
        })
    }
}

/// Reads a sheet of a workbook: the one named, else the first visible one.
///
/// # Errors
/// [`TableError::Fault`] for a file that is no workbook, is locked or too large, or has no such sheet.
pub(crate) fn read(bytes: Vec<u8>, sheet: Option<&str>, watch: &Watch) -> Result<Table, TableError> {
    let all = bytes.len() as u64;
    let package = unpacked(&bytes, LIMITS, |behind| watch.step(0.0..0.2, behind as u64, all))?;
    drop(bytes);
    let mut book = Workbook::open(package)?;
    watch.step(0.2..0.35, 1, 1)?;
    let wanted = match sheet {
        Some(name) => book.sheets.iter().position(|sheet| sheet.name == name),
        None => book.sheets.iter().position(|sheet| !sheet.hidden).or((!book.sheets.is_empty()).then_some(0)),
    };
    let Some(wanted) = wanted else { return Err(no_sheet(sheet, &book.sheets).into()) };
    book.table(wanted, watch)
}

/// Why a package is not opened as a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOpened {
    /// It is of another program or format, which is named.
    Another(Sentence),
    /// It is damaged, or no workbook at all.
    Unreadable,
}

impl From<NotOpened> for TableError {
    fn from(fault: NotOpened) -> Self {
        match fault {
            NotOpened::Another(format) => Self::Fault(Fault::whole(
                format!("这是{}；在表格软件中另存为.xlsx或CSV后重试", format.zh),
                format!("this is {}; save it as .xlsx or CSV and try again", format.en),
            )),
            NotOpened::Unreadable => Refusal::Unreadable.into(),
        }
    }
}

/// The bytes of a package, read from two places.
#[derive(Clone)]
struct Package(Arc<Vec<u8>>);

impl AsRef<[u8]> for Package {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// An opened .xlsx workbook, whose sheets are read one by one.
pub struct Workbook {
    package: Package,
    book: Xlsx<Cursor<Package>>,
    sheets: Vec<SheetName>,
    /// Where each of the sheets stands among all of the workbook, those with charts counted in.
    places: Vec<usize>,
}

impl Workbook {
    /// Opens a package that [`unpacked`] has looked through.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(package: Vec<u8>) -> Result<Self, NotOpened> {
        if let Some(format) = another_program(&package) {
            return Err(NotOpened::Another(format));
        }
        let package = Package(Arc::new(package));
        let of = Cursor::new(package.clone());
        // The reader computes with what it finds in a damaged file, and what overflows there must not end the program.
        let Ok(Ok(book)) = catch_unwind(AssertUnwindSafe(|| Xlsx::new(of))) else { return Err(NotOpened::Unreadable) };
        let tables = book.sheets_metadata().iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
        let (places, sheets) = tables
            .map(|(place, sheet)| (place, SheetName { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible }))
            .unzip();
        Ok(Self { package, book, sheets, places })
    }

    /// The sheets with cells, in the order of the workbook.
    #[must_use]
    pub fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    /// Whether it carries macros (a VBA project, or sheets of Excel 4.0 macros).
    #[must_use]
    pub fn has_macros(&self) -> bool {
        let parts = ZipArchive::new(Cursor::new(self.package.as_ref()));
        let is_macro = |name: &String| {
            let name = name.to_ascii_lowercase();
            name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/")
        };
        parts.is_ok_and(|parts| names(&parts).iter().any(is_macro))
    }

    /// The properties of the document that its author named, as text; empty when there are none or they are damaged.
    #[must_use]
    pub fn custom_properties(&mut self) -> BTreeMap<String, String> {
        let found = catch_unwind(AssertUnwindSafe(|| self.book.workbook_properties()));
        found.ok().and_then(Result::ok).map(|found| found.custom_properties.into_iter().collect()).unwrap_or_default()
    }

    /// Reads a sheet by its place in [`Self::sheets`].
    ///
    /// # Errors
    /// [`TableError::Fault`] when there is no such sheet, or it is damaged, empty or too large; [`TableError::Cancelled`].
    pub fn table(&mut self, sheet: usize, watch: &Watch) -> Result<Table, TableError> {
        match catch_unwind(AssertUnwindSafe(|| self.read_sheet(sheet, watch))) {
            Ok(Ok(table)) => table,
            Ok(Err(_)) | Err(_) => Err(Refusal::Unreadable.into()),
        }
    }

    fn read_sheet(&mut self, sheet: usize, watch: &Watch) -> Result<Result<Table, TableError>, XlsxError> {
        let Some((place, SheetName { name, .. })) = self.places.get(sheet).zip(self.sheets.get(sheet)) else {
            return Ok(Err(no_sheet(None, &self.sheets).into()));
        };
        let Some(xml) = sheet_xml(self.package.as_ref(), *place) else { return Ok(Err(Refusal::Unreadable.into())) };
        let marks = SheetMarks::read(&xml);
        drop(xml);
        let merged = self.book.merge_cells_by_sheet_name(name)?.iter().map(|merged| (merged.start, merged.end)).collect();
        let mut cells = self.book.worksheet_cells_reader(name)?;
        let rows = u64::from(cells.dimensions().end.0);
        let percents: Vec<bool> = cells
            .styles()
            .iter()
            .map(|style| style.number_format.as_ref().is_some_and(|format| is_percentage(&format.format_code, format.format_id)))
            .collect();
        let mut builder = Builder::default();
        let mut formulas = marks.formulas.iter().peekable();
        while let Some((cell, style)) = cells.next_cell_with_style_id()? {
            let (row, column) = cell.get_position();
            let value = cell.get_value();
            let mark = if formulas.next_if(|at| **at == (row, column)).is_some() {
                Some(if *value == DataRef::Empty { Mark::WithoutResult } else { Mark::Computed })
            } else {
                None
            };
            let error = matches!(value, DataRef::Error(_));
            let text = text(value, percents.get(style).copied().unwrap_or(false));
            let added = builder
                .place(row, column, marks.hidden_rows.contains(&row), text.trim(), if error { Some(Mark::Error) } else { mark })
                .and_then(|()| watch.step(0.35..1.0, u64::from(row), rows));
            if let Err(error) = added {
                return Ok(Err(error));
            }
        }
        let grid = match builder.finish() {
            Ok(grid) => grid,
            Err(error) => return Ok(Err(error)),
        };
        let hidden_columns = marks.hidden_columns.into_iter().collect();
        Ok(Ok(Table { origin: Origin::Workbook { sheets: self.sheets.clone(), sheet }, grid, merged, hidden_columns }))
    }
}

fn no_sheet(wanted: Option<&str>, sheets: &[SheetName]) -> Fault {
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    match wanted {
        Some(wanted) => Fault::whole(
            format!("没有工作表“{wanted}”，可用：{}", names.join("、")),
            format!("there is no sheet `{wanted}`; use one of {}", names.join(", ")),
        ),
        None => Fault::whole("工作簿中没有工作表", "the workbook has no sheet"),
    }
}

/// What another program made, by what lies in the package.
fn another_program(package: &[u8]) -> Option<Sentence> {
    let archive = ZipArchive::new(Cursor::new(package)).ok()?;
    let has = |end: &str| names(&archive).iter().any(|name| name.to_ascii_lowercase().ends_with(end));
    let format = if has(".iwa") || has("index.apxl") {
        ("Numbers", "Numbers")
    } else if has("xl/workbook.bin") {
        ("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)")
    } else if has("content.xml") && has("meta-inf/manifest.xml") {
        ("OpenDocument（.ods）", "OpenDocument (.ods)")
    } else if has("word/document.xml") {
        ("Word文档", "a Word document")
    } else {
        return None;
    };
    Some(Sentence::new(format.0, format.1))
}

/// The XML of the sheet at a place in the order of the workbook.
fn sheet_xml(package: &[u8], place: usize) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(package)).ok()?;
    let names = names(&archive);
    let exact = |wanted: &str| names.iter().find(|name| name.eq_ignore_ascii_case(wanted));
    let workbook = exact("xl/workbook.xml").or_else(|| names.iter().find(|name| name.to_ascii_lowercase().ends_with("workbook.xml")))?;
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let inside = |path: &str| if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    let book = part(&mut archive, workbook)?;
    let sheet = tags(&book).filter(|tag| tag.name == "sheet").nth(place)?;
    let id = sheet.attribute("id")?;
    let relations = part(&mut archive, exact(&inside(&format!("_rels/{file}.rels")))?)?;
    let target = tags(&relations).find(|tag| tag.name == "Relationship" && tag.attribute("Id") == Some(id))?.attribute("Target")?;
    let path = target.strip_prefix('/').map_or_else(|| inside(target.strip_prefix("./").unwrap_or(target)), str::to_owned);
    part(&mut archive, exact(&path)?)
}

fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Whether a number format shows percentages: a `%` that is neither quoted nor escaped. Formats 9 and 10 are built in (ECMA-376 18.8.30).
fn is_percentage(code: &str, id: Option<u32>) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    matches!(id, Some(9 | 10))
        || code.chars().any(|c| {
            let found = c == '%' && !quoted && !escaped;
            quoted ^= c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            found
        })
}

fn text(value: &DataRef<'_>, percentage: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => decimal(*number as f64, percentage),
        DataRef::Float(number) => decimal(*number, percentage),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(stamp) => {
            let (year, month, day, ..) = stamp.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number with 15 significant digits and no zeros at its end, which is the most that Excel shows; times a hundred and with a sign as
/// a percentage. The point is moved in the text, so that no digit changes.
fn decimal(number: f64, percentage: bool) -> String {
    let written = format!("{number:.14e}");
    let Some((mantissa, exponent)) = written.split_once('e') else { return written };
    let exponent = exponent.parse::<i32>().unwrap_or(0) + if percentage { 2 } else { 0 };
    let sign = if mantissa.starts_with('-') && number != 0.0 { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let percent = if percentage { "%" } else { "" };
    if digits.is_empty() {
        return format!("0{percent}");
    }
    if !(-15..=20).contains(&exponent) {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{sign}{first}{point}{rest}e{exponent}{percent}");
    }
    let number = match usize::try_from(exponent) {
        Ok(whole) if digits.len() <= whole + 1 => format!("{digits}{}", "0".repeat(whole + 1 - digits.len())),
        Ok(whole) => format!("{}.{}", &digits[..=whole], &digits[whole + 1..]),
        Err(_) => format!("0.{}{digits}", "0".repeat(usize::try_from(-1 - exponent).unwrap_or(0))),
    };
    format!("{sign}{number}{percent}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_excel_shows_them_at_most() {
        for (number, text) in [
            (122.96, "122.96"),
            (0.1 + 0.2, "0.3"),
            (-1234.0, "-1234"),
            (0.0, "0"),
            (-0.0, "0"),
            (1e20, "100000000000000000000"),
            (1e308, "1e308"),
            (0.000_05, "0.00005"),
            (2.5e-16, "2.5e-16"),
        ] {
            assert_eq!(decimal(number, false), text);
        }
        for (number, text) in [(0.125, "12.5%"), (0.0407, "4.07%"), (1.1, "110%"), (-0.07, "-7%"), (0.0, "0%")] {
            assert_eq!(decimal(number, true), text);
        }
    }

    #[test]
    fn sheets_and_properties_are_read_from_one_opening() {
        let mut written = rust_xlsxwriter::Workbook::new();
        written.add_worksheet().set_name("甲").unwrap().write_number(0, 0, 1.5).unwrap();
        written.add_worksheet().set_name("乙").unwrap().set_very_hidden(true).write_string(2, 1, "x").unwrap();
        written.set_properties(&rust_xlsxwriter::DocProperties::new().set_custom_property("名 & 号", "<7>"));
        let bytes = written.save_to_buffer().unwrap();
        let unpacked = || unpacked(&bytes, LIMITS, |_| Ok::<(), Refusal>(())).unwrap();
        let mut book = Workbook::open(unpacked()).unwrap();
        let sheets: Vec<(&str, bool)> = book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
        assert_eq!(sheets, [("甲", false), ("乙", true)]);
        let mut cell =
            |sheet, column| book.table(sheet, &Watch::default()).map(|table| table.grid.cell(&table.grid.rows()[0], column).to_owned());
        assert_eq!((cell(1, 1).unwrap(), cell(0, 0).unwrap()), ("x".to_owned(), "1.5".to_owned()));
        assert!(cell(2, 0).is_err());
        assert_eq!(book.custom_properties(), BTreeMap::from([("名 & 号".to_owned(), "<7>".to_owned())]));
        assert!(!book.has_macros());
        let mut writer = zip::ZipWriter::new_append(Cursor::new(unpacked())).unwrap();
        writer.start_file("xl/VbaProject.bin", zip::write::SimpleFileOptions::default()).unwrap();
        assert!(Workbook::open(writer.finish().unwrap().into_inner()).unwrap().has_macros());
        assert_eq!(Workbook::open(b"PK".to_vec()).err(), Some(NotOpened::Unreadable));
    }

    #[test]
    fn formats_of_percentages() {
        assert!(is_percentage("0.00%", None) && is_percentage("", Some(10)) && is_percentage("#,##0.0 %;[Red]-0.0%", None));
        assert!(!is_percentage("0.00\"%\"", None) && !is_percentage("0\\%", None) && !is_percentage("General", Some(0)));
    }

    proptest! {
        #[test]
        fn a_number_with_fifteen_digits_is_kept(number in -1e15..1e15_f64) {
            let rounded: f64 = format!("{number:.14e}").parse().unwrap();
            prop_assert_eq!(decimal(rounded, false).parse::<f64>().unwrap(), rounded);
        }
    }
}
