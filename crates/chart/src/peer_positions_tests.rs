use super::*;
use crate::measure::Unit;
use crate::test_support::{assert_sound, assert_texts_apart, frames, text, words};
use proptest::prelude::*;

/// `n` peers with the figures 1, 2, … n; quartiles and tails as a caller gives them, whatever the number.
fn row(n: u32, own: Option<f64>) -> PeerPosition {
    let point = |i: u32| PeerPoint { name: format!("样本{i}"), value: f64::from(i) };
    PeerPosition {
        id: "intensity".to_owned(),
        measure: Measure { name: "投入强度".to_owned(), unit: Unit::PerCent, decimals: 2, is_change: false },
        n,
        points: (1..=n).map(point).collect(),
        own,
        quartiles: Some([2.0, 3.0, 4.0]),
        tails: Some([1.5, 5.5]),
        percentile: Some(68.2),
        ..PeerPosition::default()
    }
}

fn draw(rows: Vec<PeerPosition>) -> Scene {
    scene(&PeerPositions { rows }, &frames()[0], &Caption::default())
}

/// Peers are ticks of 1.25 px in the grey of peers; the key has one more.
fn ticks(scene: &Scene) -> usize {
    scene.svg.matches("stroke=\"#8691A0\"").count()
}

#[test]
fn the_number_of_peers_decides_what_is_told() {
    let [seven, eight, nineteen, twenty] = [7, 8, 19, 20].map(|n| draw(vec![row(n, Some(3.5))]));
    assert_eq!([ticks(&seven), ticks(&eight), ticks(&nineteen), ticks(&twenty)], [8, 9, 20, 0]);
    assert_eq!(seven.table.rows[0], ["投入强度（%）", "7", "1.00%", "—", "—", "—", "—", "—", "7.00%", "3.50%", "—"]);
    assert_eq!(eight.table.rows[0][3..8], ["—", "2.00%", "3.00%", "4.00%", "—"]);
    assert_eq!(nineteen.table.rows[0][10], "—");
    assert_eq!(twenty.table.rows[0][1..], ["20", "1.00%", "1.50%", "2.00%", "3.00%", "4.00%", "5.50%", "20.00%", "3.50%", "P68"]);
    let has = |scene: &Scene, words: &str| text(scene).contains(words);
    assert!(!has(&seven, "P25–P75") && has(&eight, "P25–P75") && !has(&nineteen, "P68") && has(&twenty, "P68") && has(&twenty, "P10–P90"));
    for (scene, n) in [(&seven, 7), (&eight, 8), (&nineteen, 19), (&twenty, 20)] {
        assert!(has(scene, &format!("n = {n}")));
    }
}

#[test]
fn a_row_tells_itself() {
    let drawn = draw(vec![PeerPosition { direction: Direction::Lower, ..row(8, Some(3.5)) }]);
    assert_eq!(
        drawn.hotspots[0].detail,
        "本机构 3.50%，中位 3.00%，P25–P75 2.00%–4.00%，最低 样本1 1.00%，最高 样本8 8.00%，n = 8，越低越好"
    );
    assert_eq!(drawn.summary, "投入强度 3.50%，中位 3.00%，n = 8。");
    assert!(text(&drawn).contains("越低越好"));
    assert!(!text(&draw(vec![row(8, Some(3.5))])).contains("越低越好"));
}

/// A pool that may not show its members one by one gives no points.
#[test]
fn members_that_may_not_be_shown_are_not_needed() {
    let hidden = PeerPosition { points: Vec::new(), ..row(12, Some(3.5)) };
    let drawn = draw(vec![hidden]);
    assert_eq!(drawn.table.rows[0][1..9], ["12", "2.00%", "—", "2.00%", "3.00%", "4.00%", "—", "4.00%"]);
    assert!(ticks(&drawn) == 0 && text(&drawn).contains("n = 12"));
}

#[test]
fn the_own_diamond_stands_where_its_figure_is() {
    let middle = |own| {
        let drawn = draw(vec![row(9, Some(own))]);
        let diamonds: Vec<&str> = drawn.svg.lines().filter(|line| line.contains("<polygon") && line.contains("#17476B")).collect();
        let points = diamonds.last().and_then(|line| line.split("points=\"").nth(1)).unwrap();
        points.split(',').next().and_then(|x| x.trim().parse::<f64>().ok()).unwrap()
    };
    let [low, centre, high] = [1.0, 5.0, 9.0].map(middle);
    assert!((centre - (low + high) / 2.0).abs() < 2.0, "{low} {centre} {high}");
}

#[test]
fn nothing_to_show_is_said() {
    for rows in [Vec::new(), vec![PeerPosition::default()], vec![PeerPosition { own: Some(f64::NAN), ..PeerPosition::default() }]] {
        let drawn = draw(rows);
        assert!(text(&drawn).contains("无法比较位置") && drawn.hotspots.is_empty());
    }
    let alone = draw(vec![PeerPosition { quartiles: None, tails: None, ..row(0, Some(3.5)) }]);
    assert!(text(&alone).contains("所选同业无此项数值") && text(&alone).contains("3.50%"));
}

#[test]
fn equal_and_extreme_figures_are_drawn() {
    for value in [0.0, 3.0, 1e308, -1e308, 1e-300] {
        let point = PeerPoint { name: "样本".to_owned(), value };
        let all = PeerPosition { points: vec![point.clone(), point, PeerPoint::default()], n: 3, own: Some(value), ..row(0, None) };
        assert_sound(&draw(vec![all]), true);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_input_gives_a_sound_scene(
        rows in prop::collection::vec((words(), prop::collection::vec(any::<f64>(), 0..26), 0..60_u32, prop::option::of(-1e4..1e6_f64), 0..5_u8), 0..12),
        width in 0..1600_u32, height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let rows = rows.into_iter().enumerate().map(|(i, (name, values, n, own, kind))| PeerPosition {
            id: i.to_string(),
            measure: Measure {
                name: name.clone(), decimals: kind, is_change: i % 2 == 0,
                unit: [Unit::PerCent, Unit::HundredMillionYuan, Unit::Other(name.clone())][usize::from(kind) % 3].clone(),
            },
            dimension: [None, Some(Dimension::A)][i % 2],
            direction: [Direction::Higher, Direction::Lower, Direction::Neutral][i % 3],
            n, own,
            quartiles: values.get(0..3).map(|all| [all[0], all[1], all[2]]),
            tails: values.get(3..5).map(|all| [all[0], all[1]]),
            percentile: values.first().copied(),
            points: values.into_iter().map(|value| PeerPoint { name: name.clone(), value }).collect(),
        }).collect();
        let input = PeerPositions { rows };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, true);
        if drawn.width >= 300 {
            assert_texts_apart(&drawn);
        }
    }
}
