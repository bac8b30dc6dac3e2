/** A plain radar, so that the frame around a chart can be seen without the desktop. */
import type { HotspotView, ResultView, SceneRequest, SceneView } from '../lib/types';
import { model } from './model';

const INK = { light: '#4F5B69', dark: '#A9B5C2' };
const GRID = { light: '#E3E7EC', dark: '#263341' };
const OWN = { light: '#17476B', dark: '#ADD3F4' };
const TARGET = { light: '#16212E', dark: '#E7ECF1' };

export function radar(request: SceneRequest, result: ResultView): SceneView {
  const { theme, language, width, height } = request;
  const domains = model.nodes.filter((node) => node.kind === 'domain');
  const radius = Math.min(width / 2 - 72, height / 2 - 26);
  const centre = { x: width / 2, y: height / 2 };
  const place = (index: number, value: number) => {
    const angle = (index / domains.length) * 2 * Math.PI - Math.PI / 2;
    const reach = (radius * value) / 100;
    return { x: centre.x + reach * Math.cos(angle), y: centre.y + reach * Math.sin(angle) };
  };
  const polygon = (values: number[]) =>
    values
      .map((value, index) => {
        const at = place(index, value);
        return `${at.x.toFixed(1)},${at.y.toFixed(1)}`;
      })
      .join(' ');
  const values = domains.map((domain) => result.nodes.find((node) => node.id === domain.id)?.score ?? 0);
  const rings = [20, 40, 60, 80, 100].map(
    (ring) =>
      `<circle cx="${centre.x}" cy="${centre.y}" r="${(radius * ring) / 100}" fill="none" stroke="${GRID[theme]}"/>`,
  );
  const labels = domains.map((domain, index) => {
    const at = place(index, 116);
    const anchor = Math.abs(at.x - centre.x) < 12 ? 'middle' : at.x > centre.x ? 'start' : 'end';
    return `<text x="${at.x.toFixed(1)}" y="${(at.y + 4).toFixed(1)}" text-anchor="${anchor}" font-size="12" fill="${INK[theme]}">${domain.short[language].replace('&', '&amp;')}</text>`;
  });
  const hotspots: HotspotView[] = domains.map((domain, index) => {
    const at = place(index, values[index] ?? 0);
    return {
      id: domain.id,
      label: `${domain.code} ${domain.name[language]}`,
      detail: `${(values[index] ?? 0).toFixed(1)} / ${(result.target ?? 0).toFixed(1)}`,
      x: at.x - 7,
      y: at.y - 7,
      width: 14,
      height: 14,
    };
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${rings.join('')}
    <polygon points="${polygon(domains.map(() => result.target ?? 0))}" fill="none" stroke="${TARGET[theme]}" stroke-width="1.25" stroke-dasharray="4 3"/>
    <polygon points="${polygon(values)}" fill="${OWN[theme]}" fill-opacity="0.13" stroke="${OWN[theme]}" stroke-width="2"/>${labels.join('')}</svg>`;
  const zh = language === 'zh';
  return {
    kind: request.kind,
    svg,
    width,
    height,
    title: zh
      ? '十四个能力域中，数据要素离目标最远'
      : 'Of fourteen domains, data is furthest from its target',
    subtitle: zh ? '得分，0–100' : 'Score, 0–100',
    source: zh ? '来源：示例数据。' : 'Source: sample data.',
    summary: zh ? '能力域得分雷达图。' : 'Radar of domain scores.',
    hotspots,
    head: zh ? ['能力域', '得分', '目标'] : ['Domain', 'Score', 'Target'],
    rows: domains.map((domain, index) => [
      domain.name[language],
      (values[index] ?? 0).toFixed(1),
      (result.target ?? 0).toFixed(1),
    ]),
  };
}
