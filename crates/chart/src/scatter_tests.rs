use super::*;
use crate::figure::Provenance;
use crate::measure::Unit;
use crate::test_support::{assert_sound, assert_texts_apart, frames, text, words};
use proptest::prelude::*;

fn figure(value: f64) -> Option<Figure> {
    Some(Figure { value, provenance: Provenance::Disclosed, lower_bound: false })
}

fn point(name: &str, x: Option<Figure>, y: Option<Figure>) -> ScatterPoint {
    ScatterPoint { id: name.to_owned(), name: name.to_owned(), x, y, is_own: false }
}

fn input(points: Vec<ScatterPoint>) -> Scatter {
    let measure = |name: &str, is_change| Measure { name: name.to_owned(), unit: Unit::PerCent, decimals: 2, is_change };
    Scatter { x: measure("投入强度", false), y: measure("投入增速", true), points, left_out: 0 }
}

fn draw(points: Vec<ScatterPoint>) -> Scene {
    scene(&input(points), &frames()[0], &Caption::default())
}

#[test]
fn figures_are_told_with_their_provenance() {
    let mut own = point("海澄银行", figure(4.07), figure(9.28));
    own.is_own = true;
    let bound = Figure { value: -2.36, provenance: Provenance::Press, lower_bound: true };
    let drawn = draw(vec![point("建设银行", figure(3.26), Some(bound)), own, point("农业银行", figure(3.5), None)]);
    assert_eq!(drawn.table.rows.len(), 2);
    assert_eq!(drawn.table.rows[0], ["建设银行", "3.26%", "≥\u{2212}2.36%", "披露 / 媒体"]);
    assert_eq!(drawn.hotspots[0].id, "海澄银行", "the own one is read first");
    assert_eq!(drawn.hotspots[1].detail, "投入强度 3.26%，披露；投入增速 ≥\u{2212}2.36%，媒体");
    assert_eq!(drawn.summary, "2家机构的投入强度与投入增速；海澄银行 4.07%，+9.28%。1家机构缺少数值，未画出。");
    let written = text(&drawn);
    assert!(written.contains("海澄银行") && written.contains("建设银行") && written.contains("1家机构缺少数值"));
}

/// Shape tells the firmness, not colour: a ring has no fill.
#[test]
fn what_is_not_firm_is_hollow() {
    let rings = |drawn: &Scene| drawn.svg.matches("fill=\"none\" stroke=\"#4F5B69\"").count();
    let firm = draw(vec![point("甲", figure(3.0), figure(1.0))]);
    assert_eq!(rings(&firm), 0, "{}", firm.svg);
    for loose in [
        Figure { value: 1.0, provenance: Provenance::Press, lower_bound: false },
        Figure { value: 1.0, provenance: Provenance::Derived, lower_bound: false },
        Figure { value: 1.0, provenance: Provenance::Disclosed, lower_bound: true },
    ] {
        let drawn = draw(vec![point("甲", figure(3.0), Some(loose)), point("乙", Some(loose), figure(3.0))]);
        assert_eq!(rings(&drawn), 3, "two points and their key");
    }
}

#[test]
fn zero_growth_is_always_in_sight() {
    let drawn = draw(vec![point("甲", figure(3.0), figure(20.0)), point("乙", figure(4.0), figure(30.0))]);
    assert!(text(&drawn).lines().any(|line| line == "0"));
}

#[test]
fn nothing_to_show_is_said() {
    for points in [Vec::new(), vec![point("甲", figure(3.0), None)], vec![point("甲", figure(f64::NAN), figure(1.0))]] {
        let drawn = draw(points);
        assert!(text(&drawn).contains("没有机构两项数值齐全") && drawn.hotspots.is_empty());
    }
}

#[test]
fn equal_and_extreme_figures_are_drawn() {
    for (x, y) in [(3.0, 3.0), (0.0, 0.0), (1e308, -1e308), (-5.0, 1e-300)] {
        let drawn = draw(vec![point("甲", figure(x), figure(y)), point("乙", figure(x), figure(y))]);
        assert_sound(&drawn, false);
        assert_texts_apart(&drawn);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_input_gives_a_sound_scene(
        points in prop::collection::vec((words(), any::<f64>(), -40.0..60.0_f64, any::<bool>()), 0..58),
        own in 0..58_usize, left_out: u32,
        width in 0..1600_u32, height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let points = points.into_iter().enumerate().map(|(i, (name, x, y, lower_bound))| {
            let figure = |value| Some(Figure { value, provenance: Provenance::ALL[i % 4], lower_bound });
            ScatterPoint { id: i.to_string(), name, x: figure(if i % 5 == 0 { x } else { y.abs() }), y: figure(y), is_own: i == own }
        }).collect();
        let input = Scatter { left_out, ..input(points) };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, false);
        if drawn.width >= 300 {
            assert_texts_apart(&drawn);
        }
    }
}
