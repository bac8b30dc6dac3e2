use super::*;
use crate::test_support::{assert_sound, frames, words};
use proptest::prelude::*;

fn row(name: &str, amount: Option<f64>, growth: Option<f64>) -> InvestmentRow {
    InvestmentRow {
        id: name.to_owned(),
        name: name.to_owned(),
        type_label: "国有大型商业银行".to_owned(),
        amount,
        growth,
        prior: None,
        provenance: Provenance::Disclosed,
        is_own: false,
    }
}

fn draw(rows: Vec<InvestmentRow>, language: Language) -> Scene {
    let input = InvestmentBars { year: Some(2024), rows, total: None };
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
        let rows: Vec<InvestmentRow> = rows.into_iter().enumerate().map(|(i, (name, amount, growth, provenance, is_own))| InvestmentRow {
            id: i.to_string(), type_label: name.clone(), name, amount, growth, prior: amount, provenance: Provenance::ALL[provenance], is_own,
        }).collect();
        let total = with_total.then_some(InvestmentTotal { name: String::new(), amount: Some(f64::MAX), growth: None, prior: Some(-1.0) });
        let input = InvestmentBars { year: None, rows, total };
        let frame = Frame { width, height, ..frame };
        let drawn = scene(&input, &frame, &Caption::default());
        prop_assert_eq!(&drawn, &scene(&input, &frame, &Caption::default()));
        assert_sound(&drawn, true);
    }
}
