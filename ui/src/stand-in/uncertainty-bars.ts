/** Plain bars for the two charts of 稳健性, so that their frames can be seen without the desktop. */
import type { ResultView, SceneRequest, SceneView } from '../lib/types';
import { model } from './model';
import { uncertaintyView } from './uncertainty';

const INK = { light: '#4F5B69', dark: '#A9B5C2' };
const OWN = { light: '#17476B', dark: '#ADD3F4' };
const LABELS = 120;

interface Bar {
  id: string;
  /** Ends on the axis. */
  from: number;
  to: number;
}

export function uncertaintyBars(request: SceneRequest, result: ResultView): SceneView {
  const { theme, language, width, height, kind } = request;
  const zh = language === 'zh';
  const asked = request.uncertainty ?? { draws: 2000, seed: 1, weights: { type: 'none' }, sobol: false };
  const view = uncertaintyView(asked, result);
  const tornado = kind === 'tornado';
  const bars: Bar[] = tornado
    ? view.tornado.map(({ id, low, high }) => ({ id, from: low ?? 0, to: high ?? 0 }))
    : view.nodes
        .filter(({ id }) => model.nodes.some((node) => node.id === id && node.kind !== 'indicator'))
        .map(({ id, p05, p95 }) => ({ id, from: p05 ?? 0, to: p95 ?? 0 }));
  const [least, most] = [Math.min(...bars.map(({ from }) => from)), Math.max(...bars.map(({ to }) => to))];
  const x = (value: number) => LABELS + ((value - least) / (most - least || 1)) * (width - LABELS - 8);
  const row = height / (bars.length || 1);
  const nameOf = (id: string) => model.nodes.find((node) => node.id === id)?.short[language] ?? id;
  const drawn = bars.map(({ id, from, to }, index) => {
    const y = index * row;
    const name = nameOf(id).replace('&', '&amp;');
    return `<text x="0" y="${(y + row / 2 + 4).toFixed(1)}" font-size="12" fill="${INK[theme]}">${name}</text><rect x="${x(from).toFixed(1)}" y="${(y + 2).toFixed(1)}" width="${Math.max(x(to) - x(from), 1).toFixed(1)}" height="${Math.max(row - 4, 1).toFixed(1)}" fill="${OWN[theme]}"/>`;
  });
  return {
    kind,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join('')}</svg>`,
    width,
    height,
    title: zh ? '演示图' : 'Sample chart',
    subtitle: zh ? '得分，0–100' : 'Score, 0–100',
    source: zh ? '来源：示例数据。' : 'Source: sample data.',
    summary: zh ? '区间条形图。' : 'Bars of intervals.',
    hotspots: bars.map(({ id, from, to }, index) => ({
      id,
      label: nameOf(id),
      detail: `${from.toFixed(1)}–${to.toFixed(1)}`,
      x: x(from),
      y: index * row + 2,
      width: Math.max(x(to) - x(from), 1),
      height: Math.max(row - 4, 1),
    })),
    head: zh ? ['项目', '低', '高'] : ['Item', 'Low', 'High'],
    rows: bars.map(({ id, from, to }) => [nameOf(id), from.toFixed(1), to.toFixed(1)]),
  };
}
