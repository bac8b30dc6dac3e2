/** A rough copy of the weight schemes: power iteration, consistency, rank-order centroid. */
import type * as w from '../lib/types';
import { pairsOf, ratioOf } from '../lib/weights';
import type { StandInFile } from './file';
import { declaredWeights, model } from './model';
import { childrenOf, scoreAll } from './scoring';

const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
const text = (zh: string, en: string): w.Text => ({ zh, en });
const toOne = (list: number[]) => {
  const sum = list.reduce((total, part) => total + part, 0);
  return list.map((part) => part / (sum || 1));
};

function matrixOf(size: number, upper: number[]): number[][] {
  const matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => 1));
  pairsOf(size).forEach(({ row, column }, index) => {
    const ratio = upper[index] ?? 1;
    (matrix[row] ?? [])[column] = ratio;
    (matrix[column] ?? [])[row] = 1 / ratio;
  });
  return matrix;
}

function eigen(matrix: number[][]) {
  let weights = matrix.map(() => 1 / matrix.length);
  let lambda = matrix.length;
  for (let step = 0; step < 200; step += 1) {
    const next = matrix.map((row) => row.reduce((sum, a, index) => sum + a * (weights[index] ?? 0), 0));
    lambda = next.reduce((sum, part) => sum + part, 0);
    weights = toOne(next);
  }
  return { weights, lambda };
}

function ratioOfConsistency(matrix: number[][]) {
  const n = matrix.length;
  const { lambda } = eigen(matrix);
  const index = n > 2 ? Math.max(0, (lambda - n) / (n - 1)) : 0;
  return { lambda: Math.max(lambda, n), index, ratio: n > 2 ? index / (RANDOM_INDEX[n - 1] ?? 1.59) : 0 };
}

function compared(
  members: string[],
  upper: number[],
  derivation: w.Derivation,
  missing: number,
): w.ComparisonView {
  const matrix = matrixOf(members.length, upper);
  const { weights } = eigen(matrix);
  const means = toOne(
    matrix.map((row) => row.reduce((product, a) => product * a, 1) ** (1 / members.length)),
  );
  const { lambda, index, ratio } = ratioOfConsistency(matrix);
  const excess = pairsOf(members.length)
    .flatMap(({ row, column }) => [
      { row, column },
      { row: column, column: row },
    ])
    .map(({ row, column }) => {
      const given = matrix[row]?.[column] ?? 1;
      const fitting = (weights[row] ?? 1) / (weights[column] ?? 1);
      return { row, column, given, fitting, excess: given / fitting };
    })
    .reduce((worst, pair) => (pair.excess > worst.excess + 1e-9 ? pair : worst));
  const mended = matrix.map((row) => [...row]);
  (mended[excess.row] ?? [])[excess.column] = excess.fitting;
  (mended[excess.column] ?? [])[excess.row] = 1 / excess.fitting;
  return {
    missing,
    weights: derivation === 'eigenvector' ? weights : means,
    matrix,
    greatestEigenvalue: lambda,
    index,
    ratio,
    acceptable: ratio <= 0.1,
    mostInconsistent:
      excess.excess > 1 + 1e-9
        ? {
            row: members[excess.row] ?? '',
            column: members[excess.column] ?? '',
            given: excess.given,
            fitting: excess.fitting,
            ratioIfFitting: ratioOfConsistency(mended).ratio,
          }
        : null,
  };
}

function centroid(places: number[]): number[] {
  const n = places.length;
  const centre = Array.from({ length: n }, (_, k) =>
    Array.from({ length: n - k }, (_, i) => 1 / (k + i + 1) / n).reduce((sum, part) => sum + part, 0),
  );
  const sorted = [...places].sort((one, other) => one - other);
  return places.map((place) => {
    const shared = centre.filter((_, index) => sorted[index] === place);
    return shared.reduce((sum, part) => sum + part, 0) / shared.length;
  });
}

function outcomeOf({ parent, members, weighing }: w.GroupWeighing): w.GroupOutcomeView {
  const blank = { parent, notice: null, judges: [], common: null };
  if (weighing.method === 'ranked') return { ...blank, state: 'applied', weights: centroid(weighing.places) };
  if (weighing.method === 'given') {
    const weights = weighing.weights.map((weight) => weight ?? 0);
    if (weights.some((weight) => weight > 0)) return { ...blank, state: 'applied', weights: toOne(weights) };
    const notice = text('权重全为0，至少一项须大于0', 'all weights are 0; give at least one of them more');
    return { ...blank, state: 'unusable', notice, weights: [] };
  }
  const { derivation } = weighing;
  const upper = weighing.judges.map(({ comparisons }) => comparisons.map((one) => ratioOf(one ?? 1)));
  const judges = weighing.judges.map(({ comparisons }, index) =>
    compared(members, upper[index] ?? [], derivation, comparisons.filter((one) => one === null).length),
  );
  const complete = upper.filter((_, index) => judges[index]?.missing === 0);
  if (complete.length === 0) {
    const notice = text(
      '还没有比较完，暂按现行权重计算；比较完后计入',
      'Not fully compared: counts as in force until it is',
    );
    return { ...blank, state: 'waiting', notice, weights: [], judges };
  }
  const mean = (complete[0] ?? []).map(
    (_, index) => complete.reduce((product, one) => product * (one[index] ?? 1), 1) ** (1 / complete.length),
  );
  const common = compared(members, mean, derivation, 0);
  return { ...blank, state: 'applied', weights: common.weights, judges, common };
}

const groups = model.nodes
  .filter((node) => node.kind === 'root' || node.kind === 'dimension')
  .map((node) => ({ parent: node.id, members: childrenOf(node.id).map((child) => child.id) }));

const tenth = (value: number) => Math.round(value * 10) / 10;

function view(
  file: StandInFile,
  kind: w.WeightSchemeKind,
  name: w.Text,
  changed: ReadonlyMap<string, number>,
): w.WeightSchemeView {
  const weights = new Map([...declaredWeights, ...changed]);
  const now = file.result();
  const result = scoreAll(file.answers, file.target, weights);
  const gapsOf = (one: w.ResultView) =>
    one.nodes
      .filter(({ id, score, target }) => file.answers.has(id) && score !== null && score < (target ?? 0))
      .map(({ id, score, target, weight }) => ({
        id,
        weighted: ((score ?? 0) - (target ?? 0)) * (weight ?? 0),
      }))
      .sort((one, other) => one.weighted - other.weighted);
  const before = gapsOf(now).map(({ id }) => id);
  const difference = (one: number | null, other: number | null) =>
    one === null || other === null ? null : tenth(tenth(one) - tenth(other));
  const among = (parent: string | null) =>
    childrenOf(parent ?? '').reduce((sum, child) => sum + (weights.get(child.id) ?? 1), 0);
  return {
    kind,
    id: null,
    name,
    updated: '',
    groups: [],
    outcomes: [],
    unreadable: null,
    score: result.score,
    level: result.level,
    difference: difference(result.score, now.score),
    nodes: result.nodes
      .filter(({ id }) => !file.answers.has(id))
      .map(({ id, parent, state, weight, score, level }) => ({
        id,
        state,
        local: parent === null ? 1 : (weights.get(id) ?? 1) / among(parent),
        effective: weight,
        score,
        level,
        difference: difference(score, now.nodes.find((node) => node.id === id)?.score ?? null),
      })),
    priorities: gapsOf(result)
      .slice(0, 5)
      .map(({ id, weighted }) => ({ id, weighted, placeInForce: before.indexOf(id) + 1 || null })),
  };
}

export function schemeView(
  file: StandInFile,
  kind: w.WeightSchemeKind,
  id: number | null,
  scheme: w.WeightScheme,
): w.WeightSchemeView {
  const outcomes = scheme.groups.map(outcomeOf);
  const weights = new Map(
    scheme.groups.flatMap(({ members }, index) =>
      (outcomes[index]?.weights ?? []).map((weight, place): [string, number] => [
        members[place] ?? '',
        weight ?? 0,
      ]),
    ),
  );
  const name = text(scheme.name, scheme.name);
  return {
    ...view(file, kind, name, weights),
    id,
    groups: scheme.groups,
    outcomes,
    updated: '2026-03-18 14:32',
  };
}

export function weightsView(file: StandInFile): w.WeightsView {
  const equal = new Map(groups.flatMap(({ members }) => members.map((id): [string, number] => [id, 1])));
  const base = new Map<string, number>([
    ['economic_value.real_economy', 22],
    ['technology_application.experience_risk', 16],
  ]);
  return {
    groups,
    schemes: [
      view(file, 'inForce', text('现行权重', 'In force'), new Map()),
      view(file, 'declared', text('模型基准', 'Model base'), base),
      view(file, 'equal', text('等权', 'Equal'), equal),
      ...[...file.schemes].map(([id, scheme]) => schemeView(file, 'saved', id, scheme)),
    ],
    mostCompared: 15,
    acceptableRatio: 0.1,
  };
}
