/**
 * The stand-in for the page 模型: a built-in model, a model of one's own that can be changed, one that does not load and
 * the copy in the open file. `#large` in the address adds a model of 200 indicators, `#empty` leaves the built-in one. Checks are rough.
 */
import { proposedId, ROOT } from '../lib/models';
import type * as w from '../lib/types';
import { declaredWeights, model } from './model';

const text = (zh: string, en: string): w.Text => ({ zh, en });
const NO_TEXT = text('', '');
const clone = <T>(value: T): T => structuredClone(value);

const PROFILES: w.SheetProfileView[] = (
  [
    [
      'state_bank',
      '国有大型商业银行',
      'Large state-owned bank',
      75,
      '资源与规模足以先行，目标为量化管理级中段。',
    ],
    [
      'joint_stock_bank',
      '股份制商业银行',
      'Joint-stock bank',
      72,
      '全国经营、竞争充分，目标为量化管理级中段。',
    ],
    ['city_bank', '城市商业银行', 'City commercial bank', 62, '立足本地，前沿技术与算力以共建共享为主。'],
    [
      'rural_bank',
      '农村中小金融机构',
      'Rural bank or credit union',
      50,
      '依托省级平台，支农支小是首要成果。',
    ],
    ['private_bank', '民营银行', 'Private (internet) bank', 70, '线上经营为本，技术与体验应居前。'],
    ['securities', '证券公司', 'Securities firm', 65, '以投行、投研、交易为主，实体经济服务口径较窄。'],
    ['insurance', '保险公司', 'Insurer', 62, '承保理赔流程长，线上化与智能风控先行。'],
  ] as const
).map(([id, zh, en, target, reason]) => ({
  id,
  name: text(zh, en),
  target,
  reason: text(
    reason,
    'Where such an institution should stand within three years, by its means and its market.',
  ),
  targets:
    id === 'city_bank'
      ? [
          { node: 'technology_application.frontier', number: 30 },
          { node: 'technology_application.compute', number: 55 },
        ]
      : [],
  weights: id === 'rural_bank' ? [{ node: 'economic_value.real_economy', number: 40 }] : [],
  weightsReason:
    id === 'rural_bank'
      ? text('支农支小是其设立目的，故加重。', 'It was founded to serve farms and small firms.')
      : null,
}));

const KINDS = PROFILES.map((profile) => profile.id);

function indicatorSheet(node: w.NodeView, view: w.IndicatorView): w.SheetIndicatorView {
  const bankOnly = node.code === 'A3.4' || node.code === 'A3.1';
  return {
    kind: view.kind,
    question: view.question,
    why: view.why,
    appliesTo: bankOnly ? KINDS.filter((kind) => kind.endsWith('bank')) : KINDS,
    levels: view.levels.map((level) => ({
      level: level.level,
      evidence: level.evidence,
      basis:
        level.level === 4
          ? text(
              '八成：本工具判断，低于八成时监测结果不足以代表全部',
              'Four fifths: our judgement; below it the monitored part does not speak for the whole',
            )
          : null,
      forTypes:
        level.level === 3
          ? [
              {
                kind: 'city_bank',
                note: text(
                  '可为共建或托管平台，须有本机构的台账与制度。',
                  'A shared or hosted platform counts if its own register and rules stand.',
                ),
              },
              {
                kind: 'rural_bank',
                note: text(
                  '可由省级平台承载，须有服务协议与退出条款。',
                  'A provincial platform counts with a service agreement and exit terms.',
                ),
              },
            ]
          : [],
    })),
    metric: view.metric && {
      ...view.metric,
      capped: true,
      byType: [text('农村中小金融机构：0.3–4%', 'Rural bank or credit union: 0.3–4%')],
    },
    items: view.items.map((item, index) => ({
      id: item.id,
      text: item.text,
      group: index < 2 ? text('已在运行', 'In operation') : text('有复盘', 'Reviewed'),
      weight: 1,
    })),
    sources: view.sources.map((source) =>
      text(`${source.document.zh} ${source.locator.zh}`, `${source.document.en} ${source.locator.en}`),
    ),
    clauses: view.clauses.map((clause, index) => ({
      id: `nfra-2025-95/${clause.clause.zh.replace(/\D/g, '')}`,
      cited: text(`${clause.document.zh} ${clause.clause.zh}`, `${clause.document.en} ${clause.clause.en}`),
      heading:
        index === 0
          ? text('加快发展“人工智能+金融”', 'AI in finance')
          : text('有效管理算法模型风险', 'Model risk'),
      strength: clause.strength,
      reason: clause.reason,
    })),
    pitfalls: view.pitfalls,
  };
}

function sheetNodes(): w.SheetNodeView[] {
  return clone(model.nodes)
    .filter((node) => node.kind !== 'root')
    .map((node) => ({
      id: node.id,
      parent: node.parent === ROOT ? null : node.parent,
      kind: node.kind,
      code: node.code,
      name: node.name,
      short: node.kind === 'domain' ? node.short : null,
      hue: node.hue ?? 0,
      weight: declaredWeights.get(node.id) ?? 0,
      weightReason:
        node.kind === 'dimension'
          ? text(
              '报告把创造业务价值视为转型的根本目的，故权重最大。',
              'The report names business value as the root purpose, so it weighs most.',
            )
          : null,
      share: 0,
      purpose:
        node.kind === 'dimension'
          ? text(
              '转型是否变成了业务成果：流程、效率、投入产出和对实体经济的服务。',
              'Whether the change became business results.',
            )
          : null,
      indicator: node.indicator && indicatorSheet(node, node.indicator),
    }));
}

/** A tree as wide as the largest banks keep: 3 dimensions, 20 domains, 200 indicators. */
function manyNodes(): w.SheetNodeView[] {
  const nodes = sheetNodes();
  const [sample] = nodes.filter((node) => node.indicator?.kind === 'rubric');
  const dimensions = nodes.filter((node) => node.kind === 'dimension');
  return dimensions.flatMap((dimension, at) => [
    dimension,
    ...Array.from({ length: at === 2 ? 6 : 7 }, (_, d) => d + 1).flatMap((d) => {
      const domain = {
        ...clone(dimension),
        id: `${dimension.id}.d${d}`,
        parent: dimension.id,
        kind: 'domain',
        purpose: null,
      };
      domain.code = `${dimension.code}${d}`;
      domain.name = text(`第${d}能力域`, `Domain ${d}`);
      domain.short = domain.name;
      domain.weight = 10 + d;
      return [
        domain,
        ...Array.from({ length: 10 }, (_, i) => i + 1).map((i) => ({
          ...clone(sample ?? domain),
          id: `${domain.id}.i${i}`,
          parent: domain.id,
          hue: dimension.hue,
          code: `${domain.code}.${i}`,
          name: text(
            `集团与附属机构统一口径下的第${i}项能力与成效指标`,
            `Capability and result number ${i} on the common basis of the group and its subsidiaries`,
          ),
          weight: 5 + i,
        })),
      ];
    }),
  ]);
}

function weigh(sheet: w.ModelSheetView): void {
  const share = (node: w.SheetNodeView): number => {
    const siblings = sheet.nodes.filter((other) => other.parent === node.parent);
    const total = siblings.reduce((sum, other) => sum + (other.weight ?? 0), 0);
    const parent = sheet.nodes.find((other) => other.id === node.parent);
    return (parent?.share ?? 1) * ((node.weight ?? 0) / (total || 1));
  };
  // Parents stand before their children.
  for (const node of sheet.nodes) node.share = share(node);
}

function sheetOf(entry: Partial<w.ModelEntryView>, nodes: w.SheetNodeView[]): w.ModelSheetView {
  const full: w.ModelEntryView = {
    key: '',
    id: model.id,
    version: '1.1.0',
    name: model.name,
    summary: text(
      '以业务价值决定资源投入：经济价值、技术应用、组织保障与可持续三个维度，14个能力域，56个指标。',
      'Business value decides where resources go: three dimensions, 14 domains, 56 indicators.',
    ),
    origin: 'builtIn',
    basedOn: null,
    folder: null,
    indicators: nodes.filter((node) => node.indicator).length,
    levels: nodes.reduce((sum, node) => sum + (node.indicator?.levels.length ?? 0), 0),
    digest: 'c41f7d0e9a52b3684f1c0d7be95a23f6c8d4b1709e6f52a3d8b7c10495ef6a2d',
    reach: [
      { document: text('金办发〔2025〕95号', 'NFRA [2025] No. 95'), reached: 28, binding: 28 },
      { document: text('2022指导意见', '2022 Guiding Opinions'), reached: 24, binding: 25 },
      { document: text('2024行动方案', '2024 Action Plan'), reached: 17, binding: 18 },
    ],
    inUse: false,
    faults: [],
    ...entry,
  };
  const sheet: w.ModelSheetView = {
    entry: full,
    editable: full.origin === 'own',
    canUndo: false,
    canRedo: false,
    disclaimer: model.disclaimer,
    levels: model.levels,
    nodes,
    profiles: clone(PROFILES),
    gates: [
      text(
        '经济价值未到L3时总评不高于L3：能力再强，未变成成果即为“重投入、轻产出”。',
        'While economic value is below L3, the overall level is at most L3.',
      ),
      text(
        '安全与治理未到L3时总评不高于L3：一次安全事件足以抵消多年的投入。',
        'While security and governance is below L3, the overall level is at most L3.',
      ),
    ],
    findings: [],
  };
  weigh(sheet);
  return sheet;
}

const FAULTY: w.ModelEntryView = {
  ...sheetOf({}, []).entry,
  key: 'own:draft-insurance',
  id: 'draft-insurance',
  version: '',
  name: text('draft-insurance', 'draft-insurance'),
  summary: NO_TEXT,
  origin: 'own',
  folder: '/home/user/数衡/模型/draft-insurance',
  digest: '',
  reach: [],
  faults: [
    {
      file: 'model.toml',
      line: 42,
      message: text(
        '三个维度的权重合计为95，应为100',
        'The weights of the three dimensions add up to 95 instead of 100',
      ),
      hint: text('把缺少的5分给某个维度', 'Give the missing 5 to a dimension'),
      error: true,
    },
    {
      file: 'claims.toml',
      line: 118,
      message: text('指标“claims.online”只有4个等级', 'Indicator `claims.online` has only 4 levels'),
      hint: text('补上第5级的可核查事实', 'Add the facts of level 5'),
      error: true,
    },
    {
      file: 'claims.toml',
      line: 203,
      message: text('条款“nfra-2025-95/41”不存在', 'There is no clause `nfra-2025-95/41`'),
      hint: text('该文件的条款编号为1至33', 'The document has clauses 1 to 33'),
      error: true,
    },
    {
      file: 'claims.toml',
      line: 240,
      message: text('第4级有阈值而没有依据', 'Level 4 has a threshold and no basis'),
      hint: text('写明阈值从何而来', 'Say where the threshold comes from'),
      error: false,
    },
  ],
};

// ---- checks

const DEGREES = /部分|较好|较为|基本|全面|充分|持续|不断|显著|深入|完善/;

function fault(zh: string, en: string, hintZh: string, hintEn: string, error: boolean): w.FaultView {
  return {
    file: 'technology_application.toml',
    line: 0,
    message: text(zh, en),
    hint: text(hintZh, hintEn),
    error,
  };
}

const emptyText = ({ zh, en }: w.Text): w.FaultView[] => {
  if (zh.trim() === '')
    return [
      fault('中文是空的', 'the Chinese text is empty', '填写中文后再离开', 'Fill in the Chinese text', true),
    ];
  if (en.trim() === '')
    return [
      fault('英文是空的', 'the English text is empty', '填写英文后再离开', 'Fill in the English text', true),
    ];
  return [];
};

function lineFaults(evidence: w.Text[], basis: w.Text, level: number): w.FaultView[] {
  const found = evidence.flatMap(emptyText);
  if (evidence.length < 2 || evidence.length > 4) {
    const count = evidence.length;
    found.push(
      fault(
        `有${count}条事实，应为2至4条`,
        `There are ${count} lines instead of 2 to 4`,
        '增减到2至4条',
        'Keep 2 to 4 lines',
        true,
      ),
    );
  }
  for (const { zh } of evidence) {
    const { length } = zh;
    if (length > 30)
      found.push(
        fault(
          `“${zh.slice(0, 8)}…”有${length}字，超过30字`,
          `A line has ${length} characters, more than 30`,
          '一条只写一件事',
          'One fact a line',
          false,
        ),
      );
    const degree = DEGREES.exec(zh)?.[0];
    if (degree)
      found.push(
        fault(
          `“${degree}”只说程度，看不出差别`,
          `“${degree}” tells a degree, not a difference`,
          '改写成可以去看的事实',
          'Say what can be seen',
          false,
        ),
      );
  }
  const threshold = level >= 4 && evidence.some(({ zh }) => /\d|成以上/.test(zh));
  if (threshold && basis.zh.trim() === '')
    found.push(
      fault(
        `第${level}级有阈值而没有依据`,
        `Level ${level} has a threshold and no basis`,
        '写明阈值从何而来',
        'Say where the threshold comes from',
        false,
      ),
    );
  return found;
}

const optional = new Set(['short', 'weightReason']);

/** What an edit would be refused or remarked for. */
function judge(sheet: w.ModelSheetView, edit: w.ModelEdit): w.FaultView[] {
  const number = (value: number | null, zh: string, en: string, high: number) =>
    value !== null && (value < 0 || value > high)
      ? [
          fault(
            `${zh}为${value}，应在0到${high}之间`,
            `${en} is ${value} instead of 0 to ${high}`,
            '改成范围内的数',
            'Use a number within the range',
            true,
          ),
        ]
      : [];
  switch (edit.type) {
    case 'modelText':
      return emptyText(edit.text);
    case 'nodeText':
      return optional.has(edit.field) && edit.text.zh + edit.text.en === '' ? [] : emptyText(edit.text);
    case 'version':
      return [];
    case 'weight':
      return number(edit.weight, '权重', 'The weight', 100);
    case 'target':
      return number(edit.target, '目标', 'The target', 100);
    case 'level':
      return lineFaults(edit.evidence, edit.basis, edit.level);
    case 'goalposts':
      return (edit.low ?? 0) >= (edit.high ?? 0)
        ? [
            fault(
              '下限不小于上限',
              'The lower post is not below the upper one',
              '对调两数，或改方向',
              'Swap the two',
              true,
            ),
          ]
        : emptyText(edit.reason);
    case 'appliesTo':
      return edit.kinds.length === 0 && sheet.editable
        ? [
            fault(
              '不适用于任何机构类型',
              'It applies to no kind of institution',
              '至少选一类',
              'Choose at least one',
              true,
            ),
          ]
        : [];
  }
}

function findingsOf(sheet: w.ModelSheetView): w.SheetFindingView[] {
  return sheet.nodes.flatMap((node) =>
    (node.indicator?.levels ?? []).flatMap((level) =>
      lineFaults(level.evidence, level.basis ?? NO_TEXT, level.level)
        .filter((one) => !one.error)
        .map((one) => ({
          fault: { ...one, file: `${node.id.split('.')[0] ?? ''}.toml`, line: 40 + level.level * 6 },
          node: node.id,
          level: level.level,
        })),
    ),
  );
}

// ---- changes

function put(numbers: w.NodeNumberView[], node: string, number: number | null): w.NodeNumberView[] {
  const others = numbers.filter((entry) => entry.node !== node);
  return number === null ? others : [...others, { node, number }];
}

function apply(sheet: w.ModelSheetView, edit: w.ModelEdit): void {
  const node = (id: string) => sheet.nodes.find((one) => one.id === id);
  const profile = (id: string | null) => sheet.profiles.find((one) => one.id === id);
  switch (edit.type) {
    case 'modelText':
      sheet.entry[edit.field] = edit.text;
      break;
    case 'version':
      sheet.entry.version = edit.version;
      break;
    case 'nodeText': {
      const found = node(edit.node);
      if (!found) break;
      if (edit.field === 'question' || edit.field === 'why') {
        if (found.indicator) found.indicator[edit.field] = edit.text;
      } else found[edit.field] = edit.text;
      break;
    }
    case 'weight': {
      const found = node(edit.node);
      const own = profile(edit.profile);
      if (own) own.weights = put(own.weights, edit.node, edit.weight);
      else if (found) found.weight = edit.weight;
      weigh(sheet);
      break;
    }
    case 'level': {
      const level = node(edit.indicator)?.indicator?.levels.find((one) => one.level === edit.level);
      if (level) Object.assign(level, { evidence: edit.evidence, basis: edit.basis.zh ? edit.basis : null });
      break;
    }
    case 'goalposts': {
      const { low, high, logarithmic, reason } = edit;
      const metric = node(edit.indicator)?.indicator?.metric;
      if (metric) Object.assign(metric, { low, high, logarithmic, reason });
      break;
    }
    case 'target': {
      const own = profile(edit.profile);
      if (own && edit.node) own.targets = put(own.targets, edit.node, edit.target);
      else if (own) own.target = edit.target;
      break;
    }
    case 'appliesTo': {
      const indicator = node(edit.indicator)?.indicator;
      if (indicator) indicator.appliesTo = edit.kinds;
      break;
    }
  }
}

interface Held {
  now: w.ModelSheetView;
  past: w.ModelSheetView[];
  future: w.ModelSheetView[];
}

/** Every model at hand; the copy in the file is made for each question. */
export class StandInModels {
  readonly #held = new Map<string, Held>();
  #faulty = globalThis.location.hash !== '#empty';

  constructor() {
    this.#hold(sheetOf({ key: 'builtIn:caict-value-2025' }, sheetNodes()));
    if (!this.#faulty) return;
    const own = sheetOf(
      {
        key: 'own:haicheng-2026',
        id: 'haicheng-2026',
        version: '1.0.0',
        name: text(
          '海澄银行数字金融成熟度评估模型（2026年修订）',
          'Haicheng Bank digital finance maturity model (revised 2026)',
        ),
        origin: 'own',
        basedOn: 'caict-value-2025 1.1.0',
        folder: '/home/user/数衡/模型/haicheng-2026',
      },
      sheetNodes(),
    );
    const first = own.nodes.find((node) => node.code === 'A1.1')?.indicator?.levels[3];
    first?.evidence.splice(
      1,
      1,
      text(
        '业务流程全面、持续优化并显著提升客户体验与运营效率，成效较好且得到各部门充分认可',
        'Processes are improved comprehensively and continuously',
      ),
    );
    if (first) first.basis = null;
    this.#hold(own);
    if (globalThis.location.hash === '#large') {
      this.#hold(
        sheetOf(
          {
            key: 'own:group-200',
            id: 'group-200',
            version: '2.3.0',
            name: text(
              '集团与附属机构统一口径数字金融成熟度评估模型（二百项指标全量版）',
              'Digital finance maturity model of the group and its subsidiaries, all two hundred indicators',
            ),
            origin: 'own',
            basedOn: null,
            folder: '/home/user/数衡/模型/group-200',
          },
          manyNodes(),
        ),
      );
    }
  }

  #hold(sheet: w.ModelSheetView): w.ModelSheetView {
    this.#held.set(sheet.entry.key, { now: sheet, past: [], future: [] });
    return sheet;
  }

  #find(key: string): Held {
    const held = this.#held.get(key);
    if (!held) throw new Error(`no model ${key}`);
    return held;
  }

  #view({ now, past, future }: Held, inUse: string | null): w.ModelSheetView {
    const findings = findingsOf(now);
    const faults = findings.map((finding) => finding.fault);
    const own = now.entry.origin === 'own';
    const used = inUse === `${now.entry.id} ${now.entry.version}` && !own;
    return clone({
      ...now,
      entry: { ...now.entry, faults, inUse: used },
      findings,
      canUndo: past.length > 0,
      canRedo: future.length > 0,
    });
  }

  #copy(version: string): Held {
    const sheet = sheetOf(
      { key: 'engagement:caict-value-2025', version, origin: 'engagement' },
      sheetNodes(),
    );
    return { now: sheet, past: [], future: [] };
  }

  /** `inUse` is the version of the model in the open file. */
  entries(inUse: string | null): w.ModelEntryView[] {
    const name = inUse && `${model.id} ${inUse}`;
    const copy = inUse ? [this.#view(this.#copy(inUse), name).entry] : [];
    const held = [...this.#held.values()].map((one) => this.#view(one, name).entry);
    return [...copy, ...held, ...(this.#faulty ? [FAULTY] : [])];
  }

  /** As the home page lists them. */
  cards(): w.ModelCardView[] {
    return this.entries(null).map(({ id, version, name, summary, indicators, faults }) => ({
      id,
      version,
      name,
      summary,
      indicators,
      faults: faults.filter((one) => one.error),
    }));
  }

  sheet(key: string, inUse: string | null): w.ModelSheetView {
    const held = key.startsWith('engagement:') ? this.#copy(inUse ?? '1.0.0') : this.#find(key);
    return this.#view(held, inUse && `${model.id} ${inUse}`);
  }

  fork(key: string, id: string, name: w.Text): w.ModelSheetView {
    const { now } = key.startsWith('engagement:') ? this.#copy('1.0.0') : this.#find(key);
    const sheet = clone(now);
    const folder = `/home/user/数衡/模型/${id}`;
    const basedOn = `${now.entry.id} ${now.entry.version}`;
    Object.assign(sheet.entry, {
      key: `own:${id}`,
      id,
      name,
      version: '1.0.0',
      origin: 'own',
      basedOn,
      folder,
    });
    sheet.editable = true;
    this.#hold(sheet);
    return this.sheet(`own:${id}`, null);
  }

  read(): w.ModelSheetView {
    const id = proposedId(
      'imported',
      [...this.#held.values()].map((held) => held.now.entry.id),
    );
    return this.fork('builtIn:caict-value-2025', id, text('导入的评估模型', 'Imported evaluation model'));
  }

  check(key: string, edit: w.ModelEdit): w.FaultView[] {
    return judge(this.#find(key).now, edit);
  }

  edit(key: string, edit: w.ModelEdit): w.ModelEditReply {
    const held = this.#find(key);
    const refused = judge(held.now, edit).filter((one) => one.error);
    if (refused.length === 0) {
      held.past.push(clone(held.now));
      held.future = [];
      apply(held.now, clone(edit));
    }
    return { sheet: this.#view(held, null), refused };
  }

  travel(key: string, direction: 'past' | 'future'): w.ModelSheetView {
    const held = this.#find(key);
    const state = held[direction].pop();
    if (state) {
      held[direction === 'past' ? 'future' : 'past'].push(held.now);
      held.now = state;
    }
    return this.#view(held, null);
  }

  remove(key: string): void {
    if (key === FAULTY.key) this.#faulty = false;
    this.#held.delete(key);
  }

  /** The differences of every node's texts and weights. */
  compare(from: string, to: string, inUse: string | null): w.ModelDifferenceView {
    const [one, other] = [this.sheet(from, inUse), this.sheet(to, inUse)];
    const before = new Map(one.nodes.map((node) => [node.id, node]));
    const changes = other.nodes.flatMap((node) => {
      const was = before.get(node.id);
      if (!was) return [text(`新增${node.code} ${node.name.zh}`, `${node.code} ${node.name.en} is new`)];
      const found: w.Text[] = [];
      if (was.name.zh !== node.name.zh)
        found.push(
          text(
            `${node.code}由“${was.name.zh}”改名为“${node.name.zh}”`,
            `${node.code} renamed from “${was.name.en}” to “${node.name.en}”`,
          ),
        );
      if (was.weight !== node.weight)
        found.push(
          text(
            `${node.code} ${node.name.zh}的权重由${was.weight ?? 0}改为${node.weight ?? 0}`,
            `Weight of ${node.code} ${node.name.en} changed from ${was.weight ?? 0} to ${node.weight ?? 0}`,
          ),
        );
      for (const level of node.indicator?.levels ?? []) {
        const old = was.indicator?.levels.find((one) => one.level === level.level);
        if (JSON.stringify(old?.evidence) !== JSON.stringify(level.evidence))
          found.push(
            text(
              `${node.code} ${node.name.zh}第${level.level}级的事实有改动`,
              `Facts of level ${level.level} of ${node.code} ${node.name.en} changed`,
            ),
          );
      }
      return found;
    });
    const name = ({ entry }: w.ModelSheetView) => `${entry.id} ${entry.version}`;
    return { from: name(one), to: name(other), changes };
  }
}
