/** A plain drawing of scores over snapshots and years, so that the page around it can be seen without the desktop. */
import type { SceneRequest, SceneView, ScoreTrendView } from '../lib/types';

const INKS = {
  light: {
    ink: '#16212E',
    ink2: '#4F5B69',
    grid: '#EAEDF1',
    lines: ['#17476B', '#BE8423', '#2459B8', '#2B8A74'],
  },
  dark: {
    ink: '#E7ECF1',
    ink2: '#A9B5C2',
    grid: '#222E3A',
    lines: ['#ADD3F4', '#E3B055', '#5590E0', '#54C0A2'],
  },
};

export function scoreTrend(request: SceneRequest, trend: ScoreTrendView): SceneView {
  const { width, height, theme, language } = request;
  const ink = INKS[theme];
  const zh = language === 'zh';
  const [left, right, top, bottom] = [32, width - 132, 16, height - 28];
  const x = (at: number) => left + ((right - left) * at) / Math.max(trend.moments.length - 1, 1);
  const y = (score: number) => bottom - ((bottom - top) * score) / 100;
  const words = (at: number, up: number, text: string, fill: string, anchor = 'start') =>
    `<text x="${at.toFixed(1)}" y="${up.toFixed(1)}" font-size="12" text-anchor="${anchor}" fill="${fill}">${text}</text>`;
  const grid = [0, 25, 50, 75, 100].map(
    (score) =>
      `<line x1="${left}" x2="${right}" y1="${y(score)}" y2="${y(score)}" stroke="${ink.grid}"/>` +
      words(left - 6, y(score) + 4, String(score), ink.ink2, 'end'),
  );
  const names = trend.moments.map(({ moment }, at) =>
    words(x(at), height - 8, moment.name[language], ink.ink2, 'middle'),
  );
  const shown = trend.nodes.filter(({ depth }) => depth <= 1);
  const hotspots: SceneView['hotspots'] = [];
  const ends: { up: number; name: string; stroke: string }[] = [];
  const lines = shown.map((node, index) => {
    const stroke = ink.lines[index % ink.lines.length] ?? ink.ink;
    const points = trend.moments.flatMap(({ moment, scores }, at) => {
      const score = scores[trend.nodes.indexOf(node)];
      if (score == null) return [];
      const [label, detail] = [`${node.name[language]} · ${moment.name[language]}`, score.toFixed(1)];
      const spot = { x: x(at) - 7, y: y(score) - 7, width: 14, height: 14 };
      hotspots.push({ id: `${node.id}/${at}`, label, detail, ...spot });
      return [[x(at), y(score)] as const];
    });
    const last = points.at(-1);
    if (last) ends.push({ up: last[1] + 4, name: node.name[language].slice(0, 16), stroke });
    const drawn = points.map(([across, up]) => `${across.toFixed(1)},${up.toFixed(1)}`).join(' ');
    return `<polyline fill="none" stroke="${stroke}" stroke-width="${index ? 1.5 : 2.5}" points="${drawn}"/>`;
  });
  let free = top;
  for (const { up, name, stroke } of ends.sort((one, other) => one.up - other.up)) {
    free = Math.max(up, free);
    lines.push(words(right + 8, free, name, stroke));
    free += 15;
  }
  return {
    kind: request.kind,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">${[...grid, ...names, ...lines].join('')}</svg>`,
    width,
    height,
    hotspots,
    title: zh
      ? '从“2024年度”到“2025年度”，总体得分+6.0分'
      : 'From “2024” to “2025” the overall score changed by +6.0',
    subtitle: zh ? '总体与各维度得分，0–100分' : 'Overall score and those of the dimensions, 0–100',
    source: '',
    summary: zh ? '得分逐次上升' : 'Scores rise from state to state',
    head: ['', ...trend.moments.map(({ moment }) => moment.name[language])],
    rows: shown.map((node) => [
      node.name[language],
      ...trend.moments.map(({ scores }) => scores[trend.nodes.indexOf(node)]?.toFixed(1) ?? '—'),
    ]),
  };
}
