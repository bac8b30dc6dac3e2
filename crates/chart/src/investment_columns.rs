//! The columns of the investment bars: rank, name, kind, bar with figure, growth, year before.

use crate::axis::cut;
use crate::canvas::{Anchor, Mark, Stroke};
use crate::figure::Figure;
use crate::fonts::has_chinese;
use crate::investment_bars::{HEAD, InvestmentBars, Line, figure_head, growth_text, short_figure_head};
use crate::measure::Measure;
use crate::names::Name;
use crate::page::Page;
use crate::text::Setting;

/// From this width on, kind of institution and year before are shown.
const ROOMY: f64 = 560.0;

/// Where the columns stand, in px.
pub(crate) struct Columns {
    /// Whether growth stands on a ground of its own, as in the table of the window.
    chips: bool,
    /// Right edge of the ranks.
    rank: Option<f64>,
    /// Left edge of the names: set in where the own row has a ground, behind the rank where there is one.
    names: f64,
    name_width: f64,
    kind: Option<(f64, f64)>,
    bars: f64,
    /// Length of a bar from the lowest figure, or from zero, to the highest.
    longest: f64,
    /// Lowest and highest figure, zero among them.
    reach: (f64, f64),
    growth_right: f64,
    growth_width: f64,
    prior_right: Option<f64>,
}

impl Columns {
    /// Measures what has to stand in the columns; the bars get the rest.
    pub(crate) fn of(lines: &[Line], input: &InvestmentBars, page: &Page) -> Self {
        let (text, bold) = (Setting::regular(12.0), Setting::bold(12.0));
        let widest = |of: &dyn Fn(&Line) -> f64| lines.iter().map(of).fold(0.0, f64::max);
        let roomy = page.width >= ROOMY;
        let left = if roomy && lines.iter().any(|line| line.is_own) { 8.0 } else { 0.0 };
        let right = page.width - left;
        let ranked = roomy && lines.iter().any(|line| line.rank.is_some());
        let ranks = widest(&|line| line.rank.map_or(0.0, |rank| text.width(&rank.to_string()))).max(text.width(page.words.rank));
        let rank = ranked.then_some(left + ranks);
        let names = rank.map_or(left, |right| right + 12.0);
        let chinese = lines.iter().any(|line| has_chinese(&line.name));
        let share = if roomy {
            0.22
        } else if chinese {
            0.31
        } else {
            0.27
        };
        let name_width = widest(&|line| bold.width(&line.name)).min(page.width * share);
        let kind_width = widest(&|line| text.width(&line.kind)).min(page.width * 0.17);
        let kind = (roomy && kind_width > 0.0).then_some((names + name_width + 16.0, kind_width));
        let bars = kind.map_or(names + name_width, |(x, width)| x + width) + 14.0;
        let prior_width = widest(&|line| text.width(&line.prior_told(&input.measure, page))).max(text.width(page.words.prior));
        let prior_right = (roomy && lines.iter().any(|line| line.prior.is_some())).then_some(right);
        let inset = if roomy { 8.0 } else { 0.0 };
        let growth_right = prior_right.map_or(right, |right| right - prior_width - 20.0) - inset;
        let growths = widest(&|line| growth_text(line).map_or(0.0, |t| bold.width(&t) + 18.0));
        let growth_width = growths.max(text.width(page.words.change));
        let figures = widest(&|line| bold.width(&line.told(&input.measure, page))) + 20.0;
        let longest = (growth_right - growth_width - inset - figures - 12.0 - bars).max(8.0);
        let drawn = lines.iter().filter(|line| !line.is_total).filter_map(|line| line.figure);
        let reach = drawn.map(|figure| cut(figure.value)).fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        Self { chips: roomy, rank, names, name_width, kind, bars, longest, reach, growth_right, growth_width, prior_right }
    }

    pub(crate) fn name_of(&self, line: &Line) -> Name {
        let size = if self.chips { 12.0 } else { Setting::label(&line.name).size };
        let setting = if line.is_own || line.is_total { Setting::bold(size) } else { Setting::regular(size) };
        Name::new(&line.name, setting, self.name_width)
    }

    pub(crate) fn kind_of(&self, line: &Line) -> Option<Name> {
        self.kind.map(|(_, width)| Name::new(&line.kind, Setting::regular(12.0), width))
    }

    pub(crate) fn draw_head(&self, page: &mut Page, input: &InvestmentBars) {
        let (text, color, words) = (Setting::regular(12.0), page.palette.ink_2, page.words);
        let middle = HEAD / 2.0;
        if let Some(right) = self.rank {
            page.canvas.text_mid((right, middle), Anchor::End, words.rank, text, color);
        }
        page.canvas.text_mid((self.names, middle), Anchor::Start, words.institution, text, color);
        if let Some((x, width)) = self.kind {
            page.canvas.text_mid((x, middle), Anchor::Start, &text.fit(words.kind, width), text, color);
        }
        let room = self.growth_right - self.growth_width - 8.0 - self.bars;
        let heads = [figure_head(input, page), short_figure_head(input, page)];
        let told = heads.iter().find(|head| text.width(head) <= room).map_or_else(|| text.fit(&heads[1], room), Clone::clone);
        page.canvas.text_mid((self.bars, middle), Anchor::Start, &told, text, color);
        page.canvas.text_mid((self.growth_right, middle), Anchor::End, words.change, text, color);
        if let Some(right) = self.prior_right {
            page.canvas.text_mid((right, middle), Anchor::End, words.prior, text, color);
        }
    }

    pub(crate) fn draw_line(&self, page: &mut Page, line: &Line, measure: &Measure, y: f64, height: f64) {
        let palette = page.palette;
        let middle = y + height / 2.0;
        let text = Setting::regular(12.0);
        if line.is_own {
            page.canvas.rect((0.0, y), page.width, height, palette.brand_tint, 0.0);
        }
        page.canvas.rule((0.0, y), page.width, if line.is_total { palette.line_2 } else { palette.line }, 1.0);
        if let Some((rank, right)) = line.rank.zip(self.rank) {
            page.canvas.text_mid((right, middle), Anchor::End, &rank.to_string(), text, palette.ink_3);
        }
        self.name_of(line).draw(page, (self.names, middle), palette.ink);
        if let Some((kind, (x, _))) = self.kind_of(line).zip(self.kind) {
            kind.draw(page, (x, middle), palette.ink_2);
        }
        self.draw_bar(page, line, measure, middle);
        self.draw_growth(page, line, middle);
        if let Some(right) = self.prior_right {
            let color = if line.prior.is_some() { palette.ink_2 } else { palette.ink_3 };
            page.canvas.text_mid((right, middle), Anchor::End, &line.prior_told(measure, page), text, color);
        }
    }

    fn draw_bar(&self, page: &mut Page, line: &Line, measure: &Measure, middle: f64) {
        let palette = page.palette;
        let Some(figure) = line.figure else {
            page.canvas.text_mid((self.bars, middle), Anchor::Start, page.words.not_entered, Setting::regular(12.0), palette.ink_3);
            return;
        };
        let mut x = self.bars;
        if !line.is_total && self.reach.0 < self.reach.1 {
            x = self.place(figure.value.max(0.0)) + 6.0;
            self.draw_length(page, line, figure, middle);
        }
        let setting = Setting::bold(12.0);
        let told = line.told(measure, page);
        page.canvas.text_mid((x, middle), Anchor::Start, &told, setting, palette.ink);
        if !line.is_total {
            let mark = figure.provenance;
            page.canvas.mark(mark.mark(), (x + setting.width(&told) + 9.0, middle), 7.0, mark.color(palette));
        }
    }

    fn place(&self, value: f64) -> f64 {
        let share = (cut(value) - self.reach.0) / (self.reach.1 - self.reach.0);
        self.bars + share.clamp(0.0, 1.0) * self.longest
    }

    /// From zero to the figure; of a lower bound only outline and tint.
    fn draw_length(&self, page: &mut Page, line: &Line, figure: Figure, middle: f64) {
        let palette = page.palette;
        let color = match (line.is_own, line.is_falling()) {
            (true, _) => palette.own,
            (false, true) => palette.ink_2,
            (false, false) => palette.peer,
        };
        let (from, to) = (self.place(figure.value.min(0.0)), self.place(figure.value.max(0.0)));
        if figure.lower_bound {
            page.canvas.pale((from, middle - 7.0), to - from, 14.0, color, palette.own_fill);
        } else {
            page.canvas.rect((from, middle - 7.0), to - from, 14.0, color, 1.0);
        }
        if self.reach.0 < 0.0 {
            let zero = self.place(0.0);
            page.canvas.line(&[(zero, middle - 11.0), (zero, middle + 11.0)], Stroke::solid(palette.ink_3, 1.0));
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
