//! What every scene must keep, whatever it was drawn from.

use crate::fonts::Weight;
use crate::scene::{Frame, Hotspot, Language, Scene, Theme};
use crate::text::Setting;
use proptest::strategy::Strategy;
use resvg::usvg::roxmltree::{Document, Node};

/// One frame for each theme and language; the first is light and Chinese.
pub(crate) fn frames() -> Vec<Frame> {
    let mut frames = Vec::new();
    for theme in [Theme::Light, Theme::Dark, Theme::Export] {
        for language in [Language::Zh, Language::En] {
            frames.push(Frame { theme, language, width: 720, height: 0 });
        }
    }
    frames
}

/// Names, from none to very long, with characters that need escaping or are in no font.
pub(crate) fn words() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[ a-zA-Z0-9业务流程优化与创新（）“”<>&'\"\u{1}𠮷]{0,50}").unwrap()
}

/// Well-formed, no styles or scripts, every text and hotspot inside the picture; rows and bars apart if asked.
pub(crate) fn assert_sound(scene: &Scene, apart: bool) {
    let document = Document::parse(&scene.svg).expect("well-formed");
    let (width, height) = (f64::from(scene.width), f64::from(scene.height));
    for node in document.descendants().filter(Node::is_element) {
        assert!(node.attribute("style").is_none() && !["script", "style", "foreignObject"].contains(&node.tag_name().name()));
        if node.has_tag_name("text") {
            assert_text_inside(&node, scene);
        }
    }
    // Names may hold any letters; only what stands inside a tag is a number that was drawn with.
    let tags: String = scene.svg.split('<').filter_map(|piece| piece.split('>').next()).collect::<Vec<_>>().join(" ");
    assert!(!tags.contains("NaN") && !tags.contains("inf"));
    assert!(document.descendants().any(|n| n.has_tag_name("title")) && document.descendants().any(|n| n.has_tag_name("desc")));
    for (i, spot) in scene.hotspots.iter().enumerate() {
        assert!(spot.width > 0.0 && spot.height > 0.0, "{spot:?}");
        assert!(
            spot.x >= -0.1 && spot.y >= -0.1 && spot.x + spot.width <= width + 0.1 && spot.y + spot.height <= height + 0.1,
            "{spot:?} in {width}×{height}"
        );
        assert!(!apart || scene.hotspots[..i].iter().all(|other| !cross(spot, other)), "{spot:?}");
    }
    assert!(scene.table.rows.iter().all(|row| row.len() == scene.table.head.len()));
}

/// All that is written in the picture, a line for each text.
pub(crate) fn text(scene: &Scene) -> String {
    let document = Document::parse(&scene.svg).expect("well-formed");
    let of =
        |node: Node<'_, '_>| node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text().map(str::to_owned)).collect::<String>();
    document.descendants().filter(|node| node.has_tag_name("text")).map(of).collect::<Vec<_>>().join("\n")
}

/// No two texts of the picture lie over each other, by the height of a Chinese character and the width of the letters.
pub(crate) fn assert_texts_apart(scene: &Scene) {
    let document = Document::parse(&scene.svg).expect("well-formed");
    let boxes: Vec<(String, [f64; 4])> = document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .map(|node| {
            let number = |name: &str| node.attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
            let (written, left, width) = extent_of(&node);
            let size = number("font-size");
            (written, [left, left + width, number("y") - size * 0.8, number("y") + size * 0.1])
        })
        .collect();
    for (i, (one, a)) in boxes.iter().enumerate() {
        for (other, b) in &boxes[..i] {
            let apart = a[1] <= b[0] + 20.0 || b[1] <= a[0] + 20.0 || a[3] <= b[2] + 20.0 || b[3] <= a[2] + 20.0;
            assert!(apart, "{one:?} {a:?} over {other:?} {b:?} at width {}", scene.width);
        }
    }
}

/// What a text says, its left edge and its width, in steps of the drawing grid.
fn extent_of(node: &Node<'_, '_>) -> (String, f64, f64) {
    let number = |name: &str| node.attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let text: String = node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
    let weight = if node.attribute("font-weight").is_some() { Weight::SemiBold } else { Weight::Regular };
    let width = Setting { size: number("font-size"), weight }.width(&text);
    let left = match node.attribute("text-anchor") {
        Some("middle") => number("x") - width / 2.0,
        Some("end") => number("x") - width,
        _ => number("x"),
    };
    (text, left, width)
}

fn cross(a: &Hotspot, b: &Hotspot) -> bool {
    let apart = |from: f64, size: f64, other: f64, other_size: f64| from + size <= other + 0.01 || other + other_size <= from + 0.01;
    !(apart(a.x, a.width, b.x, b.width) || apart(a.y, a.height, b.y, b.height))
}

/// The text by its own attributes, in steps of the drawing grid; 2 px of tolerance for the narrowest frames.
fn assert_text_inside(node: &Node<'_, '_>, scene: &Scene) {
    let number = |name: &str| node.attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let (text, left, width) = extent_of(node);
    let view: Vec<f64> = node.document().root_element().attribute("viewBox").unwrap().split(' ').map(|v| v.parse().unwrap()).collect();
    if scene.width >= 300 {
        assert!(left >= -40.0 && left + width <= view[2] + 40.0, "{text:?} from {left}, {width} wide, in {}", view[2]);
    }
    assert!(number("y") > 0.0 && number("y") <= view[3] + 1.0, "{text:?} at {} of {}", number("y"), view[3]);
    assert!(number("font-size") >= 200.0);
}
