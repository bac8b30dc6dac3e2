/** A rough copy of the engine's arithmetic: weighted means, redistribution, coverage. */
import type { AnswerView, GateView, NodeResultView, NodeView, RestsOnView, ResultView } from '../lib/types';
import { declaredWeights, model } from './model';

export const levelOf = (score: number): number => Math.min(5, Math.floor(score / 20) + 1);

export function childrenOf(id: string): NodeView[] {
  return model.nodes.filter((node) => node.parent === id);
}

function pointsOf(answer: AnswerView, node: NodeView): number | null {
  const { value } = answer;
  if (value.type === 'level') return (value.level - 1) * 25;
  if (value.type === 'items') return (value.items.length / (node.indicator?.items.length ?? 1)) * 100;
  if (value.type === 'number') {
    const { low, high } = node.indicator?.metric ?? { low: 0, high: 100 };
    const share = ((value.number ?? 0) - (low ?? 0)) / ((high ?? 1) - (low ?? 0));
    return Math.min(Math.max(share, 0), 1) * 100;
  }
  return null;
}

interface Scored {
  result: NodeResultView;
  below: Scored[];
}

export function scoreAll(
  answers: ReadonlyMap<string, AnswerView>,
  target: number,
  weights: ReadonlyMap<string, number> = declaredWeights,
): ResultView {
  const weightOf = (scored: Scored) => weights.get(scored.result.id) ?? 1;

  const results = new Map<string, NodeResultView>();

  function visit(node: NodeView): Scored {
    const answer = answers.get(node.id);
    const below = childrenOf(node.id).map(visit);
    const base = { id: node.id, parent: node.parent, weight: 0, contribution: null, target, peer: null };
    let result: NodeResultView;
    if (answer) {
      const score = pointsOf(answer, node);
      const state =
        answer.value.type === 'notApplicable' ? 'notApplicable' : score === null ? 'unanswered' : 'scored';
      const level = score === null ? null : levelOf(score);
      const applicable = state === 'notApplicable' ? 0 : 1;
      result = {
        ...base,
        state,
        score,
        level,
        levelBeforeGate: level,
        coverage: score === null ? 0 : 1,
        answered: score === null ? 0 : 1,
        applicable,
      };
    } else {
      const active = below.filter((child) => child.result.state !== 'notApplicable');
      const total = active.reduce((sum, child) => sum + weightOf(child), 0);
      const scored = active.filter((child) => child.result.score !== null);
      const weight = scored.reduce((sum, child) => sum + weightOf(child), 0);
      const score =
        weight === 0
          ? null
          : scored.reduce((sum, child) => sum + weightOf(child) * (child.result.score ?? 0), 0) / weight;
      const coverage =
        total === 0
          ? 0
          : active.reduce((sum, child) => sum + (weightOf(child) / total) * (child.result.coverage ?? 0), 0);
      const level = score === null || coverage < 0.3 ? null : levelOf(score);
      const state = active.length === 0 ? 'notApplicable' : score === null ? 'unanswered' : 'scored';
      const peer =
        node.kind === 'root'
          ? 52
          : 40 +
            ((node.code.charCodeAt(0) + node.code.length * 7 + Number(node.code.slice(1) || 0) * 5) % 22);
      result = {
        ...base,
        state,
        score,
        level,
        levelBeforeGate: level,
        coverage,
        answered: active.reduce((sum, child) => sum + child.result.answered, 0),
        applicable: active.reduce((sum, child) => sum + child.result.applicable, 0),
        peer,
      };
    }
    results.set(node.id, result);
    return { result, below };
  }

  function share(scored: Scored, weight: number, contributing: number): void {
    scored.result.weight = scored.result.state === 'notApplicable' ? 0 : weight;
    scored.result.contribution = scored.result.score === null ? null : contributing * scored.result.score;
    const active = scored.below.filter((child) => child.result.state !== 'notApplicable');
    const total = active.reduce((sum, child) => sum + weightOf(child), 0);
    const counted = active
      .filter((child) => child.result.score !== null)
      .reduce((sum, child) => sum + weightOf(child), 0);
    for (const child of scored.below) {
      share(
        child,
        (weight * weightOf(child)) / (total || 1),
        (contributing * weightOf(child)) / (counted || 1),
      );
    }
  }

  const [rootNode] = model.nodes;
  if (!rootNode) throw new Error('the stand-in model is empty');
  const root = visit(rootNode);
  share(root, 1, 1);
  const { score, level, coverage, answered, applicable } = root.result;
  const gates = gatesOf(results);
  for (const gate of gates) {
    const node = results.get(gate.node);
    if (node?.level) node.level = Math.min(node.level, gate.cap);
  }
  const capped = results.get('root')?.level ?? level;
  return {
    score,
    level: capped,
    coverage,
    target,
    answered,
    applicable,
    notApplicable: answers.size - applicable,
    nodes: model.nodes.flatMap((node) => results.get(node.id) ?? []),
    gates,
    restsOn: restsOn(answers),
  };
}

function restsOn(answers: ReadonlyMap<string, AnswerView>): RestsOnView {
  const valued = [...answers.values()].filter(
    ({ value }) => !['unanswered', 'notApplicable'].includes(value.type),
  );
  const of = (type: AnswerView['basis']['type']) => valued.filter(({ basis }) => basis.type === type).length;
  return {
    direct: of('single'),
    median: of('median'),
    mean: of('mean'),
    moderated: of('moderated'),
    needsNewLook: valued.filter(({ review }) => review).length,
  };
}

function gatesOf(results: Map<string, NodeResultView>): GateView[] {
  const watch = 'organizational_sustainability.security.ai_governance';
  const node = 'technology_application.ai';
  const watchScore = results.get(watch)?.score ?? null;
  if (watchScore === null || watchScore >= 50 || (results.get(node)?.levelBeforeGate ?? 0) <= 3) return [];
  const reason = {
    zh: '模型治理未到L3时，人工智能不高于L3：不可控的应用不计为成熟。',
    en: 'While AI governance is below L3, artificial intelligence is at most L3.',
  };
  return [{ id: 'governed-ai', node, watch, watchScore, below: 50, cap: 3, reason }];
}
