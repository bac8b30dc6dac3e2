//! Drawing in true pixels through plotters' SVG backend.
//!
//! Plotters counts in whole pixels and knows neither dashes, rounded corners, half-bold letters nor halos, and it
//! divides font sizes by 1.24. Both are mended here and nowhere else: coordinates are multiplied by [`SCALE`] and
//! divided again by the view box, and every element is drawn by plotters into a scratch document from which
//! [`Canvas::place`] takes it, drops the attributes that are wrong and adds those plotters cannot express.

use crate::fonts::{FAMILY, FAMILY_CHINESE_FIRST, Weight, from_chinese_font, has_chinese};
use crate::scene::Dimension;
use crate::text::{Setting, clean};
use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBAColor, RGBColor, ShapeStyle, TextStyle};
use std::f64::consts::TAU;
use std::fmt::Write as _;

/// Steps of the drawing grid per px.
const SCALE: f64 = 20.0;
/// Beyond this nothing is visible; keeps the grid inside of `i32`.
const FAR: f64 = 1e6;
/// The dashes that mean target, in px.
pub(crate) const TARGET_DASH: &str = "4 3";

/// A point in px.
pub(crate) type Point = (f64, f64);

/// Which point of the text stands at x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line: colour, width in px, dashed or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stroke {
    pub color: RGBColor,
    pub width: f64,
    pub dashed: bool,
}

impl Stroke {
    pub(crate) fn solid(color: RGBColor, width: f64) -> Self {
        Self { color, width, dashed: false }
    }

    /// Dashed, as only a target and the border of what is not rated are.
    pub(crate) fn dashed(color: RGBColor, width: f64) -> Self {
        Self { color, width, dashed: true }
    }
}

/// The marks of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Disc,
    Square,
    Triangle,
    TriangleDown,
    Diamond,
    Ring,
    HalfDisc,
    Check,
}

impl From<Dimension> for Mark {
    fn from(dimension: Dimension) -> Self {
        match dimension {
            Dimension::A => Self::Disc,
            Dimension::B => Self::Square,
            Dimension::C => Self::Triangle,
        }
    }
}

/// An SVG document in the making.
#[derive(Debug)]
pub(crate) struct Canvas {
    body: String,
    /// Added to every coordinate, so that a chart can count from its own corner.
    pub origin: Point,
}

impl Canvas {
    pub(crate) fn new() -> Self {
        Self { body: String::new(), origin: (0.0, 0.0) }
    }

    /// A text whose middle stands at y.
    pub(crate) fn text_mid(&mut self, (x, y): Point, anchor: Anchor, text: &str, setting: Setting, color: RGBColor) {
        self.letters((x, y + setting.size * 0.36), anchor, text, setting, color, None);
    }

    /// A text over lines, its middle at y, with a 3-px halo in the colour of the ground.
    pub(crate) fn text_halo(&mut self, (x, y): Point, anchor: Anchor, text: &str, setting: Setting, color: RGBColor, halo: RGBColor) {
        self.letters((x, y + setting.size * 0.36), anchor, text, setting, color, Some(halo));
    }

    fn letters(&mut self, at: Point, anchor: Anchor, text: &str, setting: Setting, color: RGBColor, halo: Option<RGBColor>) {
        let text = clean(text);
        if text.trim().is_empty() {
            return;
        }
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = TextStyle::from((FAMILY, setting.size)).color(&color).pos(Pos::new(horizontal, VPos::Top));
        let mut extra = format!(" font-size=\"{}\"", (setting.size * SCALE).round());
        if setting.weight == Weight::SemiBold {
            extra.push_str(" font-weight=\"600\"");
        }
        if let Some(RGBColor(red, green, blue)) = halo {
            let width = (3.0 * SCALE).round();
            let _ = write!(
                extra,
                " stroke=\"#{red:02X}{green:02X}{blue:02X}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            );
        }
        let at = self.grid(at);
        self.place(&["dy", "font-size"], &extra, |backend| backend.draw_text(&with_runs(&text), &style, at).is_ok());
    }

    /// An open line through the points.
    pub(crate) fn line(&mut self, points: &[Point], stroke: Stroke) {
        if points.len() < 2 {
            return;
        }
        let mut extra = " stroke-linejoin=\"round\"".to_owned();
        if stroke.dashed {
            let dashes: Vec<String> =
                TARGET_DASH.split(' ').filter_map(|d| d.parse::<f64>().ok()).map(|d| (d * SCALE).to_string()).collect();
            let _ = write!(extra, " stroke-dasharray=\"{}\"", dashes.join(" "));
        }
        let points: Vec<(i32, i32)> = points.iter().map(|p| self.grid(*p)).collect();
        let style = shape(stroke.color.to_rgba(), stroke.width);
        self.place(&[], &extra, |backend| backend.draw_path(points, &style).is_ok());
    }

    /// A closed line through the points.
    pub(crate) fn outline(&mut self, points: &[Point], stroke: Stroke) {
        let closed: Vec<Point> = points.iter().chain(points.first()).copied().collect();
        self.line(&closed, stroke);
    }

    /// A horizontal hairline, on the pixel grid so that it stays sharp on screen.
    pub(crate) fn rule(&mut self, (x, y): Point, width: f64, color: RGBColor, thickness: f64) {
        let y = y.floor() + thickness / 2.0;
        self.line(&[(x, y), (x + width, y)], Stroke::solid(color, thickness));
    }

    /// A filled polygon; opacity 0–1.
    pub(crate) fn polygon(&mut self, points: &[Point], color: RGBColor, opacity: f64) {
        if points.len() < 3 {
            return;
        }
        let points: Vec<(i32, i32)> = points.iter().map(|p| self.grid(*p)).collect();
        let style = shape(color.mix(opacity), 0.0);
        self.place(&[], "", |backend| backend.fill_polygon(points, &style).is_ok());
    }

    /// A filled rectangle with rounded corners; nothing when it has no area.
    pub(crate) fn rect(&mut self, (x, y): Point, width: f64, height: f64, color: RGBColor, radius: f64) {
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let extra = if radius > 0.0 { format!(" rx=\"{}\"", (radius * SCALE).round()) } else { String::new() };
        let (from, to) = (self.grid((x, y)), self.grid((x + width, y + height)));
        let style = shape(color.to_rgba(), 0.0);
        self.place(&[], &extra, |backend| backend.draw_rect(from, to, &style, true).is_ok());
    }

    /// The border of a rectangle.
    pub(crate) fn frame(&mut self, (x, y): Point, width: f64, height: f64, stroke: Stroke) {
        self.outline(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)], stroke);
    }

    /// A rectangle outlined and tinted in one colour; opacity of the tint 0–1.
    pub(crate) fn pale(&mut self, (x, y): Point, width: f64, height: f64, color: RGBColor, opacity: f64) {
        self.polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)], color, opacity);
        self.frame((x, y), width, height, Stroke::solid(color, 1.0));
    }

    /// Parallel lines rising to the right across a rectangle, `step` px apart along its edges.
    pub(crate) fn hatch(&mut self, (x, y): Point, width: f64, height: f64, step: f64, stroke: Stroke) {
        // Each line keeps x + y constant; it is cut where it leaves the rectangle. The clamp bounds the number of lines.
        let (width, height, step) = (width.clamp(0.0, 4000.0), height.clamp(0.0, 4000.0), step.max(1.0));
        let mut sum = step;
        while sum < width + height {
            let low = ((sum - height).max(0.0), sum.min(height));
            let high = (sum.min(width), (sum - width).max(0.0));
            self.line(&[(x + low.0, y + low.1), (x + high.0, y + high.1)], stroke);
            sum += step;
        }
    }

    /// An arc, angles in radians clockwise from 12 o'clock.
    pub(crate) fn arc(&mut self, center: Point, radius: f64, from: f64, to: f64, stroke: Stroke) {
        let steps = (((to - from).abs() / TAU * 180.0).ceil() as usize).clamp(2, 360);
        let points: Vec<Point> = (0..=steps).map(|i| polar(center, radius, from + (to - from) * i as f64 / steps as f64)).collect();
        self.line(&points, stroke);
    }

    /// A mark of the given diameter. All shapes have about the same area.
    pub(crate) fn mark(&mut self, mark: Mark, (x, y): Point, size: f64, color: RGBColor) {
        let r = size / 2.0;
        match mark {
            Mark::Disc => self.circle((x, y), r, color, None),
            Mark::Ring => self.circle((x, y), r - 0.6, color, Some(1.2)),
            Mark::HalfDisc => {
                self.circle((x, y), r - 0.6, color, Some(1.2));
                let half: Vec<Point> = (0..=12).map(|i| polar((x, y), r - 0.3, TAU / 2.0 + TAU / 24.0 * f64::from(i))).collect();
                self.polygon(&half, color, 1.0);
            }
            Mark::Square => self.rect((x - r * 0.89, y - r * 0.89), r * 1.78, r * 1.78, color, 0.0),
            Mark::Triangle => self.polygon(&[(x, y - r * 1.05), (x + r * 1.15, y + r * 0.9), (x - r * 1.15, y + r * 0.9)], color, 1.0),
            Mark::TriangleDown => self.polygon(&[(x, y + r * 1.05), (x + r * 1.15, y - r * 0.9), (x - r * 1.15, y - r * 0.9)], color, 1.0),
            Mark::Check => {
                let points = [(x - r * 0.9, y + r * 0.05), (x - r * 0.25, y + r * 0.75), (x + r, y - r * 0.75)];
                self.line(&points, Stroke::solid(color, 1.5));
            }
            Mark::Diamond => self.polygon(&[(x, y - r * 1.2), (x + r * 1.2, y), (x, y + r * 1.2), (x - r * 1.2, y)], color, 1.0),
        }
    }

    fn circle(&mut self, center: Point, radius: f64, color: RGBColor, line: Option<f64>) {
        let (center, radius) = (self.grid(center), (radius.clamp(0.0, FAR) * SCALE).round() as u32);
        let style = shape(color.to_rgba(), line.unwrap_or(0.0));
        self.place(&[], "", |backend| backend.draw_circle(center, radius, &style, line.is_none()).is_ok());
    }

    /// The finished document. `size` is what the picture measures in px, `layout` what was drawn in; both differ in
    /// an export, where everything is enlarged alike.
    pub(crate) fn finish(self, size: (u32, u32), layout: Point, title: &str, description: &str) -> String {
        let (view_width, view_height) = ((layout.0 * SCALE).round(), (layout.1 * SCALE).round());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {view_width} {view_height}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n{}</svg>\n",
            size.0,
            size.1,
            escape(title),
            escape(description),
            self.body
        )
    }

    fn grid(&self, (x, y): Point) -> (i32, i32) {
        // NaN becomes 0 in the cast.
        let step = |v: f64| (v.clamp(-FAR, FAR) * SCALE).round() as i32;
        (step(x + self.origin.0), step(y + self.origin.1))
    }

    /// Lets plotters draw one element, then mends its attributes: `drop` are taken out, `extra` put in.
    fn place(&mut self, drop: &[&str], extra: &str, draw: impl FnOnce(&mut SVGBackend<'_>) -> bool) {
        let mut document = String::new();
        let drawn = {
            let mut backend = SVGBackend::with_string(&mut document, (1, 1));
            draw(&mut backend)
        };
        let inside = document.split_once('\n').and_then(|(_, rest)| rest.rsplit_once("</svg>"));
        let Some((tag, rest)) = inside.and_then(|(element, _)| element.trim().split_once('>')) else {
            return;
        };
        if !drawn {
            return;
        }
        let mut tag = tag.replace(" opacity=\"1\"", "");
        for name in drop {
            tag = without(&tag, name);
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((&tag, ""));
        let content = rest
            .trim()
            .replace("\n</", "</")
            .replace(OPEN, &format!("<tspan font-family=\"{FAMILY_CHINESE_FIRST}\">"))
            .replace(CLOSE, "</tspan>");
        let _ = writeln!(self.body, "{name}{extra} {attributes}>{content}");
    }
}

// Control characters cannot be in a cleaned text, so they can carry a span through plotters' escaping.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// Marks the runs that the Chinese font draws. Left to the fallback of a renderer, resvg would set a mixed text in
/// the Chinese font altogether, digits too, and typst might choose yet another way.
fn with_runs(text: &str) -> String {
    let chinese = has_chinese(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut inside = false;
    for c in text.chars() {
        let wanted = from_chinese_font(c, chinese);
        if wanted != inside {
            out.push(if wanted { OPEN } else { CLOSE });
            inside = wanted;
        }
        out.push(c);
    }
    if inside {
        out.push(CLOSE);
    }
    out
}

/// The tag without the attribute of that name. Values are escaped, so no value holds a quotation mark.
fn without(tag: &str, name: &str) -> String {
    let key = format!(" {name}=\"");
    let found = tag.split_once(&key).and_then(|(before, rest)| rest.split_once('"').map(|(_, after)| format!("{before}{after}")));
    found.unwrap_or_else(|| tag.to_owned())
}

fn escape(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn shape(color: RGBAColor, width: f64) -> ShapeStyle {
    ShapeStyle { color, filled: true, stroke_width: (width * SCALE).round() as u32 }
}

/// The point at an angle, in radians clockwise from 12 o'clock.
pub(crate) fn polar((x, y): Point, radius: f64, angle: f64) -> Point {
    (x + radius * angle.sin(), y - radius * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        let mut canvas = Canvas::new();
        canvas.text_mid((1.0, 2.0), Anchor::End, text, Setting::bold(12.0), RGBColor(0, 0, 0));
        canvas.line(&[(0.0, 0.0), (1.0, f64::NAN)], Stroke::dashed(RGBColor(1, 2, 3), 1.25));
        canvas.rect((0.0, 0.0), 4.0, 4.0, RGBColor(9, 9, 9), 1.5);
        canvas.finish((10, 10), (10.0, 10.0), text, text)
    }

    #[test]
    fn plotters_elements_are_mended() {
        let svg = drawn("得分");
        assert!(svg.contains("<text font-size=\"240\" font-weight=\"600\" x=\"20\" y=\"126\" text-anchor=\"end\""), "{svg}");
        assert!(svg.contains("stroke-dasharray=\"80 60\""), "{svg}");
        assert!(svg.contains("stroke-width=\"25\""), "{svg}");
        assert!(svg.contains("rx=\"30\""), "{svg}");
        assert!(!svg.contains("dy=") && !svg.contains("style="), "{svg}");
    }

    #[test]
    fn text_is_escaped_and_well_formed() {
        let svg = drawn("A&B <x> “好”\u{1}\u{0}\"'…");
        assert!(svg.contains("A&amp;B &lt;x&gt;"), "{svg}");
        let document = resvg::usvg::roxmltree::Document::parse(&svg).unwrap();
        let text: String = document
            .descendants()
            .filter(|n| n.has_tag_name("text"))
            .flat_map(|n| n.descendants().filter_map(|t| t.text().filter(|_| t.is_text())))
            .collect();
        assert_eq!(text.trim(), "A&B <x> “好”\"'…");
    }
}
