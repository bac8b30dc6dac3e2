use super::*;
use crate::figure::Provenance;
use crate::scene::Theme;
use crate::test_support::{assert_sound, assert_texts_apart, frames, text, words};
use proptest::prelude::*;

fn figure(value: f64) -> Figure {
    Figure { value, provenance: Provenance::Disclosed, lower_bound: false }
}

fn line(name: &str, points: &[(i32, f64)]) -> TrendLine {
    let points = points.iter().map(|(year, value)| TrendPoint { year: *year, figure: figure(*value) }).collect();
    TrendLine { id: name.to_owned(), name: name.to_owned(), is_own: name.starts_with("海"), is_emphasised: false, points }
}

fn input(lines: Vec<TrendLine>) -> Trend {
    Trend {
        measure: Measure { name: "信息科技投入".to_owned(), decimals: 2, ..Measure::default() },
        logarithmic: false,
        moments: Vec::new(),
        lines,
    }
}

fn draw(lines: Vec<TrendLine>) -> Scene {
    scene(&input(lines), &frames()[0], &Caption::default())
}

/// Lines of the own institution, drawn 2.5 px wide; its key is one of them.
fn own_lines(scene: &Scene) -> usize {
    scene.svg.lines().filter(|line| line.contains("<polyline") && line.contains("stroke-width=\"50\"") && line.contains("#17476B")).count()
}

#[test]
fn a_gap_stays_a_gap() {
    let whole = draw(vec![line("海澄", &[(2021, 3.0), (2022, 4.0), (2023, 5.0), (2024, 6.0)])]);
    let gap = draw(vec![line("海澄", &[(2024, 6.0), (2021, 3.0), (2022, 4.0)])]);
    assert_eq!(own_lines(&whole), 2);
    assert_eq!(own_lines(&gap), 2, "2021–2022 and the key; 2024 stands alone");
    let two = draw(vec![line("海澄", &[(2019, 1.0), (2020, 2.0), (2022, 4.0), (2023, 5.0)])]);
    assert_eq!(own_lines(&two), 3);
    assert!(!two.svg.contains("stroke-dasharray"), "dashes mean a target");
    assert_eq!(gap.table.head, ["机构", "2021", "2022", "2024"]);
    assert_eq!(two.hotspots.len(), 4);
    assert_eq!(two.hotspots[0].detail, "2019年 1.00亿元，披露");
}

#[test]
fn a_lower_bound_is_an_open_mark_with_its_sign() {
    let mut bound = line("甲", &[(2023, 90.0), (2024, 95.0), (2025, 100.0)]);
    bound.points[1].figure.lower_bound = true;
    bound.points[2].figure.lower_bound = true;
    let drawn = draw(vec![bound]);
    assert_eq!(drawn.table.rows[0][1..], ["90.00", "≥95.00", "≥100.00"]);
    let written = text(&drawn);
    assert!(written.lines().any(|line| line == "≥100.00") && written.lines().any(|line| line == "≥"), "{written}");
    assert!(written.contains("下限（≥）"));
    assert_eq!(drawn.svg.matches("<circle").count(), 2 * 2 + 1, "two open marks on their ground, one in the key");
}

#[test]
fn no_more_than_five_peers_are_emphasised() {
    let lines = (0..9)
        .map(|i| TrendLine { is_emphasised: true, ..line(&format!("样本{i}"), &[(2023, f64::from(i)), (2024, 40.0 * f64::from(i))]) });
    let drawn = draw(lines.collect());
    let written = text(&drawn);
    assert!((0..5).all(|i| written.contains(&format!("样本{i}"))) && (5..9).all(|i| !written.contains(&format!("样本{i}"))), "{written}");
    assert!(written.contains("其他同业"));
}

#[test]
fn a_logarithmic_scale_is_said_and_leaves_out_what_it_cannot_show() {
    let logarithmic = Trend { logarithmic: true, ..input(vec![line("甲", &[(2023, 0.0), (2024, 10.0)])]) };
    let caption = Caption { subtitle: "信息科技投入，亿元".to_owned(), ..Caption::default() };
    let export = Frame { theme: Theme::Export, ..frames()[0] };
    let drawn = scene(&logarithmic, &export, &caption);
    assert_eq!(drawn.caption.subtitle, "信息科技投入，亿元，对数刻度");
    assert!(text(&drawn).contains("对数刻度"));
    assert_eq!(drawn.table.rows, [["甲", "10.00"]]);
    assert_eq!(scene(&logarithmic, &export, &drawn.caption).caption, drawn.caption, "said once");
    assert_eq!(scene(&input(Vec::new()), &export, &caption).caption, caption);
}

#[test]
fn nothing_to_show_is_said() {
    for lines in [Vec::new(), vec![line("甲", &[])], vec![line("甲", &[(2024, f64::NAN)])]] {
        let drawn = draw(lines);
        assert!(text(&drawn).contains("暂无法绘制趋势") && drawn.hotspots.is_empty());
    }
}

#[test]
fn moments_stand_by_their_names_and_parts_need_no_key() {
    let measure = Measure { name: "得分".to_owned(), unit: crate::measure::Unit::Other("分".to_owned()), decimals: 1, is_change: false };
    let moments = ["2024年度", "初评", "2025年度"].map(str::to_owned).to_vec();
    let lines = vec![line("海", &[(0, 50.0), (1, 52.5), (2, 60.0)]), line("经济价值", &[(0, 40.0), (2, 61.0)])];
    let drawn = scene(&Trend { measure, moments, logarithmic: false, lines }, &frames()[0], &Caption::default());
    assert_eq!(drawn.table.head, ["部分", "2024年度", "初评", "2025年度"]);
    assert_eq!(drawn.table.rows[1], ["经济价值", "40.0", "—", "61.0"]);
    assert_eq!(drawn.hotspots[1].detail, "初评 52.5分");
    let written = text(&drawn);
    assert!(["2024年度", "初评", "2025年度"].iter().all(|name| written.contains(name)) && !written.contains("本机构"), "{written}");
    assert!(drawn.summary.starts_with("得分，2024年度–2025年度"), "{}", drawn.summary);
    assert_sound(&drawn, false);
}

#[test]
fn single_equal_and_extreme_figures_are_drawn() {
    for points in
        [vec![(2024, 5.0)], vec![(i32::MIN, 5.0), (i32::MAX, 5.0)], vec![(2023, 1e308), (2024, -1e308)], vec![(2023, 0.0), (2024, 0.0)]]
    {
        for logarithmic in [false, true] {
            let drawn = scene(&Trend { logarithmic, ..input(vec![line("海澄", &points)]) }, &frames()[0], &Caption::default());
            assert_sound(&drawn, false);
            assert_texts_apart(&drawn);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_input_gives_a_sound_scene(
        lines in prop::collection::vec((words(), prop::collection::vec((2017..2027_i32, -50.0..400.0_f64, any::<f64>()), 0..9), any::<bool>()), 0..57),
        own in 0..57_usize, logarithmic: bool,
        width in 0..1600_u32, height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let lines = lines.into_iter().enumerate().map(|(i, (name, points, is_emphasised))| {
            let point = |(j, (year, tame, wild)): (usize, (i32, f64, f64))| TrendPoint {
                year,
                figure: Figure { value: if i % 11 == 0 { wild } else { tame }, provenance: Provenance::ALL[j % 4], lower_bound: j % 5 == 4 },
            };
            TrendLine { id: i.to_string(), name, is_own: i == own, is_emphasised, points: points.into_iter().enumerate().map(point).collect() }
        }).collect();
        let input = Trend { logarithmic, ..input(lines) };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, false);
        if drawn.width >= 300 {
            assert_texts_apart(&drawn);
        }
    }
}
