//! The waterfall as columns, with brackets for the dimensions under the axis.

use crate::canvas::{Anchor, Mark, Stroke};
use crate::fonts::has_chinese;
use crate::page::Page;
use crate::scene::{Hotspot, Scene, Table};
use crate::text::Setting;
use crate::waterfall::{Role, Step, Steps, tick_text};
use plotters::style::RGBColor;

const AXIS: f64 = 30.0;
const NAME_LINE: f64 = 15.0;
const ABOVE: f64 = 20.0;
const BRACKET: f64 = 34.0;
const MOST_LINES: usize = 3;

fn name_setting() -> Setting {
    Setting::regular(12.0)
}

fn pitch(steps: &Steps, page: &Page) -> f64 {
    (page.width - AXIS) / steps.all.len().max(1) as f64
}

/// Names broken into lines, if every one fits under its column without being cut.
pub(crate) fn names(steps: &Steps, page: &Page) -> Option<Vec<Vec<String>>> {
    let pitch = pitch(steps, page);
    let figures = steps.all.iter().map(|step| figure_setting(step.role).width(&step.text)).fold(0.0, f64::max);
    let ticks = steps.ticks().into_iter().map(|tick| Setting::regular(11.0).width(&tick_text(tick))).fold(0.0, f64::max);
    if pitch < 30.0 || figures > pitch + 4.0 || ticks > AXIS - 7.0 {
        return None;
    }
    steps.all.iter().map(|step| name_lines(&step.label, pitch - 3.0, is_part(step.role))).collect()
}

/// Chinese names of four characters stand as two and two, longer ones in equal lines.
fn name_lines(label: &str, max: f64, part: bool) -> Option<Vec<String>> {
    let setting = if part { name_setting() } else { Setting::bold(12.0) };
    let count = label.chars().count();
    if has_chinese(label) && count >= 4 {
        for lines in 2..=MOST_LINES {
            let narrow = (count.div_ceil(lines) as f64 * setting.size + 0.1).min(max);
            if let Some(found) = setting.wrap_whole(label, narrow, lines) {
                return Some(found);
            }
        }
    }
    setting.wrap_whole(label, max, MOST_LINES)
}

fn is_part(role: Role) -> bool {
    matches!(role, Role::Part(_) | Role::Missing(_))
}

fn figure_setting(role: Role) -> Setting {
    match role {
        Role::Part(_) | Role::Missing(_) => Setting::regular(11.0),
        _ => Setting::bold(11.0),
    }
}

/// Draws the chart; `names` as `names` made them.
pub(crate) fn draw(mut page: Page, steps: &Steps, names: &[Vec<String>], summary: String, table: Table) -> Scene {
    let lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let under = 8.0 + lines * NAME_LINE + BRACKET;
    page.set_height(264.0_f64.max(under + 150.0), under + ABOVE + 60.0);
    let (top, bottom) = (ABOVE, page.height - under);
    let (low, high) = steps.range;
    let y = |value: f64| bottom - (value - low) / (high - low) * (bottom - top);
    draw_grid(&mut page, steps, &y);

    let pitch = pitch(steps, &page);
    let mut hotspots = Vec::with_capacity(steps.all.len());
    for (i, step) in steps.all.iter().enumerate() {
        let left = AXIS + i as f64 * pitch;
        let bar = Bar { left: left + pitch * 0.17, width: pitch * 0.66, from: y(step.from), to: y(step.to) };
        draw_bar(&mut page, step, &bar);
        if i + 1 < steps.all.len() && step.role != Role::Target {
            let next = left + pitch * 1.17;
            page.canvas.line(&[(bar.left + bar.width, bar.to), (next, bar.to)], Stroke::solid(page.palette.control, 0.75));
        }
        let center = left + pitch / 2.0;
        for (row, line) in names[i].iter().enumerate() {
            let at = (center, bottom + 8.0 + (row as f64 + 0.5) * NAME_LINE);
            let (setting, color) =
                if is_part(step.role) { (name_setting(), page.palette.ink_2) } else { (Setting::bold(12.0), page.palette.ink) };
            page.canvas.text_mid(at, Anchor::Middle, line, setting, color);
        }
        hotspots.push(Hotspot {
            id: step.id.clone(),
            label: step.label.clone(),
            detail: step.text.clone(),
            x: left,
            y: 0.0,
            width: pitch,
            height: page.height - BRACKET,
        });
    }
    draw_brackets(&mut page, steps, pitch);
    page.finish("waterfall", summary, hotspots, table)
}

fn draw_grid(page: &mut Page, steps: &Steps, y: &impl Fn(f64) -> f64) {
    let (digits, palette) = (Setting::regular(11.0), page.palette);
    for tick in steps.ticks() {
        let color = if tick == 0.0 { palette.line_2 } else { palette.grid };
        page.canvas.rule((AXIS, y(tick)), page.width - AXIS, color, 1.0);
        page.canvas.text_mid((AXIS - 7.0, y(tick)), Anchor::End, &tick_text(tick), digits, palette.ink_3);
    }
}

/// One column in px; `from` and `to` are heights on the page.
struct Bar {
    left: f64,
    width: f64,
    from: f64,
    to: f64,
}

fn draw_bar(page: &mut Page, step: &Step, bar: &Bar) {
    let (palette, center) = (page.palette, bar.left + bar.width / 2.0);
    let (top, bottom) = (bar.from.min(bar.to), bar.from.max(bar.to));
    let falling = step.to < step.from;
    match step.role {
        Role::Missing(_) => {}
        Role::Target => page.canvas.frame((bar.left, top), bar.width, bottom - top, Stroke::dashed(palette.target, 1.25)),
        role => page.canvas.rect((bar.left, top), bar.width, (bottom - top).max(0.75), fill(page, role, falling), 0.0),
    }
    let below = falling && matches!(step.role, Role::Part(_));
    let at = if below { bottom + 9.0 } else { top - 9.0 };
    let color = figure_color(page, step.role, falling);
    page.canvas.text_halo((center, at), Anchor::Middle, &step.text, figure_setting(step.role), color, palette.surface);
}

/// Fill of a bar: dimension hue up, `gap` down, totals `own`.
pub(crate) fn fill(page: &Page, role: Role, falling: bool) -> RGBColor {
    let palette = page.palette;
    match role {
        Role::Part(_) if falling => palette.gap,
        Role::Part(dimension) | Role::Missing(dimension) => palette.hue(dimension),
        Role::Total => palette.own,
        Role::Gap => palette.gap,
        Role::Surplus => palette.peer,
        Role::Target => palette.target,
    }
}

/// Colour of a figure.
pub(crate) fn figure_color(page: &Page, role: Role, falling: bool) -> RGBColor {
    match role {
        Role::Gap => page.palette.gap_text,
        Role::Part(_) if falling => page.palette.gap_text,
        Role::Missing(_) => page.palette.ink_3,
        _ => page.palette.ink,
    }
}

fn draw_brackets(page: &mut Page, steps: &Steps, pitch: f64) {
    let top = page.height - BRACKET + 6.0;
    for group in &steps.groups {
        let left = AXIS + group.first as f64 * pitch + pitch * 0.1;
        let right = AXIS + (group.last + 1) as f64 * pitch - pitch * 0.1;
        let hue = page.palette.hue(group.dimension);
        page.canvas.line(&[(left, top - 4.0), (left, top), (right, top), (right, top - 4.0)], Stroke::solid(hue, 1.25));
        let (name, figure) = (Setting::regular(12.0), Setting::bold(12.0));
        let room = right - left + pitch * 0.2;
        let label = name.fit(&group.name, room - 12.0 - 6.0 - figure.width(&group.subtotal));
        let width = 12.0 + name.width(&label) + if label.is_empty() { 0.0 } else { 6.0 } + figure.width(&group.subtotal);
        let mut x = (left + right - width) / 2.0;
        let y = top + 15.0;
        page.canvas.mark(Mark::from(group.dimension), (x + 4.0, y), 7.5, hue);
        x += 12.0;
        page.canvas.text_mid((x, y), Anchor::Start, &label, name, page.palette.ink_2);
        page.canvas.text_mid(((left + right + width) / 2.0, y), Anchor::End, &group.subtotal, figure, page.palette.ink);
    }
}
