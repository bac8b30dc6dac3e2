import { describe, expect, it } from 'vitest';
import {
  barLength,
  commonPeriod,
  kindsOf,
  money,
  moneyWithUnit,
  printedGrowth,
  qualitiesOf,
  readOwnFigure,
  shown,
  visibleRows,
} from '../src/lib/benchmark';
import { platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import { benchmarkView } from '../src/stand-in/benchmark';

const view = benchmarkView('海澄银行（示例）');
const row = (id: string) => {
  const found = view.rows.find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe('money', () => {
  it('is 亿元 in Chinese and RMB bn in English', () => {
    expect(money(285.18, 'zh')).toBe('285.18');
    expect(money(285.18, 'en')).toBe('28.518');
    expect(money(1254.59, 'zh')).toBe('1254.59');
    expect(money(12545.9, 'en')).toBe('1254.590');
    expect(money(null, 'en')).toBe('—');
  });

  it('takes the unit that fits where the table mixes sizes', () => {
    expect(moneyWithUnit(448_000, 'zh')).toBe('44.8万亿元');
    expect(moneyWithUnit(2162, 'zh')).toBe('2162亿元');
    expect(moneyWithUnit(24_500, 'en')).toBe('RMB 2.45 tn');
    expect(moneyWithUnit(2162, 'en')).toBe('RMB 216.2 bn');
  });

  it('does not claim more digits of growth than were printed', () => {
    expect(printedGrowth(11.5)).toBe('+11.5%');
    expect(printedGrowth(23)).toBe('+23%');
    expect(printedGrowth(20)).toBe('+20%');
    expect(printedGrowth(-2.36)).toBe('−2.36%');
    expect(printedGrowth(0)).toBe('0%');
  });
});

describe('filters', () => {
  it('count the peers of a kind without the assessed institution', () => {
    expect(kindsOf(view.rows).map((kind) => [kind.id, kind.count])).toEqual([
      ['state_bank', 6],
      ['securities', 2],
    ]);
  });

  it('never hide the assessed institution', () => {
    const ids = visibleRows(view.rows, new Set(['state_bank', 'securities', 'city_bank'])).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['own']);
  });

  it('tell a hidden figure from a missing one', () => {
    const { prior, investment } = row('psbc');
    expect(shown(prior, new Set()).state).toBe('missing');
    expect(shown(investment, new Set(['derived'])).state).toBe('hidden');
    expect(shown(investment, new Set(['disclosed'])).state).toBe('shown');
  });

  it('draw bars from zero against the longest that is shown', () => {
    expect(barLength(row('icbc'), view.rows, new Set())).toBe(100);
    expect(barLength(row('abc'), view.rows, new Set())).toBeCloseTo((249.7 / 285.18) * 100);
    expect(barLength(row('psbc'), view.rows, new Set(['disclosed']))).toBe(100);
    expect(barLength(row('icbc'), view.rows, new Set(['disclosed']))).toBeNull();
  });

  it('offer 报道 only when a figure is known that way', () => {
    expect(qualitiesOf(view)).toEqual(['disclosed', 'derived', 'selfReported']);
    const { total } = view;
    const press = total.growth && { ...total, growth: { ...total.growth, quality: 'press' as const } };
    expect(press && qualitiesOf({ ...view, total: press })).toContain('press');
  });
});

describe('the period of a table', () => {
  it('is the note its figures share, or the year', () => {
    expect(commonPeriod(view.priorityLoans)?.zh).toBe('2025年11月末');
    expect(commonPeriod(view.technologySmeLoans)).toBeNull();
  });
});

describe('an own figure', () => {
  it('is a number that is not negative, in either width; empty removes it', () => {
    expect(readOwnFigure('４．８３')).toEqual({ ok: true, value: 4.83 });
    expect(readOwnFigure(' 1,200.5 ')).toEqual({ ok: true, value: 1200.5 });
    expect(readOwnFigure('')).toEqual({ ok: true, value: null });
    expect(readOwnFigure('4.83万')).toEqual({ ok: false });
    expect(readOwnFigure('-1')).toEqual({ ok: false });
  });

  it('can be undone and makes charts ask again', async () => {
    const session = new Session(platform);
    await session.begin();
    await session.openSample();
    const { revision } = session;
    const request = { metric: 'it_investment', year: 2024, value: 5 };
    const saved = await session.setOwnFigure(request, { zh: '已改', en: 'Changed' });
    expect(saved?.rows.find(({ own }) => own)?.investment?.value).toBe(5);
    expect(session.engagement?.status.canUndo).toBe(true);
    expect(session.toasts.current?.message.zh).toBe('已改');
    expect(session.revision).toBe(revision + 1);
    session.toasts.dismiss();
  });
});
