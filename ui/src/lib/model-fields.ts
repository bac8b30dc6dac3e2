/** The places of a model where something can be typed: what is saved there, and the edit that what is typed becomes. */
import { parseFigure } from './format';
import { isBlank, oneLine, ROOT } from './models';
import type { Field } from './models.svelte';
import type {
  ModelEntryView,
  ModelTextField,
  NodeTextField,
  SheetMetricView,
  SheetNodeView,
  SheetProfileView,
  SheetRubricLevelView,
  Text,
} from './types';

const NO_TEXT: Text = { zh: '', en: '' };

/** A figure as it stands in a field; nothing is rounded away. */
export const typedNumber = (value: number | null | undefined): string => (value == null ? '' : String(value));

export function modelText(entry: ModelEntryView, field: ModelTextField): Field<Text> {
  return {
    id: field,
    node: ROOT,
    saved: entry[field],
    edit: (typed) => ({ type: 'modelText', field, text: oneLine(typed) }),
  };
}

export function version(entry: ModelEntryView): Field<string> {
  return {
    id: 'version',
    node: ROOT,
    saved: entry.version,
    edit: (typed) =>
      /^\d+\.\d+\.\d+$/.test(typed.trim()) ? { type: 'version', version: typed.trim() } : null,
  };
}

export function nodeText(node: SheetNodeView, field: NodeTextField): Field<Text> {
  const saved = {
    name: node.name,
    short: node.short,
    purpose: node.purpose,
    weightReason: node.weightReason,
    question: node.indicator?.question,
    why: node.indicator?.why,
  }[field];
  return {
    id: `${node.id} ${field}`,
    node: node.id,
    saved: saved ?? NO_TEXT,
    edit: (typed) => ({ type: 'nodeText', node: node.id, field, text: oneLine(typed) }),
  };
}

const numberOf = (numbers: SheetProfileView['targets'], node: string) =>
  typedNumber(numbers.find((entry) => entry.node === node)?.number);

/** The weight for everybody, or a kind's own one; only the latter may be empty. */
export function weight(node: SheetNodeView, profile: SheetProfileView | null): Field<string> {
  return {
    id: `${node.id} weight ${profile?.id ?? ''}`,
    node: node.id,
    saved: profile ? numberOf(profile.weights, node.id) : typedNumber(node.weight),
    edit: (typed) => {
      const number = parseFigure(typed);
      if (number === null && !(profile && typed.trim() === '')) return null;
      return { type: 'weight', node: node.id, profile: profile?.id ?? null, weight: number };
    },
  };
}

/** The target of a kind for the whole, or for a node; only the latter may be empty. */
export function target(profile: SheetProfileView, node: SheetNodeView | null): Field<string> {
  return {
    id: `${node?.id ?? ROOT} target ${profile.id}`,
    node: node?.id ?? ROOT,
    saved: node ? numberOf(profile.targets, node.id) : typedNumber(profile.target),
    edit: (typed) => {
      const number = parseFigure(typed);
      if (number === null && !(node && typed.trim() === '')) return null;
      return { type: 'target', profile: profile.id, node: node?.id ?? null, target: number };
    },
  };
}

export interface TypedLevel {
  evidence: Text[];
  basis: Text;
}

/** A level goes as a whole; a line that is empty in both languages is on its way to being typed and stays here. */
export function level(
  indicator: string,
  { level, evidence, basis }: SheetRubricLevelView,
): Field<TypedLevel> {
  return {
    id: `${indicator} L${level}`,
    node: indicator,
    level,
    saved: { evidence, basis: basis ?? NO_TEXT },
    edit: (typed) => ({
      type: 'level',
      indicator,
      level,
      evidence: typed.evidence.map(oneLine).filter((line) => !isBlank(line)),
      basis: oneLine(typed.basis),
    }),
  };
}

export interface TypedPosts {
  low: string;
  high: string;
  logarithmic: boolean;
  reason: Text;
}

export function posts(indicator: string, metric: SheetMetricView): Field<TypedPosts> {
  return {
    id: `${indicator} posts`,
    node: indicator,
    saved: {
      low: typedNumber(metric.low),
      high: typedNumber(metric.high),
      logarithmic: metric.logarithmic,
      reason: metric.reason,
    },
    edit: ({ low, high, logarithmic, reason }) => {
      const [lower, upper] = [parseFigure(low), parseFigure(high)];
      if (lower === null || upper === null) return null;
      return { type: 'goalposts', indicator, low: lower, high: upper, logarithmic, reason: oneLine(reason) };
    },
  };
}

/** The kinds keep the order of the model, whatever order they were ticked in. */
export function appliesTo(node: SheetNodeView, profiles: SheetProfileView[]): Field<string[]> {
  const kinds = (typed: string[]) =>
    profiles.map((profile) => profile.id).filter((kind) => typed.includes(kind));
  return {
    id: `${node.id} appliesTo`,
    node: node.id,
    saved: node.indicator?.appliesTo ?? [],
    edit: (typed) => ({ type: 'appliesTo', indicator: node.id, kinds: kinds(typed) }),
  };
}
