import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commentsMark, commentsOn, openOn } from '../src/lib/comments';
import { platform, type Platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import type { CommentView, HistoryView } from '../src/lib/types';

const B41 = 'technology_application.ai.enterprise_platform';

async function openSample(desktop: Partial<Platform> = {}): Promise<Session> {
  const session = new Session({ ...platform, ...desktop });
  await session.begin();
  await session.openSample();
  return session;
}

beforeEach(() => {
  performance.measure = vi.fn();
});

afterEach(() => vi.restoreAllMocks());

describe('a final assessment', () => {
  it('takes no value and says why, whatever asked for it', async () => {
    const recordAnswer = vi.fn(platform.recordAnswer);
    const session = await openSample({ recordAnswer });
    expect(session.locked).toBe(false);
    await session.review.move('final', '');
    expect(session.locked).toBe(true);
    const before = session.answer(B41)?.value;
    session.setValue(B41, { type: 'level', level: 5 });
    await session.outbox.flush();
    expect(recordAnswer).not.toHaveBeenCalled();
    expect(session.answer(B41)?.value).toEqual(before);
    expect(session.toasts.current).toMatchObject({ refused: true, undoable: false });
    expect(session.toasts.current?.message.zh).toContain('已定稿');
  });

  it('is free again as the copy that goes on', async () => {
    const session = await openSample();
    await session.review.move('final', '');
    const before = session.engagement?.status.assessment.id ?? null;
    await session.review.begin({ name: '2026年度', year: 2026, copyFrom: before });
    expect(session.locked).toBe(false);
    session.setValue(B41, { type: 'level', level: 5 });
    await session.outbox.flush();
    expect(session.engagement?.answers.find(({ indicator }) => indicator === B41)?.value).toEqual({
      type: 'level',
      level: 5,
    });
  });
});

const comment = (id: number, about: string | null, resolved = false): CommentView => ({
  id,
  about,
  name: { zh: '', en: '' },
  text: '',
  author: '复核人',
  at: '2026-03-18 15:02',
  resolution: resolved ? { by: '评估人', at: '2026-03-18 15:41', how: '已改' } : null,
});

describe('comments', () => {
  it('are counted where they are open, and not those on the whole assessment', () => {
    const counts = openOn([comment(1, 'a'), comment(2, 'a', true), comment(3, null), comment(4, 'a')]);
    expect([...counts]).toEqual([['a', 2]]);
  });

  it('on an indicator are listed open ones first', () => {
    const all = [comment(1, 'a', true), comment(2, 'b'), comment(3, 'a')];
    expect(commentsOn(all, 'a').map(({ id }) => id)).toEqual([3, 1]);
  });

  it('are asked for anew when one was made or resolved, and not for an answer', async () => {
    const session = await openSample();
    const mark = () => {
      if (!session.engagement) throw new Error('nothing is open');
      return commentsMark(session.engagement);
    };
    const before = mark();
    session.setValue(B41, { type: 'level', level: 5 });
    await session.outbox.flush();
    expect(mark()).toBe(before);
    await session.review.comment(B41, '口径？');
    const made = mark();
    expect(made).not.toBe(before);
    await session.review.resolve(session.review.loaded.view?.comments.at(-1)?.id ?? 0, '已说明');
    expect(mark()).not.toBe(made);
  });
});

describe('the past of an indicator', () => {
  it('is never shown for another one, and is forgotten with the assessment', async () => {
    const session = await openSample();
    await session.past.ask(B41);
    expect(session.past.of(B41)?.entries.length).toBeGreaterThan(0);
    expect(session.past.of('economic_value.process.online')).toBeNull();
    session.past.reset();
    expect(session.past.of(B41)).toBeNull();
  });

  it('is what the indicator asked for last, however long the one before takes', async () => {
    let late!: (view: HistoryView) => void;
    const indicatorHistory: Platform['indicatorHistory'] = (indicator) =>
      indicator === B41 ? new Promise((resolve) => (late = resolve)) : platform.indicatorHistory(indicator);
    const session = await openSample({ indicatorHistory });
    const first = session.past.ask(B41);
    await session.past.ask('economic_value.process.online');
    late(await platform.indicatorHistory(B41));
    await first;
    expect(session.past.of(B41)).toBeNull();
  });

  it('is restored as a change that undo takes back', async () => {
    const session = await openSample();
    const before = session.answer(B41)?.value;
    await session.past.restore({ indicator: B41, seq: 12, reason: '误改' });
    expect(session.answer(B41)?.value).toEqual({ type: 'level', level: 2 });
    await session.undo();
    expect(session.answer(B41)?.value).toEqual(before);
  });
});
