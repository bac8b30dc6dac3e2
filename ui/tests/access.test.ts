import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Countdown, PassphraseDraft } from '../src/lib/passphrase.svelte';
import { platform } from '../src/lib/platform';
import { Session } from '../src/lib/session.svelte';
import { PASSPHRASE } from '../src/stand-in/access';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a new passphrase', () => {
  it('is long enough and typed twice', () => {
    const draft = new PassphraseDraft(() => 8);
    expect(draft.complete).toBe(false);
    draft.text = '春眠不觉晓处处';
    draft.again = draft.text;
    expect(draft.errors.text).toContain('8');
    draft.text = '春眠不觉晓处处闻';
    expect(draft.errors).toEqual({ text: undefined, again: '两次输入的口令不同' });
    draft.again = draft.text;
    expect(draft.complete).toBe(true);
  });

  it('counts characters as the file will, with accents composed', () => {
    const draft = new PassphraseDraft(() => 8);
    draft.text = 'e\u0301e\u0301e\u0301e\u0301';
    expect(draft.errors.text).toContain('8');
  });
});

describe('the wait for the next try', () => {
  it('counts down in whole seconds, rounded up', () => {
    const countdown = new Countdown();
    countdown.start(1500);
    expect(countdown.seconds).toBe(2);
    vi.advanceTimersByTime(600);
    expect(countdown.seconds).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(countdown.seconds).toBe(0);
  });
});

describe('an encrypted file', () => {
  it('is asked about, and opened with the right passphrase only', async () => {
    const session = new Session(platform);
    await session.begin();
    const path = session.start?.recent.find((file) => file.encrypted)?.path ?? '';
    expect(await session.open(path)).toBe(false);
    expect(session.question?.refused).toBeNull();
    expect(await session.open(path, 'not this one')).toBe(false);
    expect(session.question?.refused?.code).toBe('SH-2115');
    expect(session.engagement).toBeNull();
    expect(await session.open(path, PASSPHRASE)).toBe(true);
    expect(session.question).toBeNull();
    expect(session.engagement?.encrypted).toBe(true);
  });
});
