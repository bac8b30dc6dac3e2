//! The sheet a chart is drawn on: its size, and in an export the title block above and the source below.
//!
//! On screen one unit is one CSS px. An export is always composed on a sheet of 640 units for a page of 170 mm, or
//! 320 for a column of 85 mm, and enlarged to the width asked for. One unit is then 0.753 pt on paper, so 11 units
//! of type are 8.3 pt and a line of 0.75 units is 0.56 pt.

use crate::canvas::{Anchor, Canvas};
use crate::palette::Palette;
use crate::scene::{Caption, Frame, Hotspot, Language, Scene, Table, Theme};
use crate::text::{Setting, clean};
use crate::words::Words;

const PAGE: f64 = 640.0;
const COLUMN: f64 = 320.0;
/// Widest export that is composed as a column.
const COLUMN_UP_TO: u32 = 480;
const EXPORT_MARGIN: f64 = 4.0;
const TITLE: f64 = 15.0;
const TITLE_LINE: f64 = 22.0;
const SMALL: f64 = 12.0;
const SMALL_LINE: f64 = 17.0;

/// A sheet. Charts draw on `canvas` with their own corner at (0, 0), `width` wide and `height` high.
#[derive(Debug)]
pub(crate) struct Page {
    pub canvas: Canvas,
    pub palette: &'static Palette,
    pub words: &'static Words,
    pub language: Language,
    pub width: f64,
    pub height: f64,
    pub export: bool,
    size: (u32, u32),
    zoom: f64,
    header: Vec<(String, Setting)>,
    footer: Vec<String>,
    caption: Caption,
}

impl Page {
    pub(crate) fn open(frame: &Frame, caption: &Caption) -> Self {
        let size = (frame.width.clamp(160, 4000), frame.height.min(20_000));
        let export = frame.theme == Theme::Export;
        let layout = match (export, size.0 <= COLUMN_UP_TO) {
            (false, _) => f64::from(size.0),
            (true, true) => COLUMN,
            (true, false) => PAGE,
        };
        let width = if export { layout - 2.0 * EXPORT_MARGIN } else { layout };
        let mut page = Self {
            canvas: Canvas::new(),
            palette: Palette::of(frame.theme),
            words: Words::of(frame.language),
            language: frame.language,
            width,
            height: 0.0,
            export,
            size,
            zoom: f64::from(size.0) / layout,
            header: Vec::new(),
            footer: Vec::new(),
            caption: caption.clone(),
        };
        if export {
            let (title, small) = (Setting::bold(TITLE), Setting::regular(SMALL));
            let title_lines = if layout == COLUMN { 3 } else { 2 };
            page.header.extend(title.wrap(&clean(&caption.title), width, title_lines).into_iter().map(|line| (line, title)));
            page.header.extend(small.wrap(&clean(&caption.subtitle), width, 2).into_iter().map(|line| (line, small)));
            page.footer = small.wrap(&clean(&caption.source), width, 4);
        }
        page
    }

    /// Fixes the height of the chart: the frame's wish, or `natural` when it has none, never below `least`.
    pub(crate) fn set_height(&mut self, natural: f64, least: f64) {
        let wish = f64::from(self.size.1) / self.zoom - self.above() - self.below();
        self.height = if self.size.1 == 0 { natural.max(least) } else { wish.max(least) }.ceil();
        let margin = if self.export { EXPORT_MARGIN } else { 0.0 };
        self.canvas.origin = (margin, self.above());
        if self.export {
            let ground = (self.width + 2.0 * margin, self.above() + self.height + self.below());
            // The picture is rounded up to whole pixels: without the excess its last row would stay transparent.
            let excess = 1.0 + 1.0 / self.zoom;
            self.canvas.rect((-margin, -self.above()), ground.0, ground.1 + excess, self.palette.surface, 0.0);
        }
    }

    /// Height left for the chart on a sheet `ratio` times as high as wide, when caption and source have theirs.
    pub(crate) fn room(&self, ratio: f64) -> f64 {
        let margin = if self.export { EXPORT_MARGIN } else { 0.0 };
        ((self.width + 2.0 * margin) * ratio - self.above() - self.below()).floor()
    }

    fn above(&self) -> f64 {
        let lines: f64 = self.header.iter().map(|(_, setting)| line_height(*setting)).sum();
        match (self.export, self.header.is_empty()) {
            (false, _) => 0.0,
            (true, true) => EXPORT_MARGIN,
            (true, false) => 12.0 + lines + 12.0,
        }
    }

    fn below(&self) -> f64 {
        match (self.export, self.footer.is_empty()) {
            (false, _) => 0.0,
            (true, true) => EXPORT_MARGIN,
            (true, false) => 20.0 + self.footer.len() as f64 * SMALL_LINE + 3.0,
        }
    }

    /// Draws caption and source where they belong to the picture, and closes the scene. Hotspots are given in the
    /// chart's own units.
    pub(crate) fn finish(mut self, kind: &'static str, summary: String, hotspots: Vec<Hotspot>, table: Table) -> Scene {
        self.draw_caption();
        let (x, y) = self.canvas.origin;
        let layout = (self.width + 2.0 * x, self.above() + self.height + self.below());
        let size = (self.size.0, ((layout.1 * self.zoom).ceil() as u32).max(1));
        let layout = (layout.0, f64::from(size.1) / self.zoom);
        let place = |h: Hotspot| Hotspot {
            x: (h.x + x) * self.zoom,
            y: (h.y + y) * self.zoom,
            width: h.width * self.zoom,
            height: h.height * self.zoom,
            ..h
        };
        let title = if self.caption.title.trim().is_empty() { &summary } else { &self.caption.title };
        Scene {
            kind,
            svg: self.canvas.finish(size, layout, title, &summary),
            width: size.0,
            height: size.1,
            hotspots: hotspots.into_iter().map(place).collect(),
            caption: self.caption,
            summary,
            table,
        }
    }

    fn draw_caption(&mut self) {
        if !self.header.is_empty() {
            let mut y = -self.above();
            self.canvas.rect((0.0, y), self.width, 2.0, self.palette.ink, 0.0);
            y += 12.0;
            for (line, setting) in std::mem::take(&mut self.header) {
                let color = if setting.size == TITLE { self.palette.ink } else { self.palette.ink_2 };
                self.canvas.text_mid((0.0, y + line_height(setting) / 2.0), Anchor::Start, &line, setting, color);
                y += line_height(setting);
                self.header.push((line, setting));
            }
        }
        if !self.footer.is_empty() {
            let mut y = self.height + 12.0;
            self.canvas.rule((0.0, y), self.width, self.palette.line_2, 1.0);
            y += 7.0;
            for line in &self.footer {
                self.canvas.text_mid((0.0, y + SMALL_LINE / 2.0), Anchor::Start, line, Setting::regular(SMALL), self.palette.ink_3);
                y += SMALL_LINE;
            }
        }
    }

    /// What an empty chart shows, and its whole scene.
    pub(crate) fn empty(self, kind: &'static str, head: Vec<String>) -> Scene {
        let (told, stop) = (self.words.no_data, self.words.stop.trim_end());
        self.empty_for(kind, head, told, told.to_owned() + stop)
    }

    /// The same with a sentence that says what is missing.
    pub(crate) fn empty_because(self, kind: &'static str, head: Vec<String>, sentence: &str) -> Scene {
        self.empty_for(kind, head, sentence, sentence.to_owned())
    }

    fn empty_for(mut self, kind: &'static str, head: Vec<String>, told: &str, summary: String) -> Scene {
        let setting = Setting::regular(SMALL);
        let lines = setting.wrap(told, self.width, 4);
        let height = lines.len() as f64 * SMALL_LINE;
        self.set_height(120.0, 60.0_f64.max(height));
        let top = (self.height - height) / 2.0;
        for (i, line) in lines.iter().enumerate() {
            let at = (self.width / 2.0, top + (i as f64 + 0.5) * SMALL_LINE);
            self.canvas.text_mid(at, Anchor::Middle, line, setting, self.palette.ink_3);
        }
        self.finish(kind, summary, Vec::new(), Table { head, rows: Vec::new() })
    }
}

fn line_height(setting: Setting) -> f64 {
    if setting.size == TITLE { TITLE_LINE } else { SMALL_LINE }
}

#[cfg(test)]
mod tests {
    use crate::scene::{Caption, Dimension, Frame, Language, Theme};
    use crate::waterfall::{Waterfall, WaterfallBar};
    use crate::{
        ClauseStatus, CoverageClause, CoverageGroup, CoverageMatrix, Exemption, Figure, PeerPoint, PeerPosition, PeerPositions, Provenance,
        Radar, RadarAxis, Scatter, ScatterPoint, Scene, Trend, TrendLine, TrendPoint, coverage_matrix, peer_positions, radar, scatter,
        trend, waterfall,
    };

    fn scenes(width: u32) -> Vec<Scene> {
        let frame = Frame { theme: Theme::Export, language: Language::Zh, width, height: 0 };
        let caption = Caption {
            title: "结论".repeat(40), subtitle: "得分，0–100分".to_owned(), source: "来源：演示数据。".to_owned()
        };
        let axis = |i: u32| RadarAxis {
            id: i.to_string(),
            label: "数据要素".to_owned(),
            dimension: Dimension::B,
            own: Some(50.0),
            target: Some(70.0),
            peer: Some(40.0),
        };
        let bar =
            |i: u32| WaterfallBar { id: i.to_string(), label: "数据要素".to_owned(), dimension: Dimension::C, contribution: Some(4.0) };
        let bars = Waterfall { bars: (0..14).map(bar).collect(), target: Some(70.0), ..Waterfall::default() };
        let axes = Radar { axes: (0..14).map(axis).collect(), ..Radar::default() };
        let clause = |i: usize| CoverageClause {
            id: i.to_string(),
            number: i.to_string(),
            heading: "夯实数据治理能力基础".to_owned(),
            status: [ClauseStatus::Ready, ClauseStatus::Gap, ClauseStatus::NotApplicable(Exemption::Supervisor)][i % 3],
            readiness: Some(50.0),
            judged: i == 0,
            links: [1, 2, 0],
        };
        let group = CoverageGroup { label: "（一）数据要素".to_owned(), clauses: (0..33).map(clause).collect() };
        let matrix = CoverageMatrix { line: 60.0, groups: vec![group], ..CoverageMatrix::default() };
        let figure = |value| Figure { value, provenance: Provenance::Press, lower_bound: value > 4.0 };
        let point = |i: i32| TrendPoint { year: 2019 + i, figure: figure(f64::from(i)) };
        let line = |is_own, name: &str| TrendLine {
            id: name.to_owned(),
            name: name.to_owned(),
            is_own,
            is_emphasised: name.starts_with('甲'),
            points: (0..6).map(point).collect(),
        };
        let lines = vec![line(true, "海澄银行"), line(false, "甲银行"), line(false, "乙银行")];
        let peers = (1..13_u32).map(|i| PeerPoint { name: "样本".to_owned(), value: f64::from(i) }).collect();
        let position = PeerPosition { n: 12, points: peers, own: Some(4.0), quartiles: Some([3.0, 6.0, 9.0]), ..PeerPosition::default() };
        let dot =
            ScatterPoint { id: "x".to_owned(), name: "甲银行".to_owned(), x: Some(figure(1.0)), y: Some(figure(5.0)), is_own: false };
        vec![
            trend::scene(&Trend { lines, ..Trend::default() }, &frame, &caption),
            peer_positions::scene(&PeerPositions { rows: vec![position] }, &frame, &caption),
            scatter::scene(&Scatter { points: vec![dot], ..Scatter::default() }, &frame, &caption),
            radar::scene(&axes, &frame, &caption),
            waterfall::scene(&bars, &frame, &caption),
            coverage_matrix::scene(&matrix, &frame, &caption),
        ]
    }

    fn smallest(svg: &str, attribute: &str) -> f64 {
        let key = format!(" {attribute}=\"");
        let values = svg.split(&key).skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok());
        values.filter(|v| *v > 0.0).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn an_export_has_eight_points_and_half_point_lines_on_paper() {
        for (width, points) in [(2000_u32, 170.0 / 25.4 * 72.0), (640, 170.0 / 25.4 * 72.0), (320, 85.0 / 25.4 * 72.0)] {
            for scene in scenes(width) {
                let view: f64 = scene.svg.split("viewBox=\"0 0 ").nth(1).and_then(|v| v.split(' ').next()?.parse().ok()).unwrap();
                assert!(smallest(&scene.svg, "font-size") / view * points >= 8.0);
                assert!(smallest(&scene.svg, "stroke-width") / view * points >= 0.5);
                assert!(scene.svg.contains("结论结论") && scene.svg.contains("演示数据"), "caption and source are drawn");
            }
        }
    }
}
