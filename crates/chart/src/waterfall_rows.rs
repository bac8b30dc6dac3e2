//! The waterfall as rows, for narrow places and for names too long to stand under a column.

use crate::canvas::{Anchor, Mark, Stroke};
use crate::names::Name;
use crate::page::Page;
use crate::scene::{Hotspot, Scene, Table};
use crate::text::Setting;
use crate::waterfall::{Role, Step, Steps, tick_text};
use crate::waterfall_columns::{figure_color, fill};

const LEAST_ROW: f64 = 17.0;
const NATURAL_ROW: f64 = 22.0;
const WIDEST_ROW: f64 = 30.0;
const AXIS: f64 = 20.0;

/// Draws the chart: a row for each domain, after each dimension a row with its subtotal, then total, gap and target.
pub(crate) fn draw(mut page: Page, steps: &Steps, summary: String, table: Table) -> Scene {
    let rows = (steps.all.len() + steps.groups.len()) as f64;
    let scale = Scale::of(&page, steps);
    let names: Vec<Name> = steps.all.iter().map(|step| scale.name_of(step)).collect();
    let extra: f64 = names.iter().map(Name::extra).sum();
    page.set_height(AXIS + rows * NATURAL_ROW + extra, AXIS + rows * LEAST_ROW + extra);
    let base = ((page.height - AXIS - extra) / rows).min(WIDEST_ROW);
    let bottom = AXIS + rows * base + extra;
    for tick in steps.ticks() {
        let (x, palette) = (scale.x(tick), page.palette);
        let color = if tick == 0.0 { palette.line_2 } else { palette.grid };
        page.canvas.line(&[(x, AXIS), (x, bottom)], Stroke::solid(color, 1.0));
        let (text, setting) = (tick_text(tick), Setting::regular(11.0));
        let half = setting.width(&text) / 2.0;
        page.canvas.text_mid((x.min(page.width - half).max(half), AXIS - 10.0), Anchor::Middle, &text, setting, palette.ink_3);
    }

    let mut hotspots = Vec::with_capacity(steps.all.len());
    let mut y = AXIS;
    for (i, step) in steps.all.iter().enumerate() {
        let row = base + names[i].extra();
        draw_row(&mut page, step, &names[i], &scale, y, row);
        hotspots.push(Hotspot {
            id: step.id.clone(),
            label: step.label.clone(),
            detail: step.text.clone(),
            x: 0.0,
            y,
            width: page.width,
            height: row,
        });
        let ends_group = steps.groups.iter().find(|group| group.last == i);
        if !matches!(step.role, Role::Target) && i + 1 < steps.all.len() {
            let reach = if ends_group.is_some() { row + base } else { row };
            let x = scale.x(step.to);
            page.canvas.line(&[(x, y + row * 0.5), (x, y + reach + base * 0.2)], Stroke::solid(page.palette.control, 0.75));
        }
        y += row;
        if let Some(group) = ends_group {
            let (name, figure) = (Setting::bold(12.0), Setting::bold(12.0));
            let middle = y + base / 2.0;
            let label = name.fit(&group.name, scale.figures - figure.width(&group.subtotal) - 8.0);
            page.canvas.text_mid((0.0, middle), Anchor::Start, &label, name, page.palette.ink_2);
            page.canvas.text_mid((scale.figures, middle), Anchor::End, &group.subtotal, figure, page.palette.ink_2);
            page.canvas.rule((0.0, y + base - 1.0), page.width, page.palette.line, 1.0);
            y += base;
        }
    }
    page.finish("waterfall", summary, hotspots, table)
}

/// Where names end, figures end and bars begin, and px per point.
struct Scale {
    left: f64,
    figures: f64,
    bars: f64,
    per_point: f64,
    low: f64,
}

impl Scale {
    fn of(page: &Page, steps: &Steps) -> Self {
        let (name, figure) = (Setting::regular(12.0), Setting::bold(12.0));
        let parts = steps.all.iter().map(|step| INDENT + name.width(&step.label));
        let figure_width = steps.all.iter().map(|step| figure.width(&step.text)).fold(0.0, f64::max);
        // The name of a dimension may reach as far as its subtotal.
        let groups = steps.groups.iter().map(|group| figure.width(&group.name) + figure.width(&group.subtotal) - figure_width + 1.0);
        let left = parts.chain(groups).fold(0.0, f64::max).min(page.width * 0.42).max(40.0);
        let figures = left + 8.0 + figure_width;
        let bars = figures + 12.0;
        let (low, high) = steps.range;
        Self { left, figures, bars, per_point: (page.width - bars - 8.0).max(10.0) / (high - low), low }
    }

    fn name_of(&self, step: &Step) -> Name {
        let (setting, indent) = if is_part(step) { (Setting::regular(12.0), INDENT) } else { (Setting::bold(12.0), 0.0) };
        Name::new(&step.label, setting, self.left - indent)
    }

    fn x(&self, value: f64) -> f64 {
        self.bars + (value - self.low) * self.per_point
    }
}

/// Room for the marker in front of a domain.
const INDENT: f64 = 15.0;

fn is_part(step: &Step) -> bool {
    matches!(step.role, Role::Part(_) | Role::Missing(_))
}

fn draw_row(page: &mut Page, step: &Step, name: &Name, scale: &Scale, y: f64, height: f64) {
    let (palette, middle) = (page.palette, y + height / 2.0);
    let falling = step.to < step.from;
    let (figure, indent) = if is_part(step) { (Setting::regular(12.0), INDENT) } else { (Setting::bold(12.0), 0.0) };
    if let Role::Part(dimension) | Role::Missing(dimension) = step.role {
        page.canvas.mark(Mark::from(dimension), (4.0, middle), 7.5, palette.hue(dimension));
    }
    name.draw(page, (indent, middle), palette.ink);
    let figure_color = figure_color(page, step.role, falling);
    page.canvas.text_mid((scale.figures, middle), Anchor::End, &step.text, figure, figure_color);
    let (from, to) = (scale.x(step.from.min(step.to)), scale.x(step.from.max(step.to)));
    let (top, tall) = (y + height * 0.2, height * 0.6);
    match step.role {
        Role::Missing(_) => {}
        Role::Target => page.canvas.frame((from, top), to - from, tall, Stroke::dashed(palette.target, 1.25)),
        role => page.canvas.rect((from, top), (to - from).max(0.75), tall, fill(page, role, falling), 0.0),
    }
}
