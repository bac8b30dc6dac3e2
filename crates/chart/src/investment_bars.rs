//! Investment bars: technology spending of institutions, or another metric of theirs, with growth.
//!
//! A long list is cut: its head is drawn, the own institution below it, and a sentence says how many are left out. The table has all.

use crate::canvas::Anchor;
use crate::figure::{Figure, Provenance};
use crate::format::{change, known};
use crate::investment_columns::Columns;
use crate::legend::{self, Entry, Sample};
use crate::measure::Measure;
use crate::page::Page;
use crate::scene::{Caption, Frame, Hotspot, Language, Scene, Table};
use crate::text::{Setting, clean};
use serde::Serialize;

/// One institution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InvestmentRow {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Name of the institution.
    pub name: String,
    /// Kind of institution, as 国有大型商业银行; shown where there is room.
    pub type_label: String,
    /// Rank among all; a column for it is shown where any row has one and there is room.
    pub rank: Option<u32>,
    /// Figure in the unit of the measure; `None` is shown as 未录入, without a bar.
    pub figure: Option<Figure>,
    /// Change against the year before, in per cent (4.67 means +4.67%).
    pub growth: Option<f64>,
    /// Figure of the year before; shown where there is room.
    pub prior: Option<f64>,
    /// The institution of the engagement.
    pub is_own: bool,
}

/// A closing row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InvestmentTotal {
    /// What it is the total of, as 国有六大行合计; empty gives 合计.
    pub name: String,
    /// Figure in the unit of the measure.
    pub figure: Option<Figure>,
    /// Change against the year before, in per cent.
    pub growth: Option<f64>,
    /// Figure of the year before.
    pub prior: Option<f64>,
}

/// Institutions in the order to be shown.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct InvestmentBars {
    /// What is shown, as 投入 in 亿元 with two decimal places.
    pub measure: Measure,
    /// Year of the figures; heads the column. `None` gives a head without a year.
    pub year: Option<i32>,
    /// Rows, already sorted.
    pub rows: Vec<InvestmentRow>,
    /// 合计, drawn without a bar.
    pub total: Option<InvestmentTotal>,
}

pub(crate) const HEAD: f64 = 30.0;
const LEAST_ROW: f64 = 24.0;
const NATURAL_ROW: f64 = 34.0;
/// The natural row of a list of more than half of [`MOST_ROWS`].
const LONG_ROW: f64 = 28.0;
const WIDEST_ROW: f64 = 44.0;
/// Rows that fit on a page of paper; a longer list is cut to [`CUT_TO`] and the own row.
const MOST_ROWS: usize = 24;
const CUT_TO: usize = 20;
const NOTE: f64 = 18.0;

/// Draws the chart. Natural height: 34 px a row, of a long list 28 px, with head and key; rows never become lower than 24 px.
pub fn scene(input: &InvestmentBars, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let head = table_head(input, &page);
    if input.rows.is_empty() {
        return page.empty("investment_bars", head);
    }
    let shown = shown(&input.rows);
    let total = input.total.as_ref().map(|total| Line::total(total, &page));
    let lines: Vec<Line> = shown.iter().map(|row| Line::of(row)).chain(total.clone()).collect();
    let columns = Columns::of(&lines, input, &page);
    let key = legend::lines(key(&lines, &page), page.width);
    let key_height = if key.is_empty() { 0.0 } else { legend::height(&key) + 8.0 };
    let note = left_out(input, &shown, page.language).map_or_else(Vec::new, |note| Setting::regular(12.0).wrap(&note, page.width, 3));
    let below = key_height + if note.is_empty() { 0.0 } else { note.len() as f64 * NOTE + 6.0 };
    let rows = lines.len() as f64;
    let two = lines.iter().any(|line| columns.name_of(line).extra() > 0.0 || columns.kind_of(line).is_some_and(|k| k.extra() > 0.0));
    let least = if two { LEAST_ROW + 8.0 } else { LEAST_ROW };
    let natural = if lines.len() > MOST_ROWS / 2 { least.max(LONG_ROW) } else { NATURAL_ROW };
    page.set_height(HEAD + rows * natural + below, HEAD + rows * least + below);
    let row_height = ((page.height - HEAD - below) / rows).min(WIDEST_ROW);
    columns.draw_head(&mut page, input);
    let mut hotspots = Vec::with_capacity(shown.len());
    let mut y = HEAD;
    for (i, line) in lines.iter().enumerate() {
        columns.draw_line(&mut page, line, &input.measure, y, row_height);
        if let Some(row) = shown.get(i) {
            hotspots.push(Hotspot {
                id: row.id.clone(),
                label: row.name.clone(),
                detail: detail(line, input, &page),
                x: 0.0,
                y,
                width: page.width,
                height: row_height,
            });
        }
        y += row_height;
    }
    page.canvas.rule((0.0, y - 1.0), page.width, page.palette.line, 1.0);
    for line in &note {
        page.canvas.text_mid((0.0, y + 4.0 + NOTE / 2.0), Anchor::Start, line, Setting::regular(12.0), page.palette.ink_2);
        y += NOTE;
    }
    legend::draw(&mut page, &key, (0.0, y + 8.0), false);
    let table_rows = input.rows.iter().map(Line::of).chain(total).map(|line| table_row(&line, input, &page)).collect();
    let summary = summary(input, &page);
    page.finish("investment_bars", summary, hotspots, Table { head, rows: table_rows })
}

/// All rows of a short list; of a long one its head, and the own institution wherever it stands.
fn shown(rows: &[InvestmentRow]) -> Vec<&InvestmentRow> {
    let most = if rows.len() > MOST_ROWS { CUT_TO } else { MOST_ROWS };
    let own = rows.iter().skip(most).filter(|row| row.is_own);
    // One is own; more of them are nonsense and must not bring the length back.
    rows.iter().take(most).chain(own.take(1)).collect()
}

/// How many are not drawn, and how many of those have no figure.
fn left_out(input: &InvestmentBars, shown: &[&InvestmentRow], language: Language) -> Option<String> {
    let count = input.rows.len() - shown.len();
    let with_figure = |rows: &mut dyn Iterator<Item = &InvestmentRow>| rows.filter(|row| Figure::known(row.figure).is_some()).count();
    let missing = count - (with_figure(&mut input.rows.iter()) - with_figure(&mut shown.iter().copied()));
    (count > 0).then(|| match (language, missing) {
        (Language::Zh, 0) => format!("另有{count}家未画出，数值见表格。"),
        (Language::Zh, _) => format!("另有{count}家未画出，其中{missing}家未录入，其余数值见表格。"),
        (Language::En, 0) => format!("{count} more are not drawn; their figures are in the table."),
        (Language::En, _) => format!("{count} more are not drawn, {missing} of them not entered; the other figures are in the table."),
    })
}

/// A row or the total, with missing and impossible figures sorted out.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub rank: Option<u32>,
    pub name: String,
    pub kind: String,
    pub figure: Option<Figure>,
    pub growth: Option<f64>,
    pub prior: Option<f64>,
    pub is_own: bool,
    pub is_total: bool,
}

impl Line {
    fn of(row: &InvestmentRow) -> Self {
        Self {
            rank: row.rank,
            name: clean(&row.name),
            kind: clean(&row.type_label),
            figure: Figure::known(row.figure),
            growth: known(row.growth),
            prior: known(row.prior),
            is_own: row.is_own,
            is_total: false,
        }
    }

    fn total(total: &InvestmentTotal, page: &Page) -> Self {
        Self {
            rank: None,
            name: if total.name.trim().is_empty() { page.words.sum.to_owned() } else { clean(&total.name) },
            kind: String::new(),
            figure: Figure::known(total.figure),
            growth: known(total.growth),
            prior: known(total.prior),
            is_own: false,
            is_total: true,
        }
    }

    /// The figure without its unit, which stands in the head.
    pub(crate) fn told(&self, measure: &Measure, page: &Page) -> String {
        self.figure.map_or_else(|| page.words.not_entered.to_owned(), |figure| figure.text(measure, page.language))
    }

    pub(crate) fn prior_told(&self, measure: &Measure, page: &Page) -> String {
        self.prior.map_or_else(|| page.words.not_entered.to_owned(), |prior| measure.figure(prior, page.language))
    }

    /// Lower than the year before; drawn darker, though the own bar keeps its colour.
    pub(crate) fn is_falling(&self) -> bool {
        self.growth.is_some_and(|growth| growth < 0.0)
    }
}

pub(crate) fn growth_text(line: &Line) -> Option<String> {
    line.growth.map(change)
}

/// Only the marks that occur, the dark bar if one falls, the pale one if one is a lower bound.
fn key(lines: &[Line], page: &Page) -> Vec<Entry> {
    let (palette, words) = (page.palette, page.words);
    let rows = || lines.iter().filter(|line| !line.is_total);
    let figures = || rows().filter_map(|line| line.figure);
    let marks = Provenance::ALL.into_iter().filter(|provenance| figures().any(|figure| figure.provenance == *provenance));
    let mark = |p: Provenance| Entry { sample: Sample::Mark(p.mark(), p.color(palette)), name: p.name(words).to_owned() };
    let mut entries: Vec<Entry> = marks.map(mark).collect();
    if rows().any(|line| !line.is_own && line.figure.is_some() && line.is_falling()) {
        entries.push(Entry { sample: Sample::Bar(palette.ink_2), name: words.dark_is_falling.to_owned() });
    }
    if figures().any(|figure| figure.lower_bound) {
        entries.push(Entry { sample: Sample::Pale(palette.peer), name: words.lower_bound_bar.to_owned() });
    }
    entries
}

pub(crate) fn figure_head(input: &InvestmentBars, page: &Page) -> String {
    let head = input.measure.head(page.language);
    match (page.language, input.year) {
        (_, None) => head,
        (Language::Zh, Some(year)) => format!("{year}年{head}"),
        (Language::En, Some(year)) => {
            let unit = input.measure.unit_text(page.language);
            let name = input.measure.name.trim();
            if unit.is_empty() { format!("{name} {year}") } else { format!("{name} {year} ({unit})") }
        }
    }
}

pub(crate) fn short_figure_head(input: &InvestmentBars, page: &Page) -> String {
    let unit = input.measure.unit_text(page.language);
    let year = input.year.map(|year| year.to_string());
    [year.as_deref(), Some(unit)].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(page.words.comma)
}

fn table_head(input: &InvestmentBars, page: &Page) -> Vec<String> {
    let words = page.words;
    vec![
        words.institution.to_owned(),
        words.kind.to_owned(),
        figure_head(input, page),
        words.provenance.to_owned(),
        words.change.to_owned(),
        words.prior.to_owned(),
    ]
}

fn table_row(line: &Line, input: &InvestmentBars, page: &Page) -> Vec<String> {
    let provenance = line.figure.filter(|_| !line.is_total).map_or("", |figure| figure.provenance.name(page.words));
    let growth = growth_text(line).unwrap_or_else(|| "—".to_owned());
    let (figure, prior) = (line.told(&input.measure, page), line.prior_told(&input.measure, page));
    vec![line.name.clone(), line.kind.clone(), figure, provenance.to_owned(), growth, prior]
}

fn detail(line: &Line, input: &InvestmentBars, page: &Page) -> String {
    let words = page.words;
    let Some(figure) = line.figure else {
        return words.not_entered.to_owned();
    };
    let growth = growth_text(line).map(|text| format!("{} {text}", words.change));
    [Some(figure.told(&input.measure, words, page.language)), growth].into_iter().flatten().collect::<Vec<_>>().join(words.comma)
}

fn summary(input: &InvestmentBars, page: &Page) -> String {
    let all = input.rows.len();
    let figures = || input.rows.iter().filter_map(|row| Some((row, Figure::known(row.figure)?)));
    let falling = input.rows.iter().filter(|row| known(row.growth).is_some_and(|g| g < 0.0)).count();
    let largest = figures().max_by(|a, b| a.1.value.total_cmp(&b.1.value));
    let missing = all - figures().count();
    match (page.language, largest) {
        (Language::Zh, Some((row, most))) => {
            let most = most.full(&input.measure, page.language);
            format!("{all}家机构，最高为{}{most}；{falling}家较上年下降，{missing}家未录入。", clean(&row.name))
        }
        (Language::Zh, None) => format!("{all}家机构均未录入。"),
        (Language::En, Some((row, most))) => format!(
            "{all} institutions; the largest is {} with {}; {falling} below the year before, {missing} not entered.",
            clean(&row.name),
            most.full(&input.measure, page.language)
        ),
        (Language::En, None) => format!("Not entered for any of {all} institutions."),
    }
}

#[cfg(test)]
#[path = "investment_bars_tests.rs"]
mod tests;
