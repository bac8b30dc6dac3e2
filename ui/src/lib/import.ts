/** What an imported table needs before it can be read, worked out from what was entered. */
import type { ImportColumn, ImportMapping, ImportOpenView, ImportRole } from './types';

/** What a column can hold, in the order in which it is offered. */
export const ROLES: ImportRole[] = [
  'ignored',
  'institution',
  'institutionId',
  'kind',
  'tier',
  'year',
  'metric',
  'value',
  'figures',
  'unit',
  'source',
  'locator',
  'quality',
  'note',
];

/** Kinds of file that are read. */
export const EXTENSIONS = ['csv', 'txt', 'tsv', 'xlsx', 'xlsm'];

/** Samples of a column. */
const SAMPLES = 3;

/** A column of the table as it is shown for mapping. */
export interface ShownColumn {
  index: number;
  letters: string;
  heading: string;
  samples: string[];
  hidden: boolean;
}

/** The columns with what stands under their headings. */
export function shownColumns(opened: ImportOpenView, header: number): ShownColumn[] {
  const headings = opened.first.find(({ line }) => line === header)?.cells ?? [];
  const below = opened.first.filter(({ line }) => line > header);
  return opened.columns.map((letters, index) => ({
    index,
    letters,
    heading: headings[index] ?? '',
    samples: below
      .map(({ cells }) => cells[index] ?? '')
      .filter((cell) => cell !== '')
      .slice(0, SAMPLES),
    hidden: opened.hiddenColumns.includes(index),
  }));
}

/** A column that holds something else now; what only figures have is kept for figures. */
export function withRole(column: ImportColumn, role: ImportRole): ImportColumn {
  return role === 'figures' ? { ...column, role } : { role, metric: '', year: null, unit: '' };
}

/** Whether a source is stated for every row: figures without one are not loaded. */
export function hasSource({ columns, fixed }: ImportMapping): boolean {
  return fixed.source.trim() !== '' || columns.some(({ role }) => role === 'source');
}

/** A year as it is typed; `null` for nothing and for what is no year. */
export function yearOf(typed: string): number | null {
  const plain = typed.normalize('NFKC').trim();
  return /^\d{4}$/.test(plain) ? Number(plain) : null;
}

/** A figure with as many decimals as were stated. */
export function stated(value: number | null, decimals: number): string {
  if (value === null) return '—';
  return value.toFixed(Math.min(decimals, 15)).replace('-', '−');
}
