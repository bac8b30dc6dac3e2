/** Invented intervals, so that 稳健性 can be seen without the desktop: a fixed width around every score, nothing is drawn. */
import type { ResultView, UncertaintyRequest, UncertaintyView } from '../lib/types';
import { model } from './model';

const HALF_WIDTH = 2.6;

export function uncertaintyView(request: UncertaintyRequest, result: ResultView): UncertaintyView {
  const scored = result.nodes.filter((node) => node.score !== null);
  const nodes = scored.map((node) => {
    const score = node.score ?? 0;
    const levels = model.levels.map(({ level }) =>
      level === node.level ? 0.83 : level === (node.level ?? 0) + 1 ? 0.17 : 0,
    );
    return {
      id: node.id,
      score,
      mean: score,
      p05: Math.max(score - HALF_WIDTH, 0),
      p50: score,
      p95: Math.min(score + HALF_WIDTH, 100),
      level: node.level,
      levels: node.level === null ? null : levels,
    };
  });
  const indicators = scored.filter(({ id }) => model.nodes.some((node) => node.id === id && node.indicator));
  const widest = indicators.sort((one, other) => (other.weight ?? 0) - (one.weight ?? 0)).slice(0, 15);
  const overall = result.score ?? 0;
  const [root] = nodes;
  const ends = root && `${root.p05.toFixed(1)}–${root.p95.toFixed(1)}`;
  return {
    headline: root
      ? {
          zh: `得分${overall.toFixed(1)}，90%区间${ends}；L${root.level}的概率83%`,
          en: `Score ${overall.toFixed(1)}, 90% interval ${ends}; L${root.level} with a probability of 83%`,
        }
      : null,
    method: {
      zh: `演示数据：抽取${request.draws}次，种子${request.seed}。`,
      en: `Sample data: ${request.draws} draws, seed ${request.seed}.`,
    },
    convention: {
      zh: '置信度的含义由本产品约定，并非统计所得：高、中、低依次表示等级有90%、70%、50%的把握，其余平分给相邻等级；定量数值在自身±1%、±5%、±10%以内；清单每一条有95%、85%、75%的把握。未填置信度按中。评为L1的只可能评低了，评为L5的只可能评高了，因此得分接近两端时可能落在区间边上或区间之外。',
      en: 'What a confidence means is a convention of this product, not a statistic: high, medium and low stand for 90%, 70% and 50% certainty of a level, the rest split between its neighbours.',
    },
    draws: request.draws,
    seed: request.seed,
    weights: request.weights,
    nodes,
    tornado: widest.map(({ id, weight }) => {
      const reach = (weight ?? 0) * 25;
      return { factor: 'answer', id, low: overall - reach, high: overall + reach, swing: 2 * reach };
    }),
    sobol: request.sobol
      ? {
          samples: 4096,
          note: {
            zh: '一阶指数按Saltelli等（2010），总指数按Jansen（1999），样本4096行；±为标准误。同一节点下的权重作为一组。',
            en: 'First order by Saltelli et al. (2010), total by Jansen (1999), 4096 rows; ± is the standard error.',
          },
          rows: widest.map(({ id }, index) => ({
            factor: index === 2 ? 'weights' : 'answer',
            id: index === 2 ? 'root' : id,
            first: 0.14 / (index + 1) - 0.002,
            firstError: 0.008,
            total: 0.15 / (index + 1),
            totalError: 0.004,
          })),
        }
      : null,
  };
}
