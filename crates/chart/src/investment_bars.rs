//! Investment bars: technology spending of institutions, with growth.

use crate::canvas::Mark;
use crate::format::{amount, change, known};
use crate::investment_columns::Columns;
use crate::legend::{self, Entry, Sample};
use crate::page::Page;
use crate::scene::{Caption, Frame, Hotspot, Language, Scene, Table};
use crate::text::clean;
use crate::words::Words;
use serde::Serialize;

/// Where an amount comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// 披露: annual report or research report, with page. ●
    Disclosed,
    /// 媒体: press. ◐
    Press,
    /// 推算: computed from disclosed figures. ○
    Derived,
    /// 自报: entered by the institution itself, not verified. ◆
    SelfReported,
}

impl Provenance {
    const ALL: [Self; 4] = [Self::Disclosed, Self::Press, Self::Derived, Self::SelfReported];

    pub(crate) fn mark(self) -> Mark {
        match self {
            Self::Disclosed => Mark::Disc,
            Self::Press => Mark::HalfDisc,
            Self::Derived => Mark::Ring,
            Self::SelfReported => Mark::Diamond,
        }
    }

    fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Disclosed => words.disclosed,
            Self::Press => words.press,
            Self::Derived => words.derived,
            Self::SelfReported => words.self_reported,
        }
    }
}

/// One institution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InvestmentRow {
    /// Stable id, given back in the hotspot.
    pub id: String,
    /// Name of the institution.
    pub name: String,
    /// Kind of institution, as 国有大型商业银行; shown where there is room.
    pub type_label: String,
    /// Amount in 亿元, 0 or more; `None` is shown as 未录入, without a bar.
    pub amount: Option<f64>,
    /// Change against the year before, in per cent (4.67 means +4.67%).
    pub growth: Option<f64>,
    /// Amount of the year before, in 亿元; shown where there is room.
    pub prior: Option<f64>,
    /// Where the amount comes from.
    pub provenance: Provenance,
    /// The institution of the engagement.
    pub is_own: bool,
}

/// A closing row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InvestmentTotal {
    /// What it is the total of, as 国有六大行合计; empty gives 合计.
    pub name: String,
    /// Amount in 亿元.
    pub amount: Option<f64>,
    /// Change against the year before, in per cent.
    pub growth: Option<f64>,
    /// Amount of the year before, in 亿元.
    pub prior: Option<f64>,
}

/// Institutions in the order to be shown.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct InvestmentBars {
    /// Year of the amounts; heads the column. `None` gives a head without a year.
    pub year: Option<i32>,
    /// Rows, already sorted.
    pub rows: Vec<InvestmentRow>,
    /// 合计, drawn without a bar.
    pub total: Option<InvestmentTotal>,
}

pub(crate) const HEAD: f64 = 30.0;
const LEAST_ROW: f64 = 24.0;
const NATURAL_ROW: f64 = 34.0;
const WIDEST_ROW: f64 = 44.0;

/// Draws the chart. Natural height: 34 px a row, head and key; rows never become lower than 24 px.
pub fn scene(input: &InvestmentBars, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let head = table_head(input, &page);
    if input.rows.is_empty() {
        return page.empty("investment_bars", head);
    }
    let key = legend::lines(key(input, &page), page.width);
    let key_height = if key.is_empty() { 0.0 } else { legend::height(&key) + 8.0 };
    let rows = input.rows.len() as f64 + if input.total.is_some() { 1.0 } else { 0.0 };
    let lines: Vec<Line> = input.rows.iter().map(Line::of).chain(input.total.as_ref().map(|total| Line::total(total, &page))).collect();
    let columns = Columns::of(&lines, input, &page);
    let two = lines.iter().any(|line| columns.name_of(line).extra() > 0.0 || columns.kind_of(line).is_some_and(|k| k.extra() > 0.0));
    let least = if two { LEAST_ROW + 8.0 } else { LEAST_ROW };
    page.set_height(HEAD + rows * NATURAL_ROW + key_height, HEAD + rows * least + key_height);
    let row_height = ((page.height - HEAD - key_height) / rows).min(WIDEST_ROW);
    columns.draw_head(&mut page, input);
    let mut hotspots = Vec::with_capacity(input.rows.len());
    let mut y = HEAD;
    for (i, line) in lines.iter().enumerate() {
        columns.draw_line(&mut page, line, y, row_height);
        if let Some(row) = input.rows.get(i) {
            hotspots.push(Hotspot {
                id: row.id.clone(),
                label: row.name.clone(),
                detail: detail(line, &page),
                x: 0.0,
                y,
                width: page.width,
                height: row_height,
            });
        }
        y += row_height;
    }
    page.canvas.rule((0.0, y - 1.0), page.width, page.palette.line, 1.0);
    legend::draw(&mut page, &key, (0.0, y + 8.0), false);
    let table_rows = lines.iter().map(|line| table_row(line, &page)).collect();
    let summary = summary(input, &page);
    page.finish("investment_bars", summary, hotspots, Table { head, rows: table_rows })
}

/// A row or the total, with missing and impossible figures sorted out.
pub(crate) struct Line {
    pub name: String,
    pub kind: String,
    pub amount: Option<f64>,
    pub growth: Option<f64>,
    pub prior: Option<f64>,
    pub provenance: Option<Provenance>,
    pub is_own: bool,
    pub is_total: bool,
}

impl Line {
    fn of(row: &InvestmentRow) -> Self {
        let amount = known(row.amount);
        Self {
            name: clean(&row.name),
            kind: clean(&row.type_label),
            amount,
            growth: known(row.growth),
            prior: known(row.prior),
            provenance: amount.map(|_| row.provenance),
            is_own: row.is_own,
            is_total: false,
        }
    }

    fn total(total: &InvestmentTotal, page: &Page) -> Self {
        Self {
            name: if total.name.trim().is_empty() { page.words.sum.to_owned() } else { clean(&total.name) },
            kind: String::new(),
            amount: known(total.amount),
            growth: known(total.growth),
            prior: known(total.prior),
            provenance: None,
            is_own: false,
            is_total: true,
        }
    }

    pub(crate) fn money(value: Option<f64>, page: &Page) -> String {
        value.map_or_else(|| page.words.not_entered.to_owned(), |v| amount(v, page.language))
    }
}

pub(crate) fn growth_text(line: &Line) -> Option<String> {
    line.growth.map(change)
}

pub(crate) fn mark_color(provenance: Provenance, page: &Page) -> plotters::style::RGBColor {
    if provenance == Provenance::SelfReported { page.palette.own } else { page.palette.ink_2 }
}

/// Only the marks that occur, and the dark bar if one falls.
fn key(input: &InvestmentBars, page: &Page) -> Vec<Entry> {
    let present = |p: &Provenance| input.rows.iter().any(|row| known(row.amount).is_some() && row.provenance == *p);
    let marks = Provenance::ALL.into_iter().filter(present);
    let mut entries: Vec<Entry> =
        marks.map(|p| Entry { sample: Sample::Mark(p.mark(), mark_color(p, page)), name: p.name(page.words).to_owned() }).collect();
    let dark = |row: &InvestmentRow| !row.is_own && known(row.amount).is_some() && known(row.growth).is_some_and(|g| g < 0.0);
    if input.rows.iter().any(dark) {
        entries.push(Entry { sample: Sample::Bar(page.palette.ink_2), name: page.words.dark_is_falling.to_owned() });
    }
    entries
}

pub(crate) fn money_head(input: &InvestmentBars, page: &Page) -> String {
    let words = page.words;
    match (page.language, input.year) {
        (Language::Zh, Some(year)) => format!("{year}年{}（{}）", words.investment, words.money_unit),
        (Language::Zh, None) => format!("{}（{}）", words.investment, words.money_unit),
        (Language::En, Some(year)) => format!("{} {year} ({})", words.investment, words.money_unit),
        (Language::En, None) => format!("{} ({})", words.investment, words.money_unit),
    }
}

pub(crate) fn short_money_head(input: &InvestmentBars, page: &Page) -> String {
    let unit = page.words.money_unit;
    input.year.map_or_else(|| unit.to_owned(), |year| format!("{year}{}{unit}", page.words.comma))
}

fn table_head(input: &InvestmentBars, page: &Page) -> Vec<String> {
    let words = page.words;
    vec![
        words.institution.to_owned(),
        words.kind.to_owned(),
        money_head(input, page),
        words.provenance.to_owned(),
        words.change.to_owned(),
        words.prior_investment.to_owned(),
    ]
}

fn table_row(line: &Line, page: &Page) -> Vec<String> {
    let provenance = line.provenance.map_or("", |p| p.name(page.words));
    let growth = growth_text(line).unwrap_or_else(|| "—".to_owned());
    vec![line.name.clone(), line.kind.clone(), Line::money(line.amount, page), provenance.to_owned(), growth, Line::money(line.prior, page)]
}

fn detail(line: &Line, page: &Page) -> String {
    let words = page.words;
    let Some(value) = line.amount else {
        return words.not_entered.to_owned();
    };
    let money = amount(value, page.language);
    let money = match page.language {
        Language::Zh => format!("{money}{}", words.money_unit),
        Language::En => money_en(&money),
    };
    let mut parts = vec![money];
    parts.extend(line.provenance.map(|p| p.name(words).to_owned()));
    parts.extend(growth_text(line).map(|text| format!("{} {text}", words.change)));
    parts.join(words.comma)
}

/// RMB 28.518 bn
fn money_en(amount: &str) -> String {
    format!("RMB {amount} bn")
}

fn summary(input: &InvestmentBars, page: &Page) -> String {
    let all = input.rows.len();
    let known_rows = input.rows.iter().filter(|row| known(row.amount).is_some()).count();
    let falling = input.rows.iter().filter(|row| known(row.growth).is_some_and(|g| g < 0.0)).count();
    let largest = input.rows.iter().filter_map(|row| Some((row, known(row.amount)?))).max_by(|a, b| a.1.total_cmp(&b.1));
    let missing = all - known_rows;
    match (page.language, largest) {
        (Language::Zh, Some((row, most))) => {
            format!("{all}家机构，最高为{}{}亿元；{falling}家较上年下降，{missing}家未录入。", row.name, amount(most, page.language))
        }
        (Language::Zh, None) => format!("{all}家机构均未录入。"),
        (Language::En, Some((row, most))) => format!(
            "{all} institutions; the largest is {} with {}; {falling} below the year before, {missing} not entered.",
            row.name,
            money_en(&amount(most, page.language))
        ),
        (Language::En, None) => format!("Not entered for any of {all} institutions."),
    }
}

#[cfg(test)]
#[path = "investment_bars_tests.rs"]
mod tests;
