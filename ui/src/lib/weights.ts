/** What people state of a group of siblings: comparisons on Saaty's scale, weights, an order; and how it is shown. */
import type { Derivation, GroupWeighing, Judge } from './types';

/** Saaty's scale from left to right: 9 for the first of a pair being extremely more important, −9 for the second. */
export const SCALE = [9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9] as const;

export type Method = 'inForce' | 'pairwise' | 'given' | 'ranked';

/** Two members by their place in the group, `row` before `column`. */
export interface Pair {
  row: number;
  column: number;
}

/** A group while it is being worked on; what was entered for one method stays while another is looked at. */
export interface DraftGroup {
  parent: string;
  members: string[];
  method: Method;
  derivation: Derivation;
  judges: Judge[];
  /** `null` for what is no number. */
  weights: (number | null)[];
  /** From the most important; `tied` shares its place with the one before. */
  order: { member: string; tied: boolean }[];
}

/** Every pair of `size` members in the order in which comparisons are kept. */
export function pairsOf(size: number): Pair[] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size - row - 1 }, (_, offset) => ({ row, column: row + 1 + offset })),
  ).flat();
}

/** Where the comparison of two members is kept. */
export function placeOf({ row, column }: Pair, size: number): number {
  return row * size - (row * (row + 1)) / 2 + column - row - 1;
}

/** The comparison seen from the other side: 3 becomes −3. */
export const turned = (intensity: number): number => (intensity === 1 ? 1 : -intensity);

/** How many times more important the first is: −3 is 1/3. */
export const ratioOf = (intensity: number): number => (intensity < 0 ? -1 / intensity : intensity);

/** A ratio as people say it: `3`, `1/3`, `2.4`, `1/2.4`. */
export function ratioText(ratio: number | null | undefined): string {
  if (ratio == null || ratio <= 0) return '—';
  const times = (value: number) => String(Math.round(value * 10) / 10);
  if (ratio >= 1) return times(ratio);
  const inverse = times(1 / ratio);
  return inverse === '1' ? '1' : `1/${inverse}`;
}

/** The next point of the scale to the left (−1) or right (+1); from nowhere, the middle's neighbour on that side. */
export function stepped(intensity: number | null, step: 1 | -1): number {
  const from = intensity === null ? SCALE.indexOf(1) : SCALE.findIndex((point) => point === intensity);
  return SCALE[Math.min(Math.max(from + step, 0), SCALE.length - 1)] ?? 1;
}

/** Which of Saaty's words a point has: 1 equal, 3 moderately, 5 strongly, 7 very strongly, 9 extremely; even between two. */
export type Strength = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export const strengthOf = (intensity: number): Strength => Math.abs(intensity) as Strength;

export const missingOf = (judge: Judge): number =>
  judge.comparisons.filter((comparison) => comparison === null).length;

export function newJudge(role: string, size: number): Judge {
  return { role, comparisons: pairsOf(size).map(() => null) };
}

/** A judge's comparisons for a group with other members: what was compared stays, what is new is open. */
export function carriedJudge(judge: Judge, before: string[], members: string[]): Judge {
  const comparisons = pairsOf(members.length).map(({ row, column }) => {
    const [one, other] = [before.indexOf(members[row] ?? ''), before.indexOf(members[column] ?? '')];
    if (one < 0 || other < 0) return null;
    const pair = { row: Math.min(one, other), column: Math.max(one, other) };
    const kept = judge.comparisons[placeOf(pair, before.length)] ?? null;
    return kept === null || one < other ? kept : turned(kept);
  });
  return { role: judge.role, comparisons };
}

/** Places from 1 of members in an order with ties. */
export function placesOf(order: DraftGroup['order'], members: string[]): number[] {
  const places = new Map<string, number>();
  order.forEach(({ member, tied }, index) => {
    const before = places.get(order[index - 1]?.member ?? '');
    places.set(member, tied && before !== undefined ? before : index + 1);
  });
  return members.map((member) => places.get(member) ?? order.length);
}

/** An order from places, ties in the order of the members. */
export function orderOf(places: number[], members: string[]): DraftGroup['order'] {
  const sorted = members
    .map((member, index) => ({ member, place: places[index] ?? members.length }))
    .sort((one, other) => one.place - other.place);
  return sorted.map(({ member, place }, index) => ({ member, tied: place === sorted[index - 1]?.place }));
}

/** A group to start with: the weights in force as percentages and as an order, one judge who has compared nothing. */
export function draftGroup(
  parent: string,
  members: string[],
  inForce: ReadonlyMap<string, number>,
  statement: GroupWeighing | undefined,
  judge: string,
): DraftGroup {
  const shares = members.map((member) => inForce.get(member) ?? 0);
  const ranking = [...shares].sort((one, other) => other - one);
  const draft: DraftGroup = {
    parent,
    members,
    method: 'inForce',
    derivation: 'eigenvector',
    judges: [newJudge(judge, members.length)],
    weights: shares.map((share) => Math.round(share * 1e4) / 100),
    order: orderOf(
      shares.map((share) => ranking.indexOf(share) + 1),
      members,
    ),
  };
  if (!statement) return draft;
  const { members: before, weighing } = statement;
  const kept = <T>(list: T[], fallback: T[]): T[] =>
    members.map((member, index) => list[before.indexOf(member)] ?? (fallback[index] as T));
  switch (weighing.method) {
    case 'pairwise':
      return {
        ...draft,
        method: 'pairwise',
        derivation: weighing.derivation,
        judges: weighing.judges.map((one) => carriedJudge(one, before, members)),
      };
    case 'given':
      return { ...draft, method: 'given', weights: kept(weighing.weights, draft.weights) };
    case 'ranked': {
      const last = weighing.places.length + 1;
      const places = kept(
        weighing.places,
        members.map(() => last),
      );
      return { ...draft, method: 'ranked', order: orderOf(places, members) };
    }
  }
}

/** What is sent; `null` for a group that keeps the weights in force. */
export function statementOf(group: DraftGroup): GroupWeighing | null {
  const { parent, members, method, derivation, judges, weights, order } = group;
  if (method === 'pairwise') return { parent, members, weighing: { method, derivation, judges } };
  if (method === 'given') return { parent, members, weighing: { method, weights } };
  if (method === 'ranked') return { parent, members, weighing: { method, places: placesOf(order, members) } };
  return null;
}

/** Whether every field of a group holds a number. */
export const isEntered = (group: DraftGroup): boolean =>
  group.method !== 'given' || group.weights.every((weight) => weight !== null && weight >= 0);

/** How far an indicator moved up (+) or down (−) among the costliest gaps; `null` when it had no gap before. */
export function moveOf(place: number, before: number | null): number | null {
  return before === null ? null : before - place;
}

/** Ways from a matrix to weights. */
export const DERIVATIONS = ['eigenvector', 'geometricMean'] as const satisfies Derivation[];

/** Ways to weigh a group. */
export const METHODS = ['inForce', 'pairwise', 'given', 'ranked'] as const satisfies Method[];
