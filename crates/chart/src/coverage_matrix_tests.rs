use super::*;
use crate::raster::png;
use crate::scene::Theme;
use crate::test_support::{assert_sound, frames, words};
use proptest::prelude::*;
use resvg::tiny_skia::Pixmap;

fn clause(number: usize, status: ClauseStatus, readiness: Option<f64>) -> CoverageClause {
    CoverageClause {
        id: format!("nfra-2025-95/{number}"),
        number: number.to_string(),
        heading: "推动金融数据高水平应用".to_owned(),
        status,
        readiness,
        judged: false,
        links: [0, 2, 1],
    }
}

fn matrix(groups: Vec<Vec<CoverageClause>>) -> CoverageMatrix {
    let groups = groups.into_iter().map(|clauses| CoverageGroup { label: "（四）有效激发数据要素潜能".to_owned(), clauses });
    CoverageMatrix {
        line: 60.0,
        dimension_names: ["经济价值", "技术应用", "组织保障与可持续"].map(str::to_owned),
        groups: groups.collect(),
    }
}

/// Every status once, with and without a figure.
fn every_status() -> CoverageMatrix {
    let supervisor = ClauseStatus::NotApplicable(Exemption::Supervisor);
    let judged = CoverageClause { judged: true, ..clause(1, ClauseStatus::Ready, Some(66.66)) };
    matrix(vec![
        vec![judged, clause(2, ClauseStatus::Partial, Some(57.1)), clause(3, ClauseStatus::Gap, Some(37.5))],
        vec![clause(4, ClauseStatus::Unanswered, Some(75.0)), clause(5, ClauseStatus::Unanswered, None), clause(6, supervisor, Some(1.0))],
    ])
}

/// So many clauses in chapters of seven.
fn of_size(count: usize) -> CoverageMatrix {
    let clauses: Vec<CoverageClause> = (1..=count).map(|i| clause(i, ClauseStatus::KINDS[i % 5], Some(i as f64))).collect();
    matrix(clauses.chunks(7).map(<[CoverageClause]>::to_vec).collect())
}

fn draw(input: &CoverageMatrix, frame: &Frame) -> Scene {
    scene(input, frame, &Caption::default())
}

#[test]
fn figures_and_statuses_are_told_in_words() {
    let drawn = draw(&every_status(), &frames()[0]);
    assert_eq!(drawn.table.head[1..], ["序号", "条款", "经济价值", "技术应用", "组织保障与可持续", "推断就绪度", "状态", "依据"]);
    assert_eq!(drawn.table.rows[0][1..], ["1", "推动金融数据高水平应用", "0", "2", "1", "66.7", "已就绪", "人工判断"]);
    assert_eq!(drawn.table.rows[5][6..], ["—", "不适用（监管部门承担）", "推断"]);
    let spot = &drawn.hotspots[2];
    assert_eq!((spot.id.as_str(), spot.label.as_str()), ("nfra-2025-95/3", "3 推动金融数据高水平应用"));
    assert_eq!(spot.detail, "存在缺口，推断就绪度 37.5，关联指标 3，技术应用 2，组织保障与可持续 1");
    assert_eq!(drawn.summary, "6项条款：已就绪1项，基本就绪1项，存在缺口1项，待补评2项，不适用1项，其中人工判断1项；就绪线60.0。");
    let en = draw(&every_status(), &frames()[1]);
    assert_eq!(
        en.summary,
        "6 clauses: ready 1, partly ready 1, gap 1, to be rated 2, not applicable 1, 1 of them set by judgement; readiness line 60.0."
    );
    assert_eq!(
        en.hotspots[5].detail,
        "Not applicable (supervisory), Linked indicators 3, 经济价值 0".replace(", 经济价值 0", ", 技术应用 2, 组织保障与可持续 1")
    );
}

#[test]
fn without_a_figure_there_is_no_bar() {
    let bars = |readiness| {
        let svg = draw(&matrix(vec![vec![clause(1, ClauseStatus::Gap, readiness)]]), &frames()[0]).svg;
        svg.matches("<rect").count()
    };
    let without = bars(None);
    assert_eq!(bars(Some(f64::NAN)), without);
    assert_eq!(bars(Some(0.0)), without + 1, "the ground of the bar, and nothing on it");
    assert_eq!(bars(Some(37.5)), without + 2);
}

#[test]
fn a_status_has_its_word_or_its_sign() {
    let wide = draw(&every_status(), &frames()[0]).svg;
    for word in ["已就绪", "基本就绪", "存在缺口", "待补评", "不适用"] {
        let plain: String = wide.replace("<tspan font-family=\"Noto Sans SC, Inter, sans-serif\">", "").replace("</tspan>", "");
        let row = if word == "不适用" { ">不适用（监管部门承担）<".to_owned() } else { format!(">{word}<") };
        assert!(plain.contains(&row), "{word} stands in a row");
        assert!(plain.contains(&format!(">{word} ")), "{word} stands in the legend");
    }
    // In a narrow column the sign of what is ready stands in its row and in the legend: three points, nothing else has them.
    let narrow = draw(&every_status(), &Frame { width: 300, ..frames()[0] }).svg;
    let of_three_points = |svg: &str| {
        let points = svg.split("<polyline").skip(1).filter_map(|rest| rest.split(" points=\"").nth(1)?.split('"').next());
        points.filter(|points| points.split_whitespace().count() == 3).count()
    };
    assert_eq!((of_three_points(&wide), of_three_points(&narrow)), (0, 2));
}

#[test]
fn a_regulator_s_document_fits_a_page() {
    let texts = [
        (Language::Zh, "防范数字生态外部合作风险", "28项机构任务中11项已就绪，4项存在缺口，"),
        (Language::En, "Strengthen risk management in digital conditions", "Of 28 tasks for institutions 11 are ready. "),
    ];
    for (language, heading, sentence) in texts {
        let frame = Frame { theme: Theme::Export, language, width: 2000, height: 0 };
        // Two lines of title and of source.
        let caption = Caption { title: sentence.repeat(3), subtitle: "0–100".to_owned(), source: sentence.repeat(4) };
        let mut input = of_size(33);
        for clause in input.groups.iter_mut().flat_map(|group| &mut group.clauses) {
            clause.heading = heading.to_owned();
        }
        let drawn = scene(&input, &frame, &caption);
        assert!(f64::from(drawn.height) <= f64::from(drawn.width) * 1.3, "{language:?}: {}×{}", drawn.width, drawn.height);
        let columns: std::collections::BTreeSet<i64> = drawn.hotspots.iter().map(|spot| spot.x.round() as i64).collect();
        assert_eq!(columns.len(), 2);
    }
}

#[test]
fn twenty_clauses_stand_in_one_column_and_so_does_a_narrow_page() {
    let lefts = |count, width| {
        let drawn = draw(&of_size(count), &Frame { width, ..frames()[0] });
        drawn.hotspots.iter().map(|spot| spot.x.round() as i64).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!([lefts(20, 720), lefts(21, 720), lefts(60, 320)], [1, 2, 1]);
}

#[test]
fn a_wish_for_height_is_met_as_far_as_rows_stay_legible() {
    let high = |height| draw(&of_size(33), &Frame { height, ..frames()[0] }).height;
    assert!(high(100) >= 17 * 17);
    assert_eq!(high(900), 900);
    let flat = draw(&of_size(60), &Frame { height: 100, ..frames()[0] });
    assert_sound(&flat, true);
}

#[test]
fn nothing_to_show_is_said() {
    for input in [matrix(Vec::new()), matrix(vec![Vec::new()])] {
        let drawn = draw(&input, &frames()[0]);
        assert_eq!((drawn.summary.as_str(), drawn.hotspots.len(), drawn.table.rows.len()), ("暂无数据。", 0, 0));
        assert_sound(&drawn, true);
    }
}

#[test]
fn the_picture_has_ink_in_every_theme_and_language() {
    for frame in frames() {
        for count in [1, 33] {
            let drawn = draw(&of_size(count), &frame);
            let pixmap = Pixmap::decode_png(&png(&drawn.svg, 170.0, 100).unwrap()).unwrap();
            let ink = pixmap.pixels().iter().filter(|p| p.alpha() == 255 && (p.red() < 200 || p.blue() < 200)).count();
            assert!(ink > 200 * count.min(10), "{frame:?}: {ink}");
            let lowest = pixmap.pixels().last().unwrap().alpha();
            assert_eq!(lowest, if frame.theme == Theme::Export { 255 } else { 0 }, "paper reaches the lower edge, a window has none");
        }
    }
}

fn statuses() -> impl Strategy<Value = ClauseStatus> {
    let exempt = [Exemption::Supervisor, Exemption::General, Exemption::Institution].map(ClauseStatus::NotApplicable);
    prop::sample::select([&ClauseStatus::KINDS[..4], &exempt].concat())
}

prop_compose! {
    fn any_clause()(
        number in "[0-9三(一)]{0,9}",
        heading in words(),
        status in statuses(),
        readiness in prop::option::of(any::<f64>()),
        judged: bool,
        links: [u32; 3],
    ) -> CoverageClause {
        CoverageClause { id: number.clone(), number, heading, status, readiness, judged, links }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_gives_a_sound_scene(
        groups in prop::collection::vec((words(), prop::collection::vec(any_clause(), 0..25)), 0..7),
        line: f64,
        name in words(),
        width in 0..1600_u32,
        height in 0..900_u32,
        frame in prop::sample::select(frames()),
    ) {
        let groups: Vec<CoverageGroup> = groups.into_iter().map(|(label, clauses)| CoverageGroup { label, clauses }).collect();
        let ids: Vec<String> = groups.iter().flat_map(|group| &group.clauses).map(|clause| clause.id.clone()).collect();
        let input = CoverageMatrix { line, dimension_names: [(); 3].map(|()| name.clone()), groups };
        let frame = Frame { width, height, ..frame };
        let drawn = draw(&input, &frame);
        prop_assert_eq!(&drawn, &draw(&input, &frame));
        assert_sound(&drawn, true);
        prop_assert_eq!(drawn.hotspots.iter().map(|spot| spot.id.clone()).collect::<Vec<_>>(), ids);
        prop_assert_eq!(drawn.table.rows.len(), drawn.hotspots.len());
    }
}
