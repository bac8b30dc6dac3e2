/** The peers' figures of assets/benchmarks, read in the browser: observations with their sources, and which one is taken. */
import institutionFile from '../../../assets/benchmarks/institutions.csv?raw';
import metricFile from '../../../assets/benchmarks/metrics.csv?raw';
import observationFile from '../../../assets/benchmarks/observations.csv?raw';
import sourceFile from '../../../assets/benchmarks/sources.csv?raw';
import type { AlternativeView, ChoiceRule, FigureView, QualityView, SourceChoice, Text } from '../lib/types';
import { text } from './text';

type Row = Record<string, string>;

/** Comma-separated values with quotes, one record a line. */
function readCsv(file: string): Row[] {
  const lines = file
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  const [head = [], ...rows] = lines;
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

const both = (record: Row, name: string): Text => {
  const zh = record[`${name}_zh`] ?? record[name] ?? '';
  return text(zh, record[`${name}_en`] ?? zh);
};

export interface Institution {
  id: string;
  name: Text;
  kind: string;
  tier: string;
}

export const institutions: Institution[] = readCsv(institutionFile).map((record) => ({
  id: record.institution_id ?? '',
  name: both(record, 'name'),
  kind: record.kind ?? record.type ?? '',
  tier: record.size_tier ?? '',
}));

export const isTotal = ({ kind }: Institution) => kind === 'aggregate' || kind === 'sector';

export interface Metric {
  id: string;
  name: Text;
  unit: string;
  direction: string;
  definition: Text;
}

export const metrics: Metric[] = readCsv(metricFile).map((record) => ({
  id: record.metric ?? '',
  name: both(record, 'name'),
  unit: record.unit ?? '',
  direction: record.direction ?? 'neutral',
  definition: both(record, 'definition'),
}));

export interface Source {
  id: string;
  text: Text;
  url: string;
  date: string;
}

export const sources = new Map<string, Source>(
  readCsv(sourceFile).map((record) => {
    const id = record.source_id ?? '';
    const [publisher, title] = [both(record, 'publisher'), both(record, 'title')];
    return [
      id,
      {
        id,
        text: text(`${publisher.zh}《${title.zh}》`, `${publisher.en}, ${title.en}`),
        url: /^https?:/.test(record.url ?? '') ? (record.url ?? '') : '',
        date: record.date ?? '',
      },
    ];
  }),
);

export interface Observation {
  institution: string;
  year: number;
  metric: string;
  value: number;
  decimals: number;
  source: string;
  locator: Text;
  lowerBound: boolean;
  caveats: string;
  quality: QualityView;
  note: Text;
}

const QUALITY: Record<string, QualityView> = {
  reported: 'disclosed',
  press: 'press',
  derived: 'derived',
};

/** Doubts stand in a column of their own, or begin the note. */
const caveatsOf = (record: Row) => record.caveats ?? record.note ?? '';

const observations: Observation[] = readCsv(observationFile).map((record) => ({
  institution: record.institution_id ?? '',
  year: Number(record.year),
  metric: record.metric ?? '',
  value: Number(record.value),
  decimals: (record.value ?? '').split('.')[1]?.length ?? 0,
  source: record.source_id ?? '',
  locator: both(record, 'locator'),
  lowerBound: /lower.bound/i.test(caveatsOf(record)),
  caveats: caveatsOf(record),
  quality: QUALITY[record.quality ?? ''] ?? 'press',
  note: both(record, 'note'),
}));

const keyOf = (institution: string, year: number, metric: string) => `${institution} ${year} ${metric}`;

const byKey = new Map<string, Observation[]>();
for (const observation of observations) {
  const key = keyOf(observation.institution, observation.year, observation.metric);
  byKey.set(key, [...(byKey.get(key) ?? []), observation]);
}

const PENALTIES = [/lower.bound/i, /typo/i, /round/i, /machine/i, /ifrs/i, /conflict/i];
const RANK: Record<QualityView, number> = { disclosed: 0, press: 1, derived: 2, selfReported: 3 };

/** Penalties, then how it is known, then decimals: smaller comes first. */
function doubts({ caveats, quality, decimals }: Observation): number {
  const penalties = PENALTIES.filter((pattern) => pattern.test(caveats)).length;
  return penalties * 1000 + RANK[quality] * 100 - decimals;
}

const dated = ({ source }: Observation) => sources.get(source)?.date ?? '';

function order(rule: ChoiceRule, year: number): (one: Observation, other: Observation) => number {
  if (rule === 'lowest') return (one, other) => one.value - other.value;
  if (rule === 'highest') return (one, other) => other.value - one.value;
  if (rule === 'newest') return (one, other) => dated(other).localeCompare(dated(one));
  const first = ({ source }: Observation) =>
    rule === 'caictFirst' && year === 2024 && source.startsWith('caict') ? 0 : 1;
  return (one, other) => first(one) - first(other) || doubts(one) - doubts(other);
}

/** Whether two printed values differ by more than rounding to the fewer decimals. */
function differ(one: Observation, other: Observation): boolean {
  return Math.abs(one.value - other.value) > 0.5 * 10 ** -Math.min(one.decimals, other.decimals) + 1e-9;
}

/** The figure that is taken among all that are stated, with the others beside it. */
export function statedFigure(
  institution: string,
  year: number,
  metric: string,
  rule: ChoiceRule,
  choices: SourceChoice[],
): FigureView | null {
  const stated = [...(byKey.get(keyOf(institution, year, metric)) ?? [])].sort(order(rule, year));
  const byHand = choices.find(
    (choice) => choice.institution === institution && choice.year === year && choice.metric === metric,
  );
  const picked = stated.find(({ source }) => source === byHand?.source);
  const taken = picked ?? stated[0];
  if (!taken) return null;
  const source = sources.get(taken.source);
  const alternatives: AlternativeView[] = [taken, ...stated.filter((other) => other !== taken)].map(
    (one) => ({
      sourceId: one.source,
      value: one.value,
      decimals: one.decimals,
      quality: one.quality,
      source: sources.get(one.source)?.text ?? text(one.source, one.source),
      locator: one.locator,
      url: sources.get(one.source)?.url ?? '',
      note: one.note,
      chosen: one === taken,
      byHand: one === picked,
    }),
  );
  return {
    value: taken.value,
    interval: null,
    lowerBound: taken.lowerBound,
    decimals: taken.decimals,
    unit: metrics.find(({ id }) => id === metric)?.unit ?? '',
    quality: taken.quality,
    source: source?.text ?? text(taken.source, taken.source),
    sourceId: taken.source,
    locator: taken.locator,
    url: source?.url ?? '',
    formula: null,
    rule: null,
    operands: [],
    note: taken.note,
    alternatives: stated.length > 1 ? alternatives : [],
    conflicting: stated.some((other) => differ(taken, other)),
  };
}
