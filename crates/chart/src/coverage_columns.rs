//! The columns of the coverage matrix: number in its square, heading, links by dimension, readiness, status.

use crate::canvas::{Anchor, Mark, Point, Stroke};
use crate::coverage_halves::GroupHeight;
use crate::coverage_matrix::{ClauseStatus, CoverageClause, CoverageGroup, CoverageMatrix, DIMENSIONS};
use crate::fonts::has_chinese;
use crate::format::score_or_dash;
use crate::names::Name;
use crate::page::Page;
use crate::scene::Language;
use crate::status_cell::StatusCell;
use crate::text::{Setting, clean};

/// Height of the line of column heads, px.
pub(crate) const COLUMN_HEAD: f64 = 20.0;
/// Lowest row, px: a square of 15 px with air around it.
pub(crate) const LEAST_ROW: f64 = 17.0;
const WIDEST_ROW: f64 = 32.0;
const GROUP_HEAD: f64 = 27.0;

/// From this width on, a column has room for the word of the status.
const ROOMY: f64 = 430.0;
/// Below this width a column has no bars, below the next no links.
const BARS_FROM: f64 = 250.0;
const LINKS_FROM: f64 = 220.0;

const SQUARE: f64 = 15.0;
const LEAST_NUMBER: f64 = 22.0;
const WIDEST_NUMBER: f64 = 44.0;
const AFTER_NUMBER: f64 = 6.0;
const JUDGED: f64 = 12.0;
const MARKER: f64 = 6.0;
const AFTER_MARKER: f64 = 3.0;
const BETWEEN_LINKS: f64 = 1.0;
const BAR: f64 = 8.0;
const AFTER_BAR: f64 = 5.0;
/// Least width of a bar: in px, and as a share of a wide column, so that one long heading does not take it all.
const LEAST_BAR: f64 = 36.0;
const BAR_SHARE: f64 = 0.11;
const WIDEST_BAR: f64 = 220.0;
const SIGN: f64 = 12.0;
/// Above this a count of links is written as 999+; the table has it whole.
const MOST_LINKS: u32 = 999;

/// Where the columns stand, in px from the left of their half.
pub(crate) struct Columns {
    width: f64,
    roomy: bool,
    /// Right end of the headings.
    name_end: f64,
    /// Left edge and width of each cell of linked indicators.
    links: Option<[(f64, f64); 3]>,
    /// Left edge and width of the bars.
    bar: Option<(f64, f64)>,
    figure_right: f64,
    /// Middle of the signs that stand for a word where there is no room for it.
    sign: Option<f64>,
    /// Left edge of the words of the status.
    status: Option<f64>,
    line: Option<f64>,
}

/// A group as it is drawn.
pub(crate) struct Block<'a> {
    head: Name,
    /// The head where the group goes on in the second half.
    again: Name,
    count: String,
    /// Width of the squares with the numbers.
    pub number: f64,
    pub lines: Vec<Line<'a>>,
}

impl Block<'_> {
    /// Heights with rows of `row` px.
    pub(crate) fn heights(&self, row: f64) -> GroupHeight {
        GroupHeight {
            head: head_height(&self.head),
            again: head_height(&self.again),
            rows: self.lines.iter().map(|line| row + line.extra()).collect(),
        }
    }

    pub(crate) fn head_height(&self) -> f64 {
        head_height(&self.head)
    }

    /// Takes the clauses from `row` on out of a group.
    pub(crate) fn go_on(&mut self, row: usize) -> Self {
        let again = self.again.clone();
        Self { head: again.clone(), again, count: self.count.clone(), number: self.number, lines: self.lines.split_off(row) }
    }
}

fn head_height(head: &Name) -> f64 {
    GROUP_HEAD + head.extra()
}

/// A clause as it is drawn.
pub(crate) struct Line<'a> {
    pub clause: &'a CoverageClause,
    heading: Name,
}

impl Line<'_> {
    /// What the row needs beyond a row with one line.
    pub(crate) fn extra(&self) -> f64 {
        self.heading.extra()
    }
}

impl Columns {
    /// Measures what has to stand in a column `width` px wide; headings and bars share the rest.
    pub(crate) fn of(input: &CoverageMatrix, page: &Page, width: f64) -> Self {
        let (text, figure, words) = (Setting::regular(12.0), Setting::bold(12.0), page.words);
        let roomy = width >= ROOMY;
        let gap = if roomy { 16.0 } else { 6.0 };
        let widest = |of: &dyn Fn(&CoverageClause) -> f64| input.clauses().map(of).fold(0.0, f64::max);

        let status_width = widest(&|clause| text.width(clause.status.name(words))).max(text.width(words.status));
        let status = roomy.then_some(width - status_width);
        let any_ready = input.clauses().any(|clause| clause.status == ClauseStatus::Ready);
        let sign = (!roomy && any_ready).then_some(width - 4.5);
        let figure_right = status.map_or(width - if sign.is_some() { SIGN } else { 0.0 }, |x| x - gap);
        let figure_left = figure_right - widest(&|clause| figure.width(&score_or_dash(clause.shown()))).max(figure.width("00.0"));

        let least_cell = if roomy { 24.0 } else { 18.0 };
        let cells: [f64; 3] = std::array::from_fn(|i| widest(&|clause| link_width(clause.links[i])).max(least_cell));
        let links_width = cells.iter().sum::<f64>() + 2.0 * BETWEEN_LINKS;
        let (bars, linked) = (width >= BARS_FROM, width >= LINKS_FROM);
        let fixed = gap + if linked { links_width + gap } else { 0.0 };
        // What numbers, headings and bars share, the space between bar and figure taken off.
        let rest = figure_left - AFTER_BAR - fixed;
        let heading = |clause: &CoverageClause| {
            label_setting(&clause.heading, roomy).width(&clean(&clause.heading)) + if clause.judged { JUDGED } else { 0.0 }
        };
        let row = |group: &CoverageGroup| number_width(group) + AFTER_NUMBER + group.clauses.iter().map(heading).fold(0.0, f64::max);
        let natural = input.groups.iter().map(row).fold(0.0, f64::max);
        let least_bar = if roomy { width * BAR_SHARE } else { LEAST_BAR };
        // The share of a very wide column may exceed the widest bar.
        let bar_width = (rest - natural).max(least_bar).min(WIDEST_BAR);
        let bar = bars.then_some((figure_left - AFTER_BAR - bar_width, bar_width));
        let right = bar.map_or(figure_left, |(x, _)| x);
        let links = linked.then(|| {
            let mut left = right - gap - links_width;
            cells.map(|cell| {
                let at = left;
                left += cell + BETWEEN_LINKS;
                (at, cell)
            })
        });
        let name_end = links.map_or(right, |cells| cells[0].0) - gap;
        Self { width, roomy, name_end, links, bar, figure_right, sign, status, line: input.shown_line() }
    }

    pub(crate) fn natural_row(&self) -> f64 {
        if self.roomy { 26.0 } else { 22.0 }
    }

    /// Height of a row when the highest half is to fill `room` px.
    pub(crate) fn row_for(&self, halves: &[Vec<Block<'_>>], room: f64) -> f64 {
        let of = |half: &Vec<Block<'_>>| {
            let rows = half.iter().map(|block| block.lines.len()).sum::<usize>();
            let fixed: f64 = half.iter().map(|block| block.head_height() + block.lines.iter().map(Line::extra).sum::<f64>()).sum();
            (room - fixed) / rows.max(1) as f64
        };
        halves.iter().map(of).fold(WIDEST_ROW, f64::min).max(LEAST_ROW)
    }

    pub(crate) fn has_bars(&self) -> bool {
        self.bar.is_some()
    }

    pub(crate) fn has_links(&self) -> bool {
        self.links.is_some()
    }

    /// The sign that stands for the word of a status where there is no room for words.
    pub(crate) fn sign(&self, status: ClauseStatus) -> Option<Mark> {
        self.sign.filter(|_| status == ClauseStatus::Ready).map(|_| Mark::Check)
    }

    /// Breaks the texts of a group.
    pub(crate) fn block<'a>(&self, group: &'a CoverageGroup, page: &Page) -> Block<'a> {
        let number = number_width(group);
        let count = clause_count(group.clauses.len(), page.language);
        let width = (self.name_end - number - AFTER_NUMBER).max(14.0);
        let line = |clause: &'a CoverageClause| {
            let width = if clause.judged { (width - JUDGED).max(14.0) } else { width };
            Line { clause, heading: Name::even(&clause.heading, self.setting(&clause.heading), width) }
        };
        let room = self.width - Setting::regular(12.0).width(&count) - 12.0;
        let head = |label: &str| Name::even(label, Setting::bold(12.0), room);
        let label = clean(&group.label);
        let again = head(&(label.clone() + page.words.continued));
        Block { head: head(&label), again, count, number, lines: group.clauses.iter().map(line).collect() }
    }

    pub(crate) fn draw_head(&self, page: &mut Page, x: f64) {
        let (words, color, middle) = (page.words, page.palette.ink_2, COLUMN_HEAD / 2.0 - 1.0);
        let mut put = |at: f64, room: f64, names: [&str; 2]| {
            let shown = names.iter().find(|name| Setting::label(name).width(name) <= room);
            let text = shown.map_or_else(|| Setting::label(names[1]).fit(names[1], room), |name| (*name).to_owned());
            page.canvas.text_mid((x + at, middle), Anchor::Start, &text, Setting::label(&text), color);
        };
        put(0.0, self.name_end, [words.clause; 2]);
        if let Some([(left, _), _, (last, cell)]) = self.links {
            put(left, last + cell - left + 4.0, [words.linked, words.linked_short]);
        }
        if let Some((left, _)) = self.bar {
            put(left, self.figure_right - left, [words.readiness, words.readiness_short]);
        }
        if let Some(left) = self.status {
            put(left, self.width - left, [words.status; 2]);
        }
    }

    pub(crate) fn draw_block_head(&self, page: &mut Page, block: &Block<'_>, (x, y): Point) {
        let palette = page.palette;
        let height = block.head_height();
        // Closer to its own clauses than to those above.
        let middle = y + height / 2.0 + 1.0;
        block.head.draw(page, (x, middle), palette.ink);
        let (end, below) = block.head.end();
        page.canvas.text_mid((x + end + 8.0, middle + below), Anchor::Start, &block.count, Setting::regular(12.0), palette.ink_2);
        page.canvas.rule((x, y + height - 1.0), self.width, palette.line_2, 1.0);
    }

    pub(crate) fn draw_line(&self, page: &mut Page, line: &Line<'_>, number: f64, (x, y): Point, height: f64) {
        let (palette, clause) = (page.palette, line.clause);
        let middle = y + height / 2.0 - 0.5;
        let cell = clause.status.cell();
        cell.draw(&mut page.canvas, palette, (x, middle - SQUARE / 2.0), number, SQUARE);
        let setting = number_setting(&clause.number);
        let text = setting.fit(&clean(&clause.number), number - 3.0);
        let at = (x + number / 2.0, middle - cell.lift());
        if !clause.status.applies() {
            page.canvas.text_halo(at, Anchor::Middle, &text, setting, cell.text(palette), palette.surface);
        } else {
            page.canvas.text_mid(at, Anchor::Middle, &text, setting, cell.text(palette));
        }
        let name_x = x + number + AFTER_NUMBER;
        line.heading.draw(page, (name_x, middle), if clause.status.applies() { palette.ink } else { palette.ink_2 });
        if clause.judged {
            let (end, below) = line.heading.end();
            page.canvas.mark(Mark::Diamond, (name_x + end + 7.0, middle + below), 7.0, palette.ink_2);
        }
        self.draw_links(page, clause, (x, middle));
        self.draw_readiness(page, clause, (x, middle));
        if let (Some(at), Some(mark)) = (self.sign, self.sign(clause.status)) {
            page.canvas.mark(mark, (x + at, middle), 7.0, palette.ink);
        }
        if let Some(left) = self.status.filter(|_| clause.status.applies()) {
            let color = if clause.status == ClauseStatus::Gap { palette.gap_text } else { palette.ink_2 };
            page.canvas.text_mid((x + left, middle), Anchor::Start, clause.status.name(page.words), Setting::regular(12.0), color);
        }
        page.canvas.rule((x, y + height - 1.0), self.width, palette.line, 1.0);
    }

    fn draw_links(&self, page: &mut Page, clause: &CoverageClause, (x, middle): Point) {
        let Some(cells) = self.links else {
            return;
        };
        let (palette, setting) = (page.palette, Setting::regular(11.0));
        for ((left, cell), (dimension, count)) in cells.into_iter().zip(DIMENSIONS.into_iter().zip(clause.links)) {
            let cell_x = x + left;
            page.canvas.rect((cell_x, middle - SQUARE / 2.0), cell, SQUARE, palette.canvas, 1.5);
            if count == 0 {
                continue;
            }
            let text = link_text(count);
            let start = cell_x + (cell - MARKER - AFTER_MARKER - setting.width(&text)) / 2.0;
            page.canvas.mark(Mark::from(dimension), (start + MARKER / 2.0, middle), MARKER, palette.hue(dimension));
            page.canvas.text_mid((start + MARKER + AFTER_MARKER, middle), Anchor::Start, &text, setting, palette.ink);
        }
    }

    fn draw_readiness(&self, page: &mut Page, clause: &CoverageClause, (x, middle): Point) {
        let (palette, figure) = (page.palette, Setting::bold(12.0));
        let right = x + self.figure_right;
        let Some(readiness) = clause.shown() else {
            self.draw_reason(page, clause, (x, middle));
            return;
        };
        let pending = clause.status == ClauseStatus::Unanswered;
        if let Some((left, width)) = self.bar {
            let (top, length) = (middle - BAR / 2.0, width * readiness.clamp(0.0, 100.0) / 100.0);
            page.canvas.rect((x + left, top), width, BAR, palette.grid, 1.0);
            match clause.status.cell() {
                StatusCell::Filled(level) | StatusCell::Underlined(level) => {
                    page.canvas.rect((x + left, top), length, BAR, palette.level[level], 1.0);
                }
                // Hollow, as long as what is missing may still change it.
                _ if length > 1.0 => {
                    page.canvas.rect((x + left, top), length, BAR, palette.surface, 0.0);
                    page.canvas.frame((x + left + 0.5, top + 0.5), length - 1.0, BAR - 1.0, Stroke::solid(palette.control, 1.0));
                }
                _ => {}
            }
            if let Some(line) = self.line {
                let at = x + left + width * line / 100.0;
                page.canvas.line(&[(at, top - 2.5), (at, top + BAR + 2.5)], Stroke::solid(palette.ink, 1.25));
            }
        }
        let (setting, color) = if pending { (Setting::regular(12.0), palette.ink_2) } else { (figure, palette.ink) };
        page.canvas.text_mid((right, middle), Anchor::End, &score_or_dash(Some(readiness)), setting, color);
    }

    /// What stands in the place of bar and figure where there is none: why, or a dash where the status says it or
    /// there is no room.
    fn draw_reason(&self, page: &mut Page, clause: &CoverageClause, (x, middle): Point) {
        let (palette, words) = (page.palette, page.words);
        let reasons = match clause.status {
            ClauseStatus::NotApplicable(reason) => {
                vec![clause.status.in_words(page), reason.name(words).to_owned(), words.not_applicable.to_owned()]
            }
            ClauseStatus::Unanswered if !self.roomy => vec![words.to_be_rated.to_owned()],
            _ => Vec::new(),
        };
        let left = self.bar.map_or(self.figure_right, |(left, _)| left);
        let fits = |reason: &&String| self.setting(reason).width(reason) <= self.width - left;
        if let Some(reason) = reasons.iter().find(fits) {
            page.canvas.text_mid((x + left, middle), Anchor::Start, reason, self.setting(reason), palette.ink_2);
        } else {
            let none = score_or_dash(None);
            page.canvas.text_mid((x + self.figure_right, middle), Anchor::End, &none, Setting::bold(12.0), palette.ink_3);
        }
    }

    fn setting(&self, text: &str) -> Setting {
        label_setting(text, self.roomy)
    }
}

fn label_setting(text: &str, roomy: bool) -> Setting {
    if roomy { Setting::regular(12.0) } else { Setting::label(text) }
}

/// Width of the squares with the numbers of a group.
fn number_width(group: &CoverageGroup) -> f64 {
    let widest = group.clauses.iter().map(|clause| number_setting(&clause.number).width(&clean(&clause.number))).fold(0.0, f64::max);
    (widest + 7.0).clamp(LEAST_NUMBER, WIDEST_NUMBER)
}

fn number_setting(number: &str) -> Setting {
    Setting::bold(if has_chinese(number) { 12.0 } else { 11.0 })
}

fn link_text(count: u32) -> String {
    if count > MOST_LINKS { format!("{MOST_LINKS}+") } else { count.to_string() }
}

fn link_width(count: u32) -> f64 {
    if count == 0 { 0.0 } else { MARKER + AFTER_MARKER + Setting::regular(11.0).width(&link_text(count)) + 3.0 }
}

fn clause_count(count: usize, language: Language) -> String {
    match (language, count) {
        (Language::Zh, _) => format!("{count}项"),
        (Language::En, 1) => "1 clause".to_owned(),
        (Language::En, _) => format!("{count} clauses"),
    }
}
