import { describe, expect, it, vi } from 'vitest';
import {
  EVERYONE,
  isMember,
  nameFault,
  NO_KIND,
  onlyLines,
  sameGroup,
  savedGroup,
  search,
  setKind,
  setMember,
  setTier,
} from '../src/lib/peer-group';
import { platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import type { CountView, InstitutionView } from '../src/lib/types';

const none = { zh: '', en: '' };

function institution(id: string, zh: string, kind: string, tier: string): InstitutionView {
  return {
    id,
    name: { zh, en: id.toUpperCase() },
    kind,
    kindName: { zh: kind, en: kind },
    tier,
    imported: null,
  };
}

const icbc = institution('icbc', '工商银行', 'state_bank', 'T1');
const cmb = institution('cmb', '招商银行', 'joint_stock_bank', 'T1');
const webank = institution('webank', '微众银行', 'private_bank', '');
const kinds: CountView[] = ['state_bank', 'joint_stock_bank', 'private_bank'].map((id) => ({
  id,
  name: none,
  count: 1,
  total: 1,
}));

describe('a peer group', () => {
  it('takes everyone when nothing is said', () => {
    expect([icbc, cmb, webank].every((one) => isMember(EVERYONE, one))).toBe(true);
  });

  it('wants kind and tier; without a tier is a tier of its own', () => {
    const large = { ...EVERYONE, kinds: ['joint_stock_bank', 'private_bank'], tiers: ['T1'] };
    expect([icbc, cmb, webank].map((one) => isMember(large, one))).toEqual([false, true, false]);
    expect(isMember({ ...EVERYONE, tiers: [''] }, webank)).toBe(true);
  });

  it('puts in and leaves out by hand only where the filter says otherwise', () => {
    const state = { ...EVERYONE, kinds: ['state_bank'] };
    const more = setMember(state, cmb, true);
    expect(more).toEqual({ ...state, picked: ['cmb'] });
    expect(setMember(more, cmb, false)).toEqual(state);
    const less = setMember(state, icbc, false);
    expect(less).toEqual({ ...state, leftOut: ['icbc'] });
    expect(isMember(less, icbc)).toBe(false);
    expect(setMember(less, icbc, true)).toEqual(state);
  });

  it('can be emptied kind by kind, and is everyone again when all are ticked', () => {
    const two = setKind(EVERYONE, 'state_bank', false, kinds);
    expect(two.kinds).toEqual(['joint_stock_bank', 'private_bank']);
    const empty = kinds.reduce((group, { id }) => setKind(group, id, false, kinds), EVERYONE);
    expect(empty.kinds).toEqual([NO_KIND]);
    expect([icbc, cmb, webank].some((one) => isMember(empty, one))).toBe(false);
    expect(kinds.reduce((group, { id }) => setKind(group, id, true, kinds), empty)).toEqual(EVERYONE);
  });

  it('narrows to the first tier and opens when the last is taken away', () => {
    const narrow = setTier(EVERYONE, 'T1', true);
    expect(narrow.tiers).toEqual(['T1']);
    expect(setTier(narrow, 'T1', false)).toEqual(EVERYONE);
  });

  it('is the same whatever the order', () => {
    const one = { ...EVERYONE, kinds: ['a', 'b'] };
    expect(sameGroup(one, { ...EVERYONE, kinds: ['b', 'a'] })).toBe(true);
    expect(sameGroup(one, EVERYONE)).toBe(false);
  });

  it('leaves out the lines that are hidden, besides who is left out already', () => {
    const group = { ...EVERYONE, leftOut: ['icbc'] };
    expect(onlyLines(group, ['icbc', 'cmb'], new Set(['icbc', 'cmb'])).leftOut).toEqual(['icbc', 'cmb']);
    expect(onlyLines(group, ['cmb'], new Set())).toBe(group);
  });
});

describe('saved groups', () => {
  const groups = [{ id: 7, name: '全国性银行', group: { ...EVERYONE, kinds: ['state_bank'] }, size: 6 }];

  it('are found by choice or by what they say', () => {
    expect(savedGroup(groups, 7, EVERYONE)?.id).toBe(7);
    expect(savedGroup(groups, null, { ...EVERYONE, kinds: ['state_bank'] })?.id).toBe(7);
    expect(savedGroup(groups, null, EVERYONE)).toBeNull();
  });

  it('need a name of their own', () => {
    expect(nameFault('  ', groups, null)).toBe('missing');
    expect(nameFault('全国性银行', groups, null)).toBe('taken');
    expect(nameFault('全国性银行', groups, 7)).toBeNull();
    expect(nameFault('长'.repeat(41), groups, null)).toBe('long');
  });
});

describe('the search', () => {
  it('looks in both languages, in ids and kinds, for every word', () => {
    const list = [icbc, cmb, webank];
    expect(search(list, '')).toHaveLength(3);
    expect(search(list, '招商').map(({ id }) => id)).toEqual(['cmb']);
    expect(search(list, 'ＷＥＢank private').map(({ id }) => id)).toEqual(['webank']);
    expect(search(list, '招商 private')).toEqual([]);
  });
});

describe('the page 对标', () => {
  async function opened() {
    const session = new Session(platform);
    await session.begin();
    await session.openSample();
    await session.benchmark.ask();
    return session;
  }

  it('asks for another metric in the nearest year that has a figure', async () => {
    const { benchmark } = await opened();
    expect(benchmark.request).toMatchObject({ metric: 'it_investment', year: 2024 });
    benchmark.setMetric('it_investment_growth');
    expect(benchmark.request).toMatchObject({ metric: 'it_investment_growth', year: 2024 });
    await benchmark.ask();
    expect(benchmark.loaded.view?.metric.id).toBe('it_investment_growth');
  });

  it('keeps a group under a name, tells when it was changed, and forgets it', async () => {
    const session = await opened();
    const { benchmark } = session;
    benchmark.setGroup({ ...EVERYONE, kinds: ['state_bank'] });
    await benchmark.saveGroup(null, '大行', { ...EVERYONE, kinds: ['state_bank'] });
    await benchmark.ask();
    expect(benchmark.saved).toMatchObject({ group: { name: '大行' }, changed: false });
    benchmark.chooseGroup(benchmark.saved?.group ?? null);
    benchmark.setGroup({ ...EVERYONE, kinds: ['state_bank'], leftOut: ['icbc'] });
    expect(benchmark.saved?.changed).toBe(true);
    await benchmark.removeGroup(benchmark.saved?.group.id ?? 0);
    await benchmark.ask();
    expect(benchmark.loaded.view?.groups).toEqual([]);
    session.toasts.dismiss();
  });

  it('can undo an own figure, and asks again', async () => {
    const session = await opened();
    const { revision } = session;
    const request = { metric: 'it_investment', year: 2024, value: 5 };
    expect(await session.setOwnFigure(request, { zh: '已改', en: 'Changed' })).toBe(true);
    await session.benchmark.ask();
    expect(session.benchmark.loaded.view?.rows.find(({ own }) => own)?.figure?.value).toBe(5);
    expect(session.engagement?.status.canUndo).toBe(true);
    expect(session.toasts.current?.message.zh).toBe('已改');
    // What is drawn from the answers follows in the frame after the score.
    await vi.waitFor(() => expect(session.revision).toBe(revision + 1));
    session.toasts.dismiss();
  });
});
