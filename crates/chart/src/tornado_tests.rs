use super::*;
use crate::test_support::{assert_sound, frames, words};
use proptest::prelude::*;

fn bar(low: f64, high: f64) -> TornadoBar {
    TornadoBar { id: "x".to_owned(), label: "B4.1企业级平台".to_owned(), dimension: Some(Dimension::B), low, high }
}

#[test]
fn figures_stand_at_both_ends_and_in_the_table() {
    let input = Tornado { score: Some(61.2), bars: vec![bar(60.1, 62.3), bar(61.0, 61.2)] };
    let drawn = scene(&input, &frames()[0], &Caption::default());
    assert_eq!(drawn.table.rows, [["B4.1企业级平台", "60.1", "62.3", "2.2"], ["B4.1企业级平台", "61.0", "61.2", "0.2"]]);
    assert_eq!(drawn.svg.matches(">61.2<").count(), 0, "an end that moves nothing has neither bar nor figure");
    assert!(drawn.svg.contains("60.1") && drawn.svg.contains("62.3") && drawn.svg.contains("得分"));
    assert_eq!(drawn.hotspots[0].detail, "低端 60.1 (−1.1)，高端 62.3 (+1.1)");
}

#[test]
fn a_weight_whose_low_end_raises_the_score_keeps_its_colours() {
    let falling = Tornado { score: Some(50.0), bars: vec![bar(52.0, 48.0)] };
    let drawn = scene(&falling, &frames()[0], &Caption::default());
    assert_eq!(drawn.table.rows[0][1..], ["52.0", "48.0", "4.0"]);
    assert!(drawn.svg.contains("#17476B"), "the full box of the high end is there");
}

#[test]
fn nothing_to_show_is_said() {
    for input in [
        Tornado::default(),
        Tornado { score: Some(50.0), bars: vec![bar(f64::NAN, 1.0)] },
        Tornado { score: None, bars: vec![bar(1.0, 2.0)] },
    ] {
        let drawn = scene(&input, &frames()[0], &Caption::default());
        assert!(drawn.svg.contains("暂无数据") && drawn.hotspots.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_input_gives_a_sound_scene(
        bars in prop::collection::vec((words(), any::<f64>(), 0.0..100.0_f64), 0..31),
        score in prop::option::of(0.0..100.0_f64),
        width in 0..1600_u32, height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let bars = bars.into_iter().enumerate().map(|(i, (label, low, high))| TornadoBar {
            id: i.to_string(), label, dimension: [None, Some(Dimension::A), Some(Dimension::C)][i % 3], low, high,
        }).collect();
        let drawn = scene(&Tornado { score, bars }, &Frame { width, height, ..frame }, &Caption::default());
        assert_sound(&drawn, true);
    }
}
