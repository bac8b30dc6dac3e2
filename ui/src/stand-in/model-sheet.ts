/** The sheet of a model for the page 模型, from the model that the stand-in scores with, or as wide as models get. */
import { ROOT } from '../lib/models';
import type * as w from '../lib/types';
import { declaredWeights, model } from './model';
import { text } from './text';

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

/** The nodes of the model that the stand-in scores with. */
export function sheetNodes(): w.SheetNodeView[] {
  return structuredClone(model.nodes)
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
export function manyNodes(): w.SheetNodeView[] {
  const nodes = sheetNodes();
  const [sample] = nodes.filter((node) => node.indicator?.kind === 'rubric');
  const dimensions = nodes.filter((node) => node.kind === 'dimension');
  return dimensions.flatMap((dimension, at) => [
    dimension,
    ...Array.from({ length: at === 2 ? 6 : 7 }, (_, d) => d + 1).flatMap((d) => {
      const domain = {
        ...structuredClone(dimension),
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
          ...structuredClone(sample ?? domain),
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

/** Sets every node's share of the whole from the weights. */
export function weigh(sheet: w.ModelSheetView): void {
  const share = (node: w.SheetNodeView): number => {
    const siblings = sheet.nodes.filter((other) => other.parent === node.parent);
    const total = siblings.reduce((sum, other) => sum + (other.weight ?? 0), 0);
    const parent = sheet.nodes.find((other) => other.id === node.parent);
    return (parent?.share ?? 1) * ((node.weight ?? 0) / (total || 1));
  };
  // Parents stand before their children.
  for (const node of sheet.nodes) node.share = share(node);
}

export function sheetOf(entry: Partial<w.ModelEntryView>, nodes: w.SheetNodeView[]): w.ModelSheetView {
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
    profiles: structuredClone(PROFILES),
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
