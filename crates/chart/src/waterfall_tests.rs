use super::*;
use crate::scene::Scene;
use crate::test_support::{assert_sound, frames, words};
use proptest::prelude::*;

const DIMENSIONS: [Dimension; 3] = [Dimension::A, Dimension::B, Dimension::C];

fn input(parts: &[Option<f64>], target: Option<f64>) -> Waterfall {
    let bars = parts.iter().enumerate().map(|(i, part)| WaterfallBar {
        id: format!("d{i}"),
        label: "数据要素".to_owned(),
        dimension: DIMENSIONS[(i * 3 / parts.len().max(1)).min(2)],
        contribution: *part,
    });
    Waterfall {
        bars: bars.collect(), dimension_names: ["经济价值", "技术应用", "组织保障与可持续"].map(str::to_owned), target
    }
}

fn tenths_of(text: &str) -> i64 {
    let number: f64 = text.replace('\u{2212}', "-").replace('+', "").parse().unwrap();
    (number * 10.0).round() as i64
}

fn column(scene: &Scene) -> Vec<i64> {
    scene.table.rows.iter().filter(|row| row[1] != "—").map(|row| tenths_of(&row[1])).collect()
}

#[test]
fn displayed_parts_and_subtotals_foot() {
    let parts: Vec<Option<f64>> = (0..14).map(|i| Some(f64::from(i) * 0.377 + 1.0 / 3.0)).collect();
    let scene = scene(&input(&parts, Some(70.0)), &frames()[0], &Caption::default());
    let figures = column(&scene);
    assert_eq!(figures.len(), 17);
    assert_eq!(figures[..14].iter().sum::<i64>(), figures[14]);
    assert_eq!(figures[14] - figures[15], figures[16], "total minus signed gap is the target");
    let steps = Steps::of(&input(&parts, None), &Page::open(&frames()[0], &Caption::default()));
    assert_eq!(steps.groups.iter().map(|group| tenths_of(&group.subtotal)).sum::<i64>(), figures[14]);
}

/// 18.56188, 17.875 and 15.31014 are shared out first: whole tenths 18.5, 17.8 and 15.3, and the one that is left to the greatest
/// remainder, that of the second.
#[test]
fn dimensions_are_rounded_before_their_domains() {
    let parts = [9.28094, 9.28094, 17.875, 15.31014].map(Some);
    let steps = Steps::of(&input(&parts, None), &Page::open(&frames()[0], &Caption::default()));
    assert_eq!(steps.groups.iter().map(|group| group.subtotal.as_str()).collect::<Vec<_>>(), ["18.5", "17.9", "15.3"]);
    assert_eq!(steps.all.iter().map(|step| step.text.as_str()).collect::<Vec<_>>(), ["9.3", "9.2", "17.9", "15.3", "51.7"]);
}

#[test]
fn what_is_not_rated_has_no_figure_and_no_bar() {
    let scene = scene(&input(&[Some(10.0), None, Some(f64::NAN), Some(12.0)], None), &frames()[0], &Caption::default());
    assert_eq!(scene.table.rows[1][1], "—");
    assert_eq!(scene.table.rows[2][1], "—");
    assert_eq!(scene.table.rows[4], ["总分", "22.0"]);
    assert_eq!(scene.svg.matches("<rect").count(), 2 + 2, "two bars, the total, one square of a bracket");
}

#[test]
fn a_total_above_the_target_is_a_surplus() {
    let scene = scene(&input(&[Some(40.0), Some(35.5)], Some(70.0)), &frames()[0], &Caption::default());
    assert_eq!(scene.table.rows[3], ["超出", "+5.5"]);
    assert!(!scene.svg.contains("#A9312E"));
}

#[test]
fn long_names_turn_columns_into_rows() {
    let frame = Frame { width: 640, ..frames()[0] };
    let mut long = input(&[Some(4.0); 14], Some(70.0));
    let page = || Page::open(&frame, &Caption::default());
    assert!(waterfall_columns::names(&Steps::of(&long, &page()), &page()).is_some());
    for bar in &mut long.bars {
        bar.label = "Organisational cooperation".to_owned();
    }
    assert!(waterfall_columns::names(&Steps::of(&long, &page()), &page()).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_gives_a_sound_scene(
        bars in prop::collection::vec((words(), prop::option::of(any::<f64>()), 0..3_usize), 0..61),
        target in prop::option::of(any::<f64>()),
        width in 0..1600_u32,
        height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let bars = bars.into_iter().enumerate().map(|(i, (label, contribution, dimension))| WaterfallBar {
            id: i.to_string(), label, dimension: DIMENSIONS[dimension], contribution,
        }).collect();
        let input = Waterfall { bars, dimension_names: [(); 3].map(|()| "Technology application".to_owned()), target };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, true);
    }

    #[test]
    fn plausible_parts_always_foot(parts in prop::collection::vec(prop::option::of(-3.0..20.0_f64), 1..30)) {
        let drawn = scene(&input(&parts, None), &frames()[0], &Caption::default());
        let figures = column(&drawn);
        let (total, parts) = figures.split_last().unwrap();
        prop_assert_eq!(parts.iter().sum::<i64>(), *total);
    }
}
