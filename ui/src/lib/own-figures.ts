/** The institution's own figures as a table of metrics by years. */
import { entered } from './benchmark';
import { areas } from './i18n/index.svelte';
import type { OwnFigureView, Text } from './types';

export interface OwnMetric {
  id: string;
  name: Text;
  unit: string;
}

export interface OwnTable {
  metrics: OwnMetric[];
  years: number[];
  /** The figure of a cell; an empty one where the view holds none. */
  figure: (metric: OwnMetric, year: number) => OwnFigureView;
}

export function ownTable(figures: OwnFigureView[]): OwnTable {
  const metrics = new Map<string, OwnMetric>();
  for (const { metric, name, unit } of figures) metrics.set(metric, { id: metric, name, unit });
  const cells = new Map(figures.map((figure) => [`${figure.metric} ${figure.year}`, figure]));
  return {
    metrics: [...metrics.values()],
    years: [...new Set(figures.map(({ year }) => year))].sort((one, other) => one - other),
    figure: ({ id, name, unit }, year) =>
      cells.get(`${id} ${year}`) ?? { metric: id, name, unit, year, value: null, slip: null },
  };
}

/** The row that a key leads to in the same column; `null` when it leads nowhere. */
export function nextRow(key: string, row: number, rows: number): number | null {
  const to = { ArrowDown: row + 1, Enter: row + 1, ArrowUp: row - 1 }[key];
  return to === undefined || to < 0 || to >= rows ? null : to;
}

/** What was changed, for the message. */
export function ownMessage({ name, year, unit }: OwnFigureView, value: number | null): Text {
  const of = (language: 'zh' | 'en') => {
    const words = areas.ownFigures[language];
    const subject = words.subject(name[language], year);
    return value === null ? words.removed(subject) : words.saved(subject, entered(value, unit, language));
  };
  return { zh: of('zh'), en: of('en') };
}
