/** A plain coverage matrix, so that the frame around the chart can be seen without the desktop. */
import { inColumns, readiness, chaptersOf } from '../lib/policy';
import type {
  ClauseStatusView,
  HotspotView,
  PoliciesView,
  PolicyClauseView,
  SceneRequest,
  SceneView,
  Theme,
} from '../lib/types';

const INK: Record<Theme, string> = { light: '#16212E', dark: '#E7ECF1' };
const LINE: Record<Theme, string> = { light: '#CBD2DA', dark: '#384757' };
const GROUND: Record<Theme, string> = { light: '#E9ECF0', dark: '#212C38' };
const GAP: Record<Theme, string> = { light: '#A9312E', dark: '#E56A60' };
const FILL: Record<Theme, Partial<Record<ClauseStatusView, string>>> = {
  light: { ready: '#41728F', partly: '#7DA4BC', gap: '#B6CCDA' },
  dark: { ready: '#80B1D5', partly: '#44759B', gap: '#33597A' },
};

const ROW = 22;
const HEAD = 28;
const BETWEEN = 20;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function coverageMatrix(request: SceneRequest, view: PoliciesView): SceneView {
  const { theme, language, width } = request;
  const policy = view.documents.find(({ id }) => id === request.policy) ?? view.documents[0];
  if (!policy) throw new Error('the stand-in has no policy documents');
  const columns = inColumns(chaptersOf(policy, 'all'));
  const columnWidth = (width - BETWEEN) / columns.length;
  const shapes: string[] = [];
  const hotspots: HotspotView[] = [];
  let bottom = 0;

  function row(clause: PolicyClauseView, x: number, y: number) {
    const fill = FILL[theme][clause.status];
    const bar = x + columnWidth - 170;
    const { score } = clause.inference;
    const square = fill ? `fill="${fill}"` : `fill="none" stroke="${LINE[theme]}" stroke-dasharray="3 2"`;
    shapes.push(
      `<rect x="${x}" y="${y + 3}" width="34" height="15" rx="1.5" ${square}/>`,
      `<text x="${x + 44}" y="${y + 15}" font-size="12" fill="${INK[theme]}">${clause.number} ${escaped(clause.heading[language].slice(0, 34))}</text>`,
      `<rect x="${bar}" y="${y + 7}" width="120" height="8" fill="${GROUND[theme]}"/>`,
      `<text x="${x + columnWidth}" y="${y + 15}" font-size="12" text-anchor="end" fill="${INK[theme]}">${readiness(clause.inference)}</text>`,
    );
    if (clause.status === 'gap')
      shapes.push(`<rect x="${x}" y="${y + 16}" width="34" height="2.5" fill="${GAP[theme]}"/>`);
    if (score !== null && fill)
      shapes.push(`<rect x="${bar}" y="${y + 7}" width="${score * 1.2}" height="8" fill="${fill}"/>`);
    hotspots.push({
      id: clause.id,
      label: `${clause.cited[language]} ${clause.heading[language]}`,
      detail: readiness(clause.inference),
      x,
      y,
      width: columnWidth,
      height: ROW,
    });
  }

  columns.forEach((chapters, column) => {
    const x = column * (columnWidth + BETWEEN);
    let y = 0;
    for (const { group, clauses } of chapters) {
      const name = `${group.ordinal}${group.name[language]}`;
      shapes.push(
        `<text x="${x}" y="${y + 19}" font-size="12" font-weight="600" fill="${INK[theme]}">${escaped(name)}</text>`,
      );
      y += HEAD;
      for (const clause of clauses) {
        row(clause, x, y);
        y += ROW;
      }
    }
    bottom = Math.max(bottom, y);
  });

  const zh = language === 'zh';
  return {
    kind: request.kind,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom}">${shapes.join('')}</svg>`,
    width,
    height: bottom,
    title: policy.finding[language],
    subtitle: zh ? '推断就绪度，0–100' : 'Inferred readiness, 0–100',
    source: zh
      ? '来源：示例数据。就绪度为推断，不代表监管结论。'
      : 'Source: sample data. Readiness is inferred.',
    summary: policy.finding[language],
    hotspots,
    head: zh ? ['条款', '名称', '就绪度'] : ['Clause', 'Heading', 'Readiness'],
    rows: policy.clauses.map((clause) => [
      clause.cited[language],
      clause.heading[language],
      readiness(clause.inference),
    ]),
  };
}
