//! An assessment that is awkward on purpose.

use shuheng_report::*;

use super::oracle;
use super::sample::{frame, node};

/// A tree with all means, power means of large, small and no exponent, a node of which nothing applies, ties, zeros, a weight of nothing, and hostile text.
pub fn tree() -> ReportInput {
    let mut input = frame(Language::Zh);
    input.institution = "=HYPERLINK(\"http://x\",\"点我\")".into();
    input.institution_type = "@SUM(A1)".into();
    input.confidential_note = "秘密&内部 &P <b>\u{1}".into();
    let mut root = node("root", "", "+综合", 0, None, 1.0, Some(60.0));
    root.mean = Mean::Arithmetic;
    input.nodes.push(root);
    use Direction::{Higher, Lower};
    use Transform::{Linear, Log};
    let rubric =
        |level| (Kind::Rubric { points: [0.0, 25.0, 50.0, 75.0, 100.0] }, if level == 0 { Answer::None } else { Answer::Level(level) });
    let uneven = |level| (Kind::Rubric { points: [0.0, 10.0, 40.0, 80.0, 100.0] }, Answer::Level(level));
    let metric =
        |direction, transform, low, high, cap, answer| (Kind::Metric { unit: "%".into(), direction, low, high, transform, cap }, answer);
    let items = |held: &[bool]| {
        let items =
            (1..).zip(held).map(|(n, held)| ChecklistItem { text: format!("=事实{n}"), weight: f64::from(n), held: *held }).collect();
        (Kind::Checklist { items }, Answer::Items)
    };
    let points = |score| metric(Higher, Linear, 0.0, 100.0, true, Answer::Number(score));
    let gone = || (Kind::Rubric { points: [0.0, 25.0, 50.0, 75.0, 100.0] }, Answer::NotApplicable);
    type Leaves = Vec<(f64, (Kind, Answer))>;
    type Branch = (&'static str, Mean, f64, Leaves);
    let domain = |name: &'static str, mean, weight, leaves: Leaves| (name, mean, weight, leaves);
    let dimensions: Vec<(&str, Mean, f64, Vec<Branch>)> = vec![
        (
            "甲",
            Mean::Geometric,
            3.0,
            vec![
                domain("甲一", Mean::Arithmetic, 2.0, vec![(1.0, rubric(4)), (2.5, uneven(3)), (1.0, rubric(0)), (0.0, rubric(1))]),
                domain(
                    "甲二",
                    Mean::Geometric,
                    1.0,
                    vec![
                        (1.0, metric(Higher, Log, 1.0, 500.0, true, Answer::Number(37.0))),
                        (2.0, metric(Lower, Linear, 25.0, 60.0, true, Answer::Number(33.3))),
                        (1.0, items(&[true, false, true, true])),
                    ],
                ),
                domain("甲三", Mean::Minimum, 1.5, vec![(1.0, rubric(3)), (3.0, rubric(3)), (1.0, rubric(5)), (1.0, gone())]),
            ],
        ),
        (
            "乙",
            Mean::Arithmetic,
            2.0,
            vec![
                domain("乙一", Mean::Geometric, 1.0, vec![(1.0, rubric(1)), (1.0, rubric(5))]),
                domain("乙二", Mean::Arithmetic, 2.0, vec![(1.0, gone()), (2.0, gone())]),
                domain(
                    "乙三",
                    Mean::Arithmetic,
                    1.0,
                    vec![
                        (1.0, metric(Lower, Log, 0.5, 50.0, false, Answer::Number(3.0))),
                        (1.0, metric(Higher, Linear, 0.0, 10.0, false, Answer::Number(11.0))),
                        (1.0, metric(Higher, Linear, 1.0, 6.0, true, Answer::Number(9.0))),
                        (1.0, metric(Higher, Log, 1.0, 6.0, true, Answer::Number(-2.0))),
                    ],
                ),
            ],
        ),
        (
            "丙",
            Mean::Minimum,
            2.0,
            vec![
                domain("丙一", Mean::Arithmetic, 1.0, vec![(1.0, rubric(2)), (1.0, rubric(4))]),
                domain("丙二", Mean::Arithmetic, 3.0, vec![(1.0, rubric(3)), (1.0, rubric(3))]),
                domain("丙三", Mean::Arithmetic, 1.0, vec![(1.0, rubric(5)), (1.0, rubric(0))]),
            ],
        ),
        (
            "戊",
            Mean::Harmonic,
            2.0,
            vec![
                domain("戊一", Mean::Harmonic, 1.0, vec![(1.0, points(12.5)), (2.0, rubric(4)), (0.0, points(0.0)), (1.0, rubric(0))]),
                domain("戊二", Mean::Power(0.5), 2.0, vec![(1.0, points(0.0)), (3.0, points(64.0)), (1.0, gone()), (0.0, points(99.0))]),
                domain("戊三", Mean::Power(100.0), 1.0, vec![(1.0, points(3.0)), (1.0, points(81.0)), (2.0, points(80.0))]),
                domain("戊四", Mean::Power(-100.0), 1.0, vec![(0.5, points(3.1)), (1.0, points(100.0)), (2.0, points(3.0))]),
                domain("戊五", Mean::Power(1e-9), 1.5, vec![(1.0, points(7.0)), (1.0, points(93.0)), (2.0, rubric(3))]),
                domain("戊六", Mean::Power(0.0), 1.0, vec![(1.0, points(7.0)), (1.0, points(93.0)), (2.0, rubric(3))]),
            ],
        ),
        (
            "己",
            Mean::Power(-2.0),
            1.0,
            vec![
                domain("己一", Mean::Harmonic, 1.0, vec![(1.0, points(0.0)), (3.0, rubric(1)), (1.0, points(40.0))]),
                domain("己二", Mean::Power(2.0), 1.0, vec![(1.0, points(0.0)), (3.0, rubric(1))]),
                domain("己三", Mean::Power(0.0), 1.0, vec![(1.0, points(0.0)), (3.0, rubric(4))]),
            ],
        ),
        (
            "庚",
            Mean::Power(3.0),
            1.0,
            vec![
                domain("庚一", Mean::Power(-2.5), 1.0, vec![(1.0, points(15.5)), (1.0, points(13.3)), (1.0, points(11.5))]),
                domain("庚二", Mean::Harmonic, 1.0, vec![(1.0, gone()), (1.0, rubric(0))]),
                domain("庚三", Mean::Harmonic, 1.0, vec![(0.0, points(20.0)), (0.0, points(0.0))]),
                domain("庚四", Mean::Arithmetic, 2.0, vec![(1.0, points(50.0))]),
            ],
        ),
        (
            "丁",
            Mean::Arithmetic,
            1.0,
            vec![domain(
                "丁一",
                Mean::Arithmetic,
                1.0,
                vec![
                    (1.0, rubric(0)),
                    (
                        1.0,
                        (
                            Kind::Metric { unit: "=1".into(), direction: Higher, low: 0.0, high: 1.0, transform: Linear, cap: true },
                            Answer::None,
                        ),
                    ),
                ],
            )],
        ),
    ];
    for (code, mean, weight, domains) in dimensions {
        let dimension = input.nodes.len();
        let mut own = node(code, code, code, 1, Some(0), weight, Some(60.0));
        own.mean = mean;
        input.nodes.push(own);
        for (code, mean, weight, leaves) in domains {
            let at = input.nodes.len();
            let mut own = node(code, code, "-域", 2, Some(dimension), weight, None);
            own.mean = mean;
            input.nodes.push(own);
            for (number, (weight, (kind, answer))) in (1..).zip(leaves) {
                let code = format!("{code}.{number}");
                let mut own = node(&code, &code, "@指标\r\n\u{0}\u{b}", 3, Some(at), weight, if number == 2 { None } else { Some(55.0) });
                own.indicator = Some(Indicator {
                    kind,
                    answer,
                    question: "=1+1".into(),
                    confidence: "inf".into(),
                    basis: "=1+1".into(),
                    rationale: "\t=cmd|' /C calc'!A0".into(),
                    evidence: vec![Evidence { title: "-2+3".into(), locator: String::new(), strength: String::new() }],
                    sources: "\r=A1".into(),
                    level_evidence: vec!["数".repeat(40_000)],
                });
                input.nodes.push(own);
            }
        }
    }
    let at = |code: &str| input.nodes.iter().position(|node| node.code == code).expect("a code of the sample");
    input.model.gates = vec![
        Gate { text: "=甲".into(), rule: Some(GateRule { node: at("甲"), cap: 2, watch: at("乙一"), below: 10.0 }) },
        Gate { text: "不触发".into(), rule: Some(GateRule { node: 0, cap: 1, watch: at("丁"), below: 90.0 }) },
        Gate { text: "指标".into(), rule: Some(GateRule { node: at("甲一.1"), cap: 3, watch: at("丙"), below: 100.0 }) },
        Gate { text: "没有此节点".into(), rule: None },
    ];
    oracle::fill(&mut input);
    input
}
