import { describe, expect, it } from 'vitest';
import {
  allowance,
  barOf,
  commonPeriod,
  entryUnit,
  entered,
  figureText,
  figureWithUnit,
  filler,
  moneyWithUnit,
  mostDecimals,
  nextSort,
  parted,
  printedGrowth,
  qualityCounts,
  readOwnFigure,
  shown,
  sortRows,
  unitName,
  visibleSample,
} from '../src/lib/benchmark';
import { nextMark } from '../src/lib/mark-keys';
import { metricGroups } from '../src/lib/metric-groups';
import { nextRow, ownTable } from '../src/lib/own-figures';
import { largestLines, trendYears } from '../src/lib/trend';
import type {
  ContextRowView,
  FigureView,
  MetricChoiceView,
  PeerRowView,
  QualityView,
} from '../src/lib/types';

const none = { zh: '', en: '' };

function figure(value: number | null, change: Partial<FigureView> = {}): FigureView {
  return {
    value,
    interval: null,
    lowerBound: false,
    decimals: 2,
    unit: '亿元',
    quality: 'disclosed',
    source: none,
    sourceId: '',
    locator: none,
    url: '',
    formula: null,
    rule: null,
    operands: [],
    note: none,
    alternatives: [],
    conflicting: false,
    ...change,
  };
}

function row(id: string, zh: string, of: FigureView | null, change: Partial<PeerRowView> = {}): PeerRowView {
  return {
    id,
    name: { zh, en: id },
    kind: 'state_bank',
    kindName: none,
    tier: 'T1',
    own: false,
    imported: null,
    rank: null,
    figure: of,
    growth: null,
    prior: null,
    share: null,
    intensity: null,
    ...change,
  };
}

// CAICT report 2025, Table 3, and the press.
const icbc = row('icbc', '工商银行', figure(285.18), { growth: figure(4.67, { unit: '%' }) });
const ccb = row('ccb', '建设银行', figure(244.33), { growth: figure(-2.36, { unit: '%' }) });
const psbc = row('psbc', '邮储银行', figure(122.96, { quality: 'press' }));
const hxb = row('hxb', '华夏银行', null);
const own = row('own', '海澄银行（示例）', null, { own: true });
const rows = [icbc, ccb, psbc, hxb, own];
const all = new Set<QualityView>();
const ids = (of: PeerRowView[]) => of.map(({ id }) => id);

describe('units', () => {
  it('follow the language: 亿元 in Chinese, RMB bn in English, as precise as printed', () => {
    expect(figureText(285.18, '亿元', 2, 'zh')).toBe('285.18');
    expect(figureText(285.18, '亿元', 2, 'en')).toBe('28.518');
    expect(figureText(133.5, '亿元', 1, 'en')).toBe('13.35');
    expect(figureText(419_252, '人', 0, 'zh')).toBe('419,252');
    expect(figureText(18_200, '万户', 0, 'en')).toBe('182.00');
    expect(figureText(31.5, '万元/人', 1, 'en')).toBe('315');
    expect(figureText(null, '亿元', 2, 'en')).toBe('—');
    expect(unitName('亿元', 'en')).toBe('RMB bn');
    expect(unitName('%', 'en')).toBe('%');
    expect(entryUnit('亿元', 'en')).toBe('RMB 100 m');
    expect(entryUnit('亿元', 'zh')).toBe('亿元');
  });

  it('stand with a figure that stands alone, and a lower bound says so', () => {
    expect(figureWithUnit(figure(1300, { decimals: 0, lowerBound: true }), 'zh')).toBe('≥1300亿元');
    expect(figureWithUnit(figure(285.18), 'en')).toBe('RMB 28.518 bn');
    expect(figureWithUnit(figure(5.41, { unit: '%' }), 'zh')).toBe('5.41%');
    expect(entered(4.83, '亿元', 'zh')).toBe('4.83亿元');
    expect(entered(5, '亿元', 'en')).toBe('RMB 0.5 bn');
  });

  it('keep the points of a column one under the other', () => {
    expect(mostDecimals(['285.18', '133.5', '1874'])).toBe(2);
    expect(filler('285.18', 2)).toBe('');
    expect(filler('133.5', 2)).toBe('0');
    expect(filler('1874', 2)).toBe('.00');
  });

  it('take the size that fits where a table mixes sizes', () => {
    expect(moneyWithUnit(448_000, 'zh')).toBe('44.8万亿元');
    expect(moneyWithUnit(2162, 'zh')).toBe('2162亿元');
    expect(moneyWithUnit(24_500, 'en')).toBe('RMB 2.45 tn');
    expect(moneyWithUnit(2162, 'en')).toBe('RMB 216.2 bn');
  });

  it('do not claim more digits of growth than were printed', () => {
    expect(printedGrowth(11.5)).toBe('+11.5%');
    expect(printedGrowth(23)).toBe('+23%');
    expect(printedGrowth(20)).toBe('+20%');
    expect(printedGrowth(-2.36)).toBe('−2.36%');
    expect(printedGrowth(0)).toBe('0%');
  });
});

describe('figures in sight', () => {
  const press = new Set<QualityView>(['press']);

  it('tell hidden from missing', () => {
    expect(shown(hxb.figure, all).state).toBe('missing');
    expect(shown(figure(null), all).state).toBe('missing');
    expect(shown(psbc.figure, press).state).toBe('hidden');
    expect(shown(psbc.figure, all)).toMatchObject({ state: 'shown', value: 122.96 });
  });

  it('are counted without the own one', () => {
    expect(visibleSample([...rows, row('own', '本', figure(4.83), { own: true })], all)).toBe(3);
    expect(visibleSample(rows, press)).toBe(2);
    expect(qualityCounts(rows)).toEqual({ disclosed: 4, press: 1, derived: 0, selfReported: 0 });
  });

  it('leave the own line among those told, and members without a figure in a line of their own', () => {
    expect(ids(parted(rows).told)).toEqual(['icbc', 'ccb', 'psbc', 'own']);
    expect(ids(parted(rows).silent)).toEqual(['hxb']);
  });
});

describe('order of the table', () => {
  it('puts what has no visible figure last, either way round', () => {
    const by = 'figure' as const;
    expect(ids(sortRows(rows, { by, falling: true }, all, 'zh'))).toEqual([
      'icbc',
      'ccb',
      'psbc',
      'hxb',
      'own',
    ]);
    expect(ids(sortRows(rows, { by, falling: false }, all, 'zh'))).toEqual([
      'psbc',
      'ccb',
      'icbc',
      'hxb',
      'own',
    ]);
    const disclosed = new Set<QualityView>(['disclosed']);
    expect(ids(sortRows(rows, { by, falling: true }, disclosed, 'zh'))[0]).toBe('psbc');
    expect(ids(sortRows(rows, { by: 'growth', falling: false }, all, 'zh')).slice(0, 2)).toEqual([
      'ccb',
      'icbc',
    ]);
  });

  it('sorts names in the language on screen', () => {
    expect(ids(sortRows(rows, { by: 'name', falling: false }, all, 'en'))).toEqual([
      'ccb',
      'hxb',
      'icbc',
      'own',
      'psbc',
    ]);
    expect(ids(sortRows(rows, { by: 'name', falling: false }, all, 'zh'))[0]).toBe('icbc');
  });

  it('turns round on a second click; figures begin with the largest, names with the first', () => {
    const sort = { by: 'figure' as const, falling: true };
    expect(nextSort(sort, 'figure')).toEqual({ by: 'figure', falling: false });
    expect(nextSort(sort, 'share')).toEqual({ by: 'share', falling: true });
    expect(nextSort(sort, 'name')).toEqual({ by: 'name', falling: false });
  });
});

describe('bars', () => {
  it('begin at zero and share one scale', () => {
    expect(barOf(icbc, rows, all)).toEqual({ from: 0, length: 100 });
    expect(barOf(ccb, rows, all)?.length).toBeCloseTo((244.33 / 285.18) * 100);
    expect(barOf(psbc, rows, new Set<QualityView>(['disclosed']))).toEqual({ from: 0, length: 100 });
    expect(barOf(icbc, rows, new Set<QualityView>(['disclosed']))).toBeNull();
    expect(barOf(hxb, rows, all)).toBeNull();
  });

  it('run to the left of zero where figures are negative', () => {
    const growth = [row('a', '甲', figure(30)), row('b', '乙', figure(-10))];
    expect(barOf(growth[0] ?? icbc, growth, all)).toEqual({ from: 25, length: 75 });
    expect(barOf(growth[1] ?? icbc, growth, all)).toEqual({ from: 0, length: 25 });
  });

  it('are not drawn where all figures are zero', () => {
    const zero = [row('a', '甲', figure(0))];
    expect(barOf(zero[0] ?? icbc, zero, all)).toBeNull();
  });
});

describe('what n allows', () => {
  it.each([
    [0, 'none'],
    [1, 'one'],
    [2, 'points'],
    [7, 'points'],
    [8, 'quartiles'],
    [19, 'quartiles'],
    [20, 'percentiles'],
  ] as const)('%i: %s', (n, words) => expect(allowance(n)).toBe(words));
});

describe('metrics', () => {
  const metric = (id: string, unit: string, formula = false): MetricChoiceView => ({
    id,
    name: none,
    unit,
    theme: 'investment',
    definition: none,
    direction: 'higher',
    formula: formula ? none : null,
    years: [{ id: '2024', name: none, count: 1, total: 1 }],
  });

  it('stand in groups; groups without one are left out', () => {
    const groups = metricGroups([
      metric('it_investment', '亿元', true),
      metric('it_staff', '人'),
      metric('it_staff_share', '%'),
      metric('it_investment_per_employee', '万元/人', true),
      metric('import:digital_share', '%'),
      { ...metric('netizens', '万人'), years: [] },
    ]);
    expect(groups.map(({ id, metrics }) => [id, metrics.map((one) => one.id)])).toEqual([
      ['money', ['it_investment']],
      ['people', ['it_staff']],
      ['ratios', ['it_staff_share']],
      ['derived', ['it_investment_per_employee']],
      ['imported', ['import:digital_share']],
    ]);
  });
});

describe('the trend', () => {
  const line = (id: string, points: [number, number | null][], own = false) => ({
    id,
    name: none,
    own,
    points: points.map(([year, value]) => ({ year, figure: figure(value) })),
  });

  it('shows all years of the data and whatever lies beyond', () => {
    expect(trendYears([])).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025]);
    expect(trendYears([line('a', [[2017, 1]])])[0]).toBe(2017);
  });

  it('knows the largest lines by their newest figure, the own one apart', () => {
    const lines = [
      line('small', [[2024, 5]]),
      line('old', [
        [2019, 900],
        [2020, 7],
      ]),
      line('large', [
        [2023, 80],
        [2025, null],
      ]),
      line('own', [[2024, 1000]], true),
    ];
    expect(largestLines(lines, 2)).toEqual(['large', 'old']);
  });
});

describe('arrow keys among marks', () => {
  const marks = [[false, true, false, true], [false], [false, true, true, false]];

  it('pass over cells without a mark and short rows, and stop at the edge', () => {
    expect(nextMark(marks, [0, 1], 'ArrowRight')).toEqual([0, 3]);
    expect(nextMark(marks, [0, 3], 'ArrowRight')).toBeNull();
    expect(nextMark(marks, [0, 1], 'ArrowLeft')).toBeNull();
    expect(nextMark(marks, [0, 1], 'ArrowDown')).toEqual([2, 1]);
    expect(nextMark(marks, [2, 1], 'ArrowUp')).toEqual([0, 1]);
    expect(nextMark(marks, [0, 3], 'ArrowDown')).toBeNull();
    expect(nextMark(marks, [0, 1], 'Enter')).toBeNull();
  });
});

describe('the period of a table', () => {
  const context = (year: number, zh: string): ContextRowView => ({
    name: none,
    year,
    value: figure(1, { note: { zh, en: zh } }),
    growth: zh ? figure(2, { note: { zh, en: zh } }) : null,
  });

  it('is the note its figures share, or the year', () => {
    expect(commonPeriod([context(2025, '2025年11月末'), context(2025, '2025年11月末')])?.zh).toBe(
      '2025年11月末',
    );
    expect(commonPeriod([context(2023, ''), context(2025, '')])).toBeNull();
    expect(commonPeriod([context(2023, '')])?.en).toBe('2023');
  });
});

describe('an own figure', () => {
  it('is a number in either width; empty removes it', () => {
    expect(readOwnFigure('４．８３', 'it_investment')).toEqual({ ok: true, value: 4.83 });
    expect(readOwnFigure(' 1,200.5 ', 'it_investment')).toEqual({ ok: true, value: 1200.5 });
    expect(readOwnFigure('', 'it_investment')).toEqual({ ok: true, value: null });
    expect(readOwnFigure('4.83万', 'it_investment')).toEqual({ ok: false });
  });

  it('may be negative only where that can be', () => {
    expect(readOwnFigure('-1', 'it_investment')).toEqual({ ok: false });
    expect(readOwnFigure('−1.5', 'net_profit')).toEqual({ ok: true, value: -1.5 });
    expect(readOwnFigure('-3', 'it_investment_growth')).toEqual({ ok: true, value: -3 });
  });

  it('stands in a table of metrics by years, empty cells included', () => {
    const cell = { metric: 'it_investment', name: none, unit: '亿元', slip: null };
    const table = ownTable([
      { ...cell, year: 2024, value: 4.83 },
      { ...cell, year: 2023, value: null },
      { ...cell, metric: 'employees', unit: '人', year: 2024, value: null },
    ]);
    expect(table.years).toEqual([2023, 2024]);
    expect(table.metrics.map(({ id }) => id)).toEqual(['it_investment', 'employees']);
    const [spend, staff] = table.metrics;
    expect(spend && table.figure(spend, 2024).value).toBe(4.83);
    expect(staff && table.figure(staff, 2023)).toMatchObject({
      metric: 'employees',
      year: 2023,
      value: null,
    });
  });

  it('is reached by the arrow keys and Enter', () => {
    expect(nextRow('ArrowDown', 0, 3)).toBe(1);
    expect(nextRow('Enter', 2, 3)).toBeNull();
    expect(nextRow('ArrowUp', 0, 3)).toBeNull();
    expect(nextRow('a', 0, 3)).toBeNull();
  });
});
