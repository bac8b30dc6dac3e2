//! Where the names around a radar stand. They decide how large the radar can be: the radius is the largest at which
//! every label is inside the frame, and labels are narrowed, wrapped and at last shortened to keep it large enough.

use crate::canvas::{Anchor, Point, polar};
use crate::label_placement::Area;
use crate::text::Setting;

/// Height of a line of a label.
pub(crate) const LINE: f64 = 15.0;
/// Space between a name and the value beside it.
pub(crate) const VALUE_GAP: f64 = 5.0;

/// What is written at one axis.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub text: String,
    /// Score behind the last line; empty for none.
    pub value: String,
    /// Radians clockwise from 12 o'clock.
    pub angle: f64,
}

/// A label in its place; `lines` is empty when it had to be left out.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub lines: Vec<String>,
    pub anchor: Anchor,
    /// Left upper corner.
    pub corner: Point,
    pub width: f64,
    pub height: f64,
}

/// Radius of the 100 ring and labels, in model order.
#[derive(Debug)]
pub(crate) struct Arrangement {
    pub radius: f64,
    pub labels: Vec<Label>,
}

/// The box the radar may fill, and the distance from the 100 ring to the labels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub width: f64,
    pub height: f64,
    pub distance: f64,
    /// Most lines of a label.
    pub lines: usize,
    pub text: Setting,
    pub value: Setting,
}

impl Room {
    pub(crate) fn center(self) -> Point {
        (self.width / 2.0, self.height / 2.0)
    }
}

/// Places the names; no two labels overlap and none leaves the room.
pub(crate) fn arrange(names: &[Name], room: Room) -> Arrangement {
    let widest = names.iter().map(|n| room.text.width(&n.text)).fold(0.0, f64::max);
    let wanted = (room.width.min(room.height) * 0.3).min(room.height / 2.0 - room.distance - LINE * 1.3);
    let word = names.iter().map(|n| room.text.longest_word(&n.text)).fold(0.0, f64::max);
    let least = word.clamp(38.0, (room.width * 0.26).max(38.0));
    let mut max = widest.min(room.width * 0.4).max(24.0);
    let mut best = measured(names, room, max);
    while best.0 < wanted && max > least {
        max = (max - 6.0).max(least);
        best = measured(names, room, max);
    }
    let (radius, blocks) = best;
    let radius = radius.clamp(8.0, room.width.min(room.height));
    let mut all: Vec<Label> = names.iter().zip(blocks).map(|(name, block)| placed(name, block, radius, room)).collect();
    push_apart(&mut all, names);
    let mut labels: Vec<Label> = Vec::with_capacity(names.len());
    for mut label in all {
        let inside = label.corner.0 >= -0.01
            && label.corner.1 >= -0.01
            && label.corner.0 + label.width <= room.width + 0.01
            && label.corner.1 + label.height <= room.height + 0.01;
        if !inside || labels.iter().any(|other| !other.lines.is_empty() && overlap(other, &label)) {
            label.lines.clear();
        }
        labels.push(label);
    }
    Arrangement { radius, labels }
}

/// The lines of every name at most `max` wide, and the largest radius at which they all fit.
fn measured(names: &[Name], room: Room, max: f64) -> (f64, Vec<Vec<String>>) {
    let mut radius = f64::INFINITY;
    let mut blocks = Vec::with_capacity(names.len());
    let (cx, cy) = room.center();
    for name in names {
        let lines = room.text.wrap(&name.text, max, room.lines);
        let (width, height) = extent(name, &lines, room);
        let (sin, cos) = (name.angle.sin().abs(), name.angle.cos().abs());
        if sin > SIDE {
            radius = radius.min((cx - width) / sin - room.distance);
        }
        // The block is shifted outwards by half its height times cos, see `placed`.
        if cos > 0.05 {
            radius = radius.min((cy - height / 2.0 - cos * height / 2.0) / cos - room.distance);
        }
        blocks.push(lines);
    }
    let outer = cx.min(cy) - room.distance;
    (radius.min(outer), blocks)
}

/// Beyond this sine a label stands beside the circle, within it above or below.
const SIDE: f64 = 0.15;

fn extent(name: &Name, lines: &[String], room: Room) -> (f64, f64) {
    let last = lines.len().saturating_sub(1);
    let value = if name.value.is_empty() { 0.0 } else { VALUE_GAP + room.value.width(&name.value) };
    let width = lines.iter().enumerate().map(|(i, line)| room.text.width(line) + if i == last { value } else { 0.0 });
    (width.fold(0.0, f64::max), lines.len() as f64 * LINE)
}

fn placed(name: &Name, lines: Vec<String>, radius: f64, room: Room) -> Label {
    let (width, height) = extent(name, &lines, room);
    let (x, y) = polar(room.center(), radius + room.distance, name.angle);
    let sin = name.angle.sin();
    let (anchor, left) = if sin > SIDE {
        (Anchor::Start, x)
    } else if sin < -SIDE {
        (Anchor::End, x - width)
    } else {
        (Anchor::Middle, x - width / 2.0)
    };
    let top = y - name.angle.cos() * height / 2.0 - height / 2.0;
    Label { lines, anchor, corner: (left, top), width, height }
}

/// Moves labels up in the upper half and down in the lower half until they clear those nearer to the equator.
fn push_apart(labels: &mut [Label], names: &[Name]) {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    // From the equator outwards; those at the poles last, as they have most room.
    order.sort_by(|&i, &j| names[i].angle.cos().abs().total_cmp(&names[j].angle.cos().abs()).then(i.cmp(&j)));
    for (rank, &i) in order.iter().enumerate() {
        for &j in &order[..rank] {
            let same_half = (names[i].angle.cos() >= 0.0) == (names[j].angle.cos() >= 0.0);
            if !overlap(&labels[i], &labels[j]) || !(same_half || names[i].angle.cos().abs() < 0.3) {
                continue;
            }
            labels[i].corner.1 = if names[i].angle.cos() >= 0.0 {
                labels[j].corner.1 - labels[i].height - 1.0
            } else {
                labels[j].corner.1 + labels[j].height + 1.0
            };
        }
    }
}

fn overlap(a: &Label, b: &Label) -> bool {
    let area = |label: &Label| Area { corner: label.corner, width: label.width, height: label.height };
    area(a).crosses(&area(b), 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::f64::consts::TAU;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn labels_stay_inside_and_apart(
            texts in prop::collection::vec("[ a-zA-Z业务流程优化与创新]{0,40}", 1..60),
            width in 160.0..900.0_f64,
            height in 120.0..600.0_f64,
        ) {
            let count = texts.len() as f64;
            let names: Vec<Name> = texts.into_iter().enumerate()
                .map(|(i, text)| Name { text, value: "56.4".to_owned(), angle: i as f64 / count * TAU }).collect();
            let room = Room { width, height, distance: 14.0, lines: 2, text: Setting::regular(12.0), value: Setting::bold(12.0) };
            let labels = arrange(&names, room).labels;
            let shown: Vec<&Label> = labels.iter().filter(|l| !l.lines.is_empty()).collect();
            for (i, label) in shown.iter().enumerate() {
                prop_assert!(label.corner.0 >= -0.1 && label.corner.0 + label.width <= width + 0.1);
                prop_assert!(label.corner.1 >= -0.1 && label.corner.1 + label.height <= height + 0.1);
                prop_assert!(!shown[..i].iter().any(|other| overlap(other, label)));
            }
        }
    }

    #[test]
    fn fourteen_domains_keep_all_labels() {
        let zh = [
            "流程创新",
            "运营效率",
            "投入产出",
            "实体经济",
            "核心技术",
            "算力设施",
            "数据要素",
            "人工智能",
            "前沿技术",
            "体验风控",
            "战略治理",
            "组织协同",
            "人才文化",
            "安全治理",
        ];
        let en = [
            "Process innovation",
            "Operating efficiency",
            "Input and output",
            "Real economy",
            "Core technology",
            "Computing power",
            "Data as a factor",
            "Artificial intelligence",
            "Frontier technology",
            "Experience and risk",
            "Strategy and governance",
            "Organisation",
            "Talent and culture",
            "Security governance",
        ];
        for texts in [zh, en] {
            for (width, value) in [(300.0, ""), (420.0, "56.4"), (632.0, "56.4")] {
                let names: Vec<Name> = texts
                    .iter()
                    .enumerate()
                    .map(|(i, text)| Name { text: (*text).to_owned(), value: value.to_owned(), angle: i as f64 / 14.0 * TAU })
                    .collect();
                let room = Room {
                    width,
                    height: width * 0.85,
                    distance: 14.0,
                    lines: 2,
                    text: Setting::label(texts[0]),
                    value: Setting::bold(12.0),
                };
                let arrangement = arrange(&names, room);
                assert!(arrangement.labels.iter().all(|l| !l.lines.is_empty()), "{width} {:?}", texts[0]);
                assert!(arrangement.radius > width * 0.19, "{width} {} {}", texts[0], arrangement.radius);
            }
        }
    }
}
