use super::*;
use crate::test_support::{assert_sound, frames, words};
use proptest::prelude::*;

fn row(code: &str, counts: [u32; 5], score: Option<f64>) -> HeatRow {
    HeatRow {
        id: code.to_owned(),
        code: code.to_owned(),
        name: "算力设施".to_owned(),
        dimension: Dimension::B,
        counts,
        unanswered: 2,
        not_applicable: 1,
        score,
        gap: score.map(|s| s - 70.0),
    }
}

fn input() -> HeatMap {
    let level_names = ["初始级", "受管理级", "稳健级", "量化管理级", "优化级"].map(str::to_owned);
    HeatMap { rows: vec![row("B1", [0, 1, 3, 0, 0], Some(56.4)), row("B2", [0; 5], None)], level_names }
}

#[test]
fn counts_and_figures_are_written() {
    let scene = scene(&input(), &frames()[0], &Caption::default());
    assert_eq!(scene.table.rows[0], ["B1 算力设施", "0", "1", "3", "0", "0", "2", "1", "56.4", "\u{2212}13.6"]);
    assert_eq!(scene.table.rows[1][8], "—");
    assert_eq!(scene.hotspots[0].detail, "L2 受管理级 1，L3 稳健级 3，未评 2，不适用 1，得分 56.4，距目标 \u{2212}13.6");
    assert_eq!(scene.summary, "2个能力域共4项已评指标：L1 0，L2 1，L3 3，L4 0，L5 0；未评4项。");
    assert!(scene.svg.contains("fill=\"#7DA4BC\""), "L3 in its own colour");
}

#[test]
fn many_rows_make_the_picture_higher_instead_of_illegible() {
    let rows = (0..60).map(|i| row(&format!("B{i}"), [1; 5], None)).collect();
    let tall = scene(&HeatMap { rows, ..input() }, &Frame { height: 300, ..frames()[0] }, &Caption::default());
    assert!(tall.height >= 60 * 18);
    assert_sound(&tall, true);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_gives_a_sound_scene(
        rows in prop::collection::vec((words(), any::<[u32; 5]>(), any::<u32>(), prop::option::of(any::<f64>()), 0..3_usize), 0..61),
        width in 0..1200_u32,
        height in 0..900_u32,
        name in words(),
        frame in prop::sample::select(frames()),
    ) {
        let rows = rows.into_iter().enumerate().map(|(i, (name, counts, unanswered, score, dimension))| HeatRow {
            id: i.to_string(), code: format!("A{i}"), name, dimension: [Dimension::A, Dimension::B, Dimension::C][dimension],
            counts, unanswered, not_applicable: unanswered, score, gap: score,
        }).collect();
        let input = HeatMap { rows, level_names: [(); 5].map(|()| name.clone()) };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, true);
    }
}
