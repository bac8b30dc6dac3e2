/** What the page 对标 shows of the peer figures: who is in, which kinds of figure, and how money is written. */
import * as format from './format';
import type {
  BenchmarkView,
  ContextRowView,
  FigureView,
  Language,
  PeerRowView,
  QualityView,
  Text,
} from './types';

export interface Kind {
  id: string;
  name: Text;
  count: number;
}

/** Kinds of the peers in the order of their first line; the assessed institution counts to none. */
export function kindsOf(rows: PeerRowView[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const row of rows) {
    if (row.own) continue;
    const kind = kinds.get(row.kind);
    if (kind) kind.count += 1;
    else kinds.set(row.kind, { id: row.kind, name: row.kindName, count: 1 });
  }
  return [...kinds.values()];
}

const ALWAYS: QualityView[] = ['disclosed', 'derived', 'selfReported'];

/** The qualities to offer: 报道 only when a figure is known that way. */
export function qualitiesOf(view: BenchmarkView): QualityView[] {
  const figures = [...view.rows, view.total].flatMap((row) => [
    row.investment,
    row.growth,
    row.prior,
    row.intensity,
  ]);
  const press = figures.some((figure) => figure?.quality === 'press');
  return press ? ['disclosed', 'press', 'derived', 'selfReported'] : ALWAYS;
}

/** Peers of the chosen kinds; the assessed institution always stays. */
export function visibleRows(rows: PeerRowView[], hiddenKinds: ReadonlySet<string>): PeerRowView[] {
  return rows.filter((row) => row.own || !hiddenKinds.has(row.kind));
}

export type Shown = { state: 'missing' } | { state: 'hidden' } | { state: 'shown'; figure: FigureView };

/** Never entered and hidden by choice are different things, and neither is 0. */
export function shown(figure: FigureView | null, hidden: ReadonlySet<QualityView>): Shown {
  if (figure?.value == null) return { state: 'missing' };
  return hidden.has(figure.quality) ? { state: 'hidden' } : { state: 'shown', figure };
}

/** Length of a bar from zero, in per cent of the longest shown. */
export function barLength(
  row: PeerRowView,
  rows: PeerRowView[],
  hidden: ReadonlySet<QualityView>,
): number | null {
  const of = (candidate: PeerRowView) => {
    const figure = shown(candidate.investment, hidden);
    return figure.state === 'shown' ? figure.figure.value : null;
  };
  const own = of(row);
  const longest = Math.max(...rows.map((candidate) => of(candidate) ?? 0));
  return own === null || longest <= 0 ? null : Math.max(0, (own / longest) * 100);
}

/** An amount given in 亿元: as such in Chinese, in RMB bn in English; the unit stands in the header. */
export function money(value: number | null, language: Language): string {
  if (value === null || language === 'zh') return format.amount(value);
  const [whole = '', rest = ''] = (value / 10).toFixed(3).split('.');
  return `${format.amount(Number(whole)).replace('.00', '')}.${rest}`;
}

const trimmed = (value: number, digits: number) => String(Number(value.toFixed(digits)));

/** An amount with its own unit, as precise as printed: 44.8万亿元, 2,162亿元; RMB 44.8 tn, RMB 216.2 bn. */
export function moneyWithUnit(value: number | null, language: Language): string {
  if (value === null) return '—';
  const grouped = (amount: number) =>
    amount.toLocaleString('en-US', { maximumFractionDigits: 2, useGrouping: 'min2' });
  if (language === 'en')
    return Math.abs(value) >= 10_000
      ? `RMB ${trimmed(value / 10_000, 3)} tn`
      : `RMB ${trimmed(value / 10, 3)} bn`;
  return Math.abs(value) >= 10_000 ? `${trimmed(value / 10_000, 3)}万亿元` : `${grouped(value)}亿元`;
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

export type OwnEntry = { ok: true; value: number | null } | { ok: false };

/** What was typed for an own figure: empty removes it; otherwise a number that is not negative. */
export function readOwnFigure(text: string): OwnEntry {
  if (text.trim() === '') return { ok: true, value: null };
  const value = format.parseFigure(text);
  return value === null || value < 0 ? { ok: false } : { ok: true, value };
}
