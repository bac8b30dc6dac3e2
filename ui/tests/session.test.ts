import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BLANK } from '../src/lib/evidence';
import { CommandFailure, platform, type Platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import type { UpdateView } from '../src/lib/types';

const B41 = 'technology_application.ai.enterprise_platform';
const full = new CommandFailure({
  code: 'SH-3001',
  message: { zh: '磁盘空间不足。请清理后重试。', en: 'The disk is full. Free some space and try again.' },
});

async function openSample(desktop: Partial<Platform> = {}): Promise<Session> {
  const session = new Session({ ...platform, ...desktop });
  await session.begin();
  await session.openSample();
  return session;
}

beforeEach(() => {
  vi.useFakeTimers();
  performance.measure = vi.fn();
});

afterEach(() => vi.useRealTimers());

describe('an opened file', () => {
  it('is shown on the page of scores, and leaves alone who has gone elsewhere meanwhile', async () => {
    expect((await openSample()).page).toBe('score');
    let letThrough!: () => void;
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    const session = new Session({ ...platform, openSample: () => held.then(platform.openSample) });
    await session.begin();
    const opened = session.openSample();
    session.goTo('diagnosis');
    letThrough();
    await opened;
    expect(session.engagement).not.toBeNull();
    expect(session.page).toBe('diagnosis');
  });
});

describe('an answer', () => {
  it('is shown as entered while a slow reply is awaited, and the score only with the reply', async () => {
    let letThrough!: () => void;
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    const recordAnswer: Platform['recordAnswer'] = async (indicator, patch) => {
      await held;
      return platform.recordAnswer(indicator, patch);
    };
    const session = await openSample({ recordAnswer });
    const before = session.engagement?.result.score;
    session.setValue(B41, { type: 'level', level: 5 });
    await vi.advanceTimersByTimeAsync(80);
    expect(session.answer(B41)?.value).toEqual({ type: 'level', level: 5 });
    expect(session.engagement?.result.score).toBe(before);
    letThrough();
    await session.outbox.flush();
    expect(session.engagement?.result.score).toBeGreaterThan(before ?? 0);
    await vi.waitFor(() => {
      expect(session.toasts.current?.message.zh).toBe('B4.1已由L3改为L5');
    });
  });

  it('is taken back by undo, which returns to its indicator', async () => {
    const session = await openSample();
    const before = session.engagement?.result.score;
    session.setValue(B41, { type: 'level', level: 5 });
    session.select(session.tree?.indicators[0]?.id ?? '');
    await session.undo();
    expect(session.engagement?.result.score).toBe(before);
    expect(session.selected).toBe(B41);
  });

  it('wins over an earlier one that was still under way', async () => {
    const session = await openSample();
    session.setValue(B41, { type: 'level', level: 2 });
    session.setValue(B41, { type: 'level', level: 4 });
    await session.outbox.flush();
    expect(session.outbox.size).toBe(0);
    expect(session.answer(B41)?.value).toEqual({ type: 'level', level: 4 });
  });
});

describe('a rationale', () => {
  it('is sent when typing pauses', async () => {
    const recordAnswer = vi.fn(platform.recordAnswer);
    const session = await openSample({ recordAnswer });
    session.setRationale(B41, '平台');
    await vi.advanceTimersByTimeAsync(500);
    session.setRationale(B41, '平台已投产');
    await vi.advanceTimersByTimeAsync(500);
    expect(recordAnswer).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(recordAnswer).toHaveBeenCalledOnce();
    expect(recordAnswer.mock.calls[0]?.[1].rationale).toBe('平台已投产');
  });

  it('is sent on leaving the indicator', async () => {
    const session = await openSample();
    session.setRationale(B41, '离开前写的');
    session.select(session.tree?.indicators[0]?.id ?? '');
    await session.outbox.flush();
    expect(session.engagement?.answers.find((answer) => answer.indicator === B41)?.rationale).toBe(
      '离开前写的',
    );
  });
});

describe('a save that fails', () => {
  it('says 未保存 with its reason, keeps the text and saves it on the next try', async () => {
    let broken = true;
    const recordAnswer: Platform['recordAnswer'] = (indicator, patch) =>
      broken ? Promise.reject(full) : platform.recordAnswer(indicator, patch);
    const session = await openSample({ recordAnswer });

    session.setRationale(B41, '不能丢');
    expect(await session.outbox.flush()).toBe(false);
    expect(session.saving.failure?.code).toBe('SH-3001');
    session.select(session.tree?.indicators[0]?.id ?? '');
    expect(session.answer(B41)?.rationale).toBe('不能丢');
    await session.outbox.flush();

    broken = false;
    expect(await session.outbox.flush()).toBe(true);
    expect(session.saving.failure).toBeNull();
    expect(session.outbox.size).toBe(0);
  });

  it('asks before closing loses it', async () => {
    const session = await openSample({ recordAnswer: () => Promise.reject(full) });
    session.setRationale(B41, '不能丢');
    const leaving = session.mayLeave();
    await vi.waitFor(() => expect(session.leaving).not.toBeNull());
    session.leaving?.(false);
    expect(await leaving).toBe(false);
    expect(session.answer(B41)?.rationale).toBe('不能丢');
  });

  it('is told to the form that added evidence', async () => {
    const session = await openSample({ saveEvidence: () => Promise.reject(full) });
    await expect(session.evidence.save(B41, { ...BLANK, title: '台账' })).rejects.toBe(full);
    expect(session.saving.failure?.code).toBe('SH-3001');
  });
});

describe('the saved state', () => {
  it('says 正在保存 only when saving takes longer than 400 ms', async () => {
    let finish: (update: UpdateView) => void = () => undefined;
    const session = await openSample({
      recordAnswer: () => new Promise<UpdateView>((resolve) => (finish = resolve)),
    });
    session.setValue(B41, { type: 'level', level: 4 });
    await vi.advanceTimersByTimeAsync(390);
    expect(session.saving.slow).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(session.saving.slow).toBe(true);
    finish(
      await platform.recordAnswer(B41, {
        value: { type: 'level', level: 4 },
        confidence: null,
        rationale: null,
      }),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(session.saving.slow).toBe(false);
  });
});

describe('a message', () => {
  it('stays eight seconds, longer under the pointer', async () => {
    const session = await openSample();
    session.toasts.show({ subject: 'a', message: { zh: '已改', en: 'Changed' }, undoable: false });
    session.toasts.pause();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(session.toasts.current).not.toBeNull();
    session.toasts.resume();
    await vi.advanceTimersByTimeAsync(8_000);
    expect(session.toasts.current).toBeNull();
  });
});
