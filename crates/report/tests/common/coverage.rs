//! Policy documents with clauses and links, hand-made, and the inference computed apart from the crate.

use shuheng_report::*;

use super::sample::{self, Words, pick};

type ClauseRow = (&'static str, Words, &'static str, Binds);
type ChapterRow = (Words, &'static [ClauseRow]);

#[rustfmt::skip]
const PLAN_2025: &[ChapterRow] = &[
    (("（一）建立健全数字金融治理机制", "（一） Build sound governance of digital finance"), &[
        ("1", ("强化数字金融顶层设计", "Strengthen top-level design of digital finance"), "", Binds::Institution),
        ("2", ("建设数字化运营体系", "Build a digital operating system"), "", Binds::Institution),
        ("3", ("建设数字型组织体系", "Build a digital organisation"), "", Binds::Institution),
        ("4", ("建立数字人才体系", "Build a body of digital talent"), "", Binds::Institution),
    ]),
    (("（二）高质量推进数字金融服务", "（二） Advance digital financial services of high quality"), &[
        ("5", ("支持科技型企业创新成长", "Support the innovation and growth of technology firms"), "", Binds::Institution),
        ("6", ("服务先进制造业发展", "Serve advanced manufacturing"), "", Binds::Institution),
        ("7", ("助力绿色经济发展", "Help the green economy grow"), "", Binds::Institution),
        ("8", ("深化小微企业金融服务", "Deepen services for small and micro firms"), "", Binds::Institution),
        ("9", ("增强金融服务的人民性", "Make finance serve the people better"), "", Binds::Institution),
        ("10", ("服务乡村振兴", "Serve rural revitalisation"), "", Binds::Institution),
        ("11", ("支持区域协同发展", "Support coordinated regional development"), "", Binds::Institution),
        ("12", ("支持贸易数字化", "Support digital trade"), "", Binds::Institution),
    ]),
    (("（三）充分发挥人工智能等新技术创新引领作用", "（三） Let artificial intelligence and other new technologies lead innovation"), &[
        ("13", ("加快发展“人工智能+金融”", "Speed up “AI + finance”"), "", Binds::Institution),
        ("14", ("持续推进新技术应用", "Keep applying new technologies"), "", Binds::Institution),
        ("15", ("加强科技研发能力建设", "Strengthen research and development"), "", Binds::Institution),
        ("16", ("优化科技资源配置和投向", "Improve the allocation of technology resources"), "", Binds::Institution),
        ("17", ("积极推进数字新基建", "Advance new digital infrastructure"), "", Binds::Institution),
        ("18", ("加强同业科技输出", "Offer more technology to peers"), "", Binds::Institution),
    ]),
    (("（四）有效激发数据要素潜能", "（四） Unlock the potential of data"), &[
        ("19", ("夯实数据治理能力基础", "Lay the foundation of data governance"), "", Binds::Institution),
        ("20", ("推动金融数据高水平应用", "Use financial data at a high level"), "", Binds::Institution),
        ("21", ("构建安全可信的数据生态", "Build a safe and trusted data ecosystem"), "", Binds::Institution),
    ]),
    (("（五）牢牢守住风险底线", "（五） Hold the bottom line of risk"), &[
        ("22", ("强化数字化形势下的风险管理", "Strengthen risk management under digital conditions"), "", Binds::Institution),
        ("23", ("着力建设智能风控体系", "Build intelligent risk control"), "", Binds::Institution),
        ("24", ("切实提升人工智能技术的安全应用能力", "Raise the ability to use AI safely"), "", Binds::Institution),
        ("25", ("有效管理算法模型风险", "Manage the risk of algorithms and models"), "", Binds::Institution),
        ("26", ("加强数据安全保护", "Strengthen data security"), "", Binds::Institution),
        ("27", ("提高网络安全韧性", "Raise cyber resilience"), "", Binds::Institution),
        ("28", ("防范数字生态外部合作风险", "Guard against the risk of outside partners"), "", Binds::Institution),
    ]),
    (("（六）高效推动监管数字化智能化转型", "（六） Make supervision digital and intelligent"), &[
        ("29", ("推动监管流程数字化再造", "Rework supervisory processes digitally"), "", Binds::Supervisor),
        ("30", ("大力推进智能分析工具研发", "Develop intelligent analysis tools"), "", Binds::Supervisor),
        ("31", ("深入推进监管大数据建设", "Build supervisory big data"), "", Binds::Supervisor),
        ("32", ("夯实监管基础设施底座", "Lay the base of supervisory infrastructure"), "", Binds::Supervisor),
        ("33", ("强化数字化人力资源建设", "Strengthen digital human resources"), "", Binds::Supervisor),
    ]),
    (("三、组织保障和监督管理", "三、 Organisational safeguards and supervision"), &[
        ("三(一)", ("加强组织保障", "Strengthen organisational safeguards"), "", Binds::Institution),
        ("三(二)", ("深入推动指导", "Promote and guide"), "", Binds::Supervisor),
        ("三(三)", ("强化督导评价", "Strengthen oversight and evaluation"), "", Binds::Supervisor),
        ("三(四)", ("加强监督管理", "Strengthen supervision"), "", Binds::Supervisor),
        ("三(五)", ("做好风险监测及应对处置", "Monitor risk and respond"), "", Binds::Supervisor),
        ("三(六)", ("促进行业交流", "Promote exchange in the industry"), "", Binds::Supervisor),
    ]),
];

#[rustfmt::skip]
const PLAN_2024: &[ChapterRow] = &[
    (("一、总体要求", "一、 General requirements"), &[
        ("1", ("指导思想", "Guiding ideas"), "指導思想", Binds::General),
        ("2", ("工作目标", "Goals"), "工作目標", Binds::General),
    ]),
    (("二、系统推进金融机构数字化转型", "二、 Advance the digital change of financial institutions as a system"), &[
        ("3", ("加强战略规划和组织管理", "Strengthen strategy and organisation"), "加強戰略規劃和組織管理", Binds::Institution),
        ("4", ("强化数字技术支撑能力", "Strengthen the support of digital technology"), "強化數字技術支撐能力", Binds::Both),
        ("5", ("夯实数据治理与融合应用能力基础", "Lay the base of data governance and combined use"), "夯實數據治理與融合應用能力基礎", Binds::Both),
        ("6", ("建设数字金融服务生态", "Build a digital ecosystem of financial services"), "建設數字金融服務生態", Binds::Both),
        ("7", ("提升数字化经营管理能力", "Raise digital management"), "提升數字化經營管理能力", Binds::Both),
    ]),
    (("三、运用数字技术提升重点领域金融服务质效", "三、 Use digital technology to serve key areas better"), &[
        ("8", ("助力科技金融提质增效", "Help technology finance gain in quality and efficiency"), "助力科技金融提質增效", Binds::Both),
        ("9", ("赋能绿色金融深化发展", "Help green finance go deeper"), "賦能綠色金融深化發展", Binds::Institution),
    ]),
];

/// The inference over links: status, lowest score, and whether those that apply answer the whole clause.
pub fn infer(links: &[ClauseLink], stated: bool, lines: &ReadinessLines) -> (ClauseStatus, Option<f64>, bool) {
    let (dropped, necessary): (Vec<&ClauseLink>, Vec<&ClauseLink>) =
        links.iter().filter(|link| link.strength != LinkStrength::Relates).partition(|link| link.result == IndicatorResult::NotApplicable);
    let scores: Vec<f64> = necessary
        .iter()
        .filter_map(|link| if let IndicatorResult::Scored { score, .. } = link.result { Some(score) } else { None })
        .collect();
    let waiting = scores.len() < necessary.len();
    let whole = (stated && dropped.is_empty()) || necessary.iter().any(|link| link.strength == LinkStrength::Covers);
    let Some(lowest) = scores.iter().copied().reduce(f64::min) else {
        return (if waiting { ClauseStatus::Pending } else { ClauseStatus::Undetermined }, None, whole);
    };
    let status = if lowest < lines.partly {
        ClauseStatus::Gap
    } else if waiting {
        ClauseStatus::Pending
    } else if lowest >= lines.ready && whole {
        ClauseStatus::Ready
    } else {
        ClauseStatus::Partly
    };
    (status, Some(lowest), whole)
}

/// Fills in everything that follows from links, judgements and who is bound.
pub fn fill(input: &mut CoverageInput) {
    let (language, lines) = (input.language, input.lines.clone());
    for document in &mut input.documents {
        for clause in document.chapters.iter_mut().flat_map(|chapter| &mut chapter.clauses) {
            let (status, score, complete) = infer(&clause.links, clause.inference.stated, &lines);
            (clause.inference.status, clause.inference.score, clause.inference.complete) = (status, score, complete);
            let lowest = clause.links.iter().position(|link| {
                let own = if let IndicatorResult::Scored { score, .. } = link.result { Some(score) } else { None };
                link.strength != LinkStrength::Relates && own.is_some() && own == score
            });
            for (i, link) in clause.links.iter_mut().enumerate() {
                link.weakest = Some(i) == lowest;
            }
            clause.inference.sentence = lowest.map_or_else(
                || pick(language, ("没有已评的必要指标，无法推断", "No necessary indicator is rated; nothing can be inferred")),
                |i| {
                    let link = &clause.links[i];
                    let zh = format!("必要指标中最低为{}{}（{:.1}）", link.code, link.name, score.unwrap_or_default());
                    let en =
                        format!("Of the necessary indicators {} {} is lowest ({:.1})", link.code, link.name, score.unwrap_or_default());
                    if language == Language::Zh { zh } else { en }
                },
            );
            let verdict = clause.judgement.as_ref().and_then(|judgement| judgement.verdict);
            clause.status = match (clause.binds, verdict) {
                (Binds::Supervisor | Binds::General, _) => ClauseStatus::NotBinding,
                (_, Some(Verdict::Met)) => ClauseStatus::Ready,
                (_, Some(Verdict::PartlyMet)) => ClauseStatus::Partly,
                (_, Some(Verdict::NotMet)) => ClauseStatus::Gap,
                (_, Some(Verdict::NotApplicable)) => ClauseStatus::Excluded,
                (_, None) => status,
            };
        }
        document.counts = counts(document);
        let CoverageCounts { binding, ready, gap, .. } = document.counts;
        document.finding = if language == Language::Zh {
            format!("{binding}条机构条款，{ready}条就绪，{gap}条存在缺口")
        } else {
            format!("Of {binding} clauses for institutions {ready} are ready and {gap} show a gap")
        };
    }
}

fn counts(document: &CoverageDocument) -> CoverageCounts {
    let clauses = || document.chapters.iter().flat_map(|chapter| &chapter.clauses);
    let with = |status| clauses().filter(|clause| clause.status == status).count() as u32;
    let binding = || clauses().filter(|clause| clause.status != ClauseStatus::NotBinding);
    CoverageCounts {
        binding: binding().count() as u32,
        ready: with(ClauseStatus::Ready),
        partly: with(ClauseStatus::Partly),
        gap: with(ClauseStatus::Gap),
        pending: with(ClauseStatus::Pending),
        undetermined: with(ClauseStatus::Undetermined),
        excluded: with(ClauseStatus::Excluded),
        not_binding: with(ClauseStatus::NotBinding),
        without_evidence: binding().filter(|clause| clause.evidence_count == 0).count() as u32,
        judged: clauses().filter(|clause| clause.judgement.as_ref().is_some_and(|own| own.verdict.is_some())).count() as u32,
    }
}

/// The frame of a workbook without documents.
pub fn frame(language: Language) -> CoverageInput {
    let assessment = sample::frame(language);
    CoverageInput {
        language,
        institution: assessment.institution,
        institution_type: assessment.institution_type,
        year: assessment.year,
        generated_at: assessment.generated_at,
        product_version: assessment.product_version,
        confidential_note: assessment.confidential_note,
        caution: pick(
            language,
            ("就绪度由关联指标推断，不代表监管结论", "Readiness is inferred from linked indicators; it is not a regulator's conclusion"),
        ),
        model: ModelIdentity { name: assessment.model.name, version: assessment.model.version, digest: assessment.model.digest },
        lines: ReadinessLines {
            ready: 60.0,
            partly: 40.0,
            reason: pick(
                language,
                (
                    "60.0为L4起点：用数据度量并按数据调整；40.0为L3起点：有全机构的制度并照做。监管任务要的不只是纸面制度。本工具判断。",
                    "60.0 is where L4 begins: measured and steered by the figures; 40.0 is where L3 begins: an institution-wide rule, followed. A regulator's task asks for more than a rule on paper. Our judgement.",
                ),
            ),
        },
        documents: Vec::new(),
    }
}

/// A document without clauses.
pub fn document(title: &str, short: &str) -> CoverageDocument {
    CoverageDocument {
        title: title.to_owned(),
        short: short.to_owned(),
        number: String::new(),
        publisher: String::new(),
        date: String::new(),
        finding: String::new(),
        counts: CoverageCounts::default(),
        chapters: Vec::new(),
    }
}

/// A clause for institutions without anything known of it.
pub fn clause(number: &str, cited: &str, heading: &str) -> Clause {
    Clause {
        number: number.to_owned(),
        cited: cited.to_owned(),
        heading: heading.to_owned(),
        heading_hant: None,
        binds: Binds::Institution,
        binds_reason: None,
        summary: String::new(),
        status: ClauseStatus::Undetermined,
        inference: Inference {
            status: ClauseStatus::Undetermined,
            score: None,
            sentence: String::new(),
            stated: false,
            complete: false,
            coverage_reason: None,
        },
        judgement: None,
        evidence: Vec::new(),
        evidence_count: 0,
        links: Vec::new(),
    }
}

/// The next of a row of numbers that look drawn at random and are always the same.
pub fn draw(seed: &mut u32) -> usize {
    *seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
    (*seed >> 16) as usize
}

/// What links to the indicators of the sample bank look like.
pub fn indicators(language: Language) -> Vec<ClauseLink> {
    let bank = sample::bank(language);
    let indicators = bank.nodes.iter().filter_map(|node| node.indicator.as_ref().map(|indicator| (node, indicator)));
    indicators
        .map(|(node, indicator)| ClauseLink {
            indicator: node.id.clone(),
            code: node.code.clone(),
            name: node.name.clone(),
            result: match (indicator.answer, node.score) {
                (Answer::NotApplicable, _) => IndicatorResult::NotApplicable,
                (_, Some(score)) => IndicatorResult::Scored { score, level: node.level },
                (_, None) => IndicatorResult::Unanswered,
            },
            strength: LinkStrength::Partly,
            reason: pick(
                language,
                (
                    "该项要求统一规划与考核，本指标查规划文件、牵头部门与考核记录；经费与人才由其他指标量。",
                    "The task asks for one plan and an appraisal, and this sees the plan, the lead department and the record of appraisals; funds and talent are measured elsewhere.",
                ),
            ),
            weakest: false,
        })
        .collect()
}

/// A bank against two documents: all 33 tasks of one with its organisational part, and the beginning of the other.
pub fn bank(language: Language) -> CoverageInput {
    let p = |zh, en| pick(language, (zh, en));
    let mut input = frame(language);
    let known = indicators(language);
    let mut seed = 11;
    for (rows, cite, title, short, number, publisher, date) in [
        (
            PLAN_2025,
            ("第{}项", "task {}"),
            ("银行业保险业数字金融高质量发展实施方案", "Implementation Plan for High-quality Digital Finance in Banking and Insurance"),
            ("金办发〔2025〕95号", "NFRA [2025] No. 95"),
            "金办发〔2025〕95号",
            ("国家金融监督管理总局", "National Financial Regulatory Administration"),
            "2025-12-22",
        ),
        (
            PLAN_2024,
            ("第{}条", "article {}"),
            ("推动数字金融高质量发展行动方案", "Action Plan for High-quality Digital Finance"),
            ("2024行动方案", "2024 Action Plan"),
            "",
            ("中国人民银行等七部门", "People's Bank of China and six other authorities"),
            "2024-11",
        ),
    ] {
        let mut own = document(&pick(language, title), &pick(language, short));
        (own.number, own.publisher, own.date) = (number.to_owned(), pick(language, publisher), date.to_owned());
        for (name, clauses) in rows {
            let clauses = clauses
                .iter()
                .map(|row| {
                    let cited = pick(language, cite).replace("{}", row.0);
                    bank_clause(language, *row, &cited, &known, &mut seed)
                })
                .collect();
            own.chapters.push(Chapter { name: pick(language, *name), clauses });
        }
        input.documents.push(own);
    }
    input.documents[1].chapters[1].clauses[0].binds_reason =
        Some(p("动词为“指导金融机构”，落实者是机构。", "The verb is “guide financial institutions”: it is for institutions to act."));
    fill(&mut input);
    input
}

fn bank_clause(language: Language, row: ClauseRow, cited: &str, known: &[ClauseLink], seed: &mut u32) -> Clause {
    let p = |zh, en| pick(language, (zh, en));
    let (number, heading, hant, binds) = row;
    let mut own = clause(number, cited, &pick(language, heading));
    own.heading_hant = Some(hant.to_owned()).filter(|hant| !hant.is_empty());
    own.binds = binds;
    own.summary = p(
        "选定适合本机构的路径，编制上下统一的数字金融规划；设领导小组或委员会，写明牵头部门与分工；建立评估考核办法，结果计入全机构考核。",
        "Choose a path that fits the institution and write one plan that head office and branches share; set up a steering group with a lead department and a division of duties; build an appraisal scheme whose results count in the institution-wide appraisal.",
    );
    if matches!(binds, Binds::Supervisor | Binds::General) {
        return own;
    }
    let first = draw(seed) % known.len();
    for i in 0..draw(seed) % 6 {
        let mut link = known[(first + i * 9) % known.len()].clone();
        link.strength = [LinkStrength::Partly, LinkStrength::Covers, LinkStrength::Partly, LinkStrength::Relates][draw(seed) % 4];
        own.links.push(link);
    }
    own.links.sort_by_key(|link| link.strength);
    let covered = own.links.iter().any(|link| link.strength == LinkStrength::Covers);
    own.inference.stated = covered || draw(seed).is_multiple_of(3);
    own.inference.coverage_reason = Some(if own.inference.stated {
        p("规划、分工与考核各由一项指标逐条查到。", "Plan, duties and appraisal are each seen by an indicator.")
    } else {
        p(
            "未涉及：设领导小组的层级、基层创新积极性的激发与对外交流。",
            "Left open: the rank of the steering group, encouraging innovation at the base, and exchange with others.",
        )
    });
    own.evidence_count = (draw(seed) % 9) as u32;
    let verdict = match draw(seed) % 9 {
        0 => Some(Verdict::Met),
        1 => Some(Verdict::PartlyMet),
        2 => Some(Verdict::NotApplicable),
        3 => Some(Verdict::NotMet),
        _ => None,
    };
    if verdict.is_some() || draw(seed).is_multiple_of(8) {
        own.judgement = Some(Judgement {
            verdict,
            rationale: p(
                "2026年2月董事会审议通过规划，牵头部门已发文；考核办法待修订。",
                "The board approved the plan in February 2026 and the lead department has issued it; the appraisal scheme is being revised.",
            ),
            updated: "2026-03-18 14:30".into(),
        });
        own.evidence.push(Evidence {
            title: p("数字金融规划（2026—2030年）", "Digital finance plan 2026–2030"),
            locator: p("第3章", "chapter 3"),
            strength: p("制度文件", "Policy document"),
        });
        own.evidence_count += 1;
    }
    own
}

/// Clauses with links of every kind, among them scores on and beside the lines, without what follows from them: see [`fill`].
pub fn many(language: Language, clauses: usize, links: usize) -> CoverageInput {
    let below = 60.0 - f64::powi(2.0, -40);
    let scores = [0.0, 39.949, below - 20.0, 40.0, 59.949, 59.95, below, 60.0, 100.0 / 3.0, 75.0, 62.5, 100.0, 88.123_456_789];
    let results: Vec<IndicatorResult> = scores
        .map(|score| IndicatorResult::Scored { score, level: Some(1 + (score / 20.1) as u8) })
        .into_iter()
        .chain([IndicatorResult::Unanswered, IndicatorResult::NotApplicable])
        .collect();
    let mut seed = 5;
    let mut input = frame(language);
    let mut own = document("六十条", "六十条");
    for number in 1..=clauses {
        let mut next = clause(&number.to_string(), &format!("第{number}条"), &format!("标题{number}"));
        next.binds = [Binds::Institution, Binds::Both, Binds::Institution, Binds::Institution, Binds::Supervisor][draw(&mut seed) % 5];
        next.inference.stated = draw(&mut seed).is_multiple_of(3);
        next.evidence_count = (draw(&mut seed) % 3) as u32;
        if draw(&mut seed).is_multiple_of(4) {
            let verdicts = [Verdict::Met, Verdict::PartlyMet, Verdict::NotMet, Verdict::NotApplicable].map(Some);
            let verdict = verdicts.into_iter().chain([None]).nth(draw(&mut seed) % 5).flatten();
            next.judgement = Some(Judgement { verdict, rationale: String::new(), updated: "2026-03-18 14:30".into() });
        }
        if number % 7 == 1 {
            own.chapters.push(Chapter { name: format!("第{}章", 1 + number / 7), clauses: Vec::new() });
        }
        own.chapters.last_mut().expect("a chapter").clauses.push(next);
    }
    let mut all: Vec<&mut Clause> = own.chapters.iter_mut().flat_map(|chapter| &mut chapter.clauses).collect();
    for _ in 0..links {
        let at = draw(&mut seed) % all.len();
        // Some clauses are left without links.
        let at = if at.is_multiple_of(9) { at / 2 + 1 } else { at };
        let number = draw(&mut seed) % 45;
        let strength = [LinkStrength::Covers, LinkStrength::Partly, LinkStrength::Partly, LinkStrength::Relates][draw(&mut seed) % 4];
        all[at].links.push(ClauseLink {
            indicator: format!("i{number}"),
            code: format!("{}{}.{}", ["A", "B", "C"][number % 3], 1 + number / 12, 1 + number),
            name: format!("指标{number}"),
            result: results[number % results.len()],
            strength,
            reason: "理由".into(),
            weakest: false,
        });
    }
    input.documents.push(own);
    input
}

/// Texts that a spreadsheet could mistake for something else, in every field.
pub fn hostile() -> CoverageInput {
    let mut input = many(Language::Zh, 9, 30);
    input.institution = "=HYPERLINK(\"http://x\",\"点我\")".into();
    input.institution_type = "@SUM(A1)".into();
    input.confidential_note = "秘密&内部 &P <b>\u{1}".into();
    input.caution = "-不代表".into();
    input.model = ModelIdentity { name: "+模型".into(), version: "1.0".into(), digest: "=1".into() };
    input.lines.reason = "=线".into();
    let mut second = document("=另一份", "六十条");
    second.chapters.push(Chapter { name: "没有条款".into(), clauses: Vec::new() });
    let own = &mut input.documents[0];
    own.title = "=标题\r\n\u{0}".into();
    own.short = "'[六十条]:*?/\\".into();
    (own.number, own.publisher, own.date) = ("=号".into(), "-部门".into(), "2025-12".into());
    for chapter in &mut own.chapters {
        chapter.name = "=章\n节".into();
        for (i, clause) in chapter.clauses.iter_mut().enumerate() {
            clause.number = ["=1", "TRUE", "1e5", "13", "三(一)"][i % 5].to_owned();
            clause.cited = "+第1条".into();
            clause.heading = "@标题\r\n\u{0}\u{b}".into();
            clause.heading_hant = Some("-標題".into());
            clause.binds_reason = Some("=理由".into());
            clause.summary = "\t=cmd|' /C calc'!A0".into();
            clause.inference.coverage_reason = Some("=空着".into());
            clause.judgement = Some(Judgement { verdict: Some(Verdict::Met), rationale: "=因为".into(), updated: "#N/A".into() });
            clause.evidence.push(Evidence { title: "=证据".into(), locator: "-2+3".into(), strength: "数".repeat(40_000) });
            clause.evidence.push(Evidence { title: "<r>R&D</r>".into(), locator: "<r><t>页</t></r>".into(), strength: String::new() });
            for link in &mut clause.links {
                link.code = format!("={}*", link.code);
                link.name = "=名称".into();
                link.reason = "inf".into();
            }
        }
    }
    input.documents.push(second);
    fill(&mut input);
    for clause in input.documents[0].chapters.iter_mut().flat_map(|chapter| &mut chapter.clauses) {
        clause.inference.sentence = "=句".into();
    }
    input.documents[0].finding = "=结论".into();
    input.documents[1].finding = "<r>另一个<结论</r>".into();
    input
}
