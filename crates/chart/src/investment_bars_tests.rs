use super::*;
use crate::measure::Unit;
use crate::test_support::{assert_sound, assert_texts_apart, frames, text, words};
use proptest::prelude::*;

fn disclosed(value: f64) -> Figure {
    Figure { value, provenance: Provenance::Disclosed, lower_bound: false }
}

fn money(language: Language) -> Measure {
    let name = if language == Language::Zh { "投入" } else { "Spending" };
    Measure { name: name.to_owned(), decimals: 2, ..Measure::default() }
}

fn row(name: &str, amount: Option<f64>, growth: Option<f64>) -> InvestmentRow {
    InvestmentRow {
        id: name.to_owned(),
        name: name.to_owned(),
        type_label: "国有大型商业银行".to_owned(),
        rank: None,
        figure: amount.map(disclosed),
        growth,
        prior: None,
        is_own: false,
    }
}

fn draw(rows: Vec<InvestmentRow>, language: Language) -> Scene {
    let input = InvestmentBars { measure: money(language), year: Some(2024), rows, total: None };
    scene(&input, &Frame { language, ..frames()[0] }, &Caption::default())
}

#[test]
fn a_missing_amount_is_said_and_has_no_bar() {
    let scene = draw(vec![row("工商银行", None, None)], Language::Zh);
    assert!(scene.svg.contains("未录入"));
    assert_eq!(scene.svg.matches("<rect").count(), 0);
    assert_eq!(scene.table.rows[0][2], "未录入");
    assert_eq!(draw(vec![row("工商银行", Some(f64::NAN), None)], Language::Zh).svg.matches("<rect").count(), 0);
}

#[test]
fn money_is_written_in_the_language_s_unit() {
    let rows = || vec![row("工商银行", Some(285.18), Some(4.67)), row("建设银行", Some(244.33), Some(-2.36))];
    let zh = draw(rows(), Language::Zh);
    assert_eq!(zh.hotspots[1].detail, "244.33亿元，披露，变化比率 \u{2212}2.36%");
    assert_eq!(zh.table.head[2], "2024年投入（亿元）");
    assert_eq!(zh.summary, "2家机构，最高为工商银行285.18亿元；1家较上年下降，0家未录入。");
    let en = draw(rows(), Language::En);
    assert_eq!(en.hotspots[0].detail, "RMB 28.518 bn, Disclosed, Change +4.67%");
}

#[test]
fn names_are_escaped() {
    let svg = draw(vec![row("A&B <x>", Some(1.0), None)], Language::Zh).svg;
    assert!(svg.contains("A&amp;B &lt;x&gt;") && !svg.contains("<x>"));
}

#[test]
fn a_long_list_is_cut_to_its_head_and_the_own_row() {
    let mut rows: Vec<InvestmentRow> = (0..40).map(|i| row(&format!("{i}号"), (i < 38).then_some(100.0 - f64::from(i)), None)).collect();
    rows[30].is_own = true;
    let cut = draw(rows.clone(), Language::Zh);
    let drawn: Vec<&str> = cut.hotspots.iter().map(|spot| spot.id.as_str()).collect();
    assert_eq!((drawn.len(), drawn[19], drawn[20]), (21, "19号", "30号"));
    assert_eq!(cut.table.rows.len(), 40);
    assert_texts_apart(&cut);
    assert!(text(&cut).contains("另有19家未画出，其中2家未录入，其余数值见表格。"));
    rows.truncate(24);
    let whole = draw(rows, Language::Zh);
    assert!(whole.hotspots.len() == 24 && !text(&whole).contains("未画出"));
}

#[test]
fn a_lower_bound_and_a_fall_below_zero_are_told_apart() {
    let mut rows = vec![row("甲", Some(300.0), None), row("乙", Some(100.0), None), row("丙", Some(-50.0), None)];
    rows[0].figure = Some(Figure { lower_bound: true, provenance: Provenance::Press, ..disclosed(300.0) });
    let drawn = draw(rows, Language::Zh);
    assert_eq!(drawn.hotspots[0].detail, "≥300.00亿元，媒体");
    assert_eq!(drawn.table.rows[0][2..4], ["≥300.00", "媒体"]);
    assert_eq!(drawn.svg.matches("<rect").count(), 2, "the bound is outlined, the others are full");
    assert!(text(&drawn).contains("下限，实际不低于此") && text(&drawn).contains("\u{2212}50.00"));
}

#[test]
fn another_metric_brings_its_own_unit() {
    let measure = Measure { name: "IT staff".to_owned(), unit: Unit::Other("persons".to_owned()), ..Measure::default() };
    let input = InvestmentBars { measure, year: Some(2024), rows: vec![row("ICBC", Some(36_000.0), None)], total: None };
    let drawn = scene(&input, &Frame { language: Language::En, ..frames()[0] }, &Caption::default());
    assert_eq!(drawn.table.head[2], "IT staff 2024 (persons)");
    assert_eq!(drawn.hotspots[0].detail, "36,000 persons, Disclosed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_gives_a_sound_scene(
        rows in prop::collection::vec((words(), prop::option::of(any::<f64>()), prop::option::of(any::<f64>()), 0..4_usize, any::<bool>()), 0..61),
        width in 0..1200_u32,
        height in 0..900_u32,
        with_total: bool,
        frame in prop::sample::select(frames()),
    ) {
        let rows: Vec<InvestmentRow> = rows.into_iter().enumerate().map(|(i, (name, value, growth, provenance, flag))| InvestmentRow {
            id: i.to_string(), type_label: name.clone(), name, rank: flag.then_some(i as u32), growth, prior: value, is_own: i % 7 == 3,
            figure: value.map(|value| Figure { value, provenance: Provenance::ALL[provenance], lower_bound: flag }),
        }).collect();
        let total = with_total.then_some(InvestmentTotal { name: String::new(), figure: Some(disclosed(f64::MAX)), growth: None, prior: Some(-1.0) });
        let input = InvestmentBars { measure: money(frame.language), year: None, rows, total };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, true);
    }
}
