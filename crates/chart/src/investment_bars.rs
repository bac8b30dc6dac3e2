//! Investment bars: technology spending of institutions, with growth.

use crate::canvas::{Anchor, Mark};
use crate::format::{amount, change, known};
use crate::legend::{self, Entry, Sample};
use crate::names::Name;
use crate::page::Page;
use crate::scene::{Caption, Frame, Hotspot, Language, Scene, Table};
use crate::text::{Setting, clean};
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

    fn mark(self) -> Mark {
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

const HEAD: f64 = 30.0;
const LEAST_ROW: f64 = 24.0;
const NATURAL_ROW: f64 = 34.0;
const WIDEST_ROW: f64 = 44.0;
/// From this width on, kind of institution and year before are shown.
const ROOMY: f64 = 560.0;

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
            hotspots.push(Hotspot { id: row.id.clone(), label: row.name.clone(), detail: detail(line, &page), x: 0.0, y, width: page.width, height: row_height });
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
struct Line {
    name: String,
    kind: String,
    amount: Option<f64>,
    growth: Option<f64>,
    prior: Option<f64>,
    provenance: Option<Provenance>,
    is_own: bool,
    is_total: bool,
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
            name: page.words.sum.to_owned(),
            kind: String::new(),
            amount: known(total.amount),
            growth: known(total.growth),
            prior: known(total.prior),
            provenance: None,
            is_own: false,
            is_total: true,
        }
    }

    fn money(value: Option<f64>, page: &Page) -> String {
        value.map_or_else(|| page.words.not_entered.to_owned(), |v| amount(v, page.language))
    }
}

/// Where the columns stand, in px.
struct Columns {
    /// Left edge of the names: set in where the own row has a ground.
    left: f64,
    /// Whether growth stands on a ground of its own, as in the table of the window.
    chips: bool,
    name_width: f64,
    kind: Option<(f64, f64)>,
    bars: f64,
    /// Length of the longest bar.
    longest: f64,
    largest: f64,
    growth_right: f64,
    growth_width: f64,
    prior_right: Option<f64>,
}

impl Columns {
    fn of(lines: &[Line], input: &InvestmentBars, page: &Page) -> Self {
        let (text, bold) = (Setting::regular(12.0), Setting::bold(12.0));
        let widest = |of: &dyn Fn(&Line) -> f64| lines.iter().map(of).fold(0.0, f64::max);
        let roomy = page.width >= ROOMY;
        let left = if roomy && lines.iter().any(|line| line.is_own) { 8.0 } else { 0.0 };
        let right = page.width - left;
        let name_width = widest(&|line| bold.width(&line.name)).min(page.width * if roomy { 0.22 } else { 0.27 });
        let kind_width = widest(&|line| text.width(&line.kind)).min(page.width * 0.17);
        let kind = (roomy && kind_width > 0.0).then_some((left + name_width + 16.0, kind_width));
        let bars = kind.map_or(left + name_width, |(x, width)| x + width) + 14.0;
        let prior_width = widest(&|line| text.width(&Line::money(line.prior, page))).max(text.width(page.words.prior_investment));
        let prior_right = (roomy && lines.iter().any(|line| line.prior.is_some())).then_some(right);
        let inset = if roomy { 8.0 } else { 0.0 };
        let growth_right = prior_right.map_or(right, |right| right - prior_width - 20.0) - inset;
        let growths = widest(&|line| growth_text(line).map_or(0.0, |t| bold.width(&t) + 18.0));
        let growth_width = growths.max(text.width(page.words.change));
        let money = widest(&|line| bold.width(&Line::money(line.amount, page))) + 20.0;
        let longest = (growth_right - growth_width - inset - money - 12.0 - bars).max(8.0);
        let largest = input.rows.iter().filter_map(|row| known(row.amount)).fold(0.0, f64::max);
        Self { left, chips: roomy, name_width, kind, bars, longest, largest, growth_right, growth_width, prior_right }
    }

    fn name_of(&self, line: &Line) -> Name {
        let size = if self.chips { 12.0 } else { Setting::label(&line.name).size };
        let setting = if line.is_own || line.is_total { Setting::bold(size) } else { Setting::regular(size) };
        Name::new(&line.name, setting, self.name_width)
    }

    fn kind_of(&self, line: &Line) -> Option<Name> {
        self.kind.map(|(_, width)| Name::new(&line.kind, Setting::regular(12.0), width))
    }

    fn draw_head(&self, page: &mut Page, input: &InvestmentBars) {
        let (text, color, words) = (Setting::regular(12.0), page.palette.ink_2, page.words);
        let middle = HEAD / 2.0;
        page.canvas.text_mid((self.left, middle), Anchor::Start, words.institution, text, color);
        if let Some((x, width)) = self.kind {
            page.canvas.text_mid((x, middle), Anchor::Start, &text.fit(words.kind, width), text, color);
        }
        let room = self.growth_right - self.growth_width - 8.0 - self.bars;
        let heads = [money_head(input, page), short_money_head(input, page)];
        let money = heads.iter().find(|head| text.width(head) <= room).map_or_else(|| text.fit(&heads[1], room), Clone::clone);
        page.canvas.text_mid((self.bars, middle), Anchor::Start, &money, text, color);
        page.canvas.text_mid((self.growth_right, middle), Anchor::End, words.change, text, color);
        if let Some(right) = self.prior_right {
            page.canvas.text_mid((right, middle), Anchor::End, words.prior_investment, text, color);
        }
    }

    fn draw_line(&self, page: &mut Page, line: &Line, y: f64, height: f64) {
        let palette = page.palette;
        let middle = y + height / 2.0;
        let text = Setting::regular(12.0);
        if line.is_own {
            page.canvas.rect((0.0, y), page.width, height, palette.brand_tint, 0.0);
        }
        page.canvas.rule((0.0, y), page.width, if line.is_total { palette.line_2 } else { palette.line }, 1.0);
        self.name_of(line).draw(page, (self.left, middle), palette.ink);
        if let Some((kind, (x, _))) = self.kind_of(line).zip(self.kind) {
            kind.draw(page, (x, middle), palette.ink_2);
        }
        self.draw_bar(page, line, middle);
        self.draw_growth(page, line, middle);
        if let Some(right) = self.prior_right {
            let color = if line.prior.is_some() { palette.ink_2 } else { palette.ink_3 };
            page.canvas.text_mid((right, middle), Anchor::End, &Line::money(line.prior, page), text, color);
        }
    }

    fn draw_bar(&self, page: &mut Page, line: &Line, middle: f64) {
        let palette = page.palette;
        let Some(value) = line.amount else {
            page.canvas.text_mid((self.bars, middle), Anchor::Start, page.words.not_entered, Setting::regular(12.0), palette.ink_3);
            return;
        };
        let mut x = self.bars;
        if !line.is_total && self.largest > 0.0 {
            let length = (value.max(0.0) / self.largest * self.longest).min(self.longest);
            let falling = line.growth.is_some_and(|growth| growth < 0.0);
            let color = match (line.is_own, falling) {
                (true, _) => palette.own,
                (false, true) => palette.ink_2,
                (false, false) => palette.peer,
            };
            page.canvas.rect((x, middle - 7.0), length, 14.0, color, 1.0);
            x += length + 6.0;
        }
        let figure = Setting::bold(12.0);
        let money = Line::money(line.amount, page);
        page.canvas.text_mid((x, middle), Anchor::Start, &money, figure, palette.ink);
        if let Some(provenance) = line.provenance {
            page.canvas.mark(provenance.mark(), (x + figure.width(&money) + 9.0, middle), 7.0, mark_color(provenance, page));
        }
    }

    fn draw_growth(&self, page: &mut Page, line: &Line, middle: f64) {
        let palette = page.palette;
        let Some((growth, text)) = line.growth.zip(growth_text(line)) else {
            page.canvas.text_mid((self.growth_right, middle), Anchor::End, "—", Setting::regular(12.0), palette.ink_3);
            return;
        };
        if self.chips {
            let ground = match (growth > 0.0, line.is_own) {
                (_, true) => palette.surface,
                (true, _) => palette.brand_tint,
                (false, _) => palette.peer_bg,
            };
            let width = self.growth_width + 14.0;
            page.canvas.rect((self.growth_right + 7.0 - width, middle - 10.0), width, 20.0, ground, 4.0);
        }
        let setting = if growth < 0.0 { Setting::bold(12.0) } else { Setting::regular(12.0) };
        page.canvas.text_mid((self.growth_right, middle), Anchor::End, &text, setting, palette.ink);
        let mark = match growth {
            g if g > 0.0 => Mark::Triangle,
            g if g < 0.0 => Mark::TriangleDown,
            _ => return,
        };
        page.canvas.mark(mark, (self.growth_right - self.growth_width + 4.0, middle), 6.0, palette.ink_2);
    }
}

fn growth_text(line: &Line) -> Option<String> {
    line.growth.map(change)
}

fn mark_color(provenance: Provenance, page: &Page) -> plotters::style::RGBColor {
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

fn money_head(input: &InvestmentBars, page: &Page) -> String {
    let words = page.words;
    match (page.language, input.year) {
        (Language::Zh, Some(year)) => format!("{year}年{}（{}）", words.investment, words.money_unit),
        (Language::Zh, None) => format!("{}（{}）", words.investment, words.money_unit),
        (Language::En, Some(year)) => format!("{} {year} ({})", words.investment, words.money_unit),
        (Language::En, None) => format!("{} ({})", words.investment, words.money_unit),
    }
}

fn short_money_head(input: &InvestmentBars, page: &Page) -> String {
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
