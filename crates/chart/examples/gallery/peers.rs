//! Charts of peers on the figures of the built-in benchmark, abridged, with an example institution.

use super::caption;
use shuheng_chart::*;

/// (id, Chinese, English, IT investment 2019–2025 in 亿元 or 0 for none)
type Series = (&'static str, &'static str, &'static str, [f64; 7]);

const INVESTMENT: [Series; 17] = [
    ("icbc", "工商银行", "ICBC", [163.74, 238.19, 259.87, 262.24, 272.46, 285.18, 285.9]),
    ("abc", "农业银行", "Agricultural Bank of China", [0.0, 0.0, 205.32, 232.11, 248.5, 249.7, 0.0]),
    ("boc", "中国银行", "Bank of China", [0.0, 0.0, 186.18, 215.41, 223.97, 238.09, 0.0]),
    ("ccb", "建设银行", "China Construction Bank", [176.33, 221.09, 235.76, 232.9, 250.24, 244.33, 0.0]),
    ("bocom", "交通银行", "Bank of Communications", [0.0, 70.79, 87.5, 116.31, 120.27, 114.33, 0.0]),
    ("psbc", "邮储银行", "Postal Savings Bank of China", [0.0, 90.27, 100.3, 106.52, 112.78, 122.96, 0.0]),
    ("cmb", "招商银行", "China Merchants Bank", [93.6, 119.12, 132.91, 141.68, 141.26, 133.5, 0.0]),
    ("citic", "中信银行", "China CITIC Bank", [55.66, 69.26, 75.37, 87.49, 121.53, 109.45, 96.41]),
    ("cib", "兴业银行", "Industrial Bank", [35.65, 48.62, 63.64, 82.51, 83.98, 83.77, 0.0]),
    ("spdb", "浦发银行", "SPD Bank", [0.0, 57.15, 67.06, 0.0, 0.0, 0.0, 0.0]),
    ("cmbc", "民生银行", "China Minsheng Bank", [0.0, 37.02, 45.07, 47.07, 59.87, 0.0, 0.0]),
    ("ceb", "光大银行", "China Everbright Bank", [34.04, 51.5, 57.86, 61.27, 0.0, 0.0, 0.0]),
    ("pab", "平安银行", "Ping An Bank", [0.0, 72.1, 73.83, 69.29, 0.0, 0.0, 0.0]),
    ("cq", "重庆银行", "Bank of Chongqing", [0.0, 2.63, 0.0, 0.0, 4.78, 5.74, 0.0]),
    ("webank", "微众银行", "WeBank", [0.0, 0.0, 0.0, 0.0, 0.0, 34.32, 0.0]),
    ("htsc", "华泰证券", "Huatai Securities", [0.0, 0.0, 22.28, 27.24, 25.78, 24.48, 0.0]),
    ("cicc", "中金公司", "CICC", [0.0, 0.0, 13.46, 19.06, 17.29, 15.85, 0.0]),
];

/// (Chinese, English, intensity 2024 in %, growth in %, firm)
const INTENSITY: [(&str, &str, f64, f64, bool); 8] = [
    ("工商银行", "ICBC", 3.47, 4.67, false),
    ("中国银行", "Bank of China", 3.76, 6.3, true),
    ("建设银行", "China Construction Bank", 3.26, -2.36, true),
    ("交通银行", "Bank of Communications", 5.41, -4.94, true),
    ("邮储银行", "Postal Savings Bank of China", 3.53, 9.03, false),
    ("招商银行", "China Merchants Bank", 3.96, -5.49, false),
    ("中信银行", "China CITIC Bank", 5.12, -9.94, false),
    ("兴业银行", "Industrial Bank", 3.95, -0.25, false),
];

fn pick(language: Language, chinese: &str, english: &str) -> String {
    if language == Language::Zh { chinese } else { english }.to_owned()
}

fn own(language: Language) -> String {
    pick(language, "海澄银行（示例）", "Haicheng Bank (example)")
}

fn money(language: Language) -> Measure {
    Measure { name: pick(language, "信息科技投入", "IT investment"), decimals: 2, ..Measure::default() }
}

fn per_cent(language: Language, chinese: &str, english: &str, is_change: bool) -> Measure {
    Measure { name: pick(language, chinese, english), unit: Unit::PerCent, decimals: 2, is_change }
}

fn points(language: Language, chinese: &str, english: &str) -> Measure {
    Measure { name: pick(language, chinese, english), unit: Unit::Other(pick(language, "分", "points")), decimals: 1, is_change: false }
}

/// `n` values around `middle`, spread evenly but for a tail; the same on every run.
fn sample(n: u32, middle: f64, reach: f64) -> Vec<f64> {
    let at = |i: u32| (f64::from(i * 7919 % 101) / 50.0 - 1.0).powi(3) * 0.5 + f64::from(i * 31 % 53) / 53.0 - 0.5;
    (1..=n).map(|i| middle + reach * at(i)).collect()
}

/// Percentile by linear interpolation between order statistics, as the engine's type 7.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = share * (sorted.len() - 1) as f64;
    let (low, part) = (at.floor() as usize, at.fract());
    sorted[low] + part * (sorted[(low + 1).min(sorted.len() - 1)] - sorted[low])
}

fn position(id: &str, measure: Measure, n: u32, middle: f64, reach: f64, own: Option<f64>) -> PeerPosition {
    let values = sample(n, middle, reach);
    let at = |share| if values.is_empty() { f64::NAN } else { quantile(&values, share) };
    let below = values.iter().filter(|value| own.is_some_and(|own| **value < own)).count();
    let name = |(i, value): (usize, &f64)| PeerPoint { name: format!("样本{}", i + 1), value: *value };
    PeerPosition {
        id: id.to_owned(),
        measure,
        n,
        points: values.iter().enumerate().map(name).collect(),
        own,
        quartiles: Some([at(0.25), at(0.5), at(0.75)]),
        tails: Some([at(0.1), at(0.9)]),
        percentile: Some(below as f64 / f64::from(n.max(1)) * 100.0),
        ..PeerPosition::default()
    }
}

fn positions(language: Language, n: [u32; 8]) -> PeerPositions {
    let cost = per_cent(language, "成本收入比", "Cost-to-income ratio", false);
    let staff = Measure {
        name: pick(language, "科技人员数量", "IT staff"),
        unit: Unit::Other(pick(language, "人", "persons")),
        ..Measure::default()
    };
    let scored = |row: PeerPosition, dimension| PeerPosition { dimension: Some(dimension), ..row };
    let value = points(language, "经济价值", "Economic value");
    let technology = points(language, "技术应用", "Technology application");
    let rows = vec![
        position("intensity", per_cent(language, "投入强度", "Intensity of spending", false), n[0], 3.8, 2.4, Some(4.07)),
        position("growth", per_cent(language, "投入增速", "Growth of spending", true), n[1], 4.0, 18.0, Some(9.28)),
        position("staff", staff, n[2], 9000.0, 12_000.0, Some(1250.0)),
        PeerPosition { direction: Direction::Lower, ..position("cost", cost, n[3], 31.0, 9.0, Some(34.6)) },
        position("money", money(language), n[4], 90.0, 150.0, Some(4.83)),
        scored(position("A", value, n[5], 50.0, 24.0, Some(53.0)), Dimension::A),
        scored(position("B", technology, n[6], 52.0, 24.0, Some(60.1)), Dimension::B),
        position("share", per_cent(language, "科技人员占比", "IT staff share of employees", false), n[7], 6.0, 4.0, None),
    ];
    PeerPositions { rows }
}

fn figure(value: f64, provenance: Provenance) -> Figure {
    Figure { value, provenance, lower_bound: false }
}

fn scatter_of(language: Language, own_too: bool, many: bool) -> Scatter {
    let point = |(i, (zh, en, x, y, firm)): (usize, &(&str, &str, f64, f64, bool))| {
        let provenance = if *firm { Provenance::Disclosed } else { Provenance::Derived };
        ScatterPoint {
            id: i.to_string(),
            name: pick(language, zh, en),
            x: Some(figure(*x, provenance)),
            y: Some(figure(*y, Provenance::Disclosed)),
            is_own: false,
        }
    };
    let mut points: Vec<ScatterPoint> = INTENSITY.iter().enumerate().map(point).collect();
    if many {
        for (i, (x, y)) in sample(48, 3.8, 3.0).into_iter().zip(sample(60, 4.0, 30.0).into_iter().skip(12)).enumerate() {
            let name = format!("{}{}", pick(language, "样本银行", "Sample bank "), i + 1);
            let (x, y) = (Some(figure(x.max(0.4), Provenance::Disclosed)), Some(figure(y, Provenance::Press)));
            points.push(ScatterPoint { id: format!("s{i}"), name, x, y, is_own: false });
        }
    }
    if own_too {
        let (x, y) = (Some(figure(4.07, Provenance::SelfReported)), Some(figure(9.28, Provenance::SelfReported)));
        points.push(ScatterPoint { id: "own".to_owned(), name: own(language), x, y, is_own: true });
    }
    Scatter {
        x: per_cent(language, "投入强度：占营业收入", "Intensity: share of revenue", false),
        y: per_cent(language, "投入变化比率", "Growth of spending", true),
        points,
        left_out: 4,
    }
}

fn efficiency_of(language: Language, n: u32, own_at: Option<(f64, f64)>) -> Efficiency {
    let peers = sample(n, 3.6, 3.0).into_iter().zip(sample(n + 9, 52.0, 40.0).into_iter().skip(9)).enumerate();
    let mut points: Vec<EfficiencyPoint> = peers
        .map(|(i, (intensity, value_score))| EfficiencyPoint {
            id: format!("s{i}"),
            name: format!("{}{}", pick(language, "样本", "Sample "), i + 1),
            intensity: intensity.max(0.3),
            value_score,
            is_own: false,
        })
        .collect();
    let point =
        |(intensity, value_score)| EfficiencyPoint { id: "own".to_owned(), name: own(language), intensity, value_score, is_own: true };
    points.extend(own_at.map(point));
    Efficiency {
        intensity: per_cent(language, "投入强度：占营业收入", "Intensity: share of revenue", false),
        score_name: pick(language, "经济价值得分", "Score of economic value"),
        points,
        spending: sample(n, 3.6, 3.0)
            .into_iter()
            .enumerate()
            .map(|(i, intensity)| SpendingOnly {
                id: format!("t{i}"),
                name: format!("{}{}", pick(language, "同业", "Peer "), i + 1),
                intensity: intensity.max(0.3),
            })
            .collect(),
        high_intensity: FieldLine { at: 3.53, name: pick(language, "同业中位", "Peer median") },
        high_score: FieldLine { at: 62.0, name: pick(language, "目标得分", "Target score") },
    }
}

fn trend_of(language: Language, logarithmic: bool, only: &[&str], emphasised: &[&str]) -> Trend {
    let line = |(id, zh, en, values): &Series| TrendLine {
        id: (*id).to_owned(),
        name: pick(language, zh, en),
        is_own: false,
        is_emphasised: emphasised.contains(id),
        points: (2019..)
            .zip(values)
            .filter(|(_, value)| **value > 0.0)
            .map(|(year, value)| TrendPoint {
                year,
                figure: Figure { value: *value, provenance: Provenance::Disclosed, lower_bound: *id == "citic" && year == 2025 },
            })
            .collect(),
    };
    let mut lines: Vec<TrendLine> = INVESTMENT.iter().filter(|(id, ..)| only.is_empty() || only.contains(id)).map(line).collect();
    let own_values = [(2021, 3.52), (2022, 3.96), (2024, 4.83), (2025, 5.1)];
    let point = |(year, value)| TrendPoint { year, figure: figure(value, Provenance::SelfReported) };
    lines.push(TrendLine {
        id: "own".to_owned(),
        name: own(language),
        is_own: true,
        is_emphasised: false,
        points: own_values.map(point).to_vec(),
    });
    Trend { measure: money(language), logarithmic, moments: Vec::new(), lines }
}

/// The scores of one assessment over snapshots and years.
fn scores(language: Language) -> Trend {
    let parts = [
        ("总体", "Overall", [48.2, 50.1, 51.7, 55.4, 56.4]),
        ("经济价值", "Economic value", [45.0, 46.3, 49.9, 50.2, 52.8]),
        ("技术应用", "Technology application", [52.6, 54.0, 54.1, 61.9, 60.3]),
        ("组织保障与可持续", "Organisation and sustainability", [46.1, 48.8, 50.4, 53.0, 55.7]),
    ];
    let line = |(i, (zh, en, values)): (usize, &(&str, &str, [f64; 5]))| TrendLine {
        id: i.to_string(),
        name: pick(language, zh, en),
        is_own: i == 0,
        is_emphasised: i > 0,
        points: (0..).zip(values).map(|(year, value)| TrendPoint { year, figure: figure(*value, Provenance::SelfReported) }).collect(),
    };
    let moments = [
        ("2024年度", "2024"),
        ("初评", "First round"),
        ("研讨会后", "After the workshop"),
        ("提交复核", "For review"),
        ("2025年度", "2025"),
    ];
    Trend {
        measure: Measure {
            name: pick(language, "得分", "Score"),
            unit: Unit::Other(pick(language, "分", "points")),
            decimals: 1,
            is_change: false,
        },
        logarithmic: false,
        moments: moments.iter().map(|(zh, en)| pick(language, zh, en)).collect(),
        lines: parts.iter().enumerate().map(line).collect(),
    }
}

/// 40 institutions by IT investment, or by the growth of it, with the own one far down.
fn bars(language: Language, count: usize, growth: bool) -> InvestmentBars {
    let value = |i: usize| if growth { 40.0 - 2.1 * i as f64 } else { 300.0 / (1.0 + 0.35 * i as f64) };
    let row = |i: usize| {
        let series = INVESTMENT.get(i);
        let is_own = i + 5 == count;
        let sample = format!("{}{}", pick(language, "样本机构", "Sample institution "), i + 1);
        let provenance = [Provenance::Disclosed, Provenance::Press, Provenance::Derived][i % 3];
        InvestmentRow {
            id: i.to_string(),
            name: if is_own { own(language) } else { series.map_or(sample, |(_, zh, en, _)| pick(language, zh, en)) },
            type_label: pick(language, ["国有大型商业银行", "股份制商业银行"][i % 2], ["State bank", "Joint-stock bank"][i % 2]),
            rank: (i + 3 < count).then_some(i as u32 + 1),
            figure: (i + 3 < count).then(|| Figure {
                lower_bound: i % 9 == 1,
                ..figure(value(i), if is_own { Provenance::SelfReported } else { provenance })
            }),
            growth: (i % 5 != 4).then_some(12.0 - i as f64),
            prior: (i % 5 != 4).then_some(value(i) * 0.93),
            is_own,
        }
    };
    let measure = if growth { per_cent(language, "投入变化比率", "Growth of spending", true) } else { money(language) };
    InvestmentBars { measure, year: Some(2025), rows: (0..count).map(row).collect(), total: None }
}

/// Every chart of peers, with many institutions, few and none.
pub fn scenes(frame: &Frame) -> Vec<(&'static str, Scene)> {
    let language = frame.language;
    let demo = [
        "来源：中国信息通信研究院《数字金融创新发展研究报告（2025年）》表3，各机构年报；匿名样本为演示数据。",
        "Source: China Academy of Information and Communications Technology, Digital Finance Report (2025), Table 3; annual reports; demonstration data.",
    ];
    let said = |zh: [&str; 2], en: [&str; 2]| caption(language, [zh[0], zh[1], demo[0]], [en[0], en[1], demo[1]]);
    let place = said(
        ["投入强度与技术应用居同业前列，成本收入比偏高", "本机构在所选同业组中的位置，各行刻度独立"],
        [
            "Spending and technology are ahead of the peers, the cost-to-income ratio is high",
            "Position among the chosen peers, each row on its own scale",
        ],
    );
    let growth = said(
        ["投入强度高于同业中位，增速居首", "2024年投入强度与投入变化比率，%"],
        ["Spending is above the peers' median and grows fastest", "Intensity of spending and its growth in 2024, per cent"],
    );
    let heavy = said(
        ["投入强度高于同业中位，经济价值未达目标：重投入、轻产出", "投入强度（%）与经济价值得分（0–100分）"],
        [
            "High spend, low yield: spending above the median, economic value below target",
            "Intensity of spending (%) and score of economic value (0–100)",
        ],
    );
    let years = said(
        ["四年间国有大行投入趋稳，本机构增长逾三成", "信息科技投入，亿元，2019–2025年"],
        ["Spending of the large state banks levels off; that of Haicheng Bank grew by a third", "IT investment, RMB bn, 2019–2025"],
    );
    let ranked = said(["本机构投入居第36位", "2025年信息科技投入，亿元"], ["Haicheng Bank ranks 36th", "IT investment in 2025, RMB bn"]);
    let named = ["icbc", "ccb", "cmb", "citic", "spdb"];
    vec![
        ("positions", peer_positions::scene(&positions(language, [24, 24, 12, 9, 24, 20, 19, 5]), frame, &place)),
        ("positions-few", peer_positions::scene(&positions(language, [7, 1, 0, 3, 8, 0, 2, 0]), frame, &place)),
        ("positions-empty", peer_positions::scene(&PeerPositions::default(), frame, &place)),
        ("scatter", scatter::scene(&scatter_of(language, true, false), frame, &growth)),
        ("scatter-many", scatter::scene(&scatter_of(language, true, true), frame, &growth)),
        ("scatter-empty", scatter::scene(&Scatter::default(), frame, &growth)),
        ("efficiency", efficiency::scene(&efficiency_of(language, 24, Some((4.6, 53.0))), frame, &heavy)),
        ("efficiency-one", efficiency::scene(&efficiency_of(language, 0, Some((4.07, 64.0))), frame, &heavy)),
        ("trend", trend::scene(&trend_of(language, false, &[], &named), frame, &years)),
        ("trend-log", trend::scene(&trend_of(language, true, &[], &named), frame, &years)),
        ("trend-few", trend::scene(&trend_of(language, false, &["bocom", "cq", "spdb"], &[]), frame, &years)),
        ("trend-moments", trend::scene(&scores(language), frame, &years)),
        ("trend-empty", trend::scene(&Trend::default(), frame, &years)),
        ("bars-many", investment_bars::scene(&bars(language, 40, false), frame, &ranked)),
        ("bars-growth", investment_bars::scene(&bars(language, 24, true), frame, &ranked)),
    ]
}
