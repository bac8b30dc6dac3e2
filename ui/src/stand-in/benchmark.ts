/** The peers as the report prints them, and own figures that are kept while the window is open. */
import type {
  BenchmarkView,
  ContextRowView,
  FigureView,
  OwnFigureRequest,
  PeerRowView,
  Text,
} from '../lib/types';
import { text } from './text';

const REPORT = text(
  '中国信息通信研究院云计算与数字化研究所《数字金融创新发展研究报告（2025年）》',
  'CAICT Institute of Cloud Computing and Digitalisation, Research Report on Digital Finance Innovation and Development (2025)',
);

function disclosed(value: number, unit: string, locator: string, note = text('', '')): FigureView {
  return {
    value,
    unit,
    quality: 'disclosed',
    source: REPORT,
    locator: text(locator, locator),
    formula: null,
    note,
  };
}

function derived(value: number, formula: string): FigureView {
  const note = text('因披露值经四舍五入，实际在区间之内', 'the printed figures are rounded');
  return { ...disclosed(value, '亿元', '表3 p.15', note), quality: 'derived', formula };
}

function stated(value: number, unit: string, formula: string | null = null): FigureView {
  const source = text('本机构录入', 'Entered by the institution');
  return {
    value,
    unit,
    quality: 'selfReported',
    source,
    locator: text('2024年', '2024'),
    formula,
    note: text('', ''),
  };
}

const KINDS: Record<string, Text> = {
  state_bank: text('国有大型商业银行', 'Large state-owned bank'),
  securities: text('证券公司', 'Securities company'),
  city_bank: text('城市商业银行', 'City commercial bank'),
  aggregate: text('', ''),
};

function peer(
  id: string,
  kind: string,
  zh: string,
  en: string,
  investment: number,
  growth: number | null,
): PeerRowView {
  return {
    id,
    name: text(zh, en),
    kind,
    kindName: KINDS[kind] ?? text('', ''),
    own: false,
    investment:
      growth === null
        ? derived(investment, '1254.59 − 285.18 − 249.70 − 238.09 − 244.33 − 114.33')
        : disclosed(investment, '亿元', '表3 p.15'),
    growth: growth === null ? null : disclosed(growth, '%', '表3 p.15'),
    prior:
      growth === null ? null : derived(investment / (1 + growth / 100), `${investment} ÷ (1 + ${growth}%)`),
    intensity: null,
  };
}

const PEERS = [
  peer('icbc', 'state_bank', '工商银行', 'Industrial and Commercial Bank of China', 285.18, 4.67),
  peer('abc', 'state_bank', '农业银行', 'Agricultural Bank of China', 249.7, 0.48),
  peer('ccb', 'state_bank', '建设银行', 'China Construction Bank', 244.33, -2.36),
  peer('boc', 'state_bank', '中国银行', 'Bank of China', 238.09, 6.3),
  peer('psbc', 'state_bank', '邮储银行', 'Postal Savings Bank of China', 122.96, null),
  peer('bocom', 'state_bank', '交通银行', 'Bank of Communications', 114.33, -4.94),
  peer('htsc', 'securities', '华泰证券', 'Huatai Securities', 24.48, -5.04),
  peer('cicc', 'securities', '中金公司', 'China International Capital Corporation', 15.85, -8.32),
];

const figures = new Map<string, number>([
  ['it_investment-2024', 4.83],
  ['it_investment-2023', 4.42],
]);

export function setOwnFigure({ metric, year, value }: OwnFigureRequest): void {
  if (value === null) figures.delete(`${metric}-${year}`);
  else figures.set(`${metric}-${year}`, value);
}

function ownRow(institution: string): PeerRowView {
  const now = figures.get('it_investment-2024');
  const before = figures.get('it_investment-2023');
  const revenue = figures.get('operating_revenue-2024');
  return {
    id: 'own',
    name: text(institution, institution),
    kind: 'city_bank',
    kindName: KINDS.city_bank ?? text('', ''),
    own: true,
    investment: now === undefined ? null : stated(now, '亿元'),
    growth: now && before ? stated((now / before - 1) * 100, '%', `${now} ÷ ${before} − 1`) : null,
    prior: before === undefined ? null : stated(before, '亿元'),
    intensity: now && revenue ? stated((now / revenue) * 100, '%', `${now} ÷ ${revenue}`) : null,
  };
}

function area(
  zh: string,
  en: string,
  value: number,
  growth: number | null,
  year = 2025,
  locator = '表1 p.3',
): ContextRowView {
  const period = growth === null ? text('', '') : text('2025年11月末', 'end of November 2025');
  return {
    name: text(zh, en),
    year,
    value: disclosed(value, '亿元', locator, period),
    growth: growth === null ? null : disclosed(growth, '%', locator, period),
  };
}

export function benchmarkView(institution: string): BenchmarkView {
  const amount = (row: PeerRowView) => row.investment?.value ?? -1;
  return {
    year: 2024,
    rows: [...PEERS, ownRow(institution)].sort((one, other) => amount(other) - amount(one)),
    total: peer(
      'six_state_banks',
      'aggregate',
      '国有六大行合计',
      'Six large state-owned banks (total)',
      1254.59,
      2.15,
    ),
    ownRevenue: null,
    priorityLoans: [
      area('科技贷款余额', 'Technology loans outstanding', 448_000, 11.5),
      area('绿色贷款余额', 'Green loans outstanding', 442_000, 23),
      area('普惠贷款余额', 'Inclusive loans outstanding', 398_000, 10.3),
      area('养老产业贷款余额', 'Elderly-care industry loans outstanding', 2162, 60.2),
      area('数字经济产业贷款余额', 'Digital-economy industry loans outstanding', 85_000, 14.6),
    ],
    technologySmeLoans: [2023, 2025].map((year) =>
      area(
        '科技型中小企业贷款余额',
        'Loans to technology SMEs outstanding',
        year === 2023 ? 24_500 : 36_300,
        null,
        year,
        '图2 p.17',
      ),
    ),
    title: text(
      '7家样本机构中，4家2024年信息技术投入较上年下降',
      'Of 7 institutions, 4 spent less on IT in 2024 than the year before',
    ),
    source: text(
      '来源：中国信息通信研究院《数字金融创新发展研究报告（2025年）》表3、一(三)3；2023年投入由2024年投入与变化比率推算，邮储银行由六大行合计减其余五家推算。',
      'Source: CAICT, Research Report on Digital Finance Innovation and Development (2025), Table 3 and section 一(三)3; 2023 levels derived from 2024 and its change, Postal Savings Bank as the six-bank total less the other five.',
    ),
  };
}
