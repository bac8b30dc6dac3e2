//! The radar of the domains: a chart of the spreadsheet itself, so that it moves with the answers.

use rust_xlsxwriter::{
    Chart, ChartAxisTickType, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType,
    ChartSolidFill, ChartType, ColNum, Format, RowNum,
};

use crate::error::ReportError;
use crate::plan::node_col;
use crate::sheet::Sheet;
use crate::style::{BRAND, INK, INK_2, INK_3, LINE, WHITE};
use crate::summary::{CHART_DATA, FIRST, RIGHT, half_pixels};
use crate::text::property_text;

const NAME: ColNum = CHART_DATA;
const OWN: ColNum = CHART_DATA + 1;
const TARGET: ColNum = CHART_DATA + 2;

/// Draws the radar from a row on, as high as the table on the left, and writes the data behind it beside the printed area.
pub(crate) fn radar(sheet: &mut Sheet, top: RowNum, after: RowNum) -> Result<(), ReportError> {
    let book = sheet.book;
    let style = &book.style;
    let domains: Vec<usize> =
        (0..book.input.nodes.len()).filter(|&i| book.input.nodes[i].depth == 2 && book.input.nodes[i].indicator.is_none()).collect();
    let Some(last) = RowNum::try_from(domains.len()).ok().filter(|count| *count >= 3).map(|count| FIRST + count - 1) else {
        return Ok(());
    };
    let small = style.caption().set_font_color(INK_3);
    for (col, head) in
        [(NAME, book.t("雷达图数据", "Data of the radar")), (OWN, book.t("本机构", "Own")), (TARGET, book.t("目标", "Target"))]
    {
        sheet.text(FIRST - 1, col, head, &small)?;
    }
    sheet.width(NAME, 18.0)?;
    for (row, &i) in (FIRST..).zip(&domains) {
        let node = &book.input.nodes[i];
        let name = if node.short_name.is_empty() { &node.name } else { &node.short_name };
        sheet.text(row, NAME, name, &small)?;
        for (col, source, number) in [(OWN, node_col::SCORE, node.score), (TARGET, node_col::TARGET, node.target)] {
            let cell = book.plan.node_cell(i, source);
            sheet.error_formula(row, col, &format!("=IF(ISNUMBER({cell}),{cell},NA())"), number, &small.clone().set_num_format("0.0"))?;
        }
    }
    let hide = rust_xlsxwriter::ConditionalFormatError::new().set_format(Format::new().set_font_color(WHITE));
    sheet.cells.add_conditional_format(FIRST, OWN, last, TARGET, &hide)?;

    let height = (after - top) * 25 + 2;
    let chart = chart(sheet, last, height);
    sheet.cells.insert_chart_with_offset(top, RIGHT.0, &chart, 2, 4)?;
    Ok(())
}

fn chart(sheet: &Sheet, last: RowNum, height: u32) -> Chart {
    let book = sheet.book;
    let name = book.plan.names.summary;
    let text = |size: f64, color| ChartFont::new().set_name(book.style.font()).set_size(size).set_color(color).clone();
    let mut chart = Chart::new(ChartType::RadarWithMarkers);
    let mut own = ChartFormat::new().set_line(ChartLine::new().set_color(BRAND).set_width(2.25)).clone();
    let mut target =
        ChartFormat::new().set_line(ChartLine::new().set_color(INK).set_width(1.25).set_dash_type(ChartLineDashType::Dash)).clone();
    let dot = ChartMarker::new()
        .set_type(ChartMarkerType::Circle)
        .set_size(6)
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BRAND)).set_border(ChartLine::new().set_color(WHITE)))
        .clone();
    chart
        .add_series()
        .set_name(book.t("本机构", "Own"))
        .set_categories((name, FIRST, NAME, last, NAME))
        .set_values((name, FIRST, OWN, last, OWN))
        .set_format(&mut own)
        .set_marker(&dot);
    chart
        .add_series()
        .set_name(book.t("目标", "Target"))
        .set_categories((name, FIRST, NAME, last, NAME))
        .set_values((name, FIRST, TARGET, last, TARGET))
        .set_format(&mut target)
        .set_marker(ChartMarker::new().set_none());
    chart.title().set_hidden();
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&text(10.0, INK));
    chart.x_axis().set_font(&text(10.0, INK)).set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(LINE));
    chart
        .y_axis()
        .set_min(0)
        .set_max(100)
        .set_major_unit(20)
        .set_num_format("0")
        .set_font(&text(8.0, INK_2))
        .set_major_tick_type(ChartAxisTickType::None)
        .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(LINE)))
        .set_major_gridlines(true)
        .set_major_gridlines_line(ChartLine::new().set_color(LINE));
    chart.chart_area().set_format(ChartFormat::new().set_no_border().set_solid_fill(ChartSolidFill::new().set_color(WHITE)));
    chart.show_na_as_empty_cell();
    chart.set_width(half_pixels(book) - 4).set_height(height);
    let alt = book.t("雷达图：各能力域得分与目标，0–100分", "Radar chart: score and target of each domain, 0–100");
    chart.set_alt_text(property_text(&format!("{alt}; {}", book.subject())));
    chart
}
