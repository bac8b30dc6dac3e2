use super::*;
use crate::test_support::{assert_sound, frames, words};
use proptest::prelude::*;

fn axis(i: usize, label: &str, own: Option<f64>) -> RadarAxis {
    let dimension = [Dimension::A, Dimension::B, Dimension::C][i * 3 / 15 % 3];
    RadarAxis { id: format!("d{i}"), label: label.to_owned(), dimension, own, target: Some(70.0), peer: Some(50.0) }
}

fn radar(values: &[Option<f64>]) -> Radar {
    Radar { axes: values.iter().enumerate().map(|(i, v)| axis(i, "数据要素", *v)).collect(), ..Radar::default() }
}

fn draw(input: &Radar) -> Scene {
    scene(input, &frames()[0], &Caption::default())
}

#[test]
fn a_missing_value_is_a_gap_and_never_zero() {
    let all = draw(&radar(&[Some(50.0); 6]));
    let gap = draw(&radar(&[Some(50.0), None, Some(50.0), Some(50.0), Some(50.0), Some(50.0)]));
    let marks = |scene: &Scene| scene.svg.matches("<circle").count() + scene.svg.matches("<rect").count();
    assert_eq!(marks(&all), marks(&gap) + 2, "one vertex with its ring is gone");
    assert_eq!(gap.table.rows[1], ["数据要素", "—", "70.0", "50.0"]);
    assert!(gap.hotspots[1].detail.contains("本机构 —"));
}

#[test]
fn runs_go_around_the_circle() {
    let some = Some(1.0);
    assert_eq!(runs(&[some, some, None, some]), [vec![3, 0, 1]]);
    assert_eq!(runs(&[some, None, some, None]), [vec![2], vec![0]]);
    assert_eq!(runs(&[some, some]), [vec![0, 1]]);
    assert!(runs(&[None, None]).is_empty());
}

#[test]
fn absent_series_are_not_in_the_legend() {
    let mut input = radar(&[Some(50.0); 5]);
    for axis in &mut input.axes {
        axis.peer = None;
    }
    let svg = draw(&input).svg;
    assert!(!svg.contains("同业中位") && svg.contains("目标"));
    assert!(svg.contains("stroke-dasharray=\"80 60\""), "the target is dashed 4 3");
}

#[test]
fn a_lone_value_between_gaps_is_drawn() {
    let svg = draw(&radar(&[Some(50.0), None, None, None])).svg;
    assert!(svg.contains("<circle") || svg.contains("<rect"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_gives_a_sound_scene(
        axes in prop::collection::vec((words(), prop::option::of(any::<f64>()), prop::option::of(-50.0..150.0_f64), 0..3_usize), 0..61),
        width in 0..1200_u32,
        height in 0..900_u32,
        compact: bool,
        frame in prop::sample::select(frames()),
    ) {
        let axes = axes.into_iter().enumerate().map(|(i, (label, own, target, dimension))| RadarAxis {
            id: i.to_string(), label, dimension: [Dimension::A, Dimension::B, Dimension::C][dimension], own, target, peer: own,
        }).collect();
        let input = Radar { axes, compact, ..Radar::default() };
        let frame = Frame { width, height, ..frame };
        let caption = Caption { title: "A&B <x>".to_owned(), ..Caption::default() };
        let drawn = scene(&input, &frame, &caption);
        prop_assert_eq!(&drawn, &scene(&input, &frame, &caption));
        assert_sound(&drawn, false);
    }
}
