//! The chart of the cover: how many clauses of each document stand how, drawn by the spreadsheet from the live counts.

use rust_xlsxwriter::{
    Chart, ChartAxisTickType, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartSolidFill,
    ChartType, ColNum, Color, RowNum,
};

use super::book::CoverageBook;
use super::notes;
use crate::frame::Frame;
use crate::input::ClauseStatus;
use crate::style::{CONTROL, INK, INK_2, LINE, RAMP, WHITE};
use crate::text::property_text;

/// Counts are shown, nothings are not.
const COUNT: &str = "0;;;";

/// A bar for each document from the rows of the cover; `statuses` stand in neighbouring columns from `first_col` on.
pub(crate) fn chart(book: &CoverageBook, rows: (RowNum, RowNum), first_col: ColNum, statuses: &[ClauseStatus], size: (u32, u32)) -> Chart {
    let text = |size: f64, color: Color| ChartFont::new().set_name(book.style().font()).set_size(size).set_color(color).clone();
    let (cover, notes, documents) = (book.plan.names.cover, book.plan.names.notes, rows.1 - rows.0);
    let mut chart = Chart::new(ChartType::BarStacked);
    for (col, status) in (first_col..).zip(statuses) {
        let (fill, ink, dashed) = match status {
            ClauseStatus::Ready => (RAMP[3].0, RAMP[3].1, None),
            ClauseStatus::Partly => (RAMP[2].0, RAMP[2].1, None),
            ClauseStatus::Gap => (RAMP[1].0, RAMP[1].1, None),
            ClauseStatus::Pending => (WHITE, INK_2, Some(ChartLineDashType::Dash)),
            ClauseStatus::Undetermined => (WHITE, INK_2, Some(ChartLineDashType::RoundDot)),
            ClauseStatus::Excluded | ClauseStatus::NotBinding => (LINE, INK_2, None),
        };
        let edge = match dashed {
            Some(dash) => ChartLine::new().set_color(CONTROL).set_width(1.0).set_dash_type(dash).clone(),
            None => ChartLine::new().set_color(WHITE).set_width(1.0).clone(),
        };
        let mut look = ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(fill)).set_border(&edge).clone();
        chart
            .add_series()
            .set_name(book.status(*status))
            .set_categories((notes, notes::DOCUMENT_FIRST, 0, notes::DOCUMENT_FIRST + documents, 0))
            .set_values((cover, rows.0, col, rows.1, col))
            .set_format(&mut look)
            .set_gap(45)
            .set_data_label(ChartDataLabel::new().show_value().set_num_format(COUNT).set_font(&text(10.0, ink)));
    }
    chart.title().set_hidden();
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&text(9.0, INK));
    // The axis of the documents of a bar chart stands upright: the first document is at the top.
    chart
        .y_axis()
        .set_font(&text(10.0, INK))
        .set_reverse()
        .set_major_tick_type(ChartAxisTickType::None)
        .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(LINE)));
    chart.x_axis().set_min(0).set_major_gridlines(false).set_hidden(true);
    chart.chart_area().set_format(ChartFormat::new().set_no_border().set_solid_fill(ChartSolidFill::new().set_color(WHITE)));
    chart.set_width(size.0).set_height(size.1);
    let alt = book.t("条形图：各文件机构条款的状态条数", "Bar chart: clauses for institutions of each document by status");
    chart.set_alt_text(property_text(&format!("{alt}; {}", book.subject())));
    chart
}
