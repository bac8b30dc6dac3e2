/** A table to import for the stand-in: opened, previewed and taken over as the desktop side would. */
import type {
  ImportColumn,
  ImportMapping,
  ImportOpenView,
  ImportPreviewView,
  ImportRole,
  ImportedTableView,
} from '../lib/types';

const FILE = '同业科技投入2024.csv';

const LINES: string[][] = [
  ['同业科技投入（示例）', '', '', '', '单位：万元'],
  ['机构', '类型', '2023年科技投入', '2024年科技投入', '科技人员占比（%）'],
  ['云栖银行（示例）', '城商行', '182,300', '205,100', '6.2'],
  ['澄江银行（示例）', '城商行', '96,500', '—', '5.1'],
  ['远岫银行（示例）', '城商行', '约120,000', '131,400', '4.8%'],
  ['合计', '', '278,800', '336,500', ''],
];

const column = (role: ImportRole, figures: Partial<ImportColumn> = {}): ImportColumn => ({
  role,
  metric: '',
  year: null,
  unit: '',
  ...figures,
});

export function opened(header = 2): ImportOpenView {
  const investment = { metric: 'it_investment' };
  return {
    file: FILE,
    encoding: 'GB18030',
    sheets: [],
    sheet: null,
    lines: LINES.length,
    hiddenLines: 1,
    columns: ['A', 'B', 'C', 'D', 'E'],
    hiddenColumns: [],
    first: LINES.map((cells, index) => ({ line: index + 1, cells })),
    mapping: {
      header,
      columns: [
        column('institution'),
        column('kind'),
        column('figures', { ...investment, year: 2023 }),
        column('figures', { ...investment, year: 2024 }),
        column('figures', { metric: '科技人员占比', year: 2024, unit: '%' }),
      ],
      fixed: {
        kind: '',
        year: null,
        metric: '',
        unit: '万元',
        source: '',
        locator: '',
        quality: 'press',
      },
      hiddenRows: false,
    },
    metrics: [
      { id: 'it_investment', name: { zh: '信息技术投入', en: 'IT investment' }, unit: '亿元' },
      { id: 'operating_revenue', name: { zh: '营业收入', en: 'Operating revenue' }, unit: '亿元' },
    ],
    kinds: [
      { id: 'city_bank', name: { zh: '城市商业银行', en: 'City commercial bank' }, unit: '' },
      { id: 'rural_bank', name: { zh: '农村中小金融机构', en: 'Rural bank or credit union' }, unit: '' },
    ],
  };
}

const FIGURES: [string, number, number, number][] = [
  ['云栖银行（示例）', 2023, 18.23, 2],
  ['云栖银行（示例）', 2024, 20.51, 2],
  ['澄江银行（示例）', 2023, 9.65, 3],
  ['远岫银行（示例）', 2024, 13.14, 5],
];

const SHARES: [string, number][] = [
  ['云栖银行（示例）', 6.2],
  ['澄江银行（示例）', 5.1],
  ['远岫银行（示例）', 4.8],
];

export function preview({ fixed }: ImportMapping): ImportPreviewView {
  const metric = { zh: '信息技术投入', en: 'IT investment' };
  const share = { zh: '科技人员占比', en: '科技人员占比' };
  const row = { known: false, source: fixed.source, quality: fixed.quality };
  const rows = [
    ...FIGURES.map(([institution, year, value, line]) => ({
      ...row,
      institution,
      year,
      metric,
      value,
      decimals: 4,
      unit: '亿元',
      locator: fixed.locator || `${FILE}:${line}`,
    })),
    ...SHARES.map(([institution, value], index) => ({
      ...row,
      institution,
      year: 2024,
      metric: share,
      value,
      decimals: 1,
      unit: '%',
      locator: fixed.locator || `${FILE}:${index + 3}`,
    })),
  ];
  return {
    problems: [],
    accepted: rows.length,
    refused: 2,
    missing: 1,
    hidden: 1,
    institutions: 3,
    knownInstitutions: 0,
    metrics: [metric, share],
    years: [2023, 2024],
    rows,
    refusals: [
      {
        line: 5,
        place: { zh: 'C5', en: 'C5' },
        cell: '约120,000',
        message: {
          zh: '“约120,000”不是一个数字；写成数字，没有数值时留空',
          en: '`约120,000` is no number; write a number, or leave the cell empty where there is none',
        },
      },
      {
        line: 6,
        place: { zh: 'A6', en: 'A6' },
        cell: '合计',
        message: {
          zh: '“合计”是汇总行，不是一家机构，不读取',
          en: '`合计` sums up other rows and is no institution; it is not read',
        },
      },
    ],
    notices: [
      { zh: '1个隐藏行未读取', en: '1 hidden row was left out' },
      {
        zh: '3家机构不在内置名单中，作为新机构：云栖银行（示例）、澄江银行（示例）、远岫银行（示例）',
        en: '3 not among the built-in institutions and added: 云栖银行（示例）, 澄江银行（示例）, 远岫银行（示例）',
      },
    ],
    name: '同业科技投入2024',
  };
}

export function imported(
  id: number,
  name: string,
  from: ImportPreviewView,
  updated: string,
): ImportedTableView {
  return {
    id,
    name,
    file: FILE,
    updated,
    figures: from.accepted,
    institutions: from.institutions,
    metrics: from.metrics,
    years: from.years,
    sources: [...new Set(from.rows.map(({ source }) => source))],
    unreadable: null,
  };
}
