//! Coverage matrix: how ready an institution is for each clause of a policy document, and which indicators say so.

use crate::canvas::{Anchor, Mark};
use crate::coverage_columns::{Block, COLUMN_HEAD, Columns, LEAST_ROW};
use crate::coverage_halves::{Cut, WHOLE_UP_TO, cut, higher};
use crate::format::{known, score, score_or_dash};
use crate::legend::{self, Entry, Sample};
use crate::page::Page;
use crate::scene::{Caption, Dimension, Frame, Hotspot, Language, Scene, Table};
use crate::status_cell::StatusCell;
use crate::text::{Setting, clean};
use crate::words::Words;
use serde::Serialize;

/// Why a clause asks nothing of the institution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Exemption {
    /// It falls to supervisors.
    Supervisor,
    /// It states aims and binds nobody to a single act.
    General,
    /// It binds institutions, but none of its indicators applies to this one.
    Institution,
}

impl Exemption {
    pub(crate) fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Supervisor => words.for_supervisors,
            Self::General => words.general_aim,
            Self::Institution => words.not_for_own,
        }
    }
}

/// How an institution stands to a clause, as inferred or judged by the caller; the chart draws no conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClauseStatus {
    /// 已就绪.
    Ready,
    /// 基本就绪: half-way, or a part of the clause is left open. Its readiness may reach the line all the same.
    Partial,
    /// 存在缺口.
    Gap,
    /// 待补评: an indicator that would decide has no answer.
    Unanswered,
    /// 不适用, and why.
    NotApplicable(Exemption),
}

impl ClauseStatus {
    /// One of each kind, in the order of the legend.
    const KINDS: [Self; 5] = [Self::Ready, Self::Partial, Self::Gap, Self::Unanswered, Self::NotApplicable(Exemption::Supervisor)];

    pub(crate) fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Ready => words.ready,
            Self::Partial => words.partly_ready,
            Self::Gap => words.clause_gap,
            Self::Unanswered => words.to_be_rated,
            Self::NotApplicable(_) => words.not_applicable,
        }
    }

    /// The status, and where the clause is not applicable the reason.
    pub(crate) fn in_words(self, page: &Page) -> String {
        let name = self.name(page.words);
        match (self, page.language) {
            (Self::NotApplicable(reason @ Exemption::Institution), _) => reason.name(page.words).to_owned(),
            (Self::NotApplicable(reason), Language::Zh) => format!("{name}（{}）", reason.name(page.words)),
            (Self::NotApplicable(reason), Language::En) => format!("{name} ({})", reason.name(page.words).to_lowercase()),
            _ => name.to_owned(),
        }
    }

    pub(crate) fn applies(self) -> bool {
        !matches!(self, Self::NotApplicable(_))
    }

    pub(crate) fn cell(self) -> StatusCell {
        match self {
            Self::Ready => StatusCell::Filled(3),
            Self::Partial => StatusCell::Filled(2),
            Self::Gap => StatusCell::Underlined(1),
            Self::Unanswered => StatusCell::Dashed,
            Self::NotApplicable(_) => StatusCell::Hatched,
        }
    }

    fn same_kind(self, other: Self) -> bool {
        matches!((self, other), (Self::NotApplicable(_), Self::NotApplicable(_))) || self == other
    }
}

/// One row, a clause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverageClause {
    /// Stable id, as `nfra-2025-95/1`, given back in the hotspot.
    pub id: String,
    /// Number in the document, as 13.
    pub number: String,
    /// Heading; on two lines where needed, and cut in the picture where that is not enough.
    pub heading: String,
    /// Where the institution stands.
    pub status: ClauseStatus,
    /// Readiness, 0–100. Left out of everything where the clause is not applicable.
    pub readiness: Option<f64>,
    /// Whether the status was set by judgement instead of inferred.
    pub judged: bool,
    /// Linked indicators of the dimensions A, B and C.
    pub links: [u32; 3],
}

impl CoverageClause {
    /// Readiness that can be shown.
    pub(crate) fn shown(&self) -> Option<f64> {
        known(self.readiness).filter(|_| self.status.applies())
    }
}

/// A chapter of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverageGroup {
    /// Ordinal and name, as （一）建立健全数字金融治理机制.
    pub label: String,
    /// Clauses in the order of the document; a group without any is not shown.
    pub clauses: Vec<CoverageClause>,
}

/// Clauses by linked indicators and readiness.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CoverageMatrix {
    /// Readiness, 0–100, from which a clause counts as ready; a tick on every bar. Not drawn if not finite.
    pub line: f64,
    /// Names of the dimensions A, B, C; an empty one is shown as its letter.
    pub dimension_names: [String; 3],
    /// Chapters in the order of the document.
    pub groups: Vec<CoverageGroup>,
}

impl CoverageMatrix {
    pub(crate) fn clauses(&self) -> impl Iterator<Item = &CoverageClause> {
        self.groups.iter().flat_map(|group| &group.clauses)
    }

    /// The line, where it is a number, held inside 0–100.
    pub(crate) fn shown_line(&self) -> Option<f64> {
        known(Some(self.line)).map(|line| line.clamp(0.0, 100.0))
    }

    fn dimension_name(&self, dimension: usize) -> String {
        let name = clean(&self.dimension_names[dimension]);
        if name.trim().is_empty() { ["A", "B", "C"][dimension].to_owned() } else { name }
    }
}

pub(crate) const DIMENSIONS: [Dimension; 3] = [Dimension::A, Dimension::B, Dimension::C];
/// More clauses than this stand in two columns.
const ONE_COLUMN_UP_TO: usize = 20;
/// Narrowest column of two, px.
const LEAST_COLUMN: f64 = 290.0;
const BETWEEN: f64 = 16.0;
/// Height over width of a sheet that two columns keep to, as far as their rows stay legible.
const SHEET: f64 = 1.3;
const ABOVE_KEY: f64 = 12.0;
const NOTE_LINE: f64 = 16.0;

/// Draws the chart. More than 20 clauses stand in two columns where each has 290 px. Natural height of a row: 22 px,
/// or 26 px in columns of 430 px and more; two columns take lower rows where that keeps the sheet, with caption and
/// source, within 1.3 of its width. Rows never become lower than 17 px.
pub fn scene(input: &CoverageMatrix, frame: &Frame, caption: &Caption) -> Scene {
    let mut page = Page::open(frame, caption);
    let head = table_head(input, &page);
    let count = input.clauses().count();
    if count == 0 {
        return page.empty("coverage_matrix", head);
    }
    let two = count > ONE_COLUMN_UP_TO && page.width >= 2.0 * LEAST_COLUMN + BETWEEN;
    let width = if two { (page.width - BETWEEN) / 2.0 } else { page.width };
    let columns = Columns::of(input, &page, width);
    let mut key = legend::lines(status_key(input, &page, &columns), page.width);
    key.extend(legend::lines(sign_key(input, &page, &columns), page.width));
    let note_setting = Setting::regular(12.0);
    let note = note_setting.wrap(page.words.readiness_note, page.width, 3);
    let below = ABOVE_KEY + legend::height(&key) + note.len() as f64 * NOTE_LINE + 4.0;
    let around = COLUMN_HEAD + below;
    let filled = input.groups.iter().filter(|group| !group.clauses.is_empty());
    let blocks: Vec<Block<'_>> = filled.map(|group| columns.block(group, &page)).collect();
    let heights = |row: f64| blocks.iter().map(|block| block.heights(row)).collect::<Vec<_>>();
    let (usual, lowest) = (heights(columns.natural_row()), heights(LEAST_ROW));
    let sheet = page.room(SHEET);
    let fits = |at: &Option<Cut>| around + higher(&lowest, *at) <= sheet;
    // Whole groups are given up only where that brings the chart onto the sheet.
    let whole = if two { cut(&usual, WHOLE_UP_TO) } else { None };
    let at = if two && !fits(&whole) { cut(&lowest, 0.5).filter(|even| fits(&Some(*even))).or(whole) } else { whole };
    let natural = around + higher(&usual, at);
    page.set_height(if two && fits(&at) { natural.min(sheet) } else { natural }, around + higher(&lowest, at));
    let halves = halves(blocks, at);
    let row = columns.row_for(&halves, page.height - around);

    let mut hotspots = Vec::with_capacity(count);
    let mut bottom = COLUMN_HEAD;
    for (i, half) in halves.iter().enumerate() {
        let x = i as f64 * (width + BETWEEN);
        columns.draw_head(&mut page, x);
        let mut y = COLUMN_HEAD;
        for block in half {
            columns.draw_block_head(&mut page, block, (x, y));
            y += block.head_height();
            for line in &block.lines {
                let height = row + line.extra();
                columns.draw_line(&mut page, line, block.number, (x, y), height);
                hotspots.push(hotspot(line.clause, input, &page, (x, y), (width, height)));
                y += height;
            }
        }
        bottom = bottom.max(y);
    }
    let mut y = bottom + ABOVE_KEY;
    legend::draw(&mut page, &key, (0.0, y), false);
    y += legend::height(&key);
    for line in &note {
        page.canvas.text_mid((0.0, y + NOTE_LINE / 2.0), Anchor::Start, line, note_setting, page.palette.ink_3);
        y += NOTE_LINE;
    }
    let summary = summary(input, &page);
    let rows = input.groups.iter().flat_map(|group| group.clauses.iter().map(|clause| table_row(group, clause, &page))).collect();
    page.finish("coverage_matrix", summary, hotspots, Table { head, rows })
}

/// The groups of each half.
fn halves(mut blocks: Vec<Block<'_>>, at: Option<Cut>) -> Vec<Vec<Block<'_>>> {
    let Some(Cut { group, row }) = at else {
        return vec![blocks];
    };
    let mut second = blocks.split_off(group + usize::from(row > 0));
    if let Some(broken) = blocks.last_mut().filter(|_| row > 0) {
        second.insert(0, broken.go_on(row));
    }
    vec![blocks, second]
}

/// The kinds of status that occur, with how many clauses have each.
fn counts(input: &CoverageMatrix) -> impl Iterator<Item = (ClauseStatus, usize)> + '_ {
    let of = |kind: ClauseStatus| input.clauses().filter(|clause| clause.status.same_kind(kind)).count();
    ClauseStatus::KINDS.into_iter().map(move |kind| (kind, of(kind))).filter(|(_, count)| *count > 0)
}

fn judged(input: &CoverageMatrix) -> usize {
    input.clauses().filter(|clause| clause.judged).count()
}

/// The first lines of the key: the kinds of status that occur, counted.
fn status_key(input: &CoverageMatrix, page: &Page, columns: &Columns) -> Vec<Entry> {
    let entry = |(kind, count): (ClauseStatus, usize)| Entry {
        sample: Sample::Cell(kind.cell(), columns.sign(kind)),
        name: format!("{} {count}", kind.name(page.words)),
    };
    counts(input).map(entry).collect()
}

/// The other lines: line, judgement and dimensions, only what occurs in the picture.
fn sign_key(input: &CoverageMatrix, page: &Page, columns: &Columns) -> Vec<Entry> {
    let (words, palette) = (page.words, page.palette);
    let mut entries = Vec::new();
    if let Some(line) = input.shown_line().filter(|_| columns.has_bars() && input.clauses().any(|clause| clause.shown().is_some())) {
        entries.push(Entry { sample: Sample::Tick(palette.ink), name: format!("{} {}", words.readiness_line, score(line)) });
    }
    let judged = judged(input);
    if judged > 0 {
        entries.push(Entry { sample: Sample::Mark(Mark::Diamond, palette.ink_2), name: format!("{} {judged}", words.judged) });
    }
    for (i, dimension) in DIMENSIONS.into_iter().enumerate() {
        if columns.has_links() && input.clauses().any(|clause| clause.links[i] > 0) {
            let sample = Sample::Mark(Mark::from(dimension), palette.hue(dimension));
            entries.push(Entry { sample, name: input.dimension_name(i) });
        }
    }
    entries
}

fn table_head(input: &CoverageMatrix, page: &Page) -> Vec<String> {
    let words = page.words;
    let mut head: Vec<String> = [words.chapter, words.clause_number, words.clause].map(str::to_owned).to_vec();
    head.extend((0..3).map(|dimension| input.dimension_name(dimension)));
    head.extend([words.readiness, words.status, words.basis].map(str::to_owned));
    head
}

fn table_row(group: &CoverageGroup, clause: &CoverageClause, page: &Page) -> Vec<String> {
    let mut cells = vec![group.label.clone(), clause.number.clone(), clause.heading.clone()];
    cells.extend(clause.links.iter().map(u32::to_string));
    let basis = if clause.judged { page.words.judged } else { page.words.inferred };
    cells.extend([score_or_dash(clause.shown()), clause.status.in_words(page), basis.to_owned()]);
    cells
}

fn hotspot(clause: &CoverageClause, input: &CoverageMatrix, page: &Page, (x, y): (f64, f64), (width, height): (f64, f64)) -> Hotspot {
    let words = page.words;
    let mut parts = vec![clause.status.in_words(page)];
    if clause.status.applies() {
        parts.push(format!("{} {}", words.readiness, score_or_dash(clause.shown())));
    }
    let links: u64 = clause.links.iter().copied().map(u64::from).sum();
    if links > 0 || clause.status.applies() {
        parts.push(format!("{} {links}", words.linked));
    }
    let by_dimension = clause.links.iter().enumerate().filter(|(_, count)| **count > 0);
    parts.extend(by_dimension.map(|(i, count)| format!("{} {count}", input.dimension_name(i))));
    if clause.judged {
        parts.push(words.judged.to_owned());
    }
    let label = format!("{} {}", clause.number, clause.heading).trim().to_owned();
    Hotspot { id: clause.id.clone(), label, detail: parts.join(words.comma), x, y, width, height }
}

fn summary(input: &CoverageMatrix, page: &Page) -> String {
    let words = page.words;
    let all = input.clauses().count();
    let zh = page.language == Language::Zh;
    let mut parts: Vec<String> = counts(input)
        .map(
            |(kind, count)| {
                if zh { format!("{}{count}项", kind.name(words)) } else { format!("{} {count}", kind.name(words).to_lowercase()) }
            },
        )
        .collect();
    let judged = judged(input);
    if judged > 0 {
        parts.push(if zh {
            format!("其中{}{judged}项", words.judged)
        } else {
            format!("{judged} of them {}", words.judged.to_lowercase())
        });
    }
    let list = parts.join(words.comma);
    let line = input.shown_line().map(score);
    match (page.language, line) {
        (Language::Zh, Some(line)) => format!("{all}项条款：{list}；就绪线{line}。"),
        (Language::Zh, None) => format!("{all}项条款：{list}。"),
        (Language::En, line) => {
            let noun = if all == 1 { "clause" } else { "clauses" };
            let line = line.map_or_else(String::new, |line| format!("; readiness line {line}"));
            format!("{all} {noun}: {list}{line}.")
        }
    }
}

#[cfg(test)]
#[path = "coverage_matrix_tests.rs"]
mod tests;
