/** The page 对标 from the figures of assets/benchmarks, with own figures, groups and choices that last as long as the window. */
import { isMember } from '../lib/peer-group';
import type {
  BenchmarkRequest,
  BenchmarkView,
  ChoiceRule,
  ContextRowView,
  FigureView,
  InstitutionView,
  MetricChoiceView,
  OwnFigureView,
  PeerGroup,
  PeerRowView,
  PositionView,
  SourceChoice,
  Text,
  ValueDomainView,
} from '../lib/types';
import { institutions, isTotal, metrics, sources, statedFigure, type Institution } from './peer-data';
import { blank, derived, KINDS, OWN_METRICS, quantile, TIERS, YEARS } from './peer-figures';
import { text } from './text';

export interface BenchmarkContent {
  figures: ReadonlyMap<string, number>;
  groups: ReadonlyMap<number, { name: string; group: PeerGroup }>;
  rule: ChoiceRule;
  choices: SourceChoice[];
}

export const begunBenchmark: BenchmarkContent = {
  figures: new Map([
    ['it_investment 2024', 4.83],
    ['it_investment 2023', 4.42],
    ['it_investment 2022', 4.05],
  ]),
  groups: new Map(),
  rule: 'caictFirst',
  choices: [],
};

const RATIOS: Record<string, [string, string]> = {
  it_investment_to_revenue: ['it_investment', 'operating_revenue'],
  it_staff_share: ['it_staff', 'employees'],
};

const nameOf = (metric: string): Text =>
  metrics.find(({ id }) => id === metric)?.name ?? text(metric, metric);
const unitOf = (metric: string) => metrics.find(({ id }) => id === metric)?.unit ?? '';

function viewOf(institution: Institution): InstitutionView {
  const kindName = KINDS[institution.kind] ?? text(institution.kind, institution.kind);
  return { ...institution, kindName, imported: null };
}

const peers = institutions.filter((institution) => !isTotal(institution)).map(viewOf);

export function benchmarkView(
  institution: string,
  content: BenchmarkContent,
  asked: BenchmarkRequest | null,
  scores: { value: number | null; target: number; domains: ValueDomainView[] },
): BenchmarkView {
  const request = asked ?? {
    metric: 'it_investment',
    year: 2024,
    group: { kinds: [], tiers: [], picked: [], leftOut: [] },
  };
  const { metric, year, group } = request;
  const own: InstitutionView = {
    id: 'own',
    name: text(institution, institution),
    kind: 'city_bank',
    kindName: KINDS.city_bank ?? text('', ''),
    tier: 'T3',
    imported: null,
  };

  function ownFigure(year: number, metric: string): FigureView | null {
    const value = content.figures.get(`${metric} ${year}`);
    if (value === undefined) return null;
    return {
      ...blank(value, unitOf(metric), String(value).split('.')[1]?.length ?? 0),
      quality: 'selfReported',
      source: text('本机构录入', 'Entered by the institution'),
      locator: text(`${year}年`, String(year)),
    };
  }

  const level = (id: string, year: number, metric: string): FigureView | null =>
    id === 'own' ? ownFigure(year, metric) : statedFigure(id, year, metric, content.rule, content.choices);

  function figureOf(id: string, year: number, metric: string): FigureView | null {
    const stated = level(id, year, metric);
    if (stated) return stated;
    const ratio = RATIOS[metric];
    if (ratio) {
      const [part, whole] = [level(id, year, ratio[0]), level(id, year, ratio[1])];
      return part && whole && derived(part, whole, (a, b) => (a / b) * 100, '%', '÷', id === 'own');
    }
    if (metric.endsWith('_growth')) {
      const base = metric.replace(/_growth$/, '');
      const [now, before] = [level(id, year, base), level(id, year - 1, base)];
      return now && before && derived(now, before, (a, b) => (a / b - 1) * 100, '%', '÷', id === 'own');
    }
    return null;
  }

  function prior(id: string): FigureView | null {
    const stated = level(id, year - 1, metric);
    if (stated) return stated;
    const [now, growth] = [level(id, year, metric), level(id, year, `${metric}_growth`)];
    if (!now || !growth) return null;
    const figure = derived(now, growth, (a, b) => a / (1 + b / 100), now.unit, '÷ 1 +', id === 'own');
    return { ...figure, rule: text('上年 = 本年 ÷（1 + 变化比率）', 'Year before = year ÷ (1 + change)') };
  }

  const members = peers.filter((peer) => isMember(group, peer));
  const withFigure = members.filter((peer) => figureOf(peer.id, year, metric));
  const money = unitOf(metric) === '亿元';
  const total = withFigure.reduce((sum, peer) => sum + (figureOf(peer.id, year, metric)?.value ?? 0), 0);

  function row(peer: InstitutionView): PeerRowView {
    const figure = figureOf(peer.id, year, metric);
    const isPeer = withFigure.some(({ id }) => id === peer.id);
    return {
      id: peer.id,
      name: peer.name,
      kind: peer.kind,
      kindName: peer.kindName,
      tier: peer.tier,
      own: peer.id === 'own',
      imported: null,
      rank: null,
      figure,
      growth: metric.includes('growth') ? null : figureOf(peer.id, year, `${metric}_growth`),
      prior: prior(peer.id),
      share:
        figure && money && isPeer && total > 0
          ? { ...derived(figure, blank(total, '亿元', 2), (a, b) => (a / b) * 100, '%', '÷', false) }
          : null,
      intensity: metric === 'it_investment' ? figureOf(peer.id, year, 'it_investment_to_revenue') : null,
    };
  }

  const lower = metrics.find(({ id }) => id === metric)?.direction === 'lower';
  const valued = [...members, own].map(row);
  const values = valued.flatMap((one) => one.figure?.value ?? []);
  const ranked = valued
    .map((one) => {
      const value = one.figure?.value;
      const better = values.filter(
        (other) => value != null && (lower ? other < value : other > value),
      ).length;
      return { ...one, rank: value == null ? null : better + 1 };
    })
    .sort((one, other) => (one.rank ?? 999) - (other.rank ?? 999));

  const choice = (id: string): MetricChoiceView => {
    const found = metrics.find((one) => one.id === id);
    const counted = YEARS.map((year) => ({
      year,
      count: members.filter((peer) => figureOf(peer.id, year, id)).length,
      total: peers.filter((peer) => figureOf(peer.id, year, id)).length,
    }));
    return {
      id,
      name: nameOf(id),
      unit: unitOf(id),
      definition: found?.definition ?? text('', ''),
      theme: 'investment',
      direction: found?.direction ?? 'neutral',
      formula: null,
      years: counted
        .filter(({ total }) => total > 0)
        .map(({ year, count, total }) => ({
          id: String(year),
          name: text(`${year}年`, String(year)),
          count,
          total,
        }))
        .reverse(),
    };
  };
  const choices = metrics.map(({ id }) => choice(id)).filter((one) => one.years.length > 0);

  const counts = (of: (peer: InstitutionView) => string, names: Record<string, Text>) =>
    Object.keys(names)
      .map((id) => {
        const inside = peers.filter((peer) => of(peer) === id);
        const count = inside.filter((peer) => figureOf(peer.id, year, metric)).length;
        return { id, name: names[id] ?? text(id, id), count, total: inside.length };
      })
      .filter(({ total }) => total > 0);

  const position = (id: string): PositionView => {
    const points = members.flatMap((peer) => {
      const figure = figureOf(peer.id, year, id);
      return figure ? [{ id: peer.id, name: peer.name, value: figure.value, quality: figure.quality }] : [];
    });
    const sorted = points.map(({ value }) => value ?? 0).sort((one, other) => one - other);
    const value = figureOf('own', year, id)?.value ?? null;
    const many = sorted.length >= 20;
    const below = sorted.filter((other) => other < (value ?? 0)).length;
    return {
      metric: id,
      name: nameOf(id),
      unit: unitOf(id),
      direction: metrics.find((one) => one.id === id)?.direction ?? 'neutral',
      decimals: 2,
      n: sorted.length,
      points,
      own: value,
      quartiles:
        sorted.length >= 8 ? [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)] : null,
      tails: many ? [quantile(sorted, 0.1), quantile(sorted, 0.9)] : null,
      percentile: many && value !== null ? (below / sorted.length) * 100 : null,
    };
  };

  const intensity = (id: string) => figureOf(id, year, 'it_investment_to_revenue');
  const change = (id: string) => figureOf(id, year, 'it_investment_growth');
  const scatter = [...members, own].flatMap((peer) => {
    const [x, y] = [intensity(peer.id), change(peer.id)];
    return x && y ? [{ id: peer.id, name: peer.name, intensity: x, growth: y, own: peer.id === 'own' }] : [];
  });
  const ownIntensity = intensity('own')?.value ?? null;
  const intensities = members.flatMap((peer) => intensity(peer.id)?.value ?? []).sort((a, b) => a - b);
  const reference: [number, number] = [
    intensities.length > 0 ? quantile(intensities, 0.5) : 4,
    scores.target,
  ];
  const heavy =
    ownIntensity === null || scores.value === null
      ? null
      : ownIntensity >= reference[0] && scores.value < reference[1];

  const fallen = ranked.filter((one) => !one.own && one.figure && (one.growth?.value ?? 0) < 0).length;
  const compared = ranked.filter((one) => !one.own && one.figure && one.growth).length;
  const used = new Map<string, number>();
  for (const one of ranked)
    for (const figure of [one.figure, one.growth, one.prior, one.intensity])
      if (figure?.sourceId) used.set(figure.sourceId, (used.get(figure.sourceId) ?? 0) + 1);
  const uses = [...used].flatMap(([id, count]) => {
    const source = sources.get(id);
    return source ? [{ ...source, count }] : [];
  });
  uses.sort((one, other) => other.count - one.count);
  const shares = ranked.flatMap((one) => one.share?.value ?? []);
  const hhi = shares.reduce((sum, share) => sum + share * share, 0);

  return {
    request,
    metric: choice(metric),
    metrics: choices,
    kinds: counts(({ kind }) => kind, KINDS),
    tiers: counts(({ tier }) => tier, TIERS),
    groups: [...content.groups].map(([id, saved]) => ({
      id,
      ...saved,
      size: peers.filter((peer) => isMember(saved.group, peer)).length,
    })),
    institutions: peers,
    members: members.length,
    sample: withFigure.length,
    rows: ranked,
    totals: institutions
      .filter(isTotal)
      .map(viewOf)
      .map(row)
      .filter((one) => one.figure)
      .map((one) => ({ ...one, share: null })),
    concentration:
      money && shares.length > 0 ? { value: hhi, interval: [hhi - 1, hhi + 1], n: shares.length } : null,
    positions: [
      ...new Set([metric, 'it_investment_to_revenue', 'it_investment_growth', 'it_staff_share']),
    ].map(position),
    trend: [...withFigureEver(members, (id, y) => figureOf(id, y, metric)), own].map((peer) => ({
      id: peer.id,
      name: peer.name,
      own: peer.id === 'own',
      points: YEARS.flatMap((y) => {
        const figure = figureOf(peer.id, y, metric);
        return figure ? [{ year: y, figure }] : [];
      }),
    })),
    scatter,
    scatterMissing: members.length - scatter.filter((point) => !point.own).length,
    efficiency: {
      own:
        ownIntensity === null
          ? null
          : { id: 'own', name: own.name, intensity: ownIntensity, valueScore: scores.value },
      peers: members.flatMap((peer) => {
        const value = intensity(peer.id);
        return value ? [{ id: peer.id, name: peer.name, value: value.value, quality: value.quality }] : [];
      }),
      difference: null,
      domains: scores.domains,
      reference,
      finding:
        heavy === null
          ? text(
              '缺少营业收入，尚不能判断投入与产出是否相称',
              'Without revenue, spending cannot be set against value',
            )
          : heavy
            ? text(
                '投入强度高于同业中位，经济价值低于目标',
                'Spending is above the median of peers, value below the target',
              )
            : text('投入与产出相称', 'Value is in line with spending'),
      heavySpendLightYield: heavy,
      missing: [
        ...(ownIntensity === null
          ? [
              text(
                `未录入${year}年营业收入，投入强度算不出。`,
                `No operating revenue for ${year}: intensity unknown.`,
              ),
            ]
          : []),
      ],
    },
    ownFigures: OWN_METRICS.flatMap((id) => YEARS.map((y) => ownView(content.figures, id, y))),
    rule: content.rule,
    choices: content.choices,
    conflicts: ranked
      .flatMap((one) => [one.figure, one.growth, one.prior, one.intensity])
      .filter((figure) => figure?.conflicting).length,
    priorityLoans: ['tech', 'green', 'inclusive', 'elderly', 'digital_economy'].flatMap((area) =>
      contextRow(`loan_${area}`, 2025, content),
    ),
    technologySmeLoans: [2023, 2025].flatMap((y) => contextRow('loan_tech_sme', y, content)),
    title:
      compared === 0
        ? text(
            `${withFigure.length}家机构${year}年的${nameOf(metric).zh}`,
            `${nameOf(metric).en} of ${withFigure.length} institutions in ${year}`,
          )
        : text(
            `${compared}家可比机构中，${fallen}家${year}年${nameOf(metric).zh}较上年下降`,
            `Of ${compared} institutions, ${fallen} had less in ${year} than the year before`,
          ),
    source: text(
      `来源：${uses
        .slice(0, 2)
        .map((one) => one.text.zh)
        .join('；')}${uses.length > 2 ? `等${uses.length}个来源` : ''}。`,
      `Source: ${uses
        .slice(0, 2)
        .map((one) => one.text.en)
        .join('; ')}${uses.length > 2 ? ` and ${uses.length - 2} more` : ''}.`,
    ),
    sources: uses,
  };
}

function withFigureEver(
  members: InstitutionView[],
  figure: (id: string, year: number) => FigureView | null,
): InstitutionView[] {
  const newest = (id: string) =>
    [...YEARS]
      .reverse()
      .map((year) => figure(id, year)?.value)
      .find((value) => value != null);
  return members
    .filter((peer) => newest(peer.id) !== undefined)
    .sort((one, other) => (newest(other.id) ?? 0) - (newest(one.id) ?? 0));
}

function ownView(figures: ReadonlyMap<string, number>, metric: string, year: number): OwnFigureView {
  const value = figures.get(`${metric} ${year}`) ?? null;
  const before = figures.get(`${metric} ${year - 1}`) ?? figures.get(`${metric} ${year + 1}`);
  const slip =
    value !== null && before !== undefined && value / before > 1000
      ? {
          message: text(
            `${value}亿元是邻年的${Math.round(value / before)}倍，看起来是亿元与万元混用。`,
            `${value} is ${Math.round(value / before)} times its neighbour: RMB 10,000 taken for RMB 100 m?`,
          ),
          suggestion: value / 10_000,
        }
      : null;
  return { metric, name: nameOf(metric), unit: unitOf(metric), year, value, slip };
}

function contextRow(metric: string, year: number, { rule, choices }: BenchmarkContent): ContextRowView[] {
  const value = statedFigure('china_financial_sector', year, metric, rule, choices);
  const growth = statedFigure('china_financial_sector', year, `${metric}_growth`, rule, choices);
  return value ? [{ name: nameOf(metric), year, value, growth }] : [];
}
