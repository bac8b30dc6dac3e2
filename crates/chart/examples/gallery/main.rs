//! Writes every chart in every theme and both languages, as SVG and PNG:
//! `cargo run -p shuheng-chart --example gallery -- /tmp/gallery`. For looking at; dark ones get a dark ground. A second argument
//! writes only the charts whose name begins with it.

mod peers;

use shuheng_chart::*;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

/// (code, Chinese, English, score, target, peer, counts L1–L5, unanswered)
type Domain = (&'static str, &'static str, &'static str, f64, f64, f64, [u32; 5], u32);

const DOMAINS: [Domain; 14] = [
    ("A1", "流程创新", "Process innovation", 43.9, 63.0, 46.2, [0, 1, 3, 0, 0], 0),
    ("A2", "运营效率", "Operating efficiency", 56.7, 68.0, 52.0, [0, 0, 2, 1, 0], 1),
    ("A3", "投入产出", "Input and output", 62.6, 74.0, 55.4, [0, 0, 3, 1, 1], 0),
    ("A4", "实体经济", "Real economy", 48.4, 64.0, 50.1, [1, 1, 2, 1, 0], 1),
    ("B1", "核心技术", "Core technology", 66.7, 75.0, 48.3, [0, 0, 1, 3, 0], 0),
    ("B2", "算力设施", "Computing facilities", 50.0, 68.0, 44.0, [0, 1, 1, 1, 0], 0),
    ("B3", "数据要素", "Data as a factor", 58.3, 72.0, 47.7, [0, 0, 3, 1, 0], 0),
    ("B4", "人工智能", "Artificial intelligence", 68.8, 78.0, 50.9, [0, 0, 1, 3, 0], 0),
    ("B5", "前沿技术", "Frontier technology", 37.5, 55.0, 33.0, [0, 1, 1, 0, 0], 0),
    ("B6", "体验风控", "Experience and risk control", 64.2, 72.0, 57.5, [0, 0, 1, 1, 0], 0),
    ("C1", "战略治理", "Strategy and governance", 66.7, 75.0, 60.3, [0, 0, 2, 2, 0], 0),
    ("C2", "组织协同", "Organisational cooperation", 43.8, 64.0, 49.6, [0, 1, 2, 0, 0], 0),
    ("C3", "人才文化", "Talent and culture", 50.0, 71.0, 48.8, [0, 1, 1, 1, 0], 2),
    ("C4", "安全治理", "Security and governance", 62.5, 68.0, 55.0, [0, 0, 4, 1, 1], 0),
];

/// Chapters of a policy document, Chinese and English.
const CHAPTERS: [(&str, &str); 6] = [
    ("（一）建立健全数字金融治理机制", "Build sound governance of digital finance"),
    ("（二）高质量推进数字金融服务", "Advance digital financial services of high quality"),
    ("（三）充分发挥人工智能等新技术创新引领作用", "Let artificial intelligence and other new technologies lead innovation"),
    ("（四）有效激发数据要素潜能", "Unlock the potential of data"),
    ("（五）牢牢守住风险底线", "Hold the bottom line of risk"),
    ("（六）高效推动监管数字化智能化转型", "Make supervision digital and intelligent"),
];

/// (chapter, Chinese, English, letter of the status, readiness or −1, links)
type Task = (usize, &'static str, &'static str, char, f64, [u32; 3]);

const TASKS: [Task; 33] = [
    (0, "强化数字金融顶层设计", "Strengthen top-level design of digital finance", 'R', 66.7, [0, 0, 3]),
    (0, "建设数字化运营体系", "Build a digital operating system", 'P', 57.1, [2, 1, 0]),
    (0, "建设数字型组织体系", "Build a digital organisation", 'G', 37.5, [0, 0, 2]),
    (0, "建立数字人才体系", "Build a body of digital talent", 'P', 50.0, [0, 0, 2]),
    (1, "支持科技型企业创新成长", "Support the innovation and growth of technology firms", 'P', 46.5, [1, 0, 0]),
    (1, "服务先进制造业发展", "Serve advanced manufacturing", 'P', 48.3, [1, 1, 0]),
    (1, "助力绿色经济发展", "Help the green economy grow", 'G', 28.0, [1, 0, 1]),
    (1, "深化小微企业金融服务", "Deepen services for small and micro firms", 'R', 72.9, [1, 1, 0]),
    (1, "增强金融服务的人民性", "Make finance serve the people better", 'U', 75.0, [1, 0, 1]),
    (1, "服务乡村振兴", "Serve rural revitalisation", 'P', 59.2, [2, 0, 0]),
    (1, "支持区域协同发展", "Support coordinated regional development", 'P', 50.0, [0, 0, 1]),
    (1, "支持贸易数字化", "Support digital trade", 'G', 30.8, [1, 1, 0]),
    (2, "加快发展“人工智能+金融”", "Speed up “AI + finance”", 'R', 62.5, [0, 3, 0]),
    (2, "持续推进新技术应用", "Keep applying new technologies", 'R', 62.5, [0, 2, 0]),
    (2, "加强科技研发能力建设", "Strengthen research and development", 'R', 62.5, [0, 2, 0]),
    (2, "优化科技资源配置和投向", "Improve the allocation of technology resources", 'P', 50.0, [0, 0, 3]),
    (2, "积极推进数字新基建", "Advance new digital infrastructure", 'U', -1.0, [0, 2, 1]),
    (2, "加强同业科技输出", "Offer more technology to peers", 'P', 65.0, [0, 0, 1]),
    (3, "夯实数据治理能力基础", "Lay the foundation of data governance", 'R', 62.5, [0, 2, 0]),
    (3, "推动金融数据高水平应用", "Use financial data at a high level", 'G', 37.5, [0, 2, 0]),
    (3, "构建安全可信的数据生态", "Build a safe and trusted data ecosystem", 'P', 50.0, [0, 1, 1]),
    (4, "强化数字化形势下的风险管理", "Strengthen risk management under digital conditions", 'R', 66.6, [1, 0, 1]),
    (4, "着力建设智能风控体系", "Build intelligent risk control", 'R', 62.6, [3, 0, 0]),
    (4, "切实提升人工智能技术的安全应用能力", "Raise the ability to use AI safely", 'U', 50.0, [0, 3, 0]),
    (4, "有效管理算法模型风险", "Manage the risk of algorithms and models", 'R', 62.5, [0, 1, 1]),
    (4, "加强数据安全保护", "Strengthen data security", 'R', 75.0, [0, 1, 0]),
    (4, "提高网络安全韧性", "Raise cyber resilience", 'R', 75.0, [0, 2, 0]),
    (4, "防范数字生态外部合作风险", "Guard against the risk of outside partners", 'P', 50.0, [0, 1, 12]),
    (5, "推动监管流程数字化再造", "Rework supervisory processes digitally", 'N', -1.0, [0, 0, 0]),
    (5, "大力推进智能分析工具研发", "Develop intelligent analysis tools", 'N', -1.0, [0, 0, 0]),
    (5, "深入推进监管大数据建设", "Build supervisory big data", 'N', -1.0, [0, 0, 0]),
    (5, "夯实监管基础设施底座", "Lay the base of supervisory infrastructure", 'N', -1.0, [0, 0, 0]),
    (5, "强化数字化人力资源建设", "Strengthen digital human resources", 'N', -1.0, [0, 0, 0]),
];

fn dimension(code: &str) -> Dimension {
    match code.as_bytes().first() {
        Some(b'A') => Dimension::A,
        Some(b'B') => Dimension::B,
        _ => Dimension::C,
    }
}

fn name(domain: &Domain, language: Language) -> String {
    match language {
        Language::Zh => domain.1.to_owned(),
        Language::En => domain.2.to_owned(),
    }
}

fn radar(language: Language, compact: bool, gaps: bool) -> Radar {
    let axis = |(i, d): (usize, &Domain)| RadarAxis {
        id: d.0.to_owned(),
        label: name(d, language),
        dimension: dimension(d.0),
        own: (!gaps || ![3, 8, 9].contains(&i)).then_some(d.3),
        target: Some(d.4),
        peer: (!gaps).then_some(d.5),
    };
    Radar { axes: DOMAINS.iter().enumerate().map(axis).collect(), compact, ..Radar::default() }
}

fn heat_map(language: Language) -> HeatMap {
    let row = |d: &Domain| HeatRow {
        id: d.0.to_owned(),
        code: d.0.to_owned(),
        name: name(d, language),
        dimension: dimension(d.0),
        counts: d.6,
        unanswered: d.7,
        not_applicable: 0,
        score: Some(d.3),
        gap: Some(d.3 - d.4),
    };
    let level_names = match language {
        Language::Zh => ["初始级", "受管理级", "稳健级", "量化管理级", "优化级"],
        Language::En => ["Initial", "Managed", "Robust", "Quantitative", "Optimised"],
    };
    HeatMap { rows: DOMAINS.iter().map(row).collect(), level_names: level_names.map(str::to_owned) }
}

fn waterfall(language: Language) -> Waterfall {
    let bar = |d: &Domain| WaterfallBar {
        id: d.0.to_owned(),
        label: name(d, language),
        dimension: dimension(d.0),
        contribution: Some(d.3 / 14.0),
    };
    let dimension_names = match language {
        Language::Zh => ["经济价值", "技术应用", "组织保障与可持续"],
        Language::En => ["Economic value", "Technology application", "Organisation and sustainability"],
    };
    Waterfall { bars: DOMAINS.iter().map(bar).collect(), dimension_names: dimension_names.map(str::to_owned), target: Some(70.0) }
}

fn investment(language: Language, own: bool) -> InvestmentBars {
    let institutions = [
        ("工商银行", "ICBC", 285.18, 4.67),
        ("农业银行", "Agricultural Bank of China", 249.70, 0.48),
        ("建设银行", "China Construction Bank", 244.33, -2.36),
        ("中国银行", "Bank of China", 238.09, 6.30),
        ("交通银行", "Bank of Communications", 114.33, -4.94),
        ("华泰证券", "Huatai Securities", 24.48, -5.04),
        ("中金公司", "CICC", 15.85, -8.32),
    ];
    let zh = language == Language::Zh;
    let pick = |chinese: &str, english: &str| if zh { chinese.to_owned() } else { english.to_owned() };
    let mut rows: Vec<InvestmentRow> = institutions
        .iter()
        .enumerate()
        .map(|(i, (chinese, english, amount, growth))| InvestmentRow {
            id: format!("{i}"),
            name: pick(chinese, english),
            type_label: if i < 5 {
                pick("国有大型商业银行", "Large state-owned bank")
            } else {
                pick("证券公司", "Securities firm")
            },
            rank: None,
            figure: Some(Figure { value: *amount, provenance: Provenance::Disclosed, lower_bound: false }),
            growth: Some(*growth),
            prior: Some(amount / (1.0 + growth / 100.0)),
            is_own: false,
        })
        .collect();
    let mut total = None;
    if own {
        let extra = |id: &str, chinese: &str, english: &str, amount: Option<f64>, growth, provenance, is_own| InvestmentRow {
            id: id.to_owned(),
            name: pick(chinese, english),
            type_label: pick("城市商业银行", "City bank"),
            rank: None,
            figure: amount.map(|value| Figure { value, provenance, lower_bound: false }),
            growth,
            prior: None,
            is_own,
        };
        rows.push(extra("8", "甲银行（示例）", "Bank A (example)", Some(9.2), Some(0.0), Provenance::Press, false));
        rows.push(extra("9", "乙银行（示例）", "Bank B (example)", Some(6.1), None, Provenance::Derived, false));
        rows.push(extra("10", "海澄银行（示例）", "Haicheng Bank (example)", Some(4.83), Some(9.28), Provenance::SelfReported, true));
        rows.push(extra("11", "A&B <x> 丙银行", "A&B <x> Bank C", None, None, Provenance::Disclosed, false));
        let sum = Figure { value: 992.09, provenance: Provenance::Derived, lower_bound: false };
        total = Some(InvestmentTotal { name: String::new(), figure: Some(sum), growth: Some(0.9), prior: Some(983.24) });
    }
    let measure = Measure { name: pick("投入", "Spending"), decimals: 2, ..Measure::default() };
    InvestmentBars { measure, year: Some(2024), rows, total }
}

/// `count` clauses: those of the document as often as needed, in chapters of their own.
fn coverage(language: Language, count: usize, long: bool) -> CoverageMatrix {
    let pick = |chinese: &str, english: &str| if language == Language::Zh { chinese.to_owned() } else { english.to_owned() };
    let mut groups: Vec<CoverageGroup> = Vec::new();
    let mut last = None;
    for (i, (chapter, chinese, english, letter, readiness, links)) in TASKS.iter().cycle().take(count).enumerate() {
        if last.replace(*chapter) != Some(*chapter) {
            let (chinese, english) = CHAPTERS[*chapter];
            groups.push(CoverageGroup { label: pick(chinese, english), clauses: Vec::new() });
        }
        let heading = pick(chinese, english);
        let status = match letter {
            'R' => ClauseStatus::Ready,
            'P' => ClauseStatus::Partial,
            'G' => ClauseStatus::Gap,
            'U' => ClauseStatus::Unanswered,
            _ if long && i % 5 == 0 => ClauseStatus::NotApplicable(Exemption::General),
            _ if long && i % 7 == 0 => ClauseStatus::NotApplicable(Exemption::Institution),
            _ => ClauseStatus::NotApplicable(Exemption::Supervisor),
        };
        let clause = CoverageClause {
            id: format!("nfra-2025-95/{}", i + 1),
            number: if long && i > 27 { format!("三({})", ["一", "二", "三", "四", "五"][i % 5]) } else { (i + 1).to_string() },
            heading: if long && i % 4 == 1 { [heading.as_str(); 4].join(&pick("，", ", ")) } else { heading },
            status,
            readiness: (*readiness >= 0.0).then_some(*readiness),
            judged: i % 9 == 3 && *letter != 'N',
            links: *links,
        };
        if let Some(group) = groups.last_mut() {
            group.clauses.push(clause);
        }
    }
    let dimension_names = match language {
        Language::Zh => ["经济价值", "技术应用", "组织保障与可持续"],
        Language::En => ["Economic value", "Technology application", "Organisation and sustainability"],
    };
    CoverageMatrix { line: 60.0, dimension_names: dimension_names.map(str::to_owned), groups }
}

pub(crate) fn caption(language: Language, zh: [&str; 3], en: [&str; 3]) -> Caption {
    let [title, subtitle, source] = if language == Language::Zh { zh } else { en };
    Caption { title: title.to_owned(), subtitle: subtitle.to_owned(), source: source.to_owned() }
}

const MODEL_ZH: &str = "来源：数衡评估模型v1.2，海澄银行（示例）2025年度，已评39/42项，演示数据。";
const MODEL_EN: &str =
    "Source: Shuheng evaluation model v1.2, Haicheng Bank (example) 2025, 39 of 42 indicators rated, demonstration data.";

fn tornado_of(language: Language) -> Tornado {
    let bars = DOMAINS.iter().enumerate().map(|(i, (code, zh, en, ..))| {
        let reach = 1.6 - 0.1 * i as f64;
        let (low, high) = if i % 4 == 3 { (56.4 + reach * 0.6, 56.4 - reach * 0.4) } else { (56.4 - reach, 56.4 + reach * 0.7) };
        let label = match (language, i % 4) {
            (Language::Zh, 3) => format!("{code}{zh}的权重"),
            (Language::Zh, _) => format!("{code}{zh}"),
            (Language::En, 3) => format!("Weight of {code} {en}"),
            (Language::En, _) => format!("{code} {en}"),
        };
        TornadoBar { id: (*code).to_owned(), label, dimension: Some(dimension(code)), low, high: if i == 4 { 56.4 } else { high } }
    });
    Tornado { score: Some(56.4), bars: bars.collect() }
}

fn level_probability_of(language: Language) -> LevelProbability {
    let row = |id: &str, zh: &str, en: &str, dimension, score: f64, half: f64, levels: [f64; 5]| LevelProbabilityRow {
        id: id.to_owned(),
        label: if language == Language::Zh { zh } else { en }.to_owned(),
        dimension,
        score: Some(score),
        interval: Some([score - half, score + half]),
        levels: levels.to_vec(),
    };
    let unrated = LevelProbabilityRow {
        levels: Vec::new(),
        ..row("C", "组织保障与可持续", "Organisation and sustainability", Some(Dimension::C), 55.9, 9.4, [0.0; 5])
    };
    let rows = vec![
        row("root", "总体", "Overall", None, 56.4, 3.1, [0.0, 0.0, 0.966, 0.034, 0.0]),
        row("A", "经济价值", "Economic value", Some(Dimension::A), 41.2, 5.2, [0.0, 0.382, 0.618, 0.0, 0.0]),
        row("B", "技术应用", "Technology application", Some(Dimension::B), 78.9, 4.4, [0.0, 0.0, 0.002, 0.651, 0.347]),
        unrated,
    ];
    LevelProbability { rows, cuts: vec![0.0, 20.0, 40.0, 60.0, 80.0] }
}

fn scenes(frame: &Frame) -> Vec<(&'static str, Scene)> {
    let language = frame.language;
    let radar_caption = caption(
        language,
        ["技术应用领先同业，流程创新与组织协同落后", "十四个能力域得分，0–100分", MODEL_ZH],
        [
            "Technology application leads the peers, process innovation and organisational cooperation lag",
            "Scores of fourteen domains, 0–100",
            MODEL_EN,
        ],
    );
    let heat_caption = caption(
        language,
        ["39项已评指标中，15项达到L4，6项仍为“L2”", "各能力域处于不同等级的指标数，颜色越深等级越高", MODEL_ZH],
        ["Of 39 rated indicators 15 reach L4 and 6 remain at L2", "Number of indicators by level; the darker the higher", MODEL_EN],
    );
    let fall_caption = caption(
        language,
        ["总分由十四个能力域累积而成，距目标十余分", "贡献＝权重×得分，单位：分", MODEL_ZH],
        [
            "The total adds up from fourteen domains and stays more than ten points short of the target",
            "Contribution = weight × score, points",
            MODEL_EN,
        ],
    );
    let money_caption = caption(
        language,
        [
            "7家样本机构中，4家2024年投入下降",
            "信息技术投入，亿元；深色为较上年下降",
            "来源：中国信息通信研究院《数字金融创新发展研究报告（2025年）》表3。",
        ],
        [
            "Four of seven institutions spent less in 2024",
            "Information technology spending, RMB bn; dark: lower than the year before",
            "Source: China Academy of Information and Communications Technology, Digital Finance Report (2025), Table 3.",
        ],
    );
    let coverage_caption = caption(
        language,
        ["28项机构任务中11项已就绪，4项存在缺口", "《银行业保险业数字金融高质量发展实施方案》33项任务的推断就绪度，0–100分", MODEL_ZH],
        [
            "Of 28 tasks for institutions 11 are ready and 4 show a gap",
            "Inferred readiness for the 33 tasks of NFRA [2025] No. 95, 0–100",
            MODEL_EN,
        ],
    );
    let tornado_caption = caption(
        language,
        ["A1流程创新影响最大，单独变动时总分在54.8至57.5之间", "一次只变一项时的总分，0–100分；作答取其5%与95%分位，权重±25%", MODEL_ZH],
        [
            "A1 Process innovation moves the score most: alone between 54.8 and 57.5",
            "Overall score when one thing moves at a time, 0–100; answers to their 5% and 95% quantile, weights ±25%",
            MODEL_EN,
        ],
    );
    let probability_caption = caption(
        language,
        ["得分56.4，90%区间53.3–59.5；L3的概率97%", "各等级的概率与得分的90%区间，0–100分；抽取2000次，种子1，权重±25%", MODEL_ZH],
        [
            "Score 56.4, 90% interval 53.3–59.5; L3 with a probability of 97%",
            "Probability of each level and 90% interval of the score, 0–100; 2000 draws, seed 1, weights ±25%",
            MODEL_EN,
        ],
    );
    let narrow = frame.width < 400;
    vec![
        ("radar", radar::scene(&radar(language, narrow, false), frame, &radar_caption)),
        ("radar-gaps", radar::scene(&radar(language, narrow, true), frame, &radar_caption)),
        ("heat_map", heat_map::scene(&heat_map(language), frame, &heat_caption)),
        ("waterfall", waterfall::scene(&waterfall(language), frame, &fall_caption)),
        ("investment", investment_bars::scene(&investment(language, false), frame, &money_caption)),
        ("coverage", coverage_matrix::scene(&coverage(language, 33, false), frame, &coverage_caption)),
        ("coverage-empty", coverage_matrix::scene(&coverage(language, 0, false), frame, &coverage_caption)),
        ("coverage-one", coverage_matrix::scene(&coverage(language, 1, false), frame, &coverage_caption)),
        ("coverage-few", coverage_matrix::scene(&coverage(language, 18, false), frame, &coverage_caption)),
        ("coverage-many", coverage_matrix::scene(&coverage(language, 60, true), frame, &coverage_caption)),
        ("tornado", tornado::scene(&tornado_of(language), frame, &tornado_caption)),
        ("level_probability", level_probability::scene(&level_probability_of(language), frame, &probability_caption)),
        ("investment-own", investment_bars::scene(&investment(language, true), frame, &money_caption)),
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give a folder")?);
    let wanted = std::env::args().nth(2).unwrap_or_default();
    fs::create_dir_all(&folder)?;
    for (language, tongue) in [(Language::Zh, "zh"), (Language::En, "en")] {
        for (theme, theme_name) in [(Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::Export, "export")] {
            for (size, width, width_mm) in [("wide", 720, 170.0), ("full", 1100, 170.0), ("compact", 420, 85.0), ("narrow", 320, 85.0)] {
                let frame = Frame { theme, language, width, height: 0 };
                for (kind, scene) in scenes(&frame).into_iter().chain(peers::scenes(&frame)) {
                    if !kind.starts_with(&wanted) {
                        continue;
                    }
                    let stem = format!("{kind}-{tongue}-{theme_name}-{size}");
                    fs::write(folder.join(format!("{stem}.svg")), &scene.svg)?;
                    let shown = if theme == Theme::Dark { on_dark(&scene) } else { scene.svg.clone() };
                    fs::write(folder.join(format!("{stem}.png")), png(&shown, width_mm, if theme == Theme::Export { 300 } else { 150 })?)?;
                }
            }
        }
    }
    Ok(())
}

/// The scene on the surface of the dark theme, as the window shows it.
fn on_dark(scene: &Scene) -> String {
    scene.svg.replacen("<title>", "<rect width=\"100%\" height=\"100%\" fill=\"#151E28\"/><title>", 1)
}
