/** Names of kinds and tiers, and figures that are computed, for the stand-in's page 对标. */
import type { FigureView, Text } from '../lib/types';
import { text } from './text';

export const KINDS: Record<string, Text> = {
  state_bank: text('国有大型商业银行', 'Large state bank'),
  joint_stock_bank: text('股份制商业银行', 'Joint-stock bank'),
  city_bank: text('城市商业银行', 'City bank'),
  rural_bank: text('农村金融机构', 'Rural bank'),
  private_bank: text('民营银行', 'Private bank'),
  securities: text('证券公司', 'Securities firm'),
  insurance: text('保险公司', 'Insurer'),
  aggregate: text('合计', 'Total'),
  sector: text('行业', 'Sector'),
};

export const TIERS: Record<string, Text> = {
  T1: text('10万亿元以上', 'Above RMB 10 tn'),
  T2: text('1–10万亿元', 'RMB 1–10 tn'),
  T3: text('1万亿元以下', 'Below RMB 1 tn'),
  head: text('头部券商', 'Large brokers'),
  mid_small: text('中小券商', 'Other brokers'),
  large: text('大型保险', 'Large insurers'),
  small: text('小型保险', 'Small insurers'),
  '': text('未分档', 'No tier'),
};

export const OWN_METRICS = [
  'it_investment',
  'operating_revenue',
  'it_staff',
  'employees',
  'total_assets',
  'cost_income_ratio',
];
export const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
/** Quantile of type 7. */
export function quantile(sorted: number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

export function blank(value: number, unit: string, decimals: number): FigureView {
  const none = text('', '');
  return {
    value,
    interval: null,
    lowerBound: false,
    decimals,
    unit,
    quality: 'derived',
    source: none,
    sourceId: '',
    locator: none,
    url: '',
    formula: null,
    rule: null,
    operands: [],
    note: none,
    alternatives: [],
    conflicting: false,
  };
}

export function derived(
  one: FigureView,
  other: FigureView,
  formula: (one: number, other: number) => number,
  unit: string,
  sign: string,
  own: boolean,
): FigureView {
  const [a, b] = [one.value ?? 0, other.value ?? 0];
  const value = formula(a, b);
  const [half, rest] = [0.5 * 10 ** -one.decimals, 0.5 * 10 ** -other.decimals];
  const ends = [
    formula(a - half, b - rest),
    formula(a - half, b + rest),
    formula(a + half, b - rest),
    formula(a + half, b + rest),
  ];
  return {
    ...blank(value, unit, 2),
    quality: own ? 'selfReported' : 'derived',
    interval: [Math.min(...ends), Math.max(...ends)],
    source: text('数衡推算', 'Computed by Shuheng'),
    locator: one.locator,
    formula: `${a} ${sign} ${b} = ${value.toFixed(2)}`,
    operands: [one, other].map((figure) => ({
      name: figure.locator,
      value: figure.value,
      unit: figure.unit,
      quality: figure.quality,
      source: figure.source,
      locator: text('', ''),
    })),
  };
}
