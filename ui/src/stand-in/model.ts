/** The shape of the real model with invented rubrics: enough to look at every page without the desktop. */
import type { ClauseView, IndicatorView, ModelView, NodeView, Text } from '../lib/types';
import { crosswalk, type Strength } from './crosswalk';
import { text } from './text';

const NO_TEXT = text('', '');

/** code | id | zh | en | weight within the parent, one line a node; metrics and checklists are marked. */
const OUTLINE = `
A|economic_value|经济价值|Economic value|40
A1|process|业务流程优化与创新|Process improvement and innovation|25|流程创新|Process
A1.1|online|业务线上化|Business online|25
A1.2|automation|流程自动化|Process automation|25
A1.3|digital_native|数字原生产品|Digital-native products|25|checklist
A1.4|channels|渠道融合与场景|Channel integration and scenarios|25
A2|operations|运营管理效率|Operating efficiency|25|运营效率|Operations
A2.1|service|智能客服|Intelligent customer service|25
A2.2|finance|业财融合|Business and finance integration|25
A2.3|centralised|集约运营|Centralised operations|25
A2.4|decisions|数据驱动决策|Data-driven decisions|25
A3|input_output|投入产出|Input and output|25|投入产出|Input–output
A3.1|it_investment_intensity|科技投入强度|IT investment intensity|20|metric
A3.2|growth|科技投入增速|IT investment growth|20
A3.3|value_metrics|价值度量体系|Value measurement system|20
A3.4|cost_income|成本收入比|Cost-to-income ratio|20
A3.5|digital_income|数字化收入贡献|Digital income share|20
A4|real_economy|服务实体经济|Service to the real economy|25|实体经济|Real economy
A4.1|technology|科技金融数字化|Digital technology finance|20
A4.2|green|绿色金融数字化|Digital green finance|20
A4.3|inclusive|普惠金融数字化|Digital inclusive finance|20
A4.4|pension|养老金融与适老化服务|Pension finance and services for the elderly|20
A4.5|industry|产业数字金融与供应链场景服务能力|Industrial digital finance and supply-chain services|20
B|technology_application|技术应用|Technology application|30
B1|core|核心技术与自主可控|Core technology and self-reliance|20|核心技术|Core tech
B1.1|core_system|核心系统|Core systems|25
B1.2|stack|全栈适配|Full-stack adaptation|25
B1.3|cloud|架构与云原生|Architecture and cloud native|25
B1.4|devops|敏捷研发运维|Agile development and operations|25
B2|compute|算力与基础设施|Computing and infrastructure|15|算力设施|Computing
B2.1|supply|算力供给与调度|Computing supply and scheduling|34
B2.2|value|算力价值量化|Value of computing|33
B2.3|centre|数据中心韧性与绿色|Resilient and green data centres|33
B3|data|数据要素|Data as a factor|20|数据要素|Data
B3.1|governance|数据治理|Data governance|25
B3.2|quality|数据质量与标准|Data quality and standards|25
B3.3|platform|数据平台与服务|Data platform and services|25
B3.4|exchange|可信流通与合成数据|Trusted exchange and synthetic data|25
B4|ai|人工智能|Artificial intelligence|20|人工智能|AI
B4.1|enterprise_platform|企业级人工智能平台|Enterprise AI platform|25
B4.2|llm|大模型场景|Large-model scenarios|25
B4.3|agents|智能体与流程机器人|Agents and process robots|25
B4.4|fusion|人工智能与多技术融合|AI combined with other technology|25
B5|frontier|前沿技术|Frontier technology|5|前沿技术|Frontier
B5.1|quantum|抗量子与量子计算|Post-quantum and quantum computing|50
B5.2|network|新一代通信与卫星物联网|New networks, satellites and IoT|50
B6|experience_risk|体验与风控|Experience and risk control|20|体验风控|UX & risk
B6.1|experience|用户体验与黏性|User experience and stickiness|50
B6.2|risk|智能风控|Intelligent risk control|50
C|organizational_sustainability|组织保障与可持续|Organisation and sustainability|30
C1|strategy|战略与治理|Strategy and governance|25|战略治理|Strategy
C1.1|plan|战略融入|Strategy integration|25
C1.2|leadership|一把手与统筹机制|Leadership and coordination|25
C1.3|appraisal|评估考核|Appraisal|25
C1.4|funds|经费保障|Funding|25
C2|organization|组织与协同|Organisation and collaboration|20|组织协同|Organisation
C2.1|agile|敏捷组织|Agile organisation|34
C2.2|fusion|业技数融合|Business, technology and data together|33
C2.3|peers|同业合作与输出|Cooperation with peers|33
C3|talent|人才与文化|Talent and culture|25|人才文化|Talent
C3.1|hire|人才引进|Hiring|25
C3.2|train|人才培养|Training|25
C3.3|reward|激励机制|Incentives|25
C3.4|culture|数字文化|Digital culture|25
C4|security|安全与治理|Security and governance|30|安全治理|Security
C4.1|ai_governance|模型算法与人工智能治理|Model, algorithm and AI governance|20
C4.2|data_security|数据安全|Data security|20
C4.3|cyber|网络安全与业务韧性|Cyber security and resilience|20
C4.4|outsourcing|供应链与外包|Supply chain and outsourcing|20
C4.5|consumer|消费者保护与数字鸿沟|Consumer protection and the digital divide|20`;

const RUBRIC: [string, string][][] = [
  [
    ['各项目自行采购或建设，无统一台账', 'Projects buy or build on their own, no common register'],
    ['投产前没有书面审批记录', 'No written approval before production'],
  ],
  [
    ['有台账，列明责任部门和用途', 'A register names owner and purpose'],
    ['建设与运行环境由各项目组自行维护', 'Each team keeps its own environments'],
  ],
  [
    ['平台已投产，新增事项均经平台上线', 'Platform live, everything new goes out through it'],
    ['需求、测试、部署、退出各有制度文件', 'Written rules for request, test, deployment, retirement'],
    ['资源统一调度，可查到各项目用量', 'Resources are pooled, use per project can be read'],
  ],
  [
    ['八成以上接入平台监测', 'Four fifths are monitored on the platform'],
    ['失效告警有处置记录与时限', 'Failure alerts have records of response and time'],
    ['按季度通报复用率、上线周期和单位成本', 'Reuse, lead time and unit cost reported each quarter'],
  ],
  [
    ['投入与业务成效挂钩并进入考核', 'Spending is tied to a business result and enters appraisal'],
    ['能力以服务方式供分支机构或同业使用', 'Branches or peers use it as a service'],
    ['人工干预与退出演练每年至少一次且经内审', 'Override and retirement drilled yearly and audited'],
  ],
];

/** Where the thresholds of L4 and L5 come from. */
const BASES: Record<number, Text> = {
  4: text(
    '八成为本工具判断：低于八成，仍有整条业务线不在监测之内。',
    'Four fifths is our judgement: below it whole business lines stand outside the monitoring.',
  ),
  5: text('每年一次取自金办发〔2025〕95号第25项。', 'Once a year follows NFRA [2025] No. 95, task 25.'),
};

const DOCUMENTS: Record<string, Pick<ClauseView, 'document' | 'title'> & { cite: Text }> = {
  'nfra-2025-95': {
    document: text('金办发〔2025〕95号', 'NFRA [2025] No. 95'),
    title: text(
      '银行业保险业数字金融高质量发展实施方案',
      'Implementation Plan for High-quality Digital Finance',
    ),
    cite: text('第{}项', 'task {}'),
  },
  'cbirc-2022': {
    document: text('2022指导意见', '2022 Guiding Opinions'),
    title: text('关于银行业保险业数字化转型的指导意见', 'Guiding Opinions on the Digital Transformation'),
    cite: text('第{}条', 'article {}'),
  },
  'pboc-2024': {
    document: text('2024行动方案', '2024 Action Plan'),
    title: text('推动数字金融高质量发展行动方案', 'Action Plan for High-quality Digital Finance'),
    cite: text('第{}条', 'article {}'),
  },
};

const REASONS: Record<Strength, Text> = {
  covers: text(
    '该条所要求的做法，本指标的量规逐行查到。',
    'The rubric sees each thing that the clause asks for.',
  ),
  partly: text('该条要求的一部分由本指标查。', 'The indicator sees a part of what the clause asks.'),
  relates: text(
    '与该条有关，但量规不直接查。',
    'It has to do with the clause, but the rubric does not see it.',
  ),
};

function clausesOf(code: string): ClauseView[] {
  return [...crosswalk].flatMap(([clause, { links }]): ClauseView[] => {
    const strength = links.find((link) => link.code === code)?.strength;
    const [policy = '', number = ''] = clause.split('/');
    const source = DOCUMENTS[policy];
    if (!strength || !source) return [];
    const { document, title, cite } = source;
    const cited = text(cite.zh.replace('{}', number), cite.en.replace('{}', number));
    return [{ document, title, id: clause, clause: cited, strength, reason: REASONS[strength] }];
  });
}

function indicator(code: string, kind: string | undefined, zh: string, en: string): IndicatorView {
  const base = {
    applies: true,
    question: text(
      `${zh}是否有全机构统一的平台、制度与度量，并据此调整投入？`,
      `Is there one platform, rule and measure for ${en.toLowerCase()}, and does spending follow it?`,
    ),
    why: text(
      '分散建设抬高重复投入，也让风险无从归集；复用率决定同样的投入能支撑多少业务场景，直接影响运营效率与投入产出。',
      'Scattered building repeats spending and leaves risk uncollected; reuse decides how many business uses the same money can carry.',
    ),
    sources: [
      {
        document: text('CAICT 2025', 'CAICT 2025'),
        title: text('数字金融创新发展研究报告（2025年）', 'Research Report on Digital Finance (2025)'),
        locator: text('四(三)1', '4.3.1'),
      },
    ],
    clauses: clausesOf(code),
    pitfalls: [
      text(
        '采购了平台许可不等于已在平台上运行，以有运行日志的为准。',
        'A licence bought is not a system run: count what has run logs.',
      ),
    ],
    levels: [],
    metric: null,
    items: [],
  };
  if (kind === 'metric') {
    const metric = {
      unit: '%',
      higherIsBetter: true,
      low: 1,
      high: 6,
      logarithmic: false,
      reason: text(
        '1.0低于2019年以来所见的全国性银行，6.0高于其中最高者；超过上限不再加分。',
        '1.0 is below every national bank seen since 2019, 6.0 above the highest; beyond it more money earns no more points.',
      ),
      formula: '信息科技投入 ÷ 营业收入 × 100',
    };
    return {
      ...base,
      kind: 'metric',
      question: text(
        '信息科技投入占营业收入的比例是多少？',
        'What share of operating revenue goes into information technology?',
      ),
      metric,
    };
  }
  if (kind === 'checklist') {
    const offer = text('产品与渠道', 'Products and channels');
    const results = text('成效与退出', 'Results and exit');
    const items = [
      {
        id: 'online_only',
        text: text(
          '有只在线上办理的存款、贷款或保险产品',
          'A deposit, loan or insurance product sold online only',
        ),
        group: offer,
      },
      {
        id: 'open_api',
        text: text('开放接口已有外部机构调用', 'Outside parties call the open interfaces'),
        group: offer,
      },
      {
        id: 'review',
        text: text('产品上线后90天内有成效复盘记录', 'A record reviews results within 90 days of launch'),
        group: results,
      },
      {
        id: 'exit',
        text: text(
          '过去一年有产品因成效不足退出',
          'A product was withdrawn for weak results in the past year',
        ),
        group: results,
      },
    ];
    return { ...base, kind: 'checklist', items };
  }
  const note = text(
    '可为共建或托管平台，须有本机构的台账与制度',
    'A shared or hosted platform counts if its own register and rules stand',
  );
  const levels = RUBRIC.map((lines, index) => ({
    level: index + 1,
    evidence: lines.map(([zh, en]) => text(zh, en)),
    note: index === 2 ? note : null,
    basis: BASES[index + 1] ?? null,
  }));
  return { ...base, kind: 'rubric', levels };
}

export const declaredWeights = new Map<string, number>();

function nodes(): NodeView[] {
  const root: NodeView = {
    id: 'root',
    parent: null,
    kind: 'root',
    code: '',
    name: text('数字金融成熟度', 'Digital finance maturity'),
    short: text('总分', 'Overall'),
    hue: null,
    purpose: null,
    indicator: null,
  };
  const all = [root];
  let dimension = '';
  let domain = '';
  let hue = -1;
  for (const line of OUTLINE.trim().split('\n')) {
    const [code = '', id = '', zh = '', en = '', weight = '', extra, shortEn] = line.split('|');
    const name = text(zh, en);
    if (code.length === 1) {
      dimension = id;
      hue += 1;
      all.push({
        id,
        parent: 'root',
        kind: 'dimension',
        code,
        name,
        short: name,
        hue,
        purpose: NO_TEXT,
        indicator: null,
      });
      declaredWeights.set(id, Number(weight));
    } else if (code.length === 2) {
      domain = `${dimension}.${id}`;
      all.push({
        id: domain,
        parent: dimension,
        kind: 'domain',
        code,
        name,
        short: text(extra ?? zh, shortEn ?? en),
        hue,
        purpose: null,
        indicator: null,
      });
      declaredWeights.set(domain, Number(weight));
    } else {
      const full = `${domain}.${id}`;
      all.push({
        id: full,
        parent: domain,
        kind: 'indicator',
        code,
        name,
        short: name,
        hue,
        purpose: null,
        indicator: indicator(code, extra, zh, en),
      });
      declaredWeights.set(full, Number(weight));
    }
  }
  return all;
}

const LEVELS: [string, string, string][] = [
  ['初始级', 'Initial', '各做各的，没有成文的责任与规则'],
  ['受管理级', 'Managed', '有责任部门，在项目里做到'],
  ['稳健级', 'Defined', '有全机构的制度并照做'],
  ['量化管理级', 'Quantitatively managed', '用数据度量，按数据调整'],
  ['优化级', 'Optimising', '改变了本机构或同业的业务'],
];

export const model: ModelView = {
  id: 'caict-value-2025',
  version: '1.0.0',
  digest: '0'.repeat(64),
  name: text('价值导向的数字金融成熟度模型', 'Value-oriented digital finance maturity model'),
  summary: text(
    '以业务价值决定资源投入：三个维度，14个能力域。',
    'Business value decides where resources go: three dimensions, 14 domains.',
  ),
  disclaimer: text(
    '能力域、量规与权重由本工具依据报告编制，不是官方评估工具。',
    'Domains, rubrics and weights were built by this tool. It is not an official instrument.',
  ),
  attribution: text(
    '来源：中国信息通信研究院',
    'Source: China Academy of Information and Communications Technology (CAICT)',
  ),
  minimumCoverage: 0.3,
  levels: LEVELS.map(([zh, en, meaning], index) => ({
    level: index + 1,
    name: text(zh, en),
    meaning: text(meaning, en),
    points: index * 25,
    from: index * 20,
  })),
  nodes: nodes(),
};
