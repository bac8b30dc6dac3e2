//! A hand-made assessment that reads like a bank's.

use shuheng_report::*;

use super::picture::png;
use super::{oracle, spending};

/// (zh, en)
pub type Words = (&'static str, &'static str);

/// The words in a language.
pub fn pick(language: Language, words: Words) -> String {
    if language == Language::Zh { words.0 } else { words.1 }.to_owned()
}

type Domain = (&'static str, Words, Words, f64, &'static [Words]);

#[rustfmt::skip]
const DIMENSIONS: [(&str, Words, f64, &[Domain]); 3] = [
    ("A", ("经济价值", "Economic value"), 40.0, &[
        ("A1", ("业务流程优化与创新", "Process improvement and innovation"), ("流程创新", "Process"), 25.0, &[("业务线上化", "Online business"), ("流程自动化", "Process automation"), ("数字原生产品", "Digital-born products"), ("渠道融合与场景", "Channels and scenes")]),
        ("A2", ("运营管理效率", "Operating efficiency"), ("运营效率", "Operations"), 25.0, &[("智能客服", "Intelligent customer service"), ("业财融合", "Business and finance in one"), ("集约运营", "Shared operations"), ("数据驱动决策", "Decisions from data")]),
        ("A3", ("投入产出", "Input and output"), ("投入产出", "Input–output"), 25.0, &[("科技投入强度", "IT investment intensity"), ("科技投入增速", "IT investment growth"), ("价值度量体系", "Measuring value"), ("成本收入比", "Cost-to-income ratio"), ("数字化收入贡献", "Digital revenue")]),
        ("A4", ("服务实体经济", "Service to the real economy"), ("实体经济", "Real economy"), 25.0, &[("科技金融", "Technology finance"), ("绿色金融", "Green finance"), ("普惠金融", "Inclusive finance"), ("养老金融", "Elderly-care finance"), ("产业数字金融", "Industrial digital finance"), ("消费金融与支付", "Consumer finance and payments")]),
    ]),
    ("B", ("技术应用", "Technology application"), 30.0, &[
        ("B1", ("核心技术与自主可控", "Core technology and self-reliance"), ("核心技术", "Core tech"), 20.0, &[("核心系统", "Core system"), ("全栈适配", "Full-stack adaptation"), ("架构与云原生", "Architecture and cloud"), ("敏捷研发运维", "Agile delivery")]),
        ("B2", ("算力与基础设施", "Computing and infrastructure"), ("算力设施", "Computing"), 15.0, &[("算力供给与调度", "Supply and scheduling"), ("算力价值量化", "Value of computing"), ("数据中心韧性与绿色", "Resilient, green data centres")]),
        ("B3", ("数据要素", "Data as a factor"), ("数据要素", "Data"), 20.0, &[("数据治理", "Data governance"), ("数据质量与标准", "Data quality and standards"), ("数据平台与服务", "Data platform and services"), ("可信流通与合成数据", "Trusted exchange, synthetic data")]),
        ("B4", ("人工智能", "Artificial intelligence"), ("人工智能", "AI"), 20.0, &[("企业级人工智能平台", "Enterprise AI platform"), ("大模型场景", "Large-model uses"), ("智能体与RPA", "Agents and RPA"), ("人工智能与多技术融合", "AI with other technologies")]),
        ("B5", ("前沿技术", "Frontier technology"), ("前沿技术", "Frontier"), 5.0, &[("抗量子与量子计算", "Post-quantum and quantum"), ("新一代通信、卫星与物联网", "New networks, satellites, IoT")]),
        ("B6", ("体验与风控", "Experience and risk control"), ("体验风控", "UX & risk"), 20.0, &[("用户体验与黏性", "User experience and loyalty"), ("智能风控", "Intelligent risk control")]),
    ]),
    ("C", ("组织保障与可持续", "Organisation and sustainability"), 30.0, &[
        ("C1", ("战略与治理", "Strategy and governance"), ("战略治理", "Strategy"), 25.0, &[("战略融入", "Part of the strategy"), ("一把手与统筹机制", "Leadership and coordination"), ("评估考核", "Appraisal"), ("经费保障", "Funding")]),
        ("C2", ("组织与协同", "Organisation and collaboration"), ("组织协同", "Organisation"), 20.0, &[("敏捷组织", "Agile organisation"), ("业技数融合", "Business, technology, data"), ("同业合作与输出", "Cooperation with peers")]),
        ("C3", ("人才与文化", "Talent and culture"), ("人才文化", "Talent"), 25.0, &[("数字人才引进", "Hiring"), ("数字人才培养", "Training"), ("数字人才激励", "Incentives"), ("科技人员占比", "IT staff share"), ("数字文化", "Digital culture")]),
        ("C4", ("安全与治理", "Security and governance"), ("安全治理", "Security"), 30.0, &[("模型算法与人工智能治理", "Model and AI governance"), ("数据安全", "Data security"), ("网络安全韧性", "Cyber resilience"), ("供应链与外包", "Suppliers and outsourcing"), ("消费者保护与数字鸿沟", "Consumers and digital divide"), ("新业务合规与战略、流动性风险", "New business, strategy and liquidity risk")]),
    ]),
];

/// A bank's assessment with 14 domains and 56 indicators.
pub fn bank(language: Language) -> ReportInput {
    let p = |zh, en| pick(language, (zh, en));
    let mut input = frame(language);
    let target = |code: &str| match code {
        "B5" => 30.0,
        "B2" => 55.0,
        _ => 62.0,
    };
    input.nodes.push(node("root", "", &p("综合", "Overall"), 0, None, 1.0, Some(62.0)));
    let mut seed = 7u32;
    for (code, name, weight, domains) in DIMENSIONS {
        let dimension = input.nodes.len();
        input.nodes.push(node(code, code, &pick(language, name), 1, Some(0), weight, Some(62.0)));
        for (code, name, short, weight, indicators) in domains {
            let domain = input.nodes.len();
            let mut own = node(code, code, &pick(language, *name), 2, Some(dimension), *weight, Some(target(code)));
            own.short_name = pick(language, *short);
            input.nodes.push(own);
            for (number, name) in (1..).zip(*indicators) {
                seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                let code = format!("{code}.{number}");
                let mut own = node(
                    &code,
                    &code,
                    &pick(language, *name),
                    3,
                    Some(domain),
                    if code == "A3.1" { 1.5 } else { 1.0 },
                    Some(target(&code[..2])),
                );
                own.indicator = Some(indicator(language, &code, seed >> 16));
                input.nodes.push(own);
            }
        }
    }
    let at = |code: &str| input.nodes.iter().position(|node| node.code == code).expect("a code of the sample");
    let gate =
        |node: usize, cap, watch: &str, below, text: String| Gate { text, rule: Some(GateRule { node, cap, watch: at(watch), below }) };
    input.model.gates = vec![
        gate(
            0,
            3,
            "A",
            40.0,
            p(
                "经济价值未到L3时总评不高于L3：能力再强，未变成成果即为“重投入、轻产出”。",
                "While economic value is below L3, the overall level is at most L3: capability that yields no result is much spent, little to show.",
            ),
        ),
        gate(
            0,
            3,
            "C4",
            40.0,
            p(
                "安全与治理未到L3时总评不高于L3：一次安全事件足以抵消多年的投入。",
                "While security and governance is below L3, the overall level is at most L3: one incident can undo years of spending.",
            ),
        ),
        gate(
            at("B4"),
            3,
            "C4.1",
            60.0,
            p(
                "模型治理未到L3时，人工智能不高于L3：不可控的应用不计为成熟。",
                "While AI governance is below L3, artificial intelligence is at most L3: use without control is not maturity.",
            ),
        ),
    ];
    input.benchmark = spending::benchmark(language);
    input.context = spending::context(language);
    input.pictures = vec![
        Picture {
            title: p("总分由十四个能力域累积而成，运营效率贡献最多", "Fourteen domains add up to the total; operations give most"),
            png: png(1004, 640),
            width: 1004,
            height: 640,
        },
        Picture {
            title: p("技术能力领先于业务成效，三项能力尚未转化", "Technology leads results; three capabilities are not converted"),
            png: png(1004, 640),
            width: 1004,
            height: 640,
        },
        Picture { title: p("领域与等级分布", "Domains by level"), png: png(2008, 700), width: 2008, height: 700 },
        Picture { title: p("路线图", "Roadmap"), png: png(700, 900), width: 700, height: 900 },
    ];
    oracle::fill(&mut input);
    input
}

/// The facts around a tree, and no tree.
pub fn frame(language: Language) -> ReportInput {
    let p = |zh, en| pick(language, (zh, en));
    let band = |level: u8, name: Words, points: f64, from: f64, meaning: Words| LevelBand {
        level,
        name: pick(language, name),
        points,
        from,
        meaning: pick(language, meaning),
    };
    ReportInput {
        language,
        institution: p("海澄银行（示例）", "Haicheng Bank (example)"),
        institution_type: p("城市商业银行", "City commercial bank"),
        year: 2025,
        assessment: pick(language, ("2025年度　复核中（项目经理，2026-03-18 14:30）", "2025: in review (project lead, 2026-03-18 14:30)")),
        rests_on: pick(language, ("41项直接评定，11项取作答中位数", "41 rated directly, 11 by the median of responses")),
        generated_at: "2026-03-18 14:32".into(),
        product_version: "0.1.0".into(),
        confidential_note: p("内部资料，仅供董事会审阅", "Internal: for the board only"),
        model: ModelFacts {
            id: "caict-value-2025".into(),
            name: p("价值导向的数字金融成熟度模型", "Value-oriented digital finance maturity model"),
            version: "1.0.0".into(),
            digest: "sha256:3f9ac2d04be17c5581d6b7e02a9944d1c0ef6b7a8d2255e1f03b9c7a4e6d8f10".into(),
            disclaimer: p(
                "三个维度及其目的取自中国信息通信研究院报告；能力域、量规与权重由本工具依据报告编制，不是中国信息通信研究院或监管机构的官方评估工具。",
                "The three dimensions and their purpose come from the CAICT report; domains, rubrics and weights were built from its text by this tool. It is not an official instrument of CAICT or of any regulator.",
            ),
            attribution: p("来源：中国信息通信研究院", "Source: China Academy of Information and Communications Technology (CAICT)"),
            levels: vec![
                band(1, ("初始级", "Initial"), 0.0, 0.0, ("各做各的，没有成文的责任与规则", "Each on its own, no written owner or rule")),
                band(2, ("受管理级", "Managed"), 25.0, 20.0, ("有责任部门，在项目里做到", "Owned, done within projects")),
                band(3, ("稳健级", "Defined"), 50.0, 40.0, ("有全机构的制度并照做", "An institution-wide rule, followed")),
                band(
                    4,
                    ("量化管理级", "Quantitatively managed"),
                    75.0,
                    60.0,
                    ("用数据度量，按数据调整", "Measured, and steered by the figures"),
                ),
                band(5, ("优化级", "Optimising"), 100.0, 80.0, ("改变了本机构或同业的业务", "Changes its own business or that of others")),
            ],
            minimum_coverage: 0.3,
            gates: Vec::new(),
            documents: vec![
                Document {
                    id: "caict-2025".into(),
                    title: p("数字金融创新发展研究报告（2025年）", "Research Report on Digital Finance Innovation and Development (2025)"),
                    publisher: p("中国信息通信研究院云计算与数字化研究所", "CAICT Institute of Cloud Computing and Digitalisation"),
                    date: "2026-03".into(),
                },
                Document {
                    id: "nfra-2025-95".into(),
                    title: p(
                        "银行业保险业数字金融高质量发展实施方案",
                        "Implementation Plan for High-quality Digital Finance in Banking and Insurance",
                    ),
                    publisher: p("国家金融监督管理总局", "National Financial Regulatory Administration"),
                    date: "2025-12".into(),
                },
            ],
        },
        nodes: Vec::new(),
        benchmark: Vec::new(),
        context: Vec::new(),
        pictures: Vec::new(),
    }
}

/// A node without numbers.
pub fn node(id: &str, code: &str, name: &str, depth: u8, parent: Option<usize>, weight: f64, target: Option<f64>) -> Node {
    Node {
        id: id.into(),
        code: code.into(),
        name: name.into(),
        short_name: String::new(),
        depth,
        parent,
        mean: Mean::Arithmetic,
        local_weight: weight,
        effective_weight: 0.0,
        score: None,
        level: None,
        level_before_gate: None,
        coverage: 0.0,
        contribution: None,
        target,
        indicator: None,
    }
}

/// A metric whose score is its figure.
pub fn metric(figure: f64) -> Indicator {
    Indicator {
        kind: Kind::Metric {
            unit: String::new(),
            direction: Direction::Higher,
            low: 0.0,
            high: 100.0,
            transform: Transform::Linear,
            cap: true,
        },
        answer: Answer::Number(figure),
        question: String::new(),
        confidence: String::new(),
        basis: String::new(),
        rationale: String::new(),
        evidence: Vec::new(),
        sources: String::new(),
        level_evidence: Vec::new(),
    }
}

fn indicator(language: Language, code: &str, roll: u32) -> Indicator {
    let p = |zh, en| pick(language, (zh, en));
    let metric = |low, high, direction, transform, number| {
        (Kind::Metric { unit: "%".into(), direction, low, high, transform, cap: true }, Answer::Number(number))
    };
    let items = ["重要数据目录经董事会批准", "数据分类分级覆盖全部核心系统", "对外提供数据均有评估记录", "每年开展一次泄露演练"];
    let items_en = [
        "The board approved the list of important data",
        "All core systems are classified",
        "Every transfer to third parties was assessed",
        "A leak is drilled once a year",
    ];
    let (kind, answer) = match code {
        "A3.1" => metric(1.0, 6.0, Direction::Higher, Transform::Linear, 3.47),
        "A3.2" => metric(-5.0, 20.0, Direction::Higher, Transform::Linear, 4.67),
        "A3.4" => metric(25.0, 60.0, Direction::Lower, Transform::Linear, 33.2),
        "C3.4" => metric(1.0, 15.0, Direction::Higher, Transform::Log, 6.8),
        "C4.2" => {
            let items = items.iter().zip(items_en).zip([true, true, true, false]).map(|((zh, en), held)| ChecklistItem {
                text: pick(language, (zh, en)),
                weight: 1.0,
                held,
            });
            (Kind::Checklist { items: items.collect() }, Answer::Items)
        }
        _ => {
            let answer = match roll % 13 {
                0 => Answer::NotApplicable,
                1 => Answer::None,
                2 | 3 => Answer::Level(2),
                4..=8 => Answer::Level(3),
                9..=11 => Answer::Level(4),
                _ => Answer::Level(5),
            };
            (Kind::Rubric { points: [0.0, 25.0, 50.0, 75.0, 100.0] }, answer)
        }
    };
    let rated = !matches!(answer, Answer::NotApplicable | Answer::None);
    let level_evidence = vec![
        p("平台已投产，新增模型均经平台上线", "Platform live, every new model goes out through it"),
        p("需求、测试、部署、退出各有制度文件", "Written rules for request, test, deployment, retirement"),
    ];
    Indicator {
        kind,
        answer,
        question: p(
            "模型从需求、训练、部署、运行到退出，是否在一个平台上集中管理？",
            "Are models managed on one platform from request through training, deployment and operation to retirement?",
        ),
        confidence: if rated { p("高", "High") } else { String::new() },
        basis: if rated { p("5份作答的中位数", "median of 5 responses") } else { String::new() },
        rationale: if rated {
            p(
                "信息科技部与业务部门一致认为制度已覆盖全机构，抽查五个项目均有记录。",
                "IT and business agree that the rule covers the institution; five projects sampled all had records.",
            )
        } else {
            String::new()
        },
        evidence: if rated {
            vec![
                Evidence {
                    title: p("数字化转型制度汇编", "Handbook of digital rules"),
                    locator: p("第3章", "ch. 3"),
                    strength: p("强", "strong"),
                },
                Evidence {
                    title: p("模型台账抽查记录", "Sample of the model register"),
                    locator: "2025-11".into(),
                    strength: p("中", "medium"),
                },
            ]
        } else {
            Vec::new()
        },
        sources: p("CAICT 2025 四(三)1；金办发〔2025〕95号 第13项", "CAICT 2025, 4(3)1; NFRA [2025] No. 95, item 13"),
        level_evidence: if rated { level_evidence } else { Vec::new() },
    }
}
