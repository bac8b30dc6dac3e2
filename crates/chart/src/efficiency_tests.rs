use super::*;
use crate::measure::Unit;
use crate::test_support::{assert_sound, assert_texts_apart, frames, text, words};
use proptest::prelude::*;

fn point(name: &str, intensity: f64, value_score: f64) -> EfficiencyPoint {
    EfficiencyPoint { id: name.to_owned(), name: name.to_owned(), intensity, value_score, is_own: name.starts_with("海") }
}

fn input(points: Vec<EfficiencyPoint>) -> Efficiency {
    Efficiency {
        intensity: Measure { name: "投入强度".to_owned(), unit: Unit::PerCent, decimals: 2, is_change: false },
        score_name: "经济价值得分".to_owned(),
        points,
        spending: Vec::new(),
        high_intensity: FieldLine { at: 3.5, name: "同业中位".to_owned() },
        high_score: FieldLine { at: 60.0, name: "目标得分".to_owned() },
    }
}

fn draw(points: Vec<EfficiencyPoint>) -> Scene {
    scene(&input(points), &frames()[0], &Caption::default())
}

#[test]
fn each_point_lies_in_one_of_four_fields() {
    let drawn = draw(vec![point("海澄银行", 4.07, 53.0), point("甲", 3.5, 60.0), point("乙", 3.4, 60.0), point("丙", 3.4, 59.9)]);
    let fields: Vec<&str> = drawn.table.rows.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(fields, ["重投入、轻产出", "投入见效", "轻投入、高产出", "待培育"]);
    assert_eq!(drawn.hotspots[0].detail, "投入强度 4.07%，经济价值得分 53.0，重投入、轻产出");
    assert_eq!(drawn.summary, "海澄银行 投入强度 4.07%，经济价值得分 53.0，重投入、轻产出；4家机构中1家重投入、轻产出。");
    let written = text(&drawn);
    for words in ["重投入、轻产出", "投入见效", "轻投入、高产出", "待培育", "同业中位 3.50%", "目标得分 60.0", "海澄银行"]
    {
        assert!(written.contains(words), "{words} in {written}");
    }
    assert!(!written.contains('甲'), "peers are only told");
}

#[test]
fn only_the_field_of_much_spending_and_little_yield_is_tinted() {
    let drawn = draw(vec![point("甲", 2.0, 80.0), point("乙", 5.0, 40.0)]);
    assert_eq!(drawn.svg.matches("fill=\"#FBEDEC\"").count(), 2, "the field, and the ground of the point in it");
    assert_eq!(draw(vec![point("甲", 2.0, 80.0)]).svg.matches("fill=\"#FBEDEC\"").count(), 1);
}

/// The order of the figures of the table is kept in the picture: what scores more stands higher.
#[test]
fn a_higher_score_stands_higher_and_more_spending_farther_right() {
    let drawn = draw(vec![point("甲", 2.0, 80.0), point("乙", 5.0, 40.0)]);
    let spot = |id: &str| drawn.hotspots.iter().find(|spot| spot.id == id).unwrap();
    assert!(spot("甲").y < spot("乙").y && spot("甲").x < spot("乙").x);
}

/// Peers whose score nobody knows stand on the lower edge at their spending, and in no field.
#[test]
fn peers_without_a_score_are_ticks_on_the_edge() {
    let tick = |id: &str, intensity| SpendingOnly { id: id.to_owned(), name: format!("同业{id}"), intensity };
    let spending = vec![tick("a", 2.0), tick("b", 9.0), tick("c", f64::NAN)];
    let drawn = scene(&Efficiency { spending, ..input(vec![point("海澄银行", 4.07, 53.0)]) }, &frames()[0], &Caption::default());
    let spot = |id: &str| drawn.hotspots.iter().find(|spot| spot.id == id);
    let (low, high) = (spot("a").unwrap(), spot("b").unwrap());
    assert!(low.x < high.x && (low.y - high.y).abs() < 1e-9 && spot("c").is_none());
    assert_eq!(high.detail, "投入强度 9.00%，得分未知");
    assert_eq!(drawn.table.rows[2], ["同业b", "9.00%", "—", "—"]);
    assert!(drawn.summary.ends_with("1家机构中1家重投入、轻产出。另有2家同业只知投入强度，其中1家低于参照线。"), "{}", drawn.summary);
    assert!(text(&drawn).contains("同业，得分未知"));
}

#[test]
fn nothing_to_show_is_said() {
    let nowhere = FieldLine { at: f64::NAN, name: String::new() };
    for input in [
        Efficiency::default(),
        input(vec![point("甲", f64::INFINITY, 50.0)]),
        Efficiency { high_score: nowhere, ..input(vec![point("甲", 3.0, 50.0)]) },
    ] {
        let drawn = scene(&input, &frames()[0], &Caption::default());
        assert!(text(&drawn).contains("没有机构两项数值齐全") && drawn.hotspots.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_input_gives_a_sound_scene(
        points in prop::collection::vec((words(), any::<f64>(), 0.0..12.0_f64, -20.0..140.0_f64), 0..58),
        own in 0..58_usize, spending in 0.0..10.0_f64, score in -20.0..120.0_f64,
        (line, other) in (words(), words()),
        width in 0..1600_u32, height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let points: Vec<EfficiencyPoint> = points.into_iter().enumerate().map(|(i, (name, wild, tame, value_score))| EfficiencyPoint {
            id: i.to_string(), name, intensity: if i % 9 == 0 { wild } else { tame }, value_score, is_own: i == own,
        }).collect();
        let unscored = points.iter().map(|point| SpendingOnly { id: format!("t{}", point.id), name: point.name.clone(), intensity: point.intensity });
        let unscored: Vec<SpendingOnly> = if own % 2 == 0 { unscored.collect() } else { Vec::new() };
        let (high_intensity, high_score) = (FieldLine { at: spending, name: line }, FieldLine { at: score, name: other });
        let input = Efficiency { high_intensity, high_score, spending: unscored, ..input(points) };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, false);
        if drawn.width >= 300 {
            assert_texts_apart(&drawn);
        }
    }
}
