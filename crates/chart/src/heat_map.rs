//! Heat map: how many indicators of each domain stand on which level.

use crate::canvas::{Anchor, Mark, Stroke};
use crate::format::{known, score_or_dash, signed_or_dash};
use crate::names::Name;
use crate::page::Page;
use crate::scene::{Caption, Dimension, Frame, Hotspot, Language, Scene, Table};
use crate::text::{Setting, clean};
use serde::Serialize;

/// One row, a domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatRow {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Code of the domain, as A1; left out of the picture where it is narrow.
    pub code: String,
    /// Name of the domain.
    pub name: String,
    /// Decides the marker; a small space separates one dimension from the next.
    pub dimension: Dimension,
    /// Indicators on L1 … L5.
    pub counts: [u32; 5],
    /// Indicators without an answer.
    pub unanswered: u32,
    /// Indicators that do not apply.
    pub not_applicable: u32,
    /// Score, 0–100.
    pub score: Option<f64>,
    /// Score minus target, in points; negative when short of it.
    pub gap: Option<f64>,
}

/// Domains by levels.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct HeatMap {
    /// Rows in model order.
    pub rows: Vec<HeatRow>,
    /// Names of L1 … L5, as 初始级; shown beside or under L1 … L5 where there is room.
    pub level_names: [String; 5],
}

const LEAST_ROW: f64 = 18.0;
const NATURAL_ROW: f64 = 22.0;
const WIDEST_ROW: f64 = 32.0;
const GROUP_SPACE: f64 = 5.0;

/// Draws the chart. Natural height: 22 px for each row and the head; rows never become lower than 18 px.
pub fn scene(input: &HeatMap, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let head = table_head(input, &page);
    if input.rows.is_empty() {
        return page.empty("heat_map", head);
    }
    let columns = Columns::of(input, &page);
    let groups = input.rows.windows(2).filter(|pair| pair[0].dimension != pair[1].dimension).count() as f64;
    let rows = input.rows.len() as f64;
    let names: Vec<Name> = input.rows.iter().map(|row| columns.name_of(row)).collect();
    let fixed = columns.head + groups * GROUP_SPACE + names.iter().map(Name::extra).sum::<f64>();
    page.set_height(fixed + rows * NATURAL_ROW, fixed + rows * LEAST_ROW);
    let base = ((page.height - fixed) / rows).min(WIDEST_ROW);

    columns.draw_head(&mut page, input);
    let mut hotspots = Vec::with_capacity(input.rows.len());
    let mut y = columns.head;
    for (i, row) in input.rows.iter().enumerate() {
        if i > 0 && input.rows[i - 1].dimension != row.dimension {
            y += GROUP_SPACE;
        }
        let row_height = base + names[i].extra();
        columns.draw_row(&mut page, row, &names[i], y, row_height);
        hotspots.push(hotspot(row, input, &page, y, row_height));
        y += row_height;
    }
    let summary = summary(input, &page);
    let rows = input.rows.iter().map(table_row).collect();
    page.finish("heat_map", summary, hotspots, Table { head, rows })
}

/// Where the columns stand, in px.
struct Columns {
    head: f64,
    /// Whether there is room for codes and 12-px type in every language.
    roomy: bool,
    code: Option<f64>,
    name: f64,
    name_width: f64,
    cells: f64,
    cell: f64,
    /// Left edge of the column of unanswered indicators.
    unanswered: Option<f64>,
    unanswered_width: f64,
    score_right: f64,
    gap_right: f64,
    /// Whether level names stand under L1 … L5.
    names_shown: bool,
}

impl Columns {
    fn of(input: &HeatMap, page: &Page) -> Self {
        let (text, figure) = (Setting::regular(12.0), Setting::bold(12.0));
        let widest = |of: &dyn Fn(&HeatRow) -> f64| input.rows.iter().map(of).fold(0.0, f64::max);
        let roomy = page.width >= 400.0;
        let code_width = if roomy { widest(&|row| text.width(&row.code)).min(60.0) } else { 0.0 };
        let name = 16.0 + if code_width > 0.0 { code_width + 8.0 } else { 0.0 };
        let name_width = widest(&|row| text.width(&clean(&row.name))).min(page.width * if roomy { 0.28 } else { 0.25 }).max(24.0);
        let gap_width = text.width(page.words.to_target).max(widest(&|row| text.width(&signed_or_dash(row.gap))));
        let score_width = text.width(page.words.score).max(widest(&|row| figure.width(&score_or_dash(row.score))));
        let gap_right = page.width;
        let score_right = gap_right - gap_width - 12.0;
        let any_unanswered = input.rows.iter().any(|row| row.unanswered > 0);
        let cells = name + name_width + 12.0;
        let mut cells_right = score_right - score_width - 10.0;
        let unanswered_width = text.width(page.words.unanswered).max(28.0);
        let unanswered = (any_unanswered && page.width >= 480.0).then(|| {
            cells_right -= unanswered_width + 6.0;
            cells_right + 6.0
        });
        let cell = ((cells_right - cells) / 5.0).max(4.0);
        let names_shown = input.level_names.iter().any(|name| !name.is_empty())
            && input.level_names.iter().all(|name| Setting::label(name).width(&clean(name)) <= cell - 4.0);
        let head = if names_shown { 38.0 } else { 24.0 };
        let code = (code_width > 0.0).then_some(16.0);
        Self { head, roomy, code, name, name_width, cells, cell, unanswered, unanswered_width, score_right, gap_right, names_shown }
    }

    fn draw_head(&self, page: &mut Page, input: &HeatMap) {
        let (text, words, color) = (Setting::regular(12.0), page.words, page.palette.ink_2);
        let middle = self.head - 12.0;
        page.canvas.text_mid((0.0, middle), Anchor::Start, words.domain, text, color);
        for (i, name) in input.level_names.iter().enumerate() {
            let x = self.cells + (i as f64 + 0.5) * self.cell;
            let top = if self.names_shown { middle - 15.0 } else { middle };
            page.canvas.text_mid((x, top), Anchor::Middle, &format!("L{}", i + 1), Setting::regular(11.0), color);
            if self.names_shown {
                page.canvas.text_mid((x, middle), Anchor::Middle, name, Setting::label(name), color);
            }
        }
        if let Some(left) = self.unanswered {
            page.canvas.text_mid((left + self.unanswered_width / 2.0, middle), Anchor::Middle, words.unanswered, text, color);
        }
        page.canvas.text_mid((self.score_right, middle), Anchor::End, words.score, text, color);
        page.canvas.text_mid((self.gap_right, middle), Anchor::End, words.to_target, text, color);
    }

    fn name_of(&self, row: &HeatRow) -> Name {
        Name::new(&row.name, if self.roomy { Setting::regular(12.0) } else { Setting::label(&row.name) }, self.name_width)
    }

    fn draw_row(&self, page: &mut Page, row: &HeatRow, name: &Name, y: f64, height: f64) {
        let palette = page.palette;
        let middle = y + height / 2.0;
        let (text, figure) = (Setting::regular(12.0), Setting::bold(12.0));
        page.canvas.mark(Mark::from(row.dimension), (4.0, middle), 7.5, palette.hue(row.dimension));
        if let Some(x) = self.code {
            let code = text.fit(&clean(&row.code), self.name - x - 4.0);
            page.canvas.text_mid((x, middle), Anchor::Start, &code, text, palette.ink_3);
        }
        name.draw(page, (self.name, middle), palette.ink);
        for (level, &count) in row.counts.iter().enumerate() {
            self.draw_cell(page, level, count, y, height);
        }
        if let Some(left) = self.unanswered.filter(|_| row.unanswered > 0) {
            let center = left + self.unanswered_width / 2.0;
            page.canvas.frame((center - 12.5, y + 2.5), 25.0, height - 5.0, Stroke::dashed(palette.control, 1.0));
            page.canvas.text_mid((center, middle), Anchor::Middle, &row.unanswered.to_string(), text, palette.ink_2);
        }
        page.canvas.text_mid((self.score_right, middle), Anchor::End, &score_or_dash(row.score), figure, palette.ink);
        let gap_color = if known(row.gap).is_some_and(|gap| gap < -0.05) { palette.gap_text } else { palette.ink_2 };
        page.canvas.text_mid((self.gap_right, middle), Anchor::End, &signed_or_dash(row.gap), text, gap_color);
    }

    fn draw_cell(&self, page: &mut Page, level: usize, count: u32, y: f64, height: f64) {
        let palette = page.palette;
        let left = self.cells + level as f64 * self.cell;
        let (x, top, width, tall) = (left + 1.0, y + 0.5, self.cell - 2.0, height - 1.5);
        let fill = if count > 0 { palette.level[level] } else { palette.canvas };
        page.canvas.rect((x, top), width, tall, fill, 1.5);
        if count == 0 {
            return;
        }
        if level == 0 {
            // L1 is close to the empty cell: its edge tells them apart.
            page.canvas.frame((x + 0.5, top + 0.5), width - 1.0, tall - 1.0, Stroke::solid(palette.level_edge, 1.0));
        }
        let middle = (left + self.cell / 2.0, y + height / 2.0);
        page.canvas.text_mid(middle, Anchor::Middle, &count.to_string(), Setting::bold(12.0), palette.level_text[level]);
    }
}

fn level_heads(input: &HeatMap) -> impl Iterator<Item = String> + '_ {
    input.level_names.iter().enumerate().map(|(i, name)| format!("L{} {}", i + 1, name).trim_end().to_owned())
}

fn table_head(input: &HeatMap, page: &Page) -> Vec<String> {
    let words = page.words;
    let mut head = vec![words.domain.to_owned()];
    head.extend(level_heads(input));
    head.extend([words.unanswered, words.not_applicable, words.score, words.to_target].map(str::to_owned));
    head
}

fn table_row(row: &HeatRow) -> Vec<String> {
    let mut cells = vec![full_name(row)];
    cells.extend(row.counts.iter().map(u32::to_string));
    cells.extend([row.unanswered.to_string(), row.not_applicable.to_string(), score_or_dash(row.score), signed_or_dash(row.gap)]);
    cells
}

fn full_name(row: &HeatRow) -> String {
    format!("{} {}", row.code, row.name).trim().to_owned()
}

fn hotspot(row: &HeatRow, input: &HeatMap, page: &Page, y: f64, height: f64) -> Hotspot {
    let words = page.words;
    let mut parts: Vec<String> =
        level_heads(input).zip(row.counts).filter(|(_, count)| *count > 0).map(|(head, count)| format!("{head} {count}")).collect();
    for (word, count) in [(words.unanswered, row.unanswered), (words.not_applicable, row.not_applicable)] {
        if count > 0 {
            parts.push(format!("{word} {count}"));
        }
    }
    parts.push(format!("{} {}", words.score, score_or_dash(row.score)));
    parts.push(format!("{} {}", words.to_target, signed_or_dash(row.gap)));
    Hotspot { id: row.id.clone(), label: full_name(row), detail: parts.join(words.comma), x: 0.0, y, width: page.width, height }
}

fn summary(input: &HeatMap, page: &Page) -> String {
    let rows = input.rows.len();
    let mut totals = [0_u64; 5];
    for row in &input.rows {
        for (total, count) in totals.iter_mut().zip(row.counts) {
            *total += u64::from(count);
        }
    }
    let rated: u64 = totals.iter().sum();
    let unanswered: u64 = input.rows.iter().map(|row| u64::from(row.unanswered)).sum();
    let parts: Vec<String> = totals.iter().enumerate().map(|(i, total)| format!("L{} {total}", i + 1)).collect();
    let list = parts.join(page.words.comma);
    match page.language {
        Language::Zh => format!("{rows}个能力域共{rated}项已评指标：{list}；未评{unanswered}项。"),
        Language::En => format!("{rated} rated indicators in {rows} domains: {list}; {unanswered} not rated."),
    }
}

#[cfg(test)]
#[path = "heat_map_tests.rs"]
mod tests;
