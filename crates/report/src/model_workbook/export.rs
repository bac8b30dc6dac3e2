//! From the files of a model to a workbook.

use super::columns::{Holds, MEANS, POWER, RUBRICS, SHEETS, Sheet};
use super::fault::{At, SheetFault};
use super::field::{FIRST, Field, KEYS, UPRIGHT, fields, is_upright, place};
use super::rows::{Rows, rows};
use super::{fit, guide};
use crate::input::Language;
use crate::style::{INK_3, LINE, Style};
use crate::text::{cell_text, footer_text, line_count, property_text};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    IgnoreError, Workbook, Worksheet, XlsxError,
};
use shuheng_model::file::ModelFiles;
use shuheng_model::{Model, Node, Text};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Rows below the last one that already have the formats and choices of their column, for those who add some.
const SPARE_ROWS: u32 = 500;
/// The size of text in cells, in points.
const POINTS: f64 = 9.0;
/// The highest row that Excel allows, in points.
const MAX_HEIGHT: f64 = 409.0;
/// Rows and columns of a worksheet.
const MAX_ROWS: usize = 1_048_576 - FIRST as usize - SPARE_ROWS as usize;
const MAX_COLUMNS: usize = 16_384;

/// Builds the workbook of a model.
pub(super) fn write(files: &ModelFiles, model: &Model) -> Result<Vec<u8>, Vec<SheetFault>> {
    let rows = rows(files)?;
    let mut export = Export::new(model);
    let written = export.sheets(files, rows);
    match written {
        _ if !export.faults.is_empty() => Err(export.faults),
        Ok(bytes) => Ok(bytes),
        Err(fault) => Err(vec![SheetFault::unwritten(&fault)]),
    }
}

/// A workbook being made.
struct Export<'a> {
    model: &'a Model,
    nodes: BTreeMap<&'a str, &'a Node>,
    formats: Formats,
    faults: Vec<SheetFault>,
}

/// The looks of a cell.
struct Formats {
    head: Format,
    key: Format,
    text: Format,
    number: Format,
    remark: Format,
}

impl Formats {
    fn new() -> Self {
        let style = Style::new(Language::Zh);
        let cell = style.prose().set_align(FormatAlign::Top).set_indent(0);
        Self {
            head: style.head().set_indent(0),
            key: style
                .base()
                .set_font_size(8)
                .set_font_color(INK_3)
                .set_background_color(LINE)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(INK_3),
            // Text format, so that a program does not turn what somebody types into a date or a number.
            text: cell.clone().set_num_format("@"),
            number: cell.clone().set_align(FormatAlign::Right),
            remark: cell.set_font_color(INK_3).set_italic(),
        }
    }

    fn of(&self, holds: Holds) -> &Format {
        match holds {
            Holds::Number | Holds::Whole => &self.number,
            Holds::Remark => &self.remark,
            Holds::Text | Holds::Truth | Holds::Lines | Holds::Word(_) | Holds::Mean | Holds::Name(..) => &self.text,
        }
    }
}

impl<'a> Export<'a> {
    fn new(model: &'a Model) -> Self {
        let nodes = model.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        Self { model, nodes, formats: Formats::new(), faults: Vec::new() }
    }

    fn sheets(&mut self, files: &ModelFiles, mut rows: Rows) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // A model has no time of its own, and equal models give equal bytes.
        let properties = DocProperties::new()
            .set_title(property_text(&format!("{} {}", files.model.name.zh, files.model.version)))
            .set_author("数衡 Shuheng")
            .set_comment(property_text(&files.model.attribution.zh))
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        workbook.set_properties(&properties);
        let mut guide = Worksheet::new();
        guide::write(&mut guide, files)?;
        workbook.push_worksheet(guide);
        let lengths: BTreeMap<&str, usize> = rows.iter().map(|(name, rows)| (*name, rows.len())).collect();
        for sheet in SHEETS {
            let mut cells = Worksheet::new();
            self.sheet(&mut cells, sheet, rows.remove(sheet.name).unwrap_or_default(), &lengths)?;
            let source = footer_text(&files.model.attribution.zh, 90);
            cells.set_footer(format!("&L&8{source}&R&8&P/&N"));
            workbook.push_worksheet(cells);
        }
        workbook.save_to_buffer()
    }

    fn sheet(&mut self, cells: &mut Worksheet, sheet: &Sheet, rows: Vec<Table>, lengths: &BTreeMap<&str, usize>) -> Result<(), XlsxError> {
        cells.set_name(sheet.name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let fields = self.fields(sheet, &rows);
        if rows.len() > MAX_ROWS || fields.len() > MAX_COLUMNS {
            self.faults.push(SheetFault::of_sheet(
                sheet.name,
                Text::new("行或列多于一张工作表所能容纳的", "there are more rows or columns than a worksheet holds"),
                Text::new("改从TOML文件编辑该模型", "edit the model in its TOML files instead"),
            ));
            return Ok(());
        }
        self.heads(cells, sheet, &fields)?;
        self.choices(cells, sheet, &fields, rows.len(), lengths)?;
        for (index, mut row) in rows.into_iter().enumerate() {
            let reference = ["indicator", "node", "id"].into_iter().find_map(|key| row.get(key)?.as_str().map(str::to_owned));
            let node = reference.and_then(|id| self.nodes.get(id.as_str()).copied());
            let mut height: f64 = 0.0;
            for (col, field) in fields.iter().enumerate() {
                let value = if field.is_remark() { node.map(|node| remark(&field.key, node)) } else { take(&mut row, &field.path) };
                let Some(value) = value else { continue };
                let at = place(sheet, col, index);
                let text = self.cell(cells, at, field, &value)?;
                let tall = text_height(&text, if is_upright(sheet) { UPRIGHT[2].3 } else { field.width });
                if is_upright(sheet) {
                    cells.set_row_height(at.row, tall)?;
                }
                height = height.max(tall);
            }
            if !is_upright(sheet) {
                cells.set_row_height(place(sheet, 0, index).row, height.max(text_height("", 8.0)))?;
            }
            self.left_over(sheet, index, &row);
        }
        Ok(())
    }

    /// The columns of the sheet; kinds of institution in the order of the model, then those that only the rubrics know.
    fn fields(&self, sheet: &Sheet, rows: &[Table]) -> Vec<Field> {
        let mut fields = fields(sheet);
        if sheet.name == RUBRICS.name {
            let mut kinds: Vec<(String, String)> =
                self.model.profiles.iter().map(|profile| (profile.kind.clone(), profile.name.zh.clone())).collect();
            for kind in rows.iter().filter_map(|row| row.get("for_types")?.as_table()).flat_map(Table::keys) {
                if !kinds.iter().any(|(known, _)| known == kind) {
                    kinds.push((kind.clone(), kind.clone()));
                }
            }
            fields.extend(kinds.iter().flat_map(|(kind, name)| ["zh", "en"].map(|language| Field::for_type(kind, name, language))));
        }
        fields
    }

    fn heads(&mut self, cells: &mut Worksheet, sheet: &Sheet, fields: &[Field]) -> Result<(), XlsxError> {
        let formats = &self.formats;
        cells.set_row_height(0, 32)?;
        if is_upright(sheet) {
            for (col, (zh, en, key, width)) in (0..).zip(UPRIGHT) {
                cells.set_column_width(col, width)?;
                cells.write_string_with_format(0, col, format!("{zh}\n{en}"), &formats.head)?;
                cells.write_string_with_format(KEYS, col, key, &formats.key)?;
            }
            for (row, field) in (FIRST..).zip(fields) {
                cells.write_string_with_format(row, 0, heading(field, " "), &formats.remark)?;
                cells.write_string_with_format(row, 1, &field.key, &formats.key)?;
                cells.write_blank(row, 2, formats.of(field.holds))?;
            }
            cells.set_freeze_panes(FIRST, 2)?;
            return Ok(());
        }
        for (col, field) in (0..).zip(fields) {
            for text in [&field.key, &field.zh] {
                if let Some((message, hint)) = fit::unfit(text) {
                    self.faults.push(SheetFault::at(At { sheet: sheet.name, row: KEYS, col: u32::from(col) }, message, hint));
                    return Ok(());
                }
            }
            cells.set_column_width(col, field.width)?;
            cells.set_column_format(col, formats.of(field.holds))?;
            cells.write_string_with_format(0, col, heading(field, "\n"), &formats.head)?;
            cells.write_string_with_format(KEYS, col, &field.key, &formats.key)?;
        }
        cells.set_freeze_panes(FIRST, sheet.frozen)?;
        cells.set_repeat_rows(0, KEYS)?;
        Ok(())
    }

    /// What a reader may choose in a cell, here and in the rows to come.
    fn choices(
        &self,
        cells: &mut Worksheet,
        sheet: &Sheet,
        fields: &[Field],
        rows: usize,
        lengths: &BTreeMap<&str, usize>,
    ) -> Result<(), XlsxError> {
        let last = |rows: usize| FIRST + SPARE_ROWS + u32::try_from(rows).unwrap_or(0);
        for (col, field) in fields.iter().enumerate() {
            let rule = match field.holds {
                Holds::Word(words) => DataValidation::new().allow_list_strings(words)?,
                // A power mean has an exponent of its own, which no list can hold.
                Holds::Mean => DataValidation::new().allow_list_strings(&MEANS)?.set_error_style(DataValidationErrorStyle::Warning),
                Holds::Truth => DataValidation::new().allow_list_strings(&["TRUE", "FALSE"])?,
                Holds::Whole => DataValidation::new().allow_whole_number(DataValidationRule::Between(1, 5)),
                Holds::Name(other, key) => {
                    let Some(other) = SHEETS.into_iter().find(|sheet| sheet.name == other) else { continue };
                    let Some(col) = other.columns.iter().position(|column| column.key == key).and_then(|col| u16::try_from(col).ok())
                    else {
                        continue;
                    };
                    let range = crate::place::column(FIRST, last(lengths.get(other.name).copied().unwrap_or(0)), col);
                    // A name that is not declared yet may be typed before it is.
                    DataValidation::new()
                        .allow_list_formula(Formula::new(crate::place::on(other.name, &range)))
                        .set_error_style(DataValidationErrorStyle::Warning)
                }
                Holds::Text | Holds::Lines | Holds::Number | Holds::Remark => continue,
            };
            let first = place(sheet, col, 0);
            let last = if is_upright(sheet) { first.row } else { last(rows) };
            let col = u16::try_from(first.col).unwrap_or(u16::MAX);
            cells.add_data_validation(first.row, col, last, col, &rule)?;
        }
        let columns = if is_upright(sheet) { UPRIGHT.len() } else { fields.len() };
        let columns = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        cells.ignore_error_range(FIRST, 0, last(rows.max(fields.len())), columns, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    /// Writes a value, and tells what stands there as text. What a cell cannot hold becomes a fault.
    fn cell(&mut self, cells: &mut Worksheet, at: At, field: &Field, value: &Value) -> Result<String, XlsxError> {
        let col = u16::try_from(at.col).unwrap_or(u16::MAX);
        let format = self.formats.of(field.holds);
        let text = match value {
            Value::String(text) => text.clone(),
            // LibreOffice turns a stored truth value into a formula when it saves the workbook; a word stays a word.
            Value::Boolean(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Value::Integer(number) => match fit::number(*number as f64) {
                fit::Number::Short(number) => {
                    cells.write_number_with_format(at.row, col, number, format)?;
                    return Ok(String::new());
                }
                fit::Number::Long(digits) => digits,
            },
            Value::Float(number) => match fit::number(*number) {
                fit::Number::Short(number) => {
                    cells.write_number_with_format(at.row, col, number, format)?;
                    return Ok(String::new());
                }
                fit::Number::Long(digits) => digits,
            },
            Value::Array(lines) => {
                let lines: Vec<&str> = lines.iter().map(|line| line.as_str().unwrap_or_default()).collect();
                if let Some((message, hint)) = lines.iter().find_map(|line| fit::unfit_line(line)) {
                    self.faults.push(SheetFault::at(at, message, hint));
                    return Ok(String::new());
                }
                lines.join("\n")
            }
            Value::Table(mean) if field.holds == Holds::Mean => {
                mean.get(POWER).map_or_else(String::new, |exponent| format!("{POWER} {exponent}"))
            }
            Value::Table(_) | Value::Datetime(_) => String::new(),
        };
        match fit::unfit(&text) {
            Some((message, hint)) => self.faults.push(SheetFault::at(at, message, hint)),
            None => drop(cells.write_string_with_format(at.row, col, &text, format)?),
        }
        Ok(text)
    }

    /// A key that no column took would be lost.
    fn left_over(&mut self, sheet: &Sheet, index: usize, row: &Table) {
        if let Some((key, _)) = row.iter().next() {
            self.faults.push(SheetFault::at(
                place(sheet, 0, index),
                Text::new(format!("没有放“{key}”的列"), format!("there is no column for `{key}`")),
                Text::new("改从TOML文件编辑该模型", "edit the model in its TOML files instead"),
            ));
        }
    }
}

/// What a column or a row is called in both languages. It is for people and not read back.
fn heading(field: &Field, between: &str) -> String {
    cell_text(&format!("{}{between}{}", field.zh, field.en), Language::Zh)
}

/// What a column for people says of a node.
fn remark(key: &str, node: &Node) -> Value {
    Value::String(if key == "#code" { node.code.clone() } else { node.name.zh.clone() })
}

/// Takes the value at the end of a path, and the tables on the way that it leaves empty.
fn take(table: &mut Table, path: &[String]) -> Option<Value> {
    let (key, rest) = path.split_first()?;
    if rest.is_empty() {
        return table.remove(key);
    }
    let inner = table.get_mut(key)?.as_table_mut()?;
    let value = take(inner, rest);
    if value.is_some() && inner.is_empty() {
        table.remove(key);
    }
    value
}

/// The height of a row that shows a text in a column of so many digits, in points; not every program fits heights by itself.
fn text_height(text: &str, width: f64) -> f64 {
    // A digit of the default font is 7 pixels wide, a Chinese character four thirds of its points; lines never fill up.
    let characters = (width - 1.2) * 7.0 * 0.94 / (POINTS * 4.0 / 3.0);
    (line_count(text, characters) as f64 * POINTS * 1.42 + 5.0).min(MAX_HEIGHT)
}
