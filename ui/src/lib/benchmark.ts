/** What the page 对标 shows of the peers' figures: which are visible, in which order, how long their bars are, what n allows. */
import * as format from './format';
import type { ContextRowView, FigureView, Language, PeerRowView, QualityView, Text } from './types';

/** What a figure is about. */
export interface Subject {
  institution: string;
  name: string;
  year: number;
  metric: string;
}

export const QUALITIES: QualityView[] = ['disclosed', 'press', 'derived', 'selfReported'];

export type Shown =
  { state: 'missing' } | { state: 'hidden' } | { state: 'shown'; figure: FigureView; value: number };

/** Never entered and hidden by choice are different things, and neither is 0. */
export function shown(figure: FigureView | null, hidden: ReadonlySet<QualityView>): Shown {
  if (figure?.value == null) return { state: 'missing' };
  return hidden.has(figure.quality) ? { state: 'hidden' } : { state: 'shown', figure, value: figure.value };
}

function visible(figure: FigureView | null, hidden: ReadonlySet<QualityView>): number | null {
  const cell = shown(figure, hidden);
  return cell.state === 'shown' ? cell.value : null;
}

/** The figures of a row in the order of the columns. */
const figuresOf = (row: PeerRowView) => [row.figure, row.growth, row.prior, row.intensity, row.share];

/** How many of the figures in the table are known in which way. */
export function qualityCounts(rows: PeerRowView[]): Record<QualityView, number> {
  const counts: Record<QualityView, number> = { disclosed: 0, press: 0, derived: 0, selfReported: 0 };
  for (const figure of rows.flatMap(figuresOf)) if (figure?.value != null) counts[figure.quality] += 1;
  return counts;
}

/** Peers whose figure is in sight. */
export function visibleSample(rows: PeerRowView[], hidden: ReadonlySet<QualityView>): number {
  return rows.filter((row) => !row.own && visible(row.figure, hidden) !== null).length;
}

// ---- order

export type Column = 'name' | 'kind' | 'figure' | 'growth' | 'prior' | 'intensity' | 'share';

export interface Sort {
  by: Column;
  falling: boolean;
}

/** What a click on a column's head asks for: figures fall first, names rise; a second click turns it round. */
export function nextSort(sort: Sort, by: Column): Sort {
  if (sort.by === by) return { by, falling: !sort.falling };
  return { by, falling: by !== 'name' && by !== 'kind' };
}

/** Rows by a column; those without a visible figure stand last either way, ties keep their order. */
export function sortRows(
  rows: PeerRowView[],
  { by, falling }: Sort,
  hidden: ReadonlySet<QualityView>,
  language: Language,
): PeerRowView[] {
  const sign = falling ? -1 : 1;
  if (by === 'name' || by === 'kind') {
    const word = (row: PeerRowView) => (by === 'name' ? row.name : row.kindName)[language];
    const order = new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en');
    return [...rows].sort((one, other) => sign * order.compare(word(one), word(other)));
  }
  return [...rows].sort((one, other) => {
    const [first, second] = [visible(one[by], hidden), visible(other[by], hidden)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}

/** The assessed institution and the peers that have a figure; the others are told in a line. */
export function parted(rows: PeerRowView[]): { told: PeerRowView[]; silent: PeerRowView[] } {
  const tells = (row: PeerRowView) => row.own || row.figure?.value != null;
  return { told: rows.filter(tells), silent: rows.filter((row) => !tells(row)) };
}

// ---- bars

export interface Bar {
  /** Begin and length in per cent of the column. */
  from: number;
  length: number;
}

/** A bar from zero, on one scale for all visible figures; negative ones run to the left. */
export function barOf(row: PeerRowView, rows: PeerRowView[], hidden: ReadonlySet<QualityView>): Bar | null {
  const value = visible(row.figure, hidden);
  const values = rows.map((other) => visible(other.figure, hidden) ?? 0);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  if (value === null || most === least) return null;
  const at = (point: number) => ((point - least) / (most - least)) * 100;
  return { from: at(Math.min(value, 0)), length: at(Math.max(value, 0)) - at(Math.min(value, 0)) };
}

// ---- units

/** How a unit of the data is written in English, and by which power of ten its figures change for that. */
const ENGLISH: Record<string, { before?: string; after: string; power: number }> = {
  亿元: { before: 'RMB', after: 'bn', power: -1 },
  万元: { before: 'RMB', after: 'thousand', power: 1 },
  '万元/人': { before: 'RMB', after: 'thousand per employee', power: 1 },
  元: { before: 'RMB', after: '', power: 0 },
  人: { after: 'people', power: 0 },
  万人: { after: 'm people', power: -2 },
  万户: { after: 'm users', power: -2 },
  户: { after: 'users', power: 0 },
  件: { after: 'patents', power: 0 },
  家: { after: 'institutions', power: 0 },
};

/** The unit as a column names it. */
export function unitName(unit: string, language: Language): string {
  const english = language === 'en' ? ENGLISH[unit] : undefined;
  return english ? [english.before, english.after].filter(Boolean).join(' ') : unit;
}

/** The unit in which own figures are typed, in the size of the data in both languages. */
export function entryUnit(unit: string, language: Language): string {
  const english: Record<string, string> = {
    亿元: 'RMB 100 m',
    万元: 'RMB 10,000',
    万户: '10,000 users',
    万人: '10,000 people',
  };
  return language === 'en' ? (english[unit] ?? unitName(unit, language)) : unit;
}

/** A figure as precise as printed, in the size of its unit in the language; the unit stands in the header. */
export function figureText(
  value: number | null | undefined,
  unit: string,
  decimals: number,
  language: Language,
): string {
  const power = language === 'en' ? (ENGLISH[unit]?.power ?? 0) : 0;
  const scaled = value == null ? value : power < 0 ? value / 10 ** -power : value * 10 ** power;
  return format.printed(scaled, Math.max(decimals - power, 0));
}

/** A figure with its unit: `285.18亿元`, `RMB 28.518 bn`, `5.41%`; “more than” as ≥. */
export function figureWithUnit(
  figure: { value: number | null; unit: string; decimals: number; lowerBound?: boolean },
  language: Language,
): string {
  const text =
    (figure.lowerBound ? '≥' : '') + figureText(figure.value, figure.unit, figure.decimals, language);
  if (figure.unit === '%') return `${text}%`;
  const english = ENGLISH[figure.unit];
  if (language === 'zh' || !english) return `${text}${figure.unit}`;
  return [english.before, text, english.after].filter(Boolean).join(' ');
}

const decimalsOf = (text: string) => (/\.(\d+)/.exec(text)?.[1] ?? '').length;

/** A figure that somebody entered, for a message: 4.83亿元, RMB 0.483 bn. */
export function entered(value: number, unit: string, language: Language): string {
  return figureWithUnit({ value, unit, decimals: decimalsOf(String(value)) }, language);
}

/** What has to stand, unseen, behind a number so that the points of a column stand one under the other. */
export function filler(text: string, decimals: number): string {
  const missing = decimals - decimalsOf(text);
  return missing <= 0 ? '' : (text.includes('.') ? '' : '.') + '0'.repeat(missing);
}

/** The most decimals among the texts of a column. */
export const mostDecimals = (texts: string[]) => Math.max(0, ...texts.map(decimalsOf));

// ---- money of the sector, in mixed sizes

const trimmed = (value: number, digits: number) => String(Number(value.toFixed(digits)));

/** An amount with its own unit, as precise as printed: 44.8万亿元, 2162亿元; RMB 44.8 tn, RMB 216.2 bn. */
export function moneyWithUnit(value: number | null, language: Language): string {
  if (value === null) return '—';
  const large = Math.abs(value) >= 10_000;
  if (language === 'en')
    return large ? `RMB ${trimmed(value / 10_000, 3)} tn` : `RMB ${trimmed(value / 10, 3)} bn`;
  return large ? `${trimmed(value / 10_000, 3)}万亿元` : `${trimmed(value, 2)}亿元`;
}

/** Growth as precise as printed: +11.5%. */
export function printedGrowth(value: number | null): string {
  return value === null ? '—' : format.signed(value, 2).replace(/\.?0+$/, '') + '%';
}

/** When a figure of the sector holds: the note it shares with its growth, else the year. */
export function periodOf(row: ContextRowView): Text {
  const note = row.growth?.note;
  if (note?.zh && row.value.note.zh.startsWith(note.zh)) return note;
  return { zh: `${row.year}年`, en: String(row.year) };
}

/** The period when all rows share it. */
export function commonPeriod(rows: ContextRowView[]): Text | null {
  const [first, ...rest] = rows.map(periodOf);
  return first && rest.every((period) => period.zh === first.zh) ? first : null;
}

// ---- what n allows

export type Allowance = 'none' | 'one' | 'points' | 'quartiles' | 'percentiles';

/** What may be said of a position among so many: points below 8, quartiles from 8, percentiles from 20. */
export function allowance(n: number): Allowance {
  if (n === 0) return 'none';
  if (n === 1) return 'one';
  if (n < 8) return 'points';
  return n < 20 ? 'quartiles' : 'percentiles';
}

// ---- own figures

export type OwnEntry = { ok: true; value: number | null } | { ok: false };

/** Profits and changes may be below zero, amounts and numbers of people may not. */
const BELOW_ZERO = /^net_profit$|_growth$/;

export const mayBeNegative = (metric: string) => BELOW_ZERO.test(metric);

/** What was typed for an own figure: empty removes it; otherwise a number, not negative where that cannot be. */
export function readOwnFigure(text: string, metric: string): OwnEntry {
  if (text.trim() === '') return { ok: true, value: null };
  const value = format.parseFigure(text);
  return value === null || (value < 0 && !mayBeNegative(metric)) ? { ok: false } : { ok: true, value };
}
