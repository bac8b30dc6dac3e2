/** Plain drawings of the charts of peers, so that the page around them can be seen without the desktop. */
import type {
  BenchmarkView,
  HotspotView,
  Language,
  PositionView,
  SceneKind,
  SceneRequest,
  SceneView,
  Theme,
} from '../lib/types';

const INKS = {
  light: {
    ink: '#16212E',
    ink2: '#4F5B69',
    grid: '#EAEDF1',
    line: '#CBD2DA',
    own: '#17476B',
    peer: '#8691A0',
    band: '#E9ECF0',
    box: '#CBD2DA',
    gap: '#FBEDEC',
    gapText: '#A02C29',
  },
  dark: {
    ink: '#E7ECF1',
    ink2: '#A9B5C2',
    grid: '#222E3A',
    line: '#384757',
    own: '#ADD3F4',
    peer: '#8592A1',
    band: '#212C38',
    box: '#384757',
    gap: '#321E20',
    gapText: '#F2938B',
  },
};

type Ink = (typeof INKS)['light'];

interface Sheet {
  width: number;
  height: number;
  ink: Ink;
  language: Language;
}

interface Drawing {
  svg: string;
  height: number;
  hotspots: HotspotView[];
  title: string;
  subtitle: string;
  head: string[];
  rows: string[][];
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const n = (value: number) => value.toFixed(1);

function label(x: number, y: number, text: string, fill: string, anchor = 'start', weight = 400): string {
  return `<text x="${n(x)}" y="${n(y)}" font-size="12" text-anchor="${anchor}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
}

function diamond(x: number, y: number, size: number, fill: string): string {
  return `<path d="M${n(x)} ${n(y - size)}L${n(x + size)} ${n(y)}L${n(x)} ${n(y + size)}L${n(x - size)} ${n(y)}Z" fill="${fill}"/>`;
}

const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, width = 1) =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}" stroke-width="${width}"/>`;

/** Steps of 1, 2 or 5 that cover the values. */
function ticks(values: number[], count: number): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const raw = (most - least || Math.abs(most) || 1) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const first = Math.floor(least / step);
  const last = Math.ceil(most / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

const scale = (from: number, to: number, start: number, end: number) => (value: number) =>
  start + ((value - from) / (to - from || 1)) * (end - start);

function spot(id: string, label: string, detail: string, x: number, y: number): HotspotView {
  return { id, label, detail, x: x - 7, y: y - 7, width: 14, height: 14 };
}

const nothing = (sheet: Sheet, text: string): string => label(0, 24, text, sheet.ink.ink2);

function positions(view: BenchmarkView, sheet: Sheet): Drawing {
  const { width, ink, language } = sheet;
  const zh = language === 'zh';
  const row = 34;
  const [left, right] = [zh ? 176 : 210, width - 130];
  const hotspots: HotspotView[] = [];
  const strip = (position: PositionView, index: number) => {
    const y = 40 + index * row;
    const all = [
      ...position.points.map(({ value }) => value ?? 0),
      ...(position.own === null ? [] : [position.own]),
    ];
    const x = scale(Math.min(...all), Math.max(...all), left, right);
    const [low, middle, high] = position.quartiles ?? [];
    const drawn = [
      line(0, y - row / 2, width, y - row / 2, ink.grid),
      label(0, y + 4, position.name[language].slice(0, zh ? 12 : 30), ink.ink),
      label(left - 14, y + 4, `n = ${position.n}`, ink.ink2, 'end'),
    ];
    if (position.tails) {
      const [p10, p90] = position.tails;
      drawn.push(
        `<rect x="${n(x(p10 ?? 0))}" y="${y - 7}" width="${n(x(p90 ?? 0) - x(p10 ?? 0))}" height="14" fill="${ink.band}"/>`,
      );
    }
    if (low != null && middle != null && high != null) {
      drawn.push(
        `<rect x="${n(x(low))}" y="${y - 7}" width="${n(Math.max(x(high) - x(low), 1))}" height="14" fill="${ink.box}"/>`,
      );
      drawn.push(line(x(middle), y - 8, x(middle), y + 8, ink.ink2, 1.5));
    }
    for (const point of position.points) {
      drawn.push(line(x(point.value ?? 0), y - 4, x(point.value ?? 0), y + 4, ink.ink2));
      hotspots.push(
        spot(point.id, point.name[language], (point.value ?? 0).toFixed(2), x(point.value ?? 0), y),
      );
    }
    if (position.own !== null) {
      drawn.push(diamond(x(position.own), y, 6, ink.own));
      drawn.push(label(width - 64, y + 4, position.own.toFixed(2), ink.ink, 'end', 600));
      hotspots.push(spot('own', zh ? '本机构' : 'Own', position.own.toFixed(2), x(position.own), y));
    }
    if (position.percentile !== null)
      drawn.push(label(width, y + 4, `P${Math.round(position.percentile)}`, ink.own, 'end', 600));
    return drawn.join('');
  };
  const drawn = view.positions.map(strip).join('');
  const head = [
    label(left, 12, zh ? '低' : 'low', ink.ink2),
    label(right, 12, zh ? '高' : 'high', ink.ink2, 'end'),
    label(width - 64, 12, zh ? '本机构' : 'Own', ink.ink2, 'end'),
    label(width, 12, zh ? '分位' : 'Percentile', ink.ink2, 'end'),
  ];
  return {
    svg: head.join('') + drawn,
    height: 40 + view.positions.length * row - row / 2 + 4,
    hotspots,
    title: zh ? '本机构在同业组中的位置' : 'Own position in the peer group',
    subtitle: zh
      ? '短线为各家，竖线为中位，◆为本机构'
      : 'Ticks are institutions, the bar is the median, ◆ the own one',
    head: zh ? ['指标', '样本', '本机构'] : ['Metric', 'n', 'Own'],
    rows: view.positions.map((position) => [
      position.name[language],
      String(position.n),
      position.own?.toFixed(2) ?? '—',
    ]),
  };
}

function scatter(view: BenchmarkView, sheet: Sheet): Drawing {
  const { width, height, ink, language } = sheet;
  const zh = language === 'zh';
  const points = view.scatter.map((point) => ({
    ...point,
    x: point.intensity.value ?? 0,
    y: point.growth.value ?? 0,
  }));
  const empty = points.length === 0;
  const [xs, ys] = [
    ticks(empty ? [0, 8] : [0, ...points.map(({ x }) => x)], 6),
    ticks(empty ? [-10, 10] : [0, ...points.map(({ y }) => y)], 5),
  ];
  const x = scale(xs[0] ?? 0, xs.at(-1) ?? 1, 44, width - 12);
  const y = scale(ys[0] ?? 0, ys.at(-1) ?? 1, height - 40, 26);
  const named = [...points]
    .sort((one, other) => Number(other.own) - Number(one.own) || Math.abs(other.y) - Math.abs(one.y))
    .slice(0, 6);
  const drawn = [
    label(0, 12, zh ? '↑ 变化比率（%）' : '↑ Change (%)', ink.ink2),
    label(width, height - 4, zh ? '投入强度（占营业收入，%）→' : 'Share of revenue (%) →', ink.ink2, 'end'),
    ...ys.map(
      (tick) =>
        line(44, y(tick), width - 12, y(tick), tick === 0 ? ink.peer : ink.grid) +
        label(36, y(tick) + 4, `${tick > 0 ? '+' : ''}${tick}`.replace('-', '−'), ink.ink2, 'end'),
    ),
    ...xs.map((tick) => label(x(tick), height - 22, String(tick), ink.ink2, 'middle')),
    ...points.map((point) =>
      point.own
        ? diamond(x(point.x), y(point.y), 7, ink.own)
        : `<circle cx="${n(x(point.x))}" cy="${n(y(point.y))}" r="4" fill="none" stroke="${ink.ink2}" stroke-width="1.5"/>`,
    ),
    ...named.map((point) =>
      label(x(point.x) + 10, y(point.y) + 4, point.name[language], ink.ink, 'start', point.own ? 600 : 400),
    ),
  ];
  return {
    svg: drawn.join(''),
    height,
    hotspots: points.map((point) =>
      spot(
        point.id,
        point.name[language],
        `${point.x.toFixed(2)}% · ${point.y.toFixed(2)}%`,
        x(point.x),
        y(point.y),
      ),
    ),
    title: zh ? '投入强度与增速' : 'Intensity and growth',
    subtitle: zh ? `${points.length}家机构` : `${points.length} institutions`,
    head: zh ? ['机构', '投入强度', '变化比率'] : ['Institution', 'Intensity', 'Change'],
    rows: points.map((point) => [point.name[language], `${point.x.toFixed(2)}%`, `${point.y.toFixed(2)}%`]),
  };
}

function trend(view: BenchmarkView, sheet: Sheet): Drawing {
  const { width, height, ink, language } = sheet;
  const zh = language === 'zh';
  const lines = view.trend.filter((one) => one.points.length > 0);
  const values = lines.flatMap((one) => one.points.map(({ figure }) => figure.value ?? 0));
  const ys = ticks(values.length > 0 ? [0, ...values] : [0, 1], 5);
  const years = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
  const x = scale(2019, 2025, 48, width - 150);
  const y = scale(ys[0] ?? 0, ys.at(-1) ?? 1, height - 26, 12);
  const hotspots: HotspotView[] = [];
  const drawn = [
    ...ys.map(
      (tick) =>
        line(48, y(tick), width - 150, y(tick), ink.grid) +
        label(40, y(tick) + 4, String(tick), ink.ink2, 'end'),
    ),
    ...years.map((year) => label(x(year), height - 6, String(year), ink.ink2, 'middle')),
  ];
  const ends = lines
    .map((one, index) => ({ one, index, last: one.points.at(-1) }))
    .filter(({ one, index }) => one.own || index < 6)
    .sort((one, other) => (other.last?.figure.value ?? 0) - (one.last?.figure.value ?? 0));
  let least = -Infinity;
  for (const { one, last } of ends) {
    const at = Math.max(y(last?.figure.value ?? 0), least + 15);
    least = at;
    drawn.push(
      label(
        x(last?.year ?? 2025) + 10,
        at + 4,
        one.name[language].slice(0, zh ? 9 : 20),
        one.own ? ink.own : ink.ink,
        'start',
        one.own ? 600 : 400,
      ),
    );
  }
  for (const one of lines) {
    const strong = one.own || ends.some((end) => end.one === one);
    const stroke = one.own ? ink.own : strong ? ink.ink2 : ink.line;
    one.points.forEach(({ year, figure }, index) => {
      const before = one.points[index - 1];
      const at = [x(year), y(figure.value ?? 0)] as const;
      if (before?.year === year - 1)
        drawn.push(line(x(before.year), y(before.figure.value ?? 0), ...at, stroke, one.own ? 2.5 : 1.5));
      drawn.push(
        one.own
          ? diamond(...at, 5, stroke)
          : `<circle cx="${n(at[0])}" cy="${n(at[1])}" r="2.5" fill="${stroke}"/>`,
      );
      hotspots.push(spot(one.id, `${one.name[language]} ${year}`, (figure.value ?? 0).toFixed(2), ...at));
    });
  }
  return {
    svg: lines.length > 0 ? drawn.join('') : nothing(sheet, zh ? '没有可画的线。' : 'No line to draw.'),
    height,
    hotspots,
    title: `${view.metric.name[language]}${zh ? '，' : ', '}2019–2025`,
    subtitle: zh ? `单位：${view.metric.unit}；缺年留空` : `${view.metric.unit}; missing years are gaps`,
    head: zh ? ['机构', '年度', '数值'] : ['Institution', 'Year', 'Value'],
    rows: lines.flatMap((one) =>
      one.points.map(({ year, figure }) => [
        one.name[language],
        String(year),
        (figure.value ?? 0).toFixed(2),
      ]),
    ),
  };
}

function efficiency(view: BenchmarkView, sheet: Sheet): Drawing {
  const { width, height, ink, language } = sheet;
  const zh = language === 'zh';
  const { own, reference } = view.efficiency;
  const [middle, target] = [reference[0] ?? 4, reference[1] ?? 60];
  const x = scale(0, Math.max(middle * 2, (own?.intensity ?? 0) * 1.2), 44, width - 12);
  const y = scale(0, 100, height - 40, 26);
  const drawn = [
    `<rect x="${n(x(middle))}" y="${n(y(target))}" width="${n(width - 12 - x(middle))}" height="${n(y(0) - y(target))}" fill="${ink.gap}"/>`,
    label(width - 20, y(0) - 12, zh ? '重投入、轻产出' : 'High spend, low yield', ink.gapText, 'end', 600),
    label(width - 20, 44, zh ? '重投入、重产出' : 'High spend, high yield', ink.ink2, 'end'),
    label(52, 44, zh ? '轻投入、重产出' : 'Low spend, high yield', ink.ink2),
    label(52, y(0) - 12, zh ? '轻投入、轻产出' : 'Low spend, low yield', ink.ink2),
    ...[0, 20, 40, 60, 80, 100].map(
      (tick) =>
        line(44, y(tick), width - 12, y(tick), ink.grid) +
        label(36, y(tick) + 4, String(tick), ink.ink2, 'end'),
    ),
    line(x(middle), 26, x(middle), height - 40, ink.peer),
    line(44, y(target), width - 12, y(target), ink.peer),
    label(x(middle), height - 22, `${middle.toFixed(2)}%`, ink.ink2, 'middle'),
    label(0, 12, zh ? '↑ 经济价值得分' : '↑ Score of economic value', ink.ink2),
    label(width, height - 4, zh ? '投入强度（%）→' : 'Intensity (%) →', ink.ink2, 'end'),
  ];
  const at =
    own?.intensity != null && own.valueScore !== null
      ? ([x(own.intensity), y(own.valueScore)] as const)
      : null;
  if (at)
    drawn.push(
      diamond(...at, 8, ink.own),
      label(at[0] + 12, at[1] + 4, own?.name[language] ?? '', ink.ink, 'start', 600),
    );
  return {
    svg: drawn.join(''),
    height,
    hotspots: at ? [spot('own', own?.name[language] ?? '', '', ...at)] : [],
    title: view.efficiency.finding[language],
    subtitle: zh ? '投入强度与经济价值得分' : 'Intensity and score of economic value',
    head: zh ? ['机构', '投入强度', '经济价值'] : ['Institution', 'Intensity', 'Economic value'],
    rows: own
      ? [[own.name[language], `${own.intensity?.toFixed(2)}%`, own.valueScore?.toFixed(1) ?? '—']]
      : [],
  };
}

export const PEER_CHARTS: Partial<Record<SceneKind, (view: BenchmarkView, sheet: Sheet) => Drawing>> = {
  peerPositions: positions,
  intensityGrowth: scatter,
  investmentTrend: trend,
  efficiency,
};

export function peerChart(request: SceneRequest, view: BenchmarkView): SceneView {
  const { kind, theme, language, width } = request;
  const sheet: Sheet = { width, height: request.height || 300, ink: INKS[theme satisfies Theme], language };
  const { svg, ...rest } = (PEER_CHARTS[kind] ?? positions)(view, sheet);
  return {
    ...rest,
    kind,
    width,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${rest.height}">${svg}</svg>`,
    source: view.source[language],
    summary: rest.title,
  };
}
