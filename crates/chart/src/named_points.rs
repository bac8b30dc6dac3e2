//! Institutions as points of a field: a diamond for the own one, grey marks for the peers, and as many names as find a place.

use crate::canvas::{Anchor, Mark, Point};
use crate::label_placement::{Area, Claim, Taken, beside};
use crate::page::Page;
use crate::scene::Hotspot;
use crate::text::{Setting, clean};
use plotters::style::RGBColor;

const PEER: f64 = 7.0;
const OWN: f64 = 11.0;
const LEADING: f64 = 15.0;
/// A name wider than this takes two lines.
const ONE_LINE: f64 = 96.0;
/// A name keeps so far from marks, so that it is not taken for that of another.
const SHY: f64 = 2.5;
/// So many are named in the smallest field, and in a large one one for every so many square px; more would blur which name is whose.
const MOST_NAMES: usize = 12;
const ROOM_OF_A_NAME: f64 = 10_000.0;
/// A hotspot is as large as its mark with some space around it.
const REACH: f64 = 8.0;

/// One institution.
#[derive(Debug)]
pub(crate) struct NamedPoint<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub at: Point,
    pub is_own: bool,
    /// Drawn as a ring: the figure is not as firm as others.
    pub hollow: bool,
    /// Its name may be written; otherwise it is only told.
    pub written: bool,
    /// What it stands on, for the halo of mark and name.
    pub ground: RGBColor,
    /// Its figures in words.
    pub detail: String,
}

/// Draws all marks, then names outwards from `taken`, where other texts stand already: the own one, then those farthest from the
/// middle of the field of points. Gives the hotspots, the own one first.
pub(crate) fn draw(page: &mut Page, points: &[NamedPoint<'_>], taken: &[Area], bounds: &Area) -> Vec<Hotspot> {
    let palette = page.palette;
    // The own mark comes last, over all others.
    for point in points.iter().filter(|point| !point.is_own).chain(points.iter().filter(|point| point.is_own)) {
        if point.is_own {
            page.canvas.mark(Mark::Diamond, point.at, OWN + 4.0, point.ground);
            page.canvas.mark(Mark::Diamond, point.at, OWN, palette.own);
        } else {
            page.canvas.mark(Mark::Disc, point.at, PEER + 2.0, point.ground);
            let (mark, color) = if point.hollow { (Mark::Ring, palette.ink_2) } else { (Mark::Disc, palette.peer) };
            page.canvas.mark(mark, point.at, PEER, color);
        }
    }
    let order = by_priority(points);
    draw_names(page, points, &order, taken, bounds);
    order.iter().map(|&i| hotspot(page, &points[i])).collect()
}

/// The own one, then from the outermost inwards, measured from the medians in units of the field's reach.
fn by_priority(points: &[NamedPoint<'_>]) -> Vec<usize> {
    let middle = |of: fn(&NamedPoint<'_>) -> f64| {
        let mut values: Vec<f64> = points.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let reach = values.last().zip(values.first()).map_or(0.0, |(last, first)| last - first);
        (values.get(values.len() / 2).copied().unwrap_or(0.0), reach.max(1.0))
    };
    let ((x, wide), (y, high)) = (middle(|point| point.at.0), middle(|point| point.at.1));
    let far = |point: &NamedPoint<'_>| ((point.at.0 - x) / wide).hypot((point.at.1 - y) / high);
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|&i, &j| {
        let (a, b) = (&points[i], &points[j]);
        b.is_own.cmp(&a.is_own).then(far(b).total_cmp(&far(a))).then(i.cmp(&j))
    });
    order
}

fn draw_names(page: &mut Page, points: &[NamedPoint<'_>], order: &[usize], taken: &[Area], bounds: &Area) {
    let mut claims = Vec::with_capacity(order.len());
    let mut blocks = Vec::with_capacity(order.len());
    let most = MOST_NAMES.max((bounds.width * bounds.height / ROOM_OF_A_NAME) as usize);
    for point in order.iter().map(|&i| &points[i]).filter(|point| point.written).take(most) {
        let name = clean(point.name);
        let setting = if point.is_own { Setting::bold(12.0) } else { Setting::regular(12.0) };
        let lines = lines(&name, setting, bounds.width * 0.45);
        let width = lines.iter().map(|line| setting.width(line)).fold(0.0, f64::max);
        let clear = if point.is_own { OWN / 2.0 + 5.0 } else { PEER / 2.0 + 4.0 };
        claims.push(Claim { at: point.at, clear, width, height: lines.len() as f64 * LEADING, must: point.is_own });
        blocks.push((lines, setting, if point.is_own { page.palette.own } else { page.palette.ink }, point.ground));
    }
    let marks: Vec<Area> =
        points.iter().map(|point| Area::around(point.at, if point.is_own { OWN / 2.0 } else { PEER / 2.0 } + SHY)).collect();
    for (place, ((lines, setting, color, ground), claim)) in
        beside(&claims, Taken { texts: taken, marks: &marks, lines: &[] }, bounds).into_iter().zip(blocks.iter().zip(&claims))
    {
        let Some(Area { corner: (left, top), width, .. }) = place else { continue };
        for (i, line) in lines.iter().enumerate() {
            let y = top + (i as f64 + 0.5) * LEADING;
            // Lines lean towards their mark.
            let (x, anchor) = if left > claim.at.0 {
                (left, Anchor::Start)
            } else if left + width < claim.at.0 {
                (left + width, Anchor::End)
            } else {
                (left + width / 2.0, Anchor::Middle)
            };
            page.canvas.text_halo((x, y), anchor, line, *setting, *color, *ground);
        }
    }
}

/// A short name on one line, a long one on two where its words allow.
fn lines(name: &str, setting: Setting, most: f64) -> Vec<String> {
    if setting.width(name) <= ONE_LINE.min(most) {
        return vec![name.to_owned()];
    }
    let narrow = [0.5, 0.6, 0.75, 1.0].into_iter().map(|part| (setting.width(name) * part).min(most));
    let whole = narrow.filter_map(|width| setting.wrap_whole(name, width, 2)).next();
    whole.unwrap_or_else(|| vec![setting.fit(name, most)])
}

fn hotspot(page: &Page, point: &NamedPoint<'_>) -> Hotspot {
    let clamp = |middle: f64, room: f64| (middle - REACH).clamp(0.0, (room - 2.0 * REACH).max(0.0));
    Hotspot {
        id: point.id.to_owned(),
        label: clean(point.name),
        detail: point.detail.clone(),
        x: clamp(point.at.0, page.width),
        y: clamp(point.at.1, page.height),
        width: 2.0 * REACH,
        height: 2.0 * REACH,
    }
}
