/** Explanations from the stand-in's rough arithmetic: arithmetic means only, and a scheme explains the weights in force. */
import type { ExplanationView, ExplanationPartView, NodeResultView, WeightSchemeChoice } from '../lib/types';
import type { StandInFile } from './file';
import { declaredWeights, model } from './model';
import { childrenOf } from './scoring';

const tenth = (value: number) => Math.round(value * 10) / 10;

function partsOf(nodes: NodeResultView[], parent: string): ExplanationPartView[] {
  const of = (id: string) => nodes.find((candidate) => candidate.id === id);
  const children = childrenOf(parent);
  const weight = (id: string) => declaredWeights.get(id) ?? 1;
  const sum = (counts: (id: string) => boolean) =>
    children.filter(({ id }) => counts(id)).reduce((total, { id }) => total + weight(id), 0) || 1;
  const applies = (id: string) => of(id)?.state !== 'notApplicable';
  const scored = (id: string) => of(id)?.score != null;
  return children.map(({ id }) => {
    const result = of(id);
    const score = result?.score ?? null;
    const scoredWeight = scored(id) ? weight(id) / sum(scored) : 0;
    const contribution = score === null ? null : scoredWeight * score;
    const overall = result?.contribution ?? null;
    return {
      id,
      state: result?.state ?? 'unanswered',
      declaredWeight: weight(id) / sum(() => true),
      applicableWeight: applies(id) ? weight(id) / sum(applies) : 0,
      scoredWeight,
      overallWeight: result?.weight ?? 0,
      score,
      contribution,
      listedContribution: contribution === null ? null : tenth(contribution),
      overallContribution: overall,
      listedOverallContribution: overall === null ? null : tenth(overall),
    };
  });
}

export function explanation(file: StandInFile, id: string, scheme: WeightSchemeChoice): ExplanationView {
  const { nodes, gates } = file.result();
  const node = model.nodes.find((candidate) => candidate.id === id);
  const own = nodes.find((candidate) => candidate.id === id);
  const score = own?.score ?? null;
  const parts = partsOf(nodes, id);
  const counted = parts.filter((part) => part.score !== null);
  const figure = (value: number | null) => String(Number((value ?? 0).toFixed(4)));
  const terms = counted.map((part) => `${figure(part.scoredWeight)} × ${figure(part.score)}`);
  const place = node?.parent == null ? undefined : partsOf(nodes, node.parent).find((part) => part.id === id);
  const value = file.answers.get(id)?.value;
  const words = value?.type === 'level' ? `L${value.level}` : '—';
  return {
    node: id,
    scheme: scheme.kind === 'inForce' ? null : { zh: '演示方案', en: 'Sample scheme' },
    score,
    exactScore: score === null ? '' : String(Number(score.toFixed(12))),
    method: parts.length > 0 ? 'arithmetic' : score === null ? 'unanswered' : 'rubric',
    sentence: {
      zh: '下级得分按生效权重加权平均；不适用项的权重已按比例归到同级。',
      en: 'The mean of the parts by weight in use; the weight of parts that do not apply goes to their siblings.',
    },
    formula: terms.length > 0 ? `${terms.join(' + ')} ≈ ${figure(score)}` : null,
    parts,
    transfers: [],
    standing: node?.parent != null && place ? { parent: node.parent, part: place } : null,
    answer: node?.indicator
      ? {
          value: { zh: words, en: words },
          confidence: file.answers.get(id)?.confidence ?? null,
          scale: {
            type: 'rubric',
            points: model.levels.map(({ level, points }) => ({
              level,
              points,
              chosen: value?.type === 'level' && value.level === level,
            })),
          },
        }
      : null,
    level: {
      coverage: own?.coverage ?? 0,
      minimumCoverage: model.minimumCoverage,
      cutOffs: model.levels.map(({ level, from }) => ({ level, from })),
      beforeGate: own?.levelBeforeGate ?? null,
      afterGate: own?.level ?? null,
      gates: gates.filter((gate) => gate.node === id),
      idleGates: [],
    },
    restsOn: { zh: '直接评定', en: 'rated directly' },
    sources: node?.indicator?.sources ?? [],
  };
}
