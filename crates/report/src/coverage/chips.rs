//! The colours of what is found: the ramp of the levels for how a clause stands, always beside the word.

use rust_xlsxwriter::{
    ColNum, Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatFormula,
    ConditionalFormatType, Format, FormatAlign, FormatBorder, RowNum,
};

use super::CoverageSheet;
use super::book::CoverageBook;
use crate::error::ReportError;
use crate::input::ClauseStatus;
use crate::place::cell;
use crate::style::{CONTROL, GAP_TEXT, INK_2, INK_3, LINE_2, RAMP, Style};

/// Every status that a clause can have, in the order of legends.
pub(crate) const STATUSES: [ClauseStatus; 7] = [
    ClauseStatus::Ready,
    ClauseStatus::Partly,
    ClauseStatus::Gap,
    ClauseStatus::Pending,
    ClauseStatus::Undetermined,
    ClauseStatus::Excluded,
    ClauseStatus::NotBinding,
];

/// The look of a status: the fills of L4, L3 and L2 for what is ready, partly ready and a gap, which is underlined besides; a dashed
/// frame for what is not known; pale where nothing is asked.
pub(crate) fn status_look(format: Format, status: ClauseStatus) -> Format {
    let filled = |format: Format, (fill, ink): (Color, Color)| format.set_background_color(fill).set_font_color(ink);
    match status {
        ClauseStatus::Ready => filled(format, RAMP[3]),
        ClauseStatus::Partly => filled(format, RAMP[2]),
        ClauseStatus::Gap => filled(format, RAMP[1]).set_border_bottom(FormatBorder::Thin).set_border_bottom_color(GAP_TEXT),
        ClauseStatus::Pending | ClauseStatus::Undetermined => {
            format.set_font_color(INK_2).set_border(FormatBorder::Dashed).set_border_color(CONTROL)
        }
        ClauseStatus::Excluded | ClauseStatus::NotBinding => format.set_font_color(INK_3),
    }
}

/// Colours cells that hold the word of a status.
pub(crate) fn status_chips(sheet: &mut CoverageSheet, first: (RowNum, ColNum), last: (RowNum, ColNum)) -> Result<(), ReportError> {
    for status in STATUSES {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(sheet.book.status(status).to_owned()))
            .set_format(status_look(Format::new(), status));
        sheet.cells.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
    }
    Ok(())
}

/// The cell of a status in a table: the width of the cell is the chip's.
pub(crate) fn status_cell(style: &Style) -> Format {
    style.cell().set_font_size(9).set_bold().set_align(FormatAlign::Center).set_indent(0)
}

/// A bar of 0–100 behind the readiness.
pub(crate) fn readiness_bars(sheet: &mut CoverageSheet, first: (RowNum, ColNum), last: (RowNum, ColNum)) -> Result<(), ReportError> {
    let bar = ConditionalFormatDataBar::new()
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 100)
        .set_fill_color(LINE_2)
        .set_solid_fill(true)
        .set_border_off(true);
    sheet.cells.add_conditional_format(first.0, first.1, last.0, last.1, &bar)?;
    Ok(())
}

/// How a number is shown, and how while it is an upper bound.
#[derive(Clone, Copy)]
pub(crate) struct Bounded {
    pub(crate) exact: &'static str,
    pub(crate) bound: &'static str,
}

impl Bounded {
    /// The number format where so many necessary links are unanswered.
    pub(crate) fn format(self, unanswered: usize) -> &'static str {
        if unanswered > 0 { self.bound } else { self.exact }
    }
}

/// Shows a number as an upper bound while the count in another column of its row is not zero. The cells have the format of their
/// first state themselves, for programs that leave number formats out of conditional ones.
pub(crate) fn upper_bounds(
    sheet: &mut CoverageSheet,
    rows: (RowNum, RowNum),
    col: ColNum,
    count: ColNum,
    formats: Bounded,
) -> Result<(), ReportError> {
    for (test, number_format) in [(">0", formats.bound), ("=0", formats.exact)] {
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("=${}{test}", cell(rows.0, count)).as_str())
            .set_format(Format::new().set_num_format(number_format));
        sheet.cells.add_conditional_format(rows.0, col, rows.1, col, &rule)?;
    }
    Ok(())
}

/// A count of nothing where something ought to be stands out.
pub(crate) fn zeros(sheet: &mut CoverageSheet, rows: (RowNum, RowNum), col: ColNum) -> Result<(), ReportError> {
    let own = cell(rows.0, col);
    let rule = ConditionalFormatFormula::new()
        .set_rule(format!("=AND(ISNUMBER({own}),{own}=0)").as_str())
        .set_format(Format::new().set_font_color(GAP_TEXT).set_bold());
    sheet.cells.add_conditional_format(rows.0, col, rows.1, col, &rule)?;
    Ok(())
}

/// The words of the legend of marks.
pub(crate) fn marks(book: &CoverageBook) -> String {
    use crate::frame::Frame;
    use crate::input::LinkStrength::{Covers, Partly, Relates};
    [Covers, Partly, Relates].map(|strength| book.strength(strength)).join(book.t("　", "   "))
}
