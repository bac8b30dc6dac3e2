//! One sheet being written: text is always text, and a formula always carries its result.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ColNum, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, Format, Formula, RowNum, Worksheet,
};

use crate::book::Book;
use crate::error::ReportError;
use crate::frame::Frame;
use crate::style::{GAP_TEXT, INK_2, RAMP};
use crate::text::{cell_text, footer_text, line_count, looks_like_formula, result_text};

/// The highest row that Excel allows, in points.
const MAX_HEIGHT: f64 = 409.0;
/// The height of a row of one line, in points.
const MIN_HEIGHT: f64 = 18.0;

/// What a cell shows when there is no number.
pub(crate) const NOTHING: &str = "—";

/// The stored result of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stored {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Stored {
    fn written(&self) -> String {
        match self {
            Self::Number(number) => format!("{number}"),
            Self::Text(text) => result_text(text),
        }
    }
}

impl From<f64> for Stored {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Option<f64>> for Stored {
    fn from(number: Option<f64>) -> Self {
        number.map_or_else(|| Self::Text(NOTHING.to_owned()), Self::Number)
    }
}

impl From<Option<u8>> for Stored {
    fn from(number: Option<u8>) -> Self {
        number.map(f64::from).into()
    }
}

impl From<String> for Stored {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Stored {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A column: its head, its width in half-width digits, and how its head is aligned.
pub(crate) struct Column {
    pub(crate) head: &'static str,
    pub(crate) width: f64,
    pub(crate) align: Align,
}

/// How the head of a column is aligned; the cells below agree with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
    Centre,
}

/// A sheet of a workbook.
pub(crate) struct Sheet<'a, B = Book<'a>> {
    pub(crate) book: &'a B,
    pub(crate) cells: Worksheet,
    widths: BTreeMap<ColNum, f64>,
    heights: BTreeMap<RowNum, f64>,
}

impl<'a, B: Frame> Sheet<'a, B> {
    /// An empty sheet on A4 across, one page wide, with the source and the page number at its foot.
    pub(crate) fn new(book: &'a B, name: &str) -> Result<Self, ReportError> {
        let mut cells = Worksheet::new();
        cells.set_name(name)?;
        cells.set_formula_result_default("");
        cells.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        cells.set_margins(0.4, 0.4, 0.5, 0.6, 0.25, 0.3);
        let source = footer_text(book.foot(), 90);
        let note = footer_text(book.confidential_note(), 90);
        let font = book.style().font();
        let page = book.t("第&P页，共&N页", "Page &P of &N");
        cells.set_footer(format!("&L&\"{font}\"&8{source}&C&\"{font}\"&8{note}&R&\"{font}\"&8{page}"));
        cells.set_header_footer_scale_with_doc(false);
        Ok(Self { book, cells, widths: BTreeMap::new(), heights: BTreeMap::new() })
    }

    /// Writes text, never a formula.
    pub(crate) fn text(&mut self, row: RowNum, col: ColNum, text: &str, format: &Format) -> Result<(), ReportError> {
        let safe = cell_text(text, self.book.language());
        if looks_like_formula(&safe) {
            self.cells.write_string_with_format(row, col, safe, &format.clone().set_quote_prefix())?;
        } else {
            self.cells.write_string_with_format(row, col, safe, format)?;
        }
        Ok(())
    }

    /// Writes text that wraps, in a size in points; the row grows with it. Not every program fits the heights of rows by itself.
    pub(crate) fn wrapped(&mut self, row: RowNum, col: ColNum, text: &str, format: &Format, points: f64) -> Result<(), ReportError> {
        self.text(row, col, text, format)?;
        self.grow(row, text, self.widths.get(&col).copied().unwrap_or(8.43), points)
    }

    /// Makes a row high enough for a text in a width of digits.
    fn grow(&mut self, row: RowNum, text: &str, width: f64, points: f64) -> Result<(), ReportError> {
        // A digit of the default font is 7 pixels wide, a Chinese character four thirds of its points; the indent takes a digit, and lines never fill up.
        let characters = (width - 1.2) * 7.0 * 0.94 / (points * 4.0 / 3.0);
        let height = (line_count(text, characters) as f64 * points * 1.42 + 5.0).min(MAX_HEIGHT);
        if height > self.heights.get(&row).copied().unwrap_or(MIN_HEIGHT) {
            self.height(row, height)?;
        }
        Ok(())
    }

    /// Sets the height of a row, in points.
    pub(crate) fn height(&mut self, row: RowNum, points: f64) -> Result<(), ReportError> {
        self.cells.set_row_height(row, points)?;
        self.heights.insert(row, points);
        Ok(())
    }

    /// Sets the width of a column, in digits.
    pub(crate) fn width(&mut self, col: ColNum, digits: f64) -> Result<(), ReportError> {
        self.cells.set_column_width(col, digits)?;
        self.widths.insert(col, digits);
        Ok(())
    }

    /// Writes text over several cells of one row.
    pub(crate) fn wide_text(&mut self, row: RowNum, cols: (ColNum, ColNum), text: &str, format: &Format) -> Result<(), ReportError> {
        let safe = cell_text(text, self.book.language());
        let format = if looks_like_formula(&safe) { format.clone().set_quote_prefix() } else { format.clone() };
        self.cells.merge_range(row, cols.0, row, cols.1, &safe, &format)?;
        Ok(())
    }

    /// A paragraph over several columns, in a size in points; the row grows with it.
    pub(crate) fn paragraph(
        &mut self,
        row: RowNum,
        cols: (ColNum, ColNum),
        text: &str,
        format: &Format,
        points: f64,
    ) -> Result<(), ReportError> {
        self.wide_text(row, cols, text, format)?;
        let width = (cols.0..=cols.1).map(|col| self.widths.get(&col).copied().unwrap_or(8.43)).sum();
        self.grow(row, text, width, points)
    }

    /// Writes several texts below each other in one cell, each in its own look; the row grows with them. Empty ones are left out.
    pub(crate) fn paragraphs(
        &mut self,
        row: RowNum,
        col: ColNum,
        texts: &[(Format, &str)],
        format: &Format,
        points: f64,
    ) -> Result<(), ReportError> {
        let known: Vec<(&Format, String)> = texts
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(look, text)| (look, cell_text(text, self.book.language())))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let whole = known.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        // A single look needs no runs, and a cell holds no more than the writer would cut.
        if known.len() < 2 || cell_text(&whole, self.book.language()) != whole {
            return self.wrapped(row, col, &whole, format, points);
        }
        let last = known.len() - 1;
        let runs: Vec<(&Format, String)> =
            known.into_iter().enumerate().map(|(i, (look, text))| (look, if i < last { text + "\n" } else { text })).collect();
        let runs: Vec<(&Format, &str)> = runs.iter().map(|(look, text)| (*look, text.as_str())).collect();
        if looks_like_formula(&whole) {
            self.cells.write_rich_string_with_format(row, col, &runs, &format.clone().set_quote_prefix())?;
        } else {
            self.cells.write_rich_string_with_format(row, col, &runs, format)?;
        }
        self.grow(row, &whole, self.widths.get(&col).copied().unwrap_or(8.43), points)
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, row: RowNum, col: ColNum, number: f64, format: &Format) -> Result<(), ReportError> {
        self.cells.write_number_with_format(row, col, number, format)?;
        Ok(())
    }

    /// Writes a number, or a dash where there is none.
    pub(crate) fn number_or_dash(&mut self, row: RowNum, col: ColNum, number: Option<f64>, format: &Format) -> Result<(), ReportError> {
        match number {
            Some(number) => self.number(row, col, number, format),
            None => self.text(row, col, NOTHING, format),
        }
    }

    /// Writes a formula with its result.
    pub(crate) fn formula(
        &mut self,
        row: RowNum,
        col: ColNum,
        formula: &str,
        stored: impl Into<Stored>,
        format: &Format,
    ) -> Result<(), ReportError> {
        let formula = Formula::new(formula).set_result(stored.into().written());
        self.cells.write_formula_with_format(row, col, formula, format)?;
        Ok(())
    }

    /// Writes a formula whose result may be an error value on purpose: a gap in a chart.
    pub(crate) fn error_formula(
        &mut self,
        row: RowNum,
        col: ColNum,
        formula: &str,
        stored: Option<f64>,
        format: &Format,
    ) -> Result<(), ReportError> {
        let result = stored.map_or_else(|| "#N/A".to_owned(), |number| format!("{number}"));
        self.cells.write_formula_with_format(row, col, Formula::new(formula).set_result(result), format)?;
        Ok(())
    }

    /// Writes a formula that works on arrays, with its result.
    pub(crate) fn array_formula(
        &mut self,
        row: RowNum,
        col: ColNum,
        formula: &str,
        stored: impl Into<Stored>,
        format: &Format,
    ) -> Result<(), ReportError> {
        let formula = Formula::new(formula).set_result(stored.into().written());
        self.cells.write_array_formula_with_format(row, col, row, col, formula, format)?;
        Ok(())
    }

    /// The title band over the columns up to `last`, and the caption under it.
    pub(crate) fn title(&mut self, last: ColNum, title: &str, caption: &str) -> Result<(), ReportError> {
        let (band, small) = (self.book.style().band(), self.book.style().caption().set_indent(1));
        self.wide_text(0, (0, last), title, &band)?;
        self.height(0, 30.0)?;
        self.wide_text(1, (0, last), caption, &small)?;
        self.height(1, 18.0)?;
        Ok(())
    }

    /// The head of a block, ruled over the columns.
    pub(crate) fn section(&mut self, row: RowNum, cols: (ColNum, ColNum), title: &str) -> Result<(), ReportError> {
        let format = self.book.style().section();
        self.wide_text(row, cols, title, &format)?;
        self.height(row, 22.0)?;
        Ok(())
    }

    /// The heads of a table.
    pub(crate) fn heads(&mut self, row: RowNum, first: ColNum, columns: &[Column]) -> Result<(), ReportError> {
        for (col, column) in (first..).zip(columns) {
            let format = match column.align {
                Align::Left => self.book.style().head(),
                Align::Right => self.book.style().head_right(),
                Align::Centre => self.book.style().head_centre(),
            };
            self.text(row, col, column.head, &format)?;
        }
        self.height(row, 30.0)?;
        Ok(())
    }

    /// The widths of the columns of a table.
    pub(crate) fn widths(&mut self, first: ColNum, columns: &[Column]) -> Result<(), ReportError> {
        for (col, column) in (first..).zip(columns) {
            self.width(col, column.width)?;
        }
        Ok(())
    }

    /// Colours levels by the ramp: cells that hold the number of a level.
    pub(crate) fn level_chips(&mut self, first: (RowNum, ColNum), last: (RowNum, ColNum)) -> Result<(), ReportError> {
        for (level, (fill, ink)) in (1u8..).zip(RAMP) {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(level))
                .set_format(Format::new().set_background_color(fill).set_font_color(ink));
            self.cells.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
        }
        Ok(())
    }

    /// Colours levels by the ramp: cells that hold a level with its name (`L3 稳健级`).
    pub(crate) fn level_name_chips(&mut self, first: (RowNum, ColNum), last: (RowNum, ColNum)) -> Result<(), ReportError> {
        let at = crate::place::cell(first.0, first.1);
        for (level, (fill, ink)) in (1u8..).zip(RAMP) {
            let rule = ConditionalFormatFormula::new()
                .set_rule(format!("=LEFT({at},2)=\"L{level}\"").as_str())
                .set_format(Format::new().set_background_color(fill).set_font_color(ink));
            self.cells.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
        }
        Ok(())
    }

    /// Shortfalls stand in the colour of gaps.
    pub(crate) fn shortfalls(&mut self, first: (RowNum, ColNum), last: (RowNum, ColNum)) -> Result<(), ReportError> {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::LessThan(0))
            .set_format(Format::new().set_font_color(GAP_TEXT));
        self.cells.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
        Ok(())
    }

    /// Dashes stand back.
    pub(crate) fn faint_dashes(&mut self, first: (RowNum, ColNum), last: (RowNum, ColNum)) -> Result<(), ReportError> {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(NOTHING.to_owned()))
            .set_format(Format::new().set_font_color(INK_2));
        self.cells.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
        Ok(())
    }

    /// A table that scrolls under its heads, filters, and repeats them on every page; columns after `printed` stay on the screen.
    pub(crate) fn table(
        &mut self,
        head: RowNum,
        last: RowNum,
        cols: (ColNum, ColNum),
        printed: ColNum,
        frozen_cols: ColNum,
    ) -> Result<(), ReportError> {
        for row in head + 1..=last {
            if !self.heights.contains_key(&row) {
                self.height(row, MIN_HEIGHT)?;
            }
        }
        self.cells.set_freeze_panes(head + 1, frozen_cols)?;
        if last > head {
            self.cells.autofilter(head, cols.0, last, cols.1)?;
        }
        self.cells.set_repeat_rows(head, head)?;
        self.cells.set_print_area(0, 0, last.max(head), printed)?;
        Ok(())
    }
}
