import { describe, expect, it } from 'vitest';
import { CommandFailure, platform, type Platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import type { GroupWeighing } from '../src/lib/types';
import {
  carriedJudge,
  draftGroup,
  isEntered,
  missingOf,
  moveOf,
  newJudge,
  orderOf,
  pairsOf,
  placeOf,
  placesOf,
  ratioOf,
  ratioText,
  SCALE,
  statementOf,
  stepped,
} from '../src/lib/weights';

const TECHNOLOGY = 'technology_application';

async function open(desktop: Partial<Platform> = {}): Promise<Session> {
  const session = new Session({ ...platform, ...desktop });
  await session.openSample();
  await session.weights.ask();
  return session;
}

describe('comparisons', () => {
  it('are kept above the diagonal, row by row', () => {
    for (const size of [2, 3, 6, 15]) {
      const pairs = pairsOf(size);
      expect(pairs).toHaveLength((size * (size - 1)) / 2);
      expect(pairs.map((pair) => placeOf(pair, size))).toEqual(pairs.map((_, index) => index));
    }
    expect(pairsOf(1)).toEqual([]);
  });

  it('stand on a scale of seventeen points whose opposites are reciprocal', () => {
    expect(SCALE).toHaveLength(17);
    const opposite = (index: number) => SCALE[16 - index] ?? 0;
    SCALE.forEach((point, index) => expect(ratioOf(point) * ratioOf(opposite(index))).toBeCloseTo(1, 12));
    expect([9, 1, -3].map((point) => ratioText(ratioOf(point)))).toEqual(['9', '1', '1/3']);
    expect([2.44, 1 / 2.44, 0.99, null].map(ratioText)).toEqual(['2.4', '1/2.4', '1', '—']);
  });

  it('move by arrows over the middle and stop at both ends', () => {
    expect([stepped(2, 1), stepped(1, 1), stepped(-2, -1)]).toEqual([1, -2, 1]);
    expect([stepped(9, -1), stepped(-9, 1)]).toEqual([9, -9]);
    expect([stepped(null, -1), stepped(null, 1)]).toEqual([2, -2]);
  });

  it('follow their members into a group that has changed', () => {
    const judge = { role: '部', comparisons: [3, -5, 2] };
    expect(carriedJudge(judge, ['a', 'b', 'c'], ['c', 'a', 'd']).comparisons).toEqual([5, null, null]);
    expect(carriedJudge(judge, ['a', 'b', 'c'], ['a', 'b', 'c'])).toEqual(judge);
    expect(missingOf(newJudge('部', 4))).toBe(6);
  });
});

describe('an order', () => {
  const members = ['a', 'b', 'c', 'd'];

  it('has places that ties share, and comes back from them', () => {
    const order = orderOf([2, 1, 2, 4], members);
    expect(order.map(({ member }) => member)).toEqual(['b', 'a', 'c', 'd']);
    expect(order.map(({ tied }) => tied)).toEqual([false, false, true, false]);
    expect(placesOf(order, members)).toEqual([2, 1, 2, 4]);
  });

  it('ties a chain to one place', () => {
    const order = members.map((member, index) => ({ member, tied: index > 0 }));
    expect(placesOf(order, members)).toEqual([1, 1, 1, 1]);
  });
});

describe('a group on its way', () => {
  const members = ['a', 'b', 'c'];
  const inForce = new Map([
    ['a', 0.2],
    ['b', 0.5],
    ['c', 0.3],
  ]);

  it('starts with the weights in force and states nothing', () => {
    const group = draftGroup('root', members, inForce, undefined, '评判人1');
    expect(statementOf(group)).toBeNull();
    expect(group.weights).toEqual([20, 50, 30]);
    expect(group.order.map(({ member }) => member)).toEqual(['b', 'c', 'a']);
    expect(group.judges).toEqual([{ role: '评判人1', comparisons: [null, null, null] }]);
  });

  it('keeps what a statement says of members that are still there', () => {
    const statement: GroupWeighing = {
      parent: 'root',
      members: ['c', 'x', 'a'],
      weighing: { method: 'given', weights: [7, 8, 9] },
    };
    const group = draftGroup('root', members, inForce, statement, '评判人1');
    expect(statementOf(group)).toEqual({
      ...statement,
      members,
      weighing: { method: 'given', weights: [9, 50, 7] },
    });
  });

  it('is not sent while a field holds no number', () => {
    const group = draftGroup('root', members, inForce, undefined, '评判人1');
    expect(isEntered({ ...group, method: 'given', weights: [1, null, 3] })).toBe(false);
    expect(isEntered({ ...group, method: 'given', weights: [1, -1, 3] })).toBe(false);
    expect(isEntered({ ...group, method: 'given', weights: [0, 1, 3] })).toBe(true);
    expect(isEntered({ ...group, method: 'ranked', weights: [null, null, null] })).toBe(true);
  });

  it('tells how far a gap moved', () => {
    expect([moveOf(1, 5), moveOf(4, 1), moveOf(2, 2), moveOf(3, null)]).toEqual([4, -3, 0, null]);
  });
});

describe('schemes of the open file', () => {
  it('stand beside the weights in force; a draft is looked at without being saved', async () => {
    const session = await open();
    const { weights } = session;
    expect(weights.loaded.view?.schemes.map(({ kind }) => kind)).toEqual(['inForce', 'declared', 'equal']);
    const draft = weights.draft('pairwise', '研讨会', '信息科技部');
    expect([draft.front, draft.group?.method, draft.changed]).toEqual(['root', 'pairwise', false]);
    const judge = draft.group?.judges[0];
    if (judge) judge.comparisons = [2, 4, 2];
    expect(draft.changed).toBe(true);
    await draft.look(draft.scheme);
    const shares = draft.outcome('root')?.weights.map((weight) => Math.round((weight ?? 0) * 100));
    expect(shares).toEqual([57, 29, 14]);
    expect(draft.outcome('root')?.common?.ratio).toBeCloseTo(0, 9);
    expect(weights.loaded.view?.schemes).toHaveLength(3);
  });

  it('are saved, opened again, removed and brought back', async () => {
    const session = await open();
    const draft = session.weights.draft('ranked', '研讨会', '部');
    await session.weights.save(draft.id, draft.scheme);
    const saved = session.weights.loaded.view?.schemes[3];
    expect([saved?.name.zh, saved?.outcomes[0]?.state]).toEqual(['研讨会', 'applied']);
    if (!saved) return;
    const again = session.weights.draft(saved, '', '部');
    expect([again.id, again.name, again.group?.method, again.changed]).toEqual([
      saved.id,
      '研讨会',
      'ranked',
      false,
    ]);
    await session.weights.remove(saved.id ?? 0);
    expect(session.weights.loaded.view?.schemes).toHaveLength(3);
    await session.undo();
    await session.weights.ask();
    expect(session.weights.loaded.view?.schemes[3]?.name.zh).toBe('研讨会');
  });

  it('keep a draft when saving fails', async () => {
    const message = { zh: '磁盘空间不足', en: 'The disk is full' };
    const failure = new CommandFailure({ code: 'SH-2108', message });
    const session = await open({ saveWeights: () => Promise.reject(failure) });
    const draft = session.weights.draft('given', '研讨会', '部');
    draft.front = TECHNOLOGY;
    await expect(session.weights.save(draft.id, draft.scheme)).rejects.toBe(failure);
    expect([draft.name, draft.group?.parent]).toEqual(['研讨会', TECHNOLOGY]);
  });
});
