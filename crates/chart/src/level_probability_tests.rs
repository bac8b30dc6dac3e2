use super::*;
use crate::test_support::{assert_sound, frames, words};
use proptest::prelude::*;

fn row(levels: &[f64]) -> LevelProbabilityRow {
    LevelProbabilityRow {
        id: "root".to_owned(),
        label: "总体".to_owned(),
        dimension: None,
        score: Some(61.2),
        interval: Some([58.4, 63.9]),
        levels: levels.to_vec(),
    }
}

fn input(rows: Vec<LevelProbabilityRow>) -> LevelProbability {
    LevelProbability { rows, cuts: vec![0.0, 20.0, 40.0, 60.0, 80.0] }
}

#[test]
fn probabilities_and_interval_are_told() {
    let drawn = scene(&input(vec![row(&[0.0, 0.0, 0.168, 0.83, 0.002])]), &frames()[0], &Caption::default());
    assert_eq!(drawn.table.rows, [["总体", "61.2", "58.4–63.9", "0%", "0%", "17%", "83%", "<1%"]]);
    assert!(drawn.svg.contains("L4 83%") && drawn.svg.contains("58.4–63.9"));
    assert_eq!(drawn.hotspots[0].detail, "得分 61.2，90%区间 58.4–63.9，L3 17%，L4 83%，L5 <1%");
}

#[test]
fn no_level_and_no_score_are_not_zero() {
    let unanswered = LevelProbabilityRow { score: None, interval: None, ..row(&[]) };
    let drawn = scene(&input(vec![row(&[]), unanswered.clone()]), &frames()[0], &Caption::default());
    assert_eq!(drawn.table.rows, [["总体", "61.2", "58.4–63.9"], ["总体", "—", "—"]]);
    assert!(drawn.svg.contains("stroke-dasharray"), "what has no level stands in a dashed box");
    assert!(scene(&input(vec![unanswered]), &frames()[0], &Caption::default()).hotspots.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_input_gives_a_sound_scene(
        rows in prop::collection::vec((words(), prop::option::of(any::<f64>()), any::<f64>(), prop::collection::vec(any::<f64>(), 0..7)), 0..6),
        cuts in prop::collection::vec(0.0..100.0_f64, 0..6),
        width in 0..1600_u32, height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let rows = rows.into_iter().enumerate().map(|(i, (label, score, low, levels))| LevelProbabilityRow {
            id: i.to_string(), label, dimension: [None, Some(Dimension::B)][i % 2], score, interval: Some([low, 60.0]), levels,
        }).collect();
        let drawn = scene(&LevelProbability { rows, cuts }, &Frame { width, height, ..frame }, &Caption::default());
        assert_sound(&drawn, true);
    }
}
